#include "report/json.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* How many bytes at `text` stand for themselves in a JSON string. */
static size_t plain_length(const char *text)
{
    size_t n = 0;
    while ((unsigned char)text[n] >= 0x20 && text[n] != '"' && text[n] != '\\') {
        n++;
    }
    return n;
}

static void quote_plain(mkba_buffer *out, const char *text)
{
    mkba_buffer_add_bytes(out, "\"", 1);
    while (*text) {
        size_t plain = plain_length(text);
        mkba_buffer_add_bytes(out, text, plain);
        text += plain;
        if (*text) {
            char code[8];
            snprintf(code, sizeof code, (unsigned char)*text < 0x20 ? "\\u%04x" : "\\%c",
                     *text);
            mkba_buffer_add(out, code);
            text++;
        }
    }
    mkba_buffer_add_bytes(out, "\"", 1);
}

static void quote(mkba_buffer *out, const char *text)
{
    if (mkba_is_utf8(text, strlen(text))) {
        quote_plain(out, text);
        return;
    }
    mkba_buffer shown = {0};
    mkba_buffer_add_shown(&shown, text);
    quote_plain(out, shown.text);
    mkba_buffer_free(&shown);
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
    mkba_json_text(json, key, text->text ? text->text : "");
    json->out->failed = json->out->failed || text->failed;
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
