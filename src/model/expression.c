#include "model/formula_reader.h"

#include <ctype.h>
#include <string.h>

void *mkba_formula_fail(mkba_formula_reader *r, const char *expected)
{
    if (!r->fault) {
        r->fault = expected;
    }
    return NULL;
}

bool mkba_formula_take_whole(mkba_formula_reader *r, const char *token)
{
    size_t n = 1;
    for (; token[n]; n++) {
        if (r->at[n] != token[n]) {
            return false;
        }
    }
    bool is_word = isalpha((unsigned char)token[n - 1]) != 0;
    if (is_word && (isalnum((unsigned char)r->at[n]) || r->at[n] == '_')) {
        return false;
    }
    r->at += n;
    return true;
}

bool mkba_formula_need(mkba_formula_reader *r, const char *token, const char *expected)
{
    if (!r->fault && mkba_formula_take(r, token)) {
        return true;
    }
    mkba_formula_fail(r, expected);
    return false;
}

static mkba_expression *expression_new(mkba_formula_reader *r, mkba_expression_kind kind)
{
    mkba_expression *x = mkba_arena_alloc(r->arena, 1, sizeof *x);
    if (!x) {
        return mkba_formula_fail(r, "memory");
    }
    x->kind = kind;
    return x;
}

static const mkba_expression *combine(mkba_formula_reader *r, mkba_expression_kind kind,
                                      const mkba_expression *a, const mkba_expression *b)
{
    mkba_expression *x = expression_new(r, kind);
    if (x) {
        x->operand[0] = a;
        x->operand[1] = b;
    }
    return x;
}

static bool starts_name(char c)
{
    return islower((unsigned char)c) != 0;
}

static bool continues_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           c == '_' || c == '.';
}

static void read_piece(mkba_formula_reader *r, mkba_name_piece *piece)
{
    if (*r->at == '{') {
        r->at++;
        piece->index = mkba_formula_expression(r);
        mkba_formula_need(r, "}", "}");
        return;
    }
    const char *start = r->at;
    while (continues_name(*r->at)) {
        r->at++;
    }
    piece->text = mkba_arena_text(r->arena, start, (size_t)(r->at - start));
}

static int variable_place(const mkba_name *name)
{
    static const char variables[] = MKBA_VARIABLES;
    const char *word = name->count == 1 ? name->piece[0].text : NULL;
    const char *found = word && !word[1] ? strchr(variables, word[0]) : NULL;
    return found ? (int)(found - variables) + 1 : 0;
}

static mkba_trait trait_of(const mkba_name *name)
{
    static const struct {
        const char *word;
        mkba_trait trait;
    } rows[] = {
        {"e.kind", MKBA_TRAIT_KIND},
        {"e.payer", MKBA_TRAIT_PAYER},
        {"e.home_support", MKBA_TRAIT_HOME_SUPPORT},
        {"m.line", MKBA_TRAIT_LINE},
        {"m.good", MKBA_TRAIT_GOOD},
    };
    static const char measured[] = ".measured";
    const char *word = name->count == 1 ? name->piece[0].text : NULL;
    const char *end = word ? strchr(word, '.') : NULL;
    for (size_t i = 0; end && i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(word, rows[i].word) == 0) {
            return rows[i].trait;
        }
    }
    return end && strcmp(end, measured) == 0 ? MKBA_TRAIT_MEASURED : MKBA_TRAIT_NONE;
}

static mkba_expression *read_new_name(mkba_formula_reader *r)
{
    enum { MOST = 8 };
    mkba_expression *x = expression_new(r, MKBA_EXPR_NAME);
    if (!x) {
        return NULL;
    }
    mkba_name_piece piece[MOST] = {{0}};
    while (!r->fault && x->name.count < MOST && (*r->at == '{' || continues_name(*r->at))) {
        read_piece(r, &piece[x->name.count++]);
    }
    x->name.piece = mkba_arena_alloc(r->arena, x->name.count, sizeof *piece);
    if (!x->name.piece) {
        return mkba_formula_fail(r, "memory");
    }
    memcpy(x->name.piece, piece, x->name.count * sizeof *piece);
    x->variable_place = (signed char)variable_place(&x->name);
    x->trait = (unsigned char)trait_of(&x->name);
    return x;
}

