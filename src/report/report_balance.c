/* Who pays and who gains, on budgets and over the years. */
#include "report/report.h"

#include "report/page_html.h"
#include "report/sections.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of more years than fit beside each other, every second is named. */
enum { MOST_BARS = 64, CROWDED = 10 };

/* The parties for which a figure is not exactly nothing. */
static size_t bars_of(mkba_report_bar *bar, const mkba_report *report, const char *pattern)
{
    const mkba_data *d = report->result->data;
    size_t n = 0;
    for (size_t i = 0; i < d->parties && n < MOST_BARS; i++) {
        double value = mkba_sheet_item(&report->sheet, pattern, d->party[i].id);
        if (fabs(value) > 0) {
            bar[n++] =
                (mkba_report_bar){.name = mkba_sheet_label(&report->sheet, d->party[i].label),
                                  .value = value,
                                  .outer = (double)NAN,
                                  .low = (double)NAN,
                                  .high = (double)NAN};
        }
    }
    return n;
}

static void write_trails(mkba_report *report, const char *pattern)
{
    const mkba_data *d = report->result->data;
    if (!report->sheet.outcome) {
        return;
    }
    mkba_report_trails_begin(report);
    for (size_t i = 0; i < d->parties; i++) {
        char path[MKBA_TEXT];
        const char *id = d->party[i].id;
        if (fabs(mkba_sheet_item(&report->sheet, pattern, id)) > 0 &&
            mkba_path_of_item(path, pattern, id)) {
            mkba_report_trail(report, path,
                              mkba_sheet_label(&report->sheet, d->party[i].label));
        }
    }
    mkba_report_trails_end(report);
}

static void draw_parties(mkba_report *report, const char *title, const char *pattern)
{
    mkba_report_bar bar[MOST_BARS];
    size_t n = bars_of(bar, report, pattern);
    double horizon = mkba_data_value(report->result->data, "horizon");
    mkba_buffer text = {0};
    mkba_report_words(&text, report, title, NULL, &horizon, 1);
    mkba_report_bars(report, mkba_buffer_text(&text), "report.legend_sign", bar, n);
    mkba_buffer_free(&text);
}

void mkba_report_parties(mkba_report *report)
{
    mkba_report_heading(report, "party.heading");
    mkba_report_figure_begin(report, false);
    draw_parties(report, "report.chart_parties", "parties.%s.pv_eur");
    mkba_report_figure_end(report, "report.legend_sign");
    report->sheet.page.state->has_heading = true;
    mkba_section_parties(&report->sheet);
    write_trails(report, "parties.%s.pv_eur");
}

static void write_budget(const mkba_report *report)
{
    static const mkba_page_table table = {.column = {{40, false}, {20, true}}, .columns = 2};
    static const char *const header[] = {"party.name", "party.budget"};
    mkba_report_bar bar[MOST_BARS];
    size_t n = bars_of(bar, report, "parties.%s.budget_year_2_eur");
    mkba_report_bar_rows(report, &table, header, bar, n);
}

void mkba_report_budget(mkba_report *report)
{
    mkba_report_heading(report, "report.budget");
    mkba_page_text(&report->sheet.page, "report.budget_explained");
    mkba_report_figure_begin(report, true);
    draw_parties(report, "report.chart_budget", "parties.%s.budget_year_2_eur");
    write_budget(report);
    mkba_report_figure_end(report, "report.legend_sign");
    write_trails(report, "parties.%s.budget_year_2_eur");
}

/* ------------------------------------------------------------------ Lines */

/* The additional cost stands among them. */
static size_t bars_of_lines(mkba_report_bar *bar, const mkba_report *report)
{
    const mkba_data *d = report->result->data;
    size_t n = 0;
    for (size_t i = 0; i <= d->lines && n < MOST_BARS; i++) {
        bool last = i == d->lines;
        bool counts = last || (strcmp(d->line[i].kind, "pm") != 0 &&
                               strcmp(d->line[i].kind, "transfer") != 0);
        bar[n] = (mkba_report_bar){
            .name = last ? mkba_report_text(report, "line.cost")
                         : mkba_sheet_label(&report->sheet, d->line[i].label),
            .value = last ? -mkba_sheet_figure(&report->sheet, "additional_cost_pv_eur")
                          : mkba_sheet_item(&report->sheet, "lines.%s.pv_eur", d->line[i].id),
            .outer = (double)NAN,
            .low = (double)NAN,
            .high = (double)NAN};
        n += counts && fabs(bar[n].value) > 0;
    }
    return n;
}

void mkba_report_lines(mkba_report *report)
{
    mkba_report_bar bar[MOST_BARS + 1];
    size_t n = bars_of_lines(bar, report);
    mkba_report_heading(report, "line.heading");
    mkba_report_figure_begin(report, false);
    mkba_report_bars(report, mkba_report_text(report, "report.chart_lines"),
                     "report.legend_sign", bar, n);
    mkba_report_figure_end(report, "report.legend_sign");
    report->sheet.page.state->has_heading = true;
    mkba_section_lines(&report->sheet);
}

/* ------------------------------------------------------------------ The years */

typedef struct {
    char name[16], path[MKBA_TEXT];
    mkba_buffer value;
} year;

static void draw_years(mkba_report *report, year *years, mkba_chart_column *column, size_t n)
{
    double first = mkba_data_value(report->result->data, "start_year");
    mkba_buffer about = {0};
    for (size_t t = 0; t < n; t++) {
        snprintf(years[t].name, sizeof years[t].name, "%.0f", first + (double)t);
        snprintf(years[t].path, sizeof years[t].path, "years.%zu.cumulative_pv_eur", t);
        column[t].height = mkba_sheet_figure(&report->sheet, years[t].path);
        mkba_page_euro(&years[t].value, &report->sheet.page, column[t].height);
        bool named = n <= CROWDED || t % 2 == 0;
        column[t].name = named ? years[t].name : "";
        column[t].value = named ? mkba_buffer_text(&years[t].value) : "";
        mkba_buffer_add(&about, t > 0 ? "; " : "");
        mkba_buffer_add(&about, years[t].name);
        mkba_buffer_add(&about, ": ");
        mkba_buffer_add(&about, mkba_buffer_text(&years[t].value));
    }
    mkba_report_columns(report, "report.chart_years", mkba_buffer_text(&about), column, n);
    mkba_buffer_free(&about);
}

void mkba_report_years(mkba_report *report)
{
    size_t n = (size_t)mkba_data_value(report->result->data, "horizon");
    year *years = calloc(n + 1, sizeof *years);
    mkba_chart_column *column = calloc(n + 1, sizeof *column);
    mkba_report_heading(report, "report.years");
    mkba_report_figure_begin(report, false);
    if (years && column) {
        draw_years(report, years, column, n);
    } else {
        mkba_buffer_lose(report->sheet.page.out);
    }
    mkba_report_figure_end(report, "report.legend_years");
    report->sheet.page.state->has_heading = true;
    mkba_section_years(&report->sheet);
    for (size_t t = 0; years && t < n; t++) {
        mkba_buffer_free(&years[t].value);
    }
    free(years);
    free(column);
}
