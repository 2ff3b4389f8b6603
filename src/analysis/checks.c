#include "analysis/checks.h"

#include "base/issue.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    const mkba_result *result;
    mkba_outcome *outcome;
    const double *value;
    bool failed;
} checker;

static double figure(const checker *c, const char *path)
{
    return mkba_outcome_figure(c->result, c->outcome, path);
}

static double of_item(const checker *c, const char *pattern, const char *item)
{
    return mkba_outcome_item(c->result, c->outcome, pattern, item);
}

static double low(const checker *c, const char *benchmark)
{
    const mkba_benchmark *b = mkba_data_benchmark(c->result->data, benchmark);
    return b ? b->low : (double)NAN;
}

static double high(const checker *c, const char *benchmark)
{
    const mkba_benchmark *b = mkba_data_benchmark(c->result->data, benchmark);
    return b ? b->high : (double)NAN;
}

/* Words first, numbers behind them. */
static void say(checker *c, const char *id, const char *word, const char *other,
                const double *number, size_t numbers)
{
    mkba_outcome *o = c->outcome;
    size_t words = word ? other ? 2 : 1 : 0;
    o->message = mkba_arena_grow(c->result->arena, o->message, o->messages,
                                 &o->message_capacity, sizeof *o->message);
    if (!o->message) {
        c->failed = true;
        return;
    }
    mkba_message *m = &o->message[o->messages++];
    mkba_message_words(m, id, MKBA_WORDS(word, other));
    mkba_message_numbers(m, words, numbers, number);
}

static void check_scores(checker *c)
{
    const mkba_data *d = c->result->data;
    double missing = 0, all = 0;
    for (size_t i = 0; i < d->factors; i++) {
        char column[MKBA_TEXT];
        const char *source;
        if (!d->factor[i].scored) {
            continue;
        }
        snprintf(column, sizeof column, "score_%s", d->factor[i].id);
        size_t at = mkba_area_column(d, column);
        /* what a preset assumed is nobody's score */
        bool entered =
            at != MKBA_MAP_NONE && c->outcome->area->entered[at] &&
            mkba_area_evidence(c->result->areas, c->outcome->area, at, &source) != 'E';
        all++;
        missing += !entered;
        c->outcome->scores_entered += entered;
        c->outcome->scores_documented +=
            entered &&
            mkba_area_evidence(c->result->areas, c->outcome->area, at, &source) == 'A';
    }
    if (missing > 0) {
        say(c, missing < all ? "warn.some_not_scored" : "warn.not_scored", NULL, NULL,
            (double[]){missing, all}, 2);
    }
}

static void check_heavy_group(checker *c)
{
    double share = figure(c, "segments.heavy.households") / figure(c, "households");
    double use = figure(c, "use_heavy_eur");
    if (share > low(c, "heavy_share_norm") * (1 + 1e-9)) {
        say(c, "warn.heavy_share_above_norm", NULL, NULL,
            (double[]){share, low(c, "heavy_share_norm"), low(c, "heavy_share_strict"),
                       high(c, "heavy_share_strict"), low(c, "heavy_share_laws")},
            5);
    } else if (share > low(c, "heavy_share_laws")) {
        say(c, "warn.heavy_share", NULL, NULL,
            (double[]){share, low(c, "heavy_share_strict"), high(c, "heavy_share_strict"),
                       low(c, "heavy_share_laws"), low(c, "heavy_share_norm")},
            5);
    }
    bool mixed = use > low(c, "use_heavy_selected") && share > high(c, "heavy_share_strict");
    if (use > 0) {
        say(c, mixed ? "warn.heavy_use" : "note.heavy_use", NULL, NULL,
            (double[]){use, share, low(c, "use_heavy_average"), low(c, "use_heavy_selected"),
                       low(c, "use_heaviest"), high(c, "use_heaviest")},
            6);
    }
}

static void check_caseload(checker *c, const char *segment)
{
    double load = of_item(c, "segments.%s.caseload", segment);
    double least = of_item(c, "segments.%s.norm_low", segment);
    double most = of_item(c, "segments.%s.norm_high", segment);
    if (load > most || load < least) {
        say(c, load > most ? "warn.caseload_above" : "warn.caseload_below", segment, NULL,
            (double[]){load, least, most, of_item(c, "segments.%s.fte_needed_low", segment),
                       of_item(c, "segments.%s.fte_needed_high", segment)},
            5);
    }
}

