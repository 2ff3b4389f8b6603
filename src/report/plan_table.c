/* The cash-in plan and the potential for people. */
#include "report/plan_lines.h"
#include "report/sections.h"
#include "report/writers.h"

#include <math.h>

static double unit_for(const mkba_sheet *sheet)
{
    double most = fabs(mkba_sheet_figure(sheet, "team_cost_eur"));
    return most >= 1e9 ? 1e6 : most >= 1e6 ? 1000 : 1;
}

static mkba_sheet sheet_of(const mkba_page *on, const mkba_result *result)
{
    mkba_sheet sheet = mkba_sheet_of(on, result);
    sheet.page.unit = unit_for(&sheet);
    return sheet;
}

static void write_title(const mkba_sheet *sheet, const char *id, const char *id_total)
{
    mkba_sheet_title(sheet, id, id_total);
    mkba_page_applied(&sheet->page, sheet->result->data, "");
    mkba_page_text(&sheet->page, "title.indicative");
    if (sheet->outcome && sheet->outcome->scores_entered == 0) {
        mkba_page_text(&sheet->page, "outcome.no_scores");
    }
}

/* Areas are small where their total is written in millions. */
static void add_amount(mkba_page_cells *cells, double eur)
{
    mkba_cells_number(cells, eur / cells->page->unit, cells->page->unit >= 1e6 ? 1 : 0);
}

/* Each area in short: what its payers have in the last year of the plan, and which factor is
 * worth most there. */
static void write_area(const mkba_sheet *sheet, const mkba_page_table *table,
                       const mkba_outcome *outcome)
{
    static const char net[] = "plan.parties.%s.net_eur.%zu";
    mkba_sheet own = *sheet;
    mkba_page_cells cells;
    mkba_plan_factor factor[MKBA_PLAN_FACTORS];
    size_t last = mkba_cash_plan_years(sheet->result->data) - 1;
    own.outcome = outcome;
    own.value = outcome->value;
    size_t n = mkba_plan_factors(factor, &own);
    mkba_cells_start(&cells, &sheet->page);
    mkba_cells_text(&cells, outcome->area->code);
    mkba_cells_text(&cells, outcome->area->name);
    add_amount(&cells, mkba_plan_figure(&own, net, "municipality", 2));
    add_amount(&cells, mkba_plan_figure(&own, net, "municipality", last));
    mkba_cells_text(&cells, n > 0 ? mkba_sheet_label(sheet, factor[0].factor->label) : "");
    add_amount(&cells, n > 0 ? factor[0].reach : (double)NAN);
    mkba_cells_row(&cells, table);
}

static void write_areas(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{8, false}, {16, false}, {9, true}, {9, true}, {25, false}, {8, true}},
        .columns = 6};
    static const char *const header[] = {"areas.code",       "areas.name",
                                         "plan.area_year_2", "plan.area_last",
                                         "plan.area_factor", "plan.area_worth"};
    const mkba_result *r = sheet->result;
    if (sheet->outcome) {
        return;
    }
    mkba_page_heading(&sheet->page, "areas.heading");
    mkba_page_text(&sheet->page, "plan.areas");
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < r->count; i++) {
        write_area(sheet, &table, &r->outcome[i]);
    }
}

static void write_end(const mkba_sheet *sheet)
{
    const mkba_contracts *contracts = sheet->result->contracts;
    mkba_section_assumptions(sheet);
    for (size_t i = 0; contracts && i < contracts->notes; i++) {
        mkba_page_message(&sheet->page, "- ", &contracts->note[i]);
    }
    mkba_page_heading(&sheet->page, "say.heading");
    mkba_page_paragraph(&sheet->page, "- ", mkba_say(sheet->page.catalogue, "plan.say_model"));
    mkba_page_paragraph(&sheet->page, "- ", mkba_say(sheet->page.catalogue, "plan.say_help"));
    mkba_page_paragraph(&sheet->page, "- ", mkba_say(sheet->page.catalogue, "say.use"));
    mkba_page_paragraph(&sheet->page, "- ",
                        mkba_say(sheet->page.catalogue, "plan.say_origin"));
    mkba_page_blank(&sheet->page);
    mkba_page_text(&sheet->page, "plan.more");
}

void mkba_write_cash_plan_table(const mkba_page *on, const mkba_result *result)
{
    mkba_sheet sheet = sheet_of(on, result);
    write_title(&sheet, "plan.title", "plan.title_total");
    mkba_section_cash_plan(&sheet);
    mkba_section_wrong_pockets(&sheet);
    mkba_section_advice(&sheet);
    write_areas(&sheet);
    write_end(&sheet);
}

void mkba_write_potential_table(const mkba_page *on, const mkba_result *result)
{
    mkba_sheet sheet = sheet_of(on, result);
    write_title(&sheet, "plan.title_potential", "plan.title_potential_total");
    mkba_section_potential_table(&sheet);
    mkba_section_advice(&sheet);
    write_areas(&sheet);
    write_end(&sheet);
}
