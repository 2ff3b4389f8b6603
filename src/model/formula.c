#include "model/formula.h"

#include "base/issue.h"
#include "model/formula_reader.h"

#include <string.h>

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

static void index_formula(mkba_formula_reader *r, size_t index)
{
    mkba_formulas *all = r->formulas;
    const char *key = all->formula[index].key;
    const char *word = mkba_arena_text(r->arena, key, strcspn(key, "."));
    size_t first = word ? mkba_map_get(&all->by_first_word, word) : MKBA_MAP_NONE;
    if (!word || (first == MKBA_MAP_NONE && !mkba_map_put(&all->by_first_word, word, index))) {
        mkba_formula_fail(r, "memory");
    }
}

static void read_formula(mkba_formula_reader *r)
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
    f->key = read_until(r, " :\n");
    if (mkba_formula_need(r, ":", ":")) {
        mkba_formula_skip_blanks(r);
        f->unit = read_until(r, "\n");
        read_ways(r, f);
    }
    mkba_formula_skip_blanks(r);
    if (!r->fault && *r->at != '\n' && *r->at != '\0') {
        mkba_formula_fail(r, "the end of the formula");
    }
}

/* Formulas whose keys start with the same word form a list, in the order of the file. */
static void link_alike(mkba_formula_reader *r)
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

static void read_lines(mkba_formula_reader *r)
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
    mkba_formula_reader r = {.arena = arena, .at = text, .line = 1};
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
