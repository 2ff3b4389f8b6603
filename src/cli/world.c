#include "cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ------------------------------------------------------------------ Scenarios on each other
 */

static cli_exit add_file(cli_stack *stack, const char *name, size_t length,
                         mkba_language language)
{
    size_t at = stack->files.count;
    if (length == 0) {
        return cli_complain(language, "bij --scenario ontbreekt de naam van een bestand",
                            "the name of a file is missing from --scenario", "");
    }
    if (at == CLI_MANY) {
        return cli_complain(language, "--%s is te vaak gegeven", "--%s was given too often",
                            "scenario");
    }
    stack->text[at] = strndup(name, length);
    stack->files.value[at] = stack->text[at];
    stack->files.count += stack->text[at] != NULL;
    return stack->text[at] ? CLI_OK : CLI_MEMORY;
}

cli_exit cli_stack_add(cli_stack *stack, const char *value, mkba_language language)
{
    bool is_whole = access(value, F_OK) == 0; /* a file with a + in its name */
    cli_exit code;
    do {
        size_t length = is_whole ? strlen(value) : strcspn(value, "+");
        code = add_file(stack, value, length, language);
        value += length;
    } while (code == CLI_OK && *value++ == '+');
    return code;
}

void cli_stack_free(cli_stack *stack)
{
    for (size_t i = 0; i < stack->files.count; i++) {
        free(stack->text[i]);
    }
}

/* All scenarios of the command line, on one world. */
static cli_exit stack_of(cli_stack *stack, const cli_request *request)
{
    cli_exit code = CLI_OK;
    for (size_t i = 0; i < request->scenario.count && code == CLI_OK; i++) {
        code = cli_stack_add(stack, request->scenario.value[i], request->style.language);
    }
    return code;
}

/* ------------------------------------------------------------------ A world */

static mkba_status override(mkba_data *data, const cli_request *request, mkba_issues *issues)
{
    mkba_overrides overrides = {.files = request->parameters.value,
                                .n_files = request->parameters.count,
                                .settings = request->set.value,
                                .n_settings = request->set.count,
                                .decimal = request->decimal};
    return overrides.n_files + overrides.n_settings > 0
               ? mkba_data_override(data, &overrides, issues)
               : MKBA_OK;
}

mkba_status cli_world_data(cli_world *world, const cli_request *request,
                           const cli_stack *stack, mkba_issues *issues)
{
    mkba_status status = mkba_data_open(&world->data, request->data_folder, issues);
    if (status == MKBA_OK) {
        status = cli_remember(world->data, request);
    }
    if (status == MKBA_OK) {
        status = override(world->data, request, issues);
    }
    if (status == MKBA_OK && request->measured.count > 0) {
        status = mkba_data_measure(world->data, request->measured.value,
                                   request->measured.count, request->decimal, issues);
    }
    if (status == MKBA_OK && stack->files.count > 0) {
        status = mkba_overlay_open(&world->overlay, world->data, stack->files.value,
                                   stack->files.count, issues);
    }
    if (status == MKBA_OK && world->overlay) {
        status = mkba_data_apply(world->data, world->overlay, issues);
    }
    return status;
}

mkba_status cli_world_areas(cli_world *world, const cli_request *request, const char *file,
                            mkba_issues *issues)
{
    mkba_status status =
        file ? mkba_areas_open(&world->areas, world->data, file, request->decimal, issues)
             : mkba_areas_open_municipalities(&world->areas, world->data, issues);
    const cli_list *wanted[] = {&request->municipality, &request->area};
    for (size_t w = 0; w < 2; w++) {
        for (size_t i = 0; i < wanted[w]->count && status == MKBA_OK; i++) {
            status = mkba_areas_select(world->areas, wanted[w]->value[i], issues);
        }
    }
    if (status == MKBA_OK && request->measured.count > 0) {
        status = mkba_areas_measure(world->areas, issues);
    }
    return status == MKBA_OK && world->overlay
               ? mkba_areas_apply(world->areas, world->overlay, issues)
               : status;
}

void cli_world_free(cli_world *world)
{
    mkba_areas_free(world->areas);
    mkba_data_free(world->data);
    mkba_overlay_free(world->overlay);
}

/* How many arguments come before the areas. Where it may be left out, a single argument is
 * the file, unless the areas are built in. */
