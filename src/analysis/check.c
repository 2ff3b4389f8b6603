#include "analysis/check.h"

#include "base/buffer.h"
#include "base/issue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Figures that are no amounts may differ by this part of their size. */
static const double relative = 1e-9;

/* Where a value is: the names above it. */
typedef struct place {
    const struct place *up;
    const char *name;
    bool is_area; /* the name is that of an area, and no part of the figure's */
} place;

typedef struct {
    mkba_check *check;
    bool failed; /* there was no memory for a name */
} differ;

/* ------------------------------------------------------------------ Names */

bool mkba_check_is_amount(const char *figure)
{
    while (*figure) {
        size_t length = strcspn(figure, ".");
        if ((length > 4 && strncmp(figure + length - 4, "_eur", 4) == 0) ||
            (length == 3 && strncmp(figure, "eur", 3) == 0)) {
            return true;
        }
        figure += length + (figure[length] == '.');
    }
    return false;
}

static void add_figure(mkba_buffer *out, const place *at)
{
    if (at->up && !at->is_area) {
        add_figure(out, at->up);
        mkba_buffer_add(out, out->length > 0 ? "." : "");
        mkba_buffer_add(out, at->name);
    }
}

static const char *area_of(const place *at)
{
    while (at->up && !at->is_area) {
        at = at->up;
    }
    return at->up ? at->name : "";
}

static const char *kept(const differ *d, const char *text)
{
    return mkba_arena_text(d->check->arena, text, strlen(text));
}

/* ------------------------------------------------------------------ Differences */

static void add_moved(differ *d, const place *at, const mkba_tree *was, const mkba_tree *is,
                      double difference)
{
    mkba_check *c = d->check;
    mkba_buffer figure = {0};
    add_figure(&figure, at);
    c->moved = mkba_arena_grow(c->arena, c->moved, c->count, &c->capacity, sizeof *c->moved);
    if (c->moved) {
        c->moved[c->count++] = (mkba_moved){.area = kept(d, area_of(at)),
                                            .figure = kept(d, mkba_buffer_text(&figure)),
                                            .was = was,
                                            .is = is,
                                            .difference = difference};
    }
    d->failed = d->failed || figure.failed;
    mkba_buffer_free(&figure);
}

static bool within(differ *d, const place *at, double was, double is)
{
    mkba_buffer figure = {0};
    double difference = fabs(is - was);
    if (!(was < is) && !(was > is)) {
        return true;
    }
    if (d->check->options.exact || isinf(difference)) {
        return false;
    }
    add_figure(&figure, at);
    bool amount = mkba_check_is_amount(mkba_buffer_text(&figure));
    d->failed = d->failed || figure.failed;
    mkba_buffer_free(&figure);
    return difference <=
           (amount ? d->check->options.tolerance : relative * fmax(fabs(was), fabs(is)));
}

/* What is not compared: what it was made with and from is told apart, and the words of a
 * message may change while its name stays. */
static bool is_left_out(const differ *d, const place *at, const char *key)
{
    static const char *const always[] = {"program", "data_edition", "made_from"};
    static const char *const inputs[] = {"inputs_sha256", "inputs", "note"};
    bool top = !at->up, left_out = false;
    for (size_t i = 0; i < 3; i++) {
        left_out = left_out || (top && strcmp(key, always[i]) == 0) ||
                   (top && !d->check->options.exact && strcmp(key, inputs[i]) == 0);
    }
    return left_out || (!d->check->options.exact &&
                        (strcmp(key, "message") == 0 || strcmp(key, "inputs_sha256") == 0 ||
                         (at->is_area && strcmp(key, "entered") == 0)));
}

static void compare(differ *d, const place *at, const mkba_tree *was, const mkba_tree *is);

static void compare_objects(differ *d, const place *at, const mkba_tree *was,
                            const mkba_tree *is)
{
    const mkba_tree *here = is->child;
    for (const mkba_tree *item = was->child; item; item = item->next) {
        here =
            here && strcmp(here->key, item->key) == 0 ? here : mkba_tree_member(is, item->key);
        if (!is_left_out(d, at, item->key)) {
            compare(d, &(place){at, item->key, !at->up && strcmp(item->key, "total") == 0},
                    item, here);
        }
        here = mkba_tree_next(here);
    }
    for (const mkba_tree *item = is->child; item; item = item->next) {
        if (!is_left_out(d, at, item->key) && !mkba_tree_member(was, item->key)) {
            compare(d, &(place){at, item->key, false}, NULL, item);
        }
    }
}

