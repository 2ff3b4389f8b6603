/* Figures that are looked at in many worlds: scenarios, moved inputs, draws. */
#ifndef MKBA_ANALYSIS_MEASURE_H
#define MKBA_ANALYSIS_MEASURE_H

#include "analysis/figures.h"

/* How far the success factors have moved in a world: not, as far as they can, within reach. */
enum { MKBA_MOVED_NONE, MKBA_MOVED_ALL, MKBA_MOVED_WITHIN_REACH, MKBA_MOVED_WAYS };

/* A figure that can be worked out in any world: a formula, or the potential, which is what a
 * formula gains when the factors move. */
typedef struct {
    const char *path; /* npv_eur */
    const char *key;  /* its formula */
    const char *unit;
    bool adds_up; /* over areas; the ratio of a total is that of its sums */
    int moved;    /* MKBA_MOVED_NONE: the formula itself */
} mkba_measure;

typedef struct {
    mkba_measure *measure;
    size_t count;
    size_t npv, ratio, benefit, cost; /* always there */
} mkba_measures;

/* The headline figures: net value, ratio, benefit, cost, potential, and per party the present
 * value and the budget after two years. */
mkba_status mkba_measures_headline(mkba_measures *out, mkba_arena *arena,
                                   const mkba_figures *figures);
/* Adds one figure by name, if it is not there yet. UNKNOWN names the nearest; CONFLICT when it
 * is not a figure that can be moved (evidence, the potential of one factor). */
mkba_status mkba_measures_add(size_t *index, mkba_measures *measures, mkba_arena *arena,
                              const mkba_figures *figures, const char *path,
                              mkba_issues *issues);
/* The total over areas of one measure, given the sums of all measures. */
double mkba_measures_total(const mkba_measures *measures, size_t measure, const double *sum);

/* Sets the switches of a world in which the factors moved that far. */
void mkba_measure_switches(double *switched, const mkba_study *study, int moved);

#endif
