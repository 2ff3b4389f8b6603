#include "analysis/evidence.h"

#include "model/slope.h"

#include <math.h>
#include <string.h>

/* The grade of a leaf of a graph, or 0 when it has none (switches, constants). */
static char grade_of(const mkba_result *result, const mkba_area *area,
                     const mkba_graph_node *leaf)
{
    const char *source;
    if (leaf->op == MKBA_OP_PARAMETER && !result->study->whole[leaf->leaf]) {
        return result->data->parameter[leaf->leaf].evidence[0];
    }
    if (leaf->op == MKBA_OP_ENTERED) {
        return mkba_area_evidence(result->areas, area, leaf->leaf, &source);
    }
    return 0;
}

void mkba_evidence_profile(double eur[6], const mkba_result *result,
                           const mkba_outcome *outcome, const double *value, double *slope)
{
    const mkba_graph *graph = outcome->plan->graph;
    const mkba_baseline_plan *plan = outcome->plan->extra;
    memset(eur, 0, 6 * sizeof *eur);
    mkba_graph_slopes(slope, graph, value, plan->npv);
    for (size_t k = 0; k < plan->leaves; k++) {
        mkba_node i = plan->leaf[k];
        char grade = grade_of(result, outcome->area, &graph->node[i]);
        const char *found = grade ? strchr(MKBA_GRADES, grade) : NULL;
        if (found) {
            eur[found - MKBA_GRADES] += fabs(value[i] * slope[i]);
        }
    }
}
