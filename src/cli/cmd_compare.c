#include "commands.h"

static void remark(const cli_request *request, const mkba_comparison *comparison)
{
    char *text;
    if (mkba_comparison_remarks_write(&text, comparison, request->style.language) == MKBA_OK) {
        cli_remark_text(text);
    }
}

static cli_exit show(const cli_request *request, mkba_comparison *comparison,
                     mkba_status status, mkba_issues *issues)
{
    char *text = NULL;
    if (status == MKBA_OK && request->style.format == MKBA_CSV) {
        remark(request, comparison);
    }
    if (status == MKBA_OK) {
        status = mkba_comparison_write(&text, comparison, request->style);
    }
    mkba_comparison_free(comparison);
    return cli_finish(request, status, text, issues);
}

static cli_exit compare(const cli_request *request, mkba_areas *const *world,
                        const char *const *name, size_t worlds)
{
    mkba_issues issues = {0};
    mkba_comparison *comparison;
    mkba_status status =
        mkba_comparison_run(&comparison, world, name, worlds, request->figure, &issues);
    return show(request, comparison, status, &issues);
}

static cli_exit compare_moments(const cli_request *request, mkba_areas *const *moment,
                                const char *const *name, size_t moments)
{
    mkba_issues issues = {0};
    mkba_comparison *comparison;
    mkba_status status = mkba_comparison_run_moments(&comparison, moment, name, moments,
                                                     request->figure, &issues);
    return show(request, comparison, status, &issues);
}

cli_exit cmd_compare(const cli_request *request)
{
    if (request->arguments.count > 1) {
        return cli_with_moments(request, compare_moments);
    }
    if (request->scenario.count == 0) {
        return cli_complain(request->style.language,
                            "waarmee vergelijken? Bijvoorbeeld: mkba compare -m Utrecht "
                            "--scenario pessimistic --scenario optimistic",
                            "compare with what? For instance: mkba compare -m Utrecht "
                            "--scenario pessimistic --scenario optimistic",
                            "");
    }
    return cli_with_worlds(request, compare);
}
