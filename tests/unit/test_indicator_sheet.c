/* A sheet of indicators: on its side it is an areas file, and its cells know where they stand.
 */
#include "support.h"

#include "input/indicator_sheet.h"

static mkba_areas *areas_of(model_run *run, const char *text, mkba_status want)
{
    mkba_source_text source = {.file = "sheet.csv", .bytes = text, .length = strlen(text)};
    memset(run, 0, sizeof *run);
    assert_int_equal(mkba_data_open(&run->data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_read_text(&run->areas, run->data, source, 0, &run->issues),
                     want);
    return run->areas;
}

static void close_run(model_run *run)
{
    mkba_areas_free(run->areas);
    mkba_data_free(run->data);
}

static void knows_its_header(void **state)
{
    struct {
        const char *header[3];
        bool is_sheet;
    } cases[] = {{{"gebied", "indicator", "waarde"}, true},
                 {{"Value", "INDICATOR", "x"}, true},
                 {{"code", "huishoudens", "waarde"}, false},
                 {{"code", "indicator", "huishoudens"}, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_table table = {.columns = 3, .header = cases[i].header};
        assert_int_equal(mkba_is_indicator_sheet(&table), cases[i].is_sheet);
    }
}

/* Areas in the order of their first rows; what is said of a figure stays with it. */
static void reads_figures_and_what_is_said_of_them(void **state)
{
    model_run run;
    char day[16];
    (void)state;
    const mkba_areas *areas = areas_of(
        &run,
        "gebied;indicator;waarde;datum;bron;bewijsgraad;eigenaar;volgende_datum;laag;hoog\n"
        "B;huishoudens;900;;;;;;;\n"
        "A;huishoudens;1.000;1-2-2026;register;B;griffie;2027-02-28;;\n"
        "A;vervangen_deel;40%;;;;;;30%;0,5\n"
        "A;inwoners;;;;;raad;31-12-2026;;\n",
        MKBA_OK);
    size_t households = mkba_area_column(run.data, "households");
    size_t share = mkba_area_column(run.data, "replaced_share");
    size_t inhabitants = mkba_area_column(run.data, "inhabitants");
    assert_int_equal(areas->count, 2);
    assert_string_equal(areas->area[0].code, "B");
    const mkba_area *a = &areas->area[1];
    assert_near(a->value[households], 1000, 0);
    assert_string_equal(a->source[households], "register");
    assert_int_equal(a->grade[households], 'B');
    assert_string_equal(a->entry[households].owner, "griffie");
    mkba_date_text(day, a->entry[households].date);
    assert_string_equal(day, "2026-02-01");
    mkba_date_text(day, a->entry[households].next_date);
    assert_string_equal(day, "2027-02-28");
    assert_near(a->low[share], 0.3, 0);
    assert_near(a->high[share], 0.5, 0);
    assert_false(a->entered[inhabitants]);
    assert_string_equal(a->entry[inhabitants].owner, "raad");
    assert_true(mkba_date_is_none(areas->area[0].entry[households].date));
    close_run(&run);
}

static void tells_where_a_fault_is(void **state)
{
    model_run run;
    (void)state;
    areas_of(&run,
             "indicator,value,area,date\nhouseholds,12,A,\nteam cost,-3,A,\n"
             "replaced_share,many,A,2026-02-30\n",
             MKBA_ERR_SYNTAX);
    assert_int_equal(run.issues.total, 3);
    assert_string_equal(run.issues.item[0].message.id, "sheet.date");
    assert_int_equal(run.issues.item[0].line, 4);
    assert_int_equal(run.issues.item[0].column, 4);
    assert_string_equal(run.issues.item[1].message.id, "cell.negative");
    assert_int_equal(run.issues.item[1].line, 3);
    assert_int_equal(run.issues.item[1].column, 2);
    assert_string_equal(run.issues.item[1].column_name, "value");
    assert_int_equal(run.issues.item[2].line, 4);
    close_run(&run);
}

/* A sheet without a column for areas is about one, whose code is an indicator. */
static void can_be_about_one_area(void **state)
{
    model_run run;
    (void)state;
    const mkba_areas *areas =
        areas_of(&run, "indicator;waarde\ngebiedscode;W1\n\n;\nhuishoudens;50\n", MKBA_OK);
    assert_int_equal(areas->count, 1);
    assert_string_equal(areas->area[0].code, "W1");
    close_run(&run);
    areas_of(&run, "indicator;waarde\nhuishoudens;50\n", MKBA_ERR_MISSING);
    assert_string_equal(run.issues.item[0].message.id, "sheet.missing");
    close_run(&run);
    areas_of(&run, "indicator;waarde\n;\n", MKBA_ERR_MISSING);
    assert_string_equal(run.issues.item[0].message.id, "table.no_rows");
    close_run(&run);
    areas_of(&run, "indicator;waarde;value\nhuishoudens;50;60\n", MKBA_ERR_CONFLICT);
    assert_string_equal(run.issues.item[0].message.id, "header.twice");
    close_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_its_header),
        cmocka_unit_test(reads_figures_and_what_is_said_of_them),
        cmocka_unit_test(tells_where_a_fault_is),
        cmocka_unit_test(can_be_about_one_area),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
