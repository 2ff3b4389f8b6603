/* JSON: what is (RFC 8259), and where a text stops being so. */
#include "support.h"

#include "base/buffer.h"
#include "input/json_check.h"
#include "input/json_tree.h"

/* By the grammar of RFC 8259; a pair of \u escapes must be one character. */
static const struct {
    const char *text;
    bool is_json;
} texts[] = {
    {"{}", true},
    {"[]", true},
    {" [ ] ", true},
    {"[ 1 , 2 ]\r\n\t", true},
    {"{\"a\": {\"b\": [true, false, null]}}", true},
    {"\"\"", true},
    {"0", true},
    {"-0.5e-7", true},
    {"1E+3", true},
    {"1e3", true},
    {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", true},
    {"\"\\u00e9\\u20AC\"", true},
    {"\"\\ud83d\\uDE00\"", true},
    {"", false},
    {" ", false},
    {"{", false},
    {"[", false},
    {"[1", false},
    {"[1 2]", false},
    {"[1,]", false},
    {"[,1]", false},
    {"{\"a\"}", false},
    {"{\"a\" 1}", false},
    {"{\"a\":}", false},
    {"{a: 1}", false},
    {"{\"a\": 1,}", false},
    {"{1: 1}", false},
    {"{\"a: 1}", false},
    {"\"", false},
    {"\"\\", false},
    {"\"\\x\"", false},
    {"\"\\u12\"", false},
    {"\"\\u12g4\"", false},
    {"\"\\ude00\"", false},
    {"\"\\ud83d\"", false},
    {"\"\\ud83d\\n\"", false},
    {"\"\\ud83dx\"", false},
    {"\"\\ud83d\\u0041\"", false},
    {"\"\\ud83d\\uE000\"", false},
    {"\"\\ud83d\\uD83D\"", false},
    {"\"\\ud83d\\u12\"", false},
    {"-", false},
    {"+1", false},
    {"1.", false},
    {"1.e3", false},
    {"1e", false},
    {"1e+", false},
    {"1 1", false},
    {"tru", false},
    {"True", false},
    {"nothing", false},
    {"[1}", false},
    {"{\"a\": 1]", false},
    {"/", false},
    {":", false},
};

static void knows_what_is_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!mkba_json_stop(texts[i].text) != texts[i].is_json) {
            print_error("%s\n", texts[i].text);
            fail();
        }
    }
}

/* What is deeper than anybody's file has no end in sight. */
static void lists_in_lists(void **state)
{
    (void)state;
    for (size_t depth = 900; depth <= 1100; depth += 200) {
        mkba_buffer text = {0};
        mkba_buffer_add_char(&text, '[', depth);
        mkba_buffer_add_char(&text, ']', depth);
        assert_int_equal(!mkba_json_stop(text.text), depth < 1000);
        mkba_buffer_free(&text);
    }
}

static mkba_status read_tree(const mkba_tree **out, mkba_arena *arena, const char *text,
                             mkba_issues *issues)
{
    mkba_source_text source = {.file = "a.json", .bytes = text, .length = strlen(text)};
    return mkba_tree_read(out, arena, source, issues);
}

/* Line and column count characters; the column is that of the first one that does not fit. */
static void tells_where_it_stops(void **state)
{
    static const struct {
        const char *text, *fault;
        unsigned line, column;
    } rows[] = {
        {"", "json.unfinished", 1, 1},
        {"{\n\"a\": 1", "json.unfinished", 2, 7},
        {"{\n\"a\": 1\n\n", "json.unfinished", 4, 1},
        {"{\"a\": \"x\n", "json.unfinished", 2, 1},
        {"{\n  \"a\": 1,\n  b\n}", "scenario.json", 3, 3},
        {"{\"\xC3\xA9\xE2\x82\xAC\": x}", "scenario.json", 1, 8},
        {"{\"a\" 1}", "scenario.json", 1, 6},
        {"{\"a\": 0.x}", "scenario.json", 1, 9},
        {"{\"a\": \"\\x\"}", "scenario.json", 1, 9},
        {"{} {}", "scenario.json", 1, 4},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_arena *arena = mkba_arena_new();
        mkba_issues issues = {0};
        const mkba_tree *tree;
        assert_int_equal(read_tree(&tree, arena, rows[i].text, &issues), MKBA_ERR_SYNTAX);
        assert_null(tree);
        assert_int_equal(issues.total, 1);
        assert_string_equal(issues.item[0].message.id, rows[i].fault);
        assert_int_equal(issues.item[0].line, rows[i].line);
        assert_int_equal(issues.item[0].column, rows[i].column);
        mkba_arena_free(arena);
    }
}

/* Keys that look like others in strings, with escapes and lines between. */
static void values_know_their_lines(void **state)
{
    static const char text[] = "{\"a\": \"b\\\": \\\\\",\n"
                               " \"b\" \n\f : [\"c\", {\"c\":\n1}, \"\\\\\"],\n"
                               "\"\": {\n\"d\": null, \"e\": 1e999}}";
    static const struct {
        const char *path;
        unsigned line;
        mkba_tree_kind kind;
    } rows[] = {{"a", 1, MKBA_TREE_TEXT},     {"b", 2, MKBA_TREE_LIST},
                {"b.c", 3, MKBA_TREE_NUMBER}, {"", 5, MKBA_TREE_OBJECT},
                {"d", 6, MKBA_TREE_NULL},     {"e", 6, MKBA_TREE_NUMBER}};
    mkba_arena *arena = mkba_arena_new();
    const mkba_tree *tree;
    (void)state;
    assert_int_equal(read_tree(&tree, arena, text, NULL), MKBA_OK);
    const mkba_tree *list = tree->child->next, *last = list->next;
    const mkba_tree *found[] = {tree->child, list,        list->child->next->child,
                                last,        last->child, last->child->next};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(found[i]->path, rows[i].path);
        assert_int_equal(found[i]->line, rows[i].line);
        assert_int_equal(found[i]->kind, rows[i].kind);
    }
    assert_string_equal(tree->child->text, "b\": \\");
    assert_string_equal(list->child->text, "c");
    assert_true(isinf(last->child->next->number));
    mkba_arena_free(arena);
}

static void a_key_comes_once(void **state)
{
    mkba_arena *arena = mkba_arena_new();
    mkba_issues issues = {0};
    const mkba_tree *tree;
    (void)state;
    assert_int_equal(
        read_tree(&tree, arena, "{\"x\": {\"a\": 1,\n\"b\": 2,\n\"a\": 3}}", &issues),
        MKBA_ERR_CONFLICT);
    assert_int_equal(issues.total, 1);
    assert_string_equal(issues.item[0].message.id, "json.twice");
    assert_int_equal(issues.item[0].line, 3);
    assert_string_equal(issues.item[0].column_name, "x.a");
    assert_string_equal(issues.item[0].message.argument[1].text, "1");
    mkba_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_is_json),   cmocka_unit_test(lists_in_lists),
        cmocka_unit_test(tells_where_it_stops), cmocka_unit_test(values_know_their_lines),
        cmocka_unit_test(a_key_comes_once),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
