/* A page in Markdown, as GitHub and most others read it: tables with columns to the right, and
 * nothing of a figure or name taken for a sign. */
#include "report/page_form.h"

#include <ctype.h>
#include <string.h>

/* What goes on in the same list or table goes on; anything else starts after an empty line. */
static void enter(const mkba_page *page, mkba_block block)
{
    mkba_page_state *s = page->state;
    bool goes_on = s->block == block && block >= MKBA_BLOCK_LIST && !s->is_closed;
    if (s->block != MKBA_BLOCK_NONE && !goes_on) {
        mkba_buffer_add(page->out, "\n");
    }
    s->block = block;
    s->is_closed = false;
}

/* ------------------------------------------------------------------ Text */

static bool is_inside_word(const char *start, const char *at)
{
    return at > start && isalnum((unsigned char)at[-1]) && isalnum((unsigned char)at[1]);
}

/* A sign that would mean something. At the start of a line there are more of them. */
static bool is_sign(const char *start, const char *at, bool is_line)
{
    if (*at == '_') {
        return !is_inside_word(start, at);
    }
    if (strchr("\\`*[]<>|~$", *at)) {
        return true;
    }
    return is_line && at == start && strchr("#+-=", *at);
}

/* "1. " at the start of a line would begin a list. */
static const char *after_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits > 0 && (text[digits] == '.' || text[digits] == ')') &&
                   text[digits + 1] == ' '
               ? text + digits
               : NULL;
}

static bool is_entity(const char *at)
{
    return *at == '&' && (isalnum((unsigned char)at[1]) || at[1] == '#');
}

static void add_signs(mkba_buffer *out, const char *text, bool is_line)
{
    const char *point = is_line ? after_number(text) : NULL;
    for (const char *at = text; *at;) {
        size_t soft = mkba_soft_bytes(at);
        if (soft > 0) {
            at += soft;
            continue;
        }
        if (is_sign(text, at, is_line) || is_entity(at) || at == point) {
            mkba_buffer_add_char(out, '\\', 1);
        }
        mkba_buffer_add_char(out, *at == '\n' ? ' ' : *at, 1);
        at++;
    }
}

/* Text within a line. */
static void add_text(mkba_buffer *out, const char *text)
{
    add_signs(out, text, false);
}

/* Text that a line or an item begins with. */
static void add_line(mkba_buffer *out, const char *text)
{
    add_signs(out, text, true);
}

static void add_bold(mkba_buffer *out, const char *text)
{
    mkba_buffer_add(out, text[0] ? "**" : "");
    add_text(out, text);
    mkba_buffer_add(out, text[0] ? "**" : "");
}

static void write_title(const mkba_page *page, const char *text)
{
    enter(page, MKBA_BLOCK_TEXT);
    mkba_buffer_add(page->out, "# ");
    add_text(page->out, text);
    mkba_buffer_add(page->out, "\n");
}

static void write_heading(const mkba_page *page, const char *text)
{
    enter(page, MKBA_BLOCK_TEXT);
    mkba_buffer_add(page->out, "## ");
    add_text(page->out, text);
    mkba_buffer_add(page->out, "\n");
}

static void write_subheading(const mkba_page *page, const char *text)
{
    enter(page, MKBA_BLOCK_TEXT);
    mkba_buffer_add(page->out, "### ");
    add_text(page->out, text);
    mkba_buffer_add(page->out, "\n");
}

static void close_block(const mkba_page *page)
{
    page->state->is_closed = true;
}

/* ------------------------------------------------------------------ Paragraphs and lists */

static void add_named(const mkba_page *page, const mkba_mark *mark)
{
    const char *name;
    mkba_buffer copy = {0};
    size_t length = mkba_mark_name(&name, mark);
    mkba_buffer_add_bytes(&copy, name, length);
    mkba_buffer_add(page->out, "- ");
    add_bold(page->out, mkba_buffer_text(&copy));
    mkba_buffer_add(page->out, " ");
    page->out->failed |= copy.failed;
    mkba_buffer_free(&copy);
}

