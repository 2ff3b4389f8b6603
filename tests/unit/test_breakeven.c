/* Turning points of curves that are known, and of the model where they can be worked out by
 * hand. */
#include "support.h"

#include "analysis/breakeven.h"

#include <stdio.h>

/* ------------------------------------------------------------------ Curves */

static double two_zeros(double x)
{
    return (x - 0.3) * (x - 0.3005); /* between two points of the grid */
}

static double touches(double x)
{
    return x * x;
}

static double flat_in_the_middle(double x)
{
    return fmin(x + 0.25, fmax(0, x - 0.125)); /* -, zero from -0.25 to 0.125, + */
}

static double jumps(double x)
{
    return x < 0.4 ? -1 : 1;
}

static double undefined_below(double x)
{
    return x < 0.1 ? (double)NAN : x - 0.7;
}

static double whole_steps(double x)
{
    return x - 3.5;
}

static double never(double x)
{
    return 1 + x * x;
}

static double many(double x)
{
    return sin(40 * 3.14159265358979323846 * x); /* 41 zeros from 0 to 1 */
}

static double two_steps(double x)
{
    return (x - 3.5) * (x - 6.5);
}

static double a_gap_between(double x)
{
    return x < 0.402 ? -1 : x < 0.408 ? (double)NAN : 1;
}

static double nearly_touches(double x)
{
    return (x - 0.3) * (x - 0.3) + 1e-4;
}

static double jumps_at_nothing(double x)
{
    return x < 0 ? -1 : x > 0 ? 2 : 1;
}

/* zero from 0.5 to 0.502, and down again through zero at 0.505 */
static double level_and_back(double x)
{
    return x < 0.5 ? -1 : x <= 0.502 ? 0 : (x - 0.502) * (0.505 - x);
}

static double back_and_level(double x)
{
    return level_and_back(1 - x);
}

static double a_zero_beside_a_gap(double x)
{
    return x < 0.495 ? (double)NAN : x > 0.505 ? (double)NAN : 0;
}

typedef double (*formula)(double x);

static mkba_status draw(double *y, const double *x, size_t count, void *context)
{
    const formula *f = context;
    for (size_t i = 0; i < count; i++) {
        y[i] = (*f)(x[i]);
    }
    return MKBA_OK;
}

static mkba_turns turns_of(formula f, double from, double to, size_t steps, bool whole)
{
    double x[256];
    mkba_turns turns;
    for (size_t i = 0; i <= steps; i++) {
        x[i] = from + (to - from) * (double)i / (double)steps;
    }
    assert_int_equal(mkba_turns_find(&turns, draw, &f, x, steps + 1, whole), MKBA_OK);
    return turns;
}

static void test_two_zeros_between_points(void **state)
{
    (void)state;
    mkba_turns t = turns_of(two_zeros, 0, 1, 100, false);
    assert_int_equal(t.count, 2);
    assert_near(t.turn[0].from, 0.3, 1e-9);
    assert_near(t.turn[1].from, 0.3005, 1e-9);
    assert_int_equal(t.turn[0].before, 1);
    assert_int_equal(t.turn[0].after, -1);
    assert_int_equal(t.turn[1].after, 1);
    /* the same when neither lies near a point */
    t = turns_of(two_zeros, 0, 0.97, 37, false);
    assert_int_equal(t.count, 2);
}

static void test_zeros_that_are_touched_or_flat(void **state)
{
    (void)state;
    mkba_turns t = turns_of(touches, -1, 1, 50, false);
    assert_int_equal(t.count, 1);
    assert_near(t.turn[0].from, 0, 1e-12);
    assert_int_equal(t.turn[0].before, 1);
    assert_int_equal(t.turn[0].after, 1);
    t = turns_of(flat_in_the_middle, -1, 1, 30, false);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.turn[0].kind, MKBA_TURN_PLATEAU);
    assert_near(t.turn[0].from, -0.25, 1e-9);
    assert_near(t.turn[0].to, 0.125, 1e-9);
    assert_int_equal(t.turn[0].before, -1);
    assert_int_equal(t.turn[0].after, 1);
    /* narrower than a step of the grid */
    t = turns_of(flat_in_the_middle, -10, 10, 7, false);
    assert_int_equal(t.count, 1);
    assert_near(t.turn[0].to, 0.125, 1e-9);
}

