#include "model/index.h"

#include "base/digits.h"

#include <math.h>
#include <string.h>

static const char variables[] = MKBA_VARIABLES; /* first those of mkba_domain_id */

int mkba_index_variable_place(char c)
{
    return (int)(strchr(variables, c) - variables);
}

void mkba_index_set(mkba_index *at, int variable_place, long value)
{
    at->value[variable_place] = (int32_t)value;
    at->set |= (unsigned char)(1u << variable_place);
}

static bool is_set(const mkba_index *at, int i)
{
    return (at->set >> i & 1) != 0;
}

static bool is_item(int i)
{
    return i >= 0 && i < MKBA_DOMAINS;
}

long mkba_index_item(const mkba_domain *domain, const char *word, size_t length)
{
    for (size_t i = 0; i < domain->count; i++) {
        const char *name = domain->name[i];
        if (name[0] == word[0] && strncmp(name, word, length) == 0 && name[length] == '\0') {
            return (long)i;
        }
    }
    return -1;
}

/* The number that a word such as "12" is, or -1. */
long mkba_index_number(mkba_word word)
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
static bool match_variable(mkba_index *at, mkba_scope *s, char variable, mkba_word word)
{
    int i = mkba_index_variable_place(variable);
    long value = is_item(i)
                     ? mkba_index_item(&s->vocabulary->domain[i], word.text, word.length)
                     : mkba_index_number(word);
    if (value < 0 || (variable == 't' && value >= s->extent.years)) {
        return false;
    }
    mkba_index_set(at, i, value);
    return true;
}

bool mkba_index_match(mkba_index *at, mkba_scope *s, const mkba_formula *formula,
                      const mkba_word *word, size_t words)
{
    bool fits = formula->words == words;
    for (size_t i = words; fits && i-- > 0;) { /* keys differ most at their end */
        mkba_word own = formula->word[i];
        fits = own.text[0] == '{' || (own.length == word[i].length &&
                                      memcmp(own.text, word[i].text, own.length) == 0);
    }
    if (!fits) {
        return false;
    }
    *at = (mkba_index){0};
    for (size_t i = 0; fits && i < words; i++) {
        const char *own = formula->word[i].text;
        fits = own[0] != '{' || match_variable(at, s, own[1], word[i]);
    }
    return fits;
}

/* ------------------------------------------------------------------ Places */

/* How many values the variable of a word in braces has. */
static size_t extent_of(mkba_word word, const mkba_extent *extent)
{
    if (word.text[0] != '{') {
        return 1;
    }
    int i = mkba_index_variable_place(word.text[1]);
    return is_item(i)            ? extent->domain[i].count
           : variables[i] == 't' ? (size_t)extent->years
                                 : MKBA_INDEX_MOST;
}

size_t mkba_index_places(const mkba_formula *f, const mkba_extent *extent)
{
    size_t places = 1;
    for (size_t w = 0; w < f->words; w++) {
        places *= extent_of(f->word[w], extent);
    }
    return places;
}

size_t mkba_index_place(const mkba_formula *f, const mkba_index *at, const mkba_extent *extent)
{
    size_t place = 0;
    for (size_t w = 0; w < f->words; w++) {
        if (f->word[w].text[0] == '{') {
            int i = mkba_index_variable_place(f->word[w].text[1]);
            place = place * extent_of(f->word[w], extent) + (size_t)at->value[i];
        }
    }
    return place;
}

static void write_value(mkba_buffer *out, mkba_word word, size_t value,
                        const mkba_extent *extent)
{
    int i = mkba_index_variable_place(word.text[1]);
    if (is_item(i)) {
        mkba_buffer_add(out, extent->domain[i].name[value]);
    } else {
        mkba_buffer_add_int(out, (long)value);
    }
}

void mkba_index_write(mkba_buffer *out, const mkba_formula *f, size_t place,
                      const mkba_extent *extent)
{
    size_t places = mkba_index_places(f, extent);
    for (size_t w = 0; w < f->words; w++) {
        mkba_word word = f->word[w];
        mkba_buffer_add(out, w > 0 ? "." : "");
        if (word.text[0] == '{') {
            places /= extent_of(word, extent);
            write_value(out, word, place / places, extent);
            place %= places;
        } else {
            mkba_buffer_add_bytes(out, word.text, word.length);
        }
    }
}

/* ------------------------------------------------------------------ Names */

/* The place of a variable, or -1 when it is anything else. */
static int plain_variable(const mkba_expression *x)
{
    return x->variable_place - 1;
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
                         const mkba_index *at, mkba_scope *s)
{
    int i = plain_variable(x);
    char digits[24];
    long value;
    if (is_item(i) && is_set(at, i)) {
        const char *name = s->vocabulary->domain[i].name[at->value[i]];
        *length = append(out, *length, name, strlen(name));
        return true;
    }
    if (!mkba_index_whole(x, at, s, &value) || value < 0) {
        return false;
    }
    *length = append(out, *length, digits, mkba_digits_whole(digits, (uint64_t)value));
    return true;
}

