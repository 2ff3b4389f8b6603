#!/usr/bin/env python3
"""Stored results: `check` and `verify` against figures worked out by hand, and their TAP and JUnit by other readers.

usage: check.py PROGRAM

By hand: without discounting, additional cost over 10 years is 10 x team cost x (1 - replaced share). From 1,000,000 and 0.5 to 1,100,000
and 0.4 it goes from 5,000,000 to 6,600,000. Team cost alone adds 500,000 before the share changes and 600,000 after it; the share alone
1,000,000 before team cost changes and 1,100,000 after it. The mean over both orders is 550,000 and 1,050,000.
"""
import hashlib
import json
import math
import os
import re
import sys
import tempfile
import xml.etree.ElementTree

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import Count, read, run, write  # noqa: E402

FIGURE = "additional_cost_pv_eur"
HEADER = "code;naam;huishoudens;inwoners;teamkosten\n"
FIXED = ["--set", "discount_rate=0", "--set", "horizon=10", "--set", "programme_years=10"]


class Folder:
    """A folder with input files, in which the program runs."""

    def __init__(self, program, path):
        self.program, self.path = program, path

    def write(self, name, text):
        write(os.path.join(self.path, name), text)

    def read(self, name):
        return read(os.path.join(self.path, name))

    def edit(self, name, change):
        """Writes a stored result after `change` did something to it."""
        result = json.loads(self.read(name))
        change(result)
        self.write(name, json.dumps(result))

    def run(self, *arguments):
        return run(self.program, *arguments, cwd=self.path)

    def store(self, name, *arguments):
        self.run(*arguments, "--format", "json", "--output", name)


def close(a, b):
    return a is not None and abs(a - b) < 1e-6


def contributions(done, area, figure):
    result = json.loads(done.stdout)["results"][0]
    rows = [r for r in result["contributions"] if r["area"] == area and r["figure"] == figure]
    return rows[0], {p["cause"]: p["value"] for p in rows[0]["parts"]}


def areas(cost, *more):
    return HEADER + f"W1;Noord;10000;21000;{cost}\n" + "".join(more)


def check_contributions(count, f):
    f.write("wijken.csv", areas(1000000))
    f.write("eigen.csv", "key;value\nreplaced_share;0,5\n")
    f.store("v.json", "baseline", "wijken.csv", *FIXED, "--parameters", "eigen.csv")
    f.write("wijken.csv", areas(1100000))
    f.write("eigen.csv", "key;value\nreplaced_share;0,4\n")
    done = f.run("check", "v.json", "--figure", FIGURE, "--format", "json")
    row, part = contributions(done, "W1", FIGURE)
    count.check(done.returncode == 5, "a moved figure has its own exit code")
    count.check(close(row["was"], 5e6) and close(row["is"], 6.6e6), "additional cost before and after")
    count.check(close(part["team_cost_eur"], 550000) and close(part["replaced_share"], 1050000), "contributions by hand")
    count.check(part["model"] == 0 and part["areas"] == 0, "neither the model nor areas moved it")
    # the model itself: as if an earlier version had 1000 more
    f.edit("v.json", lambda r: r["areas"][0].update({FIGURE: 5e6 + 1000}))
    row, part = contributions(f.run("check", "v.json", "--format", "json"), "W1", FIGURE)
    count.check(close(part["model"], -1000) and close(part["team_cost_eur"], 550000), "the model itself is what is left")
    count.check(close(row["difference"], 1599000), "what it adds up to")
    return [r for r in json.loads(f.run("check", "v.json", "--format", "json").stdout)["results"][0]["contributions"]]


def check_sums(count, rows):
    """In whatever order they are added, to the last bit."""
    for row in rows:
        values = [p["value"] for p in row["parts"]]
        for order in (values, values[::-1], sorted(values)):
            total = 0.0
            for value in order:
                total += value
            count.check(not values or total == row["difference"], f"{row['area']} {row['figure']} adds up exactly")
        near = not values or math.isclose(row["difference"], row["is"] - row["was"], rel_tol=1e-9, abs_tol=1e-6)
        count.check(near, f"{row['area']} {row['figure']}: the difference is that of the figures")


