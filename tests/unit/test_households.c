/* Cells and rows of household records: what they count for, and where a fault in them is,
 * however the row is written and wherever blocks end. */
#include "support.h"

#include "base/buffer.h"
#include "input/segments.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static mkba_data *data;
static char path[] = "/tmp/mkba-households-XXXXXX";

/* One domain at 1 or 2 is heavy, one at 3 is vulnerable. */
static int open_data(void **state)
{
    static const char *const settings[] = {"zrm_heavy_domains=1", "zrm_vulnerable_domains=1"};
    mkba_overrides overrides = {.settings = settings, .n_settings = 2};
    int file = mkstemp(path);
    (void)state;
    return file < 0 || close(file) != 0 || mkba_data_open(&data, NULL, NULL) != MKBA_OK ||
           mkba_data_override(data, &overrides, NULL) != MKBA_OK;
}

static int close_data(void **state)
{
    (void)state;
    mkba_data_free(data);
    return remove(path);
}

static mkba_status run(mkba_segments **out, const char *text, size_t length,
                       mkba_segment_setup setup, mkba_issues *issues)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
    setup.block = setup.block ? setup.block : 4096;
    setup.suspects = setup.suspects ? setup.suspects : 100;
    return mkba_segments_read(out, data, path, &setup, issues);
}

/* ------------------------------------------------------------------ Cells */

/* Where a cell can stand among others: {} is its place. */
static const struct {
    const char *names, *row;
    unsigned column;
} score_places[] = {
    {"area;zrm_housing", "A;{}", 2},
    {"zrm_housing;area", "{};A", 1},
    {"area;zrm_housing;zrm_justice;zrm_finances", "A;;{};", 3},
    {"area;zrm_housing;zrm_justice;zrm_finances", "A;;;{}", 4},
    {"zrm_housing;zrm_justice;area;note", "{};;A;x", 1},
    {"zrm_housing;note;area;id", ";x;A;1", 0}, /* not there */
    {"area;note;zrm_housing", "A;;{}", 3},
    {"note;zrm_housing;other;area", ";{};y;A", 2},
};

/* By docs/segment.md; score 0 is a blank, -1 is none. */
static const struct {
    const char *text;
    int score;
} scores[] = {{"1", 1},
              {"2", 2},
              {"3", 3},
              {"4", 4},
              {"5", 5},
              {"", 0},
              {".", 0},
              {"NA", 0},
              {"na", 0},
              {" ", 0},
              {" 2 ", 2},
              {"3,0", 3},
              {"4.00", 4},
              {"02", 2},
              {"003", 3},
              {"\t5", 5},
              {"0", -1},
              {"6", -1},
              {"9", -1},
              {"10", -1},
              {"2,5", -1},
              {"3.", -1},
              {"3,", -1},
              {"-1", -1},
              {"x", -1},
              {"0x", -1},
              {"N", -1},
              {"1 2", -1},
              {"00", -1},
              {"3,01", -1},
              {"\xC2\xA0"
               "3\xC2\xA0",
               3},
              {"\xC2\xA0", 0},
              {"\xC2", -1},
              {"\xC3\xA9", -1},
              {"12", -1},
              {"55", -1},
              {"1.0.0", -1},
              {"..", -1},
              {"2:0", -1},
              {"3333333333333333333333333333333333", -1}};

/* The row with the cell in its place; quoted or not; with this line end. */
static void write_case(mkba_buffer *out, const char *names, const char *row, const char *cell,
                       bool quoted, const char *end)
{
    const char *place = strstr(row, "{}");
    mkba_buffer_add(out, names);
    mkba_buffer_add(out, end);
    mkba_buffer_add_bytes(out, row, place ? (size_t)(place - row) : strlen(row));
    mkba_buffer_add(out, place && quoted ? "\"" : "");
    mkba_buffer_add(out, place ? cell : "");
    mkba_buffer_add(out, place && quoted ? "\"" : "");
    mkba_buffer_add(out, place ? place + 2 : "");
    mkba_buffer_add(out, end);
}

