#ifndef FILE_KERNELS_H
#define FILE_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether the function below may be called: on x86-64 with the SHA extensions.
bool file_kernels_has_sha256(void);

// Takes whole blocks of 64 bytes into the eight words of a SHA-256 state: FIPS 180-4, section 6.2.2.
// The 64 constants are those of section 4.2.2.
void file_kernels_sha256(uint32_t *state, const uint8_t *blocks, size_t count,
                         const uint32_t *constants);

#endif
