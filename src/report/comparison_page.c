/* The whole comparison on paper, and what was noticed on reading. */
#include "report/comparison.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ Remarks */

/* What was noticed in one world: all notes on its numbers, then all on its file. */
static const mkba_message *note_of(const mkba_compared_world *world, size_t i)
{
    const mkba_data *d = world->areas->data;
    return i < d->notes                         ? &d->note[i]
           : i < d->notes + world->areas->notes ? &world->areas->note[i - d->notes]
                                                : NULL;
}

static void say_note(mkba_buffer *out, const mkba_compared_world *world, size_t i,
                     const mkba_catalogue *catalogue)
{
    mkba_say_message(out, catalogue, world->areas->data, note_of(world, i));
}

/* Is the same said in that world? */
static bool is_said(mkba_buffer *out, const mkba_compared_world *world, const char *text,
                    const mkba_catalogue *catalogue)
{
    bool found = false;
    for (size_t i = 0; note_of(world, i) && !found; i++) {
        mkba_buffer other = {0};
        say_note(&other, world, i, catalogue);
        found = strcmp(mkba_buffer_text(&other), text) == 0;
        out->failed |= other.failed;
        mkba_buffer_free(&other);
    }
    return found;
}

/* The first world that says it speaks; for itself alone when another does not. */
static void write_note(mkba_buffer *out, const mkba_comparison *c, size_t world,
                       const char *text, const mkba_catalogue *catalogue)
{
    bool all = true;
    for (size_t w = 0; w < c->worlds; w++) {
        all = all && is_said(out, &c->world[w], text, catalogue);
    }
    if (all && world > 0) {
        return;
    }
    mkba_buffer_add(out, all ? "" : c->world[world].name);
    mkba_buffer_add(out, all ? "" : ": ");
    mkba_buffer_add(out, text);
    mkba_buffer_add(out, "\n");
}

void mkba_write_comparison_remarks(mkba_buffer *out, const mkba_comparison *comparison,
                                   const mkba_catalogue *catalogue)
{
    for (size_t w = 0; w < comparison->worlds; w++) {
        for (size_t i = 0; note_of(&comparison->world[w], i); i++) {
            mkba_buffer text = {0};
            say_note(&text, &comparison->world[w], i, catalogue);
            write_note(out, comparison, w, mkba_buffer_text(&text), catalogue);
            mkba_buffer_free(&text);
        }
    }
}

/* Was it said in a measurement that is told before it, or of the last one? */
static bool is_told(const mkba_comparison_sheet *sheet, size_t world, const char *text)
{
    const mkba_comparison *c = sheet->c;
    mkba_buffer *out = sheet->page.out;
    bool told = is_said(out, &c->world[c->worlds - 1], text, sheet->page.catalogue);
    for (size_t w = 0; w < world && !told; w++) {
        told = is_said(out, &c->world[w], text, sheet->page.catalogue);
    }
    return told;
}

void mkba_moments_remarks(const mkba_comparison_sheet *sheet)
{
    const mkba_comparison *c = sheet->c;
    bool any = false;
    for (size_t w = 0; w + 1 < c->worlds; w++) {
        for (size_t i = 0; note_of(&c->world[w], i); i++) {
            mkba_buffer text = {0};
            say_note(&text, &c->world[w], i, sheet->page.catalogue);
            if (!is_told(sheet, w, mkba_buffer_text(&text))) {
                if (!any) {
                    mkba_page_heading(&sheet->page, "moments.remarks");
                }
                any = true;
                mkba_page_say(&sheet->page, "- ", "moments.remark",
                              MKBA_WORDS(c->world[w].name, mkba_buffer_text(&text)), NULL, 0);
            }
            sheet->page.out->failed |= text.failed;
            mkba_buffer_free(&text);
        }
    }
}

