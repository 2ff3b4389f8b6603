#include "report/numbers.h"

#include "input/scenario.h"
#include "report/json_inputs.h"
#include "report/page.h"
#include "report/writers.h"

#include <math.h>
#include <string.h>

/* One row of any of the three lists, as far as it has these. */
typedef struct {
    const char *key;
    double value[3];
    const char *unit, *kind, *draw_group, *payer;
    double price_year;
    const char *evidence, *source;
    const char *const *label;
    const char *const *note;
    const mkba_source *about; /* of a source */
} entry;

static size_t entries(const mkba_data *data, mkba_list list)
{
    return list == MKBA_LIST_NUMBERS  ? data->parameters
           : list == MKBA_LIST_PRICES ? data->prices
                                      : data->sources;
}

static entry entry_at(const mkba_data *data, mkba_list list, size_t i)
{
    static const char *const none[2] = {"", ""};
    if (list == MKBA_LIST_NUMBERS) {
        const mkba_parameter *p = &data->parameter[i];
        return (entry){.key = p->key,
                       .value = {p->written[0], p->written[1], p->written[2]},
                       .unit = p->unit,
                       .kind = p->kind,
                       .draw_group = p->draw_group,
                       .payer = "",
                       .price_year = p->price_year,
                       .evidence = p->evidence,
                       .source = p->source,
                       .label = p->family->label,
                       .note = p->note};
    }
    if (list == MKBA_LIST_PRICES) {
        const mkba_price *p = &data->price[i];
        return (entry){.key = p->key,
                       .value = {p->value, p->low, p->high},
                       .unit = p->unit,
                       .kind = "",
                       .draw_group = "",
                       .payer = p->payer,
                       .price_year = p->price_year,
                       .evidence = p->evidence,
                       .source = p->source,
                       .label = p->label,
                       .note = p->note};
    }
    return (entry){
        .key = data->source[i].id, .label = none, .note = none, .about = &data->source[i]};
}

static bool fits(const char *pattern, const char *key)
{
    return !pattern || strstr(key, pattern) || mkba_pattern_fits(pattern, key);
}

static void write_source(const mkba_page *page, const mkba_source *source)
{
    mkba_buffer text = {0};
    mkba_buffer_add(&text, source->publisher);
    mkba_buffer_add(&text, " (");
    mkba_buffer_add_int(&text, (long)source->year);
    mkba_buffer_add(&text, "). ");
    mkba_buffer_add(&text, source->title);
    mkba_buffer_add(&text, ". [");
    mkba_buffer_add(&text, source->seen);
    mkba_buffer_add(&text, "]");
    mkba_page_leaf(page, 0, mkba_buffer_text(&text));
    mkba_buffer_free(&text);
    mkba_page_link(page, 0, source->url);
}

static void write_values(const mkba_page *page, const entry *e)
{
    mkba_buffer text = {0};
    mkba_buffer_add(&text, e->key);
    mkba_buffer_add(&text, " = ");
    mkba_write_precise(&text, page->catalogue, e->value[0]);
    mkba_buffer_add(&text, " ");
    mkba_buffer_add(&text, mkba_unit_label(page->data, e->unit, page->catalogue));
    mkba_buffer_add(&text, " (");
    mkba_write_precise(&text, page->catalogue, e->value[1]);
    mkba_buffer_add(&text, " - ");
    mkba_write_precise(&text, page->catalogue, e->value[2]);
    mkba_buffer_add(&text, ")");
    if (!isnan(e->price_year)) {
        mkba_buffer_add(&text, ", ");
        mkba_buffer_add(&text, mkba_say(page->catalogue, "params.price_level"));
        mkba_buffer_add(&text, " ");
        mkba_buffer_add_int(&text, (long)e->price_year);
    }
    mkba_page_branch(page, 0, mkba_buffer_text(&text));
    mkba_buffer_free(&text);
}

static void write_entry(const mkba_page *page, const entry *e)
{
    mkba_language language = mkba_catalogue_language(page->catalogue);
    if (e->about) {
        mkba_page_branch(page, 0, e->key);
        write_source(page, e->about);
        return;
    }
    mkba_buffer text = {0};
    char grade[] = "grade.?";
    const mkba_source *source = mkba_data_source(page->data, e->source);
    write_values(page, e);
    mkba_buffer_add(&text, e->label[language]);
    mkba_buffer_add(&text, ". ");
    mkba_buffer_add(&text, e->note[language]);
    mkba_page_leaf(page, 0, mkba_buffer_text(&text));
    mkba_buffer_free(&text);
    grade[6] = e->evidence[0];
    mkba_buffer_add(&text, mkba_say(page->catalogue, "explain.evidence"));
    mkba_buffer_add(&text, " ");
    mkba_buffer_add(&text, e->evidence);
    mkba_buffer_add(&text, " (");
    mkba_buffer_add(&text, mkba_say(page->catalogue, grade));
    mkba_buffer_add(&text, "); ");
    mkba_buffer_add(&text, source         ? source->title
                           : e->source[0] ? e->source
                                          : mkba_say(page->catalogue, "explain.no_source"));
    mkba_page_leaf(page, 0, mkba_buffer_text(&text));
    mkba_buffer_free(&text);
}

