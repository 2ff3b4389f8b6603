#include "analysis/cash_plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ Which contracts */

static bool is_of_area(const mkba_contract *c, const mkba_outcome *outcome)
{
    return strcmp(c->area, outcome->area->code) == 0 ||
           strcmp(c->area, outcome->area->name) == 0;
}

static bool has_own(const mkba_contracts *all, const mkba_outcome *outcome, size_t line)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->item[i].line == line && is_of_area(&all->item[i], outcome)) {
            return true;
        }
    }
    return false;
}

static bool has_general(const mkba_contracts *all, size_t line)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->item[i].line == line && all->item[i].area[0] == '\0') {
            return true;
        }
    }
    return false;
}

size_t mkba_cash_plan_contract(const mkba_result *result, const mkba_outcome *outcome,
                               size_t line, size_t from)
{
    const mkba_contracts *all = result->contracts;
    if (!all) {
        return 0;
    }
    bool own = outcome && has_own(all, outcome, line);
    for (; from < all->count; from++) {
        const mkba_contract *c = &all->item[from];
        if (c->line == line &&
            (!outcome || (own ? is_of_area(c, outcome) : c->area[0] == '\0'))) {
            break;
        }
    }
    return from;
}

/* ------------------------------------------------------------------ One contract */

/* The first year in which the contract leaves room, by its end or, where it is open-ended, by
 * notice given on the first day of the approach. */
static double year_of_room(const mkba_contract *c, double start_year)
{
    if (!mkba_date_is_none(c->end)) {
        return mkba_date_year_after(c->end);
    }
    return c->is_open && !isnan(c->notice_months) ? start_year + ceil(c->notice_months / 12)
                                                  : (double)NAN;
}

void mkba_cash_plan_arrange(mkba_arrangement *out, const mkba_result *result,
                            const mkba_contract *contract)
{
    const mkba_data *d = result->data;
    const char *line = d->line[contract->line].id;
    double start = mkba_data_value(d, "start_year");
    char key[MKBA_TEXT];
    snprintf(key, sizeof key, "cash_lag_years.%s", line);
    double by_model = start + mkba_data_value(d, key);
    double room = year_of_room(contract, start);
    *out = (mkba_arrangement){.contract = contract};
    bool has_end = !mkba_date_is_none(contract->end);
    if (has_end && !isnan(contract->notice_months)) {
        out->deadline =
            mkba_date_less_months(contract->end, (unsigned)contract->notice_months);
        out->notice_passed = out->deadline.year < start;
    }
    out->ended = has_end && contract->end.year < start;
    out->first_year = isnan(room) ? room : fmax(room, by_model);
    out->after_plan = out->first_year >= start + (double)mkba_cash_plan_years(d);
    out->after_horizon = out->first_year >= start + mkba_data_value(d, "horizon");
    out->step_eur = !isnan(contract->step_fte)
                        ? contract->step_fte * mkba_data_value(d, "cost_per_fte_eur")
                        : contract->step_eur;
}

/* ------------------------------------------------------------------ Amounts */

static double in_steps(double cash, double step)
{
    return isnan(step) ? cash : floor(cash / step + 1e-9) * step;
}

/* What a contract leaves of an amount in year t. */
static double within_one(const mkba_result *result, const mkba_contract *c, double cash,
                         size_t t)
{
    mkba_arrangement a;
    mkba_cash_plan_arrange(&a, result, c);
    double year = mkba_data_value(result->data, "start_year") + (double)t;
    double own = cash * c->share;
    return !(own > 0)            ? own
           : isnan(a.first_year) ? a.first_year
           : year < a.first_year ? 0
                                 : in_steps(own, a.step_eur);
}

/* The contracts of one place over its amount; what no contract covers counts only when it is
 * below zero. `outcome` NULL: the contracts of all areas. */
static double within_place(const mkba_result *result, const mkba_outcome *outcome, size_t line,
                           double cash, size_t t)
{
    const mkba_contracts *all = result->contracts;
    double sum = 0, covered = 0;
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++) {
        const mkba_contract *c = &all->item[i];
        bool fits = outcome ? is_of_area(c, outcome) : c->area[0] == '\0';
        if (c->line == line && fits) {
            sum += within_one(result, c, cash, t);
            covered += c->share;
            count++;
        }
    }
    double rest = cash * (1 - covered);
    return count == 0 ? (double)NAN : sum + (rest < 0 && covered < 1 ? rest : 0);
}

static double cash_of(const mkba_result *result, const double *value, size_t line, size_t t)
{
    char path[MKBA_TEXT];
    snprintf(path, sizeof path, "plan.%s.cash_eur.%zu", result->data->line[line].id, t);
    size_t i = mkba_figures_find(result->figures, path);
    return i == MKBA_MAP_NONE ? (double)NAN : value[i];
}

double mkba_cash_plan_within(const mkba_result *result, const mkba_outcome *outcome,
                             size_t line, size_t t)
{
    const mkba_contracts *all = result->contracts;
    if (!all) {
        return NAN;
    }
    if (outcome) {
        bool own = has_own(all, outcome, line);
        return within_place(result, own ? outcome : NULL, line,
                            cash_of(result, outcome->value, line, t), t);
    }
    double sum = 0, rest = cash_of(result, result->total, line, t);
    bool any_own = false;
    for (size_t i = 0; i < result->count; i++) {
        const mkba_outcome *o = &result->outcome[i];
        if (has_own(all, o, line)) {
            double cash = cash_of(result, o->value, line, t);
            sum += within_place(result, o, line, cash, t);
            rest -= cash;
            any_own = true;
        }
    }
    return has_general(all, line) ? sum + within_place(result, NULL, line, rest, t)
           : any_own              ? sum
                                  : (double)NAN;
}
