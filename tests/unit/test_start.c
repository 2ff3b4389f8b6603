/* The kinds of team, the help behind columns, and telling what a file is. */
#include "support.h"

#include "input/areas.h"
#include "input/file_kind.h"
#include "input/team_models.h"

#include <stdlib.h>

typedef struct {
    mkba_data *data;
    mkba_arena *arena;
    mkba_team_models models;
    mkba_field_help *help;
    size_t helps;
} tables;

static void open_tables(tables *t)
{
    memset(t, 0, sizeof *t);
    t->arena = mkba_arena_new();
    assert_int_equal(mkba_data_open(&t->data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_team_models_read(&t->models, t->data, t->arena, NULL), MKBA_OK);
    assert_int_equal(mkba_field_help_read(&t->help, &t->helps, t->data, t->arena, NULL),
                     MKBA_OK);
}

static void close_tables(tables *t)
{
    mkba_arena_free(t->arena);
    mkba_data_free(t->data);
}

/* Graded, within its range, and sourced or called an assumption in both languages. */
static void every_number_of_a_team_has_a_passport(void **state)
{
    tables t;
    size_t assumed = 0;
    (void)state;
    open_tables(&t);
    assert_int_equal(t.models.models, 5);
    for (size_t i = 0; i < t.models.values; i++) {
        const mkba_team_value *v = &t.models.value[i];
        bool is_assumed = strcmp(v->evidence, "E") == 0;
        bool said = strncmp(v->note[0], "Aanname", 7) == 0 &&
                    strncmp(v->note[1], "Assumption", 10) == 0;
        bool sourced = v->source[0] && mkba_data_source(t.data, v->source);
        if (is_assumed != said || is_assumed == sourced || !(v->low <= v->value) ||
            !(v->value <= v->high)) {
            print_error("%s, %s: source, assumption or range\n", v->model, v->item);
            fail();
        }
        assumed += is_assumed;
    }
    assert_true(assumed > 0 && assumed < t.models.values);
    close_tables(&t);
}

static double value_of(const tables *t, const char *model, const char *item)
{
    const mkba_team_model *m;
    assert_int_equal(mkba_team_model_find(&m, &t->models, model, NULL), MKBA_OK);
    const mkba_team_value *v = mkba_team_value_of(&t->models, m, item);
    assert_non_null(v);
    return v->value;
}

/* Whom it serves, how its time is spread, caseload, length of help, and how far it is. */
static void every_team_is_complete(void **state)
{
    static const char *const items[] = {"fte_share.heavy",    "fte_share.vulnerable",
                                        "caseload_heavy",     "months.heavy",
                                        "score_find",         "score_coordination",
                                        "score_own_strength", "score_referral",
                                        "score_follow_up",    "ramp"};
    tables t;
    (void)state;
    open_tables(&t);
    for (size_t m = 0; m < t.models.models; m++) {
        const char *id = t.models.model[m].id;
        for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
            value_of(&t, id, items[i]);
        }
        assert_true(value_of(&t, id, "fte_share.heavy") +
                        value_of(&t, id, "fte_share.vulnerable") <=
                    1 + 1e-12);
    }
    close_tables(&t);
}

/* What was published: the norm of 5 to 7 families, 2 directors for 14 families, and 15 to 21
 * months of help for youth. */
static void published_figures_are_those_of_their_source(void **state)
{
    tables t;
    const mkba_team_model *m;
    (void)state;
    open_tables(&t);
    assert_near(value_of(&t, "integraal", "caseload_heavy"), (5 + 7) / 2.0, 1e-12);
    assert_near(value_of(&t, "Zorgregie", "caseload_heavy"), 14 / 2.0, 1e-12);
    assert_near(value_of(&t, "jeugd-gezin", "months.heavy"), (15 + 21) / 2.0, 1e-12);
    assert_near(value_of(&t, "care_direction", "access_share"), 0, 1e-12);
    assert_int_equal(mkba_team_model_find(&m, &t.models, "nope", NULL), MKBA_ERR_UNKNOWN);
    close_tables(&t);
}

/* Trials without effect: the team for older people stands at the low end of the general
 * range. */
