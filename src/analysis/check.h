/* A stored result beside the same result made now: what moved, and why. Public as the opaque
 * mkba_check. */
#ifndef MKBA_ANALYSIS_CHECK_H
#define MKBA_ANALYSIS_CHECK_H

#include "analysis/compare.h"
#include "analysis/stored.h"

/* A value that is not what it was; `was` or `is` is NULL when it was not there. */
typedef struct {
    const char *area;   /* code, "total", or "" for what is of the whole result */
    const char *figure; /* lines.wmo_support.pv_eur */
    const mkba_tree *was, *is;
    double difference; /* NaN when they are not both numbers */
} mkba_moved;

/* A program, data edition or file that is another one. Blank: it was or is not there. */
typedef struct {
    const char *what; /* program, data_edition, or the role of a file */
    const char *file; /* "" when it is no file */
    const char *was, *is;
} mkba_check_condition;

/* What contributes: an input that changed, the model itself, or areas that came and went. */
typedef enum { MKBA_CAUSE_INPUT, MKBA_CAUSE_MODEL, MKBA_CAUSE_AREAS } mkba_cause_kind;

typedef struct {
    const char *key, *area; /* area is "" for a number of the model */
    double was, is;         /* NaN: not entered */
} mkba_cause_change;

typedef struct {
    mkba_cause_kind kind;
    const char *name;
    mkba_cause_change *change;
    size_t changes;
} mkba_cause;

/* A figure that moved, taken apart. */
typedef struct {
    const char *area, *figure, *unit;
    double was, is;
    double difference;  /* what the parts add up to, exactly */
    const double *part; /* per cause; NULL: cannot be taken apart */
} mkba_caused;

struct mkba_check {
    mkba_arena *arena;
    const char *file, *schema;
    const mkba_stored *stored; /* NULL: it could not be made again */
    const mkba_tree *now;
    mkba_check_options options;
    bool same_bytes;
    size_t compared;
    mkba_moved *moved; /* the largest difference first */
    size_t count, capacity;
    mkba_check_condition *condition;
    size_t conditions, condition_capacity;
    mkba_cause *cause;
    size_t causes;
    mkba_caused *caused;
    size_t n_caused;
    bool is_explained;
    bool measured_gone; /* what was measured then is not known now: it counts to the model */
    const char *chosen; /* figure that the user asked for; NULL: none */
    mkba_issues fault;
};

/* Is this the name of an amount in euros? */
bool mkba_check_is_amount(const char *figure);

#endif
