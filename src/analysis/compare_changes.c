/* What differs between a world and the base, and what of it is taken together. */
#include "analysis/compare_work.h"

#include "analysis/shapley.h"
#include "input/area_rules.h"
#include "input/parameters.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ What differs */

static bool same_place(const char *file, const char *path, unsigned line,
                       const char *other_file, const char *other_path, unsigned other_line)
{
    return line == other_line && strcmp(file, other_file) == 0 &&
           strcmp(path, other_path) == 0;
}

static mkba_change_item *add_item(mkba_change_finder *f, bool of_area, size_t leaf,
                                  const char *name)
{
    f->item = mkba_arena_grow(f->arena, f->item, f->items, &f->capacity, sizeof *f->item);
    if (!f->item) {
        return NULL;
    }
    mkba_change_item *item = &f->item[f->items];
    *item = (mkba_change_item){.of_area = of_area,
                               .leaf = leaf,
                               .name = name,
                               .group = f->items,
                               .is_computed = true};
    f->items++;
    return item;
}

/* potential_step is in no formula: it is how far the factors move (see mkba_measure_switches),
 * and calls for another study as years and lags call for another graph. */
static mkba_status find_numbers(mkba_change_finder *f)
{
    const mkba_data *base = f->base->data, *here = f->world->areas->data;
    for (size_t i = 0; i < base->parameters; i++) {
        const mkba_parameter *a = &base->parameter[i], *b = &here->parameter[i];
        if (!(fabs(a->value - b->value) > 0)) {
            continue;
        }
        mkba_change_item *item = add_item(f, false, i, b->key);
        if (!item) {
            return MKBA_ERR_MEMORY;
        }
        item->reshapes = f->study->whole[i] || strcmp(b->key, "potential_step") == 0;
        if (b->by_scenario && !(a->by_scenario && same_place(a->file, a->path, a->line,
                                                             b->file, b->path, b->line))) {
            item->file = b->file;
            item->path = b->path;
        }
    }
    return MKBA_OK;
}

bool mkba_measured_has(const mkba_measured *measured, size_t column)
{
    for (size_t i = 0; i < MKBA_MEASURED_COLUMNS; i++) {
        if (measured->column[i] == column) {
            return true;
        }
    }
    return false;
}

bool mkba_column_has_words(const mkba_column *column)
{
    return column->type == MKBA_COLUMN_TEXT || column->type == MKBA_COLUMN_EVIDENCE;
}

bool mkba_column_differs(const mkba_data *data, size_t i, const mkba_area *a,
                         const mkba_area *b)
{
    return mkba_column_has_words(&data->column[i])
               ? strcmp(a->text[i], b->text[i]) != 0
               : a->entered[i] != b->entered[i] ||
                     (a->entered[i] && fabs(a->value[i] - b->value[i]) > 0);
}

static void look_at_column(mkba_change_finder *f, mkba_change_item *item, const mkba_area *a,
                           const mkba_area *b)
{
    const mkba_origin *before = mkba_area_origin(a, item->leaf);
    const mkba_origin *now = mkba_area_origin(b, item->leaf);
    item->is_computed = f->base->data->column[item->leaf].in_model;
    item->reshapes = item->reshapes ||
                     (item->is_computed && a->entered[item->leaf] != b->entered[item->leaf]);
    if (now && !(before && same_place(before->file, before->path, before->line, now->file,
                                      now->path, now->line))) {
        item->file = now->file;
        item->path = now->path;
    }
}

static mkba_status find_columns(mkba_change_finder *f)
{
    const mkba_data *d = f->base->data;
    size_t areas = mkba_areas_count(f->base);
    for (size_t i = 0; i < d->columns; i++) {
        mkba_change_item *item = NULL;
        for (size_t k = 0; k < areas; k++) {
            const mkba_area *a = mkba_areas_at(f->base, k);
            const mkba_area *b = mkba_areas_at(f->world->areas, k);
            if (!mkba_column_differs(d, i, a, b)) {
                continue;
            }
            item = item ? item : add_item(f, true, i, d->column[i].id);
            if (!item) {
                return MKBA_ERR_MEMORY;
            }
            look_at_column(f, item, a, b);
        }
    }
    return MKBA_OK;
}

/* ------------------------------------------------------------------ Taking together */

static void unite(mkba_change_finder *f, size_t a, size_t b)
{
    size_t x = f->item[a].group, y = f->item[b].group;
    for (size_t i = 0; i < f->items; i++) {
        if (f->item[i].group == x || f->item[i].group == y) {
            f->item[i].group = x < y ? x : y;
        }
    }
}

