/* What all rooms lean on: faults, texts that are cut, UTF-8, words, maps, memory. */
#include "support.h"

#include "base/buffer.h"
#include "base/embedded.h"
#include "base/fingerprint.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/words.h"
#include "base/workers.h"
#include "input/date.h"

#include <stdio.h>
#include <stdlib.h>

/* ------------------------------------------------------------------ Faults */

/* Beyond those that are kept only the number is; what is said of the last one goes nowhere. */
static void faults_beyond_the_last(void **state)
{
    mkba_issues issues = {0}, all = {0};
    const double numbers[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const mkba_place place = {.file = "f", .line = 7, .column = 3, .column_name = "c"};
    (void)state;
    mkba_issue_at(&issues, place); /* of none */
    mkba_issue_numbers(&issues, 0, 1, numbers);
    assert_int_equal(issues.item[0].line, 0);
    for (unsigned i = 0; i < MKBA_MAX_ISSUES + 2; i++) {
        mkba_place here = {.line = i + 1};
        assert_int_equal(mkba_issue_add(&issues, MKBA_ERR_RANGE, here, "id", NULL),
                         MKBA_ERR_RANGE);
    }
    mkba_issue_at(&issues, place);
    mkba_issue_numbers(&issues, 0, 1, numbers);
    assert_int_equal(issues.total, MKBA_MAX_ISSUES + 2);
    assert_int_equal(mkba_issues_stored(&issues), MKBA_MAX_ISSUES);
    assert_int_equal(issues.item[MKBA_MAX_ISSUES - 1].line, MKBA_MAX_ISSUES);
    assert_near(issues.item[MKBA_MAX_ISSUES - 1].message.argument[0].number, 0, 0);
    mkba_issue_add(&all, MKBA_ERR_IO, place, "first", NULL);
    mkba_issue_numbers(&all, 4, 8, numbers); /* no more than there is place for */
    assert_near(all.item[0].message.argument[5].number, 2, 0);
    mkba_issue_at(&all, (mkba_place){.line = 9});
    assert_int_equal(all.item[0].line, 9);
    mkba_issues_repeat(&all, &issues);
    assert_int_equal(all.total, 1 + MKBA_MAX_ISSUES);
    assert_int_equal(all.item[1].line, 1);
}

static void faults_that_nobody_asks_for(void **state)
{
    mkba_issues issues = {.total = 1};
    const double number = 1;
    (void)state;
    assert_int_equal(mkba_issue_add(NULL, MKBA_ERR_IO, (mkba_place){0}, "id", NULL),
                     MKBA_ERR_IO);
    mkba_issue_at(NULL, (mkba_place){0});
    mkba_issue_numbers(NULL, 0, 1, &number);
    mkba_issues_repeat(NULL, &issues);
    assert_int_equal(issues.total, 1);
}

static void a_sentence_has_six_places(void **state)
{
    mkba_message message;
    (void)state;
    mkba_message_words(&message, "id", MKBA_WORDS("1", "2", "3", "4", "5", "6", "7"));
    assert_string_equal(message.argument[5].text, "6");
    mkba_message_fill(&message, "id", NULL, (double[]){8}, 1);
    assert_near(message.argument[0].number, 8, 0);
}

/* At the start of a character; what is no UTF-8 is cut somewhere. */
static void texts_are_cut_between_characters(void **state)
{
    static const struct {
        const char *text;
        size_t size;
        const char *want;
    } rows[] = {{"abc", 4, "abc"},
                {"abc", 3, "ab"},
                {"a\xC3\xA9"
                 "b",
                 3, "a"},
                {"a\xE2\x82\xAC", 4, "a"},
                {"a\xE2\x82\xAC", 5, "a\xE2\x82\xAC"},
                {"\x80\x80\x80\x80", 3, ""},
                {"", 1, ""},
                {NULL, 4, ""}};
    char out[8];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_text_copy(out, rows[i].size, rows[i].text);
        assert_string_equal(out, rows[i].want);
    }
}

/* ------------------------------------------------------------------ UTF-8 */

