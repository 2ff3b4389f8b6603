/* The plan of a baseline as constants, made when the program was built (src/prepare): for the
 * numbers inside the program as they stand there, and the shape that most municipalities have.
 * Another shape or other numbers make a plan of their own, which is slower and otherwise the
 * same. */
#ifndef MKBA_ANALYSIS_PREPARED_H
#define MKBA_ANALYSIS_PREPARED_H

#include "analysis/result.h"
#include "model/prepared.h"
#include "model/tape.h"

typedef struct {
    const bool *entered; /* per column */
    size_t columns;
    const double *parameter; /* central values */
    size_t parameters;
    const size_t *moving; /* those that differ between scenarios */
    size_t n_moving;
    mkba_prepared_graph graph;
    const mkba_node *node; /* per figure of the baseline */
    size_t figures;
    const mkba_node *saving_share;
    const mkba_node *leaf;
    size_t leaves;
    mkba_node npv;
    mkba_tape variants;
} mkba_prepared;

/* Without columns: there is none yet. */
extern const mkba_prepared mkba_prepared_plan;

/* Are its graph and nodes those of this plan, which has no graph yet? */
bool mkba_prepared_fits(const mkba_prepared *prepared, const mkba_result *result,
                        const mkba_plan *plan);
/* Is its tape that of such a plan? That holds the numbers themselves. */
bool mkba_prepared_has_numbers(const mkba_prepared *prepared, const mkba_result *result);

#endif
