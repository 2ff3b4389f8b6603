#include "report/writers.h"

#include "report/json_figures.h"
#include "report/json_inputs.h"

#include <pthread.h>
#include <string.h>

typedef struct {
    mkba_json json;
    const mkba_result *result;
    const mkba_catalogue *catalogue;
    mkba_json_figures *figures;
    const mkba_outcome *outcome;
    const mkba_plan *defaults_of; /* whose defaults stand at this place in the text */
    size_t defaults_at, defaults_length;
} writer;

static void list_defaults(writer *w)
{
    const mkba_data *d = w->result->data;
    mkba_json_open(&w->json, "defaults", '[');
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_column *c = &d->column[i];
        if (c->in_model && !c->measured && !w->outcome->area->entered[i]) {
            mkba_json_text(&w->json, NULL, d->column[i].id);
        }
    }
    mkba_json_close(&w->json, ']');
}

/* What scenarios changed in the figures of the area; null where they took one away. */
static void write_changed(writer *w)
{
    const mkba_data *d = w->result->data;
    const mkba_area *area = w->outcome->area;
    mkba_json_open(&w->json, "overridden", '[');
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_origin *origin = mkba_area_origin(area, i);
        if (origin) {
            mkba_json_open_row(&w->json, NULL);
            mkba_json_text(&w->json, "column", d->column[i].id);
            if (d->column[i].type == MKBA_COLUMN_TEXT && area->text[i][0]) {
                mkba_json_text(&w->json, "value", area->text[i]);
            } else {
                mkba_json_number(&w->json, "value", area->value[i]);
            }
            mkba_json_text(&w->json, "from", origin->file);
            mkba_json_close(&w->json, '}');
        }
    }
    mkba_json_close(&w->json, ']');
}

/* The figures that the area is computed from, at the price level of the model. */
static void write_entered(writer *w)
{
    const mkba_data *d = w->result->data;
    const mkba_area *area = w->outcome->area;
    mkba_json_open_row(&w->json, "entered");
    for (size_t i = 0; i < d->columns; i++) {
        if (d->column[i].in_model && area->entered[i]) {
            mkba_json_number(&w->json, d->column[i].id, area->value[i]);
        }
    }
    mkba_json_close(&w->json, '}');
}

/* Areas of one plan have the same defaults: the text of the last area is used again. */
static void write_defaults(writer *w)
{
    mkba_buffer *out = w->json.out;
    size_t start = out->length;
    if (w->outcome->plan == w->defaults_of && !out->failed) {
        mkba_buffer_add_copy(out, w->defaults_at, w->defaults_length);
        return;
    }
    list_defaults(w);
    w->defaults_of = w->outcome->plan;
    w->defaults_at = start;
    w->defaults_length = out->length - start;
}

/* What was entered to describe the area: shown, never used in the arithmetic. */
static void write_description(writer *w)
{
    const mkba_data *d = w->result->data;
    mkba_json_open(&w->json, "description", '{');
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_column *c = &d->column[i];
        if (c->in_model || c->question == 0 || !w->outcome->area->text[i][0]) {
            continue;
        }
        if (w->outcome->area->entered[i]) {
            mkba_json_number(&w->json, c->id, w->outcome->area->value[i]);
        } else if (c->type == MKBA_COLUMN_TEXT) {
            mkba_json_text(&w->json, c->id, w->outcome->area->text[i]);
        }
    }
    mkba_json_close(&w->json, '}');
}

static void write_area(writer *w, const mkba_outcome *outcome)
{
    w->outcome = outcome;
    mkba_json_open(&w->json, NULL, '{');
    mkba_json_text(&w->json, "code", outcome->area->code);
    mkba_json_text(&w->json, "name", outcome->area->name);
    mkba_json_flag(&w->json, "illustration", outcome->scores_entered == 0);
    mkba_json_figures_write(&w->json, w->figures, outcome, outcome->value);
    write_description(w);
    write_entered(w);
    write_defaults(w);
    write_changed(w);
    mkba_json_messages(&w->json, "warnings", w->catalogue, w->result->data, outcome->message,
                       outcome->messages);
    mkba_json_close(&w->json, '}');
}

static void write_assumptions(writer *w)
{
    const mkba_data *d = w->result->data;
    const mkba_areas *a = w->result->areas;
    mkba_json_overridden(&w->json, d);
    mkba_json_messages(&w->json, "assumptions", w->catalogue, d, d->note, d->notes);
    mkba_json_messages(&w->json, "file_remarks", w->catalogue, d, a->note, a->notes);
}

