/* The figures of a baseline, in the order in which they are shown: their names, units, and
 * where each comes from. One list serves every output: JSON nests it by name, CSV writes it
 * out, `get` and `explain` look names up in it. */
#ifndef MKBA_ANALYSIS_FIGURES_H
#define MKBA_ANALYSIS_FIGURES_H

#include "analysis/study.h"

typedef enum {
    MKBA_FROM_GRAPH,     /* a formula, in today's world */
    MKBA_FROM_SCENARIO,  /* the same formula in an evidence scenario */
    MKBA_FROM_POTENTIAL, /* what moving factors would add */
    MKBA_FROM_EVIDENCE   /* what the result rests on */
} mkba_figure_origin;

typedef struct {
    const char *path; /* lines.wmo_support.pv_eur */
    const char *key;  /* its formula; NULL when there is none for this line */
    const char *unit;
    mkba_figure_origin origin;
    bool adds_up;        /* over areas */
    bool where_measured; /* ... over those where it was measured */
    size_t item; /* of SCENARIO: which; of POTENTIAL: which factor; of EVIDENCE: which grade */
    size_t variant; /* of POTENTIAL: 0 the maximum, 1 within reach; of EVIDENCE: 0 euros, 1
                       share */
    bool is_total;  /* of POTENTIAL: all factors together */
} mkba_figure;

typedef struct {
    mkba_figure *figure;
    size_t count, capacity;
    size_t in_baseline; /* of those; the figures of the plan come behind them */
    mkba_map by_path;
} mkba_figures;

#define MKBA_GRADES "ABCDSE"

mkba_status mkba_figures_new(mkba_figures **out, mkba_study *study);
/* Adds one that comes from a formula of the same name; `line` of data->line when it is of a PM
 * line and holds where that was measured, else MKBA_MAP_NONE. False when there is no memory.
 */
bool mkba_figures_add(mkba_figures *figures, mkba_study *study, const char *path, bool adds_up,
                      size_t line);
/* Index of a figure by name, or MKBA_MAP_NONE. */
size_t mkba_figures_find(const mkba_figures *figures, const char *path);
/* Records that there is no such figure, with the nearest names. */
mkba_status mkba_figure_unknown(const mkba_figures *figures, const char *name,
                                mkba_issues *issues);

#endif
