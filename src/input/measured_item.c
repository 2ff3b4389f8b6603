/* What can be measured: the quantities of the price list, and the euros of a line. */
#include "base/words.h"
#include "input/columns.h"
#include "input/lines.h"
#include "input/measured.h"
#include "input/nearest.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ The price list */

/* Another payer of the same PM line: then who gains could not be told. */
static const char *other_payer(const mkba_data *data, size_t index)
{
    const mkba_price *p = &data->price[index];
    const mkba_line *line = mkba_data_line(data, p->line);
    for (size_t i = 0; i < index && line && !line->has_amount; i++) {
        const mkba_price *other = &data->price[i];
        if (strcmp(other->line, p->line) == 0 && strcmp(other->payer, p->payer) != 0) {
            return other->payer;
        }
    }
    return NULL;
}

mkba_status mkba_prices_check(const mkba_data *data, mkba_issues *issues)
{
    mkba_status status = MKBA_OK;
    char path[MKBA_PATH];
    mkba_data_file(path, data, "prices.csv");
    for (size_t i = 0; i < data->prices; i++) {
        const mkba_price *p = &data->price[i];
        mkba_place place = {.file = path, .line = p->file_line};
        const char *other = other_payer(data, i);
        if (p->line[0] && !mkba_data_line(data, p->line)) {
            status = mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place, "price.line",
                                    MKBA_WORDS(p->line));
        } else if (!mkba_data_party(data, p->payer)) {
            status = mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place, "line.payer",
                                    MKBA_WORDS(p->payer));
        } else if (other) {
            status = mkba_issue_add(issues, MKBA_ERR_CONFLICT, place, "price.payers",
                                    MKBA_WORDS(p->line, other, p->payer));
        }
    }
    return status;
}

/* ------------------------------------------------------------------ Names */

static const mkba_price *price_named(const mkba_data *data, const char *plain)
{
    for (size_t i = 0; i < data->prices; i++) {
        const mkba_price *p = &data->price[i];
        if (mkba_plain_is(plain, p->key) || mkba_plain_is(plain, p->label[0]) ||
            mkba_plain_is(plain, p->label[1])) {
            return p;
        }
    }
    return NULL;
}

bool mkba_measured_is_line(const mkba_data *data, const char *line, const char *name)
{
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, name);
    const mkba_line *found = mkba_line_named(data, plain);
    return found && strcmp(found->id, line) == 0;
}

/* An id, under itself and its Dutch label. */
static void offer(mkba_nearest *nearest, const char *id, const char *label)
{
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, label);
    mkba_nearest_offer(nearest, id, id);
    mkba_nearest_offer(nearest, plain, id);
}

static void unknown(const mkba_data *data, const char *name, const char *plain,
                    mkba_place place, mkba_issues *issues)
{
    mkba_nearest nearest;
    mkba_nearest_start(&nearest, plain);
    for (size_t i = 0; i < data->prices; i++) {
        offer(&nearest, data->price[i].key, data->price[i].label[0]);
    }
    for (size_t i = 0; i < data->lines; i++) {
        offer(&nearest, data->line[i].id, data->line[i].label[0]);
    }
    mkba_nearest_finish(&nearest);
    mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place,
                   nearest.text[0] ? "measured.unknown_near" : "measured.unknown",
                   MKBA_WORDS(name, nearest.text));
}

/* ------------------------------------------------------------------ What is valued twice */

/* The next price of a measured quantity: its own, or those of the line. */
static const mkba_price *next_price(const mkba_data *data, const mkba_measured *m, size_t *i)
{
    for (; *i < data->prices; ++*i) {
        const mkba_price *p = &data->price[*i];
        if (m->price ? p == m->price : strcmp(p->line, m->line) == 0) {
            ++*i;
            return p;
        }
    }
    return NULL;
}

static bool have_word_in_common(const char *a, const char *b)
{
    char word[MKBA_TEXT];
    while (mkba_words_next(word, sizeof word, &a)) {
        if (mkba_words_have(b, word)) {
            return true;
        }
    }
    return false;
}

bool mkba_measured_overlap(const mkba_data *data, const mkba_measured *a,
                           const mkba_measured *b)
{
    const mkba_price *p, *q;
    if (a->is_good == b->is_good || strcmp(a->line, b->line) == 0) {
        return false;
    }
    for (size_t i = 0; (p = next_price(data, a, &i));) {
        for (size_t k = 0; (q = next_price(data, b, &k));) {
            if (have_word_in_common(p->effects, q->effects)) {
                return true;
            }
        }
    }
    return false;
}

/* Of a line itself: as its prices are. */
static bool is_good(const mkba_data *data, const mkba_line *line)
{
    for (size_t i = 0; i < data->prices; i++) {
        if (data->price[i].is_good && strcmp(data->price[i].line, line->id) == 0) {
            return true;
        }
    }
    return false;
}

/* ------------------------------------------------------------------ Columns */

