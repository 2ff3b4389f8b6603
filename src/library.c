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
#include "report/writing.h"

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

char *mkba_issue_text(const mkba_issue *issue, mkba_language language)
{
    char *text;
    mkba_writing w;
    if (mkba_writing_start(&w, &text, (mkba_style){.language = language})) {
        add_place(&w.text, w.catalogue, issue);
        mkba_say_message(&w.text, w.catalogue, NULL, &issue->message);
        mkba_writing_finish(&w, MKBA_OK);
    }
    return text;
}

void mkba_text_free(char *text)
{
    free(text);
}

/* ------------------------------------------------------------------ Text */

mkba_status mkba_baseline_write(char **out, const mkba_result *result, mkba_style style)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_baseline_json(&w.text, result, w.catalogue);
    } else if (style.format == MKBA_CSV) {
        mkba_write_baseline_csv(&w.text, result);
    } else {
        mkba_write_baseline_table(&w.page, result, NULL);
    }
    return mkba_writing_finish(&w, MKBA_OK);
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

static void add_remarks(mkba_writing *w, const mkba_data *data, const mkba_message *note,
                        size_t notes)
{
    for (size_t i = 0; i < notes; i++) {
        mkba_say_message(&w->text, w->catalogue, data, &note[i]);
        mkba_buffer_add(&w->text, "\n");
    }
}

mkba_status mkba_areas_remarks_write(char **out, const mkba_areas *areas,
                                     mkba_language language)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    add_remarks(&w, areas->data, areas->data->note, areas->data->notes);
    add_remarks(&w, areas->data, areas->note, areas->notes);
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_remarks_write(char **out, const mkba_result *result, mkba_language language)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    add_remarks(&w, result->data, result->data->note, result->data->notes);
    add_remarks(&w, result->data, result->areas->note, result->areas->notes);
    if (result->contracts) {
        add_remarks(&w, result->data, result->contracts->note, result->contracts->notes);
    }
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_explain_write(char **out, mkba_result *result, size_t area,
                               const char *figure, unsigned depth, mkba_style style,
                               mkba_issues *issues)
{
    mkba_writing w;
    mkba_explanation *e;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    mkba_status status = mkba_explain_figure(&e, result, area, figure, depth, issues);
    if (status == MKBA_OK && style.format == MKBA_JSON) {
        mkba_write_explanation_json(&w.text, e, w.catalogue);
    } else if (status == MKBA_OK) {
        mkba_write_explanation_table(&w.page, e);
    }
    mkba_explanation_free(e);
    return mkba_writing_finish(&w, status);
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
    mkba_writing w;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (!result->advice) {
        return mkba_writing_finish(&w, MKBA_ERR_CONFLICT);
    }
    if (style.format == MKBA_JSON) {
        writers.json(&w.text, result, w.catalogue);
    } else if (style.format == MKBA_CSV) {
        writers.csv(&w.text, result, w.catalogue);
    } else {
        writers.page(&w.page, result);
    }
    return mkba_writing_finish(&w, MKBA_OK);
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
    mkba_writing w;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_sensitivity_json(&w.text, sensitivity);
    } else if (style.format == MKBA_CSV) {
        mkba_write_sensitivity_csv(&w.text, sensitivity);
    } else {
        mkba_write_sensitivity_table(&w.page, sensitivity);
    }
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_breakeven_write(char **out, const mkba_breakeven *breakeven, mkba_style style)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_breakeven_json(&w.text, breakeven);
    } else if (style.format == MKBA_CSV) {
        mkba_write_breakeven_csv(&w.text, breakeven);
    } else {
        mkba_write_breakeven_table(&w.page, breakeven);
    }
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_comparison_write(char **out, const mkba_comparison *comparison,
                                  mkba_style style)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_comparison_json(&w.text, comparison, w.catalogue);
    } else if (style.format == MKBA_CSV) {
        mkba_write_comparison_csv(&w.text, comparison);
    } else {
        mkba_write_comparison_table(&w.page, comparison);
    }
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_comparison_remarks_write(char **out, const mkba_comparison *comparison,
                                          mkba_language language)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    mkba_write_comparison_remarks(&w.text, comparison, w.catalogue);
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_simulation_write(char **out, const mkba_simulation *simulation,
                                  mkba_style style)
{
    mkba_writing w;
    mkba_findings *f;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    mkba_status status = mkba_findings_new(&f, simulation);
    if (status == MKBA_OK && style.format == MKBA_JSON) {
        mkba_write_simulation_json(&w.text, f, w.catalogue);
    } else if (status == MKBA_OK && style.format == MKBA_CSV) {
        mkba_write_simulation_csv(&w.text, f);
    } else if (status == MKBA_OK) {
        mkba_write_simulation_table(&w.page, f);
    }
    mkba_findings_free(f);
    return mkba_writing_finish(&w, status);
}

