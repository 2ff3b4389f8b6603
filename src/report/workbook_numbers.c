/* The numbers of the model, with their range, evidence and source. Everything else computes
 * with the column "in the model". */
#include "report/workbook_parts.h"

#include "input/scenario.h"

#include <math.h>
#include <string.h>

bool mkba_book_place_numbers(mkba_book *book)
{
    size_t count = book->data->parameters;
    book->number_row = mkba_arena_alloc(book->arena, count, sizeof(uint32_t));
    for (size_t i = 0; i < count && book->number_row; i++) {
        book->number_row[i] = MKBA_TABLE_HEADER + 1 + (uint32_t)i;
    }
    book->index_row = MKBA_TABLE_HEADER + 1 + (uint32_t)count + 4;
    return book->number_row != NULL;
}

/* ------------------------------------------------------------------ Price level */

static void add_index_range(mkba_book *book, mkba_buffer *out, uint32_t column)
{
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
    uint32_t end = book->index_row + (uint32_t)book->data->indices - 1;
    book->xlsx.lxw_rowcol_to_cell_abs(first, book->index_row, (lxw_col_t)column, 1, 1);
    book->xlsx.lxw_rowcol_to_cell_abs(last, end, (lxw_col_t)column, 1, 1);
    mkba_buffer_add(out, first);
    mkba_buffer_add(out, ":");
    mkba_buffer_add(out, last);
}

/* The price index of the year in a cell. */
static void add_index_of(mkba_book *book, mkba_buffer *out, uint32_t row, uint32_t column)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    book->xlsx.lxw_rowcol_to_cell_abs(cell, row, (lxw_col_t)column, 1, 1);
    mkba_buffer_add(out, "INDEX(");
    add_index_range(book, out, 1);
    mkba_buffer_add(out, ",MATCH(");
    mkba_buffer_add(out, cell);
    mkba_buffer_add(out, ",");
    add_index_range(book, out, 0);
    mkba_buffer_add(out, ",0))");
}

static double index_of(const mkba_data *d, double year)
{
    for (size_t i = 0; i < d->indices; i++) {
        if (fabs(d->index[i].year - year) < 0.5) {
            return d->index[i].index;
        }
    }
    return NAN;
}

/* What brings a number to the price level of the model; 1 where it is no amount. */
static double factor_of(const mkba_book *book, const mkba_parameter *p)
{
    double level = mkba_data_value(book->data, "price_year");
    return isnan(p->price_year)
               ? 1
               : index_of(book->data, level) / index_of(book->data, p->price_year);
}

static void write_factor(mkba_book *book, const mkba_parameter *p, uint32_t row)
{
    const mkba_page_id page = MKBA_PAGE_NUMBERS;
    size_t level = mkba_map_get(&book->data->parameter_by_key, "price_year");
    if (isnan(p->price_year) || level == MKBA_MAP_NONE) {
        return;
    }
    mkba_book_number(book, page, row, MKBA_NUMBERS_YEAR,
                     (mkba_look){MKBA_ROLE_PLAIN, MKBA_AS_YEAR}, p->price_year);
    mkba_buffer *out = mkba_book_start(book);
    add_index_of(book, out, book->number_row[level], MKBA_NUMBERS_VALUE);
    mkba_buffer_add(out, "/");
    add_index_of(book, out, row, MKBA_NUMBERS_YEAR);
    mkba_book_put(book, page, row, MKBA_NUMBERS_FACTOR,
                  (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_SHARE}, factor_of(book, p));
}

