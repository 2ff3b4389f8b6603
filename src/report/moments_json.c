/* Measurements at several moments, for programs. */
#include "report/comparison.h"

#include "analysis/compare_work.h"
#include "analysis/moments.h"
#include "report/json.h"

static void write_day(mkba_json *json, const char *key, mkba_date date)
{
    char text[16];
    mkba_date_text(text, date);
    mkba_json_text(json, key, mkba_date_is_none(date) ? "" : text);
}

static void write_moment(mkba_json *json, const mkba_comparison *c, size_t moment)
{
    mkba_date day[2];
    mkba_moment_days(day, c, moment, c->areas);
    mkba_json_open_row(json, NULL);
    mkba_json_text(json, "moment", c->world[moment].name);
    mkba_json_text(json, "file", c->world[moment].areas->file);
    write_day(json, "first_date", day[0]);
    write_day(json, "last_date", day[1]);
    mkba_json_close(json, '}');
}

static void write_value(mkba_json *json, const mkba_compared_world *moment, size_t row,
                        size_t k)
{
    static const mkba_entry nothing = {.owner = "", .note = ""};
    const mkba_area *area = mkba_areas_at(moment->areas, row);
    const mkba_entry *entry = area->entry ? &area->entry[k] : &nothing;
    const char *source = "";
    char grade[] = {mkba_area_evidence(moment->areas, area, k, &source), '\0'};
    mkba_json_open_row(json, NULL);
    mkba_json_text(json, "moment", moment->name);
    mkba_json_number(json, "value", area->value[k]);
    write_day(json, "date", entry->date);
    mkba_json_text(json, "source", source);
    mkba_json_text(json, "evidence", area->entered[k] ? grade : "");
    mkba_json_text(json, "owner", entry->owner);
    write_day(json, "next_date", entry->next_date);
    mkba_json_text(json, "note", entry->note);
    mkba_json_close(json, '}');
}

static void write_indicator(mkba_json *json, const mkba_comparison *c, size_t row, size_t k)
{
    const mkba_column *column = &c->world[0].areas->data->column[k];
    mkba_json_open(json, NULL, '{');
    mkba_json_text(json, "area", mkba_areas_at(c->world[0].areas, row)->code);
    mkba_json_text(json, "indicator", column->id);
    mkba_json_text(json, "unit", mkba_column_unit(column));
    mkba_json_open(json, "moments", '[');
    for (size_t m = 0; m < c->worlds; m++) {
        write_value(json, &c->world[m], row, k);
    }
    mkba_json_close(json, ']');
    mkba_json_close(json, '}');
}

void mkba_write_moments_json(mkba_json *json, const mkba_comparison *c)
{
    mkba_json_open(json, "moments", '[');
    for (size_t m = 0; m < c->worlds; m++) {
        write_moment(json, c, m);
    }
    mkba_json_close(json, ']');
    mkba_json_open(json, "indicators", '[');
    for (size_t row = 0; row < c->areas; row++) {
        for (size_t k = 0; k < c->world[0].areas->data->columns; k++) {
            if (mkba_moments_have(c, row, k)) {
                write_indicator(json, c, row, k);
            }
        }
    }
    mkba_json_close(json, ']');
}
