/* The conditions of advice.csv, and that its texts follow the figures. */
#include "support.h"

#include "analysis/advice_value.h"
#include "model/formula_reader.h"

static const char areas[] = "code;households;caseload_heavy;score_find\nA;10000;12;0.2\n"
                            "B;10000;6;0.2\nC;20000;;\n";

typedef struct {
    model_run run;
    mkba_result *plan;
} world;

static void start(world *w)
{
    assert_int_equal(run_model(&w->run, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_run_plan(&w->plan, w->run.areas, NULL, 0, NULL), MKBA_OK);
}

static void end(world *w)
{
    mkba_result_free(w->plan);
    end_run(&w->run);
}

static mkba_advice_view view_of(const world *w, size_t area)
{
    bool total = area == MKBA_TOTAL;
    return (mkba_advice_view){w->plan, total ? NULL : &w->plan->outcome[area],
                              total ? w->plan->total : w->plan->outcome[area].value};
}

static const mkba_condition *parse(const world *w, const char *text)
{
    mkba_formulas *names = mkba_arena_alloc(w->plan->arena, 1, sizeof *names);
    names->by_text.arena = w->plan->arena;
    mkba_formula_reader r = {.arena = w->plan->arena, .at = text, .formulas = names};
    const mkba_condition *c = mkba_formula_condition(&r);
    return r.fault || *r.at ? NULL : c;
}

static bool holds(const world *w, size_t area, const char *text)
{
    mkba_advice_view view = view_of(w, area);
    mkba_advice_row row = {.condition = parse(w, text)};
    assert_non_null(row.condition);
    assert_true(mkba_advice_can_decide(row.condition));
    return mkba_advice_holds(&row, &view);
}

static void conditions(void **state)
{
    static const struct {
        const char *text;
        bool a, b;
    } rows[] = {
        {"segments.heavy.caseload > segments.heavy.norm_high", true, false},
        {"segments.heavy.caseload >= 12", true, false},
        {"segments.heavy.caseload <= 6", false, true},
        {"segments.heavy.caseload == 6", false, true},
        {"segments.heavy.caseload < 2 * segments.heavy.norm_low + 3", true, true},
        {"segments.heavy.caseload > 7 and factors.find.score < 0.5", true, false},
        {"segments.heavy.caseload > 7 or factors.find.score < 0.5", true, true},
        {"factors.find.score < 0.1 or segments.heavy.caseload > 7", true, false},
        {"0 > -1 * (segments.heavy.caseload - 6)", true, false},
        {"max(segments.heavy.caseload, 9) > 10", true, false},
        {"entered.score_find == 1 and entered.score_referral == 0", true, true},
        {"caseload_norm_high.heavy == 7", true, true}, /* a number of the model */
        {"refill_share > 1", false, false},
        {"-segments.heavy.caseload < -7", true, false},
        {"segments.heavy.caseload / 6 == 2", true, false},
        {"segments.heavy.caseload ^ 2 == 144", true, false},
        {"min(segments.heavy.caseload, 7) == 7", true, false},
        {"positive(segments.heavy.caseload - 7, 1, 2) == 1", true, false},
        {"negative(segments.heavy.caseload - 7, 1, 2) == 1", false, true},
        {"rest(segments.heavy.caseload - 12) == 0", true, true},
        {"not segments.heavy.caseload > 7", false, true},
    };
    world w;
    (void)state;
    start(&w);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (holds(&w, 0, rows[i].text) != rows[i].a ||
            holds(&w, 1, rows[i].text) != rows[i].b) {
            print_error("%s\n", rows[i].text);
            fail();
        }
    }
    end(&w);
}

/* The caseload has no total here, and one area did not enter a score: neither the condition
 * nor its opposite is said. What decides without it still does. */
