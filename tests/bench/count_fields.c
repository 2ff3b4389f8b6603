/* What libcsv alone takes to count the cells of a file: its state machine, and nothing else.
 * usage: count_fields FILE */
#include <csv.h>
#include <stdio.h>

static void on_field(void *text, size_t length, void *context)
{
    (void)text;
    (void)length;
    ++*(unsigned long *)context;
}

int main(int count, char **words)
{
    static char block[256 * 1024];
    struct csv_parser parser;
    unsigned long fields = 0;
    FILE *file = count > 1 ? fopen(words[1], "rb") : NULL;
    size_t n;
    if (!file || csv_init(&parser, 0) != 0) {
        return 2;
    }
    csv_set_delim(&parser, ';');
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        if (csv_parse(&parser, block, n, on_field, NULL, &fields) != n) {
            return 1;
        }
    }
    csv_fini(&parser, on_field, NULL, &fields);
    csv_free(&parser);
    fclose(file);
    printf("%lu\n", fields);
    return 0;
}
