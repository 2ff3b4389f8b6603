#include "analysis/prepared.h"

#include <string.h>

/* The columns and parameters have the places that they had when it was made, unless tables
 * came from a folder or measured effects added columns. */
static bool has_its_places(const mkba_prepared *p, const mkba_data *d)
{
    return !d->folder && d->n_measured == 0 && d->columns == p->columns &&
           d->parameters == p->parameters;
}

bool mkba_prepared_fits(const mkba_prepared *prepared, const mkba_result *result,
                        const mkba_plan *plan)
{
    const mkba_prepared *p = prepared;
    return plan->graph->count == 0 && has_its_places(p, result->data) &&
           result->figures->in_baseline == p->figures &&
           mkba_plan_has_shape(plan, result->study, p->entered, p->parameter);
}

bool mkba_prepared_has_numbers(const mkba_prepared *prepared, const mkba_result *result)
{
    const mkba_prepared *p = prepared;
    return result->n_moving == p->n_moving &&
           memcmp(result->moving, p->moving, p->n_moving * sizeof *p->moving) == 0 &&
           memcmp(result->study->parameter, p->parameter,
                  p->parameters * sizeof *p->parameter) == 0;
}
