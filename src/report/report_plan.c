/* The cash-in plan in the report: what changes on budgets per year, who gains without paying,
 * and what to do. */
#include "report/plan_lines.h"
#include "report/report.h"
#include "report/sections.h"

#include <math.h>

/* Finer than that no amount of the plan is said. */
static const double finest = 1e3;

static bool vanishes(const mkba_report *report, const char *pattern, const char *item)
{
    static const double cent = 0.01;
    size_t years = mkba_cash_plan_years(report->result->data);
    for (size_t t = 0; t < years; t++) {
        double size = fabs(mkba_plan_figure(&report->sheet, pattern, item, t));
        if (size >= cent && size < report->sheet.page.step / 2) {
            return true;
        }
    }
    return false;
}

static bool line_vanishes(const mkba_report *report, const char *line)
{
    return vanishes(report, "plan.%s.saving_eur.%zu", line) ||
           vanishes(report, "plan.%s.cash_eur.%zu", line) ||
           vanishes(report, "plan.%s.extra_use_eur.%zu", line) ||
           vanishes(report, "plan.%s.balance_eur.%zu", line);
}

/* Would an amount per year round to nothing, in the rounding of the report? */
static bool anything_vanishes(const mkba_report *report)
{
    const mkba_data *d = report->result->data;
    for (size_t i = 0; i < d->parties; i++) {
        if (vanishes(report, "plan.parties.%s.net_eur.%zu", d->party[i].id)) {
            return true;
        }
    }
    for (size_t i = 0; i < d->lines; i++) {
        if (mkba_cash_plan_has_line(d, report->sheet.outcome, i) &&
            line_vanishes(report, d->line[i].id)) {
            return true;
        }
    }
    return false;
}

static void round_finer(mkba_report *report)
{
    mkba_page *page = &report->sheet.page;
    if (page->step > finest && anything_vanishes(report)) {
        page->step = page->unit = finest;
        page->decimals = 0;
        mkba_page_text(page, "report.plan_rounding");
    }
}

static void write_end(const mkba_report *report)
{
    const mkba_page *page = &report->sheet.page;
    const mkba_contracts *contracts = report->result->contracts;
    mkba_page_blank(page);
    for (size_t i = 0; contracts && i < contracts->notes; i++) {
        mkba_page_message(page, "- ", &contracts->note[i]);
    }
    mkba_page_blank(page);
    mkba_page_text(page, "plan.say_model");
    mkba_page_text(page, "plan.say_help");
    mkba_page_text(page, "plan.more");
}

/* Writes a section with its sentences rounded as the report is. */
static void write_rounded(mkba_report *report, void (*write)(const mkba_sheet *sheet))
{
    report->sheet.page.said = report->sheet.page.step;
    write(&report->sheet);
    report->sheet.page.said = 0;
}

void mkba_report_plan(mkba_report *report)
{
    mkba_page before = report->sheet.page;
    mkba_report_heading(report, "plan.heading");
    report->sheet.page.state->has_heading = true;
    round_finer(report);
    report->sheet.page.said = report->sheet.page.step;
    mkba_page_text(&report->sheet.page, "plan.say_origin");
    mkba_section_cash_plan(&report->sheet);
    write_end(report);
    report->sheet.page = before;
}

void mkba_report_pockets(mkba_report *report)
{
    write_rounded(report, mkba_section_wrong_pockets);
}

void mkba_report_advice(mkba_report *report)
{
    mkba_report_heading(report, "report.advice");
    report->sheet.page.state->has_heading = true;
    write_rounded(report, mkba_section_advice);
}
