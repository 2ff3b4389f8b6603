#include "input/overlay.h"

#include "base/buffer.h"
#include "input/area_rules.h"
#include "input/scenario.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    mkba_areas *areas;
    const mkba_origin *origin; /* of the change at hand */
    const mkba_origin *told;   /* the last one of which a fault was told */
    const char *unknown;       /* the last area that is not there */
    mkba_issues *issues;
    mkba_status status; /* of the first fault */
} applier;

static bool keep(applier *a, mkba_status status)
{
    mkba_keep_first(&a->status, status);
    return status == MKBA_OK;
}

/* A change of all areas names the one that it does not fit. */
static mkba_place place_of(char name[MKBA_TEXT], const mkba_origin *origin,
                           const mkba_area *area)
{
    bool all = area && strncmp(origin->path, "areas.*.", 8) == 0;
    snprintf(name, MKBA_TEXT, "%s%s%s%s", origin->path, all ? " (" : "", all ? area->code : "",
             all ? ")" : "");
    return (mkba_place){.file = origin->file, .line = origin->line, .column_name = name};
}

/* ------------------------------------------------------------------ One column of one area */

static void forget_range(mkba_area *area, size_t column)
{
    if (area->low) {
        area->low[column] = area->high[column] = NAN;
    }
}

static void forget_negative(mkba_area *area, const char *column)
{
    size_t kept = 0;
    for (size_t i = 0; i < area->notes; i++) {
        if (strcmp(area->note[i].id, "warn.negative_spend") != 0 ||
            strcmp(area->note[i].argument[0].text, column) != 0) {
            area->note[kept++] = area->note[i];
        }
    }
    area->notes = kept;
}

static const char *number_text(const applier *a, double value)
{
    char text[MKBA_DOUBLE_TEXT];
    return mkba_arena_text(a->areas->arena, text, mkba_double_text(text, value));
}

static bool mark(applier *a, mkba_area *area, size_t column)
{
    if (!area->origin) {
        area->origin =
            mkba_arena_alloc(a->areas->arena, a->areas->data->columns, sizeof *area->origin);
    }
    if (area->origin) {
        area->origin[column] = a->origin;
    }
    return area->origin != NULL;
}

/* NaN where there is nothing to change. */
static double changed(const mkba_area *area, size_t column, const mkba_change *change)
{
    double value = area->entered[column] ? area->value[column] : (double)NAN;
    return change->take == MKBA_TAKE_TIMES  ? value * change->number
           : change->take == MKBA_TAKE_PLUS ? value + change->number
                                            : change->number;
}

static void put_number(applier *a, mkba_area *area, size_t column, double value)
{
    forget_negative(area, a->areas->data->column[column].id);
    forget_range(area, column);
    area->value[column] = value;
    area->entered[column] = true;
    area->text[column] = number_text(a, value);
    mkba_area_floor_spending(a->areas, area, column);
}

static void put_text(applier *a, mkba_area *area, size_t column, const char *text)
{
    forget_negative(area, a->areas->data->column[column].id);
    forget_range(area, column);
    area->value[column] = NAN;
    area->entered[column] = false;
    area->text[column] = mkba_arena_text(a->areas->arena, text, strlen(text));
}

/* False when the area has nothing there to multiply or add to. */
static bool change_area(applier *a, mkba_area *area, size_t column, const mkba_change *change)
{
    char name[MKBA_TEXT];
    if (change->take == MKBA_TAKE_AWAY && !area->text[column][0]) {
        return true; /* there was nothing */
    }
    if (change->take == MKBA_TAKE_AWAY || change->take == MKBA_TAKE_TEXT) {
        put_text(a, area, column, change->text);
    } else {
        double value = changed(area, column, change);
        if (isnan(value)) {
            return false;
        }
        if (a->told == a->origin) {
            return true; /* one fault per change */
        }
        mkba_place place = place_of(name, a->origin, area);
        if (!keep(a, mkba_overlay_check_column(&a->areas->data->column[column], value, place,
                                               a->issues))) {
            a->told = a->origin;
            return true;
        }
        put_number(a, area, column, value);
    }
    keep(a, mark(a, area, column) ? MKBA_OK : MKBA_ERR_MEMORY);
    return true;
}

/* ------------------------------------------------------------------ One change */

/* There is no such area: told once for all that the file says of it. */
static void refuse_area(applier *a, const mkba_change *change)
{
    size_t ignored;
    char path[MKBA_TEXT];
    mkba_place place = {
        .file = a->origin->file, .line = change->area_line, .column_name = path};
    if (a->unknown != change->area) {
        snprintf(path, sizeof path, "areas.%s", change->area);
        keep(a, mkba_areas_find(&ignored, a->areas, change->area, a->issues));
        mkba_issue_at(a->issues, place);
        a->unknown = change->area;
    }
}

/* The areas that a change is about: one, or SIZE_MAX for all of the run. */
static bool find_areas(applier *a, const mkba_change *change, size_t *only)
{
    *only = SIZE_MAX;
    if (strcmp(change->area, "*") == 0 ||
        mkba_areas_find(only, a->areas, change->area, NULL) == MKBA_OK) {
        return true;
    }
    refuse_area(a, change);
    return false;
}

