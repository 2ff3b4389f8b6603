/* Stored results of every shape beside what is there now, as each format tells it. The files
 * are written by hand: people edit them, and other versions of the program wrote them. */
#include "work.h"

typedef struct {
    const char *name;
    const char *was, *is; /* what stands in the result besides its schema and recipe */
    bool exact;
    size_t top;
    mkba_format format;
    const char *says[WORK_MOST], *not [WORK_MOST];
} check_case;

#define RECIPE "\"made_from\": {\"command\": \"baseline\", \"arguments\": [], \"files\": [%s]}"

static const char *result_of(char out[8192], const char *files, const char *rest)
{
    char recipe[4096];
    snprintf(recipe, sizeof recipe, RECIPE, files);
    snprintf(out, 8192, "{\"schema\": \"mkba-baseline/1\", %s, %s}\n", recipe, rest);
    return out;
}

#define AREA(code, figures) "{\"code\": \"" code "\", " figures "}"
#define AREAS(...)          "\"areas\": [" __VA_ARGS__ "]"

static const check_case cases[] = {
    {.name = "the same",
     .was = AREAS(AREA("A", "\"npv_eur\": 1")),
     .is = AREAS(AREA("A", "\"npv_eur\": 1")),
     .format = MKBA_TABLE,
     .not = {"npv_eur"}},
    {.name = "amounts to the cent, others in full",
     .was = AREAS(AREA("A", "\"npv_eur\": 1000, \"ratio\": 0.25")),
     .is = AREAS(AREA("A", "\"npv_eur\": 1000.126, \"ratio\": 0.375")),
     .format = MKBA_TABLE,
     .says = {"A npv_eur", "1,000.13", "0.13", "0.125"}},
    {.name = "a tolerance of nothing below what moved",
     .was = AREAS(AREA("A", "\"npv_eur\": 1000")),
     .is = AREAS(AREA("A", "\"npv_eur\": 1000")),
     .exact = true,
     .format = MKBA_TABLE,
     .says = {"stored.json"}},
    {.name = "only the first rows",
     .was =
         AREAS(AREA("A", "\"npv_eur\": 1, \"benefit_pv_eur\": 2, \"gross_cost_pv_eur\": 3")),
     .is = AREAS(AREA("A", "\"npv_eur\": 5, \"benefit_pv_eur\": 4, \"gross_cost_pv_eur\": 4")),
     .top = 2,
     .format = MKBA_TABLE,
     .says = {"npv_eur", "benefit_pv_eur"},
     .not = {"gross_cost_pv_eur"}},
    {.name = "what is no number, comes or goes",
     .was = "\"title\": \"old\", \"gone\": null, \"odd\": [1], \"mark\": true, " AREAS(
         AREA("A", "\"name\": \"North\"")),
     .is = "\"title\": \"new\", \"odd\": 3, \"mark\": false, \"came\": {\"a\": 1}, " AREAS(
         AREA("A", "\"name\": \"South\"") ", " AREA("B", "\"name\": \"East\"")),
     .format = MKBA_TABLE,
     .says = {"old", "new", "South", "..."},
     .not = {"check."}},
    {.name = "the same as CSV",
     .was = "\"title\": \"old\", \"gone\": null, \"odd\": [1], \"mark\": true, " AREAS(
         AREA("A", "\"name\": \"North\"")),
     .is = "\"title\": \"new\", \"odd\": 3, \"mark\": false, \"came\": {\"a\": 1}, " AREAS(
         AREA("A", "\"name\": \"South\"") ", " AREA("B", "\"name\": \"East\"")),
     .format = MKBA_CSV,
     .says = {";moved;;title;;old;new;\n", ";gone;;gone;;null;;\n", ";moved;;odd;;...;3;\n",
              ";moved;;mark;;true;false;\n", ";added;;came;;;...;\n", ";added;B;;;;...;\n"}},
    {.name = "the same as JSON",
     .was = "\"title\": \"old\", \"gone\": null, \"odd\": [1], \"mark\": true, " AREAS(
         AREA("A", "\"name\": \"North\"")),
     .is = "\"title\": \"new\", \"odd\": 3, \"mark\": false, \"came\": {\"a\": 1}, " AREAS(
         AREA("A", "\"name\": \"South\"") ", " AREA("B", "\"name\": \"East\"")),
     .format = MKBA_JSON,
     .says = {"\"was\": \"old\"", "\"was\": null", "\"was\": \"...\"", "\"was\": true",
              "\"is\": false", "\"is\": 3"}},
    {.name = "the same as tests of TAP",
     .was = "\"title\": \"old\", \"gone\": null, \"mark\": true, " AREAS(
         AREA("A", "\"name\": \"North\"")),
     .is = "\"title\": \"new\", \"mark\": false, " AREAS(
         AREA("A", "\"name\": \"North\"") ", " AREA("B#2", "\"name\": \"East\"")),
     .format = MKBA_TAP,
     .says = {"title: old -> new\n", "gone: null -> (none)\n", "mark: true -> false\n",
              "area: (none) -> ...\n", "B\\#2", "1..3\n"}},
    {.name = "the same as JUnit, with signs that XML has no place for",
     .was = "\"title\": \"<a\\u0001b> & \\\"\\t\\n\", " AREAS(AREA("A", "\"x\": 1")),
     .is = "\"title\": \"new\", " AREAS(AREA("A", "\"x\": 1")),
     .format = MKBA_JUNIT,
     .says = {"&lt;a?b&gt; &amp; &quot;\t\n", "tests=\"2\" failures=\"1\" errors=\"0\""},
     .not = {"\001"}},
    {.name = "a total is a test of its own",
     .was = AREAS(AREA("A", "\"npv_eur\": 1")) ", \"total\": {\"npv_eur\": 1}",
     .is = AREAS(AREA("A", "\"npv_eur\": 1")) ", \"total\": {\"npv_eur\": 2}",
     .format = MKBA_TAP,
     .says = {"\nok 2 ", "\nnot ok 3 ", "npv_eur: 1 -> 2\n"}},
    {.name = "words that differ in an exact check are of the whole result",
     .was = "\"a\": 1,  " AREAS(AREA("A", "\"npv_eur\": 1")),
     .is = "\"a\": 1, " AREAS(AREA("A", "\"npv_eur\": 1")),
     .exact = true,
     .format = MKBA_TAP,
     .says = {"not ok 1 ", "\nok 2 "}},
    {.name = "the same on paper",
     .was = "\"a\": 1,  " AREAS(AREA("A", "\"npv_eur\": 1")),
     .is = "\"a\": 1, " AREAS(AREA("A", "\"npv_eur\": 1")),
     .exact = true,
     .format = MKBA_TABLE,
     .says = {"stored.json"}},
    {.name = "areas that are no list",
     .was = "\"areas\": 3, \"a\": 1",
     .is = "\"areas\": 3, \"a\": 2",
     .format = MKBA_TAP,
     .says = {"1..1\n", "a: 1 -> 2\n"}},
    {.name = "an amount that becomes nothing",
     .was = AREAS(AREA("A", "\"npv_eur\": 1, \"ratio\": 1")),
     .is = AREAS(AREA("A", "\"npv_eur\": null, \"ratio\": 2")),
     .format = MKBA_TABLE,
     .says = {"A npv_eur", "null"}},
    {.name = "long names are broken behind a point",
     .was = AREAS(AREA("A", "\"lines\": [{\"id\": \"youth_specialised_residential\", "
                            "\"pv_eur\": 1}]")),
     .is = AREAS(AREA("A", "\"lines\": [{\"id\": \"youth_specialised_residential\", "
                           "\"pv_eur\": 2}]")),
     .format = MKBA_TABLE,
     .says = {"pv_eur"},
     .not = {"residential.pv_eur"}},
};

