/* A formula of the model as spreadsheets write it. */
#ifndef MKBA_REPORT_WORKBOOK_FORMULA_H
#define MKBA_REPORT_WORKBOOK_FORMULA_H

#include "analysis/calculation.h"

/* What a value that does not exist shows: text, so that it cannot be taken for a number. */
#define MKBA_CELL_UNDEFINED "\"-\""

/* Writes where the value of a named node stands: a cell, or a name of one. */
typedef void (*mkba_cell_refer)(mkba_buffer *out, const void *context, const mkba_graph *graph,
                                mkba_node node);

/* The formula of a node without the sign = in front: its parts without a name are written out,
 * named ones are referred to. Spreadsheets take 8192 characters, 255 arguments and 64 levels,
 * which the formulas of the model are far below. */
void mkba_cell_formula(mkba_buffer *out, const mkba_graph *graph, mkba_node node,
                       mkba_cell_refer refer, const void *context);

/* The value that a formula is, where it is nothing but a number (NaN: does not exist). */
bool mkba_cell_constant(double *out, const mkba_graph *graph, mkba_node node);

#endif
