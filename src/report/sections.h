/* The parts of a baseline on paper. Each writes one part for one area, or for the total where
 * that makes sense. */
#ifndef MKBA_REPORT_SECTIONS_H
#define MKBA_REPORT_SECTIONS_H

#include "report/sheet.h"

void mkba_section_outcome(const mkba_sheet *sheet);
void mkba_section_questions(const mkba_sheet *sheet);
void mkba_section_segments(const mkba_sheet *sheet);
void mkba_section_costs(const mkba_sheet *sheet);
void mkba_section_lines(const mkba_sheet *sheet);
void mkba_section_pm(const mkba_sheet *sheet);
void mkba_section_measured(const mkba_sheet *sheet); /* nothing where nothing was measured */
void mkba_section_parties(const mkba_sheet *sheet);
void mkba_section_years(const mkba_sheet *sheet);
void mkba_section_potential(const mkba_sheet *sheet);
/* The part of it that is a table, without what to do. */
void mkba_section_potential_table(const mkba_sheet *sheet);
/* These say something of a result with a plan only (mkba_baseline_run_plan): the plan per
 * party and line, who gains without paying, and what to do per factor. */
void mkba_section_cash_plan(const mkba_sheet *sheet);
void mkba_section_wrong_pockets(const mkba_sheet *sheet);
void mkba_section_advice(const mkba_sheet *sheet);
void mkba_section_evidence(const mkba_sheet *sheet);
void mkba_section_remarks(const mkba_sheet *sheet);
void mkba_section_assumptions(const mkba_sheet *sheet);
void mkba_section_statements(const mkba_sheet *sheet);
void mkba_section_areas(const mkba_sheet *sheet);

/* What every baseline says of itself: names of texts, up to a NULL. */
extern const char *const mkba_statements[];
/* What a scenario changed in a column of an area. False: nothing. */
bool mkba_section_changed(mkba_message *message, const mkba_data *data, const mkba_area *area,
                          size_t column);

#endif
