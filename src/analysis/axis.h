/* What can be moved to see what happens: one number, a group of numbers together, the area's
 * uncertain figures, or a column of its figures. */
#ifndef MKBA_ANALYSIS_AXIS_H
#define MKBA_ANALYSIS_AXIS_H

#include "analysis/result.h"
#include "analysis/worlds.h"

typedef enum {
    MKBA_AXIS_NUMBER,  /* a number of the model */
    MKBA_AXIS_GROUP,   /* the numbers of a draw group: 0 all low, 0.5 central, 1 all high */
    MKBA_AXIS_FIGURES, /* a figure in every area that has a range for it, on the same scale */
    MKBA_AXIS_COLUMN   /* a figure of the area, at the same value in all areas */
} mkba_axis_kind;

typedef struct {
    mkba_axis_kind kind;
    const char *key;  /* tau, group.effect, score_find */
    const char *sort; /* uncertain, local, choice, group, score, input */
    const char *unit;
    const char *source;   /* "" when nobody said */
    char evidence;        /* of a group: the weakest; 0: none */
    const size_t *member; /* of NUMBER and GROUP: parameters */
    size_t members;
    size_t column;             /* of FIGURES and COLUMN */
    double low, central, high; /* NaN: not known */
    double least, most;        /* the values that may be searched */
    bool whole;
    bool cut; /* its range goes further than other numbers allow */
    const mkba_result *result;
} mkba_axis;

typedef struct {
    mkba_axis *axis;
    size_t count;
} mkba_axes;

/* Every number with a range, every draw group of two or more, and the figures with a
 * range: those to which areas gave one, and scores without documents. */
mkba_status mkba_axes_list(mkba_axes *out, mkba_arena *arena, const mkba_result *result);

/* The axis of a key: a number, group.<name>, or a column in Dutch or English. UNKNOWN names
 * the nearest; CONFLICT for what cannot be moved alone. */
mkba_status mkba_axis_find(mkba_axis *out, mkba_arena *arena, const mkba_result *result,
                           const char *key, mkba_issues *issues);

/* The moves that bring an area to a place on the axis; `out` has room for axis->members + 1.
 */
size_t mkba_axis_moves(mkba_move *out, const mkba_axis *axis, const mkba_area *area,
                       double at);

/* What stands at a place of the axis: the place itself, but for FIGURES that of the area
 * (NULL: the place). NaN: the area has no range for it. */
double mkba_axis_value(const mkba_axis *axis, const mkba_area *area, double at);

#endif