/* Numbers of the user hold in every world that no scenario changes them in. */
static void write_overridden(const mkba_comparison_sheet *sheet)
{
    const mkba_data *d = sheet->c->world[0].areas->data;
    for (size_t i = 0; i < d->parameters; i++) {
        const mkba_parameter *p = &d->parameter[i];
        if (p->is_own) {
            mkba_page_say(&sheet->page, "- ", "assume.overridden", MKBA_WORDS(p->key, p->file),
                          &p->value, 1);
        }
    }
}

static void write_reading(const mkba_comparison_sheet *sheet)
{
    static const char *const scenarios[] = {"compare.how",   "compare.assumptions",
                                            "compare.grade", "say.no_verdict",
                                            "say.null",      NULL};
    static const char *const moments[] = {"compare.how", "moments.how", "say.no_verdict",
                                          "say.null", NULL};
    const char *const *id = sheet->c->is_moments ? moments : scenarios;
    mkba_page_heading(&sheet->page, "compare.reading");
    for (; *id; id++) {
        mkba_page_paragraph(&sheet->page, "- ", mkba_say(sheet->page.catalogue, *id));
    }
}

static void write_remarks(const mkba_comparison_sheet *sheet)
{
    mkba_buffer text = {0};
    mkba_page_heading(&sheet->page, "assume.heading");
    write_overridden(sheet);
    mkba_write_comparison_remarks(&text, sheet->c, sheet->page.catalogue);
    for (const char *line = mkba_buffer_text(&text); *line;) {
        size_t length = strcspn(line, "\n");
        mkba_buffer one = {0};
        mkba_buffer_add_bytes(&one, line, length);
        mkba_page_take(&sheet->page, "- ", &one);
        line += length + (line[length] == '\n');
    }
    if (!sheet->c->is_moments) {
        mkba_page_text(&sheet->page, "compare.more");
    }
    sheet->page.out->failed |= text.failed;
    mkba_buffer_free(&text);
}

/* ------------------------------------------------------------------ Title */

static void write_title(const mkba_comparison_sheet *sheet)
{
    const mkba_comparison *c = sheet->c;
    const mkba_area *area = c->world[0].result->outcome[0].area;
    bool single = c->areas == 1;
    const char *id = single ? "compare.title" : "compare.title_total";
    if (c->is_moments) {
        id = single ? "moments.title" : "moments.title_total";
    }
    mkba_page_say_title(&sheet->page, id, MKBA_WORDS(area->name, area->code),
                        (double[]){(double)c->areas}, 1);
    mkba_page_about(&sheet->page);
}

/* The labels of a world's scenarios from `first` on; those inside the program have theirs in a
 * table. */
static void add_labels(mkba_buffer *out, const mkba_data *d, size_t first,
                       const mkba_catalogue *catalogue)
{
    mkba_language language = mkba_catalogue_language(catalogue);
    for (size_t i = first; i < d->n_applied; i++) {
        const char *label = d->applied[i].label[language];
        for (size_t s = 0; s < d->scenarios; s++) {
            bool shipped = strcmp(d->scenario[s].id, label) == 0;
            label = shipped ? d->scenario[s].label[language] : label;
        }
        mkba_buffer_add(out, i > first ? " + " : "");
        mkba_buffer_add(out, label);
    }
}

/* How much of a world is not as in the base. */
static void count_changes(const mkba_compared_world *world, double count[2])
{
    count[0] = count[1] = 0;
    for (size_t i = 0; i < world->changes; i++) {
        count[world->change[i].of_area] += 1;
    }
}

static void write_legend(const mkba_comparison_sheet *sheet)
{
    const mkba_comparison *c = sheet->c;
    mkba_buffer names = {0};
    add_labels(&names, sheet->page.data, 0, sheet->page.catalogue);
    mkba_page_say(&sheet->page, "- ", names.text ? "compare.base_is" : "compare.base_plain",
                  MKBA_WORDS(mkba_buffer_text(&names)), NULL, 0);
    mkba_buffer_free(&names);
    for (size_t w = 1; w < c->worlds; w++) {
        double count[2];
        mkba_buffer label = {0};
        count_changes(&c->world[w], count);
        add_labels(&label, c->world[w].areas->data, sheet->page.data->n_applied,
                   sheet->page.catalogue);
        const char *text = mkba_buffer_text(&label);
        bool plain = strcmp(text, c->world[w].name) == 0 || !text[0];
        mkba_page_say(&sheet->page, "- ",
                      plain ? "compare.alternative_plain" : "compare.alternative",
                      MKBA_WORDS(c->world[w].name, text), count, 2);
        mkba_buffer_free(&label);
    }
}

