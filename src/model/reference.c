#include "model/reference.h"

#include <string.h>

typedef enum {
    FILL_IS,   /* an index of the name must be this item */
    FILL_ITEM, /* a variable of the formula is this item or number */
    FILL_COPY, /* ... is the index of the name */
    FILL_WHOLE /* ... is a whole number to be worked out */
} fill_kind;

/* What one word asks. */
typedef struct {
    unsigned char kind;
    signed char from, to; /* places in MKBA_VARIABLES */
    int32_t value;
    const mkba_expression *index;
    size_t extent;
} fill;

struct mkba_candidate {
    mkba_candidate *next;
    const mkba_formula *formula;
    size_t fills;
    const fill *fill;
};

/* A candidate while it is looked for. */
typedef struct {
    fill fill[MKBA_MOST_WORDS];
    size_t fills;
} filling;

/* A word of a name: text, or an index that is the whole word. */
typedef struct {
    mkba_word text;
    const mkba_expression *index;
} name_word;

/* ------------------------------------------------------------------ Words */

/* Adds the words of a piece of text, of which the first may go on where an index ended: then
 * the name is not one of whole words. */
static bool add_text(name_word *word, size_t *words, const char *text, bool is_first)
{
    if (!is_first && *text++ != '.') {
        return false;
    }
    for (bool more = *text != '\0'; more;) {
        size_t length = strcspn(text, ".");
        if (*words == MKBA_MOST_WORDS) {
            return false;
        }
        word[(*words)++] = (name_word){.text = {text, length}};
        more = text[length] == '.' && text[length + 1] != '\0';
        text += length + more;
    }
    return true;
}

/* The words of a name, or 0 when an index is only part of a word. */
static size_t words_of(name_word *word, const mkba_name *name)
{
    size_t words = 0;
    bool ends_word = true;
    for (size_t i = 0; i < name->count; i++) {
        const mkba_name_piece *piece = &name->piece[i];
        if (piece->text) {
            if (!add_text(word, &words, piece->text, i == 0)) {
                return 0;
            }
            ends_word = piece->text[strlen(piece->text) - 1] == '.';
        } else if (!ends_word || words == MKBA_MOST_WORDS) {
            return 0;
        } else {
            word[words++] = (name_word){.text = {"", 0}, .index = piece->index};
            ends_word = false;
        }
    }
    return words;
}

static int variable_of(mkba_word word)
{
    return word.text[0] == '{' ? mkba_index_variable_place(word.text[1]) : -1;
}

static bool is_item(int variable)
{
    return variable >= 0 && variable < MKBA_DOMAINS;
}

/* ------------------------------------------------------------------ Candidates */

typedef enum { NEVER, MAYBE, BY_TEXT } fits;

static fits text_fits(fill *out, const name_word *word, int variable, const mkba_scope *s)
{
    long value = is_item(variable) ? mkba_index_item(&s->extent.domain[variable],
                                                     word->text.text, word->text.length)
                                   : mkba_index_number(word->text);
    *out = (fill){.kind = FILL_ITEM, .to = (signed char)variable, .value = (int32_t)value};
    return value >= 0 ? MAYBE : NEVER;
}

static fits index_fits(fill *out, const name_word *word, int variable)
{
    int from = word->index->variable_place - 1;
    *out = (fill){.kind = is_item(variable) ? FILL_COPY : FILL_WHOLE,
                  .from = (signed char)from,
                  .to = (signed char)variable,
                  .index = word->index};
    return is_item(variable) ? from == variable ? MAYBE : BY_TEXT
           : is_item(from)   ? BY_TEXT
                             : MAYBE;
}

/* An index where the formula has a word of its own: it must be that item. */
static fits item_fits(fill *out, const name_word *word, mkba_word own, const mkba_scope *s)
{
    int from = word->index->variable_place - 1;
    if (!is_item(from)) {
        return own.text[0] >= '0' && own.text[0] <= '9' ? BY_TEXT : NEVER;
    }
    long value = mkba_index_item(&s->extent.domain[from], own.text, own.length);
    *out = (fill){.kind = FILL_IS, .from = (signed char)from, .value = (int32_t)value};
    return value >= 0 ? MAYBE : NEVER;
}

static fits word_fits(filling *c, const name_word *word, mkba_word own, const mkba_scope *s)
{
    int variable = variable_of(own);
    if (variable < 0 && !word->index) {
        bool same = own.length == word->text.length &&
                    memcmp(own.text, word->text.text, own.length) == 0;
        return same ? MAYBE : NEVER;
    }
    fill *out = &c->fill[c->fills++];
    return variable < 0  ? item_fits(out, word, own, s)
           : word->index ? index_fits(out, word, variable)
                         : text_fits(out, word, variable, s);
}

