/* Official statistics: what a name, a code and a quote mean. tests/input/official.py holds
 * whole files against each other. */
#include "support.h"

#include "input/official_figures.h"

typedef struct {
    mkba_data *data;
    mkba_arena *arena;
    mkba_official_names names;
} table;

static void open_table(table *t)
{
    t->arena = mkba_arena_new();
    assert_non_null(t->arena);
    assert_int_equal(mkba_data_open(&t->data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_official_names_read(&t->names, t->data, t->arena, NULL), MKBA_OK);
}

static void close_table(table *t)
{
    mkba_data_free(t->data);
    mkba_arena_free(t->arena);
}

static void knows_names_in_every_form(void **state)
{
    static const struct {
        const char *header, *column, *unit;
    } rows[] = {
        {"HuishoudensTotaal_28", "households", ""},
        {"HuishoudensTotaal_129", "households", ""},
        {"Bevolking/Particuliere huishoudens/Huishoudens totaal (aantal)", "households",
         "count"},
        {"Bevolking.Particuliere.huishoudens.Huishoudens.totaal..aantal.", "households",
         "count"},
        {"|||Huishoudens totaal", "households", ""},
        {"a_hh", "households", ""},
        {"||Eenpersoonshuishoudens", "households_single", ""},
        {"Eenpersoonshuishoudens (%)", "households_single", "percent"},
        {"Huishoudens.Eenpersoonshuishoudens....", "households_single", "percent"},
        {"Inkomen|Inkomen van huishoudens|Huishoudens met een laag inkomen",
         "low_income_share", ""},
        {"k_40HuishoudensMetLaagsteInkomen_76", "lowest_income_share", ""},
        {"|||40% huishoudens met laagste inkomen", "lowest_income_share", ""},
        {"||Personen per soort uitkering; Bijstand", "benefit_recipients", ""},
        {"Zorg/Wmo-cliënten (aantal)", "wmo_clients", "count"},
        {"WmoClientenRelatief_90", "wmo_clients", ""},
        {"Zorg/Wmo-cliënten relatief (per 1 000 inwoners)", "wmo_clients", "per_thousand"},
        {"Gemiddeld besteedbaar inkomen (1 000 euro)", "mean_income_eur", "thousand_euro"},
        {"gwb_code_10", "@code", ""},
        {"Regioaanduiding/Codering (code)", "@code", "text"},
        {"Regioaanduiding.Codering..code.", "@code", "text"},
        {"WijkenEnBuurten", "@place", ""},
    };
    table t;
    (void)state;
    open_table(&t);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_official_header h = mkba_official_find(&t.names, "kwb", rows[i].header);
        if (!h.name) {
            print_error("%s is not known\n", rows[i].header);
            fail();
        }
        assert_string_equal(h.name->column, rows[i].column);
        assert_string_equal(h.unit, rows[i].unit);
    }
    close_table(&t);
}

static void knows_no_more_than_it_should(void **state)
{
    static const char *const headers[] = {
        "",
        ".",
        "_28",
        "Personenauto's per huishouden",
        "Gemiddelde huishoudensgrootte",
        "20% huishoudens met hoogste inkomen",
        "k_20HuishoudensMetHoogsteInkomen_77",
        "Inkomen.van.huishoudens.20..huishoudens.met.hoogste.inkomen....",
        "Regioaanduiding.Soort.regio..omschrijving.",
        "SoortRegio_2",
        "p_ink_li",
        "k_40PersonenMetLaagsteInkomen_73",
        "Gemiddeld inkomen per inwoner",
    };
    table t;
    (void)state;
    open_table(&t);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        assert_null(mkba_official_find(&t.names, "kwb", headers[i]).name);
    }
    close_table(&t);
}

