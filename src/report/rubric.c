#include "report/writers.h"

#include "input/columns.h"
#include "report/json_inputs.h"
#include "report/page.h"

#include <string.h>

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (; *words; words += strspn(words, " ")) {
        size_t n = strcspn(words, " ");
        if (n == length && strncmp(words, word, n) == 0) {
            return true;
        }
        words += n;
    }
    return false;
}

static bool has_rubric(const mkba_data *data, const char *factor)
{
    for (size_t i = 0; i < data->rubric_levels; i++) {
        if (strcmp(data->rubric[i].factor, factor) == 0) {
            return true;
        }
    }
    return false;
}

const char *mkba_rubric_factor(const mkba_data *data, const char *name)
{
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, name);
    for (size_t i = 0; i < data->factors; i++) {
        const mkba_factor *f = &data->factor[i];
        if ((strcmp(f->id, plain) == 0 || has_word(f->names_nl, plain)) &&
            has_rubric(data, f->id)) {
            return f->id;
        }
    }
    return NULL;
}

static bool wanted(const mkba_rubric_level *level, const char *factor)
{
    return !factor || strcmp(level->factor, factor) == 0;
}

static void write_factor_title(const mkba_page *page, const char *factor)
{
    mkba_language language = mkba_catalogue_language(page->catalogue);
    for (size_t i = 0; i < page->data->factors; i++) {
        const mkba_factor *f = &page->data->factor[i];
        if (strcmp(f->id, factor) == 0) {
            mkba_page_say_title(page, "rubric.title", MKBA_WORDS(f->label[language]), NULL, 0);
            mkba_page_paragraph(page, "", f->mechanism[language]);
        }
    }
}

void mkba_write_rubric_table(const mkba_page *on, const mkba_data *data, const char *factor)
{
    mkba_page page = *on;
    const mkba_catalogue *catalogue = page.catalogue;
    const char *last = "";
    page.data = data;
    for (size_t i = 0; i < data->rubric_levels; i++) {
        const mkba_rubric_level *level = &data->rubric[i];
        mkba_buffer mark = {0};
        if (!wanted(level, factor)) {
            continue;
        }
        if (strcmp(level->factor, last) != 0) {
            write_factor_title(&page, level->factor);
            last = level->factor;
        }
        mkba_write_number(&mark, catalogue, level->level, 2);
        mkba_buffer_add(&mark, "  ");
        mkba_page_paragraph(&page, mkba_buffer_text(&mark),
                            level->text[mkba_catalogue_language(catalogue)]);
        if (i + 1 == data->rubric_levels ||
            strcmp(data->rubric[i + 1].factor, level->factor) != 0) {
            mkba_page_blank(&page);
        }
        mkba_buffer_free(&mark);
    }
    mkba_page_text(&page, "rubric.how");
    mkba_page_text(&page, "rubric.caseload");
}

void mkba_write_rubric_json(mkba_buffer *out, const mkba_data *data, const char *factor)
{
    mkba_json json = {.out = out};
    mkba_json_open(&json, NULL, '{');
    mkba_json_text(&json, "schema", "mkba-rubric/1");
    mkba_json_text(&json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(&json, "data_edition", data->edition);
    mkba_json_made_from_data(&json, data);
    mkba_json_open(&json, "levels", '[');
    for (size_t i = 0; i < data->rubric_levels; i++) {
        const mkba_rubric_level *level = &data->rubric[i];
        if (wanted(level, factor)) {
            mkba_json_open_row(&json, NULL);
            mkba_json_text(&json, "factor", level->factor);
            mkba_json_number(&json, "level", level->level);
            mkba_json_text(&json, "nl", level->text[MKBA_DUTCH]);
            mkba_json_text(&json, "en", level->text[MKBA_ENGLISH]);
            mkba_json_close(&json, '}');
        }
    }
    mkba_json_close(&json, ']');
    mkba_json_close(&json, '}');
}

void mkba_write_rubric_csv(mkba_buffer *out, const mkba_data *data, const char *factor)
{
    mkba_buffer_add(out, "factor;level;nl;en\n");
    for (size_t i = 0; i < data->rubric_levels; i++) {
        const mkba_rubric_level *level = &data->rubric[i];
        if (wanted(level, factor)) {
            mkba_write_csv_cell(out, level->factor);
            mkba_buffer_add_char(out, ';', 1);
            mkba_buffer_add_double(out, level->level);
            mkba_buffer_add_char(out, ';', 1);
            mkba_write_csv_cell(out, level->text[MKBA_DUTCH]);
            mkba_buffer_add_char(out, ';', 1);
            mkba_write_csv_cell(out, level->text[MKBA_ENGLISH]);
            mkba_buffer_add_char(out, '\n', 1);
        }
    }
}
