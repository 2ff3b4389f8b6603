#include "input/official.h"

#include <math.h>
#include <string.h>

/* One column in one or more municipalities. */
typedef struct {
    size_t compared, less;
    double sum, whole; /* over the municipalities where it is less */
    double worst;      /* the largest difference */
    const char *worst_name;
} comparison;

static void compare(comparison *c, const mkba_import_row *municipality, double sum,
                    double whole)
{
    c->compared++;
    if (!(sum < whole)) {
        return;
    }
    c->less++;
    c->sum += sum;
    c->whole += whole;
    if (whole - sum > c->worst) {
        c->worst = whole - sum;
        c->worst_name = municipality->name[0] ? municipality->name : municipality->code;
    }
}

static void say(mkba_import *import, mkba_level level, const char *column, const comparison *c)
{
    bool districts = level == MKBA_LEVEL_DISTRICT;
    double share = (c->whole - c->sum) / c->whole;
    if (c->compared == 1) {
        double number[] = {c->sum, c->whole, share};
        mkba_import_note(import, districts ? "import.districts_less" : "import.less",
                         MKBA_WORDS(column, c->worst_name), 2, 3, number);
    } else {
        double number[] = {(double)c->less, (double)c->compared, share, c->worst};
        mkba_import_note(import, districts ? "import.districts_less_many" : "import.less_many",
                         MKBA_WORDS(column, "", "", "", "", c->worst_name), 1, 4, number);
    }
}

/* The sum of what is known per municipality (an index in the rows), NaN where there is none.
 */
static double *sums_of(const mkba_import *import, const mkba_map *municipality, size_t column,
                       mkba_level level, double *sum)
{
    for (size_t i = 0; i < import->rows; i++) {
        sum[i] = NAN;
    }
    for (size_t i = 0; i < import->rows; i++) {
        const mkba_import_row *row = &import->row[i];
        size_t at = row->level == level ? mkba_map_get(municipality, row->municipality)
                                        : MKBA_MAP_NONE;
        if (at != MKBA_MAP_NONE) {
            double value = row->value[column];
            sum[at] = (isnan(sum[at]) ? 0 : sum[at]) + (isnan(value) ? 0 : value);
        }
    }
    return sum;
}

static void check_column(mkba_import *import, const mkba_map *municipality, size_t column,
                         mkba_level level, double *sum)
{
    comparison c = {0};
    sums_of(import, municipality, column, level, sum);
    for (size_t i = 0; i < import->rows; i++) {
        const mkba_import_row *row = &import->row[i];
        double whole = row->value[column];
        /* what is computed from rounded percentages differs by that alone */
        bool counted = import->source[row->source[column]].grade == 'B';
        if (row->level == MKBA_LEVEL_MUNICIPALITY && counted && !isnan(sum[i]) &&
            !isnan(whole)) {
            compare(&c, row, sum[i], whole);
        }
    }
    if (c.less > 0) {
        say(import, level, import->data->column[column].id, &c);
    }
}

void mkba_import_check_sums(mkba_import *import, mkba_level level)
{
    mkba_map municipality = {.arena = import->arena};
    double *sum = mkba_arena_alloc(import->arena, import->rows, sizeof *sum);
    for (size_t i = 0; i < import->rows && sum; i++) {
        if (import->row[i].level == MKBA_LEVEL_MUNICIPALITY &&
            !mkba_map_put(&municipality, import->row[i].code, i)) {
            return; /* the arena remembers */
        }
    }
    for (size_t c = 0; c < import->data->columns && sum; c++) {
        if (import->data->column[c].type == MKBA_COLUMN_COUNT) {
            check_column(import, &municipality, c, level, sum);
        }
    }
}
