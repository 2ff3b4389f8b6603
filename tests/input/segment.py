#!/usr/bin/env python3
"""mkba segment against a classification of its own, on random files in every dialect; and that nothing of a household comes
out: segment.py PROGRAM
"""
import collections
import csv
import io
import os
import random
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import Count, rows_of, write  # noqa: E402

DOMAINS = ["finances", "work_education", "daytime_activities", "housing", "domestic_relations", "mental_health",
           "physical_health", "substance_use", "basic_adl", "instrumental_adl", "social_network", "community_participation",
           "justice"]
DUTCH = ["Financiën", "werk en opleiding", "tijdsbesteding", "Huisvesting", "huiselijke-relaties", "geestelijke gezondheid",
         "lichamelijke gezondheid", "middelengebruik", "basale ADL", "instrumentele ADL", "sociaal netwerk",
         "Maatschappelijke participatie", "justitie"]
AREAS = ["W1", "Oud-Süd", "Café-buurt", "GM0344", "wijk 12 (noord)", "7"]
MARK = "Zebedeus"  # stands in the cells of persons, and nowhere else


def expected(rows, heavy=3, vulnerable=3):
    """Section 13 of the model page: rows are (area, scores)."""
    counts = collections.OrderedDict()
    for area, scores in rows:
        of = counts.setdefault(area, [0, 0, 0])
        low = sum(s in (1, 2) for s in scores)
        of[0] += 1
        if low >= heavy:
            of[1] += 1
        elif low >= 1 or sum(s == 3 for s in scores) >= vulnerable:
            of[2] += 1
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(["code", "households", "heavy_households", "vulnerable_households"])
    writer.writerows([area, *of] for area, of in counts.items())
    return text.getvalue()


class Dialect:
    """How a file is written; every choice is drawn."""

    def __init__(self, dice):
        self.separator = dice.choice(";;,\t")
        self.encoding = dice.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])
        self.newline = dice.choice(["\n", "\n", "\r\n", "\r"])
        self.quotes = dice.choice([0, 0, 0.05, 1])
        self.blanks = dice.choice([0, 0, 0.1])
        self.decimals = dice.choice([0, 0, 0.1])
        self.missing = dice.choice(["", "", "NA", "."])
        self.empty_lines = dice.choice([0, 0, 0.05])
        self.last_newline = dice.choice([True, False])
        self.first_line = dice.choice([False, False, True])

    def cell(self, dice, text):
        if dice.random() < self.blanks:
            text = f" {text}\t" if self.separator != "\t" else f"  {text}"
        if dice.random() < self.quotes or self.separator in text or '"' in text or "\n" in text:
            text = '"' + text.replace('"', '""') + '"'
        return text

    def score(self, dice, score):
        if score is None:
            return self.missing
        return f"{score}{dice.choice([',0', '.0', '.00'])}" if dice.random() < self.decimals else str(score)

    def write(self, dice, header, rows):
        lines = [f"sep={self.separator}"] if self.first_line else []
        for row in [header, *rows]:
            lines.append(self.separator.join(self.cell(dice, text) for text in row))
            if dice.random() < self.empty_lines:
                lines.append(dice.choice(["", self.separator * (len(header) - 1)]))
        text = self.newline.join(lines) + (self.newline if self.last_newline else "")
        mark = b"\xfe\xff" if self.encoding == "utf-16-be" else b""
        return mark + text.encode(self.encoding)


def make(dice, size):
    """A random file, and what it should give."""
    domains = sorted(dice.sample(range(13), dice.randint(1, 13)), key=lambda _: dice.random())
    names = dice.choice([DOMAINS, DUTCH])
    columns = [("area", dice.choice(["area", "Gebied", "wijk"])), *((d, "zrm_" + names[d]) for d in domains)]
    has_id = dice.random() < 0.5
    if has_id:
        columns.append(("id", "ID"))
    if dice.random() < 0.5:
        columns.append(("name", "naam"))
    if dice.random() < 0.7:
        dice.shuffle(columns)
    dialect, rows, cells = Dialect(dice), [], []
    weights = dice.choice([(1, 1, 1, 1, 1, 1), (1, 1, 2, 9, 9, 9), (0, 0, 1, 1, 1, 20)])
    for i in range(size):
        area = dice.choice(AREAS)
        scores = dice.choices([1, 2, 3, 4, 5, None], weights, k=13)
        rows.append((area, [scores[d] for d in domains]))
        name = dice.choice([MARK, f'{MARK} "de" Boer', f"{MARK}\nregel 2", f"{MARK};x"])
        values = {"area": area, "id": f"{MARK}{i * 7919 % 1000003}", "name": name}
        cells.append([values[c] if isinstance(c, str) else dialect.score(dice, scores[c]) for c, _ in columns])
    return dialect.write(dice, [name for _, name in columns], cells), rows, dialect


