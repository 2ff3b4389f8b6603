/* The parts of a baseline on paper. Each writes one part for one area, or for the total where
 * that makes sense. */
#ifndef MKBA_REPORT_SECTIONS_H
#define MKBA_REPORT_SECTIONS_H

#include "analysis/baseline.h"
#include "report/page.h"

typedef struct {
    mkba_page page;
    const mkba_result *result;
    const mkba_outcome *outcome; /* NULL: the total over all areas */
    const double *value;         /* per figure */
} mkba_sheet;

double mkba_sheet_figure(const mkba_sheet *sheet, const char *path);
/* pattern "parties.%s.pv_eur" with one word filled in */
double mkba_sheet_item(const mkba_sheet *sheet, const char *pattern, const char *item);
/* A sentence with numbers. */
void mkba_sheet_say(const mkba_sheet *sheet, const char *mark, const char *id,
                    const double *number, size_t numbers);
const char *mkba_sheet_label(const mkba_sheet *sheet, const char *const label[2]);

void mkba_section_outcome(const mkba_sheet *sheet);
void mkba_section_questions(const mkba_sheet *sheet);
void mkba_section_segments(const mkba_sheet *sheet);
void mkba_section_costs(const mkba_sheet *sheet);
void mkba_section_lines(const mkba_sheet *sheet);
void mkba_section_pm(const mkba_sheet *sheet);
void mkba_section_parties(const mkba_sheet *sheet);
void mkba_section_years(const mkba_sheet *sheet);
void mkba_section_potential(const mkba_sheet *sheet);
void mkba_section_evidence(const mkba_sheet *sheet);
void mkba_section_remarks(const mkba_sheet *sheet);
void mkba_section_assumptions(const mkba_sheet *sheet);
void mkba_section_statements(const mkba_sheet *sheet);
void mkba_section_areas(const mkba_sheet *sheet);

#endif
