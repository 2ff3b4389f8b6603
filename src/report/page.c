#include "report/page.h"

#include <string.h>

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

size_t mkba_text_width(const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        n += starts_character(*text);
    }
    return n;
}

void mkba_page_blank(const mkba_page *page)
{
    mkba_buffer_add_char(page->out, '\n', 1);
}

void mkba_page_title(const mkba_page *page, const char *text)
{
    mkba_buffer_add(page->out, text);
    mkba_page_blank(page);
    mkba_buffer_add_char(page->out, '=', mkba_text_width(text));
    mkba_page_blank(page);
}

void mkba_page_heading(const mkba_page *page, const char *id)
{
    mkba_page_heading_of(page, mkba_say(page->catalogue, id));
}

void mkba_page_heading_of(const mkba_page *page, const char *text)
{
    mkba_page_blank(page);
    mkba_buffer_add(page->out, text);
    mkba_page_blank(page);
    mkba_buffer_add_char(page->out, '-', mkba_text_width(text));
    mkba_page_blank(page);
}

/* How many bytes of `text` fit in `width` characters, broken after a word. What is too wide
 * for a line of its own is cut there, or left whole. */
static size_t fitting(const char *text, size_t width, bool cut)
{
    size_t at = 0, characters = 0, last_blank = 0;
    while (text[at] && text[at] != '\n') {
        characters += starts_character(text[at]);
        if (characters > width && (last_blank || cut)) {
            return last_blank ? last_blank : at;
        }
        if (text[at] == ' ') {
            last_blank = at;
        }
        at++;
    }
    return at;
}

void mkba_page_paragraph(const mkba_page *page, const char *mark, const char *text)
{
    size_t indent = mkba_text_width(mark);
    mkba_buffer_add(page->out, mark);
    for (bool first = true; *text || first; first = false) {
        if (!first) {
            mkba_buffer_add_char(page->out, ' ', indent);
        }
        size_t n = fitting(text, MKBA_PAGE_WIDTH - indent, true);
        mkba_buffer_add_bytes(page->out, text, n);
        mkba_page_blank(page);
        text += n;
        text += *text == ' ' || *text == '\n';
    }
}

void mkba_page_text(const mkba_page *page, const char *id)
{
    mkba_page_paragraph(page, "", mkba_say(page->catalogue, id));
}

void mkba_page_message(const mkba_page *page, const char *mark, const mkba_message *message)
{
    mkba_buffer text = {0};
    mkba_say_message(&text, page->catalogue, page->data, message);
    mkba_page_paragraph(page, mark, text.text ? text.text : "");
    page->out->failed = page->out->failed || text.failed;
    mkba_buffer_free(&text);
}

void mkba_page_overridden(const mkba_page *page)
{
    for (size_t i = 0; i < page->data->parameters; i++) {
        const mkba_parameter *p = &page->data->parameter[i];
        if (p->is_own) {
            mkba_message message;
            mkba_message_words(&message, "assume.overridden", MKBA_WORDS(p->key, p->file));
            mkba_message_numbers(&message, 2, 1, &p->value);
            mkba_page_message(page, "- ", &message);
        }
    }
}

/* One line of a row: what of each cell fits. True when something is left for a next line. */
static bool row_line(const mkba_page *page, const mkba_page_table *table, const char **rest)
{
    size_t waiting = 0; /* blanks that stand before the next text */
    bool more = false;
    for (size_t i = 0; i < table->columns; i++) {
        const mkba_page_column *column = &table->column[i];
        size_t n = fitting(rest[i], column->width, !column->right); /* never cut a number */
        size_t width = 0;
        for (size_t k = 0; k < n; k++) {
            width += starts_character(rest[i][k]);
        }
        size_t pad = column->width > width ? column->width - width : 0;
        waiting += (i > 0) + (column->right ? pad : 0);
        if (n > 0) {
            mkba_buffer_add_char(page->out, ' ', waiting);
            mkba_buffer_add_bytes(page->out, rest[i], n);
            waiting = 0;
        }
        waiting += column->right ? 0 : pad;
        rest[i] += n;
        rest[i] += *rest[i] == ' ';
        more = more || *rest[i];
    }
    mkba_page_blank(page);
    return more;
}

void mkba_page_row(const mkba_page *page, const mkba_page_table *table,
                   const char *const *cell)
{
    const char *rest[MKBA_PAGE_COLUMNS];
    memcpy(rest, cell, table->columns * sizeof *rest);
    while (row_line(page, table, rest)) {
    }
}

void mkba_page_rule(const mkba_page *page, const mkba_page_table *table)
{
    size_t width = 0;
    for (size_t i = 0; i < table->columns; i++) {
        width += table->column[i].width + (i > 0);
    }
    mkba_buffer_add_char(page->out, '-', width);
    mkba_page_blank(page);
}

void mkba_page_header(const mkba_page *page, const mkba_page_table *table,
                      const char *const *id)
{
    const char *cell[MKBA_PAGE_COLUMNS] = {0};
    for (size_t i = 0; i < table->columns; i++) {
        cell[i] = mkba_say(page->catalogue, id[i]);
    }
    mkba_page_row(page, table, cell);
    mkba_page_rule(page, table);
}

void mkba_cells_start(mkba_page_cells *cells, const mkba_page *page)
{
    cells->page = page;
    cells->count = 0;
}

void mkba_cells_text(mkba_page_cells *cells, const char *text)
{
    cells->cell[cells->count++] = text;
}

static void keep(mkba_page_cells *cells, mkba_buffer *text)
{
    size_t at = cells->count;
    mkba_text_copy(cells->text[at], sizeof cells->text[at], text->text ? text->text : "");
    cells->page->out->failed = cells->page->out->failed || text->failed;
    mkba_buffer_free(text);
    mkba_cells_text(cells, cells->text[at]);
}

void mkba_cells_number(mkba_page_cells *cells, double value, int decimals)
{
    mkba_buffer text = {0};
    mkba_write_number(&text, cells->page->catalogue, value, decimals);
    keep(cells, &text);
}

void mkba_cells_euro(mkba_page_cells *cells, double value)
{
    mkba_cells_number(cells, value / cells->page->unit, 0);
}

void mkba_cells_percent(mkba_page_cells *cells, double share)
{
    mkba_buffer text = {0};
    mkba_write_percent(&text, cells->page->catalogue, share, 1);
    keep(cells, &text);
}

void mkba_cells_row(mkba_page_cells *cells, const mkba_page_table *table)
{
    mkba_page_row(cells->page, table, cells->cell);
}
