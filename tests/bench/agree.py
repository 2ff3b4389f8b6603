#!/usr/bin/env python3
"""Holds the program's simulation against the independent ones in numpy and R: agree.py PROGRAM [--python PYTHON]

numpy draws the very same uniforms (--random counter), so every figure must agree to 1e-9 of its size or its spread.
R draws its own, so means must lie within 5 standard errors; its two ways of writing the model agree as numpy's do.
Without R that part is skipped, and says so.
Prints a line per round and "N passed, N failed".
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "data")
# One that entered all it can; one without team cost; one that entered households only; two whose stock is often full.
AREAS = ["GM0344", "GM0277", "GM0809", "GM0957", "GM0363"]
# Other choices, and a world in which keeping the approach is a close call, so that information is worth something.
SHORT = {"programme_years": 2, "horizon": 4, "cash_lag_years.wmo_support": 0, "price_year": 2020}
LONG = {"programme_years": 7, "horizon": 15, "effect_years": 4, "cash_lag_years.wmo_support": 3}
CLOSE = {"extra_refer_*": 0.05, "extra_need.*": 0.05, "replaced_share": (0.99, 0.98, 1)}
ROUNDS = [
    # name, areas, draws, seed, options of the script only, changed numbers
    ("areas", AREAS, 2000, 1, [], {}),
    ("all areas", None, 50, 2, [], {}),
    ("a long seed, draws not a multiple of four", AREAS[:2], 4321, 12345678901, [], {}),
    ("a short programme", AREAS, 500, 3, [], SHORT),
    ("a long programme", AREAS, 500, 4, [], LONG),
    ("the value of information", AREAS[:1], 20000, 5, ["--evppi", "--bins", "32"], CLOSE),
]
SCRIPTS = [["simulate_numpy.py"], ["simulate_page.py"], ["simulate_page.py", "--years-first"]]
PLAIN_R = [["simulate_page.R"], ["simulate_page.R", "--years-first"]]
ERRORS = 5


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr.strip()[-500:]}")
    return done.stdout


def table(text):
    """By area, figure and statistic; the program's rows have a world too, which is the base or nothing here."""
    return {(row["area"], row["figure"], row["statistic"]): float(row["value"]) if row["value"] else None
            for row in csv.DictReader(text.splitlines(), delimiter=";")}


def changed_data(folder, changes):
    """A copy of the data folder with other numbers (value, low, high); of a family, the numbers times a factor."""
    target = os.path.join(folder, "data")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(DATA, target)
    path = os.path.join(target, "parameters.csv")
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    for row in rows[1:]:
        for key, change in changes.items():
            if row[0] == key:
                row[1:4] = [str(x) for x in (change if isinstance(change, tuple) else (change,) * 3)]
            elif key.endswith("*") and row[0].startswith(key[:-1]):
                row[1:4] = [repr(float(x) * change) for x in row[1:4]]
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)
    return target


def spread(figures, area, figure):
    """The standard deviation of a figure; what information is worth is measured by that of the net value."""
    return figures.get((area, "npv_eur" if figure.startswith("evp") else figure, "sd")) or 0.0


def compare(mine, theirs):
    faults = []
    for key, number in theirs.items():
        have = mine.get(key, "nothing")
        if have == "nothing" and key[1].startswith("evppi.") and number == 0:
            continue  # nothing that is asked for depends on it
        if have is None or number is None or have == "nothing":
            same = have is number
        else:
            same = abs(have - number) <= 1e-9 * max(abs(have), abs(number), spread(theirs, *key[:2]))
        if not same:
            faults.append(f"{' '.join(key)}: {have} instead of {number}")
    return faults


def compare_means(mine, theirs, draws):
    faults = []
    for (area, figure, statistic), number in theirs.items():
        have = mine.get((area, figure, statistic))
        if statistic != "mean" or have is None or number is None:
            continue
        error = max(spread(mine, area, figure), spread(theirs, area, figure)) * (2 / draws) ** 0.5
        if abs(have - number) > ERRORS * error + 1e-9 * abs(number):
            faults.append(f"{area} {figure}: mean {have}, in R {number}, standard error {error}")
    return faults


def report(name, figures, faults):
    for fault in faults[:20]:
        print(f"  {fault}")
    print(f"{'FAIL' if faults else 'ok  '} {name}: {figures} figures, {len(faults)} differ", flush=True)
    return not faults


def main():
    program = sys.argv[1]
    python = sys.argv[3] if len(sys.argv) > 3 else "/usr/bin/python3"
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, areas, draws, seed, extra, changes in ROUNDS:
            where = ["--all"] if areas is None else [word for area in areas for word in ("--municipality", area)]
            options = [*where, "--draws", str(draws), "--seed", str(seed), "--data", changed_data(folder, changes)]
            mine = table(run(program, "simulate", *options, "--format", "csv"))
            for script, *way in SCRIPTS:
                command = [python, os.path.join(HERE, script), *way, "--random", "counter"]
                theirs = table(run(*command, *options, *extra))
                good = report(" ".join([name + ",", script, *way]), len(theirs), compare(mine, theirs))
                passed, failed = passed + good, failed + (not good)
        if not shutil.which("Rscript"):
            print("skip R: Rscript is not installed")
        for area in AREAS[:3] if shutil.which("Rscript") else []:
            options = ["--municipality", area, "--draws", "20000", "--seed", "6"]
            mine = table(run(program, "simulate", *options, "--format", "csv"))
            theirs = table(run("Rscript", os.path.join(HERE, "simulate.R"), *options))
            good = report(f"{area}, simulate.R", len(theirs), compare_means(mine, theirs, 20000))
            passed, failed = passed + good, failed + (not good)
            for script, *way in PLAIN_R:
                plain = table(run("Rscript", os.path.join(HERE, script), *way, *options))
                good = report(" ".join([area + ",", script, *way]), len(plain), compare(plain, theirs))
                passed, failed = passed + good, failed + (not good)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
