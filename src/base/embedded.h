/* Files that are part of the program: the data tables, the formulas, the sentences. The
 * Makefile writes the array. */
#ifndef MKBA_BASE_EMBEDDED_H
#define MKBA_BASE_EMBEDDED_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *name;  /* as in the project: "data/lines.csv" */
    const char *bytes; /* followed by a NUL */
    size_t length;
    const uint32_t *place; /* of a table: where each cell starts, row by row from the header
                              on; each ends with a NUL, and row i was line i of the file */
    size_t cells, columns;
    const uint16_t *order;   /* its rows (the first is 0) in the order of their first cells */
    const char *fingerprint; /* SHA-256 of the file, in hexadecimal */
} mkba_embedded_file;

extern const mkba_embedded_file mkba_embedded_files[];
extern const size_t mkba_embedded_count;

/* NULL when there is none of that name. */
const mkba_embedded_file *mkba_embedded_find(const char *name);

#endif
