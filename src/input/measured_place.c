/* Measured effects where they belong: in the areas that they are about. */
#include "input/area_rules.h"
#include "input/measured.h"
#include "input/parameters.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    mkba_areas *areas;
    const mkba_data *data;
    size_t *row_of;   /* [run areas * measured]: 1 + the measurement that is there, 0: none */
    size_t elsewhere; /* measurements of areas that are not asked for */
    mkba_issues *issues;
    mkba_status status;
} placer;

static void keep(placer *p, mkba_status status)
{
    mkba_keep_first(&p->status, status);
}

static mkba_place place_of(const mkba_measurement *m)
{
    return (mkba_place){.file = m->file, .line = m->line};
}

static void fault(placer *p, mkba_status status, const mkba_measurement *m, const char *id,
                  const char *const *words)
{
    keep(p, mkba_issue_add(p->issues, status, place_of(m), id, words));
}

/* ------------------------------------------------------------------ Which area */

/* The place of an area in the run, or SIZE_MAX. */
static size_t in_run(const mkba_areas *areas, size_t area)
{
    for (size_t i = 0; i < areas->n_selected; i++) {
        if (areas->selected[i] == area) {
            return i;
        }
    }
    return areas->n_selected > 0 ? SIZE_MAX : area;
}

static bool find_area(size_t *out, placer *p, const mkba_measurement *m)
{
    const mkba_areas *areas = p->areas;
    if (m->area[0] && strcmp(m->area, "*") != 0) {
        mkba_status status = mkba_areas_find(out, areas, m->area, p->issues);
        if (status != MKBA_OK) {
            mkba_issue_at(p->issues, place_of(m));
            keep(p, status);
        }
        return status == MKBA_OK;
    }
    if (mkba_areas_count(areas) > 1) {
        fault(p, MKBA_ERR_MISSING, m, "measured.which_area", NULL);
        return false;
    }
    *out = areas->n_selected > 0 ? areas->selected[0] : 0;
    return true;
}

/* ------------------------------------------------------------------ One figure */

static bool make_room(mkba_areas *areas, mkba_area *area)
{
    size_t n = areas->data->columns;
    bool has_range = area->low != NULL;
    area->passport = area->passport
                         ? area->passport
                         : mkba_arena_alloc(areas->arena, n, sizeof *area->passport);
    if (!has_range) {
        area->low = mkba_arena_alloc(areas->arena, n, sizeof *area->low);
        area->high = mkba_arena_alloc(areas->arena, n, sizeof *area->high);
    }
    for (size_t i = 0; i < n && !has_range && area->low && area->high; i++) {
        area->low[i] = area->high[i] = NAN;
    }
    return area->passport && area->low && area->high;
}

static void put(placer *p, mkba_area *area, size_t column, const double value[3],
                mkba_passport passport)
{
    mkba_passport *own = mkba_arena_alloc(p->areas->arena, 1, sizeof *own);
    if (!own) {
        keep(p, MKBA_ERR_MEMORY);
        return;
    }
    *own = passport;
    area->entered[column] = true;
    area->value[column] = value[0];
    area->low[column] = value[1];
    area->high[column] = value[2];
    area->passport[column] = own;
}

static void put_number(placer *p, mkba_area *area, size_t column, double value,
                       mkba_passport passport)
{
    put(p, area, column, (double[]){value, value, value}, passport);
}

/* ------------------------------------------------------------------ One measurement */

/* What was measured without a comparison is not yet an effect: that is derived from it. */
static char evidence_of(const mkba_measurement *m)
{
    return !m->source[0] ? 'S' : m->design == MKBA_MEASURED_BEFORE_AFTER ? 'D' : 'A';
}

/* The euros of a line have the price 1, brought to the price level like any other. */
static void put_price(placer *p, mkba_area *area, const mkba_measurement *m)
{
    const mkba_measured *item = &p->data->measured[m->item];
    const mkba_price *listed = item->price;
    double value[3], year = m->price_year, factor = 1;
    char path[MKBA_PATH];
    bool is_own = !isnan(m->price[0]);
    mkba_passport passport = {m->source[0] ? 'A' : 'S', m->source, m->file, m->line, is_own};
    for (size_t i = 0; i < 3; i++) {
        value[i] = isnan(m->price[0]) ? 1 : m->price[i];
    }
    if (!is_own && listed) {
        mkba_data_file(path, p->data, "prices.csv");
        value[0] = listed->value;
        value[1] = listed->low;
        value[2] = listed->high;
        year = listed->price_year;
        passport = (mkba_passport){listed->evidence[0], listed->source,
                                   mkba_arena_text(p->areas->arena, path, strlen(path)),
                                   listed->file_line, false};
    }
    if (!isnan(year)) {
        keep(p, mkba_price_factor(&factor, p->data, year, place_of(m), p->issues));
    }
    for (size_t i = 0; i < 3; i++) {
        value[i] *= factor;
    }
    put(p, area, item->column[MKBA_MEASURED_PRICE], value, passport);
}

