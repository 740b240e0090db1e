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

// Eight samples as 16-bit values in 32 bits; `clipped` gains 1 in each lane that was out of range.
AVX2 static inline __m256i quantized(const float *samples, __m256i *clipped) {
  const __m256 low = _mm256_set1_ps(-32768.0f);
  const __m256 high = _mm256_set1_ps(32767.0f);
  __m256 scaled = _mm256_mul_ps(_mm256_loadu_ps(samples), _mm256_set1_ps(32768.0f));
  // Rounding to even takes 32767.5 out of the range and leaves -32768.5 in it.
  __m256 fits = _mm256_and_ps(
      _mm256_cmp_ps(scaled, _mm256_set1_ps(-32768.5f), _CMP_GE_OQ),
      _mm256_cmp_ps(scaled, _mm256_set1_ps(32767.5f), _CMP_LT_OQ));
  *clipped = _mm256_add_epi32(
      *clipped, _mm256_andnot_si256(_mm256_castps_si256(fits), _mm256_set1_epi32(1)));
  __m256 number = _mm256_and_ps(scaled, _mm256_cmp_ps(scaled, scaled, _CMP_ORD_Q));
  return _mm256_cvtps_epi32(_mm256_min_ps(_mm256_max_ps(number, low), high));
}

AVX2 static inline __m256i sixteen_bit(const float *samples, __m256i *clipped) {
  __m256i first = quantized(samples, clipped);
  __m256i second = quantized(samples + 8, clipped);
  return _mm256_permute4x64_epi64(_mm256_packs_epi32(first, second), 0xD8);
}

AVX2 size_t telephony_encode_float_avx2(const float *samples, size_t count, uint8_t *codes) {
  __m256i clipped = _mm256_setzero_si256();
  for (size_t index = 0; index < count; index += 32) {
    __m256i first = sixteen_bit(samples + index, &clipped);
    __m256i second = sixteen_bit(samples + index + 16, &clipped);
    store_codes(first, second, codes + index);
  }
  uint32_t counts[8];
  size_t total = 0;
  _mm256_storeu_si256((__m256i *)counts, clipped);
  for (int lane = 0; lane < 8; lane++) total += counts[lane];
  return total;
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
                                    int64_t *energies) {
  const __m256i ones = _mm256_set1_epi16(1);
  const __m256i left_only = _mm256_set1_epi32(0x0000FFFF);
  const __m256 scale = _mm256_set1_ps(1.0f / 65536);
  __m256i left = _mm256_setzero_si256();
  __m256i both = _mm256_setzero_si256();
  __m256i mixed = _mm256_setzero_si256();
  for (size_t frame = 0; frame < count; frame += 8) {
    __m256i pairs = _mm256_loadu_si256((const __m256i *)(frames + 2 * frame));
    __m256i sums = _mm256_madd_epi16(pairs, ones);
    _mm256_storeu_ps(mono + frame, _mm256_mul_ps(_mm256_cvtepi32_ps(sums), scale));
    left = widened(left, _mm256_madd_epi16(pairs, _mm256_and_si256(pairs, left_only)));
    both = widened(both, _mm256_madd_epi16(pairs, pairs));
    __m256i odd_sums = _mm256_srli_epi64(sums, 32);
    mixed = _mm256_add_epi64(mixed, _mm256_mul_epi32(sums, sums));
    mixed = _mm256_add_epi64(mixed, _mm256_mul_epi32(odd_sums, odd_sums));
  }
  energies[0] += total64(left);
  energies[1] += total64(both) - total64(left);
  energies[2] += total64(mixed);
}

AVX2 void telephony_decimate_avx2(const float *even, const float *odd, const float *coefficients,
                                  size_t coefficient_count, float *output, size_t count) {
  const __m256 half = _mm256_set1_ps(0.5f);
  for (size_t start = 0; start < count; start += 8) {
    __m256 sum = _mm256_mul_ps(_mm256_loadu_ps(even + start), half);
    const float *centre = odd + start + coefficient_count;
    for (size_t index = 0; index < coefficient_count; index++) {
      __m256 pair = _mm256_add_ps(_mm256_loadu_ps(centre - 1 - index),
                                  _mm256_loadu_ps(centre + index));
      sum = _mm256_add_ps(sum, _mm256_mul_ps(pair, _mm256_set1_ps(coefficients[index])));
    }
    _mm256_storeu_ps(output + start, sum);
  }
}

// The sum across the lanes: upper half to lower half, twice, then the last two.
AVX2 static inline float total(__m256 lanes) {
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(lanes), _mm256_extractf128_ps(lanes, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_shuffle_ps(two, two, 1)));
}

AVX2 void telephony_convolve_avx2(const float *row, size_t tap_count, const float *input,
                                  size_t input_stride, float *output, size_t output_stride) {
  const float *places[8];
  __m256 sums[8];
  for (int place = 0; place < 8; place++) {
    places[place] = input + place * input_stride;
    sums[place] = _mm256_setzero_ps();
  }
  // Eight sums hide the time that an addition takes; each load of the row serves all of them.
  for (size_t tap = 0; tap < tap_count; tap += 8) {
    __m256 coefficients = _mm256_loadu_ps(row + tap);
#pragma clang loop unroll(full)
    for (int place = 0; place < 8; place++) {
      __m256 product = _mm256_mul_ps(_mm256_loadu_ps(places[place] + tap), coefficients);
      sums[place] = _mm256_add_ps(sums[place], product);
    }
  }
  for (int place = 0; place < 8; place++) {
    output[place * output_stride] = total(sums[place]);
  }
}

#else

bool telephony_has_avx2(void) {
  return false;
}

void telephony_encode_int16_avx2(const int16_t *samples, size_t count, uint8_t *codes) {
}

size_t telephony_encode_float_avx2(const float *samples, size_t count, uint8_t *codes) {
  return 0;
}

void telephony_mix_stereo_avx2(const int16_t *frames, size_t count, float *mono,
                               int64_t *energies) {
}

void telephony_decimate_avx2(const float *even, const float *odd, const float *coefficients,
                             size_t coefficient_count, float *output, size_t count) {
}

void telephony_convolve_avx2(const float *row, size_t tap_count, const float *input,
                             size_t input_stride, float *output, size_t output_stride) {
}

#endif
