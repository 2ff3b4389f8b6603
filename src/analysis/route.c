#include "analysis/route.h"

#include <math.h>
#include <string.h>

/* Of a line that nobody measured. */
static const char *usual_route(const mkba_line *line)
{
    return line->has_amount                     ? "estimated"
           : strcmp(line->kind, "derived") == 0 ? "derived"
                                                : "pm";
}

const char *mkba_route_of(const mkba_result *result, const mkba_outcome *outcome,
                          const mkba_line *line)
{
    size_t measured = 0;
    if (outcome) {
        return mkba_plan_measures(outcome->plan, line->id) ? "measured" : usual_route(line);
    }
    for (size_t i = 0; i < result->count && result->data->n_measured > 0; i++) {
        measured += mkba_plan_measures(result->outcome[i].plan, line->id);
    }
    return measured == 0               ? usual_route(line)
           : measured == result->count ? "measured"
                                       : "mixed";
}

const char *mkba_route_payer(const mkba_outcome *outcome, const mkba_line *line)
{
    const mkba_vocabulary *v = outcome ? &outcome->plan->vocabulary : NULL;
    for (size_t i = 0; v && i < v->domain[MKBA_DOMAIN_LINE].count; i++) {
        if (strcmp(v->domain[MKBA_DOMAIN_LINE].name[i], line->id) == 0) {
            return v->line[i].payer;
        }
    }
    return line->payer;
}

bool mkba_measured_in(const mkba_outcome *outcome, const mkba_measured *m)
{
    return outcome->area->entered[m->column[MKBA_MEASURED_CHANGE]];
}

const char *mkba_measured_design(const mkba_outcome *outcome, const mkba_measured *m)
{
    const bool *entered = outcome->area->entered;
    return entered[m->column[MKBA_MEASURED_EXPERIMENT]]   ? "experiment"
           : entered[m->column[MKBA_MEASURED_COMPARISON]] ? "comparison"
                                                          : "before_after";
}

const char *mkba_measured_unit(const mkba_outcome *outcome, const mkba_measured *m)
{
    const mkba_area *area = outcome->area;
    const mkba_passport *price = mkba_area_passport(area, m->column[MKBA_MEASURED_PRICE]);
    return m->price                 ? m->price->quantity
           : price && price->is_own ? "units per year"
                                    : "euro per year";
}

const char *mkba_measured_column_unit(const mkba_outcome *outcome, const mkba_data *data,
                                      size_t column)
{
    for (size_t i = 0; i < data->n_measured; i++) {
        const mkba_measured *m = &data->measured[i];
        bool own = strcmp(mkba_measured_unit(outcome, m), "units per year") == 0;
        if (column == m->column[MKBA_MEASURED_CHANGE]) {
            return mkba_measured_unit(outcome, m);
        }
        if (column == m->column[MKBA_MEASURED_PRICE] && own) {
            return "euro per unit";
        }
    }
    return data->column[column].unit;
}
