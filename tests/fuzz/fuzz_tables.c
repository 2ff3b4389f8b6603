/* The tables of --data: a folder in which one table is replaced by the bytes behind the first,
 * which says which. */
#include "fuzz.h"

#include <dirent.h>
#include <limits.h>

static char folder[] = "/tmp/mkba-fuzz-XXXXXX";
static char table[64][64];
static size_t tables;

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void link_table(const char *name)
{
    char from[PATH_MAX], to[PATH_MAX], here[PATH_MAX];
    snprintf(from, sizeof from, "%s/data/%s", getcwd(here, 1024), name);
    snprintf(to, sizeof to, "%s/%s", folder, name);
    if (symlink(from, to) != 0) {
        abort();
    }
}

static void remove_folder(void)
{
    char path[PATH_MAX];
    for (size_t i = 0; i < tables; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, table[i]);
        remove(path);
    }
    snprintf(path, sizeof path, "%s/scenarios", folder);
    remove(path);
    remove(folder);
}

static void make_folder(void)
{
    struct dirent *entry;
    DIR *data = opendir("data");
    if (!data || !mkdtemp(folder)) {
        abort();
    }
    while ((entry = readdir(data)) != NULL && tables < 64) {
        if (strstr(entry->d_name, ".csv")) {
            snprintf(table[tables++], sizeof *table, "%.63s", entry->d_name);
            link_table(entry->d_name);
        }
    }
    closedir(data);
    link_table("scenarios");
    qsort(table, tables, sizeof *table, by_name);
    atexit(remove_folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[PATH_MAX];
    mkba_issues issues = {0};
    mkba_data *data;
    if (size == 0) {
        return 0;
    }
    if (tables == 0) {
        make_folder();
    }
    const char *name = table[bytes[0] % tables];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes + 1, 1, size - 1, file) != size - 1 || fclose(file) != 0) {
        abort();
    }
    fuzz_check(mkba_data_open(&data, folder, &issues), &issues);
    if (data) {
        mkba_areas *areas;
        mkba_issues more = {0};
        fuzz_check(mkba_areas_open_municipalities(&areas, data, &more), &more);
        mkba_areas_free(areas);
    }
    mkba_data_free(data);
    remove(path);
    link_table(name);
    return 0;
}
