/* mkba: what social neighbourhood teams (sociale wijkteams) cost, what they bring, and what
 * they could bring.
 *
 * The library behind the program `mkba`. It computes an indicative social cost-benefit
 * analysis (indicatieve MKBA) of a municipality or neighbourhood; docs/model.md says what it
 * computes, docs/library.md how to call it.
 *
 * Rules that hold for every function:
 * - What a function puts in `*out` is the caller's, and is freed with the function of the same
 * name that ends in _free. On failure `*out` is NULL. Text returned as `const char *` belongs
 * to the object it came from.
 * - A function that can fail returns mkba_status, and says what is wrong in the caller's
 * mkba_issues (may be NULL).
 * - Where memory runs out (MKBA_ERR_MEMORY), objects that the call was to change are of no
 * further use, and can be freed only.
 * - The library never prints, never ends the program, and keeps no state between calls. It
 * reads only the files it is given, and neither clock, environment nor locale.
 * - Objects may be used by one thread at a time; different objects by different threads at
 * once. An mkba_data that nobody changes may be shared.
 * - Amounts are euros at one price level; shares run from 0 to 1; years are counted t = 0, 1,
 * ...
 * - What is declared here, and nothing else, can be called: MKBA_ABI is part of the name of
 * the shared library, and changes when a program has to be compiled anew. */
#ifndef MKBA_H
#define MKBA_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __GNUC__
#pragma GCC visibility push(default) /* all other names are hidden */
#endif

#define MKBA_VERSION "0.1.0"
#define MKBA_ABI     0

/* MKBA_VERSION of the library that is running, which may be newer than this header. */
const char *mkba_version(void);

/* ------------------------------------------------------------------ Status and issues */

typedef enum {
    MKBA_OK = 0,
    MKBA_ERR_IO,       /* a file cannot be read */
    MKBA_ERR_SYNTAX,   /* a file or number is not written as it should be */
    MKBA_ERR_MISSING,  /* something required is not there */
    MKBA_ERR_RANGE,    /* a value that cannot be */
    MKBA_ERR_CONFLICT, /* values that contradict each other */
    MKBA_ERR_UNKNOWN,  /* a name that nobody knows */
    MKBA_ERR_MEMORY,
    MKBA_ERR_STOPPED /* by the caller's own wish */
} mkba_status;

typedef enum { MKBA_DUTCH, MKBA_ENGLISH } mkba_language;

enum { MKBA_MAX_ISSUES = 20, MKBA_MAX_ARGUMENTS = 6, MKBA_TEXT = 160 };

/* A number, a word, or both: what fills a {place} in a sentence. */
typedef struct {
    char text[MKBA_TEXT];
    double number;
} mkba_argument;

/* A sentence to be said: its name in the table of texts, and what fills it. */
typedef struct {
    char id[48];
    mkba_argument argument[MKBA_MAX_ARGUMENTS];
} mkba_message;

/* One fault: where it is, and what to say about it. Line and column count from 1; 0 means
 * none. */
typedef struct {
    mkba_status status;
    char file[MKBA_TEXT];
    unsigned line;
    unsigned column;
    char column_name[64];
    mkba_message message;
} mkba_issue;

/* All faults of one call, the first MKBA_MAX_ISSUES of them in full. Zero-initialise before
 * use. */
typedef struct {
    size_t total;
    mkba_issue item[MKBA_MAX_ISSUES];
} mkba_issues;

/* How many of `item` are filled. */
size_t mkba_issues_stored(const mkba_issues *issues);

/* A fault as one line of text: file, line, column, what was found, what to do. NULL when there
 * is no memory. */
char *mkba_issue_text(const mkba_issue *issue, mkba_language language);

/* Frees text that a function of this library made. NULL is allowed. */
void mkba_text_free(char *text);

/* ------------------------------------------------------------------ The numbers of the model
 */

typedef struct mkba_data mkba_data;

/* Reads the numbers inside the program, or those of a folder of tables (see data/README.md).
 */
mkba_status mkba_data_open(mkba_data **out, const char *folder, mkba_issues *issues);
void mkba_data_free(mkba_data *data);

