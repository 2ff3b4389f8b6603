#include "report/sections.h"

#include <math.h>
#include <string.h>

/* What was entered to describe the area on one of the five questions. Returns how many facts
 * there were. */
static size_t write_facts(const mkba_sheet *sheet, int question)
{
    const mkba_data *d = sheet->result->data;
    size_t facts = 0;
    if (!sheet->outcome) {
        return 0;
    }
    const mkba_area *area = sheet->outcome->area;
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_column *c = &d->column[i];
        bool shown = !c->in_model && !c->required && c->question == question &&
                     area->text[i][0] && strcmp(c->id, "name") != 0 &&
                     (area->entered[i] || c->type == MKBA_COLUMN_TEXT);
        if (!shown) {
            continue;
        }
        mkba_buffer text = {0};
        mkba_buffer_add(&text, mkba_sheet_label(sheet, c->label));
        mkba_buffer_add(&text, ": ");
        if (c->type == MKBA_COLUMN_SHARE) {
            mkba_write_percent(&text, sheet->page.catalogue, area->value[i], 1);
        } else if (area->entered[i]) {
            mkba_write_number(&text, sheet->page.catalogue, area->value[i], 0);
        } else {
            mkba_buffer_add(&text, area->text[i]);
        }
        mkba_page_take(&sheet->page, "   - ", &text);
        facts++;
    }
    return facts;
}

static void ask(const mkba_sheet *sheet, int question)
{
    char id[] = "question.0";
    id[9] = (char)('0' + question);
    char mark[] = "0. ";
    mark[0] = (char)('0' + question);
    mkba_page_paragraph(&sheet->page, mark, mkba_say(sheet->page.catalogue, id));
}

static void write_segment_sizes(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    double households = mkba_sheet_figure(sheet, "households");
    for (size_t i = 0; i < d->segments; i++) {
        double own = mkba_sheet_item(sheet, "segments.%s.households", d->segment[i].id);
        mkba_page_say(&sheet->page, "   - ", "question.segment",
                      MKBA_WORDS(mkba_sheet_label(sheet, d->segment[i].label)),
                      (double[]){own, households > 0 ? own / households : 0}, 2);
    }
}

static void write_funding(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    for (size_t i = 0; i < d->parties; i++) {
        double share = mkba_sheet_item(sheet, "parties.%s.funding_share", d->party[i].id);
        if (share > 0) {
            mkba_page_say(&sheet->page, "   - ", "question.funding",
                          MKBA_WORDS(mkba_sheet_label(sheet, d->party[i].label)), &share, 1);
        }
    }
}

static void write_team(const mkba_sheet *sheet)
{
    mkba_sheet_say(sheet, "   - ", sheet->outcome ? "question.team" : "question.team_total",
                   (double[]){mkba_sheet_figure(sheet, "team_cost_eur"),
                              mkba_sheet_figure(sheet, "fte_total"),
                              mkba_sheet_figure(sheet, "team_provider_share"),
                              mkba_sheet_figure(sheet, "access_share")},
                   4);
    write_funding(sheet);
}

void mkba_section_questions(const mkba_sheet *sheet)
{
    const mkba_page *page = &sheet->page;
    double households = mkba_sheet_figure(sheet, "households");
    double reach =
        households > 0 ? mkba_sheet_figure(sheet, "helped_per_year") / households : 0;
    mkba_page_heading(page, "question.heading");
    ask(sheet, 1);
    if (!sheet->outcome) {
        mkba_sheet_say(sheet, "   - ", "question.areas",
                       (double[]){(double)sheet->result->count}, 1);
    } else if (write_facts(sheet, 1) == 0) {
        mkba_page_paragraph(page, "   - ", mkba_say(page->catalogue, "question.whole_area"));
    }
    ask(sheet, 2);
    write_segment_sizes(sheet);
    write_facts(sheet, 2);
    ask(sheet, 3);
    write_team(sheet);
    write_facts(sheet, 3);
    ask(sheet, 4);
    mkba_sheet_say(sheet, "   - ", "question.reach",
                   (double[]){households, mkba_sheet_figure(sheet, "helped_per_year"), reach},
                   3);
    ask(sheet, 5);
    mkba_sheet_say(sheet, "   - ", "question.inhabitants",
                   (double[]){mkba_sheet_figure(sheet, "inhabitants")}, 1);
    if (sheet->outcome && write_facts(sheet, 5) == 0) {
        mkba_page_paragraph(page, "   - ", mkba_say(page->catalogue, "question.not_entered"));
    }
}
