/* What went into a result, as every JSON output tells it. */
#ifndef MKBA_REPORT_JSON_INPUTS_H
#define MKBA_REPORT_JSON_INPUTS_H

#include "input/areas.h"
#include "report/catalogue.h"
#include "report/json.h"

/* The fingerprint of the inputs of some worlds; at the top of a document also how it can be
 * made again. */
void mkba_json_hash(mkba_json *json, const mkba_areas *const *world, size_t worlds);
/* The same with more files that were read; NULL: none. */
void mkba_json_hash_with(mkba_json *json, const mkba_areas *const *world, size_t worlds,
                         const mkba_read_files *more);
/* How the document can be made again: the command, and the files that were read for any of the
 * worlds, and more of them (NULL: none). */
void mkba_json_made_from(mkba_json *json, const mkba_areas *const *world, size_t worlds,
                         const mkba_read_files *more);
/* The same where there are numbers only. */
void mkba_json_made_from_data(mkba_json *json, const mkba_data *data);
/* The scenarios that were laid on the numbers, as one name; "central" when there are none. */
void mkba_json_applied(mkba_json *json, const char *key, const mkba_data *data);
void mkba_json_scenario_files(mkba_json *json, const mkba_data *data);
/* Messages as a list of their own, or as items of a list that stands open. */
void mkba_json_messages(mkba_json *json, const char *key, const mkba_catalogue *catalogue,
                        const mkba_data *data, const mkba_message *message, size_t count);
void mkba_json_add_messages(mkba_json *json, const mkba_catalogue *catalogue,
                            const mkba_data *data, const mkba_message *message, size_t count);
/* Numbers of the user and of scenarios. */
void mkba_json_overridden(mkba_json *json, const mkba_data *data);

#endif
