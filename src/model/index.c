#include "model/index.h"

#include "base/digits.h"

#include <math.h>
#include <string.h>

static const char variables[] = MKBA_VARIABLES; /* four in the order of mkba_domain_id */

static int variable_position(char c)
{
    const char *found = c ? strchr(variables, c) : NULL;
    return found ? (int)(found - variables) : -1;
}

void mkba_index_set(mkba_index *at, char variable, long value)
{
    int i = variable_position(variable);
    if (i >= 0) {
        at->value[i] = value;
        at->set |= (unsigned char)(1u << i);
    }
}

static bool is_set(const mkba_index *at, int i)
{
    return i >= 0 && (at->set >> i & 1) != 0;
}

static long position_in(const mkba_domain *domain, const char *word, size_t length)
{
    for (size_t i = 0; i < domain->count; i++) {
        const char *name = domain->name[i];
        if (name[0] == word[0] && strncmp(name, word, length) == 0 && name[length] == '\0') {
            return (long)i;
        }
    }
    return -1;
}

static long whole_parameter(const mkba_vocabulary *v, const char *key)
{
    size_t index = mkba_map_get(v->parameters, key);
    return index == MKBA_MAP_NONE ? -1 : lround(v->parameter[index]);
}

/* The number that a word such as "12" is, or -1. */
static long word_number(mkba_word word)
{
    long number = 0;
    for (size_t i = 0; i < word.length; i++) {
        if (word.length > 3 || word.text[i] < '0' || word.text[i] > '9') {
            return -1;
        }
        number = 10 * number + (word.text[i] - '0');
    }
    return word.length > 0 ? number : -1;
}

/* One word of a key against a variable in braces. */
static bool match_variable(mkba_index *at, const mkba_vocabulary *v, char variable,
                           mkba_word word)
{
    int i = variable_position(variable);
    long value = i < 0              ? -1
                 : i < MKBA_DOMAINS ? position_in(&v->domain[i], word.text, word.length)
                                    : word_number(word);
    if (value < 0 || (variable == 't' && value >= whole_parameter(v, "horizon"))) {
        return false;
    }
    mkba_index_set(at, variable, value);
    return true;
}

bool mkba_index_match(mkba_index *at, const mkba_vocabulary *v, const mkba_formula *formula,
                      const mkba_word *word, size_t words)
{
    bool fits = formula->words == words;
    *at = (mkba_index){0};
    for (size_t i = words; fits && i-- > 0;) { /* keys differ most at their end */
        mkba_word own = formula->word[i];
        fits = own.text[0] == '{' || (own.length == word[i].length &&
                                      memcmp(own.text, word[i].text, own.length) == 0);
    }
    for (size_t i = 0; fits && i < words; i++) {
        const char *own = formula->word[i].text;
        fits = own[0] != '{' || match_variable(at, v, own[1], word[i]);
    }
    return fits;
}

/* A name that is one word or one variable: its text, or NULL. */
static const char *plain_word(const mkba_expression *x)
{
    return x && x->kind == MKBA_EXPR_NAME && x->name.count == 1 ? x->name.piece[0].text : NULL;
}

static int plain_variable(const mkba_expression *x)
{
    return x ? x->variable_place - 1 : -1;
}

bool mkba_index_variable(const mkba_expression *x, const mkba_index *at, double *out)
{
    int i = plain_variable(x);
    if (i < MKBA_DOMAINS || !is_set(at, i)) {
        return false;
    }
    *out = (double)at->value[i];
    return true;
}

/* Adds to a key, and cuts what does not fit. */
static size_t append(char *out, size_t length, const char *text, size_t size)
{
    size_t left = MKBA_KEY_SIZE - 1 - length;
    size = size < left ? size : left;
    memcpy(out + length, text, size);
    out[length + size] = '\0';
    return length + size;
}

/* Adds the text of one index: the word of a domain, or a whole number. */
static bool append_index(char *out, size_t *length, const mkba_expression *x,
                         const mkba_index *at, const mkba_vocabulary *v)
{
    int i = plain_variable(x);
    char digits[24];
    long value;
    if (i >= 0 && i < MKBA_DOMAINS && is_set(at, i)) {
        const char *name = v->domain[i].name[at->value[i]];
        *length = append(out, *length, name, strlen(name));
        return true;
    }
    if (!mkba_index_whole(x, at, v, &value) || value < 0) {
        return false;
    }
    *length = append(out, *length, digits, mkba_digits_whole(digits, (uint64_t)value));
    return true;
}

bool mkba_index_key(char out[MKBA_KEY_SIZE], const mkba_name *name, const mkba_index *at,
                    const mkba_vocabulary *v)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < name->count; i++) {
        const mkba_name_piece *piece = &name->piece[i];
        if (piece->text) {
            length = append(out, length, piece->text, strlen(piece->text));
        } else if (!append_index(out, &length, piece->index, at, v)) {
            return false;
        }
    }
    return length + 1 < MKBA_KEY_SIZE;
}

