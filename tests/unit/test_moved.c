/* A stored result beside one of now: which values moved, and what can be told of why. */
#include "support.h"

#include "analysis/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ------------------------------------------------------------------ Small results */

typedef struct {
    mkba_stored *stored;
    mkba_check *check;
    mkba_issues issues;
} pair;

static mkba_status store(mkba_stored **out, const char *text, mkba_issues *issues)
{
    char path[] = "/tmp/mkba-check-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    mkba_status status = mkba_stored_open(out, path, issues);
    unlink(path);
    return status;
}

static mkba_status hold(pair *p, const char *was, const char *is, bool exact)
{
    mkba_check_options options = {.exact = exact, .tolerance = 0.01};
    memset(p, 0, sizeof *p);
    mkba_status status = store(&p->stored, was, &p->issues);
    return status == MKBA_OK ? mkba_check_run(&p->check, p->stored, is, &options, &p->issues)
                             : status;
}

static void end_pair(pair *p)
{
    mkba_check_free(p->check);
    mkba_stored_free(p->stored);
}

/* What moved, as "area|figure" with a blank behind each. */
static void list_moved(char out[1024], const mkba_check *c)
{
    out[0] = '\0';
    for (size_t i = 0; i < c->count; i++) {
        size_t length = strlen(out);
        snprintf(out + length, 1024 - length, "%s|%s ", c->moved[i].area, c->moved[i].figure);
    }
}

#define HEAD "{\"schema\": \"mkba-x/1\", \"made_from\": {\"command\": \"x\"}"

