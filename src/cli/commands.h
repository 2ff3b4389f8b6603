/* The commands: one file each. */
#ifndef MKBA_CLI_COMMANDS_H
#define MKBA_CLI_COMMANDS_H

#include "cli.h"

cli_exit cmd_init(const cli_request *request);
cli_exit cmd_validate(const cli_request *request);
cli_exit cmd_baseline(const cli_request *request);
cli_exit cmd_get(const cli_request *request);
cli_exit cmd_explain(const cli_request *request);
cli_exit cmd_sensitivity(const cli_request *request);
cli_exit cmd_breakeven(const cli_request *request);
cli_exit cmd_compare(const cli_request *request);
cli_exit cmd_sheet(const cli_request *request);
cli_exit cmd_segment(const cli_request *request);
cli_exit cmd_simulate(const cli_request *request);
cli_exit cmd_report(const cli_request *request);
cli_exit cmd_import(const cli_request *request);
cli_exit cmd_plan(const cli_request *request);
cli_exit cmd_potential(const cli_request *request);
cli_exit cmd_params(const cli_request *request);
cli_exit cmd_rubric(const cli_request *request);
cli_exit cmd_check(const cli_request *request);
cli_exit cmd_verify(const cli_request *request);

#endif