static void check_score(size_t p, size_t s, bool quoted, const char *end)
{
    mkba_buffer text = {0};
    mkba_segments *segments;
    mkba_issues issues = {0};
    unsigned column = score_places[p].column;
    int score = column > 0 ? scores[s].score : 0;
    write_case(&text, score_places[p].names, score_places[p].row, scores[s].text, quoted, end);
    mkba_status status =
        run(&segments, text.text, text.length, (mkba_segment_setup){0}, &issues);
    if (status != (score < 0 ? MKBA_ERR_RANGE : MKBA_OK)) {
        print_error("%s: status %d\n", text.text, (int)status);
        fail();
    }
    if (score < 0) {
        assert_int_equal(issues.total, 1);
        assert_string_equal(issues.item[0].message.id, "household.score");
        assert_int_equal(issues.item[0].line, 2);
        assert_int_equal(issues.item[0].column, column);
    } else {
        assert_string_equal(mkba_segments_code(segments, 0), "A");
        assert_int_equal(mkba_segments_count(segments, 0, MKBA_COUNT_HOUSEHOLDS), 1);
        assert_int_equal(mkba_segments_count(segments, 0, MKBA_COUNT_HEAVY),
                         score == 1 || score == 2);
        assert_int_equal(mkba_segments_count(segments, 0, MKBA_COUNT_VULNERABLE), score == 3);
    }
    mkba_segments_free(segments);
    mkba_buffer_free(&text);
}

static void scores_in_every_place(void **state)
{
    (void)state;
    for (size_t p = 0; p < sizeof score_places / sizeof *score_places; p++) {
        for (size_t s = 0; s < sizeof scores / sizeof *scores; s++) {
            check_score(p, s, false, "\n");
            check_score(p, s, false, "\r\n");
            check_score(p, s, true, "\n");
            check_score(p, s, true, "\r");
        }
    }
}

static void areas_in_every_place(void **state)
{
    static const struct {
        const char *names, *row;
        unsigned column;
    } places[] = {{"area;zrm_housing", "{};1", 1},
                  {"zrm_housing;area", "1;{}", 2},
                  {"zrm_housing;area;note", "1;{};x", 2},
                  {"id;area;zrm_housing;note", "1;{};1;", 2},
                  {"zrm_housing;note;area", "1;;{}", 3}};
    static const struct {
        const char *text, *code, *fault;
    } areas[] = {{"A", "A", NULL},
                 {" A ", "A", NULL},
                 {"A ", "A", NULL},
                 {"A\xC2\xA0", "A", NULL},
                 {"AB", "AB", NULL},
                 {"NAB", "NAB", NULL},
                 {"wijk 12", "wijk 12", NULL},
                 {"\xC2\xA0"
                  "A",
                  "A", NULL},
                 {"\xC3\xA9", "\xC3\xA9", NULL},
                 {"\xE9", "\xC3\xA9", NULL}, /* Windows-1252 */
                 {"", NULL, "household.area_blank"},
                 {"  ", NULL, "household.area_blank"},
                 {".", NULL, "household.area_blank"},
                 {"NA", NULL, "household.area_blank"}};
    (void)state;
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        for (size_t a = 0; a < sizeof areas / sizeof *areas; a++) {
            for (unsigned quoted = 0; quoted < 2; quoted++) {
                mkba_buffer text = {0};
                mkba_segments *segments;
                mkba_issues issues = {0};
                write_case(&text, places[p].names, places[p].row, areas[a].text, quoted, "\n");
                mkba_status status =
                    run(&segments, text.text, text.length, (mkba_segment_setup){0}, &issues);
                if (areas[a].fault) {
                    assert_int_equal(status, MKBA_ERR_MISSING);
                    assert_string_equal(issues.item[0].message.id, areas[a].fault);
                    assert_int_equal(issues.item[0].line, 2);
                    assert_int_equal(issues.item[0].column, places[p].column);
                } else {
                    assert_int_equal(status, MKBA_OK);
                    assert_string_equal(mkba_segments_code(segments, 0), areas[a].code);
                }
                mkba_segments_free(segments);
                mkba_buffer_free(&text);
            }
        }
    }
}

/* ------------------------------------------------------------------ Files */

/* What each file gives: the households and the heavy ones of all areas, or its faults: line,
 * column and name of each. Blocks end anywhere. */
typedef struct {
    const char *text;
    size_t length;
    unsigned long long households, heavy;
    struct {
        unsigned line, column;
        const char *id;
    } fault[4];
} file_case;

#define TEXT(text) text, sizeof(text) - 1

