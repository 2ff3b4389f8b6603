/* Files as bytes: encodings, marks at the start, what is no text, pipes, and files that
 * change. */
#include "support.h"

#include "base/buffer.h"
#include "input/bytes.h"
#include "input/segments.h"
#include "input/stream.h"
#include "report/segments.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define BYTES(text) text, sizeof(text) - 1

static const char *at_path; /* of the file that is looked at */

static void put(const char *bytes, size_t length)
{
    FILE *file = fopen(at_path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static int make_path(void **state)
{
    static char path[] = "/tmp/mkba-stream-XXXXXX";
    int file = mkstemp(path);
    (void)state;
    at_path = path;
    return file >= 0 ? close(file) : -1;
}

static int remove_path(void **state)
{
    (void)state;
    return remove(at_path);
}

/* All that a stream gives, `room` bytes at a time. */
static mkba_status read_all(mkba_buffer *out, mkba_stream *stream, size_t room,
                            mkba_issues *issues)
{
    char block[256];
    size_t got = 1;
    mkba_status status = MKBA_OK;
    while (status == MKBA_OK && got > 0) {
        status = mkba_stream_read(&got, stream, block, room, issues);
        mkba_buffer_add_bytes(out, block, status == MKBA_OK ? got : 0);
    }
    return status;
}

/* What each file is, as text or as the fault that it gives. By the definition of UTF-16: a
 * unit without its other half stands for no character. */
static const struct {
    const char *bytes;
    size_t length;
    const char *text, *fault;
} contents[] = {
    {BYTES("a;b\n1;2\n"), "a;b\n1;2\n", NULL},
    {BYTES("\xEF\xBB\xBF"
           "a;b\n"),
     "a;b\n", NULL},
    {BYTES("\xEF\xBB"), NULL, NULL}, /* no mark, and no UTF-8 */
    {BYTES("\xFF\xFE"
           "a\0;\0\xE9\0\n\0"),
     "a;\xC3\xA9\n", NULL},
    {BYTES("\xFE\xFF"
           "\0a\0;\0\xE9\0\n"),
     "a;\xC3\xA9\n", NULL},
    {BYTES("\xFF\xFE"
           "\xAC\x20\x3D\xD8\x00\xDE"),
     "\xE2\x82\xAC\xF0\x9F\x98\x80", NULL},
    {BYTES("\xFF\xFE"
           "a\0\x00\xDC"
           "b\0\x00\xDC\x00\xDC"
           "c\0"),
     "a\xEF\xBF\xBD"
     "b\xEF\xBF\xBD\xEF\xBF\xBD"
     "c",
     NULL},
    {BYTES("\xFF\xFE"), "", NULL},
    {BYTES("\xFF\xFE"
           "a\0b"),
     NULL, "file.binary"},
    {BYTES("\xFF\xFE"
           "a\0\x3D\xD8"),
     NULL, "file.binary"},
    {BYTES("PK\x03\x04 and so on"), NULL, "file.workbook"},
    {BYTES("\xD0\xCF\x11\xE0 and so on"), NULL, "file.workbook"},
    {BYTES("PK\x03"), "PK\x03", NULL},
    {BYTES(""), "", NULL},
};

static void streams_give_text(void **state)
{
    static const size_t rooms[] = {4, 5, 6, 7, 8, 11, 64, 256};
    (void)state;
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        for (size_t k = 0; k < sizeof rooms / sizeof *rooms; k++) {
            mkba_stream *stream;
            mkba_issues issues = {0};
            mkba_buffer out = {0};
            put(contents[i].bytes, contents[i].length);
            mkba_status status = mkba_stream_open(&stream, at_path, &issues);
            status = status ? status : read_all(&out, stream, rooms[k], &issues);
            if (contents[i].fault) {
                assert_int_equal(status, MKBA_ERR_SYNTAX);
                assert_string_equal(issues.item[0].message.id, contents[i].fault);
                assert_string_equal(issues.item[0].file, at_path);
            } else {
                assert_int_equal(status, MKBA_OK);
                assert_string_equal(mkba_buffer_text(&out),
                                    contents[i].text ? contents[i].text : contents[i].bytes);
                assert_int_equal(mkba_stream_check(stream, &issues), MKBA_OK);
                assert_int_equal(issues.total, 0);
            }
            mkba_buffer_free(&out);
            mkba_stream_close(stream);
        }
    }
}

/* The same contents, read at once. */
static void bytes_give_the_same_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        mkba_buffer bytes = {0}, out = {0};
        mkba_issues issues = {0};
        put(contents[i].bytes, contents[i].length);
        assert_int_equal(mkba_bytes_read(&bytes, at_path, &issues), MKBA_OK);
        mkba_status status =
            mkba_bytes_to_text(&out, at_path, mkba_buffer_text(&bytes), bytes.length, &issues);
        if (contents[i].fault) {
            assert_int_equal(status, MKBA_ERR_SYNTAX);
            assert_string_equal(issues.item[0].message.id, contents[i].fault);
        } else {
            assert_int_equal(status, MKBA_OK);
            /* what is no UTF-8 is read as Windows-1252 */
            assert_string_equal(mkba_buffer_text(&out),
                                contents[i].text ? contents[i].text : "\xC3\xAF\xC2\xBB");
        }
        mkba_buffer_free(&bytes);
        mkba_buffer_free(&out);
    }
}

