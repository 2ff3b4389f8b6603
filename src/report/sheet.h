/* A result on paper: one area, or the total over all of them, and how its figures are looked
 * up and said. */
#ifndef MKBA_REPORT_SHEET_H
#define MKBA_REPORT_SHEET_H

#include "analysis/result.h"
#include "report/page.h"

typedef struct {
    mkba_page page;
    const mkba_result *result;
    const mkba_outcome *outcome; /* NULL: the total over all areas */
    const double *value;         /* per figure */
} mkba_sheet;

/* The unit of amounts is left to whoever writes it. */
mkba_sheet mkba_sheet_of(const mkba_page *on, const mkba_result *result);
/* What it is about; `id_total` of several areas. */
void mkba_sheet_title(const mkba_sheet *sheet, const char *id, const char *id_total);
double mkba_sheet_figure(const mkba_sheet *sheet, const char *path);
/* pattern "parties.%s.pv_eur" with one word filled in */
double mkba_sheet_item(const mkba_sheet *sheet, const char *pattern, const char *item);
/* A sentence with numbers. */
void mkba_sheet_say(const mkba_sheet *sheet, const char *mark, const char *id,
                    const double *number, size_t numbers);
const char *mkba_sheet_label(const mkba_sheet *sheet, const char *const label[2]);

#endif
