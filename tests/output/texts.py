#!/usr/bin/env python3
"""Every sentence exists in both languages with the same places to fill in, every sentence is used, every fault has a
fixture that provokes it, and what people read is at most 80 characters wide.

usage: texts.py PROGRAM
"""
import glob
import os
import re
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import GOLDEN, ROOT, Count, read, read_rows, said  # noqa: E402

# Put together from parts in the code.
BUILT = ("grade.", "measurement.design_", "summary.", "question.", "issue.", "book.section.", "book.standing.")
FAULTS = ("file.", "table.", "header.", "cell.", "area.", "set.", "parameter.", "values.", "price.", "family.", "field.",
          "line.k", "line.payer", "line.service", "line.extra_use", "scenario.json", "scenario.pa", "scenario.value", "json.", "stored.", "overlay.",
          "contract.", "advice.k", "advice.about", "advice.origin", "advice.twice", "advice.fo", "advice.figure", "advice.place",
          "data.", "official.", "figure.", "axis.", "measured.", "formula.", "rubric.unknown", "params.none", "simulate.", "group.",
          "workbook.", "household.", "team_model.",
          "sheet.unknown", "sheet.twice", "sheet.date", "sheet.missing", "moments.nothing_shared")
# Cannot be provoked from outside: the formulas are part of the program (see tests/unit/test_formula.c), and permissions
# do not stop the user who builds a container; the areas of a run are the same in all its worlds; and the program reads
# measured effects before areas.
WITHOUT_FIXTURE = {"formula.syntax", "formula.circular", "formula.too_long", "file.no_access", "simulate.areas", "measured.too_late"}
WIDE = [
    ["baseline", "--municipality", "Utrecht"],
    ["baseline", "--municipality", "Utrecht", "--lang", "en"],
    ["baseline", "--municipality", "'s-Gravenhage", "--set", "price_year=2010"],
    ["baseline", "--all"],
    ["baseline", "--all", "--lang", "en"],
    ["baseline", "--municipality", "Utrecht", "--scenario", "pessimistic", "--scenario", "central"],
    ["rubric"],
    ["rubric", "--lang", "en"],
    ["params"],
    ["params", "--prices", "--lang", "en"],
    ["explain", "npv", "--municipality", "Utrecht", "--depth", "0"],
    ["sensitivity", "--municipality", "'s-Gravenhage", "--top", "0"],
    ["sensitivity", "ratio", "--all", "--lang", "en"],
    ["breakeven", "--municipality", "Utrecht", "--target=-89e6"],
    ["breakeven", "--municipality", "Utrecht", "--target=-89e6", "--lang", "en"],
    ["breakeven", "need_value", "--municipality", "Utrecht", "--municipality", "'s-Gravenhage"],
    ["compare", "--municipality", "'s-Gravenhage", "--scenario", "pessimistic", "--scenario", "optimistic"],
    ["compare", "--all", "--scenario", "null", "--scenario", "pessimistic", "--scenario", "optimistic", "--lang", "en"],
    ["simulate", "--municipality", "Utrecht", "--draws", "500", "--top", "0"],
    ["simulate", "--all", "--draws", "20", "--scenario", "optimistic", "--lang", "en", "--top", "0"],
    ["params", "--to-measure", "--municipality", "Utrecht", "--draws", "200"],
    ["params", "--to-measure", "--lang", "en"],
    ["baseline", "--municipality", "'s-Gravenhage", "--measured", os.path.join(GOLDEN, "measured", "measured.csv")],
    ["plan", "--municipality", "'s-Gravenhage"],
    ["plan", "--all", "--lang", "en"],
    ["potential", "--municipality", "Utrecht", "--lang", "en"],
    ["potential", "--all"],
    ["--help"],
    ["--help", "--lang", "en"],
]


def places(text):
    return sorted(re.findall(r"\{\d(?::\w+)?\}", text))


def check_texts(count, rows):
    code = "".join(read(path) for path in glob.glob(os.path.join(ROOT, "src", "**", "*.c"), recursive=True))
    used = set(re.findall(r'"([a-z_]+\.[A-Za-z0-9_]+)"', code))
    for row in rows:
        # the required column is named in Dutch in Dutch only
        same = set(places(row["nl"])) ^ set(places(row["en"])) <= {"{3}"}
        count.check(row["nl"] and row["en"] and same, f"{row['id']}: the languages differ in their places")
        count.check(row["id"] in used or row["id"].startswith(BUILT) or '"' + row["id"] + '"' in code,
                    f"{row['id']} is said nowhere")
    known = {row["id"] for row in rows}
    prefixes = {i.split(".")[0] for i in known}
    for name in sorted(used):
        if name.split(".")[0] in prefixes and not name.startswith(BUILT) and not name.endswith((".csv", ".json", ".txt", ".h", ".css")):
            count.check(name in known, f"{name} has no text")


def literal_part(text):
    return max(re.split(r"\{[^}]*\}", text), key=len).strip()


def check_fixtures(count, rows):
    for row in rows:
        if not row["id"].startswith(FAULTS) or row["id"] in WITHOUT_FIXTURE or row["id"] in ("areas.", "line.name"):
            continue
        folder = os.path.join(GOLDEN, "fault-" + row["id"])
        told = os.path.join(folder, "stderr")
        text = read(told) if os.path.exists(told) else ""
        count.check(literal_part(row["nl"]) in text, f"{row['id']}: no fixture provokes it")


def check_width(count, program):
    for command in WIDE:
        lines = said(program, *command).splitlines()
        # an address or the key of a figure may be longer than a line
        wide = [line for line in lines
                if len(line) > 80 and not re.search(r"https?://", line) and max(map(len, line.split())) < 60]
        count.check(lines and not wide, f"{' '.join(command)}: {len(wide)} lines are wider than 80: {wide[:2]}")


def main():
    count = Count()
    rows = read_rows(os.path.join(ROOT, "src", "report", "texts.csv"))
    check_texts(count, rows)
    check_fixtures(count, rows)
    check_width(count, sys.argv[1])
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
