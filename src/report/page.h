/* What a document consists of: headings, paragraphs, lists and tables. Sections say what
 * stands on a page; its form decides how that looks: text for a terminal (at most 80
 * characters wide), Markdown or HTML. */
#ifndef MKBA_REPORT_PAGE_H
#define MKBA_REPORT_PAGE_H

#include "report/catalogue.h"

enum { MKBA_PAGE_WIDTH = 80, MKBA_PAGE_COLUMNS = 10, MKBA_PAGE_LEVELS = 64 };

/* Where a long word may be broken, in text that stands in a table: with a hyphen, or without.
 * A terminal breaks there; the other forms leave it to the reader's screen. */
#define MKBA_SOFT_HYPHEN "\u00AD"
#define MKBA_SOFT_BREAK  "\u200B"

typedef struct mkba_page_form mkba_page_form;
extern const mkba_page_form mkba_page_text_form;
extern const mkba_page_form mkba_page_markdown_form;
extern const mkba_page_form mkba_page_html_form;

typedef enum {
    MKBA_BLOCK_NONE,
    MKBA_BLOCK_TEXT,
    MKBA_BLOCK_LIST,
    MKBA_BLOCK_TABLE
} mkba_block;

/* What stands open on a page, for forms that close what they open. Zero-initialise before use.
 */
typedef struct {
    mkba_block block;
    bool is_closed;       /* what follows is a block of its own, also of the same kind */
    bool is_total;        /* the rows of the table that follow are sums */
    unsigned heading;     /* HTML: the level of a title; 0 counts as 1 */
    bool has_heading;     /* HTML: the next heading stands there already */
    char name[MKBA_TEXT]; /* the last heading, for the caption of a table */
    bool is_wide;         /* HTML: the table has too many columns for a phone */
    char column[MKBA_PAGE_COLUMNS][MKBA_TEXT]; /* ... and the names of its columns */
    size_t level[MKBA_PAGE_LEVELS];            /* how far each open list is indented */
    bool is_ordered[MKBA_PAGE_LEVELS];
    size_t levels;
} mkba_page_state;

typedef struct {
    mkba_buffer *out;
    const mkba_catalogue *catalogue;
    const mkba_data *data;
    double unit;  /* amounts are divided by it: 1 or 1000 */
    double step;  /* ... and first rounded to it; 0: not */
    int decimals; /* ... and have so many */
    double said;  /* what round amounts in sentences are rounded to; 0: as they are said */
    const mkba_page_form *form; /* NULL: text */
    mkba_page_state *state;     /* may be NULL for text */
} mkba_page;

/* One column of a table: how wide, and on which side its text stands. */
typedef struct {
    size_t width;
    bool right;
} mkba_page_column;

typedef struct {
    mkba_page_column column[MKBA_PAGE_COLUMNS];
    size_t columns;
    size_t below; /* on a terminal the column that begins a second line of the row; 0: none */
    size_t bar;   /* the column with bars drawn in characters; 0: none */
} mkba_page_table;

/* Characters, not bytes. */
size_t mkba_text_width(const char *text);

void mkba_page_title(const mkba_page *page, const char *text);
void mkba_page_heading(const mkba_page *page, const char *id);
/* The same for a heading with a name in it. */
void mkba_page_heading_of(const mkba_page *page, const char *text);
/* One of a part of what stands below a heading. */
void mkba_page_subheading(const mkba_page *page, const char *text);
/* Ends what stands above: a list, a table, a group of lines. */
void mkba_page_blank(const mkba_page *page);
/* A paragraph. Its mark says what it is: "" a paragraph; "- " an item of a list and "1. " a
 * numbered one, with blanks before it when it stands under another; blanks alone: it belongs
 * to the item above; anything else is a name in front of the text ("PM (+)  "). On a terminal
 * its first line starts with the mark, the others are indented as far. */
void mkba_page_paragraph(const mkba_page *page, const char *mark, const char *text);
/* The same of a buffer, which is freed. */
void mkba_page_take(const mkba_page *page, const char *mark, mkba_buffer *text);
void mkba_page_text(const mkba_page *page, const char *id);
void mkba_page_message(const mkba_page *page, const char *mark, const mkba_message *message);
/* The same filled in with words (NULL: none), then numbers; as a title, a heading, and as text
 * to stand in another. */
void mkba_page_say(const mkba_page *page, const char *mark, const char *id,
                   const char *const *words, const double *number, size_t numbers);
void mkba_page_say_title(const mkba_page *page, const char *id, const char *const *words,
                         const double *number, size_t numbers);
void mkba_page_say_heading(const mkba_page *page, const char *id, const char *const *words,
                           const double *number, size_t numbers);
void mkba_page_add(mkba_buffer *out, const mkba_page *page, const char *id,
                   const char *const *words, const double *number, size_t numbers);
/* A sentence that stands elsewhere than in the catalogue, filled in, without a place yet. */
void mkba_page_fill(mkba_buffer *out, const mkba_page *page, const char *text,
                    const mkba_message *message);

/* A tree: a branch at its depth (0 and on), and what is told about it below. */
void mkba_page_branch(const mkba_page *page, unsigned depth, const char *text);
void mkba_page_leaf(const mkba_page *page, unsigned depth, const char *text);
void mkba_page_formula(const mkba_page *page, unsigned depth, const char *text);
void mkba_page_link(const mkba_page *page, unsigned depth, const char *url);

/* Below a title: program, data, prices, and the unit of amounts. */
void mkba_page_about(const mkba_page *page);
/* The scenarios that were laid on these data, if any, and `more` about them. */
void mkba_page_applied(const mkba_page *page, const mkba_data *data, const char *more);
/* The numbers of the user and of scenarios, a line each. */
void mkba_page_overridden(const mkba_page *page);

/* A table begins with the names of its columns, as texts of the catalogue or as they are, and
 * ends with whatever is no row. */
void mkba_page_header(const mkba_page *page, const mkba_page_table *table,
                      const char *const *id);
void mkba_page_columns(const mkba_page *page, const mkba_page_table *table,
                       const char *const *name);
/* The rows that follow are sums of those above. */
void mkba_page_rule(const mkba_page *page, const mkba_page_table *table);

/* Closes what stands open at the end of a page. */
void mkba_page_end(const mkba_page *page);

/* Cells of one row: numbers as text, kept in a small store that lasts for one row. */
typedef struct {
    const mkba_page *page;
    char text[MKBA_PAGE_COLUMNS][MKBA_TEXT];
    const char *cell[MKBA_PAGE_COLUMNS];
    const char *note;
    size_t count;
} mkba_page_cells;

void mkba_cells_start(mkba_page_cells *cells, const mkba_page *page);
void mkba_cells_text(mkba_page_cells *cells, const char *text);
void mkba_cells_number(mkba_page_cells *cells, double value, int decimals);
/* Euros in the unit of the page; as text, and as a cell. */
void mkba_page_euro(mkba_buffer *out, const mkba_page *page, double value);
void mkba_cells_euro(mkba_page_cells *cells, double value);
void mkba_cells_percent(mkba_page_cells *cells, double share);
/* The text of a buffer, which is freed. */
void mkba_cells_take(mkba_page_cells *cells, mkba_buffer *text);
/* Something to say about the row as a whole. */
void mkba_cells_note(mkba_page_cells *cells, const char *text);
void mkba_cells_row(mkba_page_cells *cells, const mkba_page_table *table);

#endif
