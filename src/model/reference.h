/* What a name in a formula may refer to. Which formulas those are is settled by the words of
 * the name alone, once; what is left for every use of it is a handful of numbers. */
#ifndef MKBA_MODEL_REFERENCE_H
#define MKBA_MODEL_REFERENCE_H

#include "model/index.h"

typedef struct mkba_candidate mkba_candidate;

typedef struct {
    bool ready;
    mkba_candidate *candidate; /* formulas that it may be, in order */
    uint32_t *node;            /* where it is none: 1 + the node, per place of its indices */
} mkba_reference;

/* The formula that `name` is at `at`, with its own index and place; NULL when it is none, or
 * when only its text can tell. */
const mkba_formula *mkba_reference_find(mkba_index *own, size_t *place,
                                        mkba_reference *reference, const mkba_expression *name,
                                        const mkba_index *at, mkba_scope *s,
                                        const mkba_formulas *formulas);

#endif
