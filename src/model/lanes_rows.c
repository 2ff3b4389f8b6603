/* Compiled once per instruction set, with LANES_WIDTH (doubles in a register), LANES_SET (its
 * name) and, where there are such, LANES_REGISTER, LANES_POWER and LANES_ROOT (the type and
 * the functions for it). */
#include "model/lanes.h"
#include "model/power.h"

#include <Random123/philox.h>
#include <math.h>
#include <sleef.h> /* and the types of registers */
#include <string.h>

#define JOIN_(a, b) a##b
#define JOIN(a, b)  JOIN_(a, b)
#define TEXT_(a)    #a
#define TEXT(a)     TEXT_(a)

typedef double vector __attribute__((vector_size(8 * LANES_WIDTH), may_alias));
typedef long long mask __attribute__((vector_size(8 * LANES_WIDTH)));
typedef uint32_t words __attribute__((vector_size(4 * LANES_WIDTH)));

enum { VECTORS = MKBA_LANES / LANES_WIDTH };

static vector spread(double x)
{
    return x - (vector){0};
}

static vector choose(mask m, vector a, vector b)
{
    mask x, y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    x = (m & x) | (~m & y);
    memcpy(&a, &x, sizeof a);
    return a;
}

/* The operand as a row; a number is spread out over `room` first. */
static const vector *row_of(mkba_place_of place, const double *rows, const double *scalar,
                            vector *room)
{
    size_t index = place & MKBA_PLACE_MASK;
    if (place & MKBA_IN_ROW) {
        return (const vector *)(const void *)(rows + index * MKBA_LANES);
    }
    for (size_t i = 0; i < VECTORS; i++) {
        room[i] = spread(scalar[index]);
    }
    return room;
}

#define EACH(value)                                                                           \
    for (size_t i = 0; i < VECTORS; i++) {                                                    \
        out[i] = (value);                                                                     \
    }                                                                                         \
    break

static vector power(vector a, vector b)
{
#ifdef LANES_POWER
    vector r;
    LANES_REGISTER x, y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    x = LANES_POWER(x, y);
    memcpy(&r, &x, sizeof r);
    return r;
#else
    for (size_t k = 0; k < LANES_WIDTH; k++) {
        a[k] = mkba_power(a[k], b[k]);
    }
    return a;
#endif
}

static vector whole_power(vector x, int n)
{
    vector result = spread(1);
    for (unsigned m = n < 0 ? 0u - (unsigned)n : (unsigned)n; m > 0; m >>= 1) {
        if (m & 1) {
            result *= x;
        }
        x *= x;
    }
    if (n < 0) {
        result = 1 / result;
    }
    return result;
}

static void run_simple(vector *restrict out, const mkba_step *step, const vector *a,
                       const vector *b, const vector *c)
{
    switch ((mkba_op)step->op) {
    case MKBA_OP_NEGATE:
        EACH(-a[i]);
    case MKBA_OP_SUBTRACT:
        EACH(a[i] - b[i]);
    case MKBA_OP_DIVIDE:
        EACH(a[i] / b[i]);
    case MKBA_OP_POWER:
        EACH(power(a[i], b[i]));
    case MKBA_OP_WHOLE_POWER:
        EACH(whole_power(a[i], step->exponent));
    case MKBA_OP_MIN:
        EACH(choose(a[i] < b[i], a[i], b[i]));
    case MKBA_OP_MAX:
        EACH(choose(a[i] > b[i], a[i], b[i]));
    case MKBA_OP_REST:
        EACH(choose(a[i] < 1e-12, spread(0), a[i]));
    case MKBA_OP_IF_POSITIVE:
        EACH(choose(a[i] > 0, b[i], c[i]));
    case MKBA_OP_IF_NEGATIVE:
        EACH(choose(a[i] < 0, b[i], c[i]));
    case MKBA_OP_ADD: /* sums of products */
    case MKBA_OP_MULTIPLY:
    case MKBA_OP_SUM:
    case MKBA_OP_CONSTANT: /* leaves */
    case MKBA_OP_PARAMETER:
    case MKBA_OP_ENTERED:
    case MKBA_OP_SWITCH:
        break;
    }
}

