#include "report/writers.h"

#include "report/comparison.h"
#include "report/sections.h"

#include <math.h>

/* Thousands of euros for a municipality, euros for a neighbourhood. */
static double unit_for(const mkba_sheet *sheet)
{
    double most = fabs(mkba_sheet_figure(sheet, "team_cost_eur"));
    return most >= 1e6 ? 1000 : 1;
}

static double numbers_changed(const mkba_data *d)
{
    double n = 0;
    for (size_t i = 0; i < d->parameters; i++) {
        n += d->parameter[i].by_scenario;
    }
    return n;
}

static double figures_changed(const mkba_result *r)
{
    double n = 0;
    for (size_t a = 0; a < r->count; a++) {
        for (size_t i = 0; i < r->data->columns; i++) {
            n += mkba_area_origin(r->outcome[a].area, i) != NULL;
        }
    }
    return n;
}

static void write_title(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    mkba_buffer changed = {0};
    mkba_buffer_add(&changed, " ");
    mkba_page_add(&changed, &sheet->page, "title.changed", NULL,
                  (double[]){numbers_changed(d), figures_changed(sheet->result)}, 2);
    mkba_sheet_title(sheet, "title.area", "title.total");
    mkba_page_applied(&sheet->page, d, mkba_buffer_text(&changed));
    sheet->page.out->failed |= changed.failed;
    mkba_buffer_free(&changed);
    mkba_page_text(&sheet->page, "title.indicative");
}

/* The parts in their order, and whether they say something of one area, of the total, or of
 * both. */
static const struct {
    void (*write)(const mkba_sheet *sheet);
    bool area, total;
} sections[] = {
    {mkba_section_outcome, true, true},    {mkba_section_questions, true, true},
    {mkba_section_areas, false, true},     {mkba_section_segments, true, true},
    {mkba_section_costs, true, true},      {mkba_section_lines, true, true},
    {mkba_section_measured, true, true},   {mkba_section_pm, true, true},
    {mkba_section_parties, true, true},    {mkba_section_years, true, true},
    {mkba_section_potential, true, true},  {mkba_section_evidence, true, false},
    {mkba_section_remarks, true, true},    {mkba_section_assumptions, true, true},
    {mkba_section_statements, true, true},
};

static void write_moments(const mkba_sheet *sheet, const mkba_comparison *moments)
{
    mkba_comparison_sheet beside = {.page = sheet->page, .c = moments, .row = moments->areas};
    mkba_moments_section(&beside);
}

void mkba_write_baseline_table(const mkba_page *on, const mkba_result *result,
                               const mkba_comparison *moments)
{
    bool single = result->count == 1;
    mkba_sheet sheet = mkba_sheet_of(on, result);
    sheet.page.unit = unit_for(&sheet);
    write_title(&sheet);
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (single ? sections[i].area : sections[i].total) {
            sections[i].write(&sheet);
        }
        if (moments && sections[i].write == mkba_section_questions) {
            write_moments(&sheet, moments);
        }
    }
}
