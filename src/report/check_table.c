/* Checks of stored results for people: what moved, the largest first, and why. */
#include "report/check.h"

#include "base/issue.h"
#include "report/comparison.h"

#include <math.h>
#include <string.h>

/* For how many areas the table tells why. */
enum { AREAS_SHOWN = 10 };

typedef struct {
    mkba_page page;
    const mkba_check *c;
    size_t top;
} sheet;

static const mkba_page_table of_figures = {
    .column = {{26, false}, {17, true}, {17, true}, {17, true}}, .columns = 4};
static const mkba_page_table of_causes = {.column = {{59, false}, {20, true}}, .columns = 2};

/* Amounts to the cent, others in full. */
static void write_value(mkba_buffer *out, const sheet *s, const char *figure, double value)
{
    if (mkba_check_is_amount(figure)) {
        mkba_write_number(out, s->page.catalogue, value, 2);
    } else {
        mkba_write_precise(out, s->page.catalogue, value);
    }
}

/* A name that is too wide is broken behind its last point. */
static void add_name(mkba_buffer *out, const char *area, const char *figure)
{
    const char *last = strrchr(figure, '.');
    size_t width = mkba_text_width(area) + 1 + strlen(figure);
    bool wide = last && width > of_figures.column[0].width;
    mkba_buffer_add(out, area);
    mkba_buffer_add(out, area[0] ? " " : "");
    if (wide) {
        mkba_buffer_add_bytes(out, figure, (size_t)(last + 1 - figure));
        mkba_buffer_add(out, MKBA_SOFT_BREAK);
    }
    mkba_buffer_add(out, wide ? last + 1 : figure);
}

/* ------------------------------------------------------------------ What it was made with */

static void write_condition(const sheet *s, const mkba_check_condition *o)
{
    char was[13], is[13];
    if (!o->file[0]) {
        mkba_page_say(&s->page, "- ",
                      strcmp(o->what, "program") == 0 ? "check.program" : "check.edition",
                      MKBA_WORDS(o->was, o->is), NULL, 0);
        return;
    }
    mkba_text_copy(was, sizeof was, o->was);
    mkba_text_copy(is, sizeof is, o->is);
    mkba_page_say(&s->page, "- ",
                  !o->is[0]    ? "check.file_gone"
                  : !o->was[0] ? "check.file_new"
                               : "check.file",
                  MKBA_WORDS(o->file, o->was[0] ? was : is, is), NULL, 0);
}

/* ------------------------------------------------------------------ What moved */

static void write_number_row(const sheet *s, const mkba_moved *m)
{
    mkba_page_cells cells;
    mkba_buffer name = {0};
    const double value[] = {m->was->number, m->is->number, m->difference};
    mkba_cells_start(&cells, &s->page);
    add_name(&name, m->area, m->figure);
    mkba_cells_take(&cells, &name);
    for (size_t i = 0; i < 3; i++) {
        mkba_buffer text = {0};
        write_value(&text, s, m->figure, value[i]);
        mkba_cells_take(&cells, &text);
    }
    mkba_cells_row(&cells, &of_figures);
}

static void write_other_row(const sheet *s, const mkba_moved *m)
{
    mkba_buffer was = {0}, is = {0}, name = {0};
    mkba_buffer_add(&name, m->area);
    mkba_buffer_add(&name, m->area[0] && m->figure[0] ? " " : "");
    mkba_buffer_add(&name, m->figure);
    mkba_check_value(&was, m->was);
    mkba_check_value(&is, m->is);
    mkba_page_say(
        &s->page, "- ",
        !m->was  ? "check.came"
        : !m->is ? "check.went"
                 : "check.other",
        MKBA_WORDS(mkba_buffer_text(&name), mkba_buffer_text(&was), mkba_buffer_text(&is)),
        NULL, 0);
    mkba_buffer_free(&was);
    mkba_buffer_free(&is);
    mkba_buffer_free(&name);
}

static void write_moved(const sheet *s)
{
    static const char *const header[] = {"check.figure", "check.was", "check.is",
                                         "check.difference"};
    const mkba_check *c = s->c;
    size_t shown = s->top > 0 && s->top < c->count ? s->top : c->count, i = 0;
    if (c->count > 0 && !isnan(c->moved[0].difference)) {
        mkba_page_blank(&s->page);
        mkba_page_header(&s->page, &of_figures, header);
    }
    for (; i < shown && !isnan(c->moved[i].difference); i++) {
        write_number_row(s, &c->moved[i]);
    }
    if (i < shown) {
        mkba_page_blank(&s->page);
    }
    for (; i < shown; i++) {
        write_other_row(s, &c->moved[i]);
    }
    if (shown < c->count) {
        mkba_page_blank(&s->page);
        mkba_page_say(&s->page, "", "check.more", NULL, (double[]){(double)(c->count - shown)},
                      1);
    }
}

/* ------------------------------------------------------------------ Why */

static void write_cause(const sheet *s, const mkba_caused *m, size_t k)
{
    const mkba_cause *cause = &s->c->cause[k];
    const mkba_catalogue *catalogue = s->page.catalogue;
    mkba_page_cells cells;
    mkba_buffer name = {0}, part = {0};
    mkba_buffer_add(
        &name, cause->kind == MKBA_CAUSE_MODEL
                   ? mkba_say(catalogue, s->c->measured_gone ? "check.gone" : "check.model")
               : cause->kind == MKBA_CAUSE_AREAS   ? mkba_say(catalogue, "check.areas")
               : strcmp(cause->name, "other") == 0 ? mkba_say(catalogue, "compare.rest")
                                                   : cause->name);
    if (cause->changes == 1) {
        mkba_buffer_add(&name, ": ");
        write_value(&name, s, "", cause->change[0].was);
        mkba_buffer_add(&name, " -> ");
        write_value(&name, s, "", cause->change[0].is);
    }
    write_value(&part, s, m->figure, m->part[k]);
    mkba_cells_start(&cells, &s->page);
    mkba_cells_take(&cells, &name);
    mkba_cells_take(&cells, &part);
    mkba_cells_row(&cells, &of_causes);
}

