/* What the outputs say of input that is not like most. The expected sentences and numbers
 * follow from the input, by hand. */
#include "work.h"

typedef struct output_case output_case;
typedef mkba_status write_output(char **out, work *w, const output_case *c);

struct output_case {
    const char *name;
    write_output *write;
    mkba_format format;
    work_input in;
    const char *figure, *key;
    double target;
    size_t top;
    const char *says[WORK_MOST], *not [WORK_MOST];
};

static mkba_style style_of(const output_case *c)
{
    return (mkba_style){c->format, MKBA_ENGLISH};
}

static mkba_status breakeven(char **out, work *w, const output_case *c)
{
    mkba_breakeven *b = NULL;
    mkba_breakeven_options options = {c->figure, c->key, c->target};
    mkba_status s = mkba_breakeven_run(&b, w->result, &options, &w->issues);
    s = s ? s : mkba_breakeven_write(out, b, style_of(c));
    mkba_breakeven_free(b);
    return s;
}

static mkba_status sensitivity(char **out, work *w, const output_case *c)
{
    mkba_sensitivity *sensitivity = NULL;
    mkba_sensitivity_options options = {c->figure, c->top};
    mkba_status s = mkba_sensitivity_run(&sensitivity, w->result, &options, &w->issues);
    s = s ? s : mkba_sensitivity_write(out, sensitivity, style_of(c));
    mkba_sensitivity_free(sensitivity);
    return s;
}

static mkba_status simulation(char **out, work *w, const output_case *c)
{
    mkba_simulation *simulation = NULL;
    const mkba_areas *const world[] = {w->areas};
    static const char *const name[] = {"base"};
    mkba_simulation_options options = {.draws = 64, .seed = 1, .threads = 1, .top = c->top};
    mkba_status s = mkba_simulation_run(&simulation, world, name, 1, &options, &w->issues);
    s = s ? s : mkba_simulation_write(out, simulation, style_of(c));
    mkba_simulation_free(simulation);
    return s;
}

/* By simulation when rows are asked for. */
static mkba_status to_measure(char **out, work *w, const output_case *c)
{
    mkba_to_measure *list = NULL;
    mkba_simulation_options options = {.draws = 64, .seed = 1, .threads = 1, .top = c->top};
    mkba_status s =
        mkba_to_measure_run(&list, w->result, c->top > 0 ? &options : NULL, &w->issues);
    s = s ? s : mkba_to_measure_write(out, list, style_of(c));
    mkba_to_measure_free(list);
    return s;
}

static mkba_status baseline(char **out, work *w, const output_case *c)
{
    return mkba_baseline_write(out, w->result, style_of(c));
}

static mkba_status cash_plan(char **out, work *w, const output_case *c)
{
    return mkba_cash_plan_write(out, w->result, style_of(c));
}

static mkba_status explain(char **out, work *w, const output_case *c)
{
    return mkba_explain_write(out, w->result, 0, c->figure, (unsigned)c->top, style_of(c),
                              &w->issues);
}

static mkba_status sheet(char **out, work *w, const output_case *c)
{
    (void)c;
    return mkba_sheet_write(out, w->data, w->areas, MKBA_ENGLISH, &w->issues);
}

#define HELP                                                                                  \
    "code;households;team_cost_eur;heavy_households;helped_heavy;replaced_share;"             \
    "score_follow_up\n"

#define MEASURED                                                                              \
    "area;price;change;low;high;design;attribution;first_year;last_year;source\n"             \
    "A;police_call;-40;-60;-20;experiment;0.8;2027;2028;count\n"                              \
    "B;wmo_support;-250000;-400000;50000;before_after;;;;study\n"

