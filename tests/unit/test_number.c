/* Numbers as people write them. Expected values are what is written, read by eye. */
#include "support.h"

#include "input/number.h"

static void reads_what_is_written(void **state)
{
    static const struct {
        const char *text;
        char decimal;
        double value;
    } rows[] = {
        {"0", '.', 0},
        {"12", '.', 12},
        {"-5", ',', -5},
        {"+7", '.', 7},
        {"0,7", ',', 0.7},
        {"0.7", '.', 0.7},
        {"70%", '.', 0.7},
        {"12,5 %", ',', 0.125},
        {"0,1%", ',', 0.001},
        {"1.234", ',', 1234},
        {"1.234", '.', 1.234},
        {"1,234", '.', 1234},
        {"1.234,50", ',', 1234.5},
        {"1,234.50", '.', 1234.5},
        {"1.234.567", ',', 1234567},
        {"64990000", ',', 64990000},
        {"1 234 567", '.', 1234567},
        {"1\xC2\xA0"
         "234",
         ',', 1234},
        {"€ 1.000", ',', 1000},
        {"-€ 5", ',', -5},
        {"EUR 12,50", ',', 12.5},
        {"1.250,-", ',', 1250},
        {"1,5E+07", ',', 1.5e7},
        {"2.5e-3", '.', 0.0025},
        {".5", '.', 0.5},
        {"  8 ", '.', 8},
        {"\xE2\x88\x92"
         "3",
         '.', -3},
        {"0.1234567890123456789", '.', 0.1234567890123456789},
        {"123456789012345678", '.', 123456789012345678.0},
        {"1e23", '.', 1e23},
        {"1e-23", '.', 1e-23},
        {"1e22", '.', 1e22},
        {"1.5E2", '.', 150},
        {"1e300", '.', 1e300},
        {"1\xE2\x80\xAF"
         "234,5",
         ',', 1234.5},
        {"\t7\t", '.', 7},
        {"7\xC2\xA0", '.', 7},
        {"1.250,50-", ',', (double)NAN},
        {"12,-", ',', 12},
        {"12,", ',', 12},
        {"1 234 567,8", ',', 1234567.8},
        {"12345678901234567.5", '.', 12345678901234567.5},
        {"000000000000000000000012", '.', 12},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_number n;
        bool good = mkba_number_read(&n, rows[i].text, rows[i].decimal);
        if (isnan(rows[i].value)) {
            assert_false(good);
            continue;
        }
        if (!good) {
            print_error("'%s' was not read\n", rows[i].text);
            fail();
        }
        assert_near(n.value, rows[i].value, 0);
    }
}

static void refuses_what_is_no_number(void **state)
{
    static const char *const texts[] = {
        "veel",
        "12x",
        "1.2.3",
        "1,2,3",
        "0x10",
        "nan",
        "inf",
        "1e999",
        "--5",
        "5-",
        "1 23",
        "12 3456",
        "1..5",
        "1.,5",
        ",",
        "-",
        "%",
        "€",
        "e5",
        "1e",
        "1.23,4",
        "0.123.456",
        "1.2345,6",
        "1,5e",
        "5%%",
        "1 2",
        "1 23,5",
        "1.23.456",
        "1.2a4.567",
        "1.234.56",
        "1.234.5a7",
        "01.234.567",
        "12.3 4",
        "1,2e5,",
        "1e400",
        "1e-400",
        "1e99999999999",
        "1 234.567.890",
        "1 2345",
        "1234 567",
        "0 123",
        "12,5-",
        ",-",
        "5,-5",
        "1 234 56",
        "1.234.567.8",
        "1..234",
        "1e399",
        "9e308",
        "1.23a.567",
        "1,234.567,8",
        "1.2,3.4",
        "0123 456",
        "1.5.",
        "99999999999999999999999999999999999999999999999999999999999999999999",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        mkba_number n;
        mkba_number_form form = mkba_number_form_of(texts[i]);
        bool read = mkba_number_read(&n, texts[i], '.') || mkba_number_read(&n, texts[i], ',');
        if (form != MKBA_NUMBER_BAD && read) {
            print_error("'%s' was taken for a number\n", texts[i]);
            fail();
        }
    }
}

static void knows_what_the_sign_tells(void **state)
{
    static const struct {
        const char *text;
        mkba_number_form form;
    } rows[] = {
        {"", MKBA_NUMBER_BLANK},
        {".", MKBA_NUMBER_BLANK},
        {"       .", MKBA_NUMBER_BLANK},
        {"NA", MKBA_NUMBER_BLANK},
        {"na", MKBA_NUMBER_BLANK},
        {"12", MKBA_NUMBER_PLAIN},
        {"0,7", MKBA_NUMBER_COMMA},
        {"0.7", MKBA_NUMBER_POINT},
        {"1.234", MKBA_NUMBER_EITHER},
        {"12,345", MKBA_NUMBER_EITHER},
        {"0.123", MKBA_NUMBER_POINT},
        {"1234.567", MKBA_NUMBER_POINT},
        {"1.234.567", MKBA_NUMBER_COMMA},
        {"1,234,567", MKBA_NUMBER_POINT},
        {"1.234,5", MKBA_NUMBER_COMMA},
        {"1,234.5", MKBA_NUMBER_POINT},
        {"12.34", MKBA_NUMBER_POINT},
        {"1.234e2", MKBA_NUMBER_POINT},
        {"1 234,5", MKBA_NUMBER_COMMA},
        {"12,345%", MKBA_NUMBER_EITHER},
        {"NA  ", MKBA_NUMBER_BLANK},
        {".\t", MKBA_NUMBER_BLANK},
        {" \t ", MKBA_NUMBER_BLANK},
        {"N", MKBA_NUMBER_BAD},
        {"NAN", MKBA_NUMBER_BAD},
        {"1.234.56", MKBA_NUMBER_BAD},
        {"1 234.567.890", MKBA_NUMBER_BAD},
        {"1,234.5.6", MKBA_NUMBER_BAD},
        {"1.234,5,6", MKBA_NUMBER_BAD},
        {"1234.567.890", MKBA_NUMBER_BAD},
        {"1 234 567", MKBA_NUMBER_PLAIN},
        {"1 23", MKBA_NUMBER_BAD},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (mkba_number_form_of(rows[i].text) != rows[i].form) {
            print_error("'%s' has form %d\n", rows[i].text, mkba_number_form_of(rows[i].text));
            fail();
        }
    }
}

static void tells_percentages_and_euros(void **state)
{
    mkba_number n;
    (void)state;
    assert_true(mkba_number_read(&n, "70%", '.'));
    assert_true(n.is_percent);
    assert_false(n.is_euro);
    assert_true(mkba_number_read(&n, "€ 5", '.'));
    assert_true(n.is_euro);
    assert_false(n.is_percent);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_written),
        cmocka_unit_test(refuses_what_is_no_number),
        cmocka_unit_test(knows_what_the_sign_tells),
        cmocka_unit_test(tells_percentages_and_euros),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