/* Numbers of the user. Files first, then settings, each in order. */
typedef struct {
    const char *const *files; /* tables with columns key and value, perhaps low, high,
                                 price_year, evidence, source */
    size_t n_files;
    const char *const *settings; /* "key=value" */
    size_t n_settings;
    char decimal; /* '.' or ','; 0: each file shows it */
} mkba_overrides;

/* Overrides numbers; to be done before areas are read. On failure the data are of no further
 * use. */
mkba_status mkba_data_override(mkba_data *data, const mkba_overrides *overrides,
                               mkba_issues *issues);

/* Reads files of measured effects (docs/measured.md), which replace the estimate of the lines
 * that they are about; to be done before areas are read, and followed by mkba_areas_measure.
 * `decimal` is '.', ',' or 0. On failure the data are of no further use. */
mkba_status mkba_data_measure(mkba_data *data, const char *const *files, size_t n_files,
                              char decimal, mkba_issues *issues);

/* Says how results of these data are made: a command of the program and its arguments. Every
 * JSON output then tells it, with the files that were read and their hashes, so that
 * `mkba check` and `mkba verify` can make it again. To be done before something is written. */
mkba_status mkba_data_made_from(mkba_data *data, const char *command,
                                const char *const *arguments, size_t count,
                                mkba_language language);

/* ------------------------------------------------------------------ Scenarios */

typedef struct mkba_areas mkba_areas;

/* What differs from the numbers and areas as they stand: a stack of scenario files, of which
 * the last one wins (docs/scenarios.md). */
typedef struct mkba_overlay mkba_overlay;

/* Reads a stack of files, and checks them against `data`, which it does not need afterwards. A
 * name without an extension that is no file is that of a scenario inside the program. One
 * overlay may be applied to several objects, by one thread at a time. */
mkba_status mkba_overlay_open(mkba_overlay **out, const mkba_data *data,
                              const char *const *files, size_t n_files, mkba_issues *issues);
void mkba_overlay_free(mkba_overlay *overlay);

/* Changes the numbers; to be done after mkba_data_override and before areas are read. On
 * failure the data are of no further use. */
mkba_status mkba_data_apply(mkba_data *data, const mkba_overlay *overlay, mkba_issues *issues);

/* Changes the areas; to be done after those asked for are selected: the others stay as they
 * are. On failure the areas are of no further use. */
mkba_status mkba_areas_apply(mkba_areas *areas, const mkba_overlay *overlay,
                             mkba_issues *issues);

/* ------------------------------------------------------------------ Areas */

/* Reads a file of areas, a row each ("-" is standard input); docs/input.md lists the columns.
 * `decimal` is '.', ',' or 0. `data` must outlive the areas. */
mkba_status mkba_areas_open(mkba_areas **out, const mkba_data *data, const char *path,
                            char decimal, mkba_issues *issues);
/* The municipalities inside the program. */
mkba_status mkba_areas_open_municipalities(mkba_areas **out, const mkba_data *data,
                                           mkba_issues *issues);
/* Narrows down to the area with this code or name, in addition to those selected before. */
mkba_status mkba_areas_select(mkba_areas *areas, const char *name, mkba_issues *issues);
/* Places the measured effects of mkba_data_measure with the areas that they are about; to be
 * done after those asked for are selected, and before mkba_areas_apply. On failure the areas
 * are of no further use. */
mkba_status mkba_areas_measure(mkba_areas *areas, mkba_issues *issues);
size_t mkba_areas_count(const mkba_areas *areas);
/* The name and the code of one of them, counted from 0; the code where it has no name. */
const char *mkba_areas_name(const mkba_areas *areas, size_t area);
const char *mkba_areas_code(const mkba_areas *areas, size_t area);
void mkba_areas_free(mkba_areas *areas);

/* ------------------------------------------------------------------ Official statistics */

typedef struct mkba_import mkba_import;

typedef enum {
    MKBA_LEVEL_FINEST, /* the most detailed that there is */
    MKBA_LEVEL_COUNTRY,
    MKBA_LEVEL_MUNICIPALITY,
    MKBA_LEVEL_DISTRICT,
    MKBA_LEVEL_NEIGHBOURHOOD,
    MKBA_LEVEL_ALL /* not to be added up: each holds the next */
} mkba_level;

