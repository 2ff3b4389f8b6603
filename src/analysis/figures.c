#include "analysis/figures.h"

#include "base/digits.h"
#include "input/nearest.h"

#include <string.h>

enum { ADDS = 1, TOTAL = 2 };

/* Paths with {s} segment, {e} line, {p} party, {t} year, {f} factor, {c} scenario, {g}
 * evidence grade. Rows that start with the same word stand together, item by item. The key is
 * the path unless it is given. */
static const struct {
    const char *path;
    const char *key;
    mkba_figure_origin origin;
    unsigned flags;
    size_t variant;
} rows[] = {
    {"households", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"inhabitants", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"access_share", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"team_provider_share", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"team_replaced_share", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"team_cost_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"startup_cost_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"additional_cost_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"fte_total", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"helped_per_year", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"reach_share", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"cases_per_fte", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"use_heavy_eur", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"gross_cost_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"additional_cost_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"benefit_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"npv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"ratio", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"payback_year", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"npv_per_helped_household_eur", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"npv_per_gross_euro", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"transfers_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},

    {"segments.{s}.households", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.helped_per_year", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.new_per_year", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.reach_cap", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.reach_registered", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.active_households", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.fte", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.caseload", "segments.{s}.caseload_today", MKBA_FROM_GRAPH, 0, 0},
    {"segments.{s}.norm_low", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"segments.{s}.norm_high", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"segments.{s}.fte_needed_low", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.fte_needed_high", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.intensity", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"segments.{s}.stock_peak", "stock_peak.{s}", MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.stock_uncapped_peak", "stock_uncapped_peak.{s}", MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.saving_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"segments.{s}.cost_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},

    {"lines.{e}.spend_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"lines.{e}.saving_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"lines.{e}.need_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"lines.{e}.refer_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"lines.{e}.pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"lines.{e}.cash_saving_year_2_eur", "plan.{e}.cash_eur.2", MKBA_FROM_GRAPH, ADDS, 0},
    {"lines.{e}.extra_use_year_2_eur", "plan.{e}.extra_use_eur.2", MKBA_FROM_GRAPH, ADDS, 0},

    {"measured.{m}.change", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"measured.{m}.price_eur", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"measured.{m}.attribution", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"measured.{m}.first_year", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"measured.{m}.last_year", NULL, MKBA_FROM_GRAPH, 0, 0},
    {"measured.{m}.yearly_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"measured.{m}.pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},

    {"parties.{p}.funding_share", "funding.{p}", MKBA_FROM_GRAPH, 0, 0},
    {"parties.{p}.benefit_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"parties.{p}.cost_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"parties.{p}.pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"parties.{p}.budget_benefit_year_2_eur", "plan.parties.{p}.benefit_eur.2",
     MKBA_FROM_GRAPH, ADDS, 0},
    {"parties.{p}.budget_cost_year_2_eur", "plan.parties.{p}.cost_eur.2", MKBA_FROM_GRAPH,
     ADDS, 0},
    {"parties.{p}.budget_year_2_eur", "plan.parties.{p}.net_eur.2", MKBA_FROM_GRAPH, ADDS, 0},

    {"years.{t}.benefit_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"years.{t}.cost_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"years.{t}.net_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},
    {"years.{t}.cumulative_pv_eur", NULL, MKBA_FROM_GRAPH, ADDS, 0},

    {"potential_eur", NULL, MKBA_FROM_POTENTIAL, ADDS | TOTAL, 0},
    {"within_reach_eur", NULL, MKBA_FROM_POTENTIAL, ADDS | TOTAL, 1},
    {"factors.{f}.score", "score_today.{f}", MKBA_FROM_GRAPH, 0, 0},
    {"factors.{f}.potential_eur", NULL, MKBA_FROM_POTENTIAL, ADDS, 0},
    {"factors.{f}.within_reach_eur", NULL, MKBA_FROM_POTENTIAL, ADDS, 1},

    {"scenarios.{c}.benefit_pv_eur", "benefit_pv_eur", MKBA_FROM_SCENARIO, ADDS, 0},
    {"scenarios.{c}.npv_eur", "npv_eur", MKBA_FROM_SCENARIO, ADDS, 0},
    {"scenarios.{c}.ratio", "ratio", MKBA_FROM_SCENARIO, 0, 0},

    {"evidence.{g}.eur", NULL, MKBA_FROM_EVIDENCE, ADDS, 0},
    {"evidence.{g}.share", NULL, MKBA_FROM_EVIDENCE, 0, 1},
};
enum { ROWS = sizeof rows / sizeof *rows, USUAL_FIGURES = 384 };

typedef struct {
    mkba_study *study;
    mkba_figures *out;
    bool failed;
} maker;

static size_t items_of(const mkba_data *d, char variable)
{
    switch (variable) {
    case 's':
        return d->segments;
    case 'e':
        return d->lines;
    case 'm':
        return d->n_measured;
    case 'p':
        return d->parties;
    case 'f':
        return d->factors;
    case 'c':
        return d->scenarios;
    case 'g':
        return strlen(MKBA_GRADES);
    case 't':
        return (size_t)mkba_data_value(d, "horizon");
    default:
        return 1;
    }
}

/* The name of an item; `digits` holds it where it is a number or a letter. */
static const char *item_name(char digits[24], const mkba_data *d, char variable, size_t i)
{
    digits[variable == 'g' ? 1 : mkba_digits_whole(digits, i)] = '\0';
    switch (variable) {
    case 's':
        return d->segment[i].id;
    case 'e':
        return d->line[i].id;
    case 'm':
        return d->measured[i].id;
    case 'p':
        return d->party[i].id;
    case 'f':
        return d->factor[i].id;
    case 'c':
        return d->scenario[i].id;
    case 'g':
        digits[0] = MKBA_GRADES[i];
        return digits;
    default:
        return digits;
    }
}

static const char *fill(maker *m, const char *pattern, const char *name)
{
    const char *copy = mkba_arena_fill(m->study->arena, pattern, name);
    m->failed = m->failed || !copy;
    return copy;
}

/* Not every line has every figure: only lines with an amount are computed, derived ones have a
 * present value. */
static bool has_formula(const mkba_data *d, char variable, size_t item, const char *path)
{
    if (variable == 'e') {
        const mkba_line *line = &d->line[item];
        bool is_value = strcmp(path, "lines.{e}.pv_eur") == 0;
        bool is_cash = strcmp(path, "lines.{e}.cash_saving_year_2_eur") == 0;
        return line->has_amount || (is_value && strcmp(line->kind, "derived") == 0) ||
               ((is_value || is_cash) && strcmp(line->kind, "pm") == 0 &&
                mkba_data_measures(d, line->id));
    }
    return variable != 'f' || d->factor[item].scored;
}

static void add_figure(maker *m, size_t row, char variable, size_t item)
{
    char digits[24];
    mkba_figures *all = m->out;
    all->figure = mkba_arena_grow(m->study->arena, all->figure, all->count, &all->capacity,
                                  sizeof *all->figure);
    if (!all->figure) {
        m->failed = true;
        return;
    }
    const char *name = item_name(digits, m->study->data, variable, item);
    mkba_figure *f = &all->figure[all->count];
    *f = (mkba_figure){.path = fill(m, rows[row].path, name),
                       .unit = "euro",
                       .origin = rows[row].origin,
                       .adds_up = (rows[row].flags & ADDS) != 0,
                       .is_total = (rows[row].flags & TOTAL) != 0,
                       .item = item,
                       .variant = rows[row].variant};
    bool graph = f->origin == MKBA_FROM_GRAPH || f->origin == MKBA_FROM_SCENARIO;
    if (graph && has_formula(m->study->data, variable, item, rows[row].path)) {
        f->key = rows[row].key ? fill(m, rows[row].key, name) : f->path;
    }
    f->where_measured =
        variable == 'm' ||
        (variable == 'e' && strcmp(m->study->data->line[item].kind, "pm") == 0);
    if (f->origin == MKBA_FROM_EVIDENCE && f->variant == 1) {
        f->unit = "fraction";
    }
    if (!f->path || !mkba_map_put(&all->by_path, f->path, all->count)) {
        m->failed = true;
        return;
    }
    all->count++;
}

static char variable_of(const char *path)
{
    const char *open = strchr(path, '{');
    return open ? open[1] : '\0';
}

mkba_status mkba_figures_new(mkba_figures **out, mkba_study *study)
{
    *out = mkba_arena_alloc(study->arena, 1, sizeof **out);
    if (!*out) {
        return MKBA_ERR_MEMORY;
    }
    maker m = {.study = study, .out = *out};
    (*out)->capacity = USUAL_FIGURES;
    (*out)->figure = mkba_arena_alloc(study->arena, USUAL_FIGURES, sizeof *(*out)->figure);
    (*out)->by_path.arena = study->arena;
    mkba_map_reserve(&(*out)->by_path, USUAL_FIGURES);
    for (size_t row = 0; row < ROWS;) {
        char variable = variable_of(rows[row].path);
        size_t end = row + 1;
        while (variable && end < ROWS && variable_of(rows[end].path) == variable) {
            end++;
        }
        for (size_t i = 0; i < items_of(study->data, variable); i++) {
            for (size_t r = row; r < end; r++) {
                add_figure(&m, r, variable, i);
            }
        }
        row = end;
    }
    (*out)->in_baseline = (*out)->count;
    return m.failed ? MKBA_ERR_MEMORY : MKBA_OK;
}

bool mkba_figures_add(mkba_figures *figures, mkba_study *study, const char *path, bool adds_up,
                      size_t line)
{
    figures->figure = mkba_arena_grow(study->arena, figures->figure, figures->count,
                                      &figures->capacity, sizeof *figures->figure);
    const char *copy = mkba_arena_text(study->arena, path, strlen(path));
    if (!figures->figure || !copy || !mkba_map_put(&figures->by_path, copy, figures->count)) {
        return false;
    }
    figures->figure[figures->count++] =
        (mkba_figure){.path = copy,
                      .key = copy,
                      .unit = "euro",
                      .adds_up = adds_up,
                      .where_measured = line != MKBA_MAP_NONE,
                      .item = line != MKBA_MAP_NONE ? line : 0};
    return true;
}

size_t mkba_figures_find(const mkba_figures *figures, const char *path)
{
    return mkba_map_get(&figures->by_path, path);
}

mkba_status mkba_figure_unknown(const mkba_figures *figures, const char *name,
                                mkba_issues *issues)
{
    mkba_nearest nearest;
    mkba_nearest_start(&nearest, name);
    for (size_t i = 0; i < figures->count; i++) {
        mkba_nearest_offer(&nearest, figures->figure[i].path, figures->figure[i].path);
    }
    mkba_nearest_finish(&nearest);
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0},
                          nearest.text[0] ? "figure.unknown_near" : "figure.unknown",
                          MKBA_WORDS(name, nearest.text));
}