/* 0x81 is one of the five bytes that Windows-1252 does not use. */
static void unused_bytes_stay_visible(void **state)
{
    mkba_buffer out = {0};
    (void)state;
    assert_int_equal(mkba_bytes_to_text(&out, "f", BYTES("a\x81\xE9\x81"), NULL), MKBA_OK);
    assert_string_equal(mkba_buffer_text(&out), "a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD");
    mkba_buffer_free(&out);
    assert_int_equal(mkba_bytes_to_text(&out, "f", BYTES("a\0b"), NULL), MKBA_ERR_SYNTAX);
    mkba_buffer_free(&out);
}

/* More than what is read at once: 40,000 letters of two bytes, and half of a pair at the end
 * of each piece of 32 kB. */
static void long_files_are_converted_in_pieces(void **state)
{
    enum { LETTERS = 40000 };
    mkba_buffer bytes = {0}, out = {0};
    mkba_stream *stream;
    (void)state;
    mkba_buffer_add_bytes(&bytes,
                          "\xFF\xFE"
                          "a",
                          4);
    for (size_t i = 0; i < LETTERS; i++) {
        mkba_buffer_add_bytes(&bytes, "\x3D\xD8\x00\xDE", 4);
    }
    put(bytes.text, bytes.length);
    assert_int_equal(mkba_stream_open(&stream, at_path, NULL), MKBA_OK);
    assert_int_equal(mkba_stream_size(stream), (bytes.length) / 2);
    assert_int_equal(read_all(&out, stream, 250, NULL), MKBA_OK);
    assert_int_equal(out.length, 1 + 4 * LETTERS);
    for (size_t i = 0; i < LETTERS; i++) {
        assert_memory_equal(out.text + 1 + 4 * i, "\xF0\x9F\x98\x80", 4);
    }
    mkba_stream_close(stream);
    mkba_buffer_free(&bytes);
    mkba_buffer_free(&out);
}

static void gives_every_time(mkba_stream *stream, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        mkba_buffer out = {0};
        assert_int_equal(read_all(&out, stream, 64, NULL), MKBA_OK);
        assert_string_equal(out.text, text);
        mkba_buffer_free(&out);
        assert_int_equal(mkba_stream_repeat(stream, NULL), MKBA_OK);
    }
}

static void a_file_can_pass_again(void **state)
{
    static const struct {
        const char *bytes;
        size_t length;
    } rows[] = {{BYTES("a;b\n")},
                {BYTES("\xEF\xBB\xBF"
                       "a;b\n")},
                {BYTES("\xFF\xFE"
                       "a\0;\0b\0\n\0")}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_stream *stream;
        put(rows[i].bytes, rows[i].length);
        assert_int_equal(mkba_stream_open(&stream, at_path, NULL), MKBA_OK);
        assert_true(mkba_stream_can_repeat(stream));
        gives_every_time(stream, "a;b\n", 3);
        mkba_stream_close(stream);
    }
}

