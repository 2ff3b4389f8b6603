/* Behind a figure: the same explanation as of `mkba explain`. What was told once in the
 * document is pointed at from then on. */
#include "report/report.h"

#include "report/explain_page.h"
#include "report/page_html.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How deep it goes where not everything can be told. */
enum { SHORT_DEPTH = 2 };

/* Numbers of the model and what was entered are the same everywhere; other figures differ by
 * area, and between worlds, so that they are told apart by their value too. */
static void key_of(char *out, size_t size, const mkba_report *report, const mkba_explained *s,
                   bool other_world)
{
    char value[MKBA_DOUBLE_TEXT] = "";
    if (isfinite(s->value)) {
        mkba_double_text(value, s->value);
    }
    bool global = s->kind == MKBA_STEP_PARAMETER;
    snprintf(out, size, "%s|%s|%s|%s", global ? "" : report->prefix,
             other_world && !global && s->kind != MKBA_STEP_ENTERED
                 ? report->sheet.page.state->name
                 : "",
             s->key, value);
}

static void add_id(mkba_buffer *out, size_t number)
{
    mkba_buffer_add(out, "<span id=\"step-");
    mkba_buffer_add_int(out, (long)number);
    mkba_buffer_add(out, "\"></span>");
}

static void add_pointer(const mkba_report *report, size_t number)
{
    mkba_buffer *out = report->sheet.page.out;
    mkba_buffer_add(out, " <a href=\"#step-");
    mkba_buffer_add_int(out, (long)number);
    mkba_buffer_add(out, "\">");
    mkba_html_text(out, mkba_report_text(report, "explain.repeated"));
    mkba_buffer_add(out, "</a>");
}

/* Remembers the step; the number of where it was told before, or 0. */
static size_t told_before(mkba_report *report, const mkba_explained *s, bool other_world)
{
    char key[2 * MKBA_TEXT + MKBA_DOUBLE_TEXT];
    key_of(key, sizeof key, report, s, other_world);
    size_t number = mkba_map_get(&report->told, key);
    if (number != MKBA_MAP_NONE) {
        return number;
    }
    const char *kept = mkba_arena_text(report->arena, key, strlen(key));
    if (!kept || !mkba_map_put(&report->told, kept, ++report->steps)) {
        report->sheet.page.out->failed = true;
    }
    return 0;
}

static bool is_of_other_world(const mkba_explanation *e)
{
    for (size_t i = 0; i < e->count; i++) {
        if (e->step[i].kind == MKBA_STEP_WORLD) {
            return true;
        }
    }
    return false;
}

static void write_step(mkba_report *report, const mkba_explanation *e, const mkba_explained *s,
                       size_t before)
{
    const mkba_page *page = &report->sheet.page;
    mkba_buffer text = {0};
    mkba_explain_value(&text, page, e, s);
    mkba_page_branch(page, s->depth, mkba_buffer_text(&text));
    mkba_buffer_free(&text);
    if (before > 0) {
        add_pointer(report, before);
    } else {
        add_id(page->out, report->steps);
        mkba_buffer_add(page->out, s->cut ? " (...)" : "");
        mkba_explain_about(page, e, s);
    }
}

static void write_steps(mkba_report *report, const mkba_explanation *e)
{
    bool other_world = is_of_other_world(e);
    for (size_t i = 0; i < e->count;) {
        const mkba_explained *s = &e->step[i];
        size_t before = told_before(report, s, other_world);
        write_step(report, e, s, before);
        for (i++; before > 0 && i < e->count && e->step[i].depth > s->depth; i++) {
        }
    }
}

void mkba_report_trails_begin(const mkba_report *report)
{
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(report->sheet.page.out, "<details class=\"trails\">");
    mkba_html_element(report->sheet.page.out, "summary",
                      mkba_report_text(report, "report.trails"));
    mkba_buffer_add(report->sheet.page.out, "\n");
}

void mkba_report_trails_end(const mkba_report *report)
{
    mkba_buffer_add(report->sheet.page.out, "</details>\n");
}

static void begin(const mkba_report *report, const char *name, double value)
{
    mkba_buffer *out = report->sheet.page.out, summary = {0}, precise = {0};
    mkba_page_blank(&report->sheet.page);
    mkba_write_number(&precise, report->sheet.page.catalogue, value, 0);
    mkba_report_words(&summary, report, "report.trail",
                      MKBA_WORDS(name, mkba_buffer_text(&precise)), NULL, 0);
    mkba_buffer_add(out, "<details class=\"trail\">");
    mkba_html_element(out, "summary", mkba_buffer_text(&summary));
    mkba_buffer_add(out, "\n");
    mkba_buffer_free(&summary);
    mkba_buffer_free(&precise);
}

static void end(const mkba_report *report)
{
    mkba_page_blank(&report->sheet.page);
    mkba_buffer_add(report->sheet.page.out, "</details>\n");
}

void mkba_report_trail(mkba_report *report, const char *figure, const char *name)
{
    mkba_explanation *e;
    unsigned depth = report->with_trails ? 0 : SHORT_DEPTH;
    mkba_status status =
        mkba_explain_figure(&e, report->result, report->area, figure, depth, NULL);
    if (status != MKBA_OK) { /* it has no formula here */
        report->sheet.page.out->failed |= status == MKBA_ERR_MEMORY;
        return;
    }
    begin(report, name, e->step[0].value);
    mkba_text_copy(report->sheet.page.state->name, MKBA_TEXT, figure);
    write_steps(report, e);
    if (!report->with_trails) {
        mkba_report_say(report, "", "report.trail_more", MKBA_WORDS(figure), NULL, 0);
    }
    end(report);
    mkba_explanation_free(e);
}

/* ------------------------------------------------------------------ Evidence scenarios */

static void write_change(const mkba_report *report, const mkba_parameter *p, double value)
{
    const mkba_page *page = &report->sheet.page;
    const mkba_source *source = mkba_data_source(report->result->data, p->source);
    mkba_language language = mkba_catalogue_language(page->catalogue);
    mkba_buffer now = {0}, central = {0};
    char grade[] = "grade.?";
    grade[6] = p->evidence[0];
    mkba_write_precise(&now, page->catalogue, value);
    mkba_write_precise(&central, page->catalogue, p->value);
    mkba_report_say(
        report, "- ", "report.trail_changed",
        MKBA_WORDS(p->key, mkba_buffer_text(&now), mkba_buffer_text(&central),
                   p->family->label[language], mkba_report_text(report, grade),
                   source ? source->title : mkba_report_text(report, "explain.no_source")),
        NULL, 0);
    mkba_buffer_free(&now);
    mkba_buffer_free(&central);
}

void mkba_report_trail_scenario(mkba_report *report, size_t scenario)
{
    const mkba_result *r = report->result;
    const mkba_data *d = r->data;
    const double *value = r->in_scenario + scenario * d->parameters;
    double npv =
        mkba_sheet_item(&report->sheet, "scenarios.%s.npv_eur", d->scenario[scenario].id);
    double count = 0;
    for (size_t i = 0; i < d->parameters; i++) {
        count += fabs(value[i] - d->parameter[i].value) > 0;
    }
    begin(report, mkba_sheet_label(&report->sheet, d->scenario[scenario].label), npv);
    mkba_report_say(report, "", "report.trail_scenario", MKBA_WORDS(d->scenario[scenario].id),
                    &count, 1);
    for (size_t i = 0; i < d->parameters; i++) {
        if (fabs(value[i] - d->parameter[i].value) > 0) {
            write_change(report, &d->parameter[i], value[i]);
        }
    }
    end(report);
}
