/* Measurements at several moments, on paper: what stands beside the comparison. */
#include "report/comparison.h"

#include "analysis/compare_work.h"
#include "analysis/moments.h"

#include <stdlib.h>
#include <string.h>

/* On paper so many; CSV and JSON have all. */
enum { MOST_AREAS = 5, MOST_CAUTIONS = 40 };

static const mkba_area *area_at(const mkba_comparison_sheet *sheet, size_t moment, size_t area)
{
    return mkba_areas_at(sheet->c->world[moment].areas, area);
}

static void add_days(mkba_buffer *out, const mkba_comparison_sheet *sheet, size_t moment)
{
    char first[16], last[16];
    mkba_date day[2];
    mkba_moment_days(day, sheet->c, moment, sheet->row);
    mkba_date_text(first, day[0]);
    mkba_date_text(last, day[1]);
    const char *id = mkba_date_is_none(day[0])  ? "moments.no_day"
                     : strcmp(first, last) == 0 ? "moments.on"
                                                : "moments.between";
    mkba_page_add(out, &sheet->page, id, MKBA_WORDS(first, last), NULL, 0);
}

static double changes_of(const mkba_comparison_sheet *sheet, const mkba_compared_world *moment)
{
    double n = 0;
    for (size_t i = 0; i < moment->changes; i++) {
        n += mkba_comparison_is_of_row(sheet, &moment->change[i]);
    }
    return n;
}

void mkba_moments_legend(const mkba_comparison_sheet *sheet)
{
    for (size_t m = 0; m < sheet->c->worlds; m++) {
        const mkba_compared_world *moment = &sheet->c->world[m];
        mkba_buffer days = {0};
        add_days(&days, sheet, m);
        mkba_page_say(&sheet->page, "- ", m == 0 ? "moments.first" : "moments.later",
                      MKBA_WORDS(moment->name, mkba_buffer_text(&days)),
                      (double[]){changes_of(sheet, moment)}, m == 0 ? 0 : 1);
        mkba_buffer_free(&days);
    }
}

void mkba_moments_heading(const mkba_comparison_sheet *sheet, const char *id, size_t area)
{
    mkba_page_say_heading(&sheet->page, id, MKBA_WORDS(area_at(sheet, 0, area)->name), NULL,
                          0);
}

/* ------------------------------------------------------------------ Date and source */

static mkba_date date_of(const mkba_area *area, size_t column)
{
    return area->entry ? area->entry[column].date : (mkba_date){0};
}

/* "": none. */
static const char *source_of(const mkba_area *area, size_t column)
{
    return area->source[column] ? area->source[column] : "";
}

static bool has_day_or_source(const mkba_area *area, size_t column)
{
    return area->entered[column] &&
           (!mkba_date_is_none(date_of(area, column)) || source_of(area, column)[0]);
}

static void add_source(mkba_buffer *out, const mkba_comparison_sheet *sheet, size_t moment,
                       size_t area, size_t column)
{
    const mkba_area *a = area_at(sheet, moment, area);
    char day[16];
    const char *source = source_of(a, column);
    bool dated = !mkba_date_is_none(date_of(a, column));
    mkba_date_text(day, date_of(a, column));
    mkba_page_add(
        out, &sheet->page, "moments.source_of",
        MKBA_WORDS(sheet->c->world[moment].name,
                   dated ? day : mkba_say(sheet->page.catalogue, "moments.no_day"),
                   source[0] ? source : mkba_say(sheet->page.catalogue, "moments.no_source")),
        NULL, 0);
}

