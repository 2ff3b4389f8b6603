/* Official statistics as files of many small tables: the figure or the fault that each must
 * give. By docs/import.md; CBS writes these names, units and codes. */
#include "support.h"

#include "base/buffer.h"
#include "input/official.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char path[] = "/tmp/mkba-imports-XXXXXX";
static mkba_data *data;

static int open_data(void **state)
{
    int file = mkstemp(path);
    (void)state;
    return file < 0 || close(file) != 0 || mkba_data_open(&data, NULL, NULL) != MKBA_OK;
}

static int close_data(void **state)
{
    (void)state;
    mkba_data_free(data);
    return remove(path);
}

static const char *put(const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

/* A column of the first row that is kept, or a fault at a line and a column. */
typedef struct {
    const char *text;
    unsigned year;
    int other; /* kind of report, or level */
    mkba_status status;
    const char *id; /* of the fault, or of the column; NULL: nothing to look at */
    double value;
    unsigned line, column;
} import_case;

static size_t wrong;

static void check(const import_case *want, mkba_status status, const mkba_import *import,
                  const mkba_issues *issues)
{
    const mkba_issue *first = &issues->item[0];
    bool good = status == want->status;
    double value = NAN;
    if (good && status == MKBA_OK && want->id) {
        value = import->row[0].value[mkba_area_column(data, want->id)];
        good = isnan(want->value) ? isnan(value) : fabs(value - want->value) <= 1e-9;
    } else if (good && status != MKBA_OK) {
        good = strcmp(first->message.id, want->id) == 0 && first->line == want->line &&
               first->column == want->column;
    }
    if (!good) {
        print_error("%s\nstatus %d: %s, line %u, column %u; %g\n", want->text, (int)status,
                    first->message.id, first->line, first->column, value);
        wrong++;
    }
}

static void none_wrong(void)
{
    size_t count = wrong;
    wrong = 0;
    assert_int_equal(count, 0);
}

/* ------------------------------------------------------------------ Accounts */

#define IV3 "jaar;verslagsoort;gm_code;gm_naam;taakveld;lasten_x1000eur\n"

static const import_case accounts[] = {
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;500\n", 0, MKBA_REPORT_ONLY, MKBA_OK,
     "team_cost_eur", 500000, 0, 0},
    {IV3 "2024;2024X000;GM0344;Utrecht;6.2;500\n", 0, MKBA_REPORT_BUDGET, MKBA_OK,
     "team_cost_eur", 500000, 0, 0},
    {IV3 "2024;Gemeenterekening;GM0344;Utrecht;6.2;500\n", 2024, MKBA_REPORT_ACCOUNTS, MKBA_OK,
     "team_cost_eur", 500000, 0, 0},
    {IV3 "2024;Begroting;GM0344;Utrecht;6.2;500\n", 2024, MKBA_REPORT_BUDGET, MKBA_OK,
     "team_cost_eur", 500000, 0, 0},
    {IV3 ";2023X005;GM0344;Utrecht;6.2;500\n", 2023, MKBA_REPORT_ONLY, MKBA_OK,
     "team_cost_eur", 500000, 0, 0},
    {IV3 "2024;X;GM0344;Utrecht;6.2;500\n", 0, MKBA_REPORT_ONLY, MKBA_OK, "team_cost_eur",
     500000, 0, 0},
    {IV3 "2024;kwartaal 1;GM0344;Utrecht;6.2;500\n", 0, MKBA_REPORT_ONLY, MKBA_OK,
     "team_cost_eur", 500000, 0, 0},
    {"gm_code;gm_naam;taakveld;jaar;lasten_euro\nGM0344;Utrecht;6.2;2024;500\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "team_cost_eur", 500, 0, 0},
    {"gm_code;gm_naam;taakveld;jaar;lasten (euro)\nGM0344;Utrecht;6.2;2024;500,2561\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "team_cost_eur", 500.26, 0, 0},
    {"gm_code;gm_naam;taakveld;jaar;lasten (x 1 000)\nGM0344;Utrecht;6.2;2024;500\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "team_cost_eur", 500000, 0, 0},
    /* parts of a field count once, with the field or without it */
    {IV3 "2024;2024X005;GM0344;Utrecht;6.71;500\n2024;2024X005;GM0344;Utrecht;6.711;300\n2024;"
         "2024X005;GM0344;Utrecht;6.712;200\n",
     0, MKBA_REPORT_ONLY, MKBA_OK, "spend_wmo_support", 500000, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.711;300\n2024;2024X005;GM0344;Utrecht;6.712;201\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "spend_wmo_support", 501000, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.79;500\n2024;2024X005;GM0344;Utrecht;6.791;300\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "spend_wmo_support", 300000, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.76;300\n", 0, MKBA_REPORT_ONLY, MKBA_OK,
     "spend_youth_specialised", 0, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.74;40\n2024;2024X005;GM0344;Utrecht;6.76;300\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "spend_youth_specialised", 40000, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;.\n2024;2024X005;GM0344;Utrecht;6.3;10\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "team_cost_eur", (double)NAN, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;-10\n", 0, MKBA_REPORT_ONLY, MKBA_OK,
     "team_cost_eur", (double)NAN, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.3;-10\n", 0, MKBA_REPORT_ONLY, MKBA_OK,
     "spend_income_support", -10000, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;0\n2024;2024X005;GM0344;Utrecht;6.3;0\n", 0,
     MKBA_REPORT_ONLY, MKBA_OK, "team_cost_eur", (double)NAN, 0, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;9.9;7\n2024;2024X005;GM0344;Utrecht;6.1;8\n2024;"
         "2024X005;GM0344;Utrecht;6.2;9\n",
     0, MKBA_REPORT_ONLY, MKBA_OK, "team_cost_eur", 9000, 0, 0},
    {IV3 "2023;2023X005;GM0344;Utrecht;6.2;1\n2024;2024X005;GM0344;Utrecht;6.2;2\n", 2024,
     MKBA_REPORT_ACCOUNTS, MKBA_OK, "team_cost_eur", 2000, 0, 0},
    /* faults */
    {"jaar;verslagsoort;gm_code;gm_naam;lasten_x1000eur\n2024;2024X005;GM0344;Utrecht;500\n",
     0, MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "official.iv3_columns", 0, 1, 0},
    {"jaar;verslagsoort;gm_code;gm_naam;taakveld\n2024;2024X005;GM0344;Utrecht;6.2\n", 0,
     MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "official.iv3_columns", 0, 1, 0},
    {"jaar;verslagsoort;gm_code;gm_naam;taakveld;lasten\n2024;2024X005;GM0344;Utrecht;6.2;"
     "500\n",
     0, MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "official.iv3_unit", 0, 1, 0},
    {"jaar;verslagsoort;gm_code;gm_naam;taakveld;lasten "
     "(%)\n2024;2024X005;GM0344;Utrecht;6.2;500\n",
     0, MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "official.iv3_unit", 0, 1, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;1\n2024;2024X000;GM0344;Utrecht;6.2;2\n", 0,
     MKBA_REPORT_ONLY, MKBA_ERR_CONFLICT, "official.iv3_periods", 0, 1, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;1\n2023;X;GM0344;Utrecht;6.2;2\n", 0,
     MKBA_REPORT_ONLY, MKBA_ERR_CONFLICT, "official.iv3_periods", 0, 1, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;1\n", 2023, MKBA_REPORT_ONLY, MKBA_ERR_UNKNOWN,
     "official.iv3_no_period", 0, 1, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;1\n", 2024, MKBA_REPORT_BUDGET, MKBA_ERR_UNKNOWN,
     "official.iv3_no_period", 0, 1, 0},
    {IV3 "2024;2024X005;Utrecht;Utrecht;6.2;1\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_SYNTAX,
     "official.iv3_code", 0, 2, 3},
    {IV3 "2024;2024X005;WK034401;Utrecht;6.2;1\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_SYNTAX,
     "official.iv3_code", 0, 2, 3},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;many\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_SYNTAX,
     "cell.not_a_number", 0, 2, 6},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;1\n2024;2024X005;GM0344;Utrecht;6.2;2\n", 0,
     MKBA_REPORT_ONLY, MKBA_ERR_CONFLICT, "official.iv3_twice", 0, 3, 5},
    {IV3 "2024;2024X005;GM9999;Nergens;6.2;1\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_MISSING,
     "official.iv3_nobody", 0, 0, 0},
    {"jaar;verslagsoort;naam;taakveld;lasten_x1000eur\n2024;2024X005;Utrecht;6.2;500\n", 0,
     MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "official.no_iv3_code", 0, 1, 0},
    {"a;b\n1;2\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_UNKNOWN, "official.iv3_unknown", 0, 1, 0},
    {"takveld;b\n1;2\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_UNKNOWN, "official.iv3_unknown_near", 0,
     1, 0},
    {"Codering;Huishoudens totaal (aantal);Aantal inwoners\nGM0344;1;2\n", 0, MKBA_REPORT_ONLY,
     MKBA_ERR_CONFLICT, "official.is_kwb", 0, 1, 0},
    {"code;households\nGM0344;1\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_CONFLICT,
     "official.is_areas", 0, 1, 0},
    {"", 0, MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "table.empty", 0, 0, 0},
    {"\n\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "table.empty", 0, 0, 0},
    {IV3, 0, MKBA_REPORT_ONLY, MKBA_ERR_MISSING, "table.no_rows", 0, 1, 0},
    {"<html>\n", 0, MKBA_REPORT_ONLY, MKBA_ERR_SYNTAX, "official.html", 0, 1, 0},
};

static void accounts_of_municipalities(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(accounts); i++) {
        mkba_issues issues = {0};
        mkba_import *import;
        mkba_iv3_options options = {.file = put(accounts[i].text),
                                    .year = accounts[i].year,
                                    .report = (mkba_iv3_report)accounts[i].other};
        mkba_status status = mkba_import_iv3(&import, data, &options, &issues);
        check(&accounts[i], status, import, &issues);
        mkba_import_free(import);
    }
    none_wrong();
}

/* Twenty faults are told, and no more are looked for. */
static void faults_without_end(void **state)
{
    mkba_buffer text = {0};
    mkba_issues issues = {0};
    mkba_import *import;
    (void)state;
    mkba_buffer_add(&text, IV3);
    for (size_t i = 0; i < 100; i++) {
        mkba_buffer_add(&text, "2024;2024X005;Utrecht;Utrecht;6.2;1\n");
    }
    mkba_iv3_options options = {.file = put(text.text)};
    assert_int_equal(mkba_import_iv3(&import, data, &options, &issues), MKBA_ERR_SYNTAX);
    assert_int_equal(issues.total, MKBA_MAX_ISSUES);
    text.length = 0;
    mkba_buffer_add(&text, "Codering;Huishoudens totaal (aantal);Aantal inwoners\n");
    for (size_t i = 0; i < 100; i++) {
        mkba_buffer_add(&text, "GM0344;many;1\n");
    }
    const char *const file = put(text.text);
    mkba_kwb_options kwb = {.files = &file, .n_files = 1};
    issues.total = 0;
    assert_int_equal(mkba_import_kwb(&import, data, &kwb, &issues), MKBA_ERR_SYNTAX);
    assert_int_equal(issues.total, MKBA_MAX_ISSUES);
    mkba_buffer_free(&text);
}

/* ------------------------------------------------------------------ Key figures */

#define KWB "Codering;Huishoudens totaal (aantal);"

static const import_case figures[] = {
    {KWB "Aantal inwoners\nGM0344;1000;2100\n", 0, MKBA_LEVEL_FINEST, MKBA_OK, "inhabitants",
     2100, 0, 0},
    {"WijkenEnBuurten;HuishoudensTotaal_28;AantalInwoners_5\nGM0344;1000;2100\n", 0,
     MKBA_LEVEL_FINEST, MKBA_OK, "households", 1000, 0, 0},
    {"WijkenEnBuurten;Codering_3;HuishoudensTotaal_28\nUtrecht;GM0344;1000\n", 0,
     MKBA_LEVEL_FINEST, MKBA_OK, "households", 1000, 0, 0},
    {KWB "Eenpersoonshuishoudens (%)\nGM0344;1000;45\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", 450, 0, 0},
    {KWB "Eenpersoonshuishoudens (aantal)\nGM0344;1000;451\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", 451, 0, 0},
    {KWB "Eenpersoonshuishoudens\nGM0344;1000;451\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", 451, 0, 0},
    {KWB "Eenpersoonshuishoudens\nGM0344;1000;45\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", (double)NAN, 0, 0},
    {KWB "Eenpersoonshuishoudens (euro)\nGM0344;1000;45\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", (double)NAN, 0, 0},
    {KWB "Eenpersoonshuishoudens (%)\nGM0344;1000;.\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", (double)NAN, 0, 0},
    {KWB "Wmo-cli\xC3\xABnten relatief (per 1 000 inwoners);Aantal "
         "inwoners\nGM0344;1000;50;2000\n",
     0, MKBA_LEVEL_FINEST, MKBA_OK, "wmo_clients", 100, 0, 0},
    {KWB
     "Wmo-cli\xC3\xABnten relatief (per 1 000 inwoners);Aantal inwoners\nGM0344;1000;50;.\n",
     0, MKBA_LEVEL_FINEST, MKBA_OK, "wmo_clients", (double)NAN, 0, 0},
    {KWB "Aantal inwoners (x 1 000)\nGM0344;1000;2,1\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "inhabitants", 2100, 0, 0},
    {KWB "p_hh_lkk\nGM0344;1000;45,3\n", 0, MKBA_LEVEL_FINEST, MKBA_OK, "low_income_share",
     0.453, 0, 0},
    {KWB "Gemiddeld besteedbaar inkomen (1 000 euro)\nGM0344;1000;45,3\n", 0,
     MKBA_LEVEL_FINEST, MKBA_OK, "mean_income_eur", 45300, 0, 0},
    {KWB "x\nGM9999;1000;1\n", 0, MKBA_LEVEL_FINEST, MKBA_OK, "households", 1000, 0, 0},
    {KWB "Eenpersoonshuishoudens\nGM0344;1000;many\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", (double)NAN, 0, 0},
    {KWB "Eenpersoonshuishoudens\nGM0344;1000;many\nGM0345;1000;400\n", 0, MKBA_LEVEL_FINEST,
     MKBA_ERR_SYNTAX, "cell.not_a_number", 0, 2, 3},
    {KWB "a_hh\nGM0344;1000;5\n", 0, MKBA_LEVEL_FINEST, MKBA_OK, "households", 5, 0, 0},
    {"Codering;Jaar;Huishoudens totaal (aantal)\nGM0344;2023;1000\nGM0344;2024;1001\n", 2024,
     MKBA_LEVEL_FINEST, MKBA_OK, "households", 1001, 0, 0},
    {"Codering;Jaar;Huishoudens totaal (aantal)\nGM0344;2024;1000\nGM0345;;1001\n", 2024,
     MKBA_LEVEL_FINEST, MKBA_OK, "households", 1000, 0, 0},
    {"Codering;Jaar;Huishoudens totaal (aantal)\nGM0344;;1000\n", 2024, MKBA_LEVEL_FINEST,
     MKBA_OK, "households", 1000, 0, 0},
    {KWB "x\nGM0344;1000;1\nWK034401;400;1\nBU03440101;150;1\n", 0, MKBA_LEVEL_DISTRICT,
     MKBA_OK, "households", 400, 0, 0},
    {KWB "x\nNL00;9000;1\nGM0344;1000;1\n", 0, MKBA_LEVEL_COUNTRY, MKBA_OK, "households", 9000,
     0, 0},
    {KWB "x\nGM0344;1000;1\nWK034401;.;1\nWK034402;400;1\nPV26;5;5\n", 0, MKBA_LEVEL_FINEST,
     MKBA_OK, "households", 400, 0, 0},
    {"Bron: CBS\n\n" KWB "x\nGM0344;1000;1\n\nBron: CBS\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households", 1000, 0, 0},
    {"Codering;Huishoudens totaal;Aantal inwoners\n;aantal;aantal\nGM0344;1000;1\n", 0,
     MKBA_LEVEL_FINEST, MKBA_OK, "households", 1000, 0, 0},
    {";Huishoudens totaal;Aantal "
     "inwoners;Eenpersoonshuishoudens\nCodering;aantal;aantal;%\nGM0344;1000;1;50\n",
     0, MKBA_LEVEL_FINEST, MKBA_ERR_MISSING, "official.no_code", 0, 1, 0},
    {KWB "x\nGM9999;1000;1\n", 0, MKBA_LEVEL_FINEST, MKBA_OK, "households", 1000, 0, 0},
    {KWB "Eenpersoonshuishoudens\nGM0344;1000;many\n", 0, MKBA_LEVEL_FINEST, MKBA_OK,
     "households_single", (double)NAN, 0, 0},
    {KWB "Eenpersoonshuishoudens\nGM0344;1000;many\nGM0345;1000;400\n", 0, MKBA_LEVEL_FINEST,
     MKBA_ERR_SYNTAX, "cell.not_a_number", 0, 2, 3},
    {"Codering;Huishoudens totaal;;Aantal inwoners\n;aantal;Eenpersoonshuishoudens "
     "(%)\nGM0344;1000;50;1\n",
     0, MKBA_LEVEL_FINEST, MKBA_OK, "households_single", 500, 0, 0},
    {"Codering;Huishoudens totaal;Aantal inwoners", 0, MKBA_LEVEL_FINEST, MKBA_ERR_MISSING,
     "table.no_rows", 0, 1, 0},
    /* faults */
    {KWB "Eenpersoonshuishoudens (%)\nGM0344;1000;145\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_RANGE,
     "official.over_hundred", 0, 2, 3},
    {KWB "Eenpersoonshuishoudens (aantal)\nGM0344;1000;-1\n", 0, MKBA_LEVEL_FINEST,
     MKBA_ERR_RANGE, "cell.negative", 0, 2, 3},
    {KWB "p_hh_lkk\nGM0344;1000;145\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_RANGE,
     "official.over_hundred", 0, 2, 3},
    {KWB "Aantal inwoners\nGM0344;1000;many\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_SYNTAX,
     "cell.not_a_number", 0, 2, 3},
    {KWB "x\nGM0344;1000;1\nGM0344;1000;1\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_CONFLICT,
     "official.twice", 0, 3, 1},
    {KWB "x\nUtrecht;1000;1\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_MISSING, "official.no_code", 0,
     1, 0},
    {"Wijken en buurten;Huishoudens totaal;Aantal inwoners\nUtrecht;1000;1\n", 0,
     MKBA_LEVEL_FINEST, MKBA_ERR_MISSING, "official.no_code", 0, 1, 0},
    {"Huishoudens totaal;Aantal inwoners\n1000;1\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_MISSING,
     "official.no_code", 0, 1, 0},
    {"Codering;Jaar;Huishoudens totaal (aantal)\nGM0344;2023;1000\nGM0344;2024;1001\n", 0,
     MKBA_LEVEL_FINEST, MKBA_ERR_CONFLICT, "official.years", 0, 1, 0},
    {"Codering;Jaar;Huishoudens totaal (aantal)\nGM0344;2023;1000\nGM0344;2024;1001\n", 2022,
     MKBA_LEVEL_FINEST, MKBA_ERR_UNKNOWN, "official.no_year", 0, 1, 0},
    {KWB "x\nGM0344;1000;1\n", 0, MKBA_LEVEL_DISTRICT, MKBA_ERR_MISSING, "official.no_level",
     0, 1, 0},
    {KWB "x\nGM0344;.;1\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_MISSING, "official.no_households",
     0, 1, 0},
    {IV3 "2024;2024X005;GM0344;Utrecht;6.2;500\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_CONFLICT,
     "official.is_iv3", 0, 1, 0},
    {"gebiedscode;huishoudens\nA;1\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_CONFLICT,
     "official.is_areas", 0, 1, 0},
    {"gebiedscode;x\nA;1\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_UNKNOWN, "official.unknown", 0, 1,
     0},
    {"x;huishoudens_totaa\nA;1\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_UNKNOWN,
     "official.unknown_near", 0, 1, 0},
    {KWB "x\n", 0, MKBA_LEVEL_FINEST, MKBA_ERR_MISSING, "table.no_rows", 0, 1, 0},
};

static void key_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(figures); i++) {
        mkba_issues issues = {0};
        mkba_import *import;
        const char *const file = put(figures[i].text);
        mkba_kwb_options options = {.files = &file,
                                    .n_files = 1,
                                    .year = figures[i].year,
                                    .level = (mkba_level)figures[i].other};
        mkba_status status = mkba_import_kwb(&import, data, &options, &issues);
        check(&figures[i], status, import, &issues);
        mkba_import_free(import);
    }
    none_wrong();
}

/* Districts that are less than their municipality: by 10 and 5 of 150, worst where 10 is
 * missing. */
static void districts_that_are_less(void **state)
{
    static const char *const texts[] = {
        "Codering;Gemeentenaam;Huishoudens totaal (aantal)\nGM0344;Utrecht;100\nWK034401;;90\n"
        "GM0363;Amsterdam;50\nWK036301;;45\n",
        "Codering;Gemeentenaam;Huishoudens totaal (aantal)\nGM0363;;50\nWK036301;;45\n"
        "GM0344;Utrecht;100\nWK034401;;90\nGM0518;Den Haag;10\nWK051801;;10\n"};
    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        mkba_import *import;
        const char *const file = put(texts[i]);
        mkba_kwb_options options = {.files = &file, .n_files = 1};
        mkba_message found = {.id = ""};
        assert_int_equal(mkba_import_kwb(&import, data, &options, NULL), MKBA_OK);
        for (size_t n = 0; n < import->notes; n++) {
            bool is_it = strcmp(import->note[n].id, "import.districts_less_many") == 0;
            found = is_it ? import->note[n] : found;
        }
        assert_true(found.id[0] != 0);
        assert_near(found.argument[1].number, 2, 0);
        assert_near(found.argument[2].number, (double)(2 + i), 0);
        assert_near(found.argument[3].number, 0.1, 1e-12);
        assert_near(found.argument[4].number, 10, 0);
        assert_string_equal(found.argument[5].text, "Utrecht");
        mkba_import_free(import);
    }
}

