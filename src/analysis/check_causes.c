/* Why a stored baseline moved. Its inputs are laid on the numbers and areas of now, and run by
 * the model of now: what that does not give of the stored figures is the model's own change,
 * and the rest is a comparison of two worlds. */
#include "analysis/check.h"
#include "analysis/compare_work.h"
#include "base/issue.h"
#include "input/area_rules.h"
#include "input/overlay.h"
#include "input/parameters.h"

#include <math.h>
#include <string.h>

typedef struct {
    mkba_check *check;
    const mkba_result *now;
    const mkba_tree *stored_areas, *stored_total;
    mkba_data *data;         /* of then */
    mkba_areas *then, *here; /* the areas that are in both */
    bool same_areas;         /* none came or went */
    mkba_comparison *comparison;
    mkba_issues *issues;
} teller;

/* ------------------------------------------------------------------ Looking up */

/* What stands under a name: a member of an object, or an item of a list. */
static const mkba_tree *below(const mkba_tree *at, const char *name, size_t length)
{
    char room[MKBA_TEXT];
    for (const mkba_tree *item = at->child; item; item = item->next) {
        const char *own = at->kind == MKBA_TREE_LIST ? mkba_tree_name(item, room) : item->key;
        if (strlen(own) == length && strncmp(own, name, length) == 0) {
            return item;
        }
    }
    return NULL;
}

/* A stored value of an area (its object, or that of the total) by the name of a figure; NULL
 * when there is none. */
static const mkba_tree *stored_value(const mkba_tree *area, const char *figure)
{
    while (area && *figure) {
        size_t length = strcspn(figure, ".");
        area = below(area, figure, length);
        figure += length + (figure[length] == '.');
    }
    return area;
}

static double number_of(const mkba_tree *area, const char *figure)
{
    const mkba_tree *value = stored_value(area, figure);
    return value && value->kind == MKBA_TREE_NUMBER ? value->number : (double)NAN;
}

static const mkba_tree *stored_area(const teller *t, const char *code)
{
    const mkba_tree *area = mkba_tree_first(t->stored_areas);
    while (area && strcmp(mkba_tree_text(area, "code"), code) != 0) {
        area = area->next;
    }
    return area;
}

/* ------------------------------------------------------------------ The numbers of then */

static mkba_place place_in(const teller *t, const mkba_tree *at)
{
    return (mkba_place){.file = t->check->file, .line = at->line, .column_name = at->path};
}

/* An amount is stored at the price level of its result. */
static mkba_status put_number(teller *t, mkba_parameter *p, const mkba_tree *stored,
                              double level)
{
    double value[3] = {NAN, NAN, NAN};
    const mkba_tree *item = stored->child;
    for (size_t i = 0; i < 3 && item; i++, item = item->next) {
        value[i] = item->kind == MKBA_TREE_NUMBER ? item->number : (double)NAN;
    }
    mkba_status status = mkba_overlay_check_number(p, value, place_in(t, stored), t->issues);
    p->file = t->check->file;
    p->line = stored->line;
    p->value = value[0];
    p->low = value[1];
    p->high = value[2];
    memcpy(p->written, value, sizeof value);
    p->price_year = isnan(p->price_year) ? p->price_year : level;
    return status;
}

static bool stands(const mkba_tree *list, const char *key)
{
    for (const mkba_tree *item = mkba_tree_first(list); item; item = item->next) {
        if (strcmp(item->text, key) == 0) {
            return true;
        }
    }
    return false;
}

/* A number that was not there then keeps its value of now: the model has changed by it. */
static mkba_status put_numbers(teller *t)
{
    const mkba_tree *inputs = mkba_tree_member(t->check->stored->top, "inputs");
    const mkba_tree *numbers = mkba_tree_member(inputs, "numbers");
    const mkba_tree *year = mkba_tree_member(numbers, "price_year");
    double level =
        mkba_tree_first(year) ? year->child->number : mkba_price_level(t->now->data);
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < t->data->parameters; i++) {
        mkba_parameter *p = &t->data->parameter[i];
        const mkba_tree *stored = mkba_tree_member(numbers, p->key);
        p->is_set = stands(mkba_tree_member(inputs, "stands"), p->key);
        p->by_scenario = false;
        mkba_keep_first(&first, stored ? put_number(t, p, stored, level) : MKBA_OK);
    }
    return first == MKBA_OK ? mkba_parameters_settle(t->data, t->issues) : first;
}

