/* What is wrong in numbers of one's own, in a file or as a setting. By docs/input.md. */
#include "faults.h"

static const fault_case numbers[] = {
    GOOD("key;value\nhorizon;8\n"),
    GOOD("sleutel;waarde;laag;hoog;bron;bewijsgraad\ntau;0,5;0,4;0,6;onderzoek;C\n"),
    GOOD("key;value;unit;kind;draw_group;note_nl;note_en;note;payer;\ntau;0.5;;;;;;;;\n"),
    GOOD("key;value;price_year\ncost_per_fte_eur;90000;2020\n"),
    GOOD("key;value;low;high\ntau;50%;40%;60%\ndiscount_rate;2%;1%;3%\n"),
    GOOD("key;value\nreplaced_share;0,75\nhourly_rate_eur;1.234\n"),
    {"key\nhorizon\n", MKBA_ERR_MISSING, "table.no_column", 1, 0, NULL},
    {"value;low\n8;7\n", MKBA_ERR_MISSING, "table.no_column", 1, 0, NULL},
    {"key;value\nhorizn;8\n", MKBA_ERR_UNKNOWN, "parameter.unknown_near", 2, 1, NULL},
    {"key;value\nhorizon;8\nhorizon;9\n", MKBA_ERR_CONFLICT, "parameter.twice", 3, 1, NULL},
    {"key;value\nhorizon;\n", MKBA_ERR_MISSING, "cell.blank", 2, 2, NULL},
    {"key;value\nhorizon;eight\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2, 2, NULL},
    {"key;value;low\ntau;0.5;low\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2, 3, NULL},
    {"key;value;high\ntau;0.5;high\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2, 3, NULL},
    {"key;value;price_year\ncost_per_fte_eur;90000;last\n", MKBA_ERR_SYNTAX,
     "cell.not_a_number", 2, 3, NULL},
    {"key;value;price_year\ncost_per_fte_eur;90000;1950\n", MKBA_ERR_RANGE, "price.no_index",
     2, 0, "cost_per_fte_eur"},
    {"key;value\nhorizon;80%\n", MKBA_ERR_SYNTAX, "cell.no_percent", 2, 2, NULL},
    {"key;value;low\ntau;0.5;0.6\n", MKBA_ERR_CONFLICT, "parameter.range", 2, 0, "tau"},
    {"key;value;high\ntau;0.5;0.4\n", MKBA_ERR_CONFLICT, "parameter.range", 2, 0, "tau"},
    {"key;value;high\ntau;0.5;1.4\n", MKBA_ERR_RANGE, "values.share", 2, 0, "tau"},
    {"key;value;evidence\ntau;0.5;X\n", MKBA_ERR_UNKNOWN, "parameter.evidence", 2, 0, "tau"},
    {"key;value;evidence\ntau;0.5;AB\n", MKBA_ERR_UNKNOWN, "parameter.evidence", 2, 0, "tau"},
    {"key;value\nhorizon;2\n", MKBA_ERR_RANGE, "parameter.horizon", 2, 0, "horizon"},
    {"key;value\nhorizon;4\n", MKBA_ERR_CONFLICT, "parameter.programme_years", 2, 0,
     "horizon"},
    {"key;value\nprogramme_years;99\n", MKBA_ERR_CONFLICT, "parameter.programme_years", 2, 0,
     "programme_years"},
    {"key;value\ncaseload_norm_low.heavy;99\n", MKBA_ERR_CONFLICT, "parameter.order", 2, 0,
     "caseload_norm_low.heavy"},
    {"key;value\nsegment_share.heavy;0.6\nsegment_share.vulnerable;0.6\n", MKBA_ERR_CONFLICT,
     "parameter.share_set", 2, 0, "segment_share.heavy"},
    {"key;value\nhorizon;8;9\n", MKBA_ERR_SYNTAX, "table.long_row", 2, 0, NULL},
    {"key;value\nhourly_rate_eur;1.234\n", MKBA_ERR_SYNTAX, "cell.ambiguous", 2, 2, NULL},
    {"", MKBA_ERR_MISSING, "table.empty", 0, 0, NULL},
};

static mkba_status override_with(const mkba_overrides *overrides, mkba_issues *issues)
{
    mkba_data *data;
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    mkba_status status = mkba_data_override(data, overrides, issues);
    mkba_data_free(data);
    return status;
}

static void files_of_numbers(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(numbers); i++) {
        mkba_issues issues = {0};
        const char *const file = put(numbers[i].text);
        mkba_overrides overrides = {.files = &file, .n_files = 1};
        check(&numbers[i], override_with(&overrides, &issues), &issues);
    }
    none_wrong();
}

static void settings(void **state)
{
    static const fault_case rows[] = {
        GOOD("horizon=8"),
        GOOD("tau=50%"),
        GOOD("need_value=50%"),
        GOOD("discount_rate=-2%"),
        GOOD("reduction.wmo_support.heavy=-10%"),
        GOOD("frontline_share=70%"),
        GOOD("tau=0,5"),
        GOOD("kappa=1,5"),
        {"horizon", MKBA_ERR_SYNTAX, "set.form", 0, 0, "horizon"},
        {"=8", MKBA_ERR_SYNTAX, "set.form", 0, 0, "=8"},
        {"", MKBA_ERR_SYNTAX, "set.form", 0, 0, ""},
        {"horizon=", MKBA_ERR_SYNTAX, "cell.not_a_number", 0, 0, "horizon"},
        {"horizon=x", MKBA_ERR_SYNTAX, "cell.not_a_number", 0, 0, "horizon"},
        {"horizon=8%", MKBA_ERR_SYNTAX, "cell.not_a_number", 0, 0, "horizon"},
        {"hourly_rate_eur=1e999", MKBA_ERR_SYNTAX, "cell.not_a_number", 0, 0,
         "hourly_rate_eur"},
        {"hourly_rate_eur=1.234", MKBA_ERR_SYNTAX, "cell.ambiguous", 0, 0, "hourly_rate_eur"},
        {"horizn=8", MKBA_ERR_UNKNOWN, "parameter.unknown_near", 0, 0, "horizn"},
        {"tau=1.5", MKBA_ERR_RANGE, "values.share", 0, 0, "tau"},
        {"tau=-0.5", MKBA_ERR_RANGE, "values.share", 0, 0, "tau"},
    };
    char key[400] = "";
    mkba_issues issues = {0};
    const char *const long_key = memset(key, 'k', 300);
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        mkba_issues own = {0};
        mkba_overrides overrides = {.settings = &rows[i].text, .n_settings = 1};
        check(&rows[i], override_with(&overrides, &own), &own);
    }
    none_wrong();
    key[300] = '=';
    mkba_overrides overrides = {.settings = &long_key, .n_settings = 1};
    assert_int_equal(override_with(&overrides, &issues), MKBA_ERR_SYNTAX);
    assert_string_equal(issues.item[0].message.id, "set.form");
}

/* The sign that was asked for reads what could be either, and refuses the other. */
static void settings_with_a_decimal_sign(void **state)
{
    static const struct {
        const char *setting;
        char decimal;
        double value; /* NaN: refused */
    } rows[] = {{"hourly_rate_eur=1.234", '.', 1.234},
                {"hourly_rate_eur=1.234", ',', 1234},
                {"hourly_rate_eur=1,234", ',', 1.234},
                {"hourly_rate_eur=1.234,5", ',', 1234.5},
                {"hourly_rate_eur=1.234,5", '.', (double)NAN},
                {"hourly_rate_eur=12,5", '.', (double)NAN}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        mkba_data *data;
        assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
        mkba_overrides overrides = {
            .settings = &rows[i].setting, .n_settings = 1, .decimal = rows[i].decimal};
        mkba_status status = mkba_data_override(data, &overrides, NULL);
        assert_int_equal(status, isnan(rows[i].value) ? MKBA_ERR_SYNTAX : MKBA_OK);
        if (status == MKBA_OK) {
            assert_near(mkba_data_parameter(data, "hourly_rate_eur")->written[0],
                        rows[i].value, 0);
        }
        mkba_data_free(data);
    }
}

/* Every kind of value at its ends, and just outside. */
static void values_have_ends(void **state)
{
    static const struct {
        mkba_values values;
        double least, most; /* that are possible */
        double below, above;
    } rows[] = {{MKBA_VALUES_SHARE, 0, 1, -1e-9, 1 + 1e-9},
                {MKBA_VALUES_POSITIVE_SHARE, 5e-324, 1, 0, 1 + 1e-9},
                {MKBA_VALUES_SIGNED_SHARE, -1, 1, -1 - 1e-9, 1 + 1e-9},
                {MKBA_VALUES_NONNEGATIVE, 0, 1.7e308, -5e-324, (double)INFINITY},
                {MKBA_VALUES_POSITIVE, 5e-324, 1.7e308, 0, (double)INFINITY},
                {MKBA_VALUES_RATE, -1 + 1e-9, 1.7e308, -1, (double)INFINITY},
                {MKBA_VALUES_WHOLE, 0, 100, -1, 101},
                {MKBA_VALUES_WHOLE_POSITIVE, 1, 100, 0, 101},
                {MKBA_VALUES_YEAR, 1900, 2200, 1899, 2201}};
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_true(mkba_values_allow(rows[i].values, rows[i].least));
        assert_true(mkba_values_allow(rows[i].values, rows[i].most));
        assert_false(mkba_values_allow(rows[i].values, rows[i].below));
        assert_false(mkba_values_allow(rows[i].values, rows[i].above));
        assert_false(mkba_values_allow(rows[i].values, (double)NAN));
        bool whole = rows[i].values >= MKBA_VALUES_WHOLE;
        assert_int_equal(mkba_values_allow(rows[i].values, rows[i].most - 0.5), !whole);
        assert_true(strncmp(mkba_values_text(rows[i].values), "values.", 7) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_of_numbers),
        cmocka_unit_test(settings),
        cmocka_unit_test(settings_with_a_decimal_sign),
        cmocka_unit_test(values_have_ends),
    };
    return cmocka_run_group_tests_name("numbers of one's own", tests, open_plain, close_plain);
}
