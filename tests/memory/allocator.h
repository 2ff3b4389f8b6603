/* An allocator that can be told to fail once: at the nth piece of memory that is asked for,
 * from the system or from an arena. It also counts what is not given back. */
#ifndef MKBA_TEST_ALLOCATOR_H
#define MKBA_TEST_ALLOCATOR_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    FROM_SYSTEM, /* malloc and its kin: the library, cJSON, libcsv, the C library */
    FROM_ARENA   /* a piece of an arena, most of which the system never hears of */
} allocation_kind;

/* Makes ready; to be called once, first. */
void allocator_prepare(void);
/* From here on, allocation number `fail` (from 1; 0: none) of the kind fails. */
void allocator_start(allocation_kind kind, size_t fail);
/* From here on none fails, and the numbers are noted of those asked for at a new place: by
 * calls of which two that follow each other were not noted together before. With `every`, of
 * all. What libxlsxwriter asks for is left out: it is not ours. */
void allocator_watch(allocation_kind kind, bool every);
/* How many of that kind were asked for since. */
size_t allocator_stop(void);
/* The numbers noted by the last watch. */
size_t allocator_noted(const size_t **number);
/* Did libxlsxwriter take part since? Its pieces cannot be told from ours then, except under a
 * sanitizer, which keeps them apart. */
bool allocator_is_mixed(void);
/* Pieces from the system that are in use. */
long allocator_in_use(void);

#endif