def run(program, arguments, data=None):
    done = subprocess.run([program, "segment", *arguments], input=data, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def random_files(count, program, path):
    for seed in range(120):
        dice = random.Random(seed)
        content, rows, dialect = make(dice, dice.choice([1, 2, 20, 300, 3000]))
        heavy, vulnerable = (3, 3) if seed % 3 else (dice.randint(1, 5), dice.randint(1, 5))
        options = ["--set", f"zrm_heavy_domains={heavy}", "--set", f"zrm_vulnerable_domains={vulnerable}"]
        want = (0, expected(rows, heavy, vulnerable))
        with open(path, "wb") as file:
            file.write(content)
        for threads in "12":
            code, out, said = run(program, [path, *options, "--threads", threads])
            count.check((code, out) == want, f"seed {seed}, {threads} threads, {vars(dialect)}: {said[:300]}")
            count.check(MARK not in out + said, f"seed {seed}: {said[:200]}")
        count.check(run(program, ["-", *options], content)[:2] == want, f"seed {seed}, through a pipe, {vars(dialect)}")


def large_files(count, program, path):
    """Blocks that end everywhere: rows of many lengths, in files of many blocks."""
    for seed in range(4):
        dice = random.Random(1000 + seed)
        content, rows, dialect = make(dice, 60000)
        with open(path, "wb") as file:
            file.write(content)
        for threads in "12":
            code, out, said = run(program, [path, "--threads", threads])
            count.check((code, out) == (0, expected(rows)), f"large {seed}, {vars(dialect)}: {said[:300]}")


def faults(count, program, path):
    """Faulty rows are told by their line, with nothing of what stands in them, and nothing is written."""
    lines = [f"W{i % 5};{i};{MARK};3;4" for i in range(100000)]
    wrong = {7: f"W1;x7;{MARK};9;4", 50: f"W1;x50;{MARK};3;{MARK}", 4000: f";x4000;{MARK};3;4", 9000: f"W1;x9000;{MARK};3",
             20000: f"W1;100;{MARK};3;4", 70001: f"W2;100;{MARK};2.5;4", 99999: f"W1;x99;{MARK};3;4;{MARK}"}
    for line, text in wrong.items():
        lines[line - 2] = text
    write(path, "\n".join(["area;id;naam;zrm_housing;zrm_justice", *lines]) + "\n")
    for threads in "12":
        code, out, said = run(program, [path, "--threads", threads, "--lang", "en"])
        told = [int(line.split(":")[2]) for line in said.splitlines()]
        count.check(code == 1 and out == "" and told == sorted([*wrong, 70001]), f"{code}: {said}")
        count.check(MARK not in said and "on line 102 too" in said, said)
    # more than twenty: the first are told, the others counted
    write(path, "area;id;zrm_housing\n" + "".join(f"W1;{MARK}{i % 500};{i % 7}\n" for i in range(2000)))
    bad = sum(i % 7 not in range(1, 6) for i in range(2000)) + 1500
    for threads in "12":
        code, out, said = run(program, [path, "--threads", threads, "--lang", "en"])
        told = said.splitlines()
        count.check(code == 1 and out == "" and len(told) == 21 and f"and {bad - 20} other faults" in told[-1], said[-300:])
    # no line with names: a person stands in its place
    write(path, f"{MARK};3;4;5\n{MARK};3;4;5\n")
    code, out, said = run(program, [path])
    count.check(code == 1 and out == "" and said and MARK not in said, said)


def ids(count, program, path):
    """Every repeated id is found, and no other; also where they are many."""
    for seed in range(6):
        dice = random.Random(seed)
        numbers = list(range(200000))
        dice.shuffle(numbers)
        repeated = dice.choice([0, 1, 30, 5000, 150000])
        rows = numbers + dice.choices(numbers, k=repeated)
        dice.shuffle(rows)
        write(path, "id;area;zrm_housing\n" + "".join(f"{n};W1;4\n" for n in rows))
        first, told = {}, []
        for line, n in enumerate(rows, 2):
            if n in first:
                told.append(f"{line}: column 1 (id): This household is on line {first[n]} too")
            first.setdefault(n, line)
        for threads in "12":
            code, out, said = run(program, [path, "--threads", threads, "--lang", "en"])
            lines = [line.split(".csv:")[-1].split(",")[0] for line in said.splitlines()] if told else []
            count.check(code == bool(told) and lines[:20] == told[:20], f"ids {seed}, {threads} threads: {said[:200]}")
            more = [f"mkba: and {len(told) - 20} other faults"] if len(told) > 20 else []
            count.check(lines[20:] == more, f"ids {seed}: {said[-100:]}, {len(told)}")
    with open(path, "rb") as file:
        content = file.read()
    count.check(run(program, ["-", "--lang", "en"], content)[2].replace("-:", "x.csv:") ==
                run(program, [path, "--lang", "en"])[2].replace(path, "x.csv"), "through a pipe: other faults")


def suppression(count, program, path):
    """No count below 5, nor any that follows from what is shown."""
    dice = random.Random(1)
    rows = []
    for i in range(300):
        weights = dice.choice([(1, 1, 1), (1, 0, 9), (9, 1, 0.3), (0, 0, 1)])
        rows += [(f"W{i}", [dice.choices([1, 3, 5], weights)[0]] * 3) for _ in range(dice.choice([1, 4, 5, 8, 30, 90]))]
    write(path, "area;zrm_housing;zrm_justice;zrm_finances\n" + "".join(f"{a};{s[0]};{s[1]};{s[2]}\n" for a, s in rows))
    true = {row["code"]: row for row in rows_of(expected(rows))}
    code, out, said = run(program, [path, "--suppress-under", "5", "--lang", "en"])
    shown = rows_of(out)
    names = ["heavy_households", "vulnerable_households"]
    for row in shown:
        whole = int(row["households"])
        parts = [int(row[n]) for n in names if row[n]]
        told = [whole, *parts, *(whole - p for p in parts)] + ([whole - sum(parts)] if len(parts) == 2 else [])
        count.check(min(told) >= 5, f"{row}")
        count.check(all(row[n] in ("", true[row["code"]][n]) for n in names), f"{row}")
    few = sum(int(row["households"]) < 5 for row in true.values())
    blank = sum(row[n] == "" for row in shown for n in names)
    count.check(code == 0 and len(shown) == 300 - few and few and blank and f"{few} areas with fewer than 5" in said
                and f"{blank} counts were left blank" in said and str(len(rows)) not in said.replace(",", ""), said)


def known_areas(count, program, path):
    areas = path + ".areas"
    with open(areas, "w", encoding="cp1252") as file:
        file.write("naam;gebiedscode;huishoudens\nEen;Oud-Süd;3\nTwee;W2;4\nDrie;W3;1\n")
    write(path, f"gebied;zrm_justitie\nOud-Süd;3\nW2;1\n{MARK};1\n")
    code, out, said = run(program, [path, "--areas", areas])
    count.check(code == 1 and out == "" and ":4: " in said and MARK not in said and len(said.splitlines()) == 1, said)
    write(path, "gebied;zrm_justitie\nOud-Süd;3\nW2;1\n")
    code, out, said = run(program, [path, "--areas", areas, "--lang", "en"])
    count.check(code == 0 and out.splitlines()[1:] == ["Oud-Süd;1;0;0", "W2;1;0;1"] and "1 areas of the file" in said, said)
    # what comes out goes in again
    write(areas, out)
    done = subprocess.run([program, "get", "segments.vulnerable.households", areas, "--area", "W2"], capture_output=True, text=True, check=False)
    count.check(done.stdout == "1\n", done.stderr)
    os.remove(areas)


def main():
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "households.csv")
        for part in (random_files, large_files, faults, ids, suppression, known_areas):
            part(count, sys.argv[1], path)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
