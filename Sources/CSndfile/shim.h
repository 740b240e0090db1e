// libsndfile decodes recordings; see Sources/AudioFiles/Decoding/SndfileDecoder.swift.
#include <sndfile.h>
