/* Where values stand, and how formulas speak of them. */
#include "report/workbook_parts.h"

#include "report/workbook_formula.h"

#include <ctype.h>
#include <string.h>

/* ------------------------------------------------------------------ Columns */

uint32_t mkba_book_input_column(size_t area, size_t part)
{
    return MKBA_INPUT_FIRST_COLUMN + (uint32_t)(area * MKBA_INPUT_COLUMNS + part);
}

uint32_t mkba_book_column(const mkba_book *book, size_t area, size_t scenario)
{
    size_t world = scenario == MKBA_TODAY ? 0 : 1 + scenario;
    return MKBA_CALCULATION_FIRST_COLUMN + (uint32_t)(area * (1 + book->scenarios) + world);
}

uint32_t mkba_book_world_column(const mkba_book *book, size_t variant, size_t set)
{
    return MKBA_WORLDS_FIRST_COLUMN + (uint32_t)((variant << book->factors) + set);
}

uint32_t mkba_book_world_row(const mkba_book *book, size_t area, uint32_t row_in_block)
{
    return MKBA_TABLE_HEADER + 1 + (uint32_t)area * book->world_rows + row_in_block;
}

/* Behind what is shown, and the total where there are several areas. */
uint32_t mkba_book_figure_column(const mkba_book *book, size_t area)
{
    if (book->areas == 1) {
        return MKBA_FIGURES_SHOWN;
    }
    return MKBA_FIGURES_SHOWN + 1 + (area == MKBA_TOTAL ? 0 : 1 + (uint32_t)area);
}

/* ------------------------------------------------------------------ Numbers of the model */

/* Can the key be the name of a cell? Not when it looks like the address of one (A1, R1C1). */
static bool is_name(const char *key)
{
    size_t letters = 0, marks = 0, digits = 0;
    for (const char *c = key; *c; c++) {
        letters += isalpha((unsigned char)*c) != 0;
        digits += isdigit((unsigned char)*c) != 0;
        marks += *c == '_' || *c == '.';
        if (!isalnum((unsigned char)*c) && *c != '_' && *c != '.') {
            return false;
        }
    }
    bool plain_word = letters >= 3 && digits == 0;
    return isalpha((unsigned char)key[0]) && (marks > 0 || plain_word);
}

bool mkba_book_has_name(const mkba_book *book, size_t number)
{
    return is_name(book->data->parameter[number].key);
}

void mkba_book_refer_number(mkba_book *book, mkba_buffer *out, mkba_page_id from,
                            size_t number, size_t scenario)
{
    const mkba_result *r = book->result;
    bool moving = false;
    for (size_t i = 0; i < r->n_moving && scenario != MKBA_TODAY; i++) {
        moving = moving || r->moving[i] == number;
    }
    if (!moving && is_name(book->data->parameter[number].key)) {
        mkba_buffer_add(out, book->data->parameter[number].key);
        return;
    }
    mkba_book_refer(book, out, from, MKBA_PAGE_NUMBERS, book->number_row[number],
                    moving ? MKBA_NUMBERS_SCENARIO + (uint32_t)scenario : MKBA_NUMBERS_MODEL);
}

/* ------------------------------------------------------------------ Formulas */

/* A value differs between worlds only where its row says so; else it is today's. */
static void refer_row(mkba_buffer *out, const mkba_book_place *p, size_t index)
{
    mkba_book *book = p->book;
    const mkba_calculation_row *row = &book->calculation->row[index];
    if (p->moved && row->by_potential) {
        mkba_book_refer(book, out, p->page, MKBA_PAGE_WORLDS,
                        mkba_book_world_row(book, p->area, book->world_row[index]), p->column);
        return;
    }
    bool own = p->scenario != MKBA_TODAY && row->by_scenario;
    mkba_book_refer(book, out, p->page, MKBA_PAGE_CALCULATION, book->calculation_row[index],
                    mkba_book_column(book, p->area, own ? p->scenario : MKBA_TODAY));
}