static void older_people_get_the_low_end(void **state)
{
    static const char *const keys[] = {"reduction.wmo_support.vulnerable",
                                       "reduction.escalated_adult.vulnerable",
                                       "reduction.mental_health.vulnerable"};
    tables t;
    (void)state;
    open_tables(&t);
    for (size_t i = 0; i < 3; i++) {
        assert_near(value_of(&t, "ouderen", keys[i]),
                    mkba_data_parameter(t.data, keys[i])->low, 1e-12);
    }
    close_tables(&t);
}

static void every_help_is_about_a_column(void **state)
{
    tables t;
    (void)state;
    open_tables(&t);
    for (size_t i = 0; i < t.helps; i++) {
        size_t used = 0;
        for (size_t c = 0; c < t.data->columns; c++) {
            used += mkba_field_help_of(t.help, t.helps, t.data->column[c].id) == &t.help[i];
        }
        if (used == 0) {
            print_error("%s: no column\n", t.help[i].field);
            fail();
        }
    }
    close_tables(&t);
}

/* Whoever has to fill it in can do so: what the model computes with is explained, but for who
 * pays. */
static void what_is_computed_with_is_explained(void **state)
{
    tables t;
    (void)state;
    open_tables(&t);
    for (size_t c = 0; c < t.data->columns; c++) {
        const mkba_column *column = &t.data->column[c];
        bool asked = column->in_model && strncmp(column->id, "funding_", 8) != 0;
        if (asked && !mkba_field_help_of(t.help, t.helps, column->id)) {
            print_error("%s: not explained\n", column->id);
            fail();
        }
    }
    close_tables(&t);
}

static void a_file_is_told_by_its_first_lines(void **state)
{
    static const struct {
        const char *path, *text;
        mkba_file_kind kind;
        bool has_rows;
    } rows[] = {
        {"a.csv", "code;huishoudens\nA;1\n", MKBA_FILE_AREAS, true},
        {"a.csv", "huishoudens\n", MKBA_FILE_AREAS, false},
        {"a.csv", "Households,Code\n", MKBA_FILE_AREAS, false},
        {"a.csv", "sleutel;waarde\n;;\n", MKBA_FILE_NUMBERS, false},
        {"a.csv", "key\tvalue\ntau\t1\n", MKBA_FILE_NUMBERS, true},
        {"a.csv", "gebied;prijs;verandering\n", MKBA_FILE_MEASURED, false},
        {"a.csv", "post;einddatum\n", MKBA_FILE_CONTRACTS, false},
        {"a.csv", "code;zrm_financien\n1;2\n", MKBA_FILE_HOUSEHOLDS, true},
        {"a.csv", "kolom;betekenis\nx;y\n", MKBA_FILE_EXPLANATION, true},
        {"a.csv", "x;y\n1;2\n", MKBA_FILE_UNKNOWN, true},
        {"a.csv", "bron;naam\n", MKBA_FILE_UNKNOWN, false},
        {"a.txt", " \n{\"name\": 1}", MKBA_FILE_SCENARIO, true},
        {"a.json", "code;huishoudens\n", MKBA_FILE_SCENARIO, true},
        {"a.json", "{\n \"schema\": \"mkba-baseline/1\"}", MKBA_FILE_RESULT, true},
        {"a.csv", "\"code;huishoudens\n", MKBA_FILE_UNKNOWN, false},
        {"a.csv", "", MKBA_FILE_UNKNOWN, false},
    };
    tables t;
    (void)state;
    open_tables(&t);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool has_rows;
        mkba_file_kind kind;
        assert_int_equal(mkba_kind_of_text(&kind, &has_rows, t.data, rows[i].path,
                                           rows[i].text, strlen(rows[i].text)),
                         MKBA_OK);
        if (kind != rows[i].kind || has_rows != rows[i].has_rows) {
            print_error("%s: kind %d, rows %d\n", rows[i].text, (int)kind, has_rows);
            fail();
        }
    }
    close_tables(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_of_a_team_has_a_passport),
        cmocka_unit_test(every_team_is_complete),
        cmocka_unit_test(published_figures_are_those_of_their_source),
        cmocka_unit_test(older_people_get_the_low_end),
        cmocka_unit_test(every_help_is_about_a_column),
        cmocka_unit_test(what_is_computed_with_is_explained),
        cmocka_unit_test(a_file_is_told_by_its_first_lines),
    };
    return cmocka_run_group_tests_name("start", tests, NULL, NULL);
}
