/* What the program says, in Dutch and English (texts.csv), and numbers as people in those
 * languages write them. */
#ifndef MKBA_REPORT_CATALOGUE_H
#define MKBA_REPORT_CATALOGUE_H

#include "base/buffer.h"
#include "input/data.h"

typedef struct mkba_catalogue mkba_catalogue;

/* NULL: no memory, or the texts inside the program cannot be read. */
mkba_catalogue *mkba_catalogue_new(mkba_language language);
void mkba_catalogue_free(mkba_catalogue *catalogue);
mkba_language mkba_catalogue_language(const mkba_catalogue *catalogue);

/* The text of that name; the name itself when there is none (a test sees to it that there is).
 */
const char *mkba_say(const mkba_catalogue *catalogue, const char *id);

/* A sentence with its places filled in: {1} a word, {1:eur} euros, {1:money} euros in
 * round numbers with the word, {1:pct} a share as a percentage, {1:0} {1:1} {1:2}
 * a number with so many decimals, {1:precise} all its digits, {1:plain} the same without signs
 * of a language, {1:year} a whole number without thousands signs, {1:segment} {1:line}
 * {1:column} the name of what has that id. */
void mkba_say_message(mkba_buffer *out, const mkba_catalogue *catalogue, const mkba_data *data,
                      const mkba_message *message);

/* The same for a text that stands elsewhere; `message` has what fills it. With a `step`
 * {1:money} is rounded to it, and what is less than a step to thousands; 0: as above. */
void mkba_say_text(mkba_buffer *out, const mkba_catalogue *catalogue, const mkba_data *data,
                   const char *text, const mkba_message *message, double step);

/* The scenarios that were applied, with `between` between them: their labels, or without a
 * catalogue their names. */
void mkba_applied_names(mkba_buffer *out, const mkba_data *data, const char *between,
                        const mkba_catalogue *catalogue);

/* 1.234.567,89 in Dutch, 1,234,567.89 in English; a dash where there is no number. */
void mkba_write_number(mkba_buffer *out, const mkba_catalogue *catalogue, double value,
                       int decimals);
/* Up to twelve significant digits, without zeros at the end. */
void mkba_write_precise(mkba_buffer *out, const mkba_catalogue *catalogue, double value);
/* 0.123 as 12,3%. */
void mkba_write_percent(mkba_buffer *out, const mkba_catalogue *catalogue, double share,
                        int decimals);

#endif
