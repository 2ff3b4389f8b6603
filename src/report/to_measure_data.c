#include "report/to_measure.h"

#include "report/json.h"
#include "report/json_inputs.h"
#include "report/writers.h"

#include <math.h>

static const char *label_of(const mkba_to_measure *t, const mkba_record_item *item,
                            mkba_language language)
{
    return mkba_registration_label(item->row, t->result->data, language);
}

static void write_item(mkba_json *json, const mkba_to_measure *t, const mkba_record_item *item)
{
    const mkba_registration *row = item->row;
    mkba_json_open_row(json, NULL);
    mkba_json_text(json, "id", row->id);
    mkba_json_text(json, "about", row->about);
    mkba_json_text(json, "label_nl", label_of(t, item, MKBA_DUTCH));
    mkba_json_text(json, "label_en", label_of(t, item, MKBA_ENGLISH));
    mkba_json_flag(json, "measured", item->measured);
    mkba_json_number(json, "numbers", (double)item->numbers);
    mkba_json_number(json, "spread_eur", item->spread);
    mkba_json_number(json, "worth_eur", item->worth.eur);
    mkba_json_number(json, "worth_error_eur", item->worth.error);
    mkba_json_number(json, "variance_share", item->worth.variance_share);
    mkba_json_text(json, "prices", row->prices);
    mkba_json_text(json, "what_nl", row->what[MKBA_DUTCH]);
    mkba_json_text(json, "what_en", row->what[MKBA_ENGLISH]);
    mkba_json_text(json, "often_nl", row->often[MKBA_DUTCH]);
    mkba_json_text(json, "often_en", row->often[MKBA_ENGLISH]);
    mkba_json_text(json, "where_nl", row->where[MKBA_DUTCH]);
    mkba_json_text(json, "where_en", row->where[MKBA_ENGLISH]);
    mkba_json_close(json, '}');
}

void mkba_write_to_measure_json(mkba_buffer *out, const mkba_to_measure *t)
{
    mkba_json json = {.out = out};
    mkba_json_open(&json, NULL, '{');
    mkba_json_text(&json, "schema", "mkba-to-measure/1");
    mkba_json_text(&json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(&json, "data_edition", t->result->data->edition);
    mkba_json_hash(&json, &t->result->areas, 1);
    mkba_json_applied(&json, "scenario", t->result->data);
    mkba_json_text(&json, "ordered_by", t->draws > 0 ? "worth" : "spread");
    mkba_json_number(&json, "draws", t->draws > 0 ? t->draws : (double)NAN);
    mkba_json_number(&json, "seed", t->draws > 0 ? t->seed : (double)NAN);
    mkba_json_number(&json, "discounted_years", t->draws > 0 ? t->years : (double)NAN);
    mkba_json_number(&json, "perfect_eur", t->perfect);
    mkba_json_open(&json, "areas", '[');
    for (size_t i = 0; i < t->result->count; i++) {
        mkba_json_text(&json, NULL, t->result->outcome[i].area->code);
    }
    mkba_json_close(&json, ']');
    mkba_json_open(&json, "rows", '[');
    for (size_t i = 0; i < t->items; i++) {
        write_item(&json, t, &t->item[i]);
    }
    mkba_json_close(&json, ']');
    mkba_json_close(&json, '}');
}

static void add_text(mkba_buffer *out, const char *text)
{
    mkba_buffer_add_char(out, ';', 1);
    mkba_write_csv_cell(out, text);
}

static void add_number(mkba_buffer *out, double value)
{
    mkba_buffer_add_char(out, ';', 1);
    if (isfinite(value)) {
        mkba_buffer_add_double(out, value);
    }
}

void mkba_write_to_measure_csv(mkba_buffer *out, const mkba_to_measure *t)
{
    mkba_buffer_add(out, "id;about;label_nl;label_en;measured;numbers;spread_eur;worth_eur;"
                         "worth_error_eur;variance_share;prices;what_nl;what_en;often_nl;"
                         "often_en;where_nl;where_en\n");
    for (size_t i = 0; i < t->items; i++) {
        const mkba_record_item *item = &t->item[i];
        const mkba_registration *row = item->row;
        mkba_write_csv_cell(out, row->id);
        add_text(out, row->about);
        add_text(out, label_of(t, item, MKBA_DUTCH));
        add_text(out, label_of(t, item, MKBA_ENGLISH));
        add_number(out, item->measured ? 1 : 0);
        add_number(out, (double)item->numbers);
        add_number(out, item->spread);
        add_number(out, item->worth.eur);
        add_number(out, item->worth.error);
        add_number(out, item->worth.variance_share);
        add_text(out, row->prices);
        for (size_t k = 0; k < 2; k++) {
            add_text(out, row->what[k]);
        }
        for (size_t k = 0; k < 2; k++) {
            add_text(out, row->often[k]);
        }
        for (size_t k = 0; k < 2; k++) {
            add_text(out, row->where[k]);
        }
        mkba_buffer_add_char(out, '\n', 1);
    }
}
