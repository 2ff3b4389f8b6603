/* The report from its first words to what the outcome is: in short, the outcome, its cost. */
#include "report/report.h"

#include "report/page_html.h"
#include "report/sections.h"

#include <math.h>
#include <string.h>

enum { MOST_PARTIES = 24, NAMED_PARTIES = 2, MOST_SCENARIOS = 64 };

/* ------------------------------------------------------------------ In short */

static void say_cost(const mkba_report *report)
{
    mkba_buffer gross = {0}, extra = {0};
    double cost = mkba_sheet_figure(&report->sheet, "team_cost_eur");
    double additional = mkba_sheet_figure(&report->sheet, "additional_cost_eur");
    mkba_report_words(&gross, report, "report.money", NULL, &cost, 1);
    mkba_report_words(&extra, report, "report.money", NULL, &additional, 1);
    mkba_report_say(report, "", additional < cost ? "report.sum_cost" : "report.sum_cost_all",
                    MKBA_WORDS(mkba_buffer_text(&gross), mkba_buffer_text(&extra)), NULL, 0);
    mkba_buffer_free(&gross);
    mkba_buffer_free(&extra);
}

/* The lowest and the highest net value and the central one, in words. */
enum { LOW, HIGH, MIDDLE, ENDS };

static void add_range(mkba_buffer text[ENDS], const mkba_report *report)
{
    double least, most;
    mkba_report_range(report, &least, &most);
    mkba_report_money(&text[LOW], report, least);
    mkba_report_money(&text[HIGH], report, most);
    mkba_report_money(&text[MIDDLE], report, mkba_sheet_figure(&report->sheet, "npv_eur"));
}

static void free_range(mkba_buffer text[ENDS])
{
    for (size_t i = 0; i < ENDS; i++) {
        mkba_buffer_free(&text[i]);
    }
}

static void say_range(const mkba_report *report)
{
    mkba_buffer text[ENDS] = {{0}};
    double least, most;
    double horizon = mkba_data_value(report->result->data, "horizon");
    mkba_report_range(report, &least, &most);
    add_range(text, report);
    mkba_report_say(report, "", "report.sum_range",
                    MKBA_WORDS(mkba_buffer_text(&text[LOW]), mkba_buffer_text(&text[HIGH]),
                               mkba_buffer_text(&text[MIDDLE])),
                    &horizon, 1);
    mkba_report_say(report, "",
                    most < 0       ? "report.sum_negative"
                    : least > 0    ? "report.sum_positive"
                    : most > least ? "report.sum_open"
                                   : "report.sum_nothing",
                    NULL, NULL, 0);
    free_range(text);
}

/* The parties that pay or gain most on balance, "Gemeente (-104 miljoen euro)". */
static void name_parties(mkba_buffer *out, const mkba_report *report, int sign)
{
    const mkba_data *d = report->result->data;
    bool named[MOST_PARTIES] = {false};
    size_t n = d->parties < MOST_PARTIES ? d->parties : MOST_PARTIES;
    for (size_t k = 0; k < NAMED_PARTIES; k++) {
        size_t best = n;
        double most = report->sheet.page.step / 2; /* what rounds to nothing is not named */
        for (size_t i = 0; i < n; i++) {
            double pv = mkba_sheet_item(&report->sheet, "parties.%s.pv_eur", d->party[i].id);
            if (!named[i] && sign * pv >= most) {
                most = sign * pv;
                best = i;
            }
        }
        if (best == n) {
            return;
        }
        named[best] = true;
        mkba_buffer_add(out, k > 0 ? ", " : "");
        mkba_buffer_add(out, mkba_sheet_label(&report->sheet, d->party[best].label));
        mkba_buffer_add(out, " (");
        mkba_report_money(out, report, most);
        mkba_buffer_add(out, ")");
    }
}

