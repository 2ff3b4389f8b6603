#include "base/utf8.h"

#include "base/issue.h"

#include <stdint.h>
#include <string.h>

/* The length of the character at `text`, of which `left` bytes are there; 0 when it is none.
 */
static size_t character(const char *text, size_t left)
{
    const unsigned char *s = (const unsigned char *)text;
    static const struct {
        unsigned char mask, lead;
        size_t length;
        uint32_t least;
    } forms[] = {{0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}};
    if (s[0] < 0x80) {
        return 1;
    }
    for (size_t f = 0; f < 3; f++) {
        if ((s[0] & forms[f].mask) != forms[f].lead || left < forms[f].length) {
            continue;
        }
        uint32_t code = s[0] & (uint32_t)(unsigned char)~forms[f].mask;
        for (size_t i = 1; i < forms[f].length; i++) {
            if ((s[i] & 0xC0) != 0x80) {
                return 0;
            }
            code = code << 6 | (s[i] & 0x3Fu);
        }
        bool surrogate = code >= 0xD800 && code <= 0xDFFF;
        return code < forms[f].least || code > 0x10FFFF || surrogate ? 0 : forms[f].length;
    }
    return 0;
}

/* How much of it, from the start, is UTF-8. */
static size_t valid(const char *bytes, size_t length)
{
    size_t i = 0;
    while (i < length) {
        uint64_t eight;
        if (length - i >= sizeof eight) { /* most text is ASCII */
            memcpy(&eight, bytes + i, sizeof eight);
            if ((eight & 0x8080808080808080) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        size_t n = character(bytes + i, length - i);
        if (n == 0) {
            return i;
        }
        i += n;
    }
    return i;
}

bool mkba_is_utf8(const char *bytes, size_t length)
{
    return valid(bytes, length) == length;
}

void mkba_buffer_add_shown(mkba_buffer *buffer, const char *text)
{
    size_t left = strlen(text);
    if (strcmp(text, MKBA_BUFFER_LOST) == 0) {
        mkba_buffer_lose(buffer);
        return;
    }
    for (;;) {
        size_t length = valid(text, left);
        mkba_buffer_add_bytes(buffer, text, length);
        if (length == left) {
            return;
        }
        mkba_buffer_add(buffer, MKBA_NO_CHARACTER);
        text += length + 1;
        left -= length + 1;
    }
}

void mkba_text_copy_shown(char *out, size_t size, const char *text)
{
    mkba_buffer shown = {0};
    if (!text || mkba_text_is_lost(text) || mkba_is_utf8(text, strlen(text))) {
        mkba_text_copy(out, size, text);
        return;
    }
    mkba_buffer_add_shown(&shown, text);
    mkba_text_copy(out, size, mkba_buffer_text(&shown));
    mkba_buffer_free(&shown);
}
