#include "commands.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The files of the folder, and what stands in them. */
typedef struct {
    const char *folder;
    bool is_new; /* the folder was made here */
    char *path[MKBA_START_FILES];
    char *text[MKBA_START_FILES];
    size_t written;
} folder;

static void free_folder(folder *f)
{
    for (size_t i = 0; i < MKBA_START_FILES; i++) {
        mkba_text_free(f->text[i]);
        free(f->path[i]);
    }
}

static char *path_of(const char *name, const char *file)
{
    size_t size = strlen(name) + strlen(file) + 2;
    char *path = malloc(size);
    if (path) {
        snprintf(path, size, "%s/%s", name, file);
    }
    return path;
}

/* Everything is known before anything is written. */
static mkba_status fill_folder(folder *f, const cli_request *request, const mkba_areas *areas,
                               mkba_issues *issues)
{
    mkba_language language = request->style.language;
    mkba_status status = MKBA_OK;
    for (size_t i = 0; i < MKBA_START_FILES && status == MKBA_OK; i++) {
        mkba_start_file which = (mkba_start_file)i;
        f->path[i] = path_of(f->folder, mkba_start_name(which, language));
        status = f->path[i] ? mkba_start_write(&f->text[i], areas, request->team_model, which,
                                               language, issues)
                            : MKBA_ERR_MEMORY;
    }
    return status;
}

static bool write_new(const char *path, const char *text)
{
    FILE *file = fopen(path, "wbx"); /* never what is there already */
    if (!file) {
        return false;
    }
    bool good = fputs(text, file) >= 0;
    int why = errno;
    if (fclose(file) != 0 || !good) {
        why = good ? errno : why;
        remove(path);
        errno = why;
        return false;
    }
    return true;
}

static void take_back(const folder *f)
{
    int why = errno;
    for (size_t i = 0; i < f->written; i++) {
        remove(f->path[i]);
    }
    if (f->is_new) {
        rmdir(f->folder);
    }
    errno = why;
}

/* Somebody may have filled it in. */
static cli_exit refuse_existing(const cli_request *request)
{
    cli_complain(request->style.language, "%s bestaat al; er is niets geschreven",
                 "%s exists already; nothing was written", request->output);
    return CLI_IO;
}

/* All files or none. */
static cli_exit write_folder(folder *f, const cli_request *request)
{
    cli_request place = *request;
    place.output = f->folder;
    f->is_new = mkdir(f->folder, 0777) == 0;
    if (!f->is_new && errno != EEXIST) {
        return cli_cannot_write(&place, errno);
    }
    for (; f->written < MKBA_START_FILES; f->written++) {
        if (!write_new(f->path[f->written], f->text[f->written])) {
            take_back(f);
            place.output = f->path[f->written];
            return errno == EEXIST ? refuse_existing(&place) : cli_cannot_write(&place, errno);
        }
    }
    return CLI_OK;
}

static cli_exit write_models(const cli_request *request, const mkba_data *data)
{
    char *text;
    mkba_issues issues = {0};
    mkba_status status = mkba_team_models_write(&text, data, request->style, &issues);
    return cli_finish(request, status, text, &issues);
}

/* Whoever misses a kind of team wants to know which there are. */
static cli_exit refuse(const cli_request *request, const mkba_data *data, mkba_status status,
                       const mkba_issues *issues)
{
    static const char about[] = "team_model.unknown";
    char *text;
    cli_exit code = cli_report(request, status, issues);
    if (issues->total > 0 &&
        strncmp(issues->item[0].message.id, about, sizeof about - 1) == 0 &&
        mkba_team_models_write(&text, data, request->style, NULL) == MKBA_OK) {
        fputs(text, stderr);
        mkba_text_free(text);
    }
    return code;
}

static cli_exit init(const cli_request *request, cli_world *world)
{
    mkba_issues issues = {0};
    folder f = {.folder = request->arguments.value[0]};
    mkba_status status = mkba_data_open(&world->data, request->data_folder, &issues);
    if (status == MKBA_OK) {
        status = cli_world_areas(world, request, NULL, &issues);
    }
    if (status == MKBA_OK) {
        status = fill_folder(&f, request, world->areas, &issues);
    }
    cli_exit code = status == MKBA_OK ? write_folder(&f, request)
                                      : refuse(request, world->data, status, &issues);
    free_folder(&f);
    return code;
}

cli_exit cmd_init(const cli_request *request)
{
    cli_world world = {0};
    if (request->team_model && cli_has_word("? lijst list", request->team_model)) {
        return cli_with_data(request, write_models);
    }
    if (request->arguments.count != 1) {
        return cli_complain(request->style.language,
                            "noem de map die moet komen, en niets anders; zie mkba help init",
                            "name the folder to be made, and nothing else; see mkba help init",
                            "");
    }
    if (!request->all && request->municipality.count == 0) {
        return cli_complain(request->style.language,
                            "zeg welke gemeente: --municipality NAAM (of --all)",
                            "say which municipality: --municipality NAME (or --all)", "");
    }
    cli_exit code = init(request, &world);
    cli_world_free(&world);
    return code;
}