/* By the table of well-formed byte sequences (Unicode, table 3-7). */
static void knows_utf8(void **state)
{
    static const struct {
        const char *text;
        bool good;
    } rows[] = {{"", true},
                {"abcdefghijkl", true},
                {"\xC2\x80", true},
                {"\xDF\xBF", true},
                {"\xE0\xA0\x80", true},
                {"\xED\x9F\xBF", true},
                {"\xEE\x80\x80", true},
                {"\xEF\xBF\xBF", true},
                {"\xF0\x90\x80\x80", true},
                {"\xF4\x8F\xBF\xBF", true},
                {"\x80", false},
                {"\xC1\xBF", false},
                {"\xC3", false},
                {"\xC3(", false},
                {"\xE0\x9F\xBF", false},
                {"\xE2\x82", false},
                {"\xE2\x28\xA1", false},
                {"\xED\xA0\x80", false},
                {"\xED\xBF\xBF", false},
                {"\xF0\x8F\xBF\xBF", false},
                {"\xF4\x90\x80\x80", false},
                {"\xF5\x80\x80\x80", false},
                {"\xF8\x88\x80\x80\x80", false},
                {"\xFF", false},
                {"abcdefgh\xFF", false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(mkba_is_utf8(rows[i].text, strlen(rows[i].text)), rows[i].good);
    }
}

static void shows_what_is_no_text(void **state)
{
    mkba_buffer out = {0};
    char cut[8];
    (void)state;
    mkba_buffer_add_shown(&out, "a\xFF\xC3\xA9\xC3");
    assert_string_equal(out.text, "a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD");
    mkba_buffer_free(&out);
    mkba_text_copy_shown(cut, sizeof cut,
                         "ab\xFF"
                         "cdef");
    assert_string_equal(cut, "ab\xEF\xBF\xBD"
                             "cd");
}

/* ------------------------------------------------------------------ Words and maps */

static void takes_words_off_a_list(void **state)
{
    const char *list = "one two  fourteen";
    char word[6];
    (void)state;
    assert_true(mkba_words_next(word, sizeof word, &list));
    assert_string_equal(word, "one");
    assert_true(mkba_words_next(word, sizeof word, &list));
    assert_string_equal(word, "two");
    assert_true(mkba_words_next(word, sizeof word, &list));
    assert_string_equal(word, "");
    assert_true(mkba_words_next(word, sizeof word, &list));
    assert_string_equal(word, "fourt");
    assert_false(mkba_words_next(word, sizeof word, &list));
    assert_string_equal(word, "");
    assert_true(mkba_words_have("one two", "two"));
    assert_false(mkba_words_have("one two", "tw"));
    assert_false(mkba_words_have("one two", "ow"));
}

static void maps_find_what_was_put(void **state)
{
    enum { KEYS = 300000 }; /* so many that some share their hash of 32 bits */
    static char key[KEYS][16];
    mkba_map map = {.arena = mkba_arena_new()};
    (void)state;
    assert_int_equal(mkba_map_get(&map, "0"), MKBA_MAP_NONE);
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(key[i], sizeof key[i], "%zu", i * i);
        assert_true(mkba_map_put(&map, key[i], i));
    }
    assert_true(mkba_map_put(&map, "0", 7));
    assert_int_equal(map.count, KEYS);
    assert_int_equal(mkba_map_get(&map, "0"), 7);
    for (size_t i = 1; i < KEYS; i++) {
        assert_int_equal(mkba_map_get(&map, key[i]), i);
    }
    assert_int_equal(mkba_map_get_bytes(&map, "16x", 2), 4);
    assert_int_equal(mkba_map_get(&map, "2"), MKBA_MAP_NONE);
    assert_false(mkba_map_put(&map, "too large", (size_t)UINT32_MAX + 1));
    mkba_arena_free(map.arena);
}

/* ------------------------------------------------------------------ Memory */

/* More than there can be is refused, and what came before is known to have a hole. */
static void too_much_memory_is_refused(void **state)
{
    mkba_arena *arena = mkba_arena_new();
    mkba_buffer buffer = {0};
    (void)state;
    assert_non_null(mkba_arena_alloc(arena, 0, 0));
    assert_false(mkba_arena_failed(arena));
    assert_null(mkba_arena_alloc(arena, SIZE_MAX / 4, 8));
    assert_true(mkba_arena_failed(arena));
    assert_null(mkba_arena_alloc(arena, 1, 1));
    mkba_arena_free(arena);
    mkba_buffer_add(&buffer, "text");
    mkba_buffer_add_bytes(&buffer, "", SIZE_MAX / 2);
    assert_true(buffer.failed);
    mkba_buffer_add(&buffer, "more");
    assert_true(buffer.failed);
    mkba_buffer_free(&buffer);
}

