/* A JSON text as a tree in which every value knows where it stands. */
#ifndef MKBA_INPUT_JSON_TREE_H
#define MKBA_INPUT_JSON_TREE_H

#include "base/issue.h"
#include "input/record.h"

typedef enum {
    MKBA_TREE_NULL,
    MKBA_TREE_FLAG,
    MKBA_TREE_NUMBER,
    MKBA_TREE_TEXT,
    MKBA_TREE_LIST,
    MKBA_TREE_OBJECT
} mkba_tree_kind;

typedef struct mkba_tree {
    mkba_tree_kind kind;
    const char *key;  /* "" at the top and within a list */
    const char *text; /* of TEXT, else "" */
    bool flag;        /* of FLAG */
    double number;    /* of NUMBER; infinite when it is too large for a double */
    const char *path; /* "areas.GM0344.score_find" */
    unsigned line;    /* of its key */
    const struct mkba_tree *child, *next;
} mkba_tree;

/* Reads a text of any encoding. SYNTAX says where it stops being JSON; a key that an object
 * has twice is a CONFLICT, of which the tree is there all the same. It lives in `arena`. */
mkba_status mkba_tree_read(const mkba_tree **out, mkba_arena *arena, mkba_source_text text,
                           mkba_issues *issues);

#endif