static const output_case cases[] = {
    {.name = "a figure that is nowhere",
     .write = breakeven,
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .figure = "ratio",
     .key = "tau",
     .says = {"The figure exists nowhere here."},
     .not = {"throughout", "Break-even at"}},
    {.name = "the same as CSV: neither above nor below",
     .write = breakeven,
     .format = MKBA_CSV,
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .figure = "ratio",
     .key = "tau",
     .says = {";none;;;;;0;E\n"}},
    {.name = "a figure that is not everywhere: all cost is replaced at the end",
     .write = breakeven,
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .figure = "ratio",
     .key = "replaced_share",
     .says = {"In part of what was searched the figure does not exist."}},
    /* Of 300 households no more than 12 / 18 are helped in a year. */
    {.name = "a figure that stays where it is",
     .write = breakeven,
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .figure = "segments.heavy.helped_per_year",
     .key = "helped_heavy",
     .target = 200,
     .says = {"Equal from 200 to "}},
    {.name = "the same of two areas",
     .write = breakeven,
     .in.areas = HELP "A;1000;90000;300;250;0;0\nB;1000;90000;300;250;0;0\n",
     .figure = "segments.heavy.helped_per_year",
     .key = "months.heavy",
     .target = 200,
     .says = {"B          B"}},
    {.name = "the same as CSV",
     .write = breakeven,
     .format = MKBA_CSV,
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .figure = "segments.heavy.helped_per_year",
     .key = "helped_heavy",
     .target = 200,
     .says = {"A;segments.heavy.helped_per_year;200;helped_heavy;;250;;", ";200;"}},
    {.name = "two areas, of which one does not turn",
     .write = breakeven,
     .in.areas = HELP "A;1000;0;300;250;0;0\nB;1000;90000;300;250;0;0\n",
     .key = "replaced_share",
     .says = {"A          A", "positive\n", "B          B"}},
    {.name = "a number without range, because it was set",
     .write = breakeven,
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .in.settings = {"tau=0.3"},
     .key = "tau",
     .says = {"Break-even at"}},
    {.name = "a horizon in whole years",
     .write = breakeven,
     .in.areas = HELP "A;1000;9000;300;250;0;0\n",
     .key = "horizon"},
    {.name = "where nothing moves the figure, since it is none",
     .write = sensitivity,
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .figure = "ratio"},
    {.name = "the same as CSV",
     .write = sensitivity,
     .format = MKBA_CSV,
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .figure = "ratio",
     .says = {"area;figure;"}},
    {.name = "nothing at all",
     .write = sensitivity,
     .in.areas = "code;households;team_cost_eur\nA;0;0\n",
     .says = {"npv_eur"}},
    {.name = "one row of many",
     .write = simulation,
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .top = 1,
     .says = {"64"}},
    {.name = "draws of nothing",
     .write = simulation,
     .in.areas = "code;households;team_cost_eur\nA;0;0\n",
     .says = {"64 draws from seed 1."}},
    {.name = "draws of nothing as JSON",
     .write = simulation,
     .format = MKBA_JSON,
     .in.areas = "code;households;team_cost_eur\nA;0;0\n",
     .says = {"\"draws\": 64"}},
    {.name = "draws where some have no ratio",
     .write = simulation,
     .in.areas = HELP "A;1000;90000;300;250;1;0\n"},
    {.name = "draws that are all above zero",
     .write = simulation,
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .in.settings = {"reduction.wmo_support.heavy=0.2", "reduction.youth_ambulatory.heavy=0.2",
                     "reduction.youth_specialised.heavy=0.2",
                     "reduction.escalated_adult.heavy=0.2"},
     .says = {"In all 64 draws the net value is above zero."}},
    {.name = "draws of large amounts",
     .write = simulation,
     .in.areas = "code;households;team_cost_eur\nA;400000;90000000\n",
     .says = {"amounts x 1,000 euro"}},
    {.name = "what to record, by simulation, as JSON",
     .write = to_measure,
     .format = MKBA_JSON,
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .top = 3,
     .says = {"\"ordered_by\": \"worth\"", "\"draws\": 64", "\"seed\": 1"}},
    {.name = "what to record, by range, as JSON",
     .write = to_measure,
     .format = MKBA_JSON,
     .in.areas = HELP "A;1000;90000;300;250;0;0\n",
     .says = {"\"ordered_by\": \"spread\"", "\"draws\": null", "\"seed\": null"}},
    {.name = "what to record of large areas",
     .write = to_measure,
     .in.areas = "code;households;team_cost_eur\nA;400000;90000000\n"},
    {.name = "a plan in millions",
     .write = cash_plan,
     .in.areas = "code;households;team_cost_eur\nA;8000000;4000000000\n",
     .says = {"amounts x 1 million euro"}},
    {.name = "a plan in thousands, of areas that have nothing",
     .write = cash_plan,
     .in.areas = "code;households;team_cost_eur\nA;0;0\nB;1000;4000000\n",
     .says = {"amounts x 1,000 euro"}},
    {.name = "a plan in euros",
     .write = cash_plan,
     .in.areas = "code;households;team_cost_eur\nA;1000;9000\n",
     .says = {"amounts in euro"}},
    {.name = "who pays with what is lost, in a baseline without cost",
     .write = baseline,
     .in.areas = HELP "A;1000;0;300;250;0;0\n",
     .says = {"There is no additional cost, so a ratio"}},
    {.name = "more care than saving",
     .write = baseline,
     .in.areas = "code;households;team_cost_eur;replaced_share;score_referral;score_find;"
                 "fte_heavy\nA;1000;900;0;0;0;0\n",
     .says = {"Benefits are negative in the central case"}},
    {.name = "texts of areas in JSON",
     .write = baseline,
     .format = MKBA_JSON,
     .in.areas = "code;households;team_composition\n\"A\"\"\\\";1000;a\tb\n",
     .says = {"\"code\": \"A\\\"\\\\\"", "a\\u0009b"}},
    {.name = "what was set by hand and what a scenario set",
     .write = explain,
     .in.areas = "code;households\nA;1000\n",
     .in.settings = {"tau=0.3"},
     .in.overlay = "{\"parameters\": {\"ramp\": 0.4}}",
     .figure = "npv_eur",
     .says = {"tau = 0.3", "ramp = 0.4"}},
    {.name = "the same as JSON",
     .write = explain,
     .format = MKBA_JSON,
     .in.areas = "code;households\nA;1000\n",
     .in.settings = {"tau=0.3"},
     .figure = "ratio",
     .says = {"\"key\": \"tau\""}},
    {.name = "measured effects of a line and of what has a price",
     .write = baseline,
     .in.areas = "code;name;households\nA;North;4000\nB;South;6500\n",
     .in.measured = MEASURED,
     .says = {"Police "}},
    {.name = "the same as JSON",
     .write = baseline,
     .format = MKBA_JSON,
     .in.areas = "code;name;households\nA;North;4000\nB;South;6500\n",
     .in.measured = MEASURED,
     .says = {"\"police_call\"", "\"design\": \"experiment\"", "\"low\": -400000"}},
    {.name = "a sheet of an area with text, source and numbers of another kind",
     .write = sheet,
     .in.areas = "code;households;team_cost_eur;team_composition;score_find;"
                 "source_score_find;low_score_find;high_score_find\n"
                 "A;1.000;1.200.000;all;0,5;count;0,4;0,6\n",
     .says = {"A;households;Private households;1000;", ";0.5;;count;", ";0.4;0.6;", ";all;"}},
};

static size_t check_case(const output_case *c)
{
    work w;
    char *text = NULL;
    if (work_run(&w, &c->in) != MKBA_OK || c->write(&text, &w, c) != MKBA_OK) {
        return not_made(c->name, &w);
    }
    size_t wrong = differs(c->name, text, c->says, c->not );
    if (wrong > 0) {
        print_error("%s", text);
    }
    mkba_text_free(text);
    work_end(&w);
    return wrong;
}

static void outputs_say_what_holds(void **state)
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
        cmocka_unit_test(outputs_say_what_holds),
    };
    return cmocka_run_group_tests_name("outputs", tests, open_folder, close_folder);
}
