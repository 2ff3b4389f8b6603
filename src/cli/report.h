/* The report in HTML: one file, or a folder with a file per area. */
#ifndef MKBA_CLI_REPORT_H
#define MKBA_CLI_REPORT_H

#include "cli.h"

cli_exit cli_report_html(const cli_request *request, mkba_result *result);
cli_exit cli_report_folder(const cli_request *request, mkba_result *result);

#endif
