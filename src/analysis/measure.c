#include "analysis/measure.h"

#include "base/issue.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool can_be_moved(const mkba_figure *f)
{
    return (f->origin == MKBA_FROM_GRAPH && f->key) ||
           (f->origin == MKBA_FROM_POTENTIAL && f->is_total);
}

static mkba_measure measure_of(const mkba_figure *f)
{
    bool potential = f->origin == MKBA_FROM_POTENTIAL;
    int moved = f->variant == 0 ? MKBA_MOVED_ALL : MKBA_MOVED_WITHIN_REACH;
    return (mkba_measure){.path = f->path,
                          .key = potential ? "moved_value_eur" : f->key,
                          .unit = f->unit,
                          .adds_up = f->adds_up,
                          .moved = potential ? moved : MKBA_MOVED_NONE};
}

mkba_status mkba_measures_add(size_t *index, mkba_measures *measures, mkba_arena *arena,
                              const mkba_figures *figures, const char *path,
                              mkba_issues *issues)
{
    char longer[MKBA_TEXT];
    size_t f = mkba_figures_find(figures, path);
    snprintf(longer, sizeof longer, "%s_eur", path);
    f = f == MKBA_MAP_NONE ? mkba_figures_find(figures, longer) : f;
    if (f == MKBA_MAP_NONE) {
        return mkba_figure_unknown(figures, path, issues);
    }
    if (!can_be_moved(&figures->figure[f])) {
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0}, "figure.fixed",
                              MKBA_WORDS(figures->figure[f].path));
    }
    for (size_t i = 0; i < measures->count; i++) {
        if (strcmp(measures->measure[i].path, figures->figure[f].path) == 0) {
            *index = i;
            return MKBA_OK;
        }
    }
    mkba_measure *grown = mkba_arena_alloc(arena, measures->count + 1, sizeof *grown);
    if (!grown) {
        return MKBA_ERR_MEMORY;
    }
    if (measures->count > 0) {
        memcpy(grown, measures->measure, measures->count * sizeof *grown);
    }
    grown[measures->count] = measure_of(&figures->figure[f]);
    measures->measure = grown;
    *index = measures->count++;
    return MKBA_OK;
}

mkba_status mkba_measures_headline(mkba_measures *out, mkba_arena *arena,
                                   const mkba_figures *figures)
{
    size_t unused;
    *out = (mkba_measures){0};
    struct {
        const char *path;
        size_t *index;
    } first[] = {{"npv_eur", &out->npv},
                 {"ratio", &out->ratio},
                 {"benefit_pv_eur", &out->benefit},
                 {"additional_cost_pv_eur", &out->cost},
                 {"potential_eur", &unused},
                 {"within_reach_eur", &unused}};
    mkba_status status = MKBA_OK;
    for (size_t i = 0; i < sizeof first / sizeof *first && status == MKBA_OK; i++) {
        status = mkba_measures_add(first[i].index, out, arena, figures, first[i].path, NULL);
    }
    for (size_t i = 0; i < figures->count && status == MKBA_OK; i++) {
        const char *path = figures->figure[i].path;
        const char *end = strrchr(path, '.');
        if (strncmp(path, "parties.", 8) == 0 &&
            (strcmp(end, ".pv_eur") == 0 || strcmp(end, ".budget_year_2_eur") == 0)) {
            status = mkba_measures_add(&unused, out, arena, figures, path, NULL);
        }
    }
    return status;
}

double mkba_measures_total(const mkba_measures *measures, size_t measure, const double *sum)
{
    if (measure == measures->ratio) {
        double cost = sum[measures->cost];
        return cost > 0 ? sum[measures->benefit] / cost : (double)NAN;
    }
    return measures->measure[measure].adds_up ? sum[measure] : (double)NAN;
}

void mkba_measure_switches(double *switched, const mkba_study *study, int moved)
{
    for (size_t i = 0; i + 1 < study->n_switches; i++) {
        switched[i] = moved == MKBA_MOVED_NONE ? 0 : 1;
    }
    switched[study->n_switches - 1] =
        moved == MKBA_MOVED_WITHIN_REACH ? mkba_data_value(study->data, "potential_step") : 1;
}
