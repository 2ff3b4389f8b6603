/* Checks of stored results, as text; and what its forms share. */
#ifndef MKBA_REPORT_CHECK_H
#define MKBA_REPORT_CHECK_H

#include "analysis/check.h"
#include "report/page.h"

/* Some checks, and how many rows of each people see (0: all). */
typedef struct {
    const mkba_check *const *check;
    size_t count;
    size_t top;
} mkba_checks;

void mkba_write_checks_table(const mkba_page *page, const mkba_checks *checks);
void mkba_write_checks_json(mkba_buffer *out, const mkba_checks *checks,
                            const mkba_catalogue *catalogue);
/* file; kind; area; figure; cause; was; is; value */
void mkba_write_checks_csv(mkba_buffer *out, const mkba_checks *checks,
                           const mkba_catalogue *catalogue);
/* A test per area, one for the total, and one for what is of the whole result. */
void mkba_write_checks_tap(mkba_buffer *out, const mkba_checks *checks,
                           const mkba_catalogue *catalogue);
void mkba_write_checks_junit(mkba_buffer *out, const mkba_checks *checks,
                             const mkba_catalogue *catalogue);

/* same, moved or fault */
const char *mkba_check_state(const mkba_check *check);
/* A value as it stands in JSON, without quotes; "" when it is not there, "..." when it is an
 * object or a list. */
void mkba_check_value(mkba_buffer *out, const mkba_tree *value);
/* The first fault in words. */
void mkba_check_fault_text(mkba_buffer *out, const mkba_check *check,
                           const mkba_catalogue *catalogue);

#endif
