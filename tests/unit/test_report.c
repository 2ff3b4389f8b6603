/* The report for a council: what it says of areas that are not like most, and that it never
 * says more than is known. The expected sentences follow from the input, by hand. */
#include "work.h"

/* What else is in the report. */
enum { TORNADO = 1, DISTRIBUTION = 2, INDEX = 4, OF_FIRST = 8, DUTCH = 16, FEW = 32 };

typedef struct {
    const char *name;
    work_input in;
    unsigned with;
    size_t many; /* so many areas, that are all the same; 0: those of the input */
    const char *says[WORK_MOST], *not [WORK_MOST];
} report_case;

#define HELP                                                                                  \
    "code;households;team_cost_eur;heavy_households;helped_heavy;replaced_share;"             \
    "score_follow_up\n"
/* Whatever study is believed. */
#define SURE_SAVING                                                                           \
    "reduction.wmo_support.heavy=0.2", "reduction.youth_ambulatory.heavy=0.2",                \
        "reduction.youth_specialised.heavy=0.2", "reduction.escalated_adult.heavy=0.2"

static const report_case cases[] = {
    {.name = "no cost and no effect",
     .in.areas = "code;households;team_cost_eur\nA;0;0\n",
     .says = {"There is nothing to compare here", "tables and figures are in euros.",
              "There is no additional cost, so a ratio", "All amounts are zero here."},
     .not = {"who pays most", "who gains most", "whether benefits are higher"}},
    {.name = "no cost: some gain, nobody pays",
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .says = {"No party pays noticeably on balance.", "So whether benefits are higher",
              "There is no additional cost, so a ratio", ">no cost<"},
     .not = {"who pays most", "There is nothing to compare"}},
    {.name = "no cost and nothing that costs: in every scenario above zero",
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .in.settings = {SURE_SAVING},
     .says = {"In every scenario benefits are higher than costs."},
     .not = {"In every scenario costs are higher", "So whether benefits"}},
    {.name = "cost without effect: who pays, and nobody gains",
     .in.areas = "code;households;team_cost_eur;replaced_share;score_referral;score_find;"
                 "fte_heavy\nA;1000;900;0;0;0;0\n",
     .says = {"In every scenario costs are higher than benefits.",
              "No party gains noticeably on balance.", "All of that comes on top",
              "It is not paid back within the horizon."},
     .not = {"who gains most", "There is nothing to compare"}},
    {.name = "parts of cost are said to be replaced",
     .in.areas = "code;households;team_cost_eur;replaced_share\nA;1000;800000;0.4\n",
     .says = {"is additional; the rest would be spent"},
     .not = {"All of that comes on top", "The most important unknown number"}},
    {.name = "small amounts stand in euros",
     .in.areas = "code;households;team_cost_eur\nA;2;90\n",
     .says = {"tables and figures are in euros."},
     .not = {"in thousands of euros.", "in millions of euros."}},
    {.name = "large amounts stand in millions",
     .in.areas = "code;households;team_cost_eur;heavy_households\nA;400000;90000000;20000\n",
     .says = {"tables and figures are in millions of euros."},
     .not = {"figures are in thousands of euros."}},
    {.name = "amounts of a billion are rounded to whole millions and more",
     .in.areas =
         "code;households;team_cost_eur;heavy_households\nA;9000000;4000000000;400000\n",
     .says = {"tables and figures are in millions of euros."}},
    {.name = "a horizon of fifteen years",
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .in.settings = {"horizon=15"},
     .says = {"Over 15 years the balance", ">2026<", ">2028<", ">2040<"}},
    {.name = "the total of areas without anything",
     .in.areas = "code;households;team_cost_eur\nA;0;0\nB;0;0\n",
     .says = {"There is nothing to compare here", "Ranking of the areas",
              "For 2 of the 2 areas no scores"}},
    {.name = "amounts that are too large for any number are not shown as one",
     .in.areas = "code;households;team_cost_eur;helped_heavy\nA;1000;1e308;3\n",
     .not = {"inf%", "\"inf\"", "\"-inf", "nan%", "nan\"", " inf<"}},
    {.name = "the same of several",
     .in.areas = "code;households;team_cost_eur\nA;1000;1e308\nB;1000;1e308\n",
     .not = {"inf%", "\"inf\"", "\"-inf", "nan%", "nan\"", " inf<"}},
    {.name = "one area of two",
     .in.areas = HELP "A;1000;90000;300;250;0;0\nB;2000;90000;300;250;0;0\n",
     .with = OF_FIRST | TORNADO,
     .says = {"neighbourhood teams of A cost", "Which numbers move the outcome most"},
     .not = {"Ranking of the areas", "B (B)"}},
    {.name = "an index has no parts",
     .in.areas = "code;name;households\n.hidden;One;1000\nindex;Two;1000\na b/c;Three;1000\n"
                 "W-1_2.3;Four;1000\n",
     .with = INDEX,
     .says = {"href=\"W-1_2.3.html\"", "href=\".hidden-1.html\"", "href=\"index-2.html\"",
              "href=\"a_b_c-3.html\""},
     .not = {"<article"}},
    {.name = "a tornado of the whole, and of its parts",
     .in.areas = HELP "A;1000;90000;300;250;0;0\nB;0;0;0;0;0;0\n",
     .with = TORNADO,
     .says = {"The dashed line is the central value.", "numbers together"}},
    {.name = "draws without any difference are not drawn",
     .in.areas = "code;households;team_cost_eur\nA;0;0\n",
     .with = DISTRIBUTION,
     .says = {"In none of the 200 draws is the net value above zero."},
     .not = {"Part of the draws per amount"}},
    {.name = "draws that are all above zero",
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .in.settings = {SURE_SAVING},
     .with = DISTRIBUTION,
     .says = {"In all 200 draws the net value is above zero.", "Part of the draws per amount"},
     .not = {"In none of the"}},
    {.name = "draws on both sides of zero",
     .in.areas = HELP "A;1000;90000;300;250;0;0\nB;2000;90000;300;250;0;0\n",
     .with = DISTRIBUTION,
     .says = {"of the draws benefits are higher than costs."},
     .not = {"In none of the", "In all 200 draws"}},
    {.name = "more areas than fit in a picture",
     .many = 61,
     .says = {"Ranking of the areas", "Further, down to the source: mkba explain"},
     .not = {"the thick line runs from"}},
    {.name = "as many as fit",
     .many = 60,
     .says = {"Ranking of the areas", "the thick line runs from"}},
    {.name = "so many that each is told in full",
     .many = 12,
     .not = {"Further, down to the source: mkba explain"}},
    {.name = "amounts of a plan that would vanish in the rounding of the report",
     .in.areas = "code;households;team_cost_eur\nA;160000;30000000\n",
     .says = {"Amounts per year and per line are small beside"}},
    {.name = "amounts of a plan that are rounded to thousands anyhow",
     .in.areas = "code;households;team_cost_eur\nA;30;2700\n",
     .not = {"Amounts per year and per line are small beside"}},
    {.name = "a plan of nothing, in large amounts",
     .in.areas = "code;households;team_cost_eur;replaced_share\nA;0;900000000;0\n",
     .says = {"tables and figures are in millions of euros."},
     .not = {"Amounts per year and per line are small beside"}},
    {.name = "the three numbers that matter most",
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .with = TORNADO | FEW,
     .says = {"The dashed line is the central value."}},
    {.name = "what a scenario changed",
     .in.areas = "code;households\nA;1000\n",
     .in.overlay = "{\"label\": {\"nl\": \"Beter\", \"en\": \"Better\"}, \"parameters\": "
                   "{\"tau\": 0.4}}",
     .says = {"Better"},
     .not = {"Beter<"}},
    {.name = "in Dutch",
     .in.areas = "code;households;team_cost_eur\nA;0;0\n",
     .with = DUTCH,
     .says = {"<html lang=\"nl\">", "Hier valt niets te vergelijken"},
     .not = {"There is nothing to compare"}},
};

