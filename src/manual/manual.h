/* What the manual says beside the tables of the program: Dutch, English. */
#ifndef MKBA_MANUAL_H
#define MKBA_MANUAL_H

#include <stddef.h>

/* A command line that works anywhere; the tests run it. */
typedef struct {
    const char *command; /* on whose page; "mkba": on the first */
    const char *line;
    const char *meaning[2];
} manual_example;

extern const manual_example manual_examples[];
extern const size_t manual_example_count;
extern const char *const manual_summary[2];
extern const char *const manual_description[][2];
extern const size_t manual_description_count;
extern const char *const manual_environment[][2];
extern const size_t manual_environment_count;

#endif
