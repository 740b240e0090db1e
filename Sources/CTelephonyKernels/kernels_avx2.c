#include "telephony_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

// A fused multiplication and addition rounds once instead of twice: other bits on other CPUs.
#pragma STDC FP_CONTRACT OFF

#define AVX2 __attribute__((target("avx2")))

bool telephony_has_avx2(void) {
  return __builtin_cpu_supports("avx2");
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
