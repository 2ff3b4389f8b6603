/* Reading formulas: where the reader is, and the words and expressions it takes. */
#ifndef MKBA_MODEL_FORMULA_READER_H
#define MKBA_MODEL_FORMULA_READER_H

#include "model/formula.h"

typedef struct {
    mkba_arena *arena;
    const char *at;
    unsigned line;
    const char *fault; /* what was expected, once something is wrong */
    mkba_formulas *formulas;
    size_t capacity;
    const char *section;
} mkba_formula_reader;

/* Remembers the first fault: what was expected where the reader is. Returns NULL. */
void *mkba_formula_fail(mkba_formula_reader *r, const char *expected);
/* Blanks within a definition. A line that starts with a blank continues the one before it. */
static inline void mkba_formula_skip_blanks(mkba_formula_reader *r)
{
    for (; *r->at == ' ' || (*r->at == '\n' && r->at[1] == ' '); r->at++) {
        r->line += *r->at == '\n';
    }
}

/* Takes a token that may be next: its first character is. */
bool mkba_formula_take_whole(mkba_formula_reader *r, const char *token);
/* Takes a token if it is next. */
static inline bool mkba_formula_take(mkba_formula_reader *r, const char *token)
{
    mkba_formula_skip_blanks(r);
    return *r->at == *token && mkba_formula_take_whole(r, token);
}
/* Takes a token that must be next. */
bool mkba_formula_need(mkba_formula_reader *r, const char *token, const char *expected);
bool mkba_formula_is_variable(char c);
/* NULL when something else is there. */
const mkba_expression *mkba_formula_expression(mkba_formula_reader *r);
const mkba_condition *mkba_formula_condition(mkba_formula_reader *r);

#endif
