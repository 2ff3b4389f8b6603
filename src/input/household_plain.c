#include "input/household_parts.h"

#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* What one digit counts for, all three in one number: domains at 1 or 2, at 3, with a score.
 * Of what is no score nothing. */
enum { MILD = 8, SCORED = 16, ALL_BITS = 0xFF };
static const unsigned weight[256] = {
    ['1'] = 1u | 1u << SCORED, ['2'] = 1u | 1u << SCORED, ['3'] = 1u << MILD | 1u << SCORED,
    ['4'] = 1u << SCORED,      ['5'] = 1u << SCORED,
};

/* Scores of one digit, or none, each closed by a separator: without a branch per cell, because
 * nobody can guess which are blank. NULL: they are something else. */
static const char *plain_scores(const char *text, size_t count, char separator, unsigned *sum)
{
    unsigned filled = 0, wrong = 0, all = 0;
    for (; count > 0; count--) {
        unsigned blank = text[0] == separator;
        wrong |= !(blank | (text[1] == separator));
        all += weight[(unsigned char)text[0]];
        filled += 1 - blank;
        text += 2 - blank;
    }
    *sum += all;
    return wrong || all >> SCORED != filled ? NULL : text;
}

#ifdef __SSE2__
/* Which of 32 bytes are this one, a bit each. */
static uint32_t bytes_like(const __m128i half[2], char c)
{
    __m128i like = _mm_set1_epi8(c);
    uint32_t low = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(half[0], like));
    uint32_t high = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(half[1], like));
    return low | high << 16;
}

static unsigned bits_in(uint32_t mask)
{
    mask -= mask >> 1 & 0x55555555;
    mask = (mask & 0x33333333) + (mask >> 2 & 0x33333333);
    return ((mask + (mask >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24;
}

/* The scores of which a line ends with `count`, all at once. NULL: they are something else, or
 * longer than what fits here. */
static const char *plain_end(const char *text, size_t count, char separator, unsigned *sum)
{
    __m128i half[2] = {_mm_loadu_si128((const __m128i *)(const void *)text),
                       _mm_loadu_si128((const __m128i *)(const void *)(text + 16))};
    uint32_t ends = bytes_like(half, '\n');
    if (ends == 0) {
        return NULL;
    }
    unsigned length = (unsigned)__builtin_ctz(ends);
    const char *next = text + length + 1;
    length -= length > 0 && text[length - 1] == '\r';
    uint32_t line = ((uint32_t)1 << length) - 1;
    uint32_t separators = bytes_like(half, separator) & line;
    uint32_t acute = (bytes_like(half, '1') | bytes_like(half, '2')) & line;
    uint32_t mild = bytes_like(half, '3') & line;
    uint32_t all = (acute | mild | bytes_like(half, '4') | bytes_like(half, '5')) & line;
    if ((separators | all) != line || (all & all << 1) != 0 ||
        bits_in(separators) != count - 1) {
        return NULL;
    }
    *sum += bits_in(acute) | bits_in(mild) << MILD | bits_in(all) << SCORED;
    return next;
}
#else
static const char *plain_end(const char *text, size_t count, char separator, unsigned *sum)
{
    (void)text, (void)count, (void)separator, (void)sum;
    return NULL; /* one by one, then */
}
#endif

static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

/* Neither blank nor with blanks around it. */
static bool is_plain_text(const char *text, size_t length)
{
    return length > 0 && is_plain(text[0]) && is_plain(text[length - 1]) &&
           (length > 2 || !mkba_household_is_blank(text, length));
}

/* Text without blanks around it: its length, or 0 when it is something else. */
static size_t plain_text(const char *text, char stop)
{
    size_t n = 0;
    while (text[n] != stop && text[n] != '\n') {
        n++;
    }
    return text[n] == stop && is_plain_text(text, n) ? n : 0;
}

/* A cell that is not read. NULL: the line ends in it. */
static const char *skip_cells(const char *text, size_t count, char separator)
{
    for (; count > 0; count--) {
        while (*text != separator) {
            if (*text++ == '\n') {
                return NULL;
            }
        }
        text++;
    }
    return text;
}

static const char *keep_text(mkba_household_row *row, mkba_household_role role,
                             const char *text, size_t length)
{
    if (role == MKBA_HOUSEHOLD_AREA) {
        row->area = text;
        row->area_length = length;
    } else {
        row->id = text;
        row->id_length = length;
    }
    return length > 0 ? text + length + 1 : NULL;
}

/* The last cell of a line, which ends with \n or \r\n. */
static const char *plain_last(mkba_household_row *row, mkba_household_role role,
                              char separator, const char *text, unsigned *sum)
{
    size_t n = 0;
    while (text[n] != '\n' && text[n] != separator) {
        n++;
    }
    if (text[n] == separator) {
        return NULL;
    }
    const char *next = text + n + 1;
    n -= n > 0 && text[n - 1] == '\r';
    if (role == MKBA_HOUSEHOLD_SCORE) {
        unsigned all = n == 1 ? weight[(unsigned char)text[0]] : 0;
        *sum += all;
        return n == 0 || all > 0 ? next : NULL;
    }
    if (role == MKBA_HOUSEHOLD_OTHER) {
        return next;
    }
    return is_plain_text(text, n) && keep_text(row, role, text, n) ? next : NULL;
}

/* Cells with others of their kind behind them, each closed by a separator. */
static const char *plain_cells(mkba_household_row *row, mkba_household_run run, char separator,
                               const char *text, unsigned *sum)
{
    if (run.role == MKBA_HOUSEHOLD_SCORE) {
        return plain_scores(text, run.count, separator, sum);
    }
    if (run.role == MKBA_HOUSEHOLD_OTHER) {
        return skip_cells(text, run.count, separator);
    }
    return keep_text(row, run.role, text, plain_text(text, separator));
}

/* The cells up to the end of the line. */
static const char *plain_rest(mkba_household_row *row, mkba_household_run run, char separator,
                              const char *text, unsigned *sum)
{
    if (run.role == MKBA_HOUSEHOLD_REST) {
        return (const char *)rawmemchr(text, '\n') + 1;
    }
    const char *next =
        run.role == MKBA_HOUSEHOLD_SCORE ? plain_end(text, run.count, separator, sum) : NULL;
    if (next) {
        return next;
    }
    run.count--;
    text = run.count > 0 ? plain_cells(row, run, separator, text, sum) : text;
    return text ? plain_last(row, run.role, separator, text, sum) : NULL;
}

const char *mkba_household_plain_row(mkba_household_row *row,
                                     const mkba_household_columns *columns, const char *text)
{
    unsigned sum = 0;
    size_t last = columns->runs - 1;
    for (size_t i = 0; i < last && text; i++) {
        text = plain_cells(row, columns->run[i], columns->separator, text, &sum);
    }
    if (text) {
        text = plain_rest(row, columns->run[last], columns->separator, text, &sum);
    }
    row->acute = sum & ALL_BITS;
    row->mild = sum >> MILD & ALL_BITS;
    row->scored = sum >> SCORED;
    return text;
}
