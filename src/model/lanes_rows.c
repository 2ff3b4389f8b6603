/* Compiled once per instruction set, with LANES_WIDTH (doubles in a register), LANES_SET (its
 * name) and, where there are such, the types and functions for it: LANES_REGISTER, LANES_POWER
 * and LANES_ROOT; LANES_INTEGERS and LANES_TIMES (products of words); LANES_WORDS and
 * LANES_CONVERT (words to numbers). */
#include "model/lanes.h"
#include "model/power.h"
#include "model/root.h"

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

#define INLINE static inline __attribute__((always_inline))

enum { VECTORS = MKBA_LANES / LANES_WIDTH };

static vector spread(double x)
{
    return x - (vector){0};
}

/* Neither NaN nor beyond all numbers. */
static mask is_finite(vector x)
{
    return x - x >= 0;
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
    case MKBA_OP_WHOLE_POWER: /* a few at once */
    case MKBA_OP_ADD:         /* sums of products */
    case MKBA_OP_MULTIPLY:
    case MKBA_OP_SUM:
    case MKBA_OP_CONSTANT: /* leaves */
    case MKBA_OP_PARAMETER:
    case MKBA_OP_ENTERED:
    case MKBA_OP_SWITCH:
        break;
    }
}

/* A few registers of lanes: as many as leave room for a sum, a term and a factor. */
#if LANES_WIDTH == 8
enum { TOGETHER = 8 };
typedef struct __attribute__((may_alias)) {
    vector a, b, c, d, e, f, g, h;
} few;
#define FEW(value)                                                                            \
    (few)                                                                                     \
    {                                                                                         \
        value(a, 0), value(b, 1), value(c, 2), value(d, 3), value(e, 4), value(f, 5),         \
            value(g, 6), value(h, 7)                                                          \
    }
#else
enum { TOGETHER = 4 };
typedef struct __attribute__((may_alias)) {
    vector a, b, c, d;
} few;
#define FEW(value)                                                                            \
    (few)                                                                                     \
    {                                                                                         \
        value(a, 0), value(b, 1), value(c, 2), value(d, 3)                                    \
    }
#endif
INLINE const vector *row_at(mkba_place_of place, size_t at, const double *rows)
{
    const double *row = rows + (size_t)(place & MKBA_PLACE_MASK) * MKBA_LANES;
    return (const vector *)(const void *)row + at;
}

INLINE few load(mkba_place_of place, size_t at, const double *rows, const double *scalar)
{
    if (place & MKBA_IN_ROW) {
        const vector *x = row_at(place, at, rows);
#define LOAD(field, i) x[i]
        return FEW(LOAD);
    }
    vector x = spread(scalar[place & MKBA_PLACE_MASK]);
#define SPREAD(field, i) x
    return FEW(SPREAD);
}

INLINE few times(few term, mkba_place_of place, size_t at, const double *rows,
                 const double *scalar)
{
    if (place & MKBA_IN_ROW) {
        const vector *x = row_at(place, at, rows);
#define TIMES_ROW(field, i) term.field *x[i]
        return FEW(TIMES_ROW);
    }
    vector x = spread(scalar[place & MKBA_PLACE_MASK]);
#define TIMES(field, i) term.field *x
    return FEW(TIMES);
}

INLINE few combine(int op, few x, few y)
{
#define LEAST(field, i) choose(x.field < y.field, x.field, y.field)
#define MOST(field, i)  choose(x.field > y.field, x.field, y.field)
#define PLUS(field, i)  x.field + y.field
    return op == MKBA_STEP_LEAST ? FEW(LEAST) : op == MKBA_STEP_MOST ? FEW(MOST) : FEW(PLUS);
}

/* One term: the product of the operands up to the next that starts a term. */
INLINE few product(const mkba_place_of **operand, const mkba_place_of *end, size_t at,
                   const double *rows, const double *scalar)
{
    const mkba_place_of *o = *operand;
    few term = load(*o++, at, rows, scalar);
    while (o < end && !(*o & MKBA_NEXT_TERM)) {
        term = times(term, *o++, at, rows, scalar);
    }
    *operand = o;
    return term;
}

/* A sum (or the least, or the greatest) of products, a few registers of lanes at a time:
 * nothing in between is stored. */
INLINE void run_terms(vector *restrict out, int op, const mkba_place_of *operand, size_t count,
                      const double *rows, const double *scalar)
{
    for (size_t at = 0; at < VECTORS; at += TOGETHER) {
        const mkba_place_of *o = operand, *end = operand + count;
        few sum = product(&o, end, at, rows, scalar);
        while (o < end) {
            sum = combine(op, sum, product(&o, end, at, rows, scalar));
        }
        *(few *)(void *)(out + at) = sum;
    }
}

