/* Measurements side by side in the report about the last of them: what `mkba compare` says of
 * them, with pictures and in amounts that are rounded to what moved. */
#include "report/comparison.h"
#include "report/page_html.h"
#include "report/report.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static mkba_comparison_sheet sheet_of(const mkba_report *report)
{
    return (mkba_comparison_sheet){.page = report->sheet.page,
                                   .c = report->moments,
                                   .row = report->area == SIZE_MAX ? report->moments->areas
                                                                   : report->area};
}

void mkba_report_say_latest(const mkba_report *report)
{
    const mkba_comparison *c = report->moments;
    mkba_buffer names = {0};
    for (size_t w = 0; c && w + 1 < c->worlds; w++) {
        mkba_buffer_add(&names, w > 0 ? ", " : "");
        mkba_buffer_add(&names, c->world[w].name);
    }
    if (c) {
        mkba_report_say(report, "", "report.moments_about",
                        MKBA_WORDS(c->world[c->worlds - 1].name, mkba_buffer_text(&names)),
                        NULL, 0);
    }
    mkba_buffer_free(&names);
}

/* ------------------------------------------------------------------ Rounding */

/* What the net value moved, at most. */
static double most_moved(const mkba_comparison_sheet *sheet)
{
    const mkba_comparison *c = sheet->c;
    size_t npv = mkba_compared_find(c, "npv_eur");
    double most = 0;
    for (size_t w = 1; w < c->worlds; w++) {
        most = fmax(most, fabs(c->world[w].difference[sheet->row * c->figures + npv]));
    }
    return most;
}

/* Rounds to what moved, where that is less than what is known of the outcome. */
static void round_to_moved(mkba_report *report, const mkba_comparison_sheet *sheet)
{
    double before = report->sheet.page.step;
    mkba_report_round_to(report, most_moved(sheet));
    if (report->sheet.page.step < before) {
        mkba_buffer step = {0};
        mkba_report_money(&step, report, report->sheet.page.step);
        mkba_report_say(report, "", "report.moments_rounding",
                        MKBA_WORDS(mkba_buffer_text(&step)), NULL, 0);
        mkba_page_text(&report->sheet.page, mkba_report_unit(report));
        mkba_buffer_free(&step);
    }
}

/* ------------------------------------------------------------------ The net value */

/* The net value of a measurement in the lowest and the highest evidence scenario. */
static mkba_report_bar bar_of(const mkba_comparison_sheet *sheet, size_t moment)
{
    const mkba_comparison *c = sheet->c;
    const mkba_data *d = sheet->page.data;
    mkba_report_bar bar = {
        .name = c->world[moment].name,
        .value = mkba_compared_value(c, moment, sheet->row, mkba_compared_find(c, "npv_eur")),
        .outer = (double)NAN,
        .low = INFINITY,
        .high = -INFINITY};
    for (size_t i = 0; i < d->scenarios; i++) {
        char path[MKBA_TEXT];
        snprintf(path, sizeof path, "scenarios.%s.npv_eur", d->scenario[i].id);
        double npv = mkba_compared_value(c, moment, sheet->row, mkba_compared_find(c, path));
        bar.low = fmin(bar.low, npv);
        bar.high = fmax(bar.high, npv);
    }
    return bar;
}

static void write_net(const mkba_report *report, const mkba_report_bar *bar, size_t n)
{
    static const mkba_page_table table = {
        .column = {{20, false}, {14, true}, {14, true}, {14, true}}, .columns = 4};
    static const char *const header[] = {"report.moment", "line.npv", "report.lowest",
                                         "report.highest"};
    mkba_report_bar_rows(report, &table, header, bar, n);
}

static void show_net(mkba_report *report, const mkba_comparison_sheet *sheet)
{
    mkba_report_bar bar[MKBA_MOST_WORLDS];
    size_t n = sheet->c->worlds;
    for (size_t m = 0; m < n; m++) {
        bar[m] = bar_of(sheet, m);
    }
    mkba_report_figure_begin(report, true);
    mkba_report_bars(report, mkba_report_text(report, "report.chart_moments"),
                     "report.legend_moments", bar, n);
    write_net(report, bar, n);
    mkba_report_figure_end(report, "report.legend_moments");
}

/* ------------------------------------------------------------------ What moved it */

/* What stands at a bar is freed with it. */
typedef struct {
    mkba_report_bar *bar;
    mkba_buffer *name;
    size_t count;
} moved_bars;

static bool bars_for(moved_bars *bars, size_t parts)
{
    *bars = (moved_bars){calloc(parts + 1, sizeof *bars->bar),
                         calloc(parts + 1, sizeof *bars->name), 0};
    return bars->bar && bars->name;
}

static void free_bars(moved_bars *bars)
{
    for (size_t i = 0; i < bars->count; i++) {
        mkba_buffer_free(&bars->name[i]);
    }
    free(bars->bar);
    free(bars->name);
}

