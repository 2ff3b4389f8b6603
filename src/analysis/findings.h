/* What a simulation says, put in order for a report: what was drawn, which streams matter
 * most, and the amounts that are derived from distributions. */
#ifndef MKBA_ANALYSIS_FINDINGS_H
#define MKBA_ANALYSIS_FINDINGS_H

#include "analysis/simulation.h"

/* A stream of draws that some figure depends on. */
typedef struct {
    const mkba_stream *stream;
    const mkba_worth *worth;
    size_t members;   /* numbers that are drawn with it */
    char grade[8];    /* their evidence grades, each once: "DE" */
    const char **key; /* of the members; an entered figure has its column */
} mkba_finding;

typedef struct {
    mkba_arena *arena;
    const mkba_simulation *simulation;
    mkba_finding *finding; /* what it is worth to know first; equals by their part of the
                              variance, then by name */
    size_t findings;
    size_t numbers;  /* members of all of them together */
    size_t assumed;  /* ... of evidence grade E */
    size_t local;    /* numbers that each of several areas has drawn on its own, at most */
    size_t unscored; /* areas that entered no score */
    size_t
        *position; /* per area in the order of its file: which one it is in the simulation */
    double years;  /* euros in present value over the horizon of the base, divided by this,
                      are euros per year: the sum of its discount factors */
    double spread; /* of what is decided about: the standard deviation of the net value, or
                      the largest of what alternatives gain */
    double noise;  /* about what a stream without any influence would seem worth */
    bool nothing_to_learn; /* all information together is worth next to nothing */
} mkba_findings;

/* `simulation` must outlive them. */
mkba_status mkba_findings_new(mkba_findings **out, const mkba_simulation *simulation);
void mkba_findings_free(mkba_findings *findings);

/* All that is said of a distribution, by name. */
enum { MKBA_STATISTICS = 11 };
typedef struct {
    const char *name; /* mean, p50 */
    double value;
} mkba_statistic;
void mkba_statistics(mkba_statistic *out, const mkba_distribution *d);

/* Which measure has this path; SIZE_MAX when there is none. */
size_t mkba_simulation_measure(const mkba_simulation *s, const char *path);
/* The standard error of the chance that a figure is above 0. */
double mkba_chance_error(const mkba_distribution *d);
/* What never happened in so many draws happens, as good as certainly, in less than 3/n of
 * them; with one digit, rounded up. */
double mkba_chance_bound(double draws);
/* Is the figure 0 in every draw? */
bool mkba_is_nothing(const mkba_distribution *d);
/* Part of the draws in which the figure has no number. */
double mkba_undefined_share(const mkba_simulation *s, const mkba_distribution *d);
/* Mean benefit over mean cost. Unlike the mean of the ratio this cannot be carried away by a
 * few draws with hardly any cost. NaN where the mean cost is not above 0. */
double mkba_ratio_of_means(const mkba_simulation *s, size_t area, size_t world);

#endif