bool mkba_index_key(char out[MKBA_KEY_SIZE], const mkba_name *name, const mkba_index *at,
                    mkba_scope *s)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < name->count; i++) {
        const mkba_name_piece *piece = &name->piece[i];
        if (piece->text) {
            length = append(out, length, piece->text, strlen(piece->text));
        } else if (!append_index(out, &length, piece->index, at, s)) {
            return false;
        }
    }
    return length + 1 < MKBA_KEY_SIZE;
}

bool mkba_index_name_place(size_t *place, const mkba_name *name, const mkba_index *at,
                           const mkba_scope *s)
{
    *place = 0;
    for (size_t k = 0; k < name->count; k++) {
        const mkba_expression *x = name->piece[k].index;
        if (!x) {
            continue;
        }
        int i = plain_variable(x);
        if (!is_item(i) || !is_set(at, i)) {
            return false;
        }
        *place = *place * s->vocabulary->domain[i].count + (size_t)at->value[i];
    }
    return true;
}

size_t mkba_index_name_places(const mkba_name *name, const mkba_scope *s)
{
    size_t places = 1;
    for (size_t k = 0; k < name->count; k++) {
        const mkba_expression *x = name->piece[k].index;
        places *= x ? s->vocabulary->domain[plain_variable(x)].count : 1;
    }
    return places;
}

static size_t find_parameter(const mkba_expression *x, const mkba_index *at, mkba_scope *s)
{
    char key[MKBA_KEY_SIZE];
    return mkba_index_key(key, &x->name, at, s) ? mkba_map_get(s->vocabulary->parameters, key)
                                                : MKBA_MAP_NONE;
}

/* Which number of the model a name is, or MKBA_MAP_NONE. */
static size_t parameter_of(const mkba_expression *x, const mkba_index *at, mkba_scope *s)
{
    size_t place;
    uint32_t **known = &s->parameter[x->name_number];
    if (!mkba_index_name_place(&place, &x->name, at, s)) {
        return find_parameter(x, at, s);
    }
    if (!*known) {
        *known =
            mkba_arena_alloc(s->arena, mkba_index_name_places(&x->name, s), sizeof **known);
    }
    if (!*known) {
        return MKBA_MAP_NONE;
    }
    if ((*known)[place] == 0) {
        size_t found = find_parameter(x, at, s);
        (*known)[place] = found == MKBA_MAP_NONE ? 1 : (uint32_t)found + 2;
    }
    return (*known)[place] == 1 ? MKBA_MAP_NONE : (*known)[place] - 2;
}

static bool whole_name(const mkba_expression *x, const mkba_index *at, mkba_scope *s,
                       long *out)
{
    double number;
    if (mkba_index_variable(x, at, &number)) {
        *out = lround(number);
        return true;
    }
    size_t index = parameter_of(x, at, s);
    if (index == MKBA_MAP_NONE || !s->vocabulary->whole[index]) {
        return false;
    }
    *out = lround(s->vocabulary->parameter[index]);
    return true;
}

bool mkba_index_whole(const mkba_expression *x, const mkba_index *at, mkba_scope *s, long *out)
{
    long a = 0, b = 0;
    if (x->kind == MKBA_EXPR_NUMBER) {
        *out = lround(x->number);
        return fabs(x->number - round(x->number)) <= 0;
    }
    if (x->kind == MKBA_EXPR_NAME) {
        return whole_name(x, at, s, out);
    }
    bool two = x->kind == MKBA_EXPR_ADD || x->kind == MKBA_EXPR_SUBTRACT ||
               x->kind == MKBA_EXPR_MIN || x->kind == MKBA_EXPR_MAX;
    if ((!two && x->kind != MKBA_EXPR_NEGATE) || !mkba_index_whole(x->operand[0], at, s, &a) ||
        (two && !mkba_index_whole(x->operand[1], at, s, &b))) {
        return false;
    }
    *out = x->kind == MKBA_EXPR_ADD        ? a + b
           : x->kind == MKBA_EXPR_SUBTRACT ? a - b
           : x->kind == MKBA_EXPR_NEGATE   ? -a
           : x->kind == MKBA_EXPR_MIN      ? (a < b ? a : b)
                                           : (a > b ? a : b);
    return true;
}

bool mkba_index_range(mkba_range *out, const mkba_expression *sum, const mkba_index *at,
                      mkba_scope *s)
{
    int i = mkba_index_variable_place(sum->variable);
    if (sum->sum->from) {
        return mkba_index_whole(sum->sum->from, at, s, &out->from) &&
               mkba_index_whole(sum->sum->to, at, s, &out->to);
    }
    out->from = 0;
    out->to = (is_item(i) ? (long)s->vocabulary->domain[i].count : s->extent.years) - 1;
    return true;
}

