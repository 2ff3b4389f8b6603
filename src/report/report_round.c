/* Amounts in the report, rounded to what is known of them. */
#include "report/report.h"

#include <math.h>

void mkba_report_range(const mkba_report *report, double *least, double *most)
{
    const mkba_data *d = report->result->data;
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = 0; i < d->scenarios; i++) {
        double npv =
            mkba_sheet_item(&report->sheet, "scenarios.%s.npv_eur", d->scenario[i].id);
        *least = fmin(*least, npv);
        *most = fmax(*most, npv);
    }
}

void mkba_report_set_step(mkba_page *page, double size)
{
    if (size > 0 && isfinite(size)) {
        page->step = pow(10, fmax(0, floor(log10(size)) - 1));
        page->unit = page->step >= 1e5 ? 1e6 : page->step >= 1e3 ? 1e3 : 1;
        page->decimals = page->unit >= 1e6 && page->step < 1e6;
    }
}

const char *mkba_report_unit(const mkba_report *report)
{
    double unit = report->sheet.page.unit;
    return unit >= 1e6   ? "report.in_millions"
           : unit >= 1e3 ? "report.in_thousands"
                         : "report.in_euros";
}

void mkba_report_round(mkba_report *report)
{
    mkba_page *page = &report->sheet.page;
    double least, most;
    mkba_report_range(report, &least, &most);
    double size = most - least;
    if (!(size > 0)) { /* all scenarios say the same */
        size = fmax(fabs(most),
                    fabs(mkba_sheet_figure(&report->sheet, "additional_cost_pv_eur")));
    }
    page->step = page->unit = 1;
    page->decimals = 0;
    mkba_report_set_step(page, size);
}

void mkba_report_round_to(mkba_report *report, double size)
{
    mkba_page finer = report->sheet.page;
    mkba_report_set_step(&finer, size);
    if (finer.step < report->sheet.page.step) {
        report->sheet.page = finer;
    }
}

void mkba_report_money(mkba_buffer *out, const mkba_report *report, double eur)
{
    const mkba_page *page = &report->sheet.page;
    double rounded = round(eur / page->step) * page->step;
    bool millions = fabs(rounded) >= 1e6;
    int decimals = page->step < 1e5 ? 2 : page->step < 1e6 ? 1 : 0;
    if (fabs(eur) >= 0.01 && !(fabs(rounded) > 0)) {
        mkba_buffer_add(out, "≈ ");
    }
    mkba_write_number(out, page->catalogue, millions ? rounded / 1e6 : rounded,
                      millions ? decimals : 0);
    mkba_buffer_add(out, " ");
    mkba_buffer_add(out, mkba_say(page->catalogue, millions ? "money.million" : "money.euro"));
}
