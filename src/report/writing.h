/* A text on its way to the caller: with words of a language, and a page for people in the form
 * that was asked for. */
#ifndef MKBA_REPORT_WRITING_H
#define MKBA_REPORT_WRITING_H

#include "report/page.h"

typedef struct {
    char **out;
    mkba_buffer text;
    mkba_catalogue *catalogue; /* NULL: words are not needed */
    mkba_page page;
    mkba_page_state state;
} mkba_writing;

/* False: no memory. Nothing has to be finished then. */
bool mkba_writing_start(mkba_writing *writing, char **out, mkba_style style);
/* Hands the text over, to `out`; a status other than OK says why there is none. */
mkba_status mkba_writing_finish(mkba_writing *writing, mkba_status status);

#endif