/* One loop for each, without a choice inside. */
static void run_products(vector *restrict out, int op, const mkba_place_of *operand,
                         size_t count, const double *rows, const double *scalar)
{
    if (op == MKBA_STEP_PRODUCTS) {
        run_terms(out, MKBA_STEP_PRODUCTS, operand, count, rows, scalar);
    } else if (op == MKBA_STEP_LEAST) {
        run_terms(out, MKBA_STEP_LEAST, operand, count, rows, scalar);
    } else {
        run_terms(out, MKBA_STEP_MOST, operand, count, rows, scalar);
    }
}

static void run_whole_power(vector *restrict out, int exponent, const vector *base)
{
#define ONE(field, i)    spread(1)
#define SQUARE(field, i) x.field *x.field
#define RAISE(field, i)  power.field *x.field
#define INVERT(field, i) 1 / power.field
    unsigned n = exponent < 0 ? 0u - (unsigned)exponent : (unsigned)exponent;
    for (size_t at = 0; at < VECTORS; at += TOGETHER) {
        few power = FEW(ONE), x = *(const few *)(const void *)(base + at);
        for (unsigned m = n; m > 0; m >>= 1) {
            if (m & 1) {
                power = FEW(RAISE);
            }
            x = FEW(SQUARE);
        }
        if (exponent < 0) {
            power = FEW(INVERT);
        }
        *(few *)(void *)(out + at) = power;
    }
}

