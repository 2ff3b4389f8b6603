/* The model made ready for a set of numbers: the formulas, what they may speak of, and one
 * graph per shape of area. */
#ifndef MKBA_ANALYSIS_STUDY_H
#define MKBA_ANALYSIS_STUDY_H

#include "input/areas.h"
#include "model/build.h"
#include "model/eval.h"

/* The model for areas of one shape: those where the same columns were entered, and the same
 * whole numbers (years, lags) hold. */
typedef struct mkba_plan {
    struct mkba_plan *next;
    bool *entered;     /* per column, of those that the model computes with */
    double *parameter; /* the values that the whole numbers are read from */
    mkba_vocabulary vocabulary;
    mkba_builder *builder;
    const mkba_graph *graph;
    void *extra; /* what an analysis keeps with it */
} mkba_plan;

typedef struct mkba_study {
    mkba_arena *arena;
    const mkba_data *data;
    mkba_formulas *formulas;
    mkba_domain domain[MKBA_DOMAINS];
    mkba_line_traits *line;
    double *parameter; /* central values, per data->parameter */
    bool *whole;
    mkba_map switches;
    size_t n_switches; /* one per success factor, and the step */
    mkba_plan *plans;
} mkba_study;

/* `data` must outlive the study and not change meanwhile. */
mkba_status mkba_study_new(mkba_study **out, const mkba_data *data, mkba_issues *issues);
void mkba_study_free(mkba_study *study);

/* The plan for the shape of an area; made when there is none. */
mkba_status mkba_study_plan(mkba_plan **out, mkba_study *study, const mkba_area *area);
/* The same for any columns and numbers, such as those of another world. Only the whole numbers
 * among `parameter` matter. */
mkba_status mkba_study_plan_of(mkba_plan **out, mkba_study *study, const bool *entered,
                               const double *parameter);

/* Is it the plan for these columns and the whole numbers among `parameter`? */
bool mkba_plan_has_shape(const mkba_plan *plan, const mkba_study *study, const bool *entered,
                         const double *parameter);

/* Was this line measured in areas of that shape? */
bool mkba_plan_measures(const mkba_plan *plan, const char *line);

/* Switches of today's world: nothing moved. `out` has room for n_switches. */
void mkba_study_today(double *out, const mkba_study *study);

#endif