static void refuse_missing(applier *a, const mkba_change *change, const mkba_area *area,
                           size_t count)
{
    char name[MKBA_TEXT];
    keep(a, mkba_issue_add(a->issues, MKBA_ERR_MISSING, place_of(name, a->origin, NULL),
                           count > 1 ? "overlay.not_entered_many" : "overlay.not_entered",
                           MKBA_WORDS(change->pattern, area->name)));
    mkba_issue_numbers(a->issues, 2, 1, (double[]){(double)count});
}

static void apply_change(applier *a, const mkba_change *change)
{
    size_t only, missing = 0;
    size_t column = mkba_area_column(a->areas->data, change->pattern);
    const mkba_area *first = NULL;
    if (!find_areas(a, change, &only)) {
        return;
    }
    for (size_t i = 0; i < mkba_areas_count(a->areas); i++) {
        mkba_area *area = mkba_areas_at(a->areas, i);
        bool meant = only == SIZE_MAX || area == &a->areas->area[only];
        if (meant && !change_area(a, area, column, change)) {
            first = first ? first : area;
            missing++;
        }
    }
    if (first) {
        refuse_missing(a, change, first, missing);
    }
}

static const mkba_origin *new_origin(const mkba_areas *areas, const mkba_overlay_file *file,
                                     const mkba_change *change)
{
    mkba_origin *origin = mkba_arena_alloc(areas->arena, 1, sizeof *origin);
    if (origin) {
        *origin = (mkba_origin){
            .file = mkba_arena_text(areas->arena, file->file, strlen(file->file)),
            .line = change->line,
            .path = mkba_arena_text(areas->arena, change->path, strlen(change->path)),
            .source = mkba_arena_text(areas->arena, file->source, strlen(file->source))};
    }
    return mkba_arena_failed(areas->arena) ? NULL : origin;
}

/* ------------------------------------------------------------------ An area as a whole */

/* The last of the columns that a scenario changed; NULL when it changed none of them. */
static const mkba_origin *origin_of(const mkba_data *data, const mkba_area *area,
                                    const char *const *pattern, size_t count)
{
    const mkba_origin *found = NULL;
    for (size_t i = 0; i < data->columns; i++) {
        for (size_t k = 0; k < count; k++) {
            if (area->origin[i] && mkba_pattern_fits(pattern[k], data->column[i].id)) {
                found = area->origin[i];
            }
        }
    }
    return found;
}

/* Blanks that were read as 0 because others were given are blank again. */
static void empty_funding(const mkba_data *data, mkba_area *area)
{
    for (size_t i = 0; i < data->columns; i++) {
        if (strncmp(data->column[i].id, "funding_", 8) == 0 && !area->text[i][0]) {
            area->entered[i] = false;
            area->value[i] = NAN;
        }
    }
}

static void tell(applier *a, const mkba_origin *origin, const mkba_area *area, const char *id,
                 const double *number, size_t numbers)
{
    char name[MKBA_TEXT];
    mkba_place place = place_of(name, origin, area);
    keep(a, mkba_issue_add(a->issues, MKBA_ERR_CONFLICT, place, id, NULL));
    mkba_issue_numbers(a->issues, 0, numbers, number);
}

static void check_area(applier *a, mkba_area *area)
{
    static const char *const of_segments[] = {"households", "heavy_households",
                                              "vulnerable_households"};
    static const char *const of_funding[] = {"funding_*"};
    const mkba_data *data = a->areas->data;
    const mkba_origin *segments = origin_of(data, area, of_segments, 3);
    const mkba_origin *funding = origin_of(data, area, of_funding, 1);
    double number[3];
    size_t last;
    if (segments && !mkba_area_segments_fit(data, area, number)) {
        tell(a, segments, area, "area.segments", number, 3);
    }
    if (funding) {
        empty_funding(data, area);
        if (!mkba_area_funding_fits(data, area, number, &last)) {
            tell(a, funding, area, "area.funding", number, 1);
        }
    }
}

mkba_status mkba_areas_apply(mkba_areas *areas, const mkba_overlay *overlay,
                             mkba_issues *issues)
{
    applier a = {.areas = areas, .issues = issues};
    mkba_status status = mkba_areas_fill_selected(areas, issues);
    if (status != MKBA_OK) {
        return status;
    }
    for (size_t f = 0; f < overlay->files; f++) {
        const mkba_overlay_file *file = &overlay->file[f];
        for (size_t c = 0; c < file->changes; c++) {
            if (!file->change[c].area) {
                continue;
            }
            a.origin = new_origin(areas, file, &file->change[c]);
            if (!a.origin) {
                return MKBA_ERR_MEMORY;
            }
            apply_change(&a, &file->change[c]);
        }
    }
    for (size_t i = 0; i < mkba_areas_count(areas) && a.status == MKBA_OK; i++) {
        mkba_area *area = mkba_areas_at(areas, i);
        if (area->origin) {
            check_area(&a, area);
        }
    }
    return a.status == MKBA_OK && mkba_arena_failed(areas->arena) ? MKBA_ERR_MEMORY : a.status;
}