static mkba_status make_numbers(teller *t)
{
    mkba_arena *arena = t->check->arena;
    const mkba_data *now = t->now->data;
    t->data = mkba_arena_alloc(arena, 1, sizeof *t->data);
    mkba_parameter *parameter = mkba_arena_alloc(arena, now->parameters, sizeof *parameter);
    if (!t->data || !parameter) {
        return MKBA_ERR_MEMORY;
    }
    *t->data = *now;
    t->data->arena = arena;
    memcpy(parameter, now->parameter, now->parameters * sizeof *parameter);
    t->data->parameter = parameter;
    t->data->note = NULL;
    t->data->notes = t->data->note_capacity = 0;
    return put_numbers(t);
}

/* ------------------------------------------------------------------ The areas of then */

static mkba_status put_figures(teller *t, mkba_area *area, const mkba_tree *entered)
{
    const mkba_data *d = t->now->data;
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < d->columns; i++) {
        if (!d->column[i].in_model || mkba_column_has_words(&d->column[i])) {
            continue;
        }
        const mkba_tree *value = mkba_tree_member(entered, d->column[i].id);
        area->entered[i] = value && value->kind == MKBA_TREE_NUMBER;
        area->value[i] = area->entered[i] ? value->number : (double)NAN;
        if (area->entered[i]) {
            mkba_keep_first(&first, mkba_overlay_check_column(&d->column[i], value->number,
                                                              place_in(t, value), t->issues));
        }
    }
    double number[3];
    size_t last;
    if (first == MKBA_OK && (!mkba_area_segments_fit(t->data, area, number) ||
                             !mkba_area_funding_fits(t->data, area, number, &last))) {
        first = mkba_issue_add(t->issues, MKBA_ERR_CONFLICT, place_in(t, entered),
                               "stored.inputs", NULL);
    }
    return first;
}

/* Measured effects of then that nobody measures now are no columns any more. */
static void look_for_gone(teller *t, const mkba_tree *entered)
{
    for (const mkba_tree *item = mkba_tree_first(entered); item; item = item->next) {
        bool gone = strncmp(item->key, "measured_", 9) == 0 &&
                    mkba_area_column(t->now->data, item->key) == MKBA_MAP_NONE;
        t->check->measured_gone = t->check->measured_gone || gone;
    }
}

static mkba_status put_area(teller *t, mkba_area *area, const mkba_tree *stored)
{
    size_t columns = t->now->data->columns;
    bool *entered = mkba_arena_alloc(t->check->arena, columns, sizeof *entered);
    double *value = mkba_arena_alloc(t->check->arena, columns, sizeof *value);
    const mkba_tree *figures = mkba_tree_member(stored, "entered");
    if (!entered || !value) {
        return MKBA_ERR_MEMORY;
    }
    memcpy(entered, area->entered, columns * sizeof *entered);
    memcpy(value, area->value, columns * sizeof *value);
    area->entered = entered;
    area->value = value;
    look_for_gone(t, figures);
    return figures ? put_figures(t, area, figures)
                   : mkba_issue_add(t->issues, MKBA_ERR_MISSING, place_in(t, stored),
                                    "stored.inputs", NULL);
}

/* Room for the areas that are in both worlds. */
static mkba_areas *copy_areas(const teller *t, const mkba_data *data)
{
    mkba_areas *copy = mkba_arena_alloc(t->check->arena, 1, sizeof *copy);
    if (copy) {
        *copy = *t->now->areas;
        copy->arena = t->check->arena;
        copy->data = data;
        copy->area = mkba_arena_alloc(t->check->arena, t->now->count, sizeof *copy->area);
        copy->count = copy->n_selected = copy->notes = copy->note_capacity = 0;
        copy->selected = NULL;
        copy->note = NULL;
        copy->later = NULL;
    }
    return copy && copy->area ? copy : NULL;
}

