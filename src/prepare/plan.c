/* Writes C source that holds the plan of a baseline for the numbers inside the program and the
 * shape that most municipalities have: prepare_plan > prepared_plan.c. It is linked with the
 * library that gets that source; see analysis/prepared.h. */
#include "analysis/baseline.h"
#include "analysis/prepared.h"
#include "analysis/variants.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* There is none yet. */
const mkba_prepared mkba_prepared_plan = {0};

static void fail(mkba_status status)
{
    if (status != MKBA_OK) {
        fprintf(stderr, "the plan cannot be prepared: status %d\n", (int)status);
        exit(1);
    }
}

/* ------------------------------------------------------------------ Which shape */

static const mkba_plan *plan_of(mkba_study *study, const mkba_areas *areas, size_t area)
{
    mkba_plan *plan;
    fail(mkba_areas_fill(areas, area, NULL));
    fail(mkba_study_plan(&plan, study, &areas->area[area]));
    return plan;
}

/* The code of the first area of the commonest shape. */
static const char *commonest(const mkba_areas *areas)
{
    mkba_study *study;
    const char *code = NULL;
    size_t most = 0;
    fail(mkba_study_new(&study, areas->data, NULL));
    for (size_t i = 0; i < areas->count; i++) {
        size_t like = 0;
        for (size_t k = 0; k < areas->count; k++) {
            like += plan_of(study, areas, k) == plan_of(study, areas, i);
        }
        code = like > most ? areas->area[i].code : code;
        most = like > most ? like : most;
    }
    mkba_study_free(study);
    return code;
}

/* ------------------------------------------------------------------ Writing */

static void write_number(double number)
{
    if (isnan(number)) {
        printf("(double)NAN");
    } else if (isinf(number)) {
        printf(number < 0 ? "-(double)INFINITY" : "(double)INFINITY");
    } else {
        printf("%a", number);
    }
}

static void write_numbers(const char *name, const double *number, size_t count)
{
    printf("static const double %s[] = {\n", name);
    for (size_t i = 0; i < count; i++) {
        write_number(number[i]);
        printf(",\n");
    }
    printf("};\n");
}

static void write_words(const char *name, const uint32_t *word, size_t count)
{
    printf("static const uint32_t %s[] = {\n", name);
    for (size_t i = 0; i < count; i++) {
        printf("%u,\n", (unsigned)word[i]);
    }
    printf("};\n");
}

static void write_flags(const char *name, const bool *flag, size_t count)
{
    printf("static const bool %s[] = {\n", name);
    for (size_t i = 0; i < count; i++) {
        printf("%d,\n", flag[i]);
    }
    printf("};\n");
}

/* ------------------------------------------------------------------ The graph */

static void write_node(const mkba_graph_node *node)
{
    printf("{%d, %u, %u, %u, ", (int)node->op, (unsigned)node->first, (unsigned)node->count,
           (unsigned)node->name);
    if (node->op == MKBA_OP_CONSTANT) {
        printf("{.constant = ");
        write_number(node->constant);
    } else if (node->op == MKBA_OP_WHOLE_POWER) {
        printf("{.exponent = %d", node->exponent);
    } else {
        printf("{.leaf = %u", (unsigned)(mkba_op_is_leaf(node->op) ? node->leaf : 0));
    }
    printf("}},\n");
}

/* As numbers: a text would be longer than a compiler need take. */
static void write_key(const char *key)
{
    for (; *key; key++) {
        printf("%d, ", *key);
    }
    printf("0,\n");
}

static void write_names(const mkba_graph *graph, const mkba_formulas *formulas)
{
    size_t at = 0;
    printf("static const mkba_prepared_name name[] = {\n");
    for (size_t i = 0; i < graph->n_names; i++) {
        const mkba_graph_name *name = &graph->name[i];
        if (name->formula) {
            printf("{%zu, %zu},\n", (size_t)(name->formula - formulas->formula), name->place);
        } else {
            printf("{MKBA_NO_FORMULA, %zu},\n", at);
            at += strlen(name->key) + 1;
        }
    }
    printf("};\nstatic const char keys[] = {\n");
    for (size_t i = 0; i < graph->n_names; i++) {
        if (!graph->name[i].formula) {
            write_key(graph->name[i].key);
        }
    }
    printf("};\n");
}

static void write_graph(const mkba_graph *graph, const mkba_formulas *formulas)
{
    printf("static const mkba_graph_node node[] = {\n");
    for (size_t i = 0; i < graph->count; i++) {
        write_node(&graph->node[i]);
    }
    printf("};\n");
    write_words("operand", graph->operand, graph->n_operands);
    write_names(graph, formulas);
}

