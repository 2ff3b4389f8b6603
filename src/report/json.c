#include "report/json.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How many bytes at `text` stand for themselves in a JSON string, and are ASCII. */
static size_t plain_length(const char *text)
{
    size_t n = 0;
    while ((unsigned char)text[n] - 0x20u < 0x60 && text[n] != '"' && text[n] != '\\') {
        n++;
    }
    return n;
}

/* How many bytes are of characters outside ASCII; 0 when they are none. */
static size_t wide_length(const char *text)
{
    size_t n = 0;
    while ((unsigned char)text[n] >= 0x80) {
        n++;
    }
    return mkba_is_utf8(text, n) ? n : 0;
}

static void add_escaped(mkba_buffer *out, char c)
{
    char code[8];
    snprintf(code, sizeof code, (unsigned char)c < 0x20 ? "\\u%04x" : "\\%c", c);
    mkba_buffer_add(out, code);
}

/* Text is looked at once: there is much of it. How much was written; less than all when what
 * follows is no UTF-8. */
static size_t add_text(mkba_buffer *out, const char *text)
{
    size_t at = 0;
    while (text[at]) {
        size_t wide = 0, plain = plain_length(text + at);
        mkba_buffer_add_bytes(out, text + at, plain);
        at += plain;
        if ((unsigned char)text[at] < 0x80) {
            if (text[at]) {
                add_escaped(out, text[at++]);
            }
        } else if ((wide = wide_length(text + at)) > 0) {
            mkba_buffer_add_bytes(out, text + at, wide);
            at += wide;
        } else {
            break;
        }
    }
    return at;
}

static void quote(mkba_buffer *out, const char *text)
{
    mkba_buffer_add_bytes(out, "\"", 1);
    size_t written = add_text(out, text);
    if (text[written]) {
        mkba_buffer shown = {0};
        mkba_buffer_add_shown(&shown,
                              text); /* what was written, and what can be of the rest */
        if (shown.failed) {
            mkba_buffer_lose(out);
        } else {
            add_text(out, shown.text + written);
        }
        mkba_buffer_free(&shown);
    }
    mkba_buffer_add_bytes(out, "\"", 1);
}

static void new_line(mkba_json *json)
{
    if (json->row_depth == 0) {
        mkba_buffer_add_char(json->out, '\n', 1);
        mkba_buffer_add_char(json->out, ' ', json->depth);
    } else if (json->after_item) {
        mkba_buffer_add_char(json->out, ' ', 1);
    }
}

static void start_item(mkba_json *json, const char *key)
{
    mkba_buffer_add_char(json->out, ',', json->after_item);
    if (json->depth > 0) {
        new_line(json);
    }
    if (key) {
        quote(json->out, key);
        mkba_buffer_add(json->out, ": ");
    }
    json->after_item = true;
}

void mkba_json_open(mkba_json *json, const char *key, char bracket)
{
    start_item(json, key);
    mkba_buffer_add_char(json->out, bracket, 1);
    json->depth++;
    json->after_item = false;
}

void mkba_json_open_row(mkba_json *json, const char *key)
{
    mkba_json_open(json, key, '{');
    if (json->row_depth == 0) {
        json->row_depth = json->depth;
    }
}

void mkba_json_close(mkba_json *json, char bracket)
{
    json->depth--;
    if (json->after_item && json->row_depth == 0) {
        new_line(json);
    }
    if (json->depth < json->row_depth) {
        json->row_depth = 0;
    }
    mkba_buffer_add_char(json->out, bracket, 1);
    json->after_item = true;
    if (json->depth == 0) {
        mkba_buffer_add_char(json->out, '\n', 1);
    }
}

void mkba_json_text(mkba_json *json, const char *key, const char *text)
{
    start_item(json, key);
    quote(json->out, text);
}

void mkba_json_take(mkba_json *json, const char *key, mkba_buffer *text)
{
    mkba_json_text(json, key, mkba_buffer_text(text));
    json->out->failed |= text->failed;
    mkba_buffer_free(text);
}

void mkba_json_label(mkba_json *json, const char *key)
{
    start_item(json, key);
}

void mkba_json_value(mkba_json *json, double value)
{
    if (isfinite(value)) {
        mkba_buffer_add_double(json->out, value);
    } else {
        mkba_buffer_add_bytes(json->out, "null", 4);
    }
}

void mkba_json_number(mkba_json *json, const char *key, double value)
{
    start_item(json, key);
    mkba_json_value(json, value);
}

void mkba_json_numbers(mkba_json *json, const char *key, const double *value, size_t count)
{
    start_item(json, key);
    for (size_t i = 0; i < count; i++) {
        mkba_buffer_add(json->out, i == 0 ? "[" : ", ");
        mkba_json_value(json, value[i]);
    }
    mkba_buffer_add(json->out, count > 0 ? "]" : "[]");
}

void mkba_json_flag(mkba_json *json, const char *key, bool value)
{
    start_item(json, key);
    mkba_buffer_add(json->out, value ? "true" : "false");
}
