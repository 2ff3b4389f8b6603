#include "commands.h"

#include <stdlib.h>
#include <string.h>

/* "total.npv_eur" asks for the total; without that word there must be one area. */
static cli_exit find_area(size_t *area, const char **figure, const cli_request *request,
                          const mkba_result *result)
{
    *figure = request->arguments.value[0];
    *area = 0;
    if (strncmp(*figure, "total.", 6) == 0) {
        *figure += 6;
        *area = MKBA_TOTAL;
    } else if (mkba_result_areas(result) != 1) {
        return cli_complain(request->style.language,
                            "er zijn meer gebieden: kies er een met --area of --municipality, "
                            "of vraag total.%s",
                            "there are several areas: choose one with --area or "
                            "--municipality, or ask for total.%s",
                            *figure);
    }
    return CLI_OK;
}

/* A number is JSON as it stands. As CSV it has the figure's name before it, and a figure that
 * is not there is an empty cell. */
static cli_exit write_number(const cli_request *request, char *number)
{
    if (request->style.format != MKBA_CSV) {
        return cli_write(request, number);
    }
    const char *figure = request->arguments.value[0];
    const char *cell = strcmp(number, "null\n") == 0 ? "\n" : number;
    size_t room = strlen(figure) + strlen(cell) + 32;
    char *text = malloc(room);
    if (text) {
        snprintf(text, room, "figure;value\n%s;%s", figure, cell);
    }
    mkba_text_free(number);
    return text ? cli_write(request, text) : CLI_MEMORY;
}

static cli_exit get(const cli_request *request, mkba_result *result)
{
    size_t area;
    const char *figure;
    double value;
    char *text = NULL;
    mkba_issues issues = {0};
    cli_exit code = find_area(&area, &figure, request, result);
    if (code != CLI_OK) {
        return code;
    }
    cli_remark(request, result);
    mkba_status status = mkba_result_figure(&value, result, area, figure, &issues);
    if (status == MKBA_OK) {
        status = mkba_number_write(&text, value);
    }
    return status == MKBA_OK ? write_number(request, text)
                             : cli_report(request, status, &issues);
}

cli_exit cmd_get(const cli_request *request)
{
    if (request->arguments.count == 0) {
        return cli_complain(request->style.language,
                            "welk cijfer? Bijvoorbeeld: mkba get npv_eur",
                            "which figure? For instance: mkba get npv_eur", "");
    }
    const char *figure = request->arguments.value[0];
    bool is_total = strncmp(figure, "total.", 6) == 0;
    return cli_with_figure(request, figure + (is_total ? 6 : 0), get);
}
