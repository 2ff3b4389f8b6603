/* Measurements one after the other: what the differences do not prove is said, and the areas
 * are those that all of them have. */
#include "support.h"

#include "analysis/compare.h"

#include <stdio.h>

typedef struct {
    mkba_data *data[2];
    mkba_areas *areas[2];
    mkba_comparison *c;
    mkba_issues issues;
} two_moments;

/* `setting` is for the second moment; `only` narrows the first one down. */
static mkba_status open_moments(two_moments *t, const char *const text[2], const char *setting,
                                const char *only)
{
    static const char *const names[] = {"then", "now"};
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < 2; i++) {
        mkba_overrides overrides = {.settings = &setting, .n_settings = i == 1 && setting};
        mkba_source_text source = {
            .file = names[i], .bytes = text[i], .length = strlen(text[i])};
        assert_int_equal(mkba_data_open(&t->data[i], NULL, &t->issues), MKBA_OK);
        assert_int_equal(mkba_data_override(t->data[i], &overrides, &t->issues), MKBA_OK);
        assert_int_equal(mkba_areas_read_text(&t->areas[i], t->data[i], source, 0, &t->issues),
                         MKBA_OK);
    }
    if (only) {
        assert_int_equal(mkba_areas_select(t->areas[0], only, &t->issues), MKBA_OK);
    }
    return mkba_comparison_run_moments(&t->c, t->areas, names, 2, NULL, &t->issues);
}

static void close_moments(two_moments *t)
{
    mkba_comparison_free(t->c);
    for (size_t i = 0; i < 2; i++) {
        mkba_areas_free(t->areas[i]);
        mkba_data_free(t->data[i]);
    }
}

/* The cautions that are about something, as "id(first word) "; not what is always said. */
static void list_cautions(char out[1024], const mkba_comparison *c)
{
    out[0] = '\0';
    for (size_t i = 0; i < c->cautions; i++) {
        const mkba_message *m = &c->caution[i];
        bool always = strcmp(m->id, "moments.no_comparison") == 0 ||
                      strcmp(m->id, "moments.regression") == 0 ||
                      strcmp(m->id, "moments.prices") == 0 ||
                      strcmp(m->id, "moments.same_numbers") == 0;
        size_t length = strlen(out);
        if (!always) {
            snprintf(out + length, 1024 - length, "%s(%s) ", m->id + strlen("moments."),
                     strcmp(m->id, "moments.other_numbers") == 0 ? "" : m->argument[0].text);
        }
    }
}

#define SHEET "area;indicator;value;date;source\n"

