/* The command line: options, commands, exit codes. It knows the library by its public header
 * only. */
#ifndef MKBA_CLI_H
#define MKBA_CLI_H

#include <mkba.h>

#include <stdio.h>

typedef enum {
    CLI_OK = 0,
    CLI_REFUSED = 1, /* the data are refused */
    CLI_USAGE = 2,   /* the command line is not understood */
    CLI_IO = 3,      /* reading or writing failed */
    CLI_MEMORY = 4,
    CLI_MOVED = 5,    /* a stored result is not what comes out now */
    CLI_STOPPED = 130 /* by the user: 128 + the number of the signal, as shells have it */
} cli_exit;

enum { CLI_LAST_EXIT = 130 };
/* What an exit code says, for help and manual; NULL for a number that is none. */
const char *cli_exit_meaning(cli_exit code, mkba_language language);

enum { CLI_MANY = 64, CLI_TOP = 20, CLI_DRAWS = 10000, CLI_GIVEN = 256 };

typedef struct {
    const char *value[CLI_MANY];
    size_t count;
} cli_list;

/* An option as it was given; a flag has no value. */
typedef struct {
    const char *name;
    char letter;
    const char *value;
} cli_given;

/* What the user asked for. */
typedef struct {
    const char *command;
    const char *topic;  /* of help, instead of a command */
    cli_list arguments; /* without the options and the command */
    cli_list municipality;
    cli_list area;
    cli_list parameters;
    cli_list set;
    cli_list scenario; /* each a stack, see cli_stack_split */
    cli_list base;
    cli_list measured;
    bool to_measure;
    bool all;
    bool prices;
    bool sources;
    bool help;
    bool version;
    char decimal;
    mkba_style style;
    const char *data_folder;
    const char *output;
    const char *contracts;
    unsigned depth;
    unsigned top; /* rows of a table; 0: all */
    const char *figure;
    double target;
    unsigned threads;
    unsigned long long draws;
    bool draws_given;
    unsigned long long seed;
    cli_list group;
    mkba_level level;
    unsigned year;
    mkba_iv3_report report;
    const char *spread;
    const char *with; /* what a report holds in addition */
    const char *known_areas;
    const char *team_model;
    unsigned suppress_under;
    bool update;
    double tolerance;
    cli_given given[CLI_GIVEN];
    size_t n_given;
    char **captured;                /* not NULL: what is written goes here */
    void *context;                  /* of whoever runs a command by hand */
    const mkba_comparison *moments; /* beside the result of the last; NULL: none */
} cli_request;

/* Remembers in the numbers how the result is made, for those who make it again. */
mkba_status cli_remember(mkba_data *data, const cli_request *request);

/* Texts in the order Dutch, English. */
typedef struct {
    const char *name;
    const char *alias; /* NULL: none */
    const char *usage[2];
    const char *summary[2];
    const char *options; /* the short letters of the options it takes */
    const char *formats;
    cli_exit (*run)(const cli_request *request);
} cli_command;

/* What is in `options` beside letters: '1' a figure comes before the file, '2' one may, '='
 * the JSON can be made again from what it says that it was made from. */
extern const cli_command cli_commands[];
extern const size_t cli_command_count;
const cli_command *cli_command_find(const char *name);
/* Is the word among words with blanks between them, such as the formats of a command? */
bool cli_has_word(const char *words, const char *word);

/* Reads the command line into a request. Says on standard error what it does not understand.
 */
cli_exit cli_options_read(cli_request *request, int argc, char **argv);
/* Help on one command, or on all when `command` is NULL. */
void cli_help_print(FILE *out, const cli_command *command, mkba_language language);

/* What `mkba help TOPIC` prints; false when there is no such topic. */
bool cli_is_topic(const char *name);
void cli_topic_print(FILE *out, const char *name, mkba_language language);
extern const char *const cli_topics[];
extern const size_t cli_topic_count;

/* The words that can stand at the end of a command line, one per line with a tab and what it
 * is; ":files" and ":folders" for the shell's own. For the completions of shells. */
cli_exit cli_complete(int count, char **words);

/* The language of the environment; Dutch unless that says English. */
mkba_language cli_language(void);
const char *cli_pick(const char *const text[2], mkba_language language);

