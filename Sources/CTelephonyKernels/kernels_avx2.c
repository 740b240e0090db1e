#include "telephony_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

// A fused multiplication and addition rounds once instead of twice: other bits on other CPUs.
#pragma STDC FP_CONTRACT OFF

#define AVX2 __attribute__((target("avx2")))

bool telephony_has_avx2(void) {
  return __builtin_cpu_supports("avx2");
}

// A-law without a table. With m, the upper eleven bits of a magnitude, and k = 0 ... 6, the line
// (m >> k) + 16 k is the code's seven lower bits where m lies in segment k + 1, and nowhere less
// than them: the bits are the least of the seven lines.
AVX2 static inline __m256i code_bits(__m256i samples) {
  const __m256i sign = _mm256_srai_epi16(samples, 15);
  // Complement, not negation, of what is negative: ITU-T G.191.
  const __m256i magnitude = _mm256_srli_epi16(_mm256_xor_si256(samples, sign), 4);
  __m256i bits = magnitude;
#pragma clang loop unroll(full)
  for (int k = 1; k <= 6; k++) {
    __m256i line = _mm256_add_epi16(_mm256_srli_epi16(magnitude, k), _mm256_set1_epi16(16 * k));
    bits = _mm256_min_epi16(bits, line);
  }
  // The sign bit is set for positive samples, and every second bit is inverted: 0xD5, 0x55.
  const __m256i inversion = _mm256_xor_si256(_mm256_set1_epi16(0xD5),
                                             _mm256_and_si256(sign, _mm256_set1_epi16(0x80)));
  return _mm256_xor_si256(bits, inversion);
}

AVX2 static inline void store_codes(__m256i first, __m256i second, uint8_t *codes) {
  // Packing works within halves of a register; the permutation puts their quarters in order.
  __m256i packed = _mm256_packus_epi16(code_bits(first), code_bits(second));
  _mm256_storeu_si256((__m256i *)codes, _mm256_permute4x64_epi64(packed, 0xD8));
}

AVX2 void telephony_encode_int16_avx2(const int16_t *samples, size_t count, uint8_t *codes) {
  for (size_t index = 0; index < count; index += 32) {
    store_codes(_mm256_loadu_si256((const __m256i *)(samples + index)),
                _mm256_loadu_si256((const __m256i *)(samples + index + 16)), codes + index);
  }
}

// What is noticed while samples are encoded, lane by lane.
typedef struct {
  __m256i clipped;
  __m256 peak;
} Levels;

// Eight samples as 16-bit values in 32 bits; `clipped` gains 1 in each lane that was out of range.
AVX2 static inline __m256i quantized(const float *samples, Levels *levels) {
  const __m256 low = _mm256_set1_ps(-32768.0f);
  const __m256 high = _mm256_set1_ps(32767.0f);
  __m256 sample = _mm256_loadu_ps(samples);
  __m256 magnitude = _mm256_andnot_ps(_mm256_set1_ps(-0.0f), sample);
  // In this order, because of what is not a number the second operand remains.
  levels->peak = _mm256_max_ps(magnitude, levels->peak);
  __m256 scaled = _mm256_mul_ps(sample, _mm256_set1_ps(32768.0f));
  // Rounding to even takes 32767.5 out of the range and leaves -32768.5 in it.
  __m256 fits = _mm256_and_ps(
      _mm256_cmp_ps(scaled, _mm256_set1_ps(-32768.5f), _CMP_GE_OQ),
      _mm256_cmp_ps(scaled, _mm256_set1_ps(32767.5f), _CMP_LT_OQ));
  // A mask is -1 where a sample fits: one for each sample, less those that fit.
  levels->clipped = _mm256_add_epi32(
      levels->clipped, _mm256_add_epi32(_mm256_castps_si256(fits), _mm256_set1_epi32(1)));
  __m256 number = _mm256_and_ps(scaled, _mm256_cmp_ps(scaled, scaled, _CMP_ORD_Q));
  return _mm256_cvtps_epi32(_mm256_min_ps(_mm256_max_ps(number, low), high));
}

AVX2 static inline __m256i sixteen_bit(const float *samples, Levels *levels) {
  __m256i first = quantized(samples, levels);
  __m256i second = quantized(samples + 8, levels);
  return _mm256_permute4x64_epi64(_mm256_packs_epi32(first, second), 0xD8);
}

