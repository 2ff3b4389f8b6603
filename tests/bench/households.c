/* Writes a file of household records of the size of the country, the same for the same
 * arguments. usage: households ROWS [no-id]
 *
 * Areas are the 342 municipalities in turns of their own size, ids are numbers, and of ten
 * domains nine have a score. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 20261122;

/* splitmix64, in the public domain. */
static uint64_t draw(void)
{
    uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

static char score(void)
{
    static const char scores[] = "1223333444444455555555555555555555";
    return scores[draw() % (sizeof scores - 1)];
}

int main(int count, char **words)
{
    static const char *const domains[] = {
        "finances",         "work_education",     "daytime_activities",
        "housing",          "domestic_relations", "mental_health",
        "physical_health",  "substance_use",      "basic_adl",
        "instrumental_adl", "social_network",     "community_participation",
        "justice"};
    unsigned long rows = count > 1 ? strtoul(words[1], NULL, 10) : 0;
    int has_id = count < 3 || strcmp(words[2], "no-id") != 0;
    printf(has_id ? "area;id" : "area");
    for (size_t d = 0; d < 13; d++) {
        printf(";zrm_%s", domains[d]);
    }
    putchar('\n');
    for (unsigned long i = 0; i < rows; i++) {
        /* small municipalities are many: a square does it */
        uint64_t of = draw() % 342, other = draw() % 342;
        printf("GM%04u", (unsigned)(of < other ? of : other) + 1);
        if (has_id) {
            printf(";%lu",
                   10000000 + (i * 48271) % 89999999); /* a prime below: no number twice */
        }
        for (size_t d = 0; d < 13; d++) {
            putchar(';');
            if (draw() % 10 > 0) {
                putchar(score());
            }
        }
        putchar('\n');
    }
    return ferror(stdout) || fclose(stdout) != 0;
}
