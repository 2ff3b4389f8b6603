/* A map from text to a number (an index into some array), for looking up names. Lives in an
 * arena. */
#ifndef MKBA_BASE_MAP_H
#define MKBA_BASE_MAP_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

#define MKBA_MAP_NONE SIZE_MAX

typedef struct {
    const char *key; /* NULL: empty */
    uint32_t hash;
    uint32_t value;
} mkba_map_slot;

typedef struct {
    mkba_arena *arena;
    mkba_map_slot *slot;
    size_t count;
    size_t capacity;
} mkba_map;

/* Makes room for so many keys at once. False when there is no memory. */
bool mkba_map_reserve(mkba_map *map, size_t keys);
/* Sets or replaces. The key is not copied: it must live as long as the map. False when there
 * is no memory. */
bool mkba_map_put(mkba_map *map, const char *key, size_t value);
/* MKBA_MAP_NONE when the key is not there. */
size_t mkba_map_get(const mkba_map *map, const char *key);
/* The same for a key of `length` bytes without a NUL. */
size_t mkba_map_get_bytes(const mkba_map *map, const char *key, size_t length);

#endif
