#include "analysis/moments.h"

#include "analysis/compare_work.h"
#include "analysis/draws.h"
#include "input/area_rules.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ The same areas */

static bool map_codes(mkba_map *map, mkba_areas *areas)
{
    *map = (mkba_map){.arena = areas->arena};
    for (size_t i = 0; i < mkba_areas_count(areas); i++) {
        const mkba_area *area = mkba_areas_at(areas, i);
        if (!mkba_map_put(map, area->code, (size_t)(area - areas->area))) {
            return false;
        }
    }
    return true;
}

static bool all_have(const mkba_map *map, size_t moments, const char *code)
{
    for (size_t m = 0; m < moments; m++) {
        if (mkba_map_get(&map[m], code) == MKBA_MAP_NONE) {
            return false;
        }
    }
    return true;
}

static void note_left_out(mkba_areas *areas, const mkba_map *map, size_t moments)
{
    for (size_t i = 0; i < mkba_areas_count(areas); i++) {
        const mkba_area *area = mkba_areas_at(areas, i);
        if (!all_have(map, moments, area->code)) {
            mkba_message message;
            mkba_message_words(&message, "moments.left_out",
                               MKBA_WORDS(area->code, areas->file));
            mkba_areas_note(areas, &message);
        }
    }
}

/* `order` has the codes that all have. */
static bool select_areas(mkba_areas *areas, const mkba_map *map, const char *const *order,
                         size_t count)
{
    size_t *selected = mkba_arena_alloc(areas->arena, count, sizeof *selected);
    for (size_t i = 0; i < count && selected; i++) {
        selected[i] = mkba_map_get(map, order[i]);
    }
    areas->selected = selected;
    areas->n_selected = areas->selected_capacity = count;
    return selected != NULL;
}

static mkba_status align(mkba_areas *const *moment, size_t moments, const mkba_map *map,
                         mkba_issues *issues)
{
    size_t all = mkba_areas_count(moment[0]), count = 0;
    const char **order = mkba_arena_alloc(moment[0]->arena, all, sizeof *order);
    for (size_t i = 0; i < all && order; i++) {
        const char *code = mkba_areas_at(moment[0], i)->code;
        if (all_have(map, moments, code)) {
            order[count++] = code;
        }
    }
    if (order && count == 0) {
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0},
                              "moments.nothing_shared", NULL);
    }
    bool good = order != NULL;
    for (size_t m = 0; m < moments && good; m++) {
        note_left_out(moment[m], map, moments);
        good = select_areas(moment[m], &map[m], order, count);
    }
    return good ? MKBA_OK : MKBA_ERR_MEMORY;
}

mkba_status mkba_moments_align(mkba_areas *const *moment, size_t moments, mkba_issues *issues)
{
    mkba_map map[MKBA_MOST_WORLDS];
    if (moments < 2 || moments > MKBA_MOST_WORLDS) {
        return mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){0}, "compare.worlds", NULL);
    }
    for (size_t m = 0; m < moments; m++) {
        if (!map_codes(&map[m], moment[m])) {
            return MKBA_ERR_MEMORY;
        }
    }
    return align(moment, moments, map, issues);
}

/* ------------------------------------------------------------------ When */

static int compare_days(mkba_date a, mkba_date b)
{
    int years = a.year - b.year, months = a.month - b.month;
    return years != 0 ? years : months != 0 ? months : a.day - b.day;
}

static void add_days(mkba_date day[2], const mkba_data *data, const mkba_area *area)
{
    for (size_t k = 0; k < data->columns && area->entry; k++) {
        mkba_date date = area->entry[k].date;
        if (mkba_date_is_none(date) || !area->entered[k]) {
            continue;
        }
        bool first = mkba_date_is_none(day[0]);
        day[0] = first || compare_days(date, day[0]) < 0 ? date : day[0];
        day[1] = first || compare_days(date, day[1]) > 0 ? date : day[1];
    }
}

void mkba_moment_days(mkba_date day[2], const mkba_comparison *c, size_t moment, size_t row)
{
    const mkba_areas *areas = c->world[moment].areas;
    day[0] = day[1] = (mkba_date){0};
    for (size_t i = 0; i < c->areas; i++) {
        if (row == c->areas || row == i) {
            add_days(day, areas->data, mkba_areas_at(areas, i));
        }
    }
}

static const mkba_area *area_at(const mkba_comparison *c, size_t moment, size_t area)
{
    return mkba_areas_at(c->world[moment].areas, area);
}

