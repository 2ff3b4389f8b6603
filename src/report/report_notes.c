/* What stands at the end of the report: every assumption, every source, how it was made; and
 * for several areas, how they rank. */
#include "report/report.h"

#include "analysis/hash.h"
#include "report/page_html.h"
#include "report/writers.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ Ranking */

enum { MOST_DRAWN = 60 };

typedef struct {
    const mkba_outcome *outcome;
    size_t area;
    double npv, least, most;
} ranked;

static int by_npv(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    int order = (x->npv < y->npv) - (x->npv > y->npv);
    return order ? order : (x->area > y->area) - (x->area < y->area);
}

static ranked *rank_areas(const mkba_report *report)
{
    const mkba_result *r = report->result;
    ranked *rank = calloc(r->count + 1, sizeof *rank);
    for (size_t i = 0; rank && i < r->count; i++) {
        const mkba_outcome *o = &r->outcome[i];
        rank[i] = (ranked){o, i, mkba_outcome_figure(r, o, "npv_eur"), INFINITY, -INFINITY};
        for (size_t s = 0; s < r->data->scenarios; s++) {
            double npv =
                mkba_outcome_item(r, o, "scenarios.%s.npv_eur", r->data->scenario[s].id);
            rank[i].least = fmin(rank[i].least, npv);
            rank[i].most = fmax(rank[i].most, npv);
        }
    }
    if (rank) {
        qsort(rank, r->count, sizeof *rank, by_npv);
    }
    return rank;
}

/* At most MOST_DRAWN. */
static void draw_areas(mkba_report *report, const ranked *rank)
{
    mkba_report_bar bar[MOST_DRAWN];
    size_t n = report->result->count;
    for (size_t i = 0; i < n; i++) {
        bar[i] = (mkba_report_bar){.name = rank[i].outcome->area->name,
                                   .value = rank[i].npv,
                                   .outer = (double)NAN,
                                   .low = rank[i].least,
                                   .high = rank[i].most};
    }
    mkba_report_bars(report, mkba_report_text(report, "report.chart_areas"),
                     "report.legend_areas", bar, n);
}

/* What a file cannot be called is left out of its name; the place then tells it from others.
 */
void mkba_report_file(char out[MKBA_TEXT], const mkba_result *result, size_t area)
{
    const char *code = result->outcome[area].area->code;
    size_t n = 0;
    bool plain = strcmp(code, "index") != 0 && code[0] != '.';
    for (const char *c = code; *c && n < MKBA_TEXT / 2; c++) {
        bool fits = isalnum((unsigned char)*c) || *c == '-' || *c == '_' || *c == '.';
        plain = plain && fits;
        out[n++] = fits ? *c : '_';
    }
    snprintf(out + n, MKBA_TEXT - n, plain ? ".html" : "-%zu.html", area + 1);
}

/* To its own page, or to its part of this one. */
static void add_link(const mkba_report *report, const ranked *r)
{
    mkba_buffer *out = report->sheet.page.out;
    mkba_buffer_add(out, "<a href=\"");
    if (report->is_index) {
        char file[MKBA_TEXT];
        mkba_report_file(file, report->result, r->area);
        mkba_html_text(out, file);
    } else {
        mkba_buffer_add(out, "#a");
        mkba_buffer_add_int(out, (long)r->area + 1);
    }
    mkba_buffer_add(out, "\">");
    mkba_html_text(out, r->outcome->area->name);
    mkba_buffer_add(out, "</a>");
}

static void write_area(const mkba_report *report, size_t place, const ranked *r)
{
    const mkba_page *page = &report->sheet.page;
    const double amounts[] = {
        r->npv, r->least, r->most,
        mkba_outcome_figure(report->result, r->outcome, "within_reach_eur")};
    mkba_html_open_row(page);
    mkba_html_open_value(page, 0, true);
    mkba_buffer_add_int(page->out, (long)place);
    mkba_buffer_add(page->out, "</td>");
    mkba_html_open_head(page, false);
    add_link(report, r);
    mkba_buffer_add(page->out, "</th>");
    mkba_html_open_value(page, 2, true);
    mkba_write_number(page->out, page->catalogue,
                      mkba_outcome_figure(report->result, r->outcome, "households"), 0);
    mkba_buffer_add(page->out, "</td>");
    for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++) {
        mkba_html_open_value(page, 3 + i, true);
        mkba_page_euro(page->out, page, amounts[i]);
        mkba_buffer_add(page->out, "</td>");
    }
    mkba_buffer_add(page->out, "</tr>\n");
}

/* The amounts of areas are smaller than their total: rounded to what the widest range of them
 * supports. */
static void round_to_areas(mkba_page *page, const ranked *rank, size_t n)
{
    double most = 0;
    for (size_t i = 0; i < n; i++) {
        most = fmax(most, rank[i].most - rank[i].least);
    }
    mkba_report_set_step(page, most);
}