static void add_item_text(const mkba_page *page, const mkba_mark *mark, const char *text)
{
    if (mark->kind == MKBA_MARK_FORMULA) {
        mkba_buffer_add(page->out, "`");
        mkba_buffer_add(page->out, text);
        mkba_buffer_add(page->out, "`");
    } else if (mark->kind == MKBA_MARK_LINK) {
        mkba_buffer_add(page->out, "<");
        mkba_buffer_add(page->out, text);
        mkba_buffer_add(page->out, ">");
    } else {
        add_line(page->out, text);
    }
}

static void write_item(const mkba_page *page, const mkba_mark *mark, const char *text)
{
    enter(page, MKBA_BLOCK_LIST);
    mkba_buffer_add_char(page->out, ' ', mark->indent);
    if (mark->kind == MKBA_MARK_NUMBERED) {
        mkba_buffer_add(page->out, mark->text + strspn(mark->text, " "));
    } else if (mark->kind == MKBA_MARK_NAMED) {
        add_named(page, mark);
    } else {
        mkba_buffer_add(page->out, "- ");
    }
    add_item_text(page, mark, text);
    mkba_buffer_add(page->out, "\n");
}

static void write_paragraph(const mkba_page *page, const mkba_mark *mark, const char *text)
{
    const mkba_page_state *s = page->state;
    bool in_list = s->block == MKBA_BLOCK_LIST && !s->is_closed;
    if (mark->kind != MKBA_MARK_PLAIN || (mark->indent > 0 && in_list)) {
        write_item(page, mark, text);
    } else if (text[0]) {
        enter(page, MKBA_BLOCK_TEXT);
        add_line(page->out, text);
        mkba_buffer_add(page->out, "\n");
    }
}

/* ------------------------------------------------------------------ Tables */

/* A bar keeps its shape in a fixed font, with points for its blanks. */
static void add_bar(mkba_buffer *out, const char *cell)
{
    const char *rest;
    size_t length = mkba_bar_length(&rest, cell);
    mkba_buffer_add(out, length > 0 ? "`" : "");
    for (size_t i = 0; i < length; i++) {
        if (cell[i] == ' ') {
            mkba_buffer_add(out, "·");
        } else {
            mkba_buffer_add(out, cell[i] == '|' ? "\\" : "");
            mkba_buffer_add_char(out, cell[i], 1);
        }
    }
    mkba_buffer_add(out, length > 0 ? "`" : "");
    mkba_buffer_add(out, length > 0 && *rest ? " " : "");
    add_text(out, rest);
}

static void add_cells(const mkba_page *page, const mkba_page_table *table,
                      const char *const *cell, bool is_total, const char *note)
{
    for (size_t i = 0; i < table->columns; i++) {
        mkba_buffer_add(page->out, "| ");
        if (i > 0 && i == table->bar) {
            add_bar(page->out, cell[i]);
        } else if (is_total) {
            add_bold(page->out, cell[i]);
        } else {
            add_text(page->out, cell[i]);
        }
        if (i == 0 && note) {
            mkba_buffer_add(page->out, "<br>");
            add_text(page->out, note);
        }
        mkba_buffer_add(page->out, cell[i][0] ? " " : "");
    }
    mkba_buffer_add(page->out, "|\n");
}

static void write_row(const mkba_page *page, const mkba_page_table *table,
                      const char *const *cell, const char *note)
{
    add_cells(page, table, cell, page->state->is_total, note);
}

static void write_columns(const mkba_page *page, const mkba_page_table *table,
                          const char *const *name)
{
    page->state->is_closed = true;
    page->state->is_total = false;
    enter(page, MKBA_BLOCK_TABLE);
    add_cells(page, table, name, false, NULL);
    for (size_t i = 0; i < table->columns; i++) {
        mkba_buffer_add(page->out, table->column[i].right ? "|---:" : "|---");
    }
    mkba_buffer_add(page->out, "|\n");
}

static void begin_totals(const mkba_page *page, const mkba_page_table *table)
{
    (void)table;
    page->state->is_total = true;
}

const mkba_page_form mkba_page_markdown_form = {write_title, write_heading,   write_subheading,
                                                close_block, write_paragraph, write_columns,
                                                write_row,   begin_totals,    close_block};
