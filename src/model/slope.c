#include "model/slope.h"

#include <math.h>
#include <string.h>

/* An infinite slope (x^p at x = 0 with p < 1) tells nothing. */
static void pass(double *slope, mkba_node to, double from, double local)
{
    if (isfinite(local)) {
        slope[to] += from * local;
    }
}

static void pass_smaller(double *slope, const mkba_node *operand, double s, double a, double b)
{
    bool tie = !(a < b) && !(a > b);
    pass(slope, operand[0], s, tie ? 0.5 : a < b ? 1 : 0);
    pass(slope, operand[1], s, tie ? 0.5 : a < b ? 0 : 1);
}

static void pass_power(double *slope, const mkba_node *operand, double s, double a, double b)
{
    pass(slope, operand[0], s, b * pow(a, b - 1));
    if (a > 0) {
        pass(slope, operand[1], s, pow(a, b) * log(a));
    }
}

static void pass_node(double *slope, const mkba_graph_node *node, const mkba_node *operand,
                      const double *value, double s)
{
    double a = value[operand[0]];
    double b = node->count > 1 ? value[operand[1]] : 0;
    switch (node->op) {
    case MKBA_OP_NEGATE:
        pass(slope, operand[0], s, -1);
        break;
    case MKBA_OP_ADD:
    case MKBA_OP_SUM:
        for (uint32_t k = 0; k < node->count; k++) {
            pass(slope, operand[k], s, 1);
        }
        break;
    case MKBA_OP_SUBTRACT:
        pass(slope, operand[0], s, 1);
        pass(slope, operand[1], s, -1);
        break;
    case MKBA_OP_MULTIPLY:
        pass(slope, operand[0], s, b);
        pass(slope, operand[1], s, a);
        break;
    case MKBA_OP_DIVIDE:
        pass(slope, operand[0], s, 1 / b);
        pass(slope, operand[1], s, -a / (b * b));
        break;
    case MKBA_OP_POWER:
        pass_power(slope, operand, s, a, b);
        break;
    case MKBA_OP_WHOLE_POWER:
        pass(slope, operand[0], s, node->exponent * pow(a, node->exponent - 1));
        break;
    case MKBA_OP_MIN:
        pass_smaller(slope, operand, s, a, b);
        break;
    case MKBA_OP_MAX:
        pass_smaller(slope, operand, s, -a, -b);
        break;
    case MKBA_OP_REST:
        pass(slope, operand[0], s, a < 1e-12 ? 0 : 1);
        break;
    case MKBA_OP_IF_POSITIVE:
        pass(slope, operand[a > 0 ? 1 : 2], s, 1);
        break;
    default: /* IF_NEGATIVE: leaves have no operands */
        pass(slope, operand[a < 0 ? 1 : 2], s, 1);
        break;
    }
}

void mkba_graph_slopes(double *slope, const mkba_graph *graph, const double *value,
                       mkba_node output)
{
    memset(slope, 0, graph->count * sizeof *slope);
    slope[output] = 1;
    for (size_t i = (size_t)output + 1; i-- > 0;) {
        const mkba_graph_node *node = &graph->node[i];
        if (node->count > 0 && fabs(slope[i]) > 0) {
            pass_node(slope, node, &graph->operand[node->first], value, slope[i]);
        }
    }
}
