// libsndfile's A-law writer, for comparison with ours.
#include <sndfile.h>
