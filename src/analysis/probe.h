/* One figure, asked of an area or of the total over all areas, at places on axes. */
#ifndef MKBA_ANALYSIS_PROBE_H
#define MKBA_ANALYSIS_PROBE_H

#include "analysis/axis.h"

typedef struct {
    const mkba_result *result;
    mkba_measures measures;
    size_t measure;             /* the figure that is asked for */
    const mkba_outcome **order; /* areas in the order in which they are added up */
    size_t parts; /* the only area, or the total and then each area of the result */
} mkba_probe;

/* A place on an axis; without an axis: today. */
typedef struct {
    const mkba_axis *axis;
    double at;
} mkba_spot;

/* `figure` NULL: npv_eur. UNKNOWN names the nearest figure; CONFLICT when it cannot be moved,
 * or there are several areas over which it does not add up. */
mkba_status mkba_probe_start(mkba_probe *out, mkba_arena *arena, const mkba_result *result,
                             const char *figure, mkba_issues *issues);
const mkba_measure *mkba_probe_measure(const mkba_probe *probe);
/* The area of a part, or NULL for the total. */
const mkba_outcome *mkba_probe_part(const mkba_probe *probe, size_t part);

/* Worlds in which these axes may move. */
mkba_status mkba_probe_worlds(mkba_worlds **out, const mkba_probe *probe,
                              const mkba_axis *axis, size_t axes);

/* y[part * spots + spot] for all parts. */
mkba_status mkba_probe_all(double *y, const mkba_probe *probe, mkba_worlds *worlds,
                           const mkba_spot *spot, size_t spots, mkba_issues *issues);
/* y[spot] for one part. */
mkba_status mkba_probe_one(double *y, const mkba_probe *probe, size_t part,
                           mkba_worlds *worlds, const mkba_spot *spot, size_t spots,
                           mkba_issues *issues);

#endif
