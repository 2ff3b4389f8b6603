/* What a form of a page has to be able to do. */
#ifndef MKBA_REPORT_PAGE_FORM_H
#define MKBA_REPORT_PAGE_FORM_H

#include "report/page.h"

typedef enum {
    MKBA_MARK_PLAIN,
    MKBA_MARK_ITEM,
    MKBA_MARK_NUMBERED,
    MKBA_MARK_NAMED,
    MKBA_MARK_FORMULA,
    MKBA_MARK_LINK
} mkba_mark_kind;

/* What kind of paragraph it is. */
typedef struct {
    mkba_mark_kind kind;
    const char *text; /* as it stands before the paragraph on a terminal */
    size_t indent;    /* how far it is indented in a list */
} mkba_mark;

struct mkba_page_form {
    void (*title)(const mkba_page *page, const char *text);
    void (*heading)(const mkba_page *page, const char *text);
    void (*subheading)(const mkba_page *page, const char *text);
    void (*blank)(const mkba_page *page);
    void (*paragraph)(const mkba_page *page, const mkba_mark *mark, const char *text);
    void (*columns)(const mkba_page *page, const mkba_page_table *table,
                    const char *const *name);
    /* `note` may be NULL. */
    void (*row)(const mkba_page *page, const mkba_page_table *table, const char *const *cell,
                const char *note);
    void (*rule)(const mkba_page *page, const mkba_page_table *table);
    void (*end)(const mkba_page *page);
};

/* The name in a mark, without the blanks around it. */
size_t mkba_mark_name(const char **name, const mkba_mark *mark);
/* How much of the cell of a bar is the bar, without blanks at its end; `rest` is the word
 * behind it. */
size_t mkba_bar_length(const char **rest, const char *cell);
/* Is the text, from here on, a place where a word may be broken? Gives its bytes, else 0. */
size_t mkba_soft_bytes(const char *text);

#endif
