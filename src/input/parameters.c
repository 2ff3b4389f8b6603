#include "input/parameters.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { VALUE, LOW, HIGH };

/* What is possible: from `least` (or above it) to `most`. */
static const struct {
    const char *domain;
    const char *text;
    double least, most;
    bool is_above, is_whole;
} domains[] = {
    [MKBA_VALUES_SHARE] = {"share", "values.share", 0, 1, false, false},
    [MKBA_VALUES_POSITIVE_SHARE] = {"positive_share", "values.positive_share", 0, 1, true,
                                    false},
    [MKBA_VALUES_SIGNED_SHARE] = {"signed_share", "values.signed_share", -1, 1, false, false},
    [MKBA_VALUES_NONNEGATIVE] = {"nonnegative", "values.nonnegative", 0, DBL_MAX, false,
                                 false},
    [MKBA_VALUES_POSITIVE] = {"positive", "values.positive", 0, DBL_MAX, true, false},
    [MKBA_VALUES_RATE] = {"rate", "values.rate", -1, DBL_MAX, true, false},
    [MKBA_VALUES_WHOLE] = {"whole", "values.whole", 0, 100, false, true},
    [MKBA_VALUES_WHOLE_POSITIVE] = {"whole_positive", "values.whole_positive", 1, 100, false,
                                    true},
    [MKBA_VALUES_YEAR] = {"year", "values.year", 1900, 2200, false, true},
};

bool mkba_values_allow(mkba_values values, double v)
{
    bool enough =
        domains[values].is_above ? v > domains[values].least : v >= domains[values].least;
    return enough && v <= domains[values].most && !(domains[values].is_whole && v > floor(v));
}

const char *mkba_values_text(mkba_values values)
{
    return domains[values].text;
}

bool mkba_is_grade(const char *text)
{
    return strspn(text, "ABCDES") == 1 && text[1] == '\0';
}

static mkba_place place_of(const mkba_parameter *p)
{
    return (mkba_place){
        .file = p->file, .line = p->line, .column_name = p->path ? p->path : p->key};
}

static mkba_status index_family(const mkba_data *data, mkba_family *family,
                                mkba_issues *issues)
{
    for (size_t i = 0; i < sizeof domains / sizeof *domains; i++) {
        if (strcmp(family->domain, domains[i].domain) == 0) {
            family->values = (mkba_values)i;
            return MKBA_OK;
        }
    }
    char path[MKBA_PATH];
    mkba_place place = {.file = mkba_data_file(path, data, "families.csv")};
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place, "family.domain",
                          MKBA_WORDS(family->domain, family->family));
}

static const mkba_family *family_of(const mkba_data *data, const char *key)
{
    size_t length = strcspn(key, ".");
    for (size_t i = 0; i < data->families; i++) {
        const char *family = data->family[i].family;
        if (family[0] == key[0] && strncmp(family, key, length) == 0 &&
            family[length] == '\0') {
            return &data->family[i];
        }
    }
    return NULL;
}

/* What the program itself asks for; formulas say what else they need. */
static mkba_status check_needed(const mkba_data *data, const char *file, mkba_issues *issues)
{
    static const char *const needed[] = {
        "price_year",
        "start_year",
        "horizon",
        "programme_years",
        "discount_rate",
        "replaced_share",
        "refill_share",
        "potential_step",
        "score_uncertainty",
        "cost_per_fte_eur",
        "segment_share.heavy",
        "segment_share.vulnerable",
        "zrm_heavy_domains",
        "zrm_vulnerable_domains",
    };
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (!mkba_data_parameter(data, needed[i])) {
            mkba_keep_first(
                &first, mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = file},
                                       "parameter.missing", MKBA_WORDS(needed[i])));
        }
    }
    return first;
}