bool mkba_moments_have(const mkba_comparison *c, size_t area, size_t column)
{
    for (size_t m = 0; m < c->worlds; m++) {
        if (area_at(c, m, area)->entered[column]) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ What it does not say */

/* `area` is the one that it is about; `areas` of the comparison: all. */
static mkba_message *add(mkba_comparison *c, size_t area, const char *id,
                         const char *const *words)
{
    mkba_message *grown = mkba_arena_grow(c->arena, c->caution, c->cautions,
                                          &c->caution_capacity, sizeof *c->caution);
    size_t *about = mkba_arena_grow(c->arena, c->caution_area, c->cautions,
                                    &c->caution_area_capacity, sizeof *c->caution_area);
    if (!grown || !about) {
        return NULL;
    }
    c->caution = grown;
    c->caution_area = about;
    about[c->cautions] = area;
    mkba_message_words(&grown[c->cautions], id, words);
    return &grown[c->cautions++];
}

static const char *source_of(const mkba_area *area, size_t column)
{
    return area->source[column] ? area->source[column] : "";
}

/* Two figures with different sources may differ by what was counted. */
static void caution_source(mkba_comparison *c, size_t moment, size_t area, size_t column)
{
    const mkba_area *a = area_at(c, 0, area), *b = area_at(c, moment, area);
    if (!a->entered[column] || !b->entered[column] ||
        strcmp(source_of(a, column), source_of(b, column)) == 0) {
        return;
    }
    const char *id = !source_of(a, column)[0]   ? "moments.source_came"
                     : !source_of(b, column)[0] ? "moments.source_went"
                                                : "moments.source_changed";
    add(c, area, id,
        MKBA_WORDS(c->world[0].areas->data->column[column].id, a->code, c->world[0].name,
                   source_of(a, column), c->world[moment].name, source_of(b, column)));
}

/* The model puts a default in the place of what is not entered, and that is no change. */
static void caution_entered(mkba_comparison *c, size_t moment, size_t area, size_t column)
{
    const mkba_column *about = &c->world[0].areas->data->column[column];
    const mkba_area *a = area_at(c, 0, area), *b = area_at(c, moment, area);
    if (about->in_model && a->entered[column] != b->entered[column]) {
        add(c, area, a->entered[column] ? "moments.no_more" : "moments.not_before",
            MKBA_WORDS(about->id, a->code, c->world[0].name, c->world[moment].name));
    }
}

/* Who scores the own work at both moments may have come to see it otherwise. */
static void caution_score(mkba_comparison *c, size_t moment, size_t area, size_t column)
{
    const mkba_area *a = area_at(c, 0, area), *b = area_at(c, moment, area);
    bool moved = a->entered[column] && b->entered[column] &&
                 fabs(a->value[column] - b->value[column]) > 0;
    bool own = !source_of(a, column)[0] || !source_of(b, column)[0];
    if (mkba_column_is_score(c->world[0].areas->data, column) && moved && own) {
        add(c, area, "moments.self_scored",
            MKBA_WORDS(c->world[0].areas->data->column[column].id, a->code,
                       c->world[moment].name));
    }
}

static void caution_columns(mkba_comparison *c, void (*look)(mkba_comparison *c, size_t moment,
                                                             size_t area, size_t column))
{
    for (size_t m = 1; m < c->worlds; m++) {
        for (size_t i = 0; i < c->areas; i++) {
            for (size_t k = 0; k < c->world[0].areas->data->columns; k++) {
                look(c, m, c->order[i], k);
            }
        }
    }
}

static bool has_amounts(const mkba_data *data, const mkba_area *area)
{
    for (size_t k = 0; k < data->columns; k++) {
        if (mkba_column_is_amount(&data->column[k]) && area->entered[k]) {
            return true;
        }
    }
    return false;
}

static void caution_price_year(mkba_comparison *c, size_t moment)
{
    const mkba_data *d = c->world[0].areas->data;
    size_t year = mkba_area_column(d, "price_year");
    double model = mkba_data_value(d, "price_year");
    for (size_t i = 0; i < c->areas; i++) {
        const mkba_area *area = area_at(c, moment, c->order[i]);
        if (!area->entered[year] && has_amounts(d, area)) {
            mkba_message *message = add(c, c->order[i], "moments.no_price_year",
                                        MKBA_WORDS(c->world[moment].name, area->code));
            if (message) {
                mkba_message_numbers(message, 2, 1, &model);
            }
        }
    }
}

static void caution_prices(mkba_comparison *c)
{
    double model = mkba_data_value(c->world[0].areas->data, "price_year");
    mkba_message *message = add(c, c->areas, "moments.prices", NULL);
    if (message) {
        mkba_message_numbers(message, 0, 1, &model);
    }
    for (size_t m = 0; m < c->worlds; m++) {
        caution_price_year(c, m);
    }
}

static void caution_days(mkba_comparison *c)
{
    for (size_t m = 1; m < c->worlds; m++) {
        mkba_date before[2], here[2];
        mkba_moment_days(before, c, m - 1, c->areas);
        mkba_moment_days(here, c, m, c->areas);
        if (!mkba_date_is_none(before[1]) && !mkba_date_is_none(here[1]) &&
            compare_days(here[1], before[1]) <= 0) {
            add(c, c->areas, "moments.not_later",
                MKBA_WORDS(c->world[m].name, c->world[m - 1].name));
        }
    }
}

static void caution_numbers(mkba_comparison *c)
{
    bool other = false;
    for (size_t m = 1; m < c->worlds; m++) {
        for (size_t i = 0; i < c->world[m].changes; i++) {
            other = other || !c->world[m].change[i].of_area;
        }
    }
    add(c, c->areas, other ? "moments.other_numbers" : "moments.same_numbers",
        MKBA_WORDS(c->world[0].areas->data->edition));
}

mkba_status mkba_moments_caution(mkba_comparison *c)
{
    add(c, c->areas, "moments.no_comparison", NULL);
    add(c, c->areas, "moments.regression", NULL);
    caution_columns(c, caution_score);
    caution_columns(c, caution_source);
    caution_columns(c, caution_entered);
    caution_prices(c);
    caution_numbers(c);
    caution_days(c);
    return mkba_arena_failed(c->arena) ? MKBA_ERR_MEMORY : MKBA_OK;
}