static const file_case files[] = {
    {TEXT("sep=;\narea;zrm_housing\nA;1\nB;5\n"), 2, 1, {{0, 0, NULL}}},
    {TEXT("sep=,\r\narea,zrm_housing\r\nA,1\r\nA,2\r\n"), 2, 2, {{0, 0, NULL}}},
    {TEXT("sep=|\rarea|zrm_housing\rA|1\rA|5"), 2, 1, {{0, 0, NULL}}},
    {TEXT("\n\r\n\narea;zrm_housing\nA;1\n"), 1, 1, {{0, 0, NULL}}},
    {TEXT("\"area\";\"zrm_housing\"\n\"A\";\"1\"\n"), 1, 1, {{0, 0, NULL}}},
    {TEXT("\"the\narea\";area;zrm_housing\nx;A;1\n"), 1, 1, {{0, 0, NULL}}},
    {TEXT("area;zrm_housing\nA;1;\nA;1;;  ;\n"), 2, 2, {{0, 0, NULL}}},
    {TEXT("area;zrm_housing\n;\n ; \n\nA;1\n\xC2\xA0;\n"), 1, 1, {{0, 0, NULL}}},
    {TEXT("area;zrm_housing\nA;1"), 1, 1, {{0, 0, NULL}}},
    {TEXT("area;zrm_housing\nA;1\nA\nA;2;3\n\"A\";1;;4\n"),
     0,
     0,
     {{3, 0, "table.short_row"}, {4, 0, "table.long_row"}, {5, 0, "table.long_row"}}},
    {TEXT("area;note;zrm_housing\nA;\nA\nA;x;1;2\nA;y;3\n"),
     0,
     0,
     {{2, 0, "table.short_row"}, {3, 0, "table.short_row"}, {4, 0, "table.long_row"}}},
    {TEXT("area;zrm_housing\nA;6\nB;7\n\"A\";\"1\"x\nC;8\nD;9\n"),
     0,
     0,
     {{2, 2, "household.score"}, {3, 2, "household.score"}, {4, 0, "table.quotes"}}},
    {TEXT("area;zrm_housing\nA;6\nA;\"1\nC;8\nD;9\n"),
     0,
     0,
     {{2, 2, "household.score"}, {3, 0, "table.open_quote"}}},
    {TEXT("area;zrm_housing\r\nA;1\r\nA;1\r\nA;1\r\nA;1\r\nA;1\r\nA;1\r\nA;1\r\nA;1\r\nA;"
          "5\r\nA;5\r\nA;5\r\n"
          "A;5\r\nA;5\r\nA;5\r\nA;5\r\nA;5\r\nA;5\r\nA;5\r\nA;5\r\nA;5\r\nA;5\r\nA;5\r\nA;"
          "5\r\n"),
     23,
     8,
     {{0, 0, NULL}}},
    {TEXT("area;zrm_housing\n"), 0, 0, {{0, 0, "household.no_rows"}}},
    {TEXT("area;zrm_housing"), 0, 0, {{0, 0, "household.no_rows"}}},
    {TEXT("area;zrm_housing\nA;1\0\n"), 0, 0, {{0, 0, "file.binary"}}},
    {TEXT("area;zrm_hous\0ing\nA;1\n"), 0, 0, {{0, 0, "file.binary"}}},
    {TEXT("area;note\nA;1\n"), 0, 0, {{1, 0, "household.no_scores"}}},
    {TEXT("zrm_;zrm_house\nA;1\n"),
     0,
     0,
     {{1, 0, "household.no_area"}, {1, 0, "household.no_scores"}}},
    {TEXT("sep=;\nzrm_housing;note\n1;1\n"), 0, 0, {{0, 0, "household.no_area"}}},
    {TEXT("area;zrm_housing;zrm_wonen;zrm_huisvesting\nA;1;1;1\n"),
     0,
     0,
     {{1, 4, "household.column_twice"}}},
    {TEXT(""), 0, 0, {{0, 0, "table.empty"}}},
    {TEXT("\n\n"), 0, 0, {{0, 0, "table.empty"}}},
};

