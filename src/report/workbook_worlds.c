/* Sets of moved factors, a column each: what the potential is made of. The blocks of areas
 * stand below each other. */
#include "report/workbook_parts.h"

#include "analysis/shapley.h"

#include <string.h>

/* The block: a heading, the rows that differ, and a row of weights per factor. */
bool mkba_book_place_worlds(mkba_book *book)
{
    const mkba_calculation *c = book->calculation;
    uint32_t at = 1;
    book->world_row = mkba_arena_alloc(book->arena, c->rows, sizeof(uint32_t));
    for (size_t i = 0; i < c->rows && book->world_row; i++) {
        if (c->row[i].by_potential) {
            book->world_row[i] = at++;
        }
    }
    book->world_rows = at + 1 + (uint32_t)book->factors + 1;
    return book->world_row != NULL;
}

uint32_t mkba_book_weight_row(const mkba_book *book, size_t area, size_t factor)
{
    uint32_t first = book->world_rows - 1 - (uint32_t)book->factors;
    return mkba_book_world_row(book, area, first + (uint32_t)factor);
}

/* The row of a switch on this page. */
static uint32_t switch_row(const mkba_book *book, size_t area, size_t which)
{
    const mkba_calculation *c = book->calculation;
    for (size_t i = 0; i < c->rows; i++) {
        bool is_it = c->row[i].is_switch && c->graph->node[c->row[i].node].leaf == which;
        if (is_it && c->row[i].by_potential) {
            return mkba_book_world_row(book, area, book->world_row[i]);
        }
    }
    return 0;
}

static void write_names(mkba_book *book, size_t area)
{
    const mkba_calculation *c = book->calculation;
    const mkba_page_id page = MKBA_PAGE_WORLDS;
    mkba_book_text(book, page, mkba_book_world_row(book, area, 0), 0, MKBA_ROLE_BAND,
                   mkba_book_area_name(book, area));
    for (size_t i = 0; i < c->rows; i++) {
        if (c->row[i].by_potential) {
            uint32_t row = mkba_book_world_row(book, area, book->world_row[i]);
            mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, c->row[i].key);
            mkba_book_text(book, page, row, 1, MKBA_ROLE_SMALL,
                           mkba_unit_label(book->data, c->row[i].unit, book->catalogue));
        }
    }
    for (size_t f = 0; f < book->factors; f++) {
        uint32_t row = mkba_book_weight_row(book, area, f);
        mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN,
                       mkba_book_label(book, book->data->factor[f].label));
        mkba_book_text(book, page, row, 1, MKBA_ROLE_SMALL,
                       mkba_book_say(book, "book.weight"));
    }
}

static void write_switch(const mkba_book_place *p, size_t i, size_t variant)
{
    mkba_book *book = p->book;
    const mkba_calculation *c = book->calculation;
    uint32_t row = mkba_book_world_row(book, p->area, book->world_row[i]);
    size_t which = c->graph->node[c->row[i].node].leaf;
    mkba_look look = {MKBA_ROLE_FORMULA, MKBA_AS_GENERAL};
    if (which < book->factors || variant == 0) {
        mkba_book_number(book, p->page, row, p->column, look, book->switched[which]);
        return;
    }
    size_t step = mkba_map_get(&book->data->parameter_by_key, "potential_step");
    mkba_book_refer_number(book, mkba_book_start(book), p->page, step, MKBA_TODAY);
    mkba_book_put(book, p->page, row, p->column, look, book->switched[which]);
}

/* The weight of a set in the Shapley value of a factor: by its size, with a minus where the
 * factor was not moved. */
