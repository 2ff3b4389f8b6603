/* The report as one document: head, table of contents, sections in their order, and for
 * several areas a part for each. */
#include "report/report.h"

#include "base/embedded.h"
#include "report/page_html.h"
#include "report/sections.h"

#include <stdio.h>
#include <string.h>

/* So many areas in one document are told down to the source; more would make it unreadable. */
enum { MOST_TRAILS = 12 };

/* ------------------------------------------------------------------ Sections */

/* A report about one area; the total of one about several; a part about one of several. And
 * what takes a result with a plan. */
enum { ONE = 1, TOTAL = 2, PART = 4, PLANNED = 8 };

static const struct {
    const char *id, *title;
    void (*write)(mkba_report *report);
    unsigned where;
    void (*section)(
        const mkba_sheet *sheet); /* where `write` is NULL: as the baseline has it */
} sections[] = {
    {"summary", "report.summary", mkba_report_summary, ONE | TOTAL | PART, NULL},
    {"questions", "question.heading", NULL, ONE | TOTAL | PART, mkba_section_questions},
    {"outcome", "report.outcome", mkba_report_outcome, ONE | TOTAL | PART, NULL},
    {"areas", "report.areas", mkba_report_areas, TOTAL, NULL},
    {"moments", "moments.heading", mkba_report_moments, ONE | TOTAL | PART, NULL},
    {"parties", "party.heading", mkba_report_parties, ONE | TOTAL | PART, NULL},
    {"budget", "report.budget", mkba_report_budget, ONE | TOTAL | PART, NULL},
    {"plan", "plan.heading", mkba_report_plan, ONE | TOTAL | PLANNED, NULL},
    {"pockets", "pocket.heading", mkba_report_pockets, ONE | TOTAL | PLANNED, NULL},
    {"potential", "potential.heading", mkba_report_potential, ONE | TOTAL | PART, NULL},
    {"advice", "report.advice", mkba_report_advice, ONE | TOTAL | PLANNED, NULL},
    {"costs", "cost.heading", mkba_report_costs, ONE | TOTAL | PART, NULL},
    {"lines", "line.heading", mkba_report_lines, ONE | TOTAL | PART, NULL},
    {"years", "report.years", mkba_report_years, ONE | TOTAL, NULL},
    {"segments", "segment.heading", NULL, ONE | TOTAL | PART, mkba_section_segments},
    {"pm", "pm.heading", NULL, ONE | TOTAL, mkba_section_pm},
    {"evidence", "evidence.heading", mkba_report_evidence, ONE | PART, NULL},
    {"tornado", "report.tornado", mkba_report_tornado, ONE | TOTAL | PART, NULL},
    {"distribution", "report.distribution", mkba_report_distribution, ONE | TOTAL | PART,
     NULL},
    {"remarks", "remarks.heading", NULL, ONE | TOTAL | PART, mkba_section_remarks},
    {"statements", "say.heading", NULL, ONE | TOTAL, mkba_section_statements},
    {"assumptions", "assume.heading", NULL, ONE | TOTAL | PART, mkba_section_assumptions},
    {"numbers", "report.numbers", mkba_report_numbers, ONE | TOTAL, NULL},
    {"sources", "report.sources", mkba_report_sources, ONE | TOTAL, NULL},
    {"account", "report.account", mkba_report_account, ONE | TOTAL, NULL},
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static bool is_shown(const mkba_report *report, size_t i, unsigned where)
{
    bool asked = (sections[i].write != mkba_report_tornado || report->sensitivity) &&
                 (sections[i].write != mkba_report_distribution || report->findings) &&
                 (sections[i].write != mkba_report_moments || report->moments) &&
                 (!(sections[i].where & PLANNED) || report->result->advice);
    return (sections[i].where & where) && asked;
}

static void write_sections(mkba_report *report, unsigned where, size_t from, size_t to)
{
    mkba_buffer *out = report->sheet.page.out;
    for (size_t i = from; i < to; i++) {
        if (is_shown(report, i, where)) {
            mkba_buffer_add(out, "<section id=\"");
            mkba_buffer_add(out, report->prefix);
            mkba_buffer_add(out, sections[i].id);
            mkba_buffer_add(out, "\">\n");
            if (sections[i].section) {
                sections[i].section(&report->sheet);
            } else {
                sections[i].write(report);
            }
            mkba_page_blank(&report->sheet.page);
            mkba_buffer_add(out, "</section>\n");
        }
    }
}

/* ------------------------------------------------------------------ Contents */

static void add_entry(mkba_buffer *out, const char *prefix, const char *id, const char *text)
{
    mkba_buffer_add(out, "<li><a href=\"#");
    mkba_buffer_add(out, prefix);
    mkba_buffer_add(out, id);
    mkba_buffer_add(out, "\">");
    mkba_html_text(out, text);
    mkba_buffer_add(out, "</a></li>\n");
}

static void write_contents(const mkba_report *report, unsigned where)
{
    mkba_buffer *out = report->sheet.page.out;
    const char *name = mkba_report_text(report, "report.contents");
    mkba_buffer_add(out, "<nav aria-label=\"");
    mkba_html_text(out, name);
    mkba_buffer_add(out, "\">\n");
    mkba_html_element(out, "h2", name);
    mkba_buffer_add(out, "\n<ul>\n");
    for (size_t i = 0; i < SECTIONS; i++) {
        if (is_shown(report, i, where)) {
            add_entry(out, "", sections[i].id, mkba_report_text(report, sections[i].title));
        }
    }
    mkba_buffer_add(out, "</ul>\n</nav>\n");
}

/* ------------------------------------------------------------------ Head */

static void add_title(mkba_buffer *out, const mkba_report *report)
{
    const mkba_outcome *o = report->sheet.outcome;
    mkba_report_words(out, report, o ? "report.title" : "report.title_total",
                      MKBA_WORDS(o ? o->area->name : "", o ? o->area->code : ""),
                      (double[]){(double)report->result->count}, 1);
}

static void write_head(const mkba_report *report)
{
    mkba_buffer *out = report->sheet.page.out, title = {0};
    const mkba_embedded_file *css = mkba_embedded_find("src/report/report.css");
    bool dutch = mkba_catalogue_language(report->sheet.page.catalogue) == MKBA_DUTCH;
    add_title(&title, report);
    mkba_buffer_add(out, "<!DOCTYPE html>\n<html lang=\"");
    mkba_buffer_add(out, dutch ? "nl" : "en");
    mkba_buffer_add(out,
                    "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, "
                    "initial-scale=1\">\n<meta name=\"generator\" content=\"mkba " MKBA_VERSION
                    "\">\n<link rel=\"icon\" href=\"data:,\">\n");
    mkba_html_element(out, "title", mkba_buffer_text(&title));
    mkba_buffer_add(out, "\n<style>\n");
    mkba_buffer_add_bytes(out, css->bytes, css->length);
    mkba_buffer_add(out, "</style>\n</head>\n<body>\n");
    mkba_buffer_add(out, "<a class=\"skip\" href=\"#summary\">");
    mkba_html_text(out, mkba_report_text(report, "report.skip"));
    mkba_buffer_add(out, "</a>\n");
    mkba_chart_patterns(out);
    mkba_buffer_free(&title);
}

static void say_rounding(const mkba_report *report)
{
    mkba_buffer step = {0};
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(report->sheet.page.out, "<div class=\"note\">\n");
    mkba_report_money(&step, report, report->sheet.page.step);
    mkba_report_say(report, "", mkba_report_unit(report), NULL, NULL, 0);
    mkba_report_say(report, "", "report.rounding", MKBA_WORDS(mkba_buffer_text(&step)), NULL,
                    0);
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(report->sheet.page.out, "</div>\n");
    mkba_buffer_free(&step);
}

static void say_scenarios(const mkba_report *report)
{
    mkba_buffer text = {0};
    const mkba_data *d = report->result->data;
    if (d->n_applied > 0) {
        mkba_buffer_add(&text, mkba_report_text(report, "title.scenario"));
        mkba_buffer_add(&text, " ");
        mkba_applied_names(&text, d, " + ", report->sheet.page.catalogue);
        mkba_page_take(&report->sheet.page, "", &text);
    }
}

static void write_header(const mkba_report *report)
{
    mkba_buffer *out = report->sheet.page.out, title = {0};
    double price = mkba_data_value(report->result->data, "price_year");
    add_title(&title, report);
    mkba_buffer_add(out, "<header>\n");
    mkba_html_element(out, "p class=\"kicker\"", mkba_report_text(report, "report.kicker"));
    mkba_buffer_add(out, "\n");
    mkba_page_title(&report->sheet.page, mkba_buffer_text(&title));
    mkba_report_say(report, "", "report.about", MKBA_WORDS(report->result->data->edition),
                    &price, 1);
    mkba_report_say_latest(report);
    say_scenarios(report);
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(out, "</header>\n");
    mkba_buffer_free(&title);
}

/* ------------------------------------------------------------------ All of it */

static void about_area(mkba_report *report, size_t area)
{
    const mkba_result *r = report->result;
    bool total = area == SIZE_MAX && r->count > 1;
    report->area = total ? SIZE_MAX : area == SIZE_MAX ? 0 : area;
    report->sheet.outcome = total ? NULL : &r->outcome[report->area];
    report->sheet.value = total ? r->total : report->sheet.outcome->value;
    mkba_report_round(report);
}

static void write_part(mkba_report *report, size_t area)
{
    char prefix[32];
    mkba_buffer *out = report->sheet.page.out;
    snprintf(prefix, sizeof prefix, "a%zu-", area + 1);
    about_area(report, area);
    report->prefix = prefix;
    report->is_part = true;
    report->sheet.page.state->heading = 2;
    mkba_buffer_add(out, "<article id=\"a");
    mkba_buffer_add_int(out, (long)area + 1);
    mkba_buffer_add(out, "\">\n");
    mkba_page_title(&report->sheet.page, report->sheet.outcome->area->name);
    say_rounding(report);
    write_sections(report, PART, 0, SECTIONS);
    mkba_buffer_add(out, "</article>\n");
}

static void write_document(mkba_report *report)
{
    bool total = report->sheet.outcome == NULL;
    mkba_buffer *out = report->sheet.page.out;
    write_head(report);
    write_header(report);
    mkba_buffer_add(out, "<main>\n");
    write_sections(report, total ? TOTAL : ONE, 0, 1); /* the summary */
    write_contents(report, total ? TOTAL : ONE);
    say_rounding(report);
    mkba_html_element(out, "p class=\"paper\"", mkba_report_text(report, "report.paper"));
    mkba_buffer_add(out, "\n");
    write_sections(report, total ? TOTAL : ONE, 1, SECTIONS);
    for (size_t i = 0; total && !report->is_index && i < report->result->count; i++) {
        write_part(report, i);
    }
    mkba_buffer_add(out, "</main>\n</body>\n</html>\n");
}

mkba_status mkba_write_report(mkba_buffer *out, mkba_report *report,
                              const mkba_catalogue *catalogue)
{
    mkba_page_state state = {.heading = 1};
    size_t area = report->area;
    bool single = area != SIZE_MAX || report->result->count == 1;
    report->arena = mkba_arena_new();
    if (!report->arena) {
        out->failed = true;
        return MKBA_ERR_MEMORY;
    }
    report->told = (mkba_map){.arena = report->arena};
    report->prefix = "";
    report->with_trails = single || report->result->count <= MOST_TRAILS;
    report->sheet = (mkba_sheet){.page = {.out = out,
                                          .catalogue = catalogue,
                                          .data = report->result->data,
                                          .unit = 1,
                                          .form = &mkba_page_html_form,
                                          .state = &state},
                                 .result = report->result};
    about_area(report, area);
    write_document(report);
    out->failed |= mkba_arena_failed(report->arena);
    mkba_arena_free(report->arena);
    return out->failed ? MKBA_ERR_MEMORY : MKBA_OK;
}
