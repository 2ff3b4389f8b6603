#include "base/map.h"

#include <string.h>

/* The last bytes, at most seven: all of them, some twice. */
static uint64_t rest_of(const char *key, size_t length)
{
    uint32_t first = 0, last = 0;
    if (length >= sizeof first) {
        memcpy(&first, key, sizeof first);
        memcpy(&last, key + length - sizeof last, sizeof last);
    } else if (length > 0) {
        first = (uint32_t)(unsigned char)key[0] << 8 | (unsigned char)key[length / 2];
        last = (unsigned char)key[length - 1];
    }
    return (uint64_t)first << 32 | last;
}

/* Eight bytes at a time. Its value depends on the byte order of the machine, which does not
 * show: a map has no order. */
static uint32_t hash(const char *key, size_t length)
{
    uint64_t h = length, part;
    for (; length >= sizeof part; key += sizeof part, length -= sizeof part) {
        memcpy(&part, key, sizeof part);
        h = (h ^ part) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    part = rest_of(key, length);
    h = (h ^ part) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

static mkba_map_slot *slot_of(const mkba_map *map, const char *key, size_t length, uint32_t h)
{
    size_t mask = map->capacity - 1;
    for (size_t i = h & mask;; i = (i + 1) & mask) {
        mkba_map_slot *s = &map->slot[i];
        if (!s->key ||
            (s->hash == h && strncmp(s->key, key, length) == 0 && s->key[length] == '\0')) {
            return s;
        }
    }
}

static bool resize(mkba_map *map, size_t capacity)
{
    mkba_map bigger = {.arena = map->arena, .capacity = capacity, .count = map->count};
    bigger.slot = mkba_arena_alloc(map->arena, capacity, sizeof *bigger.slot);
    if (!bigger.slot) {
        return false;
    }
    for (size_t i = 0; i < map->capacity; i++) {
        const mkba_map_slot *s = &map->slot[i];
        size_t to = s->hash & (capacity - 1);
        while (s->key && bigger.slot[to].key) {
            to = (to + 1) & (capacity - 1);
        }
        if (s->key) {
            bigger.slot[to] = *s;
        }
    }
    *map = bigger;
    return true;
}

bool mkba_map_reserve(mkba_map *map, size_t keys)
{
    size_t capacity = map->capacity == 0 ? 16 : map->capacity;
    while (capacity / 4 * 3 < keys) {
        capacity *= 2;
    }
    return capacity == map->capacity || resize(map, capacity);
}

bool mkba_map_put(mkba_map *map, const char *key, size_t value)
{
    size_t length = strlen(key);
    if (value > UINT32_MAX || !mkba_map_reserve(map, map->count + 1)) {
        return false;
    }
    uint32_t h = hash(key, length);
    mkba_map_slot *s = slot_of(map, key, length, h);
    map->count += !s->key;
    if (!s->key) {
        s->key = key;
        s->hash = h;
    }
    s->value = (uint32_t)value;
    return true;
}

size_t mkba_map_get_bytes(const mkba_map *map, const char *key, size_t length)
{
    if (map->capacity == 0) {
        return MKBA_MAP_NONE;
    }
    const mkba_map_slot *s = slot_of(map, key, length, hash(key, length));
    return s->key ? s->value : MKBA_MAP_NONE;
}

size_t mkba_map_get(const mkba_map *map, const char *key)
{
    return mkba_map_get_bytes(map, key, strlen(key));
}