static void values_that_move(void **state)
{
    static const struct {
        const char *was, *is, *moved, *moved_exactly;
    } rows[] = {
        {"\"a\": 1", "\"a\": 1", "", ""},
        {"\"a\": 1, \"b\": 2", "\"b\": 2, \"a\": 1", "", ""}, /* order is nothing */
        {"\"a\": 1", "\"a\": 1.0000000001", "", "|a "},
        {"\"a\": 1", "\"a\": 1.1", "|a ", "|a "},
        {"\"a_eur\": 1", "\"a_eur\": 1.005", "", "|a_eur "}, /* a cent is allowed */
        {"\"a_eur\": 1", "\"a_eur\": 1.02", "|a_eur ", "|a_eur "},
        {"\"a\": 1e999", "\"a\": 1e999", "", ""}, /* larger than any number */
        {"\"a\": 1", "\"a\": 1e999", "|a ", "|a "},
        {"\"a\": 1e999", "\"a\": 1", "|a ", "|a "},
        {"\"a\": 1e999", "\"a\": -1e999", "|a ", "|a "},
        /* another kind of value */
        {"\"a\": 1", "\"a\": \"1\"", "|a ", "|a "},
        {"\"a\": \"1\"", "\"a\": 1", "|a ", "|a "},
        {"\"a\": {\"b\": 1}", "\"a\": 1", "|a ", "|a "},
        {"\"a\": 1", "\"a\": {\"b\": 1}", "|a ", "|a "},
        {"\"a\": [1]", "\"a\": {\"b\": 1}", "|a ", "|a "},
        {"\"a\": {\"b\": 1}", "\"a\": [1]", "|a ", "|a "},
        {"\"a\": null", "\"a\": 0", "|a ", "|a "},
        {"\"a\": true", "\"a\": false", "|a ", "|a "},
        {"\"a\": \"x\"", "\"a\": \"y\"", "|a ", "|a "},
        /* what comes and goes */
        {"\"a\": 1, \"b\": 2", "\"a\": 1", "|b ", "|b "},
        {"\"a\": 1", "\"a\": 1, \"b\": 2", "|b ", "|b "},
        {"\"a\": [1, 2]", "\"a\": [1, 2, 3]", "|a.2 ", "|a.2 "},
        {"\"a\": [1, 2, 3]", "\"a\": [1]", "|a.1 |a.2 ", "|a.1 |a.2 "},
        {"\"a\": []", "\"a\": []", "", ""},
        {"\"a\": [[1]]", "\"a\": [[2]]", "|a.0.0 ", "|a.0.0 "},
        /* items that have a name are told by it, and by their rank when several have it */
        {"\"a\": [{\"id\": \"x\", \"b\": 1}, {\"id\": \"y\", \"b\": 2}]",
         "\"a\": [{\"id\": \"y\", \"b\": 2}, {\"id\": \"x\", \"b\": 1}]", "", ""},
        {"\"a\": [{\"id\": \"x\", \"b\": 1}, {\"id\": \"x\", \"b\": 2}]",
         "\"a\": [{\"id\": \"x\", \"b\": 1}, {\"id\": \"z\", \"b\": 0}, "
         "{\"id\": \"x\", \"b\": 2}]",
         "|a.z ", "|a.z "},
        {"\"a\": [{\"id\": \"z\"}, {\"id\": \"x\", \"b\": 1}, {\"id\": \"x\", \"b\": 2}]",
         "\"a\": [{\"id\": \"x\", \"b\": 1}, {\"id\": \"x\", \"b\": 3}]", "|a.x.b |a.z ",
         "|a.x.b |a.z "},
        {"\"a\": [{\"t\": 2, \"b\": 1}]", "\"a\": [{\"t\": 3, \"b\": 1}]", "|a.2 |a.3 ",
         "|a.2 |a.3 "},
        {"\"a\": [{\"id\": null, \"key\": \"k\"}]", "\"a\": []", "|a.k ", "|a.k "},
        {"\"a\": [\"x\", \"y\"]", "\"a\": [\"y\"]", "|a.x ", "|a.x "},
        /* areas at the top are areas, elsewhere they are a part of the name */
        {"\"areas\": [{\"code\": \"A\", \"b\": 1}]",
         "\"areas\": [{\"code\": \"A\", \"b\": 2}]", "A|b ", "A|b "},
        {"\"c\": {\"areas\": [{\"code\": \"A\", \"b\": 1}]}",
         "\"c\": {\"areas\": [{\"code\": \"A\", \"b\": 2}]}", "|c.areas.A.b ",
         "|c.areas.A.b "},
        {"\"total\": {\"b\": 1}", "\"total\": {\"b\": 2}", "total|b ", "total|b "},
        /* words of a message, and inputs, count only when every byte does */
        {"\"a\": [{\"id\": \"x\", \"message\": \"old\"}]",
         "\"a\": [{\"id\": \"x\", \"message\": \"new\"}]", "", "|a.x.message "},
        {"\"inputs\": {\"b\": 1}, \"note\": \"old\"", "\"inputs\": {\"b\": 2}", "",
         "|inputs.b |note "},
        {"\"areas\": [{\"code\": \"A\", \"entered\": {\"b\": 1}}]",
         "\"areas\": [{\"code\": \"A\", \"entered\": {\"b\": 2}}]", "", "A|entered.b "},
        {"\"program\": \"old\"", "\"program\": \"new\"", "", ""}, /* told apart */
    };
    char was[512], is[512], moved[1024];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int exact = 0; exact < 2; exact++) {
            pair p;
            snprintf(was, sizeof was, HEAD ", %s}", rows[i].was);
            snprintf(is, sizeof is, HEAD ", %s}", rows[i].is);
            assert_int_equal(hold(&p, was, is, exact == 1), MKBA_OK);
            list_moved(moved, p.check);
            assert_string_equal(moved, exact ? rows[i].moved_exactly : rows[i].moved);
            assert_int_equal(mkba_check_moved(p.check),
                             exact ? strcmp(was, is) != 0 : moved[0] != '\0');
            end_pair(&p);
        }
    }
}

