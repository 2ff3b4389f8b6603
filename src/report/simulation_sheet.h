/* A simulation on paper, and the parts that it consists of. */
#ifndef MKBA_REPORT_SIMULATION_SHEET_H
#define MKBA_REPORT_SIMULATION_SHEET_H

#include "analysis/findings.h"
#include "report/page.h"

typedef struct {
    mkba_page page;
    const mkba_simulation *simulation;
    const mkba_findings *findings;
} mkba_simulation_sheet;

/* The base in the language of the page; an alternative by its own name. */
const char *mkba_simulation_world_name(const mkba_simulation_sheet *sheet, size_t world);
const mkba_distribution *mkba_simulation_npv(const mkba_simulation_sheet *sheet, size_t area,
                                             size_t world);
/* A sentence with a word ({1}; NULL for none) and numbers ({2} and on; {1} and on when there
 * is no word). */
void mkba_simulation_say(const mkba_simulation_sheet *sheet, const char *mark, const char *id,
                         const char *word, const double *number, size_t numbers);

/* The total, or the only area, in one world. */
void mkba_simulation_section_outcomes(const mkba_simulation_sheet *sheet, size_t world);
void mkba_simulation_section_parties(const mkba_simulation_sheet *sheet, size_t world);
void mkba_simulation_section_histogram(const mkba_simulation_sheet *sheet);
/* What it would be worth to know, before deciding. */
void mkba_simulation_section_measure(const mkba_simulation_sheet *sheet);

#endif