/* What each column of a measured effect is called; {m} is the effect. */
static const struct {
    const char *id;
    const char *label[2];
    mkba_column_type type;
    const char *unit;
} columns[MKBA_MEASURED_COLUMNS] = {
    [MKBA_MEASURED_CHANGE] = {"measured_change_{m}",
                              {"Gemeten verandering: ", "Measured change: "},
                              MKBA_COLUMN_CHANGE,
                              NULL},
    [MKBA_MEASURED_PRICE] = {"measured_price_{m}",
                             {"Prijs van wat is gemeten: ", "Price of what was measured: "},
                             MKBA_COLUMN_EURO,
                             NULL},
    [MKBA_MEASURED_ATTRIBUTION] = {"measured_attribution_{m}",
                                   {"Deel door de aanpak: ", "Part due to the approach: "},
                                   MKBA_COLUMN_SHARE,
                                   "fraction"},
    [MKBA_MEASURED_FIRST] = {"measured_first_{m}",
                             {"Eerste jaar (t): ", "First year (t): "},
                             MKBA_COLUMN_COUNT,
                             "year"},
    [MKBA_MEASURED_LAST] = {"measured_last_{m}",
                            {"Laatste jaar (t): ", "Last year (t): "},
                            MKBA_COLUMN_COUNT,
                            "year"},
    [MKBA_MEASURED_EXPERIMENT] = {"measured_experiment_{m}",
                                  {"Experiment: ", "Experiment: "},
                                  MKBA_COLUMN_COUNT,
                                  ""},
    [MKBA_MEASURED_COMPARISON] = {"measured_comparison_{m}",
                                  {"Vergelijkingsgroep: ", "Comparison group: "},
                                  MKBA_COLUMN_COUNT,
                                  ""},
    [MKBA_MEASURED_BEFORE_AFTER] = {"measured_before_after_{m}",
                                    {"Voor- en nameting: ", "Before and after: "},
                                    MKBA_COLUMN_COUNT,
                                    ""},
};

static const char *joined(mkba_data *data, const char *a, const char *between, const char *b)
{
    char text[2 * MKBA_TEXT];
    snprintf(text, sizeof text, "%s%s%s", a, between, b);
    return mkba_arena_text(data->arena, text, strlen(text));
}

/* The unit of a column: that of the price, or of the euros of a line. */
static const char *unit_of(const mkba_price *price, size_t what)
{
    if (what == MKBA_MEASURED_CHANGE) {
        return price ? price->quantity : "euro per year";
    }
    return what == MKBA_MEASURED_PRICE ? price ? price->unit : "euro per euro"
                                       : columns[what].unit;
}

static bool add_column(mkba_data *data, mkba_measured *m, size_t what,
                       const char *const label[2])
{
    mkba_column column = {.id = mkba_arena_fill(data->arena, columns[what].id, m->id),
                          .name_nl = "",
                          .type = columns[what].type,
                          .in_model = true,
                          .about = MKBA_MAP_NONE,
                          .measured = true,
                          .unit = unit_of(m->price, what)};
    for (size_t i = 0; i < 2; i++) {
        column.label[i] = joined(data, columns[what].label[i], "", label[i]);
    }
    if (data->column_capacity == 0) {
        data->column_capacity = data->columns;
    }
    data->column = mkba_arena_grow(data->arena, data->column, data->columns,
                                   &data->column_capacity, sizeof *data->column);
    if (!data->column || !column.id ||
        !mkba_map_put(&data->column_by_name, column.id, data->columns)) {
        return false;
    }
    data->column[data->columns] = column;
    m->column[what] = data->columns++;
    return true;
}

/* A price that belongs to no line has one of its own where it was measured. */
static const char *own_line(mkba_data *data, const mkba_price *price)
{
    mkba_line line = {.id = price->key,
                      .names_nl = "",
                      .service = joined(data, price->key, "/", price->payer),
                      .payer = price->payer,
                      .kind = "pm",
                      .task_field = "",
                      .expected_sign = "?",
                      .label = {price->label[0], price->label[1]},
                      .note = {"", ""}};
    mkba_line *grown = mkba_arena_alloc(data->arena, data->lines + 1, sizeof *grown);
    if (!grown || !line.service) {
        return NULL;
    }
    memcpy(grown, data->line, data->lines * sizeof *grown);
    grown[data->lines++] = line;
    data->line = grown;
    return price->key;
}

static size_t add_item(mkba_data *data, const mkba_price *price, const mkba_line *line)
{
    const char *const *label = price ? price->label : line->label;
    mkba_measured m = {.id = price ? price->key : line->id,
                       .price = price,
                       .is_good = price ? price->is_good : is_good(data, line)};
    m.line = !price ? line->id : price->line[0] ? price->line : own_line(data, price);
    bool good = m.line != NULL;
    for (size_t i = 0; i < MKBA_MEASURED_COLUMNS && good; i++) {
        good = add_column(data, &m, i, label);
    }
    data->measured = mkba_arena_grow(data->arena, data->measured, data->n_measured,
                                     &data->measured_capacity, sizeof *data->measured);
    if (!good || !data->measured) {
        return MKBA_MAP_NONE;
    }
    data->measured[data->n_measured] = m;
    return data->n_measured++;
}

size_t mkba_measured_item(mkba_data *data, const char *name, mkba_place place,
                          mkba_issues *issues)
{
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, name);
    const mkba_price *price = price_named(data, plain);
    const mkba_line *line = price ? NULL : mkba_line_named(data, plain);
    if (!price && !line) {
        unknown(data, name, plain, place, issues);
        return MKBA_MAP_NONE;
    }
    if (line && strcmp(line->kind, "derived") == 0) {
        mkba_issue_add(issues, MKBA_ERR_CONFLICT, place, "measured.derived",
                       MKBA_WORDS(line->id));
        return MKBA_MAP_NONE;
    }
    const char *id = price ? price->key : line->id;
    for (size_t i = 0; i < data->n_measured; i++) {
        if (strcmp(data->measured[i].id, id) == 0 && data->measured[i].price == price) {
            return i;
        }
    }
    return add_item(data, price, line);
}
