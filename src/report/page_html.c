/* A page in HTML: the elements that belong to what is said, without a look of their own. */
#include "report/page_html.h"

#include <string.h>

void mkba_html_text(mkba_buffer *out, const char *text)
{
    static const char signs[] = "&<>\"'";
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    for (; *text; text++) {
        const char *sign = strchr(signs, *text);
        if (sign) {
            mkba_buffer_add(out, names[sign - signs]);
        } else {
            mkba_buffer_add_char(out, *text, 1);
        }
    }
}

void mkba_html_element(mkba_buffer *out, const char *name, const char *text)
{
    mkba_buffer_add(out, "<");
    mkba_buffer_add(out, name);
    mkba_buffer_add(out, ">");
    mkba_html_text(out, text);
    mkba_buffer_add(out, "</");
    mkba_buffer_add_bytes(out, name, strcspn(name, " "));
    mkba_buffer_add(out, ">");
}

/* ------------------------------------------------------------------ What stands open */

static void close_level(const mkba_page *page)
{
    mkba_page_state *s = page->state;
    s->levels--;
    mkba_buffer_add(page->out, s->is_ordered[s->levels] ? "</li></ol>" : "</li></ul>");
}

static void close_block(const mkba_page *page)
{
    mkba_page_state *s = page->state;
    if (s->block == MKBA_BLOCK_TABLE) {
        mkba_buffer_add(page->out, "</tbody>\n</table></div>\n");
    } else if (s->block == MKBA_BLOCK_LIST) {
        while (s->levels > 0) {
            close_level(page);
        }
        mkba_buffer_add(page->out, "\n");
    }
    s->block = MKBA_BLOCK_NONE;
}

static void write_heading_at(const mkba_page *page, unsigned below, const char *text)
{
    mkba_page_state *s = page->state;
    char name[] = "h1";
    close_block(page);
    if (s->has_heading) {
        s->has_heading = false;
        return;
    }
    name[1] = (char)('0' + (s->heading > 0 ? s->heading : 1) + below);
    mkba_text_copy(s->name, sizeof s->name, text);
    mkba_html_element(page->out, name, text);
    mkba_buffer_add(page->out, "\n");
}

static void write_title(const mkba_page *page, const char *text)
{
    write_heading_at(page, 0, text);
}

static void write_heading(const mkba_page *page, const char *text)
{
    write_heading_at(page, 1, text);
}

static void write_subheading(const mkba_page *page, const char *text)
{
    write_heading_at(page, 2, text);
}

/* ------------------------------------------------------------------ Paragraphs and lists */

static void open_level(const mkba_page *page, size_t indent, bool ordered)
{
    mkba_page_state *s = page->state;
    s->level[s->levels] = indent;
    s->is_ordered[s->levels] = ordered;
    s->levels++;
    mkba_buffer_add(page->out, ordered ? "\n<ol><li>" : "\n<ul><li>");
}

/* Begins an item, in the list of its level or in a list below the item above it. */
static void open_item(const mkba_page *page, size_t indent, bool ordered)
{
    mkba_page_state *s = page->state;
    if (s->block != MKBA_BLOCK_LIST) {
        close_block(page);
        s->block = MKBA_BLOCK_LIST;
    }
    while (s->levels > 0 && s->level[s->levels - 1] > indent) {
        close_level(page);
    }
    bool same = s->levels > 0 && s->level[s->levels - 1] == indent;
    if (same && s->is_ordered[s->levels - 1] != ordered) {
        close_level(page);
        same = false;
    }
    if (same || s->levels == MKBA_PAGE_LEVELS) {
        mkba_buffer_add(page->out, "</li>\n<li>");
    } else {
        open_level(page, indent, ordered);
    }
}

static void write_item(const mkba_page *page, const mkba_mark *mark, const char *text)
{
    open_item(page, mark->indent, mark->kind == MKBA_MARK_NUMBERED);
    if (mark->kind == MKBA_MARK_NAMED) {
        const char *name;
        mkba_buffer copy = {0};
        size_t length = mkba_mark_name(&name, mark);
        mkba_buffer_add_bytes(&copy, name, length);
        mkba_html_element(page->out, "strong", mkba_buffer_text(&copy));
        mkba_buffer_add(page->out, " ");
        page->out->failed |= copy.failed;
        mkba_buffer_free(&copy);
    }
    if (mark->kind == MKBA_MARK_FORMULA) {
        mkba_html_element(page->out, "code", text);
    } else if (mark->kind == MKBA_MARK_LINK) {
        mkba_html_link(page->out, text, text);
    } else {
        mkba_html_text(page->out, text);
    }
}

void mkba_html_link(mkba_buffer *out, const char *url, const char *text)
{
    mkba_buffer_add(out, "<a href=\"");
    mkba_html_text(out, url);
    mkba_buffer_add(out, "\">");
    mkba_html_text(out, text);
    mkba_buffer_add(out, "</a>");
}

