/* What a baseline measurement of one or more areas is: every figure, and what was noticed
 * about it. Public as the opaque mkba_result. */
#ifndef MKBA_ANALYSIS_RESULT_H
#define MKBA_ANALYSIS_RESULT_H

#include "analysis/figures.h"

typedef struct {
    const mkba_area *area;
    mkba_plan *plan;
    double *value;         /* per figure; NaN where there is none */
    mkba_message *message; /* warnings and remarks */
    size_t messages, message_capacity;
    size_t scores_entered; /* of the scored factors */
    size_t scores_documented;
} mkba_outcome;

struct mkba_result {
    mkba_arena *arena;
    const mkba_data *data;
    const mkba_areas *areas;
    mkba_study *study;
    mkba_study *second_study; /* of the second half of many areas, else NULL */
    mkba_figures *figures;
    bool with_plan; /* the figures of the cash-in plan are there too, and what stands below */
    struct mkba_advice *advice;       /* NULL: not read */
    struct mkba_contracts *contracts; /* NULL: none given */
    size_t only; /* the one figure that is computed; MKBA_MAP_NONE: all are */
    mkba_outcome *outcome;
    size_t count;
    double *total;  /* per figure: the sum over areas, where it adds up */
    size_t *moving; /* parameters that differ between scenarios */
    size_t n_moving;
    double *in_scenario; /* [scenarios * parameters] */
};

/* What a plan keeps for the baseline. */
typedef struct {
    mkba_node *node;    /* per figure from the graph; MKBA_NO_NODE where there is none */
    double *value;      /* per node, of the area that was computed last */
    mkba_node *of_area; /* nodes that depend on the area; made for the second one */
    size_t n_of_area;
    const mkba_node *leaf; /* nodes that may have an evidence grade */
    size_t leaves;
    mkba_node npv;
    const mkba_node *saving_share;  /* per line with an amount and segment */
    struct mkba_variants *variants; /* scenarios and moved factors, side by side */
} mkba_baseline_plan;

/* A figure of an area; NaN when it has none or there is no such figure. */
double mkba_outcome_figure(const mkba_result *result, const mkba_outcome *outcome,
                           const char *path);
/* A path with a word in the place of %s: pattern "segments.%s.fte". False when it is too long.
 */
bool mkba_path_of_item(char out[MKBA_TEXT], const char *pattern, const char *item);
/* The figure of such a path. */
double mkba_outcome_item(const mkba_result *result, const mkba_outcome *outcome,
                         const char *pattern, const char *item);

#endif