static fits formula_fits(filling *c, const name_word *word, size_t words,
                         const mkba_formula *f, const mkba_scope *s)
{
    fits all = f->words == words ? MAYBE : NEVER;
    c->fills = 0;
    for (size_t w = words; all != NEVER && w-- > 0;) { /* names differ most at their end */
        if (variable_of(f->word[w]) < 0 && !word[w].index) {
            all = word_fits(c, &word[w], f->word[w], s);
        }
    }
    for (size_t w = 0; w < words && all != NEVER; w++) {
        if (variable_of(f->word[w]) >= 0 || word[w].index) {
            fits own = word_fits(c, &word[w], f->word[w], s);
            all = own == MAYBE ? all : own == NEVER ? NEVER : BY_TEXT;
        }
    }
    return all;
}

static void set_extents(filling *c, const mkba_extent *extent)
{
    static const char variables[] = MKBA_VARIABLES;
    for (size_t i = 0; i < c->fills; i++) {
        int to = c->fill[i].to;
        c->fill[i].extent = is_item(to)            ? extent->domain[to].count
                            : variables[to] == 't' ? (size_t)extent->years
                                                   : MKBA_INDEX_MOST;
    }
}

/* False when only the text can tell which formula it is, or when there is no memory. */
static bool add_candidate(mkba_candidate ***end, const name_word *word, size_t words,
                          const mkba_formula *f, mkba_scope *s)
{
    filling found;
    fits how = formula_fits(&found, word, words, f, s);
    if (how != MAYBE) {
        return how == NEVER;
    }
    mkba_candidate *c = mkba_arena_alloc(s->arena, 1, sizeof *c);
    fill *own = mkba_arena_alloc(s->arena, found.fills, sizeof *own);
    if (!c || !own) {
        return false;
    }
    set_extents(&found, &s->extent);
    memcpy(own, found.fill, found.fills * sizeof *own);
    *c = (mkba_candidate){.formula = f, .fills = found.fills, .fill = own};
    **end = c;
    *end = &c->next;
    return true;
}

static void find_candidates(mkba_reference *reference, const mkba_expression *name,
                            mkba_scope *s, const mkba_formulas *formulas)
{
    name_word word[MKBA_MOST_WORDS];
    size_t words = words_of(word, &name->name);
    mkba_candidate **end = &reference->candidate;
    reference->ready = true;
    if (words == 0) {
        return;
    }
    size_t first = /* a name does not start with an index */
        mkba_map_get_bytes(&formulas->by_first_word, word[0].text.text, word[0].text.length);
    const mkba_formula *f = first == MKBA_MAP_NONE ? NULL : &formulas->formula[first];
    for (; f; f = f->next_alike) {
        if (!add_candidate(&end, word, words, f, s)) {
            reference->candidate = NULL;
            return;
        }
    }
}

/* ------------------------------------------------------------------ Uses */

static bool has(const mkba_index *at, int i)
{
    return (at->set >> i & 1) != 0;
}

static bool value_of(long *out, const fill *f, const mkba_index *at, mkba_scope *s)
{
    bool is_variable = f->kind == FILL_COPY || (f->kind == FILL_WHOLE && f->from >= 0);
    *out = is_variable ? at->value[f->from] : f->value;
    return f->kind == FILL_ITEM ? true
           : is_variable        ? has(at, f->from)
                                : mkba_index_whole(f->index, at, s, out) && *out >= 0;
}

static bool candidate_fits(mkba_index *own, size_t *place, const mkba_candidate *c,
                           const mkba_index *at, mkba_scope *s)
{
    *own = (mkba_index){0};
    *place = 0;
    for (size_t i = 0; i < c->fills; i++) {
        const fill *f = &c->fill[i];
        long value;
        if (f->kind == FILL_IS) {
            if (!has(at, f->from) || at->value[f->from] != f->value) {
                return false;
            }
            continue;
        }
        if (!value_of(&value, f, at, s) || (size_t)value >= f->extent) {
            return false;
        }
        own->value[f->to] = (int32_t)value;
        own->set |= (unsigned char)(1u << f->to);
        *place = *place * f->extent + (size_t)value;
    }
    return true;
}

const mkba_formula *mkba_reference_find(mkba_index *own, size_t *place,
                                        mkba_reference *reference, const mkba_expression *name,
                                        const mkba_index *at, mkba_scope *s,
                                        const mkba_formulas *formulas)
{
    if (!reference->ready) {
        find_candidates(reference, name, s, formulas);
    }
    for (const mkba_candidate *c = reference->candidate; c; c = c->next) {
        if (candidate_fits(own, place, c, at, s)) {
            return c->formula;
        }
    }
    return NULL;
}
