/* Numbers and sentences as they are written. */
#include "support.h"

#include "base/buffer.h"
#include "report/catalogue.h"
#include "report/json.h"
#include "report/page.h"

#include <stdio.h>
#include <stdlib.h>

/* Any double, from all over the bits, reads back to itself. */
static void numbers_read_back(void **state)
{
    static const double plain[] = {
        0,         1,    -1,         0.1,      0.3,      1.0 / 3,
        1e15,      1e16, 123456.789, 0.000001, 5e-324,   1.7976931348623157e308,
        0.1 + 0.2, 2.3,  -0.5,       9118.9,   99.999999};
    uint64_t bits = 88172645463325252u;
    char text[MKBA_DOUBLE_TEXT];
    (void)state;
    for (size_t i = 0; i < 200000; i++) {
        double value;
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&value, &bits, sizeof value);
        if (i < sizeof plain / sizeof *plain) {
            value = plain[i];
        } else if (i % 2 == 0) { /* amounts */
            value = (double)(int64_t)(bits >> 20) / (double)(1 + bits % 1000);
        }
        if (!isfinite(value)) {
            continue;
        }
        size_t length = mkba_double_text(text, value);
        assert_int_equal(length, strlen(text));
        assert_near(strtod(text, NULL), value, 0);
    }
}

static void round_numbers_stay_round(void **state)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0, "0"},
                {-0.0, "0"},
                {7, "7"},
                {-12, "-12"},
                {0.5, "0.5"},
                {0.1, "0.1"},
                {-0.07, "-0.07"},
                {1234.5, "1234.5"},
                {9118.9, "9118.9"},
                {0.000001, "0.000001"},
                {1e14, "100000000000000"},
                {0.1 + 0.2, "0.30000000000000004"}};
    char text[MKBA_DOUBLE_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_double_text(text, rows[i].value);
        assert_string_equal(text, rows[i].text);
    }
}

static void numbers_for_people(void **state)
{
    static const struct {
        double value;
        int decimals;
        const char *dutch, *english;
    } rows[] = {{1234567.891, 2, "1.234.567,89", "1,234,567.89"},
                {-1234.5, 0, "-1.234", "-1,234"},
                {-0.2, 0, "0", "0"},
                {999, 0, "999", "999"},
                {0.05, 1, "0,1", "0.1"},
                {1000, 0, "1.000", "1,000"}};
    (void)state;
    for (size_t language = 0; language < 2; language++) {
        mkba_catalogue *c = mkba_catalogue_new((mkba_language)language);
        assert_non_null(c);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            mkba_buffer out = {0};
            mkba_write_number(&out, c, rows[i].value, rows[i].decimals);
            assert_string_equal(out.text, language == 0 ? rows[i].dutch : rows[i].english);
            mkba_buffer_free(&out);
        }
        mkba_buffer out = {0};
        mkba_write_number(&out, c, (double)NAN, 0);
        assert_string_equal(out.text, "-");
        mkba_buffer_free(&out);
        mkba_write_precise(&out, c, 12345678.90123);
        assert_string_equal(out.text, language == 0 ? "12.345.678,9012" : "12,345,678.9012");
        mkba_buffer_free(&out);
        mkba_write_precise(&out, c, 100);
        assert_string_equal(out.text, "100");
        mkba_buffer_free(&out);
        mkba_write_percent(&out, c, 0.125, 1);
        assert_string_equal(out.text, language == 0 ? "12,5%" : "12.5%");
        mkba_buffer_free(&out);
        mkba_catalogue_free(c);
    }
}

static void sentences_are_filled_in(void **state)
{
    mkba_catalogue *c = mkba_catalogue_new(MKBA_ENGLISH);
    mkba_message message;
    mkba_buffer out = {0};
    mkba_data *d;
    (void)state;
    assert_non_null(c);
    assert_int_equal(mkba_data_open(&d, NULL, NULL), MKBA_OK);
    mkba_message_words(&message, "warn.saving_share", MKBA_WORDS("wmo_support", "heavy"));
    mkba_message_numbers(&message, 2, 2, (double[]){0.301, 0.25});
    mkba_say_message(&out, c, d, &message);
    assert_string_equal(
        out.text, "Wmo individual support, Heavy problems: the saving runs up to 30% of use. "
                  "More than 25% was seen nowhere.");
    mkba_buffer_free(&out);
    mkba_message_words(&message, "no.such.text", NULL);
    mkba_say_message(&out, c, d, &message);
    assert_string_equal(out.text, "no.such.text");
    mkba_buffer_free(&out);
    mkba_data_free(d);
    mkba_catalogue_free(c);
}