static void what_is_no_file(void **state)
{
    mkba_stream *stream;
    mkba_buffer out = {0};
    static const struct {
        const char *path, *fault;
    } rows[] = {{"/tmp", "file.folder"}, {"/tmp/mkba-nowhere/none.csv", "file.not_found"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_issues issues = {0};
        assert_int_equal(mkba_stream_open(&stream, rows[i].path, &issues), MKBA_ERR_IO);
        assert_null(stream);
        assert_string_equal(issues.item[0].message.id, rows[i].fault);
        assert_string_equal(issues.item[0].file, rows[i].path);
        issues.total = 0;
        assert_int_equal(mkba_bytes_read(&out, rows[i].path, &issues), MKBA_ERR_IO);
        assert_string_equal(issues.item[0].message.id, rows[i].fault);
        mkba_buffer_free(&out);
    }
    mkba_stream_close(NULL);
}

/* What the system says, as we say it; without memory nothing more is said. */
static void why_a_file_cannot_be_read(void **state)
{
    static const struct {
        int why;
        mkba_status status;
        const char *fault;
    } rows[] = {{ENOENT, MKBA_ERR_IO, "file.not_found"},
                {EISDIR, MKBA_ERR_IO, "file.folder"},
                {EACCES, MKBA_ERR_IO, "file.no_access"},
                {EIO, MKBA_ERR_IO, "file.unreadable"},
                {ENOMEM, MKBA_ERR_MEMORY, ""}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_issues issues = {0};
        assert_int_equal(mkba_cannot_read(&issues, "f", rows[i].why), rows[i].status);
        assert_string_equal(issues.item[0].message.id, rows[i].fault);
    }
}

/* An empty file, and what is no file but can be read at once. */
static void nothing_is_no_fault(void **state)
{
    mkba_stream *stream;
    mkba_buffer out = {0};
    (void)state;
    put("", 0);
    assert_int_equal(mkba_stream_open(&stream, at_path, NULL), MKBA_OK);
    assert_int_equal(mkba_stream_size(stream), 0);
    assert_int_equal(mkba_stream_check(stream, NULL), MKBA_OK);
    mkba_stream_close(stream);
    assert_int_equal(mkba_bytes_read(&out, "/dev/null", NULL), MKBA_OK);
    assert_int_equal(out.length, 0);
    mkba_buffer_free(&out);
}

/* Each part of a file's state that can change: its size, its seconds and what is below them.
 */
static void told_when_a_file_changes(void **state)
{
    static const struct {
        off_t longer;
        time_t seconds;
        long nanoseconds;
        bool changed;
    } rows[] = {{0, 0, 0, false}, {1, 0, 0, true}, {0, 1, 0, true}, {0, 0, 1, true}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct timespec when[2] = {{.tv_sec = 1000000000, .tv_nsec = 500},
                                   {.tv_sec = 1000000000, .tv_nsec = 500}};
        mkba_stream *stream;
        mkba_issues issues = {0};
        put(BYTES("a;b\n"));
        assert_int_equal(utimensat(AT_FDCWD, at_path, when, 0), 0);
        assert_int_equal(mkba_stream_open(&stream, at_path, NULL), MKBA_OK);
        assert_int_equal(truncate(at_path, 4 + rows[i].longer), 0);
        when[1].tv_sec += rows[i].seconds;
        when[1].tv_nsec += rows[i].nanoseconds;
        assert_int_equal(utimensat(AT_FDCWD, at_path, when, 0), 0);
        assert_int_equal(mkba_stream_check(stream, &issues),
                         rows[i].changed ? MKBA_ERR_IO : MKBA_OK);
        assert_int_equal(issues.total, rows[i].changed);
        assert_string_equal(issues.item[0].message.id, rows[i].changed ? "file.changed" : "");
        mkba_stream_close(stream);
    }
}

/* ------------------------------------------------------------------ Standard input */

static int kept_input;

static void give(int handle)
{
    kept_input = dup(STDIN_FILENO);
    assert_true(handle >= 0 && kept_input >= 0);
    assert_int_equal(dup2(handle, STDIN_FILENO), STDIN_FILENO);
    close(handle);
}

static void take_back(void)
{
    assert_int_equal(dup2(kept_input, STDIN_FILENO), STDIN_FILENO);
    close(kept_input);
}

/* Somebody has read the first line of the file that is standard input. */
static void input_is_read_from_where_it_is(void **state)
{
    mkba_stream *stream;
    (void)state;
    put(BYTES("first\na;b\n"));
    int handle = open(at_path, O_RDONLY);
    assert_int_equal(lseek(handle, 6, SEEK_SET), 6);
    give(handle);
    assert_int_equal(mkba_stream_open(&stream, "-", NULL), MKBA_OK);
    assert_int_equal(mkba_stream_size(stream), 4);
    gives_every_time(stream, "a;b\n", 2);
    mkba_stream_close(stream);
    take_back();
}

static void no_more(int signal)
{
    (void)signal;
}

/* Writes to a pipe in two pieces, and interrupts its reader in between. */
static pid_t pour(int handle[2])
{
    assert_int_equal(pipe(handle), 0);
    pid_t child = fork();
    if (child == 0) {
        bool good = write(handle[1], "a;", 2) == 2;
        usleep(20000);
        kill(getppid(), SIGUSR1);
        usleep(20000);
        good = good && write(handle[1], "b\n", 2) == 2;
        _exit(good ? 0 : 1);
    }
    close(handle[1]);
    return child;
}

static void a_pipe_that_is_interrupted(void **state)
{
    struct sigaction quiet = {.sa_handler = no_more};
    mkba_stream *stream;
    mkba_buffer out = {0};
    int handle[2], ended;
    (void)state;
    assert_int_equal(sigaction(SIGUSR1, &quiet, NULL), 0); /* reading is not taken up again */
    pid_t child = pour(handle);
    give(handle[0]);
    assert_int_equal(mkba_stream_open(&stream, "-", NULL), MKBA_OK);
    assert_false(mkba_stream_can_repeat(stream));
    assert_int_equal(mkba_stream_size(stream), 0);
    assert_int_equal(read_all(&out, stream, 64, NULL), MKBA_OK);
    assert_string_equal(out.text, "a;b\n");
    assert_int_equal(mkba_stream_check(stream, NULL), MKBA_OK);
    mkba_stream_close(stream);
    take_back();
    mkba_buffer_free(&out);
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_int_equal(ended, 0);
}

static void input_that_cannot_be_read(void **state)
{
    mkba_stream *stream;
    mkba_issues issues = {0};
    (void)state;
    give(open(at_path, O_WRONLY));
    assert_int_equal(mkba_stream_open(&stream, "-", &issues), MKBA_ERR_IO);
    take_back();
    assert_string_equal(issues.item[0].message.id, "file.unreadable");
    assert_string_equal(issues.item[0].file, "-");
}

/* ------------------------------------------------------------------ Blocks */

/* In UTF-16 the last characters of a block may not fit: then a row is too long, or all is
 * counted, and never a part of it. */
static void no_block_loses_a_row(void **state)
{
    mkba_data *data;
    mkba_buffer bytes = {0};
    (void)state;
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    mkba_buffer_add_bytes(&bytes, "\xFF\xFE", 2);
    static const char text[] = "area;zrm_housing;note\n"
                               "\nA;1;a\xAC note as long as it takes\nA;1;\nA;2;\nA;3;\n";
    for (const char *c = text; *c; c++) {
        mkba_buffer_add_bytes(&bytes, *c == '\xAC' ? "\xAC\x20" : (char[2]){*c, '\0'}, 2);
    }
    put(bytes.text, bytes.length);
    for (size_t block = 24; block < 90; block++) {
        mkba_segments *segments;
        mkba_issues issues = {0};
        mkba_segment_setup setup = {.block = block, .suspects = 2};
        mkba_status status = mkba_segments_read(&segments, data, at_path, &setup, &issues);
        if (status == MKBA_OK) {
            assert_int_equal(mkba_segments_areas(segments), 1);
            assert_int_equal(mkba_segments_count(segments, 0, MKBA_COUNT_HOUSEHOLDS), 4);
        } else {
            assert_true(block <
                        36); /* with a line end behind it the longest row has 35 bytes */
            assert_int_equal(status, MKBA_ERR_SYNTAX);
            assert_string_equal(issues.item[0].message.id, "table.row_too_long");
        }
        mkba_segments_free(segments);
    }
    mkba_buffer_free(&bytes);
    mkba_data_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_give_text),
        cmocka_unit_test(bytes_give_the_same_text),
        cmocka_unit_test(unused_bytes_stay_visible),
        cmocka_unit_test(long_files_are_converted_in_pieces),
        cmocka_unit_test(a_file_can_pass_again),
        cmocka_unit_test(what_is_no_file),
        cmocka_unit_test(why_a_file_cannot_be_read),
        cmocka_unit_test(nothing_is_no_fault),
        cmocka_unit_test(told_when_a_file_changes),
        cmocka_unit_test(input_is_read_from_where_it_is),
        cmocka_unit_test(a_pipe_that_is_interrupted),
        cmocka_unit_test(input_that_cannot_be_read),
        cmocka_unit_test(no_block_loses_a_row),
    };
    return cmocka_run_group_tests_name("stream", tests, make_path, remove_path);
}
