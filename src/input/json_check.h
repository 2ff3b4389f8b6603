/* Is a text JSON? Asked when cJSON gave nothing: it does not tell a text that breaks from
 * memory that ran out. */
#ifndef MKBA_INPUT_JSON_CHECK_H
#define MKBA_INPUT_JSON_CHECK_H

#include <stdbool.h>

/* As cJSON has it: halves of characters outside the first 65,536 come in pairs, and nothing
 * lies deeper than a thousand. */
bool mkba_is_json(const char *text);

#endif
