#include "report/workbook_parts.h"

#include "base/issue.h"
#include "report/page_form.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ Words */

const char *mkba_book_say(const mkba_book *book, const char *id)
{
    return mkba_say(book->catalogue, id);
}

const char *mkba_book_label(const mkba_book *book, const char *const label[2])
{
    return label[mkba_catalogue_language(book->catalogue)];
}

static const char *kept(mkba_book *book, mkba_buffer *text)
{
    const char *copy = mkba_arena_text(book->arena, mkba_buffer_text(text), text->length);
    book->failed |= text->failed || !copy;
    mkba_buffer_free(text);
    return copy ? copy : "";
}

const char *mkba_book_heading(mkba_book *book, const char *id)
{
    mkba_buffer out = {0};
    for (const char *c = mkba_book_say(book, id); *c;) {
        size_t soft = mkba_soft_bytes(c);
        mkba_buffer_add_bytes(&out, c, soft == 0);
        c += soft > 0 ? soft : 1;
    }
    return kept(book, &out);
}

const char *mkba_book_message(mkba_book *book, const mkba_message *message)
{
    mkba_buffer out = {0};
    mkba_say_message(&out, book->catalogue, book->data, message);
    return kept(book, &out);
}

const char *mkba_book_sentence(mkba_book *book, const char *id, const double *number,
                               size_t numbers)
{
    mkba_message message;
    mkba_message_fill(&message, id, NULL, number, numbers);
    return mkba_book_message(book, &message);
}

const char *mkba_book_page_name(const mkba_book *book, mkba_page_id page)
{
    static const char *const ids[MKBA_PAGES] = {
        [MKBA_PAGE_GUIDE] = "book.page.guide",
        [MKBA_PAGE_INPUT] = "book.page.input",
        [MKBA_PAGE_NUMBERS] = "book.page.numbers",
        [MKBA_PAGE_CALCULATION] = "book.page.calculation",
        [MKBA_PAGE_WORLDS] = "book.page.worlds",
        [MKBA_PAGE_FIGURES] = "book.page.figures",
        [MKBA_PAGE_OUTCOME] = "book.page.outcome",
        [MKBA_PAGE_RANKING] = "book.page.ranking",
        [MKBA_PAGE_LINES] = "book.page.lines",
        [MKBA_PAGE_PARTIES] = "book.page.parties",
        [MKBA_PAGE_YEARS] = "book.page.years",
        [MKBA_PAGE_PLAN] = "book.page.plan",
        [MKBA_PAGE_POTENTIAL] = "book.page.potential",
        [MKBA_PAGE_EVIDENCE] = "book.page.evidence",
        [MKBA_PAGE_REMARKS] = "book.page.remarks",
        [MKBA_PAGE_SOURCES] = "book.page.sources",
    };
    return mkba_book_say(book, ids[page]);
}

const char *mkba_book_area_name(mkba_book *book, size_t area)
{
    const mkba_area *a = book->result->outcome[area].area;
    mkba_buffer out = {0};
    mkba_buffer_add(&out, a->name);
    if (strcmp(a->name, a->code) != 0) {
        mkba_buffer_add(&out, " (");
        mkba_buffer_add(&out, a->code);
        mkba_buffer_add(&out, ")");
    }
    return kept(book, &out);
}

mkba_as mkba_book_as(const char *unit)
{
    bool euro = strncmp(unit, "euro", 4) == 0;
    if (strcmp(unit, "euro") == 0 || strcmp(unit, "euro per year") == 0) {
        return MKBA_AS_EURO;
    }
    if (strcmp(unit, "euro per euro") == 0) {
        return MKBA_AS_RATIO;
    }
    if (euro) {
        return MKBA_AS_CENT;
    }
    if (strncmp(unit, "fraction", 8) == 0) {
        return MKBA_AS_SHARE;
    }
    if (strcmp(unit, "year") == 0) {
        return MKBA_AS_YEAR;
    }
    bool people = strncmp(unit, "households", 10) == 0 || strncmp(unit, "persons", 7) == 0;
    return people ? MKBA_AS_COUNT : MKBA_AS_TENTH;
}

/* ------------------------------------------------------------------ Cells */

void mkba_book_check(mkba_book *book, lxw_error error)
{
    book->failed |= error != LXW_NO_ERROR;
}

static void check_text(mkba_book *book, const char *text, lxw_error error)
{
    book->failed |= mkba_text_is_lost(text);
    mkba_book_check(book, error);
}

