#include "analysis/compare.h"

#include "analysis/baseline.h"
#include "analysis/compare_work.h"
#include "analysis/moments.h"
#include "base/issue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ Looking up */

double mkba_compared_value(const mkba_comparison *c, size_t world, size_t row, size_t figure)
{
    const mkba_result *r = c->world[world].result;
    size_t at = mkba_figures_find(r->figures, c->figure[figure].path);
    return at == MKBA_MAP_NONE ? (double)NAN
           : row == c->areas   ? r->total[at]
                               : r->outcome[row].value[at];
}

const double *mkba_compared_parts(const mkba_comparison *c, size_t world, size_t row,
                                  size_t figure)
{
    const mkba_compared_world *w = &c->world[world];
    return &w->contribution[(row * c->figures + figure) * w->inputs];
}

size_t mkba_compared_find(const mkba_comparison *c, const char *path)
{
    for (size_t i = 0; i < c->figures; i++) {
        if (strcmp(c->figure[i].path, path) == 0) {
            return i;
        }
    }
    return MKBA_MAP_NONE;
}

/* ------------------------------------------------------------------ Figures */

/* Adds a figure of the base; the second time it is there already. */
static mkba_status add_figure(mkba_comparison *c, size_t index, size_t measure)
{
    const mkba_figure *f = &c->world[0].result->figures->figure[index];
    if (mkba_compared_find(c, f->path) != MKBA_MAP_NONE) {
        return MKBA_OK;
    }
    c->figure = mkba_arena_grow(c->arena, c->figure, c->figures, &c->figure_capacity,
                                sizeof *c->figure);
    if (!c->figure) {
        return MKBA_ERR_MEMORY;
    }
    c->figure[c->figures++] = (mkba_compared_figure){f->path, f->unit, f->adds_up, measure};
    return MKBA_OK;
}

static mkba_status add_measured(mkba_comparison *c, const char *path, mkba_issues *issues)
{
    const mkba_figures *figures = c->world[0].result->figures;
    size_t measure;
    mkba_status status =
        mkba_measures_add(&measure, &c->measures, c->arena, figures, path, issues);
    return status == MKBA_OK
               ? add_figure(c, mkba_figures_find(figures, c->measures.measure[measure].path),
                            measure)
               : status;
}

/* The headline figures, those of every party, and the net value in the evidence scenarios. */
static mkba_status add_headlines(mkba_comparison *c)
{
    static const char *const first[] = {
        "npv_eur",           "ratio",         "benefit_pv_eur",   "additional_cost_pv_eur",
        "gross_cost_pv_eur", "team_cost_eur", "transfers_pv_eur", "payback_year",
        "helped_per_year",   "fte_total",     "reach_share",      "potential_eur",
        "within_reach_eur"};
    const mkba_figures *figures = c->world[0].result->figures;
    mkba_status status = mkba_measures_headline(&c->measures, c->arena, figures);
    for (size_t i = 0; i < sizeof first / sizeof *first && status == MKBA_OK; i++) {
        status = add_measured(c, first[i], NULL);
    }
    for (size_t i = 0; i < c->measures.count && status == MKBA_OK; i++) {
        status = add_measured(c, c->measures.measure[i].path, NULL);
    }
    for (size_t i = 0; i < figures->count && status == MKBA_OK; i++) {
        const char *end = strrchr(figures->figure[i].path, '.');
        if (figures->figure[i].origin == MKBA_FROM_SCENARIO && strcmp(end, ".npv_eur") == 0) {
            status = add_figure(c, i, MKBA_MAP_NONE);
        }
    }
    return status;
}

/* A figure that is there already (the net value, asked for once more) is chosen all the same.
 */