static void check_file(const file_case *want, mkba_segment_setup setup)
{
    mkba_segments *segments;
    mkba_issues issues = {0};
    mkba_status status = run(&segments, want->text, want->length, setup, &issues);
    size_t faults = 0;
    while (faults < 4 && want->fault[faults].id) {
        faults++;
    }
    if ((status == MKBA_OK) != (faults == 0) || issues.total != faults) {
        print_error("%s: status %d, %zu faults, blocks of %zu\n", want->text, (int)status,
                    issues.total, setup.block);
        fail();
    }
    for (size_t i = 0; i < faults; i++) {
        assert_string_equal(issues.item[i].message.id, want->fault[i].id);
        assert_int_equal(issues.item[i].line, want->fault[i].line);
        assert_int_equal(issues.item[i].column, want->fault[i].column);
    }
    if (faults == 0) {
        unsigned long long households = 0, heavy = 0;
        for (size_t a = 0; a < mkba_segments_areas(segments); a++) {
            households += mkba_segments_count(segments, a, MKBA_COUNT_HOUSEHOLDS);
            heavy += mkba_segments_count(segments, a, MKBA_COUNT_HEAVY);
        }
        assert_int_equal(households, want->households);
        assert_int_equal(heavy, want->heavy);
    }
    mkba_segments_free(segments);
}

/* In blocks of several sizes, so that rows break off everywhere, by up to so many threads. */
static void check_in_blocks(const file_case *file, size_t from, size_t to, unsigned most)
{
    for (size_t block = from; block < to; block += 3) {
        for (unsigned threads = 1; threads <= most; threads++) {
            check_file(file, (mkba_segment_setup){.block = block, .options.threads = threads});
        }
    }
}

static void files_give_counts_or_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        check_in_blocks(&files[i], 64, 80, 3);
    }
}

/* The names must fit in a block too. */
static void a_head_has_an_end(void **state)
{
    static const char text[] = "area;zrm_housing;a note with a long name\nA;1;\n";
    static const file_case too_long = {
        TEXT("area;zrm_housing;a note with a long name\nA;1;\n"),
        0,
        0,
        {{1, 0, "table.row_too_long"}}};
    (void)state;
    for (size_t block = 20; block < sizeof text - 5; block++) {
        check_file(&too_long, (mkba_segment_setup){.block = block});
    }
}

/* Faults before a quote that is never closed are told, those behind it are not: nobody knows
 * what they are. 300 rows, a score of 9 in every tenth, and the quote in row 155. */
static void nothing_is_told_behind_an_open_quote(void **state)
{
    mkba_buffer text = {0};
    (void)state;
    mkba_buffer_add(&text, "area;zrm_housing\n");
    for (unsigned row = 1; row <= 300; row++) {
        mkba_buffer_add(&text, row == 155 ? "A;\"1\"1\n" : row % 10 == 0 ? "A;9\n" : "A;1\n");
    }
    for (size_t block = 64; block < 200; block += 17) {
        for (unsigned threads = 1; threads <= 4; threads++) {
            mkba_segments *segments;
            mkba_issues issues = {0};
            mkba_segment_setup setup = {.block = block, .options.threads = threads};
            assert_int_equal(run(&segments, text.text, text.length, setup, &issues),
                             MKBA_ERR_RANGE);
            assert_int_equal(issues.total, 16);
            for (unsigned i = 0; i < 15; i++) {
                assert_int_equal(issues.item[i].line, 10 * (i + 1) + 1);
            }
            assert_int_equal(issues.item[15].line, 156);
            assert_string_equal(issues.item[15].message.id, "table.quotes");
        }
    }
    mkba_buffer_free(&text);
}

/* What is no text is told wherever it is, and a row that is too long by its line. 40 rows
 * stand before it. */
static void nothing_is_counted_of_what_is_no_text(void **state)
{
    static const struct {
        const char *row;
        size_t length;
        const char *id;
        unsigned line;
    } cases[] = {
        {TEXT("A;1\0\n"), "file.binary", 0},
        {TEXT("A;\"11111111111111111111111111111111111111111111111111111111111111111"),
         "table.row_too_long", 42},
        {TEXT("A;1;                                                                  "),
         "table.row_too_long", 42}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_buffer text = {0};
        mkba_buffer_add(&text, "area;zrm_housing\n");
        for (unsigned row = 0; row < 40; row++) {
            mkba_buffer_add(&text, "A;1\n");
        }
        mkba_buffer_add_bytes(&text, cases[i].row, cases[i].length);
        for (size_t block = 48; block < 64; block += 3) {
            mkba_segments *segments;
            mkba_issues issues = {0};
            assert_int_equal(run(&segments, text.text, text.length,
                                 (mkba_segment_setup){.block = block}, &issues),
                             MKBA_ERR_SYNTAX);
            assert_int_equal(issues.total, 1);
            assert_string_equal(issues.item[0].message.id, cases[i].id);
            assert_int_equal(issues.item[0].line, cases[i].line);
        }
        mkba_buffer_free(&text);
    }
}

