/* The public functions that do no more than bring the rooms together. */
#include <mkba.h>

#include "analysis/explain.h"
#include "analysis/findings.h"
#include "base/buffer.h"
#include "base/issue.h"
#include "base/utf8.h"
#include "input/contracts.h"
#include "report/catalogue.h"
#include "report/check.h"
#include "report/comparison.h"
#include "report/import_csv.h"
#include "report/indicator_sheet_csv.h"
#include "report/numbers.h"
#include "report/report.h"
#include "report/segments.h"
#include "report/to_measure.h"
#include "report/writers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *mkba_version(void)
{
    return MKBA_VERSION;
}

/* ------------------------------------------------------------------ Issues */

static void add_place(mkba_buffer *out, const mkba_catalogue *c, const mkba_issue *issue)
{
    mkba_buffer_add_shown(out, issue->file);
    if (issue->line > 0) {
        mkba_buffer_add(out, ":");
        mkba_buffer_add_int(out, (long)issue->line);
    }
    mkba_buffer_add(out, issue->file[0] ? ": " : "");
    if (issue->column > 0) {
        mkba_buffer_add(out, mkba_say(c, "issue.column"));
        mkba_buffer_add(out, " ");
        mkba_buffer_add_int(out, (long)issue->column);
        mkba_buffer_add(out, issue->column_name[0] ? " " : ": ");
    }
    if (issue->column_name[0]) {
        mkba_buffer_add(out, issue->column > 0 ? "(" : "");
        mkba_buffer_add_shown(out, issue->column_name);
        mkba_buffer_add(out, issue->column > 0 ? "): " : ": ");
    }
}

/* The text of a buffer, which the caller then owns; NULL when memory ran out on the way. */
static char *taken(mkba_buffer *buffer)
{
    if (!buffer->failed && !buffer->text) {
        mkba_buffer_add(buffer, "");
    }
    if (!mkba_buffer_is_whole(buffer)) {
        mkba_buffer_free(buffer);
        return NULL;
    }
    return buffer->text;
}

char *mkba_issue_text(const mkba_issue *issue, mkba_language language)
{
    mkba_buffer text = {0};
    mkba_catalogue *c = mkba_catalogue_new(language);
    if (!c) {
        return NULL;
    }
    add_place(&text, c, issue);
    mkba_say_message(&text, c, NULL, &issue->message);
    mkba_catalogue_free(c);
    return taken(&text);
}

void mkba_text_free(char *text)
{
    free(text);
}

/* ------------------------------------------------------------------ Text */

/* A page for people, in the form that was asked for. */
static mkba_page page_on(mkba_buffer *out, mkba_page_state *state, const mkba_catalogue *c,
                         mkba_style style)
{
    return (mkba_page){.out = out,
                       .catalogue = c,
                       .unit = 1,
                       .form = style.format == MKBA_MARKDOWN ? &mkba_page_markdown_form
                                                             : &mkba_page_text_form,
                       .state = state};
}

/* What every writer shares: a catalogue before, the text after. */
static mkba_status finish(char **out, mkba_buffer *text, mkba_catalogue *catalogue)
{
    mkba_catalogue_free(catalogue);
    *out = taken(text);
    return *out ? MKBA_OK : MKBA_ERR_MEMORY;
}

mkba_status mkba_baseline_write(char **out, const mkba_result *result, mkba_style style)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        mkba_write_baseline_json(&text, result, c);
    } else if (style.format == MKBA_CSV) {
        mkba_write_baseline_csv(&text, result);
    } else {
        mkba_write_baseline_table(&page, result, NULL);
    }
    return finish(out, &text, c);
}

mkba_status mkba_workbook_write(const char *path, mkba_result *result,
                                const mkba_workbook_options *options, mkba_issues *issues)
{
    mkba_catalogue *c = mkba_catalogue_new(options->language);
    mkba_status status =
        c ? mkba_write_workbook(path, result, c, options, issues) : MKBA_ERR_MEMORY;
    mkba_catalogue_free(c);
    return status;
}