static const char *const yes = "yes";

/* Was anything of the line measured? */
static bool is_measured(const mkba_vocabulary *v, const char *line, size_t length)
{
    for (size_t i = 0; i < v->domain[MKBA_DOMAIN_MEASURED].count; i++) {
        const char *own = v->measured[i].line;
        if (strncmp(own, line, length) == 0 && own[length] == '\0') {
            return true;
        }
    }
    return false;
}

/* `e.measured`, or `informal_care.measured`. */
static const char *measured_word(const char *word, const mkba_index *at, const mkba_scope *s)
{
    const mkba_vocabulary *v = s->vocabulary;
    size_t length = strcspn(word, ".");
    if (length == 1 && word[0] == 'e' && is_set(at, MKBA_DOMAIN_LINE)) {
        word = v->domain[MKBA_DOMAIN_LINE].name[at->value[MKBA_DOMAIN_LINE]];
        length = strlen(word);
    }
    return is_measured(v, word, length) ? yes : "";
}

static const char *trait_word(mkba_trait trait, const char *word, const mkba_index *at,
                              const mkba_scope *s)
{
    const mkba_vocabulary *v = s->vocabulary;
    bool of_line = trait == MKBA_TRAIT_KIND || trait == MKBA_TRAIT_PAYER ||
                   trait == MKBA_TRAIT_HOME_SUPPORT;
    if (trait == MKBA_TRAIT_MEASURED) {
        return measured_word(word, at, s);
    }
    if (!is_set(at, of_line ? MKBA_DOMAIN_LINE : MKBA_DOMAIN_MEASURED)) {
        return word;
    }
    if (of_line) {
        const mkba_line_traits *line = &v->line[at->value[MKBA_DOMAIN_LINE]];
        return trait == MKBA_TRAIT_KIND    ? line->kind
               : trait == MKBA_TRAIT_PAYER ? line->payer
               : line->home_support        ? yes
                                           : "";
    }
    const mkba_measured_traits *m = &v->measured[at->value[MKBA_DOMAIN_MEASURED]];
    return trait == MKBA_TRAIT_LINE ? m->line : m->is_good ? yes : "";
}

/* The word a subject stands for: the item of a variable, or a trait of the line (`e.payer`) or
 * of what was measured (`m.line`). */
static const char *subject_word(const mkba_expression *x, const mkba_index *at,
                                const mkba_scope *s)
{
    int i = plain_variable(x);
    if (is_item(i) && is_set(at, i)) {
        return s->vocabulary->domain[i].name[at->value[i]];
    }
    const char *word = x->name.piece[0].text;
    return x->trait == MKBA_TRAIT_NONE ? word : trait_word((mkba_trait)x->trait, word, at, s);
}

static bool compare(const mkba_condition *c, const mkba_index *at, mkba_scope *s)
{
    long a, b;
    if (!mkba_index_whole(c->a, at, s, &a) || !mkba_index_whole(c->b, at, s, &b)) {
        return false;
    }
    return c->kind == MKBA_COND_LESS         ? a < b
           : c->kind == MKBA_COND_LESS_EQUAL ? a <= b
                                             : a == b;
}

static bool is(const mkba_condition *c, const mkba_index *at, const mkba_scope *s)
{
    const char *subject = subject_word(c->a, at, s);
    return c->b ? strcmp(subject, subject_word(c->b, at, s)) == 0 : strcmp(subject, yes) == 0;
}

static bool exists(const mkba_condition *c, const mkba_index *at, mkba_scope *s)
{
    static const char entered[] = "entered.";
    const size_t length = sizeof entered - 1;
    char key[MKBA_KEY_SIZE];
    const char *start = c->a->name.piece[0].text;
    if (strncmp(start, entered, length) != 0) {
        return parameter_of(c->a, at, s) != MKBA_MAP_NONE;
    }
    size_t column = mkba_index_key(key, &c->a->name, at, s)
                        ? mkba_map_get(s->vocabulary->columns, key + length)
                        : MKBA_MAP_NONE;
    return column != MKBA_MAP_NONE && s->vocabulary->entered[column];
}

bool mkba_index_holds(const mkba_condition *c, const mkba_index *at, mkba_scope *s)
{
    switch (c->kind) {
    case MKBA_COND_AND:
        return mkba_index_holds(c->left, at, s) && mkba_index_holds(c->right, at, s);
    case MKBA_COND_OR:
        return mkba_index_holds(c->left, at, s) || mkba_index_holds(c->right, at, s);
    case MKBA_COND_NOT:
        return !mkba_index_holds(c->left, at, s);
    case MKBA_COND_EXISTS:
        return exists(c, at, s);
    case MKBA_COND_IS:
        return is(c, at, s);
    default: /* LESS, LESS_EQUAL, EQUAL */
        return compare(c, at, s);
    }
}
