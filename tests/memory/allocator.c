#include "allocator.h"

#include "base/arena.h"

#include <errno.h>
#include <execinfo.h>
#include <link.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct {
    enum { AT_REST, COUNTING, WATCHING } state;
    allocation_kind kind;
    size_t fail;
    bool is_mixed;
    atomic_size_t asked;
    atomic_long in_use;
} allocator;

/* ------------------------------------------------------------------ Places */

enum { DEEPEST = 128, MOST_PLACES = 1 << 20, MOST_NOTED = 1 << 22, MOST_RANGES = 8 };

static struct {
    uint64_t seen[MOST_PLACES]; /* steps from call to call; 0: free */
    size_t number[MOST_NOTED];
    size_t noted;
    bool every;
    int outside; /* calls that led to who watches */
    bool busy;
} places;

/* Where libxlsxwriter and what it brings along lie in memory. */
static struct {
    uintptr_t from[MOST_RANGES], to[MOST_RANGES];
    size_t count;
} foreign;

static int note_range(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    static const char *const names[] = {"libxlsxwriter", "libminizip", "libz.", "libcrypto"};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        for (size_t i = 0; i < info->dlpi_phnum && strstr(info->dlpi_name, names[n]); i++) {
            const ElfW(Phdr) *part = &info->dlpi_phdr[i];
            if (part->p_type == PT_LOAD && (part->p_flags & PF_X) &&
                foreign.count < MOST_RANGES) {
                foreign.from[foreign.count] = info->dlpi_addr + part->p_vaddr;
                foreign.to[foreign.count++] = info->dlpi_addr + part->p_vaddr + part->p_memsz;
            }
        }
    }
    return 0;
}

static bool is_foreign(const void *caller)
{
    for (size_t i = 0; i < foreign.count; i++) {
        if ((uintptr_t)caller >= foreign.from[i] && (uintptr_t)caller < foreign.to[i]) {
            return true;
        }
    }
    return false;
}

void allocator_prepare(void)
{
    void *frame[1];
    backtrace(frame, 1); /* loads what it needs */
}

static bool note_step(uintptr_t caller, uintptr_t called)
{
    uint64_t hash = (caller * 1099511628211u) ^ called * 40503u;
    hash = (hash ^ hash >> 29) | 1;
    size_t at = hash % MOST_PLACES;
    while (places.seen[at] && places.seen[at] != hash) {
        at = (at + 1) % MOST_PLACES;
    }
    bool is_new = !places.seen[at];
    places.seen[at] = hash;
    return is_new;
}

/* Is there a step among the calls that was not taken before? Not when they are not ours. */
static bool is_new_place(void)
{
    void *frame[DEEPEST];
    int count = backtrace(frame, DEEPEST) - places.outside;
    bool is_new = false;
    for (int i = 0; i < count; i++) {
        if (is_foreign(frame[i])) {
            return false;
        }
    }
    for (int i = 0; i + 1 < count; i++) {
        is_new = note_step((uintptr_t)frame[i + 1], (uintptr_t)frame[i]) || is_new;
    }
    return is_new || (places.every && count > 0);
}

static void note_place(size_t number)
{
    if (!places.busy && places.noted < MOST_NOTED) {
        places.busy = true;
        if (is_new_place()) {
            places.number[places.noted++] = number;
        }
        places.busy = false;
    }
}

/* ------------------------------------------------------------------ Failing */

static void start(allocation_kind kind, size_t fail, int state)
{
    allocator.kind = kind;
    allocator.fail = fail;
    allocator.is_mixed = false;
    atomic_store(&allocator.asked, 0);
    allocator.state = state;
}

void allocator_start(allocation_kind kind, size_t fail)
{
    start(kind, fail, COUNTING);
}

void allocator_watch(allocation_kind kind, bool every)
{
    void *frame[DEEPEST];
    foreign.count = 0;
    dl_iterate_phdr(note_range, NULL); /* it is loaded when a workbook is written */
    places.outside = backtrace(frame, DEEPEST);
    places.noted = 0;
    places.every = every;
    start(kind, 0, WATCHING);
}

size_t allocator_stop(void)
{
    allocator.state = AT_REST;
    return atomic_load(&allocator.asked);
}

size_t allocator_noted(const size_t **number)
{
    *number = places.number;
    return places.noted;
}

bool allocator_is_mixed(void)
{
    return allocator.is_mixed;
}

long allocator_in_use(void)
{
    return atomic_load(&allocator.in_use);
}

static bool fails(allocation_kind kind)
{
    if (allocator.state == AT_REST || kind != allocator.kind) {
        return false;
    }
    size_t number = atomic_fetch_add(&allocator.asked, 1) + 1;
    if (allocator.state == WATCHING) {
        note_place(number);
    }
    return number == allocator.fail;
}

/* Who jumps to malloc or free instead of calling it is not seen: what libxlsxwriter holds
 * cannot be counted beside ours. */
#define NOTE_WHO (allocator.is_mixed |= is_foreign(__builtin_return_address(0)))

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
void *__real_mkba_arena_enlarge(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                                size_t size);
void *__wrap_mkba_arena_enlarge(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                                size_t size);

static void *none(void)
{
    errno = ENOMEM;
    return NULL;
}

void *NAME(malloc)(size_t size)
{
    NOTE_WHO;
    return fails(FROM_SYSTEM) ? none() : counted(REAL(malloc)(size));
}

void *NAME(calloc)(size_t count, size_t size)
{
    NOTE_WHO;
    return fails(FROM_SYSTEM) ? none() : counted(REAL(calloc)(count, size));
}

void *NAME(realloc)(void *memory, size_t size)
{
    NOTE_WHO;
    if (fails(FROM_SYSTEM)) {
        return none();
    }
    void *grown = REAL(realloc)(memory, size);
    return memory ? grown : counted(grown);
}

void *NAME(aligned_alloc)(size_t unit, size_t size)
{
    NOTE_WHO;
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

void *__wrap_mkba_arena_enlarge(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                                size_t size)
{
    return count >= *capacity && fails(FROM_ARENA)
               ? none_of_arena(arena)
               : __real_mkba_arena_enlarge(arena, items, count, capacity, size);
}
