/* A page as text for a terminal: underlined headings, wrapped paragraphs, aligned columns. */
#include "report/page_form.h"

#include <string.h>

static bool starts_character(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static void end_line(const mkba_page *page)
{
    mkba_buffer_add_char(page->out, '\n', 1);
}

static void underlined(const mkba_page *page, const char *text, char line)
{
    mkba_buffer_add(page->out, text);
    end_line(page);
    mkba_buffer_add_char(page->out, line, mkba_text_width(text));
    end_line(page);
}

static void write_title(const mkba_page *page, const char *text)
{
    underlined(page, text, '=');
}

static void write_heading(const mkba_page *page, const char *text)
{
    end_line(page);
    underlined(page, text, '-');
}

/* How many bytes of `text` fit in `width` characters, broken after a word. What is too wide
 * for a line of its own is cut there, or left whole. */
static size_t fitting(const char *text, size_t width, bool cut)
{
    size_t at = 0, characters = 0, last_blank = 0, line = strcspn(text, "\n");
    if (line <= width) {
        return line; /* no more characters than bytes */
    }
    while (at < line) {
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

static void write_paragraph(const mkba_page *page, const mkba_mark *mark, const char *text)
{
    size_t indent = mkba_text_width(mark->text);
    bool whole = mark->kind == MKBA_MARK_LINK; /* an address is not broken */
    mkba_buffer_add(page->out, mark->text);
    for (bool first = true; *text || first; first = false) {
        if (!first) {
            mkba_buffer_add_char(page->out, ' ', indent);
        }
        size_t n = whole ? strlen(text) : fitting(text, MKBA_PAGE_WIDTH - indent, true);
        mkba_buffer_add_bytes(page->out, text, n);
        end_line(page);
        text += n;
        text += *text == ' ' || *text == '\n';
    }
}

/* ------------------------------------------------------------------ Tables */

/* One line of a row: what of each cell fits. True when something is left for a next line. */
static bool row_line(const mkba_page *page, const mkba_page_table *table, size_t from,
                     size_t to, const char **rest)
{
    size_t waiting = 0; /* blanks that stand before the next text */
    bool more = false;
    for (size_t i = from; i < to; i++) {
        const mkba_page_column *column = &table->column[i];
        size_t n = fitting(rest[i], column->width, !column->right); /* never cut a number */
        size_t width = 0;
        for (size_t k = 0; k < n; k++) {
            width += starts_character(rest[i][k]);
        }
        size_t pad = column->width > width ? column->width - width : 0;
        waiting += (i > from) + (column->right ? pad : 0);
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
    end_line(page);
    return more;
}

/* Where a row goes on in a second line of columns; the end when it does not. */
static size_t second_line(const mkba_page_table *table)
{
    bool goes_on = table->below > 0 && table->below < table->columns;
    return goes_on ? table->below : table->columns;
}

/* A word that may be broken is shown as broken: the columns are narrow. */
static void add_broken(mkba_buffer *out, const char *text)
{
    static const char soft_starts[] = "\xC2\xE2"; /* of a soft hyphen, of a soft break */
    while (*text) {
        size_t soft = mkba_soft_bytes(text);
        if (soft == 0) {
            size_t plain = 1 + strcspn(text + 1, soft_starts);
            mkba_buffer_add_bytes(out, text, plain);
            text += plain;
            continue;
        }
        mkba_buffer_add(out, soft == strlen(MKBA_SOFT_HYPHEN) ? "- " : " ");
        text += soft;
    }
}

static void write_cells(const mkba_page *page, const mkba_page_table *table,
                        const char *const *cell)
{
    mkba_buffer broken[MKBA_PAGE_COLUMNS] = {{0}};
    const char *rest[MKBA_PAGE_COLUMNS];
    for (size_t i = 0; i < table->columns; i++) {
        add_broken(&broken[i], cell[i]);
        rest[i] = mkba_buffer_text(&broken[i]);
        page->out->failed |= broken[i].failed;
    }
    size_t second = second_line(table);
    while (row_line(page, table, 0, second, rest)) {
    }
    while (second < table->columns && row_line(page, table, second, table->columns, rest)) {
    }
    for (size_t i = 0; i < table->columns; i++) {
        mkba_buffer_free(&broken[i]);
    }
}

static void write_row(const mkba_page *page, const mkba_page_table *table,
                      const char *const *cell, const char *note)
{
    write_cells(page, table, cell);
    if (note) {
        write_paragraph(page, &(mkba_mark){MKBA_MARK_PLAIN, "  ", 2}, note);
    }
}

static void write_rule(const mkba_page *page, const mkba_page_table *table)
{
    size_t width = 0;
    for (size_t i = 0; i < second_line(table); i++) {
        width += table->column[i].width + (i > 0);
    }
    mkba_buffer_add_char(page->out, '-', width);
    end_line(page);
}

static void write_columns(const mkba_page *page, const mkba_page_table *table,
                          const char *const *name)
{
    write_cells(page, table, name);
    write_rule(page, table);
}

static void end(const mkba_page *page)
{
    (void)page;
}

const mkba_page_form mkba_page_text_form = {write_title, write_heading,   write_heading,
                                            end_line,    write_paragraph, write_columns,
                                            write_row,   write_rule,      end};