static void test_jumps_gaps_and_whole_numbers(void **state)
{
    (void)state;
    mkba_turns t = turns_of(jumps, 0, 1, 33, false);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.turn[0].kind, MKBA_TURN_BETWEEN);
    assert_near(t.turn[0].to, 0.4, 1e-9);
    t = turns_of(undefined_below, 0, 1, 40, false);
    assert_int_equal(t.count, 1);
    assert_near(t.turn[0].from, 0.7, 1e-12);
    assert_int_equal(t.undefined, 4);
    t = turns_of(whole_steps, 0, 10, 10, true);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.turn[0].kind, MKBA_TURN_BETWEEN);
    assert_near(t.turn[0].from, 3, 0);
    assert_near(t.turn[0].to, 4, 0);
    t = turns_of(never, -1, 1, 20, false);
    assert_int_equal(t.count, 0);
    assert_int_equal(t.sign, 1);
    t = turns_of(two_steps, 0, 10, 10, true);
    assert_int_equal(t.count, 2);
    assert_near(t.turn[1].from, 6, 0);
    assert_near(t.turn[1].to, 7, 0);
    /* a gap within a step of the grid */
    t = turns_of(a_gap_between, 0, 1, 10, false);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.turn[0].kind, MKBA_TURN_BETWEEN);
    assert_near(t.turn[0].from, 0.402, 1e-9);
    assert_true(t.turn[0].to > 0.402 && t.turn[0].to < 0.5);
    t = turns_of(jumps_at_nothing, -1, 1, 7, false);
    assert_int_equal(t.count, 1);
    assert_int_equal(t.turn[0].kind, MKBA_TURN_BETWEEN);
    assert_near(t.turn[0].to, 0, 1e-12);
    t = turns_of(a_zero_beside_a_gap, 0, 1, 100, false);
    assert_int_equal(t.count, 1);
    assert_near(t.turn[0].from, 0.5, 0);
    assert_int_equal(t.turn[0].before, 0);
    assert_int_equal(t.turn[0].after, 0);
}

static void test_more_than_can_be_told(void **state)
{
    (void)state;
    mkba_turns t = turns_of(many, 0, 1, 170, false);
    assert_int_equal(t.count, MKBA_MOST_TURNS);
    assert_true(t.more);
    for (size_t i = 0; i < t.count; i++) {
        assert_near(t.turn[i].from, (double)i / 40, 1e-9);
    }
    t = turns_of(nearly_touches, 0, 1, 100, false);
    assert_int_equal(t.count, 0);
    assert_false(t.more);
    mkba_turns none;
    formula f = never;
    assert_int_equal(mkba_turns_find(&none, draw, &f, NULL, 0, false), MKBA_OK);
    assert_int_equal(none.count, 0);
}

/* Zero for a while, and through zero once more before the next point of the grid. */
static void test_a_level_and_a_zero_in_one_step(void **state)
{
    (void)state;
    mkba_turns t = turns_of(level_and_back, 0, 1, 10, false);
    assert_int_equal(t.count, 2);
    assert_near(t.turn[0].from, 0.5, 1e-9);
    assert_near(t.turn[0].to, 0.502, 1e-9);
    assert_int_equal(t.turn[0].after, 1);
    assert_near(t.turn[1].from, 0.505, 1e-9);
    assert_int_equal(t.turn[1].after, -1);
    t = turns_of(back_and_level, 0, 1, 10, false);
    assert_int_equal(t.count, 2);
    assert_near(t.turn[0].from, 0.495, 1e-9);
    assert_near(t.turn[1].from, 0.498, 1e-9);
    assert_near(t.turn[1].to, 0.5, 1e-9);
}

/* A curve that cannot be drawn at some moment stops the search. */
static mkba_status draw_a_while(double *y, const double *x, size_t count, void *context)
{
    size_t *left = context;
    formula f = two_zeros;
    return (*left)-- == 0 ? MKBA_ERR_MEMORY : draw(y, x, count, &f);
}

static void test_a_curve_that_fails(void **state)
{
    (void)state;
    double x[101];
    size_t calls = 0;
    mkba_status status = MKBA_ERR_MEMORY;
    for (size_t i = 0; i <= 100; i++) {
        x[i] = (double)i / 100;
    }
    for (; status == MKBA_ERR_MEMORY && calls < 100; calls++) {
        size_t left = calls;
        mkba_turns t;
        status = mkba_turns_find(&t, draw_a_while, &left, x, 101, false);
    }
    assert_int_equal(status, MKBA_OK);
    assert_true(calls > 3);
}