/* The newest piece grows where it is, while there is room; any other is copied. */
static void arrays_grow(void **state)
{
    mkba_arena *arena = mkba_arena_new();
    size_t *item = NULL, *other = NULL, capacity = 0, others = 0;
    (void)state;
    for (size_t i = 0; i < 5000; i++) {
        item = mkba_arena_grow(arena, item, i, &capacity, sizeof *item);
        item[i] = i;
        if (i % 3 == 0) {
            other = mkba_arena_grow(arena, other, i / 3, &others, sizeof *other);
            other[i / 3] = i;
        }
    }
    for (size_t i = 0; i < 5000; i++) {
        assert_int_equal(item[i], i);
        assert_int_equal(other[i / 3], i / 3 * 3);
    }
    mkba_arena_free(arena);
}

/* What is added to a text that was lost is lost, and so is a text to which it is added. */
static void what_is_lost_stays_lost(void **state)
{
    mkba_buffer lost = {0}, other = {0}, none = {0};
    (void)state;
    mkba_buffer_lose(&lost);
    mkba_buffer_add(&lost, "more");
    mkba_buffer_reserve(&lost, 4 << 20);
    assert_false(mkba_buffer_is_whole(&lost));
    mkba_buffer_add(&other, "text");
    mkba_buffer_add_bytes(&other, mkba_buffer_text(&lost), lost.length);
    assert_false(mkba_buffer_is_whole(&other));
    mkba_buffer_free(&other);
    mkba_buffer_add(&other, "text");
    mkba_buffer_add(&other, mkba_buffer_text(&lost));
    assert_false(mkba_buffer_is_whole(&other));
    assert_string_equal(mkba_buffer_text(&none), "");
    assert_true(mkba_buffer_is_whole(&none));
    mkba_buffer_free(&lost);
    mkba_buffer_free(&other);
}

/* Room that is made beforehand, once and again, holds what was there. */
static void room_is_made_once(void **state)
{
    enum { MUCH = 5 << 20 };
    mkba_buffer buffer = {0};
    (void)state;
    mkba_buffer_reserve(&buffer, MUCH);
    size_t capacity = buffer.capacity;
    assert_true(capacity > MUCH);
    mkba_buffer_add(&buffer, "text");
    mkba_buffer_reserve(&buffer, MUCH - 100);
    assert_int_equal(buffer.capacity, capacity);
    mkba_buffer_reserve(&buffer, 3 * (size_t)MUCH);
    assert_true(buffer.capacity > 3 * (size_t)MUCH);
    assert_string_equal(buffer.text, "text");
    mkba_buffer_free(&buffer);
}

/* ------------------------------------------------------------------ Threads */

typedef struct {
    unsigned done[40];
    size_t last;
} tally;

static void count(void *context, size_t job, size_t worker)
{
    (void)worker;
    __atomic_add_fetch(&((tally *)context)->done[job], 1, __ATOMIC_SEQ_CST);
}

static bool until_ten(void *context, size_t jobs_done)
{
    ((tally *)context)->last = jobs_done;
    return jobs_done < 10;
}

static void every_job_is_done_once(void **state)
{
    (void)state;
    for (size_t workers = 1; workers <= MKBA_MOST_WORKERS; workers += 21) {
        tally t = {{0}, 0};
        assert_true(mkba_workers_run(workers, 40, count, NULL, &t));
        for (size_t i = 0; i < 40; i++) {
            assert_int_equal(t.done[i], 1);
        }
    }
    tally stopped = {{0}, 0};
    assert_false(mkba_workers_run(1, 40, count, until_ten, &stopped));
    assert_in_range(stopped.last, 10, 39);
    assert_int_equal(stopped.done[39], 0);
}

/* ------------------------------------------------------------------ Days */

