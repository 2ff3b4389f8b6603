#include "model/show.h"

#include <math.h>

/* How tightly an operation binds; what binds less goes into brackets. */
static int binding(mkba_op op)
{
    switch (op) {
    case MKBA_OP_ADD:
    case MKBA_OP_SUBTRACT:
    case MKBA_OP_SUM:
        return 1;
    case MKBA_OP_MULTIPLY:
    case MKBA_OP_DIVIDE:
        return 2;
    case MKBA_OP_NEGATE:
        return 3;
    case MKBA_OP_POWER:
    case MKBA_OP_WHOLE_POWER:
        return 4;
    default:
        return 5;
    }
}

static void show(mkba_buffer *out, const mkba_graph *graph, mkba_node node, int outer);

static void show_infix(mkba_buffer *out, const mkba_graph *graph, const mkba_graph_node *node,
                       const char *sign)
{
    const mkba_node *operand = &graph->operand[node->first];
    int own = binding(node->op);
    for (uint32_t k = 0; k < node->count; k++) {
        mkba_buffer_add(out, k > 0 ? sign : "");
        show(out, graph, operand[k], k > 0 ? own + 1 : own);
    }
}

static void show_call(mkba_buffer *out, const mkba_graph *graph, const mkba_graph_node *node,
                      const char *name)
{
    mkba_buffer_add(out, name);
    for (uint32_t k = 0; k < node->count; k++) {
        mkba_buffer_add(out, k > 0 ? ", " : "(");
        show(out, graph, graph->operand[node->first + k], 0);
    }
    mkba_buffer_add(out, ")");
}

static void show_power(mkba_buffer *out, const mkba_graph *graph, const mkba_graph_node *node)
{
    show(out, graph, graph->operand[node->first], 5);
    mkba_buffer_add(out, " ^ ");
    if (node->op == MKBA_OP_POWER) {
        show(out, graph, graph->operand[node->first + 1], 5);
    } else {
        mkba_buffer_add(out, node->exponent < 0 ? "(" : "");
        mkba_buffer_add_int(out, node->exponent);
        mkba_buffer_add(out, node->exponent < 0 ? ")" : "");
    }
}

static void show_body(mkba_buffer *out, const mkba_graph *graph, const mkba_graph_node *node)
{
    switch (node->op) {
    case MKBA_OP_CONSTANT:
        if (isnan(node->constant)) {
            mkba_buffer_add(out, "undefined");
        } else {
            mkba_buffer_add_double(out, node->constant);
        }
        break;
    case MKBA_OP_ADD:
    case MKBA_OP_SUM:
        show_infix(out, graph, node, " + ");
        break;
    case MKBA_OP_SUBTRACT:
        show_infix(out, graph, node, " - ");
        break;
    case MKBA_OP_MULTIPLY:
        show_infix(out, graph, node, " * ");
        break;
    case MKBA_OP_DIVIDE:
        show_infix(out, graph, node, " / ");
        break;
    case MKBA_OP_NEGATE:
        mkba_buffer_add(out, "-");
        show(out, graph, graph->operand[node->first], 4);
        break;
    case MKBA_OP_POWER:
    case MKBA_OP_WHOLE_POWER:
        show_power(out, graph, node);
        break;
    case MKBA_OP_MIN:
        show_call(out, graph, node, "min");
        break;
    case MKBA_OP_MAX:
        show_call(out, graph, node, "max");
        break;
    case MKBA_OP_REST:
        show_call(out, graph, node, "rest");
        break;
    case MKBA_OP_IF_POSITIVE:
        show_call(out, graph, node, "positive");
        break;
    case MKBA_OP_IF_NEGATIVE:
        show_call(out, graph, node, "negative");
        break;
    default: /* other leaves have names */
        break;
    }
}

static void show(mkba_buffer *out, const mkba_graph *graph, mkba_node index, int outer)
{
    const mkba_graph_node *node = &graph->node[index];
    if (node->name != 0) {
        mkba_graph_write_name(out, graph, index);
        return;
    }
    bool brackets = binding(node->op) < outer;
    mkba_buffer_add(out, brackets ? "(" : "");
    show_body(out, graph, node);
    mkba_buffer_add(out, brackets ? ")" : "");
}

void mkba_show_formula(mkba_buffer *out, const mkba_graph *graph, mkba_node node)
{
    show_body(out, graph, &graph->node[node]);
}

static size_t collect(mkba_node *named, size_t room, size_t count, const mkba_graph *graph,
                      mkba_node index)
{
    const mkba_graph_node *node = &graph->node[index];
    for (uint32_t k = 0; k < node->count; k++) {
        mkba_node operand = graph->operand[node->first + k];
        if (graph->node[operand].name == 0) {
            count = collect(named, room, count, graph, operand);
            continue;
        }
        size_t i = 0;
        while (i < count && named[i] != operand) {
            i++;
        }
        if (i == count && count < room) {
            named[count++] = operand;
        }
    }
    return count;
}

size_t mkba_show_operands(mkba_node *named, size_t room, const mkba_graph *graph,
                          mkba_node node)
{
    return collect(named, room, 0, graph, node);
}
