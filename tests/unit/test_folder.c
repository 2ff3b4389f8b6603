/* Tables of one's own (--data): a folder like data/ in which one thing is wrong, and what is
 * told of it. Run from the folder of the project. */
#include "support.h"

#include "base/buffer.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/mkba-folder-XXXXXX";

/* All tables lead to those of the project. */
static int make_folder(void **state)
{
    char from[PATH_MAX], to[PATH_MAX], *home = realpath("data", NULL);
    (void)state;
    DIR *tables = home && mkdtemp(folder) ? opendir(home) : NULL;
    bool good = tables != NULL;
    for (struct dirent *d; good && (d = readdir(tables));) {
        if (d->d_name[0] != '.') {
            snprintf(from, sizeof from, "%s/%s", home, d->d_name);
            snprintf(to, sizeof to, "%s/%s", folder, d->d_name);
            good = symlink(from, to) == 0;
        }
    }
    free(home);
    return good ? closedir(tables) : -1;
}

static int remove_folder(void **state)
{
    char path[PATH_MAX];
    (void)state;
    DIR *tables = opendir(folder);
    for (struct dirent *d; tables && (d = readdir(tables));) {
        snprintf(path, sizeof path, "%s/%s", folder, d->d_name);
        if (d->d_name[0] != '.' && unlink(path) != 0) {
            return -1;
        }
    }
    return tables && closedir(tables) == 0 ? rmdir(folder) : -1;
}

static void read_file(mkba_buffer *out, const char *path)
{
    char block[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;) {
        mkba_buffer_add_bytes(out, block, n);
    }
    fclose(file);
}

/* In the place of a link: the table with `old` replaced once by `new`. Gives it back with
 * NULL. */
static void change(const char *table, const char *old, const char *new)
{
    char path[PATH_MAX], from[PATH_MAX], *home = realpath("data", NULL);
    mkba_buffer text = {0}, changed = {0};
    snprintf(path, sizeof path, "%s/%s", folder, table);
    snprintf(from, sizeof from, "%s/%s", home, table);
    free(home);
    assert_int_equal(unlink(path), 0);
    if (!old) {
        assert_int_equal(symlink(from, path), 0);
        return;
    }
    read_file(&text, from);
    const char *at = strstr(text.text, old);
    assert_non_null(at);
    mkba_buffer_add_bytes(&changed, text.text, (size_t)(at - text.text));
    mkba_buffer_add(&changed, new);
    mkba_buffer_add(&changed, at + strlen(old));
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(changed.text, 1, changed.length, file), changed.length);
    assert_int_equal(fclose(file), 0);
    mkba_buffer_free(&text);
    mkba_buffer_free(&changed);
}