/* The largest of the causes that were not written yet; the model and areas only where they
 * matter. `causes` when all were. */
static size_t next_cause(const sheet *s, const mkba_caused *m, size_t before)
{
    const mkba_check *c = s->c;
    size_t best = c->causes;
    double limit = before < c->causes ? fabs(m->part[before]) : (double)INFINITY;
    for (size_t k = 0; k < c->causes; k++) {
        double size = fabs(m->part[k]);
        bool later = size < limit || (before < c->causes && size <= limit && k > before);
        bool matters = c->cause[k].kind == MKBA_CAUSE_INPUT || size > 0;
        if (later && matters && (best == c->causes || size > fabs(m->part[best]))) {
            best = k;
        }
    }
    return best;
}

static void write_title(const sheet *s, const mkba_caused *m)
{
    mkba_page_say_heading(&s->page, "check.why", MKBA_WORDS(m->figure, m->area), NULL, 0);
}

static void write_why(const sheet *s, const mkba_caused *m)
{
    static const char *const header[] = {"check.cause", "check.contribution"};
    size_t k = s->c->causes;
    mkba_page_cells cells;
    mkba_buffer sum = {0};
    write_title(s, m);
    mkba_page_header(&s->page, &of_causes, header);
    while ((k = next_cause(s, m, k)) < s->c->causes) {
        write_cause(s, m, k);
    }
    mkba_page_rule(&s->page, &of_causes);
    write_value(&sum, s, m->figure, m->difference);
    mkba_cells_start(&cells, &s->page);
    mkba_cells_text(&cells, mkba_say(s->page.catalogue, "check.difference"));
    mkba_cells_take(&cells, &sum);
    mkba_cells_row(&cells, &of_causes);
}

/* The figure that was chosen, or the first that moved. */
static const char *figure_to_explain(const mkba_check *c)
{
    for (size_t i = 0; i < c->n_caused; i++) {
        if (c->caused[i].part && c->chosen && strcmp(c->caused[i].figure, c->chosen) == 0) {
            return c->chosen;
        }
    }
    for (size_t i = 0; i < c->n_caused; i++) {
        if (c->caused[i].part) {
            return c->caused[i].figure;
        }
    }
    return NULL;
}

static bool has_one_area(const mkba_tree *top)
{
    const mkba_tree *areas = mkba_tree_member(top, "areas");
    return areas && areas->child && !areas->child->next;
}

/* Why a figure moved, of the total or of the areas. Returns how many were told. */
static size_t write_rows(const sheet *s, const char *figure, bool total)
{
    size_t shown = 0;
    for (size_t i = 0; i < s->c->n_caused && shown < AREAS_SHOWN; i++) {
        const mkba_caused *m = &s->c->caused[i];
        if (m->part && strcmp(m->figure, figure) == 0 &&
            (strcmp(m->area, "total") == 0) == total) {
            write_why(s, m);
            shown++;
        }
    }
    return shown;
}

/* The total first; it is left out where it is that of the only area. */
static void write_causes(const sheet *s)
{
    const mkba_check *c = s->c;
    const char *figure = figure_to_explain(c);
    bool one = has_one_area(c->now) && has_one_area(c->stored->top);
    if (figure && (one ? 0 : write_rows(s, figure, true)) + write_rows(s, figure, false) > 0) {
        mkba_page_blank(&s->page);
        mkba_page_text(&s->page, "check.how");
    } else if (c->is_explained) {
        mkba_page_blank(&s->page);
        mkba_page_text(&s->page, "check.no_headline");
    }
}

/* ------------------------------------------------------------------ All */

static void write_check(const sheet *s)
{
    const mkba_check *c = s->c;
    double numbers[] = {(double)c->count, (double)c->compared};
    if (!c->stored) {
        mkba_page_say(&s->page, "", "check.failed", MKBA_WORDS(c->file), NULL, 0);
        return;
    }
    if (!mkba_check_moved(c)) {
        mkba_page_say(&s->page, "", "check.same_bytes", MKBA_WORDS(c->file), NULL, 0);
        return;
    }
    const char *id = !c->options.exact ? "check.moved"
                     : c->count > 0    ? "check.not_same"
                                       : "check.only_bytes";
    mkba_page_say(&s->page, "", id, MKBA_WORDS(c->file), numbers, 2);
    for (size_t i = 0; i < c->conditions; i++) {
        write_condition(s, &c->condition[i]);
    }
    write_moved(s);
    write_causes(s);
}

void mkba_write_checks_table(const mkba_page *page, const mkba_checks *checks)
{
    bool later = false;
    for (size_t i = 0; i < checks->count; i++) {
        sheet s = {.page = *page, .c = checks->check[i], .top = checks->top};
        if (s.c->options.exact || !s.c->stored || mkba_check_moved(s.c)) {
            if (later) {
                mkba_page_blank(&s.page);
            }
            write_check(&s);
            later = true;
        }
    }
    mkba_page_end(page);
}
