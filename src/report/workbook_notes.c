/* The sheets in words: how to read the workbook, what the result rests on, remarks,
 * assumptions, sources. */
#include "report/workbook_parts.h"

#include "base/issue.h"
#include "report/sections.h"

#include <string.h>

enum { WIDE = 110 };

/* ------------------------------------------------------------------ Guide */

static void write_title(mkba_book *book)
{
    const mkba_page_id page = MKBA_PAGE_GUIDE;
    const mkba_area *area = book->result->outcome[0].area;
    mkba_message message;
    mkba_message_words(&message, book->areas == 1 ? "title.area" : "title.total",
                       MKBA_WORDS(area->name, area->code));
    mkba_message_numbers(&message, 2, 1, (double[]){(double)book->areas});
    mkba_book_text(book, page, 0, 0, MKBA_ROLE_TITLE, mkba_book_message(book, &message));
    mkba_message_words(&message, "title.below", MKBA_WORDS(MKBA_VERSION, book->data->edition));
    mkba_message_numbers(&message, 2, 1,
                         (double[]){mkba_data_value(book->data, "price_year")});
    mkba_book_text(book, page, 1, 0, MKBA_ROLE_SMALL, mkba_book_message(book, &message));
    mkba_book_text(book, page, 2, 0, MKBA_ROLE_PLAIN, mkba_book_say(book, "title.indicative"));
}

static uint32_t write_headline(mkba_book *book, uint32_t row)
{
    static const char *const label[] = {"book.lowest", "book.highest", "book.central"};
    const mkba_page_id page = MKBA_PAGE_GUIDE;
    mkba_book_text(book, page, row, 0, MKBA_ROLE_BAND,
                   mkba_book_sentence(book, "book.npv_over",
                                      (double[]){mkba_data_value(book->data, "horizon")}, 1));
    mkba_book_text(book, page, row, 1, MKBA_ROLE_BAND, "");
    for (uint32_t k = 0; k < 3; k++) {
        mkba_buffer *out = mkba_book_start(book);
        double value = mkba_book_shown(book, "%s", "npv_eur");
        for (size_t s = 0; s < book->scenarios && k < 2; s++) {
            double npv =
                mkba_book_shown(book, "scenarios.%s.npv_eur", book->data->scenario[s].id);
            bool further = s == 0 || (k == 0 ? npv < value : npv > value);
            value = further ? npv : value;
        }
        mkba_book_refer(book, out, page, MKBA_PAGE_OUTCOME, 6, 1 + k);
        mkba_book_text(book, page, row + 1 + k, 1, MKBA_ROLE_PLAIN,
                       mkba_book_say(book, label[k]));
        mkba_book_put(book, page, row + 1 + k, 0, (mkba_look){MKBA_ROLE_RESULT, MKBA_AS_EURO},
                      value);
    }
    mkba_book_text(book, page, row + 4, 0, MKBA_ROLE_SMALL,
                   mkba_book_say(book, "book.range_why"));
    return row + 6;
}

static uint32_t write_colours(mkba_book *book, uint32_t row)
{
    static const struct {
        mkba_role role;
        const char *name, *text;
    } rows[] = {{MKBA_ROLE_INPUT, "book.colour.input", "book.colour.input_text"},
                {MKBA_ROLE_FIXED, "book.colour.fixed", "book.colour.fixed_text"},
                {MKBA_ROLE_FORMULA, "book.colour.formula", "book.colour.formula_text"},
                {MKBA_ROLE_VALUE, "book.colour.value", "book.colour.value_text"}};
    const mkba_page_id page = MKBA_PAGE_GUIDE;
    mkba_book_text(book, page, row, 0, MKBA_ROLE_BAND, mkba_book_say(book, "book.colours"));
    mkba_book_text(book, page, row, 1, MKBA_ROLE_BAND, "");
    for (uint32_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_book_text(book, page, row + 1 + i, 0, rows[i].role,
                       mkba_book_say(book, rows[i].name));
        mkba_book_paragraph(book, page, row + 1 + i, 1, mkba_book_say(book, rows[i].text),
                            WIDE);
    }
    return row + 2 + sizeof rows / sizeof *rows;
}

