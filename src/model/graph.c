#include "model/graph.h"

mkba_node mkba_graph_add(mkba_graph *graph, mkba_graph_node node, const mkba_node *operands,
                         size_t count)
{
    graph->node = mkba_arena_grow(graph->arena, graph->node, graph->count, &graph->capacity,
                                  sizeof *graph->node);
    if (!graph->node) {
        return MKBA_NO_NODE;
    }
    node.first = (uint32_t)graph->n_operands;
    node.count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        graph->operand = mkba_arena_grow(graph->arena, graph->operand, graph->n_operands,
                                         &graph->operand_capacity, sizeof *graph->operand);
        if (!graph->operand) {
            return MKBA_NO_NODE;
        }
        graph->operand[graph->n_operands++] = operands[i];
    }
    graph->node[graph->count] = node;
    return (mkba_node)graph->count++;
}

bool mkba_graph_name_node(mkba_graph *graph, const char *key, const char *unit,
                          const char *section, mkba_node node)
{
    graph->name = mkba_arena_grow(graph->arena, graph->name, graph->n_names,
                                  &graph->name_capacity, sizeof *graph->name);
    if (!graph->name || !mkba_map_put(&graph->by_key, key, graph->n_names)) {
        return false;
    }
    graph->name[graph->n_names++] =
        (mkba_graph_name){.key = key, .unit = unit, .section = section, .node = node};
    if (graph->node[node].name == 0) {
        graph->node[node].name = (uint32_t)graph->n_names;
    }
    return true;
}

mkba_node mkba_graph_find(const mkba_graph *graph, const char *key)
{
    size_t name = mkba_map_get(&graph->by_key, key);
    return name == MKBA_MAP_NONE ? MKBA_NO_NODE : graph->name[name].node;
}

bool mkba_op_is_leaf(mkba_op op)
{
    return op <= MKBA_OP_SWITCH;
}
