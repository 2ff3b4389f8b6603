/* A graph as constants: made when the program was built, so that it need not be made at every
 * start. Node for node what build.h makes. */
#ifndef MKBA_MODEL_PREPARED_H
#define MKBA_MODEL_PREPARED_H

#include "model/graph.h"

/* The name of a node: the number of its formula and the place of its indices there, or for a
 * leaf where its key starts among the keys. */
typedef struct {
    uint32_t formula; /* MKBA_NO_FORMULA: a leaf */
    uint32_t place;
} mkba_prepared_name;
#define MKBA_NO_FORMULA UINT32_MAX

typedef struct {
    const mkba_graph_node *node;
    size_t nodes;
    const mkba_node *operand;
    size_t operands;
    const mkba_prepared_name *name;
    size_t names;
    const char *keys;
} mkba_prepared_graph;

#endif
