#include "commands.h"

#include <string.h>

/* Says what was used and what was not, and writes the areas file. */
static cli_exit write_import(const cli_request *request, mkba_import *import,
                             mkba_status status, const mkba_issues *issues)
{
    char *text = NULL;
    if (status == MKBA_OK &&
        mkba_import_remarks_write(&text, import, request->style.language) == MKBA_OK) {
        cli_remark_text(text);
    }
    if (status == MKBA_OK) {
        status = mkba_import_write(&text, import, request->style.language);
    }
    mkba_import_free(import);
    return cli_finish(request, status, text, issues);
}

static cli_exit import_kwb(const cli_request *request, const mkba_data *data)
{
    mkba_import *import;
    mkba_issues issues = {0};
    mkba_kwb_options options = {.files = request->arguments.value + 1,
                                .n_files = request->arguments.count - 1,
                                .level = request->level,
                                .municipalities = request->municipality.value,
                                .n_municipalities = request->municipality.count,
                                .year = request->year,
                                .spread = request->spread,
                                .decimal = request->decimal};
    mkba_status status = mkba_import_kwb(&import, data, &options, &issues);
    return write_import(request, import, status, &issues);
}

static cli_exit import_iv3(const cli_request *request, const mkba_data *data)
{
    mkba_import *import;
    mkba_issues issues = {0};
    mkba_iv3_options options = {.file = request->arguments.value[1],
                                .year = request->year,
                                .report = request->report,
                                .municipalities = request->municipality.value,
                                .n_municipalities = request->municipality.count,
                                .decimal = request->decimal};
    mkba_status status = mkba_import_iv3(&import, data, &options, &issues);
    return write_import(request, import, status, &issues);
}

static cli_exit refuse(const cli_request *request, const char *word)
{
    return cli_complain(request->style.language, "mkba import kwb kent --%s niet",
                        "mkba import kwb does not know --%s", word);
}

static cli_exit refuse_iv3(const cli_request *request, const char *word)
{
    return cli_complain(request->style.language, "mkba import iv3 kent --%s niet",
                        "mkba import iv3 does not know --%s", word);
}

static cli_exit run_iv3(const cli_request *request)
{
    if (request->level != MKBA_LEVEL_FINEST) {
        return refuse_iv3(request, "level");
    }
    if (request->spread) {
        return refuse_iv3(request, "spread");
    }
    if (request->arguments.count > 2) {
        return cli_complain(request->style.language, "'%s' is een argument te veel",
                            "'%s' is one argument too many", request->arguments.value[2]);
    }
    return cli_with_data(request, import_iv3);
}

cli_exit cmd_import(const cli_request *request)
{
    const char *kind = request->arguments.count > 0 ? request->arguments.value[0] : "";
    bool iv3 = strcmp(kind, "iv3") == 0;
    if (!iv3 && strcmp(kind, "kwb") != 0) {
        return cli_complain(
            request->style.language,
            "wat voor bestand? mkba import kwb BESTAND (kerncijfers wijken en "
            "buurten van het CBS) of mkba import iv3 BESTAND (rekeningen en "
            "begrotingen)",
            "what kind of file? mkba import kwb FILE (key figures of districts "
            "and neighbourhoods of CBS) or mkba import iv3 FILE (accounts and "
            "budgets)",
            "");
    }
    if (request->arguments.count < 2) {
        return cli_complain(request->style.language,
                            "welk bestand? Bijvoorbeeld: mkba import %s bestand.csv",
                            "which file? For instance: mkba import %s file.csv", kind);
    }
    if (iv3) {
        return run_iv3(request);
    }
    return request->report != MKBA_REPORT_ONLY ? refuse(request, "report")
                                               : cli_with_data(request, import_kwb);
}
