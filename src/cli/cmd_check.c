/* check and verify: stored results beside the same results made now. */
#include "commands.h"

#include "options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_ARGUMENTS = CLI_GIVEN + CLI_MANY + 4 };

/* One stored result. */
typedef struct {
    const cli_request *request; /* that of check or verify itself */
    const char *path;
    bool exact;
    mkba_stored *stored;
    mkba_check *check;
    cli_request again; /* what it was made with */
    char *argument[MOST_ARGUMENTS];
    char *now; /* the result as it comes out now */
    mkba_issues issues;
    cli_exit code;
} job;

static cli_exit fail(job *j, mkba_status status)
{
    j->code = cli_report(j->request, status, &j->issues);
    return j->code;
}

/* ------------------------------------------------------------------ Making it again */

/* What is stored may be written by anyone: it is no way to write files, and only commands
 * whose result can be made again are run. */
static bool may_run(const cli_request *again)
{
    const cli_command *command = again->command ? cli_command_find(again->command) : NULL;
    return command && strchr(command->options, '=') && !again->help && !again->version &&
           !again->output;
}

static cli_exit read_again(job *j)
{
    size_t count = mkba_stored_arguments(j->stored);
    int argc = 0;
    if (count + 3 > MOST_ARGUMENTS) {
        return cli_complain(j->request->style.language, "%s: te veel argumenten",
                            "%s: too many arguments", j->path);
    }
    j->argument[argc++] = strdup("mkba");
    j->argument[argc++] = strdup(mkba_stored_command(j->stored));
    for (size_t i = 0; i < count; i++) {
        j->argument[argc++] = strdup(mkba_stored_argument(j->stored, i));
    }
    for (int i = 0; i < argc; i++) {
        if (!j->argument[i]) {
            return CLI_MEMORY;
        }
    }
    cli_exit code = cli_options_read(&j->again, argc, j->argument);
    if (code == CLI_OK && !may_run(&j->again)) {
        code = cli_complain(j->request->style.language,
                            "%s: deze opdracht kan niet opnieuw worden gedaan",
                            "%s: this command cannot be done again", j->path);
    }
    j->again.style =
        (mkba_style){.format = MKBA_JSON, .language = mkba_stored_language(j->stored)};
    j->again.captured = &j->now;
    return code;
}

static bool files_are_here(const mkba_stored *stored)
{
    for (size_t i = 0; i < mkba_stored_files(stored); i++) {
        if (access(mkba_stored_file(stored, i), R_OK) != 0) {
            return false;
        }
    }
    return true;
}

static bool go_to_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : NULL;
    bool good = folder && chdir(folder) == 0;
    free(folder);
    return good;
}

/* The files are looked for in the current folder, and where they are not all there in that of
 * the stored result. Neither: the current folder, where reading says which is missing. */
static bool choose_folder(const job *j, int home)
{
    return files_are_here(j->stored) || !go_to_folder_of(j->path) ||
           files_are_here(j->stored) || fchdir(home) == 0;
}

static cli_exit explain(const cli_request *request, mkba_result *now)
{
    job *j = request->context;
    mkba_status status = mkba_check_explain(j->check, now, j->request->figure, &j->issues);
    return status == MKBA_OK ? CLI_OK : fail(j, status);
}

static cli_exit hold_beside(job *j)
{
    mkba_check_options options = {.exact = j->exact, .tolerance = j->request->tolerance};
    mkba_status status = mkba_check_run(&j->check, j->stored, j->now, &options, &j->issues);
    if (status != MKBA_OK) {
        return fail(j, status);
    }
    j->code = mkba_check_moved(j->check) ? CLI_MOVED : CLI_OK;
    if (j->code == CLI_MOVED && !j->exact && mkba_check_can_explain(j->check)) {
        j->again.context = j;
        cli_exit code = cli_with_result(&j->again, explain);
        /* what cannot be explained any more can still be stored anew */
        j->code = code == CLI_OK || j->request->update ? CLI_MOVED : code;
    }
    return j->code;
}

static cli_exit make_again(job *j)
{
    int home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (home < 0) {
        return CLI_IO;
    }
    j->code =
        choose_folder(j, home) ? cli_command_find(j->again.command)->run(&j->again) : CLI_IO;
    if (j->code == CLI_OK) {
        hold_beside(j);
    }
    bool back = fchdir(home) == 0;
    close(home);
    return back ? j->code : CLI_IO;
}

/* ------------------------------------------------------------------ One file */

static cli_exit run_job(job *j)
{
    mkba_status status = mkba_stored_open(&j->stored, j->path, &j->issues);
    if (status != MKBA_OK) {
        return fail(j, status);
    }
    j->code = read_again(j);
    return j->code == CLI_OK ? make_again(j) : j->code;
}

/* What could not be made again is told with the others. */
static void keep_failure(job *j)
{
    if (j->code != CLI_OK && j->code != CLI_MOVED) {
        mkba_check_free(j->check);
        if (mkba_check_failed(&j->check, j->path, &j->issues) != MKBA_OK) {
            j->code = CLI_MEMORY;
        }
    }
}

static void update(job *j)
{
    if (j->code == CLI_MOVED) {
        cli_request request = *j->request;
        request.output = j->path;
        j->code = cli_write(&request, j->now);
        j->now = NULL;
    }
}

static void free_job(job *j)
{
    mkba_check_free(j->check);
    mkba_stored_free(j->stored);
    mkba_text_free(j->now);
    for (size_t i = 0; i < MOST_ARGUMENTS; i++) {
        free(j->argument[i]);
    }
}

/* ------------------------------------------------------------------ The commands */

/* A fault weighs more than a figure that moved. */
static cli_exit worse(cli_exit a, cli_exit b)
{
    return a == CLI_OK || (a == CLI_MOVED && b != CLI_OK) ? b : a;
}

static cli_exit write_all(const cli_request *request, const job *jobs, size_t count)
{
    const mkba_check *check[CLI_MANY];
    char *text = NULL;
    mkba_issues none = {0};
    for (size_t i = 0; i < count; i++) {
        check[i] = jobs[i].check;
        if (!check[i]) {
            return CLI_MEMORY;
        }
    }
    mkba_status status = mkba_check_write(&text, check, count, request->top, request->style);
    return cli_finish(request, status, text, &none);
}

static cli_exit run(const cli_request *request, bool exact)
{
    size_t count = request->arguments.count;
    job *jobs = calloc(count + 1, sizeof *jobs);
    cli_exit code = jobs ? CLI_OK : CLI_MEMORY;
    for (size_t i = 0; i < count && jobs; i++) {
        jobs[i] =
            (job){.request = request, .path = request->arguments.value[i], .exact = exact};
        jobs[i].code = run_job(&jobs[i]);
        keep_failure(&jobs[i]);
    }
    cli_exit written = jobs ? write_all(request, jobs, count) : CLI_OK;
    for (size_t i = 0; i < count && jobs; i++) {
        if (request->update) {
            update(&jobs[i]);
        }
        code = worse(code, jobs[i].code);
        free_job(&jobs[i]);
    }
    free(jobs);
    return worse(written, code);
}

static cli_exit which_file(const cli_request *request, bool exact)
{
    return request->arguments.count > 0
               ? run(request, exact)
               : cli_complain(request->style.language,
                              "welk bewaard resultaat? Bijvoorbeeld: mkba check verwacht.json",
                              "which stored result? For instance: mkba check expected.json",
                              "");
}

cli_exit cmd_check(const cli_request *request)
{
    return which_file(request, false);
}

cli_exit cmd_verify(const cli_request *request)
{
    return which_file(request, true);
}
