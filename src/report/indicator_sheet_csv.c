#include "report/indicator_sheet_csv.h"

#include "input/area_rules.h"
#include "report/writers.h"

#include <string.h>

typedef struct {
    mkba_buffer *out;
    const mkba_data *data;
    const mkba_areas *areas; /* NULL: an empty sheet */
    const mkba_area *area;   /* NULL: an empty sheet */
    const mkba_catalogue *catalogue;
    size_t column;
} writer;

static void add_cell(const writer *w, const char *text)
{
    mkba_write_csv_cell(w->out, text);
    mkba_buffer_add_char(w->out, ';', 1);
}

/* A number as it was written, but in one notation: the decimal sign of the language, no signs
 * for thousands, shares as fractions. 12,345 could be a thousand: a zero behind it takes the
 * doubt away. */
static void add_number(const writer *w, const char *written)
{
    mkba_number number;
    char text[MKBA_DOUBLE_TEXT];
    mkba_number_form form = mkba_number_form_of(written);
    char decimal = w->areas->decimal           ? w->areas->decimal
                   : form == MKBA_NUMBER_COMMA ? ','
                                               : '.';
    if (form != MKBA_NUMBER_BLANK && mkba_number_read(&number, written, decimal)) {
        text[mkba_double_text(text, number.value)] = '\0';
        char *point = strchr(text, '.');
        if (point && mkba_catalogue_language(w->catalogue) == MKBA_DUTCH) {
            *point = ',';
        }
        mkba_buffer_add(w->out, text);
        mkba_buffer_add(w->out, mkba_number_form_of(text) == MKBA_NUMBER_EITHER ? "0" : "");
    }
    mkba_buffer_add_char(w->out, ';', 1);
}

static void add_date(const writer *w, mkba_date date)
{
    char text[16];
    mkba_date_text(text, date);
    add_cell(w, mkba_date_is_none(date) ? "" : text);
}

/* What the indicator means, and how its value is written. */
static void add_label(const writer *w, const mkba_column *column)
{
    static const char *const how[] = {[MKBA_COLUMN_SHARE] = "sheet.is_share",
                                      [MKBA_COLUMN_EURO] = "sheet.is_euro",
                                      [MKBA_COLUMN_SPEND] = "sheet.is_euro",
                                      [MKBA_COLUMN_YEAR] = "sheet.is_year",
                                      [MKBA_COLUMN_EVIDENCE] = NULL};
    mkba_buffer text = {0};
    mkba_buffer_add(&text, column->label[mkba_catalogue_language(w->catalogue)]);
    if (how[column->type]) {
        mkba_buffer_add_char(&text, ' ', 1);
        mkba_buffer_add(&text, mkba_say(w->catalogue, how[column->type]));
    }
    add_cell(w, mkba_buffer_text(&text));
    w->out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static void add_value(const writer *w, const mkba_column *column)
{
    const char *text = w->area ? w->area->text[w->column] : "";
    if (w->area && mkba_column_is_number(column)) {
        add_number(w, text);
    } else {
        add_cell(w, text);
    }
}

/* A grade says how good a source is, and is left out without one. */
static void add_evidence(const writer *w, const char *source)
{
    const char *found = source;
    char grade[] = {'\0', '\0'};
    if (w->area && source[0]) {
        grade[0] = w->areas->is_built_in
                       ? mkba_area_evidence(w->areas, w->area, w->column, &found)
                       : w->area->grade[w->column];
    }
    add_cell(w, grade);
}

/* Of a municipality inside the program only what it has; of a file all that it says. */
static const char *source_of(const writer *w)
{
    const char *source = w->area ? w->area->source[w->column] : NULL;
    if (w->area && w->areas->is_built_in && w->area->entered[w->column]) {
        mkba_area_evidence(w->areas, w->area, w->column, &source);
    }
    return source ? source : "";
}

/* A source of the program's own by its title. */
static void add_source(const writer *w, const char *source)
{
    const mkba_source *known =
        w->area && w->areas->is_built_in ? mkba_data_source(w->data, source) : NULL;
    mkba_buffer text = {0};
    if (known) {
        mkba_buffer_add(&text, known->publisher);
        mkba_buffer_add(&text, ", ");
        mkba_buffer_add(&text, known->title);
    }
    add_cell(w, known && text.text ? text.text : source);
    w->out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static void add_ends(const writer *w)
{
    bool has = w->area && w->area->low;
    const char *low = has ? w->area->low_text[w->column] : NULL;
    const char *high = has ? w->area->high_text[w->column] : NULL;
    if (low) {
        add_number(w, low);
    } else {
        add_cell(w, "");
    }
    if (high) {
        add_number(w, high);
    } else {
        add_cell(w, "");
    }
}

static void write_row(const writer *w)
{
    static const mkba_entry nothing = {.owner = "", .note = ""};
    const mkba_column *column = &w->data->column[w->column];
    bool dutch = mkba_catalogue_language(w->catalogue) == MKBA_DUTCH;
    const mkba_entry *entry =
        w->area && w->area->entry ? &w->area->entry[w->column] : &nothing;
    if (w->area) {
        add_cell(w, w->area->code);
    }
    add_cell(w, dutch && column->name_nl ? column->name_nl : column->id);
    add_label(w, column);
    add_value(w, column);
    add_date(w, entry->date);
    add_source(w, source_of(w));
    add_evidence(w, source_of(w));
    add_cell(w, entry->owner);
    add_date(w, entry->next_date);
    add_ends(w);
    mkba_write_csv_cell(w->out, entry->note);
    mkba_buffer_add(w->out, "\n");
}

/* What is asked for: what the model computes with, and what describes the area. What else a
 * file says goes along. The code stands in every row, but where there are no areas. */
static bool is_asked(const writer *w)
{
    const mkba_column *column = &w->data->column[w->column];
    if (strcmp(column->id, "code") == 0) {
        return !w->area;
    }
    bool said = w->area &&
                (w->area->text[w->column][0] || w->area->source[w->column] ||
                 (w->area->entry && !mkba_date_is_none(w->area->entry[w->column].next_date)));
    return said || column->required || column->in_model || column->question > 0 ||
           strcmp(column->id, "price_year") == 0;
}

static void write_area(writer *w)
{
    for (w->column = 0; w->column < w->data->columns; w->column++) {
        if (is_asked(w)) {
            write_row(w);
        }
    }
}

void mkba_write_indicator_sheet(mkba_buffer *out, const mkba_data *data,
                                const mkba_areas *areas, const mkba_catalogue *catalogue)
{
    writer w = {.out = out, .data = data, .areas = areas, .catalogue = catalogue};
    mkba_buffer_add(out, "\xEF\xBB\xBF");
    mkba_buffer_add(out, areas ? mkba_say(catalogue, "sheet.area") : "");
    mkba_buffer_add(out, areas ? ";" : "");
    mkba_buffer_add(out, mkba_say(catalogue, "sheet.columns"));
    mkba_buffer_add(out, "\n");
    for (size_t i = 0; areas && i < mkba_areas_count(areas); i++) {
        w.area = mkba_areas_at(areas, i);
        write_area(&w);
    }
    if (!areas) {
        write_area(&w);
    }
}
