/* Checks of stored results as tests: TAP and JUnit. */
#include "report/check.h"

#include <math.h>
#include <string.h>

/* A test: what is of one area, of the total, or ("") of the whole result. */
typedef struct {
    const mkba_check *check;
    const char *area;
    bool failed;
} test;

typedef void (*use_test)(void *context, const test *t);

static bool has_moved(const mkba_check *c, const char *area)
{
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->moved[i].area, area) == 0) {
            return true;
        }
    }
    return false;
}

static const mkba_tree *first_area(const mkba_tree *top)
{
    const mkba_tree *areas = mkba_tree_member(top, "areas");
    return areas && areas->kind == MKBA_TREE_LIST ? areas->child : NULL;
}

static bool is_stored(const mkba_check *c, const char *code)
{
    for (const mkba_tree *a = first_area(c->stored->top); a; a = a->next) {
        if (strcmp(mkba_tree_text(a, "code"), code) == 0) {
            return true;
        }
    }
    return false;
}

/* Areas that came are tests as well; only words that differ in an exact check are of the whole
 * result. */
static void each_test(const mkba_check *c, use_test use, void *context)
{
    if (!c->stored) {
        use(context, &(test){c, "", true});
        return;
    }
    bool only_bytes = c->count == 0 && mkba_check_moved(c);
    use(context, &(test){c, "", has_moved(c, "") || only_bytes});
    for (const mkba_tree *a = first_area(c->stored->top); a; a = a->next) {
        const char *code = mkba_tree_text(a, "code");
        use(context, &(test){c, code, has_moved(c, code)});
    }
    for (const mkba_tree *a = first_area(c->now); a; a = a->next) {
        const char *code = mkba_tree_text(a, "code");
        if (!is_stored(c, code)) {
            use(context, &(test){c, code, true});
        }
    }
    if (mkba_tree_member(c->stored->top, "total")) {
        use(context, &(test){c, "total", has_moved(c, "total")});
    }
}

typedef struct {
    size_t tests, failures;
} tally;

static void count_test(void *context, const test *t)
{
    tally *n = context;
    n->tests++;
    n->failures += t->failed;
}

/* ------------------------------------------------------------------ What a failed test says
 */

static void add_side(mkba_buffer *out, const mkba_tree *value)
{
    if (value) {
        mkba_check_value(out, value);
    } else {
        mkba_buffer_add(out, "(none)");
    }
}

static void add_parts(mkba_buffer *out, const mkba_check *c, const mkba_moved *m)
{
    for (size_t i = 0; i < c->n_caused; i++) {
        const mkba_caused *caused = &c->caused[i];
        if (strcmp(caused->area, m->area) != 0 || strcmp(caused->figure, m->figure) != 0) {
            continue;
        }
        for (size_t k = 0; k < c->causes && caused->part; k++) {
            if (fabs(caused->part[k]) > 0) {
                mkba_buffer_add(out, "  by ");
                mkba_buffer_add(out, c->cause[k].name);
                mkba_buffer_add(out, ": ");
                mkba_buffer_add_double(out, caused->part[k]);
                mkba_buffer_add(out, "\n");
            }
        }
    }
}

static void add_conditions(mkba_buffer *out, const mkba_check *c)
{
    for (size_t i = 0; i < c->conditions; i++) {
        const mkba_check_condition *o = &c->condition[i];
        const char *words[] = {
            o->what, o->file[0] ? " " : "",       o->file, ": ", o->was[0] ? o->was : "(none)",
            " -> ",  o->is[0] ? o->is : "(none)", "\n"};
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            mkba_buffer_add(out, words[k]);
        }
    }
}

/* One line per figure, below it what contributes. */
static void add_details(mkba_buffer *out, const test *t, const mkba_catalogue *catalogue)
{
    const mkba_check *c = t->check;
    if (!c->stored) {
        mkba_check_fault_text(out, c, catalogue);
        mkba_buffer_add(out, "\n");
        return;
    }
    add_conditions(out, c);
    for (size_t i = 0; i < c->count; i++) {
        const mkba_moved *m = &c->moved[i];
        if (strcmp(m->area, t->area) == 0) {
            mkba_buffer_add(out, m->figure[0] ? m->figure : "area");
            mkba_buffer_add(out, ": ");
            add_side(out, m->was);
            mkba_buffer_add(out, " -> ");
            add_side(out, m->is);
            mkba_buffer_add(out, "\n");
            add_parts(out, c, m);
        }
    }
}

static const char *name_of(const test *t)
{
    return t->area[0] ? t->area : "result";
}

/* ------------------------------------------------------------------ TAP */

typedef struct {
    mkba_buffer *out;
    const mkba_catalogue *catalogue;
    size_t number;
} tap;

/* '#' starts a directive, and a line break would end the line. */
static void add_tap_words(mkba_buffer *out, const char *text)
{
    for (; *text; text++) {
        mkba_buffer_add(out, *text == '#' ? "\\" : "");
        mkba_buffer_add_char(out, (unsigned char)*text < ' ' ? ' ' : *text, 1);
    }
}

