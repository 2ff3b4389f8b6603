/* An import as an areas file. */
#ifndef MKBA_REPORT_IMPORT_CSV_H
#define MKBA_REPORT_IMPORT_CSV_H

#include "input/official.h"
#include "report/catalogue.h"

void mkba_write_import(mkba_buffer *out, const mkba_import *import,
                       const mkba_catalogue *catalogue);

#endif
