#include "input/overlay.h"

#include "input/parameters.h"
#include "input/scenario.h"

#include <math.h>
#include <string.h>

enum { VALUE, LOW, HIGH, THREE };

typedef struct {
    mkba_data *data;
    const mkba_applied *applied; /* the file, in words that stay */
    const char *source;
    mkba_issues *issues;
    mkba_status status; /* of the first fault */
} applier;

static bool keep(applier *a, mkba_status status)
{
    mkba_keep_first(&a->status, status);
    return status == MKBA_OK;
}

static const char *copy(const applier *a, const char *text)
{
    return mkba_arena_text(a->data->arena, text, strlen(text));
}

static mkba_place place_of(const applier *a, const mkba_change *change)
{
    return (mkba_place){
        .file = a->applied->file, .line = change->line, .column_name = change->path};
}

/* What stood before any scenario chose a side of it, so that a later one can choose again. */
static const double *standing_of(const mkba_parameter *p)
{
    return p->by_scenario ? p->standing : p->written;
}

/* Negative times swaps low and high. */
static void multiply(double value[THREE], double by)
{
    double low = value[LOW] * by, high = value[HIGH] * by;
    value[VALUE] *= by;
    value[LOW] = fmin(low, high);
    value[HIGH] = fmax(low, high);
}

static void move(double value[THREE], const mkba_change *change, double to_level)
{
    for (size_t i = 0; i < THREE && change->take == MKBA_TAKE_PLUS; i++) {
        value[i] = value[i] * to_level + change->number;
    }
    if (change->take == MKBA_TAKE_TIMES) {
        multiply(value, change->number);
    }
}

static void replace(double value[THREE], const mkba_change *change)
{
    value[VALUE] = change->number;
    value[LOW] = change->low;
    value[HIGH] = change->high;
}

static void choose(double value[THREE], const double standing[THREE], mkba_take take)
{
    double chosen = standing[take == MKBA_TAKE_LOW    ? LOW
                             : take == MKBA_TAKE_HIGH ? HIGH
                                                      : VALUE];
    value[VALUE] = value[LOW] = value[HIGH] = chosen;
}

/* What a change makes of a number: `p` is a copy of it. */
static mkba_status change_copy(applier *a, mkba_parameter *p, const mkba_change *change)
{
    bool is_new = change->take == MKBA_TAKE_NUMBER;
    double to_level = 1;
    mkba_status status = MKBA_OK;
    memcpy(p->standing, standing_of(p), sizeof p->standing);
    if (!isnan(p->price_year) && (is_new || change->take == MKBA_TAKE_PLUS)) {
        /* amounts of a scenario are at the price level of the model */
        status = mkba_price_factor(&to_level, a->data, p->price_year, place_of(a, change),
                                   a->issues);
        p->price_year = mkba_price_level(a->data);
    }
    if (is_new) {
        replace(p->written, change);
        replace(p->standing, change);
    } else if (change->take == MKBA_TAKE_TIMES || change->take == MKBA_TAKE_PLUS) {
        move(p->written, change, to_level);
        move(p->standing, change, to_level);
    } else {
        choose(p->written, p->standing, change->take);
    }
    return status;
}

static bool change_number(applier *a, mkba_parameter *p, const mkba_change *change,
                          const char *note)
{
    mkba_parameter changed = *p;
    if (!keep(a, change_copy(a, &changed, change)) ||
        !keep(a,
              mkba_overlay_check_number(p, changed.written, place_of(a, change), a->issues))) {
        return false;
    }
    *p = changed;
    p->is_own = p->is_set = p->by_scenario = true;
    p->evidence = "S";
    p->source = a->source;
    p->note[0] = p->note[1] = note;
    p->text = NULL;
    p->file = a->applied->file;
    p->line = change->line;
    p->path = copy(a, change->path);
    return true;
}

/* The price level comes first: amounts are at that of the file they stand in. */
static void apply_changes(applier *a, const mkba_overlay_file *file, bool price_level)
{
    for (size_t c = 0; c < file->changes; c++) {
        const mkba_change *change = &file->change[c];
        bool good = !change->area;
        const char *note = good ? copy(a, change->note) : "";
        for (size_t i = 0; i < a->data->parameters && good; i++) {
            mkba_parameter *p = &a->data->parameter[i];
            if ((strcmp(p->key, "price_year") == 0) == price_level &&
                mkba_pattern_fits(change->pattern, p->key)) {
                good = change_number(a, p, change, note); /* one fault per change */
            }
        }
    }
}

static mkba_status apply_file(mkba_data *data, const mkba_overlay_file *file,
                              mkba_issues *issues)
{
    applier a = {.data = data, .issues = issues};
    a.source = copy(&a, file->source);
    data->applied = mkba_arena_grow(data->arena, data->applied, data->n_applied,
                                    &data->applied_capacity, sizeof *data->applied);
    if (!data->applied) {
        return MKBA_ERR_MEMORY;
    }
    data->applied[data->n_applied] =
        (mkba_applied){.name = copy(&a, file->name),
                       .label = {copy(&a, file->label[0]), copy(&a, file->label[1])},
                       .file = copy(&a, file->file)};
    a.applied = &data->applied[data->n_applied++];
    mkba_read_files_join(&data->read, data->arena, &file->read);
    if (mkba_arena_failed(data->arena)) {
        return MKBA_ERR_MEMORY;
    }
    apply_changes(&a, file, true);
    apply_changes(&a, file, false);
    return a.status;
}

mkba_status mkba_data_apply(mkba_data *data, const mkba_overlay *overlay, mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < overlay->files; i++) {
        mkba_status status = apply_file(data, &overlay->file[i], issues);
        mkba_keep_first(&first, status);
    }
    if (first == MKBA_OK) {
        first = mkba_parameters_settle(data, issues);
    }
    return mkba_arena_failed(data->arena) ? MKBA_ERR_MEMORY : first;
}
