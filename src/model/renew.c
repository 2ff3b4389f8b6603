#include "model/renew.h"

#include "model/operation.h"

mkba_node *mkba_renew_nodes(mkba_arena *arena, const mkba_graph *graph, size_t *count)
{
    mkba_node *node = mkba_arena_alloc(arena, graph->count, sizeof *node);
    bool *depends = mkba_arena_alloc(arena, graph->count, sizeof *depends);
    *count = 0;
    if (mkba_arena_failed(arena)) {
        return NULL;
    }
    for (size_t i = 0; i < graph->count; i++) {
        const mkba_graph_node *n = &graph->node[i];
        depends[i] = n->op == MKBA_OP_ENTERED;
        for (uint32_t k = 0; k < n->count && !depends[i]; k++) {
            depends[i] = depends[graph->operand[n->first + k]];
        }
        if (depends[i]) {
            node[(*count)++] = (mkba_node)i;
        }
    }
    return node;
}

static double result_of(const double *value, const mkba_graph_node *node,
                        const mkba_node *operand)
{
    double a = value[operand[0]], b = node->count > 1 ? value[operand[1]] : 0;
    if (node->op == MKBA_OP_MULTIPLY) { /* more than half of all */
        return a * b;
    }
    if (node->op != MKBA_OP_SUM) {
        return mkba_operation(node->op, node->exponent, a, b,
                              node->count > 2 ? value[operand[2]] : 0);
    }
    for (uint32_t k = 1; k < node->count; k++) {
        a += value[operand[k]];
    }
    return a;
}

void mkba_renew(double *value, const mkba_graph *graph, const double *entered,
                const mkba_node *node, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const mkba_graph_node *n = &graph->node[node[i]];
        value[node[i]] = n->op == MKBA_OP_ENTERED
                             ? entered[n->leaf]
                             : result_of(value, n, &graph->operand[n->first]);
    }
}
