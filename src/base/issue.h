/* Recording faults. The first one of a call decides its status; what is said about it is
 * chosen where it is seen. */
#ifndef MKBA_BASE_ISSUE_H
#define MKBA_BASE_ISSUE_H

#include <mkba.h>

#include <stddef.h>

/* Where a fault is. Any part may be left out. */
typedef struct {
    const char *file;
    unsigned line;
    unsigned column;
    const char *column_name;
} mkba_place;

/* The words that fill a sentence: an array that ends with NULL. No words are NULL. */
#define MKBA_WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* Keeps the status of the first fault: `status` where there was none before. */
void mkba_keep_first(mkba_status *first, mkba_status status);

/* Adds a fault with the words that fill its sentence. Returns `status`. `issues` may be NULL.
 */
mkba_status mkba_issue_add(mkba_issues *issues, mkba_status status, mkba_place place,
                           const char *id, const char *const *words);

/* Adds the faults that were recorded elsewhere. */
void mkba_issues_repeat(mkba_issues *issues, const mkba_issues *from);

/* Says where the fault that was added last is. */
void mkba_issue_at(mkba_issues *issues, mkba_place place);

/* Numbers for the sentence of the fault that was added last, from place `first` on. */
void mkba_issue_numbers(mkba_issues *issues, size_t first, size_t count,
                        const double *numbers);

/* Cuts text that does not fit, at the start of a UTF-8 character. */
void mkba_text_copy(char *out, size_t size, const char *text);

/* A sentence with words, and with numbers (`count` of them, from place `first` on). */
void mkba_message_words(mkba_message *message, const char *id, const char *const *words);
/* The same with numbers behind the words. */
void mkba_message_fill(mkba_message *message, const char *id, const char *const *words,
                       const double *number, size_t numbers);
void mkba_message_numbers(mkba_message *message, size_t first, size_t count,
                          const double *numbers);

#endif