/* ------------------------------------------------------------------ The tape */

static void write_steps(const char *name, const mkba_steps *steps)
{
    printf("static const mkba_step %s[] = {\n", name);
    for (size_t i = 0; i < steps->steps; i++) {
        const mkba_step *s = &steps->step[i];
        printf("{%d, %d, %u, %u, %u},\n", s->op, s->exponent, (unsigned)s->out,
               (unsigned)s->first, (unsigned)s->count);
    }
    printf("};\n");
}

/* All steps have their operands in one table. */
static size_t operands_of(const mkba_tape *tape)
{
    const mkba_steps *all[] = {&tape->area_steps, &tape->drawn_steps, &tape->local_steps};
    size_t count = 0;
    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        for (size_t i = 0; i < all[k]->steps; i++) {
            size_t end = (size_t)all[k]->step[i].first + all[k]->step[i].count;
            count = end > count ? end : count;
        }
    }
    return count;
}

static void write_tape(const mkba_tape *tape)
{
    write_numbers("fixed", tape->fixed, tape->scalars);
    write_steps("area_step", &tape->area_steps);
    write_steps("drawn_step", &tape->drawn_steps);
    write_steps("local_step", &tape->local_steps);
    write_words("place", tape->area_steps.operand, operands_of(tape));
    write_words("output", tape->output, tape->outputs);
    write_flags("input_used", tape->input_used, tape->inputs.drawn + tape->inputs.local);
}

/* ------------------------------------------------------------------ The plan */

static void write_moving(const mkba_result *result)
{
    printf("static const size_t moving[] = {\n");
    for (size_t i = 0; i < result->n_moving; i++) {
        printf("%zu,\n", result->moving[i]);
    }
    printf("};\n");
}

static size_t shares_of(const mkba_study *study)
{
    return study->domain[MKBA_DOMAIN_LINE].count * study->domain[MKBA_DOMAIN_SEGMENT].count;
}

static void write_arrays(const mkba_result *result, const mkba_plan *plan)
{
    const mkba_study *study = result->study;
    const mkba_baseline_plan *own = plan->extra;
    printf("#include \"analysis/prepared.h\"\n\n#include <math.h>\n\n");
    write_flags("entered", plan->entered, study->data->columns);
    write_numbers("parameter", study->parameter, study->data->parameters);
    write_moving(result);
    write_graph(plan->graph, study->formulas);
    write_words("figure", own->node, result->figures->count);
    write_words("saving_share", own->saving_share, shares_of(study));
    write_words("leaf", own->leaf, own->leaves);
    write_tape(mkba_variants_used(own));
}

static void write_plan(const mkba_result *result, const mkba_plan *plan)
{
    const mkba_data *d = result->data;
    const mkba_graph *graph = plan->graph;
    const mkba_baseline_plan *own = plan->extra;
    const mkba_tape *tape = mkba_variants_used(own);
    printf("const mkba_prepared mkba_prepared_plan = {\n"
           "entered, %zu, parameter, %zu, moving, %zu,\n"
           "{node, %zu, operand, %zu, name, %zu, keys},\n",
           d->columns, d->parameters, result->n_moving, graph->count, graph->n_operands,
           graph->n_names);
    printf("figure, %zu, saving_share, leaf, %zu, %u,\n", result->figures->count, own->leaves,
           (unsigned)own->npv);
    printf("{{%zu, %zu, %zu, %d}, fixed, %zu,\n", tape->inputs.area, tape->inputs.drawn,
           tape->inputs.local, tape->inputs.as_written, tape->scalars);
    printf("{area_step, %zu, place}, {drawn_step, %zu, place}, {local_step, %zu, place},\n",
           tape->area_steps.steps, tape->drawn_steps.steps, tape->local_steps.steps);
    printf("%zu, input_used, output, %zu}};\n", tape->rows, tape->outputs);
}

int main(void)
{
    mkba_data *data;
    mkba_areas *areas;
    mkba_result *result;
    fail(mkba_data_open(&data, NULL, NULL));
    fail(mkba_areas_open_municipalities(&areas, data, NULL));
    fail(mkba_areas_select(areas, commonest(areas), NULL));
    fail(mkba_baseline_run(&result, areas, NULL));
    write_arrays(result, result->outcome[0].plan);
    write_plan(result, result->outcome[0].plan);
    mkba_result_free(result);
    mkba_areas_free(areas);
    mkba_data_free(data);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