/* Every number of the model, so that it can be told later which of them changed. */
static void write_numbers(writer *w)
{
    const mkba_data *d = w->result->data;
    mkba_json_open(&w->json, "inputs", '{');
    mkba_json_open(&w->json, "numbers", '{');
    for (size_t i = 0; i < d->parameters; i++) {
        const mkba_parameter *p = &d->parameter[i];
        mkba_json_numbers(&w->json, p->key, (double[]){p->value, p->low, p->high}, 3);
    }
    mkba_json_close(&w->json, '}');
    mkba_json_open(&w->json, "stands", '[');
    for (size_t i = 0; i < d->parameters; i++) {
        if (d->parameter[i].is_set) {
            mkba_json_text(&w->json, NULL, d->parameter[i].key);
        }
    }
    mkba_json_close(&w->json, ']');
    mkba_json_close(&w->json, '}');
}

typedef struct {
    writer *w;
    size_t from, to;
} area_range;

static void *write_range(void *context)
{
    const area_range *range = context;
    mkba_buffer *out = range->w->json.out;
    size_t start = out->length;
    for (size_t i = range->from; i < range->to; i++) {
        write_area(range->w, &range->w->result->outcome[i]);
        if (i == range->from) { /* the others are much like the first */
            size_t size = out->length - start;
            mkba_buffer_reserve(out, (size + size / 16) * (range->w->result->count - i));
        }
    }
    return NULL;
}

/* Half of many areas is written by a thread, into a text of its own. */
static void write_halves(writer *w)
{
    size_t count = w->result->count;
    mkba_buffer text = {0};
    writer second = *w;
    pthread_t thread;
    second.json.out = &text;
    second.json.after_item = true;
    area_range ranges[2] = {{w, 0, count / 2}, {&second, count / 2, count}};
    bool threaded = pthread_create(&thread, NULL, write_range, &ranges[1]) == 0;
    write_range(&ranges[0]);
    if (threaded) {
        pthread_join(thread, NULL);
    } else {
        write_range(&ranges[1]);
    }
    mkba_buffer_add_bytes(w->json.out, mkba_buffer_text(&text), text.length);
    w->json.out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static void write_areas(writer *w)
{
    enum { MANY = 64 };
    mkba_json_open(&w->json, "areas", '[');
    mkba_json in_area = w->json;
    in_area.depth++;
    in_area.after_item = true;
    w->figures = mkba_json_figures_new(&in_area, w->result, false);
    if (w->figures && w->result->count >= MANY) {
        write_halves(w);
    } else if (w->figures) {
        write_range(&(area_range){w, 0, w->result->count});
    }
    w->json.out->failed |= !w->figures;
    mkba_json_figures_free(w->figures);
    mkba_json_close(&w->json, ']');
}

static void write_total(writer *w)
{
    mkba_json_open(&w->json, "total", '{');
    mkba_json_figures *sums = mkba_json_figures_new(&w->json, w->result, true);
    if (sums) {
        mkba_json_figures_write(&w->json, sums, NULL, w->result->total);
    }
    w->json.out->failed |= !sums;
    mkba_json_figures_free(sums);
    mkba_json_close(&w->json, '}');
}

void mkba_write_baseline_json(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue)
{
    writer w = {.json = {.out = out}, .result = result, .catalogue = catalogue};
    mkba_json *json = &w.json;
    mkba_json_open(json, NULL, '{');
    mkba_json_text(json, "schema", "mkba-baseline/1");
    mkba_json_text(json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(json, "data_edition", result->data->edition);
    mkba_json_hash(json, &result->areas, 1);
    mkba_json_applied(json, "scenario", result->data);
    mkba_json_scenario_files(json, result->data);
    mkba_json_number(json, "price_year", mkba_data_value(result->data, "price_year"));
    mkba_json_number(json, "start_year", mkba_data_value(result->data, "start_year"));
    mkba_json_number(json, "horizon", mkba_data_value(result->data, "horizon"));
    mkba_json_number(json, "discount_rate", mkba_data_value(result->data, "discount_rate"));
    write_assumptions(&w);
    write_areas(&w);
    write_total(&w);
    write_numbers(&w);
    mkba_json_close(json, '}');
}
