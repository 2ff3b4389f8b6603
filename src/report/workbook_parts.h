/* What the sheets of a workbook share: where everything stands, how cells look, and writing
 * them. Rows and columns count from 0. */
#ifndef MKBA_REPORT_WORKBOOK_PARTS_H
#define MKBA_REPORT_WORKBOOK_PARTS_H

#include "analysis/calculation.h"
#include "report/catalogue.h"
#include "report/writers.h"
#include "report/xlsx.h"

#include <stdint.h>

/* The sheets, in their order: input, calculation, result. */
typedef enum {
    MKBA_PAGE_GUIDE,
    MKBA_PAGE_INPUT,
    MKBA_PAGE_NUMBERS,
    MKBA_PAGE_CALCULATION,
    MKBA_PAGE_WORLDS, /* sets of moved factors */
    MKBA_PAGE_FIGURES,
    MKBA_PAGE_OUTCOME,
    MKBA_PAGE_RANKING,
    MKBA_PAGE_LINES,
    MKBA_PAGE_PARTIES,
    MKBA_PAGE_YEARS,
    MKBA_PAGE_PLAN, /* of a result with a plan */
    MKBA_PAGE_POTENTIAL,
    MKBA_PAGE_EVIDENCE,
    MKBA_PAGE_REMARKS,
    MKBA_PAGE_SOURCES,
    MKBA_PAGES
} mkba_page_id;

/* What a cell is to its reader. */
typedef enum {
    MKBA_ROLE_PLAIN,
    MKBA_ROLE_BOLD,
    MKBA_ROLE_TITLE,
    MKBA_ROLE_NOTE, /* wrapped text */
    MKBA_ROLE_HEADER,
    MKBA_ROLE_HEADER_RIGHT, /* over numbers */
    MKBA_ROLE_BAND,
    MKBA_ROLE_SMALL,
    MKBA_ROLE_ASIDE, /* small, beside a number */
    MKBA_ROLE_INPUT, /* to be changed */
    MKBA_ROLE_FIXED, /* shapes the model: a change here does nothing */
    MKBA_ROLE_FORMULA,
    MKBA_ROLE_RESULT,
    MKBA_ROLE_SUM,
    MKBA_ROLE_VALUE, /* computed by the program: does not move along */
    MKBA_ROLE_LINK,
    MKBA_ROLES
} mkba_role;

typedef enum {
    MKBA_AS_GENERAL,
    MKBA_AS_EURO,
    MKBA_AS_CENT,
    MKBA_AS_COUNT,
    MKBA_AS_TENTH,
    MKBA_AS_SHARE,
    MKBA_AS_PERCENT,
    MKBA_AS_RATIO,
    MKBA_AS_YEAR,
    MKBA_AS_KINDS
} mkba_as;

/* What the reading of a cell says of it. */
typedef struct {
    mkba_role role;
    mkba_as as;
} mkba_look;

/* Up to so many areas, moving factors is worked out in the workbook as well. */
enum { MKBA_BOOK_LIVE_AREAS = 10 };

/* Of what belongs to the results: titles, tabs, charts. */
enum { MKBA_BOOK_BLUE = 0x1F4E79 };

/* Columns and rows that several sheets refer to. */
enum {
    MKBA_INPUT_FIRST_COLUMN = 3, /* of the first area: entered, default, used, evidence */
    MKBA_INPUT_COLUMNS = 4,
    MKBA_NUMBERS_VALUE = 2,
    MKBA_NUMBERS_LOW,
    MKBA_NUMBERS_HIGH,
    MKBA_NUMBERS_UNIT,
    MKBA_NUMBERS_YEAR,
    MKBA_NUMBERS_FACTOR,
    MKBA_NUMBERS_MODEL,
    MKBA_NUMBERS_SCENARIO, /* the first of them */
    MKBA_CALCULATION_FIRST_COLUMN = 3,
    MKBA_WORLDS_FIRST_COLUMN = 2,
    MKBA_FIGURES_SHOWN = 2,
    MKBA_TABLE_HEADER = 4 /* the row of column names, in every sheet with a long table */
};

