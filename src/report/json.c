#include "report/json.h"

#include <math.h>
#include <stdio.h>

static void quote(mkba_buffer *out, const char *text)
{
    mkba_buffer_add_char(out, '"', 1);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') {
            mkba_buffer_add_char(out, '\\', 1);
            mkba_buffer_add_char(out, *text, 1);
        } else if (c < 0x20) {
            char code[8];
            snprintf(code, sizeof code, "\\u%04x", c);
            mkba_buffer_add(out, code);
        } else {
            mkba_buffer_add_char(out, *text, 1);
        }
    }
    mkba_buffer_add_char(out, '"', 1);
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

void mkba_json_number(mkba_json *json, const char *key, double value)
{
    start_item(json, key);
    if (isfinite(value)) {
        mkba_buffer_add_double(json->out, value);
    } else {
        mkba_buffer_add(json->out, "null");
    }
}

void mkba_json_flag(mkba_json *json, const char *key, bool value)
{
    start_item(json, key);
    mkba_buffer_add(json->out, value ? "true" : "false");
}
