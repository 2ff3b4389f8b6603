/* What can be moved: in which unit, and how far it is looked for. */
#include "support.h"

#include "analysis/axis.h"

static const char one_area[] =
    "code;households;heavy_households;vulnerable_households;spend_wmo_support;score_find\n"
    "A;20000;700;2500;4000000;0.3\n";

static mkba_axis find(const model_run *run, mkba_arena *arena, const char *key)
{
    mkba_axis axis;
    mkba_status status = mkba_axis_find(&axis, arena, run->result, key, NULL);
    if (status != MKBA_OK) {
        print_error("%s: status %d\n", key, (int)status);
        fail();
    }
    return axis;
}

/* docs/input.md: what the columns hold. Amounts and counts are looked for up to a hundred
 * times what there is, a figure that nobody entered too. */
static void columns(void **state)
{
    static const struct {
        const char *key, *unit;
        double central, least, most;
    } rows[] = {
        /* the heavy and vulnerable households that were entered must stay */
        {"households", "households", 20000, 3200, 2e6},
        {"heavy_households", "households", 700, 0, 17500},
        {"vulnerable_households", "households", 2500, 0, 19300},
        {"inhabitants", "persons", NAN, 0, NAN},
        {"startup_cost_eur", "euro", 0, 0, 2e8}, /* nothing: of 100 euro per household */
        {"spend_wmo_support", "euro per year", 4e6, 0, 4e8},
        {"fte_heavy", "fte", NAN, 0, NAN},
        {"helped_heavy", "households per year", NAN, 0, NAN},
        {"caseload_heavy", "cases per fte", 6, 0.006, 600}, /* the middle of 5 to 7 */
        {"access_share", "fraction", NAN, 0, 1},
        {"score_find", "fraction", 0.3, 0, 1},
        {"score_referral", "fraction", 0.5, 0, 1},
    };
    model_run run;
    mkba_arena *arena = mkba_arena_new();
    (void)state;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_axis axis = find(&run, arena, rows[i].key);
        assert_string_equal(axis.unit, rows[i].unit);
        assert_string_equal(axis.key, rows[i].key);
        assert_near(axis.least, rows[i].least, 1e-9);
        if (!isnan(rows[i].central)) {
            assert_near(axis.central, rows[i].central, 1e-9);
        }
        if (!isnan(rows[i].most)) {
            assert_near(axis.most, rows[i].most, 1e-6);
        } else {
            assert_near(axis.most, 100 * axis.central, 1e-6);
        }
    }
    mkba_arena_free(arena);
    end_run(&run);
}

/* data/families.csv: which numbers a family may hold. */
static void numbers(void **state)
{
    static const struct {
        const char *key;
        double value, low, high; /* as the user would have it */
        double least, most;
        bool whole, cut;
    } rows[] = {
        {"reduction.wmo_support.heavy", 0.2, -0.1, 0.4, -1, 1, false, false},
        {"tau", 0.5, 0.25, 0.75, 0, 1, false, false},
        {"informal_burden", 0, 0, 0, 0, 100, false,
         false}, /* nothing: up to 100 all the same */
        {"discount_rate", 0.03, -0.6, 0.05, -0.6, 1, false, false},
        {"cost_per_fte_eur", 90000, 80000, 1e5, 80, 1e7, false, false},
        {"cash_lag_years.wmo_support", 2, 1, 60, 0, 100, true, false},
        {"price_year", 2024, 2020, 2030, 2024, 2024, true, true},
        /* not below the low end of the norm, nor the other way about */
        {"caseload_norm_high.heavy", 7, 4, 8, 5, 800, false, true},
        {"caseload_norm_low.heavy", 5, 4, 9, 0.004, 7, false, true},
        /* the programme takes 5 of 10 years */
        {"horizon", 10, 2, 20, 5, 40, true, true},
        {"programme_years", 5, 3, 12, 1, 10, true, true},
    };
    model_run run;
    mkba_arena *arena = mkba_arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
        size_t at = mkba_map_get(&run.data->parameter_by_key, rows[i].key);
        mkba_parameter *p = &run.data->parameter[at];
        p->value = rows[i].value;
        p->low = rows[i].low;
        p->high = rows[i].high;
        mkba_axes axes;
        assert_int_equal(mkba_axes_list(&axes, arena, run.result), MKBA_OK);
        mkba_axis axis = {0};
        if (p->low < p->high) {
            size_t k = 0;
            while (strcmp(axes.axis[k].key, rows[i].key) != 0) {
                k++;
            }
            axis = axes.axis[k];
        } else {
            axis = find(&run, arena, rows[i].key);
        }
        if (fabs(axis.least - rows[i].least) > 1e-12 ||
            fabs(axis.most - rows[i].most) > 1e-9 || axis.whole != rows[i].whole ||
            axis.cut != rows[i].cut) {
            print_error("%s: from %g to %g\n", rows[i].key, axis.least, axis.most);
            fail();
        }
        assert_true(axis.low >= axis.least && axis.high <= axis.most);
        end_run(&run);
    }
    mkba_arena_free(arena);
}