static size_t find_item(const mkba_change_finder *f, const char *name, bool of_area)
{
    for (size_t i = 0; i < f->items; i++) {
        if (f->item[i].of_area == of_area && strcmp(f->item[i].name, name) == 0) {
            return i;
        }
    }
    return MKBA_MAP_NONE;
}

static const mkba_parameter *number_of(const mkba_change_finder *f, size_t item)
{
    const mkba_data *d = f->world->areas->data;
    return f->item[item].of_area ? NULL : &d->parameter[f->item[item].leaf];
}

/* A share that gave way did so for the members of its set that were set. */
static void unite_shares(mkba_change_finder *f)
{
    for (size_t i = 0; i < f->items; i++) {
        const mkba_parameter *p = number_of(f, i);
        for (size_t k = 0; k < f->items && p && !f->item[i].file; k++) {
            const mkba_parameter *other = number_of(f, k);
            if (other && mkba_parameters_same_set(p, other)) {
                unite(f, i, k);
            }
        }
    }
}

static bool is_amount(const mkba_change_finder *f, size_t item)
{
    const mkba_parameter *p = number_of(f, item);
    return p ? !isnan(p->price_year)
             : mkba_column_is_amount(&f->base->data->column[f->item[item].leaf]);
}

/* Amounts that nobody set differ because the price level does. */
static void unite_prices(mkba_change_finder *f)
{
    size_t level = find_item(f, "price_year", false);
    for (size_t i = 0; i < f->items && level != MKBA_MAP_NONE; i++) {
        if (!f->item[i].file && is_amount(f, i)) {
            unite(f, i, level);
        }
    }
}

/* Who pays is one choice: its shares add up to 1. */
static void unite_funding(mkba_change_finder *f)
{
    size_t first = MKBA_MAP_NONE;
    for (size_t i = 0; i < f->items; i++) {
        if (f->item[i].of_area && strncmp(f->item[i].name, "funding_", 8) == 0) {
            first = first == MKBA_MAP_NONE ? i : first;
            unite(f, first, i);
        }
    }
}

/* Two numbers of which the first may not exceed the second: together where one of them without
 * the other would break that. */
static void unite_order(mkba_change_finder *f, const char *low, const char *high)
{
    size_t a = find_item(f, low, false), b = find_item(f, high, false);
    if (a == MKBA_MAP_NONE || b == MKBA_MAP_NONE) {
        return;
    }
    const mkba_parameter *base = f->base->data->parameter;
    const mkba_parameter *here = f->world->areas->data->parameter;
    size_t lower = f->item[a].leaf, upper = f->item[b].leaf;
    if (here[lower].value > base[upper].value || base[lower].value > here[upper].value) {
        unite(f, a, b);
    }
}

static void unite_orders(mkba_change_finder *f)
{
    const mkba_data *d = f->base->data;
    unite_order(f, "programme_years", "horizon");
    for (size_t i = 0; i < d->segments; i++) {
        char low[MKBA_TEXT], high[MKBA_TEXT];
        snprintf(low, sizeof low, "caseload_norm_low.%s", d->segment[i].id);
        snprintf(high, sizeof high, "caseload_norm_high.%s", d->segment[i].id);
        unite_order(f, low, high);
    }
}

/* Do all mixtures of the households here and those of the base fit in one area? */
static bool mixtures_fit(const mkba_change_finder *f, const size_t column[3], double *value,
                         bool *entered, size_t area)
{
    const mkba_area *side[2] = {mkba_areas_at(f->base, area),
                                mkba_areas_at(f->world->areas, area)};
    mkba_area mixed = *side[0];
    double number[3];
    mixed.value = value;
    mixed.entered = entered;
    for (unsigned set = 0; set < 8; set++) {
        for (size_t i = 0; i < 3; i++) {
            value[column[i]] = side[set >> i & 1]->value[column[i]];
            entered[column[i]] = side[set >> i & 1]->entered[column[i]];
        }
        if (!mkba_area_segments_fit(f->base->data, &mixed, number)) {
            return false;
        }
    }
    return true;
}

