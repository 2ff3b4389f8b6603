/* Computing a graph again for another area: only what depends on the area. */
#ifndef MKBA_MODEL_RENEW_H
#define MKBA_MODEL_RENEW_H

#include "model/eval.h"

/* The nodes that depend on what was entered, in order. NULL: no memory. */
mkba_node *mkba_renew_nodes(mkba_arena *arena, const mkba_graph *graph, size_t *count);

/* Brings `value`, a result of mkba_graph_eval, from one area to another: the same as computing
 * it anew, when nothing but what was entered differs. */
void mkba_renew(double *value, const mkba_graph *graph, const double *entered,
                const mkba_node *node, size_t count);

#endif
