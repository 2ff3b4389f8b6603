/* The kinds of report: a document in one file, a folder of them with a file per area, a
 * workbook. */
#ifndef MKBA_CLI_REPORT_H
#define MKBA_CLI_REPORT_H

#include "cli.h"

cli_exit cli_report_html(const cli_request *request, mkba_result *result);
cli_exit cli_report_markdown(const cli_request *request, mkba_result *result);
cli_exit cli_report_folder(const cli_request *request, mkba_result *result);
cli_exit cli_report_workbook(const cli_request *request, mkba_result *result);

#endif
