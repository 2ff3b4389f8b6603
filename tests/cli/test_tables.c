/* The tables of the command line: no option and no command goes by the name of another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "options.h"

#include <string.h>

/* What cli_command.options has beside letters (cli.h), and what every command takes. */
static const char marks[] = "12=", everywhere[] = "hVl";

static void letters_are_unique(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_option_count; i++) {
        char letter = cli_options[i].letter;
        assert_true(letter != '\0' && !strchr(marks, letter));
        for (size_t k = 0; k < i; k++) {
            if (letter == cli_options[k].letter) {
                fail_msg("'%c' is --%s and --%s", letter, cli_options[k].name,
                         cli_options[i].name);
            }
        }
    }
}

static void names_are_unique(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_option_count; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(cli_options[i].name, cli_options[k].name);
        }
    }
}

static bool is_option(char letter)
{
    size_t i = 0;
    while (i < cli_option_count && cli_options[i].letter != letter) {
        i++;
    }
    return i < cli_option_count;
}

static void letters_of_commands_are_options(void **state)
{
    (void)state;
    for (size_t c = 0; c < cli_command_count; c++) {
        for (const char *letter = cli_commands[c].options; *letter; letter++) {
            if (!strchr(marks, *letter) && !is_option(*letter)) {
                fail_msg("%s: '%c' is no option", cli_commands[c].name, *letter);
            }
            if (strchr(letter + 1, *letter)) {
                fail_msg("%s: '%c' twice", cli_commands[c].name, *letter);
            }
        }
    }
}

static void every_option_is_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < cli_option_count; i++) {
        bool taken = strchr(everywhere, cli_options[i].letter) != NULL;
        for (size_t c = 0; c < cli_command_count; c++) {
            taken = taken || strchr(cli_commands[c].options, cli_options[i].letter);
        }
        if (!taken) {
            fail_msg("no command takes --%s", cli_options[i].name);
        }
    }
}

/* A command in either language finds itself, so that none hides another; `help` is a word of
 * its own. */
static void commands_find_themselves(void **state)
{
    (void)state;
    assert_null(cli_command_find("help"));
    for (size_t c = 0; c < cli_command_count; c++) {
        const cli_command *command = &cli_commands[c];
        assert_ptr_equal(cli_command_find(command->name), command);
        if (command->alias) {
            assert_ptr_equal(cli_command_find(command->alias), command);
            assert_string_not_equal(command->alias, command->name);
        }
        assert_false(cli_is_topic(command->name));
        assert_false(command->alias && cli_is_topic(command->alias));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_unique),
        cmocka_unit_test(names_are_unique),
        cmocka_unit_test(letters_of_commands_are_options),
        cmocka_unit_test(every_option_is_taken),
        cmocka_unit_test(commands_find_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
