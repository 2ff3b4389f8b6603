#include "commands.h"
#include "report.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* The baseline in another form. */
static cli_exit write_as(const cli_request *request, mkba_result *result, mkba_format format)
{
    cli_request other = *request;
    other.style.format = format;
    return cli_write_result(&other, result, mkba_baseline_write);
}

static cli_exit write_csv(const cli_request *request, mkba_result *result)
{
    return write_as(request, result, MKBA_CSV);
}

static cli_exit write_markdown(const cli_request *request, mkba_result *result)
{
    return write_as(request, result, MKBA_MARKDOWN);
}

/* What a report can be: the extension of --output decides. */
static const struct {
    const char *extension;
    cli_use_result write;
    bool is_report; /* with a plan, and what --with adds */
} kinds[] = {
    {".html", cli_report_html, true},      {".htm", cli_report_html, true},
    {".xlsx", cli_report_workbook, false}, {".md", write_markdown, false},
    {".markdown", write_markdown, false},  {".csv", write_csv, false},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool is_folder(const char *path)
{
    struct stat about;
    size_t length = strlen(path);
    return (length > 0 && path[length - 1] == '/') ||
           (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

static cli_exit complain(const cli_request *request)
{
    char list[64] = "";
    for (size_t i = 0; i < KINDS; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "",
                 kinds[i].extension);
    }
    return cli_complain(
        request->style.language,
        "noem met -o een bestand waarvan de extensie zegt wat het wordt (%s), of een map/",
        "name a file with -o whose extension says what it becomes (%s), or a folder/", list);
}

/* The other kinds hold the baseline alone. */
static cli_exit write_baseline(const cli_request *request, size_t kind)
{
    const char *extension = kinds[kind].extension;
    mkba_language language = request->style.language;
    return request->with        ? cli_complain(language, "--with kan niet met %s",
                                               "--with does not go with %s", extension)
           : request->contracts ? cli_complain(language, "--contracts kan niet met %s",
                                               "--contracts does not go with %s", extension)
                                : cli_with_result(request, kinds[kind].write);
}

cli_exit cmd_report(const cli_request *request)
{
    const char *extension = request->output ? strrchr(request->output, '.') : NULL;
    if (request->output && is_folder(request->output)) {
        return cli_with_plan(request, cli_report_folder);
    }
    for (size_t i = 0; i < KINDS && extension; i++) {
        if (strcasecmp(extension, kinds[i].extension) != 0) {
            continue;
        }
        return kinds[i].is_report ? cli_with_plan(request, kinds[i].write)
                                  : write_baseline(request, i);
    }
    return complain(request);
}