/* Amounts, the step they are rounded to, and what is said of them. */
static void amounts_in_sentences_are_rounded_to_a_step(void **state)
{
    static const struct {
        double eur, step;
        const char *said;
    } rows[] = {
        {-103949123, 1e6, "-104 million euro"},
        {1455000, 1e6, "1 million euro"},
        {926321, 1e6, "926,000 euro"},
        {-5629, 1e6, "-6,000 euro"},
        {-300, 1e6, "≈ 0 euro"},
        {0, 1e6, "0 euro"},
        {1455000, 1e5, "1.5 million euro"},
        {5965432, 1e3, "5.97 million euro"},
        {999600, 1e3, "1.00 million euro"},
        {1234, 1e2, "1,200 euro"},
        {40, 1e2, "≈ 0 euro"},
        {5629, 0, "5,629 euro"},
    };
    mkba_catalogue *c = mkba_catalogue_new(MKBA_ENGLISH);
    (void)state;
    assert_non_null(c);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_buffer out = {0};
        mkba_message message;
        mkba_message_words(&message, "", NULL);
        mkba_message_numbers(&message, 0, 1, &rows[i].eur);
        mkba_say_text(&out, c, NULL, "{1:money}", &message, rows[i].step);
        assert_string_equal(out.text, rows[i].said);
        mkba_buffer_free(&out);
    }
    mkba_catalogue_free(c);
}

static void write_row(const mkba_page *page, const mkba_page_table *table,
                      const char *const *cell)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, page);
    for (size_t i = 0; i < table->columns; i++) {
        mkba_cells_text(&cells, cell[i]);
    }
    mkba_cells_row(&cells, table);
}

static void long_text_is_wrapped_at_words(void **state)
{
    mkba_catalogue *c = mkba_catalogue_new(MKBA_DUTCH);
    mkba_buffer out = {0};
    mkba_page page = {.out = &out, .catalogue = c, .unit = 1};
    (void)state;
    mkba_page_paragraph(
        &page, "- ",
        "één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
        "vijftien zestien zeventien");
    assert_string_equal(
        out.text,
        "- één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien\n"
        "  vijftien zestien zeventien\n");
    mkba_buffer_free(&out);
    mkba_page_table table = {.column = {{6, false}, {5, true}}, .columns = 2};
    write_row(&page, &table, (const char *const[]){"lange naam", "1234567"});
    assert_string_equal(out.text, "lange  1234567\nnaam\n"); /* a number is never cut */
    mkba_buffer_free(&out);
    mkba_catalogue_free(c);
}

/* The same parts in another form: nothing that was said is taken for a sign. */
static void write_parts(const mkba_page *page)
{
    mkba_page_table table = {.column = {{9, false}, {9, true}, {9, false}}, .columns = 3};
    mkba_page_cells cells;
    table.bar = 2;
    mkba_page_title(page, "A & <b>");
    mkba_page_paragraph(page, "", "1. *one* _two_ score_x");
    mkba_page_paragraph(page, "1. ", "Where?");
    mkba_page_paragraph(page, "   - ", "Here");
    mkba_page_paragraph(page, "2. ", "Who?");
    mkba_page_heading_of(page, "Head");
    mkba_page_columns(page, &table,
                      (const char *const[]){"Long" MKBA_SOFT_HYPHEN "name", "N", "Bar"});
    mkba_cells_start(&cells, page);
    mkba_cells_text(&cells, "a|b");
    mkba_cells_number(&cells, -1234, 0);
    mkba_cells_text(&cells, " -|+ zero");
    mkba_cells_note(&cells, "note");
    mkba_cells_row(&cells, &table);
    mkba_page_rule(page, &table);
    write_row(page, &table, (const char *const[]){"sum", "1", ""});
    mkba_page_branch(page, 0, "x = 1");
    mkba_page_formula(page, 0, "= a_b * c");
    mkba_page_link(page, 0, "https://example.org/?a&b");
    mkba_page_end(page);
}