static void write_weight(const mkba_book_place *p, size_t factor, size_t set)
{
    mkba_book *book = p->book;
    mkba_buffer *out = mkba_book_start(book);
    size_t n = book->factors, size = 0;
    for (size_t i = 0; i < n; i++) {
        size += set >> i & 1;
    }
    bool in = set >> factor & 1;
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH],
        own[LXW_MAX_CELL_NAME_LENGTH], text[256];
    book->xlsx.lxw_rowcol_to_cell(first, switch_row(book, p->area, 0), (lxw_col_t)p->column);
    book->xlsx.lxw_rowcol_to_cell(last, switch_row(book, p->area, n - 1),
                                  (lxw_col_t)p->column);
    book->xlsx.lxw_rowcol_to_cell(own, switch_row(book, p->area, factor),
                                  (lxw_col_t)p->column);
    snprintf(text, sizeof text,
             "IF(%s=1,1/(%zu*COMBIN(%zu,SUM(%s:%s)-1)),-1/(%zu*COMBIN(%zu,SUM(%s:%s))))", own,
             n, n - 1, first, last, n, n - 1, first, last);
    mkba_buffer_add(out, text);
    mkba_book_put(book, p->page, mkba_book_weight_row(book, p->area, factor), p->column,
                  (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_SHARE},
                  in ? mkba_shapley_weight(n, size - 1) : -mkba_shapley_weight(n, size));
}

static void write_world(mkba_book *book, size_t area, size_t variant, size_t set)
{
    const mkba_calculation *c = book->calculation;
    mkba_book_place place = {.book = book,
                             .page = MKBA_PAGE_WORLDS,
                             .area = area,
                             .scenario = MKBA_TODAY,
                             .moved = true,
                             .column = mkba_book_world_column(book, variant, set)};
    for (size_t f = 0; f < book->factors; f++) {
        book->switched[f] = (double)(set >> f & 1);
    }
    book->switched[book->factors] =
        variant == 0 ? 1 : mkba_data_value(book->data, "potential_step");
    mkba_book_run(book, area, book->result->study->parameter, book->switched);
    for (size_t i = 0; i < c->rows; i++) {
        if (!c->row[i].by_potential) {
            continue;
        }
        if (c->row[i].is_switch) {
            write_switch(&place, i, variant);
            continue;
        }
        mkba_book_formula_of(&place, i);
        mkba_book_put(book, place.page, mkba_book_world_row(book, area, book->world_row[i]),
                      place.column,
                      (mkba_look){MKBA_ROLE_FORMULA, mkba_book_as(c->row[i].unit)},
                      book->value[c->row[i].node]);
    }
    for (size_t f = 0; f < book->factors; f++) {
        write_weight(&place, f, set);
    }
}

static void write_headers(mkba_book *book)
{
    static const char *const variant[2] = {"potential.most", "potential.reach"};
    const mkba_page_id page = MKBA_PAGE_WORLDS;
    mkba_book_text(book, page, MKBA_TABLE_HEADER, 0, MKBA_ROLE_HEADER,
                   mkba_book_say(book, "book.key"));
    mkba_book_text(book, page, MKBA_TABLE_HEADER, 1, MKBA_ROLE_HEADER,
                   mkba_book_say(book, "book.unit"));
    for (size_t v = 0; v < 2; v++) {
        for (size_t set = 0; set < (size_t)1 << book->factors; set++) {
            mkba_book_text(book, page, MKBA_TABLE_HEADER, mkba_book_world_column(book, v, set),
                           MKBA_ROLE_HEADER_RIGHT, mkba_book_heading(book, variant[v]));
        }
    }
    book->xlsx.worksheet_set_row(book->page[page], MKBA_TABLE_HEADER, 32, NULL);
}

void mkba_book_write_worlds(mkba_book *book)
{
    const mkba_page_id page = MKBA_PAGE_WORLDS;
    lxw_worksheet *sheet = book->page[page];
    if (!sheet) {
        return;
    }
    mkba_book_open_page(book, page, "book.about.worlds");
    write_headers(book);
    for (size_t a = 0; a < book->areas && !book->failed; a++) {
        write_names(book, a);
        for (size_t v = 0; v < 2; v++) {
            for (size_t set = 0; set < (size_t)1 << book->factors; set++) {
                write_world(book, a, v, set);
            }
        }
    }
    mkba_book_width(book, page, 0, 0, 44);
    mkba_book_width(book, page, 1, 1, 24);
    mkba_book_width(book, page, 2, (uint32_t)mkba_book_world_column(book, 2, 0), 13);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 1);
}
