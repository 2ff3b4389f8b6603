#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *cli_pick(const char *const text[2], mkba_language language)
{
    return text[language == MKBA_ENGLISH ? 1 : 0];
}

mkba_language cli_language(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && value[0]) {
            return strncmp(value, "en", 2) == 0 ? MKBA_ENGLISH : MKBA_DUTCH;
        }
    }
    return MKBA_DUTCH;
}

cli_exit cli_complain(mkba_language language, const char *dutch, const char *english,
                      const char *word)
{
    const char *const text[2] = {dutch, english};
    const char *format = cli_pick(text, language);
    const char *mark = strstr(format, "%s");
    fprintf(stderr, "mkba: %.*s%s%s\n", (int)(mark ? (size_t)(mark - format) : strlen(format)),
            format, mark ? word : "", mark ? mark + 2 : "");
    return CLI_USAGE;
}

static cli_exit exit_of(mkba_status status)
{
    switch (status) {
    case MKBA_OK:
        return CLI_OK;
    case MKBA_ERR_IO:
        return CLI_IO;
    case MKBA_ERR_MEMORY:
        return CLI_MEMORY;
    case MKBA_ERR_STOPPED:
        return CLI_STOPPED;
    case MKBA_ERR_SYNTAX:
    case MKBA_ERR_MISSING:
    case MKBA_ERR_RANGE:
    case MKBA_ERR_CONFLICT:
    case MKBA_ERR_UNKNOWN:
        break;
    }
    return CLI_REFUSED;
}

cli_exit cli_report(const cli_request *request, mkba_status status, const mkba_issues *issues)
{
    mkba_language language = request->style.language;
    size_t stored = mkba_issues_stored(issues);
    for (size_t i = 0; i < stored; i++) {
        char *text = mkba_issue_text(&issues->item[i], language);
        fprintf(stderr, "mkba: %s\n", text ? text : issues->item[i].message.id);
        mkba_text_free(text);
    }
    if (issues->total > stored) {
        fprintf(stderr,
                language == MKBA_ENGLISH ? "mkba: and %zu other faults\n"
                                         : "mkba: en nog %zu andere fouten\n",
                issues->total - stored);
    }
    if (status == MKBA_ERR_MEMORY && stored == 0) {
        cli_complain(language, "er is niet genoeg geheugen", "there is not enough memory", "");
    }
    if (status == MKBA_ERR_STOPPED) {
        cli_complain(language, "gestopt; er is niets geschreven",
                     "stopped; nothing was written", "");
    }
    return exit_of(status);
}

unsigned cli_threads(const cli_request *request)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return request->threads > 0 ? request->threads : online > 0 ? (unsigned)online : 1;
}

void cli_remark_text(char *text)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        fprintf(stderr, "mkba: %.*s\n", (int)length, line);
        line += length + (line[length] == '\n');
    }
    mkba_text_free(text);
}

void cli_remark(const cli_request *request, const mkba_result *result)
{
    char *text;
    if (!request->captured &&
        mkba_remarks_write(&text, result, request->style.language) == MKBA_OK) {
        cli_remark_text(text);
    }
}

void cli_remark_areas(const cli_request *request, const mkba_areas *areas)
{
    char *text;
    if (mkba_areas_remarks_write(&text, areas, request->style.language) == MKBA_OK) {
        cli_remark_text(text);
    }
}

static bool write_stream(const char *path, void *text)
{
    FILE *file = fopen(path, "wb");
    bool good = file && fwrite(text, 1, strlen(text), file) == strlen(text);
    return file && fclose(file) == 0 && good;
}

/* The whole file or nothing: written beside it, then put in its place. */
static bool write_beside(const char *path, cli_make_file make, void *context, mode_t mode)
{
    size_t length = strlen(path);
    char *beside = malloc(length + 16);
    if (!beside) {
        return false;
    }
    snprintf(beside, length + 16, "%s.%ld", path, (long)getpid());
    bool good = make(beside, context) && (mode == 0 || chmod(beside, mode) == 0) &&
                rename(beside, path) == 0;
    if (!good) {
        int why = errno;
        remove(beside);
        errno = why;
    }
    free(beside);
    return good;
}

/* A device or pipe is written to, a link is followed, an existing file keeps its permissions.
 */
static bool write_file(const char *path, cli_make_file make, void *context)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        return write_beside(path, make, context, 0);
    }
    if (!S_ISREG(about.st_mode)) {
        return make(path, context);
    }
    char *target = realpath(path, NULL);
    bool good = target && write_beside(target, make, context, about.st_mode & 07777);
    free(target);
    return good;
}

cli_exit cli_cannot_write(const cli_request *request, int why)
{
    fprintf(stderr, "mkba: %s: %s (%s)\n", request->output,
            request->style.language == MKBA_ENGLISH ? "cannot be written"
                                                    : "kan niet worden geschreven",
            strerror(why));
    return CLI_IO;
}

bool cli_write_file(const cli_request *request, cli_make_file make, void *context)
{
    return write_file(request->output, make, context);
}

cli_exit cli_write(const cli_request *request, char *text)
{
    if (request->captured) {
        *request->captured = text;
        return CLI_OK;
    }
    bool good = request->output ? write_file(request->output, write_stream, text)
                                : fwrite(text, 1, strlen(text), stdout) == strlen(text);
    int why = errno;
    mkba_text_free(text);
    return good || !request->output ? CLI_OK /* main checks standard output */
                                    : cli_cannot_write(request, why);
}

cli_exit cli_finish(const cli_request *request, mkba_status status, char *text,
                    const mkba_issues *issues)
{
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, issues);
}

cli_exit cli_write_result(const cli_request *request, const mkba_result *result,
                          cli_to_text to_text)
{
    char *text = NULL;
    mkba_issues none = {0};
    if (request->style.format == MKBA_CSV) {
        cli_remark(request, result);
    }
    mkba_status status = to_text(&text, result, request->style);
    return cli_finish(request, status, text, &none);
}
