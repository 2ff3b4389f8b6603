#include "model/graph.h"

#include "model/index.h"

#include <string.h>

static bool make_room(mkba_graph *graph, size_t operands)
{
    if (graph->count == graph->capacity) {
        graph->own_node = mkba_arena_grow(graph->arena, graph->own_node, graph->count,
                                          &graph->capacity, sizeof *graph->own_node);
    }
    while (!mkba_arena_failed(graph->arena) &&
           graph->n_operands + operands > graph->operand_capacity) {
        graph->own_operand =
            mkba_arena_grow(graph->arena, graph->own_operand, graph->operand_capacity,
                            &graph->operand_capacity, sizeof *graph->own_operand);
    }
    graph->node = graph->own_node;
    graph->operand = graph->own_operand;
    return !mkba_arena_failed(graph->arena);
}

mkba_node mkba_graph_add(mkba_graph *graph, mkba_graph_node node, const mkba_node *operands,
                         size_t count)
{
    if (!make_room(graph, count)) {
        return MKBA_NO_NODE;
    }
    node.first = (uint32_t)graph->n_operands;
    node.count = (uint32_t)count;
    for (size_t i = 0; i < count; i++) {
        graph->own_operand[graph->n_operands++] = operands[i];
    }
    graph->own_node[graph->count] = node;
    return (mkba_node)graph->count++;
}

bool mkba_graph_name_node(mkba_graph *graph, mkba_graph_name name, mkba_node node)
{
    graph->name = mkba_arena_grow(graph->arena, graph->name, graph->n_names,
                                  &graph->name_capacity, sizeof *graph->name);
    if (!graph->name) {
        return false;
    }
    graph->name[graph->n_names++] = name;
    graph->own_node[node].name = (uint32_t)graph->n_names;
    return true;
}

static const mkba_graph_name *name_of(const mkba_graph *graph, mkba_node node)
{
    return &graph->name[graph->node[node].name - 1];
}

void mkba_graph_write_name(mkba_buffer *out, const mkba_graph *graph, mkba_node node)
{
    const mkba_graph_name *name = name_of(graph, node);
    if (name->formula) {
        mkba_index_write(out, name->formula, name->place, &graph->extent);
    } else {
        mkba_buffer_add(out, name->key);
    }
}

const char *mkba_graph_unit(const mkba_graph *graph, mkba_node node)
{
    const mkba_graph_name *name = name_of(graph, node);
    return name->formula ? name->formula->unit : "";
}

/* Leaves: what was entered, and what the analysis moves. */
const char *mkba_graph_section(const mkba_graph *graph, mkba_node node)
{
    const mkba_graph_name *name = name_of(graph, node);
    mkba_op op = graph->node[node].op;
    return name->formula           ? name->formula->section
           : op == MKBA_OP_ENTERED ? "[2]"
           : op == MKBA_OP_SWITCH  ? "[10]"
                                   : "";
}

bool mkba_op_is_leaf(mkba_op op)
{
    return op <= MKBA_OP_SWITCH;
}
