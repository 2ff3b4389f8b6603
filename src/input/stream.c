#include "input/stream.h"

#include "base/issue.h"
#include "base/utf8.h"
#include "input/bytes.h"
#include "input/encoding.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { RAW = 32768 };

struct mkba_stream {
    int handle;
    const char *path;
    bool is_file;
    off_t start, at; /* of a file: where it was opened, and where to go on */
    struct stat first;
    iconv_t converter; /* MKBA_NO_CONVERTER: bytes pass as they are */
    bool ended;
    size_t from, to; /* what is left in `raw` */
    char raw[RAW];
};

static mkba_status stream_issue(const mkba_stream *s, mkba_issues *issues, mkba_status status,
                                const char *id)
{
    return mkba_issue_add(issues, status, (mkba_place){.file = s->path}, id, NULL);
}

/* Reads until `size` bytes are there or nothing is left. */
static mkba_status read_raw(size_t *got, mkba_stream *s, char *out, size_t size,
                            mkba_issues *issues)
{
    *got = 0;
    while (*got < size && !s->ended) {
        ssize_t n = s->is_file ? pread(s->handle, out + *got, size - *got, s->at)
                               : read(s->handle, out + *got, size - *got);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return mkba_cannot_read(issues, s->path, errno);
        }
        s->ended = n == 0;
        s->at += n;
        *got += (size_t)n;
    }
    return MKBA_OK;
}

static mkba_status refill(mkba_stream *s, mkba_issues *issues)
{
    size_t left = s->to - s->from, got;
    memmove(s->raw, s->raw + s->from, left);
    mkba_status status = read_raw(&got, s, s->raw + left, sizeof s->raw - left, issues);
    s->from = 0;
    s->to = left + got;
    return status;
}

static void end_conversion(mkba_stream *s)
{
    if (s->converter != MKBA_NO_CONVERTER) {
        iconv_close(s->converter);
        s->converter = MKBA_NO_CONVERTER;
    }
}

/* Looks at how the file begins. */
static mkba_status begin(mkba_stream *s, mkba_issues *issues)
{
    end_conversion(s);
    s->at = s->start;
    s->from = s->to = 0;
    s->ended = false;
    mkba_status status = refill(s, issues);
    if (status != MKBA_OK) {
        return status;
    }
    const mkba_encoding *encoding = mkba_encoding_of(s->raw, s->to);
    if (encoding->is_workbook) {
        return stream_issue(s, issues, MKBA_ERR_SYNTAX, "file.workbook");
    }
    s->from = encoding->size;
    status = mkba_converter_open(&s->converter, encoding);
    return status == MKBA_ERR_SYNTAX ? stream_issue(s, issues, status, "file.binary") : status;
}

static mkba_status open_handle(mkba_stream *s, mkba_issues *issues)
{
    bool is_input = strcmp(s->path, "-") == 0;
    s->handle = is_input ? STDIN_FILENO : open(s->path, O_RDONLY | O_CLOEXEC);
    if (s->handle < 0 || fstat(s->handle, &s->first) != 0) {
        return mkba_cannot_read(issues, s->path, errno);
    }
    s->is_file = S_ISREG(s->first.st_mode);
    if (S_ISDIR(s->first.st_mode)) {
        return mkba_cannot_read(issues, s->path, EISDIR);
    }
    off_t at = s->is_file && is_input ? lseek(s->handle, 0, SEEK_CUR) : 0;
    s->start = at > 0 ? at : 0;
    return begin(s, issues);
}

mkba_status mkba_stream_open(mkba_stream **out, const char *path, mkba_issues *issues)
{
    mkba_stream *s = calloc(1, sizeof *s);
    *out = NULL;
    if (!s) {
        return MKBA_ERR_MEMORY;
    }
    s->path = path;
    s->handle = -1;
    s->converter = MKBA_NO_CONVERTER;
    mkba_status status = open_handle(s, issues);
    if (status != MKBA_OK) {
        mkba_stream_close(s);
        return status;
    }
    *out = s;
    return MKBA_OK;
}

void mkba_stream_close(mkba_stream *stream)
{
    if (stream) {
        end_conversion(stream);
        if (stream->handle > STDIN_FILENO) {
            close(stream->handle);
        }
        free(stream);
    }
}

/* Takes what is left in `raw`, then reads past it. */
static mkba_status read_plain(size_t *got, mkba_stream *s, char *out, size_t size,
                              mkba_issues *issues)
{
    size_t left = s->to - s->from, more;
    *got = left < size ? left : size;
    memcpy(out, s->raw + s->from, *got);
    s->from += *got;
    mkba_status status = read_raw(&more, s, out + *got, size - *got, issues);
    *got += more;
    return status;
}

/* A unit that stands for no character. False when there is no room to say so. */
static bool skip_unit(mkba_stream *s, char **to, size_t *room)
{
    enum { SIZE = sizeof MKBA_NO_CHARACTER - 1, UNIT = 2 }; /* it is UTF-16 */
    if (*room < SIZE) {
        return false;
    }
    memcpy(*to, MKBA_NO_CHARACTER, SIZE);
    *to += SIZE;
    *room -= SIZE;
    s->from += UNIT;
    return true;
}

static mkba_status read_converted(size_t *got, mkba_stream *s, char *out, size_t size,
                                  mkba_issues *issues)
{
    char *to = out;
    size_t room = size;
    mkba_status status = MKBA_OK;
    for (bool done = false; !done && status == MKBA_OK;) {
        char *from = s->raw + s->from;
        size_t left = s->to - s->from;
        int why = iconv(s->converter, &from, &left, &to, &room) == (size_t)-1 ? errno : 0;
        s->from = s->to - left;
        if (why == EILSEQ) {
            done = !skip_unit(s, &to, &room);
        } else if (why == E2BIG || (s->ended && left == 0)) {
            done = true;
        } else if (s->ended) { /* in the middle of a character */
            status = stream_issue(s, issues, MKBA_ERR_SYNTAX, "file.binary");
        } else {
            status = refill(s, issues);
        }
    }
    *got = size - room;
    return status;
}

mkba_status mkba_stream_read(size_t *got, mkba_stream *stream, char *out, size_t size,
                             mkba_issues *issues)
{
    return stream->converter == MKBA_NO_CONVERTER
               ? read_plain(got, stream, out, size, issues)
               : read_converted(got, stream, out, size, issues);
}

bool mkba_stream_at_end(const mkba_stream *stream)
{
    return stream->ended && stream->from == stream->to;
}

bool mkba_stream_can_repeat(const mkba_stream *stream)
{
    return stream->is_file;
}

mkba_status mkba_stream_repeat(mkba_stream *stream, mkba_issues *issues)
{
    return begin(stream, issues);
}

unsigned long long mkba_stream_size(const mkba_stream *stream)
{
    off_t size = stream->first.st_size - stream->start;
    unsigned long long bytes = stream->is_file && size > 0 ? (unsigned long long)size : 0;
    return stream->converter == MKBA_NO_CONVERTER ? bytes : bytes / 2;
}

mkba_status mkba_stream_check(const mkba_stream *stream, mkba_issues *issues)
{
    struct stat now;
    bool same = !stream->is_file || (fstat(stream->handle, &now) == 0 &&
                                     mkba_same_file_state(&now, &stream->first));
    return same ? MKBA_OK : stream_issue(stream, issues, MKBA_ERR_IO, "file.changed");
}
