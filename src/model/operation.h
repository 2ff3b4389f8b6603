/* What each operation of a node does, on one number. */
#ifndef MKBA_MODEL_OPERATION_H
#define MKBA_MODEL_OPERATION_H

#include "model/graph.h"

/* The operation that expressions of a kind are, and how many operands it takes; 0: they are
 * none. */
typedef struct {
    mkba_op op;
    size_t operands;
} mkba_kind_of_operation;
mkba_kind_of_operation mkba_operation_of(mkba_expression_kind kind);

/* Not for leaves and sums. Operands that the operation does not have may be anything. */
double mkba_operation(mkba_op op, int exponent, double a, double b, double c);

#endif