static void run_steps(const mkba_steps *steps, double *rows, const double *scalar)
{
    vector room[3][VECTORS];
    for (size_t s = 0; s < steps->steps; s++) {
        const mkba_step *step = &steps->step[s];
        const mkba_place_of *operand = &steps->operand[step->first];
        vector *out = (vector *)(void *)(rows + (size_t)step->out * MKBA_LANES);
        if (step->op >= MKBA_STEP_PRODUCTS) {
            run_products(out, step->op, operand, step->count, rows, scalar);
            continue;
        }
        const vector *lane[3] = {out, out, out};
        for (uint32_t k = 0; k < step->count; k++) {
            lane[k] = row_of(operand[k], rows, scalar, room[k]);
        }
        if (step->op == MKBA_OP_WHOLE_POWER) {
            run_whole_power(out, step->exponent, lane[0]);
        } else {
            run_simple(out, step, lane[0], lane[1], lane[2]);
        }
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

/* (word + 1/2) / 2^32 */
INLINE vector uniform(const uint32_t *word)
{
    words w;
    vector x;
    memcpy(&w, word, sizeof w);
#ifdef LANES_CONVERT
    LANES_REGISTER r = LANES_CONVERT((LANES_WORDS)w);
    memcpy(&x, &r, sizeof x);
#else
    x = __builtin_convertvector(w, vector);
#endif
    return (x + 0.5) * 0x1p-32;
}

static bool is_certain(double *row, const mkba_triangle *t)
{
    vector *out = (vector *)(void *)row;
    if (t->high > t->low) {
        return false;
    }
    for (size_t i = 0; i < VECTORS; i++) {
        out[i] = spread(t->mode);
    }
    return true;
}

/* The inverse of the distribution at u. */
static void run_triangle(double *row, const uint32_t *word, const mkba_triangle *t)
{
    vector *out = (vector *)(void *)row;
    if (is_certain(row, t)) {
        return;
    }
    double low = t->low, high = t->high, width = high - low, at_mode = (t->mode - low) / width;
    double below = width * (t->mode - low), above = width * (high - t->mode);
    for (size_t i = 0; i < VECTORS; i++) {
        vector u = uniform(word + i * LANES_WIDTH);
        mask left = u < at_mode;
        vector root = square_root(choose(left, u * below, (1 - u) * above));
        out[i] = choose(left, low + root, high - root);
    }
}

static void run_roots(double *roots, const uint32_t *word)
{
    vector *out = (vector *)(void *)roots;
    for (size_t i = 0; i < VECTORS; i++) {
        vector u = uniform(word + i * LANES_WIDTH);
        out[i] = square_root(u);
        out[VECTORS + i] = square_root(1 - u);
    }
}

static void run_shared(double *row, const uint32_t *word, const double *roots,
                       const mkba_triangle *t)
{
    vector *out = (vector *)(void *)row;
    const vector *root = (const vector *)(const void *)roots;
    if (is_certain(row, t)) {
        return;
    }
    double width = t->high - t->low, at_mode = (t->mode - t->low) / width;
    double below = sqrt(width * (t->mode - t->low)), above = sqrt(width * (t->high - t->mode));
    for (size_t i = 0; i < VECTORS; i++) {
        mask left = uniform(word + i * LANES_WIDTH) < at_mode;
        out[i] = choose(left, t->low + root[i] * below, t->high - root[VECTORS + i] * above);
    }
}

static void run_set(double *rows, size_t members)
{
    vector *out = (vector *)(void *)rows;
    for (size_t i = 0; i < VECTORS; i++) {
        vector sum = out[i];
        for (size_t k = 1; k < members; k++) {
            sum += out[k * VECTORS + i];
        }
        vector by = choose(sum > 1, sum, spread(1));
        for (size_t k = 0; k < members; k++) {
            out[k * VECTORS + i] /= by;
        }
    }
}

/* Philox 4x32 with 10 rounds, as Random123 has it, with one counter per lane. A word stands in
 * the low half of a lane of 64 bits, because the product of two words needs a whole one; what
 * stands in the high half does not matter. Counters follow each other; the 4 words of one are
 * 4 draws that follow each other. */
typedef uint64_t wide __attribute__((vector_size(8 * LANES_WIDTH), may_alias));

/* The products of the low halves. */
INLINE wide times_low(wide a, uint32_t b)
{
#ifdef LANES_TIMES
    wide factor = (wide){0} + b;
    LANES_INTEGERS x, y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &factor, sizeof y);
    x = LANES_TIMES(x, y);
    memcpy(&a, &x, sizeof a);
    return a;
#else
    return (a & 0xffffffffu) * (uint64_t)b;
#endif
}

/* a[0], b[0], a[1], b[1] and so on: the first half, and the last. */
#if LANES_WIDTH == 8
#define FIRST_PAIRS(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)
#define LAST_PAIRS(a, b)  __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)
#elif LANES_WIDTH == 4
#define FIRST_PAIRS(a, b) __builtin_shufflevector(a, b, 0, 4, 1, 5)
#define LAST_PAIRS(a, b)  __builtin_shufflevector(a, b, 2, 6, 3, 7)
#else
#define FIRST_PAIRS(a, b) __builtin_shufflevector(a, b, 0, 2)
#define LAST_PAIRS(a, b)  __builtin_shufflevector(a, b, 1, 3)
#endif

INLINE void four_words(uint32_t *word, wide counter, uint64_t seed, uint64_t stream)
{
    wide a = counter, b = counter >> 32, c = (wide){0} + (stream & 0xffffffffu);
    wide d = (wide){0} + (stream >> 32);
    uint32_t key_0 = (uint32_t)seed, key_1 = (uint32_t)(seed >> 32);
    for (int round = 0; round < 10; round++) {
        wide x = times_low(a, PHILOX_M4x32_0), y = times_low(c, PHILOX_M4x32_1);
        a = (y >> 32) ^ b ^ key_0;
        b = y;
        c = (x >> 32) ^ d ^ key_1;
        d = x;
        key_0 += PHILOX_W32_0;
        key_1 += PHILOX_W32_1;
    }
    wide left = (a & 0xffffffffu) | b << 32, right = (c & 0xffffffffu) | d << 32;
    wide pairs[2] = {FIRST_PAIRS(left, right), LAST_PAIRS(left, right)};
    memcpy(word, pairs, sizeof pairs);
}

static void run_words(uint32_t *word, uint64_t seed, uint64_t stream, uint64_t first)
{
    wide counter = {0};
    for (size_t k = 0; k < LANES_WIDTH; k++) {
        counter[k] = first / 4 + k;
    }
    for (size_t i = 0; i < MKBA_LANES / 4; i += LANES_WIDTH) {
        four_words(word + 4 * i, counter, seed, stream);
        counter += LANES_WIDTH;
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
            mask has = is_finite(x[i + k]);
            vector d = choose(has, x[i + k] - shift, spread(0));
            sum[k] += d;
            squares[k] += d * d;
            defined += has;
            positive += has & (x[i + k] > 0);
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
        at = choose(is_finite(at), at, spread(0)); /* on a scale too wide to have a length */
        at = choose(is_finite(x[i]), at, spread((double)bins));
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
    TEXT(LANES_SET), run_steps, run_triangle, run_roots, run_shared,
    run_set,         run_words, run_moments,  run_bins,  run_add,
};
