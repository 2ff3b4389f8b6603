/* What the outputs about moved numbers share: how a number and a figure are written, what
 * stands above and below, and the numbers with their sources in JSON. */
#ifndef MKBA_REPORT_MOVING_H
#define MKBA_REPORT_MOVING_H

#include "analysis/probe.h"
#include "report/json.h"
#include "report/page.h"

typedef struct {
    mkba_page page;
    const mkba_result *result;
    const mkba_measure *measure;
    bool is_euro;
} mkba_moving;

/* `largest`: the size of the largest figure that will be shown; from ten million euros on they
 * are written in thousands. */
void mkba_moving_start(mkba_moving *out, const mkba_page *on, const mkba_probe *probe,
                       double largest);
/* The title of `id`, or of `id`_total for several areas, with the figure and a key in it, and
 * the lines below it that every output has. */
void mkba_moving_title(const mkba_moving *moving, const char *id, const char *id_total,
                       const char *key);
/* Which inputs these were. */
void mkba_moving_inputs(const mkba_moving *moving);

/* Four digits that matter; a share as a percentage. */
void mkba_moving_value(mkba_buffer *out, const mkba_moving *moving, const char *unit,
                       double value);
/* Euros in the unit of the page, anything else in four digits. */
void mkba_moving_figure(mkba_buffer *out, const mkba_moving *moving, double value);
void mkba_moving_cell(mkba_page_cells *cells, const mkba_moving *moving, const char *unit,
                      double value);
void mkba_moving_figure_cell(mkba_page_cells *cells, const mkba_moving *moving, double value);
/* "tau", or "months.heavy (maanden)" where the numbers do not tell their unit. */
void mkba_moving_name(mkba_buffer *out, const mkba_moving *moving, const mkba_axis *axis);

/* What every JSON output starts with. */
void mkba_moving_json_start(mkba_json *json, const char *schema, const mkba_probe *probe);
/* A number with its range and source, as one row of an array. */
void mkba_moving_json_axis(mkba_json *json, const mkba_axis *axis);
void mkba_moving_json_area(mkba_json *json, const mkba_outcome *outcome);
/* A number as a cell of CSV with the sign before it; empty when there is none. */
void mkba_moving_csv_number(mkba_buffer *out, double value);

#endif