void mkba_book_text(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                    mkba_role role, const char *text)
{
    lxw_format *f = mkba_book_format(book, (mkba_look){role, MKBA_AS_GENERAL});
    check_text(
        book, text,
        book->xlsx.worksheet_write_string(book->page[page], row, (lxw_col_t)column, text, f));
}

void mkba_book_number(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                      mkba_look look, double value)
{
    lxw_format *f = mkba_book_format(book, look);
    lxw_worksheet *sheet = book->page[page];
    lxw_col_t at = (lxw_col_t)column;
    mkba_book_check(book, isfinite(value)
                              ? book->xlsx.worksheet_write_number(sheet, row, at, value, f)
                              : book->xlsx.worksheet_write_string(sheet, row, at, "-", f));
}

void mkba_book_put(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                   mkba_look look, double value)
{
    lxw_format *f = mkba_book_format(book, look);
    lxw_worksheet *sheet = book->page[page];
    lxw_col_t at = (lxw_col_t)column;
    const char *formula = mkba_buffer_text(&book->text);
    check_text(book, formula,
               isfinite(value)
                   ? book->xlsx.worksheet_write_formula_num(sheet, row, at, formula, f, value)
                   : book->xlsx.worksheet_write_formula_str(sheet, row, at, formula, f, "-"));
}

void mkba_book_put_words(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                         mkba_role role, const char *text)
{
    lxw_format *f = mkba_book_format(book, (mkba_look){role, MKBA_AS_GENERAL});
    const char *formula = mkba_buffer_text(&book->text);
    check_text(book, formula,
               book->xlsx.worksheet_write_formula_str(book->page[page], row, (lxw_col_t)column,
                                                      formula, f, text));
}

mkba_buffer *mkba_book_start(mkba_book *book)
{
    book->text.length = 0;
    mkba_buffer_add(&book->text, "=");
    return &book->text;
}

void mkba_book_refer(mkba_book *book, mkba_buffer *out, mkba_page_id from, mkba_page_id page,
                     uint32_t row, uint32_t column)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    if (from != page) {
        mkba_buffer_add(out, "'");
        mkba_buffer_add(out, mkba_book_page_name(book, page));
        mkba_buffer_add(out, "'!");
        book->xlsx.lxw_rowcol_to_cell_abs(cell, row, (lxw_col_t)column, 1, 1);
    } else {
        book->xlsx.lxw_rowcol_to_cell(cell, row, (lxw_col_t)column);
    }
    mkba_buffer_add(out, cell);
}

void mkba_book_call(const mkba_book *book, mkba_buffer *out, const char *function,
                    uint32_t column, uint32_t first, uint32_t last)
{
    char cell[2][LXW_MAX_CELL_NAME_LENGTH];
    book->xlsx.lxw_rowcol_to_cell(cell[0], first, (lxw_col_t)column);
    book->xlsx.lxw_rowcol_to_cell(cell[1], last, (lxw_col_t)column);
    mkba_buffer_add(out, function);
    mkba_buffer_add(out, "(");
    mkba_buffer_add(out, cell[0]);
    mkba_buffer_add(out, ":");
    mkba_buffer_add(out, cell[1]);
    mkba_buffer_add(out, ")");
}

/* ------------------------------------------------------------------ Parts of sheets */

enum { TAB_INPUT = 0xFFC000, TAB_CALCULATION = 0xA6A6A6 };

/* The tab says what a sheet is for; that of the guide has no colour. */
static lxw_color_t tab_colour(mkba_page_id page)
{
    switch (page) {
    case MKBA_PAGE_INPUT:
    case MKBA_PAGE_NUMBERS:
        return TAB_INPUT;
    case MKBA_PAGE_CALCULATION:
    case MKBA_PAGE_WORLDS:
    case MKBA_PAGE_FIGURES:
    case MKBA_PAGE_SOURCES:
        return TAB_CALCULATION;
    default:
        return MKBA_BOOK_BLUE;
    }
}

void mkba_book_open_page(mkba_book *book, mkba_page_id page, const char *note_id)
{
    lxw_worksheet *sheet = book->page[page];
    if (page != MKBA_PAGE_GUIDE) {
        book->xlsx.worksheet_set_tab_color(sheet, tab_colour(page));
    }
    mkba_book_text(book, page, 0, 0, MKBA_ROLE_TITLE, mkba_book_page_name(book, page));
    mkba_book_text(book, page, 1, 0, MKBA_ROLE_SMALL, mkba_book_say(book, note_id));
    book->xlsx.worksheet_set_row(sheet, 0, 24, NULL);
    book->xlsx.worksheet_set_landscape(sheet);
    book->xlsx.worksheet_set_paper(sheet, 9); /* A4 */
    book->xlsx.worksheet_fit_to_pages(sheet, 1, 0);
    book->xlsx.worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    mkba_book_check(book, book->xlsx.worksheet_set_footer(sheet, "&L&F - &A&R&P / &N"));
}