/* The item of a list with a name, for the `nth` time. */
static const mkba_tree *find_item(const mkba_tree *list, const char *name, size_t nth)
{
    char room[MKBA_TEXT];
    for (const mkba_tree *item = list->child; item; item = item->next) {
        if (strcmp(mkba_tree_name(item, room), name) == 0 && nth-- == 0) {
            return item;
        }
    }
    return NULL;
}

/* How many items before this one have its name. */
static size_t rank_of(const mkba_tree *list, const mkba_tree *item, const char *name)
{
    char room[MKBA_TEXT];
    size_t n = 0;
    for (const mkba_tree *other = list->child; other != item; other = other->next) {
        n += strcmp(mkba_tree_name(other, room), name) == 0;
    }
    return n;
}

/* Items that nothing tells apart are told by their number. */
static void compare_nameless(differ *d, const place *at, const mkba_tree *was,
                             const mkba_tree *is)
{
    const mkba_tree *a = was->child, *b = is->child;
    for (size_t i = 0; a || b; i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i);
        compare(d, &(place){at, number, false}, a, b);
        a = mkba_tree_next(a);
        b = mkba_tree_next(b);
    }
}

static void compare_lists(differ *d, const place *at, const mkba_tree *was,
                          const mkba_tree *is)
{
    char room[MKBA_TEXT];
    const mkba_tree *first = was->child ? was->child : is->child, *here = is->child;
    bool areas = at->up && !at->up->up && strcmp(at->name, "areas") == 0;
    if (first && !mkba_tree_name(first, room)[0]) {
        compare_nameless(d, at, was, is);
        return;
    }
    for (const mkba_tree *item = was->child; item; item = item->next) {
        char there[MKBA_TEXT];
        const char *name = mkba_tree_name(item, room);
        if (!here || strcmp(mkba_tree_name(here, there), name) != 0) {
            here = find_item(is, name, rank_of(was, item, name));
        }
        compare(d, &(place){at, name, areas}, item, here);
        here = mkba_tree_next(here);
    }
    here = was->child;
    for (const mkba_tree *item = is->child; item; item = item->next) {
        char there[MKBA_TEXT];
        const char *name = mkba_tree_name(item, room);
        bool same = here && strcmp(mkba_tree_name(here, there), name) == 0;
        here = mkba_tree_next(here);
        if (!same && !find_item(was, name, rank_of(is, item, name))) {
            compare(d, &(place){at, name, areas}, NULL, item);
        }
    }
}

static void compare_scalars(differ *d, const place *at, const mkba_tree *was,
                            const mkba_tree *is)
{
    d->check->compared++;
    if (was->kind == MKBA_TREE_NUMBER && is->kind == MKBA_TREE_NUMBER) {
        if (!within(d, at, was->number, is->number)) {
            add_moved(d, at, was, is, is->number - was->number);
        }
    } else if (was->kind != is->kind || strcmp(was->text, is->text) != 0 ||
               was->flag != is->flag) {
        add_moved(d, at, was, is, NAN);
    }
}

static void compare(differ *d, const place *at, const mkba_tree *was, const mkba_tree *is)
{
    if (!was || !is) {
        d->check->compared++;
        add_moved(d, at, was, is, NAN);
    } else if (was->kind == MKBA_TREE_OBJECT && is->kind == MKBA_TREE_OBJECT) {
        compare_objects(d, at, was, is);
    } else if (was->kind == MKBA_TREE_LIST && is->kind == MKBA_TREE_LIST) {
        compare_lists(d, at, was, is);
    } else {
        compare_scalars(d, at, was, is);
    }
}

/* The largest first; what is no number comes last. */
static int by_size(const void *a, const void *b)
{
    const mkba_moved *x = a, *y = b;
    double first = isnan(x->difference) ? -1 : fabs(x->difference);
    double second = isnan(y->difference) ? -1 : fabs(y->difference);
    int area = strcmp(x->area, y->area);
    return first > second   ? -1
           : first < second ? 1
           : area != 0      ? area
                            : strcmp(x->figure, y->figure);
}

/* ------------------------------------------------------------------ What it was made with */

static void add_condition(const differ *d, const char *what, const char *file, const char *was,
                          const char *is)
{
    mkba_check *c = d->check;
    if (strcmp(was, is) == 0) {
        return;
    }
    c->condition = mkba_arena_grow(c->arena, c->condition, c->conditions,
                                   &c->condition_capacity, sizeof *c->condition);
    if (c->condition) {
        c->condition[c->conditions++] = (mkba_check_condition){what, file, was, is};
    }
}

