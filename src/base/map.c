#include "base/map.h"

#include <string.h>

/* FNV-1a: short names spread well enough. */
static size_t hash(const char *key)
{
    uint64_t h = 14695981039346656037u;
    for (; *key; key++) {
        h = (h ^ (unsigned char)*key) * 1099511628211u;
    }
    return (size_t)(h ^ (h >> 32));
}

static size_t slot(const mkba_map *map, const char *key)
{
    size_t mask = map->capacity - 1;
    size_t i = hash(key) & mask;
    while (map->keys[i] && strcmp(map->keys[i], key) != 0) {
        i = (i + 1) & mask;
    }
    return i;
}

static bool rehash(mkba_map *map)
{
    mkba_map bigger = {.arena = map->arena};
    bigger.capacity = map->capacity == 0 ? 64 : 2 * map->capacity;
    bigger.keys = mkba_arena_alloc(map->arena, bigger.capacity, sizeof *bigger.keys);
    bigger.values = mkba_arena_alloc(map->arena, bigger.capacity, sizeof *bigger.values);
    if (!bigger.keys || !bigger.values) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->keys[i]) {
            mkba_map_put(&bigger, map->keys[i], map->values[i]);
        }
    }
    *map = bigger;
    return true;
}

bool mkba_map_put(mkba_map *map, const char *key, size_t value)
{
    if (2 * map->count >= map->capacity && !rehash(map)) {
        return false;
    }
    size_t i = slot(map, key);
    if (!map->keys[i]) {
        map->keys[i] = key;
        map->count++;
    }
    map->values[i] = value;
    return true;
}

size_t mkba_map_get(const mkba_map *map, const char *key)
{
    if (map->capacity == 0) {
        return MKBA_MAP_NONE;
    }
    size_t i = slot(map, key);
    return map->keys[i] ? map->values[i] : MKBA_MAP_NONE;
}
