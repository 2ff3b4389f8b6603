/* What must hold of a line (effectpost) before anything is computed with it. */
#ifndef MKBA_INPUT_LINES_H
#define MKBA_INPUT_LINES_H

#include "input/data.h"

/* Kind and payer are known, its service is claimed by no line before it, its numbers for extra
 * use are complete. Also sets has_amount. */
mkba_status mkba_line_check(mkba_data *data, size_t index, mkba_issues *issues);

/* The line with that id, Dutch name or label, as mkba_plain_name writes it; NULL: none. */
const mkba_line *mkba_line_named(const mkba_data *data, const char *plain);

#endif
