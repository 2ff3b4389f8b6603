#include "input/bytes.h"

#include "base/issue.h"
#include "base/utf8.h"
#include "input/encoding.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static mkba_status file_issue(mkba_issues *issues, mkba_status status, const char *path,
                              const char *id, const char *word)
{
    mkba_place place = {.file = path};
    return mkba_issue_add(issues, status, place, id, MKBA_WORDS(word));
}

mkba_status mkba_cannot_read(mkba_issues *issues, const char *path, int why)
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

bool mkba_same_file_state(const struct stat *now, const struct stat *before)
{
    return now->st_size == before->st_size && now->st_mtim.tv_sec == before->st_mtim.tv_sec &&
           now->st_mtim.tv_nsec == before->st_mtim.tv_nsec;
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
        return mkba_cannot_read(issues, path, errno);
    }
    return MKBA_OK;
}

mkba_status mkba_bytes_read(mkba_buffer *out, const char *path, mkba_issues *issues)
{
    if (strcmp(path, "-") == 0) {
        return read_stream(out, stdin, path, issues);
    }
    struct stat before, after;
    FILE *stream = fopen(path, "rb");
    if (!stream || fstat(fileno(stream), &before) != 0) {
        return mkba_cannot_read(issues, path, errno);
    }
    mkba_status status = read_stream(out, stream, path, issues);
    if (status == MKBA_OK && S_ISREG(before.st_mode) &&
        (fstat(fileno(stream), &after) != 0 || !mkba_same_file_state(&after, &before))) {
        status = file_issue(issues, MKBA_ERR_IO, path, "file.changed", "");
    }
    fclose(stream);
    return status;
}

static mkba_status convert(mkba_buffer *out, const mkba_encoding *encoding, const char *bytes,
                           size_t length)
{
    iconv_t converter;
    mkba_status status = mkba_converter_open(&converter, encoding);
    if (status != MKBA_OK) {
        return status;
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
        if (!good && errno == EILSEQ) { /* half of a pair, or an unused byte of 1252 */
            mkba_buffer_add(out, MKBA_NO_CHARACTER);
            from += encoding->unit;
            length -= encoding->unit;
            good = true;
        }
    }
    iconv_close(converter);
    return good ? MKBA_OK : MKBA_ERR_SYNTAX;
}

static void unify_line_ends(mkba_buffer *text)
{
    if (!memchr(mkba_buffer_text(text), '\r', text->length)) {
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

mkba_status mkba_bytes_to_text(mkba_buffer *out, const char *name, const char *bytes,
                               size_t length, mkba_issues *issues)
{
    const mkba_encoding *encoding = mkba_encoding_of(bytes, length);
    mkba_status status = MKBA_OK;
    if (encoding->is_workbook) {
        return file_issue(issues, MKBA_ERR_SYNTAX, name, "file.workbook", "");
    }
    if (!encoding->name && !mkba_is_utf8(bytes, length)) {
        encoding = &mkba_windows_1252;
    }
    bytes += encoding->size;
    length -= encoding->size;
    if (encoding->name) {
        status = convert(out, encoding, bytes, length);
    } else {
        mkba_buffer_add_bytes(out, bytes, length);
    }
    if (out->failed || status == MKBA_ERR_MEMORY) {
        return file_issue(issues, MKBA_ERR_MEMORY, name, "memory", "");
    }
    if (status != MKBA_OK || memchr(mkba_buffer_text(out), '\0', out->length)) {
        return file_issue(issues, MKBA_ERR_SYNTAX, name, "file.binary", "");
    }
    unify_line_ends(out);
    return MKBA_OK;
}
