/* Wrong pockets: who gains without paying, who pays and loses, and from which lines. */
#include "report/plan_lines.h"
#include "report/sections.h"

#include <math.h>
#include <string.h>

static void write_party(const mkba_sheet *sheet, const char *id, const mkba_party *party)
{
    mkba_page_say(&sheet->page, "- ", id, MKBA_WORDS(mkba_sheet_label(sheet, party->label)),
                  (double[]){mkba_sheet_item(sheet, "parties.%s.pv_eur", party->id),
                             mkba_sheet_item(sheet, "parties.%s.budget_year_2_eur", party->id),
                             mkba_data_value(sheet->result->data, "start_year") + 2},
                  3);
}

static void write_line(const mkba_sheet *sheet, const char *id, const char *line, double pv,
                       double year_2)
{
    mkba_page_say(
        &sheet->page, "  - ", id, MKBA_WORDS(line),
        (double[]){pv, year_2, mkba_data_value(sheet->result->data, "start_year") + 2}, 3);
}

/* The lines that the amount of a party comes from, and its part in the cost. */
static void write_sources(const mkba_sheet *sheet, const char *party)
{
    const mkba_data *d = sheet->result->data;
    for (size_t i = 0; i < d->lines; i++) {
        const mkba_line *l = &d->line[i];
        bool has = mkba_cash_plan_has_line(d, sheet->outcome, i);
        double pv = has ? mkba_pocket_figure(sheet, party, l->id, "pv_eur") : 0;
        double year_2 = has ? mkba_pocket_figure(sheet, party, l->id, "year_2_eur") : 0;
        if (fabs(pv) > 0 || fabs(year_2) > 0) {
            write_line(sheet, "pocket.line", l->id, pv, year_2);
        }
    }
    double cost = mkba_sheet_item(sheet, "parties.%s.cost_pv_eur", party);
    if (cost > 0) {
        write_line(sheet, "pocket.cost", "", -cost,
                   -mkba_sheet_item(sheet, "parties.%s.budget_cost_year_2_eur", party));
    }
}

/* All parties that stand in one way, but for households: they are whom it is for. */
static void write_standing(const mkba_sheet *sheet, const char *standing, const char *lead,
                           const char *id)
{
    const mkba_data *d = sheet->result->data;
    size_t said = 0;
    for (size_t i = 0; i < d->parties; i++) {
        const mkba_party *p = &d->party[i];
        if (strcmp(p->id, "households") == 0 ||
            strcmp(mkba_plan_standing(sheet, p->id), standing) != 0) {
            continue;
        }
        if (said++ == 0) {
            mkba_page_blank(&sheet->page);
            mkba_page_text(&sheet->page, lead);
        }
        write_party(sheet, id, p);
        write_sources(sheet, p->id);
        mkba_plan_advice(sheet, p->id, "agree", "pocket.agree", "  ");
    }
}

static bool anyone_gains(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    bool any = false;
    for (size_t i = 0; i < d->parties; i++) {
        any = any || (strcmp(d->party[i].id, "households") != 0 &&
                      strcmp(mkba_plan_standing(sheet, d->party[i].id), "gains") == 0);
    }
    return any;
}

static void write_households(const mkba_sheet *sheet)
{
    mkba_page_blank(&sheet->page);
    mkba_sheet_say(sheet, "", "pocket.found_need",
                   (double[]){mkba_sheet_figure(sheet, "pockets.found_need.pv_eur"),
                              mkba_sheet_figure(sheet, "lines.unmet_need.pv_eur"),
                              mkba_sheet_figure(sheet, "pockets.found_need.year_2_eur"),
                              mkba_data_value(sheet->result->data, "start_year") + 2},
                   4);
    mkba_sheet_say(sheet, "", "pocket.households",
                   (double[]){mkba_sheet_figure(sheet, "parties.households.pv_eur"),
                              mkba_sheet_figure(sheet, "lines.informal_care.pv_eur"),
                              -mkba_sheet_figure(sheet, "transfers_pv_eur")},
                   3);
    mkba_plan_advice(sheet, "households", "agree", "pocket.agree", "");
}

void mkba_section_wrong_pockets(const mkba_sheet *sheet)
{
    mkba_page_heading(&sheet->page, "pocket.heading");
    mkba_page_text(&sheet->page, "pocket.explained");
    if (!anyone_gains(sheet)) {
        mkba_page_text(&sheet->page, "pocket.nobody");
    }
    write_standing(sheet, "gains", "pocket.gains", "pocket.gain");
    write_standing(sheet, "pays_and_loses", "pocket.pays_and_loses", "pocket.loss");
    write_standing(sheet, "pays_and_gains", "pocket.pays_and_gains", "pocket.gain");
    write_standing(sheet, "loses", "pocket.loses", "pocket.loss");
    write_households(sheet);
}
