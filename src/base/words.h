/* A list of words in one text, with a blank between them: the names of a column, the keys of a
 * row. */
#ifndef MKBA_BASE_WORDS_H
#define MKBA_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the first word off the list, cut where it does not fit; false (and "") when there is
 * none. */
bool mkba_words_next(char *word, size_t size, const char **list);
bool mkba_words_have(const char *list, const char *word);

#endif
