/* Text for a terminal: headings, wrapped paragraphs and aligned columns, at most 80 characters
 * wide. */
#ifndef MKBA_REPORT_PAGE_H
#define MKBA_REPORT_PAGE_H

#include "report/catalogue.h"

enum { MKBA_PAGE_WIDTH = 80, MKBA_PAGE_COLUMNS = 8 };

typedef struct {
    mkba_buffer *out;
    const mkba_catalogue *catalogue;
    const mkba_data *data;
    double unit; /* amounts are divided by it: 1 or 1000 */
} mkba_page;

/* One column of a table: how wide, and on which side its text stands. */
typedef struct {
    size_t width;
    bool right;
} mkba_page_column;

typedef struct {
    mkba_page_column column[MKBA_PAGE_COLUMNS];
    size_t columns;
} mkba_page_table;

/* Characters, not bytes. */
size_t mkba_text_width(const char *text);

void mkba_page_title(const mkba_page *page, const char *text);
void mkba_page_heading(const mkba_page *page, const char *id);
/* The same for a heading with a name in it. */
void mkba_page_heading_of(const mkba_page *page, const char *text);
void mkba_page_blank(const mkba_page *page);
/* A paragraph; its first line starts with `mark` ("- "), the others are indented as far. */
void mkba_page_paragraph(const mkba_page *page, const char *mark, const char *text);
void mkba_page_text(const mkba_page *page, const char *id);
void mkba_page_message(const mkba_page *page, const char *mark, const mkba_message *message);

/* The numbers of the user and of scenarios, a line each. */
void mkba_page_overridden(const mkba_page *page);

/* A row; text that is too wide for a left column runs on below it. */
void mkba_page_row(const mkba_page *page, const mkba_page_table *table,
                   const char *const *cell);
/* The names of the columns, and a line under them. */
void mkba_page_header(const mkba_page *page, const mkba_page_table *table,
                      const char *const *id);
void mkba_page_rule(const mkba_page *page, const mkba_page_table *table);

/* Cells: numbers as text, kept in a small store that lasts for one row. */
typedef struct {
    const mkba_page *page;
    char text[MKBA_PAGE_COLUMNS][MKBA_TEXT];
    const char *cell[MKBA_PAGE_COLUMNS];
    size_t count;
} mkba_page_cells;

void mkba_cells_start(mkba_page_cells *cells, const mkba_page *page);
void mkba_cells_text(mkba_page_cells *cells, const char *text);
void mkba_cells_number(mkba_page_cells *cells, double value, int decimals);
/* Euros in the unit of the page. */
void mkba_cells_euro(mkba_page_cells *cells, double value);
void mkba_cells_percent(mkba_page_cells *cells, double share);
void mkba_cells_row(mkba_page_cells *cells, const mkba_page_table *table);

#endif
