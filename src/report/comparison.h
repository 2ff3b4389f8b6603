/* Scenarios side by side, as text; and what its forms share. */
#ifndef MKBA_REPORT_COMPARISON_H
#define MKBA_REPORT_COMPARISON_H

#include "analysis/compare.h"
#include "report/json.h"
#include "report/page.h"

void mkba_write_comparison_table(const mkba_page *on, const mkba_comparison *comparison);
void mkba_write_comparison_json(mkba_buffer *out, const mkba_comparison *comparison,
                                const mkba_catalogue *catalogue);
/* Of moments: what each is, and every indicator with what is said of it. */
void mkba_write_moments_json(mkba_json *json, const mkba_comparison *comparison);
/* area; scenario; kind; input; figure; unit; value */
void mkba_write_comparison_csv(mkba_buffer *out, const mkba_comparison *comparison);
/* What was noticed on reading, a line each. What holds in every world is said once, and else
 * with the name of the world before it. */
void mkba_write_comparison_remarks(mkba_buffer *out, const mkba_comparison *comparison,
                                   const mkba_catalogue *catalogue);

/* The key or column of what changed. */
const char *mkba_changed_key(const mkba_compared_world *world, const mkba_changed *change);
/* The unit of its values; "" when there is none. */
const char *mkba_changed_unit(const mkba_compared_world *world, const mkba_changed *change);
/* Its grade and source in the alternative. */
char mkba_changed_evidence(const mkba_compared_world *world, const mkba_changed *change,
                           const char **source);

/* The unit of a column of areas; "" when it has none. */
const char *mkba_column_unit(const mkba_column *column);

/* The parts of the table. `page` has the unit of the amounts. */
typedef struct {
    mkba_page page;
    const mkba_comparison *c;
    size_t row; /* the area, or `areas` for the total */
} mkba_comparison_sheet;

/* A value in the way that its unit asks for. */
void mkba_comparison_cell(mkba_page_cells *cells, const char *unit, double value);
/* The name of a figure for people. */
void mkba_comparison_figure_name(mkba_buffer *out, const mkba_comparison_sheet *sheet,
                                 size_t figure);
/* The figures, side by side. */
void mkba_comparison_side_by_side(const mkba_comparison_sheet *sheet);
/* Why one alternative differs from the base, and what is different in it. */
void mkba_comparison_why(const mkba_comparison_sheet *sheet, size_t world);
/* The heading of that. */
void mkba_comparison_why_heading(const mkba_comparison_sheet *sheet, size_t world);
/* An input of an alternative and what it contributes to the net value. */
typedef struct {
    size_t input;
    double value;
} mkba_comparison_part;
/* Those that the table shows, the largest contribution first; how many. `part` has room for
 * all inputs of the world. */
size_t mkba_comparison_parts(mkba_comparison_part *part, const mkba_comparison_sheet *sheet,
                             size_t world);
/* What an input is called there. */
void mkba_comparison_part_name(mkba_buffer *out, const mkba_comparison_sheet *sheet,
                               size_t world, size_t input);
/* Is any of it a figure that was entered at one of two moments only? Then nothing is known to
 * have moved. */
bool mkba_moments_not_always(const mkba_comparison_sheet *sheet, size_t world, size_t input);
/* How many different numbers and columns an input has. */
size_t mkba_comparison_members(const mkba_compared_world *world,
                               const mkba_compared_input *input);
/* Did anything of it change in the row that is written about? */
bool mkba_comparison_has_input(const mkba_comparison_sheet *sheet, size_t world, size_t input);
/* What is different, as a list. */
void mkba_comparison_changes(const mkba_comparison_sheet *sheet, size_t world);
/* Is a change one of the row that is written about? */
bool mkba_comparison_is_of_row(const mkba_comparison_sheet *sheet, const mkba_changed *change);
/* Of moments: the indicators of one area, side by side. */
void mkba_comparison_indicators(const mkba_comparison_sheet *sheet, size_t area);
/* ... what each moment is, the indicators with date and source, what is to be measured again,
 * and what the differences do not say. */
void mkba_moments_legend(const mkba_comparison_sheet *sheet);
void mkba_moments_indicators(const mkba_comparison_sheet *sheet);
enum { MKBA_CAUTIONS_OF_ALL = 1, MKBA_CAUTIONS_OF_AREAS = 2 };
void mkba_moments_cautions(const mkba_comparison_sheet *sheet, unsigned which);
/* ... a heading with the name of an area in it; which one is the last, and what it lacks. */
void mkba_moments_heading(const mkba_comparison_sheet *sheet, const char *id, size_t area);
void mkba_moments_latest(const mkba_comparison_sheet *sheet);
/* ... and what was noticed in the files before the last, and is not said of that one. */
void mkba_moments_remarks(const mkba_comparison_sheet *sheet);
/* All of that, in a document about the last of them. */
void mkba_moments_section(const mkba_comparison_sheet *sheet);
/* Thousands of euros for a municipality, euros for a neighbourhood. */
double mkba_comparison_unit(const mkba_comparison *comparison);
/* The net value of every area. */
void mkba_comparison_areas(const mkba_comparison_sheet *sheet);

#endif