/* ------------------------------------------------------------------ The model */

static const char *const one_area =
    "code;households;inhabitants;team_cost_eur;caseload_heavy\n"
    "A;10000;21000;3000000;12\n";

static mkba_breakeven *breakeven_of(const model_run *run, const char *key, const char *figure,
                                    double target)
{
    mkba_breakeven *b = NULL;
    mkba_breakeven_options options = {.figure = figure, .key = key, .target = target};
    assert_int_equal(mkba_breakeven_run(&b, run->result, &options, NULL), MKBA_OK);
    return b;
}

static double figure_with(const char *areas, const char *key, double value, const char *figure)
{
    model_run run;
    char setting[MKBA_TEXT];
    snprintf(setting, sizeof setting, "%s=%.17g", key, value);
    assert_int_equal(run_model(&run, areas, (const char *const[]){setting, NULL}), MKBA_OK);
    double found = figure_of(&run, 0, figure);
    end_run(&run);
    return found;
}

/* The net value is a straight line in what a euro of found need is worth, so two runs give the
 * turning point: v - npv(v) (w - v) / (npv(w) - npv(v)). Here it lies outside the range. */
static void test_a_straight_line_by_hand(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    double at_1 = figure_of(&run, 0, "npv_eur");
    double at_2 = figure_with(one_area, "need_value", 2, "npv_eur");
    double zero = 1 - at_1 / (at_2 - at_1);
    mkba_breakeven *b = breakeven_of(&run, "need_value", NULL, 0);
    const mkba_breakeven_row *row = &b->part[0].row[0];
    assert_int_equal(row->turns.count, 1);
    assert_near(row->turns.turn[0].from, zero, 1e-9 * zero);
    assert_int_equal(row->turns.turn[0].before, -1);
    assert_int_equal(row->turns.turn[0].after, 1);
    assert_true(zero > row->axis->high);
    assert_false(mkba_turn_is_within(&row->turns.turn[0], row->axis));
    assert_true(row->axis->most >= 100 * row->axis->high);
    mkba_breakeven_free(b);
    end_run(&run);
}

/* With another target the line is met inside the range, halfway between 1 and the high end. */
static void test_a_target_within_the_range(void **state)
{
    (void)state;
    model_run run;
    bool up;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    double halfway = figure_with(one_area, "need_value", 1.1, "npv_eur");
    mkba_breakeven *b = breakeven_of(&run, "need_value", "npv_eur", halfway);
    const mkba_breakeven_row *row = &b->part[0].row[0];
    assert_int_equal(row->turns.count, 1);
    assert_near(row->turns.turn[0].from, 1.1, 1e-9);
    assert_true(mkba_turn_is_within(&row->turns.turn[0], row->axis));
    assert_near(mkba_turn_way(&up, &row->turns.turn[0], row->axis), 0.5, 1e-8);
    assert_true(up);
    mkba_breakeven_free(b);
    end_run(&run);
}

/* The additional cost is C (1 - R) over the programme years, which the benefit does not follow
 * at the same pace: wherever the search finds a zero, a run with that number is zero within a
 * cent. */
static void test_zero_within_a_cent(void **state)
{
    (void)state;
    static const char *const areas[] = {
        "code;households;team_cost_eur;score_find;score_coordination;score_own_strength;"
        "score_referral;score_follow_up\nA;10000;3000000;1;1;1;1;1\n",
        "code;households;team_cost_eur;provider_share;score_referral\nB;52000;8000000;0;1\n",
        "code;households;heavy_households;caseload_heavy\nC;3000;20;6\n",
        "code;households;inhabitants;team_cost_eur;access_share;spend_wmo_support\n"
        "D;7000;15000;1;0;4000000\n"};
    static const char *const keys[] = {
        "replaced_share", "need_value",     "months.vulnerable", "tau",
        "discount_rate",  "provider_share", "fte_share.heavy",   "autonomous_growth"};
    size_t found = 0;
    for (size_t a = 0; a < 4; a++) {
        model_run run;
        assert_int_equal(run_model(&run, areas[a], NULL), MKBA_OK);
        for (size_t k = 0; k < 8; k++) {
            mkba_breakeven *b = breakeven_of(&run, keys[k], "npv_eur", 0);
            const mkba_breakeven_row *row = &b->part[0].row[0];
            for (size_t i = 0; i < row->turns.count; i++) {
                double at = row->turns.turn[i].from;
                bool column = row->axis->kind == MKBA_AXIS_COLUMN;
                assert_near(column ? 0 : figure_with(areas[a], keys[k], at, "npv_eur"), 0,
                            0.01);
                found += column ? 0 : 1;
            }
            mkba_breakeven_free(b);
        }
        end_run(&run);
    }
    assert_true(found >= 8);
}

