// libsamplerate converts sample rates; see Sources/TelephonyAudio/SamplerateEngine.swift.
#include <samplerate.h>
