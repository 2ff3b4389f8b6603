#include "model/formula.h"

#include "base/issue.h"
#include "model/formula_reader.h"

#include <string.h>

enum { USUAL_NAMES = 384, USUAL_WORDS = 96 };

static void read_ways(mkba_formula_reader *r, mkba_formula *f)
{
    mkba_way **end = &f->ways;
    while (!r->fault && mkba_formula_take(r, "=")) {
        mkba_way *way = mkba_arena_alloc(r->arena, 1, sizeof *way);
        if (!way) {
            mkba_formula_fail(r, "memory");
            return;
        }
        way->expression = mkba_formula_expression(r);
        if (mkba_formula_take(r, "when")) {
            way->when = mkba_formula_condition(r);
        }
        *end = way;
        end = &way->next;
    }
    if (!f->ways) {
        mkba_formula_fail(r, "=");
    }
}

/* Text up to one of `stops` or the end of the line, without blanks at its end. */
static const char *read_until(mkba_formula_reader *r, const char *stops)
{
    const char *start = r->at;
    r->at += strcspn(r->at, stops);
    const char *end = r->at;
    while (end > start && end[-1] == ' ') {
        end--;
    }
    return mkba_arena_text(r->arena, start, (size_t)(end - start));
}

size_t mkba_key_words(mkba_word word[MKBA_MOST_WORDS], const char *key)
{
    for (size_t n = 0; n < MKBA_MOST_WORDS; n++) {
        const char *dot = strchr(key, '.');
        word[n].text = key;
        word[n].length = dot ? (size_t)(dot - key) : strlen(key);
        if (!dot) {
            return n + 1;
        }
        key = dot + 1;
    }
    return 0;
}

static void read_key(mkba_formula_reader *r, mkba_formula *f)
{
    mkba_word word[MKBA_MOST_WORDS];
    f->key = read_until(r, " :\n");
    f->words = f->key ? mkba_key_words(word, f->key) : 0;
    mkba_word *copy = mkba_arena_alloc(r->arena, f->words, sizeof *copy);
    if (!copy || f->words == 0) {
        mkba_formula_fail(r, "a key of fewer words");
        return;
    }
    memcpy(copy, word, f->words * sizeof *copy);
    f->word = copy;
    for (size_t i = 0; i < f->words; i++) { /* what starts with a brace is {s} or the like */
        bool is_index = copy[i].length == 3 && copy[i].text[2] == '}' &&
                        mkba_formula_is_variable(copy[i].text[1]);
        if (copy[i].text[0] == '{' && !is_index) {
            mkba_formula_fail(r, "a variable");
        }
    }
}

/* To the end of the last line that belongs to a formula: those after the first are indented.
 */
static void skip_body(mkba_formula_reader *r)
{
    r->at += strcspn(r->at, "\n");
    while (r->at[0] == '\n' && r->at[1] == ' ') {
        r->at++;
        r->line++;
        r->at += strcspn(r->at, "\n");
    }
}

static void list_formula(mkba_formula_reader *r)
{
    mkba_formulas *all = r->formulas;
    all->formula = mkba_arena_grow(r->arena, all->formula, all->count, &r->capacity,
                                   sizeof *all->formula);
    if (!all->formula) {
        mkba_formula_fail(r, "memory");
        return;
    }
    mkba_formula *f = &all->formula[all->count++];
    f->section = r->section;
    read_key(r, f);
    if (mkba_formula_need(r, ":", ":")) {
        mkba_formula_skip_blanks(r);
        f->unit = read_until(r, "\n");
        f->body = r->at;
        f->line = r->line;
        skip_body(r);
    }
}

/* Formulas whose keys start with the same word form a list, in the order of the file. */
static void link_alike(mkba_formula_reader *r)
{
    mkba_formulas *all = r->formulas;
    for (size_t i = all->count; i-- > 0;) {
        mkba_formula *f = &all->formula[i];
        size_t next = mkba_map_get_bytes(&all->by_first_word, f->key, f->word[0].length);
        const char *word = mkba_arena_text(r->arena, f->key, f->word[0].length);
        f->next_alike = next == MKBA_MAP_NONE ? NULL : &all->formula[next];
        if (!word || !mkba_map_put(&all->by_first_word, word, i)) {
            mkba_formula_fail(r, "memory");
        }
    }
}

static bool starts_with_word(const char *at, const char *word)
{
    size_t length = word ? strlen(word) : 0;
    return length > 0 && strncmp(at, word, length) == 0 && at[length] == '.';
}

static void list_lines(mkba_formula_reader *r, const char *without)
{
    while (*r->at && !r->fault) {
        if (*r->at == '#') {
            r->at += strcspn(r->at, "\n");
        } else if (*r->at == '[') {
            r->section = read_until(r, "\n");
        } else if (*r->at == '\n') {
            r->at++;
            r->line++;
        } else if (starts_with_word(r->at, without)) {
            skip_body(r);
        } else {
            list_formula(r);
        }
    }
}

/* Remembers the first fault. */
static void keep_fault(mkba_formulas *all, const mkba_formula_reader *r)
{
    if (r->fault && !all->fault) {
        all->fault = r->fault;
        all->fault_line = r->line;
    }
}

mkba_status mkba_formulas_fault(const mkba_formulas *formulas, mkba_issues *issues)
{
    mkba_place place = {.file = "formulas.txt", .line = formulas->fault_line};
    return mkba_arena_failed(formulas->arena) ? MKBA_ERR_MEMORY
           : formulas->fault ? mkba_issue_add(issues, MKBA_ERR_SYNTAX, place, "formula.syntax",
                                              MKBA_WORDS(formulas->fault))
                             : MKBA_OK;
}

mkba_status mkba_formulas_read(mkba_formulas **out, mkba_arena *arena, const char *text,
                               const char *without, mkba_issues *issues)
{
    *out = NULL;
    mkba_formula_reader r = {.arena = arena, .at = text, .line = 1};
    mkba_formulas *all = mkba_arena_alloc(arena, 1, sizeof *all);
    if (!all) {
        return MKBA_ERR_MEMORY;
    }
    r.formulas = all;
    all->arena = all->by_first_word.arena = all->by_text.arena = arena;
    mkba_map_reserve(&all->by_text, USUAL_NAMES);
    mkba_map_reserve(&all->by_first_word, USUAL_WORDS);
    list_lines(&r, without);
    if (!r.fault) {
        link_alike(&r);
    }
    keep_fault(all, &r);
    mkba_status status = mkba_formulas_fault(all, issues);
    *out = status == MKBA_OK ? all : NULL;
    return status;
}

const mkba_way *mkba_formula_ways(mkba_formulas *formulas, const mkba_formula *formula)
{
    mkba_formula *own = &formulas->formula[formula - formulas->formula];
    if (!own->ways) {
        mkba_formula_reader r = {.arena = formulas->arena,
                                 .at = own->body,
                                 .line = own->line,
                                 .formulas = formulas};
        read_ways(&r, own);
        mkba_formula_skip_blanks(&r);
        if (!r.fault && *r.at != '\n' && *r.at != '\0') {
            mkba_formula_fail(&r, "the end of the formula");
        }
        keep_fault(formulas, &r);
    }
    return formulas->fault ? NULL : own->ways;
}
