/* Measurements and scenarios side by side on paper and in the report, for input that is not
 * like most. The expected sentences follow from the input, by hand. */
#include "work.h"

enum { MOST_WORLDS = 6, ROOM = 64 * 1024 };

typedef struct {
    const char *name;
    const char *areas[MOST_WORLDS]; /* up to a NULL; one world: its areas under `overlay` */
    const char *overlay[MOST_WORLDS];
    const char *world[MOST_WORLDS]; /* names; NULL: a number */
    const char *figure;
    mkba_format format;
    bool is_report; /* of the last, in HTML or as Markdown */
    const char *says[WORK_MOST], *not [WORK_MOST];
} side_case;

typedef struct {
    work world[MOST_WORLDS];
    mkba_areas *areas[MOST_WORLDS];
    const char *name[MOST_WORLDS];
    size_t count;
    mkba_comparison *comparison;
} sides;

static size_t count_of(const char *const text[MOST_WORLDS])
{
    size_t n = 0;
    while (n < MOST_WORLDS && text[n]) {
        n++;
    }
    return n;
}

static void open_sides(sides *s, const side_case *c)
{
    static const char *const numbers[] = {"first",  "second", "third",
                                          "fourth", "fifth",  "sixth"};
    size_t moments = count_of(c->areas), scenarios = count_of(c->overlay);
    *s = (sides){.count = moments > 1 ? moments : scenarios};
    for (size_t i = 0; i < s->count; i++) {
        work_input in = {.areas = c->areas[moments > 1 ? i : 0]};
        assert_int_equal(work_open(&s->world[i], &in), MKBA_OK);
        if (moments == 1) {
            assert_int_equal(work_apply(&s->world[i], c->overlay[i]), MKBA_OK);
        }
        s->areas[i] = s->world[i].areas;
        s->name[i] = c->world[i] ? c->world[i] : numbers[i];
    }
    mkba_issues issues = {0};
    assert_int_equal(moments > 1
                         ? mkba_comparison_run_moments(&s->comparison, s->areas, s->name,
                                                       s->count, c->figure, &issues)
                         : mkba_comparison_run(&s->comparison, s->areas, s->name, s->count,
                                               c->figure, &issues),
                     MKBA_OK);
}

static char *report_of(sides *s, bool is_markdown)
{
    char *text = NULL;
    work *last = &s->world[s->count - 1];
    mkba_report_options options = {.moments = s->comparison, .is_markdown = is_markdown};
    assert_int_equal(mkba_baseline_run(&last->result, last->areas, &last->issues), MKBA_OK);
    assert_int_equal(
        mkba_report_write(&text, last->result, &options, MKBA_ENGLISH, &last->issues),
        MKBA_OK);
    return text;
}

static size_t check_case(const side_case *c)
{
    sides s;
    char *text = NULL;
    open_sides(&s, c);
    if (c->is_report) {
        text = report_of(&s, c->format == MKBA_MARKDOWN);
    } else {
        mkba_style style = {c->format, MKBA_ENGLISH};
        assert_int_equal(mkba_comparison_write(&text, s.comparison, style), MKBA_OK);
    }
    size_t wrong = differs(c->name, text, c->says, c->not );
    if (wrong > 0 && !c->is_report) {
        print_error("%.8000s", text);
    }
    mkba_text_free(text);
    mkba_comparison_free(s.comparison);
    for (size_t i = 0; i < s.count; i++) {
        work_end(&s.world[i]);
    }
    return wrong;
}

#define SHEET "area,indicator,value,date,source,owner,next_date\n"
#define PLAIN "code;households;team_cost_eur\nA;4000;100000\nB;2000;50000\n"