static void write_index(mkba_book *book)
{
    static const char *const header[] = {"book.year", "book.index", "book.evidence",
                                         "book.source"};
    const mkba_page_id page = MKBA_PAGE_NUMBERS;
    mkba_book_text(book, page, book->index_row - 2, 0, MKBA_ROLE_BOLD,
                   mkba_book_say(book, "book.price_index"));
    mkba_book_header(book, page, book->index_row - 1, 0, header, 4, 4);
    for (size_t i = 0; i < book->data->indices; i++) {
        const mkba_index_year *y = &book->data->index[i];
        uint32_t row = book->index_row + (uint32_t)i;
        mkba_book_number(book, page, row, 0, (mkba_look){MKBA_ROLE_PLAIN, MKBA_AS_YEAR},
                         y->year);
        mkba_book_number(book, page, row, 1, (mkba_look){MKBA_ROLE_INPUT, MKBA_AS_RATIO},
                         y->index);
        mkba_book_text(book, page, row, 2, MKBA_ROLE_PLAIN, y->evidence);
        mkba_book_text(book, page, row, 3, MKBA_ROLE_SMALL, y->source);
    }
}

/* ------------------------------------------------------------------ Values */

static bool is_zero(double x)
{
    return !(fabs(x) > 0);
}

/* Members of a set of shares that gave way are shown as they stand in the model. */
static bool gave_way(const mkba_book *book, const mkba_parameter *p)
{
    double factor = factor_of(book, p);
    return !is_zero(p->value - p->written[0] * factor) ||
           !is_zero(p->low - p->written[1] * factor);
}

/* What values are possible, so that a spreadsheet asks before it takes another. */
static void validate(mkba_book *book, uint32_t row, uint32_t column, mkba_values values)
{
    lxw_data_validation rule = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
                                .error_type = LXW_VALIDATION_ERROR_TYPE_STOP};
    if (values == MKBA_VALUES_SHARE || values == MKBA_VALUES_POSITIVE_SHARE ||
        values == MKBA_VALUES_SIGNED_SHARE) {
        rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
        rule.minimum_number = values == MKBA_VALUES_SIGNED_SHARE     ? -1
                              : values == MKBA_VALUES_POSITIVE_SHARE ? 1e-12
                                                                     : 0;
        rule.maximum_number = 1;
    } else if (values == MKBA_VALUES_POSITIVE || values == MKBA_VALUES_RATE) {
        rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN;
        rule.value_number = values == MKBA_VALUES_RATE ? -1 : 0;
    } else if (values != MKBA_VALUES_NONNEGATIVE) {
        return; /* whole numbers are fixed */
    }
    mkba_book_check(book, book->xlsx.worksheet_data_validation_cell(
                              book->page[MKBA_PAGE_NUMBERS], row, (lxw_col_t)column, &rule));
}

static void write_written(mkba_book *book, size_t i)
{
    const mkba_parameter *p = &book->data->parameter[i];
    const mkba_page_id page = MKBA_PAGE_NUMBERS;
    bool own = gave_way(book, p), whole = book->result->study->whole[i];
    double value[3] = {own ? p->value : p->written[0], own ? p->low : p->written[1],
                       own ? p->high : p->written[2]};
    mkba_look look = {whole ? MKBA_ROLE_FIXED : MKBA_ROLE_INPUT, MKBA_AS_GENERAL};
    for (uint32_t k = 0; k < 3; k++) {
        mkba_book_number(book, page, book->number_row[i], MKBA_NUMBERS_VALUE + k, look,
                         value[k]);
        validate(book, book->number_row[i], MKBA_NUMBERS_VALUE + k, p->family->values);
    }
    if (!own) {
        write_factor(book, p, book->number_row[i]);
    }
}

/* A cell of the row in the model's prices: value, low or high, times the factor if any. */
static void add_converted(mkba_book *book, mkba_buffer *out, size_t i, uint32_t column)
{
    const mkba_parameter *p = &book->data->parameter[i];
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    book->xlsx.lxw_rowcol_to_cell(cell, book->number_row[i], (lxw_col_t)column);
    mkba_buffer_add(out, cell);
    if (!isnan(p->price_year) && !gave_way(book, p)) {
        book->xlsx.lxw_rowcol_to_cell(cell, book->number_row[i], MKBA_NUMBERS_FACTOR);
        mkba_buffer_add(out, "*");
        mkba_buffer_add(out, cell);
    }
}

