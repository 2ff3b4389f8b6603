/* What the parts of the cash-in plan share: its figures, who pays, contracts and advice in
 * words. */
#ifndef MKBA_REPORT_PLAN_LINES_H
#define MKBA_REPORT_PLAN_LINES_H

#include "analysis/advice.h"
#include "analysis/cash_plan.h"
#include "report/sheet.h"

/* A figure such as "plan.%s.cash_eur.%zu". */
double mkba_plan_figure(const mkba_sheet *sheet, const char *pattern, const char *item,
                        size_t year);
double mkba_pocket_figure(const mkba_sheet *sheet, const char *party, const char *line,
                          const char *figure);
/* "Gemeente (50%), Rijk (50%)" */
void mkba_plan_payers(mkba_buffer *out, const mkba_sheet *sheet, const char *line);

/* The advice of a kind that holds here, under a lead, all behind an indent; the lead alone is
 * not written. */
size_t mkba_plan_advice(const mkba_sheet *sheet, const char *about, const char *kind,
                        const char *lead, const char *indent);
mkba_advice_view mkba_plan_view(const mkba_sheet *sheet);
/* One piece of advice with its numbers, with its origin in brackets and without. */
void mkba_plan_advice_said(mkba_buffer *out, const mkba_sheet *sheet,
                           const mkba_advice_row *row);
void mkba_plan_advice_text(mkba_buffer *out, const mkba_sheet *sheet,
                           const mkba_advice_row *row);

/* The contracts of a line, what follows from them, and what is not known. */
void mkba_plan_contracts(const mkba_sheet *sheet, size_t line);

/* What is not known of a contract (NULL: of a line without one), as names of texts. Returns
 * how many; `out` has room for MKBA_PLAN_UNKNOWNS. */
enum { MKBA_PLAN_UNKNOWNS = 6 };
size_t mkba_plan_unknown(const char *out[MKBA_PLAN_UNKNOWNS], const mkba_contract *contract);
/* What does not fit, in the same way. */
enum { MKBA_PLAN_CONFLICTS = 4 };
size_t mkba_plan_conflicts(const char *out[MKBA_PLAN_CONFLICTS],
                           const mkba_arrangement *arrangement);

/* The factors in the order of what they are worth within reach. */
typedef struct {
    const mkba_factor *factor;
    double potential, reach, score;
} mkba_plan_factor;
enum { MKBA_PLAN_FACTORS = 16 };
size_t mkba_plan_factors(mkba_plan_factor out[MKBA_PLAN_FACTORS], const mkba_sheet *sheet);

/* How a party stands: "gains" without paying, "pays_and_loses", "pays_and_gains", "loses"
 * without paying, or "none". */
const char *mkba_plan_standing(const mkba_sheet *sheet, const char *party);

#endif