/* The hash of a file in `list`; "" when it is not there. */
static const char *hash_in(const mkba_tree *list, const char *role, const char *file)
{
    for (const mkba_tree *item = mkba_tree_first(list); item; item = item->next) {
        if (strcmp(mkba_tree_text(item, "role"), role) == 0 &&
            strcmp(mkba_tree_text(item, "file"), file) == 0) {
            return mkba_tree_text(item, "sha256");
        }
    }
    return "";
}

static const mkba_tree *files_of(const mkba_tree *top)
{
    return mkba_tree_member(mkba_tree_member(top, "made_from"), "files");
}

static void find_conditions(const differ *d)
{
    static const char *const same[] = {"program", "data_edition"};
    const mkba_tree *was = d->check->stored->top, *is = d->check->now;
    const mkba_tree *files = files_of(was), *now = files_of(is);
    for (size_t i = 0; i < 2; i++) {
        add_condition(d, same[i], "", mkba_tree_text(was, same[i]),
                      mkba_tree_text(is, same[i]));
    }
    for (const mkba_tree *item = mkba_tree_first(files); item; item = item->next) {
        const char *role = mkba_tree_text(item, "role"), *file = mkba_tree_text(item, "file");
        add_condition(d, role, file, mkba_tree_text(item, "sha256"), hash_in(now, role, file));
    }
    for (const mkba_tree *item = mkba_tree_first(now); item; item = item->next) {
        const char *role = mkba_tree_text(item, "role"), *file = mkba_tree_text(item, "file");
        if (!hash_in(files, role, file)[0]) {
            add_condition(d, role, file, "", mkba_tree_text(item, "sha256"));
        }
    }
}

/* ------------------------------------------------------------------ Public */

static mkba_status read_now(mkba_check *c, const char *now, mkba_issues *issues)
{
    mkba_source_text text = {.file = c->file, .bytes = now, .length = strlen(now)};
    mkba_status status = mkba_tree_read(&c->now, c->arena, text, issues);
    const char *schema = mkba_tree_text(c->now, "schema");
    if (status == MKBA_OK && strcmp(schema, c->schema) != 0) {
        status = mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){.file = c->file},
                                "stored.schema", MKBA_WORDS(c->schema, schema));
    }
    return status;
}

static mkba_check *new_check(const char *file, const char *schema)
{
    mkba_arena *arena;
    mkba_check *c = mkba_arena_object(&arena, sizeof *c);
    if (c) {
        c->arena = arena;
        c->file = mkba_arena_text(arena, file, strlen(file));
        c->schema = mkba_arena_text(arena, schema, strlen(schema));
        if (mkba_arena_failed(arena)) {
            mkba_check_free(c);
            return NULL;
        }
    }
    return c;
}

mkba_status mkba_check_run(mkba_check **out, const mkba_stored *stored, const char *now,
                           const mkba_check_options *options, mkba_issues *issues)
{
    mkba_check *c = new_check(stored->file, stored->schema);
    differ d = {.check = c};
    *out = NULL;
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    c->stored = stored;
    c->options = *options;
    c->same_bytes = strcmp(stored->bytes, now) == 0;
    mkba_status status = read_now(c, now, issues);
    if (status == MKBA_OK) {
        compare(&d, &(place){0}, stored->top, c->now);
        find_conditions(&d);
        status = d.failed || mkba_arena_failed(c->arena) ? MKBA_ERR_MEMORY : MKBA_OK;
    }
    if (status != MKBA_OK) {
        mkba_check_free(c);
        return status;
    }
    if (c->count > 0) {
        qsort(c->moved, c->count, sizeof *c->moved, by_size);
    }
    *out = c;
    return MKBA_OK;
}

mkba_status mkba_check_failed(mkba_check **out, const char *path, const mkba_issues *issues)
{
    *out = new_check(path, "");
    if (*out) {
        (*out)->fault = *issues;
    }
    return *out ? MKBA_OK : MKBA_ERR_MEMORY;
}

void mkba_check_free(mkba_check *check)
{
    if (check) {
        mkba_arena_free(check->arena);
    }
}

bool mkba_check_moved(const mkba_check *check)
{
    return check->count > 0 || (check->options.exact && !check->same_bytes);
}

bool mkba_check_can_explain(const mkba_check *check)
{
    return check->stored && strcmp(check->schema, "mkba-baseline/1") == 0 &&
           mkba_tree_member(check->stored->top, "inputs");
}