static void write_model(mkba_book *book, size_t i)
{
    const mkba_parameter *p = &book->data->parameter[i];
    mkba_buffer *out = mkba_book_start(book);
    add_converted(book, out, i, MKBA_NUMBERS_VALUE);
    mkba_book_put(book, MKBA_PAGE_NUMBERS, book->number_row[i], MKBA_NUMBERS_MODEL,
                  (mkba_look){MKBA_ROLE_RESULT, MKBA_AS_GENERAL}, p->value);
}

/* ------------------------------------------------------------------ Scenarios */

/* What one change makes of what stands in `text` so far. */
static void add_change(mkba_book *book, mkba_buffer *text, size_t i, const mkba_change *change)
{
    mkba_buffer before = *text;
    *text = (mkba_buffer){0};
    if (change->take == MKBA_TAKE_TIMES || change->take == MKBA_TAKE_PLUS) {
        mkba_buffer_add(text, "(");
        mkba_buffer_add(text, mkba_buffer_text(&before));
        mkba_buffer_add(text, change->take == MKBA_TAKE_TIMES ? ")*" : ")+");
    }
    if (change->take == MKBA_TAKE_LOW || change->take == MKBA_TAKE_HIGH ||
        change->take == MKBA_TAKE_CENTRAL) {
        add_converted(book, text, i,
                      change->take == MKBA_TAKE_LOW    ? MKBA_NUMBERS_LOW
                      : change->take == MKBA_TAKE_HIGH ? MKBA_NUMBERS_HIGH
                                                       : MKBA_NUMBERS_VALUE);
    } else {
        mkba_buffer_add_double(text, change->number);
    }
    mkba_buffer_free(&before);
}

static void write_scenario(mkba_book *book, size_t i, size_t s)
{
    const mkba_parameter *p = &book->data->parameter[i];
    const mkba_scenario *scenario = &book->data->scenario[s];
    mkba_buffer text = {0};
    add_converted(book, &text, i, MKBA_NUMBERS_VALUE);
    for (size_t k = 0; k < scenario->changes && !p->is_set; k++) {
        if (mkba_pattern_fits(scenario->change[k].pattern, p->key)) {
            add_change(book, &text, i, &scenario->change[k]);
        }
    }
    mkba_buffer_add(mkba_book_start(book), mkba_buffer_text(&text));
    mkba_buffer_free(&text);
    mkba_book_put(book, MKBA_PAGE_NUMBERS, book->number_row[i],
                  MKBA_NUMBERS_SCENARIO + (uint32_t)s,
                  (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_GENERAL},
                  book->result->in_scenario[s * book->data->parameters + i]);
}

/* ------------------------------------------------------------------ Rows */

static void write_passport(mkba_book *book, size_t i)
{
    const mkba_parameter *p = &book->data->parameter[i];
    const mkba_page_id page = MKBA_PAGE_NUMBERS;
    uint32_t row = book->number_row[i];
    uint32_t behind = MKBA_NUMBERS_SCENARIO + (uint32_t)book->scenarios;
    bool whole = book->result->study->whole[i];
    mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, p->key);
    mkba_book_text(book, page, row, 1, MKBA_ROLE_PLAIN,
                   mkba_book_label(book, p->family->label));
    mkba_book_text(book, page, row, MKBA_NUMBERS_UNIT, MKBA_ROLE_ASIDE,
                   mkba_unit_label(book->data, p->unit, book->catalogue));
    mkba_book_text(book, page, row, behind, MKBA_ROLE_ASIDE, p->evidence);
    mkba_book_text(book, page, row, behind + 1, MKBA_ROLE_SMALL, p->source);
    mkba_book_text(book, page, row, behind + 2, MKBA_ROLE_SMALL,
                   whole ? mkba_book_say(book, "book.fixed") : "");
    mkba_book_text(book, page, row, behind + 3, MKBA_ROLE_SMALL,
                   mkba_book_label(book, p->note));
}

