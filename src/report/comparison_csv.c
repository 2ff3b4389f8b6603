#include "report/comparison.h"

#include "analysis/compare_work.h"
#include "analysis/moments.h"
#include "report/writers.h"

#include <math.h>
#include <string.h>

const char *mkba_changed_key(const mkba_compared_world *world, const mkba_changed *change)
{
    const mkba_data *d = world->areas->data;
    return change->of_area ? d->column[change->leaf].id : d->parameter[change->leaf].key;
}

const char *mkba_changed_unit(const mkba_compared_world *world, const mkba_changed *change)
{
    const mkba_data *d = world->areas->data;
    if (!change->of_area) {
        return d->parameter[change->leaf].unit;
    }
    return mkba_column_unit(&d->column[change->leaf]);
}

const char *mkba_column_unit(const mkba_column *column)
{
    static const char *const units[] = {[MKBA_COLUMN_SHARE] = "fraction",
                                        [MKBA_COLUMN_EURO] = "euro",
                                        [MKBA_COLUMN_SPEND] = "euro",
                                        [MKBA_COLUMN_YEAR] = "year",
                                        [MKBA_COLUMN_EVIDENCE] = NULL};
    const char *unit = units[column->type];
    return unit ? unit : "";
}

char mkba_changed_evidence(const mkba_compared_world *world, const mkba_changed *change,
                           const char **source)
{
    const mkba_data *d = world->areas->data;
    if (!change->of_area) {
        *source = d->parameter[change->leaf].source;
        return d->parameter[change->leaf].evidence[0];
    }
    return mkba_area_evidence(world->areas, world->result->outcome[change->area].area,
                              change->leaf, source);
}

/* ------------------------------------------------------------------ Rows */

/* The cells that come before the value. */
static void start_row(mkba_buffer *out, const char *area, const char *scenario,
                      const char *kind, const char *input, const char *figure,
                      const char *unit)
{
    const char *cell[] = {area, scenario, kind, input, figure, unit};
    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        mkba_write_csv_cell(out, cell[i]);
        mkba_buffer_add_char(out, ';', 1);
    }
}

static void end_row(mkba_buffer *out, double value)
{
    if (isfinite(value)) {
        mkba_buffer_add_double(out, value);
    }
    mkba_buffer_add_char(out, '\n', 1);
}

static void write_figures(mkba_buffer *out, const mkba_comparison *c, size_t row, size_t f,
                          const char *area)
{
    for (size_t w = 0; w < c->worlds; w++) {
        start_row(out, area, c->world[w].name, "figure", "", c->figure[f].path,
                  c->figure[f].unit);
        end_row(out, mkba_compared_value(c, w, row, f));
    }
    for (size_t w = 1; w < c->worlds; w++) {
        const mkba_compared_world *world = &c->world[w];
        const double *part = mkba_compared_parts(c, w, row, f);
        start_row(out, area, world->name, "difference", "", c->figure[f].path,
                  c->figure[f].unit);
        end_row(out, world->difference[row * c->figures + f]);
        for (size_t i = 0; i < world->inputs && c->figure[f].measure != MKBA_MAP_NONE; i++) {
            start_row(out, area, world->name, "contribution", world->input[i].name,
                      c->figure[f].path, c->figure[f].unit);
            end_row(out, part[i]);
        }
    }
}

static void write_side(mkba_buffer *out, const mkba_compared_world *world,
                       const mkba_changed *change, const char *input, bool from)
{
    const char *area = change->of_area ? world->result->outcome[change->area].area->code : "";
    const char *words = from ? change->from_text : change->to_text;
    start_row(out, area, world->name, from ? "from" : "to", input,
              mkba_changed_key(world, change), mkba_changed_unit(world, change));
    if (words) {
        mkba_write_csv_cell(out, words);
        mkba_buffer_add_char(out, '\n', 1);
    } else {
        end_row(out, from ? change->from : change->to);
    }
}

