#include "model/operation.h"

#include "model/power.h"

mkba_kind_of_operation mkba_operation_of(mkba_expression_kind kind)
{
    static const mkba_kind_of_operation rows[] = {
        [MKBA_EXPR_NEGATE] = {MKBA_OP_NEGATE, 1},
        [MKBA_EXPR_ADD] = {MKBA_OP_ADD, 2},
        [MKBA_EXPR_SUBTRACT] = {MKBA_OP_SUBTRACT, 2},
        [MKBA_EXPR_MULTIPLY] = {MKBA_OP_MULTIPLY, 2},
        [MKBA_EXPR_DIVIDE] = {MKBA_OP_DIVIDE, 2},
        [MKBA_EXPR_POWER] = {MKBA_OP_POWER, 2},
        [MKBA_EXPR_MIN] = {MKBA_OP_MIN, 2},
        [MKBA_EXPR_MAX] = {MKBA_OP_MAX, 2},
        [MKBA_EXPR_POSITIVE] = {MKBA_OP_IF_POSITIVE, 3},
        [MKBA_EXPR_NEGATIVE] = {MKBA_OP_IF_NEGATIVE, 3},
        [MKBA_EXPR_REST] = {MKBA_OP_REST, 1},
        [MKBA_EXPR_SUM] = {MKBA_OP_SUM, 0},
    };
    return rows[kind];
}

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
