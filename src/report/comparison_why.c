/* Why an alternative differs from the base: contributions, and what is different in it. */
#include "report/comparison.h"

#include "report/writers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The figures that the table takes apart. */
enum { MOST_FIGURES = 3, FEW_AREAS = 3 };

typedef struct {
    const mkba_comparison_sheet *sheet;
    const mkba_compared_world *world;
    size_t index; /* of the world */
    size_t figure[MOST_FIGURES];
    size_t figures;
    mkba_page_table table;
} why;

/* ------------------------------------------------------------------ Names */

static const char *label_of(const why *y, const mkba_changed *change)
{
    const mkba_data *d = y->world->areas->data;
    mkba_language language = mkba_catalogue_language(y->sheet->page.catalogue);
    const char *const *label = change->of_area ? d->column[change->leaf].label
                                               : d->parameter[change->leaf].family->label;
    return label[language];
}

/* The label that all numbers of an input have; NULL when they do not. */
static const char *common_label(const why *y, const mkba_compared_input *input)
{
    const char *label = label_of(y, &y->world->change[input->first]);
    for (size_t i = input->first; i < input->first + input->changes; i++) {
        if (strcmp(label_of(y, &y->world->change[i]), label) != 0) {
            return NULL;
        }
    }
    return label;
}

/* How many different numbers and columns an input has. */
static size_t members(const why *y, const mkba_compared_input *input)
{
    size_t n = 0;
    const mkba_changed *before = NULL;
    for (size_t i = input->first; i < input->first + input->changes; i++) {
        const mkba_changed *change = &y->world->change[i];
        n += !before || before->of_area != change->of_area || before->leaf != change->leaf;
        before = change;
    }
    return n;
}

static void add_count(mkba_buffer *out, const why *y, const mkba_compared_input *input)
{
    mkba_page_add(out, &y->sheet->page, "compare.numbers", NULL,
                  (double[]){(double)members(y, input)}, 1);
}

/* "Effect of the replaced help (replaced_effect)", "extra_refer_* (8 numbers)" */
static void add_name(mkba_buffer *out, const why *y, const mkba_compared_input *input)
{
    const char *label = common_label(y, input);
    bool several = members(y, input) > 1;
    if (input->is_rest) {
        mkba_buffer_add(out, mkba_say(y->sheet->page.catalogue, "compare.rest"));
    } else {
        mkba_buffer_add(out, label ? label : input->name);
    }
    mkba_buffer_add(out, " (");
    mkba_buffer_add(out, label && !input->is_rest ? input->name : "");
    mkba_buffer_add(out, label && !input->is_rest && several ? ", " : "");
    if (several) {
        add_count(out, y, input);
    }
    mkba_buffer_add(out, ")");
}

/* ------------------------------------------------------------------ Contributions */

/* An input with the size of what it contributes to the first figure, for putting them in
 * order. */
typedef struct {
    size_t input;
    double size;
} ranked;

static int by_size(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->size < y->size   ? 1
           : x->size > y->size ? -1
                               : (x->input > y->input) - (x->input < y->input);
}

static const double *parts(const why *y, size_t k)
{
    return mkba_compared_parts(y->sheet->c, y->index, y->sheet->row, y->figure[k]);
}

static void write_input(const why *y, size_t input)
{
    mkba_page_cells cells;
    mkba_buffer name = {0};
    add_name(&name, y, &y->world->input[input]);
    mkba_cells_start(&cells, &y->sheet->page);
    mkba_cells_text(&cells, name.text ? name.text : "");
    for (size_t k = 0; k < y->figures; k++) {
        mkba_comparison_cell(&cells, y->sheet->c->figure[y->figure[k]].unit,
                             parts(y, k)[input]);
    }
    mkba_cells_row(&cells, &y->table);
    mkba_buffer_free(&name);
}

static void write_sum(const why *y)
{
    const mkba_comparison *c = y->sheet->c;
    mkba_page_cells cells;
    mkba_page_rule(&y->sheet->page, &y->table);
    mkba_cells_start(&cells, &y->sheet->page);
    mkba_cells_text(&cells, mkba_say(y->sheet->page.catalogue,
                                     y->sheet->c->is_moments ? "moments.sum" : "compare.sum"));
    for (size_t k = 0; k < y->figures; k++) {
        size_t f = y->figure[k];
        mkba_comparison_cell(&cells, c->figure[f].unit,
                             y->world->difference[y->sheet->row * c->figures + f]);
    }
    mkba_cells_row(&cells, &y->table);
}

