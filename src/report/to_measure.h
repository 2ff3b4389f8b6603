/* What to record first, for people, for programs, and as rows. */
#ifndef MKBA_REPORT_TO_MEASURE_H
#define MKBA_REPORT_TO_MEASURE_H

#include "analysis/to_measure.h"
#include "report/page.h"

void mkba_write_to_measure_table(const mkba_page *on, const mkba_to_measure *t);
void mkba_write_to_measure_json(mkba_buffer *out, const mkba_to_measure *t);
void mkba_write_to_measure_csv(mkba_buffer *out, const mkba_to_measure *t);

#endif