static void write_sources_of(const mkba_comparison_sheet *sheet, size_t area, size_t column)
{
    mkba_buffer text = {0};
    const mkba_column *about = &sheet->page.data->column[column];
    for (size_t m = 0; m < sheet->c->worlds; m++) {
        if (has_day_or_source(area_at(sheet, m, area), column)) {
            mkba_buffer_add(&text, text.length > 0 ? "; " : "");
            add_source(&text, sheet, m, area, column);
        }
    }
    if (text.length > 0) {
        mkba_buffer line = {0};
        mkba_buffer_add(&line, about->label[mkba_catalogue_language(sheet->page.catalogue)]);
        mkba_buffer_add(&line, ". ");
        mkba_buffer_add(&line, mkba_buffer_text(&text));
        mkba_page_take(&sheet->page, "- ", &line);
    }
    sheet->page.out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static bool any_source(const mkba_comparison_sheet *sheet, size_t area)
{
    for (size_t m = 0; m < sheet->c->worlds; m++) {
        for (size_t k = 0; k < sheet->page.data->columns; k++) {
            if (has_day_or_source(area_at(sheet, m, area), k)) {
                return true;
            }
        }
    }
    return false;
}

static void write_sources(const mkba_comparison_sheet *sheet, size_t area)
{
    if (!any_source(sheet, area)) {
        return;
    }
    mkba_moments_heading(sheet, "moments.sources", area);
    for (size_t k = 0; k < sheet->page.data->columns; k++) {
        write_sources_of(sheet, area, k);
    }
}

/* ------------------------------------------------------------------ What is next */

typedef struct {
    char day[16];
    size_t area, column;
} due;

static int by_day(const void *a, const void *b)
{
    const due *x = a, *y = b;
    int days = strcmp(x->day, y->day);
    int areas = (x->area > y->area) - (x->area < y->area);
    int columns = (x->column > y->column) - (x->column < y->column);
    return days != 0 ? days : areas != 0 ? areas : columns;
}

/* Is the area written about: one, or all of them? */
static bool is_of(const mkba_comparison_sheet *sheet, size_t area)
{
    return sheet->row == sheet->c->areas || sheet->row == area;
}

/* As the last measurement says. */
static size_t find_due(const mkba_comparison_sheet *sheet, due *found)
{
    size_t count = 0, columns = sheet->page.data->columns;
    for (size_t i = 0; i < sheet->c->areas; i++) {
        const mkba_area *a = area_at(sheet, sheet->c->worlds - 1, i);
        for (size_t k = 0; k < columns && a->entry && is_of(sheet, i); k++) {
            if (!mkba_date_is_none(a->entry[k].next_date)) {
                found[count] = (due){.area = i, .column = k};
                mkba_date_text(found[count++].day, a->entry[k].next_date);
            }
        }
    }
    qsort(found, count, sizeof *found, by_day);
    return count;
}

static void write_due(const mkba_comparison_sheet *sheet)
{
    due *found = calloc(sheet->c->areas * sheet->page.data->columns + 1, sizeof *found);
    size_t count = found ? find_due(sheet, found) : 0;
    sheet->page.out->failed |= !found;
    if (count > 0) {
        mkba_page_heading(&sheet->page, "moments.due");
    }
    for (size_t i = 0; i < count && i < MOST_CAUTIONS; i++) {
        const mkba_area *a = area_at(sheet, sheet->c->worlds - 1, found[i].area);
        const char *owner = a->entry[found[i].column].owner;
        mkba_page_say(&sheet->page, "- ", owner[0] ? "moments.due_by" : "moments.due_on",
                      MKBA_WORDS(found[i].day, sheet->page.data->column[found[i].column].id,
                                 a->code, owner),
                      NULL, 0);
    }
    if (count > MOST_CAUTIONS) {
        mkba_page_say(&sheet->page, "", "moments.more", NULL,
                      (double[]){(double)(count - MOST_CAUTIONS)}, 1);
    }
    free(found);
}

/* ------------------------------------------------------------------ All of it */

void mkba_moments_indicators(const mkba_comparison_sheet *sheet)
{
    bool all = sheet->c->areas <= MOST_AREAS || sheet->row < sheet->c->areas;
    for (size_t i = 0; i < sheet->c->areas && all; i++) {
        size_t area = sheet->c->order[i];
        if (is_of(sheet, area)) {
            mkba_moments_heading(sheet, "moments.indicators", area);
            mkba_comparison_indicators(sheet, area);
            write_sources(sheet, area);
        }
    }
    if (!all) {
        mkba_page_heading(&sheet->page, "moments.indicator");
        mkba_page_text(&sheet->page, "moments.per_area");
    }
    write_due(sheet);
}

void mkba_moments_cautions(const mkba_comparison_sheet *sheet, unsigned which)
{
    const mkba_comparison *c = sheet->c;
    size_t count = 0;
    for (size_t i = 0; i < c->cautions; i++) {
        bool general = c->caution_area[i] == c->areas;
        bool told = general
                        ? which & MKBA_CAUTIONS_OF_ALL
                        : which & MKBA_CAUTIONS_OF_AREAS && is_of(sheet, c->caution_area[i]);
        if (told && count == 0) {
            mkba_page_heading(&sheet->page, "moments.cautions");
        }
        if (told && count < MOST_CAUTIONS) {
            mkba_page_message(&sheet->page, "- ", &c->caution[i]);
        }
        count += told;
    }
    if (count > MOST_CAUTIONS) {
        mkba_page_say(&sheet->page, "- ", "moments.more", NULL,
                      (double[]){(double)(count - MOST_CAUTIONS)}, 1);
    }
}

/* ------------------------------------------------------------------ Beside the last one */

/* Was a figure entered before, that the last measurement leaves to the model? */
static bool is_gone(const mkba_comparison_sheet *sheet, size_t area, size_t column)
{
    size_t last = sheet->c->worlds - 1;
    return sheet->page.data->column[column].in_model && is_of(sheet, area) &&
           mkba_moments_have(sheet->c, area, column) &&
           !area_at(sheet, last, area)->entered[column];
}

static void add_gone(mkba_buffer *out, const mkba_comparison_sheet *sheet, size_t area,
                     size_t column)
{
    mkba_language language = mkba_catalogue_language(sheet->page.catalogue);
    mkba_buffer_add(out, out->length > 0 ? "; " : "");
    mkba_buffer_add(out, sheet->page.data->column[column].label[language]);
    if (sheet->row == sheet->c->areas) {
        mkba_buffer_add(out, " (");
        mkba_buffer_add(out, area_at(sheet, 0, area)->code);
        mkba_buffer_add(out, ")");
    }
}

void mkba_moments_latest(const mkba_comparison_sheet *sheet)
{
    mkba_buffer days = {0}, gone = {0};
    size_t last = sheet->c->worlds - 1;
    const char *name = sheet->c->world[last].name;
    add_days(&days, sheet, last);
    mkba_page_say(&sheet->page, "", "moments.latest",
                  MKBA_WORDS(name, mkba_buffer_text(&days)), NULL, 0);
    for (size_t i = 0; i < sheet->c->areas; i++) {
        for (size_t k = 0; k < sheet->page.data->columns; k++) {
            if (is_gone(sheet, sheet->c->order[i], k)) {
                add_gone(&gone, sheet, sheet->c->order[i], k);
            }
        }
    }
    if (gone.text) {
        mkba_page_say(&sheet->page, "", "moments.gone", MKBA_WORDS(name, gone.text), NULL, 0);
    }
    mkba_buffer_free(&days);
    mkba_buffer_free(&gone);
}
