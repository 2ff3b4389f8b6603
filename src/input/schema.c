#include "input/schema.h"

#include <stddef.h>

#define TEXT(type, member, needed)                                                            \
    {                                                                                         \
#member, MKBA_FIELD_TEXT, offsetof(type, member), needed                              \
    }
#define NUMBER(type, member, needed)                                                          \
    {                                                                                         \
#member, MKBA_FIELD_NUMBER, offsetof(type, member), needed                            \
    }
#define FLAG(type, member)                                                                    \
    {                                                                                         \
#member, MKBA_FIELD_FLAG, offsetof(type, member), true                                \
    }
#define PAIR(type, member, needed)                                                            \
    {#member "_nl", MKBA_FIELD_TEXT, offsetof(type, member), needed},                         \
    {                                                                                         \
#member "_en", MKBA_FIELD_TEXT, offsetof(type, member) + sizeof(char *), needed       \
    }
#define LINE(type, member)                                                                    \
    {                                                                                         \
        NULL, MKBA_FIELD_LINE, offsetof(type, member), false                                  \
    }
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static const mkba_record_column family_columns[] = {
    TEXT(mkba_family, family, true),
    TEXT(mkba_family, domain, true),
    TEXT(mkba_family, share_set, false),
    PAIR(mkba_family, label, true),
};
static const mkba_record_column parameter_columns[] = {
    TEXT(mkba_parameter, key, true),
    {"value", MKBA_FIELD_NUMBER, offsetof(mkba_parameter, written), true},
    {"low", MKBA_FIELD_NUMBER, offsetof(mkba_parameter, written) + sizeof(double), true},
    {"high", MKBA_FIELD_NUMBER, offsetof(mkba_parameter, written) + 2 * sizeof(double), true},
    TEXT(mkba_parameter, unit, true),
    TEXT(mkba_parameter, kind, true),
    TEXT(mkba_parameter, draw_group, false),
    NUMBER(mkba_parameter, price_year, false),
    TEXT(mkba_parameter, evidence, true),
    TEXT(mkba_parameter, source, false),
    PAIR(mkba_parameter, note, false),
    LINE(mkba_parameter, line),
};
static const mkba_record_column line_columns[] = {
    TEXT(mkba_line, id, true),
    TEXT(mkba_line, names_nl, false),
    TEXT(mkba_line, service, true),
    TEXT(mkba_line, payer, true),
    TEXT(mkba_line, kind, true),
    {"home_support", MKBA_FIELD_FLAG, offsetof(mkba_line, home_support), false},
    TEXT(mkba_line, task_field, false),
    TEXT(mkba_line, expected_sign, false),
    PAIR(mkba_line, label, true),
    PAIR(mkba_line, note, false),
    LINE(mkba_line, line),
};
static const mkba_record_column segment_columns[] = {
    TEXT(mkba_segment, id, true),
    TEXT(mkba_segment, names_nl, true),
    PAIR(mkba_segment, label, true),
    PAIR(mkba_segment, case_unit, true),
};
static const mkba_record_column factor_columns[] = {
    TEXT(mkba_factor, id, true),
    TEXT(mkba_factor, names_nl, true),
    FLAG(mkba_factor, scored),
    PAIR(mkba_factor, label, true),
    PAIR(mkba_factor, mechanism, true),
    {"do_nl", MKBA_FIELD_TEXT, offsetof(mkba_factor, action), true},
    {"do_en", MKBA_FIELD_TEXT, offsetof(mkba_factor, action) + sizeof(char *), true},
    PAIR(mkba_factor, risk, true),
    PAIR(mkba_factor, first, true),
};
static const mkba_record_column party_columns[] = {
    TEXT(mkba_party, id, true),
    TEXT(mkba_party, names_nl, true),
    PAIR(mkba_party, label, true),
};
static const mkba_record_column source_columns[] = {
    TEXT(mkba_source, id, true),     TEXT(mkba_source, publisher, true),
    NUMBER(mkba_source, year, true), TEXT(mkba_source, title, true),
    TEXT(mkba_source, seen, true),   TEXT(mkba_source, url, true),
};
static const mkba_record_column price_columns[] = {
    TEXT(mkba_price, key, true),
    NUMBER(mkba_price, value, true),
    NUMBER(mkba_price, low, true),
    NUMBER(mkba_price, high, true),
    TEXT(mkba_price, unit, true),
    TEXT(mkba_price, quantity, true),
    TEXT(mkba_price, payer, true),
    NUMBER(mkba_price, price_year, true),
    TEXT(mkba_price, line, false),
    TEXT(mkba_price, effects, true),
    TEXT(mkba_price, evidence, true),
    {"is_good", MKBA_FIELD_FLAG, offsetof(mkba_price, is_good), false},
    TEXT(mkba_price, source, true),
    PAIR(mkba_price, label, true),
    PAIR(mkba_price, note, false),
    LINE(mkba_price, file_line),
};
static const mkba_record_column index_columns[] = {
    NUMBER(mkba_index_year, year, true),
    NUMBER(mkba_index_year, index, true),
    TEXT(mkba_index_year, evidence, true),
    TEXT(mkba_index_year, source, true),
};
static const mkba_record_column rubric_columns[] = {
    TEXT(mkba_rubric_level, factor, true),
    NUMBER(mkba_rubric_level, level, true),
    {"nl", MKBA_FIELD_TEXT, offsetof(mkba_rubric_level, text), true},
    {"en", MKBA_FIELD_TEXT, offsetof(mkba_rubric_level, text) + sizeof(char *), true},
};
static const mkba_record_column benchmark_columns[] = {
    TEXT(mkba_benchmark, id, true),     NUMBER(mkba_benchmark, low, true),
    NUMBER(mkba_benchmark, high, true), TEXT(mkba_benchmark, unit, true),
    TEXT(mkba_benchmark, source, true), PAIR(mkba_benchmark, note, true),
};
static const mkba_record_column unit_columns[] = {
    TEXT(mkba_unit, unit, true),
    {"nl", MKBA_FIELD_TEXT, offsetof(mkba_unit, label), true},
    {"en", MKBA_FIELD_TEXT, offsetof(mkba_unit, label) + sizeof(char *), true},
};
static const mkba_record_column column_source_columns[] = {
    TEXT(mkba_column_source, column, true),
    TEXT(mkba_column_source, evidence, true),
    TEXT(mkba_column_source, source, true),
    NUMBER(mkba_column_source, year, true),
};
static const mkba_record_column scenario_columns[] = {
    TEXT(mkba_scenario, id, true),
    PAIR(mkba_scenario, label, true),
    PAIR(mkba_scenario, note, true),
};

#define TABLE(name, items, count, type, columns)                                              \
    {                                                                                         \
        name, offsetof(mkba_data, items), offsetof(mkba_data, count), sizeof(type), columns,  \
            COUNT_OF(columns)                                                                 \
    }

const mkba_table_spec mkba_tables[] = {
    TABLE("families.csv", family, families, mkba_family, family_columns),
    TABLE("parameters.csv", parameter, parameters, mkba_parameter, parameter_columns),
    TABLE("lines.csv", line, lines, mkba_line, line_columns),
    TABLE("segments.csv", segment, segments, mkba_segment, segment_columns),
    TABLE("factors.csv", factor, factors, mkba_factor, factor_columns),
    TABLE("parties.csv", party, parties, mkba_party, party_columns),
    TABLE("sources.csv", source, sources, mkba_source, source_columns),
    TABLE("prices.csv", price, prices, mkba_price, price_columns),
    TABLE("price_index.csv", index, indices, mkba_index_year, index_columns),
    TABLE("rubric.csv", rubric, rubric_levels, mkba_rubric_level, rubric_columns),
    TABLE("benchmarks.csv", benchmark, benchmarks, mkba_benchmark, benchmark_columns),
    TABLE("units.csv", unit, units, mkba_unit, unit_columns),
    TABLE("column_sources.csv", column_source, column_sources, mkba_column_source,
          column_source_columns),
    TABLE("scenarios.csv", scenario, scenarios, mkba_scenario, scenario_columns),
};

const size_t mkba_table_count = COUNT_OF(mkba_tables);
