#include "report/workbook_parts.h"

enum {
    INPUT_FILL = 0xFFF2CC,
    INPUT_TEXT = 0x0000C0,
    FIXED_FILL = 0xE7E6E6,
    HEADER_FILL = MKBA_BOOK_BLUE,
    BAND_FILL = 0xDDEBF7,
    VALUE_TEXT = 0x7F6000,
    VALUE_FILL = 0xFBE5D6,
    GREY = 0x808080,
    LINE = 0xBFBFBF
};

/* What is 0 is left as the library has it. */
typedef struct {
    uint32_t text, fill; /* colours */
    double size;
    uint8_t across, upright, indent;
    bool bold, italic, underlined, wrapped, framed, ruled, unlocked;
} style;

static const style styles[MKBA_ROLES] = {
    [MKBA_ROLE_BOLD] = {.bold = true},
    [MKBA_ROLE_TITLE] = {.text = MKBA_BOOK_BLUE, .size = 16, .bold = true},
    [MKBA_ROLE_NOTE] = {.upright = LXW_ALIGN_VERTICAL_TOP, .wrapped = true},
    [MKBA_ROLE_HEADER] = {.text = LXW_COLOR_WHITE,
                          .fill = HEADER_FILL,
                          .upright = LXW_ALIGN_VERTICAL_CENTER,
                          .bold = true,
                          .wrapped = true},
    [MKBA_ROLE_HEADER_RIGHT] = {.text = LXW_COLOR_WHITE,
                                .fill = HEADER_FILL,
                                .across = LXW_ALIGN_RIGHT,
                                .upright = LXW_ALIGN_VERTICAL_CENTER,
                                .bold = true,
                                .wrapped = true},
    [MKBA_ROLE_BAND] = {.text = MKBA_BOOK_BLUE, .fill = BAND_FILL, .bold = true},
    [MKBA_ROLE_SMALL] = {.text = GREY, .size = 9},
    [MKBA_ROLE_ASIDE] = {.text = GREY, .size = 9, .indent = 1},
    [MKBA_ROLE_INPUT] = {.text = INPUT_TEXT,
                         .fill = INPUT_FILL,
                         .framed = true,
                         .unlocked = true},
    [MKBA_ROLE_FIXED] = {.fill = FIXED_FILL, .framed = true},
    [MKBA_ROLE_RESULT] = {.bold = true},
    [MKBA_ROLE_SUM] = {.bold = true, .ruled = true},
    [MKBA_ROLE_VALUE] = {.fill = VALUE_FILL, .italic = true},
    [MKBA_ROLE_LINK] = {.text = MKBA_BOOK_BLUE,
                        .upright = LXW_ALIGN_VERTICAL_TOP,
                        .underlined = true},
};

static void set_letters(const mkba_xlsx *xlsx, lxw_format *f, const style *look)
{
    if (look->text) {
        xlsx->format_set_font_color(f, look->text);
    }
    if (look->size > 0) {
        xlsx->format_set_font_size(f, look->size);
    }
    if (look->bold) {
        xlsx->format_set_bold(f);
    }
    if (look->italic) {
        xlsx->format_set_italic(f);
    }
    if (look->underlined) {
        xlsx->format_set_underline(f, LXW_UNDERLINE_SINGLE);
    }
}

static void set_place(const mkba_xlsx *xlsx, lxw_format *f, const style *look)
{
    xlsx->format_set_align(f, look->across);
    xlsx->format_set_align(f, look->upright);
    if (look->indent) {
        xlsx->format_set_indent(f, look->indent);
    }
    if (look->wrapped) {
        xlsx->format_set_text_wrap(f);
    }
}

static void set_box(const mkba_xlsx *xlsx, lxw_format *f, const style *look)
{
    if (look->fill) {
        xlsx->format_set_pattern(f, LXW_PATTERN_SOLID);
        xlsx->format_set_bg_color(f, look->fill);
    }
    if (look->framed) {
        xlsx->format_set_border(f, LXW_BORDER_THIN);
        xlsx->format_set_border_color(f, LINE);
    }
    if (look->ruled) {
        xlsx->format_set_top(f, LXW_BORDER_THIN);
    }
    if (look->unlocked) {
        xlsx->format_set_unlocked(f);
    }
}

lxw_format *mkba_book_format(mkba_book *book, mkba_look look)
{
    /* Negative amounts are red, with their minus. */
    static const char *const numbers[MKBA_AS_KINDS] = {
        [MKBA_AS_EURO] = "#,##0;[Red]-#,##0",
        [MKBA_AS_CENT] = "#,##0.00;[Red]-#,##0.00",
        [MKBA_AS_COUNT] = "#,##0",
        [MKBA_AS_TENTH] = "#,##0.0",
        [MKBA_AS_SHARE] = "0.0###;[Red]-0.0###",
        [MKBA_AS_PERCENT] = "0.0%;[Red]-0.0%",
        [MKBA_AS_RATIO] = "0.00;[Red]-0.00",
        [MKBA_AS_YEAR] = "0",
    };
    lxw_format **place = &book->format[look.role][look.as];
    if (!*place) {
        lxw_format *f = book->xlsx.workbook_add_format(book->file);
        set_letters(&book->xlsx, f, &styles[look.role]);
        set_place(&book->xlsx, f, &styles[look.role]);
        set_box(&book->xlsx, f, &styles[look.role]);
        if (numbers[look.as]) {
            book->xlsx.format_set_num_format(f, numbers[look.as]);
            book->xlsx.format_set_align(f, LXW_ALIGN_RIGHT);
        }
        *place = f;
    }
    return *place;
}
