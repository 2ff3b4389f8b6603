/* All figures of the result under the names that the program gives them: the place where
 * result sheets read, and where another program can. */
#include "report/workbook_parts.h"

#include <math.h>
#include <string.h>

static bool is_there(const mkba_book *book, size_t i)
{
    const mkba_figure *f = &book->result->figures->figure[i];
    bool from_graph = f->origin == MKBA_FROM_GRAPH || f->origin == MKBA_FROM_SCENARIO;
    return !from_graph || book->calculation->figure_row[i] != MKBA_NO_ROW;
}

bool mkba_book_place_figures(mkba_book *book)
{
    size_t count = book->result->figures->count;
    uint32_t at = MKBA_TABLE_HEADER + 1;
    book->figure_row = mkba_arena_alloc(book->arena, count, sizeof(uint32_t));
    for (size_t i = 0; i < count && book->figure_row; i++) {
        book->figure_row[i] = is_there(book, i) ? at++ : 0;
    }
    return book->figure_row != NULL;
}

/* ------------------------------------------------------------------ One area */

static void add_range(mkba_book *book, mkba_buffer *out, uint32_t row, size_t variant)
{
    size_t last = ((size_t)1 << book->factors) - 1;
    mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_WORLDS, row,
                    mkba_book_world_column(book, variant, 0));
    mkba_buffer_add(out, ":");
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    book->xlsx.lxw_rowcol_to_cell_abs(
        cell, row, (lxw_col_t)mkba_book_world_column(book, variant, last), 1, 1);
    mkba_buffer_add(out, cell);
}

static void add_potential(mkba_book *book, size_t area, const mkba_figure *f)
{
    mkba_buffer *out = mkba_book_start(book);
    size_t all = ((size_t)1 << book->factors) - 1;
    uint32_t worth =
        mkba_book_world_row(book, area, book->world_row[book->calculation->moved_value]);
    if (f->is_total) {
        mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_WORLDS, worth,
                        mkba_book_world_column(book, f->variant, all));
        mkba_buffer_add(out, "-");
        mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_WORLDS, worth,
                        mkba_book_world_column(book, f->variant, 0));
        return;
    }
    mkba_buffer_add(out, "ROUND(SUMPRODUCT(");
    add_range(book, out, mkba_book_weight_row(book, area, f->item), f->variant);
    mkba_buffer_add(out, ",");
    add_range(book, out, worth, f->variant);
    mkba_buffer_add(out, "),6)"); /* what is left of large numbers that cancel out */
}

static void add_from_graph(mkba_book *book, size_t area, size_t i)
{
    const mkba_figure *f = &book->result->figures->figure[i];
    size_t row = book->calculation->figure_row[i];
    bool scenario = f->origin == MKBA_FROM_SCENARIO && book->calculation->row[row].by_scenario;
    mkba_book_refer(book, mkba_book_start(book), MKBA_PAGE_FIGURES, MKBA_PAGE_CALCULATION,
                    book->calculation_row[row],
                    mkba_book_column(book, area, scenario ? f->item : MKBA_TODAY));
}

static void write_area(mkba_book *book, size_t area)
{
    const mkba_figures *figures = book->result->figures;
    uint32_t column = mkba_book_figure_column(book, area);
    mkba_book_text(book, MKBA_PAGE_FIGURES, MKBA_TABLE_HEADER, column, MKBA_ROLE_HEADER_RIGHT,
                   mkba_book_area_name(book, area));
    for (size_t i = 0; i < figures->count; i++) {
        const mkba_figure *f = &figures->figure[i];
        mkba_look look = {MKBA_ROLE_FORMULA, mkba_book_as(f->unit)};
        double value = book->result->outcome[area].value[i];
        bool live = f->origin != MKBA_FROM_EVIDENCE &&
                    (f->origin != MKBA_FROM_POTENTIAL || book->live_potential);
        if (book->figure_row[i] == 0) {
            continue;
        }
        if (!live) {
            look.role = MKBA_ROLE_VALUE;
            mkba_book_number(book, MKBA_PAGE_FIGURES, book->figure_row[i], column, look,
                             value);
            continue;
        }
        if (f->origin == MKBA_FROM_POTENTIAL) {
            add_potential(book, area, f);
        } else {
            add_from_graph(book, area, i);
        }
        mkba_book_put(book, MKBA_PAGE_FIGURES, book->figure_row[i], column, look, value);
    }
}

/* ------------------------------------------------------------------ All areas */

static void add_areas(mkba_book *book, mkba_buffer *out, uint32_t row)
{
    mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_FIGURES, row,
                    mkba_book_figure_column(book, 0));
    mkba_buffer_add(out, ":");
    mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_FIGURES, row,
                    mkba_book_figure_column(book, book->areas - 1));
}

