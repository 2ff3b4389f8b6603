#include "report/writers.h"

#include "report/comparison.h"
#include "report/sections.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

/* Which scenarios this is, and how much they changed. */
static void write_scenarios(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    mkba_buffer text = {0};
    mkba_message message;
    if (d->n_applied == 0) {
        return;
    }
    mkba_buffer_add(&text, mkba_say(sheet->page.catalogue, "title.scenario"));
    mkba_buffer_add(&text, " ");
    mkba_applied_names(&text, d, " + ", sheet->page.catalogue);
    mkba_buffer_add(&text, ". ");
    mkba_message_words(&message, "title.changed", NULL);
    mkba_message_numbers(&message, 0, 2,
                         (double[]){numbers_changed(d), figures_changed(sheet->result)});
    mkba_say_message(&text, sheet->page.catalogue, d, &message);
    mkba_page_paragraph(&sheet->page, "", text.text ? text.text : "");
    mkba_buffer_free(&text);
}

static void write_title(const mkba_sheet *sheet, const char *id, const char *name,
                        const char *code)
{
    mkba_message message;
    mkba_buffer text = {0};
    mkba_message_words(&message, id, MKBA_WORDS(name, code));
    mkba_message_numbers(&message, 2, 1, (double[]){(double)sheet->result->count});
    mkba_say_message(&text, sheet->page.catalogue, sheet->page.data, &message);
    mkba_page_title(&sheet->page, text.text ? text.text : "");
    mkba_buffer_free(&text);
    mkba_message_words(&message,
                       sheet->page.unit > 1 ? "title.below_thousands" : "title.below",
                       MKBA_WORDS(MKBA_VERSION, sheet->result->data->edition));
    mkba_message_numbers(&message, 2, 1,
                         (double[]){mkba_data_value(sheet->result->data, "price_year")});
    mkba_page_message(&sheet->page, "", &message);
    write_scenarios(sheet);
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
    mkba_sheet sheet = {.page = *on,
                        .result = result,
                        .outcome = single ? &result->outcome[0] : NULL,
                        .value = single ? result->outcome[0].value : result->total};
    sheet.page.data = result->data;
    sheet.page.unit = unit_for(&sheet);
    if (single) {
        write_title(&sheet, "title.area", sheet.outcome->area->name,
                    sheet.outcome->area->code);
    } else {
        write_title(&sheet, "title.total", "", "");
    }
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        if (single ? sections[i].area : sections[i].total) {
            sections[i].write(&sheet);
        }
        if (moments && sections[i].write == mkba_section_questions) {
            write_moments(&sheet, moments);
        }
    }
}
