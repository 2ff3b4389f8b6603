#include "base/buffer.h"

#include "base/digits.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Neither written to nor freed. */
static char *lost(void)
{
    static const char text[] = MKBA_BUFFER_LOST;
    return (char *)(uintptr_t)text;
}

static bool fail(mkba_buffer *buffer)
{
    mkba_buffer_free(buffer);
    *buffer = (mkba_buffer){.text = lost(), .failed = true};
    return false;
}

bool mkba_text_is_lost(const char *text)
{
    return text == lost();
}

void mkba_buffer_lose(mkba_buffer *buffer)
{
    fail(buffer);
}

static bool reserve(mkba_buffer *buffer, size_t extra)
{
    if (buffer->failed || extra >= SIZE_MAX / 2 - buffer->length) {
        return fail(buffer);
    }
    size_t wanted = buffer->length + extra + 1;
    if (wanted <= buffer->capacity) {
        return true;
    }
    size_t capacity = buffer->capacity < 256 ? 256 : buffer->capacity;
    while (capacity < wanted) {
        capacity *= 2;
    }
    char *text = realloc(buffer->text, capacity);
    if (!text) {
        return fail(buffer);
    }
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
}

/* Megabytes of fresh memory cost more than what is written there, page by page: on systems
 * that have large pages, ask for those. */
void mkba_buffer_reserve(mkba_buffer *buffer, size_t extra)
{
    enum { LARGE_PAGE = 2 * 1024 * 1024 };
    size_t capacity = (buffer->length + extra) / LARGE_PAGE * LARGE_PAGE + LARGE_PAGE;
    if (buffer->failed || extra < LARGE_PAGE || capacity <= buffer->capacity) {
        return;
    }
    char *text = aligned_alloc(LARGE_PAGE, capacity);
    if (!text) {
        return; /* it grows as it is filled */
    }
#ifdef MADV_HUGEPAGE
    madvise(text, capacity, MADV_HUGEPAGE);
#endif
    memcpy(text, mkba_buffer_text(buffer), buffer->length + 1);
    free(buffer->text);
    buffer->text = text;
    buffer->capacity = capacity;
}

void mkba_buffer_add_bytes(mkba_buffer *buffer, const char *text, size_t length)
{
    if (mkba_text_is_lost(text)) {
        fail(buffer);
    } else if (reserve(buffer, length)) {
        memcpy(buffer->text + buffer->length, text, length);
        buffer->length += length;
        buffer->text[buffer->length] = '\0';
    }
}

void mkba_buffer_add_copy(mkba_buffer *buffer, size_t from, size_t length)
{
    if (reserve(buffer, length)) {
        mkba_buffer_add_bytes(buffer, buffer->text + from, length);
    }
}

void mkba_buffer_add(mkba_buffer *buffer, const char *text)
{
    mkba_buffer_add_bytes(buffer, text, strlen(text));
}

void mkba_buffer_add_char(mkba_buffer *buffer, char c, size_t times)
{
    if (reserve(buffer, times)) {
        memset(buffer->text + buffer->length, c, times);
        buffer->length += times;
        buffer->text[buffer->length] = '\0';
    }
}

/* snprintf writes the decimal sign of the locale, which may be a comma or more than one byte.
 */
static size_t with_decimal_point(char *text)
{
    size_t to = 0;
    bool in_sign = false;
    for (size_t from = 0; text[from]; from++) {
        bool plain = strchr("0123456789+-einfa", text[from]) != NULL;
        if (plain || !in_sign) {
            text[to++] = plain ? text[from] : '.';
        }
        in_sign = !plain;
    }
    text[to] = '\0';
    return to;
}

size_t mkba_double_text(char out[MKBA_DOUBLE_TEXT], double value)
{
    size_t length = mkba_digits_few(out, value);
    if (length == 0) {
        length = mkba_digits_17(out, value);
    }
    out[length] = '\0';
    if (length > 0) {
        return length;
    }
    snprintf(out, MKBA_DOUBLE_TEXT, "%.17g", value); /* 17 digits always read back */
    return with_decimal_point(out);
}

size_t mkba_fixed_text(char out[MKBA_DOUBLE_TEXT], double value, int decimals)
{
    size_t length = mkba_digits_fixed(out, value, (unsigned)decimals);
    out[length] = '\0';
    if (length > 0) {
        return length;
    }
    snprintf(out, MKBA_DOUBLE_TEXT, "%.*f", decimals, value);
    return with_decimal_point(out);
}

void mkba_buffer_add_double(mkba_buffer *buffer, double value)
{
    if (reserve(buffer, MKBA_DOUBLE_TEXT)) {
        buffer->length += mkba_double_text(buffer->text + buffer->length, value);
    }
}

void mkba_buffer_add_int(mkba_buffer *buffer, long value)
{
    char text[32];
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    mkba_buffer_add_char(buffer, '-', value < 0);
    mkba_buffer_add_bytes(buffer, text, mkba_digits_whole(text, size));
}

const char *mkba_buffer_text(const mkba_buffer *buffer)
{
    return buffer->text ? buffer->text : "";
}

/* memchr for the first byte, which no text has, is ten times as fast as memmem. */
bool mkba_buffer_is_whole(const mkba_buffer *buffer)
{
    static const char mark[] = MKBA_BUFFER_LOST;
    const char *at = buffer->text;
    size_t left = buffer->length;
    while (left > 0 && (at = memchr(at, (unsigned char)mark[0], left))) {
        left = buffer->length - (size_t)(at - buffer->text);
        if (left >= sizeof mark - 1 && memcmp(at, mark, sizeof mark - 1) == 0) {
            return false;
        }
        at++;
        left--;
    }
    return !buffer->failed;
}

void mkba_buffer_free(mkba_buffer *buffer)
{
    if (buffer->text != lost()) {
        free(buffer->text);
    }
    *buffer = (mkba_buffer){0};
}