size_t mkba_write_list_table(const mkba_page *on, const mkba_data *data, mkba_list list,
                             const char *pattern)
{
    mkba_page page = *on;
    size_t shown = 0;
    double sourced = 0, assumed = 0;
    page.data = data;
    for (size_t i = 0; i < entries(data, list); i++) {
        entry e = entry_at(data, list, i);
        if (fits(pattern, e.key)) {
            write_entry(&page, &e);
            shown++;
            sourced += !e.about && e.source[0];
            assumed += !e.about && e.evidence[0] == 'E';
        }
    }
    if (list != MKBA_LIST_SOURCES && shown > 0) {
        mkba_page_blank(&page);
        mkba_page_say(&page, "", "params.title", NULL,
                      (double[]){(double)shown, sourced, assumed}, 3);
    }
    return shown;
}

static void write_json_entry(mkba_json *json, const entry *e)
{
    mkba_json_open_row(json, NULL);
    mkba_json_text(json, "key", e->key);
    if (e->about) {
        mkba_json_text(json, "publisher", e->about->publisher);
        mkba_json_number(json, "year", e->about->year);
        mkba_json_text(json, "title", e->about->title);
        mkba_json_text(json, "seen", e->about->seen);
        mkba_json_text(json, "url", e->about->url);
    } else {
        mkba_json_number(json, "value", e->value[0]);
        mkba_json_number(json, "low", e->value[1]);
        mkba_json_number(json, "high", e->value[2]);
        mkba_json_text(json, "unit", e->unit);
        mkba_json_text(json, "kind", e->kind);
        mkba_json_text(json, "draw_group", e->draw_group);
        mkba_json_number(json, "price_year", e->price_year);
        mkba_json_text(json, "evidence", e->evidence);
        mkba_json_text(json, "source", e->source);
        mkba_json_text(json, "label_nl", e->label[MKBA_DUTCH]);
        mkba_json_text(json, "label_en", e->label[MKBA_ENGLISH]);
        mkba_json_text(json, "note_nl", e->note[MKBA_DUTCH]);
        mkba_json_text(json, "note_en", e->note[MKBA_ENGLISH]);
    }
    mkba_json_close(json, '}');
}

size_t mkba_write_list_json(mkba_buffer *out, const mkba_data *data, mkba_list list,
                            const char *pattern)
{
    static const char *const names[] = {"numbers", "prices", "sources"};
    mkba_json json = {.out = out};
    size_t shown = 0;
    mkba_json_open(&json, NULL, '{');
    mkba_json_text(&json, "schema", "mkba-params/1");
    mkba_json_text(&json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(&json, "data_edition", data->edition);
    mkba_json_made_from_data(&json, data);
    mkba_json_open(&json, names[list], '[');
    for (size_t i = 0; i < entries(data, list); i++) {
        entry e = entry_at(data, list, i);
        if (fits(pattern, e.key)) {
            write_json_entry(&json, &e);
            shown++;
        }
    }
    mkba_json_close(&json, ']');
    mkba_json_close(&json, '}');
    return shown;
}

static void add_cells(mkba_buffer *out, const char *const *cell, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mkba_buffer_add(out, i > 0 ? ";" : "");
        mkba_write_csv_cell(out, cell[i]);
    }
}

static void write_csv_entry(mkba_buffer *out, const entry *e)
{
    if (e->about) {
        char year[MKBA_DOUBLE_TEXT];
        mkba_double_text(year, e->about->year);
        add_cells(out,
                  (const char *[]){e->key, e->about->publisher, year, e->about->title,
                                   e->about->seen, e->about->url},
                  6);
    } else {
        mkba_write_csv_cell(out, e->key);
        for (size_t i = 0; i < 3; i++) {
            mkba_buffer_add(out, ";");
            mkba_buffer_add_double(out, e->value[i]);
        }
        mkba_buffer_add(out, ";");
        add_cells(out, (const char *[]){e->unit, e->kind, e->draw_group}, 3);
        mkba_buffer_add(out, ";");
        if (!isnan(e->price_year)) {
            mkba_buffer_add_double(out, e->price_year);
        }
        mkba_buffer_add(out, ";");
        add_cells(out,
                  (const char *[]){e->payer, e->evidence, e->source, e->note[MKBA_DUTCH],
                                   e->note[MKBA_ENGLISH]},
                  5);
    }
    mkba_buffer_add_char(out, '\n', 1);
}

size_t mkba_write_list_csv(mkba_buffer *out, const mkba_data *data, mkba_list list,
                           const char *pattern)
{
    size_t shown = 0;
    mkba_buffer_add(out, list == MKBA_LIST_SOURCES
                             ? "id;publisher;year;title;seen;url\n"
                             : "key;value;low;high;unit;kind;draw_group;price_year;payer;"
                               "evidence;source;note_nl;note_en\n");
    for (size_t i = 0; i < entries(data, list); i++) {
        entry e = entry_at(data, list, i);
        if (fits(pattern, e.key)) {
            write_csv_entry(out, &e);
            shown++;
        }
    }
    return shown;
}
