#!/usr/bin/env python3
"""Markdown says what the terminal says: an independent reader of Markdown (cmark-gfm) makes HTML of it, and the words in
that HTML are those of the text for a terminal, none lost and none added. Every table reads as a table, with as many
cells in each row as it has columns.

usage: markdown.py PROGRAM
"""
import collections
import html.parser
import os
import re
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import Count, said, write  # noqa: E402

AREAS = """code;naam;huishoudens;teamkosten_eur;score_vinden;score_bron_vinden
W1;Wijk *een* | <b> & [twee];3000;400000;0,5;
W2;1. Wijk_twee_ `x`;4000;500000;;
"""
COMMANDS = [
    ["baseline", "--municipality", "Utrecht"],
    ["baseline", "--municipality", "Utrecht", "--lang", "en"],
    ["baseline", "areas.csv"],
    ["baseline", "areas.csv", "--area", "W1"],
    ["baseline", "areas.csv", "--area", "W2", "--lang", "en"],
    ["explain", "npv", "--municipality", "Utrecht", "--depth", "3"],
    ["explain", "helped_per_year", "areas.csv", "--area", "W1"],
    ["sensitivity", "--municipality", "Utrecht"],
    ["breakeven", "need_value", "--municipality", "Utrecht", "--municipality", "'s-Gravenhage"],
    ["breakeven", "--municipality", "Utrecht", "--target=-89e6"],
    ["compare", "--municipality", "Utrecht", "--scenario", "pessimistic", "--scenario", "optimistic"],
    ["compare", "areas.csv", "--scenario", "null", "--lang", "en"],
    ["simulate", "--municipality", "Utrecht", "--draws", "300"],
    ["simulate", "areas.csv", "--draws", "300", "--scenario", "pessimistic", "--lang", "en"],
    ["params"],
    ["params", "--sources"],
    ["rubric"],
]


class Reader(html.parser.HTMLParser):
    """The text of a page, and how many cells each row of each table has."""

    def __init__(self):
        super().__init__()
        self.text, self.tables, self.tags = [], [], collections.Counter()

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append(0)
        elif tag in ("td", "th"):
            self.tables[-1][-1] += 1
        self.text.append(" " if tag in ("li", "td", "th", "p", "br") else "")

    def handle_data(self, data):
        self.text.append(data)


def run(program, command, folder, form):
    return said(program, *command, "--format", form, cwd=folder, env={**os.environ, "LC_ALL": "C.UTF-8", "LANG": "nl"})


def letters(text):
    """Letters and digits only, as many of each as there are: lines, rules, bars and hyphens are the terminal's own."""
    return collections.Counter(re.sub(r"[\W_]", "", text))


def check(program, command, folder):
    plain, markdown = (run(program, command, folder, form) for form in ("table", "md"))
    page = said("cmark-gfm", "-e", "table", "-e", "strikethrough", "-e", "autolink", input=markdown)
    reader = Reader()
    reader.feed(page)
    faults = []
    shown = letters("".join(reader.text))
    if command[0] == "baseline":  # a numbered list has its numbers from the reader
        shown += collections.Counter("12345")
    if shown != letters(plain):
        faults.append(f"other letters: lost {letters(plain) - shown}, added {shown - letters(plain)}")
    if any(len(set(table)) != 1 for table in reader.tables):
        faults.append("a row with another number of cells than the table has columns")
    if reader.tags["table"] != len(re.findall(r"^\|---", markdown, re.M)):
        faults.append("a table that is none")
    if reader.tags["em"] or reader.tags["del"] or reader.tags["b"] or reader.tags["a"] and "--sources" not in command:
        faults.append(f"signs that were not meant: {dict(reader.tags)}")
    if any(word in page for word in ("\u00ad", "\u200b")):
        faults.append("places where words may be broken")
    return faults


def main():
    program = os.path.abspath(sys.argv[1])
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        write(os.path.join(folder, "areas.csv"), AREAS)
        for command in COMMANDS:
            faults = check(program, command, folder)
            count.check(not faults, f"{' '.join(command)}:", "; ".join(faults))
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