/* How long the name is that starts here, with what stands in braces. */
static size_t name_length(const char *text)
{
    size_t n = 0;
    while (text[n] == '{' || continues_name(text[n])) {
        for (size_t open = text[n] == '{'; open > 0 && text[n + 1] && text[n + 1] != '\n';) {
            n++;
            open += text[n] == '{';
            open -= text[n] == '}';
        }
        n++;
    }
    return n;
}

/* A name that occurred before is that expression: what it stands for is looked up once. */
static const mkba_expression *read_name(mkba_formula_reader *r)
{
    mkba_formulas *all = r->formulas;
    const char *start = r->at;
    size_t length = name_length(start);
    if (!starts_name(*start)) {
        return mkba_formula_fail(r, "a number or a name");
    }
    if (mkba_arena_failed(r->arena)) {
        return mkba_formula_fail(r, "memory"); /* what was read before may be gone */
    }
    size_t known = mkba_map_get_bytes(&all->by_text, start, length);
    if (known != MKBA_MAP_NONE) {
        r->at += length;
        return all->name[known];
    }
    mkba_expression *x = read_new_name(r);
    const char *text = mkba_arena_text(r->arena, start, length);
    all->name = mkba_arena_grow(r->arena, all->name, all->names, &all->name_capacity,
                                sizeof(mkba_expression *));
    if (!x || !text || !all->name || !mkba_map_put(&all->by_text, text, all->names)) {
        return mkba_formula_fail(r, "memory");
    }
    x->name_number = (uint32_t)all->names;
    all->name[all->names++] = x;
    return x;
}

static const mkba_expression *read_number(mkba_formula_reader *r)
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

static const mkba_expression *read_call(mkba_formula_reader *r, mkba_expression_kind kind,
                                        size_t count)
{
    mkba_expression *x = expression_new(r, kind);
    for (size_t i = 0; x && i < count; i++) {
        x->operand[i] = mkba_formula_expression(r);
        mkba_formula_need(r, i + 1 < count ? "," : ")", i + 1 < count ? "," : ")");
    }
    return x;
}

bool mkba_formula_is_variable(char c)
{
    return c != '\0' && strchr(MKBA_VARIABLES, c);
}

/* sum{e: condition}(x), sum{k = a .. b: condition}(x) */
static const mkba_expression *read_sum(mkba_formula_reader *r)
{
    mkba_expression *x = expression_new(r, MKBA_EXPR_SUM);
    mkba_sum *sum = mkba_arena_alloc(r->arena, 1, sizeof *sum);
    if (!x || !sum) {
        return mkba_formula_fail(r, "memory");
    }
    x->sum = sum;
    x->variable = *r->at;
    if (!mkba_formula_is_variable(*r->at)) {
        return mkba_formula_fail(r, "a variable");
    }
    r->at++;
    if (mkba_formula_take(r, "=")) {
        sum->from = mkba_formula_expression(r);
        mkba_formula_need(r, "..", "..");
        sum->to = mkba_formula_expression(r);
    } else if (x->variable == 'k') { /* of all whole numbers there is no sum */
        return mkba_formula_fail(r, "=");
    }
    if (mkba_formula_take(r, ":")) {
        sum->where = mkba_formula_condition(r);
    }
    mkba_formula_need(r, "}", "}");
    mkba_formula_need(r, "(", "(");
    x->operand[0] = mkba_formula_expression(r);
    mkba_formula_need(r, ")", ")");
    return x;
}

static const mkba_expression *read_primary(mkba_formula_reader *r)
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
    mkba_formula_skip_blanks(r);
    size_t most = strchr("mnpr", *r->at) ? sizeof calls / sizeof *calls : 0;
    for (size_t i = 0; i < most; i++) { /* few names start like a call */
        if (mkba_formula_take(r, calls[i].name)) {
            return read_call(r, calls[i].kind, calls[i].operands);
        }
    }
    if (mkba_formula_take(r, "sum{")) {
        return read_sum(r);
    }
    if (mkba_formula_take(r, "undefined")) {
        return expression_new(r, MKBA_EXPR_UNDEFINED);
    }
    if (mkba_formula_take(r, "(")) {
        const mkba_expression *x = mkba_formula_expression(r);
        mkba_formula_need(r, ")", ")");
        return x;
    }
    if (isdigit((unsigned char)*r->at)) {
        return read_number(r);
    }
    return read_name(r);
}

