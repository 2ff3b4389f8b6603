/* The parts of an explanation on a page. */
#ifndef MKBA_REPORT_EXPLAIN_PAGE_H
#define MKBA_REPORT_EXPLAIN_PAGE_H

#include "analysis/explain.h"
#include "report/page.h"

/* "npv_eur = -89.823.053,4179 euro  [8]" */
void mkba_explain_value(mkba_buffer *out, const mkba_page *page, const mkba_explanation *e,
                        const mkba_explained *step);
/* What stands below it: its formula, or the range and source of a number, or where it was
 * entered. */
void mkba_explain_about(const mkba_page *page, const mkba_explanation *e,
                        const mkba_explained *step);

#endif
