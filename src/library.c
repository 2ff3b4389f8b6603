/* The public functions that do no more than bring the rooms together. */
#include <mkba.h>

#include "analysis/explain.h"
#include "base/buffer.h"
#include "base/issue.h"
#include "input/areas.h"
#include "input/parameters.h"
#include "report/catalogue.h"
#include "report/numbers.h"
#include "report/writers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ Issues */

static void add_place(mkba_buffer *out, const mkba_catalogue *c, const mkba_issue *issue)
{
    mkba_buffer_add(out, issue->file);
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
        mkba_buffer_add(out, issue->column_name);
        mkba_buffer_add(out, issue->column > 0 ? "): " : ": ");
    }
}

/* The text of a buffer, which the caller then owns; NULL when memory ran out on the way. */
static char *taken(mkba_buffer *buffer)
{
    if (!buffer->failed && !buffer->text) {
        mkba_buffer_add(buffer, "");
    }
    if (buffer->failed) {
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

/* ------------------------------------------------------------------ Data and areas */

mkba_status mkba_data_open(mkba_data **out, const char *folder, mkba_issues *issues)
{
    return mkba_data_read(out, folder, issues);
}

void mkba_data_free(mkba_data *data)
{
    if (data) {
        mkba_arena_free(data->arena);
    }
}

mkba_status mkba_data_override(mkba_data *data, const mkba_overrides *overrides,
                               mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < overrides->n_files; i++) {
        mkba_status status =
            mkba_parameters_read(data, overrides->files[i], overrides->decimal, issues);
        first = first == MKBA_OK ? status : first;
    }
    for (size_t i = 0; i < overrides->n_settings; i++) {
        mkba_status status =
            mkba_parameters_set(data, overrides->settings[i], overrides->decimal, issues);
        first = first == MKBA_OK ? status : first;
    }
    return first == MKBA_OK ? mkba_parameters_settle(data, issues) : first;
}

mkba_status mkba_areas_open(mkba_areas **out, const mkba_data *data, const char *path,
                            char decimal, mkba_issues *issues)
{
    return mkba_areas_read_file(out, data, path, decimal, issues);
}

mkba_status mkba_areas_open_municipalities(mkba_areas **out, const mkba_data *data,
                                           mkba_issues *issues)
{
    return mkba_areas_read_built_in(out, data, issues);
}

mkba_status mkba_areas_select(mkba_areas *areas, const char *name, mkba_issues *issues)
{
    size_t found;
    mkba_status status = mkba_areas_find(&found, areas, name, issues);
    if (status != MKBA_OK) {
        return status;
    }
    for (size_t i = 0; i < areas->n_selected; i++) {
        if (areas->selected[i] == found) {
            return MKBA_OK;
        }
    }
    areas->selected = mkba_arena_grow(areas->arena, areas->selected, areas->n_selected,
                                      &areas->selected_capacity, sizeof *areas->selected);
    if (!areas->selected) {
        return MKBA_ERR_MEMORY;
    }
    areas->selected[areas->n_selected++] = found;
    return MKBA_OK;
}

size_t mkba_areas_count(const mkba_areas *areas)
{
    return areas->n_selected > 0 ? areas->n_selected : areas->count;
}

void mkba_areas_free(mkba_areas *areas)
{
    if (areas) {
        mkba_arena_free(areas->arena);
    }
}

/* ------------------------------------------------------------------ Results */

size_t mkba_result_areas(const mkba_result *result)
{
    return result->count;
}

mkba_status mkba_result_figure(double *out, const mkba_result *result, size_t area,
                               const char *figure, mkba_issues *issues)
{
    size_t i = mkba_figures_find(result->figures, figure);
    if (i == MKBA_MAP_NONE) {
        return mkba_figure_unknown(result->figures, figure, issues);
    }
    *out = area == MKBA_TOTAL ? result->total[i] : result->outcome[area].value[i];
    return MKBA_OK;
}

/* ------------------------------------------------------------------ Text */

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
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_baseline_json(&text, result, c);
    } else if (style.format == MKBA_CSV) {
        mkba_write_baseline_csv(&text, result);
    } else {
        mkba_write_baseline_table(&text, result, c);
    }
    return finish(out, &text, c);
}

mkba_status mkba_explain_write(char **out, mkba_result *result, size_t area,
                               const char *figure, unsigned depth, mkba_style style,
                               mkba_issues *issues)
{
    mkba_buffer text = {0};
    mkba_explanation *e;
    *out = NULL;
    mkba_status status = mkba_explain_figure(&e, result, area, figure, depth, issues);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    if (c && style.format == MKBA_JSON) {
        mkba_write_explanation_json(&text, e, c);
    } else if (c) {
        mkba_write_explanation_table(&text, e, c);
    }
    mkba_explanation_free(e);
    return c ? finish(out, &text, c) : MKBA_ERR_MEMORY;
}

static mkba_status check_factor(const mkba_data *data, const char *factor, mkba_issues *issues)
{
    for (size_t i = 0; factor && i < data->rubric_levels; i++) {
        if (strcmp(data->rubric[i].factor, factor) == 0) {
            return MKBA_OK;
        }
    }
    return factor ? mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0}, "rubric.unknown",
                                   MKBA_WORDS(factor))
                  : MKBA_OK;
}

mkba_status mkba_rubric_write(char **out, const mkba_data *data, const char *factor,
                              mkba_style style, mkba_issues *issues)
{
    mkba_buffer text = {0};
    *out = NULL;
    mkba_status status = check_factor(data, factor, issues);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        mkba_write_rubric_json(&text, data, factor);
    } else if (style.format == MKBA_CSV) {
        mkba_write_rubric_csv(&text, data, factor);
    } else {
        mkba_write_rubric_table(&text, data, factor, c);
    }
    return finish(out, &text, c);
}

mkba_status mkba_numbers_write(char **out, const mkba_data *data, mkba_table_of what,
                               const char *pattern, mkba_style style, mkba_issues *issues)
{
    mkba_buffer text = {0};
    mkba_list list = (mkba_list)what;
    size_t shown;
    *out = NULL;
    mkba_catalogue *c = mkba_catalogue_new(style.language);
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    if (style.format == MKBA_JSON) {
        shown = mkba_write_list_json(&text, data, list, pattern);
    } else if (style.format == MKBA_CSV) {
        shown = mkba_write_list_csv(&text, data, list, pattern);
    } else {
        shown = mkba_write_list_table(&text, data, list, pattern, c);
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
