#!/usr/bin/env python3
"""Sheets of indicators: random areas, written as a sheet in several dialects, give the figures of the areas file; a sheet
that the program writes gives them too; and contributions between moments add up.

usage: sheet.py PROGRAM
"""
import csv
import json
import os
import random
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "reference"))
import random_areas  # noqa: E402
from common import DATA, Count, read_rows, result, rows_of, said, write  # noqa: E402

AREAS, SEEDS = 12, 4


def dutch_names():
    """The first Dutch name of every plain column, as data/fields.csv has it."""
    return {r["id"]: r["names_nl"].split()[0] for r in read_rows(os.path.join(DATA, "fields.csv")) if "{" not in r["id"]}


DUTCH = dutch_names()
HEADERS = {"en": ["area", "indicator", "value", "date"], "nl": ["Gebied", "Indicator", "WAARDE", "Peildatum"]}
DIALECTS = {
    "semicolon, comma, Dutch": ("nl", ";", ",", "utf-8-sig", "\r\n", False),
    "comma, point, English": ("en", ",", ".", "utf-8", "\n", False),
    "tab, comma, rows mixed": ("nl", "\t", ",", "utf-16", "\n", True),
    "semicolon, point, rows mixed": ("en", ";", ".", "cp1252", "\r\n", True),
}


def write_sheet(path, rows, dialect, rng):
    language, separator, decimal, encoding, newline, mixed = dialect
    lines = []
    for row in rows:
        for column, value in row.items():
            if column == "code" or (value == "" and column != "households"):
                continue
            name = DUTCH.get(column, column) if language == "nl" else column
            text = value if column == "name" else value.replace(".", decimal)
            day = rng.choice(["2026-01-31", "31-1-2026", ""])
            lines.append([row["code"], name, text, day])
    if mixed:  # areas keep the order of their first row
        first = {}
        for line in lines:
            first.setdefault(line[0], line)
        rest = [line for line in lines if first[line[0]] is not line]
        rng.shuffle(rest)
        lines = list(first.values()) + rest
    with open(path, "w", encoding=encoding, newline="") as file:
        out = csv.writer(file, delimiter=separator, lineterminator=newline)
        out.writerow(HEADERS[language])
        out.writerows(lines)


def figures(program, path):
    output = result(program, "baseline", path)
    return {key: value for key, value in output.items() if key not in ("file_remarks", "made_from")}


def check_seed(program, folder, seed):
    rng = random.Random(seed)
    made = random_areas.table(seed, AREAS)
    plain, rows = write(os.path.join(folder, "areas.csv"), made), rows_of(made)
    wanted = figures(program, plain)
    for name, dialect in DIALECTS.items():
        path = os.path.join(folder, "sheet.csv")
        write_sheet(path, rows, dialect, rng)
        yield figures(program, path) == wanted, f"seed {seed}: {name}"
    for language in ("nl", "en"):
        path = os.path.join(folder, language + ".csv")
        said(program, "sheet", plain, "--lang", language, "--output", path)
        yield figures(program, path) == wanted, f"seed {seed}: written by the program, {language}"


def check_sources(program, folder):
    """Sources, grades and ranges come back from a sheet too, and so does a sheet from itself."""
    plain, sheet, again = (os.path.join(folder, name) for name in ("plain.csv", "a.csv", "b.csv"))
    write(plain, "code;households;team_cost_eur;score_find;score_source_find;replaced_share;low_replaced_share;"
                 "price_year;source;source_covers;evidence;source_team_cost_eur;spend_wmo_support\n"
                 "W1;4.000;1.200.000,25;50%;file study;40%;30%;2021;register;households;B;accounts;-5\n"
                 "W2;5.000,5;;;;;;;;;;;7,125\n")
    said(program, "sheet", plain, "--output", sheet)
    said(program, "sheet", sheet, "--output", again)
    yield figures(program, plain) == figures(program, sheet), "sources, grades and ranges"
    for kind in ("sensitivity", "explain"):
        told = [result(program, kind, "npv_eur", path, "--area", "W1") for path in (plain, sheet)]
        for output, path in zip(told, (plain, sheet)):
            assert output.pop("made_from")["files"][0]["file"] == path
        texts = [json.dumps(output).replace(path, "") for output, path in zip(told, (plain, sheet))]
        yield texts[0] == texts[1], f"{kind} of a sheet"
    with open(sheet, "rb") as one, open(again, "rb") as two:
        content = one.read()
        yield content == two.read(), "a sheet written from a sheet is that sheet"
    yield content.startswith(b"\xef\xbb\xbfgebied;indicator;"), "a sheet opens in a Dutch spreadsheet"


def check_moments(program, folder):
    """Every contribution between moments adds up to its difference, and amounts are at one price level."""
    paths = [os.path.join(folder, name) for name in ("first.csv", "second.csv", "third.csv")]
    for k, path in enumerate(paths):
        with open(path, "w", encoding="utf-8") as file:
            file.write("area;indicator;value\n")
            for a in range(3):
                for name, value in (("households", 4000 + 100 * a + 50 * k), ("price_year", 2020 + k),
                                    ("team_cost_eur", 1000000 + 90000 * k * a), ("score_find", 0.25 * (k + 1)),
                                    ("caseload_heavy", 6 + k + a)):
                    file.write(f"A{a};{name};{value}\n")
    output = result(program, "compare", *paths)
    for row in output["areas"] + [output["total"]]:
        for other in row["alternatives"]:
            for figure in ("npv_eur", "benefit_pv_eur", "additional_cost_pv_eur"):
                parts = sum(p[figure] for p in other["contributions"])
                good = abs(parts - other["difference"][figure]) <= 1e-9 * max(1, abs(other["difference"][figure]))
                yield good, f"{other['scenario']} {figure}: {parts} is not {other['difference'][figure]}"
    index = {int(r["year"]): float(r["index"]) for r in read_rows(os.path.join(DATA, "price_index.csv"))}
    year = int(output["worlds"][0]["price_year"])
    for row in output["indicators"]:
        for k, moment in enumerate(row["moments"]):
            if row["indicator"] == "team_cost_eur":
                wanted = (1000000 + 90000 * k * int(row["area"][1])) * index[year] / index[2020 + k]
                yield abs(moment["value"] - wanted) < 1e-6, f"price level of {row['area']} in {moment['moment']}"


def main():
    program = sys.argv[1]
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        checks = [check_sources(program, folder), check_moments(program, folder)]
        checks += [check_seed(program, folder, seed) for seed in range(1, SEEDS + 1)]
        for check in checks:
            for good, what in check:
                count.check(good, what)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
