/* Between which numbers the result of an operation lies. Rounding keeps order, so the same
 * operation on the ends gives bounds that hold for rounded results too. */
#include "model/tape_maker.h"

#include <math.h>

static const mkba_bounds anything = {-INFINITY, INFINITY};

static bool unknown(mkba_bounds a)
{
    return isinf(a.low) && isinf(a.high);
}

/* Ends that are no number tell nothing. */
static mkba_bounds tidy(mkba_bounds a)
{
    return isnan(a.low) || isnan(a.high) ? anything : a;
}

static mkba_bounds span(double a, double b, double c, double d)
{
    if (isnan(a) || isnan(b) || isnan(c) || isnan(d)) {
        return anything;
    }
    return (mkba_bounds){fmin(fmin(a, b), fmin(c, d)), fmax(fmax(a, b), fmax(c, d))};
}

static mkba_bounds power(mkba_bounds a, mkba_bounds b)
{
    if (a.low < 0) {
        return anything;
    }
    bool fraction = a.high <= 1 && b.low >= 0;
    return fraction ? (mkba_bounds){0, 1} : (mkba_bounds){0, INFINITY};
}

static mkba_bounds either(mkba_bounds a, mkba_bounds b)
{
    return (mkba_bounds){fmin(a.low, b.low), fmax(a.high, b.high)};
}

mkba_bounds mkba_bounds_of(mkba_op op, int exponent, const mkba_bounds *x, size_t count)
{
    mkba_bounds a = x[0], b = count > 1 ? x[1] : anything;
    for (size_t k = 0; k < count; k++) {
        if (unknown(x[k])) {
            return anything;
        }
    }
    switch (op) {
    case MKBA_OP_NEGATE:
        return (mkba_bounds){-a.high, -a.low};
    case MKBA_OP_ADD:
    case MKBA_OP_SUM:
        for (size_t k = 1; k < count; k++) {
            a = tidy((mkba_bounds){a.low + x[k].low, a.high + x[k].high});
        }
        return a;
    case MKBA_OP_SUBTRACT:
        return tidy((mkba_bounds){a.low - b.high, a.high - b.low});
    case MKBA_OP_MULTIPLY:
        return span(a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high);
    case MKBA_OP_DIVIDE:
        return b.low > 0 || b.high < 0
                   ? span(a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high)
                   : anything;
    case MKBA_OP_POWER:
        return power(a, b);
    case MKBA_OP_WHOLE_POWER:
        return power(a, (mkba_bounds){exponent, exponent});
    case MKBA_OP_MIN:
        return (mkba_bounds){fmin(a.low, b.low), fmin(a.high, b.high)};
    case MKBA_OP_MAX:
        return (mkba_bounds){fmax(a.low, b.low), fmax(a.high, b.high)};
    case MKBA_OP_REST:
        return (mkba_bounds){fmax(a.low, 0), fmax(a.high, 0)};
    case MKBA_OP_IF_POSITIVE:
    case MKBA_OP_IF_NEGATIVE:
        return either(b, x[2]);
    case MKBA_OP_CONSTANT:
    case MKBA_OP_PARAMETER:
    case MKBA_OP_ENTERED:
    case MKBA_OP_SWITCH:
        break;
    }
    return anything;
}
