#include "analysis/simulation.h"

#include "analysis/hash.h"
#include "base/issue.h"
#include "input/scenario.h"

#include <stdio.h>
#include <string.h>

const mkba_distribution *mkba_simulation_at(const mkba_simulation *s, size_t area,
                                            size_t world, size_t measure)
{
    size_t row = area == SIZE_MAX ? s->areas : area;
    return &s->distribution[row * s->columns + world * s->measures.count + measure];
}

const mkba_distribution *mkba_simulation_gain(const mkba_simulation *s, size_t area,
                                              size_t world)
{
    size_t row = area == SIZE_MAX ? s->areas : area;
    return &s->distribution[row * s->columns + s->worlds * s->measures.count + world - 1];
}

/* ------------------------------------------------------------------ Groups of streams */

typedef struct {
    mkba_simulation *s;
    size_t capacity;
    bool failed;
} grouper;

/* What decides whether a number is in a group. */
typedef bool (*belongs)(const mkba_parameter *p, const char *word, size_t length);

static bool of_family(const mkba_parameter *p, const char *word, size_t length)
{
    return strncmp(p->key, word, length) == 0 && p->key[length] == '.';
}

static bool of_grade(const mkba_parameter *p, const char *word, size_t length)
{
    return strlen(p->evidence) == length && strncmp(p->evidence, word, length) == 0;
}

static bool key_fits(const char *key, const char *word, size_t length)
{
    char pattern[MKBA_TEXT];
    for (size_t at = 0; at < length;) {
        size_t n = strcspn(word + at, ",");
        snprintf(pattern, sizeof pattern, "%.*s", (int)n, word + at);
        if (mkba_pattern_fits(pattern, key)) {
            return true;
        }
        at += n + 1;
    }
    return false;
}

static bool of_patterns(const mkba_parameter *p, const char *word, size_t length)
{
    return key_fits(p->key, word, length);
}

/* Is a number with this stream in the group? */
static bool stream_belongs(const mkba_simulation *s, size_t stream, belongs in,
                           const char *word, size_t length)
{
    const mkba_data *d = s->study->data;
    if (in == of_patterns && !s->stream[stream].parameter) { /* a figure that was entered */
        return key_fits(d->column[s->stream[stream].column].id, word, length);
    }
    for (size_t i = 0; i < d->parameters; i++) {
        if (s->stream_of[i] == stream && in(&d->parameter[i], word, length)) {
            return true;
        }
    }
    return false;
}

/* Adds a group of the streams that belong to it, when there are at least `fewest`. */
static bool add_group(grouper *g, const char *name, size_t name_length, belongs in,
                      const char *word, size_t length, size_t fewest)
{
    mkba_simulation *s = g->s;
    mkba_information *info = &s->information;
    size_t *slot = mkba_arena_alloc(s->arena, s->slots, sizeof *slot), n = 0;
    info->group = mkba_arena_grow(s->arena, info->group, info->groups, &g->capacity,
                                  sizeof *info->group);
    const char *copy = mkba_arena_text(s->arena, name, name_length);
    if (!slot || !info->group || !copy) {
        g->failed = true;
        return false;
    }
    for (size_t i = 0; i < s->streams; i++) {
        if (s->stream[i].used && stream_belongs(s, i, in, word, length)) {
            slot[n++] = s->stream[i].slot;
        }
    }
    if (n < fewest) {
        return false;
    }
    info->group[info->groups++] =
        (mkba_information_group){.name = copy, .stream = slot, .streams = n};
    return true;
}

static void add_families(grouper *g)
{
    const mkba_data *d = g->s->study->data;
    for (size_t i = 0; i < d->parameters; i++) {
        const char *key = d->parameter[i].key;
        size_t length = strcspn(key, ".");
        bool seen = key[length] == '\0';
        for (size_t k = 0; k < i && !seen; k++) {
            seen = of_family(&d->parameter[k], key, length);
        }
        if (!seen) {
            char name[MKBA_TEXT];
            snprintf(name, sizeof name, "%.*s.*", (int)length, key);
            add_group(g, name, strlen(name), of_family, key, length, 2);
        }
    }
}

static void add_grades(grouper *g)
{
    for (const char *grade = MKBA_GRADES; *grade; grade++) {
        char name[] = "evidence.?";
        name[sizeof name - 2] = *grade;
        add_group(g, name, strlen(name), of_grade, grade, 1, 2);
    }
}

/* "name=pattern,pattern" */
static mkba_status add_own(grouper *g, const char *text, mkba_issues *issues)
{
    size_t length = strcspn(text, "=");
    if (length == 0 || text[length] == '\0' || text[length + 1] == '\0') {
        return mkba_issue_add(issues, MKBA_ERR_SYNTAX, (mkba_place){0}, "group.form",
                              MKBA_WORDS(text));
    }
    const char *patterns = text + length + 1;
    if (!add_group(g, text, length, of_patterns, patterns, strlen(patterns), 1) &&
        !g->failed) {
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0}, "group.empty",
                              MKBA_WORDS(text));
    }
    return MKBA_OK;
}

static mkba_status make_groups(mkba_simulation *s, const mkba_simulation_options *options,
                               mkba_issues *issues)
{
    grouper g = {.s = s};
    mkba_status status = MKBA_OK;
    for (size_t i = 0; i < options->n_groups && status == MKBA_OK; i++) {
        status = add_own(&g, options->groups[i], issues);
    }
    add_families(&g);
    add_grades(&g);
    return g.failed ? MKBA_ERR_MEMORY : status;
}

