#include "commands.h"

static cli_exit write_segments(const cli_request *request, const mkba_segments *segments)
{
    char *text = NULL;
    mkba_issues issues = {0};
    mkba_status status = mkba_segments_remarks_write(&text, segments, request->suppress_under,
                                                     request->style.language);
    if (status == MKBA_OK) {
        cli_remark_text(text);
        status = mkba_segments_write(&text, segments, request->suppress_under);
    }
    return cli_finish(request, status, text, &issues);
}

static cli_exit segment(const cli_request *request, const mkba_data *data)
{
    mkba_issues issues = {0};
    mkba_segments *segments = NULL;
    mkba_segment_options options = {.areas = request->known_areas,
                                    .threads = cli_threads(request)};
    mkba_status status =
        mkba_segment_run(&segments, data, request->arguments.value[0], &options, &issues);
    cli_exit code = status == MKBA_OK ? write_segments(request, segments)
                                      : cli_report(request, status, &issues);
    mkba_segments_free(segments);
    return code;
}

cli_exit cmd_segment(const cli_request *request)
{
    if (request->arguments.count != 1) {
        return cli_complain(request->style.language,
                            "noem het bestand met huishoudens, en niets anders; zie mkba help",
                            "name the file with households, and nothing else; see mkba help",
                            "");
    }
    if (request->style.format == MKBA_JSON) {
        return cli_complain(request->style.language,
                            "aantallen per gebied bestaan alleen als csv",
                            "counts per area exist as csv only", "");
    }
    return cli_with_data(request, segment);
}