def check_areas(count, f):
    """An area that went takes 10 x 600,000 x (1 - 0.5) = 3,000,000 with it; another one grows by 10 x 100,000 x 0.5."""
    f.write("wijken.csv", areas(1000000, "W2;Zuid;8000;17000;600000\n"))
    f.store("v.json", "baseline", "wijken.csv", *FIXED, "--set", "replaced_share=0.5")
    f.write("wijken.csv", areas(1100000))
    done = f.run("check", "v.json", "--format", "json")
    row, part = contributions(done, "total", FIGURE)
    count.check(close(part["areas"], -3e6) and close(part["team_cost_eur"], 5e5) and close(row["difference"], -2.5e6), "an area that went")
    moved = json.loads(done.stdout)["results"][0]["moved"]
    count.check(any(m["area"] == "W2" and m["change"] == "gone" and m["figure"] == "" for m in moved), "W2 is named")
    check_sums(count, json.loads(done.stdout)["results"][0]["contributions"])


def check_tolerance(count, f):
    """An amount may differ by a cent, another figure by a billionth of its size."""
    f.write("wijken.csv", areas(1000000))
    f.store("v.json", "baseline", "wijken.csv")
    whole = f.read("v.json")
    for key, change, arguments, code in [("npv_eur", 0.009, [], 0), ("npv_eur", 0.011, [], 5), ("npv_eur", 0.011, ["--tolerance", "0.02"], 0),
                                         ("ratio", 5e-10, [], 0), ("ratio", 1e-8, [], 5), ("ratio", 1e-8, ["--tolerance", "9"], 5),
                                         ("npv_eur", 0.009, ["--tolerance", "0"], 5)]:
        f.write("v.json", whole)
        f.edit("v.json", lambda r, k=key, c=change: r["areas"][0].update({k: r["areas"][0][k] + c}))
        done = f.run("check", "v.json", *arguments)
        count.check(done.returncode == code and (code == 5) == bool(done.stdout), f"{key} off by {change} {arguments}: exit {code}")
    count.check(f.run("verify", "v.json").returncode == 5, "verify has no tolerance")


def check_update(count, f):
    f.write("wijken.csv", areas(1000000))
    f.store("v.json", "baseline", "wijken.csv")
    before = os.stat(os.path.join(f.path, "v.json"))
    count.check(f.run("check", "v.json", "--update").returncode == 0, "an update of what is equal")
    count.check(os.stat(os.path.join(f.path, "v.json")).st_mtime_ns == before.st_mtime_ns, "what is equal is not written")
    f.write("wijken.csv", areas(1000001))
    done = f.run("check", "v.json", "--update")
    count.check(done.returncode == 0 and "team_cost_eur" in done.stdout, "an update says what moved")
    count.check(f.run("check", "v.json").returncode == 0 and f.run("verify", "v.json").returncode == 0, "and stores what comes out")
    f.store("fresh.json", "baseline", "wijken.csv")
    count.check(f.read("fresh.json") == f.read("v.json"), "the very text that baseline writes")


def check_tap(count, text):
    """The plan, the numbers, and the indent of what is told."""
    lines = text.splitlines()
    count.check(lines[0] == "TAP version 13" and re.fullmatch(r"1\.\.\d+", lines[1]), "TAP starts with version and plan")
    points = [m for m in (re.fullmatch(r"(not )?ok (\d+) - (.*)", line) for line in lines) if m]
    count.check([int(m[2]) for m in points] == list(range(1, int(lines[1][3:]) + 1)), "TAP has the tests of its plan")
    others = [line for line in lines[2:] if not re.match(r"(not )?ok \d+ - ", line)]
    count.check(all(line.startswith("  ") for line in others), "TAP has everything else indented")
    return [bool(m[1]) for m in points]


