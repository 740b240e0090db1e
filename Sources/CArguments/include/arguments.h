#ifndef ARGUMENTS_H
#define ARGUMENTS_H

// The arguments that the process was started with, its own name first; their number, 0 where the C
// library does not hand them over.
int process_arguments(const char *const **arguments);

#endif