static void tap_details(tap *w, const test *t)
{
    mkba_buffer text = {0};
    add_details(&text, t, w->catalogue);
    mkba_buffer_add(w->out, "  ---\n  message: |\n");
    for (const char *line = mkba_buffer_text(&text); *line;) {
        size_t length = strcspn(line, "\n");
        mkba_buffer_add(w->out, "    ");
        mkba_buffer_add_bytes(w->out, line, length);
        mkba_buffer_add(w->out, "\n");
        line += length + (line[length] == '\n');
    }
    mkba_buffer_add(w->out, "  ...\n");
    w->out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static void tap_test(void *context, const test *t)
{
    tap *w = context;
    mkba_buffer_add(w->out, t->failed ? "not ok " : "ok ");
    mkba_buffer_add_int(w->out, (long)++w->number);
    mkba_buffer_add(w->out, " - ");
    add_tap_words(w->out, t->check->file);
    mkba_buffer_add(w->out, ": ");
    add_tap_words(w->out, name_of(t));
    mkba_buffer_add(w->out, "\n");
    if (t->failed) {
        tap_details(w, t);
    }
}

void mkba_write_checks_tap(mkba_buffer *out, const mkba_checks *checks,
                           const mkba_catalogue *catalogue)
{
    tally all = {0};
    tap w = {.out = out, .catalogue = catalogue};
    for (size_t i = 0; i < checks->count; i++) {
        each_test(checks->check[i], count_test, &all);
    }
    mkba_buffer_add(out, "TAP version 13\n1..");
    mkba_buffer_add_int(out, (long)all.tests);
    mkba_buffer_add(out, "\n");
    for (size_t i = 0; i < checks->count; i++) {
        each_test(checks->check[i], tap_test, &w);
    }
}

/* ------------------------------------------------------------------ JUnit */

typedef struct {
    mkba_buffer *out;
    const mkba_catalogue *catalogue;
} junit;

/* XML 1.0 has no place for control characters. */
static void add_xml(mkba_buffer *out, const char *text)
{
    for (; *text; text++) {
        char c = *text;
        if (c == '&' || c == '<' || c == '>' || c == '"') {
            mkba_buffer_add(out, c == '&'   ? "&amp;"
                                 : c == '<' ? "&lt;"
                                 : c == '>' ? "&gt;"
                                            : "&quot;");
        } else {
            bool odd = (unsigned char)c < ' ' && c != '\n' && c != '\t';
            mkba_buffer_add_char(out, odd ? '?' : c, 1);
        }
    }
}

static void add_attribute(mkba_buffer *out, const char *name, const char *value)
{
    mkba_buffer_add(out, " ");
    mkba_buffer_add(out, name);
    mkba_buffer_add(out, "=\"");
    add_xml(out, value);
    mkba_buffer_add(out, "\"");
}

static void add_count(mkba_buffer *out, const char *name, size_t count)
{
    mkba_buffer_add(out, " ");
    mkba_buffer_add(out, name);
    mkba_buffer_add(out, "=\"");
    mkba_buffer_add_int(out, (long)count);
    mkba_buffer_add(out, "\"");
}

static void junit_details(junit *w, const test *t)
{
    mkba_buffer text = {0};
    const char *element = t->check->stored ? "failure" : "error";
    add_details(&text, t, w->catalogue);
    mkba_buffer_add(w->out, ">\n   <");
    mkba_buffer_add(w->out, element);
    add_attribute(w->out, "message", mkba_check_state(t->check));
    mkba_buffer_add(w->out, ">");
    add_xml(w->out, mkba_buffer_text(&text));
    mkba_buffer_add(w->out, "</");
    mkba_buffer_add(w->out, element);
    mkba_buffer_add(w->out, ">\n  </testcase>\n");
    w->out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static void junit_test(void *context, const test *t)
{
    junit *w = context;
    mkba_buffer_add(w->out, "  <testcase");
    add_attribute(w->out, "classname", t->check->file);
    add_attribute(w->out, "name", name_of(t));
    if (t->failed) {
        junit_details(w, t);
    } else {
        mkba_buffer_add(w->out, "/>\n");
    }
}

static void junit_suite(junit *w, const mkba_check *c)
{
    tally n = {0};
    each_test(c, count_test, &n);
    mkba_buffer_add(w->out, " <testsuite");
    add_attribute(w->out, "name", c->file);
    add_count(w->out, "tests", n.tests);
    add_count(w->out, "failures", c->stored ? n.failures : 0);
    add_count(w->out, "errors", c->stored ? 0 : n.failures);
    mkba_buffer_add(w->out, ">\n");
    each_test(c, junit_test, w);
    mkba_buffer_add(w->out, " </testsuite>\n");
}

void mkba_write_checks_junit(mkba_buffer *out, const mkba_checks *checks,
                             const mkba_catalogue *catalogue)
{
    junit w = {.out = out, .catalogue = catalogue};
    mkba_buffer_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (size_t i = 0; i < checks->count; i++) {
        junit_suite(&w, checks->check[i]);
    }
    mkba_buffer_add(out, "</testsuites>\n");
}
