/* What the tables in data/ look like: one row per table, one row per column. */
#ifndef MKBA_INPUT_SCHEMA_H
#define MKBA_INPUT_SCHEMA_H

#include "input/data.h"

typedef struct {
    const char *file;
    size_t items, count; /* where its rows go: offsets in mkba_data */
    size_t size;         /* of one row */
    const mkba_record_column *column;
    size_t columns;
} mkba_table_spec;

extern const mkba_table_spec mkba_tables[];
extern const size_t mkba_table_count;

#endif
