#include "report/writers.h"

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
    mkba_page_text(&sheet->page, "title.indicative");
}

static void write_area(mkba_sheet *sheet)
{
    write_title(sheet, "title.area", sheet->outcome->area->name, sheet->outcome->area->code);
    mkba_section_outcome(sheet);
    mkba_section_questions(sheet);
    mkba_section_segments(sheet);
    mkba_section_costs(sheet);
    mkba_section_lines(sheet);
    mkba_section_pm(sheet);
    mkba_section_parties(sheet);
    mkba_section_years(sheet);
    mkba_section_potential(sheet);
    mkba_section_evidence(sheet);
    mkba_section_remarks(sheet);
    mkba_section_assumptions(sheet);
    mkba_section_statements(sheet);
}

static void write_total(mkba_sheet *sheet)
{
    write_title(sheet, "title.total", "", "");
    mkba_section_outcome(sheet);
    mkba_section_questions(sheet);
    mkba_section_areas(sheet);
    mkba_section_segments(sheet);
    mkba_section_costs(sheet);
    mkba_section_lines(sheet);
    mkba_section_pm(sheet);
    mkba_section_parties(sheet);
    mkba_section_years(sheet);
    mkba_section_potential(sheet);
    mkba_section_remarks(sheet);
    mkba_section_assumptions(sheet);
    mkba_section_statements(sheet);
}

void mkba_write_baseline_table(mkba_buffer *out, const mkba_result *result,
                               const mkba_catalogue *catalogue)
{
    bool single = result->count == 1;
    mkba_sheet sheet = {
        .page = {.out = out, .catalogue = catalogue, .data = result->data, .unit = 1},
        .result = result,
        .outcome = single ? &result->outcome[0] : NULL,
        .value = single ? result->outcome[0].value : result->total};
    sheet.page.unit = unit_for(&sheet);
    if (single) {
        write_area(&sheet);
    } else {
        write_total(&sheet);
    }
}