typedef struct {
    const char *const *files; /* joined on their codes: a figure comes from the first file
                                 that has it. "-" is standard input */
    size_t n_files;
    mkba_level level;
    const char *const *municipalities; /* names or codes; none: all */
    size_t n_municipalities;
    unsigned year;      /* of the figures, where a file has several; 0: it has one */
    const char *spread; /* the municipality whose spending is spread over the areas; NULL */
    char decimal;       /* '.', ',' or 0: each file shows it */
} mkba_kwb_options;

/* Reads key figures of districts and neighbourhoods of CBS (kerncijfers wijken en buurten), in
 * any of the forms in which they are handed out (docs/import.md). `data` must outlive the
 * import. */
mkba_status mkba_import_kwb(mkba_import **out, const mkba_data *data,
                            const mkba_kwb_options *options, mkba_issues *issues);

typedef enum { MKBA_REPORT_ONLY, MKBA_REPORT_ACCOUNTS, MKBA_REPORT_BUDGET } mkba_iv3_report;

typedef struct {
    const char *file;
    unsigned year;          /* 0: the only one in the file */
    mkba_iv3_report report; /* ONLY: the only one in the file */
    const char *const *municipalities;
    size_t n_municipalities;
    char decimal;
} mkba_iv3_options;

/* Reads municipal accounts or budgets per task field (Iv3). */
mkba_status mkba_import_iv3(mkba_import **out, const mkba_data *data,
                            const mkba_iv3_options *options, mkba_issues *issues);
void mkba_import_free(mkba_import *import);

/* ------------------------------------------------------------------ The baseline measurement
 * (nulmeting) */

typedef struct mkba_result mkba_result;

/* `areas` must outlive the result. */
mkba_status mkba_baseline_run(mkba_result **out, const mkba_areas *areas, mkba_issues *issues);
/* The same for one figure ("npv_eur"), with nothing else computed where that can be: the
 * others may be NaN then. For mkba_result_figure and mkba_remarks_write only. */
mkba_status mkba_baseline_run_figure(mkba_result **out, const mkba_areas *areas,
                                     const char *figure, mkba_issues *issues);
/* The same with what a cash-in plan (verzilverplan) and advice need in addition: figures
 * "plan.<line>.cash_eur.<t>" and the like, and what is known of contracts (docs/plan.md), from
 * a file ("-" is standard input) or NULL. `decimal` is '.', ',' or 0. */
mkba_status mkba_baseline_run_plan(mkba_result **out, const mkba_areas *areas,
                                   const char *contracts, char decimal, mkba_issues *issues);
void mkba_result_free(mkba_result *result);

#define MKBA_TOTAL ((size_t)-1)

/* The areas that it is of. */
const mkba_areas *mkba_result_source(const mkba_result *result);

/* One figure ("npv_eur", "parties.state.pv_eur") of an area, counted from 0, or of MKBA_TOTAL.
 * NaN: it has none. Units are in the name: _eur is euros, _pv_eur euros in present value,
 * _share a fraction. UNKNOWN names the nearest figure. */
mkba_status mkba_result_figure(double *out, const mkba_result *result, size_t area,
                               const char *figure, mkba_issues *issues);
size_t mkba_result_areas(const mkba_result *result);

/* ------------------------------------------------------------------ Simulation */

/* The most worlds that stand side by side. */
enum { MKBA_MOST_WORLDS = 16 };

typedef struct mkba_simulation mkba_simulation;

/* Asked now and then by the calling thread, with the part that is done (0 to 1). False ends
 * the run: STOPPED. */
typedef bool (*mkba_progress)(void *context, double done);

typedef struct {
    unsigned long long draws;  /* at least 2 */
    unsigned long long seed;   /* below 2^53, so that it is a number of JSON */
    unsigned threads;          /* 0 counts as 1; the result does not depend on it */
    const char *const *groups; /* "name=pattern,pattern": numbers to be known together */
    size_t n_groups;
    size_t top; /* rows in the table of what to measure first; 0: all. CSV and JSON have all */
    mkba_progress progress; /* may be NULL */
    void *progress_context;
} mkba_simulation_options;

/* Draws all uncertain numbers for the areas of one or more worlds: world[0] is the base, and
 * the others hold the same areas, with other numbers. `name` has one name per world. All must
 * outlive the simulation. With one world the decision is to keep the approach or to stop; with
 * several, which of them is best. */
