/* Every allocation fails once. Then the call says that there is no memory, or does without and
 * gives the same answer; nothing is lost, nothing is freed twice, and what was there before is
 * as good as it was. Allocations at one place (allocator.h) are one, unless asked otherwise.
 */
#include "allocator.h"
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static shared have;
static bool every; /* also those at one place */
static size_t tried, failed;

static void complain(const char *name, allocation_kind kind, size_t n, const char *what)
{
    printf("FAIL %s, %s %zu: %s\n", name,
           kind == FROM_ARENA ? "piece of an arena" : "allocation", n, what);
    failed++;
}

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static mkba_status run(job *j, const memory_case *c)
{
    *j = (job){.have = &have, .style = c->style, .file = c->file};
    return c->work(j);
}

static void fail_at(const memory_case *c, allocation_kind kind, size_t n, const char *want)
{
    job j;
    long before = allocator_in_use();
    allocator_start(kind, n);
    mkba_status status = run(&j, c);
    allocator_stop();
    if (status != MKBA_OK && status != MKBA_ERR_MEMORY) {
        char what[64];
        snprintf(what, sizeof what, "status %d, not that of memory", (int)status);
        complain(c->name, kind, n, what);
    }
    if (status != MKBA_OK && j.text) {
        complain(c->name, kind, n, "text in spite of an error");
    }
    if (status == MKBA_OK && !is_same(j.text, want)) {
        complain(c->name, kind, n, "no error, and another answer");
    }
    job_free(&j);
    if (allocator_in_use() != before && !allocator_is_mixed()) {
        complain(c->name, kind, n, "memory is lost");
    }
    tried++;
}

/* What the call says when nothing fails; the caller's. */
static char *answer(const memory_case *c)
{
    job j;
    mkba_status status = run(&j, c);
    char *text = j.text;
    j.text = NULL;
    if (status != MKBA_OK) {
        char *why = mkba_issue_text(&j.issues.item[0], MKBA_ENGLISH);
        fprintf(stderr, "%s: status %d: %s\n", c->name, (int)status, why ? why : "");
        exit(EXIT_FAILURE);
    }
    job_free(&j);
    return text;
}

static void fail_everywhere(const memory_case *c, allocation_kind kind)
{
    char *want = answer(c); /* what is made once (the C library's own) is made now */
    allocator_watch(kind, every);
    char *again = answer(c);
    size_t asked = allocator_stop();
    const size_t *number;
    size_t count = allocator_noted(&number);
    if (!is_same(want, again)) {
        complain(c->name, kind, 0, "not the same twice");
    }
    mkba_text_free(again);
    for (size_t i = 0; i < count; i++) {
        fail_at(c, kind, number[i], want);
    }
    again = answer(c);
    if (!is_same(want, again)) {
        complain(c->name, kind, 0, "not the same afterwards");
    }
    mkba_text_free(again);
    mkba_text_free(want);
    printf("%-28s %6zu of %7zu %s\n", c->name, count, asked,
           kind == FROM_ARENA ? "pieces of arenas" : "allocations");
}

/* usage: test_memory FOLDER [every] [CASE...] */
int main(int argc, char **argv)
{
    if (argc < 2) {
        return 2;
    }
    static char lines[BUFSIZ];
    setvbuf(stdout, lines, _IOLBF, sizeof lines); /* or the first line is memory in use */
    allocator_prepare();
    every = argc > 2 && strcmp(argv[2], "every") == 0;
    int first = 2 + every;
    mkba_status status = shared_open(&have, argv[1]);
    if (status != MKBA_OK) {
        fprintf(stderr, "the work cannot be prepared: status %d\n", (int)status);
        return EXIT_FAILURE;
    }
    for (size_t c = 0; c < memory_case_count; c++) {
        bool wanted = argc <= first;
        for (int i = first; i < argc; i++) {
            wanted = wanted || strcmp(argv[i], memory_cases[c].name) == 0;
        }
        if (wanted) {
            fail_everywhere(&memory_cases[c], FROM_SYSTEM);
            fail_everywhere(&memory_cases[c], FROM_ARENA);
        }
    }
    shared_free(&have);
    printf("%zu passed, %zu failed\n", tried - (failed < tried ? failed : tried), failed);
    return failed > 0 || tried == 0;
}
