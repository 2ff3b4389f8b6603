#include "commands.h"

static cli_exit explain(const cli_request *request, mkba_result *result)
{
    char *text = NULL;
    mkba_issues issues = {0};
    if (mkba_result_areas(result) != 1) {
        return cli_complain(
            request->style.language,
            "er zijn meer gebieden: kies er een met --area of --municipality",
            "there are several areas: choose one with --area or --municipality", "");
    }
    cli_remark(request, result);
    mkba_status status = mkba_explain_write(&text, result, 0, request->arguments.value[0],
                                            request->depth, request->style, &issues);
    return cli_finish(request, status, text, &issues);
}

cli_exit cmd_explain(const cli_request *request)
{
    if (request->arguments.count == 0) {
        return cli_complain(request->style.language,
                            "welk cijfer? Bijvoorbeeld: mkba explain npv",
                            "which figure? For instance: mkba explain npv", "");
    }
    return cli_with_result(request, explain);
}
