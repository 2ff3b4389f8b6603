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

/* From here on, allocation number `fail` (from 1; 0: none) of the kind fails. */
void allocator_start(allocation_kind kind, size_t fail);
/* How many of that kind were asked for since. */
size_t allocator_stop(void);
/* Pieces from the system that are in use. */
long allocator_in_use(void);

#endif