mkba_status mkba_parameters_index(mkba_data *data, mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    char path[MKBA_PATH];
    const char *name = mkba_data_file(path, data, "parameters.csv");
    const char *file = mkba_arena_text(data->arena, name, strlen(name));
    mkba_map_reserve(&data->parameter_by_key, data->parameters);
    for (size_t i = 0; i < data->families; i++) {
        mkba_keep_first(&first, index_family(data, &data->family[i], issues));
    }
    for (size_t i = 0; i < data->parameters; i++) {
        mkba_parameter *p = &data->parameter[i];
        p->file = file;
        p->family = family_of(data, p->key);
        if (!p->family) {
            mkba_keep_first(&first, mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place_of(p),
                                                   "parameter.family", MKBA_WORDS(p->key)));
        } else if (mkba_data_parameter(data, p->key)) {
            mkba_keep_first(&first, mkba_issue_add(issues, MKBA_ERR_CONFLICT, place_of(p),
                                                   "parameter.twice", MKBA_WORDS(p->key)));
        } else if (!mkba_map_put(&data->parameter_by_key, p->key, i)) {
            first = MKBA_ERR_MEMORY;
        }
    }
    return first == MKBA_OK ? check_needed(data, file, issues) : first;
}

static double index_of_year(const mkba_data *data, double year)
{
    for (size_t i = 0; i < data->indices; i++) {
        if (fabs(data->index[i].year - year) < 0.5) {
            return data->index[i].index;
        }
    }
    return NAN;
}

double mkba_price_level(const mkba_data *data)
{
    return mkba_data_parameter(data, "price_year")->written[VALUE];
}

mkba_status mkba_price_factor(double *out, const mkba_data *data, double year,
                              mkba_place place, mkba_issues *issues)
{
    double level = mkba_price_level(data);
    double to = index_of_year(data, level), from = index_of_year(data, year);
    if (isnan(from) || isnan(to)) {
        char found[32];
        snprintf(found, sizeof found, "%.0f", isnan(from) ? year : level);
        return mkba_issue_add(issues, MKBA_ERR_RANGE, place, "price.no_index",
                              MKBA_WORDS(found));
    }
    *out = to / from;
    return MKBA_OK;
}

static mkba_status convert(mkba_data *data, mkba_parameter *p, mkba_issues *issues)
{
    double factor = 1;
    mkba_status status = MKBA_OK;
    if (!isnan(p->price_year)) {
        status = mkba_price_factor(&factor, data, p->price_year, place_of(p), issues);
    }
    p->value = p->written[VALUE] * factor;
    p->low = p->written[LOW] * factor;
    p->high = p->written[HIGH] * factor;
    return status;
}

static mkba_status check_values(const mkba_parameter *p, mkba_issues *issues)
{
    for (size_t i = VALUE; i <= HIGH; i++) {
        if (!mkba_values_allow(p->family->values, p->written[i])) {
            char found[32];
            snprintf(found, sizeof found, "%g", p->written[i]);
            return mkba_issue_add(issues, MKBA_ERR_RANGE, place_of(p),
                                  mkba_values_text(p->family->values),
                                  MKBA_WORDS(p->text && i == VALUE ? p->text : found, p->key));
        }
    }
    if (p->written[LOW] > p->written[VALUE] || p->written[VALUE] > p->written[HIGH]) {
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, place_of(p), "parameter.range",
                              MKBA_WORDS(p->key));
    }
    return MKBA_OK;
}

static mkba_status check_parameter(const mkba_data *data, const mkba_parameter *p,
                                   mkba_issues *issues)
{
    mkba_status first = check_values(p, issues);
    if (!mkba_is_grade(p->evidence)) {
        mkba_keep_first(&first, mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place_of(p),
                                               "parameter.evidence", MKBA_WORDS(p->evidence)));
    }
    if (!p->is_own && p->source[0] && !mkba_data_source(data, p->source)) {
        mkba_keep_first(&first, mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place_of(p),
                                               "parameter.source", MKBA_WORDS(p->source)));
    }
    return first;
}

/* The length of a key up to its last word. */
static size_t stem_of(const char *key)
{
    size_t length = strlen(key);
    while (length > 0 && key[length] != '.') {
        length--;
    }
    return length;
}

/* The same key but for the last word. */
bool mkba_parameters_same_set(const mkba_parameter *a, const mkba_parameter *b)
{
    if (a->family != b->family || !a->family->share_set[0]) { /* most are not */
        return false;
    }
    size_t length = stem_of(a->key);
    return length == stem_of(b->key) && strncmp(a->key, b->key, length) == 0;
}

