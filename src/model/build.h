/* From formulas to a graph: what an output needs, and nothing else, with every index filled
 * in. */
#ifndef MKBA_MODEL_BUILD_H
#define MKBA_MODEL_BUILD_H

#include "model/formula.h"
#include "model/prepared.h"
#include "model/vocabulary.h"

typedef struct mkba_builder mkba_builder;

/* The builder keeps references to its arguments; it and the graph live in `arena`. NULL: no
 * memory. */
mkba_builder *mkba_builder_new(mkba_arena *arena, mkba_formulas *formulas,
                               const mkba_vocabulary *vocabulary);
/* Starts a builder that has nothing yet with a graph that was made for its vocabulary and
 * formulas. False: no memory. */
bool mkba_builder_take(mkba_builder *builder, const mkba_prepared_graph *prepared);
const mkba_graph *mkba_builder_graph(const mkba_builder *builder);

/* The node of a key such as "npv_eur" or "lines.wmo_support.years.2.saving_eur", built with
 * all it needs if it is not there yet. UNKNOWN when no formula has that key; MISSING when a
 * formula needs a number that nobody has, with its name in the issue. */
mkba_status mkba_builder_require(mkba_node *out, mkba_builder *builder, const char *key,
                                 mkba_issues *issues);

#endif
