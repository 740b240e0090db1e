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

// The same for samples with full scale 1.0; returns how many did not fit into 16 bits, and raises
// the peak to the largest magnitude.
size_t telephony_encode_float_avx2(const float *samples, size_t count, uint8_t *codes,
                                   float *peak);

// A multiple of eight samples, full scale 1.0. Streams go past the caches, to multiples of 32 bytes.
void telephony_convert_int16_avx2(const int16_t *samples, size_t count, float *floats,
                                  bool streams);

// The same samples, a multiple of eight, past the caches to a multiple of 32 bytes.
void telephony_stream_avx2(const float *samples, size_t count, float *place);

// The mean of a multiple of eight frames; adds the squares of left, right and left + right to the
// three energies. Streams as above.
void telephony_mix_stereo_avx2(const int16_t *frames, size_t count, float *mono,
                               int64_t *energies, bool streams);

// The sum of HalfBandFilter in eight lanes, for a multiple of four outputs. The lanes begin with the
// row that the first output is centred on; there are two rows for each coefficient and one more
// around the centres of the first and the last output.
void telephony_decimate_avx2(const float *lanes, const float *coefficients,
                             size_t coefficient_count, float *output, size_t count);

// output[column][row] = input[row][column], for multiples of eight of both.
void telephony_transpose_avx2(const float *input, size_t input_stride, size_t rows,
                              size_t columns, float *output, size_t output_stride);

// sums[phase][lane] = lanes[0][lane] * coefficients[0][phase] + lanes[1][lane] * ..., from the
// first tap to the last, for five phases and sixteen lanes.
void telephony_convolve_avx2(const float *lanes, const float *coefficients, size_t count,
                             float *sums);

// Of A-law samples in steps of 8, half of the smallest: their sum, that of their squares, and how
// many have the largest magnitude; and the loudest code, without its sign and with its inverted bits
// back.
typedef struct {
  int64_t sum, energy, outermost;
  uint8_t loudest;
} TelephonyTotals;

// Adds those of a multiple of 32 codes.
void telephony_total_alaw_avx2(const uint8_t *codes, size_t count, TelephonyTotals *totals);

#endif
