/* Tables of the project's own data, read into arrays of structs: one row of a specification
 * per column. */
#ifndef MKBA_INPUT_RECORD_H
#define MKBA_INPUT_RECORD_H

#include "base/embedded.h"
#include "input/table.h"

typedef enum {
    MKBA_FIELD_TEXT,   /* const char *, "" when blank */
    MKBA_FIELD_NUMBER, /* double, NaN when blank */
    MKBA_FIELD_FLAG,   /* bool: 1 or blank */
    MKBA_FIELD_LINE    /* unsigned, the line of the row; the column name is not used */
} mkba_field_kind;

typedef struct {
    const char *column;
    mkba_field_kind kind;
    size_t offset;
    bool required; /* the column must be there and no cell blank */
} mkba_record_column;

typedef struct {
    const char *file;
    const char *bytes;
    size_t length;
    const mkba_embedded_file *packed; /* of a table inside the program; else NULL */
} mkba_source_text;

/* Reads all rows into an array of structs of `size` bytes, zeroed before they are filled. */
mkba_status mkba_records_read(void **items, size_t *count, size_t size,
                              const mkba_record_column *column, size_t columns,
                              mkba_arena *arena, mkba_source_text source, mkba_issues *issues);

#endif