static char *report_of(work *run, const report_case *c)
{
    char *text = NULL;
    mkba_sensitivity *sensitivity = NULL;
    mkba_simulation *simulation = NULL;
    const mkba_sensitivity_options few = {.top = 3};
    const mkba_areas *const world[] = {run->areas};
    static const char *const name[] = {"base"};
    mkba_simulation_options draws = {.draws = 200, .seed = 1, .threads = 1};
    if (c->with & TORNADO) {
        assert_int_equal(
            mkba_sensitivity_run(&sensitivity, run->result, c->with & FEW ? &few : NULL, NULL),
            MKBA_OK);
    }
    if (c->with & DISTRIBUTION) {
        assert_int_equal(mkba_simulation_run(&simulation, world, name, 1, &draws, NULL),
                         MKBA_OK);
    }
    mkba_report_options options = {.sensitivity = sensitivity,
                                   .simulation = simulation,
                                   .is_index = c->with & INDEX,
                                   .of_area = c->with & OF_FIRST};
    assert_int_equal(mkba_report_write(&text, run->result, &options,
                                       c->with & DUTCH ? MKBA_DUTCH : MKBA_ENGLISH,
                                       &run->issues),
                     MKBA_OK);
    mkba_simulation_free(simulation);
    mkba_sensitivity_free(sensitivity);
    return text;
}

/* How much of it is otherwise. */
static size_t check_case(const report_case *c)
{
    work w;
    work_input in = c->in;
    char many[8192] = "code;households;team_cost_eur\n";
    for (size_t i = 0, at = strlen(many); i < c->many; i++) {
        at += (size_t)snprintf(many + at, sizeof many - at, "A%zu;1000;90000\n", i);
    }
    in.areas = c->many > 0 ? many : in.areas;
    if (work_run(&w, &in) != MKBA_OK) {
        return not_made(c->name, &w);
    }
    char *text = report_of(&w, c);
    size_t wrong = differs(c->name, text, c->says, c->not );
    mkba_text_free(text);
    work_end(&w);
    return wrong;
}

static void says_what_holds(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wrong += check_case(&cases[i]);
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_holds),
    };
    return cmocka_run_group_tests_name("report", tests, open_folder, close_folder);
}