/* More families per worker reach more of them, with less effect on each above the norm (the
 * exponent is 1.5): the net value rises to the norm and falls beyond it, so that a value just
 * below its top is met twice. */
static void test_twice_around_the_norm(void **state)
{
    (void)state;
    const char *const areas =
        "code;households;team_cost_eur;caseload_heavy\nA;10000;3000000;7\n";
    const char *const more =
        "code;households;team_cost_eur;caseload_heavy\nA;10000;3000000;10\n";
    model_run run, beyond;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    assert_int_equal(run_model(&beyond, more, NULL), MKBA_OK);
    double target = figure_of(&beyond, 0, "lines.wmo_support.saving_pv_eur");
    assert_true(figure_of(&run, 0, "lines.wmo_support.saving_pv_eur") > target);
    mkba_breakeven *b =
        breakeven_of(&run, "caseload_zwaar", "lines.wmo_support.saving_pv_eur", target);
    const mkba_turns *turns = &b->part[0].row[0].turns;
    assert_string_equal(b->part[0].row[0].axis->key, "caseload_heavy");
    assert_int_equal(turns->count, 2);
    assert_true(turns->turn[0].from < 7);
    assert_near(turns->turn[1].from, 10, 1e-6);
    assert_int_equal(turns->turn[0].after, 1);
    assert_int_equal(turns->turn[1].after, -1);
    mkba_breakeven_free(b);
    end_run(&run);
    end_run(&beyond);
}

/* The horizon is a whole number of years: the figure is on one side at one, on the other at
 * the next. */
static void test_whole_numbers(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    double at_7 = figure_with(one_area, "horizon", 7, "npv_eur");
    double at_8 = figure_with(one_area, "horizon", 8, "npv_eur");
    mkba_breakeven *b = breakeven_of(&run, "horizon", NULL, (at_7 + at_8) / 2);
    const mkba_breakeven_row *row = &b->part[0].row[0];
    assert_int_equal(row->turns.count, 1);
    assert_int_equal(row->turns.turn[0].kind, MKBA_TURN_BETWEEN);
    assert_near(row->turns.turn[0].from, 7, 0);
    assert_near(row->turns.turn[0].to, 8, 0);
    assert_near(row->axis->least, 5, 0); /* the programme takes five years */
    mkba_breakeven_free(b);
    end_run(&run);
}

static void test_a_number_without_effect(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    mkba_breakeven *b = breakeven_of(&run, "cash_lag_years.wmo_support", NULL, 0);
    const mkba_turns *turns = &b->part[0].row[0].turns;
    assert_int_equal(turns->count, 0);
    assert_near(turns->least, turns->greatest, 1e-6);
    mkba_breakeven_free(b);
    end_run(&run);
}

/* Without a team nothing costs and nothing happens: zero at zero, and a ratio that does not
 * exist there. */
static void test_no_team_and_no_ratio(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    mkba_breakeven *b = breakeven_of(&run, "teamkosten", "npv_eur", 0);
    const mkba_breakeven_row *row = &b->part[0].row[0];
    assert_true(row->turns.count >= 1);
    assert_near(row->turns.turn[0].from, 0, 0);
    assert_int_equal(row->turns.turn[0].before, 0);
    assert_true(isnan(row->axis->low));
    mkba_breakeven_free(b);
    b = breakeven_of(&run, "teamkosten", "ratio", 0);
    assert_true(b->part[0].row[0].turns.undefined >= 1);
    mkba_breakeven_free(b);
    end_run(&run);
}

/* Of the figure as it is today everything that matters turns where it is, in the order of the
 * keys; and without options all numbers are asked about for the net value 0. */
