/* What formulas may speak of: the items that an index can be, and the names of numbers. */
#ifndef MKBA_MODEL_VOCABULARY_H
#define MKBA_MODEL_VOCABULARY_H

#include "base/map.h"

typedef enum {
    MKBA_DOMAIN_SEGMENT,  /* {s} */
    MKBA_DOMAIN_LINE,     /* {e}: lines with an amount, and PM lines that were measured */
    MKBA_DOMAIN_PARTY,    /* {p} */
    MKBA_DOMAIN_FACTOR,   /* {f}: scored factors */
    MKBA_DOMAIN_MEASURED, /* {m}: what was measured in the area */
    MKBA_DOMAINS
} mkba_domain_id;

typedef struct {
    const char *const *name;
    size_t count;
} mkba_domain;

/* What indices run over: the items of the domains, and years. */
typedef struct {
    const mkba_domain *domain;
    long years;
} mkba_extent;

/* What a condition may ask of a line. */
typedef struct {
    const char *kind;
    const char *payer;
    bool home_support;
} mkba_line_traits;

/* ... and of what was measured. */
typedef struct {
    const char *line;
    bool is_good;
} mkba_measured_traits;

/* Everything the formulas may speak of, and the shape of the area: what was entered, and the
 * whole numbers (years, lags) that decide how many nodes there are. Areas of one shape share a
 * graph. */
typedef struct {
    mkba_domain domain[MKBA_DOMAINS];
    const mkba_line_traits *line;         /* one per {e} */
    const mkba_measured_traits *measured; /* one per {m} */
    const mkba_map *parameters;           /* key -> index of its value */
    const mkba_map *columns;              /* column of an areas file -> index of its value */
    const mkba_map *switches;
    const bool *entered;     /* per column */
    const double *parameter; /* their values, read where a whole number is wanted */
    const bool *whole; /* per parameter: always a whole number, so it may decide the shape */
} mkba_vocabulary;

#endif
