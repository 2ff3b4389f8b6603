/* The work in which allocations fail: what it needs, what it makes, and one row per call. */
#ifndef MKBA_TEST_CASES_H
#define MKBA_TEST_CASES_H

#include <mkba.h>

/* What the work shares: it reads it, and leaves it as it was. */
typedef struct {
    mkba_data *data, *other_data;
    mkba_areas *areas, *other_areas;
    mkba_result *result, *plan; /* the second with a cash-in plan */
    mkba_simulation *simulation;
    mkba_comparison *comparison, *moments;
    mkba_sensitivity *sensitivity;
    mkba_breakeven *breakeven, *breakevens; /* of one number, and of all */
    mkba_segments *segments;
    mkba_import *import;
    mkba_to_measure *to_measure;
    mkba_stored *stored;
    mkba_check *check;
    char *now; /* what goes with `stored` */
    mkba_areas *moment[2];
    mkba_data *moment_data[2];
} shared;

/* What a work reads, and what it makes, which is freed by its caller, whatever became of it.
 */
typedef struct {
    const shared *have;
    mkba_style style;
    const char *file; /* of the row */
    mkba_issues issues;
    char *text; /* tells right from wrong; may be NULL */
    mkba_data *data;
    mkba_areas *areas;
    mkba_overlay *overlay;
    mkba_result *result;
    mkba_simulation *simulation;
    mkba_comparison *comparison;
    mkba_sensitivity *sensitivity;
    mkba_breakeven *breakeven;
    mkba_segments *segments;
    mkba_import *import;
    mkba_to_measure *to_measure;
    mkba_stored *stored;
    mkba_check *check;
    mkba_areas *moment[2];
} job;

typedef struct {
    const char *name;
    mkba_status (*work)(job *j);
    mkba_style style;
    const char *file; /* or a key, or a figure */
} memory_case;

extern const memory_case memory_cases[];
extern const size_t memory_case_count;

void job_free(job *j);

/* Writes the files of the work to a folder, and makes what it shares. */
mkba_status shared_open(shared *out, const char *folder);
void shared_free(shared *have);
/* The path of a file: of that folder, or with a slash in its name that of a golden case. */
const char *file_at(const char *name);

extern const char *const moment_file[2]; /* areas at two moments */

mkba_status run_simulation(mkba_simulation **out, const shared *have);
mkba_status run_comparison(mkba_comparison **out, const shared *have);
mkba_status run_moments(mkba_comparison **out, mkba_areas *const *moment);
mkba_status run_breakeven(mkba_breakeven **out, const mkba_result *result, const char *key);
mkba_status import_kwb(mkba_import **out, const mkba_data *data, const char *file,
                       const char *spread, mkba_issues *issues);

#endif
