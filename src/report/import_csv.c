#include "report/import_csv.h"

#include "input/area_rules.h"
#include "report/writers.h"

#include <math.h>
#include <string.h>

typedef struct {
    mkba_buffer *out;
    const mkba_import *import;
    const mkba_catalogue *catalogue;
    bool has_price_year;
} writer;

static bool has_figures(const mkba_import *import, size_t column)
{
    for (size_t i = 0; i < import->rows; i++) {
        if (!isnan(import->row[i].value[column])) {
            return true;
        }
    }
    return false;
}

/* Does the column come from elsewhere than the first source, which stands for the row? */
static bool has_own_source(const mkba_import *import, size_t column)
{
    for (size_t i = 0; i < import->rows; i++) {
        if (!isnan(import->row[i].value[column]) && import->row[i].source[column] != 0) {
            return true;
        }
    }
    return false;
}

static void write_cell(const writer *w, const char *text)
{
    mkba_buffer_add_char(w->out, ';', 1);
    mkba_write_csv_cell(w->out, text);
}

/* 12.345 could be a thousand: a zero behind it takes the doubt away. */
static void write_value(const writer *w, double value)
{
    char text[MKBA_DOUBLE_TEXT];
    mkba_buffer_add_char(w->out, ';', 1);
    if (!isnan(value)) {
        text[mkba_double_text(text, value)] = '\0';
        mkba_buffer_add(w->out, text);
        mkba_buffer_add(w->out, mkba_number_form_of(text) == MKBA_NUMBER_EITHER ? "0" : "");
    }
}

static void write_source(const writer *w, const mkba_import_row *row, size_t column, bool own)
{
    bool given = own ? !isnan(row->value[column]) && row->source[column] != 0 : true;
    const mkba_import_source *s = &w->import->source[own ? row->source[column] : 0];
    char grade[] = {s->grade, '\0'};
    mkba_buffer text = {0};
    if (given) {
        mkba_say_message(&text, w->catalogue, w->import->data, &s->text);
    }
    write_cell(w, given ? grade : "");
    write_cell(w, mkba_buffer_text(&text));
    mkba_buffer_free(&text);
}

static bool has_row_source(const writer *w, const mkba_import_row *row)
{
    for (size_t c = 0; c < w->import->data->columns; c++) {
        if (!isnan(row->value[c]) && row->source[c] == 0) {
            return true;
        }
    }
    return false;
}

/* The figures of the row that have its source, not another. */
static void write_covers(const writer *w, const mkba_import_row *row)
{
    const char *between = ";";
    for (size_t c = 0; c < w->import->data->columns; c++) {
        if (!isnan(row->value[c]) && row->source[c] == 0) {
            mkba_buffer_add(w->out, between);
            mkba_buffer_add(w->out, w->import->data->column[c].id);
            between = " ";
        }
    }
}

static bool is_amount(const writer *w, size_t column)
{
    return mkba_column_is_amount(&w->import->data->column[column]);
}

static void write_header(writer *w)
{
    const mkba_import *import = w->import;
    mkba_buffer_add(w->out, "code;name;level");
    mkba_buffer_add(w->out, w->has_price_year ? ";price_year" : "");
    for (size_t c = 0; c < import->data->columns; c++) {
        if (has_figures(import, c)) {
            write_cell(w, import->data->column[c].id);
        }
    }
    mkba_buffer_add(w->out, ";evidence;source;source_covers");
    for (size_t c = 0; c < import->data->columns; c++) {
        if (has_own_source(import, c)) {
            mkba_buffer_add(w->out, ";evidence_");
            mkba_buffer_add(w->out, import->data->column[c].id);
            mkba_buffer_add(w->out, ";source_");
            mkba_buffer_add(w->out, import->data->column[c].id);
        }
    }
    mkba_buffer_add(w->out, "\n");
}

static const char *level_word(mkba_level level)
{
    static const char *const words[] = {"",         "country",       "municipality",
                                        "district", "neighbourhood", ""};
    return words[level];
}

static void write_row(writer *w, const mkba_import_row *row, const bool *figures,
                      const bool *sources)
{
    const mkba_import *import = w->import;
    mkba_write_csv_cell(w->out, row->code);
    write_cell(w, row->name);
    write_cell(w, level_word(row->level));
    if (w->has_price_year) {
        write_value(w, import->price_year);
    }
    for (size_t c = 0; c < import->data->columns; c++) {
        if (figures[c]) {
            write_value(w, row->value[c]);
        }
    }
    if (has_row_source(w, row)) {
        write_source(w, row, 0, false);
        write_covers(w, row);
    } else {
        mkba_buffer_add(w->out, ";;;");
    }
    for (size_t c = 0; c < import->data->columns; c++) {
        if (sources[c]) {
            write_source(w, row, c, true);
        }
    }
    mkba_buffer_add(w->out, "\n");
}

void mkba_write_import(mkba_buffer *out, const mkba_import *import,
                       const mkba_catalogue *catalogue)
{
    writer w = {.out = out, .import = import, .catalogue = catalogue};
    mkba_arena *scratch = mkba_arena_new();
    size_t columns = import->data->columns;
    bool *figures = scratch ? mkba_arena_alloc(scratch, columns, sizeof *figures) : NULL;
    bool *sources = scratch ? mkba_arena_alloc(scratch, columns, sizeof *sources) : NULL;
    if (!figures || !sources || import->sources == 0) {
        out->failed = true;
        mkba_arena_free(scratch);
        return;
    }
    for (size_t c = 0; c < columns; c++) {
        figures[c] = has_figures(import, c);
        sources[c] = has_own_source(import, c);
        w.has_price_year =
            w.has_price_year || (figures[c] && is_amount(&w, c) && !isnan(import->price_year));
    }
    write_header(&w);
    for (size_t i = 0; i < import->rows; i++) {
        write_row(&w, &import->row[i], figures, sources);
    }
    mkba_arena_free(scratch);
}
