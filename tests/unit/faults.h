/* Small files of a user, each with the fault that it must give and its place. */
#ifndef MKBA_TEST_FAULTS_H
#define MKBA_TEST_FAULTS_H

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[] = "/tmp/mkba-inputs-XXXXXX";
static mkba_data *plain; /* as it stands, for what only reads it */

/* Line 0: none; `id` NULL: no fault. `column`: where it is, or its name. */
typedef struct {
    const char *text;
    mkba_status status;
    const char *id;
    unsigned line, column;
    const char *name;
} fault_case;

#define GOOD(text)                                                                            \
    {                                                                                         \
        text, MKBA_OK, NULL, 0, 0, NULL                                                       \
    }
#define COUNT(array) (sizeof(array) / sizeof *(array))

static inline int open_plain(void **state)
{
    int file = mkstemp(path);
    (void)state;
    return file < 0 || close(file) != 0 || mkba_data_open(&plain, NULL, NULL) != MKBA_OK;
}

static inline int close_plain(void **state)
{
    (void)state;
    mkba_data_free(plain);
    return remove(path);
}

static inline const char *put(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

static size_t wrong;

static inline void check(const fault_case *want, mkba_status status, const mkba_issues *issues)
{
    const mkba_issue *first = &issues->item[0];
    bool good = status == want->status && (issues->total > 0) == (want->id != NULL);
    if (want->id) {
        good = good && strcmp(first->message.id, want->id) == 0 && first->line == want->line &&
               first->column == want->column &&
               (!want->name || strcmp(first->column_name, want->name) == 0);
    }
    if (!good) {
        print_error("%s\nstatus %d: %s, line %u, column %u (%s)\n", want->text, (int)status,
                    first->message.id, first->line, first->column, first->column_name);
        wrong++;
    }
}

/* All of them are told. */
static inline void none_wrong(void)
{
    size_t count = wrong;
    wrong = 0;
    assert_int_equal(count, 0);
}

#endif