/* Opens what the run of a municipality needs. */
static mkba_status open_folder(mkba_issues *issues)
{
    mkba_data *data = NULL;
    mkba_areas *areas = NULL;
    char *text = NULL;
    mkba_status status = mkba_data_open(&data, folder, issues);
    if (status == MKBA_OK) {
        status = mkba_areas_open_municipalities(&areas, data, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_start_write(&text, areas, "dedicated", MKBA_START_NUMBERS, MKBA_DUTCH,
                                  issues);
    }
    mkba_text_free(text);
    mkba_areas_free(areas);
    mkba_data_free(data);
    return status;
}

#define VALUE  "dedicated;fte_share.heavy;0.4;0.25;0.55;;E;"
#define FAMILY "discount_rate;rate;"
#define LINE   "wmo_support;wmo_maatwerk wmo;wmo_support/municipality;municipality;spend;"

static const struct {
    const char *table, *old, *new;
    mkba_status status;
    const char *id;
    unsigned line;
    const char *word; /* in the sentence, or NULL */
} rows[] = {
    {"edition.csv", "edition", "edition", MKBA_OK, NULL, 0, NULL},
    {"families.csv", FAMILY, "discount_rate;percent;", MKBA_ERR_UNKNOWN, "family.domain", 0,
     "percent"},
    {"families.csv", FAMILY, "discount;rate;", MKBA_ERR_UNKNOWN, "parameter.family", 2,
     "discount_rate"},
    {"families.csv", "family;", "name;", MKBA_ERR_MISSING, "table.no_column", 1, "family"},
    {"parameters.csv", "start_year;2026", "discount_rate;2026", MKBA_ERR_CONFLICT,
     "parameter.twice", 3, "discount_rate"},
    {"parameters.csv", "start_year;2026", "discount_rate.x;2026", MKBA_ERR_MISSING,
     "parameter.missing", 0, "start_year"},
    {"parameters.csv", "start_year;2026", ";2026", MKBA_ERR_MISSING, "cell.blank", 3, NULL},
    {"parameters.csv", "start_year;2026", "start_year;", MKBA_ERR_MISSING, "cell.blank", 3,
     NULL},
    {"parameters.csv", "start_year;2026", "start_year;soon", MKBA_ERR_SYNTAX,
     "cell.not_a_number", 3, "soon"},
    {"parameters.csv", "start_year;2026", "start_year;20260", MKBA_ERR_RANGE, "values.year", 3,
     "20260"},
    {"parameters.csv", "start_year;2026", "start_year;2027", MKBA_ERR_CONFLICT,
     "parameter.range", 3, "start_year"},
    {"parameters.csv", "price_year;2024;2024;2024", "price_year;1950;1950;1950",
     MKBA_ERR_RANGE, "price.no_index", 24, "1950"},
    {"parameters.csv", ";B;discount2020;", ";;discount2020;", MKBA_ERR_MISSING, "cell.blank",
     2, NULL},
    {"parameters.csv", ";B;discount2020;", ";BB;discount2020;", MKBA_ERR_UNKNOWN,
     "parameter.evidence", 2, "BB"},
    {"parameters.csv", ";B;discount2020;", ";F;discount2020;", MKBA_ERR_UNKNOWN,
     "parameter.evidence", 2, "F"},
    {"parameters.csv", ";B;discount2020;", ";B;discount2021;", MKBA_ERR_UNKNOWN,
     "parameter.source", 2, "discount2021"},
    {"lines.csv", LINE, "wmo_support;wmo;wmo_support/municipality;municipality;cost;",
     MKBA_ERR_UNKNOWN, "line.kind", 2, "cost"},
    {"lines.csv", LINE, "wmo_support;wmo;wmo_support/municipality;mayor;spend;",
     MKBA_ERR_UNKNOWN, "line.payer", 2, "mayor"},
    {"lines.csv", LINE, "youth_ambulatory;wmo;wmo_support/municipality;municipality;spend;",
     MKBA_ERR_CONFLICT, "line.service", 3, "youth_ambulatory"},
    {"lines.csv", LINE, "wmo_support;wmo;youth_ambulatory/municipality;municipality;spend;",
     MKBA_ERR_CONFLICT, "line.service", 3, "wmo_support"},
    {"parties.csv", "\nmunicipality;", "\nmunicipal;", MKBA_ERR_UNKNOWN, "line.payer", 2,
     "municipality"},
    {"prices.csv", "paid_work_hour;", "paid_work_hour;", MKBA_OK, NULL, 0, NULL},
    {"parameters.csv", "segment_share.heavy;0.05;0.024;0.06;",
     "segment_share.heavy;0.9;0.024;0.95;", MKBA_ERR_CONFLICT, "parameter.share_set", 10,
     "segment_share.heavy"},
    {"parameters.csv", "caseload_norm_low.heavy;", "caseload_norm_low.none;", MKBA_OK, NULL, 0,
     NULL},
    {"parameters.csv", "caseload_norm_high.heavy;", "caseload_norm_high.none;", MKBA_OK, NULL,
     0, NULL},
    {"fields.csv", "\ncode;", "\nkode;", MKBA_ERR_MISSING, "field.missing", 0, "code"},
    {"fields.csv", ";text;", ";words;", MKBA_ERR_UNKNOWN, "field.type", 2, "words"},
    {"team_model_values.csv", VALUE, "single;fte_share.heavy;0.4;0.25;0.55;;E;",
     MKBA_ERR_RANGE, "team_model.no_model", 2, "single"},
    {"team_model_values.csv", VALUE, "dedicated;fte_share.light;0.4;0.25;0.55;;E;",
     MKBA_ERR_RANGE, "team_model.item", 2, "fte_share.light"},
    {"team_model_values.csv", VALUE, "dedicated;fte_share.heavy;0.4;0.25;0.55;all;E;",
     MKBA_ERR_RANGE, "team_model.item", 2, "all"},
    {"team_model_values.csv", VALUE, "dedicated;fte_share.heavy;0.4;0.45;0.55;;E;",
     MKBA_ERR_RANGE, "parameter.range", 2, "fte_share.heavy"},
    {"team_model_values.csv", VALUE, "dedicated;fte_share.heavy;0.6;0.25;0.55;;E;",
     MKBA_ERR_RANGE, "parameter.range", 2, "fte_share.heavy"},
    {"team_model_values.csv", VALUE, "dedicated;fte_share.heavy;0.4;0.25;0.55;;EE;",
     MKBA_ERR_RANGE, "parameter.evidence", 2, "EE"},
    {"team_model_values.csv", VALUE, "dedicated;fte_share.heavy;0.4;0.25;0.55;;S;",
     MKBA_ERR_RANGE, "parameter.evidence", 2, "S"},
    {"team_model_values.csv", VALUE, "dedicated;fte_share.heavy;0.4;0.25;0.55;;X;",
     MKBA_ERR_RANGE, "parameter.evidence", 2, "X"},
    {"edition.csv",
     "2026.1;2026-11-22;First edition: accounts 2024, households 2025, price index to 2025.\n",
     "", MKBA_OK, NULL, 0, NULL},
    {"lines.csv", LINE, "wmo_support;;wmo_support/municipality;municipality;spend;", MKBA_OK,
     NULL, 0, NULL},
    {"fields.csv", "\nlevel;niveau;text;", "\nlevel;niveau;evidence;", MKBA_OK, NULL, 0, NULL},
    {"parameters.csv", ";price_year;", ";year_of_prices;", MKBA_OK, NULL, 0, NULL},
    {"scenarios.csv", "optimistic;", "sunny;", MKBA_ERR_IO, "file.not_found", 0, NULL},
    {"municipalities.csv", "code;", "kode;", MKBA_ERR_MISSING, "header.missing", 1, "code"},
    {"units.csv", "unit;", "unit;unit;unit;", MKBA_ERR_SYNTAX, "table.short_row", 2, NULL},
};

static void one_thing_wrong(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_issues issues = {0};
        change(rows[i].table, rows[i].old, rows[i].new);
        mkba_status status = open_folder(&issues);
        const mkba_issue *first = &issues.item[0];
        bool good = status == rows[i].status;
        if (rows[i].id) {
            bool said = !rows[i].word;
            for (size_t a = 0; a < MKBA_MAX_ARGUMENTS; a++) {
                said = said || strcmp(first->message.argument[a].text, rows[i].word) == 0;
            }
            good = good && said && strcmp(first->message.id, rows[i].id) == 0 &&
                   first->line == rows[i].line;
        }
        if (!good) {
            print_error("%s, %s: status %d: %s, line %u: %s\n", rows[i].table, rows[i].new,
                        (int)status, first->message.id, first->line,
                        first->message.argument[0].text);
            wrong++;
        }
        change(rows[i].table, NULL, NULL);
    }
    assert_int_equal(wrong, 0);
}

