/* What the columns of a file with household records hold. Their names are never said: where a
 * line with names is missing, a household stands in its place. */
#ifndef MKBA_INPUT_HOUSEHOLD_COLUMNS_H
#define MKBA_INPUT_HOUSEHOLD_COLUMNS_H

#include "input/blocks.h"
#include "input/data.h"

typedef enum {
    MKBA_HOUSEHOLD_OTHER, /* not read */
    MKBA_HOUSEHOLD_AREA,
    MKBA_HOUSEHOLD_ID,
    MKBA_HOUSEHOLD_SCORE,
    MKBA_HOUSEHOLD_REST /* whatever there is, to the end of the line */
} mkba_household_role;

/* Columns beside each other that are read in the same way. */
typedef struct {
    mkba_household_role role;
    size_t count;
} mkba_household_run;

typedef struct {
    char separator;
    size_t columns;
    mkba_household_role *role; /* [columns] */
    const char **name;         /* [columns]: our name for it; NULL for what is not read */
    mkba_household_run *run;
    size_t runs;
    bool has_id;
    size_t others;
} mkba_household_columns;

/* Reads the line with names. Everything lives in `arena`. */
mkba_status mkba_household_columns_read(mkba_household_columns *out, mkba_arena *arena,
                                        const mkba_data *data, const char *file,
                                        const mkba_block *head, mkba_issues *issues);

/* The same columns for who needs no more than areas and ids, of rows that are known to be
 * right. */
mkba_household_columns mkba_household_columns_of_ids(const mkba_household_columns *columns,
                                                     mkba_arena *arena);

#endif
