/* Computing a graph: once, or in many worlds side by side. Values come out the same to the
 * last bit either way. */
#ifndef MKBA_MODEL_EVAL_H
#define MKBA_MODEL_EVAL_H

#include "model/graph.h"

/* Worlds that are computed together. */
enum { MKBA_LANES_OLD = 64 };

/* Every node once. `value` has room for graph->count numbers. */
void mkba_graph_eval(double *value, const mkba_graph *graph, mkba_leaves leaves);

/* A leaf that differs between worlds. */
typedef struct {
    mkba_op kind; /* PARAMETER, ENTERED or SWITCH */
    uint32_t leaf;
} mkba_varying;

/* The nodes that some outputs need and that depend on what varies: all that has to be computed
 * per world. */
typedef struct {
    const mkba_graph *graph;
    const mkba_varying *varying;
    size_t n_varying;
    const mkba_node *output;
    size_t n_outputs;
    uint32_t *row; /* per node: 1 + its row of lanes; 0 when it is the same in every world */
    mkba_node *order;
    size_t n_order;
} mkba_program;

/* The arguments must outlive the program. NULL: no memory. */
mkba_program *mkba_program_new(mkba_arena *arena, const mkba_graph *graph,
                               const mkba_varying *varying, size_t n_varying,
                               const mkba_node *output, size_t n_outputs);

/* Doubles of working memory that a run needs. */
size_t mkba_program_scratch(const mkba_program *program);

/* Computes the outputs in `lanes` worlds (at most MKBA_LANES_OLD). `base` is the result of
 * mkba_graph_eval for the world that they differ from; varying[i * MKBA_LANES_OLD + lane] is
 * the value of varying leaf i. out[o * MKBA_LANES_OLD + lane]. */
void mkba_program_run(double *out, const mkba_program *program, const double *base,
                      const double *varying, size_t lanes, double *scratch);

#endif
