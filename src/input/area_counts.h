/* How many households of each segment every area has. */
#ifndef MKBA_INPUT_AREA_COUNTS_H
#define MKBA_INPUT_AREA_COUNTS_H

#include "base/arena.h"

#include <stdint.h>

enum { MKBA_MOST_RECORD_AREAS = 50000, MKBA_LONGEST_AREA = 100 };

typedef struct {
    const char *name; /* as it stands in the file */
    uint32_t length;
    unsigned line; /* where it is seen first */
    uint64_t hash;
    uint64_t households, heavy, vulnerable;
} mkba_area_count;

typedef struct {
    mkba_arena *arena;
    mkba_area_count *item;
    size_t count, capacity;
    uint32_t *slot; /* index in `item` plus 1; 0: empty */
    size_t slots;
} mkba_area_counts;

/* A hash of bytes; behind them eight more may be read. Two texts have the same one by accident
 * once in 2^64. */
uint64_t mkba_bytes_hash(const char *text, size_t length);

/* NULL when it is not there. */
mkba_area_count *mkba_area_counts_find(const mkba_area_counts *counts, const char *name,
                                       size_t length, uint64_t hash);
/* Adds one that is not there. NULL when there is no memory. */
mkba_area_count *mkba_area_counts_add(mkba_area_counts *counts, const char *name,
                                      size_t length, uint64_t hash, unsigned line);
/* Adds what was counted elsewhere. False when there is no memory. */
bool mkba_area_counts_merge(mkba_area_counts *into, const mkba_area_counts *from);
/* In the order in which they are seen first; afterwards nothing can be found or added. */
void mkba_area_counts_sort(mkba_area_counts *counts);

#endif