mkba_status mkba_simulation_run(mkba_simulation **out, const mkba_areas *const *world,
                                const char *const *name, size_t worlds,
                                const mkba_simulation_options *options, mkba_issues *issues);
void mkba_simulation_free(mkba_simulation *simulation);

/* ------------------------------------------------------------------ Comparison */

typedef struct mkba_comparison mkba_comparison;

/* Scenarios side by side, and what each changed input contributes to their difference:
 * world[0] is the base, the others hold the same areas with other numbers or figures. `name`
 * has one name per world. `figure` (NULL: none) is taken apart in addition to the headline
 * figures. All worlds must outlive the comparison. */
mkba_status mkba_comparison_run(mkba_comparison **out, mkba_areas *const *world,
                                const char *const *name, size_t worlds, const char *figure,
                                mkba_issues *issues);
/* The same for measurements of the same areas one after the other (docs/moments.md), of which
 * the first is the base. Areas that not all of them have are left out, and a remark says so;
 * the selections of `moment` change. What is written of it says what the differences do not
 * prove. */
mkba_status mkba_comparison_run_moments(mkba_comparison **out, mkba_areas *const *moment,
                                        const char *const *name, size_t moments,
                                        const char *figure, mkba_issues *issues);
void mkba_comparison_free(mkba_comparison *comparison);

/* The inputs of an alternative (world 1 and on) that differ from the base: how many, and what
 * each is called: a number, a column, or the pattern of several taken together. */
size_t mkba_comparison_inputs(const mkba_comparison *comparison, size_t world);
const char *mkba_comparison_input(const mkba_comparison *comparison, size_t world,
                                  size_t input);
/* An alternative less the base, for an area or MKBA_TOTAL; and what one input contributes to
 * it. The contributions add up to the difference exactly, in whatever order. NaN: there is
 * none. UNKNOWN when the figure is not among those compared. */
mkba_status mkba_comparison_difference(double *out, const mkba_comparison *comparison,
                                       size_t area, size_t world, const char *figure,
                                       mkba_issues *issues);
mkba_status mkba_comparison_contribution(double *out, const mkba_comparison *comparison,
                                         size_t area, size_t world, size_t input,
                                         const char *figure, mkba_issues *issues);

/* ------------------------------------------------------------------ Sensitivity and
 * break-even */

typedef struct mkba_sensitivity mkba_sensitivity;

typedef struct {
    const char *figure; /* NULL: npv_eur */
    size_t top;         /* rows in the table; 0: all. CSV and JSON have them all */
} mkba_sensitivity_options;

/* What every uncertain number does to one figure when it moves over its own range and all
 * others stay: of the only area, or of the total and each area. Numbers of one draw group are
 * moved together as well, and so are scores that an area gave itself. `options` NULL: the net
 * value, 20 rows. CONFLICT when the figure cannot be moved, or does not add up over several
 * areas. `result` must outlive the sensitivity. */
mkba_status mkba_sensitivity_run(mkba_sensitivity **out, const mkba_result *result,
                                 const mkba_sensitivity_options *options, mkba_issues *issues);
void mkba_sensitivity_free(mkba_sensitivity *sensitivity);

typedef struct mkba_breakeven mkba_breakeven;

typedef struct {
    const char *figure; /* NULL: npv_eur */
    const char *key;    /* a number ("tau"), a draw group ("group.effect": 0 all low, 0.5
                           central, 1 all high), or a column of an areas file; NULL: all that
                           can turn the figure within their range */
    double target;      /* the value that the figure turns around, mostly 0 */
} mkba_breakeven_options;

/* At which values of one number the figure equals the target: none, one or several, within the
 * range of the number or outside it; the output says what was searched. UNKNOWN names the
 * nearest key; CONFLICT for a number that cannot be moved alone. `result` must outlive it. */
mkba_status mkba_breakeven_run(mkba_breakeven **out, const mkba_result *result,
                               const mkba_breakeven_options *options, mkba_issues *issues);
void mkba_breakeven_free(mkba_breakeven *breakeven);

/* ------------------------------------------------------------------ From households to areas
 */

typedef struct mkba_segments mkba_segments;

typedef struct {
    const char *areas; /* a file with the codes of the areas that there are; NULL: any */
    unsigned threads;  /* 0 counts as 1; the result does not depend on it */
} mkba_segment_options;

