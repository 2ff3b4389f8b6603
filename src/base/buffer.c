#include "base/buffer.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(mkba_buffer *buffer, size_t extra)
{
    if (buffer->failed || extra >= SIZE_MAX / 2 - buffer->length) {
        buffer->failed = true;
        return false;
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
        buffer->failed = true;
        return false;
    }
    buffer->text = text;
    buffer->capacity = capacity;
    return true;
}

void mkba_buffer_add_bytes(mkba_buffer *buffer, const char *text, size_t length)
{
    if (reserve(buffer, length)) {
        memcpy(buffer->text + buffer->length, text, length);
        buffer->length += length;
        buffer->text[buffer->length] = '\0';
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

/* A number of few decimals: whole / 10^decimals, where that division gives the very same
 * double and so does reading it. Returns 0 when it is no such number. */
static size_t few_decimals(char *out, double value)
{
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    for (size_t d = 0; d < sizeof power / sizeof *power; d++) {
        double whole = rint(value * power[d]);
        if (!(fabs(whole) < 1e15) || fabs(whole / power[d] - value) > 0) {
            continue;
        }
        long long digits = llabs((long long)whole), unit = (long long)power[d];
        const char *sign = whole < 0 ? "-" : "";
        return d == 0 ? (size_t)snprintf(out, MKBA_DOUBLE_TEXT, "%s%lld", sign, digits)
                      : (size_t)snprintf(out, MKBA_DOUBLE_TEXT, "%s%lld.%0*lld", sign,
                                         digits / unit, (int)d, digits % unit);
    }
    return 0;
}

size_t mkba_double_text(char out[MKBA_DOUBLE_TEXT], double value)
{
    size_t length = few_decimals(out, value);
    if (length > 0) {
        return length;
    }
    snprintf(out, MKBA_DOUBLE_TEXT, "%.17g", value); /* 17 digits always read back */
    return with_decimal_point(out);
}

size_t mkba_fixed_text(char out[MKBA_DOUBLE_TEXT], double value, int decimals)
{
    snprintf(out, MKBA_DOUBLE_TEXT, "%.*f", decimals, value);
    return with_decimal_point(out);
}

void mkba_buffer_add_double(mkba_buffer *buffer, double value)
{
    char text[MKBA_DOUBLE_TEXT];
    mkba_buffer_add_bytes(buffer, text, mkba_double_text(text, value));
}

void mkba_buffer_add_int(mkba_buffer *buffer, long value)
{
    char text[32];
    mkba_buffer_add_bytes(buffer, text, (size_t)snprintf(text, sizeof text, "%ld", value));
}

void mkba_buffer_free(mkba_buffer *buffer)
{
    free(buffer->text);
    *buffer = (mkba_buffer){0};
}
