/* The model as a calculation that can be written out, value by value: what a workbook has in
 * its cells. One calculation serves all areas and worlds of a result: what was entered is a
 * figure like any other here, and what holds when it was not is a formula beside it. */
#ifndef MKBA_ANALYSIS_CALCULATION_H
#define MKBA_ANALYSIS_CALCULATION_H

#include "analysis/result.h"

#define MKBA_NO_ROW SIZE_MAX

/* A value with a name: a formula at one place of its indices, or a switch. */
typedef struct {
    mkba_node node; /* in calculation->graph; its parts without a name belong to the formula */
    const char *key;
    const char *unit;
    const char *section; /* of the model page: "[4]" */
    const char *words;   /* the formula in words */
    size_t input;        /* index into calculation->input where an area may have entered it */
    bool is_switch;
    bool by_scenario;  /* the figures of scenarios need it, and it differs between them */
    bool by_potential; /* the same for moved factors */
} mkba_calculation_row;

/* What an area may have entered, and what holds when it did not. */
typedef struct {
    size_t column; /* index into data->column */
    size_t row;    /* the value that it decides; its formula is the default */
    bool required; /* there is no default */
    /* Another default that holds when all of some columns were entered (team cost from the fte
     * of all segments): a node of a graph of its own. NULL: none. */
    const mkba_graph *other;
    mkba_node other_node;
    size_t *other_needs; /* columns */
    size_t other_count;
    size_t *zero_with; /* columns: when any of them was entered, a blank is 0 */
    size_t zero_count;
} mkba_calculation_input;

typedef struct {
    mkba_arena *arena;
    const mkba_result *result;
    const mkba_graph *graph;
    mkba_calculation_row *row; /* in the order of the formulas */
    size_t rows;
    size_t *row_of; /* per node of the graph; MKBA_NO_ROW where it has no row */
    mkba_calculation_input *input;
    size_t inputs;
    size_t *figure_row; /* per figure of the result that comes from a formula */
    size_t moved_value; /* the row of what moving factors is worth */
    double *today;      /* switches: nothing moved */
} mkba_calculation;

/* Adds graphs to the study of the result, and changes nothing else. `result` must outlive it.
 */
mkba_status mkba_calculation_new(mkba_calculation **out, mkba_result *result,
                                 mkba_issues *issues);
void mkba_calculation_free(mkba_calculation *calculation);

/* The row that a named node is, also of the graph of another default; MKBA_NO_ROW for numbers
 * of the model and what was entered. */
size_t mkba_calculation_row_of(const mkba_calculation *calculation, const mkba_graph *graph,
                               mkba_node node);

/* Computes everything for an area in a world: `value` per node, `standard` per input (what
 * would hold if it was not entered). */
void mkba_calculation_run(double *value, double *standard, const mkba_calculation *calculation,
                          const mkba_area *area, const double *parameter,
                          const double *switched);

#endif