typedef enum {
    MKBA_COUNT_HOUSEHOLDS,
    MKBA_COUNT_HEAVY,
    MKBA_COUNT_VULNERABLE
} mkba_segment_count;

/* Counts the households of every area from a file with a row each ("-" is standard input) and
 * their scores on the Zelfredzaamheid-Matrix; docs/segment.md says how such a file looks. The
 * file may be of any size: nothing of a household is kept. A faulty row is an issue with its
 * line and without what stands in it, and then there are no counts. `options` NULL: all as 0.
 */
mkba_status mkba_segment_run(mkba_segments **out, const mkba_data *data, const char *path,
                             const mkba_segment_options *options, mkba_issues *issues);
void mkba_segments_free(mkba_segments *segments);

/* The areas, in the order in which the file names them. */
size_t mkba_segments_areas(const mkba_segments *segments);
const char *mkba_segments_code(const mkba_segments *segments, size_t area);
unsigned long long mkba_segments_count(const mkba_segments *segments, size_t area,
                                       mkba_segment_count what);

/* ------------------------------------------------------------------ What to record */

typedef struct mkba_to_measure mkba_to_measure;

/* What a municipality has to record to replace estimates by measurements, the most valuable
 * first: by the value of information of a simulation, or (options NULL) by how far the net
 * value moves. Groups of the options do not count. `result` must outlive it. */
mkba_status mkba_to_measure_run(mkba_to_measure **out, const mkba_result *result,
                                const mkba_simulation_options *options, mkba_issues *issues);
void mkba_to_measure_free(mkba_to_measure *to_measure);

/* ------------------------------------------------------------------ Text */

/* For people: text for a terminal, or Markdown. For programs: CSV and JSON; and of
 * mkba_check_write only, TAP and JUnit. */
typedef enum {
    MKBA_TABLE,
    MKBA_CSV,
    MKBA_JSON,
    MKBA_MARKDOWN,
    MKBA_TAP,
    MKBA_JUNIT
} mkba_format;

typedef struct {
    mkba_format format;
    mkba_language language;
} mkba_style;

/* The whole baseline. */
mkba_status mkba_baseline_write(char **out, const mkba_result *result, mkba_style style);

typedef struct {
    mkba_language language;
    mkba_progress progress; /* may be NULL */
    void *progress_context;
} mkba_workbook_options;

/* The whole baseline as a workbook (.xlsx) in which every figure is a live formula, with the
 * cash-in plan of a result of mkba_baseline_run_plan (docs/workbook.md): the only thing that
 * the library writes to a file itself. The same result gives the same bytes. Needs
 * libxlsxwriter, which is loaded then. IO: the file cannot be written, errno tells why; what
 * stands there then is of no use. MISSING: no libxlsxwriter. */
mkba_status mkba_workbook_write(const char *path, mkba_result *result,
                                const mkba_workbook_options *options, mkba_issues *issues);

/* The cash-in plan: per line and year what is saved, by whom, and what can be cashed; who
 * gains without paying; advice. And the potential per success factor with its advice. Both of
 * a result of mkba_baseline_run_plan: CONFLICT of any other. */
mkba_status mkba_cash_plan_write(char **out, const mkba_result *result, mkba_style style);
mkba_status mkba_potential_write(char **out, const mkba_result *result, mkba_style style);

/* What was noticed on reading that a figure alone does not tell: columns that are not known,
 * how an ambiguous number was read. One remark per line; empty when there is none. The table
 * and JSON of the baseline hold them already. */
mkba_status mkba_remarks_write(char **out, const mkba_result *result, mkba_language language);
/* The same before there is a result. */
mkba_status mkba_areas_remarks_write(char **out, const mkba_areas *areas,
                                     mkba_language language);

/* Where a figure of an area comes from, `depth` levels down (0: all the way). Not as CSV. */
mkba_status mkba_explain_write(char **out, mkba_result *result, size_t area,
                               const char *figure, unsigned depth, mkba_style style,
                               mkba_issues *issues);

/* What a report can hold beside the baseline, and what it is about. Zero-initialise before
 * use.
 */
