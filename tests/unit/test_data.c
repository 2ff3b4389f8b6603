/* The tables and the model tied together, both ways: no number unused, none without a
 * passport. */
#include "support.h"

#include "base/buffer.h"
#include "input/bytes.h"

/* Numbers that the analysis reads, outside the formulas. */
static const char *const outside[] = {"start_year",
                                      "price_year",
                                      "horizon",
                                      "score_uncertainty",
                                      "potential_step",
                                      "zrm_heavy_domains",
                                      "zrm_vulnerable_domains",
                                      "effect_years",
                                      "programme_years"};

static bool is_outside(const char *key)
{
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        if (strcmp(outside[i], key) == 0) {
            return true;
        }
    }
    return strncmp(key, "cash_lag_years.", 15) == 0 ||
           strncmp(key, "attribution.", 12) == 0; /* of measured effects: test_measured.c */
}

static bool in_graph(const model_run *run, mkba_op op, size_t leaf)
{
    const mkba_graph *graph = run->result->outcome[0].plan->graph;
    for (size_t i = 0; i < graph->count; i++) {
        if (graph->node[i].op == op && graph->node[i].leaf == leaf) {
            return true;
        }
    }
    return false;
}

static void every_number_is_used(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, "code;households\nA;1000\n", NULL), MKBA_OK);
    for (size_t i = 0; i < run.data->parameters; i++) {
        const char *key = run.data->parameter[i].key;
        if (!is_outside(key) && !in_graph(&run, MKBA_OP_PARAMETER, i)) {
            print_error("no formula uses %s\n", key);
            fail();
        }
    }
    end_run(&run);
}

/* Enters every column the model computes with. */
static void every_column_is_used(void **state)
{
    model_run run;
    mkba_buffer head = {0}, row = {0};
    (void)state;
    assert_int_equal(run_model(&run, "code;households\nA;1000\n", NULL), MKBA_OK);
    mkba_buffer_add(&head, "code");
    mkba_buffer_add(&row, "A");
    for (size_t i = 0; i < run.data->columns; i++) {
        const mkba_column *c = &run.data->column[i];
        if (c->in_model) {
            bool household = strcmp(c->id, "households") == 0;
            bool payer = strcmp(c->id, "funding_municipality") == 0;
            bool funding = strncmp(c->id, "funding_", 8) == 0;
            mkba_buffer_add(&head, ";");
            mkba_buffer_add(&head, c->id);
            mkba_buffer_add(&row, household ? ";1000"
                                  : payer   ? ";1"
                                  : funding ? ";0"
                                            : ";0.5");
        }
    }
    mkba_buffer_add(&head, "\n");
    mkba_buffer_add(&head, row.text);
    end_run(&run);
    assert_int_equal(run_model(&run, head.text, NULL), MKBA_OK);
    for (size_t i = 0; i < run.data->columns; i++) {
        if (run.data->column[i].in_model && !in_graph(&run, MKBA_OP_ENTERED, i)) {
            print_error("no formula uses the column %s\n", run.data->column[i].id);
            fail();
        }
    }
    end_run(&run);
    mkba_buffer_free(&head);
    mkba_buffer_free(&row);
}

static void every_number_has_a_passport(void **state)
{
    mkba_data *d;
    size_t assumed = 0;
    (void)state;
    assert_int_equal(mkba_data_open(&d, NULL, NULL), MKBA_OK);
    for (size_t i = 0; i < d->parameters; i++) {
        const mkba_parameter *p = &d->parameter[i];
        bool known_unit = false;
        for (size_t u = 0; u < d->units; u++) {
            known_unit = known_unit || strcmp(d->unit[u].unit, p->unit) == 0;
        }
        bool amount = strncmp(p->unit, "euro", 4) == 0;
        bool complete = known_unit && p->note[0][0] && p->note[1][0] &&
                        strlen(p->evidence) == 1 && (p->source[0] || p->evidence[0] == 'E') &&
                        amount == !isnan(p->price_year);
        if (!complete) {
            print_error("%s: unit, note, source or price year is missing\n", p->key);
            fail();
        }
        assumed += p->evidence[0] == 'E';
    }
    assert_true(assumed > 0 && assumed < d->parameters); /* weak evidence is shown as weak */
    mkba_data_free(d);
}