static void what_it_was_made_with(void **state)
{
    static const struct {
        const char *was, *is, *told;
    } rows[] = {
        {"", "", ""},
        {"\"program\": \"1\"", "\"program\": \"2\"", "program||1|2 "},
        {"", "\"data_edition\": \"3\"", "data_edition|||3 "},
        {"\"files\": [{\"role\": \"areas\", \"file\": \"a\", \"sha256\": \"1\"}]",
         "\"files\": [{\"role\": \"areas\", \"file\": \"a\", \"sha256\": \"2\"}]",
         "areas|a|1|2 "},
        {"\"files\": []",
         "\"files\": [{\"role\": \"areas\", \"file\": \"a\", \"sha256\": \"2\"}]",
         "areas|a||2 "},
        {"\"files\": [{\"role\": \"areas\", \"file\": \"a\", \"sha256\": \"1\"}]",
         "\"files\": []", "areas|a|1| "},
        {"\"files\": [{\"role\": \"areas\", \"file\": \"a\", \"sha256\": \"1\"}]", "",
         "areas|a|1| "},
        {"\"files\": [{\"role\": \"areas\", \"file\": \"a\", \"sha256\": \"1\"}]",
         "\"files\": [{\"role\": \"numbers\", \"file\": \"a\", \"sha256\": \"1\"}]",
         "areas|a|1| numbers|a||1 "},
    };
    char text[2][512], told[1024];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pair p;
        for (size_t k = 0; k < 2; k++) {
            const char *more = k == 0 ? rows[i].was : rows[i].is;
            bool files = strncmp(more, "\"files", 6) == 0;
            snprintf(text[k], sizeof text[k],
                     "{\"schema\": \"mkba-x/1\", \"made_from\": {\"command\": \"x\"%s%s}%s%s}",
                     files ? ", " : "", files ? more : "", files || !more[0] ? "" : ", ",
                     files ? "" : more);
        }
        assert_int_equal(hold(&p, text[0], text[1], false), MKBA_OK);
        told[0] = '\0';
        for (size_t k = 0; k < p.check->conditions; k++) {
            const mkba_check_condition *c = &p.check->condition[k];
            size_t length = strlen(told);
            snprintf(told + length, sizeof told - length, "%s|%s|%s|%s ", c->what, c->file,
                     c->was, c->is);
        }
        assert_string_equal(told, rows[i].told);
        assert_int_equal(p.check->count, 0);
        end_pair(&p);
    }
}

