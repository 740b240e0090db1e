// libsndfile decodes the source recordings; see Sources/VoicePrompts/Reading/SoundFile.swift.
#include <sndfile.h>
