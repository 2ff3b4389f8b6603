#include "model/operation.h"

#include "model/power.h"

double mkba_operation(mkba_op op, int exponent, double a, double b, double c)
{
    switch (op) {
    case MKBA_OP_NEGATE:
        return -a;
    case MKBA_OP_ADD:
        return a + b;
    case MKBA_OP_SUBTRACT:
        return a - b;
    case MKBA_OP_MULTIPLY:
        return a * b;
    case MKBA_OP_DIVIDE:
        return a / b;
    case MKBA_OP_POWER:
        return mkba_power(a, b);
    case MKBA_OP_WHOLE_POWER:
        return mkba_whole_power(a, exponent);
    case MKBA_OP_MIN:
        return a < b ? a : b;
    case MKBA_OP_MAX:
        return a > b ? a : b;
    case MKBA_OP_REST:
        return a < 1e-12 ? 0 : a;
    case MKBA_OP_IF_POSITIVE:
        return a > 0 ? b : c;
    default: /* IF_NEGATIVE: what is no operation does not come here */
        return a < 0 ? b : c;
    }
}