/* UTF-16 that ends within a character: among the names, and many blocks further. */
static void half_a_character_at_the_end(void **state)
{
    (void)state;
    for (size_t rows = 0; rows < 200; rows += 40) {
        mkba_buffer text = {0}, bytes = {0};
        mkba_segments *segments;
        mkba_issues issues = {0};
        mkba_buffer_add(&text, "area;zrm_housing\n");
        for (size_t row = 0; row < rows; row++) {
            mkba_buffer_add(&text, "A;1\n");
        }
        mkba_buffer_add_bytes(&bytes, "\xFF\xFE", 2);
        for (size_t i = 0; i < text.length; i++) {
            mkba_buffer_add_bytes(&bytes, (char[2]){text.text[i], '\0'}, 2);
        }
        mkba_buffer_add(&bytes, "A");
        assert_int_equal(run(&segments, bytes.text, bytes.length,
                             (mkba_segment_setup){.block = 64}, &issues),
                         MKBA_ERR_SYNTAX);
        assert_int_equal(issues.total, 1);
        assert_string_equal(issues.item[0].message.id, "file.binary");
        mkba_buffer_free(&text);
        mkba_buffer_free(&bytes);
    }
}

/* Of several rows with wrong quotes the first is told, whichever thread meets it. */
static void the_first_wrong_quote_is_told(void **state)
{
    mkba_buffer text = {0};
    (void)state;
    mkba_buffer_add(&text, "area;zrm_housing\n");
    for (unsigned row = 1; row <= 400; row++) {
        mkba_buffer_add(&text, row >= 100 && row % 20 == 0 ? "A;\"1\"1\n" : "A;1\n");
    }
    for (size_t block = 64; block < 200; block += 17) {
        for (unsigned threads = 1; threads <= 4; threads++) {
            mkba_segments *segments;
            mkba_issues issues = {0};
            mkba_segment_setup setup = {.block = block, .options.threads = threads};
            assert_int_equal(run(&segments, text.text, text.length, setup, &issues),
                             MKBA_ERR_SYNTAX);
            assert_int_equal(issues.total, 1);
            assert_int_equal(issues.item[0].line, 101);
        }
    }
    mkba_buffer_free(&text);
}

/* More columns than most files have, between quotes. */
static void many_columns(void **state)
{
    mkba_buffer text = {0};
    mkba_segments *segments;
    (void)state;
    mkba_buffer_add(&text, "area;zrm_housing");
    mkba_buffer_add_char(&text, ';', 300);
    mkba_buffer_add(&text, "\n\"A\";1");
    mkba_buffer_add_char(&text, ';', 300);
    mkba_buffer_add(&text, "\n");
    assert_int_equal(
        run(&segments, text.text, text.length, (mkba_segment_setup){.block = 700}, NULL),
        MKBA_OK);
    assert_int_equal(mkba_segments_count(segments, 0, MKBA_COUNT_HEAVY), 1);
    mkba_segments_free(segments);
    mkba_buffer_free(&text);
}

/* An id is there, is not, or repeats one: in a file, in the same area or in another, beside
 * other faults, and between quotes. */
