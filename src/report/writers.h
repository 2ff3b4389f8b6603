/* Every output of the program, as text. Each adds to `out`, or to the text of the page that it
 * is written `on`, and remembers there when memory runs out. */
#ifndef MKBA_REPORT_WRITERS_H
#define MKBA_REPORT_WRITERS_H

#include "analysis/baseline.h"
#include "analysis/breakeven.h"
#include "analysis/compare.h"
#include "analysis/explain.h"
#include "analysis/findings.h"
#include "analysis/sensitivity.h"
#include "report/page.h"

/* The baseline for people: one area in full, or many in short. `moments` are measurements that
 * stand beside it, of which it is the last; NULL: none. */
void mkba_write_baseline_table(const mkba_page *on, const mkba_result *result,
                               const mkba_comparison *moments);
/* The baseline for programs; the keys are a contract (docs/json.md). */
void mkba_write_baseline_json(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue);
/* area; figure; unit; value */
void mkba_write_baseline_csv(mkba_buffer *out, const mkba_result *result);

/* The cash-in plan and the potential, of a result with a plan. */
void mkba_write_cash_plan_table(const mkba_page *on, const mkba_result *result);
void mkba_write_cash_plan_json(mkba_buffer *out, const mkba_result *result,
                               const mkba_catalogue *catalogue);
/* area; line; payers; from_year; t; year; saving_eur; cash_eur; ... */
void mkba_write_cash_plan_csv(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue);
void mkba_write_potential_table(const mkba_page *on, const mkba_result *result);
void mkba_write_potential_json(mkba_buffer *out, const mkba_result *result,
                               const mkba_catalogue *catalogue);
void mkba_write_potential_csv(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue);

void mkba_write_explanation_table(const mkba_page *on, const mkba_explanation *explanation);
void mkba_write_explanation_json(mkba_buffer *out, const mkba_explanation *explanation,
                                 const mkba_catalogue *catalogue);

/* What moves a figure most: for people the first part only, for programs all. */
void mkba_write_sensitivity_table(const mkba_page *on, const mkba_sensitivity *sensitivity);
void mkba_write_sensitivity_json(mkba_buffer *out, const mkba_sensitivity *sensitivity);
void mkba_write_sensitivity_csv(mkba_buffer *out, const mkba_sensitivity *sensitivity);

void mkba_write_breakeven_table(const mkba_page *on, const mkba_breakeven *breakeven);
void mkba_write_breakeven_json(mkba_buffer *out, const mkba_breakeven *breakeven);
void mkba_write_breakeven_csv(mkba_buffer *out, const mkba_breakeven *breakeven);

/* The simulation for people, for programs, and as rows. */
void mkba_write_simulation_table(const mkba_page *on, const mkba_findings *findings);
void mkba_write_simulation_json(mkba_buffer *out, const mkba_findings *findings,
                                const mkba_catalogue *catalogue);
void mkba_write_simulation_csv(mkba_buffer *out, const mkba_findings *findings);

/* The baseline as a workbook with formulas, in a file. IO: it cannot be written (errno tells
 * why). STOPPED: `progress` returned false. */
mkba_status mkba_write_workbook(const char *path, mkba_result *result,
                                const mkba_catalogue *catalogue,
                                const mkba_workbook_options *options, mkba_issues *issues);

/* The rubric behind the scores: of one factor, or of all when `factor` is NULL. */
/* The factor with a rubric that is called so, in Dutch or English; NULL: none. */
const char *mkba_rubric_factor(const mkba_data *data, const char *name);
void mkba_write_rubric_table(const mkba_page *on, const mkba_data *data, const char *factor);
void mkba_write_rubric_json(mkba_buffer *out, const mkba_data *data, const char *factor);
void mkba_write_rubric_csv(mkba_buffer *out, const mkba_data *data, const char *factor);

/* Text as one cell of a CSV file, in quotes where it needs them. */
void mkba_write_csv_cell(mkba_buffer *out, const char *text);

/* The name of a unit in the language of the catalogue. */
const char *mkba_unit_label(const mkba_data *data, const char *unit,
                            const mkba_catalogue *catalogue);

#endif
