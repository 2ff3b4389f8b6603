/* Writes the manual pages of the program, in Dutch and English, from the tables that it reads
 * a command line with: manual FOLDER. Run when the program is built. */
#include "options.h"

#include "manual.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
    FILE *out;
    mkba_language language;
} page;

/* ------------------------------------------------------------------ roff */

/* The number of a character, and how many bytes of UTF-8 it takes. */
static unsigned decode(const char *text, size_t *length)
{
    unsigned char first = (unsigned char)text[0];
    *length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    unsigned code = *length == 1 ? first : first & (0xffU >> (*length + 1));
    for (size_t i = 1; i < *length; i++) {
        code = code << 6 | ((unsigned char)text[i] & 0x3fU);
    }
    return code;
}

/* Text as roff wants it: a hyphen of a command stays one that can be copied. */
static void put(const page *p, const char *text)
{
    size_t length;
    for (bool starts = true; *text; text += length, starts = false) {
        unsigned code = decode(text, &length);
        if (starts && (code == '.' || code == '\'')) {
            fputs("\\&", p->out);
        }
        if (code == '\\') {
            fputs("\\e", p->out);
        } else if (code == '-') {
            fputs("\\-", p->out);
        } else if (code == '\'') {
            fputs("\\(aq", p->out);
        } else if (code == '\n') {
            fputc(' ', p->out);
        } else if (code >= 0x80) {
            fprintf(p->out, "\\[u%04X]", code);
        } else {
            fputc((int)code, p->out);
        }
    }
}

static void put_line(const page *p, const char *text)
{
    put(p, text);
    fputc('\n', p->out);
}

static void section(const page *p, const char *const title[2])
{
    fprintf(p->out, ".SH %s\n", cli_pick(title, p->language));
}

/* `name`: mkba, or that of a command. */
static void title(const page *p, const char *name, const char *const summary[2])
{
    static const char *const heading[2] = {"NAAM", "NAME"};
    fputs(".\\\" Made from the tables of the program; not to be edited by hand.\n.TH MKBA",
          p->out);
    if (strcmp(name, "mkba") != 0) {
        fputs("\\-", p->out);
        for (const char *c = name; *c; c++) {
            fputc(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c, p->out);
        }
    }
    fprintf(p->out, " 1 \"\" \"mkba %s\" \"mkba\"\n", MKBA_VERSION);
    section(p, heading);
    fprintf(p->out, "mkba%s%s \\- ", strcmp(name, "mkba") == 0 ? "" : "\\-",
            strcmp(name, "mkba") == 0 ? "" : name);
    put_line(p, cli_pick(summary, p->language));
}

/* ------------------------------------------------------------------ What pages share */

static void put_option(const page *p, const cli_option *row)
{
    const char *value = cli_pick(row->value, p->language);
    fputs(".TP\n\\fB", p->out);
    if (row->letter_is_own) {
        fprintf(p->out, "\\-%c\\fR, \\fB", row->letter);
    }
    fputs("\\-\\-", p->out);
    put(p, row->name);
    fputs("\\fR", p->out);
    if (value[0]) {
        fputs(" \\fI", p->out);
        put(p, value);
        fputs("\\fR", p->out);
    }
    fputc('\n', p->out);
    put_line(p, cli_pick(row->help, p->language));
}

static void put_options(const page *p, const cli_command *command)
{
    static const char *const heading[2] = {"OPTIES", "OPTIONS"};
    section(p, heading);
    for (size_t i = 0; i < cli_option_count; i++) {
        if (cli_takes_option(command, &cli_options[i])) {
            put_option(p, &cli_options[i]);
        }
    }
}

static void put_examples(const page *p, const char *name)
{
    static const char *const heading[2] = {"VOORBEELDEN", "EXAMPLES"};
    bool any = false;
    for (size_t i = 0; i < manual_example_count; i++) {
        const manual_example *e = &manual_examples[i];
        if (strcmp(e->command, name) != 0) {
            continue;
        }
        if (!any) {
            section(p, heading);
        }
        any = true;
        fputs(".TP\n.B ", p->out);
        put_line(p, e->line);
        put_line(p, cli_pick(e->meaning, p->language));
    }
}

static void put_exit_codes(const page *p)
{
    static const char *const heading[2] = {"EXITCODES", "EXIT STATUS"};
    section(p, heading);
    for (int code = 0; code <= CLI_LAST_EXIT; code++) {
        const char *text = cli_exit_meaning((cli_exit)code, p->language);
        if (text) {
            fprintf(p->out, ".TP\n.B %d\n", code);
            put_line(p, text);
        }
    }
}

