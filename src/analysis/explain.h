/* Where a figure comes from: its formula, the figures in it, theirs, down to numbers with a
 * source. */
#ifndef MKBA_ANALYSIS_EXPLAIN_H
#define MKBA_ANALYSIS_EXPLAIN_H

#include "analysis/baseline.h"

typedef enum {
    MKBA_STEP_FORMULA,
    MKBA_STEP_PARAMETER,
    MKBA_STEP_ENTERED,
    MKBA_STEP_SWITCH,
    MKBA_STEP_WORLD /* the same model in another world: factors moved, or a scenario */
} mkba_step_kind;

/* One line of the explanation, in the order of reading; `depth` tells under which it stands.
 */
typedef struct {
    mkba_step_kind kind;
    unsigned depth;
    const char *key;
    const char *unit;
    const char *section; /* of the model page */
    const char *formula; /* of FORMULA and WORLD; its names are explained one level deeper */
    double value;
    bool repeated;                   /* explained above already */
    bool cut;                        /* more below, but the depth asked for ends here */
    const mkba_parameter *parameter; /* of PARAMETER */
    bool by_scenario;                /* ... whose value is not the central one */
    size_t column;                   /* of ENTERED: index into data->column */
} mkba_explained;

typedef struct {
    mkba_arena *arena;
    const mkba_result *result;
    const mkba_outcome *outcome;
    const char *figure; /* as asked for */
    mkba_explained *step;
    size_t count, capacity;
    bool failed; /* there was no memory for a text */
} mkba_explanation;

/* Explains a figure of one area: a name of the output ("npv_eur", "parties.state.pv_eur", also
 * without _eur) or of any formula ("stock.heavy.3"). `depth` 0 means all the way down. UNKNOWN
 * names the nearest. */
mkba_status mkba_explain_figure(mkba_explanation **out, mkba_result *result, size_t area,
                                const char *figure, unsigned depth, mkba_issues *issues);
void mkba_explanation_free(mkba_explanation *explanation);

#endif
