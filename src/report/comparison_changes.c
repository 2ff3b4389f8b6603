/* What is different in an alternative, number by number and figure by figure. */
#include "report/comparison.h"

#include "report/writers.h"

#include <math.h>
#include <string.h>

/* A column over so many areas is told area by area. */
enum { FEW_AREAS = 3 };

typedef struct {
    const mkba_comparison_sheet *sheet;
    const mkba_compared_world *world;
} changes;

bool mkba_comparison_is_of_row(const mkba_comparison_sheet *sheet, const mkba_changed *change)
{
    return !change->of_area || sheet->row == sheet->c->areas || sheet->row == change->area;
}

/* What was converted from another price level has more decimals than anyone entered: euros
 * stand here to the cent. */
static double to_cents(double value)
{
    return fabs(value) >= 1 ? round(value * 100) / 100 : value;
}

static void add_value(mkba_buffer *out, const changes *y, const char *words, double value,
                      const char *unit)
{
    if (words ? words[0] == '\0' : isnan(value)) {
        mkba_buffer_add(out, mkba_say(y->sheet->page.catalogue, "compare.not_entered"));
    } else if (words) {
        mkba_buffer_add(out, words);
    } else if (strcmp(unit, "year") == 0) {
        mkba_buffer_add_int(out, (long)value);
    } else {
        mkba_write_precise(out, y->sheet->page.catalogue,
                           strcmp(unit, "euro") == 0 ? to_cents(value) : value);
    }
}

static void add_step(mkba_buffer *out, const changes *y, const mkba_changed *change)
{
    const char *unit = mkba_changed_unit(y->world, change);
    add_value(out, y, change->from_text, change->from, unit);
    mkba_buffer_add(out, " -> ");
    add_value(out, y, change->to_text, change->to, unit);
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

static void add_unit(mkba_buffer *out, const changes *y, const char *unit)
{
    if (unit[0] && strcmp(unit, "year") != 0) {
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
static void add_each(mkba_buffer *out, const changes *y, const mkba_changed *change, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        mkba_buffer_add(out, i > 0 ? ", " : "");
        mkba_buffer_add(out, y->world->result->outcome[change[i].area].area->code);
        mkba_buffer_add(out, ": ");
        add_step(out, y, &change[i]);
    }
}

static void add_areas(mkba_buffer *out, const changes *y, const char *id, size_t n)
{
    mkba_page_add(out, &y->sheet->page, id, NULL, (double[]){(double)n}, 1);
}

/* One number, or one column over `n` areas. */
static void add_change(mkba_buffer *out, const changes *y, const mkba_changed *change,
                       size_t n, const char *unit)
{
    bool same = all_same(change, n);
    bool everywhere = same && (n == y->sheet->c->areas || y->sheet->row < y->sheet->c->areas);
    bool named = change->of_area && !everywhere && n <= FEW_AREAS;
    unit = change->to_text || isnan(change->to) ? "" : unit;
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

/* Of the changes of a column in all areas: the one of the area that is written about. */
static void narrow(size_t *first, size_t *count, const changes *y)
{
    size_t kept = 0, at = *first;
    for (size_t i = *first; i < *first + *count; i++) {
        if (mkba_comparison_is_of_row(y->sheet, &y->world->change[i])) {
            at = kept++ == 0 ? i : at;
        }
    }
    *first = at;
    *count = kept;
}

/* The members of an input one after the other, each with its unit where that changes. */
static void add_steps(mkba_buffer *out, const changes *y, const mkba_compared_input *input)
{
    const mkba_changed *all = y->world->change;
    bool several = mkba_comparison_members(y->world, input) > 1, any = false;
    size_t end = input->first + input->changes;
    for (size_t i = input->first, next; i < end; i = next) {
        const char *key = mkba_changed_key(y->world, &all[i]);
        const char *unit = mkba_changed_unit(y->world, &all[i]);
        for (next = i + 1; next < end && all[next].of_area == all[i].of_area &&
                           all[next].leaf == all[i].leaf;
             next++) {
        }
        bool last = next == end || y->sheet->row < y->sheet->c->areas ||
                    strcmp(unit, mkba_changed_unit(y->world, &all[next])) != 0;
        size_t here = i, count = next - i;
        narrow(&here, &count, y);
        if (count == 0) {
            continue;
        }
        mkba_buffer_add(out, any ? "; " : "");
        any = true;
        mkba_buffer_add(out, several ? key + told(input, key) : "");
        mkba_buffer_add(out, several ? " " : "");
        bool share = all[i].of_area && strcmp(unit, "fraction") == 0;
        add_change(out, y, &all[here], count, last && !share ? unit : "");
    }
}

void mkba_comparison_changes(const mkba_comparison_sheet *sheet, size_t world)
{
    changes y = {.sheet = sheet, .world = &sheet->c->world[world]};
    mkba_page_blank(&sheet->page);
    mkba_page_say(&sheet->page, "",
                  sheet->c->is_moments ? "moments.changes" : "compare.changes",
                  MKBA_WORDS(y.world->name), NULL, 0);
    for (size_t i = 0; i < y.world->inputs; i++) {
        mkba_buffer text = {0};
        if (!mkba_comparison_has_input(sheet, world, i)) {
            continue;
        }
        mkba_comparison_part_name(&text, sheet, world, i);
        mkba_buffer_add(&text, ": ");
        add_steps(&text, &y, &y.world->input[i]);
        mkba_page_take(&sheet->page, "- ", &text);
    }
}