static void put_years(placer *p, mkba_area *area, const mkba_measurement *m)
{
    const mkba_measured *item = &p->data->measured[m->item];
    const mkba_passport passport = {m->source[0] ? 'A' : 'S', m->source, m->file, m->line,
                                    false};
    double start = mkba_data_value(p->data, "start_year");
    double end = start + mkba_data_value(p->data, "horizon");
    double year[2] = {m->first, m->last};
    static const size_t column[2] = {MKBA_MEASURED_FIRST, MKBA_MEASURED_LAST};
    for (size_t i = 0; i < 2; i++) {
        if (year[i] < start || (i == 0 && year[i] >= end)) {
            fault(p, MKBA_ERR_RANGE, m, "measured.year_outside", NULL);
            mkba_issue_numbers(p->issues, 0, 3, (double[]){year[i], start, end - 1});
            return;
        }
        if (!isnan(year[i])) {
            put_number(p, area, item->column[column[i]], year[i] - start, passport);
        }
    }
}

static void put_all(placer *p, mkba_area *area, const mkba_measurement *m)
{
    const mkba_measured *item = &p->data->measured[m->item];
    const mkba_passport measured = {evidence_of(m), m->source, m->file, m->line, false};
    const mkba_passport judged = {'S', m->source, m->file, m->line, false};
    if (!make_room(p->areas, area)) {
        keep(p, MKBA_ERR_MEMORY);
        return;
    }
    put(p, area, item->column[MKBA_MEASURED_CHANGE], m->change, measured);
    put_number(p, area, item->column[m->design], 1, measured);
    if (!isnan(m->attribution[0])) {
        put(p, area, item->column[MKBA_MEASURED_ATTRIBUTION], m->attribution, judged);
    }
    put_price(p, area, m);
    put_years(p, area, m);
}

/* ------------------------------------------------------------------ Nothing twice */

/* What the area holds already against what would come beside it. */
static bool stands_alone(placer *p, size_t at, const mkba_measurement *m)
{
    const mkba_data *d = p->data;
    const mkba_measured *own = &d->measured[m->item];
    for (size_t i = 0; i < d->n_measured; i++) {
        size_t row = p->row_of[at * d->n_measured + i];
        const mkba_measured *other = &d->measured[i];
        if (row == 0) {
            continue;
        }
        char line[32];
        snprintf(line, sizeof line, "%u", d->measurement[row - 1].line);
        bool same_line = strcmp(own->line, other->line) == 0;
        const char *id = i == m->item                                  ? "measured.twice"
                         : same_line && (!own->price || !other->price) ? "measured.service"
                         : mkba_measured_overlap(d, own, other)        ? "measured.effect"
                                                                       : NULL;
        if (id) {
            fault(p, MKBA_ERR_CONFLICT, m, id, MKBA_WORDS(own->id, other->id, line));
            return false;
        }
    }
    return true;
}

static void place_one(placer *p, size_t i)
{
    const mkba_data *d = p->data;
    const mkba_measurement *m = &d->measurement[i];
    size_t index, at;
    if (!find_area(&index, p, m)) {
        return;
    }
    at = in_run(p->areas, index);
    if (at == SIZE_MAX) {
        p->elsewhere++;
        return;
    }
    mkba_area *area = &p->areas->area[index];
    mkba_status status = mkba_areas_fill(p->areas, index, p->issues);
    keep(p, status);
    if (status != MKBA_OK || !stands_alone(p, at, m)) {
        return;
    }
    p->row_of[at * d->n_measured + m->item] = i + 1;
    if (!(area->value[mkba_area_column(d, "households")] > 0)) {
        fault(p, MKBA_ERR_CONFLICT, m, "measured.no_households", MKBA_WORDS(area->code));
        return;
    }
    put_all(p, area, m);
}

static void note_elsewhere(placer *p)
{
    double number[2] = {(double)p->elsewhere, (double)p->data->measurements};
    mkba_message message;
    if (p->elsewhere > 0) {
        mkba_message_fill(&message, "assume.measured_elsewhere", NULL, number, 2);
        mkba_areas_note(p->areas, &message);
    }
}

mkba_status mkba_areas_measure(mkba_areas *areas, mkba_issues *issues)
{
    const mkba_data *d = areas->data;
    placer p = {.areas = areas, .data = d, .issues = issues};
    if (d->measurements == 0) {
        return MKBA_OK;
    }
    if (areas->columns != d->columns) {
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0}, "measured.too_late",
                              NULL);
    }
    p.row_of = mkba_arena_alloc(areas->arena, mkba_areas_count(areas) * d->n_measured,
                                sizeof *p.row_of);
    if (!p.row_of) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < d->measurements; i++) {
        place_one(&p, i);
    }
    note_elsewhere(&p);
    return p.status;
}
