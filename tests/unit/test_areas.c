/* What is wrong in a file of areas, and how areas are found by their names. By docs/input.md.
 */
#include "faults.h"

#include "input/nearest.h"

static const fault_case areas[] = {
    GOOD("code;households\nA;10\n"),
    GOOD("code;households;a name of a column that is so long that nobody would ever want to "
         "write it or read it in any file at all because it goes on and on and on well "
         "beyond what is kept of it\nA;10;1\n"),
    GOOD("code;households;prijspeil;team_cost_eur\nA;10;2024;100\n"),
    GOOD("code;households;\nA;10;\n"),
    {"code;households;\nA;10;x\n", MKBA_ERR_MISSING, "header.blank", 1, 3, NULL},
    {"code;;households\n;;\nA;;10\nB;7;10\n", MKBA_ERR_MISSING, "header.blank", 1, 2, NULL},
    {"code;households;code\nA;10;A\n", MKBA_ERR_CONFLICT, "header.twice", 1, 3, "code"},
    {"households\n10\n", MKBA_ERR_MISSING, "header.missing", 1, 0, NULL},
    {"code\nA\n", MKBA_ERR_MISSING, "header.missing", 1, 0, NULL},
    {"code;households\n", MKBA_ERR_MISSING, "table.no_rows", 0, 0, NULL},
    {"code;households\n;10\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, "code"},
    {"code;households\nA;\n", MKBA_ERR_MISSING, "cell.blank", 2, 2, NULL},
    {"code;households\nA;NA\n", MKBA_ERR_MISSING, "cell.blank", 2, 2, NULL},
    {"code;households\nNA;10\nNA;10\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, NULL},
    {"code;households\nA;10\nB;20\nA;30\n", MKBA_ERR_CONFLICT, "area.twice", 4, 1, NULL},
    GOOD("code;households\nA;0\n"),
    {"code;households\nA;-1\n", MKBA_ERR_RANGE, "cell.negative", 2, 2, NULL},
    {"code;households\nA;50%\n", MKBA_ERR_RANGE, "cell.no_percent", 2, 2, NULL},
    {"code;households\nA;\xE2\x82\xAC 50\n", MKBA_ERR_RANGE, "cell.no_euro", 2, 2, NULL},
    {"code;households\nA;#N/B\n", MKBA_ERR_SYNTAX, "cell.excel_error", 2, 2, NULL},
    {"code;households\nA;ten\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2, 2, NULL},
    {"code;households;replaced_share\nA;10;-0.1\n", MKBA_ERR_RANGE, "cell.negative_share", 2,
     3, NULL},
    {"code;households;replaced_share\nA;10;70\n", MKBA_ERR_RANGE, "cell.percentage_meant", 2,
     3, NULL},
    {"code;households;replaced_share\nA;10;170%\n", MKBA_ERR_RANGE, "cell.over_one", 2, 3,
     NULL},
    {"code;households;replaced_share\nA;10;1700\n", MKBA_ERR_RANGE, "cell.over_one", 2, 3,
     NULL},
    {"code;households;replaced_share\nA;10;\xE2\x82\xAC 0.5\n", MKBA_ERR_RANGE, "cell.no_euro",
     2, 3, NULL},
    {"code;households;team_cost_eur\nA;10;-5\n", MKBA_ERR_RANGE, "cell.negative", 2, 3, NULL},
    {"code;households;helped_heavy\nA;10;-5\n", MKBA_ERR_RANGE, "cell.negative", 2, 3, NULL},
    {"code;households;price_year\nA;10;1899\n", MKBA_ERR_RANGE, "values.year", 2, 3, NULL},
    {"code;households;price_year\nA;10;1950\n", MKBA_ERR_RANGE, "price.no_index", 2, 3, NULL},
    {"code;households;heavy_households\nA;10;11\n", MKBA_ERR_CONFLICT, "area.segments", 2, 3,
     NULL},
    {"code;households;vulnerable_households\nA;10;10\n", MKBA_ERR_CONFLICT, "area.segments", 2,
     3, NULL},
    {"code;households;vulnerable_households;heavy_households\nA;10;;11\n", MKBA_ERR_CONFLICT,
     "area.segments", 2, 4, NULL},
    {"code;households;funding_municipality;funding_state\nA;10;0.5;0.4\n", MKBA_ERR_CONFLICT,
     "area.funding", 2, 4, NULL},
    GOOD("code;households;funding_municipality;funding_state\nA;10;0.5;0.5\nB;10;;\n"),
    /* on its side: a sheet of indicators */
    GOOD("area;indicator;value\nA;;\nA;households;10\n"),
    {"area;indicator;value\nA;;5\nA;households;10\n", MKBA_ERR_MISSING, "cell.blank", 2, 2,
     NULL},
    {"area;indicator;value\nA;households;10\nA;low_replaced_share;10\n", MKBA_ERR_UNKNOWN,
     "sheet.unknown_near", 3, 2, NULL},
    /* a source for the whole row, and what it covers */
    GOOD("code;households;source;evidence\nA;10;CBS;B\n"),
    GOOD("code;households;team_cost_eur;source;source_covers\nA;10;5;CBS;households, "
         "team_cost_eur,\n"),
    GOOD("code;households;source;source_covers\nA;10;;\n"),
    {"code;households;source;source_covers\nA;10;CBS;huishouden\n", MKBA_ERR_UNKNOWN,
     "area.source_covers", 2, 4, NULL},
    {"code;households;evidence\nA;10;A\n", MKBA_ERR_MISSING, "area.grade_alone", 2, 3, NULL},
    {"code;households;source;evidence\nA;10;CBS;Z\n", MKBA_ERR_RANGE, "area.grade", 2, 4,
     NULL},
    {"code;households;source;evidence\nA;10;CBS;AB\n", MKBA_ERR_RANGE, "area.grade", 2, 4,
     NULL},
    {"code;households;evidence_households\nA;10;B\n", MKBA_ERR_MISSING, "area.grade_alone", 2,
     3, NULL},
    {"code;households;source_households;evidence_households\nA;10;CBS;Q\n", MKBA_ERR_RANGE,
     "area.grade", 2, 4, NULL},
    GOOD("code;households;source_households;evidence_households\nA;10;CBS;B\nB;10;;\n"),
    /* ranges */
    GOOD("code;households;replaced_share;low_replaced_share;high_replaced_share\nA;10;0.5;0.4;"
         "0.6\nB;10;0.5;;0.6\nC;10;0.5;0.4;\n"),
    {"code;households;replaced_share;low_replaced_share;high_replaced_share\nA;10;0.5;0.6;0."
     "7\n",
     MKBA_ERR_CONFLICT, "range.order", 2, 4, NULL},
    {"code;households;replaced_share;low_replaced_share;high_replaced_share\nA;10;0.5;0.4;0."
     "45\n",
     MKBA_ERR_CONFLICT, "range.order", 2, 5, NULL},
    {"code;households;replaced_share;low_replaced_share;high_replaced_share\nA;10;0.5;;0.45\n",
     MKBA_ERR_CONFLICT, "range.order", 2, 5, NULL},
    {"code;households;replaced_share;low_replaced_share;high_replaced_share\nA;10;;0.4;0.6\n",
     MKBA_ERR_MISSING, "range.no_figure", 2, 4, NULL},
    {"code;households;replaced_share;high_replaced_share\nA;10;;0.6\n", MKBA_ERR_MISSING,
     "range.no_figure", 2, 4, NULL},
    {"code;households;replaced_share;low_replaced_share\nA;10;0.5;many\n", MKBA_ERR_SYNTAX,
     "cell.not_a_number", 2, 4, NULL},
    {"code;households;replaced_share;low_replaced_share\nA;10;0.5;-0.1\n", MKBA_ERR_RANGE,
     "cell.negative_share", 2, 4, NULL},
};

static void areas_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(areas); i++) {
        mkba_issues issues = {0};
        mkba_areas *read;
        check(&areas[i], mkba_areas_open(&read, plain, put(areas[i].text), 0, &issues),
              &issues);
        mkba_areas_free(read);
    }
    none_wrong();
}

/* By code, by name, by another name, and by the name without what stands in brackets; what
 * fits better goes first. */
static void areas_are_found(void **state)
{
    static const char text[] = "code;name;also_known_as;households\n"
                               "W1;Noord;Noorderpark;10\nW2;Noord (Z.);Polder;20\n"
                               "W3;Oost (Z.);;30\nW4;Oost (H.);Kade;40\nW5;(leeg);;50\n"
                               "W6;\xC3\x89"
                               "tage;'t Hof;60\n";
    static const struct {
        const char *wanted, *code;
        mkba_status status;
    } cases[] = {{"W1", "W1", MKBA_OK},
                 {"w2", "W2", MKBA_OK},
                 {"noord", "W1", MKBA_OK},
                 {"Noord (Z.)", "W2", MKBA_OK},
                 {"noorderpark", "W1", MKBA_OK},
                 {"Polder", "W2", MKBA_OK},
                 {"KADE", "W4", MKBA_OK},
                 {"oost h", "W4", MKBA_OK},
                 {"leeg", "W5", MKBA_OK},
                 {"etage", "W6", MKBA_OK},
                 {"t hof", "W6", MKBA_OK},
                 {"oost", NULL, MKBA_ERR_CONFLICT},
                 {"Zuid", NULL, MKBA_ERR_UNKNOWN},
                 {"pol", NULL, MKBA_ERR_UNKNOWN},
                 {"", NULL, MKBA_ERR_UNKNOWN}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_areas *found;
        assert_int_equal(mkba_areas_open(&found, plain, put(text), 0, NULL), MKBA_OK);
        assert_int_equal(mkba_areas_select(found, cases[i].wanted, NULL), cases[i].status);
        if (cases[i].code) { /* once more changes nothing */
            assert_string_equal(mkba_areas_code(found, 0), cases[i].code);
            assert_int_equal(mkba_areas_select(found, cases[i].code, NULL), MKBA_OK);
            assert_int_equal(mkba_areas_count(found), 1);
        }
        mkba_areas_free(found);
    }
}

/* A file with rows of two levels, or with its own total, counts everybody twice. */
static void areas_that_hold_each_other(void **state)
{
    static const struct {
        const char *text, *id;
    } cases[] = {{"code;households;level\nA;10;wijk\nB;20;buurt\n", "warn.levels"},
                 {"code;households;level\nA;10;\nB;20;buurt\nC;5;\nD;7;wijk\n", "warn.levels"},
                 {"code;households;level\nA;10;wijk\nB;20;wijk\nC;40;\n", ""},
                 {"code;households\nA;10\nB;20\nC;30\n", "warn.total_row"},
                 {"code;households\nA;10\nB;10\n", ""},
                 {"code;households\nA;0\nB;0\nC;0\n", ""}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_areas *of;
        assert_int_equal(mkba_areas_open(&of, plain, put(cases[i].text), 0, NULL), MKBA_OK);
        assert_int_equal(of->notes, cases[i].id[0] != '\0');
        assert_string_equal(of->notes > 0 ? of->note[0].id : "", cases[i].id);
        mkba_areas_free(of);
    }
}

/* A number has its own grade, or that of its row, where a source is given; and A without any.
 */
static void grades_of_figures(void **state)
{
    static const struct {
        const char *text;
        char grade;
        const char *source;
    } cases[] = {
        {"code;households\nA;10\n", 'S', ""},
        {"code;households;source\nA;10;CBS\n", 'A', "CBS"},
        {"code;households;source;evidence\nA;10;CBS;B\n", 'B', "CBS"},
        {"code;households;source;evidence;evidence_households\nA;10;CBS;B;C\n", 'C', "CBS"},
        {"code;households;source;source_households;evidence_households\nA;10;CBS;own;D\n", 'D',
         "own"},
        {"code;households;source;evidence;source_households\nA;10;CBS;B;own\n", 'A', "own"}};
    size_t column = mkba_area_column(plain, "households");
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_areas *of;
        const char *source;
        assert_int_equal(mkba_areas_open(&of, plain, put(cases[i].text), 0, NULL), MKBA_OK);
        assert_int_equal(mkba_area_evidence(of, &of->area[0], column, &source),
                         cases[i].grade);
        assert_string_equal(source, cases[i].source);
        mkba_areas_free(of);
    }
}

