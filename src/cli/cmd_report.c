#include "commands.h"

#include <string.h>
#include <strings.h>

static cli_exit write_csv(const cli_request *request, mkba_result *result)
{
    char *text;
    mkba_issues issues = {0};
    mkba_style style = {MKBA_CSV, request->style.language};
    cli_remark(request, result);
    mkba_status status = mkba_baseline_write(&text, result, style);
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
}

/* What a report can be: the extension of --output decides. */
static const struct {
    const char *extension;
    cli_use_result write;
} kinds[] = {
    {".csv", write_csv},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static cli_use_result writer_for(const char *path)
{
    const char *extension = strrchr(path, '.');
    for (size_t i = 0; i < KINDS && extension; i++) {
        if (strcasecmp(extension, kinds[i].extension) == 0) {
            return kinds[i].write;
        }
    }
    return NULL;
}

static cli_exit complain(mkba_language language)
{
    char list[64] = "";
    for (size_t i = 0; i < KINDS; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "",
                 kinds[i].extension);
    }
    return cli_complain(language,
                        "noem met -o een bestand waarvan de extensie zegt wat het wordt: %s",
                        "name a file with -o whose extension says what it becomes: %s", list);
}

cli_exit cmd_report(const cli_request *request)
{
    cli_use_result write = request->output ? writer_for(request->output) : NULL;
    return write ? cli_with_result(request, write) : complain(request->style.language);
}