def check_tests(count, f):
    f.write("wijken.csv", areas(1000000, "W<2>;\"Zuid & \"\"zo\"\"\";8000;17000;600000\n"))
    f.store("v.json", "baseline", "wijken.csv")
    f.store("same.json", "compare", "wijken.csv", "--scenario", "pessimistic")
    f.edit("v.json", lambda r: r["areas"][1].update({"npv_eur": 0}))
    files = ["v.json", "same.json", "<weg>&.json"]
    done = f.run("check", *files, "--format", "junit")
    root = xml.etree.ElementTree.fromstring(done.stdout.encode())
    suites = root.findall("testsuite")
    count.check(done.returncode == 3 and [s.get("name") for s in suites] == files, "JUnit has a suite per file; a fault decides the exit code")
    for suite in suites:
        cases = suite.findall("testcase")
        count.check(int(suite.get("tests")) == len(cases), f"{suite.get('name')}: the number of tests")
        count.check(int(suite.get("failures")) == len(suite.findall("testcase/failure")), f"{suite.get('name')}: the number of failures")
        count.check(int(suite.get("errors")) == len(suite.findall("testcase/error")), f"{suite.get('name')}: the number of errors")
    names = [c.get("name") for c in suites[0].findall("testcase")]
    count.check(names == ["result", "W1", "W<2>", "total"], "a test per area")
    failed = [c.get("name") for c in suites[0].findall("testcase") if c.find("failure") is not None]
    count.check(failed == ["W<2>"] and len(suites[2].findall("testcase/error")) == 1, "the area that moved fails, the file that is gone is an error")
    tap = check_tap(count, f.run("check", *files, "--format", "tap").stdout)
    count.check(tap == [c.find("failure") is not None or c.find("error") is not None for s in suites for c in s.findall("testcase")],
                "TAP and JUnit agree")


def check_recipe(count, f):
    """What is told of the inputs: the files with their hashes, the command that gives the same bytes."""
    f.write("wijken.csv", areas(1000000))
    f.write("s.json", '{"parameters": {"tau": 0.3}}')
    f.store("v.json", "simulate", "wijken.csv", "--draws", "100", "--seed", "5", "--scenario", "s.json", "--lang", "en")
    made = json.loads(f.read("v.json"))["made_from"]
    for item in made["files"]:
        count.check(item["sha256"] == hashlib.sha256(f.read(item["file"]).encode()).hexdigest(), f"hash of {item['file']}")
    count.check({i["file"] for i in made["files"]} == {"wijken.csv", "s.json"}, "both files are named")
    again = f.run(made["command"], *made["arguments"], "--lang", made["language"], "--format", "json")
    count.check(again.stdout == f.read("v.json"), "the command gives the same bytes")
    count.check(f.run("verify", "v.json").returncode == 0, "and verify says so")
    f.write("s.json", '{"parameters": {"tau": 0.31}}')
    done = f.run("verify", "v.json", "--lang", "en")
    count.check(done.returncode == 5 and "The file s.json has changed" in " ".join(done.stdout.split()), "verify names the file that changed")


def check_hostile(count, f):
    """A stored result is read from anywhere: it must not do anything, nor bring the program down."""
    f.write("wijken.csv", areas(1000000))
    f.store("v.json", "baseline", "wijken.csv")
    good = f.read("v.json")
    for key, value in [("horizon", [-5, -5, -5]), ("horizon", [1e9, 1e9, 1e9]), ("horizon", "x"), ("tau", [None, 0, 1]), ("tau", []),
                       ("programme_years", [99, 99, 99]), ("discount_rate", [-2, -2, -2])]:
        f.write("v.json", good)
        f.edit("v.json", lambda r, k=key, v=value: (r["inputs"]["numbers"].update({k: v}), r["areas"][0].update({"npv_eur": 1})))
        done = f.run("check", "v.json")
        count.check(done.returncode == 1 and done.stderr.startswith("mkba: v.json"), f"{key} = {value} is refused with its place")
    for entered in ({"households": -1}, {"households": 1e400}, {"heavy_households": 99999999}, {"funding_municipality": 0.5}, {"score_find": 7}):
        f.write("v.json", good)
        f.edit("v.json", lambda r, e=entered: (r["areas"][0]["entered"].update(e), r["areas"][0].update({"npv_eur": 1})))
        count.check(f.run("check", "v.json").returncode == 1, f"{entered} is refused")
    for arguments in (["--output=x.csv", "wijken.csv"], ["--help"], ["--version"], ["--what"], []):
        f.write("v.json", good)
        f.edit("v.json", lambda r, a=arguments: r["made_from"].update({"arguments": a}))
        count.check(f.run("check", "v.json").returncode in (1, 2) and not os.path.exists(os.path.join(f.path, "x.csv")), f"{arguments} is refused")
    for command in ("check", "verify", "get", "rm", ""):
        f.edit("v.json", lambda r, c=command: r["made_from"].update({"command": c, "arguments": ["v.json"]}))
        count.check(f.run("check", "v.json").returncode in (1, 2), f"the command {command!r} is refused")


def main():
    count = Count()
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as path:
        f = Folder(program, path)
        check_sums(count, check_contributions(count, f))
        for check in (check_areas, check_tolerance, check_update, check_tests, check_recipe, check_hostile):
            check(count, f)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