static void what_is_not_known_is_not_said(void **state)
{
    world w;
    (void)state;
    start(&w);
    assert_false(holds(&w, MKBA_TOTAL, "segments.heavy.caseload > 7"));
    assert_false(holds(&w, MKBA_TOTAL, "segments.heavy.caseload <= 7"));
    assert_false(holds(&w, MKBA_TOTAL, "segments.heavy.caseload >= 7"));
    assert_false(holds(&w, MKBA_TOTAL, "entered.score_find == 1"));
    assert_false(holds(&w, MKBA_TOTAL, "entered.score_find == 0"));
    assert_true(holds(&w, MKBA_TOTAL, "entered.score_referral == 0"));
    assert_true(holds(&w, MKBA_TOTAL, "households == 40000"));
    assert_true(holds(&w, MKBA_TOTAL, "segments.heavy.caseload > 7 or households > 1"));
    assert_false(holds(&w, MKBA_TOTAL, "segments.heavy.caseload > 7 and households > 1"));
    assert_false(holds(&w, MKBA_TOTAL, "not segments.heavy.caseload > 7"));
    assert_false(holds(&w, MKBA_TOTAL, "min(1, segments.heavy.caseload) <= 1"));
    assert_false(holds(&w, MKBA_TOTAL, "max(segments.heavy.caseload, 1) >= 1"));
    assert_false(holds(&w, MKBA_TOTAL, "rest(segments.heavy.caseload) >= 0"));
    assert_false(holds(&w, MKBA_TOTAL, "positive(segments.heavy.caseload, 1, 1) == 1"));
    assert_true(
        holds(&w, MKBA_TOTAL, "positive(households, 1, segments.heavy.caseload) == 1"));
    assert_false(
        holds(&w, MKBA_TOTAL, "negative(households, 1, segments.heavy.caseload) > 0"));
    end(&w);
}

static void refuses_what_only_a_graph_can_tell(void **state)
{
    static const char *const texts[] = {"npv_eur",
                                        "sum{e}(npv_eur) > 0",
                                        "p is households",
                                        "exists tau",
                                        "undefined < 1",
                                        "not exists tau",
                                        "tau > 0 and exists tau",
                                        "1 < rest(undefined)",
                                        "1 < max(tau, sum{e}(1))",
                                        "1 < max(sum{e}(1), tau)",
                                        "exists tau and tau > 0"};
    world w;
    (void)state;
    start(&w);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const mkba_condition *c = parse(&w, texts[i]);
        assert_non_null(c);
        assert_false(mkba_advice_can_decide(c));
    }
    assert_true(mkba_advice_knows(w.plan, "plan.wmo_support.cash_eur.2"));
    assert_true(mkba_advice_knows(w.plan, "entered.score_find"));
    assert_false(mkba_advice_knows(w.plan, "entered.score_luck"));
    assert_false(mkba_advice_knows(w.plan, "npv"));
    end(&w);
}

static bool is_said(const world *w, size_t area, const char *id, mkba_message *message)
{
    mkba_advice_view view = view_of(w, area);
    for (size_t i = 0; i < w->plan->advice->count; i++) {
        const mkba_advice_row *row = &w->plan->advice->row[i];
        if (strcmp(row->id, id) == 0) {
            mkba_advice_fill(message, row, &view);
            return mkba_advice_holds(row, &view);
        }
    }
    fail();
    return false;
}

static void caseload_12_hears_something_else_than_6(void **state)
{
    mkba_message m;
    world w;
    (void)state;
    start(&w);
    assert_true(is_said(&w, 0, "caseload_heavy_above", &m));
    assert_near(m.argument[0].number, 12, 0);
    assert_near(m.argument[2].number, 7, 0);
    /* the same families within the norm: fte x 12 / 7 */
    assert_near(m.argument[3].number, m.argument[5].number * 12 / 7, 1e-9);
    assert_false(is_said(&w, 0, "caseload_heavy_within", &m));
    assert_false(is_said(&w, 1, "caseload_heavy_above", &m));
    assert_true(is_said(&w, 1, "caseload_heavy_within", &m));
    assert_true(is_said(&w, 2, "caseload_unknown", &m));
    assert_false(is_said(&w, 2, "caseload_heavy_within", &m));
    end(&w);
}

static void every_factor_has_advice_of_every_kind(void **state)
{
    static const char *const kinds[] = {"do", "risk", "first", "measure"};
    world w;
    (void)state;
    start(&w);
    const mkba_advice *all = w.plan->advice;
    for (size_t f = 0; f < w.run.data->factors; f++) {
        for (size_t k = 0; k < 4; k++) {
            size_t rows = 0;
            for (size_t i = 0; i < all->count; i++) {
                rows += strcmp(all->row[i].about, w.run.data->factor[f].id) == 0 &&
                        strcmp(all->row[i].kind, kinds[k]) == 0;
            }
            assert_true(rows > 0);
        }
    }
    end(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions),
        cmocka_unit_test(what_is_not_known_is_not_said),
        cmocka_unit_test(refuses_what_only_a_graph_can_tell),
        cmocka_unit_test(caseload_12_hears_something_else_than_6),
        cmocka_unit_test(every_factor_has_advice_of_every_kind),
    };
    return cmocka_run_group_tests_name("advice", tests, NULL, NULL);
}
