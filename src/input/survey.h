/* What stands in a block, counted in one go. */
#ifndef MKBA_INPUT_SURVEY_H
#define MKBA_INPUT_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t newlines;
    size_t returns; /* \r */
    size_t pairs;   /* \r\n */
    bool has_quotes;
    bool has_nul;
} mkba_survey;

/* text[length] may be read. */
mkba_survey mkba_survey_of(const char *text, size_t length);
/* Line ends of whatever kind. */
size_t mkba_survey_lines(const mkba_survey *survey);

#endif