/* The three nearest, those that differ least first; what is longer than any name is near
 * nothing. */
static void names_that_are_near(void **state)
{
    static const char *const names[] = {"noordwijk", "noodrd", "noorden",
                                        "noord",     "noort",  "zuid"};
    char long_name[200];
    mkba_nearest nearest;
    (void)state;
    memset(long_name, 'n', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    mkba_nearest_start(&nearest, "noorde");
    mkba_nearest_offer(&nearest, long_name, long_name);
    for (size_t i = 0; i < COUNT(names); i++) {
        mkba_nearest_offer(&nearest, names[i], names[i]);
    }
    mkba_nearest_finish(&nearest);
    assert_string_equal(nearest.text, "noorden, noord, noodrd");
}

/* What a file is shows in its first lines. */
static void kinds_of_files(void **state)
{
    static const struct {
        const char *text;
        mkba_file_kind kind;
        bool rows;
    } cases[] = {{"code;households\nA;10\n", MKBA_FILE_AREAS, true},
                 {"gebiedscode;x\n", MKBA_FILE_AREAS, false},
                 {"source_code;source_households\nA;10\n", MKBA_FILE_UNKNOWN, true},
                 {"key;value\ntau;1\n", MKBA_FILE_NUMBERS, true},
                 {"sleutel;waarde\n", MKBA_FILE_NUMBERS, false},
                 {"price;change;design\nx;1;rct\n", MKBA_FILE_MEASURED, true},
                 {"post;einddatum;aandeel\nwmo;;\n", MKBA_FILE_CONTRACTS, true},
                 {"gebied;zrm_financien\nA;1\n", MKBA_FILE_HOUSEHOLDS, true},
                 {" {\"parameters\": {}}", MKBA_FILE_SCENARIO, true},
                 {"{\"schema\": \"mkba-baseline/1\"}", MKBA_FILE_RESULT, true},
                 {"a;b\n1;2\n", MKBA_FILE_UNKNOWN, true}};
    mkba_file_kind kind;
    mkba_issues issues = {0};
    bool rows;
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_status status = mkba_file_kind_of(&kind, &rows, plain, put(cases[i].text), NULL);
        bool known = cases[i].kind != MKBA_FILE_UNKNOWN && cases[i].kind != MKBA_FILE_RESULT;
        assert_int_equal(status, known ? MKBA_OK : MKBA_ERR_UNKNOWN);
        if (kind != cases[i].kind || (known && rows != cases[i].rows)) {
            print_error("%s: %d\n", cases[i].text, (int)kind);
            fail();
        }
    }
    static char much[100000] = "code;households\nA;10\n"; /* with many rows below */
    memset(much + strlen(much), '\n', sizeof much - 1 - strlen(much));
    assert_int_equal(mkba_file_kind_of(&kind, &rows, plain, put(much), NULL), MKBA_OK);
    assert_int_equal(kind, MKBA_FILE_AREAS);
    assert_int_equal(mkba_file_kind_of(&kind, &rows, plain, "/tmp", &issues), MKBA_ERR_IO);
    assert_string_equal(issues.item[0].message.id, "file.folder");
    assert_int_equal(mkba_file_kind_of(&kind, &rows, plain, "x", &issues), MKBA_ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grades_of_figures),
        cmocka_unit_test(names_that_are_near),
        cmocka_unit_test(kinds_of_files),
        cmocka_unit_test(areas_are_found),
        cmocka_unit_test(areas_that_hold_each_other),
        cmocka_unit_test(areas_files),
    };
    return cmocka_run_group_tests_name("areas", tests, open_plain, close_plain);
}