/* Amounts of different price levels cannot be held against each other. */
static void write_price_levels(const mkba_comparison_sheet *sheet)
{
    const mkba_comparison *c = sheet->c;
    double base = mkba_data_value(c->world[0].areas->data, "price_year");
    for (size_t w = 1; w < c->worlds; w++) {
        double here = mkba_data_value(c->world[w].areas->data, "price_year");
        if (fabs(here - base) > 0) {
            mkba_page_say(&sheet->page, "", "compare.price_level",
                          MKBA_WORDS(c->world[w].name), (double[]){here, base}, 2);
        }
    }
}

static void write_no_scores(const mkba_comparison_sheet *sheet)
{
    const mkba_comparison *c = sheet->c;
    double missing = 0;
    for (size_t i = 0; i < c->areas; i++) {
        missing += c->world[0].result->outcome[i].scores_entered == 0;
    }
    if (missing > 0) {
        mkba_page_say(&sheet->page, "",
                      c->areas == 1 ? "outcome.no_scores" : "outcome.areas_no_scores", NULL,
                      (double[]){missing, (double)c->areas}, 2);
    }
}

/* ------------------------------------------------------------------ All of it */

double mkba_comparison_unit(const mkba_comparison *c)
{
    double most = 0;
    size_t f = mkba_compared_find(c, "team_cost_eur");
    for (size_t w = 0; w < c->worlds; w++) {
        most = fmax(most, fabs(mkba_compared_value(c, w, c->areas, f)));
    }
    return most >= 1e6 ? 1000 : 1;
}

void mkba_moments_section(const mkba_comparison_sheet *sheet)
{
    mkba_page_heading(&sheet->page, "moments.heading");
    mkba_moments_latest(sheet);
    mkba_moments_legend(sheet);
    mkba_comparison_side_by_side(sheet);
    for (size_t w = 1; w < sheet->c->worlds; w++) {
        mkba_comparison_why(sheet, w);
    }
    if (sheet->c->areas > 1) {
        mkba_comparison_areas(sheet);
    }
    mkba_moments_indicators(sheet);
    mkba_moments_cautions(sheet, MKBA_CAUTIONS_OF_ALL | MKBA_CAUTIONS_OF_AREAS);
    mkba_moments_remarks(sheet);
}

void mkba_write_comparison_table(const mkba_page *on, const mkba_comparison *comparison)
{
    mkba_comparison_sheet sheet = {.page = *on, .c = comparison, .row = comparison->areas};
    sheet.page.data = comparison->world[0].areas->data;
    sheet.page.unit = mkba_comparison_unit(comparison);
    write_title(&sheet);
    if (comparison->is_moments) {
        mkba_moments_legend(&sheet);
    } else {
        write_legend(&sheet);
    }
    mkba_page_text(&sheet.page, "title.indicative");
    write_price_levels(&sheet);
    write_no_scores(&sheet);
    mkba_comparison_side_by_side(&sheet);
    for (size_t w = 1; w < comparison->worlds; w++) {
        mkba_comparison_why(&sheet, w);
    }
    if (comparison->areas > 1) {
        mkba_comparison_areas(&sheet);
    }
    if (comparison->is_moments) {
        mkba_moments_indicators(&sheet);
        mkba_moments_cautions(&sheet, MKBA_CAUTIONS_OF_ALL | MKBA_CAUTIONS_OF_AREAS);
    }
    write_reading(&sheet);
    write_remarks(&sheet);
}
