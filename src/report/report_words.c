/* What the sections of the report share: sentences, headings, pictures. */
#include "report/report.h"

#include "report/page_html.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *mkba_report_text(const mkba_report *report, const char *id)
{
    return mkba_say(report->sheet.page.catalogue, id);
}

void mkba_report_words(mkba_buffer *out, const mkba_report *report, const char *id,
                       const char *const *words, const double *number, size_t numbers)
{
    mkba_message message;
    mkba_message_fill(&message, id, words, number, numbers);
    mkba_say_message(out, report->sheet.page.catalogue, report->result->data, &message);
}

void mkba_report_say(const mkba_report *report, const char *mark, const char *id,
                     const char *const *words, const double *number, size_t numbers)
{
    mkba_buffer text = {0};
    mkba_report_words(&text, report, id, words, number, numbers);
    mkba_page_take(&report->sheet.page, mark, &text);
}

bool mkba_report_has_entered(const mkba_report *report, const char *column)
{
    const mkba_data *d = report->result->data;
    for (size_t i = 0; report->sheet.outcome && i < d->columns; i++) {
        if (strcmp(d->column[i].id, column) == 0) {
            return report->sheet.outcome->area->entered[i];
        }
    }
    return false;
}

void mkba_report_heading(const mkba_report *report, const char *id)
{
    mkba_page_heading(&report->sheet.page, id);
}

/* ------------------------------------------------------------------ Pictures */

void mkba_report_chart_id(char out[MKBA_TEXT], mkba_report *report)
{
    snprintf(out, MKBA_TEXT, "chart-%u", ++report->charts);
}

void mkba_report_chart_title(const mkba_report *report, const char *title)
{
    mkba_text_copy(report->sheet.page.state->name, MKBA_TEXT, title);
    mkba_html_element(report->sheet.page.out, "p class=\"chart\"", title);
    mkba_buffer_add(report->sheet.page.out, "\n");
}

void mkba_report_figure_begin(const mkba_report *report, bool beside)
{
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(report->sheet.page.out,
                    beside ? "<figure class=\"beside\">\n<div>" : "<figure>\n<div>");
}

void mkba_report_figure_end(const mkba_report *report, const char *legend)
{
    mkba_page_blank(&report->sheet.page);
    if (legend) {
        mkba_html_element(report->sheet.page.out, "figcaption",
                          mkba_report_text(report, legend));
    }
    mkba_buffer_add(report->sheet.page.out, "</figure>\n");
}

/* "Gemeente -104, Huishoudens 21": what there is to see, in words. */
static void describe(mkba_buffer *out, const mkba_chart_row *row, size_t rows)
{
    for (size_t i = 0; i < rows; i++) {
        mkba_buffer_add(out, i > 0 ? "; " : "");
        mkba_buffer_add(out, row[i].name);
        mkba_buffer_add(out, " ");
        mkba_buffer_add(out, row[i].value);
    }
    mkba_buffer_add(out, ".");
}

static mkba_chart_row row_of(const mkba_report_bar *bar, const mkba_buffer *value)
{
    bool outlined = isfinite(bar->outer);
    return (mkba_chart_row){
        .name = bar->name,
        .value = mkba_buffer_text(value),
        .remark = bar->remark,
        .bar = {{0, outlined ? bar->outer : bar->value,
                 outlined ? MKBA_FILL_OPEN : MKBA_FILL_BY_SIGN},
                {0, outlined ? bar->value : (double)NAN, MKBA_FILL_BY_SIGN}},
        .low = bar->low,
        .high = bar->high,
        .point = (double)NAN};
}

static void add_value(mkba_buffer *out, const mkba_report *report, const mkba_report_bar *bar)
{
    mkba_page_euro(out, &report->sheet.page, bar->value);
    if (isfinite(bar->low)) {
        mkba_buffer_add(out, " (");
        mkba_page_euro(out, &report->sheet.page, bar->low);
        mkba_buffer_add(out, " / ");
        mkba_page_euro(out, &report->sheet.page, bar->high);
        mkba_buffer_add(out, ")");
    }
    if (isfinite(bar->outer)) {
        mkba_buffer_add(out, " / ");
        mkba_page_euro(out, &report->sheet.page, bar->outer);
    }
}

void mkba_report_bars(mkba_report *report, const char *title, const char *legend,
                      const mkba_report_bar *bar, size_t bars)
{
    char id[MKBA_TEXT];
    mkba_buffer about = {0};
    mkba_buffer *value = calloc(bars + 1, sizeof *value);
    mkba_chart_row *row = calloc(bars + 1, sizeof *row);
    if (bars == 0) {
        mkba_html_element(report->sheet.page.out, "p",
                          mkba_report_text(report, "report.nothing"));
    } else if (value && row) {
        for (size_t i = 0; i < bars; i++) {
            add_value(&value[i], report, &bar[i]);
            row[i] = row_of(&bar[i], &value[i]);
        }
        mkba_report_chart_title(report, title);
        mkba_report_chart_id(id, report);
        mkba_buffer_add(&about, legend ? mkba_report_text(report, legend) : "");
        mkba_buffer_add(&about, " ");
        describe(&about, row, bars);
        mkba_chart chart = {.id = id,
                            .title = title,
                            .about = mkba_buffer_text(&about),
                            .zero = "0",
                            .middle = (double)NAN};
        mkba_chart_rows(report->sheet.page.out, &chart, row, bars);
    }
    mkba_buffer_add(report->sheet.page.out, "</div>\n");
    report->sheet.page.out->failed |= !value || !row;
    for (size_t i = 0; value && i < bars; i++) {
        mkba_buffer_free(&value[i]);
    }
    mkba_buffer_free(&about);
    free(value);
    free(row);
}

void mkba_report_bar_rows(const mkba_report *report, const mkba_page_table *table,
                          const char *const *header, const mkba_report_bar *bar, size_t bars)
{
    mkba_page_header(&report->sheet.page, table, header);
    for (size_t i = 0; i < bars; i++) {
        const double value[] = {bar[i].value, bar[i].low, bar[i].high};
        mkba_page_cells cells;
        mkba_cells_start(&cells, &report->sheet.page);
        mkba_cells_text(&cells, bar[i].name);
        for (size_t k = 0; k < sizeof value / sizeof *value && k + 1 < table->columns; k++) {
            mkba_cells_euro(&cells, value[k]);
        }
        mkba_cells_row(&cells, table);
    }
}

void mkba_report_columns(mkba_report *report, const char *title, const char *about,
                         const mkba_chart_column *column, size_t columns)
{
    char id[MKBA_TEXT];
    mkba_chart chart = {.id = id, .title = mkba_report_text(report, title), .about = about};
    mkba_report_chart_title(report, chart.title);
    mkba_report_chart_id(id, report);
    mkba_chart_columns(report->sheet.page.out, &chart, column, columns);
    mkba_buffer_add(report->sheet.page.out, "</div>\n");
}
