/* What a municipality starts from: the files of a folder that is still to be filled in. */
#ifndef MKBA_REPORT_START_H
#define MKBA_REPORT_START_H

#include "input/areas.h"
#include "input/team_models.h"
#include "report/catalogue.h"

typedef struct {
    const mkba_areas *areas; /* filled */
    mkba_team_models models;
    const mkba_team_model *model; /* NULL: none */
    const mkba_field_help *help;
    size_t helps;
    const mkba_catalogue *catalogue;
} mkba_start;

/* What a number of the model of the team is in an area; NaN where it is a part of a figure
 * that the area does not have. */
double mkba_start_value(const mkba_start *start, const mkba_area *area,
                        const mkba_team_value *v, double written);
/* Where it comes from, in words. */
void mkba_start_source(mkba_buffer *out, const mkba_start *start, const mkba_team_value *v);
/* A number with a decimal comma, written so that it cannot be read as two numbers. */
void mkba_start_number(mkba_buffer *out, double value);

void mkba_write_start_areas(mkba_buffer *out, const mkba_start *start);
void mkba_write_start_columns(mkba_buffer *out, const mkba_start *start);
void mkba_write_start_numbers(mkba_buffer *out, const mkba_start *start);
void mkba_write_start_scenario(mkba_buffer *out, const mkba_start *start);
void mkba_write_start_measured(mkba_buffer *out, const mkba_start *start);
void mkba_write_start_contracts(mkba_buffer *out, const mkba_start *start);
void mkba_write_start_readme(mkba_buffer *out, const mkba_start *start);

#endif
