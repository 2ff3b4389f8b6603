/* CSV as it comes: separators, quotes, and the line each row starts on. */
#include "support.h"

#include "base/buffer.h"
#include "input/table.h"

static mkba_status read(mkba_table *t, mkba_arena **arena, const char *text,
                        mkba_issues *issues)
{
    *arena = mkba_arena_new();
    assert_non_null(*arena);
    return mkba_table_read(t, *arena, "test.csv", text, strlen(text), issues);
}

static void finds_the_separator(void **state)
{
    static const char *const texts[] = {"a;b;c\n1;2;3\n", "a,b,c\n1,2,3\n",
                                        "a\tb\tc\n1\t2\t3\n", "sep=,\na,b,c\n1,2,3\n",
                                        "\"a;x\",b,c\n1,2,3"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mkba_table t;
        mkba_arena *arena;
        assert_int_equal(read(&t, &arena, texts[i], NULL), MKBA_OK);
        assert_int_equal(t.columns, 3);
        assert_int_equal(t.rows, 1);
        assert_string_equal(mkba_table_cell(&t, 0, 2), "3");
        mkba_arena_free(arena);
    }
}

/* Only a line of its own with one sign tells the separator. */
static void the_first_line_may_tell_it(void **state)
{
    static const struct {
        const char *text;
        size_t columns, rows;
        unsigned line; /* of the first row */
    } cases[] = {{"sep=|\na|b\n1|2\n", 2, 1, 3}, {"\nsep=;\na;b\n1;2\n", 2, 1, 4},
                 {"sep=;;\na;b\n", 3, 0, 0},     {"sep=x\nab\n", 1, 1, 2},
                 {"sep=\na\n", 1, 1, 2},         {"sepa;b\n1;2\n", 2, 1, 2}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_table t;
        mkba_arena *arena;
        mkba_issues issues = {0};
        mkba_status status = read(&t, &arena, cases[i].text, &issues);
        if (i == 2) { /* a name of three cells, and a row of two */
            assert_int_equal(status, MKBA_ERR_SYNTAX);
            assert_int_equal(issues.item[0].line, 2);
        } else {
            assert_int_equal(status, MKBA_OK);
            assert_int_equal(t.columns, cases[i].columns);
            assert_int_equal(t.rows, cases[i].rows);
            assert_int_equal(mkba_table_line(&t, 0), cases[i].line);
        }
        mkba_arena_free(arena);
    }
    mkba_table t;
    mkba_arena *arena;
    assert_int_equal(read(&t, &arena, "sep=;", NULL), MKBA_ERR_MISSING);
    mkba_arena_free(arena);
}

/* Room is made once for all rows. */
static void many_cells(void **state)
{
    enum { ROWS = 4000, COLUMNS = 50 };
    mkba_buffer text = {0};
    mkba_table t;
    mkba_arena *arena;
    (void)state;
    for (size_t row = 0; row <= ROWS; row++) {
        for (size_t c = 0; c < COLUMNS; c++) {
            mkba_buffer_add(&text, row % 7 == 3 && c == 0 ? "\"x\"" : row == 0 ? "n" : "");
            mkba_buffer_add(&text, c + 1 < COLUMNS ? ";" : row % 5 == 4 ? "z\n" : "y\n");
        }
    }
    assert_int_equal(read(&t, &arena, text.text, NULL), MKBA_OK);
    assert_int_equal(t.rows, ROWS);
    assert_string_equal(mkba_table_cell(&t, ROWS - 1, COLUMNS - 1), "y");
    assert_string_equal(mkba_table_cell(&t, 2, 0), "x");
    mkba_arena_free(arena);
    mkba_buffer_free(&text);
}

/* A row count is no line number: blank lines and line ends in quotes stand between. */
static void counts_lines(void **state)
{
    mkba_table t;
    mkba_arena *arena;
    (void)state;
    assert_int_equal(
        read(&t, &arena, "\n\na;b\n1;\"two\nlines\"\n\n  \n;;\n2;x\n\"3\n\n\";y\n4;z", NULL),
        MKBA_OK);
    assert_int_equal(t.rows, 4);
    assert_int_equal(t.line[0], 4);
    assert_int_equal(t.line[1], 9);
    assert_int_equal(t.line[2], 10);
    assert_int_equal(t.line[3], 13);
    assert_string_equal(mkba_table_cell(&t, 0, 1), "two\nlines");
    assert_string_equal(mkba_table_cell(&t, 2, 0), "3");
    mkba_arena_free(arena);
}

static void trims_blanks(void **state)
{
    mkba_table t;
    mkba_arena *arena;
    (void)state;
    assert_int_equal(
        read(&t, &arena, " code ;\" naam \"\n\" GM0344  \";\xC2\xA0x \xC2\xA0\n", NULL),
        MKBA_OK);
    assert_string_equal(t.header[0], "code");
    assert_string_equal(t.header[1], "naam");
    assert_string_equal(mkba_table_cell(&t, 0, 0), "GM0344");
    assert_string_equal(mkba_table_cell(&t, 0, 1), "x");
    mkba_arena_free(arena);
}

/* An export with doubled quotes that an unforgiving reader would take for two rows. */
static void refuses_broken_quotes(void **state)
{
    mkba_table t;
    mkba_arena *arena;
    mkba_issues issues = {0};
    (void)state;
    assert_int_equal(read(&t, &arena, "\"a\";\"b\"\n\"\"x\"\";1\n\"\"y\"\";2\n\"", &issues),
                     MKBA_ERR_SYNTAX);
    assert_int_equal(issues.total, 1);
    assert_int_equal(issues.item[0].line, 2);
    mkba_arena_free(arena);
}

static void reports_every_row_of_wrong_length(void **state)
{
    mkba_table t;
    mkba_arena *arena;
    mkba_issues issues = {0};
    (void)state;
    assert_int_equal(read(&t, &arena, "a;b\n1\n1;2;3\n1;2;;\n", &issues), MKBA_ERR_SYNTAX);
    assert_int_equal(issues.total, 2);
    assert_int_equal(issues.item[0].line, 2);
    assert_int_equal(issues.item[1].line, 3);
    mkba_arena_free(arena);
}

static void decides_the_decimal_sign(void **state)
{
    static const struct {
        const char *text;
        char decimal;
    } rows[] = {{"a\n0,7\n1.234\n", ','}, {"a\n0.7\n1,234\n", '.'}, {"a\n1.234\n", 0},
                {"a\n0,7\n0.7\n", 0},     {"a\n12\n", 0},           {"a\n1.234.567\n", ','}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_table t;
        mkba_arena *arena;
        mkba_place place;
        const char *text;
        /* one column, so any separator will do */
        assert_int_equal(read(&t, &arena, rows[i].text, NULL), MKBA_OK);
        mkba_table_find_decimal(&t, (const bool[]){true}, &place, &text);
        assert_int_equal(t.decimal, rows[i].decimal);
        mkba_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_separator),
        cmocka_unit_test(the_first_line_may_tell_it),
        cmocka_unit_test(many_cells),
        cmocka_unit_test(counts_lines),
        cmocka_unit_test(trims_blanks),
        cmocka_unit_test(refuses_broken_quotes),
        cmocka_unit_test(reports_every_row_of_wrong_length),
        cmocka_unit_test(decides_the_decimal_sign),
    };
    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
