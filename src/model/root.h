/* The square roots of eight numbers, for processors with AVX-512: the same bits as vsqrtpd, in
 * less than half its time.
 *
 * From an estimate of 1/sqrt(x), good to 2^-14, two steps of Goldschmidt lead to g and h,
 * within 3 * 2^-53 of sqrt(x) and 1/(2 sqrt(x)). The last step is rounded once; before that it
 * is within 2^-101 of the root. No root of a double is that near to the middle between two
 * doubles, unless in the cases that tests/unit/test_root.c tries one by one; so the rounding
 * is that of the root itself. The fused operations are inside: what comes out is one certain
 * number. */
#ifndef MKBA_MODEL_ROOT_H
#define MKBA_MODEL_ROOT_H

#ifdef __x86_64__
#include <immintrin.h>

__attribute__((target("avx512f,avx512dq"))) static inline __m512d mkba_root_512(__m512d x)
{
    /* from 2^-511 up to 2^513 nothing below is too small or too large; all else, also what is
     * no number, is left to the processor */
    __m512i above = _mm512_sub_epi64(_mm512_castpd_si512(x), _mm512_set1_epi64(0x200ll << 52));
    if (_mm512_cmpge_epu64_mask(above, _mm512_set1_epi64(0x400ll << 52))) {
        return _mm512_sqrt_pd(x);
    }
    __m512d half = _mm512_set1_pd(0.5), estimate = _mm512_rsqrt14_pd(x);
    __m512d g = _mm512_mul_pd(x, estimate), h = _mm512_mul_pd(estimate, half);
    for (int step = 0; step < 2; step++) {
        __m512d rest = _mm512_fnmadd_pd(g, h, half);
        g = _mm512_fmadd_pd(g, rest, g);
        h = _mm512_fmadd_pd(h, rest, h);
    }
    return _mm512_fmadd_pd(_mm512_fnmadd_pd(g, g, x), h, g);
}
#endif

#endif
