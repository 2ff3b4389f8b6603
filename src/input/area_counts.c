#include "input/area_counts.h"

#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

static uint64_t load(const char *text)
{
    uint64_t out;
    memcpy(&out, text, sizeof out);
    return out;
}

/* Both halves of the product. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t mkba_bytes_hash(const char *text, size_t length)
{
    static const uint64_t odd[] = {0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3};
    uint64_t hash = mix(length ^ odd[0], odd[1]);
    while (length > 8) {
        hash = mix(load(text) ^ odd[1], hash ^ odd[2]);
        text += 8;
        length -= 8;
    }
    uint64_t last = length > 0 ? load(text) << (8 * (8 - length)) : 0;
    return mix(last ^ odd[1], hash ^ odd[0]);
}

static size_t place_of(const mkba_area_counts *counts, uint64_t hash)
{
    return (size_t)(hash >> 20) & (counts->slots - 1);
}

mkba_area_count *mkba_area_counts_find(const mkba_area_counts *counts, const char *name,
                                       size_t length, uint64_t hash)
{
    if (counts->slots == 0) {
        return NULL;
    }
    for (size_t at = place_of(counts, hash); counts->slot[at] != 0;
         at = (at + 1) & (counts->slots - 1)) {
        mkba_area_count *item = &counts->item[counts->slot[at] - 1];
        if (item->hash == hash && item->length == length &&
            memcmp(item->name, name, length) == 0) {
            return item;
        }
    }
    return NULL;
}

static void put(mkba_area_counts *counts, size_t index)
{
    size_t at = place_of(counts, counts->item[index].hash);
    while (counts->slot[at] != 0) {
        at = (at + 1) & (counts->slots - 1);
    }
    counts->slot[at] = (uint32_t)index + 1;
}

/* At most half of the slots are in use. */
static bool make_room(mkba_area_counts *counts)
{
    if (2 * (counts->count + 1) <= counts->slots) {
        return true;
    }
    size_t slots = counts->slots == 0 ? 256 : 4 * counts->slots;
    counts->slot = mkba_arena_alloc(counts->arena, slots, sizeof *counts->slot);
    if (!counts->slot) {
        return false;
    }
    counts->slots = slots;
    for (size_t i = 0; i < counts->count; i++) {
        put(counts, i);
    }
    return true;
}

mkba_area_count *mkba_area_counts_add(mkba_area_counts *counts, const char *name,
                                      size_t length, uint64_t hash, unsigned line)
{
    if (!make_room(counts)) {
        return NULL;
    }
    counts->item = mkba_arena_grow(counts->arena, counts->item, counts->count,
                                   &counts->capacity, sizeof *counts->item);
    const char *kept = mkba_arena_text(counts->arena, name, length);
    if (!counts->item || !kept) {
        return NULL;
    }
    mkba_area_count *item = &counts->item[counts->count];
    *item = (mkba_area_count){
        .name = kept, .length = (uint32_t)length, .hash = hash, .line = line};
    put(counts, counts->count++);
    return item;
}

bool mkba_area_counts_merge(mkba_area_counts *into, const mkba_area_counts *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const mkba_area_count *other = &from->item[i];
        mkba_area_count *item =
            mkba_area_counts_find(into, other->name, other->length, other->hash);
        if (!item) {
            item = mkba_area_counts_add(into, other->name, other->length, other->hash,
                                        other->line);
        }
        if (!item) {
            return false;
        }
        item->line = other->line < item->line ? other->line : item->line;
        item->households += other->households;
        item->heavy += other->heavy;
        item->vulnerable += other->vulnerable;
    }
    return true;
}

static int by_line(const void *a, const void *b)
{
    unsigned first = ((const mkba_area_count *)a)->line;
    unsigned second = ((const mkba_area_count *)b)->line;
    return (first > second) - (first < second);
}

void mkba_area_counts_sort(mkba_area_counts *counts)
{
    qsort(counts->item, counts->count, sizeof *counts->item, by_line);
    counts->slots = 0;
}
