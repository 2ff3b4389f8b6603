/* The areas file of a start: figures that are known, and columns to fill in. */
#include "input/area_rules.h"
#include "report/start.h"
#include "report/writers.h"

#include <math.h>
#include <string.h>

typedef struct {
    mkba_buffer *out;
    const mkba_start *start;
    const mkba_areas *areas;
    const mkba_data *data;
    mkba_language language;
    size_t count;
} writer;

static writer writer_on(mkba_buffer *out, const mkba_start *start)
{
    return (writer){.out = out,
                    .start = start,
                    .areas = start->areas,
                    .data = start->areas->data,
                    .language = mkba_catalogue_language(start->catalogue),
                    .count = mkba_areas_count(start->areas)};
}

static const mkba_area *area_at(const writer *w, size_t i)
{
    return mkba_areas_at(w->areas, i);
}

static const char *name_of(const writer *w, size_t column)
{
    const mkba_column *c = &w->data->column[column];
    return w->language == MKBA_DUTCH ? c->name_nl : c->id;
}

static bool is_figure(const writer *w, size_t column)
{
    return mkba_column_is_number(&w->data->column[column]) &&
           strcmp(w->data->column[column].id, "price_year") != 0;
}

static const mkba_team_value *preset_of(const writer *w, size_t column)
{
    return mkba_team_value_of(&w->start->models, w->start->model, w->data->column[column].id);
}

static bool has_figure(const writer *w, size_t column)
{
    for (size_t i = 0; i < w->count; i++) {
        if (area_at(w, i)->entered[column]) {
            return true;
        }
    }
    return false;
}

/* Explained columns are there to be filled in; others when they hold something. */
static bool is_shown(const writer *w, size_t column)
{
    return mkba_field_help_of(w->start->help, w->start->helps, w->data->column[column].id) ||
           preset_of(w, column) || (is_figure(w, column) && has_figure(w, column));
}

static char built_in_grade(const writer *w, const mkba_area *area, size_t column,
                           const char **source)
{
    return area->entered[column] && is_figure(w, column)
               ? mkba_area_evidence(w->areas, area, column, source)
               : 0;
}

/* The source of the row is about the figures that have the grade of the households. */
static char row_grade(const writer *w, const mkba_area *area)
{
    const char *source;
    return mkba_area_evidence(w->areas, area, mkba_area_column(w->data, "households"),
                              &source);
}

static bool is_covered(const writer *w, const mkba_area *area, size_t column)
{
    const char *source;
    return !preset_of(w, column) &&
           built_in_grade(w, area, column, &source) == row_grade(w, area);
}

/* Has grade and source in columns of its own. */
static bool is_own(const writer *w, size_t column)
{
    for (size_t i = 0; i < w->count; i++) {
        const char *source;
        char grade = built_in_grade(w, area_at(w, i), column, &source);
        if (grade && grade != row_grade(w, area_at(w, i))) {
            return true;
        }
    }
    return preset_of(w, column) != NULL;
}

/* ------------------------------------------------------------------ The header */

static void add_name(const writer *w, const char *const prefix[2], const char *name)
{
    mkba_buffer_add(w->out, w->out->length > 3 ? ";" : ""); /* behind the byte order mark */
    mkba_buffer_add(w->out, prefix[w->language]);
    mkba_buffer_add(w->out, name);
}

static const char *const plain[2] = {"", ""}, *const low[2] = {"laag_", "low_"},
                         *const high[2] = {"hoog_", "high_"},
                         *const grade_of[2] = {"bewijsgraad_", "evidence_"},
                         *const source_of[2] = {"bron_", "source_"};

/* The column in which the source of a score stands is one of its own. */
static bool has_source_column(const writer *w, size_t column)
{
    for (size_t c = 0; c < w->data->columns; c++) {
        if (w->data->column[c].type == MKBA_COLUMN_EVIDENCE &&
            w->data->column[c].about == column) {
            return true;
        }
    }
    return false;
}

