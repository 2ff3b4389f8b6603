/* Every output of the program, as text. Each adds to `out`, and remembers there when memory
 * runs out. */
#ifndef MKBA_REPORT_WRITERS_H
#define MKBA_REPORT_WRITERS_H

#include "analysis/baseline.h"
#include "analysis/explain.h"
#include "analysis/findings.h"
#include "report/catalogue.h"

/* The baseline for people: one area in full, or many in short. */
void mkba_write_baseline_table(mkba_buffer *out, const mkba_result *result,
                               const mkba_catalogue *catalogue);
/* The baseline for programs; the keys are a contract (docs/json.md). */
void mkba_write_baseline_json(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue);
/* area; figure; unit; value */
void mkba_write_baseline_csv(mkba_buffer *out, const mkba_result *result);

void mkba_write_explanation_table(mkba_buffer *out, const mkba_explanation *explanation,
                                  const mkba_catalogue *catalogue);
void mkba_write_explanation_json(mkba_buffer *out, const mkba_explanation *explanation,
                                 const mkba_catalogue *catalogue);

/* The simulation for people, for programs, and as rows. */
void mkba_write_simulation_table(mkba_buffer *out, const mkba_findings *findings,
                                 const mkba_catalogue *catalogue);
void mkba_write_simulation_json(mkba_buffer *out, const mkba_findings *findings,
                                const mkba_catalogue *catalogue);
void mkba_write_simulation_csv(mkba_buffer *out, const mkba_findings *findings);

/* The rubric behind the scores: of one factor, or of all when `factor` is NULL. */
void mkba_write_rubric_table(mkba_buffer *out, const mkba_data *data, const char *factor,
                             const mkba_catalogue *catalogue);
void mkba_write_rubric_json(mkba_buffer *out, const mkba_data *data, const char *factor);
void mkba_write_rubric_csv(mkba_buffer *out, const mkba_data *data, const char *factor);

/* Text as one cell of a CSV file, in quotes where it needs them. */
void mkba_write_csv_cell(mkba_buffer *out, const char *text);

/* The name of a unit in the language of the catalogue. */
const char *mkba_unit_label(const mkba_data *data, const char *unit,
                            const mkba_catalogue *catalogue);

#endif