static void say_parties(const mkba_report *report)
{
    mkba_buffer pays = {0}, gains = {0};
    name_parties(&pays, report, -1);
    name_parties(&gains, report, 1);
    if (pays.text && gains.text) {
        mkba_report_say(report, "", "report.sum_who", MKBA_WORDS(pays.text, gains.text), NULL,
                        0);
    } else if (pays.text || gains.text) {
        mkba_report_say(report, "", pays.text ? "report.sum_who_pays" : "report.sum_who_gains",
                        MKBA_WORDS(pays.text ? pays.text : gains.text), NULL, 0);
    }
    mkba_buffer_free(&pays);
    mkba_buffer_free(&gains);
}

static double unscored(const mkba_report *report)
{
    double n = 0;
    if (report->sheet.outcome) {
        return report->sheet.outcome->scores_entered == 0;
    }
    for (size_t i = 0; i < report->result->count; i++) {
        n += report->result->outcome[i].scores_entered == 0;
    }
    return n;
}

static void say_what_it_is_not(const mkba_report *report)
{
    mkba_buffer *out = report->sheet.page.out;
    double missing[] = {unscored(report), (double)report->result->count};
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(out, "<div class=\"warning\">\n");
    mkba_report_say(report, "", "report.sum_not", NULL, NULL, 0);
    if (missing[0] > 0) {
        mkba_report_say(report, "",
                        report->sheet.outcome ? "report.no_scores" : "outcome.areas_no_scores",
                        NULL, missing, 2);
    }
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(out, "</div>\n");
}

void mkba_report_summary(mkba_report *report)
{
    double assumed = mkba_sheet_figure(&report->sheet, "evidence.E.share");
    mkba_report_heading(report, "report.summary");
    mkba_buffer_add(report->sheet.page.out, "<div class=\"summary\">\n");
    say_range(report);
    say_cost(report);
    say_parties(report);
    if (isfinite(assumed)) {
        mkba_report_say(report, "", "report.sum_basis", NULL, &assumed, 1);
    } else {
        mkba_report_say(report, "", "report.sum_basis_total", NULL, NULL, 0);
    }
    if (!mkba_report_has_entered(report, "replaced_share")) {
        mkba_report_say(report, "", "report.sum_replaced", NULL, NULL, 0);
    }
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(report->sheet.page.out, "</div>\n");
    say_what_it_is_not(report);
}

/* ------------------------------------------------------------------ The outcome */

/* The range in large letters, the point below it in smaller ones. */
static void write_range(const mkba_report *report)
{
    mkba_buffer end[ENDS] = {{0}}, range = {0}, point = {0};
    mkba_buffer *out = report->sheet.page.out;
    add_range(end, report);
    mkba_report_words(&range, report, "report.range",
                      MKBA_WORDS(mkba_buffer_text(&end[LOW]), mkba_buffer_text(&end[HIGH])),
                      NULL, 0);
    mkba_report_words(&point, report, "report.point",
                      MKBA_WORDS(mkba_buffer_text(&end[MIDDLE])), NULL, 0);
    mkba_html_element(out, "p class=\"range\"", mkba_buffer_text(&range));
    mkba_html_element(out, "p class=\"point\"", mkba_buffer_text(&point));
    mkba_buffer_add(out, "\n");
    free_range(end);
    mkba_buffer_free(&range);
    mkba_buffer_free(&point);
}

static void draw_scenarios(mkba_report *report)
{
    const mkba_data *d = report->result->data;
    mkba_report_bar bar[MOST_SCENARIOS];
    size_t n = d->scenarios < MOST_SCENARIOS ? d->scenarios : MOST_SCENARIOS;
    for (size_t i = 0; i < n; i++) {
        bar[i] =
            (mkba_report_bar){.name = mkba_sheet_label(&report->sheet, d->scenario[i].label),
                              .value = mkba_sheet_item(&report->sheet, "scenarios.%s.npv_eur",
                                                       d->scenario[i].id),
                              .outer = (double)NAN,
                              .low = (double)NAN,
                              .high = (double)NAN};
    }
    mkba_report_bars(report, mkba_report_text(report, "report.chart_scenarios"),
                     "report.legend_sign", bar, n);
}

