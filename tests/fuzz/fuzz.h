/* What the harnesses share. Each reads bytes as the program reads a file, through its name,
 * and must come back with a status: no crash, no sanitizer report, no hang, no unbounded
 * memory. */
#ifndef MKBA_FUZZ_H
#define MKBA_FUZZ_H

#include <mkba.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { FUZZ_NAME = 64 };

/* A file with these bytes that exists in memory only; `name` becomes what opens it. Returns
 * what closes it. */
static inline int fuzz_file(char name[FUZZ_NAME], const uint8_t *bytes, size_t size)
{
    int file = memfd_create("fuzz", 0);
    if (file < 0 || write(file, bytes, size) != (ssize_t)size ||
        lseek(file, 0, SEEK_SET) != 0) {
        abort();
    }
    snprintf(name, FUZZ_NAME, "/proc/self/fd/%d", file);
    return file;
}

/* What goes wrong must be said, in both languages. */
static inline void fuzz_check(mkba_status status, const mkba_issues *issues)
{
    if ((status == MKBA_OK) != (issues->total == 0)) {
        abort();
    }
    for (size_t i = 0; i < mkba_issues_stored(issues); i++) {
        for (int language = MKBA_DUTCH; language <= MKBA_ENGLISH; language++) {
            char *text = mkba_issue_text(&issues->item[i], (mkba_language)language);
            if (!text || !strchr(text, '.')) {
                abort();
            }
            mkba_text_free(text);
        }
    }
}

static inline mkba_data *fuzz_data(void)
{
    mkba_data *data;
    if (mkba_data_open(&data, NULL, NULL) != MKBA_OK) {
        abort();
    }
    return data;
}

#endif