static void write_changes(mkba_buffer *out, const mkba_compared_world *world)
{
    for (size_t i = 0; i < world->inputs; i++) {
        const mkba_compared_input *input = &world->input[i];
        for (size_t k = input->first; k < input->first + input->changes; k++) {
            write_side(out, world, &world->change[k], input->name, true);
            write_side(out, world, &world->change[k], input->name, false);
        }
    }
}

/* ------------------------------------------------------------------ Moments */

static void write_words(mkba_buffer *out, const char *area, const char *moment,
                        const char *kind, const char *figure, const char *words)
{
    if (words[0]) {
        start_row(out, area, moment, kind, "", figure, "");
        mkba_write_csv_cell(out, words);
        mkba_buffer_add_char(out, '\n', 1);
    }
}

static void write_day(mkba_buffer *out, const char *area, const char *moment, const char *kind,
                      const char *figure, mkba_date date)
{
    char text[16];
    mkba_date_text(text, date);
    write_words(out, area, moment, kind, figure, mkba_date_is_none(date) ? "" : text);
}

/* One indicator of one moment: its value, and what the sheet says of it. */
static void write_indicator(mkba_buffer *out, const mkba_compared_world *moment, size_t row,
                            size_t k)
{
    const mkba_area *area = mkba_areas_at(moment->areas, row);
    const mkba_column *column = &moment->areas->data->column[k];
    start_row(out, area->code, moment->name, "indicator", "", column->id,
              mkba_column_unit(column));
    end_row(out, area->value[k]);
    write_words(out, area->code, moment->name, "source", column->id,
                area->source[k] ? area->source[k] : "");
    if (area->entry) {
        const mkba_entry *entry = &area->entry[k];
        write_day(out, area->code, moment->name, "date", column->id, entry->date);
        write_words(out, area->code, moment->name, "owner", column->id, entry->owner);
        write_day(out, area->code, moment->name, "next_date", column->id, entry->next_date);
        write_words(out, area->code, moment->name, "note", column->id, entry->note);
    }
}

static void write_indicators(mkba_buffer *out, const mkba_comparison *c, size_t row)
{
    for (size_t k = 0; k < c->world[0].areas->data->columns; k++) {
        for (size_t m = 0; m < c->worlds && mkba_moments_have(c, row, k); m++) {
            write_indicator(out, &c->world[m], row, k);
        }
    }
}

/* The name of the sentence, and what it is about. */
static void write_caution(mkba_buffer *out, const mkba_comparison *c,
                          const mkba_message *caution)
{
    bool of_column =
        mkba_area_column(c->world[0].areas->data, caution->argument[0].text) != MKBA_MAP_NONE;
    start_row(out, of_column ? caution->argument[1].text : "", "", "caution", caution->id,
              of_column ? caution->argument[0].text : "", "");
    mkba_buffer_add_char(out, '\n', 1);
}

void mkba_write_comparison_csv(mkba_buffer *out, const mkba_comparison *comparison)
{
    const mkba_comparison *c = comparison;
    mkba_buffer_add(out, "area;scenario;kind;input;figure;unit;value\n");
    for (size_t row = 0; row <= c->areas; row++) {
        bool total = row == c->areas;
        for (size_t f = 0; f < c->figures; f++) {
            if (!total || c->figure[f].adds_up || c->figure[f].measure == c->measures.ratio) {
                write_figures(out, c, row, f,
                              total ? "total" : c->world[0].result->outcome[row].area->code);
            }
        }
    }
    for (size_t w = 1; w < c->worlds; w++) {
        write_changes(out, &c->world[w]);
    }
    for (size_t row = 0; row < c->areas && c->is_moments; row++) {
        write_indicators(out, c, row);
    }
    for (size_t i = 0; i < c->cautions; i++) {
        write_caution(out, c, &c->caution[i]);
    }
}
