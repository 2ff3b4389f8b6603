#include "report/page_form.h"

#include <math.h>
#include <string.h>

enum { MOST_INDENT = 40 };

size_t mkba_text_width(const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        n += ((unsigned char)*text & 0xC0) != 0x80;
    }
    return n;
}

static const mkba_page_form *form_of(const mkba_page *page)
{
    return page->form ? page->form : &mkba_page_text_form;
}

/* ------------------------------------------------------------------ Headings and paragraphs
 */

void mkba_page_title(const mkba_page *page, const char *text)
{
    form_of(page)->title(page, text);
}

void mkba_page_heading(const mkba_page *page, const char *id)
{
    mkba_page_heading_of(page, mkba_say(page->catalogue, id));
}

void mkba_page_heading_of(const mkba_page *page, const char *text)
{
    form_of(page)->heading(page, text);
}

void mkba_page_subheading(const mkba_page *page, const char *text)
{
    form_of(page)->subheading(page, text);
}

void mkba_page_blank(const mkba_page *page)
{
    form_of(page)->blank(page);
}

void mkba_page_end(const mkba_page *page)
{
    form_of(page)->end(page);
}

static mkba_mark_kind kind_of(const char *mark)
{
    size_t digits = strspn(mark, "0123456789");
    if (mark[0] == '\0') {
        return MKBA_MARK_PLAIN;
    }
    if (strcmp(mark, "- ") == 0) {
        return MKBA_MARK_ITEM;
    }
    return digits > 0 && strcmp(mark + digits, ". ") == 0 ? MKBA_MARK_NUMBERED
                                                          : MKBA_MARK_NAMED;
}

void mkba_page_paragraph(const mkba_page *page, const char *mark, const char *text)
{
    size_t indent = strspn(mark, " ");
    mkba_mark m = {.kind = kind_of(mark + indent), .text = mark, .indent = indent};
    form_of(page)->paragraph(page, &m, text);
}

void mkba_page_take(const mkba_page *page, const char *mark, mkba_buffer *text)
{
    mkba_page_paragraph(page, mark, mkba_buffer_text(text));
    page->out->failed |= text->failed;
    mkba_buffer_free(text);
}

void mkba_page_text(const mkba_page *page, const char *id)
{
    mkba_page_paragraph(page, "", mkba_say(page->catalogue, id));
}

void mkba_page_fill(mkba_buffer *out, const mkba_page *page, const char *text,
                    const mkba_message *message)
{
    mkba_say_text(out, page->catalogue, page->data, text, message, page->said);
}

void mkba_page_message(const mkba_page *page, const char *mark, const mkba_message *message)
{
    mkba_buffer text = {0};
    mkba_page_fill(&text, page, mkba_say(page->catalogue, message->id), message);
    mkba_page_take(page, mark, &text);
}

void mkba_page_say(const mkba_page *page, const char *mark, const char *id,
                   const char *const *words, const double *number, size_t numbers)
{
    mkba_message message;
    mkba_message_fill(&message, id, words, number, numbers);
    mkba_page_message(page, mark, &message);
}

void mkba_page_add(mkba_buffer *out, const mkba_page *page, const char *id,
                   const char *const *words, const double *number, size_t numbers)
{
    mkba_message message;
    mkba_message_fill(&message, id, words, number, numbers);
    mkba_say_message(out, page->catalogue, page->data, &message);
}

static void write_above(const mkba_page *page, void (*write)(const mkba_page *, const char *),
                        mkba_buffer *text)
{
    write(page, mkba_buffer_text(text));
    page->out->failed |= text->failed;
    mkba_buffer_free(text);
}

void mkba_page_say_title(const mkba_page *page, const char *id, const char *const *words,
                         const double *number, size_t numbers)
{
    mkba_buffer text = {0};
    mkba_page_add(&text, page, id, words, number, numbers);
    write_above(page, mkba_page_title, &text);
}

void mkba_page_say_heading(const mkba_page *page, const char *id, const char *const *words,
                           const double *number, size_t numbers)
{
    mkba_buffer text = {0};
    mkba_page_add(&text, page, id, words, number, numbers);
    write_above(page, mkba_page_heading_of, &text);
}

void mkba_page_about(const mkba_page *page)
{
    mkba_page_say(page, "",
                  page->unit > 1000 ? "title.below_millions"
                  : page->unit > 1  ? "title.below_thousands"
                                    : "title.below",
                  MKBA_WORDS(MKBA_VERSION, page->data->edition),
                  (double[]){mkba_data_value(page->data, "price_year")}, 1);
}

void mkba_page_applied(const mkba_page *page, const mkba_data *data, const char *more)
{
    mkba_buffer text = {0};
    if (data->n_applied > 0) {
        mkba_buffer_add(&text, mkba_say(page->catalogue, "title.scenario"));
        mkba_buffer_add(&text, " ");
        mkba_applied_names(&text, data, " + ", page->catalogue);
        mkba_buffer_add(&text, ".");
        mkba_buffer_add(&text, more);
        mkba_page_take(page, "", &text);
    }
}

void mkba_page_overridden(const mkba_page *page)
{
    for (size_t i = 0; i < page->data->parameters; i++) {
        const mkba_parameter *p = &page->data->parameter[i];
        if (p->is_own) {
            mkba_page_say(page, "- ", "assume.overridden", MKBA_WORDS(p->key, p->file),
                          &p->value, 1);
        }
    }
}

