/* Writing JSON as it comes, without holding it as a tree: commas and indents are seen to,
 * numbers read back to the same double, and a number that is none becomes null. */
#ifndef MKBA_REPORT_JSON_H
#define MKBA_REPORT_JSON_H

#include "base/buffer.h"

typedef struct {
    mkba_buffer *out;
    unsigned depth;
    bool after_item;    /* a comma is due */
    unsigned row_depth; /* from this depth on everything stands on one line; 0: nowhere */
} mkba_json;

/* `key` is NULL within an array and at the top. */
void mkba_json_open(mkba_json *json, const char *key, char bracket); /* '{' or '[' */
/* An object that stands on one line, with all that is in it. */
void mkba_json_open_row(mkba_json *json, const char *key);
void mkba_json_close(mkba_json *json, char bracket); /* '}' or ']' */
void mkba_json_text(mkba_json *json, const char *key, const char *text);
/* The text of a buffer, which is freed. */
void mkba_json_take(mkba_json *json, const char *key, mkba_buffer *text);
void mkba_json_number(mkba_json *json, const char *key, double value);
/* What stands before a number, and the number alone. */
void mkba_json_label(mkba_json *json, const char *key);
void mkba_json_value(mkba_json *json, double value);
/* A list of numbers on one line. */
void mkba_json_numbers(mkba_json *json, const char *key, const double *value, size_t count);
void mkba_json_flag(mkba_json *json, const char *key, bool value);

#endif
