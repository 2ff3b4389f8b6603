/* The figures of a baseline in JSON, nested by their paths. The text around the numbers is the
 * same in every area, so it is written once. */
#ifndef MKBA_REPORT_JSON_FIGURES_H
#define MKBA_REPORT_JSON_FIGURES_H

#include "analysis/result.h"
#include "report/json.h"

typedef struct mkba_json_figures mkba_json_figures;

/* For objects that stand where `where` is. Of a total only what adds up is written. NULL: no
 * memory. */
mkba_json_figures *mkba_json_figures_new(const mkba_json *where, const mkba_result *result,
                                         bool is_total);
/* The figures of an area, or (`outcome` is NULL) of the total. */
void mkba_json_figures_write(mkba_json *json, const mkba_json_figures *figures,
                             const mkba_outcome *outcome, const double *value);
void mkba_json_figures_free(mkba_json_figures *figures);

#endif
