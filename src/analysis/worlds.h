/* One area in many worlds: today's, with some of its numbers moved. Sensitivity, break-even
 * and the contributions of changed inputs are all questions to this. */
#ifndef MKBA_ANALYSIS_WORLDS_H
#define MKBA_ANALYSIS_WORLDS_H

#include "analysis/measure.h"

/* One number at another value. `leaf` is an index into data->parameter or data->column. */
typedef struct {
    mkba_op kind; /* MKBA_OP_PARAMETER or MKBA_OP_ENTERED */
    uint32_t leaf;
    double value; /* of ENTERED: NaN takes the figure away, so that the default holds */
} mkba_move;

typedef struct {
    const mkba_move *move;
    size_t moves;
} mkba_world;

/* Made ready once for the numbers that may move, here with any value. The measures are not
 * copied. */
typedef struct mkba_worlds mkba_worlds;

mkba_status mkba_worlds_new(mkba_worlds **out, mkba_study *study,
                            const mkba_measures *measures, const mkba_move *may_move,
                            size_t count);
/* out[world * measures->count + measure], in the order of both. Where a moved share would
 * bring its set above 1, the members that were not moved give way in proportion; years and
 * lags that move change the shape of the model, and that is done too. A figure that does not
 * exist in a world (a year beyond its horizon) is NaN there. Fails when there is no memory, or
 * MISSING when a world lacks a number that the model needs. */
mkba_status mkba_worlds_run(double *out, mkba_worlds *worlds, const mkba_area *area,
                            const mkba_world *world, size_t count, mkba_issues *issues);
void mkba_worlds_free(mkba_worlds *worlds);

#endif
