/* Shapley values of games whose answers are known from theory. */
#include "support.h"

#include "analysis/shapley.h"

/* One left and two right gloves: a pair is worth 1. The left glove gets 2/3, each right one
 * 1/6. */
static void glove_game(void **state)
{
    double worth[8], share[3];
    (void)state;
    for (size_t set = 0; set < 8; set++) {
        worth[set] = (set & 1) && (set & 6) ? 1 : 0;
    }
    mkba_shapley(share, worth, 3);
    assert_near(share[0], 2.0 / 3, 1e-15);
    assert_near(share[1], 1.0 / 6, 1e-15);
    assert_near(share[2], 1.0 / 6, 1e-15);
}

/* Changes that do not touch each other keep what they are worth alone, whatever the start. */
static void independent_changes(void **state)
{
    const double alone[4] = {3, -7, 0, 11};
    double worth[16], share[4];
    (void)state;
    for (size_t set = 0; set < 16; set++) {
        worth[set] = 100;
        for (size_t i = 0; i < 4; i++) {
            worth[set] += set >> i & 1 ? alone[i] : 0;
        }
    }
    mkba_shapley(share, worth, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_near(share[i], alone[i], 1e-12);
    }
}

/* A product of two: both halves get half of what only the two together bring. */
static void joint_effect_is_shared(void **state)
{
    const double worth[4] = {0, 10, 20, 50};
    double share[2];
    (void)state;
    mkba_shapley(share, worth, 2);
    assert_near(share[0], 20, 1e-12);
    assert_near(share[1], 30, 1e-12);
}

static void weights_are_those_of_theory(void **state)
{
    (void)state;
    assert_near(mkba_shapley_weight(6, 0), 1.0 / 6, 1e-15);
    assert_near(mkba_shapley_weight(6, 2), 2.0 * 6 / 720, 1e-15); /* 2! 3! / 6! */
    assert_near(mkba_shapley_weight(6, 5), 1.0 / 6, 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glove_game),
        cmocka_unit_test(independent_changes),
        cmocka_unit_test(joint_effect_is_shared),
        cmocka_unit_test(weights_are_those_of_theory),
    };
    return cmocka_run_group_tests_name("shapley", tests, NULL, NULL);
}
