/* The model for one shape of area, as an append-only table of nodes. A node's operands stand
 * before it, so one pass in order computes everything, on one value or on many side by side (a
 * lane is one world). The nodes that have a name are the formulas of formulas.txt with their
 * indices filled in; the others are parts of those. */
#ifndef MKBA_MODEL_GRAPH_H
#define MKBA_MODEL_GRAPH_H

#include "base/buffer.h"
#include "model/formula.h"
#include "model/vocabulary.h"

typedef uint32_t mkba_node;
#define MKBA_NO_NODE UINT32_MAX

typedef enum {
    MKBA_OP_CONSTANT,
    MKBA_OP_PARAMETER, /* leaves: values from outside, by index */
    MKBA_OP_ENTERED,
    MKBA_OP_SWITCH,
    MKBA_OP_NEGATE,
    MKBA_OP_ADD,
    MKBA_OP_SUBTRACT,
    MKBA_OP_MULTIPLY,
    MKBA_OP_DIVIDE,
    MKBA_OP_POWER,
    MKBA_OP_WHOLE_POWER, /* exponent known when the graph is built */
    MKBA_OP_MIN,
    MKBA_OP_MAX,
    MKBA_OP_REST,        /* the operand, and 0 below 1e-12: what is left of a set of shares */
    MKBA_OP_IF_POSITIVE, /* operand 0 > 0 ? operand 1 : operand 2 */
    MKBA_OP_IF_NEGATIVE,
    MKBA_OP_SUM /* any number of operands, added in order */
} mkba_op;

typedef struct {
    mkba_op op;
    uint32_t first; /* its operands are graph->operand[first .. first + count) */
    uint32_t count;
    uint32_t name; /* index + 1 into graph->name, 0 for none */
    union {
        uint32_t leaf;   /* of a leaf: index into the values of its kind */
        int exponent;    /* of WHOLE_POWER */
        double constant; /* of CONSTANT; NaN means undefined */
    };
} mkba_graph_node;

/* A formula at one place of its indices, or (formula NULL) the key of a leaf. */
typedef struct {
    const mkba_formula *formula;
    union {
        size_t place;
        const char *key;
    };
} mkba_graph_name;

typedef struct {
    mkba_arena *arena;
    const mkba_graph_node *node;
    mkba_graph_node *own_node; /* the same; NULL while they are constants (prepared.h) */
    size_t count, capacity;
    const mkba_node *operand;
    mkba_node *own_operand;
    size_t n_operands, operand_capacity;
    mkba_graph_name *name;
    size_t n_names, name_capacity;
    mkba_extent extent; /* what the indices of names run over */
} mkba_graph;

/* Where the leaves get their values. */
typedef struct {
    const double *parameter;
    const double *entered;
    const double *switched;
} mkba_leaves;

/* Adds a node; MKBA_NO_NODE when there is no memory. */
mkba_node mkba_graph_add(mkba_graph *graph, mkba_graph_node node, const mkba_node *operands,
                         size_t count);
bool mkba_graph_name_node(mkba_graph *graph, mkba_graph_name name, mkba_node node);
/* The name of a node that has one, with every index filled in. */
void mkba_graph_write_name(mkba_buffer *out, const mkba_graph *graph, mkba_node node);
const char *mkba_graph_unit(const mkba_graph *graph, mkba_node node);
const char *mkba_graph_section(const mkba_graph *graph, mkba_node node);
bool mkba_op_is_leaf(mkba_op op);

#endif