/* By the calendar: 1900 and 2100 are no leap years, 2000 is. */
static void reads_days(void **state)
{
    static const struct {
        const char *text, *day;
    } rows[] = {{"2027-12-31", "2027-12-31"},
                {"31-12-2027", "2027-12-31"},
                {"1-2-2027", "2027-02-01"},
                {"2027-2-1", "2027-02-01"},
                {"2000-02-29", "2000-02-29"},
                {"2028-02-29", "2028-02-29"},
                {"29-02-2027", NULL},
                {"29-02-1900", NULL},
                {"29-02-2100", NULL},
                {"2027-02-30", NULL},
                {"2027-04-31", NULL},
                {"2027-00-01", NULL},
                {"2027-13-01", NULL},
                {"2027-01-00", NULL},
                {"00-01-2027", NULL},
                {"1899-12-31", NULL},
                {"2201-01-01", NULL},
                {"2027-1", NULL},
                {"2027", NULL},
                {"", NULL},
                {"27-01-01", NULL},
                {"2027-001-01", NULL},
                {"2027--01", NULL},
                {"2027-01-", NULL},
                {"-01-2027", NULL},
                {"2027-01-01-01", NULL},
                {"1 jan 2027", NULL},
                {"2027-ja-01", NULL},
                {"002-01-2027", NULL}};
    mkba_date date;
    char text[16];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool good = mkba_date_read(&date, rows[i].text);
        mkba_date_text(text, date);
        assert_int_equal(good, rows[i].day != NULL);
        assert_int_equal(mkba_date_is_none(date), rows[i].day == NULL);
        assert_string_equal(text, rows[i].day ? rows[i].day : "0000-00-00");
    }
}

static void months_back(void **state)
{
    static const struct {
        const char *from;
        unsigned months;
        const char *day;
    } rows[] = {{"2027-12-31", 1, "2027-11-30"},   {"2028-03-31", 1, "2028-02-29"},
                {"2027-03-31", 1, "2027-02-28"},   {"2027-01-15", 1, "2026-12-15"},
                {"2027-06-30", 120, "2017-06-30"}, {"2027-06-30", 0, "2027-06-30"}};
    mkba_date date;
    char text[16];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(mkba_date_read(&date, rows[i].from));
        mkba_date_text(text, mkba_date_less_months(date, rows[i].months));
        assert_string_equal(text, rows[i].day);
    }
}

static void what_is_not_inside(void **state)
{
    (void)state;
    assert_non_null(mkba_embedded_find("data/lines.csv"));
    assert_null(mkba_embedded_find("data/line.csv"));
}

/* The fingerprints are taken by sha256sum when the program is built, ours by libmd. */
static void files_inside_have_their_fingerprint(void **state)
{
    char own[MKBA_FINGERPRINT];
    size_t compared = 0;
    (void)state;
    for (size_t i = 0; i < mkba_embedded_count; i++) {
        const mkba_embedded_file *file = &mkba_embedded_files[i];
        assert_int_equal(strlen(file->fingerprint), MKBA_FINGERPRINT - 1);
        if (!file->place) { /* tables are packed */
            mkba_fingerprint(own, file->bytes, file->length);
            assert_string_equal(file->fingerprint, own);
            compared++;
        }
    }
    assert_true(compared >= 6); /* four scenarios, formulas, style sheet */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_beyond_the_last),
        cmocka_unit_test(faults_that_nobody_asks_for),
        cmocka_unit_test(a_sentence_has_six_places),
        cmocka_unit_test(texts_are_cut_between_characters),
        cmocka_unit_test(knows_utf8),
        cmocka_unit_test(shows_what_is_no_text),
        cmocka_unit_test(takes_words_off_a_list),
        cmocka_unit_test(maps_find_what_was_put),
        cmocka_unit_test(too_much_memory_is_refused),
        cmocka_unit_test(arrays_grow),
        cmocka_unit_test(what_is_lost_stays_lost),
        cmocka_unit_test(room_is_made_once),
        cmocka_unit_test(every_job_is_done_once),
        cmocka_unit_test(reads_days),
        cmocka_unit_test(months_back),
        cmocka_unit_test(what_is_not_inside),
        cmocka_unit_test(files_inside_have_their_fingerprint),
    };
    return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
