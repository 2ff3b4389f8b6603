/* One-way sensitivity: every number over its own range, the others as they are. */
#ifndef MKBA_ANALYSIS_SENSITIVITY_H
#define MKBA_ANALYSIS_SENSITIVITY_H

#include "analysis/probe.h"

/* What one axis does to the figure. `low`, `central` and `high` are what stands there, in the
 * unit of the axis (for a score of several areas: of this area). */
typedef struct {
    const mkba_axis *axis;
    double low, central, high;
    double at_low, at_high;
    double effect;    /* the largest step away from the central value, without its sign */
    double spread;    /* between the least and the greatest of low, central and high */
    bool sign_change; /* the figure is above and below the target somewhere in the range */
} mkba_swing;

/* One area, or the total (outcome NULL). The largest effect comes first. */
typedef struct {
    const mkba_outcome *outcome;
    double central;
    mkba_swing *swing;
    size_t swings;
    size_t without_effect;   /* axes that do not move the figure here */
    size_t numbers, assumed; /* numbers of the model that do; of those, with grade E */
} mkba_sensitivity_part;

struct mkba_sensitivity {
    mkba_arena *arena;
    const mkba_result *result;
    mkba_probe probe;
    double target;
    mkba_axes axes;
    mkba_sensitivity_part *part; /* as mkba_probe_part has them */
    size_t parts;
    size_t top; /* rows of a table; 0: all */
};

/* How many places between low and central, and as many between central and high, are looked at
 * for a change of sign. */
enum { MKBA_SWING_POINTS = 8 };

/* As the public function, with another target than 0 and finer or coarser. */
mkba_status mkba_sensitivity_make(mkba_sensitivity **out, const mkba_result *result,
                                  const char *figure, double target, size_t points,
                                  mkba_issues *issues);

#endif
