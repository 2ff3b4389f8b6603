#include "analysis/findings.h"

#include "analysis/draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Below this part of the spread a value of information is told apart from nothing by nobody.
 */
static const double HARDLY = 0.001;

/* ------------------------------------------------------------------ From distributions */

size_t mkba_simulation_measure(const mkba_simulation *s, const char *path)
{
    for (size_t i = 0; i < s->measures.count; i++) {
        if (strcmp(s->measures.measure[i].path, path) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

void mkba_statistics(mkba_statistic *out, const mkba_distribution *d)
{
    const mkba_statistic all[MKBA_STATISTICS] = {{"mean", d->mean},
                                                 {"sd", d->sd},
                                                 {"mean_error", d->mean_error},
                                                 {"p5", d->quantile[0]},
                                                 {"p25", d->quantile[1]},
                                                 {"p50", d->quantile[2]},
                                                 {"p75", d->quantile[3]},
                                                 {"p95", d->quantile[4]},
                                                 {"chance_positive", d->positive},
                                                 {"defined", (double)d->defined},
                                                 {"quantile_error", d->quantile_error}};
    memcpy(out, all, sizeof all);
}

double mkba_chance_error(const mkba_distribution *d)
{
    return sqrt(d->positive * (1 - d->positive) / (double)d->defined);
}

double mkba_chance_bound(double draws)
{
    double bound = 3 / draws, digit = pow(10, floor(log10(bound)));
    return ceil(bound / digit - 1e-9) * digit;
}

bool mkba_is_nothing(const mkba_distribution *d)
{
    return !(fabs(d->mean) > 0) && !(d->sd > 0);
}

double mkba_undefined_share(const mkba_simulation *s, const mkba_distribution *d)
{
    return 1 - (double)d->defined / (double)s->draws;
}

double mkba_ratio_of_means(const mkba_simulation *s, size_t area, size_t world)
{
    double benefit = mkba_simulation_at(s, area, world, s->measures.benefit)->mean;
    double cost = mkba_simulation_at(s, area, world, s->measures.cost)->mean;
    return cost > 0 ? benefit / cost : (double)NAN;
}

/* ------------------------------------------------------------------ Streams */

static mkba_finding *finding_of(const mkba_findings *f, const char *stream)
{
    for (size_t i = 0; i < f->findings; i++) {
        if (strcmp(f->finding[i].stream->name, stream) == 0) {
            return &f->finding[i];
        }
    }
    return NULL;
}

/* The number as it is in the first world that draws it; NULL when none does. */
static const mkba_parameter *drawn_number(const mkba_simulation *s, size_t i)
{
    for (size_t w = 0; w < s->worlds; w++) {
        const mkba_parameter *p = &s->world[w].areas->data->parameter[i];
        mkba_triangle range;
        if (mkba_parameter_range(&range, p)) {
            return p;
        }
    }
    return NULL;
}

/* Each grade once, the best first. */
static void add_grade(mkba_finding *finding, char grade)
{
    char had[sizeof finding->grade];
    size_t n = 0;
    memcpy(had, finding->grade, sizeof had);
    for (const char *g = MKBA_GRADES; *g; g++) { /* fewer than there is room for */
        if (*g == grade || strchr(had, *g)) {
            finding->grade[n++] = *g;
        }
    }
}

static void add_member(mkba_findings *f, mkba_finding *finding, const char *key, char grade)
{
    finding->key[finding->members++] = key;
    add_grade(finding, grade);
    f->numbers++;
    f->assumed += grade == 'E';
}

static void add_numbers(mkba_findings *f)
{
    const mkba_simulation *s = f->simulation;
    const char *code = s->areas == 1 ? s->area[0].in_world[0]->code : "";
    for (size_t i = 0; i < s->study->data->parameters; i++) {
        const mkba_parameter *p = drawn_number(s, i);
        char name[MKBA_TEXT];
        if (p) {
            mkba_stream_name(name, p, code);
            mkba_finding *finding = finding_of(f, name);
            if (finding) {
                add_member(f, finding, p->key, p->evidence[0]);
            }
        }
    }
}

/* Scores that the area gave itself. */
static void add_entered(mkba_findings *f)
{
    const mkba_simulation *s = f->simulation;
    for (size_t i = 0; i < f->findings; i++) {
        const mkba_stream *stream = f->finding[i].stream;
        const char *source;
        if (!stream->parameter) {
            const mkba_areas *areas = s->world[0].areas;
            char grade =
                mkba_area_evidence(areas, s->area[0].in_world[0], stream->column, &source);
            add_member(f, &f->finding[i], areas->data->column[stream->column].id, grade);
        }
    }
}

static double or_nothing(double value)
{
    return value > 0 ? value : 0;
}

static int by_worth(const void *a, const void *b)
{
    const mkba_finding *x = a, *y = b;
    if (x->worth->eur < y->worth->eur || x->worth->eur > y->worth->eur) {
        return x->worth->eur < y->worth->eur ? 1 : -1;
    }
    double p = or_nothing(x->worth->variance_share), q = or_nothing(y->worth->variance_share);
    return p < q ? 1 : p > q ? -1 : strcmp(x->stream->name, y->stream->name);
}

static bool find_streams(mkba_findings *f)
{
    const mkba_simulation *s = f->simulation;
    size_t keys = s->study->data->parameters + 1;
    f->finding = mkba_arena_alloc(f->arena, s->slots, sizeof *f->finding);
    for (size_t i = 0; i < s->streams && f->finding; i++) {
        if (s->stream[i].used) {
            f->finding[f->findings++] = (mkba_finding){
                .stream = &s->stream[i],
                .worth = &s->information.worth[s->stream[i].slot],
                .key = mkba_arena_alloc(f->arena, keys, sizeof(const char *)),
            };
        }
    }
    if (!f->finding || mkba_arena_failed(f->arena)) {
        return false;
    }
    add_numbers(f);
    add_entered(f);
    qsort(f->finding, f->findings, sizeof *f->finding, by_worth);
    return true;
}

/* ------------------------------------------------------------------ Areas */

/* With one area its own numbers are among the streams. */
static void count_local(mkba_findings *f)
{
    const mkba_simulation *s = f->simulation;
    for (size_t g = 0; g < s->groups && s->areas > 1; g++) {
        const mkba_sim_group *group = &s->group[g];
        size_t n = 0;
        for (size_t l = 0; l < group->n_local; l++) {
            n += group->local[l].world == 0 && group->tape->input_used[group->n_drawn + l];
        }
        f->local = n > f->local ? n : f->local;
    }
}

static bool has_score(const mkba_data *d, const mkba_area *area)
{
    for (size_t i = 0; i < d->columns; i++) {
        if (mkba_column_is_score(d, i) && area->entered[i]) {
            return true;
        }
    }
    return false;
}

static bool find_areas(mkba_findings *f)
{
    const mkba_simulation *s = f->simulation;
    const mkba_areas *all = s->world[0].areas;
    f->position = mkba_arena_alloc(f->arena, s->areas, sizeof *f->position);
    for (size_t i = 0; i < s->areas && f->position; i++) {
        const mkba_area *area = mkba_areas_at(all, i);
        f->unscored += !has_score(all->data, area);
        for (size_t k = 0; k < s->areas; k++) {
            if (s->area[k].in_world[0] == area) {
                f->position[i] = k;
            }
        }
    }
    return f->position != NULL;
}

/* ------------------------------------------------------------------ All of it */

static double discounted_years(const mkba_data *d)
{
    double rate = mkba_data_value(d, "discount_rate"), horizon = mkba_data_value(d, "horizon");
    double factor = 1, sum = 0;
    for (double t = 0; t < horizon; t++) {
        sum += factor;
        factor /= 1 + rate;
    }
    return sum;
}

static double spread_of(const mkba_simulation *s)
{
    double spread = 0;
    if (s->information.may_stop) {
        return mkba_simulation_at(s, SIZE_MAX, 0, s->measures.npv)->sd;
    }
    for (size_t w = 1; w < s->worlds; w++) {
        spread = fmax(spread, mkba_simulation_gain(s, SIZE_MAX, w)->sd);
    }
    return spread;
}

/* The mean of what a normal variable is above 0. */
static double normal_gain(double mean, double sd)
{
    static const double root_two_pi = 2.5066282746310002;
    double z = mean / sd;
    return sd > 0 ? sd * (exp(-z * z / 2) / root_two_pi + z * erfc(-z / sqrt(2)) / 2) : 0;
}

/* How far option `o` lies above the best one in a draw: its mean and spread. Two alternatives
 * are compared by way of the base, as if their gains were unrelated. */
static void against_best(const mkba_simulation *s, size_t o, double *mean, double *sd)
{
    const mkba_information *info = &s->information;
    *mean = (o < info->options ? info->mean[o] : 0) -
            (info->best < info->options ? info->mean[info->best] : 0);
    if (info->may_stop) {
        *sd = mkba_simulation_at(s, SIZE_MAX, 0, s->measures.npv)->sd;
        return;
    }
    double own = o > 0 ? mkba_simulation_gain(s, SIZE_MAX, o)->sd : 0;
    double other = info->best > 0 ? mkba_simulation_gain(s, SIZE_MAX, info->best)->sd : 0;
    *sd = sqrt(own * own + other * other);
}

/* In a bin the means of the options are uncertain by the number of draws in it, and choosing
 * the best takes chance for knowledge. */
static double noise_of(const mkba_simulation *s)
{
    const mkba_information *info = &s->information;
    double draws = (double)s->draws / (double)mkba_information_bins(info), most = 0;
    for (size_t o = 0; o < info->options + info->may_stop; o++) {
        double mean, sd;
        against_best(s, o, &mean, &sd);
        most = o == info->best ? most : fmax(most, normal_gain(mean, sd / sqrt(draws)));
    }
    return most;
}

mkba_status mkba_findings_new(mkba_findings **out, const mkba_simulation *simulation)
{
    mkba_arena *arena;
    mkba_findings *f = mkba_arena_object(&arena, sizeof *f);
    *out = NULL;
    if (!f) {
        return MKBA_ERR_MEMORY;
    }
    f->arena = arena;
    f->simulation = simulation;
    if (!find_streams(f) || !find_areas(f)) {
        mkba_findings_free(f);
        return MKBA_ERR_MEMORY;
    }
    count_local(f);
    f->years = discounted_years(simulation->world[0].areas->data);
    f->spread = spread_of(simulation);
    f->noise = noise_of(simulation);
    f->nothing_to_learn = !(simulation->information.perfect.eur > HARDLY * f->spread);
    *out = f;
    return MKBA_OK;
}

void mkba_findings_free(mkba_findings *findings)
{
    if (findings) {
        mkba_arena_free(findings->arena);
    }
}