/* A row of the table that leads nowhere would be read past in silence. */
static void every_row_of_the_table_leads_somewhere(void **state)
{
    table t;
    (void)state;
    open_table(&t);
    for (size_t i = 0; i < t.names.rows; i++) {
        const mkba_official_name *n = &t.names.row[i];
        bool unit = strcmp(n->kind, "unit") == 0;
        assert_true(unit || strcmp(n->kind, "kwb") == 0 || strcmp(n->kind, "iv3") == 0 ||
                    strcmp(n->kind, "field") == 0);
        assert_true(unit || n->column[0] == '@' || strcmp(n->column, "-") == 0 ||
                    mkba_area_column(t.data, n->column) != MKBA_MAP_NONE);
        assert_true(!n->base[0] || mkba_area_column(t.data, n->base) != MKBA_MAP_NONE);
        assert_true(!n->also_holds[0] ||
                    mkba_area_column(t.data, n->also_holds) != MKBA_MAP_NONE);
        for (size_t k = 0; k < i; k++) {
            assert_false(strcmp(n->kind, t.names.row[k].kind) == 0 &&
                         strcmp(n->name, t.names.row[k].name) == 0);
        }
    }
    close_table(&t);
}

static void reads_codes(void **state)
{
    static const struct {
        const char *text, *code;
        mkba_level level;
    } rows[] = {{"NL00", "NL00", MKBA_LEVEL_COUNTRY},
                {"NL01", "NL01", MKBA_LEVEL_COUNTRY},
                {"GM0363", "GM0363", MKBA_LEVEL_MUNICIPALITY},
                {"gm0363", "GM0363", MKBA_LEVEL_MUNICIPALITY},
                {"358", "GM0358", MKBA_LEVEL_MUNICIPALITY},
                {"0358", "GM0358", MKBA_LEVEL_MUNICIPALITY},
                {"WK0363AA", "WK0363AA", MKBA_LEVEL_DISTRICT},
                {"BU0363AA01", "BU0363AA01", MKBA_LEVEL_NEIGHBOURHOOD},
                {"03440111", "BU03440111", MKBA_LEVEL_NEIGHBOURHOOD}};
    static const char *const others[] = {
        "",         "PV26",    "GM36",  "GMABCD",      "WK03630",
        "WK0363-1", "Utrecht", "12345", "BU03440111X", "BU0344011;"};
    char code[16];
    mkba_level level;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(mkba_official_code(code, &level, rows[i].text));
        assert_string_equal(code, rows[i].code);
        assert_int_equal(level, rows[i].level);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_false(mkba_official_code(code, &level, others[i]));
    }
}

static void reads_periods(void **state)
{
    (void)state;
    assert_int_equal(mkba_official_year("2024*"), 2024);
    assert_int_equal(mkba_official_year("2019JJ00"), 2019);
    assert_int_equal(mkba_official_year("2024X005"), 2024);
    assert_int_equal(mkba_official_year("24"), 0);
    assert_int_equal(mkba_official_year("9999"), 0);
    assert_int_equal(mkba_official_year("1899"), 0);
    assert_int_equal(mkba_official_year(""), 0);
}

static void finds_broken_quotes(void **state)
{
    static const struct {
        const char *text;
        unsigned line;
    } rows[] = {
        {"a;b\n\"1\";\"2\"\n", 0},
        {"\"a\"\"b\";c\n\"x; y\";2\n", 0},
        {"\"||Personen per soort; Bijstand\";b\n1;2", 0},
        {"\"\";\"Onderwerp\"\n", 0},
        {"\"\"\n", 0},
        {"a;b\n\"1;2\n3\";4\n", 2},                       /* runs on into the next line */
        {"\"a\"\";\"\"b\"\n\"1\"\";\"\"2\"\n", 1},        /* every line one cell */
        {"a;b\n\"1\"\";\"\"2\"\";3\n\"\"4\"\";5\n\"", 2}, /* never closed on its line */
        {"a;b\n1\"2;3\n", 2},
        {"a;b\n\"1\"2;3\n", 2},
        {"a;b\n1;2\n\"", 3},
        {"a;b\n\"x\"\";y\";2\n", 0},
        {"a;b\n\"x\"\";\"y\";2\n", 2},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(mkba_official_bad_quotes(rows[i].text), rows[i].line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_names_in_every_form),
        cmocka_unit_test(knows_no_more_than_it_should),
        cmocka_unit_test(every_row_of_the_table_leads_somewhere),
        cmocka_unit_test(reads_codes),
        cmocka_unit_test(reads_periods),
        cmocka_unit_test(finds_broken_quotes),
    };
    return cmocka_run_group_tests_name("official", tests, NULL, NULL);
}
