#include "input/blocks.h"

#include "base/issue.h"
#include "base/workers.h"
#include "input/survey.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mkba_blocks {
    mkba_stream *stream;
    const char *file;
    size_t size, workers;
    pthread_mutex_t lock;
    char *carry; /* what was read and not handed out */
    size_t carried;
    unsigned line; /* of the first row in it */
    bool ended;
    mkba_status status;
    mkba_issues problem; /* why, when the status is not OK */
    char *text[MKBA_MOST_WORKERS];
};

mkba_status mkba_blocks_new(mkba_blocks **out, mkba_stream *stream, const char *file,
                            size_t size, size_t workers)
{
    mkba_blocks *b = calloc(1, sizeof *b);
    *out = NULL;
    if (!b) {
        return MKBA_ERR_MEMORY;
    }
    *b = (mkba_blocks){.stream = stream,
                       .file = file,
                       .size = size,
                       .workers = workers,
                       .lock = PTHREAD_MUTEX_INITIALIZER,
                       .line = 1};
    b->carry = malloc(size + MKBA_BLOCK_PAD);
    bool good = b->carry != NULL;
    for (size_t i = 0; i < b->workers; i++) {
        b->text[i] = calloc(1, size + MKBA_BLOCK_PAD);
        good = good && b->text[i];
    }
    if (!good) {
        mkba_blocks_free(b);
        return MKBA_ERR_MEMORY;
    }
    *out = b;
    return MKBA_OK;
}

void mkba_blocks_free(mkba_blocks *blocks)
{
    if (blocks) {
        for (size_t i = 0; i < blocks->workers; i++) {
            free(blocks->text[i]);
        }
        pthread_mutex_destroy(&blocks->lock);
        free(blocks->carry);
        free(blocks);
    }
}

/* Reads on behind what was carried. */
static size_t fill(mkba_blocks *b, char *text, size_t size, bool *at_end)
{
    size_t got = 0, room = size - b->carried;
    if (text != b->carry) {
        memcpy(text, b->carry, b->carried);
    }
    b->status = mkba_stream_read(&got, b->stream, text + b->carried, room, &b->problem);
    *at_end = mkba_stream_at_end(b->stream);
    got += b->carried;
    text[got] = '\0';
    return got;
}

static void put_back(mkba_blocks *b, const char *rest, size_t length)
{
    memmove(b->carry, rest, length);
    b->carried = length;
}

/* Behind the last line end that ends a row: one outside quotes, and no \r that a \n may
 * follow. */
static size_t last_row_end(const char *text, size_t length)
{
    size_t end = 0;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        quoted ^= text[i] == '"';
        bool ends =
            text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n' && i + 1 < length);
        end = !quoted && ends ? i + 1 : end;
    }
    return end;
}

static size_t rows_end(const char *text, size_t length, const mkba_survey *survey)
{
    if (survey->has_quotes || survey->newlines == 0) {
        return last_row_end(text, length);
    }
    while (text[length - 1] != '\n') {
        length--;
    }
    return length;
}

static mkba_status too_long(mkba_blocks *b)
{
    char size[32];
    snprintf(size, sizeof size, "%zu", b->size / 1024);
    return mkba_issue_add(&b->problem, MKBA_ERR_SYNTAX,
                          (mkba_place){.file = b->file, .line = b->line}, "table.row_too_long",
                          MKBA_WORDS(size));
}

static mkba_status not_text(mkba_blocks *b)
{
    return mkba_issue_add(&b->problem, MKBA_ERR_SYNTAX, (mkba_place){.file = b->file},
                          "file.binary", NULL);
}

