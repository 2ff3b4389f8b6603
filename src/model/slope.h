/* How much an output moves with every number it depends on: its derivative to each node, by
 * one pass backwards. */
#ifndef MKBA_MODEL_SLOPE_H
#define MKBA_MODEL_SLOPE_H

#include "model/graph.h"

/* slope[i] = d value[output] / d value[i] for every node, given the values of mkba_graph_eval.
 * Where two operands of a min or max are equal each has half: the slope that a small step to
 * either side shows on average. A whole-number exponent has no slope. */
void mkba_graph_slopes(double *slope, const mkba_graph *graph, const double *value,
                       mkba_node output);

#endif
