/* A file or pipe that is read piece by piece, as UTF-8 without a byte order mark. Only UTF-16
 * is converted; what is neither (Windows-1252) passes as it is, for whoever uses its texts. */
#ifndef MKBA_INPUT_STREAM_H
#define MKBA_INPUT_STREAM_H

#include <mkba.h>

typedef struct mkba_stream mkba_stream;

/* "-" is standard input. A workbook is refused. */
mkba_status mkba_stream_open(mkba_stream **out, const char *path, mkba_issues *issues);
void mkba_stream_close(mkba_stream *stream);

/* Fills `out` as far as there is something to read, and the next character fits. */
mkba_status mkba_stream_read(size_t *got, mkba_stream *stream, char *out, size_t size,
                             mkba_issues *issues);
/* Whether it is known that nothing is left. */
bool mkba_stream_at_end(const mkba_stream *stream);

/* A pipe passes once; a file can be read again, from where it was when it was opened. */
bool mkba_stream_can_repeat(const mkba_stream *stream);
mkba_status mkba_stream_repeat(mkba_stream *stream, mkba_issues *issues);
/* How many bytes of UTF-8 a file has, about; 0 for a pipe. */
unsigned long long mkba_stream_size(const mkba_stream *stream);
/* An error when the file is no longer what it was when it was opened. */
mkba_status mkba_stream_check(const mkba_stream *stream, mkba_issues *issues);

#endif
