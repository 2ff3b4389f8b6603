/* The calculation: a row for every value with a name, a column for every area in every
 * scenario. */
#include "report/workbook_parts.h"

#include "report/workbook_formula.h"

#include <string.h>

/* "[4] ..." is section 4, whatever comes after. */
static bool opens_section(const mkba_calculation *c, size_t i)
{
    const char *own = c->row[i].section, *before = i > 0 ? c->row[i - 1].section : "";
    size_t length = strcspn(own, "]");
    return length != strcspn(before, "]") || strncmp(own, before, length) != 0;
}

bool mkba_book_place_calculation(mkba_book *book)
{
    const mkba_calculation *c = book->calculation;
    uint32_t at = MKBA_TABLE_HEADER + 1;
    book->calculation_row = mkba_arena_alloc(book->arena, c->rows, sizeof(uint32_t));
    for (size_t i = 0; i < c->rows && book->calculation_row; i++) {
        bool opens = opens_section(c, i);
        at += opens;
        book->calculation_row[i] = at++;
    }
    return book->calculation_row != NULL;
}

/* "[4] ..." has its text under "book.section.4". */
static const char *section_name(const mkba_book *book, const char *section)
{
    char id[32] = "book.section.";
    size_t n = strlen(id);
    for (const char *s = section; *s && *s != ']' && n + 1 < sizeof id; s++) {
        if (*s >= '0' && *s <= '9') {
            id[n++] = *s;
        }
    }
    id[n] = '\0';
    return mkba_book_say(book, id);
}

/* What was entered comes before the formula. */
static void write_words(mkba_book *book, uint32_t at, const mkba_calculation_row *row)
{
    mkba_buffer *out = &book->text;
    out->length = 0;
    if (row->input != MKBA_NO_ROW) {
        mkba_buffer_add(out, mkba_book_say(book, "book.input_or"));
        mkba_buffer_add(out, " ");
    }
    mkba_buffer_add(out, row->words);
    mkba_book_text(book, MKBA_PAGE_CALCULATION, at, 2, MKBA_ROLE_SMALL, mkba_buffer_text(out));
}

static void write_names(mkba_book *book)
{
    const mkba_calculation *c = book->calculation;
    const mkba_page_id page = MKBA_PAGE_CALCULATION;
    for (size_t i = 0; i < c->rows; i++) {
        const mkba_calculation_row *row = &c->row[i];
        uint32_t at = book->calculation_row[i];
        if (opens_section(c, i)) {
            for (uint32_t k = 0; k < mkba_book_column(book, 0, book->scenarios); k++) {
                mkba_book_text(book, page, at - 1, k, MKBA_ROLE_BAND,
                               k == 0 ? section_name(book, row->section) : "");
            }
        }
        mkba_book_text(book, page, at, 0, MKBA_ROLE_PLAIN, row->key);
        mkba_book_text(book, page, at, 1, MKBA_ROLE_SMALL,
                       mkba_unit_label(book->data, row->unit, book->catalogue));
        write_words(book, at, row);
    }
}

static void write_cell(const mkba_book_place *place, size_t i, uint32_t column)
{
    mkba_book *book = place->book;
    const mkba_calculation_row *row = &book->calculation->row[i];
    mkba_look look = {MKBA_ROLE_FORMULA, mkba_book_as(row->unit)};
    double value = book->value[row->node], constant;
    if (row->is_switch) {
        mkba_book_number(book, place->page, book->calculation_row[i], column, look, value);
    } else if (row->input == MKBA_NO_ROW &&
               mkba_cell_constant(&constant, book->calculation->graph, row->node)) {
        mkba_book_number(book, place->page, book->calculation_row[i], column, look, constant);
    } else {
        mkba_book_formula_of(place, i);
        mkba_book_put(book, place->page, book->calculation_row[i], column, look, value);
    }
}

static void write_world(mkba_book *book, size_t area, size_t scenario)
{
    const mkba_calculation *c = book->calculation;
    uint32_t column = mkba_book_column(book, area, scenario);
    bool today = scenario == MKBA_TODAY;
    mkba_book_place place = {.book = book,
                             .page = MKBA_PAGE_CALCULATION,
                             .area = area,
                             .scenario = scenario,
                             .column = column};
    mkba_book_run(book, area,
                  today ? book->result->study->parameter
                        : book->result->in_scenario + scenario * book->data->parameters,
                  c->today);
    mkba_book_text(book, place.page, MKBA_TABLE_HEADER - 1, column, MKBA_ROLE_HEADER_RIGHT,
                   today ? mkba_book_area_name(book, area) : "");
    mkba_book_text(book, place.page, MKBA_TABLE_HEADER, column, MKBA_ROLE_HEADER_RIGHT,
                   today ? mkba_book_say(book, "book.today")
                         : mkba_book_label(book, book->data->scenario[scenario].label));
    for (size_t i = 0; i < c->rows; i++) {
        if (today || c->row[i].by_scenario) {
            write_cell(&place, i, column);
        }
    }
}

void mkba_book_write_calculation(mkba_book *book)
{
    static const char *const header[] = {"book.key", "book.unit", "book.words"};
    const mkba_page_id page = MKBA_PAGE_CALCULATION;
    lxw_worksheet *sheet = book->page[page];
    mkba_book_open_page(book, page, "book.about.calculation");
    mkba_book_header(book, page, MKBA_TABLE_HEADER, 0, header, 3, 3);
    book->xlsx.worksheet_set_row(sheet, MKBA_TABLE_HEADER - 1, 32, NULL);
    for (uint32_t k = 0; k < 3; k++) {
        mkba_book_text(book, page, MKBA_TABLE_HEADER - 1, k, MKBA_ROLE_HEADER, "");
    }
    write_names(book);
    for (size_t a = 0; a < book->areas && !book->failed; a++) {
        write_world(book, a, MKBA_TODAY);
        for (size_t s = 0; s < book->scenarios; s++) {
            write_world(book, a, s);
        }
        if (book->progress && !book->progress(book->progress_context,
                                              0.6 * (double)(a + 1) / (double)book->areas)) {
            book->stopped = book->failed = true;
        }
    }
    mkba_book_width(book, page, 0, 0, 44);
    mkba_book_width(book, page, 1, 1, 24);
    mkba_book_width(book, page, 2, 2, 62);
    mkba_book_width(book, page, 3, (uint32_t)mkba_book_column(book, book->areas, MKBA_TODAY),
                    15);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 1);
}
