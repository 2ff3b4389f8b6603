#include "model/eval.h"

#include "model/operation.h"

#include <math.h>
#include <string.h>

static double leaf_value(const mkba_graph_node *node, mkba_leaves leaves)
{
    switch (node->op) {
    case MKBA_OP_PARAMETER:
        return leaves.parameter[node->leaf];
    case MKBA_OP_ENTERED:
        return leaves.entered[node->leaf];
    case MKBA_OP_SWITCH:
        return leaves.switched[node->leaf];
    default:
        return node->constant;
    }
}

void mkba_graph_eval(double *value, const mkba_graph *graph, mkba_leaves leaves)
{
    for (size_t i = 0; i < graph->count; i++) {
        const mkba_graph_node *node = &graph->node[i];
        const mkba_node *operand = &graph->operand[node->first];
        if (mkba_op_is_leaf(node->op)) {
            value[i] = leaf_value(node, leaves);
        } else if (node->op == MKBA_OP_SUM) {
            double sum = value[operand[0]];
            for (uint32_t k = 1; k < node->count; k++) {
                sum += value[operand[k]];
            }
            value[i] = sum;
        } else {
            value[i] = mkba_operation(node->op, node->exponent, value[operand[0]],
                                      node->count > 1 ? value[operand[1]] : 0,
                                      node->count > 2 ? value[operand[2]] : 0);
        }
    }
}