/* More task fields, or municipalities, than there are. */
static void accounts_that_are_too_long(void **state)
{
    static const struct {
        size_t municipalities, fields;
        bool good;
    } cases[] = {{1, 400, true}, {1, 401, false}, {5001, 1, false}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_buffer text = {0};
        mkba_issues issues = {0};
        mkba_import *import;
        char row[64];
        mkba_buffer_add(&text, IV3);
        for (size_t m = 0; m < cases[i].municipalities; m++) {
            for (size_t f = 0; f < cases[i].fields; f++) {
                snprintf(row, sizeof row, "2024;2024X005;GM%04zu;Utrecht;9.%zu;5\n", 344 + m,
                         f);
                mkba_buffer_add(&text, row);
            }
        }
        mkba_iv3_options options = {.file = put(text.text)};
        assert_int_equal(mkba_import_iv3(&import, data, &options, &issues),
                         cases[i].good ? MKBA_OK : MKBA_ERR_SYNTAX);
        assert_string_equal(issues.item[0].message.id,
                            cases[i].good ? "" : "official.too_long");
        mkba_import_free(import);
        mkba_buffer_free(&text);
    }
}

/* ------------------------------------------------------------------ Which municipality */

static void municipalities_by_code_and_name(void **state)
{
    static const char text[] = "Codering;Gemeentenaam;Huishoudens totaal (aantal)\n"
                               "GM0344;Utrecht;1000\nGM0363;;2000\nWK034401;Utrecht;400\n";
    static const struct {
        const char *name, *id; /* NULL: it is there */
    } cases[] = {{"GM0344", NULL},
                 {"344", NULL},
                 {"Utrecht", NULL},
                 {"utrecht", NULL},
                 {"Amsterdam", NULL},
                 {"GM0363", NULL},
                 {"WK034401", "official.no_municipality"},
                 {"GM0518", "official.no_municipality_near"},
                 {"Rotterdam", "official.no_municipality"},
                 {"Utrech", "official.no_municipality_near"},
                 {"Nergens", "official.no_municipality"}};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_issues issues = {0};
        mkba_import *import;
        const char *const file = put(text);
        mkba_kwb_options options = {.files = &file,
                                    .n_files = 1,
                                    .level = MKBA_LEVEL_MUNICIPALITY,
                                    .municipalities = &cases[i].name,
                                    .n_municipalities = 1};
        mkba_status status = mkba_import_kwb(&import, data, &options, &issues);
        if (cases[i].id) {
            assert_int_equal(status, MKBA_ERR_UNKNOWN);
            if (strcmp(issues.item[0].message.id, cases[i].id) != 0) {
                print_error("%s: %s\n", cases[i].name, issues.item[0].message.id);
                fail();
            }
        } else {
            assert_int_equal(status, MKBA_OK);
            assert_int_equal(import->rows, 1);
        }
        mkba_import_free(import);
    }
}