static const mkba_expression *read_power(mkba_formula_reader *r)
{
    if (mkba_formula_take(r, "-")) {
        return combine(r, MKBA_EXPR_NEGATE, read_power(r), NULL);
    }
    const mkba_expression *base = read_primary(r);
    return mkba_formula_take(r, "^") ? combine(r, MKBA_EXPR_POWER, base, read_power(r)) : base;
}

static const mkba_expression *read_product(mkba_formula_reader *r)
{
    const mkba_expression *x = read_power(r);
    while (!r->fault) {
        if (mkba_formula_take(r, "*")) {
            x = combine(r, MKBA_EXPR_MULTIPLY, x, read_power(r));
        } else if (mkba_formula_take(r, "/")) {
            x = combine(r, MKBA_EXPR_DIVIDE, x, read_power(r));
        } else {
            break;
        }
    }
    return x;
}

const mkba_expression *mkba_formula_expression(mkba_formula_reader *r)
{
    const mkba_expression *x = read_product(r);
    while (!r->fault) {
        if (mkba_formula_take(r, "+")) {
            x = combine(r, MKBA_EXPR_ADD, x, read_product(r));
        } else if (mkba_formula_take(r, "-")) {
            x = combine(r, MKBA_EXPR_SUBTRACT, x, read_product(r));
        } else {
            break;
        }
    }
    return x;
}

static mkba_condition *condition_new(mkba_formula_reader *r, mkba_condition_kind kind)
{
    mkba_condition *c = mkba_arena_alloc(r->arena, 1, sizeof *c);
    if (!c) {
        return mkba_formula_fail(r, "memory");
    }
    c->kind = kind;
    return c;
}

static const mkba_condition *negated(mkba_formula_reader *r, const mkba_condition *inner)
{
    mkba_condition *c = condition_new(r, MKBA_COND_NOT);
    if (c) {
        c->left = inner;
    }
    return c;
}

static bool is_word(const mkba_expression *x)
{
    return x->kind == MKBA_EXPR_NAME && x->name.count == 1;
}

/* `e.home_support`, `e.payer is p`, `e.kind is not transfer` */
static const mkba_condition *read_is(mkba_formula_reader *r, const mkba_expression *left)
{
    mkba_condition *c = condition_new(r, MKBA_COND_IS);
    const mkba_expression *right = left;
    bool has_right = mkba_formula_take(r, "is"), negate = false;
    if (has_right) {
        negate = mkba_formula_take(r, "not");
        mkba_formula_skip_blanks(r);
        right = read_name(r);
    }
    if (r->fault || !is_word(left) || !is_word(right)) {
        return mkba_formula_fail(r, "<, <=, ==, >= or >");
    }
    c->a = left;
    c->b = has_right ? right : NULL;
    return negate ? negated(r, c) : c;
}

/* What follows the left side of a comparison. `a >= b` is not (a < b), `a > b` is b < a. */
static const mkba_condition *read_comparison(mkba_formula_reader *r,
                                             const mkba_expression *left)
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
        if (mkba_formula_take(r, rows[i].token)) {
            mkba_condition *c = condition_new(r, rows[i].kind);
            const mkba_expression *right = mkba_formula_expression(r);
            if (c) {
                c->a = rows[i].swap ? right : left;
                c->b = rows[i].swap ? left : right;
            }
            return rows[i].negate ? negated(r, c) : c;
        }
    }
    return read_is(r, left);
}

static const mkba_condition *read_single_condition(mkba_formula_reader *r)
{
    if (mkba_formula_take(r, "not")) {
        return negated(r, read_single_condition(r));
    }
    if (mkba_formula_take(r, "exists")) {
        mkba_condition *c = condition_new(r, MKBA_COND_EXISTS);
        mkba_formula_skip_blanks(r);
        if (c) {
            c->a = read_name(r);
        }
        return c;
    }
    if (mkba_formula_take(r, "(")) {
        const mkba_condition *c = mkba_formula_condition(r);
        mkba_formula_need(r, ")", ")");
        return c;
    }
    return read_comparison(r, mkba_formula_expression(r));
}

const mkba_condition *mkba_formula_condition(mkba_formula_reader *r)
{
    const mkba_condition *left = read_single_condition(r);
    while (!r->fault) {
        bool is_and = mkba_formula_take(r, "and");
        if (!is_and && !mkba_formula_take(r, "or")) {
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