/* Prints all faults to standard error and gives the exit code that fits the status. */
cli_exit cli_report(const cli_request *request, mkba_status status, const mkba_issues *issues);
/* Says on standard error what was noticed on reading, for outputs that have no room for it. */
void cli_remark(const cli_request *request, const mkba_result *result);
/* The same from text that was written already, a line each; frees it. */
void cli_remark_text(char *text);
void cli_remark_areas(const cli_request *request, const mkba_areas *areas);
/* Complains about the command line; a printf format in both languages. */
cli_exit cli_complain(mkba_language language, const char *dutch, const char *english,
                      const char *word);
/* How many threads were asked for, or how many processors there are. */
unsigned cli_threads(const cli_request *request);
/* Writes text to standard output or to the file of --output, and frees it. */
cli_exit cli_write(const cli_request *request, char *text);
/* The end of a command: writes the text, or says why there is none. */
cli_exit cli_finish(const cli_request *request, mkba_status status, char *text,
                    const mkba_issues *issues);
/* Puts what `make` writes at the path that it is given in the place of --output, whole or not
 * at all. False: errno tells why, unless `make` knows better. */
typedef bool (*cli_make_file)(const char *path, void *context);
bool cli_write_file(const cli_request *request, cli_make_file make, void *context);
cli_exit cli_cannot_write(const cli_request *request, int why);

/* A stack of scenario files, in the order in which they are applied. */
typedef struct {
    cli_list files;
    char *text[CLI_MANY]; /* what `files` points to */
} cli_stack;

/* Adds what stands in one option value: a file, or several with + between them. */
cli_exit cli_stack_add(cli_stack *stack, const char *value, mkba_language language);
void cli_stack_free(cli_stack *stack);

/* Numbers and areas, with the same stack applied to both. Zero-initialise before use. */
typedef struct {
    mkba_overlay *overlay; /* NULL: no scenario */
    mkba_data *data;
    mkba_areas *areas;
} cli_world;

/* Opens the numbers, with those of the user. */
mkba_status cli_world_data(cli_world *world, const cli_request *request,
                           const cli_stack *stack, mkba_issues *issues);
/* Opens the areas of a file, or (NULL) the municipalities inside the program, and selects
 * those that were asked for. */
mkba_status cli_world_areas(cli_world *world, const cli_request *request, const char *file,
                            mkba_issues *issues);
void cli_world_free(cli_world *world);
/* The file with areas on the command line, or NULL for the municipalities. */
cli_exit cli_find_file(const char **file, const cli_request *request);

/* The argument before the areas: a figure or a number; NULL when there is none. */
const char *cli_subject(const cli_request *request);

/* Writes a result in the form that was asked for; CSV has no room for remarks. */
typedef mkba_status (*cli_to_text)(char **text, const mkba_result *result, mkba_style style);
cli_exit cli_write_result(const cli_request *request, const mkba_result *result,
                          cli_to_text to_text);

/* What a command does with the numbers, or with a result. */
typedef cli_exit (*cli_use_data)(const cli_request *request, const mkba_data *data);
typedef cli_exit (*cli_use_result)(const cli_request *request, mkba_result *result);
/* ... or with the same areas in several worlds, world[0] being the base. */
typedef cli_exit (*cli_use_worlds)(const cli_request *request, mkba_areas *const *world,
                                   const char *const *name, size_t worlds);

/* Reads the numbers, with those of the user, and hands them to `use`. */
cli_exit cli_with_data(const cli_request *request, cli_use_data use);
/* Reads numbers and areas, runs the baseline, and hands it to `use`. */
cli_exit cli_with_result(const cli_request *request, cli_use_result use);
/* The same with what a cash-in plan needs in addition. */
cli_exit cli_with_plan(const cli_request *request, cli_use_result use);
/* Reads numbers and areas once per world and hands them to `use`: the base, on which the files
 * of --base are laid, and an alternative for every --scenario, which is laid on top of that.
 * The base is called "base", an alternative after its files. */
cli_exit cli_with_worlds(const cli_request *request, cli_use_worlds use);
/* The same with a world for every file of areas on the command line, called after it. */
cli_exit cli_with_moments(const cli_request *request, cli_use_worlds use);
/* The same where one figure is all that `use` reads. */
cli_exit cli_with_figure(const cli_request *request, const char *figure, cli_use_result use);

#endif
