#include "analysis/to_measure.h"

#include "analysis/route.h"
#include "base/words.h"
#include "input/scenario.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PATTERNS = 400, MOST_ROWS = 64 };

typedef struct {
    mkba_to_measure *t;
    const mkba_sensitivity *sensitivity;
    char *group[MOST_ROWS]; /* "id=pattern,pattern", of rows whose numbers are drawn */
    size_t groups;
} worker;

/* ------------------------------------------------------------------ What a row would tell */

static bool fits_any(const char *patterns, const char *key)
{
    char one[MKBA_TEXT];
    while (mkba_words_next(one, sizeof one, &patterns)) {
        if (mkba_pattern_fits(one, key)) {
            return true;
        }
    }
    return false;
}

/* Does a measured effect of this line have this column? */
static bool is_of_line(const mkba_data *d, const mkba_registration *row, const char *key)
{
    size_t column = mkba_area_column(d, key);
    for (size_t i = 0; i < d->n_measured && strcmp(row->about, "line") == 0; i++) {
        for (size_t k = 0; k < MKBA_MEASURED_COLUMNS; k++) {
            if (d->measured[i].column[k] == column &&
                strcmp(d->measured[i].line, row->id) == 0) {
                return true;
            }
        }
    }
    return false;
}

static bool would_tell(const mkba_data *d, const mkba_registration *row, const mkba_axis *axis)
{
    return axis->kind != MKBA_AXIS_GROUP &&
           (fits_any(row->keys, axis->key) || is_of_line(d, row, axis->key));
}

/* A choice is not drawn, and with several areas what each has on its own is no one number. */
static bool is_drawn(const mkba_result *r, const mkba_axis *axis)
{
    bool own = strcmp(axis->sort, "uncertain") != 0;
    return strcmp(axis->sort, "choice") != 0 && (!own || r->count == 1);
}

/* "id=key,key,...": by name, so that nothing else comes along. */
static void add_to_group(char *group, size_t size, const char *id, const char *key)
{
    size_t length = strlen(group);
    snprintf(group + length, size - length, "%s%s%s", length == 0 ? id : "",
             length == 0 ? "=" : ",", key);
}

static bool fill_item(worker *w, mkba_record_item *item)
{
    const mkba_result *r = w->t->result;
    const mkba_sensitivity_part *part = &w->sensitivity->part[0];
    const size_t size = MOST_PATTERNS * 48;
    char *group = mkba_arena_alloc(w->t->arena, size, 1);
    for (size_t i = 0; i < part->swings && group; i++) {
        const mkba_swing *swing = &part->swing[i];
        if (!would_tell(r->data, item->row, swing->axis)) {
            continue;
        }
        item->numbers++;
        item->spread += isnan(swing->spread) ? 0 : swing->spread;
        if (is_drawn(r, swing->axis)) {
            add_to_group(group, size, item->row->id, swing->axis->key);
        }
    }
    if (group && group[0] && w->groups < MOST_ROWS) {
        w->group[w->groups++] = group;
    }
    return group != NULL;
}

static bool is_measured_everywhere(const mkba_result *r, const mkba_registration *row)
{
    bool all = strcmp(row->about, "line") == 0;
    for (size_t i = 0; i < r->count && all; i++) {
        all = mkba_plan_measures(r->outcome[i].plan, row->id);
    }
    return all;
}

/* Does anything stand for it now? If not, what it would be worth cannot be told. */
static bool is_computed(const mkba_data *d, const mkba_registration *row)
{
    return row->keys[0] || (strcmp(row->about, "line") == 0 && mkba_data_measures(d, row->id));
}