static size_t count_stored(const teller *t)
{
    size_t n = 0;
    for (const mkba_tree *a = mkba_tree_first(t->stored_areas); a; a = a->next) {
        n++;
    }
    return n;
}

static mkba_status make_areas(teller *t)
{
    mkba_status status = MKBA_OK;
    t->then = copy_areas(t, t->data);
    t->here = copy_areas(t, t->now->data);
    for (size_t i = 0; i < t->now->count && t->then && t->here && status == MKBA_OK; i++) {
        const mkba_area *area = t->now->outcome[i].area;
        const mkba_tree *stored = stored_area(t, area->code);
        if (stored) {
            t->here->area[t->here->count++] = *area;
            t->then->area[t->then->count] = *area;
            status = put_area(t, &t->then->area[t->then->count++], stored);
        }
    }
    if (!t->then || !t->here) {
        return MKBA_ERR_MEMORY;
    }
    t->same_areas = t->here->count == t->now->count && t->here->count == count_stored(t);
    return status;
}

/* ------------------------------------------------------------------ Causes */

static const char *kept(const teller *t, const char *text)
{
    return mkba_arena_text(t->check->arena, text, strlen(text));
}

static void put_input(const teller *t, mkba_cause *cause, const mkba_compared_world *w,
                      const mkba_compared_input *input)
{
    const mkba_data *d = w->areas->data;
    *cause = (mkba_cause){.kind = MKBA_CAUSE_INPUT, .name = kept(t, input->name)};
    cause->change =
        mkba_arena_alloc(t->check->arena, input->changes + 1, sizeof *cause->change);
    if (!cause->change) {
        return; /* the arena remembers */
    }
    for (size_t i = input->first; i < input->first + input->changes; i++) {
        const mkba_changed *c = &w->change[i];
        cause->change[cause->changes++] = (mkba_cause_change){
            .key = kept(t, c->of_area ? d->column[c->leaf].id : d->parameter[c->leaf].key),
            .area = c->of_area ? kept(t, w->result->outcome[c->area].area->code) : "",
            .was = c->from,
            .is = c->to};
    }
}

/* The inputs, and behind them the model itself and areas that came and went. */
static void put_causes(const teller *t)
{
    mkba_check *c = t->check;
    const mkba_compared_world *w = &t->comparison->world[1];
    for (size_t i = 0; i < w->inputs; i++) {
        put_input(t, &c->cause[c->causes++], w, &w->input[i]);
    }
    c->cause[c->causes++] =
        (mkba_cause){.kind = MKBA_CAUSE_MODEL,
                     .name = c->measured_gone ? "model_and_measured_gone" : "model"};
    c->cause[c->causes++] = (mkba_cause){.kind = MKBA_CAUSE_AREAS, .name = "areas"};
}

/* What the areas in both worlds had of a figure together. */
static double stored_sum(const teller *t, const char *figure)
{
    double sum = 0;
    for (size_t i = 0; i < t->then->count; i++) {
        sum += number_of(stored_area(t, t->then->area[t->comparison->order[i]].code), figure);
    }
    return sum;
}

/* What the model itself adds, and areas that came and went. False: it cannot be told. */
static bool put_rest(const teller *t, double *part, const mkba_caused *m, size_t row, size_t f)
{
    const mkba_comparison *c = t->comparison;
    double before = mkba_compared_value(c, 0, row, f), was = m->was;
    part[1] = 0;
    if (row == c->areas && !t->same_areas) {
        was = c->figure[f].adds_up ? stored_sum(t, m->figure) : (double)NAN;
        part[1] = m->is - mkba_compared_value(c, 1, row, f) - (m->was - was);
    }
    part[0] = before - was;
    return isfinite(part[0]) && isfinite(part[1]);
}

