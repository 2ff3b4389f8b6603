/* Which way a line took to its value, and how what was measured of it was measured. */
#ifndef MKBA_ANALYSIS_ROUTE_H
#define MKBA_ANALYSIS_ROUTE_H

#include "analysis/result.h"

/* estimated, measured, derived or pm; of several areas (outcome NULL) also mixed. */
const char *mkba_route_of(const mkba_result *result, const mkba_outcome *outcome,
                          const mkba_line *line);
/* Who has the benefit of a line there: of a PM line that was measured, its price says so. */
const char *mkba_route_payer(const mkba_outcome *outcome, const mkba_line *line);

/* Was it measured in this area? */
bool mkba_measured_in(const mkba_outcome *outcome, const mkba_measured *m);
/* experiment, comparison or before_after. */
const char *mkba_measured_design(const mkba_outcome *outcome, const mkba_measured *m);
/* The unit of the change; of a line with a price of its own in the file just a unit. */
const char *mkba_measured_unit(const mkba_outcome *outcome, const mkba_measured *m);
/* The unit of any of its columns. */
const char *mkba_measured_column_unit(const mkba_outcome *outcome, const mkba_data *data,
                                      size_t column);

#endif
