/* Pages in their three forms, pictures, and tables to start from: what stands on them, letter
 * by letter. */
#include "work.h"

#include "report/chart.h"
#include "report/page.h"

/* ------------------------------------------------------------------ Paragraphs */

typedef struct {
    const char *mark, *text; /* text NULL: the end */
} line;

typedef struct {
    const mkba_page_form *form;
    line line[8];
    const char *want;
} page_case;

static void paragraphs(void **state)
{
    static const page_case cases[] = {
        {&mkba_page_markdown_form, {{"", "a_b _c_ *d*"}}, "a_b \\_c\\_ \\*d\\*\n"},
        {&mkba_page_markdown_form, {{"", "_a b_"}}, "\\_a b\\_\n"},
        {&mkba_page_markdown_form, {{"", "# no heading"}}, "\\# no heading\n"},
        {&mkba_page_markdown_form, {{"", "a # b - c"}}, "a # b - c\n"},
        {&mkba_page_markdown_form, {{"", "1. no list"}}, "1\\. no list\n"},
        {&mkba_page_markdown_form, {{"", "12) no list"}}, "12\\) no list\n"},
        {&mkba_page_markdown_form, {{"", "12) 3."}}, "12\\) 3.\n"},
        {&mkba_page_markdown_form, {{"", "1.5 and 2.x"}}, "1.5 and 2.x\n"},
        {&mkba_page_markdown_form, {{"", "7 a"}}, "7 a\n"},
        {&mkba_page_markdown_form, {{"", "&amp; & &#38; &"}}, "\\&amp; & \\&#38; &\n"},
        {&mkba_page_markdown_form, {{"", "two\nlines"}}, "two lines\n"},
        {&mkba_page_markdown_form, {{"", ""}, {"", "a"}}, "a\n"},
        {&mkba_page_html_form, {{"", ""}, {"", "a"}}, "<p>a</p>\n"},
        {&mkba_page_html_form,
         {{"- ", "a"}, {"  - ", "b"}, {"  ", "of a"}, {"- ", "c"}},
         "\n<ul><li>a\n<ul><li>b</li></ul><p>of a</p></li>\n<li>c</li></ul>\n"},
        {&mkba_page_html_form,
         {{"- ", "a"}, {"  ", "of a"}, {"1. ", "b"}, {"2. ", "c"}},
         "\n<ul><li>a<p>of a</p></li></ul>\n<ol><li>b</li>\n<li>c</li></ol>\n"},
        {&mkba_page_text_form, {{"- ", "two\nlines"}, {"", ""}}, "- two\n  lines\n\n"},
        {&mkba_page_text_form,
         {{"",
           "a word that does not fit on the line any more stands on the next one of them"}},
         "a word that does not fit on the line any more stands on the next one of them\n"},
        {&mkba_page_text_form,
         {{"", "a word that does not fit on the line any more stands on the next one of them "
               "anywhere"}},
         "a word that does not fit on the line any more stands on the next one of "
         "them\nanywhere\n"},
    };
    (void)state;
    mkba_catalogue *catalogue = mkba_catalogue_new(MKBA_ENGLISH);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_buffer out = {0};
        mkba_page_state at = {.heading = 1};
        mkba_page page = {.out = &out,
                          .catalogue = catalogue,
                          .unit = 1,
                          .form = cases[i].form,
                          .state = &at};
        for (size_t k = 0; k < 8 && cases[i].line[k].text; k++) {
            mkba_page_paragraph(&page, cases[i].line[k].mark, cases[i].line[k].text);
        }
        mkba_page_end(&page);
        assert_string_equal(mkba_buffer_text(&out), cases[i].want);
        mkba_buffer_free(&out);
    }
    mkba_catalogue_free(catalogue);
}

/* A table without a heading above it has no caption; a name with a remark stands left. */
static void tables_in_html(void **state)
{
    static const mkba_page_table table = {.column = {{5, true}, {5, true}}, .columns = 2};
    static const char *const name[] = {"a", "b"};
    mkba_buffer out = {0};
    mkba_page_state at = {0};
    mkba_page page = {.out = &out, .unit = 1, .form = &mkba_page_html_form, .state = &at};
    mkba_page_cells cells;
    (void)state;
    mkba_page_columns(&page, &table, name);
    for (size_t i = 0; i < 2; i++) {
        mkba_cells_start(&cells, &page);
        mkba_cells_text(&cells, "1");
        mkba_cells_text(&cells, "2");
        mkba_cells_note(&cells, i == 0 ? "remark" : NULL);
        mkba_cells_row(&cells, &table);
    }
    mkba_page_end(&page);
    assert_null(strstr(out.text, "<caption>"));
    assert_non_null(strstr(out.text, "<th scope=\"row\">1<br><small>remark</small></th>"));
    assert_non_null(strstr(out.text, "<th scope=\"row\" class=\"n\">1</th>"));
    mkba_page_title(&page, "Title");
    mkba_page_columns(&page, &table, name);
    assert_non_null(strstr(out.text, "<h1>Title</h1>"));
    assert_non_null(strstr(out.text, "<caption>Title</caption>"));
    mkba_buffer_free(&out);
}

