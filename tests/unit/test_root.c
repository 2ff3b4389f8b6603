/* The square root for AVX-512 gives the bits of sqrt().
 *
 * How near it comes before the last rounding. Let u = 2^-53, s = sqrt(x), g = s (1 + a) and
 * h = (1 + b) / 2s.
 *   Estimate: |b| <= 2^-14, by what the instruction promises; g = x times it, so a - b is one
 * rounding: at most 1.01 u.
 *   Step: rest = 1/2 - gh = -(a + b + ab) / 2; its rounding does the same to both. Then
 * a' = (a - b)/2 - ab - a^2/2 - a^2 b/2 + rounding, and b' the same with a and b changed
 * round: max(|a'|, |b'|) <= |a - b|/2 + 1.501 m^2 + 1.01 u  with m the greater of |a|, |b|,
 *     |a' - b'| <= 1.01 |a - b| + 2.01 u.
 * After the first step m <= 1.51 * 2^-28 and |a - b| <= 3.1 u; after the second
 * m <= 1.55 u + 0.43 u + 1.01 u < 3 u.
 *   Last: d = x - g^2 = (s - g)(s + g), rounded once; d h = (s - g)(1 + a/2)(1 + b)(1 + u), so
 * g + d h differs from s by at most s |a| (|a|/2 + |b| + u + less) < 17 u^2 s < 2^-101 s.
 *
 * When that can round to another double. Scale x by an even power of two so that X = s^2 lies
 * in [2^106, 2^108): a whole multiple of 2^54, or of 2^55 from 2^107. The doubles around s are
 * then the even numbers of 54 bits and the middles between them the odd ones, m. To round
 * otherwise s must lie within 2^-101 s of an m, which makes |m^2 - X| = |m - s| (m + s) < 2^8.
 * So all such x are X = m^2 - k with |k| < 256 and m^2 = k modulo 2^54 (or 2^55); that has
 * solutions only for k = 1 modulo 8, four in every 2^54 (2^55). They are tried here, and those
 * with k up to sixteen times as large. */
#include "support.h"

#include "model/lanes.h"
#include "model/root.h"

#include <Random123/philox.h>
#include <math.h>

#ifdef __x86_64__
__extension__ typedef unsigned __int128 wide;

enum { LANES = 8 };
typedef struct {
    double x[LANES];
    size_t filled, tried;
} batch;

__attribute__((target("avx512f,avx512dq"))) static void take_roots(double *root,
                                                                   const double *x)
{
    _mm512_storeu_pd(root, mkba_root_512(_mm512_loadu_pd(x)));
}

static void try_all(batch *b)
{
    double found[LANES];
    take_roots(found, b->x);
    for (size_t i = 0; i < b->filled; i++) {
        double expected = sqrt(b->x[i]);
        if (memcmp(&expected, &found[i], sizeof expected) != 0 &&
            !(isnan(expected) && isnan(found[i]))) {
            print_error("sqrt(%a) = %a, not %a\n", b->x[i], expected, found[i]);
            fail();
        }
    }
    b->tried += b->filled;
    b->filled = 0;
}

static void try_one(batch *b, double x)
{
    b->x[b->filled++] = x;
    if (b->filled == LANES) {
        try_all(b);
    }
}

/* An r with r^2 = k modulo 2^55, for k = 1 modulo 8: one bit after the other. */
static uint64_t root_modulo(uint64_t k)
{
    uint64_t r = 1;
    for (unsigned bit = 3; bit < 55; bit++) {
        if (((r * r - k) >> bit) & 1) {
            r += 1ull << (bit - 1);
        }
    }
    return r;
}

/* X = m^2 - k, where that is a double: `odd` tells whether from 2^107 on. */
static void try_middle(batch *b, uint64_t m, int64_t k, int odd)
{
    wide square = (wide)m * m - (wide)(__int128_t)k;
    if (square >> (106 + odd) != 1) {
        return;
    }
    assert_true((square & (((wide)1 << (54 + odd)) - 1)) == 0);
    double x = ldexp((double)(uint64_t)(square >> (54 + odd)), odd);
    for (int shift = -500; shift <= 400; shift += 150) {
        try_one(b, ldexp(x, shift));
    }
}

static void roots_near_the_middle_of_two_doubles(void **state)
{
    (void)state;
    batch b = {.filled = 0};
    for (int64_t k = -4095; k <= 4096; k += 8) {
        uint64_t r = root_modulo((uint64_t)k);
        for (int odd = 0; odd < 2; odd++) {
            uint64_t half = 1ull << (53 + odd), all = 2 * half - 1;
            uint64_t m[] = {r & all, -r & all, (r + half) & all, (half - r) & all};
            for (size_t i = 0; i < 4; i++) {
                try_middle(&b, m[i], k, odd);
            }
        }
    }
    try_all(&b);
    assert_in_range(b.tried, 7 * 1024, 7 * 4096);
}

/* The next draws of a generator, and whole numbers and squares, whose roots are exact. */
static void roots_of_any_numbers(void **state)
{
    (void)state;
    batch b = {.filled = 0};
    for (uint32_t n = 0; n < 500000; n++) {
        philox4x32_ctr_t w = philox4x32((philox4x32_ctr_t){{n}}, (philox4x32_key_t){{7}});
        uint64_t bits = ((uint64_t)w.v[0] << 32 | w.v[1]) & 0x7fffffffffffffff;
        double x;
        memcpy(&x, &bits, sizeof x);
        try_one(&b, x);
        try_one(&b, (w.v[2] + 0.5) * 0x1p-32 * w.v[3]);
        try_one(&b, n);
        try_one(&b, (double)n * n);
    }
    try_all(&b);
}

/* One of them among numbers of every day: then all eight go the other way. */
static void roots_at_the_edges(void **state)
{
    (void)state;
    static const double edge[] = {0,        -0.0,      5e-324,      0x1p-1022, 0x1p-512,
                                  0x1p-511, 0x1p512,   0x1p513,     0x1p514,   1.7e308,
                                  INFINITY, -INFINITY, (double)NAN, -1,        -5e-324,
                                  1,        4};
    batch b = {.filled = 0};
    for (size_t i = 0; i < sizeof edge / sizeof *edge; i++) {
        for (size_t k = 0; k < LANES; k++) {
            try_one(&b, k == i % LANES ? edge[i] : (double)(2 + k));
        }
        for (size_t k = 0; k < LANES; k++) {
            try_one(&b, k % 2 ? nextafter(edge[i], 1) : nextafter(edge[i], INFINITY));
        }
    }
    assert_int_equal(b.filled, 0);
}
#endif

int main(void)
{
#ifdef __x86_64__
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roots_near_the_middle_of_two_doubles),
        cmocka_unit_test(roots_of_any_numbers),
        cmocka_unit_test(roots_at_the_edges),
    };
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) {
        return cmocka_run_group_tests(tests, NULL, NULL);
    }
#endif
    return 0;
}