static mkba_status fill_items(worker *w, mkba_issues *issues)
{
    mkba_to_measure *t = w->t;
    mkba_registration *row;
    mkba_status status =
        mkba_registrations_read(&row, &t->items, t->result->data, t->arena, issues);
    t->item = mkba_arena_alloc(t->arena, t->items, sizeof *t->item);
    for (size_t i = 0; i < t->items && status == MKBA_OK; i++) {
        if (!t->item) {
            return MKBA_ERR_MEMORY;
        }
        double none = is_computed(t->result->data, &row[i]) ? 0 : (double)NAN;
        t->item[i] =
            (mkba_record_item){.row = &row[i],
                               .spread = none,
                               .worth = {NAN, NAN, NAN},
                               .measured = is_measured_everywhere(t->result, &row[i])};
        status = fill_item(w, &t->item[i]) ? MKBA_OK : MKBA_ERR_MEMORY;
    }
    return status;
}

/* ------------------------------------------------------------------ What that is worth */

static void take_worth(mkba_to_measure *t, const mkba_simulation *s)
{
    const mkba_information *info = &s->information;
    for (size_t i = 0; i < t->items; i++) {
        if (t->item[i].numbers == 0 && !isnan(t->item[i].spread)) {
            t->item[i].worth = (mkba_worth){0, 0, 0}; /* nothing that the decision needs */
        }
        for (size_t g = 0; g < info->groups; g++) {
            if (strcmp(info->group[g].name, t->item[i].row->id) == 0) {
                t->item[i].worth = info->group[g].worth;
                break; /* own groups stand before those of families */
            }
        }
    }
    t->perfect = info->perfect.eur;
}

static mkba_status simulate(worker *w, const mkba_simulation_options *asked,
                            mkba_issues *issues)
{
    mkba_to_measure *t = w->t;
    mkba_simulation *s;
    mkba_findings *f;
    mkba_simulation_options options = *asked;
    const char *const name[] = {"base"};
    options.groups = (const char *const *)w->group;
    options.n_groups = w->groups;
    mkba_status status = mkba_simulation_run(&s, &t->result->areas, name, 1, &options, issues);
    if (status != MKBA_OK) {
        return status;
    }
    take_worth(t, s);
    t->draws = (double)options.draws;
    t->seed = (double)options.seed;
    status = mkba_findings_new(&f, s);
    if (status == MKBA_OK) {
        t->years = f->years;
        mkba_findings_free(f);
    }
    mkba_simulation_free(s);
    return status;
}

/* ------------------------------------------------------------------ The order */

/* The larger first; what has no number comes last. */
static int larger(double a, double b)
{
    return isnan(a) || isnan(b) ? (int)isnan(a) - (int)isnan(b) : (a < b) - (a > b);
}

static int by_worth(const void *a, const void *b)
{
    const mkba_record_item *x = a, *y = b;
    int order = larger(x->worth.eur, y->worth.eur);
    order = order != 0 ? order : larger(x->worth.variance_share, y->worth.variance_share);
    order = order != 0 ? order : larger(x->spread, y->spread);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

mkba_status mkba_to_measure_run(mkba_to_measure **out, const mkba_result *result,
                                const mkba_simulation_options *options, mkba_issues *issues)
{
    mkba_arena *arena;
    mkba_sensitivity *sensitivity = NULL;
    *out = NULL;
    mkba_to_measure *t = mkba_arena_object(&arena, sizeof *t);
    if (!t) {
        return MKBA_ERR_MEMORY;
    }
    *t = (mkba_to_measure){.arena = arena, .result = result, .perfect = NAN};
    worker w = {.t = t};
    mkba_status status = mkba_sensitivity_make(&sensitivity, result, NULL, 0, 1, issues);
    w.sensitivity = sensitivity;
    if (status == MKBA_OK) {
        status = fill_items(&w, issues);
    }
    if (status == MKBA_OK && options) {
        status = simulate(&w, options, issues);
    }
    mkba_sensitivity_free(sensitivity);
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    qsort(t->item, t->items, sizeof *t->item, by_worth);
    *out = t;
    return MKBA_OK;
}

void mkba_to_measure_free(mkba_to_measure *to_measure)
{
    if (to_measure) {
        mkba_arena_free(to_measure->arena);
    }
}
