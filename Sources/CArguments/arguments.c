#include "arguments.h"

#include <limits.h> // says which C library this is

static int count;
static const char *const *values;

#ifdef __GLIBC__
// Swift takes the arguments from /proc, which a bare chroot or container does not have. The GNU C
// library hands them to every initialiser (ELF's .init_array), and so before Swift's main begins.
__attribute__((constructor)) static void keep(int argc, char **argv) {
  count = argc;
  values = (const char *const *)argv;
}
#endif

int process_arguments(const char *const **arguments) {
  *arguments = values;
  return count;
}
