#include "report/sections.h"

#include <math.h>

static void range_of(const mkba_sheet *sheet, double *least, double *most)
{
    const mkba_data *d = sheet->result->data;
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = 0; i < d->scenarios; i++) {
        double npv = mkba_sheet_item(sheet, "scenarios.%s.npv_eur", d->scenario[i].id);
        *least = fmin(*least, npv);
        *most = fmax(*most, npv);
    }
}

/* How many areas have no score of their own. */
static double without_scores(const mkba_sheet *sheet)
{
    double n = 0;
    if (sheet->outcome) {
        return sheet->outcome->scores_entered == 0;
    }
    for (size_t i = 0; i < sheet->result->count; i++) {
        n += sheet->result->outcome[i].scores_entered == 0;
    }
    return n;
}

static void write_scenarios(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{24, false}, {15, true}, {15, true}, {22, true}}, .columns = 4};
    static const char *const header[] = {"scenario.name", "scenario.benefit", "scenario.npv",
                                         "scenario.ratio"};
    const mkba_data *d = sheet->result->data;
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < d->scenarios; i++) {
        mkba_page_cells cells;
        const char *id = d->scenario[i].id;
        double benefit = mkba_sheet_item(sheet, "scenarios.%s.benefit_pv_eur", id);
        double ratio = mkba_sheet_item(sheet, "scenarios.%s.ratio", id);
        if (!sheet->outcome) {
            double cost = benefit - mkba_sheet_item(sheet, "scenarios.%s.npv_eur", id);
            ratio = cost > 0 ? benefit / cost : (double)NAN;
        }
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, mkba_sheet_label(sheet, d->scenario[i].label));
        mkba_cells_euro(&cells, benefit);
        mkba_cells_euro(&cells, mkba_sheet_item(sheet, "scenarios.%s.npv_eur", id));
        if (ratio < 0) {
            mkba_cells_text(&cells, mkba_say(sheet->page.catalogue, "ratio.negative"));
        } else if (isnan(ratio)) {
            mkba_cells_text(&cells, mkba_say(sheet->page.catalogue, "ratio.none"));
        } else {
            mkba_cells_number(&cells, ratio, 2);
        }
        mkba_cells_row(&cells, &table);
    }
}

/* In words, for one area: what comes back, when, and what the figure is not. */
static void write_in_words(const mkba_sheet *sheet)
{
    double ratio = mkba_sheet_figure(sheet, "ratio");
    double payback = mkba_sheet_figure(sheet, "payback_year");
    double first = mkba_data_value(sheet->result->data, "start_year");
    mkba_sheet_say(sheet, "",
                   isnan(ratio) ? "outcome.no_cost"
                   : ratio < 0  ? "outcome.ratio_negative"
                                : "outcome.ratio",
                   (double[]){ratio}, 1);
    mkba_sheet_say(sheet, "", isnan(payback) ? "outcome.no_payback" : "outcome.payback",
                   (double[]){payback, first + payback}, 2);
    mkba_sheet_say(sheet, "", "outcome.per_household",
                   (double[]){mkba_sheet_figure(sheet, "npv_per_helped_household_eur"),
                              mkba_sheet_figure(sheet, "npv_per_gross_euro")},
                   2);
}

void mkba_section_outcome(const mkba_sheet *sheet)
{
    double least, most;
    double missing = without_scores(sheet);
    range_of(sheet, &least, &most);
    mkba_page_heading(&sheet->page, "outcome.heading");
    mkba_sheet_say(sheet, "", "outcome.range",
                   (double[]){least, most, mkba_sheet_figure(sheet, "npv_eur"),
                              mkba_data_value(sheet->result->data, "horizon")},
                   4);
    if (missing > 0) {
        mkba_page_blank(&sheet->page);
        mkba_sheet_say(sheet, "",
                       sheet->outcome ? "outcome.no_scores" : "outcome.areas_no_scores",
                       (double[]){missing, (double)sheet->result->count}, 2);
    }
    mkba_page_blank(&sheet->page);
    write_scenarios(sheet);
    if (sheet->outcome) {
        mkba_page_blank(&sheet->page);
        write_in_words(sheet);
    }
}
