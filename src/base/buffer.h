/* Text that grows at its end. A failed allocation is remembered and later additions do
 * nothing: check once, when the text is taken. Numbers are written with a decimal point
 * whatever the locale of the host program is. */
#ifndef MKBA_BASE_BUFFER_H
#define MKBA_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *text;
    size_t length;
    size_t capacity;
    bool failed;
} mkba_buffer;

/* All that stands in a buffer for which there was no memory: bytes that no text in UTF-8 has.
 * What it is added to is lost as well; where it is copied it can be told from what was meant
 * (mkba_buffer_is_whole), however many cells and sentences lie between. */
#define MKBA_BUFFER_LOST "\xFF\xC0\xFE"
/* Is this the text of such a buffer, and not text of a user that looks like it? */
bool mkba_text_is_lost(const char *text);
/* False when memory ran out, for this buffer or one whose text was added to it. */
bool mkba_buffer_is_whole(const mkba_buffer *buffer);

/* All that stands in it: "" when nothing does. */
const char *mkba_buffer_text(const mkba_buffer *buffer);

/* Loses what stands in it. */
void mkba_buffer_lose(mkba_buffer *buffer);
/* Room for so much more, where the size is known beforehand. */
void mkba_buffer_reserve(mkba_buffer *buffer, size_t extra);
void mkba_buffer_add(mkba_buffer *buffer, const char *text);
void mkba_buffer_add_bytes(mkba_buffer *buffer, const char *text, size_t length);
/* Once more what stands in it already. */
void mkba_buffer_add_copy(mkba_buffer *buffer, size_t from, size_t length);
void mkba_buffer_add_char(mkba_buffer *buffer, char c, size_t times);
/* Decimal text that reads back to the same double: as short as it can be for numbers of up to
 * six decimals, else 17 digits. */
void mkba_buffer_add_double(mkba_buffer *buffer, double value);
void mkba_buffer_add_int(mkba_buffer *buffer, long value);
void mkba_buffer_free(mkba_buffer *buffer);

/* Large enough for any double as mkba_double_text and mkba_fixed_text write it. */
enum { MKBA_DOUBLE_TEXT = 400 };

/* As mkba_buffer_add_double, into `out`; returns the length. Not for NaN and infinities. */
size_t mkba_double_text(char out[MKBA_DOUBLE_TEXT], double value);
/* With a fixed number of decimals (0 to 17), rounded half to even on the exact value. */
size_t mkba_fixed_text(char out[MKBA_DOUBLE_TEXT], double value, int decimals);

#endif
