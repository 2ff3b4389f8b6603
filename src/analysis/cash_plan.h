/* The cash-in plan (verzilverplan): what contracts allow of what the model says can be cashed.
 * The amounts of the model are figures (plan.<line>.cash_eur.<year>). */
#ifndef MKBA_ANALYSIS_CASH_PLAN_H
#define MKBA_ANALYSIS_CASH_PLAN_H

#include "analysis/result.h"
#include "input/contracts.h"

enum { MKBA_PLAN_YEARS = 6 };

/* How many years the plan has: six, or fewer when the horizon is shorter. */
size_t mkba_cash_plan_years(const mkba_data *data);

/* Does the plan have that line (an index into data->line) in an area, or (NULL) in any: those
 * with an amount, and PM lines where they were measured. */
bool mkba_cash_plan_has_line(const mkba_data *data, const mkba_outcome *outcome, size_t line);

/* What follows from one contract. */
typedef struct {
    const mkba_contract *contract;
    mkba_date deadline; /* the last day to give notice; none: not known, or open-ended */
    double first_year;  /* in which capacity can be cut, the lag counted; NaN: not known */
    double step_eur;    /* NaN: not known */
    bool notice_passed; /* before the approach starts */
    bool ended;         /* before the approach starts */
    bool after_plan;    /* nothing within the years of the plan */
    bool after_horizon;
} mkba_arrangement;

/* The contracts that hold for a line (an index into data->line) in an area, those of the area
 * itself before those of all; of the total (outcome NULL) all of them. The next from `from`
 * on; contracts->count at the end. */
size_t mkba_cash_plan_contract(const mkba_result *result, const mkba_outcome *outcome,
                               size_t line, size_t from);
void mkba_cash_plan_arrange(mkba_arrangement *out, const mkba_result *result,
                            const mkba_contract *contract);

/* What can be cashed of a line in year t within its contracts, in whole steps: an amount below
 * zero in full. NaN: no contract is known, or not until when it runs. */
double mkba_cash_plan_within(const mkba_result *result, const mkba_outcome *outcome,
                             size_t line, size_t t);

#endif
