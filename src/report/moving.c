#include "report/moving.h"

#include "analysis/hash.h"
#include "report/json_inputs.h"
#include "report/writers.h"

#include <math.h>
#include <string.h>

enum { DIGITS = 4 };

void mkba_moving_start(mkba_moving *out, const mkba_page *on, const mkba_probe *probe,
                       double largest)
{
    const mkba_measure *measure = mkba_probe_measure(probe);
    *out = (mkba_moving){.page = *on,
                         .result = probe->result,
                         .measure = measure,
                         .is_euro = strncmp(measure->unit, "euro", 4) == 0 &&
                                    strcmp(measure->unit, "euro per euro") != 0};
    out->page.data = probe->result->data;
    out->page.unit = out->is_euro && largest >= 1e7 ? 1000 : 1;
}

void mkba_moving_title(const mkba_moving *moving, const char *id, const char *id_total,
                       const char *key)
{
    const mkba_result *r = moving->result;
    const mkba_area *area = r->outcome[0].area;
    mkba_page_say_title(&moving->page, r->count == 1 ? id : id_total,
                        MKBA_WORDS(moving->measure->path, key, area->name, area->code),
                        (double[]){(double)r->count}, 1);
    mkba_page_about(&moving->page);
    mkba_page_text(&moving->page, "title.indicative");
    mkba_page_applied(&moving->page, r->data, "");
    mkba_page_blank(&moving->page);
}

void mkba_moving_inputs(const mkba_moving *moving)
{
    char hash[65];
    mkba_inputs_hash(hash, &moving->result->areas, 1);
    mkba_page_say(&moving->page, "", "moving.inputs", MKBA_WORDS(hash), NULL, 0);
}

/* Four digits, without zeros at the end. */
static void write_short(mkba_buffer *out, const mkba_catalogue *c, double value)
{
    double size = fabs(value);
    int magnitude = size > 0 && isfinite(size) ? (int)floor(log10(size)) : 0;
    double unit = pow(10, fmin(0, magnitude + 1 - DIGITS));
    mkba_write_precise(out, c, isfinite(value) ? round(value / unit) * unit : value);
}

void mkba_moving_value(mkba_buffer *out, const mkba_moving *moving, const char *unit,
                       double value)
{
    bool share = strcmp(unit, "fraction") == 0;
    write_short(out, moving->page.catalogue, share ? value * 100 : value);
    mkba_buffer_add(out, share && isfinite(value) ? "%" : "");
}

void mkba_moving_figure(mkba_buffer *out, const mkba_moving *moving, double value)
{
    if (moving->is_euro) {
        mkba_write_number(out, moving->page.catalogue, value / moving->page.unit, 0);
    } else {
        write_short(out, moving->page.catalogue, value);
    }
}

void mkba_moving_cell(mkba_page_cells *cells, const mkba_moving *moving, const char *unit,
                      double value)
{
    mkba_buffer text = {0};
    mkba_moving_value(&text, moving, unit, value);
    mkba_cells_take(cells, &text);
}

void mkba_moving_figure_cell(mkba_page_cells *cells, const mkba_moving *moving, double value)
{
    mkba_buffer text = {0};
    mkba_moving_figure(&text, moving, value);
    mkba_cells_take(cells, &text);
}

void mkba_moving_name(mkba_buffer *out, const mkba_moving *moving, const mkba_axis *axis)
{
    mkba_buffer_add(out, axis->key);
    if (strcmp(axis->unit, "fraction") != 0) {
        mkba_buffer_add(out, " (");
        mkba_buffer_add(
            out, strcmp(axis->unit, "scale") == 0
                     ? mkba_say(moving->page.catalogue, "moving.scale")
                     : mkba_unit_label(moving->page.data, axis->unit, moving->page.catalogue));
        mkba_buffer_add(out, ")");
    }
}

/* ------------------------------------------------------------------ For programs */

void mkba_moving_json_start(mkba_json *json, const char *schema, const mkba_probe *probe)
{
    const mkba_data *d = probe->result->data;
    mkba_json_open(json, NULL, '{');
    mkba_json_text(json, "schema", schema);
    mkba_json_text(json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(json, "data_edition", d->edition);
    mkba_json_hash(json, &probe->result->areas, 1);
    mkba_json_applied(json, "scenario", d);
    mkba_json_number(json, "price_year", mkba_data_value(d, "price_year"));
    mkba_json_text(json, "figure", mkba_probe_measure(probe)->path);
    mkba_json_text(json, "unit", mkba_probe_measure(probe)->unit);
}

void mkba_moving_json_axis(mkba_json *json, const mkba_axis *axis)
{
    const mkba_data *d = axis->result->data;
    const mkba_source *source = mkba_data_source(d, axis->source);
    char grade[] = {axis->evidence, '\0'};
    mkba_json_text(json, "key", axis->key);
    mkba_json_text(json, "kind", axis->sort);
    mkba_json_text(json, "unit", axis->unit);
    mkba_json_number(json, "low", axis->low);
    mkba_json_number(json, "central", axis->central);
    mkba_json_number(json, "high", axis->high);
    mkba_json_flag(json, "range_cut", axis->cut);
    mkba_json_text(json, "evidence", grade);
    mkba_json_text(json, "source", source ? source->title : axis->source);
    if (axis->kind == MKBA_AXIS_GROUP) {
        mkba_json_open(json, "members", '[');
        for (size_t i = 0; i < axis->members; i++) {
            mkba_json_text(json, NULL, d->parameter[axis->member[i]].key);
        }
        mkba_json_close(json, ']');
    }
}

void mkba_moving_json_area(mkba_json *json, const mkba_outcome *outcome)
{
    mkba_json_text(json, "area", outcome ? outcome->area->code : "total");
    if (outcome) {
        mkba_json_text(json, "name", outcome->area->name);
    }
}

void mkba_moving_csv_number(mkba_buffer *out, double value)
{
    mkba_buffer_add_char(out, ';', 1);
    if (isfinite(value)) {
        mkba_buffer_add_double(out, value);
    }
}