static mkba_status add_chosen(mkba_comparison *c, const char *path, mkba_issues *issues)
{
    c->chosen = c->figures;
    mkba_status status = path ? add_measured(c, path, issues) : MKBA_OK;
    for (size_t i = 0; i < c->figures && path && status == MKBA_OK; i++) {
        size_t measure = c->figure[i].measure;
        size_t asked;
        if (mkba_measures_add(&asked, &c->measures, c->arena, c->world[0].result->figures,
                              path, NULL) == MKBA_OK &&
            measure == asked) {
            c->chosen = i;
        }
    }
    for (size_t w = 1; w < c->worlds && path && status == MKBA_OK; w++) {
        const mkba_figures *figures = c->world[w].result->figures;
        if (mkba_figures_find(figures, c->figure[c->chosen].path) == MKBA_MAP_NONE) {
            status =
                mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0}, "compare.figure",
                               MKBA_WORDS(c->figure[c->chosen].path, c->world[w].name));
        }
    }
    return status;
}

/* ------------------------------------------------------------------ Worlds */

static mkba_status check(mkba_areas *const *world, size_t worlds, mkba_issues *issues)
{
    if (worlds < 2 || worlds > MKBA_MOST_WORLDS) {
        return mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){0}, "compare.worlds", NULL);
    }
    size_t areas = mkba_areas_count(world[0]);
    for (size_t w = 1; w < worlds; w++) {
        bool same = mkba_areas_count(world[w]) == areas &&
                    world[w]->data->parameters == world[0]->data->parameters &&
                    world[w]->data->columns == world[0]->data->columns;
        for (size_t i = 0; i < areas && same; i++) {
            same = strcmp(mkba_areas_at(world[w], i)->code,
                          mkba_areas_at(world[0], i)->code) == 0;
        }
        if (!same) {
            return mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0},
                                  "compare.areas_differ", NULL);
        }
    }
    return MKBA_OK;
}

static mkba_status run_worlds(mkba_comparison *c, mkba_areas *const *world,
                              const char *const *name, size_t worlds, mkba_issues *issues)
{
    mkba_status status = MKBA_OK;
    c->world = mkba_arena_alloc(c->arena, worlds, sizeof *c->world);
    c->areas = mkba_areas_count(world[0]);
    for (size_t w = 0; w < worlds && c->world && status == MKBA_OK; w++) {
        c->world[w].areas = world[w];
        c->world[w].name = mkba_arena_text(c->arena, name[w], strlen(name[w]));
        c->worlds = w + 1;
        status = c->world[w].name ? mkba_baseline_run(&c->world[w].result, world[w], issues)
                                  : MKBA_ERR_MEMORY;
    }
    return c->world ? status : MKBA_ERR_MEMORY;
}

typedef struct {
    const char *code;
    size_t at;
} coded;

static int by_code(const void *a, const void *b)
{
    const coded *x = a, *y = b;
    return strcmp(x->code, y->code);
}

/* In the order of the codes, so that the order of the file does not show in the last digit. */
static mkba_status put_in_order(mkba_comparison *c)
{
    coded *area = mkba_arena_alloc(c->arena, c->areas, sizeof *area);
    c->order = mkba_arena_alloc(c->arena, c->areas, sizeof *c->order);
    if (!area || !c->order) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < c->areas; i++) {
        area[i] = (coded){mkba_areas_at(c->world[0].areas, i)->code, i};
    }
    qsort(area, c->areas, sizeof *area, by_code);
    for (size_t i = 0; i < c->areas; i++) {
        c->order[i] = area[i].at;
    }
    return MKBA_OK;
}

/* ------------------------------------------------------------------ Why they differ */

/* Where there are too many inputs still, those with least effect become one. */
static mkba_status merge(mkba_comparison *c, size_t world, mkba_change_finder *f,
                         mkba_issues *issues)
{
    double *effect = mkba_arena_alloc(c->arena, c->world[world].inputs, sizeof *effect);
    mkba_status status =
        effect ? mkba_compare_effects(effect, c, world, issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = mkba_changes_merge(f, effect);
    }
    return status == MKBA_OK ? mkba_changes_put(f) : status;
}