/* Cuts the text behind its last whole row; what is left goes first in the next block. */
static void cut(mkba_block *out, mkba_blocks *b, size_t got, bool at_end)
{
    mkba_survey survey = mkba_survey_of(out->text, got);
    size_t end = at_end ? got : rows_end(out->text, got, &survey);
    if (survey.has_nul || end == 0) {
        b->status = survey.has_nul ? not_text(b) : too_long(b);
        return;
    }
    put_back(b, out->text + end, got - end);
    if (end < got) {
        char next = out->text[end];
        out->text[end] = '\0';
        survey =
            survey.has_quotes || survey.returns > 0 ? mkba_survey_of(out->text, end) : survey;
        out->text[end] = next;
    }
    *out = (mkba_block){.text = out->text,
                        .length = end,
                        .line = b->line,
                        .has_quotes = survey.has_quotes,
                        .has_returns = survey.returns > survey.pairs};
    b->line += (unsigned)mkba_survey_lines(&survey);
}

bool mkba_blocks_next(mkba_block *out, mkba_blocks *blocks, size_t worker)
{
    bool at_end = false;
    out->text = blocks->text[worker];
    out->length = 0;
    pthread_mutex_lock(&blocks->lock);
    if (!blocks->ended && blocks->status == MKBA_OK) {
        size_t got = fill(blocks, out->text, blocks->size, &at_end);
        blocks->ended = at_end;
        if (blocks->status == MKBA_OK && got > 0) {
            cut(out, blocks, got, at_end);
        }
    }
    pthread_mutex_unlock(&blocks->lock);
    return out->length > 0;
}

void mkba_blocks_stop(mkba_blocks *blocks)
{
    pthread_mutex_lock(&blocks->lock);
    blocks->ended = true;
    pthread_mutex_unlock(&blocks->lock);
}

mkba_status mkba_blocks_status(const mkba_blocks *blocks, mkba_issues *issues)
{
    mkba_issues_repeat(issues, &blocks->problem);
    return blocks->status;
}

mkba_status mkba_blocks_repeat(mkba_blocks *blocks, mkba_issues *issues)
{
    mkba_block head;
    blocks->carried = 0;
    blocks->line = 1;
    blocks->ended = false;
    mkba_status status = mkba_stream_repeat(blocks->stream, issues);
    return status == MKBA_OK ? mkba_blocks_head(&head, blocks, issues) : status;
}

/* ------------------------------------------------------------------ The head */

/* The length of the line at `text`, with its end: of the row, where it has line ends in
 * quotes. */
static size_t row_length(const char *text, size_t length)
{
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        quoted ^= text[i] == '"';
        if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
            return i + 1 + (text[i] == '\r' && text[i + 1] == '\n');
        }
    }
    return length;
}

static size_t head_length(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && (text[at] == '\n' || text[at] == '\r')) {
        at++;
    }
    if (strncmp(text + at, "sep=", 4) == 0) {
        at += row_length(text + at, length - at);
    }
    return at + row_length(text + at, length - at);
}

mkba_status mkba_blocks_head(mkba_block *out, mkba_blocks *blocks, mkba_issues *issues)
{
    mkba_blocks *b = blocks;
    bool at_end = false;
    *out = (mkba_block){.text = b->text[0], .line = 1};
    size_t got = fill(b, b->carry, b->size, &at_end);
    if (b->status == MKBA_OK) {
        b->carried = got;
        size_t end = head_length(b->carry, got);
        if (memchr(b->carry, '\0', got)) {
            b->status = not_text(b);
        } else if (end == got && !at_end) {
            b->status = too_long(b);
        } else {
            memcpy(out->text, b->carry, end);
            out->text[end] = '\0';
            out->length = end;
            mkba_survey survey = mkba_survey_of(out->text, end);
            b->line = 1 + (unsigned)mkba_survey_lines(&survey);
            put_back(b, b->carry + end, got - end);
        }
    }
    return mkba_blocks_status(b, issues);
}

size_t mkba_blocks_rows(const mkba_blocks *blocks)
{
    mkba_survey survey = mkba_survey_of(blocks->carry, blocks->carried);
    double lines = (double)mkba_survey_lines(&survey) + 1;
    double part = (double)blocks->carried / (double)mkba_stream_size(blocks->stream);
    return (size_t)(part > 0 ? lines / part : lines) + 1;
}
