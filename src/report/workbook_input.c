/* What was entered, what holds where it was not, and what is used. A blank cell brings the
 * default back. */
#include "report/workbook_parts.h"

#include <math.h>
#include <string.h>

enum { ENTERED, DEFAULT, USED, EVIDENCE, QUESTIONS = 5 };

static size_t input_of_column(const mkba_book *book, size_t column)
{
    for (size_t i = 0; i < book->calculation->inputs; i++) {
        if (book->calculation->input[i].column == column) {
            return i;
        }
    }
    return MKBA_NO_ROW;
}

/* Columns that describe are shown when an area has something there. */
static bool is_shown(const mkba_book *book, size_t column)
{
    const mkba_column *c = &book->data->column[column];
    if (input_of_column(book, column) != MKBA_NO_ROW) {
        return true;
    }
    bool described = false;
    for (size_t a = 0; a < book->areas && !described; a++) {
        described = book->result->outcome[a].area->text[column][0] != '\0';
    }
    return described && c->question > 0 && c->type != MKBA_COLUMN_EVIDENCE &&
           strcmp(c->id, "name") != 0;
}

bool mkba_book_place_inputs(mkba_book *book)
{
    uint32_t at = MKBA_TABLE_HEADER + 1;
    size_t columns = book->data->columns;
    book->input_row = mkba_arena_alloc(book->arena, columns, sizeof(uint32_t));
    for (int question = 1; question <= QUESTIONS + 1 && book->input_row; question++) {
        at++; /* its heading */
        for (size_t i = 0; i < columns; i++) {
            int asked = book->data->column[i].question;
            asked = asked >= 1 && asked <= QUESTIONS ? asked : QUESTIONS + 1;
            if (asked == question && is_shown(book, i)) {
                book->input_row[i] = at++;
            }
        }
    }
    book->input_end = at;
    return book->input_row != NULL;
}

/* ------------------------------------------------------------------ Names of rows */

static void write_questions(mkba_book *book)
{
    uint32_t width = mkba_book_input_column(book->areas, 0);
    for (int question = 1; question <= QUESTIONS + 1; question++) {
        char id[] = "question.0";
        uint32_t first = book->input_end;
        id[9] = (char)('0' + question);
        for (size_t i = 0; i < book->data->columns; i++) {
            int asked = book->data->column[i].question;
            asked = asked >= 1 && asked <= QUESTIONS ? asked : QUESTIONS + 1;
            if (asked == question && book->input_row[i] > 0 && book->input_row[i] < first) {
                first = book->input_row[i];
            }
        }
        if (first == book->input_end) {
            continue;
        }
        for (uint32_t k = 0; k < width; k++) {
            const char *heading =
                mkba_book_say(book, question <= QUESTIONS ? id : "book.other_inputs");
            mkba_book_text(book, MKBA_PAGE_INPUT, first - 1, k, MKBA_ROLE_BAND,
                           k == 0 ? heading : "");
        }
    }
}

static const char *unit_of(const mkba_book *book, size_t input)
{
    return input == MKBA_NO_ROW
               ? ""
               : book->calculation->row[book->calculation->input[input].row].unit;
}

static void write_names(mkba_book *book)
{
    for (size_t i = 0; i < book->data->columns; i++) {
        const mkba_column *c = &book->data->column[i];
        uint32_t row = book->input_row[i];
        if (row > 0) {
            mkba_book_text(book, MKBA_PAGE_INPUT, row, 0, MKBA_ROLE_PLAIN,
                           mkba_book_label(book, c->label));
            mkba_book_text(book, MKBA_PAGE_INPUT, row, 1, MKBA_ROLE_SMALL, c->id);
            mkba_book_text(book, MKBA_PAGE_INPUT, row, 2, MKBA_ROLE_SMALL,
                           mkba_unit_label(book->data, unit_of(book, input_of_column(book, i)),
                                           book->catalogue));
        }
    }
}

/* ------------------------------------------------------------------ Cells of an area */

/* What may be entered, so that a spreadsheet asks before it takes something else. */
static void validate(mkba_book *book, uint32_t row, uint32_t column, mkba_column_type type)
{
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
                                .error_type = LXW_VALIDATION_ERROR_TYPE_STOP};
    if (type == MKBA_COLUMN_SHARE) {
        rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        rule.maximum_number = 1;
    } else if (type == MKBA_COLUMN_POSITIVE) {
        rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
    } else if (type != MKBA_COLUMN_COUNT && type != MKBA_COLUMN_EURO) {
        return;
    }
    mkba_book_check(book, book->xlsx.worksheet_data_validation_cell(
                              book->page[MKBA_PAGE_INPUT], row, (lxw_col_t)column, &rule));
}

