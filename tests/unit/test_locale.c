/* A host program may have set a locale in which 1.5 is written 1,5: the library neither reads
 * nor writes by it. Runs under the locale in MKBA_TEST_LOCALE; without it, under C, where it
 * shows little. */
#include "support.h"

#include "input/overlay.h"

#include <locale.h>
#include <stdlib.h>

static void the_locale_changes_nothing(void **state)
{
    const char *name = getenv("MKBA_TEST_LOCALE");
    char *before = NULL, *after = NULL;
    model_run run;
    mkba_style style = {MKBA_JSON, MKBA_DUTCH};
    const char *areas =
        "code;households;score_find;team_cost_eur\nA;1000.5;0.3;1234567890123456789.25\n";
    (void)state;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_write(&before, run.result, style), MKBA_OK);
    end_run(&run);
    assert_non_null(setlocale(LC_ALL, name ? name : "C"));
    if (name) {
        assert_near(strtod("1,5", NULL), 1.5, 0); /* the locale is what it should be */
    }
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_write(&after, run.result, style), MKBA_OK);
    end_run(&run);
    setlocale(LC_ALL, "C");
    assert_string_equal(before, after);
    mkba_text_free(before);
    mkba_text_free(after);
}

/* Nor is JSON read by it. */
static void numbers_in_json(void **state)
{
    static const char json[] = "{\"parameters\": {\"kappa\": 1.5e0, \"tau\": 0.25}}";
    const char *name = getenv("MKBA_TEST_LOCALE");
    mkba_source_text text = {.file = "a.json", .bytes = json, .length = sizeof json - 1};
    mkba_overlay_file file;
    mkba_data *data = NULL;
    (void)state;
    assert_non_null(setlocale(LC_ALL, name ? name : "C"));
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_overlay_read(&file, data->arena, data, text, true, NULL), MKBA_OK);
    setlocale(LC_ALL, "C");
    assert_near(file.change[0].number, 1.5, 0);
    assert_near(file.change[1].number, 0.25, 0);
    mkba_data_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_locale_changes_nothing),
                                       cmocka_unit_test(numbers_in_json)};
    return cmocka_run_group_tests_name("locale", tests, NULL, NULL);
}
