/* From formulas to a graph: what an output needs, and nothing else, with every index filled
 * in. */
#ifndef MKBA_MODEL_BUILD_H
#define MKBA_MODEL_BUILD_H

#include "model/formula.h"
#include "model/graph.h"

typedef enum {
    MKBA_DOMAIN_SEGMENT, /* {s} */
    MKBA_DOMAIN_LINE,    /* {e}: lines with an amount */
    MKBA_DOMAIN_PARTY,   /* {p} */
    MKBA_DOMAIN_FACTOR,  /* {f}: scored factors */
    MKBA_DOMAINS
} mkba_domain_id;

typedef struct {
    const char *const *name;
    size_t count;
} mkba_domain;

/* What a condition may ask of a line. */
typedef struct {
    const char *kind;
    const char *payer;
    bool home_support;
} mkba_line_traits;

/* Everything the formulas may speak of, and the shape of the area: what was entered, and the
 * whole numbers (years, lags) that decide how many nodes there are. Areas of one shape share a
 * graph. */
typedef struct {
    mkba_domain domain[MKBA_DOMAINS];
    const mkba_line_traits *line; /* one per {e} */
    const mkba_map *parameters;   /* key -> index of its value */
    const mkba_map *columns;      /* column of an areas file -> index of its value */
    const mkba_map *switches;
    const bool *entered;     /* per column */
    const double *parameter; /* their values, read where a whole number is wanted */
    const bool *whole; /* per parameter: always a whole number, so it may decide the shape */
} mkba_vocabulary;

typedef struct mkba_builder mkba_builder;

/* The builder keeps references to its arguments; it and the graph live in `arena`. NULL: no
 * memory. */
mkba_builder *mkba_builder_new(mkba_arena *arena, const mkba_formulas *formulas,
                               const mkba_vocabulary *vocabulary);
const mkba_graph *mkba_builder_graph(const mkba_builder *builder);

/* The node of a key such as "npv_eur" or "lines.wmo_support.years.2.saving_eur", built with
 * all it needs if it is not there yet. UNKNOWN when no formula has that key; MISSING when a
 * formula needs a number that nobody has, with its name in the issue. */
mkba_status mkba_builder_require(mkba_node *out, mkba_builder *builder, const char *key,
                                 mkba_issues *issues);

#endif