static uint32_t write_contents(mkba_book *book, uint32_t row)
{
    static const char *const about[MKBA_PAGES] = {
        [MKBA_PAGE_INPUT] = "book.about.input",
        [MKBA_PAGE_NUMBERS] = "book.about.numbers",
        [MKBA_PAGE_CALCULATION] = "book.about.calculation",
        [MKBA_PAGE_WORLDS] = "book.about.worlds",
        [MKBA_PAGE_FIGURES] = "book.about.figures",
        [MKBA_PAGE_OUTCOME] = "book.about.outcome",
        [MKBA_PAGE_RANKING] = "book.about.ranking",
        [MKBA_PAGE_LINES] = "line.heading",
        [MKBA_PAGE_PARTIES] = "party.heading",
        [MKBA_PAGE_YEARS] = "year.heading",
        [MKBA_PAGE_PLAN] = "book.about.plan",
        [MKBA_PAGE_POTENTIAL] = "potential.heading",
        [MKBA_PAGE_EVIDENCE] = "evidence.heading",
        [MKBA_PAGE_REMARKS] = "book.about.remarks",
        [MKBA_PAGE_SOURCES] = "book.about.sources",
    };
    const mkba_page_id page = MKBA_PAGE_GUIDE;
    lxw_format *link = mkba_book_format(book, (mkba_look){MKBA_ROLE_LINK, MKBA_AS_GENERAL});
    mkba_book_text(book, page, row, 0, MKBA_ROLE_BAND, mkba_book_say(book, "book.contents"));
    mkba_book_text(book, page, row, 1, MKBA_ROLE_BAND, "");
    for (size_t i = 0; i < MKBA_PAGES; i++) {
        if (!about[i] || !book->page[i]) {
            continue;
        }
        char url[80];
        const char *name = mkba_book_page_name(book, (mkba_page_id)i);
        snprintf(url, sizeof url, "internal:'%s'!A1", name);
        row++;
        mkba_book_check(book, book->xlsx.worksheet_write_url_opt(book->page[page], row, 0, url,
                                                                 link, name, NULL));
        mkba_book_paragraph(book, page, row, 1, mkba_book_say(book, about[i]), WIDE);
    }
    return row + 2;
}

static uint32_t write_statements(mkba_book *book, mkba_page_id page, uint32_t row)
{
    mkba_book_text(book, page, row, 0, MKBA_ROLE_BAND, mkba_book_say(book, "say.heading"));
    mkba_book_text(book, page, row, 1, MKBA_ROLE_BAND, "");
    for (size_t i = 0; mkba_statements[i]; i++) {
        mkba_book_paragraph(book, page, ++row, 1, mkba_book_say(book, mkba_statements[i]),
                            WIDE);
    }
    return row + 2;
}

void mkba_book_write_guide(mkba_book *book)
{
    const mkba_page_id page = MKBA_PAGE_GUIDE;
    lxw_worksheet *sheet = book->page[page];
    mkba_book_open_page(book, page, "title.indicative");
    write_title(book);
    uint32_t row = write_headline(book, 4);
    row = write_colours(book, row);
    row = write_contents(book, row);
    write_statements(book, page, row);
    mkba_book_width(book, page, 0, 0, 34);
    mkba_book_width(book, page, 1, 1, WIDE);
    mkba_book_freeze(book, page, 2, 0);
    book->xlsx.worksheet_activate(sheet);
}

/* ------------------------------------------------------------------ Evidence */

void mkba_book_write_evidence(mkba_book *book)
{
    static const char *const header[] = {"evidence.name", "book.meaning", "evidence.eur",
                                         "evidence.share"};
    const mkba_page_id page = MKBA_PAGE_EVIDENCE;
    mkba_book_open_page(book, page, "book.about.value");
    mkba_book_text(book, page, 2, 0, MKBA_ROLE_SMALL,
                   mkba_book_say(book, "evidence.explained"));
    mkba_book_header(book, page, MKBA_TABLE_HEADER, 0, header, 4, 2);
    for (uint32_t g = 0; MKBA_GRADES[g]; g++) {
        char item[2] = {MKBA_GRADES[g], '\0'}, id[] = "grade.?";
        uint32_t row = MKBA_TABLE_HEADER + 1 + g;
        id[6] = item[0];
        mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, item);
        mkba_book_text(book, page, row, 1, MKBA_ROLE_PLAIN, mkba_book_say(book, id));
        mkba_book_show(book, page, row, 2, (mkba_look){MKBA_ROLE_VALUE, MKBA_AS_EURO}, 1,
                       "evidence.%s.eur", item);
        mkba_book_show(book, page, row, 3, (mkba_look){MKBA_ROLE_VALUE, MKBA_AS_PERCENT}, 1,
                       "evidence.%s.share", item);
    }
    mkba_book_width(book, page, 0, 0, 14);
    mkba_book_width(book, page, 1, 1, 48);
    mkba_book_width(book, page, 2, 3, 18);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 0);
}

/* ------------------------------------------------------------------ Remarks */

