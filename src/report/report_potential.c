/* What the success factors could still add, and what the outcome rests on. */
#include "report/report.h"

#include "report/sections.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FACTORS = 16 };

typedef struct {
    const mkba_factor *factor;
    double most, reach, score;
} ranked;

static int by_reach(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return (x->reach < y->reach) - (x->reach > y->reach);
}

static size_t rank_factors(ranked *rank, const mkba_report *report)
{
    const mkba_data *d = report->result->data;
    size_t n = d->factors < MOST_FACTORS ? d->factors : MOST_FACTORS;
    for (size_t i = 0; i < n; i++) {
        const char *id = d->factor[i].id;
        rank[i] = (ranked){
            .factor = &d->factor[i],
            .most = mkba_sheet_item(&report->sheet, "factors.%s.potential_eur", id),
            .reach = mkba_sheet_item(&report->sheet, "factors.%s.within_reach_eur", id),
            .score = mkba_sheet_item(&report->sheet, "factors.%s.score", id)};
    }
    qsort(rank, n, sizeof *rank, by_reach);
    return n;
}

static void draw(mkba_report *report, const ranked *rank, size_t n)
{
    mkba_report_bar bar[MOST_FACTORS];
    for (size_t i = 0; i < n; i++) {
        bar[i] =
            (mkba_report_bar){.name = mkba_sheet_label(&report->sheet, rank[i].factor->label),
                              .value = rank[i].reach,
                              .outer = rank[i].most,
                              .low = (double)NAN,
                              .high = (double)NAN};
    }
    mkba_report_bars(report, mkba_report_text(report, "report.chart_potential"),
                     "report.legend_potential", bar, n);
}

static void write_row(const mkba_report *report, const mkba_page_table *table,
                      const char *name, double score, double reach, double most)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, &report->sheet.page);
    mkba_cells_text(&cells, name);
    if (isnan(score)) {
        mkba_cells_text(&cells, "");
    } else {
        mkba_cells_number(&cells, score, 2);
    }
    mkba_cells_euro(&cells, reach);
    mkba_cells_euro(&cells, most);
    mkba_cells_row(&cells, table);
}

static void write_table(const mkba_report *report, const ranked *rank, size_t n)
{
    static const mkba_page_table table = {
        .column = {{36, false}, {7, true}, {17, true}, {17, true}}, .columns = 4};
    static const char *const header[] = {"potential.name", "potential.score",
                                         "potential.reach", "potential.most"};
    mkba_page_header(&report->sheet.page, &table, header);
    for (size_t i = 0; i < n; i++) {
        bool scored = rank[i].factor->scored && report->sheet.outcome;
        write_row(report, &table, mkba_sheet_label(&report->sheet, rank[i].factor->label),
                  scored ? rank[i].score : (double)NAN, rank[i].reach, rank[i].most);
    }
    mkba_page_rule(&report->sheet.page, &table);
    write_row(report, &table, mkba_report_text(report, "potential.total"), (double)NAN,
              mkba_sheet_figure(&report->sheet, "within_reach_eur"),
              mkba_sheet_figure(&report->sheet, "potential_eur"));
}

void mkba_report_potential(mkba_report *report)
{
    ranked rank[MOST_FACTORS] = {0};
    size_t n = rank_factors(rank, report);
    mkba_report_heading(report, "potential.heading");
    mkba_report_figure_begin(report, true);
    draw(report, rank, n);
    write_table(report, rank, n);
    mkba_report_figure_end(report, "report.legend_potential");
    mkba_page_text(&report->sheet.page, "potential.explained");
    if (report->sheet.outcome) {
        double entered = (double)report->sheet.outcome->scores_entered;
        double documented = (double)report->sheet.outcome->scores_documented;
        if (entered > 0) {
            mkba_report_say(report, "", "potential.basis", NULL,
                            (double[]){entered, documented, entered - documented}, 3);
        }
        mkba_report_trails_begin(report);
        mkba_report_trail(report, "within_reach_eur",
                          mkba_report_text(report, "compare.within_reach"));
        mkba_report_trails_end(report);
    }
}

/* ------------------------------------------------------------------ Evidence */

static void draw_grades(mkba_report *report)
{
    mkba_report_bar bar[sizeof MKBA_GRADES];
    char name[sizeof MKBA_GRADES][MKBA_TEXT];
    size_t n = 0;
    for (const char *grade = MKBA_GRADES; *grade; grade++) {
        char item[2] = {*grade, '\0'}, id[] = "grade.?";
        id[6] = *grade;
        snprintf(name[n], sizeof name[n], "%s: %s", item, mkba_report_text(report, id));
        bar[n] = (mkba_report_bar){
            .name = name[n],
            .value = mkba_sheet_item(&report->sheet, "evidence.%s.eur", item),
            .outer = (double)NAN,
            .low = (double)NAN,
            .high = (double)NAN};
        n += fabs(bar[n].value) > 0;
    }
    mkba_report_bars(report, mkba_report_text(report, "report.chart_evidence"), NULL, bar, n);
}

void mkba_report_evidence(mkba_report *report)
{
    mkba_report_heading(report, "evidence.heading");
    mkba_report_figure_begin(report, false);
    draw_grades(report);
    mkba_report_figure_end(report, NULL);
    report->sheet.page.state->has_heading = true;
    mkba_section_evidence(&report->sheet);
}
