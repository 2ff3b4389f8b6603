#include "input/id_check.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* An id lights four bits of one word, so that a thread sees all or none of another's. */
enum { FILTER_BITS = 4, WORD_BITS = 64, FEWEST_WORDS = 1024, MOST_WORDS = 1 << 20 };
/* Bits of the filter for each id that is expected. */
enum { BITS_PER_ID = 8 };
/* What passes only once has all its slots from the start: they cost nothing until they are
 * used. */
enum { FEWEST_SLOTS = 4096, ONCE_SLOTS = 1 << 19, MOST_PARTS_BITS = 16 };

typedef struct {
    uint64_t hash; /* 0: empty */
    uint32_t line; /* the first that was seen; 0: none yet */
    uint32_t area;
} slot;

/* Ids whose spread hash has `value` in its last `bits` bits. */
typedef struct {
    uint32_t value;
    unsigned bits;
} part;

struct mkba_id_check {
    uint64_t *word; /* NULL: ids pass only once */
    size_t words;
    slot *slot;
    size_t slots, used, most;
    bool full, failed;
    part turn;           /* only these are looked at now */
    unsigned least_bits; /* parts are no larger */
    pthread_mutex_t lock;
};

/* Another hash of the hash, so that a part has its share of all words of the filter. */
static uint64_t spread(uint64_t hash)
{
    return (hash * 0x9E3779B97F4A7C15) >> 40;
}

static bool in_turn(const mkba_id_check *check, uint64_t hash)
{
    const part *p = &check->turn;
    return p->bits == 0 || (spread(hash) & ((1u << p->bits) - 1)) == p->value;
}

static bool new_slots(mkba_id_check *check, size_t slots)
{
    slot *old = check->slot;
    size_t count = check->slots;
    check->slot = calloc(slots, sizeof *check->slot);
    if (!check->slot) {
        check->slot = old;
        return false;
    }
    check->slots = slots;
    for (size_t i = 0; i < count; i++) {
        size_t at = old[i].hash >> 8 & (slots - 1);
        while (old[i].hash != 0 && check->slot[at].hash != 0) {
            at = (at + 1) & (slots - 1);
        }
        check->slot[at] = old[i].hash != 0 ? old[i] : check->slot[at];
    }
    free(old);
    return true;
}

/* How often a file with so many ids is halved to fit the filter. */
static unsigned halvings(size_t ids)
{
    size_t most = (size_t)MOST_WORDS * WORD_BITS / BITS_PER_ID;
    unsigned bits = 0;
    while (ids > most + most / 16 && bits < MOST_PARTS_BITS) {
        ids /= 2;
        bits++;
    }
    return bits;
}

static size_t words_for(size_t ids)
{
    size_t wanted = ids / (WORD_BITS / BITS_PER_ID) + 1;
    wanted = wanted < FEWEST_WORDS ? FEWEST_WORDS : wanted;
    return wanted < MOST_WORDS ? wanted : MOST_WORDS;
}

mkba_id_check *mkba_id_check_new(size_t ids, size_t suspects)
{
    mkba_id_check *check = calloc(1, sizeof *check);
    if (!check) {
        return NULL;
    }
    check->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    check->most = ids > 0 ? suspects : MKBA_ONCE_LINES;
    check->least_bits = check->turn.bits = halvings(ids);
    check->words = words_for(ids);
    check->word = ids > 0 ? calloc(check->words, sizeof *check->word) : NULL;
    if ((ids > 0 && !check->word) || !new_slots(check, ids > 0 ? FEWEST_SLOTS : ONCE_SLOTS)) {
        mkba_id_check_free(check);
        return NULL;
    }
    return check;
}

void mkba_id_check_free(mkba_id_check *check)
{
    if (check) {
        pthread_mutex_destroy(&check->lock);
        free(check->word);
        free(check->slot);
        free(check);
    }
}

/* ------------------------------------------------------------------ The filter */

static uint64_t *word_of(const mkba_id_check *check, uint64_t hash)
{
    return &check->word[((hash >> 32) * check->words) >> 32];
}

static uint64_t bits_of(uint64_t hash)
{
    uint64_t bits = 0;
    for (unsigned i = 0; i < FILTER_BITS; i++) {
        bits |= (uint64_t)1 << (hash >> (6 * i) & (WORD_BITS - 1));
    }
    return bits;
}

