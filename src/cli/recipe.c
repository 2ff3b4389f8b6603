/* How a result is made: the command line as one that can be given again, whatever the language
 * and wherever the output goes. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* These do not change what is computed. */
static bool matters(const cli_given *given)
{
    return !strchr("folJhV", given->letter);
}

static char *written(const cli_given *given)
{
    size_t length = strlen(given->name) + (given->value ? strlen(given->value) : 0) + 4;
    char *text = malloc(length);
    if (text) {
        snprintf(text, length, "--%s%s%s", given->name, given->value ? "=" : "",
                 given->value ? given->value : "");
    }
    return text;
}

static bool looks_like_option(const cli_list *arguments)
{
    for (size_t i = 0; i < arguments->count; i++) {
        if (arguments->value[i][0] == '-' && arguments->value[i][1]) {
            return true;
        }
    }
    return false;
}

mkba_status cli_remember(mkba_data *data, const cli_request *request)
{
    const char *argument[CLI_GIVEN + CLI_MANY + 1];
    char *made[CLI_GIVEN];
    size_t count = 0;
    bool good = true;
    for (size_t i = 0; i < request->n_given; i++) {
        if (matters(&request->given[i])) {
            made[count] = written(&request->given[i]);
            good = good && made[count];
            argument[count] = made[count];
            count++;
        }
    }
    size_t options = count;
    if (looks_like_option(&request->arguments)) {
        argument[count++] = "--";
    }
    for (size_t i = 0; i < request->arguments.count; i++) {
        argument[count++] = request->arguments.value[i];
    }
    mkba_status status = good ? mkba_data_made_from(data, request->command, argument, count,
                                                    request->style.language)
                              : MKBA_ERR_MEMORY;
    for (size_t i = 0; i < options; i++) {
        free(made[i]);
    }
    return status;
}
