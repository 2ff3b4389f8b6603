/* The numbers of the model with their passports, the price list, and the sources. */
#ifndef MKBA_REPORT_NUMBERS_H
#define MKBA_REPORT_NUMBERS_H

#include "report/page.h"

typedef enum { MKBA_LIST_NUMBERS, MKBA_LIST_PRICES, MKBA_LIST_SOURCES } mkba_list;

/* Rows of a list whose key holds `pattern` (with * for anything; NULL for all). Returns how
 * many there were. */
size_t mkba_write_list_table(const mkba_page *on, const mkba_data *data, mkba_list list,
                             const char *pattern);
size_t mkba_write_list_json(mkba_buffer *out, const mkba_data *data, mkba_list list,
                            const char *pattern);
/* The numbers in the form that --parameters reads. */
size_t mkba_write_list_csv(mkba_buffer *out, const mkba_data *data, mkba_list list,
                           const char *pattern);

#endif
