#include "model/formula.h"

#include "base/issue.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    mkba_arena *arena;
    const char *at;
    unsigned line;
    const char *fault; /* what was expected, once something is wrong */
    mkba_formulas *formulas;
    size_t capacity;
    const char *section;
} reader;

static const mkba_expression *read_expression(reader *r);
static const mkba_condition *read_condition(reader *r);

static void *fail(reader *r, const char *expected)
{
    if (!r->fault) {
        r->fault = expected;
    }
    return NULL;
}

/* Blanks within a definition. A line that starts with a blank continues the one before it. */
static void skip_blanks(reader *r)
{
    for (;; r->at++) {
        if (*r->at == '\n') {
            if (r->at[1] != ' ') {
                return;
            }
            r->line++;
        } else if (*r->at != ' ') {
            return;
        }
    }
}

static bool take(reader *r, const char *token)
{
    skip_blanks(r);
    size_t n = strlen(token);
    if (strncmp(r->at, token, n) != 0) {
        return false;
    }
    bool is_word = isalpha((unsigned char)token[n - 1]) != 0;
    if (is_word && (isalnum((unsigned char)r->at[n]) || r->at[n] == '_')) {
        return false;
    }
    r->at += n;
    return true;
}

static bool need(reader *r, const char *token, const char *expected)
{
    if (!r->fault && take(r, token)) {
        return true;
    }
    fail(r, expected);
    return false;
}

static mkba_expression *expression_new(reader *r, mkba_expression_kind kind)
{
    mkba_expression *x = mkba_arena_alloc(r->arena, 1, sizeof *x);
    if (!x) {
        return fail(r, "memory");
    }
    x->kind = kind;
    return x;
}

static const mkba_expression *combine(reader *r, mkba_expression_kind kind,
                                      const mkba_expression *a, const mkba_expression *b)
{
    mkba_expression *x = a && b ? expression_new(r, kind) : NULL;
    if (x) {
        x->operand[0] = a;
        x->operand[1] = b;
    }
    return x;
}

static bool starts_name(char c)
{
    return islower((unsigned char)c) || c == '{';
}

static bool continues_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

static void read_piece(reader *r, mkba_name_piece *piece)
{
    if (*r->at == '{') {
        r->at++;
        piece->index = read_expression(r);
        need(r, "}", "}");
        return;
    }
    const char *start = r->at;
    while (continues_name(*r->at)) {
        r->at++;
    }
    piece->text = mkba_arena_text(r->arena, start, (size_t)(r->at - start));
}

static const mkba_expression *read_name(reader *r)
{
    enum { MOST = 8 };
    mkba_expression *x = expression_new(r, MKBA_EXPR_NAME);
    if (!x) {
        return NULL;
    }
    x->name.piece = mkba_arena_alloc(r->arena, MOST, sizeof *x->name.piece);
    if (!x->name.piece) {
        return fail(r, "memory");
    }
    while (!r->fault && x->name.count < MOST && (*r->at == '{' || continues_name(*r->at))) {
        read_piece(r, &x->name.piece[x->name.count++]);
    }
    return x;
}

static const mkba_expression *read_number(reader *r)
{
    mkba_expression *x = expression_new(r, MKBA_EXPR_NUMBER);
    double value = 0, scale = 1;
    for (; isdigit((unsigned char)*r->at); r->at++) {
        value = value * 10 + (*r->at - '0');
    }
    if (r->at[0] == '.' && isdigit((unsigned char)r->at[1])) {
        for (r->at++; isdigit((unsigned char)*r->at); r->at++) {
            value = value * 10 + (*r->at - '0');
            scale *= 10;
        }
    }
    if (x) {
        x->number = value / scale;
    }
    return x;
}

static const mkba_expression *read_call(reader *r, mkba_expression_kind kind, size_t count)
{
    mkba_expression *x = expression_new(r, kind);
    for (size_t i = 0; x && i < count; i++) {
        x->operand[i] = read_expression(r);
        need(r, i + 1 < count ? "," : ")", i + 1 < count ? "," : ")");
    }
    return x;
}

/* sum{e: condition}(x), sum{k = a .. b: condition}(x) */
static const mkba_expression *read_sum(reader *r)
{
    mkba_expression *x = expression_new(r, MKBA_EXPR_SUM);
    if (!x) {
        return NULL;
    }
    x->variable = *r->at;
    r->at += *r->at != '\0';
    if (take(r, "=")) {
        x->from = read_expression(r);
        need(r, "..", "..");
        x->to = read_expression(r);
    }
    if (take(r, ":")) {
        x->where = read_condition(r);
    }
    need(r, "}", "}");
    need(r, "(", "(");
    x->operand[0] = read_expression(r);
    need(r, ")", ")");
    return x;
}