/* ------------------------------------------------------------------ Trees */

/* `below`: on a terminal what is told stands further in than the branches do, so that it is
 * not taken for one. */
static void write_in_tree(const mkba_page *page, mkba_mark_kind kind, unsigned depth,
                          bool below, const char *text)
{
    char blanks[MOST_INDENT + 1];
    size_t indent = 2 * (size_t)depth + (below ? 4 : 0);
    size_t shown = indent < MOST_INDENT ? indent : MOST_INDENT;
    memset(blanks, ' ', shown);
    blanks[shown] = '\0';
    mkba_mark mark = {kind, blanks, 2 * (size_t)depth + (below ? 2 : 0)};
    form_of(page)->paragraph(page, &mark, text);
}

void mkba_page_branch(const mkba_page *page, unsigned depth, const char *text)
{
    write_in_tree(page, MKBA_MARK_ITEM, depth, false, text);
}

void mkba_page_leaf(const mkba_page *page, unsigned depth, const char *text)
{
    write_in_tree(page, MKBA_MARK_ITEM, depth, true, text);
}

void mkba_page_formula(const mkba_page *page, unsigned depth, const char *text)
{
    write_in_tree(page, MKBA_MARK_FORMULA, depth, true, text);
}

void mkba_page_link(const mkba_page *page, unsigned depth, const char *url)
{
    write_in_tree(page, MKBA_MARK_LINK, depth, true, url);
}

/* ------------------------------------------------------------------ Tables */

void mkba_page_columns(const mkba_page *page, const mkba_page_table *table,
                       const char *const *name)
{
    form_of(page)->columns(page, table, name);
}

void mkba_page_header(const mkba_page *page, const mkba_page_table *table,
                      const char *const *id)
{
    const char *name[MKBA_PAGE_COLUMNS] = {0};
    for (size_t i = 0; i < table->columns; i++) {
        name[i] = mkba_say(page->catalogue, id[i]);
    }
    mkba_page_columns(page, table, name);
}

void mkba_page_rule(const mkba_page *page, const mkba_page_table *table)
{
    form_of(page)->rule(page, table);
}

void mkba_cells_start(mkba_page_cells *cells, const mkba_page *page)
{
    cells->page = page;
    cells->note = NULL;
    cells->count = 0;
}

void mkba_cells_text(mkba_page_cells *cells, const char *text)
{
    cells->cell[cells->count++] = text;
}

void mkba_cells_take(mkba_page_cells *cells, mkba_buffer *text)
{
    size_t at = cells->count;
    mkba_text_copy(cells->text[at], sizeof cells->text[at], mkba_buffer_text(text));
    cells->page->out->failed |= text->failed;
    mkba_buffer_free(text);
    mkba_cells_text(cells, cells->text[at]);
}

void mkba_cells_number(mkba_page_cells *cells, double value, int decimals)
{
    mkba_buffer text = {0};
    mkba_write_number(&text, cells->page->catalogue, value, decimals);
    mkba_cells_take(cells, &text);
}

/* What is something, but rounds to nothing, is not called nothing. */
void mkba_page_euro(mkba_buffer *out, const mkba_page *page, double value)
{
    static const double cent = 0.01; /* less is what sums leave behind */
    double rounded = page->step > 0 ? round(value / page->step) * page->step : value;
    if (page->step > 0 && fabs(value) >= cent && !(fabs(rounded) > 0)) {
        mkba_buffer_add(out, "≈ ");
    }
    mkba_write_number(out, page->catalogue, rounded / page->unit,
                      fabs(rounded) > 0 ? page->decimals : 0);
}

void mkba_cells_euro(mkba_page_cells *cells, double value)
{
    mkba_buffer text = {0};
    mkba_page_euro(&text, cells->page, value);
    mkba_cells_take(cells, &text);
}

void mkba_cells_percent(mkba_page_cells *cells, double share)
{
    mkba_buffer text = {0};
    mkba_write_percent(&text, cells->page->catalogue, share, 1);
    mkba_cells_take(cells, &text);
}

void mkba_cells_note(mkba_page_cells *cells, const char *text)
{
    cells->note = text;
}

void mkba_cells_row(mkba_page_cells *cells, const mkba_page_table *table)
{
    form_of(cells->page)->row(cells->page, table, cells->cell, cells->note);
}

/* ------------------------------------------------------------------ What forms share */

size_t mkba_mark_name(const char **name, const mkba_mark *mark)
{
    const char *start = mark->text + strspn(mark->text, " ");
    size_t length = strlen(start);
    while (start[length - 1] == ' ') { /* a mark of blanks alone names nothing */
        length--;
    }
    *name = start;
    return length;
}

size_t mkba_bar_length(const char **rest, const char *cell)
{
    size_t all = strspn(cell, " -+|#"), length = all;
    *rest = cell + all;
    while (length > 0 && cell[length - 1] == ' ') {
        length--;
    }
    return length;
}

size_t mkba_soft_bytes(const char *text)
{
    size_t hyphen = strlen(MKBA_SOFT_HYPHEN), stop = strlen(MKBA_SOFT_BREAK);
    return strncmp(text, MKBA_SOFT_HYPHEN, hyphen) == 0 ? hyphen
           : strncmp(text, MKBA_SOFT_BREAK, stop) == 0  ? stop
                                                        : 0;
}
