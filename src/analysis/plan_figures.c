/* The figures of the cash-in plan: per line, party and year, and what each party has of each
 * line. */
#include "analysis/baseline.h"
#include "analysis/cash_plan.h"

#include <stdio.h>
#include <string.h>

bool mkba_baseline_is_plan(const char *figure)
{
    return strncmp(figure, "plan.", 5) == 0 || strncmp(figure, "pockets.", 8) == 0;
}

size_t mkba_cash_plan_years(const mkba_data *data)
{
    double horizon = mkba_data_value(data, "horizon");
    return horizon < MKBA_PLAN_YEARS ? (size_t)horizon : MKBA_PLAN_YEARS;
}

bool mkba_cash_plan_has_line(const mkba_data *data, const mkba_outcome *outcome, size_t line)
{
    const mkba_line *l = &data->line[line];
    bool measured = strcmp(l->kind, "pm") == 0 && mkba_data_measures(data, l->id);
    return l->has_amount ||
           (measured && (!outcome || mkba_plan_measures(outcome->plan, l->id)));
}

/* Where figures are added, and of which line they are. */
typedef struct {
    mkba_figures *figures;
    mkba_study *study;
    size_t line; /* a PM line; else MKBA_MAP_NONE */
} maker;

static bool add(const maker *m, const char *pattern, const char *first, const char *second,
                bool adds_up)
{
    char half[MKBA_TEXT], path[MKBA_TEXT];
    return mkba_path_of_item(half, pattern, first) && mkba_path_of_item(path, half, second) &&
           mkba_figures_add(m->figures, m->study, path, adds_up, m->line);
}

/* Patterns of which the second word is a year. */
static bool add_years(const maker *m, const char *const *pattern, size_t patterns,
                      const char *item)
{
    size_t years = mkba_cash_plan_years(m->study->data);
    bool good = true;
    for (size_t t = 0; t < years; t++) {
        char year[16];
        snprintf(year, sizeof year, "%zu", t);
        for (size_t i = 0; i < patterns && good; i++) {
            good = add(m, pattern[i], item, year, true);
        }
    }
    return good;
}

static maker maker_of(const maker *m, size_t line)
{
    bool has_amount = m->study->data->line[line].has_amount;
    return (maker){m->figures, m->study, has_amount ? MKBA_MAP_NONE : line};
}

static bool add_lines(const maker *m)
{
    static const char *const pattern[] = {"plan.%s.saving_eur.%s", "plan.%s.cash_eur.%s",
                                          "plan.%s.extra_use_eur.%s",
                                          "plan.%s.balance_eur.%s"};
    const mkba_data *d = m->study->data;
    bool good = true;
    for (size_t e = 0; e < d->lines && good; e++) {
        maker own = maker_of(m, e);
        good = !mkba_cash_plan_has_line(d, NULL, e) ||
               (add(&own, "plan.%s.from_year%s", d->line[e].id, "", false) &&
                add_years(&own, pattern, sizeof pattern / sizeof *pattern, d->line[e].id));
    }
    return good;
}

static bool add_pockets(const maker *m, const char *party)
{
    const mkba_data *d = m->study->data;
    bool good = true;
    for (size_t e = 0; e < d->lines && good; e++) {
        maker own = maker_of(m, e);
        const char *line = d->line[e].id;
        good = !mkba_cash_plan_has_line(d, NULL, e) ||
               (add(&own, "pockets.%s.%s.share", party, line, false) &&
                add(&own, "pockets.%s.%s.pv_eur", party, line, true) &&
                add(&own, "pockets.%s.%s.year_2_eur", party, line, true));
    }
    return good;
}

static bool add_parties(const maker *m)
{
    static const char *const pattern[] = {"plan.parties.%s.benefit_eur.%s",
                                          "plan.parties.%s.cost_eur.%s",
                                          "plan.parties.%s.net_eur.%s"};
    const mkba_domain *party = &m->study->domain[MKBA_DOMAIN_PARTY];
    bool good = true;
    for (size_t p = 0; p < party->count && good; p++) {
        good = add_years(m, pattern, sizeof pattern / sizeof *pattern, party->name[p]) &&
               add_pockets(m, party->name[p]);
    }
    return good;
}

mkba_status mkba_baseline_figures(mkba_figures **out, mkba_study *study, bool with_plan)
{
    static const char *const cost[] = {"plan.cost_eur%s.%s"};
    mkba_status status = mkba_figures_new(out, study);
    if (status != MKBA_OK || !with_plan) {
        return status;
    }
    maker m = {*out, study, MKBA_MAP_NONE};
    bool good = add_lines(&m) && add_years(&m, cost, 1, "") && add_parties(&m) &&
                add(&m, "pockets.found_need%s.pv_eur%s", "", "", true) &&
                add(&m, "pockets.found_need%s.year_2_eur%s", "", "", true);
    return good ? MKBA_OK : MKBA_ERR_MEMORY;
}
