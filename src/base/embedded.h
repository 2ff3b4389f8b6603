/* Files that are part of the program: the data tables, the formulas, the sentences. The
 * Makefile writes the array. */
#ifndef MKBA_BASE_EMBEDDED_H
#define MKBA_BASE_EMBEDDED_H

#include <stddef.h>

typedef struct {
    const char *name;  /* as in the project: "data/lines.csv" */
    const char *bytes; /* followed by a NUL */
    size_t length;
} mkba_embedded_file;

extern const mkba_embedded_file mkba_embedded_files[];
extern const size_t mkba_embedded_count;

/* NULL when there is none of that name. */
const mkba_embedded_file *mkba_embedded_find(const char *name);

#endif
