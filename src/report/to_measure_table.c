#include "report/to_measure.h"

#include "analysis/hash.h"
#include "report/page.h"

#include <math.h>

typedef struct {
    mkba_page page;
    const mkba_to_measure *t;
} sheet;

/* With a simulation, and without. */
static const mkba_page_table with = {
    .column = {{43, false}, {12, true}, {12, true}, {9, true}}, .columns = 4};
static const mkba_page_table without = {.column = {{58, false}, {14, true}}, .columns = 2};

static void say(const sheet *s, const char *mark, const char *id, const char *word,
                const double *number, size_t numbers)
{
    mkba_page_say(&s->page, mark, id, MKBA_WORDS(word), number, numbers);
}

static void write_title(const sheet *s)
{
    const mkba_result *r = s->t->result;
    bool single = r->count == 1;
    mkba_page_say_title(&s->page, single ? "record.title" : "record.title_total",
                        MKBA_WORDS(r->outcome[0].area->name, r->outcome[0].area->code),
                        (double[]){(double)r->count}, 1);
    mkba_page_about(&s->page);
    mkba_page_overridden(&s->page);
}

static void write_order(const sheet *s)
{
    const mkba_to_measure *t = s->t;
    if (t->draws > 0) {
        say(s, "", "record.by_worth", NULL,
            (double[]){t->draws, t->seed, t->perfect, t->perfect / t->years}, 4);
    } else {
        mkba_page_text(&s->page, "record.by_spread");
    }
    mkba_page_text(&s->page, "record.shared");
    mkba_page_blank(&s->page);
}

/* What to record, how often, where to find it, and what it can be valued with. */
static void describe(mkba_buffer *out, const sheet *s, const mkba_registration *row)
{
    mkba_language language = mkba_catalogue_language(s->page.catalogue);
    const struct {
        const char *id, *word;
    } parts[] = {{"record.often", row->often[language]},
                 {"record.where", row->where[language]},
                 {"record.prices", row->prices}};
    mkba_buffer_add(out, row->what[language]);
    mkba_buffer_add(out, ".");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].word[0]) {
            mkba_buffer_add(out, " ");
            mkba_page_add(out, &s->page, parts[i].id, MKBA_WORDS(parts[i].word), NULL, 0);
        }
    }
}

static void write_item(const sheet *s, const mkba_record_item *item, size_t rank)
{
    const mkba_page *page = &s->page;
    bool simulated = s->t->draws > 0;
    mkba_page_cells cells;
    mkba_buffer name = {0}, note = {0};
    mkba_buffer_add_int(&name, (long)rank);
    mkba_buffer_add(&name, ". ");
    mkba_buffer_add(&name, mkba_registration_label(item->row, page->data,
                                                   mkba_catalogue_language(page->catalogue)));
    mkba_buffer_add(&name, item->measured ? " (M)" : "");
    describe(&note, s, item->row);
    mkba_cells_start(&cells, page);
    mkba_cells_text(&cells, mkba_buffer_text(&name));
    if (simulated) {
        mkba_cells_euro(&cells, item->worth.eur);
    }
    mkba_cells_euro(&cells, item->spread);
    if (simulated) {
        mkba_cells_percent(&cells, item->worth.variance_share);
    }
    mkba_cells_note(&cells, mkba_buffer_text(&note));
    mkba_cells_row(&cells, simulated ? &with : &without);
    mkba_buffer_free(&name);
    mkba_buffer_free(&note);
}

static void write_header(const sheet *s)
{
    static const char *const names[] = {"record.name", "record.worth", "record.spread",
                                        "record.share"};
    static const char *const fewer[] = {"record.name", "record.spread"};
    mkba_page_header(&s->page, s->t->draws > 0 ? &with : &without,
                     s->t->draws > 0 ? names : fewer);
}

static void write_end(const sheet *s)
{
    char hash[65];
    bool measured = false;
    for (size_t i = 0; i < s->t->items; i++) {
        measured = measured || s->t->item[i].measured;
    }
    mkba_page_blank(&s->page);
    if (measured) {
        mkba_page_text(&s->page, "record.measured");
    }
    mkba_page_text(&s->page, "record.unknown");
    mkba_page_text(&s->page, "record.how");
    mkba_inputs_hash(hash, &s->t->result->areas, 1);
    say(s, "", "moving.inputs", hash, NULL, 0);
}

void mkba_write_to_measure_table(const mkba_page *on, const mkba_to_measure *t)
{
    double most = 0;
    sheet s = {.page = *on, .t = t};
    for (size_t i = 0; i < t->items; i++) {
        most = t->item[i].spread > most ? t->item[i].spread : most;
    }
    s.page.data = t->result->data;
    s.page.unit = most >= 1e6 ? 1000 : 1;
    write_title(&s);
    write_order(&s);
    write_header(&s);
    for (size_t i = 0; i < t->items; i++) {
        write_item(&s, &t->item[i], i + 1);
    }
    write_end(&s);
}
