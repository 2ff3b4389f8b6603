/* Counts per area from household records, as a file of areas. */
#ifndef MKBA_REPORT_SEGMENTS_H
#define MKBA_REPORT_SEGMENTS_H

#include "input/segments.h"
#include "report/catalogue.h"

/* Counts under `least` are blank, and with them what would give them away; areas with fewer
 * households are left out. */
void mkba_write_segments_csv(mkba_buffer *out, const mkba_segments *segments, unsigned least);
/* What was noticed on reading, and how much was suppressed. */
void mkba_write_segments_remarks(mkba_buffer *out, const mkba_segments *segments,
                                 unsigned least, const mkba_catalogue *catalogue);

#endif