typedef struct {
    mkba_xlsx xlsx;
    lxw_workbook *file;
    lxw_worksheet *page[MKBA_PAGES]; /* NULL: not in this workbook */
    lxw_format *format[MKBA_ROLES][MKBA_AS_KINDS];
    const mkba_catalogue *catalogue;
    const mkba_calculation *calculation;
    const mkba_result *result;
    const mkba_data *data;
    mkba_arena *arena;
    size_t areas, scenarios, factors;
    bool live_potential;
    /* where things stand */
    uint32_t *input_row;       /* per column of data->column; 0: not there */
    uint32_t input_end;        /* behind the last */
    uint32_t *number_row;      /* per number of the model */
    uint32_t index_row;        /* of the first year of the price index */
    uint32_t *calculation_row; /* per row of the calculation */
    uint32_t *world_row;       /* the same within the block of an area; 0: not there */
    uint32_t world_rows;       /* rows of a block */
    uint32_t *figure_row;      /* per figure; 0: not there */
    /* working memory */
    double *value;    /* per node */
    double *standard; /* per input */
    double *switched;
    mkba_buffer text;
    bool failed; /* memory ran out, or the library refused a cell */
    bool (*progress)(void *context, double done);
    void *progress_context;
    bool stopped;
} mkba_book;

/* ------------------------------------------------------------------ Words */

const char *mkba_book_say(const mkba_book *book, const char *id);
const char *mkba_book_label(const mkba_book *book, const char *const label[2]);
/* A heading of the tables for a terminal, without the hyphens of narrow columns. */
const char *mkba_book_heading(mkba_book *book, const char *id);
const char *mkba_book_message(mkba_book *book, const mkba_message *message);
const char *mkba_book_sentence(mkba_book *book, const char *id, const double *number,
                               size_t numbers);
const char *mkba_book_page_name(const mkba_book *book, mkba_page_id page);
/* "Utrecht (GM0344)" */
const char *mkba_book_area_name(mkba_book *book, size_t area);
mkba_as mkba_book_as(const char *unit);

/* ------------------------------------------------------------------ Cells */

lxw_format *mkba_book_format(mkba_book *book, mkba_look look);
void mkba_book_text(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                    mkba_role role, const char *text);
/* NaN: a dash. */
void mkba_book_number(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                      mkba_look look, double value);
/* What the library says of a call is kept. */
void mkba_book_check(mkba_book *book, lxw_error error);
/* Starts book->text anew. */
mkba_buffer *mkba_book_start(mkba_book *book);
/* book->text as a formula with its cached value. */
void mkba_book_put(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                   mkba_look look, double value);
/* The same of a formula that gives text. */
void mkba_book_put_words(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                         mkba_role role, const char *text);
/* A place in a formula: "Getallen!$C$12"; without the sheet when it is the page at hand. */
void mkba_book_refer(mkba_book *book, mkba_buffer *out, mkba_page_id from, mkba_page_id page,
                     uint32_t row, uint32_t column);
/* A function of part of a column of the page at hand, first and last row included:
 * "SUM(B4:B9)". */
void mkba_book_call(const mkba_book *book, mkba_buffer *out, const char *function,
                    uint32_t column, uint32_t first, uint32_t last);
/* The title of a sheet, and what it is about. */
void mkba_book_open_page(mkba_book *book, mkba_page_id page, const char *note_id);
/* Of columns, both included. */
void mkba_book_width(mkba_book *book, mkba_page_id page, uint32_t first, uint32_t last,
                     double characters);
/* Rows above and columns left of it stay in sight, and the rows come back on every printed
 * page. */
void mkba_book_freeze(mkba_book *book, mkba_page_id page, uint32_t rows, uint32_t columns);
/* Names of columns; those from `right` on stand over numbers. */
void mkba_book_header(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                      const char *const *id, size_t ids, size_t right);
/* Text that may need several lines in a column of that width. */
void mkba_book_paragraph(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                         const char *text, double width);
/* A chart as the sheets have it, and a series of it: `at` holds the row of its name, the
 * column of categories, the first and last row, and the column of values. */