/* Other files than before: one is gone, one is new, one is another. */
#define FILE_WAS                                                                              \
    "{\"role\": \"areas\", \"file\": \"a.csv\", \"sha256\": \"11\"}, "                        \
    "{\"role\": \"contracts\", \"file\": \"c.csv\", \"sha256\": \"22\"}"
#define FILE_IS                                                                               \
    "{\"role\": \"areas\", \"file\": \"a.csv\", \"sha256\": \"33\"}, "                        \
    "{\"role\": \"parameters\", \"file\": \"p.csv\", \"sha256\": \"44\"}"

static char *told(const check_case *c, const char *files_was, const char *files_is)
{
    char was[8192], is[8192], *text = NULL;
    mkba_stored *stored;
    mkba_check *check;
    mkba_issues issues = {0};
    mkba_check_options options = {.exact = c->exact};
    mkba_style style = {c->format, MKBA_ENGLISH};
    const char *path = file_of("stored.json", result_of(was, files_was, c->was));
    assert_int_equal(mkba_stored_open(&stored, path, &issues), MKBA_OK);
    result_of(is, files_is, c->is);
    assert_int_equal(mkba_check_run(&check, stored, is, &options, &issues), MKBA_OK);
    const mkba_check *all[] = {check};
    assert_int_equal(mkba_check_write(&text, all, 1, c->top, style), MKBA_OK);
    mkba_check_free(check);
    mkba_stored_free(stored);
    return text;
}