/* ------------------------------------------------------------------ A simulation */

static mkba_status start_worlds(mkba_simulation *s, const mkba_areas *const *world,
                                const char *const *name, size_t worlds, mkba_issues *issues)
{
    s->world = mkba_arena_alloc(s->arena, worlds, sizeof *s->world);
    for (size_t w = 0; w < worlds && s->world; w++) {
        const mkba_data *d = world[w]->data;
        mkba_sim_world *own = &s->world[w];
        mkba_status status = mkba_areas_fill_selected(world[w], issues);
        if (status != MKBA_OK) {
            return status;
        }
        own->areas = world[w];
        own->name = mkba_arena_text(s->arena, name[w], strlen(name[w]));
        own->parameter = mkba_arena_alloc(s->arena, d->parameters, sizeof *own->parameter);
        if (!own->name || !own->parameter) {
            return MKBA_ERR_MEMORY;
        }
        for (size_t i = 0; i < d->parameters; i++) {
            own->parameter[i] = d->parameter[i].value;
        }
    }
    s->worlds = worlds;
    s->areas = mkba_areas_count(world[0]);
    return s->world ? MKBA_OK : MKBA_ERR_MEMORY;
}

/* Numbers of the first world that did not change are read from the study, whose plans then
 * serve the baseline too. */
static mkba_status start_model(mkba_simulation *s, mkba_issues *issues)
{
    mkba_status status = mkba_study_new(&s->study, s->world[0].areas->data, issues);
    if (status == MKBA_OK) {
        s->world[0].parameter = s->study->parameter;
        status = mkba_figures_new(&s->figures, s->study);
    }
    if (status == MKBA_OK) {
        status = mkba_measures_headline(&s->measures, s->arena, s->figures);
    }
    return status == MKBA_OK ? mkba_simulation_prepare(s, issues) : status;
}

static mkba_status start_information(mkba_simulation *s,
                                     const mkba_simulation_options *options,
                                     mkba_issues *issues)
{
    mkba_information *info = &s->information;
    *info = (mkba_information){.arena = s->arena,
                               .options = s->worlds,
                               .may_stop = s->worlds == 1,
                               .streams = s->slots,
                               .slices = MKBA_SLICES};
    mkba_status status = make_groups(s, options, issues);
    if (status == MKBA_OK && !mkba_information_start(info, s->draws)) {
        status = MKBA_ERR_MEMORY;
    }
    return status;
}

/* Below it every whole number is a double, also when another program reads it. */
static const uint64_t SEED_END = (uint64_t)1 << 53;

/* The same areas in the same order, by tables of the same shape. */
static bool are_alike(const mkba_areas *a, const mkba_areas *b)
{
    size_t count = mkba_areas_count(a);
    bool alike = mkba_areas_count(b) == count && a->data->columns == b->data->columns &&
                 a->data->parameters == b->data->parameters;
    for (size_t i = 0; i < count && alike; i++) {
        alike = strcmp(mkba_areas_code(a, i), mkba_areas_code(b, i)) == 0;
    }
    return alike;
}

static mkba_status check(const mkba_areas *const *world, size_t worlds,
                         const mkba_simulation_options *options, mkba_issues *issues)
{
    if (worlds == 0 || worlds > MKBA_MOST_WORLDS || options->draws < 2 ||
        options->seed >= SEED_END) {
        return mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){0}, "simulate.range", NULL);
    }
    for (size_t w = 1; w < worlds; w++) {
        if (!are_alike(world[w], world[0])) {
            return mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0}, "simulate.areas",
                                  NULL);
        }
    }
    return MKBA_OK;
}

static size_t workers_of(const mkba_simulation_options *options)
{
    return options->threads < 1 ? 1 : options->threads < 64 ? options->threads : 64;
}

mkba_status mkba_simulation_run(mkba_simulation **out, const mkba_areas *const *world,
                                const char *const *name, size_t worlds,
                                const mkba_simulation_options *options, mkba_issues *issues)
{
    return mkba_simulation_run_on(out, mkba_lanes_best(), world, name, worlds, options,
                                  issues);
}

mkba_status mkba_simulation_run_on(mkba_simulation **out, const mkba_lanes *lanes,
                                   const mkba_areas *const *world, const char *const *name,
                                   size_t worlds, const mkba_simulation_options *options,
                                   mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_status status = check(world, worlds, options, issues);
    mkba_simulation *s = status == MKBA_OK ? mkba_arena_object(&arena, sizeof *s) : NULL;
    if (!s) {
        return status == MKBA_OK ? MKBA_ERR_MEMORY : status;
    }
    s->arena = arena;
    s->draws = options->draws;
    s->seed = options->seed;
    s->workers = workers_of(options);
    s->top = options->top;
    s->lanes = lanes;
    status = start_worlds(s, world, name, worlds, issues);
    if (status == MKBA_OK) {
        status = start_model(s, issues);
    }
    if (status == MKBA_OK) {
        status = start_information(s, options, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_simulation_draw(s, options);
    }
    if (status != MKBA_OK) {
        mkba_simulation_free(s);
        return status;
    }
    mkba_information_finish(&s->information);
    mkba_inputs_hash(s->inputs_hash, world, worlds);
    *out = s;
    return MKBA_OK;
}

void mkba_simulation_free(mkba_simulation *simulation)
{
    if (simulation) {
        mkba_study_free(simulation->study);
        mkba_arena_free(simulation->arena);
    }
}