/* Prices are about lines and payers that exist. */
static void prices_lead_somewhere(void **state)
{
    static const struct {
        const char *payer, *line, *id;
    } cases[] = {{"municipality", "no_such_line", "price.line"},
                 {"mayor", "", "line.payer"},
                 {"municipality", "", NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        mkba_buffer text = {0};
        mkba_issues issues = {0};
        mkba_buffer_add(&text,
                        "key;value;low;high;unit;quantity;payer;price_year;line;effects;"
                        "evidence;is_good;source;label_nl;label_en\nx;1;1;1;euro;count;");
        mkba_buffer_add(&text, cases[i].payer);
        mkba_buffer_add(&text, ";2024;");
        mkba_buffer_add(&text, cases[i].line);
        mkba_buffer_add(&text, ";care;E;0;assumption;x;x\n");
        change("prices.csv", "key;", "key;");
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/prices.csv", folder);
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(text.text, 1, text.length, file), text.length);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(open_folder(&issues), cases[i].id ? MKBA_ERR_UNKNOWN : MKBA_OK);
        assert_string_equal(issues.item[0].message.id, cases[i].id ? cases[i].id : "");
        assert_int_equal(issues.item[0].line, cases[i].id ? 2 : 0);
        change("prices.csv", NULL, NULL);
        mkba_buffer_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_thing_wrong),
        cmocka_unit_test(prices_lead_somewhere),
    };
    return cmocka_run_group_tests_name("folder", tests, make_folder, remove_folder);
}
