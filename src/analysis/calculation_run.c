/* The values of a calculation, for an area in a world. */
#include "analysis/calculation.h"

#include "model/operation.h"

static double leaf_value(const mkba_graph_node *n, mkba_leaves leaves)
{
    return n->op == MKBA_OP_CONSTANT    ? n->constant
           : n->op == MKBA_OP_PARAMETER ? leaves.parameter[n->leaf]
           : n->op == MKBA_OP_ENTERED   ? leaves.entered[n->leaf]
                                        : leaves.switched[n->leaf];
}

static double node_value(const double *value, const mkba_graph *g, const mkba_graph_node *n,
                         mkba_leaves leaves)
{
    if (mkba_op_is_leaf(n->op)) {
        return leaf_value(n, leaves);
    }
    const mkba_node *operand = &g->operand[n->first];
    double a = value[operand[0]];
    if (n->op == MKBA_OP_SUM) {
        for (uint32_t k = 1; k < n->count; k++) {
            a += value[operand[k]];
        }
        return a;
    }
    return mkba_operation(n->op, n->exponent, a, n->count > 1 ? value[operand[1]] : 0,
                          n->count > 2 ? value[operand[2]] : 0);
}

static bool all_entered(const mkba_calculation_input *in, const mkba_area *area)
{
    bool all = in->other != NULL;
    for (size_t i = 0; i < in->other_count && all; i++) {
        all = area->entered[in->other_needs[i]];
    }
    return all;
}

static bool any_entered(const mkba_calculation_input *in, const mkba_area *area)
{
    bool any = false;
    for (size_t i = 0; i < in->zero_count && !any; i++) {
        any = area->entered[in->zero_with[i]];
    }
    return any;
}

/* The other default has figures and numbers only, so that it can be computed by itself. */
static double other_value(const mkba_graph *g, mkba_node node, mkba_leaves leaves)
{
    const mkba_graph_node *n = &g->node[node];
    double operand[3] = {0};
    if (mkba_op_is_leaf(n->op)) {
        return leaf_value(n, leaves);
    }
    double sum = 0;
    for (uint32_t k = 0; k < n->count; k++) {
        double value = other_value(g, g->operand[n->first + k], leaves);
        sum += value;
        operand[k < 3 ? k : 2] = value;
    }
    return n->op == MKBA_OP_SUM
               ? sum
               : mkba_operation(n->op, n->exponent, operand[0], operand[1], operand[2]);
}

void mkba_calculation_run(double *value, double *standard, const mkba_calculation *calculation,
                          const mkba_area *area, const double *parameter,
                          const double *switched)
{
    const mkba_graph *g = calculation->graph;
    mkba_leaves leaves = {
        .parameter = parameter, .entered = area->value, .switched = switched};
    for (size_t i = 0; i < g->count; i++) {
        size_t row = calculation->row_of[i];
        size_t at = row == MKBA_NO_ROW ? MKBA_NO_ROW : calculation->row[row].input;
        value[i] = node_value(value, g, &g->node[i], leaves);
        if (at == MKBA_NO_ROW) {
            continue;
        }
        const mkba_calculation_input *in = &calculation->input[at];
        if (all_entered(in, area)) {
            value[i] = other_value(in->other, in->other_node, leaves);
        } else if (any_entered(in, area)) {
            value[i] = 0;
        }
        standard[at] = value[i];
        if (area->entered[in->column]) {
            value[i] = area->value[in->column];
        }
    }
}
