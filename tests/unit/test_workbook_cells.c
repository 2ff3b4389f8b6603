/* What stands in the cells of a workbook, as libxlsxwriter is told it, and what becomes of a
 * workbook when libxlsxwriter refuses. Each call of it can be replaced: the library looks them
 * up when it runs. */
#include "work.h"

#include "report/workbook_parts.h"

#include <errno.h>

/* ------------------------------------------------------------------ In between */

static mkba_xlsx real;
static mkba_buffer told;                  /* every text and formula, a line each */
static void (*replace)(mkba_xlsx *calls); /* NULL: nothing */

static void tell(const char *text)
{
    mkba_buffer_add(&told, text);
    mkba_buffer_add(&told, "\n");
}

static lxw_error write_string(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                              const char *text, lxw_format *format)
{
    tell(text);
    return real.worksheet_write_string(sheet, row, column, text, format);
}

static lxw_error write_number(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                              double number, lxw_format *format)
{
    char text[64];
    snprintf(text, sizeof text, "%.10g", number);
    tell(text);
    return real.worksheet_write_number(sheet, row, column, number, format);
}

/* With what it gives now. */
static lxw_error write_formula(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                               const char *formula, lxw_format *format, double result)
{
    char text[2048];
    snprintf(text, sizeof text, "%.2000s -> %.6g", formula, result);
    tell(text);
    return real.worksheet_write_formula_num(sheet, row, column, formula, format, result);
}

static lxw_error write_formula_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                                    const char *formula, lxw_format *format,
                                    const char *result)
{
    tell(formula);
    tell(result);
    return real.worksheet_write_formula_str(sheet, row, column, formula, format, result);
}

mkba_status __real_mkba_xlsx_load(mkba_xlsx *xlsx, mkba_issues *issues);
mkba_status __wrap_mkba_xlsx_load(mkba_xlsx *xlsx, mkba_issues *issues);

mkba_status __wrap_mkba_xlsx_load(mkba_xlsx *xlsx, mkba_issues *issues)
{
    mkba_status status = __real_mkba_xlsx_load(xlsx, issues);
    real = *xlsx;
    xlsx->worksheet_write_string = write_string;
    xlsx->worksheet_write_number = write_number;
    xlsx->worksheet_write_formula_num = write_formula;
    xlsx->worksheet_write_formula_str = write_formula_text;
    if (replace) {
        replace(xlsx);
    }
    return status;
}

/* ------------------------------------------------------------------ Cells */

typedef struct {
    const char *name;
    work_input in;
    mkba_language language;
    const char *says[WORK_MOST], *not [WORK_MOST];
} cells_case;

static mkba_status write_book(work *w, mkba_language language)
{
    char path[TEST_PATH];
    mkba_workbook_options options = {.language = language};
    snprintf(path, sizeof path, "%s/out.xlsx", test_folder);
    mkba_buffer_free(&told);
    return mkba_workbook_write(path, w->result, &options, &w->issues);
}

static size_t check_case(const cells_case *c)
{
    work w;
    if (work_run(&w, &c->in) != MKBA_OK || write_book(&w, c->language) != MKBA_OK) {
        return not_made(c->name, &w);
    }
    size_t wrong = differs(c->name, told.text, c->says, c->not );
    wrong += strstr(told.text, "\u00AD") != NULL; /* no signs that only break words */
    work_end(&w);
    return wrong;
}

#define ONE "code;households;team_cost_eur\nA;4000;1200000\n"
#define TWO "code;households;team_cost_eur\nA;4000;1200000\nB;6500;900000\n"
#define CONTRACTS                                                                             \
    "gebied;post;contractvorm;einddatum;opzegtermijn;eigenaar;begrotingsprogramma;stap;"      \
    "stap_fte;aandeel;bron\n"                                                                 \
    "A;jeugdhulp_ambulant;raamovereenkomst;2027-12-31;9;Inkoop jeugd;Jeugd;1.000,0;;60%;x\n"  \
    "A;Jeugdhulp zonder verblijf;subsidie;onbepaald;3;Inkoop jeugd;Jeugd;;;0,4;y\n"           \
    ";wmo;bestuurlijk aanbesteed;31-12-2099;12;;;;2;;\n"                                      \
    ";bijstand;;;;Sociale Zaken;Inkomen;;;;\n"