mkba_status mkba_report_write(char **out, mkba_result *result,
                              const mkba_report_options *options, mkba_language language,
                              mkba_issues *issues)
{
    static const mkba_report_options none = {0};
    const mkba_report_options *o = options ? options : &none;
    mkba_style style = {o->is_markdown ? MKBA_MARKDOWN : MKBA_TABLE, language};
    mkba_writing w;
    mkba_findings *f = NULL;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    mkba_status status = o->simulation ? mkba_findings_new(&f, o->simulation) : MKBA_OK;
    mkba_report report = {.result = result,
                          .area = o->of_area ? o->area : SIZE_MAX,
                          .sensitivity = o->sensitivity,
                          .findings = f,
                          .moments = o->moments,
                          .is_index = o->is_index,
                          .issues = issues};
    if (status == MKBA_OK && o->is_markdown) {
        mkba_write_baseline_table(&w.page, result, o->moments);
    } else if (status == MKBA_OK) {
        status = mkba_write_report(&w.text, &report, w.catalogue);
    }
    mkba_findings_free(f);
    return mkba_writing_finish(&w, status);
}

mkba_status mkba_segments_write(char **out, const mkba_segments *segments,
                                unsigned suppress_under)
{
    mkba_writing w = {.out = out};
    mkba_write_segments_csv(&w.text, segments, suppress_under);
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_segments_remarks_write(char **out, const mkba_segments *segments,
                                        unsigned suppress_under, mkba_language language)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    mkba_write_segments_remarks(&w.text, segments, suppress_under, w.catalogue);
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_to_measure_write(char **out, const mkba_to_measure *to_measure,
                                  mkba_style style)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_to_measure_json(&w.text, to_measure);
    } else if (style.format == MKBA_CSV) {
        mkba_write_to_measure_csv(&w.text, to_measure);
    } else {
        mkba_write_to_measure_table(&w.page, to_measure);
    }
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_check_write(char **out, const mkba_check *const *check, size_t count,
                             size_t top, mkba_style style)
{
    mkba_writing w;
    mkba_checks all = {check, count, top};
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_checks_json(&w.text, &all, w.catalogue);
    } else if (style.format == MKBA_CSV) {
        mkba_write_checks_csv(&w.text, &all, w.catalogue);
    } else if (style.format == MKBA_TAP) {
        mkba_write_checks_tap(&w.text, &all, w.catalogue);
    } else if (style.format == MKBA_JUNIT) {
        mkba_write_checks_junit(&w.text, &all, w.catalogue);
    } else {
        mkba_write_checks_table(&w.page, &all);
    }
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_rubric_write(char **out, const mkba_data *data, const char *factor,
                              mkba_style style, mkba_issues *issues)
{
    const char *named = factor;
    mkba_writing w;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    factor = named ? mkba_rubric_factor(data, named) : NULL;
    if (named && !factor) {
        return mkba_writing_finish(&w,
                                   mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0},
                                                  "rubric.unknown", MKBA_WORDS(named)));
    }
    if (style.format == MKBA_JSON) {
        mkba_write_rubric_json(&w.text, data, factor);
    } else if (style.format == MKBA_CSV) {
        mkba_write_rubric_csv(&w.text, data, factor);
    } else {
        mkba_write_rubric_table(&w.page, data, factor);
    }
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_numbers_write(char **out, const mkba_data *data, mkba_table_of what,
                               const char *pattern, mkba_style style, mkba_issues *issues)
{
    mkba_writing w;
    mkba_list list = (mkba_list)what;
    size_t shown;
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        shown = mkba_write_list_json(&w.text, data, list, pattern);
    } else if (style.format == MKBA_CSV) {
        shown = mkba_write_list_csv(&w.text, data, list, pattern);
    } else {
        shown = mkba_write_list_table(&w.page, data, list, pattern);
    }
    return mkba_writing_finish(&w, shown > 0 ? MKBA_OK
                                             : mkba_issue_add(issues, MKBA_ERR_UNKNOWN,
                                                              (mkba_place){0}, "params.none",
                                                              MKBA_WORDS(pattern)));
}

mkba_status mkba_number_write(char **out, double value)
{
    mkba_writing w = {.out = out};
    if (isfinite(value)) {
        mkba_buffer_add_double(&w.text, value);
    } else {
        mkba_buffer_add(&w.text, "null");
    }
    mkba_buffer_add(&w.text, "\n");
    return mkba_writing_finish(&w, MKBA_OK);
}

/* ------------------------------------------------------------------ Sheets */

mkba_status mkba_sheet_write(char **out, const mkba_data *data, const mkba_areas *areas,
                             mkba_language language, mkba_issues *issues)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    mkba_status status = areas ? mkba_areas_fill_selected(areas, issues) : MKBA_OK;
    if (status == MKBA_OK) {
        mkba_write_indicator_sheet(&w.text, data, areas, w.catalogue);
    }
    return mkba_writing_finish(&w, status);
}

/* ------------------------------------------------------------------ Official statistics */

mkba_status mkba_import_write(char **out, const mkba_import *import, mkba_language language)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    mkba_write_import(&w.text, import, w.catalogue);
    return mkba_writing_finish(&w, MKBA_OK);
}

mkba_status mkba_import_remarks_write(char **out, const mkba_import *import,
                                      mkba_language language)
{
    mkba_writing w;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    add_remarks(&w, import->data, import->note, import->notes);
    return mkba_writing_finish(&w, MKBA_OK);
}