static void add_remarks(mkba_buffer *text, const mkba_catalogue *c, const mkba_data *data,
                        const mkba_message *note, size_t notes)
{
    for (size_t i = 0; i < notes; i++) {
        mkba_say_message(text, c, data, &note[i]);
        mkba_buffer_add(text, "\n");
    }
}

mkba_status mkba_areas_remarks_write(char **out, const mkba_areas *areas,
                                     mkba_language language)
{
    mkba_buffer text = {0};
    mkba_catalogue *c = mkba_catalogue_new(language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    add_remarks(&text, c, areas->data, areas->data->note, areas->data->notes);
    add_remarks(&text, c, areas->data, areas->note, areas->notes);
    return finish(out, &text, c);
}

mkba_status mkba_remarks_write(char **out, const mkba_result *result, mkba_language language)
{
    mkba_buffer text = {0};
    mkba_catalogue *c = mkba_catalogue_new(language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    add_remarks(&text, c, result->data, result->data->note, result->data->notes);
    add_remarks(&text, c, result->data, result->areas->note, result->areas->notes);
    if (result->contracts) {
        add_remarks(&text, c, result->data, result->contracts->note, result->contracts->notes);
    }
    return finish(out, &text, c);
}

mkba_status mkba_explain_write(char **out, mkba_result *result, size_t area,
                               const char *figure, unsigned depth, mkba_style style,
                               mkba_issues *issues)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_explanation *e;
    *out = NULL;
    mkba_status status = mkba_explain_figure(&e, result, area, figure, depth, issues);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    mkba_page page = page_on(&text, &state, c, style);
    if (c && style.format == MKBA_JSON) {
        mkba_write_explanation_json(&text, e, c);
    } else if (c) {
        mkba_write_explanation_table(&page, e);
    }
    mkba_explanation_free(e);
    return c ? finish(out, &text, c) : MKBA_ERR_MEMORY;
}

/* How a result with a plan is written in each form. */
typedef struct {
    void (*json)(mkba_buffer *, const mkba_result *, const mkba_catalogue *);
    void (*csv)(mkba_buffer *, const mkba_result *, const mkba_catalogue *);
    void (*page)(const mkba_page *, const mkba_result *);
} plan_writers;

static mkba_status write_plan(char **out, const mkba_result *result, mkba_style style,
                              plan_writers writers)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    *out = NULL;
    mkba_catalogue *c = result->advice ? mkba_catalogue_new(style.language) : NULL;
    if (!c) {
        return result->advice ? MKBA_ERR_MEMORY : MKBA_ERR_CONFLICT;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        writers.json(&text, result, c);
    } else if (style.format == MKBA_CSV) {
        writers.csv(&text, result, c);
    } else {
        writers.page(&page, result);
    }
    return finish(out, &text, c);
}

mkba_status mkba_cash_plan_write(char **out, const mkba_result *result, mkba_style style)
{
    return write_plan(out, result, style,
                      (plan_writers){mkba_write_cash_plan_json, mkba_write_cash_plan_csv,
                                     mkba_write_cash_plan_table});
}

mkba_status mkba_potential_write(char **out, const mkba_result *result, mkba_style style)
{
    return write_plan(out, result, style,
                      (plan_writers){mkba_write_potential_json, mkba_write_potential_csv,
                                     mkba_write_potential_table});
}

mkba_status mkba_sensitivity_write(char **out, const mkba_sensitivity *sensitivity,
                                   mkba_style style)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        mkba_write_sensitivity_json(&text, sensitivity);
    } else if (style.format == MKBA_CSV) {
        mkba_write_sensitivity_csv(&text, sensitivity);
    } else {
        mkba_write_sensitivity_table(&page, sensitivity);
    }
    return finish(out, &text, c);
}

mkba_status mkba_breakeven_write(char **out, const mkba_breakeven *breakeven, mkba_style style)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        mkba_write_breakeven_json(&text, breakeven);
    } else if (style.format == MKBA_CSV) {
        mkba_write_breakeven_csv(&text, breakeven);
    } else {
        mkba_write_breakeven_table(&page, breakeven);
    }
    return finish(out, &text, c);
}

