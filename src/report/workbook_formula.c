#include "report/workbook_formula.h"

#include <math.h>

/* Sums of more terms than this are written as a call. */
enum { FEW_TERMS = 4 };

typedef struct {
    mkba_buffer *out;
    const mkba_graph *graph;
    mkba_cell_refer refer;
    const void *context;
} writer;

/* How tightly an operation binds. In spreadsheets a minus in front binds tighter than a power,
 * so that -2^2 is 4: it is put in brackets wherever it is an operand. */
static int binding(const mkba_graph_node *n)
{
    switch (n->op) {
    case MKBA_OP_ADD:
    case MKBA_OP_SUBTRACT:
        return 1;
    case MKBA_OP_SUM:
        return n->count > FEW_TERMS ? 5 : 1;
    case MKBA_OP_MULTIPLY:
    case MKBA_OP_DIVIDE:
        return 2;
    case MKBA_OP_NEGATE:
        return 1;
    case MKBA_OP_WHOLE_POWER:
        return n->exponent == 0 ? 5 : 3;
    case MKBA_OP_CONSTANT:
        return n->constant < 0 ? 1 : 5;
    default: /* calls, and powers, which are calls too */
        return 5;
    }
}

static void write_operand(const writer *w, mkba_node index, int outer);

static void write_infix(const writer *w, const mkba_graph_node *n, const char *sign,
                        bool right_tighter)
{
    int own = binding(n);
    for (uint32_t k = 0; k < n->count; k++) {
        mkba_buffer_add(w->out, k > 0 ? sign : "");
        write_operand(w, w->graph->operand[n->first + k],
                      k > 0 && right_tighter ? own + 1 : own);
    }
}

static void write_call(const writer *w, const mkba_graph_node *n, const char *name)
{
    mkba_buffer_add(w->out, name);
    for (uint32_t k = 0; k < n->count; k++) {
        mkba_buffer_add(w->out, k > 0 ? "," : "(");
        write_operand(w, w->graph->operand[n->first + k], 0);
    }
    mkba_buffer_add(w->out, ")");
}

static void write_sum(const writer *w, const mkba_graph_node *n)
{
    if (n->count > FEW_TERMS) {
        write_call(w, n, "SUM");
    } else {
        write_infix(w, n, "+", false);
    }
}

/* IF(a>0,b,c): only the branch that holds is computed, as in the model. */
static void write_choice(const writer *w, const mkba_graph_node *n, const char *test)
{
    const mkba_node *operand = &w->graph->operand[n->first];
    mkba_buffer_add(w->out, "IF(");
    write_operand(w, operand[0], 1);
    mkba_buffer_add(w->out, test);
    write_operand(w, operand[1], 0);
    mkba_buffer_add(w->out, ",");
    write_operand(w, operand[2], 0);
    mkba_buffer_add(w->out, ")");
}

/* What is left of a set of shares: 0 below 1e-12. */
static void write_rest(const writer *w, const mkba_graph_node *n)
{
    mkba_node operand = w->graph->operand[n->first];
    mkba_buffer_add(w->out, "IF(");
    write_operand(w, operand, 1);
    mkba_buffer_add(w->out, "<1E-12,0,");
    write_operand(w, operand, 0);
    mkba_buffer_add(w->out, ")");
}

/* A number to the power 0 is 1, also where the number is 0: not all spreadsheets agree. */
static void write_power(const writer *w, const mkba_graph_node *n)
{
    const mkba_node *operand = &w->graph->operand[n->first];
    mkba_buffer_add(w->out, "IF(");
    write_operand(w, operand[1], 1);
    mkba_buffer_add(w->out, "=0,1,");
    write_operand(w, operand[0], 4);
    mkba_buffer_add(w->out, "^");
    write_operand(w, operand[1], 4);
    mkba_buffer_add(w->out, ")");
}

static void write_whole_power(const writer *w, const mkba_graph_node *n)
{
    if (n->exponent == 0) {
        mkba_buffer_add(w->out, "1");
        return;
    }
    write_operand(w, w->graph->operand[n->first], 4);
    mkba_buffer_add(w->out, n->exponent < 0 ? "^(" : "^");
    mkba_buffer_add_int(w->out, n->exponent);
    mkba_buffer_add(w->out, n->exponent < 0 ? ")" : "");
}

static void write_constant(const writer *w, double value)
{
    if (isnan(value)) {
        mkba_buffer_add(w->out, MKBA_CELL_UNDEFINED);
    } else {
        mkba_buffer_add_double(w->out, value);
    }
}

static void write_body(const writer *w, const mkba_graph_node *n)
{
    switch (n->op) {
    case MKBA_OP_CONSTANT:
        write_constant(w, n->constant);
        break;
    case MKBA_OP_SUM:
        write_sum(w, n);
        break;
    case MKBA_OP_ADD:
        write_infix(w, n, "+", true);
        break;
    case MKBA_OP_SUBTRACT:
        write_infix(w, n, "-", true);
        break;
    case MKBA_OP_MULTIPLY:
        write_infix(w, n, "*", true);
        break;
    case MKBA_OP_DIVIDE:
        write_infix(w, n, "/", true);
        break;
    case MKBA_OP_NEGATE:
        mkba_buffer_add(w->out, "-");
        write_operand(w, w->graph->operand[n->first], 4);
        break;
    case MKBA_OP_POWER:
        write_power(w, n);
        break;
    case MKBA_OP_WHOLE_POWER:
        write_whole_power(w, n);
        break;
    case MKBA_OP_MIN:
        write_call(w, n, "MIN");
        break;
    case MKBA_OP_MAX:
        write_call(w, n, "MAX");
        break;
    case MKBA_OP_REST:
        write_rest(w, n);
        break;
    case MKBA_OP_IF_POSITIVE:
        write_choice(w, n, ">0,");
        break;
    case MKBA_OP_IF_NEGATIVE:
        write_choice(w, n, "<0,");
        break;
    case MKBA_OP_PARAMETER: /* these have names */
    case MKBA_OP_ENTERED:
    case MKBA_OP_SWITCH:
        break;
    }
}

static void write_operand(const writer *w, mkba_node index, int outer)
{
    const mkba_graph_node *n = &w->graph->node[index];
    if (n->name != 0) {
        w->refer(w->out, w->context, w->graph, index);
        return;
    }
    bool brackets = binding(n) < outer;
    mkba_buffer_add(w->out, brackets ? "(" : "");
    write_body(w, n);
    mkba_buffer_add(w->out, brackets ? ")" : "");
}

void mkba_cell_formula(mkba_buffer *out, const mkba_graph *graph, mkba_node node,
                       mkba_cell_refer refer, const void *context)
{
    writer w = {.out = out, .graph = graph, .refer = refer, .context = context};
    write_body(&w, &graph->node[node]);
}

bool mkba_cell_constant(double *out, const mkba_graph *graph, mkba_node node)
{
    bool is_constant = graph->node[node].op == MKBA_OP_CONSTANT;
    *out = is_constant ? graph->node[node].constant : (double)NAN;
    return is_constant;
}