static const mkba_expression *read_primary(reader *r)
{
    static const struct {
        const char *name;
        mkba_expression_kind kind;
        size_t operands;
    } calls[] = {
        {"min(", MKBA_EXPR_MIN, 2},           {"max(", MKBA_EXPR_MAX, 2},
        {"positive(", MKBA_EXPR_POSITIVE, 3}, {"negative(", MKBA_EXPR_NEGATIVE, 3},
        {"rest(", MKBA_EXPR_REST, 1},
    };
    skip_blanks(r);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (take(r, calls[i].name)) {
            return read_call(r, calls[i].kind, calls[i].operands);
        }
    }
    if (take(r, "sum{")) {
        return read_sum(r);
    }
    if (take(r, "undefined")) {
        return expression_new(r, MKBA_EXPR_UNDEFINED);
    }
    if (take(r, "(")) {
        const mkba_expression *x = read_expression(r);
        need(r, ")", ")");
        return x;
    }
    if (isdigit((unsigned char)*r->at)) {
        return read_number(r);
    }
    return starts_name(*r->at) ? read_name(r) : fail(r, "a number or a name");
}

static const mkba_expression *read_power(reader *r)
{
    if (take(r, "-")) {
        const mkba_expression *inner = read_power(r);
        mkba_expression *x = inner ? expression_new(r, MKBA_EXPR_NEGATE) : NULL;
        if (x) {
            x->operand[0] = inner;
        }
        return x;
    }
    const mkba_expression *base = read_primary(r);
    return take(r, "^") ? combine(r, MKBA_EXPR_POWER, base, read_power(r)) : base;
}

static const mkba_expression *read_product(reader *r)
{
    const mkba_expression *x = read_power(r);
    while (!r->fault) {
        if (take(r, "*")) {
            x = combine(r, MKBA_EXPR_MULTIPLY, x, read_power(r));
        } else if (take(r, "/")) {
            x = combine(r, MKBA_EXPR_DIVIDE, x, read_power(r));
        } else {
            break;
        }
    }
    return x;
}

static const mkba_expression *read_expression(reader *r)
{
    const mkba_expression *x = read_product(r);
    while (!r->fault) {
        if (take(r, "+")) {
            x = combine(r, MKBA_EXPR_ADD, x, read_product(r));
        } else if (take(r, "-")) {
            x = combine(r, MKBA_EXPR_SUBTRACT, x, read_product(r));
        } else {
            break;
        }
    }
    return x;
}

static mkba_condition *condition_new(reader *r, mkba_condition_kind kind)
{
    mkba_condition *c = mkba_arena_alloc(r->arena, 1, sizeof *c);
    if (!c) {
        return fail(r, "memory");
    }
    c->kind = kind;
    return c;
}

static const mkba_condition *negated(reader *r, const mkba_condition *inner)
{
    mkba_condition *c = condition_new(r, MKBA_COND_NOT);
    if (c) {
        c->left = inner;
    }
    return c;
}