static void refer_total(mkba_book *book, mkba_buffer *out, const char *path)
{
    size_t i = mkba_figures_find(book->result->figures, path);
    mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_FIGURES, book->figure_row[i],
                    mkba_book_figure_column(book, MKBA_TOTAL));
}

/* Benefits per euro of cost, of sums: the ratio of areas does not add up. */
static void add_ratio(mkba_book *book, mkba_buffer *out)
{
    mkba_buffer_add(out, "IF(");
    refer_total(book, out, "additional_cost_pv_eur");
    mkba_buffer_add(out, ">0,");
    refer_total(book, out, "benefit_pv_eur");
    mkba_buffer_add(out, "/");
    refer_total(book, out, "additional_cost_pv_eur");
    mkba_buffer_add(out, ",\"-\")");
}

/* What does not add up still holds for the total when it is the same in every area. */
static void add_total(mkba_book *book, size_t i)
{
    mkba_buffer *out = mkba_book_start(book);
    const mkba_figure *f = &book->result->figures->figure[i];
    uint32_t row = book->figure_row[i];
    if (f->adds_up) {
        mkba_buffer_add(out, "SUM(");
        add_areas(book, out, row);
        mkba_buffer_add(out, ")");
    } else if (strcmp(f->path, "ratio") == 0) {
        add_ratio(book, out);
    } else {
        char areas[32];
        snprintf(areas, sizeof areas, ")<%zu,", book->areas);
        mkba_buffer_add(out, "IF(COUNT(");
        add_areas(book, out, row);
        mkba_buffer_add(out, areas);
        mkba_buffer_add(out, "\"-\",IF(MAX(");
        add_areas(book, out, row);
        mkba_buffer_add(out, ")=MIN(");
        add_areas(book, out, row);
        mkba_buffer_add(out, "),MAX(");
        add_areas(book, out, row);
        mkba_buffer_add(out, "),\"-\"))");
    }
}

/* What result sheets show: the area, or all together, that is chosen there. */
static void add_shown(mkba_book *book, uint32_t row)
{
    mkba_buffer *out = mkba_book_start(book);
    mkba_buffer_add(out, "INDEX(");
    mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_FIGURES, row,
                    mkba_book_figure_column(book, MKBA_TOTAL));
    mkba_buffer_add(out, ":");
    mkba_book_refer(book, out, MKBA_PAGE_FIGURES, MKBA_PAGE_FIGURES, row,
                    mkba_book_figure_column(book, book->areas - 1));
    mkba_buffer_add(out, ",1,");
    char cell[LXW_MAX_CELL_NAME_LENGTH];
    book->xlsx.lxw_rowcol_to_cell_abs(cell, MKBA_TABLE_HEADER - 1, MKBA_FIGURES_SHOWN, 1, 1);
    mkba_buffer_add(out, cell);
    mkba_buffer_add(out, ")");
}

/* The number of the area that was chosen, above the column. */
static void write_choice(mkba_book *book)
{
    const mkba_page_id page = MKBA_PAGE_FIGURES;
    mkba_buffer *out = mkba_book_start(book);
    char first[LXW_MAX_CELL_NAME_LENGTH], last[LXW_MAX_CELL_NAME_LENGTH];
    book->xlsx.lxw_rowcol_to_cell_abs(
        first, MKBA_TABLE_HEADER, (lxw_col_t)mkba_book_figure_column(book, MKBA_TOTAL), 1, 1);
    book->xlsx.lxw_rowcol_to_cell_abs(
        last, MKBA_TABLE_HEADER, (lxw_col_t)mkba_book_figure_column(book, book->areas - 1), 1,
        1);
    mkba_buffer_add(out, "MATCH(");
    mkba_book_refer(book, out, page, MKBA_PAGE_OUTCOME, 2, 1);
    mkba_buffer_add(out, ",");
    mkba_buffer_add(out, first);
    mkba_buffer_add(out, ":");
    mkba_buffer_add(out, last);
    mkba_buffer_add(out, ",0)");
    mkba_book_put(book, page, MKBA_TABLE_HEADER - 1, MKBA_FIGURES_SHOWN,
                  (mkba_look){MKBA_ROLE_SMALL, MKBA_AS_GENERAL}, 1);
}