/* "B - CBS ..., 0,4 - 0,6" */
static void write_evidence(mkba_book *book, size_t area, size_t column)
{
    const mkba_result *r = book->result;
    const mkba_area *a = r->outcome[area].area;
    const char *source = "";
    mkba_buffer *out = &book->text;
    char grade[2] = {mkba_area_evidence(r->areas, a, column, &source), '\0'};
    out->length = 0;
    mkba_buffer_add(out, grade);
    mkba_buffer_add(out, source[0] ? " - " : "");
    mkba_buffer_add(out, source);
    if (a->low && !isnan(a->low[column])) {
        mkba_buffer_add(out, " (");
        mkba_write_precise(out, book->catalogue, a->low[column]);
        mkba_buffer_add(out, " - ");
        mkba_write_precise(out, book->catalogue, a->high[column]);
        mkba_buffer_add(out, ")");
    }
    mkba_book_text(book, MKBA_PAGE_INPUT, book->input_row[column],
                   mkba_book_input_column(area, EVIDENCE), MKBA_ROLE_ASIDE,
                   mkba_buffer_text(out));
}

static void write_entered(mkba_book *book, size_t area, size_t column, mkba_look look)
{
    const mkba_area *a = book->result->outcome[area].area;
    uint32_t row = book->input_row[column], at = mkba_book_input_column(area, ENTERED);
    look.role = MKBA_ROLE_INPUT;
    if (a->entered[column]) {
        mkba_book_number(book, MKBA_PAGE_INPUT, row, at, look, a->value[column]);
        write_evidence(book, area, column);
    } else {
        book->xlsx.worksheet_write_blank(book->page[MKBA_PAGE_INPUT], row, (lxw_col_t)at,
                                         mkba_book_format(book, look));
    }
    validate(book, row, at, book->data->column[column].type);
}

static void write_default(mkba_book *book, size_t area, size_t input, mkba_look look)
{
    mkba_book_place place = {
        .book = book, .page = MKBA_PAGE_INPUT, .area = area, .scenario = MKBA_TODAY};
    size_t column = book->calculation->input[input].column;
    look.role = MKBA_ROLE_FORMULA;
    mkba_book_default_of(&place, input);
    mkba_book_put(book, MKBA_PAGE_INPUT, book->input_row[column],
                  mkba_book_input_column(area, DEFAULT), look, book->standard[input]);
}

/* What was entered, or else the default. Spending below zero counts as 0. */
static void write_used(mkba_book *book, size_t area, size_t input, mkba_look look)
{
    const mkba_calculation_input *in = &book->calculation->input[input];
    uint32_t row = book->input_row[in->column];
    char entered[LXW_MAX_CELL_NAME_LENGTH], standard[LXW_MAX_CELL_NAME_LENGTH], text[128];
    bool floor_it = book->data->column[in->column].type == MKBA_COLUMN_SPEND;
    book->xlsx.lxw_rowcol_to_cell(entered, row,
                                  (lxw_col_t)mkba_book_input_column(area, ENTERED));
    book->xlsx.lxw_rowcol_to_cell(standard, row,
                                  (lxw_col_t)mkba_book_input_column(area, DEFAULT));
    if (in->required) {
        snprintf(text, sizeof text, "%s", entered);
    } else {
        snprintf(text, sizeof text,
                 floor_it ? "IF(ISBLANK(%s),%s,MAX(0,%s))" : "IF(ISBLANK(%s),%s,%s)", entered,
                 standard, entered);
    }
    look.role = MKBA_ROLE_RESULT;
    mkba_buffer_add(mkba_book_start(book), text);
    mkba_book_put(book, MKBA_PAGE_INPUT, row, mkba_book_input_column(area, USED), look,
                  book->value[book->calculation->row[in->row].node]);
}

static void write_described(mkba_book *book, size_t area, size_t column)
{
    const mkba_area *a = book->result->outcome[area].area;
    uint32_t row = book->input_row[column], at = mkba_book_input_column(area, ENTERED);
    if (a->entered[column]) {
        mkba_book_number(book, MKBA_PAGE_INPUT, row, at,
                         (mkba_look){MKBA_ROLE_PLAIN, MKBA_AS_GENERAL}, a->value[column]);
    } else if (a->text[column][0]) {
        mkba_book_text(book, MKBA_PAGE_INPUT, row, at, MKBA_ROLE_PLAIN, a->text[column]);
    }
}

static void write_area(mkba_book *book, size_t area)
{
    static const char *const header[] = {"book.entered", "book.default", "book.used",
                                         "book.evidence"};
    const mkba_page_id page = MKBA_PAGE_INPUT;
    uint32_t first = mkba_book_input_column(area, ENTERED);
    mkba_book_run(book, area, book->result->study->parameter, book->calculation->today);
    for (uint32_t k = 0; k < MKBA_INPUT_COLUMNS; k++) {
        mkba_book_text(book, page, MKBA_TABLE_HEADER - 1, first + k, MKBA_ROLE_HEADER,
                       k == 0 ? mkba_book_area_name(book, area) : "");
    }
    mkba_book_header(book, page, MKBA_TABLE_HEADER, first, header, EVIDENCE, 0);
    mkba_book_header(book, page, MKBA_TABLE_HEADER, first + EVIDENCE, header + EVIDENCE, 1, 1);
    for (size_t i = 0; i < book->data->columns; i++) {
        size_t input = input_of_column(book, i);
        mkba_look look = {MKBA_ROLE_PLAIN, mkba_book_as(unit_of(book, input))};
        if (book->input_row[i] > 0 && input == MKBA_NO_ROW) {
            write_described(book, area, i);
        } else if (book->input_row[i] > 0) {
            write_entered(book, area, i, look);
            if (!book->calculation->input[input].required) {
                write_default(book, area, input, look);
            }
            write_used(book, area, input, look);
        }
    }
    mkba_book_width(book, page, (uint32_t)first, (uint32_t)(first + 2), 15);
    mkba_book_width(book, page, (uint32_t)(first + 3), (uint32_t)(first + 3), 30);
}