/* Belongs to the item above that is indented less. */
static void write_in_item(const mkba_page *page, size_t indent, const char *text)
{
    mkba_page_state *s = page->state;
    while (s->levels > 1 && s->level[s->levels - 1] >= indent) {
        close_level(page);
    }
    mkba_html_element(page->out, "p", text);
}

static void write_paragraph(const mkba_page *page, const mkba_mark *mark, const char *text)
{
    bool in_list = page->state->block == MKBA_BLOCK_LIST;
    if (in_list && mark->kind == MKBA_MARK_PLAIN && mark->indent > 0) {
        write_in_item(page, mark->indent, text);
    } else if (mark->kind != MKBA_MARK_PLAIN) {
        write_item(page, mark, text);
    } else if (text[0]) {
        close_block(page);
        mkba_html_element(page->out, "p", text);
        mkba_buffer_add(page->out, "\n");
    }
}

/* ------------------------------------------------------------------ Tables */

/* A table of so many columns is stacked on a phone (report.css): each cell then says what it
 * is, and the roles keep it a table for a screen reader. */
enum { WIDE = 5 };

static void open_cell(const mkba_page *page, const char *element, const char *role, bool right)
{
    mkba_buffer_add(page->out, "<");
    mkba_buffer_add(page->out, element);
    if (page->state->is_wide) {
        mkba_buffer_add(page->out, " role=\"");
        mkba_buffer_add(page->out, role);
        mkba_buffer_add(page->out, "\"");
    }
    mkba_buffer_add(page->out, right ? " class=\"n\">" : ">");
}

void mkba_html_open_value(const mkba_page *page, size_t column, bool right)
{
    mkba_buffer_add(page->out, "<td");
    if (page->state->is_wide) {
        mkba_buffer_add(page->out, " role=\"cell\" data-label=\"");
        mkba_html_text(page->out, page->state->column[column]);
        mkba_buffer_add(page->out, "\"");
    }
    mkba_buffer_add(page->out, right ? " class=\"n\">" : ">");
}

void mkba_html_open_head(const mkba_page *page, bool right)
{
    open_cell(page, "th scope=\"row\"", "rowheader", right);
}

void mkba_html_open_row(const mkba_page *page)
{
    mkba_buffer_add(page->out, page->state->is_wide ? "<tr role=\"row\">" : "<tr>");
}

static void write_columns(const mkba_page *page, const mkba_page_table *table,
                          const char *const *name)
{
    mkba_page_state *s = page->state;
    close_block(page);
    s->block = MKBA_BLOCK_TABLE;
    s->is_wide = table->columns >= WIDE;
    mkba_buffer_add(page->out, "<div class=\"table\" tabindex=\"0\"><table");
    mkba_buffer_add(page->out, s->is_wide ? " class=\"wide\" role=\"table\">\n" : ">\n");
    if (s->name[0]) {
        mkba_html_element(page->out, "caption", s->name);
        mkba_buffer_add(page->out, "\n");
    }
    mkba_buffer_add(page->out, s->is_wide ? "<thead role=\"rowgroup\">" : "<thead>");
    mkba_html_open_row(page);
    for (size_t i = 0; i < table->columns; i++) {
        mkba_text_copy(s->column[i], sizeof s->column[i], name[i]);
        open_cell(page, "th scope=\"col\"", "columnheader", table->column[i].right);
        mkba_html_text(page->out, name[i]);
        mkba_buffer_add(page->out, "</th>");
    }
    mkba_buffer_add(page->out, "</tr></thead>\n");
    mkba_buffer_add(page->out, s->is_wide ? "<tbody role=\"rowgroup\">\n" : "<tbody>\n");
}

static void write_row(const mkba_page *page, const mkba_page_table *table,
                      const char *const *cell, const char *note)
{
    mkba_html_open_row(page);
    mkba_html_open_head(page, table->column[0].right && !note);
    mkba_html_text(page->out, cell[0]);
    if (note) {
        mkba_buffer_add(page->out, "<br>");
        mkba_html_element(page->out, "small", note);
    }
    mkba_buffer_add(page->out, "</th>");
    for (size_t i = 1; i < table->columns; i++) {
        mkba_html_open_value(page, i, table->column[i].right);
        mkba_html_text(page->out, cell[i]);
        mkba_buffer_add(page->out, "</td>");
    }
    mkba_buffer_add(page->out, "</tr>\n");
}

static void begin_totals(const mkba_page *page, const mkba_page_table *table)
{
    (void)table;
    mkba_buffer_add(page->out, page->state->is_wide
                                   ? "</tbody>\n<tbody class=\"total\" role=\"rowgroup\">\n"
                                   : "</tbody>\n<tbody class=\"total\">\n");
}

const mkba_page_form mkba_page_html_form = {write_title, write_heading,   write_subheading,
                                            close_block, write_paragraph, write_columns,
                                            write_row,   begin_totals,    close_block};