static void write_together(mkba_book *book)
{
    const mkba_page_id page = MKBA_PAGE_FIGURES;
    uint32_t total = mkba_book_figure_column(book, MKBA_TOTAL);
    mkba_book_text(book, page, MKBA_TABLE_HEADER, MKBA_FIGURES_SHOWN, MKBA_ROLE_HEADER_RIGHT,
                   mkba_book_say(book, "book.shown"));
    mkba_book_text(book, page, MKBA_TABLE_HEADER, total, MKBA_ROLE_HEADER_RIGHT,
                   mkba_book_say(book, "book.all_areas"));
    write_choice(book);
    for (size_t i = 0; i < book->result->figures->count; i++) {
        mkba_look look = {MKBA_ROLE_RESULT,
                          mkba_book_as(book->result->figures->figure[i].unit)};
        double value = book->result->total[i];
        if (book->figure_row[i] > 0) {
            add_total(book, i);
            mkba_book_put(book, page, book->figure_row[i], total, look, value);
            add_shown(book, book->figure_row[i]);
            mkba_book_put(book, page, book->figure_row[i], MKBA_FIGURES_SHOWN, look, value);
        }
    }
}

/* The figures that many a workbook of others will refer to have names. */
static void name_figures(mkba_book *book)
{
    static const char *const names[] = {
        "npv_eur",           "benefit_pv_eur", "additional_cost_pv_eur",
        "gross_cost_pv_eur", "potential_eur",  "within_reach_eur"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t figure = mkba_figures_find(book->result->figures, names[i]);
        if (figure != MKBA_MAP_NONE && book->figure_row[figure] > 0) {
            mkba_buffer *out = mkba_book_start(book);
            mkba_book_refer(book, out, MKBA_PAGE_GUIDE, MKBA_PAGE_FIGURES,
                            book->figure_row[figure], MKBA_FIGURES_SHOWN);
            mkba_book_check(book, book->xlsx.workbook_define_name(book->file, names[i],
                                                                  mkba_buffer_text(out)));
        }
    }
}

void mkba_book_write_figures(mkba_book *book)
{
    static const char *const header[] = {"book.figure", "book.unit"};
    const mkba_page_id page = MKBA_PAGE_FIGURES;
    const mkba_figures *figures = book->result->figures;
    mkba_book_open_page(book, page, "book.about.figures");
    mkba_book_header(book, page, MKBA_TABLE_HEADER, 0, header, 2, 2);
    for (size_t i = 0; i < figures->count; i++) {
        if (book->figure_row[i] > 0) {
            mkba_book_text(book, page, book->figure_row[i], 0, MKBA_ROLE_PLAIN,
                           figures->figure[i].path);
            mkba_book_text(
                book, page, book->figure_row[i], 1, MKBA_ROLE_SMALL,
                mkba_unit_label(book->data, figures->figure[i].unit, book->catalogue));
        }
    }
    for (size_t a = 0; a < book->areas; a++) {
        write_area(book, a);
    }
    if (book->areas > 1) {
        write_together(book);
    }
    name_figures(book);
    mkba_book_width(book, page, 0, 0, 44);
    mkba_book_width(book, page, 1, 1, 22);
    mkba_book_width(book, page, 2, (uint32_t)mkba_book_figure_column(book, book->areas), 17);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 1);
}

/* ------------------------------------------------------------------ On result sheets */

static size_t figure_of(const mkba_book *book, const char *pattern, const char *item)
{
    char path[MKBA_TEXT];
    size_t i = mkba_path_of_item(path, pattern, item)
                   ? mkba_figures_find(book->result->figures, path)
                   : MKBA_MAP_NONE;
    return i != MKBA_MAP_NONE && book->figure_row[i] > 0 ? i : MKBA_MAP_NONE;
}

double mkba_book_shown(const mkba_book *book, const char *pattern, const char *item)
{
    size_t i = figure_of(book, pattern, item);
    const double *value =
        book->areas == 1 ? book->result->outcome[0].value : book->result->total;
    return i == MKBA_MAP_NONE ? (double)NAN : value[i];
}

void mkba_book_refer_shown(mkba_book *book, mkba_buffer *out, mkba_page_id from,
                           const char *pattern, const char *item)
{
    size_t i = figure_of(book, pattern, item);
    if (i == MKBA_MAP_NONE) {
        mkba_buffer_add(out, "0");
    } else {
        mkba_book_refer(book, out, from, MKBA_PAGE_FIGURES, book->figure_row[i],
                        MKBA_FIGURES_SHOWN);
    }
}

void mkba_book_show(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                    mkba_look look, double sign, const char *pattern, const char *item)
{
    size_t i = figure_of(book, pattern, item);
    if (i == MKBA_MAP_NONE) {
        return;
    }
    mkba_buffer *out = mkba_book_start(book);
    mkba_buffer_add(out, sign < 0 ? "-" : "");
    mkba_book_refer_shown(book, out, page, pattern, item);
    mkba_book_put(book, page, row, column, look, sign * mkba_book_shown(book, pattern, item));
}