static const side_case cases[] = {
    {.name = "one day, several days, and none",
     .areas = {SHEET "A,households,4000,,,,\n",
               SHEET
               "A,households,4000,2024-03-01,count,,\nA,team_cost_eur,9000,2024-04-02,,,\n",
               SHEET
               "A,households,4100,2025-03-01,count,,\nA,team_cost_eur,9100,2025-03-01,,,\n"},
     .says = {"without a date", "measured from 2024-03-01 to 2024-04-02",
              "measured on 2025-03-01", "second: 2024-03-01, source count",
              "second: 2024-04-02, source not named"}},
    {.name = "what is to be measured again, by whom and by nobody",
     .areas = {SHEET "A,households,4000,,,,\nB,households,2000,,,,\n", SHEET
               "A,households,4000,,,council,2027-01-31\nA,team_cost_eur,9,,,,2027-01-31\n"
               "B,households,2000,,,council,2026-12-31\n"},
     .says = {"What is to be measured again", "2026-12-31: ", "(B), by council",
              "(A), by council"}},
    {.name = "what was entered before, and is left out now",
     .areas = {"code;households;team_cost_eur;score_find;replaced_share\n"
               "A;4000;100000;0.5;0.4\nB;2000;50000;0.25;\n",
               "code;households\nA;4000\nB;2000\n"},
     .is_report = true,
     .says = {"Entered at an earlier measurement, and not at second: ", "(A); ", "(B)",
              "Not entered at both measurements, so no measured change."}},
    {.name = "the same of one area",
     .areas = {"code;households;team_cost_eur;score_find\nA;4000;100000;0.5\n",
               "code;households\nA;4000\n"},
     .is_report = true,
     .says = {"Entered at an earlier measurement, and not at second: "},
     .not = {"(A); "}},
    {.name = "the same in Markdown",
     .areas = {"code;households;team_cost_eur;score_find\nA;4000;100000;0.5\n",
               "code;households\nA;4000\n"},
     .format = MKBA_MARKDOWN,
     .is_report = true,
     .says = {"Entered at an earlier measurement, and not at second: "},
     .not = {"Per area"}},
    {.name = "remarks on earlier measurements, each said once",
     .areas = {"code;households;odd\nA;4000;1\n", "code;households;odd\nA;4000;1\n",
               "code;households;other\nA;4000;1\n", "code;households\nA;4000\n"},
     .is_report = true,
     .says = {"Remarks on earlier measurements", "first: Column &#39;odd&#39;",
              "third: Column &#39;other&#39;"},
     .not = {"second: Column"}},
    {.name = "nothing moved",
     .areas = {PLAIN, PLAIN},
     .is_report = true,
     .says = {"Measurements side by side"},
     .not = {"no measured change"}},
    {.name = "amounts that stand in thousands",
     .areas = {"code;households;team_cost_eur\nA;400000;90000000\n",
               "code;households;team_cost_eur\nA;400000;95000000\n"},
     .says = {"amounts x 1,000 euro"}},
    {.name = "amounts that stand in euros",
     .areas = {"code;households;team_cost_eur\nA;4000;90000\n",
               "code;households;team_cost_eur\nA;4000;95000\n"},
     .says = {"amounts in euro"}},
    {.name = "a figure of one's own choice, in more worlds than stand beside each other",
     .areas = {PLAIN},
     .overlay = {"{}", "{\"parameters\": {\"tau\": 0.3}}", "{\"parameters\": {\"tau\": 0.6}}",
                 "{\"parameters\": {\"ramp\": 0.1}}",
                 "{\"parameters\": {\"reduction.*\": \"low\"}}"},
     .world = {"base", "a-b", "an_exceptionally_long_name_of_a_scenario",
               "exceptionallylongwithoutanybreak", "e"},
     .figure = "lines.wmo_support.pv_eur",
     .says = {"lines.wmo_support.pv_eur", "a-b", "tau"}},
    {.name = "a figure that is shown anyhow",
     .areas = {PLAIN},
     .overlay = {"{}", "{\"parameters\": {\"tau\": 0.3}}"},
     .figure = "npv_eur",
     .says = {"tau"}},
    {.name = "changes by area, of text and of what was not entered",
     .areas = {"code;households;team_cost_eur;score_find;team_composition\n"
               "A;4000;100000;0.5;generalists\nB;2000;50000;;\n"},
     .overlay = {"{}",
                 "{\"areas\": {\"A\": {\"score_find\": 0.8, \"team_composition\": \"all\"}, "
                 "\"B\": {\"score_find\": 0.4}, \"*\": {\"replaced_share\": 0.2}}}"},
     .says = {"score_find"}},
    {.name = "the files behind measurements, each once",
     .areas = {PLAIN, PLAIN, "code;households\nA;4000\nB;2000\n"},
     .format = MKBA_JSON,
     .says = {"\"role\": \"areas\""}},
    {.name = "numbers that move together",
     .areas = {PLAIN},
     .overlay = {"{}", "{\"parameters\": {\"reduction.*\": {\"times\": 0.5}, "
                       "\"cash_lag_years.*\": 2, \"tau\": 0.3}}"},
     .says = {"reduction."}},
};

static void sides_say_what_holds(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wrong += check_case(&cases[i]);
    }
    assert_int_equal(wrong, 0);
}

/* More than a page is made for: what is left out is counted. */
static void many_areas(void **state)
{
    static char first[ROOM] = SHEET, second[ROOM] = SHEET;
    side_case c = {.name = "many areas",
                   .areas = {first, second},
                   .says = {"There are many areas: the indicators by area are in",
                            "... and 5 more: mkba compare", "more: mkba compare --format"}};
    (void)state;
    for (size_t i = 0, a = strlen(first), b = strlen(second); i < 45; i++) {
        a += (size_t)snprintf(first + a, ROOM - a, "A%zu,households,1000,,a,,\n", i);
        b +=
            (size_t)snprintf(second + b, ROOM - b, "A%zu,households,1000,,b,,2027-01-31\n", i);
    }
    assert_int_equal(check_case(&c), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sides_say_what_holds),
        cmocka_unit_test(many_areas),
    };
    return cmocka_run_group_tests_name("side by side", tests, open_folder, close_folder);
}
