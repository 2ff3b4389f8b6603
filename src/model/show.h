/* A node as a formula that people can read: names stay names, the parts in between are written
 * out. */
#ifndef MKBA_MODEL_SHOW_H
#define MKBA_MODEL_SHOW_H

#include "base/buffer.h"
#include "model/graph.h"

/* "households * segment_share.heavy". A leaf gives nothing. Constants are written so that they
 * read back exactly. */
void mkba_show_formula(mkba_buffer *out, const mkba_graph *graph, mkba_node node);

/* The named nodes that the formula of a node mentions, in order, each once, as far as there
 * is room. Returns how many. */
size_t mkba_show_operands(mkba_node *named, size_t room, const mkba_graph *graph,
                          mkba_node node);

#endif
