/* Files as bytes, and bytes as UTF-8 text, whatever wrote them. */
#ifndef MKBA_INPUT_BYTES_H
#define MKBA_INPUT_BYTES_H

#include "base/buffer.h"

#include <mkba.h>

#include <sys/stat.h>

/* The largest file that is read whole. A table of areas for every neighbourhood of the country
 * is far below it. */
#define MKBA_MOST_BYTES (64u * 1024u * 1024u)

/* Reads a whole file; "-" is standard input. */
mkba_status mkba_bytes_read(mkba_buffer *out, const char *path, mkba_issues *issues);

/* The fault of a file that cannot be read; `why` is an errno. */
mkba_status mkba_cannot_read(mkba_issues *issues, const char *path, int why);
/* Whether a file is still what it was: of the same size, and not written to. */
bool mkba_same_file_state(const struct stat *now, const struct stat *before);

/* Turns bytes into UTF-8 with line ends \n: UTF-8 with or without byte order mark, UTF-16 with
 * one, otherwise Windows-1252. A workbook or other binary file is refused, with what to do.
 * `name` is for messages. */
mkba_status mkba_bytes_to_text(mkba_buffer *out, const char *name, const char *bytes,
                               size_t length, mkba_issues *issues);

#endif