mkba_status mkba_comparison_write(char **out, const mkba_comparison *comparison,
                                  mkba_style style)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        mkba_write_comparison_json(&text, comparison, c);
    } else if (style.format == MKBA_CSV) {
        mkba_write_comparison_csv(&text, comparison);
    } else {
        mkba_write_comparison_table(&page, comparison);
    }
    return finish(out, &text, c);
}

mkba_status mkba_comparison_remarks_write(char **out, const mkba_comparison *comparison,
                                          mkba_language language)
{
    mkba_buffer text = {0};
    mkba_catalogue *c = mkba_catalogue_new(language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_write_comparison_remarks(&text, comparison, c);
    return finish(out, &text, c);
}

mkba_status mkba_simulation_write(char **out, const mkba_simulation *simulation,
                                  mkba_style style)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_findings *f;
    *out = NULL;
    mkba_status status = mkba_findings_new(&f, simulation);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    mkba_page page = page_on(&text, &state, c, style);
    if (c && style.format == MKBA_JSON) {
        mkba_write_simulation_json(&text, f, c);
    } else if (c && style.format == MKBA_CSV) {
        mkba_write_simulation_csv(&text, f);
    } else if (c) {
        mkba_write_simulation_table(&page, f);
    }
    mkba_findings_free(f);
    return c ? finish(out, &text, c) : MKBA_ERR_MEMORY;
}

mkba_status mkba_report_write(char **out, mkba_result *result,
                              const mkba_report_options *options, mkba_language language,
                              mkba_issues *issues)
{
    static const mkba_report_options none = {0};
    const mkba_report_options *o = options ? options : &none;
    mkba_buffer text = {0};
    mkba_findings *f = NULL;
    mkba_report report = {.result = result,
                          .area = o->of_area ? o->area : SIZE_MAX,
                          .sensitivity = o->sensitivity,
                          .moments = o->moments,
                          .is_index = o->is_index,
                          .issues = issues};
    *out = NULL;
    mkba_status status = o->simulation ? mkba_findings_new(&f, o->simulation) : MKBA_OK;
    mkba_catalogue *c = status == MKBA_OK ? mkba_catalogue_new(language) : NULL;
    if (c && o->is_markdown) {
        mkba_page_state state = {0};
        mkba_page page = page_on(&text, &state, c, (mkba_style){MKBA_MARKDOWN, language});
        mkba_write_baseline_table(&page, result, o->moments);
        status = finish(out, &text, c);
    } else if (c) {
        report.findings = f;
        mkba_write_report(&text, &report, c);
        status = finish(out, &text, c);
    } else if (status == MKBA_OK) {
        status = MKBA_ERR_MEMORY;
    }
    mkba_findings_free(f);
    return status;
}

mkba_status mkba_segments_write(char **out, const mkba_segments *segments,
                                unsigned suppress_under)
{
    mkba_buffer text = {0};
    mkba_write_segments_csv(&text, segments, suppress_under);
    *out = taken(&text);
    return *out ? MKBA_OK : MKBA_ERR_MEMORY;
}

mkba_status mkba_segments_remarks_write(char **out, const mkba_segments *segments,
                                        unsigned suppress_under, mkba_language language)
{
    mkba_buffer text = {0};
    mkba_catalogue *c = mkba_catalogue_new(language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_write_segments_remarks(&text, segments, suppress_under, c);
    return finish(out, &text, c);
}

mkba_status mkba_to_measure_write(char **out, const mkba_to_measure *to_measure,
                                  mkba_style style)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        mkba_write_to_measure_json(&text, to_measure);
    } else if (style.format == MKBA_CSV) {
        mkba_write_to_measure_csv(&text, to_measure);
    } else {
        mkba_write_to_measure_table(&page, to_measure);
    }
    return finish(out, &text, c);
}