lxw_chart *mkba_book_chart(mkba_book *book, uint8_t kind, const char *title);
void mkba_book_series(mkba_book *book, lxw_chart *chart, mkba_page_id page,
                      const uint32_t at[5], uint32_t colour);
void mkba_book_place_chart(mkba_book *book, mkba_page_id page, lxw_chart *chart, uint32_t row,
                           uint32_t column);

/* ------------------------------------------------------------------ Places of values */

/* What was entered for an area (0), its default (1), and what is used (2). */
uint32_t mkba_book_input_column(size_t area, size_t part);
/* The column of an area in today's world, or in a scenario. */
uint32_t mkba_book_column(const mkba_book *book, size_t area, size_t scenario);
#define MKBA_TODAY ((size_t)-1)
uint32_t mkba_book_world_column(const mkba_book *book, size_t variant, size_t set);
uint32_t mkba_book_world_row(const mkba_book *book, size_t area, uint32_t row_in_block);
uint32_t mkba_book_figure_column(const mkba_book *book, size_t area);
/* The row of a factor's weights in the sets of moved factors. */
uint32_t mkba_book_weight_row(const mkba_book *book, size_t area, size_t factor);
/* Does a number of the model have a cell name? */
bool mkba_book_has_name(const mkba_book *book, size_t number);
/* How a formula speaks of a number of the model. */
void mkba_book_refer_number(mkba_book *book, mkba_buffer *out, mkba_page_id from,
                            size_t number, size_t scenario);

/* The formula of a row of the calculation for an area in a world, in book->text. */
typedef struct {
    mkba_book *book;
    mkba_page_id page; /* where the formula stands */
    size_t area;
    size_t scenario; /* or MKBA_TODAY */
    bool moved;      /* a set of moved factors, on the page of worlds */
    uint32_t column; /* of that world on its page */
} mkba_book_place;
void mkba_book_formula_of(const mkba_book_place *place, size_t row);
void mkba_book_default_of(const mkba_book_place *place, size_t input);
/* Works out an area in a world, for what cells show before they are computed. */
void mkba_book_run(mkba_book *book, size_t area, const double *parameter,
                   const double *switched);

/* ------------------------------------------------------------------ Sheets */

/* Where rows stand; before any sheet is written. */
bool mkba_book_place_inputs(mkba_book *book);
bool mkba_book_place_numbers(mkba_book *book);
bool mkba_book_place_calculation(mkba_book *book);
bool mkba_book_place_worlds(mkba_book *book);
bool mkba_book_place_figures(mkba_book *book);

void mkba_book_write_guide(mkba_book *book);
void mkba_book_write_inputs(mkba_book *book);
void mkba_book_write_numbers(mkba_book *book);
void mkba_book_write_calculation(mkba_book *book);
void mkba_book_write_worlds(mkba_book *book);
void mkba_book_write_figures(mkba_book *book);
void mkba_book_write_outcome(mkba_book *book);
void mkba_book_write_ranking(mkba_book *book);
void mkba_book_write_lines(mkba_book *book);
void mkba_book_write_parties(mkba_book *book);
void mkba_book_write_years(mkba_book *book);
void mkba_book_write_plan(mkba_book *book);
void mkba_book_write_potential(mkba_book *book);
void mkba_book_write_evidence(mkba_book *book);
void mkba_book_write_remarks(mkba_book *book);
void mkba_book_write_sources(mkba_book *book);

/* The figure that is shown, as a cell of a result sheet: pattern "parties.%s.pv_eur". `sign`
 * is 1 or -1. Nothing is written when there is no such figure. */
void mkba_book_show(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                    mkba_look look, double sign, const char *pattern, const char *item);
/* ... and in a formula; 0 when there is no such figure. */
void mkba_book_refer_shown(mkba_book *book, mkba_buffer *out, mkba_page_id from,
                           const char *pattern, const char *item);
/* The name of the area that is shown, in the third row of a result sheet. */
void mkba_book_area_shown(mkba_book *book, mkba_page_id page);
double mkba_book_shown(const mkba_book *book, const char *pattern, const char *item);

#endif