/* Areas of 3,000 and 1,000 households: 3/4 and 1/4 of what goes by households, in whole euros.
 */
static void spending_is_spread(void **state)
{
    static const struct {
        const char *text;
        mkba_level level;
        const char *municipality, *id; /* NULL: it is spread */
    } cases[] = {
        {"Codering;Huishoudens totaal (aantal)\nGM0344;4000\nWK034401;3000\nWK034402;1000\n",
         MKBA_LEVEL_FINEST, NULL, NULL},
        {"Codering;Huishoudens totaal (aantal)\nWK034401;3000\nWK034402;1000\nWK034403;.\n",
         MKBA_LEVEL_FINEST, NULL, NULL},
        {"Codering;Huishoudens totaal "
         "(aantal)\nGM0344;4000\nWK034401;3000\nWK034402;1000\nGM0363;10\n",
         MKBA_LEVEL_DISTRICT, "Utrecht", NULL},
        {"Codering;Huishoudens totaal (aantal)\nGM0344;4000\nWK034401;3000\n",
         MKBA_LEVEL_MUNICIPALITY, NULL, "official.spread_level"},
        {"Codering;Huishoudens totaal (aantal)\nGM0344;4000\n", MKBA_LEVEL_FINEST, NULL,
         "official.spread_level"},
        {"Codering;Huishoudens totaal (aantal)\nGM0344;4000\nWK034401;0\n",
         MKBA_LEVEL_DISTRICT, NULL, "official.spread_nobody"},
        {"Codering;Huishoudens totaal (aantal)\nGM0344;4000\nWK034401;3000\nGM0363;10\n",
         MKBA_LEVEL_DISTRICT, "Amsterdam", "official.no_municipality"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        mkba_issues issues = {0};
        mkba_import *import;
        const char *const file = put(cases[i].text);
        mkba_kwb_options options = {.files = &file,
                                    .n_files = 1,
                                    .level = cases[i].level,
                                    .spread = "Utrecht",
                                    .municipalities = &cases[i].municipality,
                                    .n_municipalities = cases[i].municipality ? 1 : 0};
        mkba_status status = mkba_import_kwb(&import, data, &options, &issues);
        if (cases[i].id) {
            assert_true(status != MKBA_OK);
            if (strcmp(issues.item[0].message.id, cases[i].id) != 0) {
                print_error("%s: %s\n", cases[i].text, issues.item[0].message.id);
                fail();
            }
        } else {
            size_t column = mkba_area_column(data, "team_cost_eur");
            assert_int_equal(status, MKBA_OK);
            assert_int_equal(import->rows, 2);
            double first = import->row[0].value[column], second = import->row[1].value[column];
            assert_true(first > 0 && second > 0);
            assert_near(first, 3 * second, 4);
            assert_near(first, round(first), 0);
        }
        mkba_import_free(import);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accounts_of_municipalities),
        cmocka_unit_test(faults_without_end),
        cmocka_unit_test(key_figures),
        cmocka_unit_test(districts_that_are_less),
        cmocka_unit_test(accounts_that_are_too_long),
        cmocka_unit_test(municipalities_by_code_and_name),
        cmocka_unit_test(spending_is_spread),
    };
    return cmocka_run_group_tests_name("imports", tests, open_data, close_data);
}