static void ids_in_every_writing(void **state)
{
    static const file_case cases[] = {
        {TEXT("id;area;zrm_housing\n1;A;1\n2;A;1\n;A;1\n.;A;1\n\"NA\";A;1\n\"\";A;1\n"),
         6,
         6,
         {{0, 0, NULL}}},
        {TEXT("id;area;zrm_housing\n1;A;1\n1;A;1\n"), 0, 0, {{3, 1, "household.id_twice"}}},
        {TEXT("area;zrm_housing;id\nA;1;1\nB;1; 1 \n"),
         0,
         0,
         {{3, 3, "household.id_two_areas"}}},
        {TEXT("id;area;zrm_housing\n1;A;1\n\"1\";A;1\n2;A;1\n2;B;1\n"),
         0,
         0,
         {{3, 1, "household.id_twice"}, {5, 1, "household.id_two_areas"}}},
        {TEXT("id;area;zrm_housing\n1;A;9\n1;A;1\n2;A\n2;A;1;3\n"),
         0,
         0,
         {{2, 3, "household.score"},
          {3, 1, "household.id_twice"},
          {4, 0, "table.short_row"},
          {5, 0, "table.long_row"}}},
        {TEXT("id;area;zrm_housing\n1;A;1\n1;A;1\n2;\"A\"x;1\n"),
         0,
         0,
         {{4, 0, "table.quotes"}}},
        {TEXT("id;area;zrm_housing\n"), 0, 0, {{0, 0, "household.no_rows"}}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_in_blocks(&cases[i], 48, 60, 2);
    }
}

/* What is no code or name stops the run before it fills memory: 100,000 areas and one more. */
static void too_many_areas(void **state)
{
    mkba_buffer text = {0};
    (void)state;
    mkba_buffer_add(&text, "area;zrm_housing\n");
    for (long i = 0; i <= MKBA_MOST_RECORD_AREAS; i++) {
        mkba_buffer_add_int(&text, i);
        mkba_buffer_add(&text, ";1\n");
    }
    for (unsigned threads = 1; threads <= 2; threads++) {
        mkba_segments *segments;
        mkba_issues issues = {0};
        mkba_segment_setup setup = {.block = 65536, .options.threads = threads};
        assert_int_equal(run(&segments, text.text, text.length, setup, &issues),
                         MKBA_ERR_RANGE);
        assert_int_equal(issues.total, 1);
        assert_string_equal(issues.item[0].message.id, "household.too_many_areas");
    }
    mkba_buffer_free(&text);
}

/* ------------------------------------------------------------------ Known areas */

static void known_areas(void **state)
{
    static const struct {
        const char *text, *fault;
        unsigned line;
    } rows[] = {{"code;households\nA;10\nB;10\n", NULL, 0},
                {"gebiedscode;name\nA;x\nC;y\n", "household.area_unknown", 3},
                {"code\nA\n\nB\n", NULL, 0},
                {"name;households\nA;10\n", "table.no_column", 1},
                {"bron_code;code_source;code\nx;y;A\nx;y;B\n", NULL, 0},
                {"code;a\nA;\"x\n", "table.open_quote", 2}};
    char known[] = "/tmp/mkba-known-XXXXXX";
    int file = mkstemp(known);
    (void)state;
    assert_true(file >= 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_segments *segments;
        mkba_issues issues = {0};
        mkba_segment_setup setup = {.options.areas = known};
        assert_int_equal(ftruncate(file, 0), 0);
        assert_int_equal(pwrite(file, rows[i].text, strlen(rows[i].text), 0),
                         (ssize_t)strlen(rows[i].text));
        mkba_status status =
            run(&segments, TEXT("area;zrm_housing\nA;1\nB;2\n"), setup, &issues);
        assert_int_equal(status == MKBA_OK, rows[i].fault == NULL);
        assert_int_equal(issues.total, rows[i].fault != NULL);
        assert_string_equal(issues.item[0].message.id, rows[i].fault ? rows[i].fault : "");
        assert_int_equal(issues.item[0].line, rows[i].line);
        mkba_segments_free(segments);
    }
    close(file);
    remove(known);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_in_every_place),
        cmocka_unit_test(areas_in_every_place),
        cmocka_unit_test(files_give_counts_or_faults),
        cmocka_unit_test(a_head_has_an_end),
        cmocka_unit_test(nothing_is_told_behind_an_open_quote),
        cmocka_unit_test(nothing_is_counted_of_what_is_no_text),
        cmocka_unit_test(half_a_character_at_the_end),
        cmocka_unit_test(the_first_wrong_quote_is_told),
        cmocka_unit_test(many_columns),
        cmocka_unit_test(ids_in_every_writing),
        cmocka_unit_test(too_many_areas),
        cmocka_unit_test(known_areas),
    };
    return cmocka_run_group_tests_name("households", tests, open_data, close_data);
}