static void write_header(const writer *w)
{
    for (size_t c = 0; c < w->data->columns; c++) {
        if (is_shown(w, c)) {
            add_name(w, plain, name_of(w, c));
        }
    }
    for (size_t c = 0; c < w->data->columns; c++) {
        if (!is_own(w, c)) {
            continue;
        }
        add_name(w, low, name_of(w, c));
        add_name(w, high, name_of(w, c));
        add_name(w, grade_of, name_of(w, c));
        if (!has_source_column(w, c)) {
            add_name(w, source_of, name_of(w, c));
        }
    }
    mkba_buffer_add(w->out, "\r\n");
}

/* ------------------------------------------------------------------ Rows */

/* As it was written in the tables, with a comma for decimals. */
static void add_written(const writer *w, const char *text)
{
    for (const char *c = text; *c; c++) {
        mkba_buffer_add_char(w->out, *c == '.' ? ',' : *c, 1);
    }
}

static void add_source(mkba_buffer *out, const writer *w, const char *id)
{
    const mkba_source *s = mkba_data_source(w->data, id);
    mkba_buffer_add(out, s ? s->publisher : id);
    if (s) {
        mkba_buffer_add(out, " (");
        mkba_buffer_add_int(out, (long)s->year);
        mkba_buffer_add(out, "), ");
        mkba_buffer_add(out, s->title);
    }
}