static const cells_case cases[] = {
    {.name = "contracts of one area",
     .in.areas = ONE,
     .in.contracts = CONTRACTS,
     .says = {"\nraamovereenkomst\n", "\n2027-12-31\n",
              "\nloopt door tot het wordt opgezegd\n", "\nonbekend\n", "\nalle\n",
              "\nInkoop jeugd\n"},
     .not = {"Er is geen tabel met contracten"}},
    {.name = "contracts of two",
     .in.areas = TWO,
     .in.contracts = CONTRACTS,
     .language = MKBA_ENGLISH,
     .says = {"\nruns until notice is given\n", "\nunknown\n", "\n2099-12-31\n", "\n12\n"},
     .not = {"\nonbekend\n"}},
    {.name = "no contracts",
     .in.areas = TWO,
     .language = MKBA_ENGLISH,
     .says = {"\nunknown\n"},
     .not = {"\nruns until notice is given\n"}},
    {.name = "an area where nothing is",
     .in.areas = "code;households;team_cost_eur\nA;0;0\n",
     .language = MKBA_ENGLISH,
     .says = {"\nnothing\n"}},
    {.name = "areas of the same worth share their place",
     .in.areas = "code;households;team_cost_eur\nA;0;0\nB;10;0\nC;0;0\nD;0;0\n",
     .language = MKBA_ENGLISH,
     .says = {"=RANK(G9,$G$6:$G$9) -> "}},
    {.name = "own numbers, in prices of another year",
     .in.areas = ONE,
     .in.parameters = "key;value;low;high;price_year;evidence;source\n"
                      "hourly_rate_eur;70;60;80;2020;C;own\n",
     .in.settings = {"tau=0.3"},
     .language = MKBA_ENGLISH,
     .says = {"\n2020\n", "\ntau\n"}},
    {.name = "what a scenario changed is said",
     .in.areas = ONE,
     .in.overlay =
         "{\"parameters\": {\"ramp\": 0.4}, \"areas\": {\"A\": {\"score_find\": 0.9, "
         "\"team_cost_eur\": {\"times\": 1.5}}}}",
     .language = MKBA_ENGLISH,
     .says = {"\n1800000\n", "\n0.9\n"}},
    {.name = "what describes an area stands beside its figures",
     .in.areas = "code;households;team_composition;target_group;area_scope;score_find;"
                 "evidence_score_find;low_score_find;high_score_find;source_score_find\n"
                 "A;4000;generalists;everyone;all;0.5;C;0.4;0.6;own count\nB;4000;;;;;;;;\n",
     .language = MKBA_ENGLISH,
     .says = {"\ngeneralists\n", "\neveryone\n", "\nC - own count (0.4 - 0.6)\n"}},
    {.name = "a score of one area, on which the warning depends",
     .in.areas = "code;households;score_find;evidence_score_find;source\nA;4000;0.5;C;own\n",
     .language = MKBA_ENGLISH,
     .says = {")=0,\""}},
    {.name = "scores that are all assumed",
     .in.areas = "code;households;score_find;evidence_score_find;source_score_find"
                 ";score_coordination;evidence_score_coordination;source_score_coo"
                 "rdination;score_own_strength;evidence_score_own_strength;source_"
                 "score_own_strength;score_referral;evidence_score_referral;source"
                 "_score_referral;score_follow_up;evidence_score_follow_up;source_"
                 "score_follow_up\n"
                 "A;4000;0.5;E;guess;0.5;E;guess;0.5;E;guess;0.5;E;guess;0.5;E;guess\n",
     .language = MKBA_ENGLISH,
     .not = {")=0,\""}},
};

static void cells_say_what_holds(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        wrong += check_case(&cases[i]);
    }
    assert_int_equal(wrong, 0);
}

/* Evidence scenarios of a folder of tables may do more than those of the project. */
static void other_scenarios(void **state)
{
    cells_case c = {.name = "factors and terms",
                    .in.areas = ONE,
                    .language = MKBA_ENGLISH,
                    .says = {")*1.5", ")+0.1"}};
    (void)state;
    c.in.folder = data_folder();
    file_of("data/scenarios/optimistic.json",
            "{\"name\": \"optimistic\", \"note\": \"\", \"parameters\": {\"reduction.*\": "
            "{\"times\": 1.5}, \"tau\": {\"plus\": 0.1}, \"need_value\": 0.7, "
            "\"replaced_effect\": \"central\"}}\n");
    assert_int_equal(check_case(&c), 0);
}

/* What looks like the address of a cell, or holds other signs, cannot be its name. */
static void names_of_cells(void **state)
{
    static const struct {
        const char *key;
        bool is_name;
    } keys[] = {{"tau", true},     {"r1c1", false}, {"a1", false},   {"ab", false},
                {"npv_eur", true}, {"x.1", true},   {"a-b", false},  {"1.x", false},
                {"", false},       {"abc1", false}, {"a b_c", false}};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        mkba_parameter number = {.key = keys[i].key};
        mkba_data data = {.parameter = &number, .parameters = 1};
        mkba_book book = {.data = &data};
        assert_int_equal(mkba_book_has_name(&book, 0), keys[i].is_name);
    }
}

