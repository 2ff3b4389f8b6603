/* Reading the cells of an areas file; shared by the files that do so. */
#ifndef MKBA_INPUT_AREA_READER_H
#define MKBA_INPUT_AREA_READER_H

#include "input/area_rules.h"
#include "input/columns.h"
#include "input/table.h"

/* What a column of the file holds. */
typedef struct {
    size_t column; /* of data->column; SIZE_MAX: not known, read past and reported */
    mkba_header what;
} mkba_area_header;

typedef struct mkba_area_reader {
    mkba_areas *areas;
    const mkba_data *data;
    mkba_table table;
    mkba_entry *entry; /* [rows * data->columns] of a sheet of indicators; else NULL */
    mkba_area_header *header;
    size_t *at; /* per column of data->column: where it is in the file, or SIZE_MAX */
    mkba_map seen;
    mkba_issues *issues;
    mkba_status in_sheet; /* of the first fault in turning a sheet of indicators */
    mkba_status status;   /* of the first fault */
    size_t faults;
} mkba_area_reader;

/* Records a fault; passes the status on. */
mkba_status mkba_area_report(mkba_area_reader *r, mkba_status status);
/* A fault of one cell. */
mkba_status mkba_area_fault(mkba_area_reader *r, mkba_status status, size_t row, size_t at,
                            const char *id, const char *word);

/* Says of a column in the file that its name is not known. */
void mkba_area_note_unknown(mkba_area_reader *r, const char *name);
/* Which column is which. */
void mkba_area_read_header(mkba_area_reader *r);
/* All cells of a row into an area that has room for them. */
void mkba_area_read_cells(mkba_area_reader *r, mkba_area *area, size_t row);

#endif
