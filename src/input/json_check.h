/* Where a text stops being JSON. Asked when cJSON gave nothing: it does not tell a text that
 * breaks from memory that ran out, nor always where. */
#ifndef MKBA_INPUT_JSON_CHECK_H
#define MKBA_INPUT_JSON_CHECK_H

/* The first letter that does not fit, or the end where something is missing; NULL when it is
 * JSON. As cJSON has it: halves of characters outside the first 65,536 come in pairs, and
 * nothing lies deeper than a thousand. */
const char *mkba_json_stop(const char *text);

#endif