static void take_apart(teller *t, mkba_caused *m, size_t row, size_t f)
{
    const mkba_compared_world *w = &t->comparison->world[1];
    double *part = mkba_arena_alloc(t->check->arena, t->check->causes, sizeof *part);
    size_t cell = row * t->comparison->figures + f;
    m->difference = m->is - m->was;
    if (part && w->why_not[cell] == MKBA_NOT_WHY && put_rest(t, part + w->inputs, m, row, f)) {
        memcpy(part, mkba_compared_parts(t->comparison, 1, row, f), w->inputs * sizeof *part);
        m->difference = mkba_parts_settle(part, t->check->causes, m->difference,
                                          fmax(fabs(m->was), fabs(m->is)));
        m->part = part;
    }
}

static bool has_moved(const mkba_check *c, const char *area, const char *figure)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->moved[i].area, area) == 0 && strcmp(c->moved[i].figure, figure) == 0) {
            return true;
        }
    }
    return false;
}

static double value_now(const teller *t, const char *area, const char *figure)
{
    const mkba_tree *areas = mkba_tree_member(t->check->now, "areas");
    const mkba_tree *item = mkba_tree_first(areas);
    while (item && strcmp(mkba_tree_text(item, "code"), area) != 0) {
        item = item->next;
    }
    return number_of(item ? item : mkba_tree_member(t->check->now, "total"), figure);
}

static void explain_row(teller *t, size_t row)
{
    mkba_check *c = t->check;
    bool total = row == t->comparison->areas;
    const char *area = total ? "total" : t->here->area[row].code;
    const mkba_tree *stored = total ? t->stored_total : stored_area(t, area);
    for (size_t f = 0; f < t->comparison->figures; f++) {
        const char *figure = t->comparison->figure[f].path;
        if (has_moved(c, area, figure)) {
            mkba_caused *m = &c->caused[c->n_caused++];
            *m = (mkba_caused){.area = kept(t, area),
                               .figure = kept(t, figure),
                               .unit = kept(t, t->comparison->figure[f].unit),
                               .was = number_of(stored, figure),
                               .is = value_now(t, total ? "" : area, figure)};
            take_apart(t, m, row, f);
        }
    }
}

static mkba_status explain(teller *t)
{
    mkba_check *c = t->check;
    size_t rows = t->comparison->areas + 1, inputs = t->comparison->world[1].inputs;
    c->cause = mkba_arena_alloc(c->arena, inputs + 2, sizeof *c->cause);
    c->caused = mkba_arena_alloc(c->arena, rows * t->comparison->figures, sizeof *c->caused);
    if (mkba_arena_failed(c->arena)) {
        return MKBA_ERR_MEMORY;
    }
    put_causes(t);
    for (size_t i = 0; i < rows; i++) {
        explain_row(t, i + 1 < rows ? t->comparison->order[i] : i);
    }
    c->is_explained = true;
    return mkba_arena_failed(c->arena) ? MKBA_ERR_MEMORY : MKBA_OK;
}

/* ------------------------------------------------------------------ Public */

static mkba_status compare_worlds(teller *t, const char *figure)
{
    mkba_areas *const world[] = {t->then, t->here};
    const char *const name[] = {"then", "now"};
    if (t->then->count == 0) { /* other areas altogether */
        return MKBA_OK;
    }
    mkba_status status =
        mkba_comparison_run(&t->comparison, world, name, 2, figure, t->issues);
    if (status == MKBA_OK) {
        t->check->chosen =
            kept(t, figure ? t->comparison->figure[t->comparison->chosen].path : "npv_eur");
        status = explain(t);
    }
    mkba_comparison_free(t->comparison);
    return status;
}

mkba_status mkba_check_explain(mkba_check *check, const mkba_result *now, const char *figure,
                               mkba_issues *issues)
{
    teller t = {.check = check,
                .now = now,
                .stored_areas = mkba_tree_member(check->stored->top, "areas"),
                .stored_total = mkba_tree_member(check->stored->top, "total"),
                .issues = issues};
    mkba_status status = make_numbers(&t);
    if (status == MKBA_OK) {
        status = make_areas(&t);
    }
    return status == MKBA_OK ? compare_worlds(&t, figure) : status;
}