static void add_ratio(mkba_page_cells *cells, const mkba_report *report, double benefit,
                      double npv)
{
    double cost = benefit - npv;
    if (!(cost > 0)) {
        mkba_cells_text(cells, mkba_report_text(report, "ratio.none"));
    } else if (benefit < 0) {
        mkba_cells_text(cells, mkba_report_text(report, "ratio.negative"));
    } else {
        mkba_cells_number(cells, benefit / cost, 1);
    }
}

static void write_scenarios(const mkba_report *report)
{
    static const mkba_page_table table = {
        .column = {{24, false}, {15, true}, {15, true}, {22, true}}, .columns = 4};
    static const char *const header[] = {"scenario.name", "scenario.benefit", "scenario.npv",
                                         "scenario.ratio"};
    const mkba_data *d = report->result->data;
    mkba_page_header(&report->sheet.page, &table, header);
    for (size_t i = 0; i < d->scenarios; i++) {
        mkba_page_cells cells;
        const char *id = d->scenario[i].id;
        double benefit = mkba_sheet_item(&report->sheet, "scenarios.%s.benefit_pv_eur", id);
        double npv = mkba_sheet_item(&report->sheet, "scenarios.%s.npv_eur", id);
        mkba_cells_start(&cells, &report->sheet.page);
        mkba_cells_text(&cells, mkba_sheet_label(&report->sheet, d->scenario[i].label));
        mkba_cells_euro(&cells, benefit);
        mkba_cells_euro(&cells, npv);
        add_ratio(&cells, report, benefit, npv);
        mkba_cells_row(&cells, &table);
    }
}

static void say_in_words(const mkba_report *report)
{
    const mkba_sheet *sheet = &report->sheet;
    double ratio = mkba_sheet_figure(sheet, "ratio");
    double payback[] = {mkba_sheet_figure(sheet, "payback_year"),
                        mkba_data_value(report->result->data, "start_year")};
    payback[1] += payback[0];
    mkba_report_say(report, "",
                    isnan(ratio) ? "outcome.no_cost"
                    : ratio < 0  ? "report.ratio_negative"
                                 : "report.ratio",
                    NULL, &ratio, 1);
    mkba_report_say(report, "", isnan(payback[0]) ? "outcome.no_payback" : "outcome.payback",
                    NULL, payback, 2);
}

/* What each evidence scenario follows. */
static void explain_scenarios(const mkba_report *report)
{
    const mkba_data *d = report->result->data;
    mkba_page_text(&report->sheet.page, "report.scenarios_explained");
    for (size_t i = 0; i < d->scenarios && !report->is_part; i++) {
        mkba_report_say(report, "- ", "report.scenario",
                        MKBA_WORDS(mkba_sheet_label(&report->sheet, d->scenario[i].label),
                                   mkba_sheet_label(&report->sheet, d->scenario[i].note)),
                        NULL, 0);
    }
}

/* Where the figures of this part come from. */
static void write_trails(mkba_report *report)
{
    const mkba_data *d = report->result->data;
    if (!report->sheet.outcome) {
        return;
    }
    mkba_report_trails_begin(report);
    mkba_report_trail(report, "npv_eur", mkba_report_text(report, "report.npv_central"));
    for (size_t i = 0; i < d->scenarios; i++) {
        if (strcmp(d->scenario[i].id, "central") != 0) {
            mkba_report_trail_scenario(report, i);
        }
    }
    mkba_report_trails_end(report);
}

void mkba_report_outcome(mkba_report *report)
{
    mkba_report_heading(report, "report.outcome");
    write_range(report);
    mkba_report_figure_begin(report, true);
    draw_scenarios(report);
    write_scenarios(report);
    mkba_report_figure_end(report, "report.legend_sign");
    explain_scenarios(report);
    if (report->sheet.outcome) {
        mkba_page_blank(&report->sheet.page);
        say_in_words(report);
    }
    write_trails(report);
}

/* ------------------------------------------------------------------ Cost */

void mkba_report_costs(mkba_report *report)
{
    mkba_section_costs(&report->sheet);
    if (report->sheet.outcome) {
        mkba_report_trails_begin(report);
        mkba_report_trail(report, "additional_cost_pv_eur",
                          mkba_report_text(report, "line.cost"));
        mkba_report_trails_end(report);
    }
}