static void write_header(const why *y)
{
    const char *cell[1 + MOST_FIGURES];
    mkba_buffer name[MOST_FIGURES] = {{0}};
    cell[0] = mkba_say(y->sheet->page.catalogue, "compare.input");
    for (size_t k = 0; k < y->figures; k++) {
        mkba_comparison_figure_name(&name[k], y->sheet, y->figure[k]);
        cell[1 + k] = name[k].text ? name[k].text : "";
    }
    mkba_page_columns(&y->sheet->page, &y->table, cell);
    for (size_t k = 0; k < y->figures; k++) {
        mkba_buffer_free(&name[k]);
    }
}

static void write_parts(const why *y)
{
    ranked *rank = calloc(y->world->inputs + 1, sizeof *rank);
    if (!rank) {
        y->sheet->page.out->failed = true;
        return;
    }
    for (size_t i = 0; i < y->world->inputs; i++) {
        double size = fabs(parts(y, 0)[i]);
        rank[i] = (ranked){i, isfinite(size) ? size : 0};
    }
    qsort(rank, y->world->inputs, sizeof *rank, by_size);
    write_header(y);
    for (size_t i = 0; i < y->world->inputs; i++) {
        write_input(y, rank[i].input);
    }
    write_sum(y);
    free(rank);
}

/* ------------------------------------------------------------------ What is different */

static void add_value(mkba_buffer *out, const why *y, const char *words, double value,
                      bool is_year)
{
    if (words ? words[0] == '\0' : isnan(value)) {
        mkba_buffer_add(out, mkba_say(y->sheet->page.catalogue, "compare.not_entered"));
    } else if (words) {
        mkba_buffer_add(out, words);
    } else if (is_year) {
        mkba_buffer_add_int(out, (long)value);
    } else {
        mkba_write_precise(out, y->sheet->page.catalogue, value);
    }
}

static void add_step(mkba_buffer *out, const why *y, const mkba_changed *change)
{
    bool is_year = strcmp(mkba_changed_unit(y->world, change), "year") == 0;
    add_value(out, y, change->from_text, change->from, is_year);
    mkba_buffer_add(out, " -> ");
    add_value(out, y, change->to_text, change->to, is_year);
}

static bool same_value(double a, double b)
{
    return isnan(a) ? isnan(b) : !isnan(b) && !(fabs(a - b) > 0);
}

static bool same_step(const mkba_changed *a, const mkba_changed *b)
{
    if (a->from_text) {
        return strcmp(a->from_text, b->from_text) == 0 && strcmp(a->to_text, b->to_text) == 0;
    }
    return same_value(a->from, b->from) && same_value(a->to, b->to);
}

static void add_unit(mkba_buffer *out, const why *y, const char *unit)
{
    if (unit[0]) {
        mkba_buffer_add(out, " ");
        mkba_buffer_add(out,
                        mkba_unit_label(y->sheet->page.data, unit, y->sheet->page.catalogue));
    }
}

static bool all_same(const mkba_changed *change, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (!same_step(&change[0], &change[i])) {
            return false;
        }
    }
    return true;
}

/* A few areas by name. */
static void add_each(mkba_buffer *out, const why *y, const mkba_changed *change, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mkba_buffer_add(out, i > 0 ? ", " : "");
        mkba_buffer_add(out, y->world->result->outcome[change[i].area].area->code);
        mkba_buffer_add(out, ": ");
        add_step(out, y, &change[i]);
    }
}

static void add_areas(mkba_buffer *out, const why *y, const char *id, size_t n)
{
    mkba_page_add(out, &y->sheet->page, id, NULL, (double[]){(double)n}, 1);
}

/* One number, or one column over `n` areas. */
static void add_change(mkba_buffer *out, const why *y, const mkba_changed *change, size_t n,
                       const char *unit)
{
    bool same = all_same(change, n), everywhere = same && n == y->sheet->c->areas;
    bool named = change->of_area && !everywhere && n <= FEW_AREAS;
    if (named) {
        add_each(out, y, change, n);
        add_unit(out, y, unit);
    } else if (same) {
        add_step(out, y, change);
        add_unit(out, y, unit);
        mkba_buffer_add(out, n > 1 ? " " : "");
    }
    if (!named && n > 1) {
        add_areas(out, y, same ? "compare.in_areas" : "compare.differs_by_area", n);
    }
}

/* How much of the keys is told by the name of the input already. */
static size_t told(const mkba_compared_input *input, const char *key)
{
    size_t n = strcspn(input->name, "*");
    return input->changes > 1 && input->name[n] == '*' && input->name[n + 1] == '\0' &&
                   strncmp(input->name, key, n) == 0
               ? n
               : 0;
}