static uint32_t write_messages(mkba_book *book, uint32_t row, const char *where,
                               const mkba_message *message, size_t messages)
{
    for (size_t i = 0; i < messages; i++) {
        mkba_book_text(book, MKBA_PAGE_REMARKS, row, 0, MKBA_ROLE_NOTE, where);
        mkba_book_paragraph(book, MKBA_PAGE_REMARKS, row++, 1,
                            mkba_book_message(book, &message[i]), WIDE);
    }
    return row;
}

static uint32_t write_band(mkba_book *book, uint32_t row, const char *id)
{
    mkba_book_text(book, MKBA_PAGE_REMARKS, row, 0, MKBA_ROLE_BAND, mkba_book_say(book, id));
    mkba_book_text(book, MKBA_PAGE_REMARKS, row, 1, MKBA_ROLE_BAND, "");
    return row + 1;
}

/* The numbers of the user and of scenarios. */
static uint32_t write_overridden(mkba_book *book, uint32_t row)
{
    const mkba_data *d = book->data;
    for (size_t i = 0; i < d->parameters; i++) {
        const mkba_parameter *p = &d->parameter[i];
        mkba_message message;
        if (p->is_own) {
            mkba_message_words(&message, "assume.overridden", MKBA_WORDS(p->key, p->file));
            mkba_message_numbers(&message, 2, 1, &p->value);
            row = write_messages(book, row, "", &message, 1);
        }
    }
    return row;
}

/* What scenarios changed in the figures of an area. */
static uint32_t write_changed(mkba_book *book, uint32_t row, size_t area)
{
    const mkba_area *a = book->result->outcome[area].area;
    for (size_t i = 0; i < book->data->columns; i++) {
        mkba_message message;
        if (mkba_section_changed(&message, book->data, a, i)) {
            row = write_messages(book, row, mkba_book_area_name(book, area), &message, 1);
        }
    }
    return row;
}

void mkba_book_write_remarks(mkba_book *book)
{
    const mkba_page_id page = MKBA_PAGE_REMARKS;
    const mkba_result *r = book->result;
    mkba_book_open_page(book, page, "book.about.remarks");
    uint32_t row = write_band(book, 3, "remarks.heading");
    for (size_t a = 0; a < book->areas; a++) {
        row = write_messages(book, row, mkba_book_area_name(book, a), r->outcome[a].message,
                             r->outcome[a].messages);
    }
    row = write_band(book, row + 1, "assume.heading");
    row = write_overridden(book, row);
    row = write_messages(book, row, "", book->data->note, book->data->notes);
    row = write_messages(book, row, "", r->areas->note, r->areas->notes);
    for (size_t a = 0; a < book->areas; a++) {
        row = write_changed(book, row, a);
    }
    mkba_book_text(book, page, row, 1, MKBA_ROLE_NOTE, mkba_book_say(book, "book.defaults"));
    write_statements(book, page, row + 2);
    mkba_book_width(book, page, 0, 0, 34);
    mkba_book_width(book, page, 1, 1, WIDE);
    mkba_book_freeze(book, page, 2, 0);
}

/* ------------------------------------------------------------------ Sources */

void mkba_book_write_sources(mkba_book *book)
{
    static const char *const header[] = {"book.source", "book.publisher", "book.year",
                                         "book.title",  "book.seen",      "book.url"};
    const mkba_page_id page = MKBA_PAGE_SOURCES;
    mkba_book_open_page(book, page, "book.about.sources");
    mkba_book_header(book, page, MKBA_TABLE_HEADER, 0, header, 6, 6);
    for (size_t i = 0; i < book->data->sources; i++) {
        const mkba_source *s = &book->data->source[i];
        uint32_t row = MKBA_TABLE_HEADER + 1 + (uint32_t)i;
        mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, s->id);
        mkba_book_text(book, page, row, 1, MKBA_ROLE_NOTE, s->publisher);
        mkba_book_number(book, page, row, 2, (mkba_look){MKBA_ROLE_PLAIN, MKBA_AS_YEAR},
                         s->year);
        mkba_book_text(book, page, row, 3, MKBA_ROLE_NOTE, s->title);
        mkba_book_text(book, page, row, 4, MKBA_ROLE_NOTE, s->seen);
        mkba_book_text(book, page, row, 5, MKBA_ROLE_SMALL, s->url);
    }
    mkba_book_width(book, page, 0, 0, 24);
    mkba_book_width(book, page, 1, 1, 30);
    mkba_book_width(book, page, 2, 2, 8);
    mkba_book_width(book, page, 3, 3, 60);
    mkba_book_width(book, page, 4, 4, 24);
    mkba_book_width(book, page, 5, 5, 60);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 1);
}