static size_t before_areas(const cli_request *request)
{
    const cli_command *command = cli_command_find(request->command);
    bool built_in = request->all || request->municipality.count > 0;
    size_t optional = built_in ? 1 : 2;
    return strchr(command->options, '1')   ? 1
           : strchr(command->options, '2') ? request->arguments.count >= optional
                                           : 0;
}

const char *cli_subject(const cli_request *request)
{
    return before_areas(request) > 0 ? request->arguments.value[0] : NULL;
}

/* The file with areas is the last argument; some commands have a figure before it. */
cli_exit cli_find_file(const char **file, const cli_request *request)
{
    size_t before = before_areas(request);
    size_t left = request->arguments.count - before;
    bool built_in = request->all || request->municipality.count > 0;
    *file = left > 0 ? request->arguments.value[before] : NULL;
    if (left > 1) {
        return cli_complain(request->style.language, "'%s' is een argument te veel",
                            "'%s' is one argument too many",
                            request->arguments.value[before + 1]);
    }
    if (left == 0 && !built_in) {
        return cli_complain(
            request->style.language,
            "zeg welk gebied: een bestand, --municipality NAAM of --all; zie mkba help",
            "say which area: a file, --municipality NAME or --all; see mkba help", "");
    }
    if (left > 0 && built_in) {
        return cli_complain(
            request->style.language,
            "kies: een bestand, of de ingebouwde gemeenten (%s is een bestand)",
            "choose: a file, or the built-in municipalities (%s is a file)", *file);
    }
    return CLI_OK;
}

/* ------------------------------------------------------------------ What a command works on
 */

cli_exit cli_with_data(const cli_request *request, cli_use_data use)
{
    mkba_issues issues = {0};
    cli_stack stack = {0};
    cli_world world = {0};
    cli_exit code = stack_of(&stack, request);
    if (code == CLI_OK) {
        mkba_status status = cli_world_data(&world, request, &stack, &issues);
        code = status == MKBA_OK ? use(request, world.data)
                                 : cli_report(request, status, &issues);
    }
    cli_world_free(&world);
    cli_stack_free(&stack);
    return code;
}

/* `figure`: the only one that is asked for, or NULL. */
static cli_exit run_baseline(cli_world *world, const cli_request *request,
                             const cli_stack *stack, const char *file, const char *figure,
                             bool with_plan, cli_use_result use)
{
    mkba_issues issues = {0};
    mkba_result *result = NULL;
    mkba_status status = cli_world_data(world, request, stack, &issues);
    if (status == MKBA_OK) {
        status = cli_world_areas(world, request, file, &issues);
    }
    if (status == MKBA_OK) {
        status = with_plan ? mkba_baseline_run_plan(&result, world->areas, request->contracts,
                                                    request->decimal, &issues)
                 : figure  ? mkba_baseline_run_figure(&result, world->areas, figure, &issues)
                           : mkba_baseline_run(&result, world->areas, &issues);
    }
    cli_exit code =
        status == MKBA_OK ? use(request, result) : cli_report(request, status, &issues);
    mkba_result_free(result);
    return code;
}

static cli_exit with_baseline(const cli_request *request, const char *figure, bool with_plan,
                              cli_use_result use)
{
    cli_stack stack = {0};
    cli_world world = {0};
    const char *file;
    cli_exit code = cli_find_file(&file, request);
    if (code == CLI_OK) {
        code = stack_of(&stack, request);
    }
    if (code == CLI_OK) {
        code = run_baseline(&world, request, &stack, file, figure, with_plan, use);
    }
    cli_world_free(&world);
    cli_stack_free(&stack);
    return code;
}

cli_exit cli_with_figure(const cli_request *request, const char *figure, cli_use_result use)
{
    return with_baseline(request, figure, false, use);
}

cli_exit cli_with_plan(const cli_request *request, cli_use_result use)
{
    return with_baseline(request, NULL, true, use);
}

/* Figures of the plan are not in a baseline: who asks for one gets a result that has them. */
static bool is_of_plan(const char *figure)
{
    return figure && (strncmp(figure, "plan.", 5) == 0 || strncmp(figure, "pockets.", 8) == 0);
}

cli_exit cli_with_result(const cli_request *request, cli_use_result use)
{
    bool with_plan = is_of_plan(cli_subject(request)) || is_of_plan(request->figure);
    return with_baseline(request, NULL, with_plan, use);
}