/* The slot of this id, or the empty one where it belongs. */
static slot *slot_of(const mkba_id_check *check, uint64_t hash)
{
    size_t at = hash >> 8 & (check->slots - 1);
    while (check->slot[at].hash != 0 && check->slot[at].hash != hash) {
        at = (at + 1) & (check->slots - 1);
    }
    return &check->slot[at];
}

/* The slot of this id, which is made where it is not there; NULL when there is no room. To be
 * called under the lock. */
static slot *keep(mkba_id_check *check, uint64_t hash)
{
    slot *s = slot_of(check, hash);
    if (s->hash == hash) {
        return s;
    }
    if (check->used == check->most) {
        check->full = true;
        return NULL;
    }
    if (5 * (check->used + 1) > 4 * check->slots) {
        if (!new_slots(check, 2 * check->slots)) {
            check->failed = true;
            return NULL;
        }
        s = slot_of(check, hash);
    }
    check->used++;
    s->hash = hash;
    return s;
}

static void pass_filter(mkba_id_check *check, uint64_t hash)
{
    uint64_t bits = bits_of(hash);
    uint64_t *word = word_of(check, hash);
    uint64_t before = __atomic_load_n(word, __ATOMIC_RELAXED);
    if ((before & bits) != bits) {
        before = __atomic_fetch_or(word, bits, __ATOMIC_RELAXED);
    }
    if ((before & bits) == bits) {
        pthread_mutex_lock(&check->lock);
        if (!check->full) {
            keep(check, hash);
        }
        pthread_mutex_unlock(&check->lock);
    }
}

/* No id has the hash of an empty slot. */
static uint64_t whole(uint64_t hash)
{
    return hash == 0 ? 1 : hash;
}

void mkba_id_check_flush(mkba_id_check *check, mkba_id_queue *queue)
{
    for (size_t i = 0; i < queue->count; i++) {
        pass_filter(check, queue->hash[i]);
    }
    queue->count = 0;
}

void mkba_id_check_filter(mkba_id_check *check, mkba_id_queue *queue, uint64_t hash)
{
    hash = whole(hash);
    if (!in_turn(check, hash)) {
        return;
    }
    __builtin_prefetch(word_of(check, hash), 1);
    queue->hash[queue->count++] = hash;
    if (queue->count == MKBA_ID_QUEUE) {
        mkba_id_check_flush(check, queue);
    }
}

/* ------------------------------------------------------------------ Exactly */

bool mkba_id_check_suspects(const mkba_id_check *check, uint64_t hash)
{
    return slot_of(check, whole(hash))->hash != 0;
}

bool mkba_id_check_hold(mkba_id_row *out, mkba_id_check *check, mkba_id_row row)
{
    row.hash = whole(row.hash);
    *out = row;
    pthread_mutex_lock(&check->lock);
    slot *s = keep(check, row.hash);
    bool repeats = s && s->line != 0;
    if (repeats && row.line < s->line) {
        out->line = s->line;
        out->area = s->area;
    }
    if (s && (s->line == 0 || row.line < s->line)) {
        s->line = row.line;
        s->area = row.area;
    }
    pthread_mutex_unlock(&check->lock);
    return repeats;
}

mkba_id_row mkba_id_check_first(const mkba_id_check *check, uint64_t hash)
{
    const slot *s = slot_of(check, whole(hash));
    return (mkba_id_row){.hash = hash, .area = s->area, .line = s->line};
}

/* ------------------------------------------------------------------ Turns */

static void clear(mkba_id_check *check)
{
    check->full = false;
    check->used = 0;
    memset(check->slot, 0, check->slots * sizeof *check->slot);
    memset(check->word, 0, check->words * sizeof *check->word);
}

bool mkba_id_check_settle(mkba_id_check *check)
{
    if (!check->full || check->turn.bits == MOST_PARTS_BITS) {
        return true;
    }
    check->turn.bits++; /* the half without the new bit */
    clear(check);
    return false;
}

bool mkba_id_check_has_suspects(const mkba_id_check *check)
{
    return check->used > 0;
}

/* Upwards while this was the second half, then the second half of what is left. */
bool mkba_id_check_next(mkba_id_check *check)
{
    part *p = &check->turn;
    while (p->bits > 0 && p->value >> (p->bits - 1) & 1) {
        p->value ^= 1u << --p->bits;
    }
    if (p->bits == 0) {
        return false;
    }
    p->value |= 1u << (p->bits - 1);
    p->bits = p->bits < check->least_bits ? check->least_bits : p->bits;
    clear(check);
    return true;
}

bool mkba_id_check_failed(const mkba_id_check *check)
{
    return check->failed;
}
