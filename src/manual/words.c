#include "manual.h"

const char *const manual_summary[2] = {
    "wat sociale wijkteams kosten en opleveren (indicatieve MKBA)",
    "what social neighbourhood teams cost and bring (indicative CBA)"};

const char *const manual_description[][2] = {
    {"mkba rekent uit wat de sociale wijkteams van een gemeente of wijk kosten, wat ze "
     "opleveren, en "
     "wat ze nog kunnen opleveren: een indicatieve maatschappelijke kosten-batenanalyse. Bij "
     "elk "
     "getal horen een bron, een bandbreedte en een bewijsgraad. Negatieve uitkomsten blijven "
     "staan.",
     "mkba works out what the social neighbourhood teams of a municipality or neighbourhood "
     "cost, "
     "what they bring, and what they could bring: an indicative social cost-benefit analysis. "
     "Every "
     "number has a source, a range and an evidence grade. Negative outcomes stay as they "
     "are."},
    {"GEBIEDEN is een bestand met een rij per gebied (CSV; - is standaardinvoer). Zonder "
     "bestand kiest "
     "u een gemeente met --municipality, of alle gemeenten met --all: hun cijfers zitten in "
     "het "
     "programma.",
     "AREAS is a file with a row per area (CSV; - is standard input). Without a file, choose "
     "a "
     "municipality with --municipality, or all of them with --all: their figures are inside "
     "the "
     "program."},
    {"Uitkomsten staan op standaarduitvoer, fouten en opmerkingen op standaardfout. Er zijn "
     "geen "
     "kleuren: ook niet op een terminal, met of zonder NO_COLOR.",
     "Results go to standard output, errors and remarks to standard error. There are no "
     "colours: "
     "neither on a terminal, nor with or without NO_COLOR."},
    {"mkba help OPDRACHT geeft hulp bij een opdracht, mkba help exit-codes de exitcodes, en "
     "mkba "
     "help formats welke opdracht welke vorm kent.",
     "mkba help COMMAND helps with one command, mkba help exit-codes lists the exit codes, "
     "and mkba "
     "help formats which command writes which form."},
};
const size_t manual_description_count = sizeof manual_description / sizeof *manual_description;

const char *const manual_environment[][2] = {
    {"LC_ALL, LC_MESSAGES, LANG: de eerste die gevuld is, bepaalt de taal; Engels als ze met "
     "en begint, "
     "anders Nederlands. --lang gaat voor. Getallen in CSV en JSON hangen niet van de taal "
     "af.",
     "LC_ALL, LC_MESSAGES, LANG: the first that is set decides on the language; English when "
     "it "
     "starts with en, else Dutch. --lang goes before them. Numbers in CSV and JSON do not "
     "depend on "
     "the language."},
};
const size_t manual_environment_count = sizeof manual_environment / sizeof *manual_environment;

const manual_example manual_examples[] = {
    {"mkba",
     "mkba baseline --municipality Utrecht",
     {"De nulmeting van een gemeente.", "The baseline of a municipality."}},
    {"mkba",
     "mkba simulate --municipality Utrecht --draws 1000",
     {"Hoe zeker die is.", "How certain it is."}},
    {"init",
     "mkba init utrecht --municipality Utrecht",
     {"Een map met wat bekend is, om aan te vullen.",
      "A folder with what is known, to be filled in."}},
    {"init",
     "mkba init ouderen --municipality Utrecht --team-model ouderen",
     {"Voor een soort team; --team-model lijst noemt ze.",
      "For a kind of team; --team-model list says which there are."}},
    {"validate",
     "mkba validate utrecht",
     {"Alle bestanden van een map, en of ze bij elkaar passen.",
      "All files of a folder, and whether they fit together."}},
    {"baseline",
     "mkba baseline --municipality Utrecht --scenario optimistic",
     {"Met een scenario dat in het programma zit.", "With a scenario inside the program."}},
    {"baseline",
     "mkba baseline --municipality Utrecht --set replaced_share=0,5",
     {"Met een eigen getal.", "With a number of your own."}},
    {"get",
     "mkba get npv_eur --municipality GM0344",
     {"De netto contante waarde, als kaal getal.",
      "The net present value, as a bare number."}},
    {"get",
     "mkba get total.npv_eur --all",
     {"Die van alle gemeenten samen.", "That of all municipalities together."}},
    {"explain",
     "mkba explain npv_eur --municipality Utrecht --depth 2",
     {"Twee lagen diep.", "Two levels deep."}},
    {"sensitivity",
     "mkba sensitivity --municipality Utrecht --top 5",
     {"De vijf getallen die het meest doen.", "The five numbers that do most."}},
    {"breakeven",
     "mkba breakeven replaced_share --municipality Utrecht",
     {"Bij welk deel vervangen werk de netto waarde omslaat.",
      "At which share of replaced work the net value turns."}},
    {"compare",
     "mkba compare --municipality Utrecht --scenario pessimistic --scenario optimistic",
     {"Twee scenario's naast de basis.", "Two scenarios beside the base."}},
    {"simulate",
     "mkba simulate --municipality Utrecht --draws 1000 --format json",
     {"Voor een ander programma.", "For another program."}},
    {"report",
     "mkba report --municipality Utrecht --output rapport.html",
     {"Een rapport in een bestand.", "A report in one file."}},
    {"report",
     "mkba report nulmeting.csv eindmeting.csv --output rapport.html",
     {"Over de laatste van twee metingen, met de eerste ernaast.",
      "About the last of two measurements, with the first beside it."}},
    {"segment",
     "mkba segment huishoudens.csv --areas wijken.csv",
     {"Van huishoudens naar aantallen per wijk.", "From households to counts per area."}},
    {"params",
     "mkba params 'reduction.*'",
     {"De effecten, met bron.", "The effects, with their sources."}},
    {"rubric",
     "mkba rubric find",
     {"De niveaus van een factor.", "The levels of one factor."}},
};
const size_t manual_example_count = sizeof manual_examples / sizeof *manual_examples;
