// libsamplerate converts sample rates; see Sources/TelephonyAudio/Resampling/SamplerateEngine.swift.
#include <samplerate.h>
