#include "commands.h"

static cli_exit write_numbers(const cli_request *request, const mkba_data *data)
{
    char *text;
    mkba_issues issues = {0};
    const char *pattern = request->arguments.count > 0 ? request->arguments.value[0] : NULL;
    mkba_table_of what = request->sources  ? MKBA_SOURCES
                         : request->prices ? MKBA_PRICES
                                           : MKBA_NUMBERS;
    mkba_status status =
        mkba_numbers_write(&text, data, what, pattern, request->style, &issues);
    return cli_finish(request, status, text, &issues);
}

/* ------------------------------------------------------------------ What to record */

static cli_exit write_records(const cli_request *request, mkba_result *result)
{
    char *text = NULL;
    mkba_issues issues = {0};
    mkba_to_measure *records = NULL;
    const mkba_simulation_options options = {
        .draws = request->draws, .seed = request->seed, .threads = cli_threads(request)};
    if (request->style.format == MKBA_CSV) {
        cli_remark(request, result);
    }
    mkba_status status =
        mkba_to_measure_run(&records, result, request->draws_given ? &options : NULL, &issues);
    if (status == MKBA_OK) {
        status = mkba_to_measure_write(&text, records, request->style);
    }
    mkba_to_measure_free(records);
    return cli_finish(request, status, text, &issues);
}

/* Without areas: all municipalities together. */
static cli_exit records(const cli_request *request)
{
    cli_request asked = *request;
    asked.all =
        request->all || (request->arguments.count == 0 && request->municipality.count == 0);
    return cli_with_result(&asked, write_records);
}

/* What only areas can be asked is not silently lost. */
static bool asks_for_areas(const cli_request *request)
{
    return request->all || request->municipality.count > 0 || request->area.count > 0 ||
           request->measured.count > 0 || request->draws_given;
}

cli_exit cmd_params(const cli_request *request)
{
    if (request->to_measure) {
        return records(request);
    }
    if (asks_for_areas(request)) {
        return cli_complain(request->style.language,
                            "gebieden, metingen en --draws horen hier bij --to-measure",
                            "areas, measured effects and --draws belong to --to-measure here",
                            "");
    }
    return cli_with_data(request, write_numbers);
}