/* Was this source met in an earlier column? */
static bool is_repeated(const writer *w, const mkba_area *area, size_t column,
                        const char *source)
{
    for (size_t c = 0; c < column; c++) {
        const char *earlier;
        if (is_covered(w, area, c)) {
            mkba_area_evidence(w->areas, area, c, &earlier);
            if (strcmp(earlier, source) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void add_row_source(mkba_buffer *out, const writer *w, const mkba_area *area)
{
    for (size_t c = 0; c < w->data->columns; c++) {
        const char *source;
        if (!is_covered(w, area, c)) {
            continue;
        }
        mkba_area_evidence(w->areas, area, c, &source);
        if (!is_repeated(w, area, c, source)) {
            mkba_buffer_add(out, out->length > 0 ? " + " : "");
            add_source(out, w, source);
        }
    }
}

static void add_covers(mkba_buffer *out, const writer *w, const mkba_area *area)
{
    for (size_t c = 0; c < w->data->columns; c++) {
        if (is_covered(w, area, c)) {
            mkba_buffer_add(out, out->length > 0 ? " " : "");
            mkba_buffer_add(out, name_of(w, c));
        }
    }
}

static void add_cell(const writer *w, mkba_buffer *text)
{
    mkba_write_csv_cell(w->out, mkba_buffer_text(text));
    w->out->failed |= text->failed;
    mkba_buffer_free(text);
}

static void write_text(const writer *w, const mkba_area *area, size_t column)
{
    const mkba_column *c = &w->data->column[column];
    const mkba_team_value *v = c->type == MKBA_COLUMN_EVIDENCE && c->about != MKBA_MAP_NONE
                                   ? preset_of(w, c->about)
                                   : NULL;
    mkba_buffer text = {0};
    if (v) {
        mkba_start_source(&text, w->start, v);
    } else if (strcmp(c->id, "source") == 0) {
        add_row_source(&text, w, area);
    } else if (strcmp(c->id, "source_covers") == 0) {
        add_covers(&text, w, area);
    } else if (strcmp(c->id, "evidence") == 0) {
        mkba_buffer_add_char(&text, row_grade(w, area), 1);
    } else {
        mkba_buffer_add(&text, area->text[column]);
    }
    add_cell(w, &text);
}

static void write_cell(const writer *w, const mkba_area *area, size_t column)
{
    const mkba_team_value *v = preset_of(w, column);
    if (v) {
        mkba_start_number(w->out, mkba_start_value(w->start, area, v, v->value));
    } else if (mkba_column_is_number(&w->data->column[column])) {
        add_written(w, area->text[column]);
    } else {
        write_text(w, area, column);
    }
}

/* Range, grade and source of a figure that has its own. */
static void write_own(const writer *w, const mkba_area *area, size_t column)
{
    const mkba_team_value *v = preset_of(w, column);
    const char *id = "";
    char grade = v ? v->evidence[0] : built_in_grade(w, area, column, &id);
    bool given = v ? !isnan(mkba_start_value(w->start, area, v, v->value)) : grade != 0;
    mkba_buffer text = {0};
    mkba_buffer_add(w->out, ";");
    mkba_start_number(w->out, v ? mkba_start_value(w->start, area, v, v->low) : (double)NAN);
    mkba_buffer_add(w->out, ";");
    mkba_start_number(w->out, v ? mkba_start_value(w->start, area, v, v->high) : (double)NAN);
    mkba_buffer_add(w->out, ";");
    mkba_buffer_add_char(w->out, grade, given);
    if (has_source_column(w, column)) {
        return;
    }
    if (v && given) {
        mkba_start_source(&text, w->start, v);
    } else if (given) {
        add_source(&text, w, id);
    }
    mkba_buffer_add(w->out, ";");
    add_cell(w, &text);
}

static void write_row(const writer *w, const mkba_area *area)
{
    const char *between = "";
    for (size_t c = 0; c < w->data->columns; c++) {
        if (is_shown(w, c)) {
            mkba_buffer_add(w->out, between);
            between = ";";
            write_cell(w, area, c);
        }
    }
    for (size_t c = 0; c < w->data->columns; c++) {
        if (is_own(w, c)) {
            write_own(w, area, c);
        }
    }
    mkba_buffer_add(w->out, "\r\n");
}

void mkba_write_start_areas(mkba_buffer *out, const mkba_start *start)
{
    writer w = writer_on(out, start);
    write_header(&w);
    for (size_t i = 0; i < w.count; i++) {
        write_row(&w, area_at(&w, i));
    }
}

/* ------------------------------------------------------------------ The columns explained */

static void write_explained(const writer *w, const mkba_column *c, const mkba_field_help *h)
{
    const char *cell[] = {w->language == MKBA_DUTCH ? c->name_nl : c->id,
                          c->label[w->language], h ? h->unit[w->language] : "",
                          h ? h->standard[w->language] : "", h ? h->where[w->language] : ""};
    for (size_t i = 0; i < sizeof cell / sizeof *cell; i++) {
        mkba_buffer_add(w->out, i > 0 ? ";" : "");
        mkba_write_csv_cell(w->out, cell[i]);
    }
    mkba_buffer_add(w->out, "\r\n");
}

/* A name before the name of a figure. */
static void write_prefix(const writer *w, const char *const prefix[2], const char *id)
{
    mkba_buffer_add(w->out, prefix[w->language]);
    mkba_buffer_add(w->out, "...;");
    mkba_write_csv_cell(w->out, mkba_say(w->start->catalogue, id));
    mkba_buffer_add(w->out, ";;;\r\n");
}

void mkba_write_start_columns(mkba_buffer *out, const mkba_start *start)
{
    writer w = writer_on(out, start);
    mkba_buffer_add(out, mkba_say(start->catalogue, "start.explained_header"));
    mkba_buffer_add(out, "\r\n");
    for (size_t c = 0; c < w.data->columns; c++) {
        if (is_shown(&w, c)) {
            write_explained(
                &w, &w.data->column[c],
                mkba_field_help_of(start->help, start->helps, w.data->column[c].id));
        }
    }
    write_prefix(&w, low, "start.explained_low");
    write_prefix(&w, high, "start.explained_high");
    write_prefix(&w, source_of, "start.explained_source");
    write_prefix(&w, grade_of, "start.explained_evidence");
}
