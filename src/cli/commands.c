#include "commands.h"

#include <string.h>

/* The letters are those of options.c; '1' means that a figure comes before the file,
 * '2' that one may. */
const cli_command cli_commands[] = {
    {"baseline",
     "nulmeting",
     {"baseline [opties] [GEBIEDEN]", "baseline [options] [AREAS]"},
     {"de nulmeting van gebieden (ook: nulmeting)", "the baseline of areas (also: nulmeting)"},
     "maApscdfDo",
     "table csv json md",
     cmd_baseline},
    {"get",
     NULL,
     {"get CIJFER [GEBIEDEN]", "get FIGURE [AREAS]"},
     {"een cijfer, zonder meer", "one bare figure"},
     "1maApscdfDo",
     "table csv json",
     cmd_get},
    {"explain",
     NULL,
     {"explain CIJFER [GEBIEDEN]", "explain FIGURE [AREAS]"},
     {"waar een cijfer vandaan komt", "where a figure comes from"},
     "1maApscdnfDo",
     "table json md",
     cmd_explain},
    {"sensitivity",
     "gevoeligheid",
     {"sensitivity [CIJFER] [GEBIEDEN]", "sensitivity [FIGURE] [AREAS]"},
     {"wat elk onzeker getal met een cijfer doet",
      "what each uncertain number does to a figure"},
     "2maApscdTfDo",
     "table csv json md",
     cmd_sensitivity},
    {"breakeven",
     "omslagpunt",
     {"breakeven [SLEUTEL] [GEBIEDEN]", "breakeven [KEY] [AREAS]"},
     {"bij welk getal een cijfer omslaat", "at which number a figure turns"},
     "2maApscdFXfDo",
     "table csv json md",
     cmd_breakeven},
    {"compare",
     "vergelijk",
     {"compare --scenario A [GEBIEDEN]", "compare --scenario A [AREAS]"},
     {"scenario's naast elkaar, en het waarom", "scenarios side by side, and why"},
     "maApscBdFfDo",
     "table csv json md",
     cmd_compare},
    {"simulate",
     "simuleer",
     {"simulate [GEBIEDEN]", "simulate [AREAS]"},
     {"hoe zeker het is, en wat eerst te meten", "how certain it is, and what to measure"},
     "maApscBdNEGJTfDo",
     "table csv json md",
     cmd_simulate},
    {"report",
     "rapport",
     {"report -o BESTAND [GEBIEDEN]", "report -o FILE [AREAS]"},
     {"een rapport voor de raad, of een map vol", "a report for the council, or a folder"},
     "maApscdwNEJTDo",
     "",
     cmd_report},
    {"import",
     "importeer",
     {"import SOORT BESTAND...", "import KIND FILE..."},
     {"cijfers van CBS (kwb) of Iv3 als gebieden", "figures of CBS (kwb) or Iv3 as areas"},
     "mLYRWdfDo",
     "csv",
     cmd_import},
    {"params",
     NULL,
     {"params [PATROON]", "params [PATTERN]"},
     {"alle getallen met bandbreedte, bewijs en bron",
      "all numbers with range, evidence and source"},
     "pscdPSfDo",
     "table csv json md",
     cmd_params},
    {"rubric",
     NULL,
     {"rubric [FACTOR]", "rubric [FACTOR]"},
     {"de rubriek achter de scores", "the rubric behind the scores"},
     "fDo",
     "table csv json md",
     cmd_rubric},
};
const size_t cli_command_count = sizeof cli_commands / sizeof *cli_commands;

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < cli_command_count; i++) {
        const cli_command *c = &cli_commands[i];
        if (strcmp(c->name, name) == 0 || (c->alias && strcmp(c->alias, name) == 0)) {
            return c;
        }
    }
    return NULL;
}
