/* A folder of a test's own, for files that the library reads by their path. */
#ifndef MKBA_TEST_FOLDER_H
#define MKBA_TEST_FOLDER_H

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEST_PATH = 4096 };

static char test_folder[] = "/tmp/mkba-test-XXXXXX";

static inline int open_folder(void **state)
{
    (void)state;
    return mkdtemp(test_folder) ? 0 : -1;
}

static inline int remove_one(const char *path, const struct stat *about, int kind,
                             struct FTW *at)
{
    (void)about;
    (void)kind;
    (void)at;
    return remove(path);
}

static inline int close_folder(void **state)
{
    (void)state;
    return nftw(test_folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Writes it, and gives its path until the fourth call after it. */
static inline const char *file_of(const char *name, const char *text)
{
    static char path[4][TEST_PATH];
    static unsigned next;
    char *at = path[next++ % 4];
    snprintf(at, sizeof path[0], "%s/%s", test_folder, name);
    remove(at); /* a link, which is not written through */
    FILE *file = fopen(at, "wb");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        perror(at);
        exit(EXIT_FAILURE);
    }
    return at;
}

static inline void link_all(const char *from, const char *to)
{
    char target[TEST_PATH + 256], name[TEST_PATH + 256];
    DIR *all = opendir(from);
    mkdir(to, 0700);
    for (struct dirent *one = all ? readdir(all) : NULL; one; one = readdir(all)) {
        snprintf(target, sizeof target, "%s/%s", from, one->d_name);
        snprintf(name, sizeof name, "%s/%s", to, one->d_name);
        if (one->d_name[0] != '.' && symlink(target, name) != 0) {
            perror(name);
            exit(EXIT_FAILURE);
        }
    }
    closedir(all);
}

/* The tables of the project as a folder of the user, of which some are then replaced by
 * file_of("data/...", ...). */
static inline const char *data_folder(void)
{
    static char path[TEST_PATH];
    char from[TEST_PATH], scenarios[TEST_PATH + 16], here[TEST_PATH - 64];
    snprintf(path, sizeof path, "%s/data", test_folder);
    nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    if (!getcwd(here, sizeof here)) {
        exit(EXIT_FAILURE);
    }
    snprintf(from, sizeof from, "%s/data", here);
    link_all(from, path);
    snprintf(scenarios, sizeof scenarios, "%s/scenarios", path);
    remove(scenarios);
    snprintf(from, sizeof from, "%s/data/scenarios", here);
    link_all(from, scenarios);
    return path;
}

#endif
