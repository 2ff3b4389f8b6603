/* Why an alternative differs from the base: contributions, and what is different in it. */
#include "report/comparison.h"

#include "report/writers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The figures that the table takes apart. */
enum { MOST_FIGURES = 3 };

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

size_t mkba_comparison_members(const mkba_compared_world *world,
                               const mkba_compared_input *input)
{
    size_t n = 0;
    const mkba_changed *before = NULL;
    for (size_t i = input->first; i < input->first + input->changes; i++) {
        const mkba_changed *change = &world->change[i];
        n += !before || before->of_area != change->of_area || before->leaf != change->leaf;
        before = change;
    }
    return n;
}

static void add_count(mkba_buffer *out, const why *y, const mkba_compared_input *input)
{
    mkba_page_add(out, &y->sheet->page, "compare.numbers", NULL,
                  (double[]){(double)mkba_comparison_members(y->world, input)}, 1);
}

/* "Effect of the replaced help (replaced_effect)", "extra_refer_* (8 numbers)" */
static void add_name(mkba_buffer *out, const why *y, const mkba_compared_input *input)
{
    const char *label = common_label(y, input);
    bool several = mkba_comparison_members(y->world, input) > 1;
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

static double size_of(const mkba_comparison_part *part)
{
    return isfinite(part->value) ? fabs(part->value) : 0;
}

static int by_size(const void *a, const void *b)
{
    const mkba_comparison_part *x = a, *y = b;
    return size_of(x) < size_of(y)   ? 1
           : size_of(x) > size_of(y) ? -1
                                     : (x->input > y->input) - (x->input < y->input);
}

bool mkba_comparison_has_input(const mkba_comparison_sheet *sheet, size_t world, size_t input)
{
    const mkba_compared_world *w = &sheet->c->world[world];
    const mkba_compared_input *of = &w->input[input];
    for (size_t i = of->first; i < of->first + of->changes; i++) {
        if (mkba_comparison_is_of_row(sheet, &w->change[i])) {
            return true;
        }
    }
    return false;
}

static const double *parts(const why *y, size_t k)
{
    return mkba_compared_parts(y->sheet->c, y->index, y->sheet->row, y->figure[k]);
}

static size_t rank_parts(mkba_comparison_part *part, const why *y)
{
    size_t n = 0;
    for (size_t i = 0; i < y->world->inputs; i++) {
        if (mkba_comparison_has_input(y->sheet, y->index, i)) {
            part[n++] = (mkba_comparison_part){i, parts(y, 0)[i]};
        }
    }
    qsort(part, n, sizeof *part, by_size);
    return n;
}

bool mkba_moments_not_always(const mkba_comparison_sheet *sheet, size_t world, size_t input)
{
    const mkba_compared_world *w = &sheet->c->world[world];
    const mkba_compared_input *of = &w->input[input];
    for (size_t i = of->first; i < of->first + of->changes && sheet->c->is_moments; i++) {
        const mkba_changed *change = &w->change[i];
        bool one_side = !change->from_text && isnan(change->from) != isnan(change->to);
        if (change->of_area && one_side && mkba_comparison_is_of_row(sheet, change)) {
            return true;
        }
    }
    return false;
}

static void write_input(const why *y, size_t input)
{
    mkba_page_cells cells;
    mkba_buffer name = {0};
    add_name(&name, y, &y->world->input[input]);
    mkba_cells_start(&cells, &y->sheet->page);
    mkba_cells_text(&cells, mkba_buffer_text(&name));
    if (mkba_moments_not_always(y->sheet, y->index, input)) {
        mkba_cells_note(&cells, mkba_say(y->sheet->page.catalogue, "moments.not_always"));
    }
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
        cell[1 + k] = mkba_buffer_text(&name[k]);
    }
    mkba_page_columns(&y->sheet->page, &y->table, cell);
    for (size_t k = 0; k < y->figures; k++) {
        mkba_buffer_free(&name[k]);
    }
}

static void write_parts(const why *y)
{
    mkba_comparison_part *rank = calloc(y->world->inputs + 1, sizeof *rank);
    if (!rank) {
        y->sheet->page.out->failed = true;
        return;
    }
    size_t n = rank_parts(rank, y);
    write_header(y);
    for (size_t i = 0; i < n; i++) {
        write_input(y, rank[i].input);
    }
    write_sum(y);
    free(rank);
}

/* ------------------------------------------------------------------ In words */

void mkba_comparison_why_heading(const mkba_comparison_sheet *sheet, size_t world)
{
    mkba_page_say_heading(&sheet->page, sheet->c->is_moments ? "moments.why" : "compare.why",
                          MKBA_WORDS(sheet->c->world[world].name, sheet->c->world[0].name),
                          NULL, 0);
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
                          MKBA_WORDS(mkba_buffer_text(&name)), NULL, 0);
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

static why why_of(const mkba_comparison_sheet *sheet, size_t world)
{
    why y = {.sheet = sheet, .world = &sheet->c->world[world], .index = world};
    choose_figures(&y);
    return y;
}

size_t mkba_comparison_parts(mkba_comparison_part *part, const mkba_comparison_sheet *sheet,
                             size_t world)
{
    why y = why_of(sheet, world);
    return rank_parts(part, &y);
}

void mkba_comparison_part_name(mkba_buffer *out, const mkba_comparison_sheet *sheet,
                               size_t world, size_t input)
{
    why y = why_of(sheet, world);
    add_name(out, &y, &y.world->input[input]);
}

void mkba_comparison_why(const mkba_comparison_sheet *sheet, size_t world)
{
    why y = why_of(sheet, world);
    bool any = false;
    mkba_comparison_why_heading(sheet, world);
    for (size_t i = 0; i < y.world->inputs; i++) {
        any = any || mkba_comparison_has_input(sheet, world, i);
    }
    if (!any) {
        mkba_page_text(&sheet->page, "compare.same");
        return;
    }
    write_parts(&y);
    write_how(&y);
    mkba_comparison_changes(sheet, world);
}