AVX2 size_t telephony_encode_float_avx2(const float *samples, size_t count, uint8_t *codes,
                                        float *peak) {
  Levels levels = {_mm256_setzero_si256(), _mm256_set1_ps(*peak)};
  for (size_t index = 0; index < count; index += 32) {
    __m256i first = sixteen_bit(samples + index, &levels);
    __m256i second = sixteen_bit(samples + index + 16, &levels);
    store_codes(first, second, codes + index);
  }
  uint32_t counts[8];
  float peaks[8];
  size_t total = 0;
  _mm256_storeu_si256((__m256i *)counts, levels.clipped);
  _mm256_storeu_ps(peaks, levels.peak);
  for (int lane = 0; lane < 8; lane++) {
    total += counts[lane];
    if (peaks[lane] > *peak) *peak = peaks[lane];
  }
  return total;
}

// Past the caches where another core reads it next: a store would fetch the line from there first.
AVX2 static inline void store_floats(float *place, __m256 floats, bool streams) {
  if (streams) {
    _mm256_stream_ps(place, floats);
  } else {
    _mm256_storeu_ps(place, floats);
  }
}

AVX2 void telephony_convert_int16_avx2(const int16_t *samples, size_t count, float *floats,
                                       bool streams) {
  const __m256 scale = _mm256_set1_ps(1.0f / 32768);
  for (size_t index = 0; index < count; index += 8) {
    __m128i eight = _mm_loadu_si128((const __m128i *)(samples + index));
    __m256 values = _mm256_cvtepi32_ps(_mm256_cvtepi16_epi32(eight));
    store_floats(floats + index, _mm256_mul_ps(values, scale), streams);
  }
  if (streams) _mm_sfence();
}

AVX2 void telephony_stream_avx2(const float *samples, size_t count, float *place) {
  for (size_t index = 0; index < count; index += 8)
    _mm256_stream_ps(place + index, _mm256_loadu_ps(samples + index));
  _mm_sfence();
}

// The eight lanes of 32 bits, none of them negative, added to four of 64.
AVX2 static inline __m256i widened(__m256i sum, __m256i lanes) {
  const __m256i lower = _mm256_set1_epi64x(0xFFFFFFFF);
  sum = _mm256_add_epi64(sum, _mm256_and_si256(lanes, lower));
  return _mm256_add_epi64(sum, _mm256_srli_epi64(lanes, 32));
}

AVX2 static inline int64_t total64(__m256i lanes) {
  int64_t values[4];
  _mm256_storeu_si256((__m256i *)values, lanes);
  return values[0] + values[1] + values[2] + values[3];
}

AVX2 void telephony_mix_stereo_avx2(const int16_t *frames, size_t count, float *mono,
                                    int64_t *energies, bool streams) {
  const __m256i ones = _mm256_set1_epi16(1);
  const __m256i left_only = _mm256_set1_epi32(0x0000FFFF);
  const __m256 scale = _mm256_set1_ps(1.0f / 65536);
  __m256i left = _mm256_setzero_si256();
  __m256i both = _mm256_setzero_si256();
  __m256i mixed = _mm256_setzero_si256();
  for (size_t frame = 0; frame < count; frame += 8) {
    __m256i pairs = _mm256_loadu_si256((const __m256i *)(frames + 2 * frame));
    __m256i sums = _mm256_madd_epi16(pairs, ones);
    store_floats(mono + frame, _mm256_mul_ps(_mm256_cvtepi32_ps(sums), scale), streams);
    left = widened(left, _mm256_madd_epi16(pairs, _mm256_and_si256(pairs, left_only)));
    both = widened(both, _mm256_madd_epi16(pairs, pairs));
    __m256i odd_sums = _mm256_srli_epi64(sums, 32);
    mixed = _mm256_add_epi64(mixed, _mm256_mul_epi32(sums, sums));
    mixed = _mm256_add_epi64(mixed, _mm256_mul_epi32(odd_sums, odd_sums));
  }
  if (streams) _mm_sfence();
  energies[0] += total64(left);
  energies[1] += total64(both) - total64(left);
  energies[2] += total64(mixed);
}