/* The members of an input one after the other, each with its unit where that changes. */
static void add_steps(mkba_buffer *out, const why *y, const mkba_compared_input *input)
{
    const mkba_changed *all = y->world->change;
    bool several = members(y, input) > 1;
    size_t end = input->first + input->changes;
    for (size_t i = input->first, next; i < end; i = next) {
        const char *key = mkba_changed_key(y->world, &all[i]);
        const char *unit = mkba_changed_unit(y->world, &all[i]);
        for (next = i + 1; next < end && all[next].of_area == all[i].of_area &&
                           all[next].leaf == all[i].leaf;
             next++) {
        }
        bool last = next == end || strcmp(unit, mkba_changed_unit(y->world, &all[next])) != 0;
        mkba_buffer_add(out, i > input->first ? "; " : "");
        mkba_buffer_add(out, several ? key + told(input, key) : "");
        mkba_buffer_add(out, several ? " " : "");
        bool share = all[i].of_area && strcmp(unit, "fraction") == 0;
        add_change(out, y, &all[i], next - i, last && !all[i].to_text && !share ? unit : "");
    }
}

static void write_changes(const why *y)
{
    mkba_page_blank(&y->sheet->page);
    mkba_page_say(&y->sheet->page, "",
                  y->sheet->c->is_moments ? "moments.changes" : "compare.changes",
                  MKBA_WORDS(y->world->name), NULL, 0);
    for (size_t i = 0; i < y->world->inputs; i++) {
        mkba_buffer text = {0};
        add_name(&text, y, &y->world->input[i]);
        mkba_buffer_add(&text, ": ");
        add_steps(&text, y, &y->world->input[i]);
        mkba_page_paragraph(&y->sheet->page, "- ", text.text ? text.text : "");
        y->sheet->page.out->failed = y->sheet->page.out->failed || text.failed;
        mkba_buffer_free(&text);
    }
}

/* ------------------------------------------------------------------ In words */

static void write_heading(const why *y)
{
    mkba_page_say_heading(&y->sheet->page,
                          y->sheet->c->is_moments ? "moments.why" : "compare.why",
                          MKBA_WORDS(y->world->name, y->sheet->c->world[0].name), NULL, 0);
}

/* Why a column has no contributions. */
static void write_reasons(const why *y)
{
    static const char *const ids[MKBA_NOT_REASONS] = {
        NULL, "compare.not_a_figure", "compare.not_between", "compare.not_adding_up", NULL};
    for (size_t k = 0; k < y->figures; k++) {
        const mkba_comparison *c = y->sheet->c;
        mkba_not_apart reason = y->world->why_not[y->sheet->row * c->figures + y->figure[k]];
        if (ids[reason]) {
            mkba_buffer name = {0};
            mkba_comparison_figure_name(&name, y->sheet, y->figure[k]);
            mkba_page_say(&y->sheet->page, "", ids[reason],
                          MKBA_WORDS(name.text ? name.text : ""), NULL, 0);
            mkba_buffer_free(&name);
        }
    }
}

static void write_how(const why *y)
{
    static const char *const ids[] = {NULL, "compare.by_entry", "compare.by_family"};
    bool rest = false;
    for (size_t i = 0; i < y->world->inputs; i++) {
        rest = rest || y->world->input[i].is_rest;
    }
    if (ids[y->world->apart]) {
        mkba_page_text(&y->sheet->page, ids[y->world->apart]);
    }
    if (rest) {
        mkba_page_text(&y->sheet->page, "compare.merged");
    }
    write_reasons(y);
}

/* The net value, the budget of the municipality, and what the user asked for. */
static void choose_figures(why *y)
{
    const mkba_comparison *c = y->sheet->c;
    size_t wanted[] = {mkba_compared_find(c, "npv_eur"),
                       mkba_compared_find(c, "parties.municipality.budget_year_2_eur"),
                       c->chosen < c->figures ? c->chosen : MKBA_MAP_NONE};
    for (size_t i = 0; i < MOST_FIGURES; i++) {
        bool there = wanted[i] == MKBA_MAP_NONE;
        for (size_t k = 0; k < y->figures; k++) {
            there = there || y->figure[k] == wanted[i];
        }
        if (!there) {
            y->figure[y->figures++] = wanted[i];
        }
    }
    size_t width = y->figures < MOST_FIGURES ? 16 : 13;
    y->table.columns = 1 + y->figures;
    y->table.column[0].width = 78 - y->figures * (width + 1);
    for (size_t k = 0; k < y->figures; k++) {
        y->table.column[1 + k] = (mkba_page_column){width, true};
    }
}

void mkba_comparison_why(const mkba_comparison_sheet *sheet, size_t world)
{
    why y = {.sheet = sheet, .world = &sheet->c->world[world], .index = world};
    write_heading(&y);
    if (y.world->inputs == 0) {
        mkba_page_text(&sheet->page, "compare.same");
        return;
    }
    choose_figures(&y);
    write_parts(&y);
    write_how(&y);
    write_changes(&y);
}