typedef struct {
    const mkba_sensitivity *sensitivity; /* a tornado; NULL: none */
    const mkba_simulation *simulation;   /* a distribution, of its first world; NULL: none */
    const mkba_comparison *moments; /* measurements (mkba_comparison_run_moments), the last of
                                       which the result is of; NULL: none */
    bool of_area;                   /* about `area` alone, not about all of the result */
    size_t area;
    bool is_index; /* areas are linked to, each in its mkba_report_file, instead of written out
                    */
    bool is_markdown; /* the baseline in Markdown, with the moments and nothing else of this */
} mkba_report_options;

/* The name of the file with the report of an area, when each has its own: "GM0344.html". */
void mkba_report_file(char out[MKBA_TEXT], const mkba_result *result, size_t area);

/* The report for a council: one document in HTML that needs nothing else, or in Markdown.
 * About one area in full, or about all: the total, a ranking, and a part per area. Sensitivity
 * and simulation are those of the same areas. The cash-in plan, the wrong pockets and the
 * advice are in it for a result of mkba_baseline_run_plan. `options` may be NULL. */
mkba_status mkba_report_write(char **out, mkba_result *result,
                              const mkba_report_options *options, mkba_language language,
                              mkba_issues *issues);

/* The whole simulation. */
mkba_status mkba_simulation_write(char **out, const mkba_simulation *simulation,
                                  mkba_style style);

/* The whole comparison. */
mkba_status mkba_comparison_write(char **out, const mkba_comparison *comparison,
                                  mkba_style style);
/* As mkba_remarks_write, for all its worlds. */
mkba_status mkba_comparison_remarks_write(char **out, const mkba_comparison *comparison,
                                          mkba_language language);

/* A tornado of text bars, or all rows. */
mkba_status mkba_sensitivity_write(char **out, const mkba_sensitivity *sensitivity,
                                   mkba_style style);
mkba_status mkba_breakeven_write(char **out, const mkba_breakeven *breakeven,
                                 mkba_style style);

/* A sheet of indicators (docs/moments.md) of the areas that are selected, with all that is
 * known and a row for what is not; mkba_areas_open reads it again. What a scenario changed is
 * not in it. Without areas (NULL): an empty sheet for one area. */
mkba_status mkba_sheet_write(char **out, const mkba_data *data, const mkba_areas *areas,
                             mkba_language language, mkba_issues *issues);
/* An areas file, which mkba_areas_open reads, with its sources in the given language. */
mkba_status mkba_import_write(char **out, const mkba_import *import, mkba_language language);
/* What was used, what was not, and what to mind; a line each. */
mkba_status mkba_import_remarks_write(char **out, const mkba_import *import,
                                      mkba_language language);
/* The counts as a file of areas. With `suppress_under` above 0 smaller counts are blank, and
 * areas with fewer households left out. */
mkba_status mkba_segments_write(char **out, const mkba_segments *segments,
                                unsigned suppress_under);
/* What was noticed on reading and what was suppressed, one remark per line. */
mkba_status mkba_segments_remarks_write(char **out, const mkba_segments *segments,
                                        unsigned suppress_under, mkba_language language);
mkba_status mkba_to_measure_write(char **out, const mkba_to_measure *to_measure,
                                  mkba_style style);

/* ------------------------------------------------------------------ Stored results */

/* A JSON output that was kept. */
typedef struct mkba_stored mkba_stored;

/* Reads it, and what it says that it was made from: a command of the program, its arguments,
 * and files. MISSING when it does not say so, or when it was made from standard input. */
mkba_status mkba_stored_open(mkba_stored **out, const char *path, mkba_issues *issues);
void mkba_stored_free(mkba_stored *stored);
const char *mkba_stored_command(const mkba_stored *stored);
size_t mkba_stored_arguments(const mkba_stored *stored);
const char *mkba_stored_argument(const mkba_stored *stored, size_t argument);
mkba_language mkba_stored_language(const mkba_stored *stored);
size_t mkba_stored_files(const mkba_stored *stored);
const char *mkba_stored_file(const mkba_stored *stored, size_t file);

/* A stored result beside the same result made now. */
typedef struct mkba_check mkba_check;

typedef struct {
    bool exact;       /* every byte; otherwise figures within the tolerance, and the names of
                         warnings, but not their words */
    double tolerance; /* how much an amount may differ, in euros; other figures may differ by
                         1e-9 of their size */
} mkba_check_options;

