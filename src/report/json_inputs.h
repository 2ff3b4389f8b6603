/* What went into a result, as every JSON output tells it. */
#ifndef MKBA_REPORT_JSON_INPUTS_H
#define MKBA_REPORT_JSON_INPUTS_H

#include "input/areas.h"
#include "report/json.h"

/* The fingerprint of the inputs of some worlds. */
void mkba_json_hash(mkba_json *json, const mkba_areas *const *world, size_t worlds);
/* The scenarios that were laid on the numbers, as one name; "central" when there are none. */
void mkba_json_applied(mkba_json *json, const char *key, const mkba_data *data);
void mkba_json_scenario_files(mkba_json *json, const mkba_data *data);
/* Numbers of the user and of scenarios. */
void mkba_json_overridden(mkba_json *json, const mkba_data *data);

#endif