static void what_differences_do_not_prove(void **state)
{
    static const struct {
        const char *text[2], *setting, *cautions;
    } rows[] = {
        {{SHEET "A;households;1000;;\n", SHEET "A;households;1000;;\n"}, NULL, ""},
        /* sources */
        {{SHEET "A;households;1000;;x\n", SHEET "A;households;1100;;x\n"}, NULL, ""},
        {{SHEET "A;households;1000;;\n", SHEET "A;households;1100;;x\n"},
         NULL,
         "source_came(households) "},
        {{SHEET "A;households;1000;;x\n", SHEET "A;households;1100;;\n"},
         NULL,
         "source_went(households) "},
        {{SHEET "A;households;1000;;x\n", SHEET "A;households;1100;;y\n"},
         NULL,
         "source_changed(households) "},
        /* scores by who does the work */
        {{SHEET "A;households;1000;;\nA;score_find;0.3;;\n",
          SHEET "A;households;1000;;\nA;score_find;0.5;;\n"},
         NULL,
         "self_scored(score_find) "},
        {{SHEET "A;households;1000;;\nA;score_find;0.3;;x\n",
          SHEET "A;households;1000;;\nA;score_find;0.5;;x\n"},
         NULL,
         ""},
        {{SHEET "A;households;1000;;\nA;score_find;0.3;;x\n",
          SHEET "A;households;1000;;\nA;score_find;0.5;;\n"},
         NULL,
         "self_scored(score_find) source_went(score_find) "},
        {{SHEET "A;households;1000;;\nA;score_find;0.3;;\n",
          SHEET "A;households;1000;;\nA;score_find;0.3;;\n"},
         NULL,
         ""},
        /* what is not known at both moments */
        {{SHEET "A;households;1000;;\nA;score_find;0.3;;\n", SHEET "A;households;1000;;\n"},
         NULL,
         "no_more(score_find) "},
        {{SHEET "A;households;1000;;\n", SHEET "A;households;1000;;\nA;score_find;0.3;;\n"},
         NULL,
         "not_before(score_find) "},
        /* amounts of which year? */
        {{SHEET "A;households;1000;;\nA;team_cost_eur;5;;\n",
          SHEET "A;households;1000;;\nA;team_cost_eur;5;;\nA;price_year;2024;;\n"},
         NULL,
         "no_price_year(then) "},
        /* days: the last of each counts; what has a day and no value does not */
        {{SHEET "A;households;1000;2025-03-01;\nA;score_find;0.3;2025-01-01;\n",
          SHEET "A;households;1000;2025-03-02;\nA;score_find;0.3;2024-01-01;\n"},
         NULL,
         ""},
        {{SHEET "A;households;1000;2025-03-01;\nA;score_find;0.3;2025-04-01;\n",
          SHEET "A;households;1000;2025-03-02;\nA;score_find;0.3;2025-04-01;\n"},
         NULL,
         "not_later(now) "},
        {{SHEET "A;households;1000;2025-03-01;\n", SHEET "A;households;1000;;\n"}, NULL, ""},
        {{SHEET "A;households;1000;;\n", SHEET "A;households;1000;2025-03-01;\n"}, NULL, ""},
        {{SHEET "A;households;1000;2025-03-01;\n",
          SHEET "A;households;1000;2025-02-01;\nA;score_find;;2025-06-01;\n"},
         NULL,
         "not_later(now) "},
        /* other numbers of the model */
        {{SHEET "A;households;1000;;\n", SHEET "A;households;1000;;\n"},
         "tau=0.7",
         "other_numbers() "},
    };
    char cautions[1024];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        two_moments t;
        assert_int_equal(open_moments(&t, rows[i].text, rows[i].setting, NULL), MKBA_OK);
        list_cautions(cautions, t.c);
        if (strcmp(cautions, rows[i].cautions) != 0) {
            print_error("row %zu: %s, not %s\n", i, cautions, rows[i].cautions);
            fail();
        }
        close_moments(&t);
    }
}

static void only_areas_that_all_have(void **state)
{
    static const char *const text[2] = {"code;households\nA;100\nB;200\nC;300\n",
                                        "code;households\nC;330\nB;220\nD;400\n"};
    static const char *const other[2] = {"code;households\nA;100\n",
                                         "code;households\nB;100\n"};
    two_moments t;
    double before = 0, difference = 0;
    (void)state;
    assert_int_equal(open_moments(&t, text, NULL, NULL), MKBA_OK);
    assert_int_equal(t.c->areas, 2);
    assert_int_equal(
        mkba_comparison_difference(&difference, t.c, MKBA_TOTAL, 1, "households", NULL),
        MKBA_ERR_UNKNOWN); /* no headline */
    assert_string_equal(mkba_areas_code(t.areas[0], 0), "B");
    assert_string_equal(mkba_areas_code(t.areas[1], 0), "B");
    assert_int_equal(
        mkba_result_figure(&before, t.c->world[0].result, MKBA_TOTAL, "households", NULL),
        MKBA_OK);
    assert_near(before, 500, 0);
    close_moments(&t);
    /* narrowed down beforehand */
    assert_int_equal(open_moments(&t, text, NULL, "C"), MKBA_OK);
    assert_int_equal(t.c->areas, 1);
    assert_string_equal(mkba_areas_code(t.areas[1], 0), "C");
    close_moments(&t);
    assert_int_equal(open_moments(&t, other, NULL, NULL), MKBA_ERR_CONFLICT);
    assert_string_equal(t.issues.item[0].message.id, "moments.nothing_shared");
    close_moments(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_differences_do_not_prove),
        cmocka_unit_test(only_areas_that_all_have),
    };
    return cmocka_run_group_tests_name("moments", tests, NULL, NULL);
}
