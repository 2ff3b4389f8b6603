#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

typedef struct chunk {
    struct chunk *next;
    size_t used;
    size_t size;
    max_align_t data[];
} chunk;

struct mkba_arena {
    chunk *head;
    bool failed;
};

mkba_arena *mkba_arena_new(void)
{
    return calloc(1, sizeof(mkba_arena));
}

void mkba_arena_free(mkba_arena *arena)
{
    if (!arena) {
        return;
    }
    for (chunk *c = arena->head; c;) {
        chunk *next = c->next;
        free(c);
        c = next;
    }
    free(arena);
}

void *mkba_arena_object(mkba_arena **arena, size_t size)
{
    *arena = mkba_arena_new();
    void *object = *arena ? mkba_arena_alloc(*arena, 1, size) : NULL;
    if (!object) {
        mkba_arena_free(*arena);
        *arena = NULL;
    }
    return object;
}

static chunk *chunk_new(mkba_arena *arena, size_t bytes)
{
    size_t size = bytes > CHUNK ? bytes : CHUNK;
    chunk *c = calloc(1, sizeof(chunk) + size);
    if (c) {
        c->size = size;
        c->next = arena->head;
        arena->head = c;
    }
    return c;
}

void *mkba_arena_alloc(mkba_arena *arena, size_t count, size_t size)
{
    size_t unit = sizeof(max_align_t);
    if (size != 0 && count > (SIZE_MAX / 2 - unit) / size) {
        arena->failed = true;
        return NULL;
    }
    size_t bytes = (count * size + unit - 1) / unit * unit;
    chunk *c = arena->head;
    if (!c || c->size - c->used < bytes) {
        c = chunk_new(arena, bytes);
        if (!c) {
            arena->failed = true;
            return NULL;
        }
    }
    void *result = (char *)c->data + c->used;
    c->used += bytes;
    return result;
}

char *mkba_arena_text(mkba_arena *arena, const char *text, size_t length)
{
    char *copy = mkba_arena_alloc(arena, length + 1, 1);
    if (copy) {
        memcpy(copy, text, length);
    }
    return copy;
}

bool mkba_arena_failed(const mkba_arena *arena)
{
    return arena->failed;
}

void *mkba_arena_grow(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                      size_t size)
{
    if (count < *capacity) {
        return items;
    }
    size_t wanted = *capacity == 0 ? 16 : 2 * *capacity;
    void *grown = mkba_arena_alloc(arena, wanted, size);
    if (grown) {
        if (count > 0) {
            memcpy(grown, items, count * size);
        }
        *capacity = wanted;
    }
    return grown;
}
