/* Runs a command and writes to a file: seconds, processor seconds, peak memory in kB, exit
 * status. usage: watch FILE COMMAND [ARGUMENT...]
 *
 * A process that is started counts the memory of the one that starts it as its own peak, so
 * the one that starts it is small. Of several processes the peak is that of the largest. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

int main(int count, char **words)
{
    struct timespec start, end;
    struct rusage used;
    int status;
    if (count < 3) {
        return 2;
    }
    clock_gettime(CLOCK_MONOTONIC, &start);
    pid_t child = fork();
    if (child == 0) {
        execvp(words[2], words + 2);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        return 1;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    FILE *file = fopen(words[1], "w");
    if (!file) {
        return 1;
    }
    fprintf(file, "%.6f %.6f %ld %d\n",
            (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9,
            seconds_of(used.ru_utime) + seconds_of(used.ru_stime), used.ru_maxrss, status);
    return fclose(file) == 0 ? 0 : 1;
}