static mkba_status explain(mkba_comparison *c, size_t world, mkba_issues *issues)
{
    mkba_change_finder f = {.arena = c->arena,
                            .study = c->world[0].result->study,
                            .base = c->world[0].areas,
                            .world = &c->world[world]};
    mkba_status status = mkba_changes_find(&f);
    if (status == MKBA_OK) {
        status = mkba_changes_put(&f);
    }
    if (status == MKBA_OK && !mkba_changes_fit(&f)) {
        status = merge(c, world, &f, issues);
    }
    return status == MKBA_OK ? mkba_compare_contributions(c, world, issues) : status;
}

static mkba_status compare(mkba_comparison *c, const char *figure, mkba_issues *issues)
{
    mkba_status status = put_in_order(c);
    if (status == MKBA_OK) {
        status = add_headlines(c);
    }
    if (status == MKBA_OK) {
        status = add_chosen(c, figure, issues);
    }
    for (size_t w = 1; w < c->worlds && status == MKBA_OK; w++) {
        status = explain(c, w, issues);
    }
    return status;
}

/* ------------------------------------------------------------------ Public */

mkba_status mkba_comparison_run(mkba_comparison **out, mkba_areas *const *world,
                                const char *const *name, size_t worlds, const char *figure,
                                mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_status status = check(world, worlds, issues);
    mkba_comparison *c = status == MKBA_OK ? mkba_arena_object(&arena, sizeof *c) : NULL;
    if (!c) {
        return status == MKBA_OK ? MKBA_ERR_MEMORY : status;
    }
    c->arena = arena;
    status = run_worlds(c, world, name, worlds, issues);
    if (status == MKBA_OK) {
        status = compare(c, figure, issues);
    }
    if (status != MKBA_OK) {
        mkba_comparison_free(c);
        return status;
    }
    *out = c;
    return MKBA_OK;
}

mkba_status mkba_comparison_run_moments(mkba_comparison **out, mkba_areas *const *moment,
                                        const char *const *name, size_t moments,
                                        const char *figure, mkba_issues *issues)
{
    *out = NULL;
    mkba_status status = mkba_moments_align(moment, moments, issues);
    if (status == MKBA_OK) {
        status = mkba_comparison_run(out, moment, name, moments, figure, issues);
    }
    if (status == MKBA_OK) {
        (*out)->is_moments = true;
        status = mkba_moments_caution(*out);
    }
    if (status != MKBA_OK) {
        mkba_comparison_free(*out);
        *out = NULL;
    }
    return status;
}

void mkba_comparison_free(mkba_comparison *comparison)
{
    if (comparison) {
        for (size_t w = 0; w < comparison->worlds; w++) {
            mkba_result_free(comparison->world[w].result);
        }
        mkba_arena_free(comparison->arena);
    }
}

size_t mkba_comparison_inputs(const mkba_comparison *comparison, size_t world)
{
    return comparison->world[world].inputs;
}

const char *mkba_comparison_input(const mkba_comparison *comparison, size_t world,
                                  size_t input)
{
    return comparison->world[world].input[input].name;
}

static mkba_status find_figure(size_t *out, const mkba_comparison *c, const char *figure,
                               mkba_issues *issues)
{
    *out = mkba_compared_find(c, figure);
    return *out == MKBA_MAP_NONE
               ? mkba_figure_unknown(c->world[0].result->figures, figure, issues)
               : MKBA_OK;
}

mkba_status mkba_comparison_difference(double *out, const mkba_comparison *comparison,
                                       size_t area, size_t world, const char *figure,
                                       mkba_issues *issues)
{
    size_t at;
    size_t row = area == MKBA_TOTAL ? comparison->areas : area;
    mkba_status status = find_figure(&at, comparison, figure, issues);
    if (status == MKBA_OK) {
        *out = comparison->world[world].difference[row * comparison->figures + at];
    }
    return status;
}

mkba_status mkba_comparison_contribution(double *out, const mkba_comparison *comparison,
                                         size_t area, size_t world, size_t input,
                                         const char *figure, mkba_issues *issues)
{
    size_t at;
    size_t row = area == MKBA_TOTAL ? comparison->areas : area;
    mkba_status status = find_figure(&at, comparison, figure, issues);
    if (status == MKBA_OK) {
        *out = mkba_compared_parts(comparison, world, row, at)[input];
    }
    return status;
}