static void refer(mkba_buffer *out, const void *context, const mkba_graph *graph,
                  mkba_node node)
{
    const mkba_book_place *p = context;
    const mkba_graph_node *n = &graph->node[node];
    if (n->op == MKBA_OP_PARAMETER) {
        mkba_book_refer_number(p->book, out, p->page, n->leaf, p->scenario);
    } else if (n->op == MKBA_OP_ENTERED) {
        mkba_book_refer(p->book, out, p->page, MKBA_PAGE_INPUT, p->book->input_row[n->leaf],
                        mkba_book_input_column(p->area, 0));
    } else {
        refer_row(out, p, mkba_calculation_row_of(p->book->calculation, graph, node));
    }
}

static void refer_entered(mkba_buffer *out, const mkba_book_place *p, size_t column)
{
    mkba_book_refer(p->book, out, p->page, MKBA_PAGE_INPUT, p->book->input_row[column],
                    mkba_book_input_column(p->area, 0));
}

static void list_entered(mkba_buffer *out, const mkba_book_place *p, const size_t *column,
                         size_t columns)
{
    mkba_buffer_add(out, "COUNT(");
    for (size_t i = 0; i < columns; i++) {
        mkba_buffer_add(out, i > 0 ? "," : "");
        refer_entered(out, p, column[i]);
    }
    mkba_buffer_add(out, ")");
}

static void add_default(mkba_buffer *out, const mkba_book_place *p, size_t index)
{
    const mkba_calculation *c = p->book->calculation;
    const mkba_calculation_input *in = &c->input[index];
    if (in->other) {
        mkba_buffer_add(out, "IF(");
        list_entered(out, p, in->other_needs, in->other_count);
        mkba_buffer_add(out, "=");
        mkba_buffer_add_int(out, (long)in->other_count);
        mkba_buffer_add(out, ",");
        mkba_cell_formula(out, in->other, in->other_node, refer, p);
        mkba_buffer_add(out, ",");
    } else if (in->zero_count > 0) {
        mkba_buffer_add(out, "IF(");
        list_entered(out, p, in->zero_with, in->zero_count);
        mkba_buffer_add(out, ">0,0,");
    }
    mkba_cell_formula(out, c->graph, c->row[in->row].node, refer, p);
    mkba_buffer_add(out, in->other || in->zero_count > 0 ? ")" : "");
}

void mkba_book_default_of(const mkba_book_place *place, size_t input)
{
    add_default(mkba_book_start(place->book), place, input);
}

/* What an area may have entered comes from the input sheet. In a world in which the default
 * differs, blank or not is asked anew. */
static void add_input(mkba_buffer *out, const mkba_book_place *p, size_t row)
{
    const mkba_calculation_row *r = &p->book->calculation->row[row];
    const mkba_calculation_input *in = &p->book->calculation->input[r->input];
    if ((p->scenario == MKBA_TODAY && !p->moved) || in->required) {
        mkba_book_refer(p->book, out, p->page, MKBA_PAGE_INPUT, p->book->input_row[in->column],
                        mkba_book_input_column(p->area, 2));
        return;
    }
    mkba_buffer_add(out, "IF(ISBLANK(");
    refer_entered(out, p, in->column);
    mkba_buffer_add(out, "),");
    add_default(out, p, r->input);
    mkba_buffer_add(out, ",");
    mkba_book_refer(p->book, out, p->page, MKBA_PAGE_INPUT, p->book->input_row[in->column],
                    mkba_book_input_column(p->area, 2));
    mkba_buffer_add(out, ")");
}

void mkba_book_formula_of(const mkba_book_place *place, size_t row)
{
    const mkba_calculation *c = place->book->calculation;
    mkba_buffer *out = mkba_book_start(place->book);
    if (c->row[row].input != MKBA_NO_ROW) {
        add_input(out, place, row);
    } else {
        mkba_cell_formula(out, c->graph, c->row[row].node, refer, place);
    }
}

void mkba_book_run(mkba_book *book, size_t area, const double *parameter,
                   const double *switched)
{
    mkba_calculation_run(book->value, book->standard, book->calculation,
                         book->result->outcome[area].area, parameter, switched);
}