void mkba_book_width(mkba_book *book, mkba_page_id page, uint32_t first, uint32_t last,
                     double characters)
{
    mkba_book_check(book, book->xlsx.worksheet_set_column(book->page[page], (lxw_col_t)first,
                                                          (lxw_col_t)last, characters, NULL));
}

void mkba_book_freeze(mkba_book *book, mkba_page_id page, uint32_t rows, uint32_t columns)
{
    book->xlsx.worksheet_freeze_panes(book->page[page], rows, (lxw_col_t)columns);
    mkba_book_check(book, book->xlsx.worksheet_repeat_rows(book->page[page], 0, rows - 1));
}

void mkba_book_header(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                      const char *const *id, size_t ids, size_t right)
{
    for (size_t i = 0; i < ids; i++) {
        mkba_book_text(book, page, row, column + (uint32_t)i,
                       i < right ? MKBA_ROLE_HEADER : MKBA_ROLE_HEADER_RIGHT,
                       mkba_book_heading(book, id[i]));
    }
    book->xlsx.worksheet_set_row(book->page[page], row, 32, NULL);
}

void mkba_book_paragraph(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                         const char *text, double width)
{
    double lines = ceil((double)mkba_text_width(text) / width);
    mkba_book_text(book, page, row, column, MKBA_ROLE_NOTE, text);
    if (lines > 1) {
        book->xlsx.worksheet_set_row(book->page[page], row, 15 * lines, NULL);
    }
}

lxw_chart *mkba_book_chart(mkba_book *book, uint8_t kind, const char *title)
{
    lxw_chart *chart = book->xlsx.workbook_add_chart(book->file, kind);
    lxw_chart_font font = {.size = 12, .bold = LXW_TRUE, .color = MKBA_BOOK_BLUE};
    if (!chart) {
        book->failed = true;
        return NULL;
    }
    book->xlsx.chart_title_set_name(chart, title);
    book->xlsx.chart_title_set_name_font(chart, &font);
    book->xlsx.chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    /* The library swaps the axes of bars. */
    bool bars = kind == LXW_CHART_BAR;
    lxw_chart_axis *names = bars ? chart->y_axis : chart->x_axis;
    lxw_chart_axis *amounts = bars ? chart->x_axis : chart->y_axis;
    lxw_chart_line line = {.color = 0xD9D9D9};
    book->xlsx.chart_axis_set_num_format(amounts, "#,##0");
    book->xlsx.chart_axis_major_gridlines_set_visible(amounts, LXW_TRUE);
    book->xlsx.chart_axis_major_gridlines_set_line(amounts, &line);
    book->xlsx.chart_axis_major_gridlines_set_visible(names, LXW_FALSE);
    book->xlsx.chart_axis_set_label_position(names, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (bars) {
        book->xlsx.chart_axis_set_reverse(names);
    }
    return chart;
}

void mkba_book_series(mkba_book *book, lxw_chart *chart, mkba_page_id page,
                      const uint32_t at[5], uint32_t colour)
{
    lxw_chart_series *series = chart ? book->xlsx.chart_add_series(chart, NULL, NULL) : NULL;
    lxw_chart_fill fill_with = {.color = colour};
    lxw_chart_line line = {.color = colour, .width = 2.25};
    const char *name = mkba_book_page_name(book, page);
    if (!series) {
        book->failed = true;
        return;
    }
    book->xlsx.chart_series_set_categories(series, name, at[2], (lxw_col_t)at[1], at[3],
                                           (lxw_col_t)at[1]);
    book->xlsx.chart_series_set_values(series, name, at[2], (lxw_col_t)at[4], at[3],
                                       (lxw_col_t)at[4]);
    book->xlsx.chart_series_set_name_range(series, name, at[0], (lxw_col_t)at[4]);
    book->xlsx.chart_series_set_fill(series, &fill_with);
    book->xlsx.chart_series_set_line(series, &line);
}

void mkba_book_place_chart(mkba_book *book, mkba_page_id page, lxw_chart *chart, uint32_t row,
                           uint32_t column)
{
    lxw_chart_options options = {.x_scale = 1.35, .y_scale = 1.3, .x_offset = 12};
    if (chart) {
        mkba_book_check(book, book->xlsx.worksheet_insert_chart_opt(
                                  book->page[page], row, (lxw_col_t)column, chart, &options));
    }
}