static void put_paragraphs(const page *p, const char *const *const heading,
                           const char *const (*text)[2], size_t count)
{
    section(p, heading);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            fputs(".PP\n", p->out);
        }
        put_line(p, cli_pick(text[i], p->language));
    }
}

/* ------------------------------------------------------------------ Pages */

static void put_see_also(const page *p, const char *name)
{
    static const char *const heading[2] = {"ZIE OOK", "SEE ALSO"};
    section(p, heading);
    if (strcmp(name, "mkba") != 0) {
        fputs(".BR mkba (1),\n", p->out);
    }
    for (size_t i = 0; i < cli_command_count; i++) {
        if (strcmp(name, cli_commands[i].name) != 0) {
            fprintf(p->out, ".BR mkba\\-%s (1),\n", cli_commands[i].name);
        }
    }
    fputs(".BR libmkba (3)\n", p->out);
}

static void put_synopsis(const page *p, const char *usage)
{
    static const char *const heading[2] = {"OVERZICHT", "SYNOPSIS"};
    section(p, heading);
    fputs(".B mkba\n", p->out);
    put_line(p, usage);
}

static void put_command_page(const page *p, const cli_command *c)
{
    static const char *const heading[2] = {"VORMEN", "FORMATS"};
    title(p, c->name, c->summary);
    put_synopsis(p, cli_pick(c->usage, p->language));
    put_options(p, c);
    if (c->formats[0]) {
        section(p, heading);
        put_line(p, c->formats);
    }
    put_examples(p, c->name);
    put_exit_codes(p);
    put_see_also(p, c->name);
}

static void put_commands(const page *p)
{
    static const char *const heading[2] = {"OPDRACHTEN", "COMMANDS"};
    section(p, heading);
    for (size_t i = 0; i < cli_command_count; i++) {
        fputs(".TP\n.B ", p->out);
        put_line(p, cli_pick(cli_commands[i].usage, p->language));
        put_line(p, cli_pick(cli_commands[i].summary, p->language));
    }
}

static void put_formats(const page *p)
{
    static const char *const heading[2] = {"VORMEN", "FORMATS"};
    section(p, heading);
    fputs(".nf\n", p->out);
    fflush(p->out);
    cli_topic_print(p->out, "formats", p->language);
    fputs(".fi\n", p->out);
}

static void put_main_page(const page *p)
{
    static const char *const description[2] = {"BESCHRIJVING", "DESCRIPTION"};
    static const char *const environment[2] = {"OMGEVING", "ENVIRONMENT"};
    title(p, "mkba", manual_summary);
    static const char *const usage[2] = {"OPDRACHT [opties] [GEBIEDEN]",
                                         "COMMAND [options] [AREAS]"};
    put_synopsis(p, cli_pick(usage, p->language));
    put_paragraphs(p, description, manual_description, manual_description_count);
    put_commands(p);
    put_options(p, NULL);
    put_formats(p);
    put_examples(p, "mkba");
    put_exit_codes(p);
    put_paragraphs(p, environment, manual_environment, manual_environment_count);
    put_see_also(p, "mkba");
}

/* `command`: NULL for mkba itself. */
static bool write_page(const char *folder, const cli_command *command, mkba_language language)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, language == MKBA_DUTCH ? "nl" : "en");
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/%s/mkba%s%s.1", folder,
             language == MKBA_DUTCH ? "nl" : "en", command ? "-" : "",
             command ? command->name : "");
    page p = {.out = fopen(path, "w"), .language = language};
    if (!p.out) {
        perror(path);
        return false;
    }
    if (command) {
        put_command_page(&p, command);
    } else {
        put_main_page(&p);
    }
    bool good = !ferror(p.out);
    return fclose(p.out) == 0 && good;
}

int main(int argc, char **argv)
{
    bool good = argc == 2;
    mkdir(good ? argv[1] : "", 0777);
    for (int language = MKBA_DUTCH; language <= MKBA_ENGLISH && good; language++) {
        good = write_page(argv[1], NULL, (mkba_language)language);
        for (size_t i = 0; i < cli_command_count && good; i++) {
            good = write_page(argv[1], &cli_commands[i], (mkba_language)language);
        }
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
