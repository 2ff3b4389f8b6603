/* A JSON output of before: its tree, and what it was made from. Public as the opaque
 * mkba_stored. */
#ifndef MKBA_ANALYSIS_STORED_H
#define MKBA_ANALYSIS_STORED_H

#include "input/json_tree.h"
#include "input/origin.h"

struct mkba_stored {
    mkba_arena *arena;
    const char *file;
    const char *bytes;
    const mkba_tree *top;
    const char *schema; /* mkba-baseline/1 */
    const char *command;
    const char *const *argument;
    size_t arguments;
    mkba_language language;
    mkba_read_files files;
};

/* The member of an object with that key; NULL when there is none. */
const mkba_tree *mkba_tree_member(const mkba_tree *object, const char *key);
/* What comes first in a list or object, or after an item, where there is such. */
const mkba_tree *mkba_tree_first(const mkba_tree *list);
const mkba_tree *mkba_tree_next(const mkba_tree *item);
/* The text of such a member, or "". */
const char *mkba_tree_text(const mkba_tree *object, const char *key);
/* What tells an item of a list from the others: its code, id, year or name; "" when nothing
 * does. Numbers are written into `room`. */
const char *mkba_tree_name(const mkba_tree *item, char room[MKBA_TEXT]);

#endif
