#include "file_kernels.h"

#if defined(__x86_64__)

#include <cpuid.h>
#include <immintrin.h>

bool file_kernels_has_sha256(void) {
  unsigned a, b, c, d;
  // Leaf 7 has SHA in bit 29 of EBX, leaf 1 SSE4.1 and SSSE3 in bits 19 and 9 of ECX.
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1) && __get_cpuid(1, &a, &b, &c, &d)
         && (c >> 19 & 1) && (c >> 9 & 1);
}

__attribute__((target("sha,sse4.1,ssse3")))
void file_kernels_sha256(uint32_t *state, const uint8_t *blocks, size_t count,
                         const uint32_t *constants) {
  const __m128i big_endian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
  // The instruction for two rounds wants the eight variables a to h in two registers: what it
  // changes, and what becomes c, d, g and h two rounds later.
  __m128i abef = _mm_set_epi32((int)state[0], (int)state[1], (int)state[4], (int)state[5]);
  __m128i cdgh = _mm_set_epi32((int)state[2], (int)state[3], (int)state[6], (int)state[7]);
  for (; count > 0; count--, blocks += 64) {
    const __m128i old_abef = abef, old_cdgh = cdgh;
    // The last sixteen words of the message schedule.
    __m128i words[4];
    for (int i = 0; i < 4; i++) {
      words[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)blocks + i), big_endian);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < 16; i++) {
      __m128i *w0 = &words[i & 3], *w1 = &words[(i + 1) & 3], *w2 = &words[(i + 2) & 3],
              *w3 = &words[(i + 3) & 3];
      const __m128i sum =
        _mm_add_epi32(*w0, _mm_loadu_si128((const __m128i *)(constants + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
      if (i < 12) {
        const __m128i earlier = _mm_add_epi32(_mm_sha256msg1_epu32(*w0, *w1),
                                              _mm_alignr_epi8(*w3, *w2, 4));
        *w0 = _mm_sha256msg2_epu32(earlier, *w3);
      }
    }
    abef = _mm_add_epi32(abef, old_abef);
    cdgh = _mm_add_epi32(cdgh, old_cdgh);
  }
  state[0] = (uint32_t)_mm_extract_epi32(abef, 3);
  state[1] = (uint32_t)_mm_extract_epi32(abef, 2);
  state[4] = (uint32_t)_mm_extract_epi32(abef, 1);
  state[5] = (uint32_t)_mm_extract_epi32(abef, 0);
  state[2] = (uint32_t)_mm_extract_epi32(cdgh, 3);
  state[3] = (uint32_t)_mm_extract_epi32(cdgh, 2);
  state[6] = (uint32_t)_mm_extract_epi32(cdgh, 1);
  state[7] = (uint32_t)_mm_extract_epi32(cdgh, 0);
}

#else

bool file_kernels_has_sha256(void) { return false; }

void file_kernels_sha256(uint32_t *state, const uint8_t *blocks, size_t count,
                         const uint32_t *constants) {}

#endif