/* `now` is the JSON text that the same command gives now. `stored` must outlive the check. */
mkba_status mkba_check_run(mkba_check **out, const mkba_stored *stored, const char *now,
                           const mkba_check_options *options, mkba_issues *issues);
/* The check of a file that could not be made again, to be told with the others. */
mkba_status mkba_check_failed(mkba_check **out, const char *path, const mkba_issues *issues);
void mkba_check_free(mkba_check *check);
/* Did anything move? */
bool mkba_check_moved(const mkba_check *check);
/* Can it be told why? Of a baseline, which holds its inputs. */
bool mkba_check_can_explain(const mkba_check *check);
/* Finds what each changed input contributes to every headline figure that moved, and to
 * `figure` (may be NULL); and what the model itself contributes. Together they add up exactly.
 * `now` is the baseline of the same command. */
mkba_status mkba_check_explain(mkba_check *check, const mkba_result *now, const char *figure,
                               mkba_issues *issues);
/* All checks in one text; a table is empty when nothing moved and not every byte was asked
 * for. `top`: rows per file, 0: all. */
mkba_status mkba_check_write(char **out, const mkba_check *const *check, size_t count,
                             size_t top, mkba_style style);

/* The rubric behind the scores, of one factor or (NULL) of all. */
mkba_status mkba_rubric_write(char **out, const mkba_data *data, const char *factor,
                              mkba_style style, mkba_issues *issues);

typedef enum { MKBA_NUMBERS, MKBA_PRICES, MKBA_SOURCES } mkba_table_of;

/* The numbers, prices or sources whose key holds `pattern` (NULL: all; * stands for anything).
 */
mkba_status mkba_numbers_write(char **out, const mkba_data *data, mkba_table_of what,
                               const char *pattern, mkba_style style, mkba_issues *issues);

/* A number in full precision, as in JSON; "null" for NaN. */
mkba_status mkba_number_write(char **out, double value);

/* ------------------------------------------------------------------ A start, and checking
 * what was filled in */

typedef enum {
    MKBA_START_AREAS,     /* figures that are known, and columns to fill in */
    MKBA_START_COLUMNS,   /* what each of those columns means */
    MKBA_START_NUMBERS,   /* numbers of one's own: those of the kind of team */
    MKBA_START_SCENARIO,  /* a small one, to change */
    MKBA_START_MEASURED,  /* measured effects, still without rows */
    MKBA_START_CONTRACTS, /* contracts, still without rows */
    MKBA_START_README,
    MKBA_START_FILES
} mkba_start_file;

/* One file of a folder to start from, as text: for the areas that are selected, which are
 * those inside the program, and for a kind of team (data/team_models.csv; NULL: none). Tables
 * are as Excel opens them without a question: a byte order mark, semicolons, decimal commas.
 * UNKNOWN when there is no such kind of team. */
mkba_status mkba_start_write(char **out, const mkba_areas *areas, const char *team_model,
                             mkba_start_file which, mkba_language language,
                             mkba_issues *issues);
/* What the file is called: "gebieden.csv". */
const char *mkba_start_name(mkba_start_file which, mkba_language language);
/* The kinds of team, a line each. */
mkba_status mkba_team_models_write(char **out, const mkba_data *data, mkba_style style,
                                   mkba_issues *issues);

typedef enum {
    MKBA_FILE_UNKNOWN,
    MKBA_FILE_AREAS,       /* mkba_areas_open */
    MKBA_FILE_NUMBERS,     /* mkba_data_override */
    MKBA_FILE_SCENARIO,    /* mkba_overlay_open */
    MKBA_FILE_HOUSEHOLDS,  /* mkba_segment_run */
    MKBA_FILE_MEASURED,    /* mkba_data_measure */
    MKBA_FILE_CONTRACTS,   /* contracts */
    MKBA_FILE_EXPLANATION, /* nothing reads it: MKBA_START_COLUMNS */
    MKBA_FILE_RESULT       /* what this program wrote itself */
} mkba_file_kind;

/* What a file is, told from its first lines; whether it has rows below the names of its
 * columns. The function that goes with the kind says what is wrong with it. UNKNOWN also for
 * results. */
mkba_status mkba_file_kind_of(mkba_file_kind *out, bool *has_rows, const mkba_data *data,
                              const char *path, mkba_issues *issues);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif

#ifdef __cplusplus
}
#endif

#endif
