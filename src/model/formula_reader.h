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
void mkba_formula_skip_blanks(mkba_formula_reader *r);
/* Takes a token if it is next. */
bool mkba_formula_take(mkba_formula_reader *r, const char *token);
/* Takes a token that must be next. */
bool mkba_formula_need(mkba_formula_reader *r, const char *token, const char *expected);
/* NULL when something else is there. */
const mkba_expression *mkba_formula_expression(mkba_formula_reader *r);
const mkba_condition *mkba_formula_condition(mkba_formula_reader *r);

#endif
