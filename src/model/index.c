#include "model/index.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char variables[] = "sepftk"; /* the first four in the order of mkba_domain_id */

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
        if (strlen(domain->name[i]) == length && strncmp(domain->name[i], word, length) == 0) {
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
static long word_number(const char *word, size_t length)
{
    if (length == 0 || length > 3 || strspn(word, "0123456789") < length) {
        return -1;
    }
    return strtol(word, NULL, 10);
}

/* One word of a key against one word of a pattern, which is literal or one variable in braces.
 */
static bool match_word(mkba_index *at, const mkba_vocabulary *v, const char *pattern,
                       size_t pattern_length, const char *word, size_t length)
{
    if (pattern[0] != '{') {
        return pattern_length == length && strncmp(pattern, word, length) == 0;
    }
    int i = variable_position(pattern[1]);
    long value = i < 0              ? -1
                 : i < MKBA_DOMAINS ? position_in(&v->domain[i], word, length)
                                    : word_number(word, length);
    if (value < 0 || (pattern[1] == 't' && value >= whole_parameter(v, "horizon"))) {
        return false;
    }
    mkba_index_set(at, pattern[1], value);
    return true;
}

bool mkba_index_match(mkba_index *at, const mkba_vocabulary *v, const char *pattern,
                      const char *key)
{
    *at = (mkba_index){0};
    for (;;) {
        size_t pattern_length = strcspn(pattern, ".");
        size_t length = strcspn(key, ".");
        if (!match_word(at, v, pattern, pattern_length, key, length)) {
            return false;
        }
        pattern += pattern_length;
        key += length;
        if (*pattern != *key) {
            return false;
        }
        if (*key == '\0') {
            return true;
        }
        pattern++;
        key++;
    }
}

/* A name that is one word or one variable: its text, or NULL. */
static const char *plain_word(const mkba_expression *x)
{
    return x && x->kind == MKBA_EXPR_NAME && x->name.count == 1 ? x->name.piece[0].text : NULL;
}

static int plain_variable(const mkba_expression *x)
{
    const char *word = plain_word(x);
    return word && word[0] && !word[1] ? variable_position(word[0]) : -1;
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

/* The text of one index: the word of a domain, or a whole number. */
static bool write_index(char *out, size_t size, const mkba_expression *x, const mkba_index *at,
                        const mkba_vocabulary *v)
{
    int i = plain_variable(x);
    long value;
    if (i >= 0 && i < MKBA_DOMAINS && is_set(at, i)) {
        snprintf(out, size, "%s", v->domain[i].name[at->value[i]]);
        return true;
    }
    if (!mkba_index_whole(x, at, v, &value) || value < 0) {
        return false;
    }
    snprintf(out, size, "%ld", value);
    return true;
}

bool mkba_index_key(char out[MKBA_KEY_SIZE], const mkba_name *name, const mkba_index *at,
                    const mkba_vocabulary *v)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < name->count; i++) {
        const mkba_name_piece *piece = &name->piece[i];
        size_t left = MKBA_KEY_SIZE - length;
        if (piece->text) {
            snprintf(out + length, left, "%s", piece->text);
        } else if (!write_index(out + length, left, piece->index, at, v)) {
            return false;
        }
        length += strlen(out + length);
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