static void name_number(mkba_book *book, size_t i)
{
    if (mkba_book_has_name(book, i)) {
        mkba_buffer *out = mkba_book_start(book);
        mkba_book_refer(book, out, MKBA_PAGE_GUIDE, MKBA_PAGE_NUMBERS, book->number_row[i],
                        MKBA_NUMBERS_MODEL);
        mkba_book_check(book, book->xlsx.workbook_define_name(book->file,
                                                              book->data->parameter[i].key,
                                                              mkba_buffer_text(out)));
    }
}

static void write_row(mkba_book *book, size_t i)
{
    const mkba_result *r = book->result;
    write_passport(book, i);
    write_written(book, i);
    write_model(book, i);
    name_number(book, i);
    for (size_t k = 0; k < r->n_moving; k++) {
        for (size_t s = 0; s < book->scenarios && r->moving[k] == i; s++) {
            write_scenario(book, i, s);
        }
    }
}

static void set_widths(mkba_book *book)
{
    const mkba_page_id page = MKBA_PAGE_NUMBERS;
    lxw_col_t behind = (lxw_col_t)(MKBA_NUMBERS_SCENARIO + book->scenarios);
    mkba_book_width(book, page, 0, 0, 36);
    mkba_book_width(book, page, 1, 1, 44);
    mkba_book_width(book, page, 2, 4, 11);
    mkba_book_width(book, page, MKBA_NUMBERS_UNIT, MKBA_NUMBERS_UNIT, 22);
    mkba_book_width(book, page, MKBA_NUMBERS_YEAR, MKBA_NUMBERS_FACTOR, 10);
    mkba_book_width(book, page, MKBA_NUMBERS_MODEL, (uint32_t)(behind - 1), 12);
    mkba_book_width(book, page, behind, behind, 8);
    book->xlsx.worksheet_print_area(book->page[page], 0, 0,
                                    book->index_row + (lxw_row_t)book->data->indices,
                                    (lxw_col_t)(behind + 1));
    mkba_book_width(book, page, (uint32_t)(behind + 1), (uint32_t)(behind + 1), 22);
    mkba_book_width(book, page, (uint32_t)(behind + 2), (uint32_t)(behind + 2), 26);
    mkba_book_width(book, page, (uint32_t)(behind + 3), (uint32_t)(behind + 3), 90);
}

void mkba_book_write_numbers(mkba_book *book)
{
    static const char *const header[] = {"book.key",  "book.name",   "book.value",
                                         "book.low",  "book.high",   "book.unit",
                                         "book.year", "book.factor", "book.in_model"};
    static const char *const behind[] = {"book.evidence", "book.source", "book.changes",
                                         "book.note"};
    const mkba_page_id page = MKBA_PAGE_NUMBERS;
    mkba_book_open_page(book, page, "book.about.numbers");
    mkba_book_text(book, page, 2, 0, MKBA_ROLE_SMALL, mkba_book_say(book, "book.about.range"));
    mkba_book_header(book, page, MKBA_TABLE_HEADER, 0, header, sizeof header / sizeof *header,
                     2);
    mkba_book_header(book, page, MKBA_TABLE_HEADER, MKBA_NUMBERS_UNIT,
                     header + MKBA_NUMBERS_UNIT, 1, 1);
    for (size_t s = 0; s < book->scenarios; s++) {
        mkba_book_text(book, page, MKBA_TABLE_HEADER, MKBA_NUMBERS_SCENARIO + (uint32_t)s,
                       MKBA_ROLE_HEADER_RIGHT,
                       mkba_book_label(book, book->data->scenario[s].label));
    }
    mkba_book_header(book, page, MKBA_TABLE_HEADER,
                     MKBA_NUMBERS_SCENARIO + (uint32_t)book->scenarios, behind, 4, 4);
    for (size_t i = 0; i < book->data->parameters; i++) {
        write_row(book, i);
    }
    write_index(book);
    set_widths(book);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 1);
}