/* A few registers of lanes. */
typedef struct {
    vector a, b, c, d;
} lanes4;

static inline __attribute__((always_inline)) lanes4
load4(mkba_place_of place, size_t at, const double *rows, const double *scalar)
{
    size_t index = place & MKBA_PLACE_MASK;
    if (place & MKBA_IN_ROW) {
        const vector *x = (const vector *)(const void *)(rows + index * MKBA_LANES) + at;
        return (lanes4){x[0], x[1], x[2], x[3]};
    }
    vector x = spread(scalar[index]);
    return (lanes4){x, x, x, x};
}

/* A sum of products, a few registers of lanes at a time: nothing in between is stored. The
 * first term starts the sum, so that it is not added to 0 (which would lose its sign). */
static void run_products(vector *restrict out, const mkba_place_of *operand, size_t count,
                         const double *rows, const double *scalar)
{
    for (size_t at = 0; at < VECTORS; at += 4) {
        lanes4 sum = {0}, term = load4(operand[0], at, rows, scalar);
        bool has_sum = false;
        for (size_t k = 1; k <= count; k++) {
            if (k == count || (operand[k] & MKBA_NEXT_TERM)) {
                sum = has_sum ? (lanes4){sum.a + term.a, sum.b + term.b, sum.c + term.c,
                                         sum.d + term.d}
                              : term;
                has_sum = true;
            }
            if (k == count) {
                break;
            }
            lanes4 x = load4(operand[k], at, rows, scalar);
            term = operand[k] & MKBA_NEXT_TERM
                       ? x
                       : (lanes4){term.a * x.a, term.b * x.b, term.c * x.c, term.d * x.d};
        }
        out[at] = sum.a;
        out[at + 1] = sum.b;
        out[at + 2] = sum.c;
        out[at + 3] = sum.d;
    }
}

static void run_steps(const mkba_steps *steps, double *rows, const double *scalar)
{
    vector room[3][VECTORS];
    for (size_t s = 0; s < steps->steps; s++) {
        const mkba_step *step = &steps->step[s];
        const mkba_place_of *operand = &steps->operand[step->first];
        vector *out = (vector *)(void *)(rows + (size_t)step->out * MKBA_LANES);
        if (step->op == MKBA_STEP_PRODUCTS) {
            run_products(out, operand, step->count, rows, scalar);
            continue;
        }
        const vector *lane[3] = {out, out, out};
        for (uint32_t k = 0; k < step->count; k++) {
            lane[k] = row_of(operand[k], rows, scalar, room[k]);
        }
        run_simple(out, step, lane[0], lane[1], lane[2]);
    }
}

static vector square_root(vector x)
{
#ifdef LANES_ROOT
    LANES_REGISTER r;
    memcpy(&r, &x, sizeof r);
    r = LANES_ROOT(r);
    memcpy(&x, &r, sizeof x);
#else
    for (size_t k = 0; k < LANES_WIDTH; k++) {
        x[k] = sqrt(x[k]);
    }
#endif
    return x;
}

/* u = (word + 1/2) / 2^32, and the inverse of the distribution at u. */
static void run_triangle(double *row, const uint32_t *word, const mkba_triangle *t)
{
    double width = t->high - t->low;
    vector *out = (vector *)(void *)row;
    if (!(width > 0)) {
        for (size_t i = 0; i < VECTORS; i++) {
            out[i] = spread(t->mode);
        }
        return;
    }
    double at_mode = (t->mode - t->low) / width;
    double below = width * (t->mode - t->low), above = width * (t->high - t->mode);
    for (size_t i = 0; i < VECTORS; i++) {
        words w;
        memcpy(&w, word + i * LANES_WIDTH, sizeof w);
        vector u = (__builtin_convertvector(w, vector) + 0.5) * 0x1p-32;
        mask left = u < at_mode;
        vector root = square_root(choose(left, u * below, (1 - u) * above));
        out[i] = choose(left, t->low + root, t->high - root);
    }
}

