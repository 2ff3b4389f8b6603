/* What the two halves of the sheet with the cash-in plan share. */
#ifndef MKBA_REPORT_WORKBOOK_PLAN_H
#define MKBA_REPORT_WORKBOOK_PLAN_H

#include "report/sheet.h"
#include "report/workbook_parts.h"

enum {
    MKBA_PLAN_FIRST = 2, /* the column of the first year */
    MKBA_PLAN_WIDE = 14  /* columns of the widest table */
};

/* The area of the workbook, or the total, for what reads a result on paper. */
mkba_sheet mkba_book_plan_sheet(const mkba_book *book);
bool mkba_book_has_plan_line(const mkba_book *book, size_t line);
/* A band with a name across the sheet; the row below it. The others too give the row where
 * what comes next may begin. */
uint32_t mkba_book_plan_heading(mkba_book *book, uint32_t row, const char *id);
uint32_t mkba_book_write_contracts(mkba_book *book, uint32_t row);
uint32_t mkba_book_write_arrangements(mkba_book *book, uint32_t row);
uint32_t mkba_book_write_agreements(mkba_book *book, uint32_t row);

#endif
