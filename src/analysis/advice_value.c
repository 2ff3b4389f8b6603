#include "analysis/advice_value.h"

#include "model/operation.h"

#include <math.h>
#include <string.h>

static const char entered_mark[] = "entered.";

const char *mkba_advice_name(const mkba_expression *name)
{
    return name->name.count == 1 ? name->name.piece[0].text : NULL;
}

static bool is_entered(const char *name)
{
    return strncmp(name, entered_mark, sizeof entered_mark - 1) == 0;
}

static size_t column_of(const mkba_data *d, const char *name)
{
    return mkba_map_get(&d->column_by_name, name + sizeof entered_mark - 1);
}

bool mkba_advice_knows(const mkba_result *result, const char *name)
{
    return is_entered(name) ? column_of(result->data, name) != MKBA_MAP_NONE
                            : mkba_figures_find(result->figures, name) != MKBA_MAP_NONE ||
                                  mkba_data_parameter(result->data, name) != NULL;
}

bool mkba_advice_can_compute(const mkba_expression *x)
{
    size_t operands = mkba_operation_of(x->kind).operands;
    bool can = operands > 0 || x->kind == MKBA_EXPR_NUMBER || x->kind == MKBA_EXPR_NAME;
    for (size_t i = 0; i < operands && can; i++) {
        can = mkba_advice_can_compute(x->operand[i]);
    }
    return can;
}

bool mkba_advice_can_decide(const mkba_condition *c)
{
    switch (c->kind) {
    case MKBA_COND_AND:
    case MKBA_COND_OR:
        return mkba_advice_can_decide(c->left) && mkba_advice_can_decide(c->right);
    case MKBA_COND_NOT:
        return mkba_advice_can_decide(c->left);
    case MKBA_COND_EXISTS:
    case MKBA_COND_IS:
        return false;
    default: /* LESS, LESS_EQUAL, EQUAL */
        return mkba_advice_can_compute(c->a) && mkba_advice_can_compute(c->b);
    }
}

/* ------------------------------------------------------------------ Values */

/* 1 when the column was entered, 0 when not; of a total neither when areas differ. */
static double entered_value(const mkba_advice_view *view, const char *name)
{
    const mkba_result *r = view->result;
    size_t column = column_of(r->data, name), entered = 0;
    if (view->outcome) {
        return view->outcome->area->entered[column] ? 1 : 0;
    }
    for (size_t i = 0; i < r->count; i++) {
        entered += r->outcome[i].area->entered[column];
    }
    return entered == 0 ? 0 : entered == r->count ? 1 : (double)NAN;
}

static double name_value(const mkba_expression *x, const mkba_advice_view *view)
{
    const char *name = mkba_advice_name(x);
    if (is_entered(name)) {
        return entered_value(view, name);
    }
    size_t i = mkba_figures_find(view->result->figures, name);
    return i != MKBA_MAP_NONE ? view->value[i] : mkba_data_value(view->result->data, name);
}

/* Of a choice what is not chosen need not be known. */
static double value_of(const mkba_expression *x, const mkba_advice_view *view)
{
    double v[3] = {0, 0, 0};
    if (x->kind == MKBA_EXPR_NUMBER) {
        return x->number;
    }
    if (x->kind == MKBA_EXPR_NAME) {
        return name_value(x, view);
    }
    mkba_kind_of_operation is = mkba_operation_of(x->kind);
    for (size_t i = 0; i < is.operands; i++) {
        v[i] = value_of(x->operand[i], view);
    }
    bool is_known = !isnan(v[0]) && (is.operands == 3 || !isnan(v[1]));
    return is_known ? mkba_operation(is.op, 0, v[0], v[1], v[2]) : (double)NAN;
}

/* ------------------------------------------------------------------ Conditions */

typedef enum { NO, YES, NOT_KNOWN } truth;

static truth compare(const mkba_condition *c, const mkba_advice_view *view)
{
    double a = value_of(c->a, view), b = value_of(c->b, view);
    bool holds = c->kind == MKBA_COND_LESS         ? a < b
                 : c->kind == MKBA_COND_LESS_EQUAL ? a <= b
                                                   : !(a < b) && !(a > b);
    return isnan(a) || isnan(b) ? NOT_KNOWN : holds ? YES : NO;
}

/* Of something that is not known only the part that decides is needed. */
static truth decide(const mkba_condition *c, const mkba_advice_view *view)
{
    if (c->kind == MKBA_COND_NOT) {
        truth inner = decide(c->left, view);
        return inner == NOT_KNOWN ? NOT_KNOWN : inner == YES ? NO : YES;
    }
    if (c->kind != MKBA_COND_AND && c->kind != MKBA_COND_OR) {
        return compare(c, view);
    }
    truth settles = c->kind == MKBA_COND_AND ? NO : YES;
    truth left = decide(c->left, view), right = decide(c->right, view);
    return left == settles || right == settles       ? settles
           : left == NOT_KNOWN || right == NOT_KNOWN ? NOT_KNOWN
                                                     : left;
}

void mkba_advice_fill(mkba_message *out, const mkba_advice_row *row,
                      const mkba_advice_view *view)
{
    mkba_message_words(out, "", NULL);
    for (size_t i = 0; i < row->numbers; i++) {
        out->argument[i].number = value_of(row->number[i], view);
    }
}

bool mkba_advice_holds(const mkba_advice_row *row, const mkba_advice_view *view)
{
    bool holds = !row->condition || decide(row->condition, view) == YES;
    for (size_t i = 0; i < row->numbers && holds; i++) {
        holds = !isnan(value_of(row->number[i], view));
    }
    return holds;
}