// Four outputs at a time: what one pairs with coefficient i, the next pairs with i + 1, so that each
// step loads one row on either side and hands the others on.
AVX2 void telephony_decimate_avx2(const float *lanes, const float *coefficients,
                                  size_t coefficient_count, float *output, size_t count) {
  const __m256 half = _mm256_set1_ps(0.5f);
  for (size_t row = 0; row < count; row += 4, lanes += 64, output += 32) {
    __m256 sums[4], before[4], after[4];
#pragma clang loop unroll(full)
    for (int index = 0; index < 4; index++) {
      sums[index] = _mm256_mul_ps(_mm256_loadu_ps(lanes + 16 * index), half);
      before[index] = _mm256_loadu_ps(lanes + 16 * index - 8);
      after[index] = _mm256_loadu_ps(lanes + 16 * index + 8);
    }
    const float *outer = lanes;
    for (size_t tap = 0; tap < coefficient_count; tap++) {
      __m256 coefficient = _mm256_broadcast_ss(coefficients + tap);
#pragma clang loop unroll(full)
      for (int index = 0; index < 4; index++) {
        __m256 pair = _mm256_add_ps(before[index], after[index]);
        sums[index] = _mm256_add_ps(sums[index], _mm256_mul_ps(pair, coefficient));
      }
      before[3] = before[2], before[2] = before[1], before[1] = before[0];
      after[0] = after[1], after[1] = after[2], after[2] = after[3];
      before[0] = _mm256_loadu_ps(outer - 24 - 16 * tap);
      after[3] = _mm256_loadu_ps(outer + 72 + 16 * tap);
    }
#pragma clang loop unroll(full)
    for (int index = 0; index < 4; index++) _mm256_storeu_ps(output + 8 * index, sums[index]);
  }
}

// Eight rows of eight: pairs of rows are interleaved by single samples, then by pairs of samples,
// then by halves of a register.
AVX2 static inline void transpose8(const float *input, size_t stride, float *output,
                                   size_t output_stride) {
  __m256 row[8], pair[8], four[8];
  for (int index = 0; index < 8; index++) row[index] = _mm256_loadu_ps(input + index * stride);
  for (int index = 0; index < 8; index += 2) {
    pair[index] = _mm256_unpacklo_ps(row[index], row[index + 1]);
    pair[index + 1] = _mm256_unpackhi_ps(row[index], row[index + 1]);
  }
  for (int index = 0; index < 8; index += 4) {
    for (int side = 0; side < 2; side++) {
      four[index + 2 * side] = _mm256_shuffle_ps(pair[index + side], pair[index + 2 + side], 0x44);
      four[index + 2 * side + 1] =
          _mm256_shuffle_ps(pair[index + side], pair[index + 2 + side], 0xEE);
    }
  }
  for (int index = 0; index < 4; index++) {
    _mm256_storeu_ps(output + index * output_stride,
                     _mm256_permute2f128_ps(four[index], four[index + 4], 0x20));
    _mm256_storeu_ps(output + (index + 4) * output_stride,
                     _mm256_permute2f128_ps(four[index], four[index + 4], 0x31));
  }
}

AVX2 void telephony_transpose_avx2(const float *input, size_t input_stride, size_t rows,
                                   size_t columns, float *output, size_t output_stride) {
  for (size_t column = 0; column < columns; column += 8) {
    for (size_t row = 0; row < rows; row += 8) {
      transpose8(input + row * input_stride + column, input_stride,
                 output + column * output_stride + row, output_stride);
    }
  }
}

// Ten sums of eight lanes leave registers for two loads and a coefficient. Of the widths that do,
// five phases of sixteen lanes take 9.1 ms where four take 10.8 and six 10.4 (Zen 4).
AVX2 void telephony_convolve_avx2(const float *lanes, const float *coefficients, size_t count,
                                  float *sums) {
  __m256 low[5], high[5];
  for (int phase = 0; phase < 5; phase++) low[phase] = high[phase] = _mm256_setzero_ps();
  for (size_t tap = 0; tap < count; tap++, lanes += 16, coefficients += 5) {
    __m256 first = _mm256_loadu_ps(lanes);
    __m256 second = _mm256_loadu_ps(lanes + 8);
#pragma clang loop unroll(full)
    for (int phase = 0; phase < 5; phase++) {
      __m256 coefficient = _mm256_broadcast_ss(coefficients + phase);
      low[phase] = _mm256_add_ps(low[phase], _mm256_mul_ps(first, coefficient));
      high[phase] = _mm256_add_ps(high[phase], _mm256_mul_ps(second, coefficient));
    }
  }
  for (int phase = 0; phase < 5; phase++) {
    _mm256_storeu_ps(sums + 16 * phase, low[phase]);
    _mm256_storeu_ps(sums + 16 * phase + 8, high[phase]);
  }
}

