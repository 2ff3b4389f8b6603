/* What each operation of a node does, on one number. */
#ifndef MKBA_MODEL_OPERATION_H
#define MKBA_MODEL_OPERATION_H

#include "model/graph.h"

/* Not for leaves and sums. Operands that the operation does not have may be anything. */
double mkba_operation(mkba_op op, int exponent, double a, double b, double c);

#endif
