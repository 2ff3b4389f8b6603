/* How a file is written, as its first bytes tell, and its conversion to UTF-8. */
#ifndef MKBA_INPUT_ENCODING_H
#define MKBA_INPUT_ENCODING_H

#include <mkba.h>

#include <iconv.h>
#include <stdbool.h>

typedef struct {
    const char *bytes; /* that it starts with */
    size_t size;
    const char *name; /* as iconv calls it; NULL: nothing to convert */
    size_t unit;      /* of bytes that stand for no character so many are skipped */
    bool is_workbook;
} mkba_encoding;

/* A mark of no bytes where there is none. */
const mkba_encoding *mkba_encoding_of(const char *bytes, size_t length);
extern const mkba_encoding mkba_windows_1252;

#define MKBA_NO_CONVERTER ((iconv_t)-1)

/* MEMORY, or SYNTAX where the system cannot convert it. */
mkba_status mkba_converter_open(iconv_t *out, const mkba_encoding *encoding);

#endif
