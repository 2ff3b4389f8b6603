/* What the options are: one row for each. options.c reads a command line with them. */
#ifndef MKBA_CLI_OPTIONS_H
#define MKBA_CLI_OPTIONS_H

#include "cli.h"

typedef enum {
    KIND_FLAG,
    KIND_TEXT,
    KIND_LIST,
    KIND_WORD,
    KIND_COUNT,
    KIND_NUMBER,
    KIND_YEAR,
    KIND_WHOLE /* a count that may be large, also as 1e6 */
} cli_option_kind;

/* One option: everything about it in one row. */
typedef struct {
    const char *name;
    char letter;        /* also what cli_command.options lists */
    bool letter_is_own; /* false: the long name only */
    cli_option_kind kind;
    size_t target; /* offset in cli_request */
    const char *value[2];
    const char *help[2];
} cli_option;

/* A cent. */
#define CLI_CENT 0.01

extern const cli_option cli_options[];
extern const size_t cli_option_count;
enum { CLI_MOST_OPTIONS = 64 }; /* room for as many */

/* Does the command take the option; without a command: does any? */
bool cli_takes_option(const cli_command *command, const cli_option *row);
/* The words of an option of kind WORD, from 0 on; NULL behind the last. */
const char *cli_option_word(const cli_option *row, size_t number);

#endif
