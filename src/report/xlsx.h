/* libxlsxwriter, loaded when the first workbook is written. Linked, it would bring its own
 * libraries, among them a large one for ciphers, into every process that writes none. */
#ifndef MKBA_REPORT_XLSX_H
#define MKBA_REPORT_XLSX_H

#include <mkba.h>

#include <xlsxwriter.h>

/* Its calls that are used here. */
#define MKBA_XLSX_CALLS(X)                                                                    \
    X(workbook_new_opt)                                                                       \
    X(workbook_close)                                                                         \
    X(lxw_workbook_free)                                                                      \
    X(workbook_add_worksheet)                                                                 \
    X(workbook_add_format)                                                                    \
    X(workbook_add_chart)                                                                     \
    X(workbook_define_name)                                                                   \
    X(workbook_set_properties)                                                                \
    X(worksheet_activate)                                                                     \
    X(worksheet_autofilter)                                                                   \
    X(worksheet_data_validation_cell)                                                         \
    X(worksheet_fit_to_pages)                                                                 \
    X(worksheet_freeze_panes)                                                                 \
    X(worksheet_gridlines)                                                                    \
    X(worksheet_insert_chart_opt)                                                             \
    X(worksheet_print_area)                                                                   \
    X(worksheet_repeat_rows)                                                                  \
    X(worksheet_set_column)                                                                   \
    X(worksheet_set_footer)                                                                   \
    X(worksheet_set_landscape)                                                                \
    X(worksheet_set_paper)                                                                    \
    X(worksheet_set_row)                                                                      \
    X(worksheet_set_tab_color)                                                                \
    X(worksheet_write_blank)                                                                  \
    X(worksheet_write_formula_num)                                                            \
    X(worksheet_write_formula_str)                                                            \
    X(worksheet_write_number)                                                                 \
    X(worksheet_write_string)                                                                 \
    X(worksheet_write_url_opt)                                                                \
    X(format_set_align)                                                                       \
    X(format_set_bg_color)                                                                    \
    X(format_set_bold)                                                                        \
    X(format_set_border)                                                                      \
    X(format_set_border_color)                                                                \
    X(format_set_font_color)                                                                  \
    X(format_set_font_size)                                                                   \
    X(format_set_indent)                                                                      \
    X(format_set_italic)                                                                      \
    X(format_set_num_format)                                                                  \
    X(format_set_pattern)                                                                     \
    X(format_set_text_wrap)                                                                   \
    X(format_set_top)                                                                         \
    X(format_set_underline)                                                                   \
    X(format_set_unlocked)                                                                    \
    X(chart_add_series)                                                                       \
    X(chart_axis_major_gridlines_set_line)                                                    \
    X(chart_axis_major_gridlines_set_visible)                                                 \
    X(chart_axis_set_label_position)                                                          \
    X(chart_axis_set_num_format)                                                              \
    X(chart_axis_set_reverse)                                                                 \
    X(chart_legend_set_position)                                                              \
    X(chart_series_set_categories)                                                            \
    X(chart_series_set_fill)                                                                  \
    X(chart_series_set_line)                                                                  \
    X(chart_series_set_name_range)                                                            \
    X(chart_series_set_values)                                                                \
    X(chart_title_set_name)                                                                   \
    X(chart_title_set_name_font)                                                              \
    X(lxw_rowcol_to_cell)                                                                     \
    X(lxw_rowcol_to_cell_abs)

#define MKBA_XLSX_MEMBER(name) __typeof__(name) *name;
typedef struct {
    MKBA_XLSX_CALLS(MKBA_XLSX_MEMBER)
} mkba_xlsx;
#undef MKBA_XLSX_MEMBER

/* Stays loaded until the process ends.
 * errors: MKBA_ERR_MISSING (workbook.library) when the library is not on this machine. */
mkba_status mkba_xlsx_load(mkba_xlsx *xlsx, mkba_issues *issues);
/* The same of a file of another name. */
mkba_status mkba_xlsx_load_from(mkba_xlsx *xlsx, const char *file, mkba_issues *issues);

#endif
