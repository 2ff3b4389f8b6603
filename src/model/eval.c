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

static bool is_varying(const mkba_program *p, const mkba_graph_node *node, size_t *which)
{
    for (size_t i = 0; i < p->n_varying; i++) {
        if (p->varying[i].kind == node->op && p->varying[i].leaf == node->leaf) {
            *which = i;
            return true;
        }
    }
    return false;
}

/* Marks what the outputs need, from the last node to the first. */
static void mark_needed(const mkba_program *p, unsigned char *needed)
{
    for (size_t o = 0; o < p->n_outputs; o++) {
        needed[p->output[o]] = 1;
    }
    for (size_t i = p->graph->count; i-- > 0;) {
        const mkba_graph_node *node = &p->graph->node[i];
        for (uint32_t k = 0; needed[i] && k < node->count; k++) {
            needed[p->graph->operand[node->first + k]] = 1;
        }
    }
}

/* Varying leaves have the first rows, in their own order; the other nodes follow in the order
 * of the graph. */
static void assign_rows(mkba_program *p, const unsigned char *needed)
{
    for (size_t i = 0; i < p->graph->count; i++) {
        const mkba_graph_node *node = &p->graph->node[i];
        size_t which = 0;
        bool varies = false;
        for (uint32_t k = 0; k < node->count; k++) {
            varies = varies || p->row[p->graph->operand[node->first + k]] != 0;
        }
        if (mkba_op_is_leaf(node->op) && is_varying(p, node, &which)) {
            p->row[i] = (uint32_t)which + 1;
        } else if (varies && needed[i]) {
            p->row[i] = (uint32_t)(p->n_varying + p->n_order) + 1;
            p->order[p->n_order++] = (mkba_node)i;
        }
    }
}

mkba_program *mkba_program_new(mkba_arena *arena, const mkba_graph *graph,
                               const mkba_varying *varying, size_t n_varying,
                               const mkba_node *output, size_t n_outputs)
{
    mkba_program *p = mkba_arena_alloc(arena, 1, sizeof *p);
    unsigned char *needed = mkba_arena_alloc(arena, graph->count, 1);
    uint32_t *row = mkba_arena_alloc(arena, graph->count, sizeof *row);
    mkba_node *order = mkba_arena_alloc(arena, graph->count, sizeof *order);
    if (!p || !needed || !row || !order) {
        return NULL;
    }
    *p = (mkba_program){.graph = graph,
                        .varying = varying,
                        .n_varying = n_varying,
                        .output = output,
                        .n_outputs = n_outputs,
                        .row = row,
                        .order = order};
    mark_needed(p, needed);
    assign_rows(p, needed);
    return p;
}

size_t mkba_program_scratch(const mkba_program *program)
{
    return (program->n_varying + program->n_order + 3) * MKBA_LANES_OLD;
}

/* The lanes of an operand; one that is the same everywhere is spread over `spread` first. */
static const double *lanes_of(const mkba_program *p, mkba_node node, const double *base,
                              const double *rows, double *spread)
{
    if (p->row[node] != 0) {
        return rows + (size_t)(p->row[node] - 1) * MKBA_LANES_OLD;
    }
    for (size_t i = 0; i < MKBA_LANES_OLD; i++) {
        spread[i] = base[node];
    }
    return spread;
}

#define EACH_LANE(value)                                                                      \
    for (size_t i = 0; i < MKBA_LANES_OLD; i++) {                                             \
        out[i] = (value);                                                                     \
    }                                                                                         \
    break

static void apply_lanes(double *restrict out, const mkba_graph_node *node,
                        const double *restrict a, const double *restrict b,
                        const double *restrict c, size_t lanes)
{
    switch (node->op) {
    case MKBA_OP_NEGATE:
        EACH_LANE(-a[i]);
    case MKBA_OP_ADD:
        EACH_LANE(a[i] + b[i]);
    case MKBA_OP_SUBTRACT:
        EACH_LANE(a[i] - b[i]);
    case MKBA_OP_MULTIPLY:
        EACH_LANE(a[i] * b[i]);
    case MKBA_OP_DIVIDE:
        EACH_LANE(a[i] / b[i]);
    case MKBA_OP_MIN:
        EACH_LANE(a[i] < b[i] ? a[i] : b[i]);
    case MKBA_OP_MAX:
        EACH_LANE(a[i] > b[i] ? a[i] : b[i]);
    case MKBA_OP_IF_POSITIVE:
        EACH_LANE(a[i] > 0 ? b[i] : c[i]);
    case MKBA_OP_IF_NEGATIVE:
        EACH_LANE(a[i] < 0 ? b[i] : c[i]);
    default: /* calls a function: only for lanes in use */
        for (size_t i = 0; i < lanes; i++) {
            out[i] = mkba_operation(node->op, node->exponent, a[i], b[i], c[i]);
        }
    }
}

static void sum_lanes(double *restrict out, const mkba_program *p, const mkba_graph_node *node,
                      const double *base, const double *rows, double *spread)
{
    const mkba_node *operand = &p->graph->operand[node->first];
    memcpy(out, lanes_of(p, operand[0], base, rows, spread), MKBA_LANES_OLD * sizeof *out);
    for (uint32_t k = 1; k < node->count; k++) {
        const double *restrict a = lanes_of(p, operand[k], base, rows, spread);
        for (size_t i = 0; i < MKBA_LANES_OLD; i++) {
            out[i] += a[i];
        }
    }
}

static void run_node(const mkba_program *p, mkba_node index, const double *base, double *rows,
                     double *spread, size_t lanes)
{
    const mkba_graph_node *node = &p->graph->node[index];
    const mkba_node *operand = &p->graph->operand[node->first];
    double *out = rows + (size_t)(p->row[index] - 1) * MKBA_LANES_OLD;
    if (node->op == MKBA_OP_SUM) {
        sum_lanes(out, p, node, base, rows, spread);
        return;
    }
    const double *lane[3] = {spread, spread, spread};
    for (uint32_t k = 0; k < node->count; k++) {
        lane[k] = lanes_of(p, operand[k], base, rows, spread + (size_t)k * MKBA_LANES_OLD);
    }
    apply_lanes(out, node, lane[0], lane[1], lane[2], lanes);
}

void mkba_program_run(double *out, const mkba_program *program, const double *base,
                      const double *varying, size_t lanes, double *scratch)
{
    double *spread = scratch;
    double *rows = scratch + 3 * MKBA_LANES_OLD;
    memcpy(rows, varying, program->n_varying * MKBA_LANES_OLD * sizeof *rows);
    for (size_t i = 0; i < program->n_order; i++) {
        run_node(program, program->order[i], base, rows, spread, lanes);
    }
    for (size_t o = 0; o < program->n_outputs; o++) {
        const double *from = lanes_of(program, program->output[o], base, rows, spread);
        memcpy(out + o * MKBA_LANES_OLD, from, MKBA_LANES_OLD * sizeof *out);
    }
}
