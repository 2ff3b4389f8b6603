/* Computing a graph once, node by node: the plain way, which tapes are held against. */
#ifndef MKBA_MODEL_EVAL_H
#define MKBA_MODEL_EVAL_H

#include "model/graph.h"

/* Every node once. `value` has room for graph->count numbers. */
void mkba_graph_eval(double *value, const mkba_graph *graph, mkba_leaves leaves);

#endif