/* ------------------------------------------------------------------ Pictures */

static const double none = (double)NAN;

/* From 0 to 100 there are 97% of the width, between margins of 1.5%. */
static void rows_of_a_picture(void **state)
{
    static const char *const long_name =
        "a name of many words that takes all of the lines that there are for a name and that "
        "goes on after those with words that stand on the last of them, however many";
    const mkba_chart_row row[] = {
        {"first",
         "100",
         NULL,
         {{0, 100, MKBA_FILL_OPEN}, {0, 50, MKBA_FILL_BY_SIGN}},
         none,
         none,
         25},
        {long_name,
         "",
         "unbroken",
         {{0, 100, MKBA_FILL_SOLID}, {0, none, MKBA_FILL_SOLID}},
         10,
         20,
         none},
        {"awordthatislongerthanalineofapictureisandhasnoblank",
         "-",
         NULL,
         {{100, 0, MKBA_FILL_HATCHED}, {100, 0, MKBA_FILL_BY_SIGN}},
         none,
         none,
         none},
    };
    const mkba_chart chart = {"c", "title", "about", "0", 50, "middle"};
    mkba_buffer out = {0};
    (void)state;
    mkba_chart_rows(&out, &chart, row, 3);
    assert_non_null(strstr(out.text, "<rect class=\"open\" x=\"1.50%\""));
    assert_non_null(strstr(out.text, "<line class=\"point\" x1=\"25.75%\""));
    assert_non_null(strstr(out.text, "<line class=\"middle\" x1=\"50.00%\""));
    assert_non_null(strstr(out.text, "<line class=\"whisker\" x1=\"11.20%\""));
    assert_non_null(strstr(out.text, ">middle</text>"));
    assert_non_null(strstr(out.text, ">unbroken</text>"));
    assert_non_null(strstr(out.text, ">awordthatislongerthanalineofapictureisandhasnoblank<"));
    mkba_buffer_free(&out);
}

/* Zero shows where it lies between the values. */
static void zero_in_a_picture(void **state)
{
    static const struct {
        double from, to;
        const char *zero;
        bool shows;
    } cases[] = {{10, 20, NULL, false}, {-20, -10, NULL, false}, {-10, 20, NULL, true},
                 {10, 20, "0", true},   {0, 0, "0", true},       {5, 5, NULL, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const mkba_chart_row row = {
            "a",  "",
            NULL, {{cases[i].from, cases[i].to, MKBA_FILL_SOLID}, {0, none, MKBA_FILL_SOLID}},
            none, none,
            none};
        const mkba_chart chart = {"c", "title", "about", cases[i].zero, none, NULL};
        mkba_buffer out = {0};
        mkba_chart_rows(&out, &chart, &row, 1);
        assert_int_equal(strstr(out.text, "class=\"zero\"") != NULL, cases[i].shows);
        mkba_buffer_free(&out);
    }
}

/* ------------------------------------------------------------------ Tables to start from */

static void put_grade(char grade)
{
    char text[8192], path[TEST_PATH];
    snprintf(path, sizeof path, "%s/data/column_sources.csv", test_folder);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    assert_int_equal(fclose(file), 0);
    char *at = strstr(text, "\nteam_cost_eur;");
    assert_non_null(at);
    at[strlen("\nteam_cost_eur;")] = grade;
    file_of("data/column_sources.csv", text);
}

/* A figure that is known otherwise than the others has a grade and a source of its own. */
static void a_figure_with_a_source_of_its_own(void **state)
{
    static const struct {
        char grade;
        const char *says, *not ;
    } cases[] = {{'B', "households", "evidence_team_cost_eur"},
                 {'C', "evidence_team_cost_eur", "no such words"}};
    const char *folder = data_folder();
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char *text;
        mkba_data *data;
        mkba_areas *areas;
        put_grade(cases[i].grade);
        assert_int_equal(mkba_data_open(&data, folder, NULL), MKBA_OK);
        assert_int_equal(mkba_areas_open_municipalities(&areas, data, NULL), MKBA_OK);
        assert_int_equal(mkba_areas_select(areas, "Urk", NULL), MKBA_OK);
        assert_int_equal(
            mkba_start_write(&text, areas, NULL, MKBA_START_AREAS, MKBA_ENGLISH, NULL),
            MKBA_OK);
        assert_non_null(strstr(text, cases[i].says));
        assert_null(strstr(text, cases[i].not ));
        mkba_text_free(text);
        mkba_areas_free(areas);
        mkba_data_free(data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(tables_in_html),
        cmocka_unit_test(rows_of_a_picture),
        cmocka_unit_test(zero_in_a_picture),
        cmocka_unit_test(a_figure_with_a_source_of_its_own),
    };
    return cmocka_run_group_tests_name("pages", tests, open_folder, close_folder);
}