/* Philox 4x32 with 10 rounds, as Random123 has it, with one counter per lane so that a round
 * is a few operations on whole registers. Counters follow each other; the 4 words of one are 4
 * draws that follow each other. */
static void run_words(uint32_t *word, uint64_t seed, uint64_t stream, uint64_t first)
{
    enum { COUNTERS = MKBA_LANES / 4 };
    uint32_t a[COUNTERS], b[COUNTERS], c[COUNTERS], d[COUNTERS];
    uint32_t key_0 = (uint32_t)seed, key_1 = (uint32_t)(seed >> 32);
    for (uint32_t i = 0; i < COUNTERS; i++) {
        a[i] = (uint32_t)(first / 4 + i);
        b[i] = (uint32_t)((first / 4 + i) >> 32);
        c[i] = (uint32_t)stream;
        d[i] = (uint32_t)(stream >> 32);
    }
    for (int round = 0; round < 10; round++) {
        for (size_t i = 0; i < COUNTERS; i++) {
            uint64_t x = (uint64_t)PHILOX_M4x32_0 * a[i], y = (uint64_t)PHILOX_M4x32_1 * c[i];
            a[i] = (uint32_t)(y >> 32) ^ b[i] ^ key_0;
            b[i] = (uint32_t)y;
            c[i] = (uint32_t)(x >> 32) ^ d[i] ^ key_1;
            d[i] = (uint32_t)x;
        }
        key_0 += PHILOX_W32_0;
        key_1 += PHILOX_W32_1;
    }
    for (size_t i = 0; i < COUNTERS; i++) {
        word[4 * i] = a[i];
        word[4 * i + 1] = b[i];
        word[4 * i + 2] = c[i];
        word[4 * i + 3] = d[i];
    }
}

static uint64_t count(mask m)
{
    uint64_t n = 0;
    for (size_t k = 0; k < LANES_WIDTH; k++) {
        n -= (uint64_t)m[k]; /* -1 where true */
    }
    return n;
}

static void run_moments(mkba_moments *moments, const double *row, double shift)
{
    enum { REGISTERS = MKBA_PARTS / LANES_WIDTH };
    vector sum[REGISTERS] = {0}, squares[REGISTERS] = {0};
    mask defined = {0}, positive = {0};
    const vector *x = (const vector *)(const void *)row;
    for (size_t i = 0; i < VECTORS; i += REGISTERS) {
        for (size_t k = 0; k < REGISTERS; k++) {
            mask has = x[i + k] == x[i + k];
            vector d = choose(has, x[i + k] - shift, spread(0));
            sum[k] += d;
            squares[k] += d * d;
            defined += has;
            positive += x[i + k] > 0;
        }
    }
    for (size_t k = 0; k < MKBA_PARTS; k++) {
        moments->sum[k] += sum[k / LANES_WIDTH][k % LANES_WIDTH];
        moments->squares[k] += squares[k / LANES_WIDTH][k % LANES_WIDTH];
    }
    moments->defined += count(defined);
    moments->positive += count(positive);
}

static void run_bins(uint32_t *bin, const double *row, double low, double per_unit,
                     uint32_t bins)
{
    const vector *x = (const vector *)(const void *)row;
    vector last = spread((double)bins - 1);
    for (size_t i = 0; i < VECTORS; i++) {
        vector at = (x[i] - low) * per_unit;
        at = choose(at < 0, spread(0), choose(at > last, last, at));
        at = choose(x[i] == x[i], at, spread((double)bins));
        words w = __builtin_convertvector(at, words);
        memcpy(bin + i * LANES_WIDTH, &w, sizeof w);
    }
}

static void run_add(double *sum, const double *row)
{
    vector *out = (vector *)(void *)sum;
    const vector *x = (const vector *)(const void *)row;
    for (size_t i = 0; i < VECTORS; i++) {
        out[i] += x[i];
    }
}

extern const mkba_lanes JOIN(mkba_lanes_, LANES_SET);
const mkba_lanes JOIN(mkba_lanes_, LANES_SET) = {
    TEXT(LANES_SET), run_steps, run_triangle, run_words, run_moments, run_bins, run_add,
};