static void every_source_is_known(void **state)
{
    mkba_data *d;
    (void)state;
    assert_int_equal(mkba_data_open(&d, NULL, NULL), MKBA_OK);
    for (size_t i = 0; i < d->prices; i++) {
        assert_non_null(mkba_data_source(d, d->price[i].source));
    }
    for (size_t i = 0; i < d->indices; i++) {
        assert_non_null(mkba_data_source(d, d->index[i].source));
    }
    for (size_t i = 0; i < d->benchmarks; i++) {
        assert_non_null(mkba_data_source(d, d->benchmark[i].source));
    }
    for (size_t i = 0; i < d->column_sources; i++) {
        assert_non_null(mkba_data_source(d, d->column_source[i].source));
        assert_true(mkba_area_column(d, d->column_source[i].column) != MKBA_MAP_NONE);
    }
    mkba_data_free(d);
}

static void every_unit_of_a_figure_has_a_name(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, "code;households\nA;1000\n", NULL), MKBA_OK);
    for (size_t i = 0; i < run.result->figures->count; i++) {
        bool known = false;
        for (size_t u = 0; u < run.data->units; u++) {
            known = known ||
                    strcmp(run.data->unit[u].unit, run.result->figures->figure[i].unit) == 0;
        }
        if (!known) {
            print_error("%s has unit '%s'\n", run.result->figures->figure[i].path,
                        run.result->figures->figure[i].unit);
            fail();
        }
    }
    end_run(&run);
}

/* Five levels for every scored factor: 0, 0.25, 0.5, 0.75, 1. */
static void the_rubric_is_complete(void **state)
{
    mkba_data *d;
    (void)state;
    assert_int_equal(mkba_data_open(&d, NULL, NULL), MKBA_OK);
    for (size_t f = 0; f < d->factors; f++) {
        double next = 0;
        for (size_t i = 0; i < d->rubric_levels; i++) {
            if (strcmp(d->rubric[i].factor, d->factor[f].id) == 0) {
                assert_near(d->rubric[i].level, next, 0);
                next += 0.25;
            }
        }
        assert_near(next, d->factor[f].scored ? 1.25 : 0, 0);
    }
    mkba_data_free(d);
}

/* The published totals of the country: 342 municipalities, 8,430,352 households, 2,144.5
 * million for teams. */
