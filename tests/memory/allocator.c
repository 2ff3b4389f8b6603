#include "allocator.h"

#include "base/arena.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>

static struct {
    bool started;
    allocation_kind kind;
    size_t fail;
    atomic_size_t asked;
    atomic_long in_use;
} allocator;

void allocator_start(allocation_kind kind, size_t fail)
{
    allocator.kind = kind;
    allocator.fail = fail;
    atomic_store(&allocator.asked, 0);
    allocator.started = true;
}

size_t allocator_stop(void)
{
    allocator.started = false;
    return atomic_load(&allocator.asked);
}

long allocator_in_use(void)
{
    return atomic_load(&allocator.in_use);
}

static bool fails(allocation_kind kind)
{
    return allocator.started && kind == allocator.kind &&
           atomic_fetch_add(&allocator.asked, 1) + 1 == allocator.fail;
}

static void *counted(void *memory)
{
    if (memory) {
        atomic_fetch_add(&allocator.in_use, 1);
    }
    return memory;
}

/* A sanitizer has an allocator of its own: there the linker leads the library here. Elsewhere
 * these take the place of those of the C library, for all libraries. */
#ifdef __SANITIZE_ADDRESS__
#define NAME(function) __wrap_##function
#define REAL(function) __real_##function
#else
#define NAME(function)       function
#define REAL(function)       __libc_##function
#define __libc_aligned_alloc __libc_memalign
#endif

void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t count, size_t size);
void *REAL(realloc)(void *memory, size_t size);
void *REAL(aligned_alloc)(size_t unit, size_t size);
void REAL(free)(void *memory);
void *NAME(malloc)(size_t size);
void *NAME(calloc)(size_t count, size_t size);
void *NAME(realloc)(void *memory, size_t size);
void *NAME(aligned_alloc)(size_t unit, size_t size);
void NAME(free)(void *memory);
void *__real_mkba_arena_alloc(mkba_arena *arena, size_t count, size_t size);
void *__wrap_mkba_arena_alloc(mkba_arena *arena, size_t count, size_t size);
char *__real_mkba_arena_text(mkba_arena *arena, const char *text, size_t length);
char *__wrap_mkba_arena_text(mkba_arena *arena, const char *text, size_t length);
void *__real_mkba_arena_grow(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                             size_t size);
void *__wrap_mkba_arena_grow(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                             size_t size);

static void *none(void)
{
    errno = ENOMEM;
    return NULL;
}

void *NAME(malloc)(size_t size)
{
    return fails(FROM_SYSTEM) ? none() : counted(REAL(malloc)(size));
}

void *NAME(calloc)(size_t count, size_t size)
{
    return fails(FROM_SYSTEM) ? none() : counted(REAL(calloc)(count, size));
}

void *NAME(realloc)(void *memory, size_t size)
{
    if (fails(FROM_SYSTEM)) {
        return none();
    }
    void *grown = REAL(realloc)(memory, size);
    return memory ? grown : counted(grown);
}

void *NAME(aligned_alloc)(size_t unit, size_t size)
{
    return fails(FROM_SYSTEM) ? none() : counted(REAL(aligned_alloc)(unit, size));
}

void NAME(free)(void *memory)
{
    if (memory) {
        atomic_fetch_sub(&allocator.in_use, 1);
    }
    REAL(free)(memory);
}

/* An arena notes that it failed by itself when more is asked than there can be. */
static void *none_of_arena(mkba_arena *arena)
{
    return __real_mkba_arena_alloc(arena, SIZE_MAX, 2);
}

void *__wrap_mkba_arena_alloc(mkba_arena *arena, size_t count, size_t size)
{
    return fails(FROM_ARENA) ? none_of_arena(arena)
                             : __real_mkba_arena_alloc(arena, count, size);
}

char *__wrap_mkba_arena_text(mkba_arena *arena, const char *text, size_t length)
{
    return fails(FROM_ARENA) ? none_of_arena(arena)
                             : __real_mkba_arena_text(arena, text, length);
}

void *__wrap_mkba_arena_grow(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                             size_t size)
{
    return count >= *capacity && fails(FROM_ARENA)
               ? none_of_arena(arena)
               : __real_mkba_arena_grow(arena, items, count, capacity, size);
}
