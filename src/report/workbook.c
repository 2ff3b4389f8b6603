#include "report/workbook_parts.h"

#include "base/issue.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>

/* 1 January 2026: a file says when it was made, and the same result must give the same bytes.
 */
enum { MADE = 1767225600 };

/* The sheets in the order of reading; the others need what stands on them, not that they are
 * written. */
static void (*const write_page[MKBA_PAGES])(mkba_book *book) = {
    [MKBA_PAGE_GUIDE] = mkba_book_write_guide,
    [MKBA_PAGE_INPUT] = mkba_book_write_inputs,
    [MKBA_PAGE_NUMBERS] = mkba_book_write_numbers,
    [MKBA_PAGE_CALCULATION] = mkba_book_write_calculation,
    [MKBA_PAGE_WORLDS] = mkba_book_write_worlds,
    [MKBA_PAGE_FIGURES] = mkba_book_write_figures,
    [MKBA_PAGE_OUTCOME] = mkba_book_write_outcome,
    [MKBA_PAGE_RANKING] = mkba_book_write_ranking,
    [MKBA_PAGE_LINES] = mkba_book_write_lines,
    [MKBA_PAGE_PARTIES] = mkba_book_write_parties,
    [MKBA_PAGE_YEARS] = mkba_book_write_years,
    [MKBA_PAGE_PLAN] = mkba_book_write_plan,
    [MKBA_PAGE_POTENTIAL] = mkba_book_write_potential,
    [MKBA_PAGE_EVIDENCE] = mkba_book_write_evidence,
    [MKBA_PAGE_REMARKS] = mkba_book_write_remarks,
    [MKBA_PAGE_SOURCES] = mkba_book_write_sources,
};

static bool is_wanted(const mkba_book *book, mkba_page_id page)
{
    return page == MKBA_PAGE_RANKING  ? book->areas > 1
           : page == MKBA_PAGE_WORLDS ? book->live_potential
           : page == MKBA_PAGE_PLAN   ? book->result->advice != NULL
                                      : true;
}

static void add_pages(mkba_book *book)
{
    for (size_t i = 0; i < MKBA_PAGES; i++) {
        if (is_wanted(book, (mkba_page_id)i)) {
            book->page[i] = book->xlsx.workbook_add_worksheet(
                book->file, mkba_book_page_name(book, (mkba_page_id)i));
            book->failed |= !book->page[i];
        }
    }
}

static void set_properties(mkba_book *book)
{
    /* The library takes text that it does not change, but does not say so. */
    char title[MKBA_TEXT], program[] = "mkba " MKBA_VERSION;
    lxw_doc_properties about = {.title = title, .author = program, .created = MADE};
    mkba_text_copy(title, sizeof title, mkba_book_say(book, "book.title"));
    mkba_book_check(book, book->xlsx.workbook_set_properties(book->file, &about));
}

static bool place_all(mkba_book *book)
{
    size_t nodes = book->calculation->graph->count;
    book->value = mkba_arena_alloc(book->arena, nodes, sizeof(double));
    book->standard =
        mkba_arena_alloc(book->arena, book->calculation->inputs + 1, sizeof(double));
    book->switched =
        mkba_arena_alloc(book->arena, book->result->study->n_switches, sizeof(double));
    return book->value && book->standard && book->switched && mkba_book_place_inputs(book) &&
           mkba_book_place_numbers(book) && mkba_book_place_calculation(book) &&
           mkba_book_place_worlds(book) && mkba_book_place_figures(book);
}

static void write_pages(mkba_book *book)
{
    for (size_t i = 0; i < MKBA_PAGES && !book->failed; i++) {
        write_page[i](book);
    }
}

/* The file is closed in any case, because only that frees what the library holds. */
static mkba_status write_file(mkba_book *book, const char *path)
{
    lxw_workbook_options options = {.use_zip64 = LXW_FALSE};
    book->file = book->xlsx.workbook_new_opt(path, &options);
    if (!book->file) {
        return MKBA_ERR_MEMORY;
    }
    add_pages(book);
    if (!book->failed) {
        set_properties(book);
        write_pages(book);
    }
    if (book->failed) {
        book->xlsx.lxw_workbook_free(book->file);
        return book->stopped ? MKBA_ERR_STOPPED : MKBA_ERR_MEMORY;
    }
    lxw_error error = book->xlsx.workbook_close(book->file);
    return error == LXW_NO_ERROR                     ? MKBA_OK
           : error == LXW_ERROR_MEMORY_MALLOC_FAILED ? MKBA_ERR_MEMORY
                                                     : MKBA_ERR_IO;
}

/* Numbers are written with a decimal point whatever the locale of the host program is: this
 * thread's is put aside meanwhile. */
static mkba_status write_in_plain_locale(mkba_book *book, const char *path)
{
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (plain == (locale_t)0) {
        return MKBA_ERR_MEMORY;
    }
    locale_t before = uselocale(plain);
    mkba_status status = write_file(book, path);
    int why = errno;
    uselocale(before);
    freelocale(plain);
    errno = why;
    return status;
}

/* A sheet has 16384 columns, and an area takes one per evidence scenario and one more. */
static mkba_status check_width(const mkba_result *result, mkba_issues *issues)
{
    size_t most =
        (LXW_COL_MAX - MKBA_CALCULATION_FIRST_COLUMN - 1) /
        (1 + (result->data->scenarios > MKBA_INPUT_COLUMNS - 1 ? result->data->scenarios
                                                               : MKBA_INPUT_COLUMNS - 1));
    if (result->count <= most) {
        return MKBA_OK;
    }
    mkba_status status =
        mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){0}, "workbook.too_many", NULL);
    mkba_issue_numbers(issues, 0, 2, (double[]){(double)result->count, (double)most});
    return status;
}

mkba_status mkba_write_workbook(const char *path, mkba_result *result,
                                const mkba_catalogue *catalogue,
                                const mkba_workbook_options *options, mkba_issues *issues)
{
    mkba_calculation *calculation;
    mkba_status status = check_width(result, issues);
    if (status != MKBA_OK) {
        return status;
    }
    status = mkba_calculation_new(&calculation, result, issues);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_book book = {.catalogue = catalogue,
                      .calculation = calculation,
                      .result = result,
                      .data = result->data,
                      .arena = mkba_arena_new(),
                      .areas = result->count,
                      .scenarios = result->data->scenarios,
                      .factors = result->data->factors,
                      .live_potential = result->count <= MKBA_BOOK_LIVE_AREAS,
                      .progress = options->progress,
                      .progress_context = options->progress_context};
    status = mkba_xlsx_load(&book.xlsx, issues);
    if (status == MKBA_OK) {
        status = book.arena && place_all(&book) ? write_in_plain_locale(&book, path)
                                                : MKBA_ERR_MEMORY;
    }
    mkba_buffer_free(&book.text);
    mkba_arena_free(book.arena);
    mkba_calculation_free(calculation);
    return status;
}