static void test_the_figure_of_today(void **state)
{
    (void)state;
    model_run run;
    bool up;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    mkba_breakeven *b = breakeven_of(&run, NULL, NULL, figure_of(&run, 0, "npv_eur"));
    assert_true(b->part[0].rows > 20);
    for (size_t i = 0; i < b->part[0].rows; i++) {
        const mkba_breakeven_row *row = &b->part[0].row[i];
        bool is_here = false;
        for (size_t k = 0; k < row->turns.count; k++) {
            is_here = is_here || mkba_turn_way(&up, &row->turns.turn[k], row->axis) <= 1e-6;
        }
        assert_true(is_here);
    }
    mkba_breakeven_free(b);
    mkba_breakeven *none, *zero = breakeven_of(&run, NULL, "npv_eur", 0);
    assert_int_equal(mkba_breakeven_run(&none, run.result, NULL, NULL), MKBA_OK);
    assert_int_equal(none->part[0].rows, zero->part[0].rows);
    mkba_breakeven_free(none);
    mkba_breakeven_free(zero);
    /* a column has no range that a way could be told by */
    b = breakeven_of(&run, "caseload_heavy", NULL, figure_of(&run, 0, "npv_eur"));
    const mkba_turns *turns = &b->part[0].row[0].turns;
    bool unknown = false;
    for (size_t k = 0; k < turns->count; k++) {
        double way = mkba_turn_way(&up, &turns->turn[k], b->part[0].row[0].axis);
        unknown = unknown || isnan(way);
    }
    assert_true(unknown);
    mkba_breakeven_free(b);
    end_run(&run);
}

/* The list has what its own key finds, the nearest first. */
static void test_the_list(void **state)
{
    (void)state;
    model_run run;
    bool up;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    double target = 0.97 * figure_of(&run, 0, "npv_eur"), last = 0;
    mkba_breakeven *b = breakeven_of(&run, NULL, NULL, target);
    assert_true(b->part[0].rows > 5);
    for (size_t i = 0; i < b->part[0].rows; i++) {
        const mkba_breakeven_row *row = &b->part[0].row[i];
        mkba_breakeven *one = breakeven_of(&run, row->axis->key, NULL, target);
        const mkba_turns *turns = &one->part[0].row[0].turns;
        double way = mkba_turn_way(&up, &row->turns.turn[0], row->axis);
        bool same = false;
        for (size_t k = 0; k < turns->count; k++) {
            double size = fabs(turns->turn[k].from);
            same = same || fabs(turns->turn[k].from - row->turns.turn[0].from) <= 1e-8 * size;
        }
        assert_true(same);
        assert_true(row->turns.count > 1 || (way >= last && way <= 1));
        last = row->turns.count > 1 ? last : way;
        mkba_breakeven_free(one);
    }
    mkba_breakeven_free(b);
    end_run(&run);
}

static void test_what_cannot_move_alone(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        mkba_status status;
    } cases[] = {{"nothing_like_it", MKBA_ERR_UNKNOWN},
                 {"team_cost_eur", MKBA_ERR_CONFLICT}, /* of two areas */
                 {"funding_state", MKBA_ERR_CONFLICT},
                 {"low_income_share", MKBA_ERR_CONFLICT},
                 {"start_year", MKBA_ERR_CONFLICT},
                 {"score_find", MKBA_OK},
                 {"group.effect", MKBA_OK}};
    model_run run;
    assert_int_equal(run_model(&run, "code;households\nA;1000\nB;2000\n", NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_breakeven *b;
        mkba_breakeven_options options = {.key = cases[i].key};
        assert_int_equal(mkba_breakeven_run(&b, run.result, &options, NULL), cases[i].status);
        assert_true((b != NULL) == (cases[i].status == MKBA_OK));
        mkba_breakeven_free(b);
    }
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_zeros_between_points),
        cmocka_unit_test(test_zeros_that_are_touched_or_flat),
        cmocka_unit_test(test_jumps_gaps_and_whole_numbers),
        cmocka_unit_test(test_more_than_can_be_told),
        cmocka_unit_test(test_a_level_and_a_zero_in_one_step),
        cmocka_unit_test(test_a_curve_that_fails),
        cmocka_unit_test(test_a_straight_line_by_hand),
        cmocka_unit_test(test_a_target_within_the_range),
        cmocka_unit_test(test_zero_within_a_cent),
        cmocka_unit_test(test_twice_around_the_norm),
        cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_a_number_without_effect),
        cmocka_unit_test(test_no_team_and_no_ratio),
        cmocka_unit_test(test_the_figure_of_today),
        cmocka_unit_test(test_the_list),
        cmocka_unit_test(test_what_cannot_move_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