static bool whole_name(const mkba_expression *x, const mkba_index *at,
                       const mkba_vocabulary *v, long *out)
{
    double number;
    char key[MKBA_KEY_SIZE];
    if (mkba_index_variable(x, at, &number)) {
        *out = lround(number);
        return true;
    }
    if (!mkba_index_key(key, &x->name, at, v)) {
        return false;
    }
    size_t index = mkba_map_get(v->parameters, key);
    if (index == MKBA_MAP_NONE || !v->whole[index]) {
        return false;
    }
    *out = lround(v->parameter[index]);
    return true;
}

bool mkba_index_whole(const mkba_expression *x, const mkba_index *at, const mkba_vocabulary *v,
                      long *out)
{
    long a = 0, b = 0;
    if (x->kind == MKBA_EXPR_NUMBER) {
        *out = lround(x->number);
        return fabs(x->number - round(x->number)) <= 0;
    }
    if (x->kind == MKBA_EXPR_NAME) {
        return whole_name(x, at, v, out);
    }
    bool two = x->kind == MKBA_EXPR_ADD || x->kind == MKBA_EXPR_SUBTRACT ||
               x->kind == MKBA_EXPR_MIN || x->kind == MKBA_EXPR_MAX;
    if ((!two && x->kind != MKBA_EXPR_NEGATE) || !mkba_index_whole(x->operand[0], at, v, &a) ||
        (two && !mkba_index_whole(x->operand[1], at, v, &b))) {
        return false;
    }
    *out = x->kind == MKBA_EXPR_ADD        ? a + b
           : x->kind == MKBA_EXPR_SUBTRACT ? a - b
           : x->kind == MKBA_EXPR_NEGATE   ? -a
           : x->kind == MKBA_EXPR_MIN      ? (a < b ? a : b)
                                           : (a > b ? a : b);
    return true;
}

mkba_range mkba_index_range(const mkba_expression *sum, const mkba_index *at,
                            const mkba_vocabulary *v)
{
    mkba_range range = {0, -1};
    int i = variable_position(sum->variable);
    if (sum->from && sum->to) {
        if (!mkba_index_whole(sum->from, at, v, &range.from) ||
            !mkba_index_whole(sum->to, at, v, &range.to)) {
            range.to = range.from - 1;
        }
    } else if (i >= 0 && i < MKBA_DOMAINS) {
        range.to = (long)v->domain[i].count - 1;
    } else if (sum->variable == 't') {
        range.to = whole_parameter(v, "horizon") - 1;
    }
    return range;
}

/* The word a subject stands for: the item of a variable, or a trait of the line (`e.payer`).
 */
static const char *subject_word(const mkba_expression *x, const mkba_index *at,
                                const mkba_vocabulary *v)
{
    int i = plain_variable(x);
    if (i >= 0 && i < MKBA_DOMAINS && is_set(at, i)) {
        return v->domain[i].name[at->value[i]];
    }
    const char *word = plain_word(x);
    if (word && strncmp(word, "e.", 2) == 0 && is_set(at, MKBA_DOMAIN_LINE)) {
        const mkba_line_traits *line = &v->line[at->value[MKBA_DOMAIN_LINE]];
        return strcmp(word, "e.kind") == 0                                 ? line->kind
               : strcmp(word, "e.payer") == 0                              ? line->payer
               : strcmp(word, "e.home_support") == 0 && line->home_support ? "yes"
                                                                           : "";
    }
    return word ? word : "";
}

static bool compare(const mkba_condition *c, const mkba_index *at, const mkba_vocabulary *v)
{
    long a, b;
    if (!mkba_index_whole(c->a, at, v, &a) || !mkba_index_whole(c->b, at, v, &b)) {
        return false;
    }
    return c->kind == MKBA_COND_LESS         ? a < b
           : c->kind == MKBA_COND_LESS_EQUAL ? a <= b
                                             : a == b;
}

static bool is(const mkba_condition *c, const mkba_index *at, const mkba_vocabulary *v)
{
    const char *subject = subject_word(c->a, at, v);
    return c->b ? strcmp(subject, subject_word(c->b, at, v)) == 0
                : strcmp(subject, "yes") == 0;
}

bool mkba_index_holds(const mkba_condition *c, const mkba_index *at, const mkba_vocabulary *v)
{
    char key[MKBA_KEY_SIZE];
    switch (c->kind) {
    case MKBA_COND_AND:
        return mkba_index_holds(c->left, at, v) && mkba_index_holds(c->right, at, v);
    case MKBA_COND_OR:
        return mkba_index_holds(c->left, at, v) || mkba_index_holds(c->right, at, v);
    case MKBA_COND_NOT:
        return !mkba_index_holds(c->left, at, v);
    case MKBA_COND_EXISTS:
        return mkba_index_key(key, &c->a->name, at, v) &&
               mkba_map_get(v->parameters, key) != MKBA_MAP_NONE;
    case MKBA_COND_IS:
        return is(c, at, v);
    case MKBA_COND_LESS:
    case MKBA_COND_LESS_EQUAL:
    case MKBA_COND_EQUAL:
        return compare(c, at, v);
    }
    return false;
}
