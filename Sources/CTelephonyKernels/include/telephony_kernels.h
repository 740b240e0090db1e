#ifndef TELEPHONY_KERNELS_H
#define TELEPHONY_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether the functions below may be called: on x86-64 with AVX2.
bool telephony_has_avx2(void);

// The same results as the functions of these names of Kernels.Plain in Swift, to the last bit.

// A-law codes of as many samples as there are, a multiple of 32.
void telephony_encode_int16_avx2(const int16_t *samples, size_t count, uint8_t *codes);

// The same for samples with full scale 1.0; returns how many did not fit into 16 bits.
size_t telephony_encode_float_avx2(const float *samples, size_t count, uint8_t *codes);

// Adds the squares of left, right and left + right to the three energies.
void telephony_mix_stereo_avx2(const int16_t *frames, size_t count, float *mono,
                               int64_t *energies);

void telephony_decimate_avx2(const float *even, const float *odd, const float *coefficients,
                             size_t coefficient_count, float *output, size_t count);

void telephony_convolve_avx2(const float *row, size_t tap_count, const float *input,
                             size_t input_stride, float *output, size_t output_stride);

#endif
