/* What is wrong in the files of a user: of every kind of file many small ones, each with the
 * fault that it must give, and its place. By docs/input.md, docs/measured.md, docs/plan.md and
 * docs/scenarios.md. */
#include "support.h"

#include "input/nearest.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char path[] = "/tmp/mkba-inputs-XXXXXX";
static mkba_data *plain; /* as it stands, for what only reads it */

/* Line 0: none; `id` NULL: no fault. `column`: where it is, or its name. */
typedef struct {
    const char *text;
    mkba_status status;
    const char *id;
    unsigned line, column;
    const char *name;
} fault_case;

#define GOOD(text)                                                                            \
    {                                                                                         \
        text, MKBA_OK, NULL, 0, 0, NULL                                                       \
    }
#define COUNT(array) (sizeof(array) / sizeof *(array))

static int open_plain(void **state)
{
    int file = mkstemp(path);
    (void)state;
    return file < 0 || close(file) != 0 || mkba_data_open(&plain, NULL, NULL) != MKBA_OK;
}

static int close_plain(void **state)
{
    (void)state;
    mkba_data_free(plain);
    return remove(path);
}

static const char *put(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

static size_t wrong;

static void check(const fault_case *want, mkba_status status, const mkba_issues *issues)
{
    const mkba_issue *first = &issues->item[0];
    bool good = status == want->status && (issues->total > 0) == (want->id != NULL);
    if (want->id) {
        good = good && strcmp(first->message.id, want->id) == 0 && first->line == want->line &&
               first->column == want->column &&
               (!want->name || strcmp(first->column_name, want->name) == 0);
    }
    if (!good) {
        print_error("%s\nstatus %d: %s, line %u, column %u (%s)\n", want->text, (int)status,
                    first->message.id, first->line, first->column, first->column_name);
        wrong++;
    }
}

/* All of them are told. */
static void none_wrong(void)
{
    size_t count = wrong;
    wrong = 0;
    assert_int_equal(count, 0);
}

/* ------------------------------------------------------------------ Areas */

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

/* ------------------------------------------------------------------ Numbers of one's own */

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

/* ------------------------------------------------------------------ Measured effects */

static const fault_case measured[] = {
    GOOD("price;change;design\nemergency_visit;-120;comparison\n"),
    GOOD("post;verandering;ontwerp\nwmo_support;-1000;proef\n"),
    GOOD("line;change;design\nWmo individual support;-1000;proef\n"),
    GOOD("price;change;design\nEmergency department visit;-1;proef\nBezoek spoedeisende "
         "hulp;-1;proef\n"),
    GOOD("price;line;change;design\nemergency_visit;emergency_care;-1;proef\n"),
    {"line;change;design\nquality_of_life;-1;rct\n", MKBA_ERR_MISSING, "measured.no_price", 2,
     1, NULL},
    {"price;line;change;design\n;quality_of_life;-1;rct\n", MKBA_ERR_MISSING,
     "measured.no_price", 2, 2, NULL},
    GOOD("line;change;design;unit_price\nquality_of_life;-1;rct;100\n"),
    GOOD("price;line;change_in_quantity_per_year;design\nemergency_visit;;-120;rct\n"),
    GOOD("price;change;low;high;design\nemergency_visit;-120;;-40;rct\npaid_work_hour;5;4;;"
         "rct\n"),
    GOOD("price;change;design;jaren\nemergency_visit;-1;rct;2026\npaid_work_hour;1;rct;2026-"
         "2028\nwmo_support;1;rct;2026 t/m 2028\n"),
    GOOD("price;change;design;unknown thing\nemergency_visit;-120;comparison;x\n"),
    GOOD("price;change;design;first_year;last_year\nemergency_visit;-120;comparison;2026;"
         "2028\nwmo_support;1;rct;2026;\nyouth_ambulatory;1;rct;;2027\n"),
    GOOD("price;change;design;unit_price\nemergency_visit;-1,5;comparison;1.234\n"),
    {"price;change;design\n", MKBA_ERR_MISSING, "table.no_rows", 0, 0, NULL},
    {"change;design\n-1;rct\n", MKBA_ERR_MISSING, "measured.no_column", 1, 0, NULL},
    {"price;design\nemergency_visit;rct\n", MKBA_ERR_MISSING, "measured.no_column", 1, 0,
     NULL},
    {"price;change\nemergency_visit;1\n", MKBA_ERR_MISSING, "measured.no_column", 1, 0, NULL},
    {"price;prijs;change;design\na;b;1;rct\n", MKBA_ERR_CONFLICT, "header.twice", 1, 2,
     "prijs"},
    {"price;change;design\n;-120;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, NULL},
    {"line;change;design\n;-120;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, NULL},
    {"line;price;change;design\n;;-120;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 2, NULL},
    {"price;change;design\nemergency_visit;;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 2,
     NULL},
    {"price;change;design\nemergency_visit;few;rct\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2,
     2, NULL},
    {"price;change;design\nemergency_visit;-5%;rct\n", MKBA_ERR_RANGE, "cell.no_percent", 2, 2,
     NULL},
    {"price;change;design\nemergency_visits_;1;rct\n", MKBA_ERR_UNKNOWN,
     "measured.unknown_near", 2, 1, NULL},
    {"price;change;design\nzzzzzzzzzzzz;1;rct\n", MKBA_ERR_UNKNOWN, "measured.unknown", 2, 1,
     NULL},
    {"price;line;change;design\nemergency_visit;zzzz;1;rct\n", MKBA_ERR_CONFLICT,
     "measured.other_line", 2, 2, NULL},
    {"price;line;change;design\nemergency_visit;wmo_support;1;rct\n", MKBA_ERR_CONFLICT,
     "measured.other_line", 2, 2, NULL},
    {"price;change;design\nemergency_visit;1;guess\n", MKBA_ERR_UNKNOWN, "measured.design", 2,
     3, NULL},
    {"price;change;design\nemergency_visit;1;\n", MKBA_ERR_UNKNOWN, "measured.design", 2, 3,
     NULL},
    {"price;change;low;high;design\nemergency_visit;-120;-100;-40;rct\n", MKBA_ERR_CONFLICT,
     "range.order", 2, 3, NULL},
    {"price;change;low;high;design\nemergency_visit;-120;-200;-140;rct\n", MKBA_ERR_CONFLICT,
     "range.order", 2, 4, NULL},
    {"price;change;high;design\nemergency_visit;-120;-140;rct\n", MKBA_ERR_CONFLICT,
     "range.order", 2, 3, NULL},
    {"price;change;low;design;attribution;low_attribution\nemergency_visit;-120;;rct;;0.5\n",
     MKBA_ERR_MISSING, "range.no_figure", 2, 6, NULL},
    {"price;change;design;laag_toerekening\nemergency_visit;-120;rct;0.5\n", MKBA_ERR_MISSING,
     "range.no_figure", 2, 4, NULL},
    {"price;change;design;attribution\nemergency_visit;-120;rct;1.5\n", MKBA_ERR_RANGE,
     "cell.percentage_meant", 2, 4, NULL},
    {"price;change;design;unit_price\nemergency_visit;-120;rct;-15\n", MKBA_ERR_RANGE,
     "cell.negative", 2, 4, NULL},
    {"price;change;design;price_year\nemergency_visit;-120;rct;12\n", MKBA_ERR_RANGE,
     "values.year", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;26\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;20262028\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2026-28\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2026-2028 ongeveer\n",
     MKBA_ERR_SYNTAX, "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2026-\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;all of them\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2028-2026\n", MKBA_ERR_CONFLICT,
     "measured.year_order", 2, 4, NULL},
    {"price;change;design;first_year;last_year\nemergency_visit;-120;rct;2028;2026\n",
     MKBA_ERR_CONFLICT, "measured.year_order", 2, 5, NULL},
    {"price;change;design;first_year;years\nemergency_visit;-120;rct;2026;2026\n",
     MKBA_ERR_SYNTAX, "measured.years_twice", 2, 5, NULL},
    {"price;change;design;last_year;years\nemergency_visit;-120;rct;2026;2026\n",
     MKBA_ERR_SYNTAX, "measured.years_twice", 2, 5, NULL},
    {"price;change;design\nemergency_visit;1.234;rct\n", MKBA_ERR_SYNTAX, "cell.ambiguous", 2,
     2, NULL},
    {"price;change;design\n\"a", MKBA_ERR_SYNTAX, "table.open_quote", 2, 0, NULL},
};

static void measured_effects(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(measured); i++) {
        mkba_issues issues = {0};
        mkba_data *data;
        const char *const file[] = {put(measured[i].text), path};
        assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
        check(&measured[i], mkba_data_measure(data, file, measured[i].id ? 2 : 1, 0, &issues),
              &issues);
        mkba_data_free(data);
    }
    none_wrong();
}

/* ------------------------------------------------------------------ Contracts */

static const fault_case contracts[] = {
    GOOD("line;end_date;notice_months;step_eur;share\nwmo_support;2027-12-31;6;1000;50%\n"),
    GOOD("post;gebied;einddatum;deel;onbekend\nwmo_support;A;onbepaald;0,6;x\nwmo_support;A;"
         "31-12-2027;0,4;\nwmo_support;B;;0,9;\n"),
    GOOD("line;area;share\nwmo_support;Noord;0.6\nwmo_support;Noord;0.4\n"),
    GOOD("line;step_eur;notice_months\nwmo_support;1.234;\nyouth_ambulatory;12,5;\n"),
    {"area;share\nA;0.5\n", MKBA_ERR_MISSING, "header.missing", 1, 0, NULL},
    {"line;post\nwmo_support;x\n", MKBA_ERR_CONFLICT, "header.twice", 1, 2, "post"},
    {"line;share\n;0.5\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, NULL},
    {"line;share\nwmo_suport;0.5\n", MKBA_ERR_UNKNOWN, "contract.line_near", 2, 1, NULL},
    {"line;share\nzzzzzzzzzzzz;0.5\n", MKBA_ERR_UNKNOWN, "contract.line", 2, 1, NULL},
    {"line;area\nwmo_support;C\n", MKBA_ERR_UNKNOWN, "contract.area", 2, 2, NULL},
    {"line;end_date\nwmo_support;31-02-2027\n", MKBA_ERR_SYNTAX, "contract.date", 2, 2, NULL},
    {"line;notice_months\nwmo_support;-1\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;121\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;1.5\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;6%\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;\xE2\x82\xAC 6\n", MKBA_ERR_RANGE, "contract.notice", 2,
     2, NULL},
    {"line;notice_months\nwmo_support;six\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2, 2,
     NULL},
    {"line;step_eur\nwmo_support;0\n", MKBA_ERR_RANGE, "contract.step", 2, 2, NULL},
    {"line;step_fte\nwmo_support;50%\n", MKBA_ERR_RANGE, "contract.step", 2, 2, NULL},
    {"line;step_eur;step_fte\nwmo_support;100;1\n", MKBA_ERR_CONFLICT, "contract.two_steps", 2,
     3, NULL},
    {"line;share\nwmo_support;0\n", MKBA_ERR_RANGE, "contract.share", 2, 2, NULL},
    {"line;share\nwmo_support;150%\n", MKBA_ERR_RANGE, "contract.share", 2, 2, NULL},
    {"line;share\nwmo_support;\xE2\x82\xAC 0.5\n", MKBA_ERR_RANGE, "contract.share", 2, 2,
     NULL},
    {"line;share\nwmo_support;0.5\nwmo_support;\n", MKBA_ERR_MISSING, "contract.no_share", 3,
     1, NULL},
    {"line;share\nyouth_ambulatory;1\nwmo_support;0.5\nwmo_support;0.6\n", MKBA_ERR_CONFLICT,
     "contract.shares", 3, 1, NULL},
    {"line;step_eur\nwmo_support;1.234\n", MKBA_ERR_SYNTAX, "cell.ambiguous", 2, 2, NULL},
};

static void contract_files(void **state)
{
    mkba_areas *of;
    (void)state;
    const char *two =
        "code;name;households;team_cost_eur\nA;Noord;1000;100000\nB;;2000;200000\n";
    assert_int_equal(mkba_areas_open(&of, plain, put(two), 0, NULL), MKBA_OK);
    for (size_t i = 0; i < COUNT(contracts); i++) {
        mkba_issues issues = {0};
        mkba_result *result;
        check(&contracts[i],
              mkba_baseline_run_plan(&result, of, put(contracts[i].text), 0, &issues),
              &issues);
        mkba_result_free(result);
    }
    mkba_areas_free(of);
    none_wrong();
}

/* ------------------------------------------------------------------ Scenarios */

static const fault_case scenarios[] = {
    GOOD("{}"),
    GOOD("{\"name\": \"x\", \"label\": {\"nl\": \"x\", \"en\": \"y\", \"note\": 3}, \"note\": "
         "\"n\"}"),
    GOOD("{\"name\": \"\", \"label\": {\"nl\": \"\"}}"),
    GOOD("{\"parameters\": {\"note\": \"n\", \"tau\": {\"value\": 0.5, \"low\": 0.4, "
         "\"high\": 0.6, \"note\": \"n\"}}}"),
    GOOD("{\"parameters\": {\"reduction.*\": {\"times\": 0.5}, \"tau\": \"central\"}}"),
    GOOD("{\"areas\": {\"note\": \"n\", \"*\": {\"note\": \"n\", \"team_cost_eur\": "
         "{\"plus\": 1}, \"level\": null}}}"),
    GOOD("{\"areas\": {\"A\": {\"level\": \"district\", \"replaced_share\": null}}}"),
    {"[]", MKBA_ERR_SYNTAX, "overlay.top", 1, 0, NULL},
    {"{\"parametrs\": {}}", MKBA_ERR_UNKNOWN, "overlay.key_near", 1, 0, "parametrs"},
    {"{\"label\": \"x\"}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "label"},
    {"{\"label\": {\"nl\": 3}}", MKBA_ERR_SYNTAX, "overlay.text", 1, 0, "label.nl"},
    {"{\"label\": {\"fr\": \"x\"}}", MKBA_ERR_UNKNOWN, "overlay.key", 1, 0, "label.fr"},
    {"{\"name\": 3}", MKBA_ERR_SYNTAX, "overlay.text", 1, 0, "name"},
    {"{\"parameters\": []}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "parameters"},
    {"{\"parameters\": {\"tau\": true}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": \"middle\"}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": null}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": 1e999}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": 1.5}}", MKBA_ERR_RANGE, "overlay.share", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"taux\": 0.5}}", MKBA_ERR_UNKNOWN, "parameter.unknown_near", 1, 0,
     "parameters.taux"},
    {"{\"parameters\": {\"taux*\": 0.5}}", MKBA_ERR_UNKNOWN, "scenario.pattern", 1, 0,
     "parameters.taux*"},
    {"{\"parameters\": {\"tau\": {\"value\": 0.5, \"low\": 0.6}}}", MKBA_ERR_CONFLICT,
     "parameter.range", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": 0.5, \"high\": 0.4}}}", MKBA_ERR_CONFLICT,
     "parameter.range", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": \"x\", \"times\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.number", 1, 0, "parameters.tau.value"},
    {"{\"parameters\": {\"tau\": {\"value\": 1e999}}}", MKBA_ERR_SYNTAX, "overlay.number", 1,
     0, "parameters.tau.value"},
    {"{\"parameters\": {\"tau\": {\"vaule\": 1, \"times\": 2}}}", MKBA_ERR_UNKNOWN,
     "overlay.key_near", 1, 0, "parameters.tau.vaule"},
    {"{\"parameters\": {\"tau\": {}}}", MKBA_ERR_SYNTAX, "overlay.change", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": 1, \"times\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": 1, \"plus\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"times\": 1, \"plus\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"times\": 1, \"low\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"plus\": 1, \"high\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"areas\": 3}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "areas"},
    {"{\"areas\": {\"A\": 3}}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "areas.A"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": {\"value\": 1, \"low\": 1}}}}", MKBA_ERR_UNKNOWN,
     "overlay.key", 1, 0, "areas.A.team_cost_eur.low"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": {}}}}", MKBA_ERR_SYNTAX, "overlay.area_change",
     1, 0, "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": \"low\"}}}", MKBA_ERR_SYNTAX,
     "overlay.area_value", 1, 0, "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": -1}}}", MKBA_ERR_RANGE, "cell.negative", 1, 0,
     "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"replaced_share\": 70}}}", MKBA_ERR_RANGE, "overlay.share", 1, 0,
     "areas.A.replaced_share"},
    {"{\"areas\": {\"A\": {\"households\": null}}}", MKBA_ERR_MISSING, "overlay.required", 1,
     0, "areas.A.households"},
    {"{\"areas\": {\"A\": {\"level\": 3}}}", MKBA_ERR_SYNTAX, "overlay.text", 1, 0,
     "areas.A.level"},
    {"{\"areas\": {\"A\": {\"code\": \"B\"}}}", MKBA_ERR_CONFLICT, "overlay.fixed", 1, 0,
     "areas.A.code"},
    {"{\"areas\": {\"A\": {\"source_households\": \"B\"}}}", MKBA_ERR_CONFLICT,
     "overlay.fixed", 1, 0, "areas.A.source_households"},
    {"{\"areas\": {\"A\": {\"score_source_find\": \"B\"}}}", MKBA_ERR_CONFLICT,
     "overlay.fixed", 1, 0, "areas.A.score_source_find"},
    {"{\"areas\": {\"A\": {\"team_kost_eur\": 1}}}", MKBA_ERR_UNKNOWN, "overlay.column_near",
     1, 0, "areas.A.team_kost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": 1, \"teamkosten\": 2}}}", MKBA_ERR_CONFLICT,
     "header.twice", 1, 0, "areas.A.teamkosten"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": 1,\n\"team_cost_eur\": 2}}}", MKBA_ERR_CONFLICT,
     "json.twice", 2, 0, "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": {\"times\": 1e308}}}}", MKBA_ERR_RANGE,
     "overlay.number", 1, 0, "areas.A.team_cost_eur"},
    /* what shows only with the areas */
    {"{\"areas\": {\n\"C\": {\"team_cost_eur\": 1, \"households\": 2}}}", MKBA_ERR_UNKNOWN,
     "area.unknown_near", 2, 0, "areas.C"},
    {"{\"areas\": {\"*\": {\n\"helped_heavy\": {\"times\": 2}}}}", MKBA_ERR_MISSING,
     "overlay.not_entered_many", 2, 0, "areas.*.helped_heavy"},
    {"{\"areas\": {\"A\": {\"replaced_share\": {\"times\": 3}}}}", MKBA_ERR_RANGE,
     "overlay.share", 1, 0, "areas.A.replaced_share"},
    {"{\"areas\": {\"*\": {\"replaced_share\": {\"times\": 30}}}}", MKBA_ERR_RANGE,
     "overlay.share", 1, 0, "areas.*.replaced_share (A)"},
    {"{\"areas\": {\"*\": {\"heavy_households\": 5000}}}", MKBA_ERR_CONFLICT, "area.segments",
     1, 0, "areas.*.heavy_households (A)"},
    {"{\"areas\": {\"*\": {\"funding_state\": 0.5}}}", MKBA_ERR_CONFLICT, "area.funding", 1, 0,
     "areas.*.funding_state (A)"},
};

static mkba_status apply(const char *file, mkba_issues *issues)
{
    static const char two[] =
        "code;households;team_cost_eur;replaced_share\nA;1000;100000;0.5\n"
        "B;2000;200000;0.5\n";
    mkba_overlay *overlay = NULL;
    mkba_areas *of = NULL;
    mkba_source_text text = {.file = "areas.csv", .bytes = two, .length = strlen(two)};
    mkba_status status = mkba_overlay_open(&overlay, plain, &file, 1, issues);
    if (status == MKBA_OK) {
        assert_int_equal(mkba_areas_read_text(&of, plain, text, 0, NULL), MKBA_OK);
        status = mkba_areas_apply(of, overlay, issues);
    }
    mkba_areas_free(of);
    mkba_overlay_free(overlay);
    return status;
}

static void scenario_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(scenarios); i++) {
        mkba_issues issues = {0};
        check(&scenarios[i], apply(put(scenarios[i].text), &issues), &issues);
    }
    none_wrong();
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
        cmocka_unit_test(files_of_numbers),
        cmocka_unit_test(settings),
        cmocka_unit_test(settings_with_a_decimal_sign),
        cmocka_unit_test(values_have_ends),
        cmocka_unit_test(measured_effects),
        cmocka_unit_test(contract_files),
        cmocka_unit_test(scenario_files),
    };
    return cmocka_run_group_tests_name("inputs", tests, open_plain, close_plain);
}