/* What follows the left side of a comparison. `a >= b` is not (a < b), `a > b` is b < a. */
static const mkba_condition *read_comparison(reader *r, const mkba_expression *left)
{
    static const struct {
        const char *token;
        mkba_condition_kind kind;
        bool negate, swap;
    } rows[] = {
        {"<=", MKBA_COND_LESS_EQUAL, false, false}, {">=", MKBA_COND_LESS, true, false},
        {"==", MKBA_COND_EQUAL, false, false},      {"<", MKBA_COND_LESS, false, false},
        {">", MKBA_COND_LESS, false, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (take(r, rows[i].token)) {
            mkba_condition *c = condition_new(r, rows[i].kind);
            const mkba_expression *right = read_expression(r);
            if (c) {
                c->a = rows[i].swap ? right : left;
                c->b = rows[i].swap ? left : right;
            }
            return rows[i].negate ? negated(r, c) : c;
        }
    }
    mkba_condition *c = condition_new(r, MKBA_COND_IS);
    bool negate = false;
    if (c) {
        c->a = left;
        if (take(r, "is")) {
            negate = take(r, "not");
            skip_blanks(r);
            c->b = read_name(r);
        }
    }
    return negate ? negated(r, c) : c;
}

static const mkba_condition *read_single_condition(reader *r)
{
    if (take(r, "exists")) {
        mkba_condition *c = condition_new(r, MKBA_COND_EXISTS);
        skip_blanks(r);
        if (c) {
            c->a = read_name(r);
        }
        return c;
    }
    if (take(r, "(")) {
        const mkba_condition *c = read_condition(r);
        need(r, ")", ")");
        return c;
    }
    return read_comparison(r, read_expression(r));
}

static const mkba_condition *read_condition(reader *r)
{
    const mkba_condition *left = read_single_condition(r);
    while (!r->fault) {
        bool is_and = take(r, "and");
        if (!is_and && !take(r, "or")) {
            break;
        }
        mkba_condition *c = condition_new(r, is_and ? MKBA_COND_AND : MKBA_COND_OR);
        const mkba_condition *right = read_single_condition(r);
        if (c) {
            c->left = left;
            c->right = right;
        }
        left = c;
    }
    return left;
}

static void read_ways(reader *r, mkba_formula *f)
{
    mkba_way **end = &f->ways;
    while (!r->fault && take(r, "=")) {
        mkba_way *way = mkba_arena_alloc(r->arena, 1, sizeof *way);
        if (!way) {
            fail(r, "memory");
            return;
        }
        way->expression = read_expression(r);
        if (take(r, "when")) {
            way->when = read_condition(r);
        }
        *end = way;
        end = &way->next;
    }
    if (!f->ways) {
        fail(r, "=");
    }
}

/* Text up to one of `stops` or the end of the line, without blanks at its end. */
static const char *read_until(reader *r, const char *stops)
{
    const char *start = r->at;
    r->at += strcspn(r->at, stops);
    const char *end = r->at;
    while (end > start && end[-1] == ' ') {
        end--;
    }
    return mkba_arena_text(r->arena, start, (size_t)(end - start));
}

static void index_formula(reader *r, size_t index)
{
    mkba_formulas *all = r->formulas;
    const char *key = all->formula[index].key;
    const char *word = mkba_arena_text(r->arena, key, strcspn(key, "."));
    size_t first = word ? mkba_map_get(&all->by_first_word, word) : MKBA_MAP_NONE;
    if (!word || (first == MKBA_MAP_NONE && !mkba_map_put(&all->by_first_word, word, index))) {
        fail(r, "memory");
    }
}

static void read_formula(reader *r)
{
    mkba_formulas *all = r->formulas;
    all->formula = mkba_arena_grow(r->arena, all->formula, all->count, &r->capacity,
                                   sizeof *all->formula);
    if (!all->formula) {
        fail(r, "memory");
        return;
    }
    mkba_formula *f = &all->formula[all->count++];
    f->section = r->section;
    f->key = read_until(r, " :\n");
    if (need(r, ":", ":")) {
        skip_blanks(r);
        f->unit = read_until(r, "\n");
        read_ways(r, f);
    }
    skip_blanks(r);
    if (!r->fault && *r->at != '\n' && *r->at != '\0') {
        fail(r, "the end of the formula");
    }
}

/* Formulas whose keys start with the same word form a list, in the order of the file. */
static void link_alike(reader *r)
{
    mkba_formulas *all = r->formulas;
    for (size_t i = 0; i < all->count; i++) {
        index_formula(r, i);
        size_t length = strcspn(all->formula[i].key, ".");
        for (size_t j = i + 1; j < all->count; j++) {
            const char *other = all->formula[j].key;
            if (strncmp(other, all->formula[i].key, length) == 0 &&
                strcspn(other, ".") == length) {
                all->formula[i].next_alike = &all->formula[j];
                break;
            }
        }
    }
}

static void read_lines(reader *r)
{
    while (*r->at && !r->fault) {
        if (*r->at == '#') {
            r->at += strcspn(r->at, "\n");
        } else if (*r->at == '[') {
            r->section = read_until(r, "\n");
        } else if (*r->at == '\n') {
            r->at++;
            r->line++;
        } else {
            read_formula(r);
        }
    }
}

mkba_status mkba_formulas_read(mkba_formulas **out, mkba_arena *arena, const char *text,
                               mkba_issues *issues)
{
    *out = NULL;
    reader r = {.arena = arena, .at = text, .line = 1};
    r.formulas = mkba_arena_alloc(arena, 1, sizeof *r.formulas);
    if (!r.formulas) {
        return MKBA_ERR_MEMORY;
    }
    r.formulas->by_first_word.arena = arena;
    read_lines(&r);
    if (!r.fault) {
        link_alike(&r);
    }
    if (mkba_arena_failed(arena)) {
        return MKBA_ERR_MEMORY;
    }
    if (r.fault) {
        mkba_place place = {.file = "formulas.txt", .line = r.line};
        return mkba_issue_add(issues, MKBA_ERR_SYNTAX, place, "formula.syntax",
                              MKBA_WORDS(r.fault));
    }
    *out = r.formulas;
    return MKBA_OK;
}