// With m, the code's four lowest bits once those that A-law inverts are back, and k, the three above
// them, a magnitude in steps of 8 is 2 m + 1 where k is 0, and else (2 m + 33) << (k - 1).
AVX2 void telephony_total_alaw_avx2(const uint8_t *codes, size_t count, TelephonyTotals *totals) {
  const __m256i zero = _mm256_setzero_si256();
  const __m256i nibble = _mm256_set1_epi8(0x0F);
  const __m256i largest = _mm256_set1_epi8(0x7F);
  const __m256i offsets = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(1, 33, 33, 33, 33, 33, 33, 33, 1, 33, 33, 33, 33, 33, 33, 33));
  const __m256i factors = _mm256_broadcastsi128_si256(
      _mm_setr_epi8(1, 1, 2, 4, 8, 16, 32, 64, 1, 1, 2, 4, 8, 16, 32, 64));
  __m256i sum = zero, energy = zero, outermost = zero, peak = zero;
  while (count > 0) {
    // 64 times 32 codes, whose counts fit into 8 bits and whose squares into 32.
    const size_t part = count < 2048 ? count : 2048;
    __m256i sums = zero, squares = zero, counts = zero;
    for (size_t index = 0; index < part; index += 32) {
      const __m256i bits = _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)(codes + index)),
                                            _mm256_set1_epi8(0x55));
      const __m256i magnitude = _mm256_and_si256(bits, largest);
      peak = _mm256_max_epu8(peak, magnitude);
      counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(magnitude, largest));
      const __m256i segment = _mm256_and_si256(_mm256_srli_epi16(magnitude, 4), nibble);
      const __m256i position = _mm256_and_si256(bits, nibble);
      const __m256i base = _mm256_add_epi8(_mm256_add_epi8(position, position),
                                           _mm256_shuffle_epi8(offsets, segment));
      // The sign bit is set for positive samples: inverted, it is that of a number that is not 0.
      const __m256i sign = _mm256_or_si256(_mm256_xor_si256(bits, _mm256_set1_epi8((char)0x80)),
                                           _mm256_set1_epi8(1));
      const __m256i factor = _mm256_sign_epi8(_mm256_shuffle_epi8(factors, segment), sign);
      sums = _mm256_add_epi32(sums, _mm256_madd_epi16(_mm256_maddubs_epi16(base, factor),
                                                      _mm256_set1_epi16(1)));
      const __m256i low = _mm256_maddubs_epi16(_mm256_unpacklo_epi8(base, zero),
                                               _mm256_unpacklo_epi8(factor, zero));
      const __m256i high = _mm256_maddubs_epi16(_mm256_unpackhi_epi8(base, zero),
                                                _mm256_unpackhi_epi8(factor, zero));
      squares = _mm256_add_epi32(
          squares, _mm256_add_epi32(_mm256_madd_epi16(low, low), _mm256_madd_epi16(high, high)));
    }
    sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_castsi256_si128(sums)));
    sum = _mm256_add_epi64(sum, _mm256_cvtepi32_epi64(_mm256_extracti128_si256(sums, 1)));
    energy = widened(energy, squares);
    outermost = _mm256_add_epi64(outermost, _mm256_sad_epu8(counts, zero));
    codes += part;
    count -= part;
  }
  uint8_t peaks[32];
  _mm256_storeu_si256((__m256i *)peaks, peak);
  for (int lane = 0; lane < 32; lane++) {
    if (peaks[lane] > totals->loudest) totals->loudest = peaks[lane];
  }
  totals->sum += total64(sum);
  totals->energy += total64(energy);
  totals->outermost += total64(outermost);
}

#else

bool telephony_has_avx2(void) {
  return false;
}

void telephony_encode_int16_avx2(const int16_t *samples, size_t count, uint8_t *codes) {
}

size_t telephony_encode_float_avx2(const float *samples, size_t count, uint8_t *codes,
                                   float *peak) {
  return 0;
}

void telephony_convert_int16_avx2(const int16_t *samples, size_t count, float *floats,
                                  bool streams) {
}

void telephony_stream_avx2(const float *samples, size_t count, float *place) {
}

void telephony_mix_stereo_avx2(const int16_t *frames, size_t count, float *mono,
                               int64_t *energies, bool streams) {
}

void telephony_decimate_avx2(const float *lanes, const float *coefficients,
                             size_t coefficient_count, float *output, size_t count) {
}

void telephony_transpose_avx2(const float *input, size_t input_stride, size_t rows,
                              size_t columns, float *output, size_t output_stride) {
}

void telephony_convolve_avx2(const float *lanes, const float *coefficients, size_t count,
                             float *sums) {
}

void telephony_total_alaw_avx2(const uint8_t *codes, size_t count, TelephonyTotals *totals) {
}

#endif