static mkba_status unite_households(mkba_change_finder *f)
{
    static const char *const names[] = {"households", "heavy_households",
                                        "vulnerable_households"};
    const mkba_data *d = f->base->data;
    double *value = mkba_arena_alloc(f->arena, d->columns, sizeof *value);
    bool *entered = mkba_arena_alloc(f->arena, d->columns, sizeof *entered);
    size_t column[3], item[3], first = MKBA_MAP_NONE;
    bool fit = true;
    for (size_t i = 0; i < 3; i++) {
        column[i] = mkba_area_column(d, names[i]);
        item[i] = find_item(f, names[i], true);
        first = first == MKBA_MAP_NONE ? item[i] : first;
    }
    if (!value || !entered) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t a = 0; a < mkba_areas_count(f->base) && first != MKBA_MAP_NONE; a++) {
        fit &= mixtures_fit(f, column, value, entered, a);
    }
    for (size_t i = 0; i < 3 && !fit; i++) {
        if (item[i] != MKBA_MAP_NONE) {
            unite(f, first, item[i]);
        }
    }
    return MKBA_OK;
}

/* A measured effect is there with its price and design, or not at all. */
static void unite_measured(mkba_change_finder *f)
{
    const mkba_data *d = f->base->data;
    for (size_t m = 0; m < d->n_measured; m++) {
        size_t first = MKBA_MAP_NONE;
        for (size_t i = 0; i < f->items; i++) {
            if (f->item[i].of_area && f->item[i].reshapes &&
                mkba_measured_has(&d->measured[m], f->item[i].leaf)) {
                first = first == MKBA_MAP_NONE ? i : first;
                unite(f, first, i);
            }
        }
    }
}

/* ------------------------------------------------------------------ Fewer inputs */

static bool is_first(const mkba_change_finder *f, size_t i)
{
    return f->item[i].group == i;
}

static bool group_reshapes(const mkba_change_finder *f, size_t group)
{
    for (size_t i = 0; i < f->items; i++) {
        if (f->item[i].group == group && f->item[i].reshapes) {
            return true;
        }
    }
    return false;
}

static size_t count_groups(const mkba_change_finder *f, bool reshaping)
{
    size_t n = 0;
    for (size_t i = 0; i < f->items; i++) {
        n += is_first(f, i) && f->item[i].is_computed && (!reshaping || group_reshapes(f, i));
    }
    return n;
}

bool mkba_changes_fit(const mkba_change_finder *f)
{
    return count_groups(f, false) <= MKBA_SHAPLEY_MOST &&
           count_groups(f, true) <= MKBA_RESHAPING_MOST;
}

static bool same_entry(const mkba_change_item *a, const mkba_change_item *b)
{
    return a->file && b->file && !a->of_area && !b->of_area && strcmp(a->file, b->file) == 0 &&
           strcmp(a->path, b->path) == 0;
}

/* reduction.x.y and reduction.z; spend_a and spend_b. */
static bool same_family(const mkba_change_item *a, const mkba_change_item *b)
{
    const char *end = a->of_area ? "_" : ".";
    size_t n = strcspn(a->name, end);
    return a->of_area == b->of_area && n == strcspn(b->name, end) && a->name[n] &&
           strncmp(a->name, b->name, n) == 0;
}

static void unite_by(mkba_change_finder *f,
                     bool (*same)(const mkba_change_item *a, const mkba_change_item *b))
{
    for (size_t i = 0; i < f->items; i++) {
        for (size_t k = i + 1; k < f->items; k++) {
            if (f->item[i].is_computed && f->item[k].is_computed &&
                same(&f->item[i], &f->item[k])) {
                unite(f, i, k);
            }
        }
    }
}

/* By entry of the scenario; by family where that is not enough, or where one entry changed
 * everything, so that nothing would be told apart. */
static mkba_status take_together(mkba_change_finder *f)
{
    if (mkba_changes_fit(f)) {
        return MKBA_OK;
    }
    size_t *group = mkba_arena_alloc(f->arena, f->items, sizeof *group);
    if (!group) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < f->items; i++) {
        group[i] = f->item[i].group;
    }
    unite_by(f, same_entry);
    f->world->apart = MKBA_APART_ENTRY;
    bool alone = count_groups(f, false) == 1;
    for (size_t i = 0; i < f->items && alone; i++) {
        f->item[i].group = group[i];
    }
    if (alone || !mkba_changes_fit(f)) {
        unite_by(f, same_family);
        f->world->apart = MKBA_APART_FAMILY;
    }
    return MKBA_OK;
}

mkba_status mkba_changes_find(mkba_change_finder *f)
{
    mkba_status status = find_numbers(f);
    if (status == MKBA_OK) {
        status = find_columns(f);
    }
    if (status == MKBA_OK) {
        unite_shares(f);
        unite_prices(f);
        unite_funding(f);
        unite_orders(f);
        unite_measured(f);
        status = unite_households(f);
    }
    return status == MKBA_OK ? take_together(f) : status;
}