void mkba_report_areas(mkba_report *report)
{
    static const mkba_page_table table = {.column = {{5, true},
                                                     {24, false},
                                                     {10, true},
                                                     {10, true},
                                                     {10, true},
                                                     {10, true},
                                                     {10, true}},
                                          .columns = 7};
    static const char *const header[] = {"report.rank", "areas.name",    "areas.households",
                                         "areas.npv",   "report.lowest", "report.highest",
                                         "areas.reach"};
    mkba_page saved = report->sheet.page;
    ranked *rank = rank_areas(report);
    if (!rank) {
        report->sheet.page.out->failed = true;
        return;
    }
    round_to_areas(&report->sheet.page, rank, report->result->count);
    mkba_report_heading(report, "report.areas");
    mkba_page_text(&report->sheet.page, "report.areas_explained");
    mkba_page_text(&report->sheet.page, mkba_report_unit(report));
    mkba_report_figure_begin(report, false);
    bool drawn = report->result->count <= MOST_DRAWN;
    if (drawn) {
        draw_areas(report, rank);
    } else {
        mkba_buffer_add(report->sheet.page.out, "</div>\n");
    }
    mkba_page_header(&report->sheet.page, &table, header);
    for (size_t i = 0; i < report->result->count; i++) {
        write_area(report, i + 1, &rank[i]);
    }
    mkba_report_figure_end(report, drawn ? "report.legend_areas" : NULL);
    report->sheet.page = saved;
    free(rank);
}

/* ------------------------------------------------------------------ Assumptions */

static void write_number(const mkba_report *report, const mkba_page_table *table,
                         const mkba_parameter *p)
{
    const mkba_page *page = &report->sheet.page;
    mkba_language language = mkba_catalogue_language(page->catalogue);
    mkba_page_cells cells;
    mkba_buffer name = {0}, value = {0}, range = {0};
    mkba_buffer_add(&name, p->family->label[language]);
    mkba_buffer_add(&name, " (");
    mkba_buffer_add(&name, p->key);
    mkba_buffer_add(&name, ")");
    mkba_write_precise(&value, page->catalogue, p->written[0]);
    mkba_write_precise(&range, page->catalogue, p->written[1]);
    mkba_buffer_add(&range, " – ");
    mkba_write_precise(&range, page->catalogue, p->written[2]);
    mkba_cells_start(&cells, page);
    mkba_cells_text(&cells, mkba_buffer_text(&name));
    mkba_cells_note(&cells, p->note[language][0] ? p->note[language] : NULL);
    mkba_cells_take(&cells, &value);
    mkba_cells_take(&cells, &range);
    mkba_cells_text(&cells, mkba_unit_label(report->result->data, p->unit, page->catalogue));
    mkba_cells_row(&cells, table);
    mkba_buffer_free(&name);
}

void mkba_report_numbers(mkba_report *report)
{
    static const mkba_page_table table = {
        .column = {{40, false}, {10, true}, {14, true}, {14, false}}, .columns = 4};
    static const char *const header[] = {"sens.number", "report.value", "explain.range",
                                         "report.unit"};
    const mkba_data *d = report->result->data;
    double assumed = 0;
    for (size_t i = 0; i < d->parameters; i++) {
        assumed += d->parameter[i].evidence[0] == 'E';
    }
    mkba_report_heading(report, "report.numbers");
    mkba_report_say(report, "", "report.numbers_explained", NULL, &assumed, 1);
    mkba_page_header(&report->sheet.page, &table, header);
    for (size_t i = 0; i < d->parameters; i++) {
        if (d->parameter[i].evidence[0] == 'E') {
            write_number(report, &table, &d->parameter[i]);
        }
    }
}

/* ------------------------------------------------------------------ Sources */

static bool is_used(const mkba_data *d, const char *id)
{
    for (size_t i = 0; i < d->parameters; i++) {
        if (strcmp(d->parameter[i].source, id) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < d->column_sources; i++) {
        if (strcmp(d->column_source[i].source, id) == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < d->benchmarks; i++) {
        if (strcmp(d->benchmark[i].source, id) == 0) {
            return true;
        }
    }
    return false;
}

static void write_source(const mkba_report *report, const mkba_source *source)
{
    mkba_buffer text = {0};
    const mkba_page *page = &report->sheet.page;
    mkba_buffer_add(&text, source->publisher);
    mkba_buffer_add(&text, " (");
    mkba_buffer_add_int(&text, (long)source->year);
    mkba_buffer_add(&text, "). ");
    mkba_page_paragraph(page, "- ", mkba_buffer_text(&text));
    mkba_html_link(page->out, source->url, source->title);
    mkba_buffer_free(&text);
}

void mkba_report_sources(mkba_report *report)
{
    const mkba_data *d = report->result->data;
    mkba_report_heading(report, "report.sources");
    mkba_page_text(&report->sheet.page, "report.sources_explained");
    for (size_t i = 0; i < d->sources; i++) {
        if (is_used(d, d->source[i].id)) {
            write_source(report, &d->source[i]);
        }
    }
}

/* ------------------------------------------------------------------ How it was made */

/* Of every measurement, when there are several. */
static void hash_inputs(char hash[65], const mkba_report *report)
{
    const mkba_areas *areas[MKBA_MOST_WORLDS] = {report->result->areas};
    size_t n = report->moments ? report->moments->worlds : 1;
    for (size_t w = 0; report->moments && w < n; w++) {
        areas[w] = report->moments->world[w].areas;
    }
    mkba_inputs_hash(hash, areas, n);
}

void mkba_report_account(mkba_report *report)
{
    const mkba_data *d = report->result->data;
    char hash[65];
    double price = mkba_data_value(d, "price_year");
    hash_inputs(hash, report);
    mkba_report_heading(report, "report.account");
    mkba_report_say(report, "", "report.made", MKBA_WORDS(MKBA_VERSION, d->edition), &price,
                    1);
    mkba_report_say(report, "", "moving.inputs", MKBA_WORDS(hash), NULL, 0);
    mkba_page_text(&report->sheet.page, "report.more");
}
