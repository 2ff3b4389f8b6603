/* A sheet of indicators, to be filled in and read again. */
#ifndef MKBA_REPORT_INDICATOR_SHEET_CSV_H
#define MKBA_REPORT_INDICATOR_SHEET_CSV_H

#include "input/areas.h"
#include "report/catalogue.h"

/* With a decimal sign as in the language, for a spreadsheet in that language. The areas are
 * filled (mkba_areas_fill_selected). Without areas (NULL): an empty sheet for one. */
void mkba_write_indicator_sheet(mkba_buffer *out, const mkba_data *data,
                                const mkba_areas *areas, const mkba_catalogue *catalogue);

#endif
