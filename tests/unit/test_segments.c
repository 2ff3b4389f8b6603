/* Household records: where blocks end makes no difference, nor how many threads there are. */
#include "support.h"

#include "base/buffer.h"
#include "input/id_check.h"
#include "input/segments.h"
#include "input/survey.h"
#include "report/segments.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static mkba_data *numbers(void)
{
    mkba_data *data;
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    return data;
}

/* Runs on a file with this text; returns what is written, or NULL. */
static char *run(const mkba_data *data, const char *text, mkba_segment_setup setup,
                 mkba_issues *issues)
{
    char path[] = "/tmp/mkba-segments-XXXXXX";
    int file = mkstemp(path);
    mkba_segments *segments;
    mkba_buffer out = {0};
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    mkba_status status = mkba_segments_read(&segments, data, path, &setup, issues);
    remove(path);
    if (status == MKBA_OK) {
        mkba_write_segments_csv(&out, segments, 0);
    }
    mkba_segments_free(segments);
    return out.text;
}

/* Four lines of names and rows with all there is: quotes with line ends in them, \r\n, blank
 * lines, blanks, decimals, and no line end at the end. Worked out by hand below. */
static const char mixed[] = "area;note;zrm_housing;zrm_justice;zrm_finances;id\n"
                            "N;;1;2;1;a\n"
                            "\"Z;1\";\"x\ny\n\nz\";5;5;3;b\r\n"
                            "\n"
                            "N;\"a \"\"word\"\"\";3;3;3;c\n"
                            ";;;;;\n"
                            " N ; ;4,0;5.0;  4;d\n"
                            "Z2;;;;;e\r\n"
                            "\"N\";;2;;;f\n"
                            "Z2;;5;5;2;g";
static const char mixed_counts[] = "code;households;heavy_households;vulnerable_households\n"
                                   "N;4;1;2\n"
                                   "\"Z;1\";1;0;0\n"
                                   "Z2;2;0;1\n";

static void blocks_end_anywhere(void **state)
{
    mkba_data *data = numbers();
    (void)state;
    for (size_t block = 54; block < 200; block++) {
        for (unsigned threads = 1; threads <= 3; threads++) {
            mkba_segment_setup setup = {
                .block = block, .suspects = 2, .options.threads = threads};
            char *text = run(data, mixed, setup, NULL);
            assert_string_equal(text, mixed_counts);
            free(text);
        }
    }
    mkba_data_free(data);
}

static void old_line_ends(void **state)
{
    mkba_data *data = numbers();
    char text[sizeof mixed];
    (void)state;
    for (size_t i = 0; i < sizeof mixed; i++) {
        text[i] = mixed[i] == '\n' ? '\r' : mixed[i];
    }
    for (size_t block = 54; block < 200; block++) {
        char *out = run(data, text, (mkba_segment_setup){.block = block, .suspects = 2}, NULL);
        assert_string_equal(out, mixed_counts);
        free(out);
    }
    mkba_data_free(data);
}

static void a_line_has_an_end(void **state)
{
    mkba_data *data = numbers();
    mkba_issues issues = {0};
    (void)state;
    static const char text[] =
        "area;zrm_housing\nA;1\nB;\"22222222222222222222222222222222222\n";
    assert_null(run(data, text, (mkba_segment_setup){.block = 32, .suspects = 2}, &issues));
    assert_int_equal(issues.item[0].line, 3);
    assert_string_equal(issues.item[0].message.id, "table.row_too_long");
    mkba_data_free(data);
}

/* Ids 0 to 999, and some of them again. With room for three suspects they are split many
 * times. */
static void repeated_ids(void **state)
{
    mkba_data *data = numbers();
    mkba_buffer text = {0};
    (void)state;
    mkba_buffer_add(&text, "id;area;zrm_housing\n");
    for (long i = 0; i < 1300; i++) {
        mkba_buffer_add_int(&text, i < 1000 ? i : (i - 1000) * 3);
        mkba_buffer_add(&text, i % 2 ? ";A;1\n" : ";B;1\n");
    }
    for (unsigned threads = 1; threads <= 2; threads++) {
        mkba_issues issues = {0};
        mkba_segment_setup setup = {.block = 256, .suspects = 3, .options.threads = threads};
        assert_null(run(data, text.text, setup, &issues));
        assert_int_equal(issues.total, 300);
        for (unsigned i = 0; i < MKBA_MAX_ISSUES; i++) {
            char earlier[16];
            snprintf(earlier, sizeof earlier, "%u", 2 + 3 * i);
            assert_int_equal(issues.item[i].line, 1002 + i);
            assert_string_equal(issues.item[i].message.argument[0].text, earlier);
            assert_string_equal(issues.item[i].message.id, "household.id_twice");
        }
    }
    mkba_buffer_free(&text);
    mkba_data_free(data);
}

