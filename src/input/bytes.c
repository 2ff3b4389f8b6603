#include "input/bytes.h"

#include "base/issue.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static mkba_status file_issue(mkba_issues *issues, mkba_status status, const char *path,
                              const char *id, const char *word)
{
    mkba_place place = {.file = path};
    return mkba_issue_add(issues, status, place, id, MKBA_WORDS(word));
}

static mkba_status cannot_read(mkba_issues *issues, const char *path, int why)
{
    if (why == ENOMEM) {
        return MKBA_ERR_MEMORY;
    }
    const char *id = why == ENOENT   ? "file.not_found"
                     : why == EISDIR ? "file.folder"
                     : why == EACCES ? "file.no_access"
                                     : "file.unreadable";
    return file_issue(issues, MKBA_ERR_IO, path, id, strerror(why));
}

static mkba_status read_stream(mkba_buffer *out, FILE *stream, const char *path,
                               mkba_issues *issues)
{
    char block[65536];
    size_t n;
    errno = 0;
    while ((n = fread(block, 1, sizeof block, stream)) > 0) {
        mkba_buffer_add_bytes(out, block, n);
        if (out->failed) {
            return file_issue(issues, MKBA_ERR_MEMORY, path, "memory", "");
        }
        if (out->length > MKBA_MOST_BYTES) {
            return file_issue(issues, MKBA_ERR_IO, path, "file.too_large", "");
        }
    }
    if (ferror(stream)) {
        return cannot_read(issues, path, errno);
    }
    return MKBA_OK;
}

mkba_status mkba_bytes_read(mkba_buffer *out, const char *path, mkba_issues *issues)
{
    if (strcmp(path, "-") == 0) {
        return read_stream(out, stdin, path, issues);
    }
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        return cannot_read(issues, path, errno);
    }
    mkba_status status = read_stream(out, stream, path, issues);
    fclose(stream);
    return status;
}

/* The length of the UTF-8 character at `s`, or 0 when it is none. */
static size_t utf8_length(const unsigned char *s, size_t left)
{
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

static bool is_utf8(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint64_t eight;
        if (length - i >= sizeof eight) { /* most text is ASCII */
            memcpy(&eight, bytes + i, sizeof eight);
            if ((eight & 0x8080808080808080) == 0) {
                i += sizeof eight;
                continue;
            }
        }
        size_t n = utf8_length((const unsigned char *)bytes + i, length - i);
        if (n == 0) {
            return false;
        }
        i += n;
    }
    return true;
}

static bool convert(mkba_buffer *out, const char *encoding, const char *bytes, size_t length)
{
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) {
        return false;
    }
    char block[4096];
    char *from = (char *)(uintptr_t)bytes; /* iconv does not write there */
    bool good = true;
    while (length > 0 && good) {
        char *to = block;
        size_t room = sizeof block;
        size_t done = iconv(converter, &from, &length, &to, &room);
        mkba_buffer_add_bytes(out, block, sizeof block - room);
        good = done != (size_t)-1 || errno == E2BIG;
        if (!good && errno == EILSEQ && length > 0) { /* the five unused bytes of 1252 */
            mkba_buffer_add(out, "\xEF\xBF\xBD");
            from++;
            length--;
            good = true;
        }
    }
    iconv_close(converter);
    return good && !out->failed;
}

static void unify_line_ends(mkba_buffer *text)
{
    if (text->length == 0 || !memchr(text->text, '\r', text->length)) {
        return;
    }
    size_t to = 0;
    for (size_t from = 0; from < text->length; from++) {
        char c = text->text[from];
        if (c == '\r') {
            c = '\n';
            from += text->text[from + 1] == '\n';
        }
        text->text[to++] = c;
    }
    text->length = to;
    text->text[to] = '\0';
}

static bool starts_with(const char *bytes, size_t length, const char *mark, size_t size)
{
    return length >= size && memcmp(bytes, mark, size) == 0;
}

mkba_status mkba_bytes_to_text(mkba_buffer *out, const char *name, const char *bytes,
                               size_t length, mkba_issues *issues)
{
    bool good = true;
    if (starts_with(bytes, length, "PK\x03\x04", 4) ||
        starts_with(bytes, length, "\xD0\xCF\x11\xE0", 4)) {
        return file_issue(issues, MKBA_ERR_SYNTAX, name, "file.workbook", "");
    }
    if (starts_with(bytes, length, "\xFF\xFE", 2)) {
        good = convert(out, "UTF-16LE", bytes + 2, length - 2);
    } else if (starts_with(bytes, length, "\xFE\xFF", 2)) {
        good = convert(out, "UTF-16BE", bytes + 2, length - 2);
    } else if (is_utf8(bytes, length)) {
        size_t mark = starts_with(bytes, length, "\xEF\xBB\xBF", 3) ? 3 : 0;
        mkba_buffer_add_bytes(out, bytes + mark, length - mark);
    } else {
        good = convert(out, "CP1252", bytes, length);
    }
    if (out->failed) {
        return file_issue(issues, MKBA_ERR_MEMORY, name, "memory", "");
    }
    if (!good || (out->length > 0 && memchr(out->text, '\0', out->length))) {
        return file_issue(issues, MKBA_ERR_SYNTAX, name, "file.binary", "");
    }
    unify_line_ends(out);
    return MKBA_OK;
}