static void the_municipalities_add_up_to_the_country(void **state)
{
    mkba_data *d;
    mkba_areas *areas;
    mkba_result *result;
    double households, cost;
    (void)state;
    assert_int_equal(mkba_data_open(&d, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_open_municipalities(&areas, d, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_count(areas), 342);
    assert_int_equal(mkba_baseline_run(&result, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_result_figure(&households, result, MKBA_TOTAL, "households", NULL),
                     MKBA_OK);
    assert_near(households, 8430352, 0);
    size_t column = mkba_area_column(d, "team_cost_eur");
    cost = 0;
    for (size_t i = 0; i < areas->count; i++) {
        cost += areas->area[i].entered[column] ? areas->area[i].value[column] : 0;
    }
    assert_near(cost / 1e6, 2144.5, 0.05);
    mkba_result_free(result);
    mkba_areas_free(areas);
    mkba_data_free(d);
}

static void names_of_municipalities_are_found(void **state)
{
    static const char *const names[][2] = {
        {"Utrecht", "GM0344"},         {"GM0344", "GM0344"},
        {"gm0344", "GM0344"},          {"den haag", "GM0518"},
        {"'s-Gravenhage", "GM0518"},   {"s gravenhage", "GM0518"},
        {"sudwest fryslan", "GM1900"}, {"SÚDWEST-FRYSLÂN", "GM1900"},
        {"Hengelo", "GM0164"},         {"Bergen (L.)", "GM0893"},
    };
    mkba_data *d;
    mkba_areas *areas;
    (void)state;
    assert_int_equal(mkba_data_open(&d, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_open_municipalities(&areas, d, NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t found;
        assert_int_equal(mkba_areas_find(&found, areas, names[i][0], NULL), MKBA_OK);
        assert_string_equal(areas->area[found].code, names[i][1]);
    }
    mkba_areas_free(areas);
    mkba_data_free(d);
}

/* 7,000 euro of 2015 at the price level of 2024: x 130.27 / 100. */
static void amounts_are_brought_to_one_price_level(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(
        run_model(&run, "code;households;price_year;team_cost_eur\nA;1000;2015;100000\n",
                  NULL),
        MKBA_OK);
    assert_near(mkba_data_value(run.data, "unit_price_eur.eviction"), 9118.9, 1e-9);
    assert_near(figure_of(&run, 0, "team_cost_eur"), 130270, 1e-9);
    end_run(&run);
    static const char *const at_2015[] = {"price_year=2015", NULL};
    assert_int_equal(
        run_model(&run, "code;households;team_cost_eur\nA;1000;100000\n", at_2015), MKBA_OK);
    assert_near(mkba_data_value(run.data, "unit_price_eur.eviction"), 7000, 1e-9);
    assert_near(mkba_data_value(run.data, "cost_per_fte_eur"), 100000 / 1.3027, 1e-6);
    assert_near(figure_of(&run, 0, "team_cost_eur"), 100000,
                0); /* taken to be at the price level */
    end_run(&run);
}

/* The tables inside the program were taken apart when it was built, by other code than reads a
 * file. */
static void packed_tables_are_what_the_files_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < mkba_embedded_count; i++) {
        const mkba_embedded_file *file = &mkba_embedded_files[i];
        mkba_buffer bytes = {0};
        mkba_table packed, read;
        mkba_arena *arena = mkba_arena_new();
        if (!file->place) {
            mkba_arena_free(arena);
            continue;
        }
        assert_int_equal(mkba_bytes_read(&bytes, file->name, NULL), MKBA_OK);
        assert_int_equal(
            mkba_table_read(&read, arena, file->name, bytes.text, bytes.length, NULL),
            MKBA_OK);
        assert_int_equal(mkba_table_packed(&packed, arena, file->name, file), MKBA_OK);
        assert_int_equal(packed.rows, read.rows);
        assert_int_equal(packed.columns, read.columns);
        for (size_t c = 0; c < read.columns; c++) {
            assert_string_equal(packed.header[c], read.header[c]);
        }
        for (size_t cell = 0; cell < read.rows * read.columns; cell++) {
            size_t row = cell / read.columns, c = cell % read.columns;
            assert_string_equal(mkba_table_cell(&packed, row, c),
                                mkba_table_cell(&read, row, c));
            assert_int_equal(mkba_table_line(&packed, row), mkba_table_line(&read, row));
        }
        mkba_buffer_free(&bytes);
        mkba_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_number_is_used),
        cmocka_unit_test(every_column_is_used),
        cmocka_unit_test(every_number_has_a_passport),
        cmocka_unit_test(every_source_is_known),
        cmocka_unit_test(every_unit_of_a_figure_has_a_name),
        cmocka_unit_test(the_rubric_is_complete),
        cmocka_unit_test(the_municipalities_add_up_to_the_country),
        cmocka_unit_test(names_of_municipalities_are_found),
        cmocka_unit_test(amounts_are_brought_to_one_price_level),
        cmocka_unit_test(packed_tables_are_what_the_files_say),
    };
    return cmocka_run_group_tests_name("data", tests, NULL, NULL);
}