/* ------------------------------------------------------------------ What must hold */

static const char *used_cell(char cell[LXW_MAX_CELL_NAME_LENGTH], const mkba_book *book,
                             size_t area, const char *column)
{
    book->xlsx.lxw_rowcol_to_cell(cell, book->input_row[mkba_area_column(book->data, column)],
                                  (lxw_col_t)mkba_book_input_column(area, USED));
    return cell;
}

static void check_segments(mkba_book *book, size_t area, const char *good, const char *bad)
{
    char heavy[LXW_MAX_CELL_NAME_LENGTH], vulnerable[LXW_MAX_CELL_NAME_LENGTH],
        all[LXW_MAX_CELL_NAME_LENGTH], text[512];
    snprintf(text, sizeof text, "IF(%s+%s<=%s*(1+1E-9),\"%s\",\"%s\")",
             used_cell(heavy, book, area, "heavy_households"),
             used_cell(vulnerable, book, area, "vulnerable_households"),
             used_cell(all, book, area, "households"), good, bad);
    mkba_buffer_add(mkba_book_start(book), text);
    mkba_book_put_words(book, MKBA_PAGE_INPUT, book->input_end + 1,
                        mkba_book_input_column(area, USED), MKBA_ROLE_BOLD, good);
}

static void check_funding(mkba_book *book, size_t area, const char *good, const char *bad)
{
    mkba_buffer *out = mkba_book_start(book);
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    bool first = true;
    mkba_buffer_add(out, "IF(ABS(SUM(");
    for (size_t i = 0; i < book->data->columns; i++) {
        if (strncmp(book->data->column[i].id, "funding_", 8) == 0) {
            mkba_buffer_add(out, first ? "" : ",");
            mkba_buffer_add(out, used_cell(cell, book, area, book->data->column[i].id));
            first = false;
        }
    }
    mkba_buffer_add(out, ")-1)<=1E-9,\"");
    mkba_buffer_add(out, good);
    mkba_buffer_add(out, "\",\"");
    mkba_buffer_add(out, bad);
    mkba_buffer_add(out, "\")");
    mkba_book_put_words(book, MKBA_PAGE_INPUT, book->input_end + 2,
                        mkba_book_input_column(area, USED), MKBA_ROLE_BOLD, good);
}

static void write_checks(mkba_book *book)
{
    const char *good = mkba_book_say(book, "book.good"),
               *bad = mkba_book_say(book, "book.bad");
    mkba_book_text(book, MKBA_PAGE_INPUT, book->input_end + 1, 0, MKBA_ROLE_BOLD,
                   mkba_book_say(book, "book.check_segments"));
    mkba_book_text(book, MKBA_PAGE_INPUT, book->input_end + 2, 0, MKBA_ROLE_BOLD,
                   mkba_book_say(book, "book.check_funding"));
    for (size_t a = 0; a < book->areas; a++) {
        check_segments(book, a, good, bad);
        check_funding(book, a, good, bad);
    }
}

void mkba_book_write_inputs(mkba_book *book)
{
    static const char *const header[] = {"book.input", "book.column", "book.unit"};
    const mkba_page_id page = MKBA_PAGE_INPUT;
    lxw_worksheet *sheet = book->page[page];
    mkba_book_open_page(book, page, "book.about.input");
    for (uint32_t k = 0; k < MKBA_INPUT_FIRST_COLUMN; k++) {
        mkba_book_text(book, page, MKBA_TABLE_HEADER - 1, k, MKBA_ROLE_HEADER, "");
    }
    mkba_book_header(book, page, MKBA_TABLE_HEADER, 0, header, MKBA_INPUT_FIRST_COLUMN,
                     MKBA_INPUT_FIRST_COLUMN);
    book->xlsx.worksheet_set_row(sheet, MKBA_TABLE_HEADER - 1, 32, NULL);
    write_questions(book);
    write_names(book);
    for (size_t a = 0; a < book->areas; a++) {
        write_area(book, a);
    }
    write_checks(book);
    mkba_book_width(book, page, 0, 0, 52);
    mkba_book_width(book, page, 1, 1, 26);
    mkba_book_width(book, page, 2, 2, 18);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 1);
}