static void pages_have_forms(void **state)
{
    static const char markdown[] = "# A & \\<b\\>\n\n"
                                   "1\\. \\*one\\* \\_two\\_ score_x\n\n"
                                   "1. Where?\n   - Here\n2. Who?\n\n"
                                   "## Head\n\n"
                                   "| Longname | N | Bar |\n|---|---:|---|\n"
                                   "| a\\|b<br>note | -1,234 | `·-\\|+` zero |\n"
                                   "| **sum** | **1** | |\n\n"
                                   "- x = 1\n  - `= a_b * c`\n"
                                   "  - <https://example.org/?a&b>\n";
    static const char html[] =
        "<h2>A &amp; &lt;b&gt;</h2>\n<p>1. *one* _two_ score_x</p>\n"
        "\n<ol><li>Where?\n<ul><li>Here</li></ul></li>\n<li>Who?</li></ol>\n"
        "<h3>Head</h3>\n"
        "<div class=\"table\" tabindex=\"0\"><table>\n<caption>Head</caption>\n"
        "<thead><tr><th scope=\"col\">Long" MKBA_SOFT_HYPHEN
        "name</th><th scope=\"col\" class=\"n\">N</th>"
        "<th scope=\"col\">Bar</th></tr></thead>\n<tbody>\n"
        "<tr><th scope=\"row\">a|b<br><small>note</small></th><td class=\"n\">-1,234</td>"
        "<td> -|+ zero</td></tr>\n"
        "</tbody>\n<tbody class=\"total\">\n"
        "<tr><th scope=\"row\">sum</th><td class=\"n\">1</td><td></td></tr>\n"
        "</tbody>\n</table></div>\n"
        "\n<ul><li>x = 1\n<ul><li><code>= a_b * c</code></li>\n"
        "<li><a href=\"https://example.org/?a&amp;b\">https://example.org/?a&amp;b</a>"
        "</li></ul></li></ul>\n";
    const mkba_page_form *const forms[] = {&mkba_page_markdown_form, &mkba_page_html_form};
    const char *const expected[] = {markdown, html};
    mkba_catalogue *c = mkba_catalogue_new(MKBA_ENGLISH);
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        mkba_buffer out = {0};
        mkba_page_state open = {.heading = 2};
        mkba_page page = {
            .out = &out, .catalogue = c, .unit = 1, .form = forms[i], .state = &open};
        write_parts(&page);
        assert_string_equal(out.text, expected[i]);
        mkba_buffer_free(&out);
    }
    mkba_catalogue_free(c);
}

static void json_is_quoted(void **state)
{
    mkba_buffer out = {0};
    mkba_json json = {.out = &out};
    (void)state;
    mkba_json_open_row(&json, NULL);
    mkba_json_text(&json, "a\"b", "c\\d\n\x01 é");
    mkba_json_number(&json, "none", (double)NAN);
    mkba_json_number(&json, "n", -0.5);
    mkba_json_flag(&json, "yes", true);
    mkba_json_close(&json, '}');
    assert_string_equal(out.text, "{\"a\\\"b\": \"c\\\\d\\u000a\\u0001 é\", \"none\": null, "
                                  "\"n\": -0.5, \"yes\": true}\n");
    mkba_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_read_back),
        cmocka_unit_test(round_numbers_stay_round),
        cmocka_unit_test(numbers_for_people),
        cmocka_unit_test(sentences_are_filled_in),
        cmocka_unit_test(amounts_in_sentences_are_rounded_to_a_step),
        cmocka_unit_test(long_text_is_wrapped_at_words),
        cmocka_unit_test(pages_have_forms),
        cmocka_unit_test(json_is_quoted),
    };
    return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
