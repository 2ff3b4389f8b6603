#include "input/record.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { MOST_COLUMNS = 64 };

typedef struct {
    mkba_table table;
    const mkba_record_column *column;
    size_t columns;
    size_t at[MOST_COLUMNS]; /* where each is in the table */
    mkba_issues *issues;
    mkba_status status;
} reader;

static mkba_status note(reader *r, mkba_status status)
{
    mkba_keep_first(&r->status, status);
    return status;
}

static void find_columns(reader *r)
{
    for (size_t i = 0; i < r->columns; i++) {
        const mkba_record_column *c = &r->column[i];
        r->at[i] = SIZE_MAX;
        for (size_t k = 0; k < r->table.columns; k++) {
            if (c->column && strcmp(r->table.header[k], c->column) == 0) {
                r->at[i] = k;
            }
        }
        if (r->at[i] == SIZE_MAX && c->required) {
            mkba_place place = {.file = r->table.file, .line = 1};
            note(r, mkba_issue_add(r->issues, MKBA_ERR_MISSING, place, "table.no_column",
                                   MKBA_WORDS(c->column)));
        }
    }
}

static void read_cell(reader *r, char *item, size_t row, size_t i)
{
    const mkba_record_column *c = &r->column[i];
    const char *text = r->at[i] == SIZE_MAX ? "" : mkba_table_cell(&r->table, row, r->at[i]);
    if (c->required && text[0] == '\0') {
        note(r,
             mkba_issue_add(r->issues, MKBA_ERR_MISSING,
                            mkba_table_place(&r->table, row, r->at[i]), "cell.blank", NULL));
    }
    if (c->kind == MKBA_FIELD_TEXT) {
        memcpy(item + c->offset, &text, sizeof text);
    } else if (c->kind == MKBA_FIELD_NUMBER) {
        mkba_number number = {.value = NAN};
        if (r->at[i] != SIZE_MAX) {
            note(r, mkba_table_number(&number, &r->table, row, r->at[i], r->issues));
        }
        double value = number.value;
        memcpy(item + c->offset, &value, sizeof value);
    } else if (c->kind == MKBA_FIELD_FLAG) {
        bool flag = strcmp(text, "1") == 0;
        memcpy(item + c->offset, &flag, sizeof flag);
    } else {
        unsigned line = mkba_table_line(&r->table, row);
        memcpy(item + c->offset, &line, sizeof line);
    }
}

static void find_decimal(reader *r)
{
    bool numeric[MOST_COLUMNS] = {false};
    mkba_place place;
    const char *text;
    for (size_t i = 0; i < r->columns; i++) {
        if (r->column[i].kind == MKBA_FIELD_NUMBER && r->at[i] < MOST_COLUMNS) {
            numeric[r->at[i]] = true;
        }
    }
    mkba_table_find_decimal(&r->table, numeric, &place, &text);
}

mkba_status mkba_records_read(void **items, size_t *count, size_t size,
                              const mkba_record_column *column, size_t columns,
                              mkba_arena *arena, mkba_source_text source, mkba_issues *issues)
{
    reader r = {.column = column, .columns = columns, .issues = issues};
    r.status = source.packed ? mkba_table_packed(&r.table, arena, source.file, source.packed)
                             : mkba_table_read(&r.table, arena, source.file, source.bytes,
                                               source.length, issues);
    if (r.status != MKBA_OK) {
        return r.status;
    }
    if (r.table.columns > MOST_COLUMNS) {
        return mkba_issue_add(issues, MKBA_ERR_SYNTAX, (mkba_place){.file = source.file},
                              "table.too_wide", NULL);
    }
    find_columns(&r);
    char *array = mkba_arena_alloc(arena, r.table.rows, size);
    if (!array) {
        return MKBA_ERR_MEMORY;
    }
    find_decimal(&r);
    bool complete = r.status == MKBA_OK;
    for (size_t row = 0; row < r.table.rows && complete; row++) {
        for (size_t i = 0; i < columns; i++) {
            read_cell(&r, array + row * size, row, i);
        }
    }
    if (mkba_arena_failed(arena)) {
        return MKBA_ERR_MEMORY;
    }
    *items = array;
    *count = r.table.rows;
    return r.status;
}