mkba_status mkba_check_write(char **out, const mkba_check *const *check, size_t count,
                             size_t top, mkba_style style)
{
    mkba_buffer text = {0};
    mkba_checks all = {check, count, top};
    mkba_page_state state = {0};
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        mkba_write_checks_json(&text, &all, c);
    } else if (style.format == MKBA_CSV) {
        mkba_write_checks_csv(&text, &all, c);
    } else if (style.format == MKBA_TAP) {
        mkba_write_checks_tap(&text, &all, c);
    } else if (style.format == MKBA_JUNIT) {
        mkba_write_checks_junit(&text, &all, c);
    } else {
        mkba_write_checks_table(&page, &all);
    }
    return finish(out, &text, c);
}

mkba_status mkba_rubric_write(char **out, const mkba_data *data, const char *factor,
                              mkba_style style, mkba_issues *issues)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    *out = NULL;
    const char *named = factor;
    factor = named ? mkba_rubric_factor(data, named) : NULL;
    if (named && !factor) {
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0}, "rubric.unknown",
                              MKBA_WORDS(named));
    }
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        mkba_write_rubric_json(&text, data, factor);
    } else if (style.format == MKBA_CSV) {
        mkba_write_rubric_csv(&text, data, factor);
    } else {
        mkba_write_rubric_table(&page, data, factor);
    }
    return finish(out, &text, c);
}

mkba_status mkba_numbers_write(char **out, const mkba_data *data, mkba_table_of what,
                               const char *pattern, mkba_style style, mkba_issues *issues)
{
    mkba_buffer text = {0};
    mkba_page_state state = {0};
    mkba_list list = (mkba_list)what;
    size_t shown;
    *out = NULL;
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_page page = page_on(&text, &state, c, style);
    if (style.format == MKBA_JSON) {
        shown = mkba_write_list_json(&text, data, list, pattern);
    } else if (style.format == MKBA_CSV) {
        shown = mkba_write_list_csv(&text, data, list, pattern);
    } else {
        shown = mkba_write_list_table(&page, data, list, pattern);
    }
    if (shown == 0) {
        mkba_catalogue_free(c);
        mkba_buffer_free(&text);
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0}, "params.none",
                              MKBA_WORDS(pattern ? pattern : ""));
    }
    return finish(out, &text, c);
}

mkba_status mkba_number_write(char **out, double value)
{
    mkba_buffer text = {0};
    if (isfinite(value)) {
        mkba_buffer_add_double(&text, value);
    } else {
        mkba_buffer_add(&text, "null");
    }
    mkba_buffer_add(&text, "\n");
    *out = taken(&text);
    return *out ? MKBA_OK : MKBA_ERR_MEMORY;
}

/* ------------------------------------------------------------------ Sheets */

mkba_status mkba_sheet_write(char **out, const mkba_data *data, const mkba_areas *areas,
                             mkba_language language, mkba_issues *issues)
{
    mkba_buffer text = {0};
    *out = NULL;
    mkba_status status = areas ? mkba_areas_fill_selected(areas, issues) : MKBA_OK;
    mkba_catalogue *c = status == MKBA_OK ? mkba_catalogue_new(language) : NULL;
    if (!c) {
        return status == MKBA_OK ? MKBA_ERR_MEMORY : status;
    }
    mkba_write_indicator_sheet(&text, data, areas, c);
    return finish(out, &text, c);
}

/* ------------------------------------------------------------------ Official statistics */

mkba_status mkba_import_write(char **out, const mkba_import *import, mkba_language language)
{
    mkba_buffer text = {0};
    mkba_catalogue *c = mkba_catalogue_new(language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    mkba_write_import(&text, import, c);
    return finish(out, &text, c);
}

mkba_status mkba_import_remarks_write(char **out, const mkba_import *import,
                                      mkba_language language)
{
    mkba_buffer text = {0};
    mkba_catalogue *c = mkba_catalogue_new(language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    add_remarks(&text, c, import->data, import->note, import->notes);
    return finish(out, &text, c);
}