/* The numbers of a group go along with each other, and are as good as the weakest. */
static void a_group_is_as_good_as_its_weakest_member(void **state)
{
    static const char grades[] = "ABCDSE";
    model_run run;
    mkba_arena *arena = mkba_arena_new();
    size_t weakest = 0, members = 0;
    (void)state;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    for (size_t i = 0; i < run.data->parameters; i++) {
        const mkba_parameter *p = &run.data->parameter[i];
        if (strcmp(p->draw_group, "effect") == 0 && p->low < p->high) {
            size_t grade = (size_t)(strchr(grades, p->evidence[0]) - grades);
            weakest = grade > weakest ? grade : weakest;
            members++;
        }
    }
    mkba_axis axis = find(&run, arena, "group.effect");
    assert_int_equal(axis.evidence, grades[weakest]);
    assert_int_equal(axis.members, members);
    assert_true(members > 10);
    mkba_arena_free(arena);
    end_run(&run);
}

/* In several areas a column is at the value that they share, if they do. */
static void a_column_of_several_areas(void **state)
{
    model_run run;
    mkba_arena *arena = mkba_arena_new();
    (void)state;
    assert_int_equal(run_model(&run,
                               "code;households;caseload_heavy;caseload_vulnerable\n"
                               "A;100;6;30\nB;200;6;40\n",
                               NULL),
                     MKBA_OK);
    assert_near(find(&run, arena, "caseload_heavy").central, 6, 0);
    mkba_axis differs = find(&run, arena, "caseload_vulnerable");
    assert_true(isnan(differs.central) && differs.evidence == 0);
    mkba_arena_free(arena);
    end_run(&run);
}

/* Names of figures are put together; what is not there has no value. */
static void figures_by_name(void **state)
{
    model_run run;
    char path[MKBA_TEXT], item[MKBA_TEXT] = "";
    (void)state;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    const mkba_outcome *o = &run.result->outcome[0];
    assert_near(mkba_outcome_figure(run.result, o, "households"), 20000, 0);
    assert_true(isnan(mkba_outcome_figure(run.result, o, "household")));
    assert_near(mkba_outcome_item(run.result, o, "segments.%s.households", "heavy"), 700, 0);
    assert_true(isnan(mkba_outcome_item(run.result, o, "segments.%s.households", "light")));
    assert_true(mkba_path_of_item(path, "a.%s.b", "x"));
    assert_string_equal(path, "a.x.b");
    memset(item, 'x', MKBA_TEXT - 1);
    assert_false(mkba_path_of_item(path, "a%s", item));
    assert_true(isnan(mkba_outcome_item(run.result, o, "a%s", item)));
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns),
        cmocka_unit_test(numbers),
        cmocka_unit_test(a_group_is_as_good_as_its_weakest_member),
        cmocka_unit_test(a_column_of_several_areas),
        cmocka_unit_test(figures_by_name),
    };
    return cmocka_run_group_tests_name("axis", tests, NULL, NULL);
}