/* ------------------------------------------------------------------ Refusals */

static lxw_workbook *no_file(const char *name, lxw_workbook_options *options)
{
    (void)name;
    (void)options;
    return NULL;
}

static lxw_worksheet *no_sheet(lxw_workbook *book, const char *name)
{
    (void)book;
    (void)name;
    return NULL;
}

static lxw_chart *no_chart(lxw_workbook *book, uint8_t kind)
{
    (void)book;
    (void)kind;
    return NULL;
}

/* The first ones are made. */
static unsigned charts_left;

static lxw_chart *no_later_chart(lxw_workbook *book, uint8_t kind)
{
    return charts_left-- > 0 ? real.workbook_add_chart(book, kind) : NULL;
}

static lxw_chart_series *no_series(lxw_chart *chart, const char *names, const char *values)
{
    (void)chart;
    (void)names;
    (void)values;
    return NULL;
}

static lxw_error no_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column,
                         const char *text, lxw_format *format)
{
    (void)sheet;
    (void)row;
    (void)column;
    (void)text;
    (void)format;
    return LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
}

static lxw_error no_properties(lxw_workbook *book, lxw_doc_properties *properties)
{
    (void)book;
    (void)properties;
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
}

static lxw_error no_close_memory(lxw_workbook *book)
{
    real.lxw_workbook_free(book);
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
}

static lxw_error no_close_file(lxw_workbook *book)
{
    real.lxw_workbook_free(book);
    return LXW_ERROR_CREATING_XLSX_FILE;
}

#define REFUSE(name, call, with)                                                              \
    static void name(mkba_xlsx *calls)                                                        \
    {                                                                                         \
        calls->call = with;                                                                   \
    }
REFUSE(refuse_file, workbook_new_opt, no_file)
REFUSE(refuse_sheet, workbook_add_worksheet, no_sheet)
REFUSE(refuse_chart, workbook_add_chart, no_chart)
REFUSE(refuse_later_chart, workbook_add_chart, no_later_chart)
REFUSE(refuse_series, chart_add_series, no_series)
REFUSE(refuse_text, worksheet_write_string, no_text)
REFUSE(refuse_properties, workbook_set_properties, no_properties)
REFUSE(refuse_memory, workbook_close, no_close_memory)
REFUSE(refuse_disk, workbook_close, no_close_file)

static void a_refusal_is_an_error(void **state)
{
    static const struct {
        void (*replace)(mkba_xlsx *calls);
        mkba_status status;
    } refusals[] = {{refuse_file, MKBA_ERR_MEMORY},
                    {refuse_sheet, MKBA_ERR_MEMORY},
                    {refuse_chart, MKBA_ERR_MEMORY},
                    {refuse_series, MKBA_ERR_MEMORY},
                    {refuse_text, MKBA_ERR_MEMORY},
                    {refuse_properties, MKBA_ERR_MEMORY},
                    {refuse_memory, MKBA_ERR_MEMORY},
                    {refuse_disk, MKBA_ERR_IO},
                    {NULL, MKBA_OK}};
    static const cells_case c = {.in.areas = ONE};
    work w;
    (void)state;
    assert_int_equal(work_run(&w, &c.in), MKBA_OK);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        replace = refusals[i].replace;
        assert_int_equal(write_book(&w, MKBA_DUTCH), refusals[i].status);
    }
    for (unsigned made = 1; made < 8; made++) { /* as many as there are */
        replace = refuse_later_chart;
        charts_left = made;
        if (write_book(&w, MKBA_DUTCH) == MKBA_OK) {
            assert_true(made > 3);
            break;
        }
    }
    replace = NULL;
    work_end(&w);
}

/* On a machine without it, or with one that lacks a call. */
static void a_library_is_missing(void **state)
{
    static const char *const files[] = {"libmkba-there-is-none.so.0", "libm.so.6"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        mkba_xlsx xlsx;
        mkba_issues issues = {0};
        assert_int_equal(mkba_xlsx_load_from(&xlsx, files[i], &issues), MKBA_ERR_MISSING);
        assert_string_equal(issues.item[0].message.id, "workbook.library");
        assert_string_equal(issues.item[0].message.argument[0].text, files[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_say_what_holds), cmocka_unit_test(other_scenarios),
        cmocka_unit_test(names_of_cells),       cmocka_unit_test(a_refusal_is_an_error),
        cmocka_unit_test(a_library_is_missing),
    };
    int failed =
        cmocka_run_group_tests_name("cells of a workbook", tests, open_folder, close_folder);
    mkba_buffer_free(&told);
    return failed;
}
