#include "cli.h"

#include <string.h>

static cli_exit run(int argc, char **argv, mkba_language *language)
{
    cli_request request = {0};
    if (argc > 1 && strcmp(argv[1], "complete") == 0) {
        return cli_complete(argc - 2, argv + 2);
    }
    cli_exit code = cli_options_read(&request, argc, argv);
    *language = request.style.language;
    if (code != CLI_OK) {
        return code;
    }
    if (request.version) {
        printf("mkba %s\n", MKBA_VERSION);
        return CLI_OK;
    }
    if (request.topic) {
        cli_topic_print(stdout, request.topic, request.style.language);
        return CLI_OK;
    }
    if (request.help || !request.command) {
        const cli_command *about = request.command ? cli_command_find(request.command) : NULL;
        cli_help_print(request.help ? stdout : stderr, about, request.style.language);
        return request.help ? CLI_OK : CLI_USAGE;
    }
    return cli_command_find(request.command)->run(&request);
}

int main(int argc, char **argv)
{
    mkba_language language = MKBA_DUTCH;
    cli_exit code = run(argc, argv, &language);
    /* A full disk shows only here. */
    if ((fflush(stdout) != 0 || ferror(stdout) != 0) && code == CLI_OK) {
        cli_complain(language, "de uitvoer kan niet worden geschreven",
                     "the output cannot be written", "");
        code = CLI_IO;
    }
    return (int)code;
}
