/* Charts as text: SVG that stretches with the page while its letters keep their size, since
 * places along the width are percentages and all others pixels. What is above or below zero
 * differs by pattern, not by colour alone. Pure functions of their data. */
#ifndef MKBA_REPORT_CHART_H
#define MKBA_REPORT_CHART_H

#include "base/buffer.h"

typedef enum {
    MKBA_FILL_BY_SIGN, /* solid above zero, hatched below */
    MKBA_FILL_SOLID,
    MKBA_FILL_HATCHED,
    MKBA_FILL_OPEN /* an outline */
} mkba_chart_fill;

/* A bar lying down. `to` NaN: none. */
typedef struct {
    double from, to;
    mkba_chart_fill fill;
} mkba_chart_bar;

/* One row: a name with its value in words, perhaps a line of remark, and up to two bars; the
 * second is drawn within the first. */
typedef struct {
    const char *name, *value, *remark; /* remark NULL: none */
    mkba_chart_bar bar[2];
    double low, high; /* a thin line between them; NaN: none */
    double point;     /* a mark; NaN: none */
} mkba_chart_row;

typedef struct {
    const char *id;            /* of the chart in its document */
    const char *title, *about; /* what it shows, in short and in full */
    const char *zero;          /* what stands at the line of zero; NULL: zero need not show */
    double middle;             /* another line, dashed; NaN: none */
    const char *middle_name;
} mkba_chart;

void mkba_chart_rows(mkba_buffer *out, const mkba_chart *chart, const mkba_chart_row *row,
                     size_t rows);

/* A column standing up; an empty value or name is not written. */
typedef struct {
    const char *name, *value;
    double height;
} mkba_chart_column;

void mkba_chart_columns(mkba_buffer *out, const mkba_chart *chart,
                        const mkba_chart_column *column, size_t columns);

/* The patterns that charts are filled with, once per document. */
void mkba_chart_patterns(mkba_buffer *out);

#endif
