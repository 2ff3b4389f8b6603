/* The same areas in several worlds: the base, and an alternative for every --scenario. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const cli_request *request;
    const char *file; /* with areas; NULL: the municipalities */
    cli_world world[MKBA_MOST_WORLDS];
    char *name[MKBA_MOST_WORLDS];
    size_t worlds;
} side_by_side;

/* ------------------------------------------------------------------ Names */

/* Adds the name of a file: without folders and .json or .csv, with + before it when it is not
 * the first. */
static bool add_name(char **name, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *start = slash ? slash + 1 : file;
    size_t length = strlen(start), before = *name ? strlen(*name) : 0;
    const char *end = strrchr(start, '.');
    bool known = end && end > start && (strcmp(end, ".json") == 0 || strcmp(end, ".csv") == 0);
    char *grown = realloc(*name, before + length + 2);
    if (!grown) {
        return false;
    }
    *name = grown;
    snprintf(grown + before, length + 2, "%s%.*s", before > 0 ? "+" : "",
             (int)(known ? (size_t)(end - start) : length), start);
    return true;
}

static bool is_taken(const side_by_side *s, const char *name)
{
    for (size_t w = 0; w < s->worlds; w++) {
        if (strcmp(s->name[w], name) == 0) {
            return true;
        }
    }
    return false;
}

/* Two files of the same name in different folders: a, a#2, a#3. */
static bool tell_apart(const side_by_side *s, char **name)
{
    size_t length = strlen(*name), room = length + 24;
    for (unsigned n = 2; is_taken(s, *name); n++) {
        char *grown = realloc(*name, room);
        if (!grown) {
            return false;
        }
        *name = grown;
        snprintf(grown + length, room - length, "#%u", n);
    }
    return true;
}

static cli_exit name_world(side_by_side *s, const cli_stack *stack, size_t from)
{
    char *name = from == stack->files.count ? strdup("base") : NULL;
    bool good = name || from < stack->files.count;
    for (size_t i = from; i < stack->files.count && good; i++) {
        good = add_name(&name, stack->files.value[i]);
    }
    if (!good || !tell_apart(s, &name)) {
        free(name);
        return CLI_MEMORY;
    }
    s->name[s->worlds] = name;
    return CLI_OK;
}

/* ------------------------------------------------------------------ Worlds */

/* The files of --base, and on top of them those of one alternative (NULL: none). `own` is how
 * many belong to the base. */
static cli_exit stack_of(cli_stack *stack, size_t *own, const cli_request *request,
                         const char *alternative)
{
    cli_exit code = CLI_OK;
    for (size_t i = 0; i < request->base.count && code == CLI_OK; i++) {
        code = cli_stack_add(stack, request->base.value[i], request->style.language);
    }
    *own = stack->files.count;
    return code == CLI_OK && alternative
               ? cli_stack_add(stack, alternative, request->style.language)
               : code;
}

static cli_exit open_world(side_by_side *s, const cli_stack *stack)
{
    mkba_issues issues = {0};
    cli_world *world = &s->world[s->worlds];
    mkba_status status = cli_world_data(world, s->request, stack, &issues);
    if (status == MKBA_OK) {
        status = cli_world_areas(world, s->request, s->file, &issues);
    }
    return status == MKBA_OK ? CLI_OK : cli_report(s->request, status, &issues);
}

static cli_exit add_world(side_by_side *s, const char *alternative)
{
    cli_stack stack = {0};
    size_t own = 0;
    cli_exit code = stack_of(&stack, &own, s->request, alternative);
    if (code == CLI_OK) {
        code = name_world(s, &stack, alternative ? own : stack.files.count);
    }
    if (code == CLI_OK) {
        code = open_world(s, &stack);
        s->worlds++; /* also when it failed: what was opened is to be freed */
    }
    cli_stack_free(&stack);
    return code;
}

/* ------------------------------------------------------------------ What can be asked */

static bool has_standard_input(const cli_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->value[i], "-") == 0) {
            return true;
        }
    }
    return false;
}

static cli_exit check(const side_by_side *s)
{
    const cli_request *r = s->request;
    bool input = (s->file && strcmp(s->file, "-") == 0) || has_standard_input(&r->base) ||
                 has_standard_input(&r->parameters) || has_standard_input(&r->measured);
    if (r->scenario.count > MKBA_MOST_WORLDS - 1) {
        char most[16];
        snprintf(most, sizeof most, "%d", MKBA_MOST_WORLDS - 1);
        return cli_complain(
            r->style.language,
            "er kunnen hooguit %s alternatieven (--scenario) naast de basis",
            "there can be at most %s alternatives (--scenario) beside the base", most);
    }
    if (r->scenario.count > 0 && input) {
        return cli_complain(
            r->style.language,
            "met alternatieven wordt elke invoer vaker gelezen, en dat kan niet met "
            "standaardinvoer (-): geef een bestand",
            "with alternatives every input is read more than once, and standard input (-) "
            "cannot be: give a file",
            "");
    }
    return CLI_OK;
}

