/* The smallest parts of HTML. */
#ifndef MKBA_REPORT_PAGE_HTML_H
#define MKBA_REPORT_PAGE_HTML_H

#include "report/page_form.h"

/* Text with the signs of HTML written out; fit for attributes in double quotes too. */
void mkba_html_text(mkba_buffer *out, const char *text);
/* <name>text</name>; `name` may carry attributes. */
void mkba_html_element(mkba_buffer *out, const char *name, const char *text);
/* Rows written by hand: of a value in a column (counted from 0), and of the name of a row. */
void mkba_html_open_row(const mkba_page *page);
void mkba_html_open_value(const mkba_page *page, size_t column, bool right);
void mkba_html_open_head(const mkba_page *page, bool right);
void mkba_html_link(mkba_buffer *out, const char *url, const char *text);

#endif