/* Where a member was moved and the set now exceeds 1, the members that were not moved give way
 * in proportion. */
static mkba_status settle_set(mkba_data *data, mkba_parameter *first, mkba_issues *issues)
{
    double moved = 0, others = 0;
    const mkba_parameter *mover = NULL; /* the first one */
    for (mkba_parameter *p = first; p < data->parameter + data->parameters; p++) {
        if (mkba_parameters_same_set(first, p)) {
            *(p->is_own ? &moved : &others) += p->value;
            mover = !mover && p->is_own ? p : mover;
        }
    }
    if (moved + others <= 1 + 1e-12) {
        return MKBA_OK;
    }
    if (moved > 1 + 1e-12 || moved <= 0) {
        const mkba_parameter *told = mover ? mover : first;
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, place_of(told), "parameter.share_set",
                              MKBA_WORDS(told->key));
    }
    for (mkba_parameter *p = first; p < data->parameter + data->parameters; p++) {
        if (mkba_parameters_same_set(first, p) && !p->is_own) {
            mkba_message message;
            double numbers[2] = {p->value, p->value * ((1 - moved) / others)};
            p->value = numbers[1];
            p->low = fmin(p->low, p->value);
            mkba_message_words(&message, "assume.share_scaled", MKBA_WORDS(p->key, ""));
            mkba_message_numbers(&message, 1, 2, numbers);
            mkba_data_note(data, &message);
        }
    }
    return MKBA_OK;
}

static mkba_status settle_sets(mkba_data *data, mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    size_t kept = 0;
    for (size_t i = 0; i < data->notes; i++) {
        if (strcmp(data->note[i].id, "assume.share_scaled") != 0) {
            data->note[kept++] = data->note[i];
        }
    }
    data->notes = kept;
    for (size_t i = 0; i < data->parameters; i++) {
        mkba_parameter *p = &data->parameter[i];
        bool is_first = p->family->share_set[0] != '\0';
        for (size_t k = 0; k < i && is_first; k++) {
            is_first = !mkba_parameters_same_set(&data->parameter[k], p);
        }
        if (is_first) {
            mkba_keep_first(&first, settle_set(data, p, issues));
        }
    }
    return first;
}

static mkba_status check_order(const mkba_data *data, const char *low, const char *high,
                               const char *id, mkba_issues *issues)
{
    const mkba_parameter *a = mkba_data_parameter(data, low);
    const mkba_parameter *b = mkba_data_parameter(data, high);
    if (a && b && a->value > b->value) {
        const mkba_parameter *moved = b->is_own ? b : a;
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, place_of(moved), id,
                              MKBA_WORDS(low, high));
    }
    return MKBA_OK;
}

static mkba_status check_together(const mkba_data *data, mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    char low[MKBA_TEXT], high[MKBA_TEXT];
    const mkba_parameter *horizon = mkba_data_parameter(data, "horizon");
    if (horizon->value < 3) {
        mkba_keep_first(&first, mkba_issue_add(issues, MKBA_ERR_RANGE, place_of(horizon),
                                               "parameter.horizon", NULL));
    }
    mkba_keep_first(&first, check_order(data, "programme_years", "horizon",
                                        "parameter.programme_years", issues));
    for (size_t i = 0; i < data->segments; i++) {
        snprintf(low, sizeof low, "caseload_norm_low.%s", data->segment[i].id);
        snprintf(high, sizeof high, "caseload_norm_high.%s", data->segment[i].id);
        mkba_keep_first(&first, check_order(data, low, high, "parameter.order", issues));
    }
    return first;
}

mkba_status mkba_parameters_settle(mkba_data *data, mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < data->parameters; i++) {
        mkba_keep_first(&first, check_parameter(data, &data->parameter[i], issues));
    }
    for (size_t i = 0; i < data->parameters && first == MKBA_OK; i++) {
        mkba_keep_first(&first, convert(data, &data->parameter[i], issues));
    }
    if (first == MKBA_OK) {
        mkba_keep_first(&first, settle_sets(data, issues));
    }
    if (first == MKBA_OK) {
        mkba_keep_first(&first, check_together(data, issues));
    }
    return first;
}