static void each_shape_is_told(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = told(&cases[i], "", "");
        wrong += differs(cases[i].name, text, cases[i].says, cases[i].not );
        mkba_text_free(text);
    }
    assert_int_equal(wrong, 0);
}

static void other_files_are_told(void **state)
{
    static const check_case each[] = {
        {.was = "\"a\": 1",
         .is = "\"a\": 2",
         .format = MKBA_TABLE,
         .says = {"a.csv", "11", "33", "c.csv", "p.csv", "44"}},
        {.was = "\"a\": 1",
         .is = "\"a\": 2",
         .format = MKBA_TAP,
         .says = {"areas a.csv: 11 -> 33\n", "contracts c.csv: 22 -> (none)\n",
                  "parameters p.csv: (none) -> 44\n"}},
        {.was = "\"program\": \"0.1\", \"data_edition\": \"1\"",
         .is = "\"program\": \"0.2\", \"data_edition\": \"1\", \"a\": 1",
         .format = MKBA_TAP,
         .says = {"program: 0.1 -> 0.2\n"},
         .not = {"data_edition: "}},
        {.was = "\"program\": \"0.1\", \"data_edition\": \"1\"",
         .is = "\"program\": \"0.2\", \"data_edition\": \"2\", \"a\": 1",
         .format = MKBA_TABLE,
         .says = {"Stored with data 1, now with 2."}},
    };
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof each / sizeof *each; i++) {
        char *text = told(&each[i], FILE_WAS, FILE_IS);
        wrong += differs("other files", text, each[i].says, each[i].not );
        mkba_text_free(text);
    }
    assert_int_equal(wrong, 0);
}

/* A file that could not be made again, with an issue that says why and without. */
static void what_could_not_be_made_is_told(void **state)
{
    static const mkba_format format[] = {MKBA_TABLE, MKBA_CSV, MKBA_JSON, MKBA_TAP,
                                         MKBA_JUNIT};
    mkba_issues none = {0}, at_line = {0}, nowhere = {0};
    const mkba_issues *const why[] = {&none, &at_line, &nowhere};
    mkba_issue_add(&at_line, MKBA_ERR_SYNTAX, (mkba_place){.file = "b.csv", .line = 7},
                   "file.folder", NULL);
    mkba_issue_add(&nowhere, MKBA_ERR_SYNTAX, (mkba_place){0}, "file.folder", NULL);
    (void)state;
    for (size_t i = 0; i < 15; i++) {
        mkba_check *check;
        char *text;
        mkba_style style = {format[i % 5], MKBA_ENGLISH};
        assert_int_equal(mkba_check_failed(&check, "gone.json", why[i / 5]), MKBA_OK);
        const mkba_check *all[] = {check, check};
        assert_int_equal(mkba_check_write(&text, all, 2, 0, style), MKBA_OK);
        assert_non_null(strstr(text, "gone.json"));
        assert_int_equal(strstr(text, "b.csv:7: ") != NULL, i / 5 == 1 && i % 5 != 0);
        mkba_text_free(text);
        mkba_check_free(check);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_shape_is_told),
        cmocka_unit_test(other_files_are_told),
        cmocka_unit_test(what_could_not_be_made_is_told),
    };
    return cmocka_run_group_tests_name("check", tests, open_folder, close_folder);
}
