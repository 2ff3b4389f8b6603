#include "input/nearest.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 100 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

/* Levenshtein's distance: how many letters to add, drop or change. */
static size_t distance(const char *a, const char *b)
{
    size_t row[MOST + 1];
    size_t n = strlen(b);
    if (n > MOST) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (size_t i = 0; a[i]; i++) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 1; j <= n; j++) {
            size_t above = row[j];
            row[j] = smallest(above + 1, row[j - 1] + 1, diagonal + (a[i] != b[j - 1]));
            diagonal = above;
        }
    }
    return row[n];
}

void mkba_nearest_start(mkba_nearest *nearest, const char *wanted)
{
    *nearest = (mkba_nearest){.wanted = wanted};
    for (size_t i = 0; i < 3; i++) {
        nearest->best[i].distance = SIZE_MAX;
    }
}

void mkba_nearest_offer(mkba_nearest *nearest, const char *plain, const char *name)
{
    size_t length = strlen(nearest->wanted);
    size_t d = distance(nearest->wanted, plain);
    if (length >= 3 && strstr(plain, nearest->wanted)) {
        d = 1; /* part of a longer name */
    }
    if (d > length / 3 + 1) {
        return;
    }
    for (size_t i = 0; i < 3; i++) {
        if (d < nearest->best[i].distance) {
            memmove(&nearest->best[i + 1], &nearest->best[i],
                    (2 - i) * sizeof nearest->best[0]);
            nearest->best[i].name = name;
            nearest->best[i].distance = d;
            return;
        }
    }
}

void mkba_nearest_finish(mkba_nearest *nearest)
{
    size_t length = 0;
    for (size_t i = 0; i < 3 && nearest->best[i].name; i++) {
        size_t left = sizeof nearest->text - length;
        snprintf(nearest->text + length, left, "%s%s", i ? ", " : "", nearest->best[i].name);
        length += strlen(nearest->text + length);
    }
}