/* A filter that misses none: every second id comes twice. */
static void the_filter_misses_none(void **state)
{
    enum { IDS = 40000 };
    mkba_id_check *check = mkba_id_check_new(IDS, IDS);
    mkba_id_queue queue = {.count = 0};
    size_t suspects = 0;
    (void)state;
    assert_non_null(check);
    for (uint64_t turn = 0; turn < 2; turn++) {
        for (uint64_t i = turn; i < IDS; i += turn + 1) {
            char text[16] = {0};
            memcpy(text, &i, sizeof i);
            mkba_id_check_filter(check, &queue, mkba_bytes_hash(text, sizeof i));
        }
    }
    mkba_id_check_flush(check, &queue);
    for (uint64_t i = 0; i < IDS; i++) {
        char text[16] = {0};
        memcpy(text, &i, sizeof i);
        bool suspect = mkba_id_check_suspects(check, mkba_bytes_hash(text, sizeof i));
        assert_true(suspect || i % 2 == 0);
        suspects += suspect;
    }
    /* The theory of filters: with 8 bits and 4 of them per id about 1 in 50 at the end. */
    assert_in_range(suspects, IDS / 2, IDS / 2 + IDS / 2 / 20);
    mkba_id_check_free(check);
}

/* Whichever row comes by first, the one that stands first in the file is no repeat. */
static void the_first_line_is_kept(void **state)
{
    mkba_id_check *check = mkba_id_check_new(10, 2);
    mkba_id_row repeat;
    (void)state;
    assert_false(
        mkba_id_check_hold(&repeat, check, (mkba_id_row){.hash = 0, .area = 1, .line = 7}));
    assert_true(
        mkba_id_check_hold(&repeat, check, (mkba_id_row){.hash = 0, .area = 2, .line = 9}));
    assert_int_equal(repeat.line, 9);
    assert_true(
        mkba_id_check_hold(&repeat, check, (mkba_id_row){.hash = 0, .area = 3, .line = 5}));
    assert_int_equal(repeat.line, 7);
    assert_int_equal(repeat.area, 1);
    assert_int_equal(mkba_id_check_first(check, 0).line, 5);
    assert_int_equal(mkba_id_check_first(check, 0).area, 3);
    assert_true(mkba_id_check_suspects(check, 0));
    /* there is room for two */
    assert_false(mkba_id_check_hold(&repeat, check, (mkba_id_row){.hash = 77, .line = 1}));
    assert_false(mkba_id_check_hold(&repeat, check, (mkba_id_row){.hash = 78, .line = 2}));
    assert_false(mkba_id_check_hold(&repeat, check, (mkba_id_row){.hash = 78, .line = 3}));
    assert_false(mkba_id_check_failed(check));
    mkba_id_check_free(check);
}

/* 200 million ids are halved five times to fit a filter for 8.4 million: 32 turns. */
static void many_ids_take_turns(void **state)
{
    mkba_id_check *check = mkba_id_check_new(200000000, 10);
    size_t turns = 1;
    (void)state;
    assert_non_null(check);
    while (mkba_id_check_settle(check) && mkba_id_check_next(check)) {
        turns++;
    }
    assert_int_equal(turns, 32);
    mkba_id_check_free(check);
}

static void counts_what_stands_there(void **state)
{
    static const char pattern[] = "a\nb\r\nc\rd\n\n\r\re";
    char text[1024];
    (void)state;
    for (size_t length = 0; length < 600; length++) {
        mkba_survey want = {0};
        for (size_t i = 0; i <= length; i++) {
            text[i] = pattern[i % (sizeof pattern - 1)];
        }
        for (size_t i = 0; i < length; i++) {
            want.newlines += text[i] == '\n';
            want.returns += text[i] == '\r';
            want.pairs += text[i] == '\r' && text[i + 1] == '\n';
        }
        mkba_survey got = mkba_survey_of(text, length);
        assert_int_equal(got.newlines, want.newlines);
        assert_int_equal(got.returns, want.returns);
        assert_int_equal(got.pairs, want.pairs);
        assert_false(got.has_quotes || got.has_nul);
    }
    static char much[10000]; /* more than is counted at once */
    memset(much, 'x', sizeof much);
    much[3] = '"';
    much[40] = '\0';
    much[9990] = '\n';
    mkba_survey all = mkba_survey_of(much, sizeof much - 1);
    assert_true(all.has_quotes && all.has_nul);
    assert_int_equal(all.newlines, 1);
    text[321] = '"';
    text[17] = '\0';
    assert_true(mkba_survey_of(text, 322).has_quotes);
    assert_false(mkba_survey_of(text, 321).has_quotes);
    assert_true(mkba_survey_of(text, 18).has_nul);
    assert_false(mkba_survey_of(text, 17).has_nul);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_end_anywhere),    cmocka_unit_test(old_line_ends),
        cmocka_unit_test(a_line_has_an_end),      cmocka_unit_test(repeated_ids),
        cmocka_unit_test(the_filter_misses_none), cmocka_unit_test(the_first_line_is_kept),
        cmocka_unit_test(many_ids_take_turns),    cmocka_unit_test(counts_what_stands_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