static cli_exit use_worlds(const side_by_side *s, cli_use_worlds use)
{
    mkba_areas *areas[MKBA_MOST_WORLDS];
    const char *name[MKBA_MOST_WORLDS];
    for (size_t w = 0; w < s->worlds; w++) {
        areas[w] = s->world[w].areas;
        name[w] = s->name[w];
    }
    return use(s->request, areas, name, s->worlds);
}

/* ------------------------------------------------------------------ Moments */

static cli_exit check_moments(const cli_request *r)
{
    size_t files = r->arguments.count;
    mkba_language language = r->style.language;
    if (r->all || r->municipality.count > 0) {
        return cli_complain(
            language, "kies: een bestand, of de ingebouwde gemeenten (%s is een bestand)",
            "choose: a file, or the built-in municipalities (%s is a file)",
            r->arguments.value[0]);
    }
    if (r->scenario.count + r->base.count > 0) {
        return cli_complain(
            language,
            "kies: metingen naast elkaar (meer bestanden), of scenario's naast "
            "elkaar (--scenario, met een bestand)",
            "choose: measurements side by side (several files), or scenarios "
            "side by side (--scenario, with one file)",
            "");
    }
    if (files > MKBA_MOST_WORLDS) {
        char most[16];
        snprintf(most, sizeof most, "%d", MKBA_MOST_WORLDS);
        return cli_complain(language, "er kunnen hooguit %s metingen naast elkaar",
                            "there can be at most %s measurements side by side", most);
    }
    if (has_standard_input(&r->parameters) ||
        (has_standard_input(&r->arguments) && files > 1)) {
        return cli_complain(language,
                            "metingen worden uit bestanden gelezen, niet van standaardinvoer",
                            "measurements are read from files, not from standard input", "");
    }
    return CLI_OK;
}

static const char *base_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash ? slash + 1 : file;
}

/* Files of the same name in a folder per moment are called after the folder. */
static bool has_namesake(const cli_request *request, const char *file)
{
    for (size_t i = 0; i < request->arguments.count; i++) {
        const char *other = request->arguments.value[i];
        if (strcmp(other, file) != 0 && strcmp(base_of(other), base_of(file)) == 0) {
            return true;
        }
    }
    return false;
}

static bool name_moment(char **name, const cli_request *request, const char *file)
{
    size_t length = (size_t)(base_of(file) - file);
    while (length > 0 && file[length - 1] == '/') {
        length--;
    }
    if (length == 0 || !has_namesake(request, file)) {
        return add_name(name, file);
    }
    char *folder = strndup(file, length);
    bool good = folder && (*name = strdup(base_of(folder)));
    free(folder);
    return good;
}

static cli_exit add_moment(side_by_side *s, const char *file)
{
    cli_stack stack = {0};
    char *name = NULL;
    if (!name_moment(&name, s->request, file) || !tell_apart(s, &name)) {
        free(name);
        return CLI_MEMORY;
    }
    s->name[s->worlds] = name;
    s->file = file;
    cli_exit code = open_world(s, &stack);
    s->worlds++; /* also when it failed: what was opened is to be freed */
    return code;
}

static void free_worlds(side_by_side *s)
{
    for (size_t w = 0; w < s->worlds; w++) {
        cli_world_free(&s->world[w]);
        free(s->name[w]);
    }
}

cli_exit cli_with_moments(const cli_request *request, cli_use_worlds use)
{
    side_by_side s = {.request = request};
    cli_exit code = check_moments(request);
    for (size_t i = 0; i < request->arguments.count && code == CLI_OK; i++) {
        code = add_moment(&s, request->arguments.value[i]);
    }
    if (code == CLI_OK) {
        code = use_worlds(&s, use);
    }
    free_worlds(&s);
    return code;
}

cli_exit cli_with_worlds(const cli_request *request, cli_use_worlds use)
{
    side_by_side s = {.request = request};
    cli_exit code = cli_find_file(&s.file, request);
    if (code == CLI_OK) {
        code = check(&s);
    }
    if (code == CLI_OK) {
        code = add_world(&s, NULL);
    }
    for (size_t i = 0; i < request->scenario.count && code == CLI_OK; i++) {
        code = add_world(&s, request->scenario.value[i]);
    }
    if (code == CLI_OK) {
        code = use_worlds(&s, use);
    }
    free_worlds(&s);
    return code;
}