static void add_part(moved_bars *bars, const mkba_report *report,
                     const mkba_comparison_sheet *sheet, size_t world,
                     const mkba_comparison_part *part)
{
    mkba_buffer *name = &bars->name[bars->count];
    bool not_always = mkba_moments_not_always(sheet, world, part->input);
    mkba_comparison_part_name(name, sheet, world, part->input);
    bars->bar[bars->count++] = (mkba_report_bar){
        .name = mkba_buffer_text(name),
        .value = part->value,
        .outer = (double)NAN,
        .low = (double)NAN,
        .high = (double)NAN,
        .remark = not_always ? mkba_report_text(report, "moments.not_always") : NULL};
}

static void draw_bars(mkba_report *report, const mkba_comparison_sheet *sheet, size_t world,
                      const moved_bars *bars)
{
    mkba_buffer title = {0};
    mkba_report_words(&title, report, "report.chart_moved",
                      MKBA_WORDS(sheet->c->world[world].name, sheet->c->world[0].name), NULL,
                      0);
    mkba_report_figure_begin(report, false);
    mkba_report_bars(report, mkba_buffer_text(&title), "report.legend_sign", bars->bar,
                     bars->count);
    mkba_report_figure_end(report, "report.legend_sign");
    mkba_buffer_free(&title);
}

static void draw_parts(mkba_report *report, const mkba_comparison_sheet *sheet, size_t world,
                       const mkba_comparison_part *part, size_t parts)
{
    moved_bars bars;
    if (bars_for(&bars, parts)) {
        for (size_t i = 0; i < parts; i++) {
            if (isfinite(part[i].value) && fabs(part[i].value) > 0) {
                add_part(&bars, report, sheet, world, &part[i]);
            }
        }
        if (bars.count > 0) {
            draw_bars(report, sheet, world, &bars);
        }
    } else {
        mkba_buffer_lose(report->sheet.page.out);
    }
    free_bars(&bars);
}

/* The picture stands between the heading and the table. */
static void show_why(mkba_report *report, const mkba_comparison_sheet *sheet, size_t world)
{
    mkba_comparison_part *part = calloc(sheet->c->world[world].inputs + 1, sizeof *part);
    mkba_comparison_why_heading(sheet, world);
    if (part) {
        draw_parts(report, sheet, world, part, mkba_comparison_parts(part, sheet, world));
    }
    report->sheet.page.out->failed |= !part;
    report->sheet.page.state->has_heading = true;
    mkba_comparison_why(sheet, world);
    free(part);
}

/* ------------------------------------------------------------------ What was measured */

/* As it was entered, so not rounded to what is known of an outcome. */
static void show_indicators(mkba_report *report)
{
    mkba_page before = report->sheet.page;
    mkba_page *page = &report->sheet.page;
    page->step = 0;
    page->decimals = 0;
    page->unit = mkba_comparison_unit(report->moments);
    mkba_comparison_sheet sheet = sheet_of(report);
    mkba_moments_heading(&sheet, "moments.indicators", sheet.row);
    mkba_page_text(page, "report.moments_entered");
    mkba_page_text(page, mkba_report_unit(report));
    page->state->has_heading = true;
    mkba_moments_indicators(&sheet);
    report->sheet.page = before;
}

static void say_warning(const mkba_report *report)
{
    mkba_buffer *out = report->sheet.page.out;
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(out, "<div class=\"warning\">\n");
    mkba_page_text(&report->sheet.page, "report.moments_warning");
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(out, "</div>\n");
}

/* What holds of all areas is said once in a document: not again in a part of it. What holds of
 * one area stands where that is written about. */
static void show_cautions(const mkba_report *report, const mkba_comparison_sheet *sheet)
{
    bool of_areas = sheet->row < sheet->c->areas;
    mkba_moments_cautions(sheet, (report->is_part ? 0 : MKBA_CAUTIONS_OF_ALL) |
                                     (of_areas ? MKBA_CAUTIONS_OF_AREAS : 0));
    if (!of_areas) {
        mkba_page_text(&sheet->page, "report.moments_per_area");
    }
    if (!report->is_part) {
        mkba_moments_remarks(sheet);
    }
}

/* ------------------------------------------------------------------ All of it */

static void show_moved(mkba_report *report)
{
    mkba_page before = report->sheet.page;
    mkba_comparison_sheet sheet = sheet_of(report);
    round_to_moved(report, &sheet);
    sheet.page = report->sheet.page;
    show_net(report, &sheet);
    mkba_comparison_side_by_side(&sheet);
    for (size_t w = 1; w < sheet.c->worlds; w++) {
        show_why(report, &sheet, w);
    }
    if (sheet.row == sheet.c->areas) {
        mkba_comparison_areas(&sheet);
    }
    report->sheet.page = before;
}

void mkba_report_moments(mkba_report *report)
{
    mkba_comparison_sheet sheet = sheet_of(report);
    mkba_report_heading(report, "moments.heading");
    report->sheet.page.state->heading++;
    if (!report->is_part) {
        say_warning(report);
    }
    mkba_moments_latest(&sheet);
    mkba_moments_legend(&sheet);
    mkba_page_blank(&report->sheet.page);
    show_moved(report);
    if (sheet.row < sheet.c->areas) {
        show_indicators(report);
    }
    show_cautions(report, &sheet);
    mkba_page_blank(&report->sheet.page);
    report->sheet.page.state->heading--;
}