static void check_caps(checker *c, const char *segment)
{
    double cap = of_item(c, "segments.%s.reach_cap", segment);
    double registered = of_item(c, "segments.%s.reach_registered", segment);
    double stock = of_item(c, "segments.%s.stock_peak", segment);
    double uncapped = of_item(c, "segments.%s.stock_uncapped_peak", segment);
    if (registered > cap * (1 + 1e-12)) {
        say(c, "warn.reach_cap", segment, NULL, (double[]){registered, cap}, 2);
    }
    if (uncapped > stock * (1 + 1e-12)) {
        say(c, "warn.stock_cap", segment, NULL, (double[]){uncapped, stock}, 2);
    }
}

static void check_savings(checker *c)
{
    const mkba_study *study = c->result->study;
    const mkba_baseline_plan *plan = c->outcome->plan->extra;
    const mkba_domain *segment = &study->domain[MKBA_DOMAIN_SEGMENT];
    const mkba_domain *line = &study->domain[MKBA_DOMAIN_LINE];
    for (size_t e = 0; e < line->count; e++) {
        for (size_t s = 0; s < segment->count; s++) {
            mkba_node node = plan->saving_share[e * segment->count + s];
            double share = node == MKBA_NO_NODE ? (double)NAN : c->value[node];
            if (share > low(c, "saving_share")) {
                say(c, "warn.saving_share", line->name[e], segment->name[s],
                    (double[]){share, low(c, "saving_share")}, 2);
            }
        }
    }
}

static void check_reach(checker *c)
{
    double reach = figure(c, "reach_share"), cases = figure(c, "cases_per_fte");
    if (reach < low(c, "reach_share") || reach > high(c, "reach_share")) {
        say(c, "warn.reach", NULL, NULL,
            (double[]){reach, low(c, "reach_share"), high(c, "reach_share")}, 3);
    }
    if (figure(c, "fte_total") > 0 &&
        (cases < low(c, "cases_per_fte") || cases > high(c, "cases_per_fte"))) {
        say(c, "warn.cases_per_fte", NULL, NULL,
            (double[]){cases, low(c, "cases_per_fte"), high(c, "cases_per_fte")}, 3);
    }
}

/* Where the ratio stands against what was published. */
static void check_position(checker *c)
{
    double ratio = figure(c, "ratio");
    double published[4] = {low(c, "ratio_whole_caseload"), high(c, "ratio_whole_caseload"),
                           low(c, "ratio_intensive"), high(c, "ratio_intensive")};
    const char *id = isnan(ratio)            ? "position.none"
                     : ratio < 0             ? "position.negative"
                     : ratio < published[0]  ? "position.below"
                     : ratio <= published[1] ? "position.whole_caseload"
                     : ratio < published[2]  ? "position.between"
                     : ratio <= published[3] ? "position.intensive"
                                             : "position.above";
    say(c, id, NULL, NULL,
        (double[]){ratio, published[0], published[1], published[2], published[3]}, 5);
}

static void check_inputs(checker *c)
{
    size_t cost = mkba_area_column(c->result->data, "team_cost_eur");
    if (!(figure(c, "households") > 0)) {
        say(c, "warn.no_households", NULL, NULL, NULL, 0);
    }
    if (cost != MKBA_MAP_NONE && c->outcome->area->entered[cost] &&
        !(figure(c, "team_cost_eur") > 0)) {
        say(c, "warn.no_team_cost", NULL, NULL, NULL, 0);
    }
}

static void copy_notes(checker *c)
{
    const mkba_area *area = c->outcome->area;
    for (size_t i = 0; i < area->notes; i++) {
        mkba_outcome *o = c->outcome;
        say(c, area->note[i].id, NULL, NULL, NULL, 0);
        if (!c->failed) {
            o->message[o->messages - 1] = area->note[i];
        }
    }
}

mkba_status mkba_checks_run(const mkba_result *result, mkba_outcome *outcome,
                            const double *value)
{
    checker c = {.result = result, .outcome = outcome, .value = value};
    const mkba_domain *segment = &result->study->domain[MKBA_DOMAIN_SEGMENT];
    check_scores(&c);
    copy_notes(&c);
    check_inputs(&c);
    if (mkba_outcome_figure(result, outcome, "households") > 0) {
        check_heavy_group(&c);
        for (size_t s = 0; s < segment->count; s++) {
            check_caseload(&c, segment->name[s]);
            check_caps(&c, segment->name[s]);
        }
        check_savings(&c);
        check_reach(&c);
    }
    check_position(&c);
    return c.failed ? MKBA_ERR_MEMORY : MKBA_OK;
}