static void what_is_no_stored_result(void **state)
{
    static const struct {
        const char *text;
        mkba_status status;
        const char *id;
    } rows[] = {
        {"[1]", MKBA_ERR_SYNTAX, "stored.not_a_result"},
        {"{\"schema\": 1}", MKBA_ERR_SYNTAX, "stored.not_a_result"},
        {"{\"schema\": \"mkba-x/1\"}", MKBA_ERR_MISSING, "stored.no_recipe"},
        {"{\"schema\": \"mkba-x/1\", \"made_from\": []}", MKBA_ERR_MISSING,
         "stored.no_recipe"},
        {"{\"schema\": \"mkba-x/1\", \"made_from\": {\"command\": \"x\", \"arguments\": [1]}}",
         MKBA_ERR_SYNTAX, "stored.recipe"},
        {"{\"schema\": \"mkba-x/1\", \"made_from\": {\"command\": \"x\", \"files\": [1]}}",
         MKBA_ERR_SYNTAX, "stored.recipe"},
        {"{\"schema\": \"mkba-x/1\", \"made_from\": {\"command\": \"x\", \"files\": [{}]}}",
         MKBA_ERR_SYNTAX, "stored.recipe"},
        {"{\"schema\": \"mkba-x/1\", \"made_from\": {\"command\": \"x\", \"files\": "
         "[{\"file\": \"-\"}]}}",
         MKBA_ERR_MISSING, "stored.standard_input"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_stored *stored;
        mkba_issues issues = {0};
        assert_int_equal(store(&stored, rows[i].text, &issues), rows[i].status);
        assert_null(stored);
        assert_string_equal(issues.item[0].message.id, rows[i].id);
    }
    pair p;
    assert_int_equal(hold(&p, HEAD "}", "{\"schema\": \"mkba-y/1\"}", false),
                     MKBA_ERR_CONFLICT);
    end_pair(&p);
    assert_int_equal(hold(&p, HEAD "}", "[]", false), MKBA_ERR_CONFLICT);
    end_pair(&p);
    assert_int_equal(hold(&p, HEAD "}", "{", false), MKBA_ERR_SYNTAX);
    end_pair(&p);
}

/* ------------------------------------------------------------------ Why */

static const char areas[] = "code;households;score_find\nA;20000;0.3\nB;10000;0.6\n";

typedef struct {
    model_run run;
    char *now;
    pair pair;
} story;

/* The baseline of now beside itself with some text replaced, as it was then. */
static mkba_status tell(story *s, const char *const replaced[][2])
{
    static const char *const argument[] = {"areas.csv"};
    mkba_check_options options = {.tolerance = 0.01};
    memset(s, 0, sizeof *s);
    assert_int_equal(run_model(&s->run, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_data_made_from(s->run.data, "baseline", argument, 1, MKBA_ENGLISH),
                     MKBA_OK);
    assert_int_equal(
        mkba_baseline_write(&s->now, s->run.result, (mkba_style){MKBA_JSON, MKBA_ENGLISH}),
        MKBA_OK);
    size_t size = strlen(s->now) + 4096;
    char *then = malloc(size), *next = malloc(size);
    strcpy(then, s->now);
    for (size_t i = 0; replaced[i][0]; i++) {
        char *at = strstr(then, replaced[i][0]);
        assert_non_null(at);
        snprintf(next, size, "%.*s%s%s", (int)(at - then), then, replaced[i][1],
                 at + strlen(replaced[i][0]));
        strcpy(then, next);
    }
    assert_int_equal(store(&s->pair.stored, then, &s->pair.issues), MKBA_OK);
    free(then);
    free(next);
    assert_int_equal(
        mkba_check_run(&s->pair.check, s->pair.stored, s->now, &options, &s->pair.issues),
        MKBA_OK);
    return mkba_check_can_explain(s->pair.check)
               ? mkba_check_explain(s->pair.check, s->run.result, NULL, &s->pair.issues)
               : MKBA_ERR_UNKNOWN;
}

static void end_story(story *s)
{
    end_pair(&s->pair);
    mkba_text_free(s->now);
    end_run(&s->run);
}

/* The causes that have changes or parts, as "name:changes ". */
static void list_causes(char out[1024], const mkba_check *c)
{
    out[0] = '\0';
    for (size_t i = 0; i < c->causes; i++) {
        size_t length = strlen(out);
        snprintf(out + length, 1024 - length, "%s:%zu ", c->cause[i].name,
                 c->cause[i].changes);
    }
}

static void inputs_of_then(void **state)
{
    static const struct {
        const char *const replaced[3][2];
        const char *causes;
    } rows[] = {
        {{{"\"tau\": [0.5,", "\"tau\": [0.6,"}}, "tau:1 model:0 areas:0 "},
        {{{"\"score_find\": 0.3", "\"score_find\": 0.4"}}, "score_find:1 model:0 areas:0 "},
        {{{"\"score_find\": 0.3", "\"score_find\": null"}}, "score_find:1 model:0 areas:0 "},
        /* a number that was not there yet keeps its value of now */
        {{{"\"tau\": [0.5,", "\"tao\": [0.6,"}}, "model:0 areas:0 "},
        {{{"\"price_year\": [", "\"prices_of\": ["}}, "model:0 areas:0 "},
        /* an area that is not there any more, and one that was not there yet */
        {{{"\"code\": \"B\"", "\"code\": \"C\""}}, "model:0 areas:0 "},
        {{{"\"stands\": []", "\"stands\": [\"tau\", 1]"}}, "model:0 areas:0 "},
    };
    char causes[1024];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        story s;
        assert_int_equal(tell(&s, rows[i].replaced), MKBA_OK);
        list_causes(causes, s.pair.check);
        assert_string_equal(causes, rows[i].causes);
        end_story(&s);
    }
}

/* What moved of a figure is the sum of what its causes contribute. */
static void causes_add_up(void **state)
{
    static const char *const replaced[][2] = {
        {"\"tau\": [0.5,", "\"tau\": [0.6,"},
        {"\"npv_eur\": ", "\"npv_eur\": 0, \"npv_then\": "},
        {NULL, NULL}};
    story s;
    bool found = false;
    (void)state;
    assert_int_equal(tell(&s, replaced), MKBA_OK);
    const mkba_check *c = s.pair.check;
    for (size_t i = 0; i < c->n_caused; i++) {
        const mkba_caused *m = &c->caused[i];
        if (strcmp(m->area, "A") == 0 && strcmp(m->figure, "npv_eur") == 0) {
            double sum = 0;
            for (size_t k = 0; k < c->causes; k++) {
                sum += m->part[k];
            }
            assert_near(sum, m->is - m->was, 0.01);
            assert_true(fabs(m->part[0]) > 1); /* tau would have made a difference */
            found = true;
        }
    }
    assert_true(found);
    end_story(&s);
}

/* None of the areas is there any more: nothing to take apart. */
static void other_areas_altogether(void **state)
{
    static const char *const replaced[][2] = {{"\"code\": \"A\"", "\"code\": \"C\""},
                                              {"\"code\": \"B\"", "\"code\": \"D\""},
                                              {NULL, NULL}};
    static const char *const no_list[][2] = {{"\"areas\": [", "\"places\": ["}, {NULL, NULL}};
    story s;
    (void)state;
    assert_int_equal(tell(&s, replaced), MKBA_OK);
    assert_true(mkba_check_moved(s.pair.check) && !s.pair.check->is_explained);
    end_story(&s);
    assert_int_equal(tell(&s, no_list), MKBA_OK);
    assert_true(mkba_check_moved(s.pair.check) && !s.pair.check->is_explained);
    end_story(&s);
}

static void inputs_that_cannot_be(void **state)
{
    static const struct {
        const char *const replaced[2][2];
        mkba_status status;
    } rows[] = {
        {{{"\"tau\": [0.5,", "\"tau\": [\"half\","}}, MKBA_ERR_RANGE},
        {{{"\"tau\": [0.5,", "\"tau\": [2,"}}, MKBA_ERR_RANGE},
        {{{"\"score_find\": 0.3", "\"score_find\": 3"}}, MKBA_ERR_RANGE},
        {{{"\"entered\": ", "\"entered_then\": "}}, MKBA_ERR_MISSING},
        {{{"\"price_year\": [2024", "\"price_year\": [\"2024\""}}, MKBA_ERR_RANGE},
        {{{"\"score_find\": 0.3",
           "\"heavy_households\": 15000, \"vulnerable_households\": 15000"}},
         MKBA_ERR_CONFLICT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        story s;
        mkba_status status = tell(&s, rows[i].replaced);
        if (status != rows[i].status) {
            print_error("%s: status %d\n", rows[i].replaced[0][1], (int)status);
            fail();
        }
        assert_true(mkba_issues_stored(&s.pair.issues) > 0);
        end_story(&s);
    }
}

static void what_cannot_be_explained(void **state)
{
    static const char *const none[][2] = {{"\"inputs\": {", "\"numbers\": {"}, {NULL, NULL}};
    story s;
    pair p;
    mkba_check *failed;
    mkba_issues issues = {0};
    (void)state;
    assert_int_equal(tell(&s, none), MKBA_ERR_UNKNOWN);
    end_story(&s);
    assert_int_equal(hold(&p, HEAD "}", HEAD "}", false), MKBA_OK);
    assert_false(mkba_check_can_explain(p.check)); /* no baseline */
    end_pair(&p);
    assert_int_equal(mkba_check_failed(&failed, "gone.json", &issues), MKBA_OK);
    assert_false(mkba_check_can_explain(failed)); /* could not be made again */
    mkba_check_free(failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_that_move),
        cmocka_unit_test(what_it_was_made_with),
        cmocka_unit_test(what_is_no_stored_result),
        cmocka_unit_test(inputs_of_then),
        cmocka_unit_test(causes_add_up),
        cmocka_unit_test(other_areas_altogether),
        cmocka_unit_test(inputs_that_cannot_be),
        cmocka_unit_test(what_cannot_be_explained),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
