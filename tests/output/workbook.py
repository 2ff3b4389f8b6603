#!/usr/bin/env python3
"""The workbook, recomputed by LibreOffice, gives the program's figures to the cent.

usage: workbook.py PROGRAM [AREAS]

Of each workbook the stored results are taken out first, so that nothing but the formulas can give them. Then: random areas
(AREAS of them, 5 by default) under the settings of the program's comparison with the reference, one area per workbook and several
in one; measured effects; numbers changed in the workbook against --set; inputs entered and cleared in the workbook against another areas file.
Formulas that are broken on purpose must be noticed.
"""
import csv
import os
import re
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
sys.path.append(os.path.join(os.path.dirname(__file__), "..", "reference"))
import random_areas  # noqa: E402
from common import DATA, GOLDEN, Count, read_rows, result, rows_of, said, write  # noqa: E402
from random_settings import ROUNDS  # noqa: E402


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
FORMULA = re.compile(r"(<c r=\"[A-Z]+\d+\"[^>]*>)(<f>[^<]*</f>)<v>[^<]*</v></c>")
# LibreOffice computes everything again when it opens a workbook, instead of only what it thinks is out of date.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
count = Count()


# ---------------------------------------------------------------- Workbooks as files


class Workbook:
    """The parts of an .xlsx file, as text."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            self.part = {name: archive.read(name).decode() for name in archive.namelist()}
        book = ET.fromstring(self.part["xl/workbook.xml"])
        links = ET.fromstring(self.part["xl/_rels/workbook.xml.rels"])
        target = {link.get("Id"): link.get("Target") for link in links}
        self.sheet = {s.get("name"): "xl/" + target[s.get(RELATION)].removeprefix("/xl/")
                      for s in book.iter(MAIN + "sheet")}
        shared = self.part.get("xl/sharedStrings.xml")
        self.strings = ["".join(t.text or "" for t in item.iter(MAIN + "t"))
                        for item in ET.fromstring(shared)] if shared else []

    def save(self, path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self.part.items():
                archive.writestr(name, text)

    def cells(self, sheet):
        """{"A1": number or text} of a sheet."""
        values = {}
        for cell in ET.fromstring(self.part[self.sheet[sheet]]).iter(MAIN + "c"):
            value = cell.find(MAIN + "v")
            if value is None or value.text is None:
                continue
            kind = cell.get("t")
            values[cell.get("r")] = (self.strings[int(value.text)] if kind == "s"
                                     else value.text if kind in ("str", "e") else float(value.text))
        return values

    def take_results_out(self):
        """No stored result can be mistaken for a computed one."""
        for name in self.sheet.values():
            self.part[name] = FORMULA.sub(r"\1\2</c>", self.part[name])

    def put(self, sheet, cell, number):
        """A number into a cell, or None to clear it."""
        name = self.sheet[sheet]
        pattern = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)')
        value = "" if number is None else f"<v>{number}</v>"
        self.part[name], found = pattern.subn(lambda m: f'<c r="{cell}"{m.group(1) or ""}>{value}</c>', self.part[name], 1)
        if found != 1:
            sys.exit(f"no cell {cell} on {sheet}")

    def write(self, sheet, cell, text):
        """Text into a cell."""
        name = self.sheet[sheet]
        pattern = re.compile(rf'<c r="{cell}"( s="\d+")?[^>]*?(/>|>.*?</c>)')
        self.part[name], found = pattern.subn(
            lambda m: f'<c r="{cell}"{m.group(1) or ""} t="inlineStr"><is><t>{text}</t></is></c>', self.part[name], 1)
        if found != 1:
            sys.exit(f"no cell {cell} on {sheet}")

    def row_of(self, sheet, column, text):
        for cell, value in self.cells(sheet).items():
            if value == text and re.fullmatch(column + r"\d+", cell):
                return int(cell[len(column):])
        sys.exit(f"nothing called {text} on {sheet}")


def column_name(number):
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def figures(path):
    """{area's name: {figure: value}} of the sheet with all figures; "-" is no value."""
    book = Workbook(path)
    cells = book.cells("Figures")
    rows = {int(cell[1:]): value for cell, value in cells.items() if re.fullmatch(r"A\d+", cell) and int(cell[1:]) > 5}
    found = {}
    for cell, name in cells.items():
        column = cell.rstrip("0123456789")
        if cell == column + "5" and column not in ("A", "B"):
            found[name] = {figure: cells.get(f"{column}{row}") for row, figure in rows.items()}
    return found


# ---------------------------------------------------------------- Both sides


class Room:
    """A folder with workbooks to be recomputed all at once."""

    def __init__(self, folder, program):
        self.folder, self.program, self.asked = folder, program, []
        profile = os.path.join(folder, "profile", "user")
        os.makedirs(profile)
        os.makedirs(os.path.join(folder, "out"))
        write(os.path.join(profile, "registrymodifications.xcu"), ALWAYS)

    def path(self, name):
        return os.path.join(self.folder, name)

    def ask(self, name, options, wanted_options, change=None, must_differ=False):
        """A workbook made with some options, changed, is to give what the program gives with others."""
        path = self.path(name + ".xlsx")
        said(self.program, "report", "-o", path, "--lang", "en", *options)
        book = Workbook(path)
        book.take_results_out()
        if change:
            change(book)
        book.save(path)
        self.asked.append((name, wanted_options, must_differ))

    def recompute(self):
        names = [self.path(name + ".xlsx") for name, _, _ in self.asked]
        for i in range(0, len(names), 40):
            said("soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--convert-to", "xlsx",
                "--outdir", self.path("out"), *names[i:i + 40])

    def compare(self):
        for name, options, must_differ in self.asked:
            if callable(options):
                options(self.path(os.path.join("out", name + ".xlsx")))
                continue
            wanted = self.wanted(options)
            compared, faults = compare(figures(self.path(os.path.join("out", name + ".xlsx"))), wanted)
            if must_differ:
                count.check(faults, f"{name}: the broken formula was not noticed")
            else:
                count.check(compared > 200 and not faults, f"{name}: {compared} compared;", "; ".join(faults[:5]))

    def wanted(self, options):
        rows = rows_of(said(self.program, "baseline", "--format", "csv", *options))
        areas = {}
        for row in rows:
            areas.setdefault(row["area"], {})[row["figure"]] = float(row["value"]) if row["value"] else None
        plan = result(self.program, "plan", *options)
        for code, part in [(a["code"], a) for a in plan["areas"]] + [("total", plan["total"])]:
            areas.setdefault(code, {}).update(plan_figures(part))
        return areas


def plan_figures(area):
    """The amounts of `mkba plan` under the names that figures have."""
    found = {}
    for line in area["lines"]:
        found[f"plan.{line['id']}.from_year"] = line["from_year"]
        for year in line["years"]:
            for amount in ("saving_eur", "cash_eur", "extra_use_eur", "balance_eur"):
                found[f"plan.{line['id']}.{amount}.{year['t']}"] = year[amount]
    for party in area["parties"]:
        for year in party["years"]:
            for amount in ("benefit_eur", "cost_eur", "net_eur"):
                found[f"plan.parties.{party['id']}.{amount}.{year['t']}"] = year[amount]
        for line in party["lines"]:
            for amount in ("pv_eur", "year_2_eur"):
                found[f"pockets.{party['id']}.{line['id']}.{amount}"] = line[amount]
    return found


def agree(mine, theirs):
    if theirs is None or not isinstance(mine, float):
        return theirs is None and mine == "-"
    return abs(mine - theirs) <= max(0.005, 1e-9 * abs(theirs))


def compare(found, wanted):
    """Every figure of the workbook, by the code of its area."""
    compared, faults = 0, []
    for code, values in wanted.items():
        mine = next((v for name, v in found.items() if name == code or name.endswith(f"({code})")), None)
        if code == "total" and len(wanted) == 2:
            continue  # of a single area
        if code == "total":
            mine = found.get("All areas together")
        if mine is None:
            faults.append(f"no column for {code}")
            continue
        for figure, number in mine.items():
            if figure.startswith("evidence.") or (code == "total" and figure not in values):
                continue  # a value, not a formula; what does not add up
            if figure.startswith(("plan.", "pockets.")) and figure not in values:
                continue  # a step on the way to what the plan says
            compared += 1
            if figure not in values or not agree(number, values[figure]):
                faults.append(f"{code} {figure}: {number} instead of {values.get(figure)}")
    return compared, faults


# ---------------------------------------------------------------- Cases


def random_rows(seed, areas):
    return rows_of(random_areas.table(seed, areas))


def write_areas(path, rows):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, random_areas.COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


def set_options(settings):
    return [word for setting in settings for word in ("--set", setting)]


def random_inputs(room, areas):
    """One area per workbook, under settings that change."""
    per_round = -(-areas // len(ROUNDS))
    for number in range(areas):
        seed, settings = ROUNDS[number % len(ROUNDS)]
        file = room.path(f"random-{seed}.csv")
        if not os.path.exists(file):
            write_areas(file, random_rows(1000 + seed, per_round))
        code = "R%05d" % (number // len(ROUNDS) + 1)
        options = [file, "--area", code, "--decimal", "point", *set_options(settings)]
        room.ask(f"random-{seed}-{code}", options, options)


def several_areas(room):
    """With the potential worked out, and with too many areas for that."""
    for areas in (3, 12):
        file = write_areas(room.path(f"several-{areas}.csv"), random_rows(77 + areas, areas))
        room.ask(f"several-{areas}", [file, "--decimal", "point"], [file, "--decimal", "point"])
    def shown(path):
        found = figures(path)
        same = [f for f, number in found["Shown"].items() if not f.startswith("evidence.") and number == found["R00002"][f]]
        count.check(len(same) > 200 and found["R00002"] != found["R00001"] and found["Shown"] == found["R00002"],
                    f"the area that is chosen is shown: {len(same)} figures")
    file = write_areas(room.path("chosen.csv"), [{**row, "name": ""} for row in random_rows(80, 3)])
    room.ask("chosen", [file, "--decimal", "point"], shown, lambda book: book.write("Outcome", "B3", "R00002"))
    scenario = write(room.path("scenario.json"), '{"parameters": {"reduction.*": {"times": 0.5}, "provider_share": "high"}, "areas": {"*": {"score_find": 0.8}}}')
    options = ["-m", "Utrecht", "--scenario", scenario]
    room.ask("scenario", options, options)


NUMBERS = {"tau": 0.35, "discount_rate": 0.031, "reduction.wmo_support.heavy": -0.07, "hourly_rate_eur": 71.5, "kappa": 0,
           "cost_per_fte_eur": 101010, "autonomous_growth": 0.013, "extra_need.wmo_support": 0.21, "replaced_share": 0.4,
           "segment_share.heavy": 0.02, "need_value": 0, "potential_step": 0.4, "score_default": 0.9,
           "payer_share.income_support.state": 0.6, "refill_share": 0.1, "concentration_exponent": 0.3}


def set_number(book, key, value):
    row = book.row_of("Numbers", "A", key)
    for column in "CDE":
        book.put("Numbers", f"{column}{row}", value)


def with_numbers(room, name, numbers):
    """The same numbers in the workbook and in a table of the user: value, low and high."""
    table = write(room.path(name + ".csv"), "key;value;low;high\n" + "".join(f"{k};{v};{v};{v}\n" for k, v in numbers))

    def change(book):
        for key, value in numbers:
            set_number(book, key, value)
    room.ask(name, ["-m", "Zeist"], ["-m", "Zeist", "--parameters", table], change)


def changed_numbers(room):
    with_numbers(room, "numbers", list(NUMBERS.items()))
    room.ask("set", ["-m", "Zeist"], ["-m", "Zeist", "--set", "tau=0.35"], lambda book: set_number(book, "tau", 0.35))


def changed_inputs(room, pairs):
    """From one random area to another, cell by cell, in the workbook."""
    for number in range(pairs):
        rows = random_rows(500 + number, 2)
        for row in rows:
            row["code"], row["name"], row["price_year"] = "X", "", ""
        files = [write_areas(room.path(f"input-{number}-{k}.csv"), [row]) for k, row in enumerate(rows)]

        def enter(book, row=rows[1]):
            for column, text in row.items():
                if column not in ("code", "name", "price_year"):
                    at = book.row_of("Input", "B", column)
                    book.put("Input", f"D{at}", float(text) if text else None)
        room.ask(f"input-{number}", [files[0], "--decimal", "point"], [files[1], "--decimal", "point"], enter)


BROKEN = [("Calculation", "selection", "+(1-", "-(1-"), ("Calculation", "years.3.cost_eur", "<f>", "<f>1+"),
          ("Calculation", "lines.wmo_support.saving_pv_eur.heavy", "*", "+"), ("Factors moved", "improvement_pv_eur", "*", "/"),
          ("Numbers", "unit_price_eur.eviction", "*", "/")]


def broken_formulas(room):
    """A formula that is not the model's must show."""
    options = ["-m", "Utrecht"]
    for number, (sheet, key, old, new) in enumerate(BROKEN):
        def spoil(book, sheet=sheet, key=key, old=old, new=new):
            row = book.row_of(sheet, "A", key)
            name = book.sheet[sheet]
            start = book.part[name].index(f'<row r="{row}"')
            end = book.part[name].index("</row>", start)
            cells = book.part[name][start:end]
            if old not in cells:
                sys.exit(f"{key}: no '{old}' in {cells[:300]}")
            book.part[name] = book.part[name][:start] + cells.replace(old, new, 1 if old != "*" else -1) + book.part[name][end:]
        room.ask(f"broken-{number}", options, options, spoil, must_differ=True)


def same_bytes(room):
    paths = [room.path(f"same-{k}.xlsx") for k in range(2)]
    for path in paths:
        said(room.program, "report", "-m", "Utrecht", "-o", path)
    count.check(open(paths[0], "rb").read() == open(paths[1], "rb").read(), "the same input gives the same bytes")


def stored_results(room):
    """What a viewer shows that does not compute is what the program says."""
    options = ["-m", "Utrecht", "-m", "Zeist"]
    path = room.path("stored.xlsx")
    said(room.program, "report", "-o", path, "--lang", "en", *options)
    compared, faults = compare(figures(path), room.wanted(options))
    count.check(compared > 500 and not faults, "stored results:", "; ".join(faults[:5]))


def measured(room):
    """Lines that were measured, one of them PM otherwise."""
    file = os.path.join(GOLDEN, "measured", "measured.csv")
    options = ["--municipality", "Utrecht", "--measured", file]
    room.ask("measured", options, options)


WORDS = {"saving_eur": "Saving", "cash_eur": "Can be cashed (model)", "extra_use_eur": "Extra use", "balance_eur": "Balance on the budget",
         "within_contracts_eur": "Can be cashed within contracts"}
STANDING = {"gains": "gains without paying", "loses": "does not pay a part and is worse off", "pays_and_gains": "pays and is better off",
            "pays_and_loses": "pays and loses", "none": "nothing"}


def labels_of(table):
    return {r["id"]: r["label_en"] for r in read_rows(os.path.join(DATA, table + ".csv"))}


class PlanSheet:
    """The rows of the sheet with the plan, in the tables that they stand in; a table begins with a band, then notes and names of columns."""

    def __init__(self, path):
        cells, rows = Workbook(path).cells("Cash-in plan"), {}
        for cell, value in cells.items():
            letters = cell.rstrip("0123456789")
            column = 0
            for letter in letters:
                column = 26 * column + ord(letter) - 64
            rows.setdefault(int(cell[len(letters):]), {})[column - 1] = value
        self.table, at = {}, None
        for number in sorted(rows):
            row = rows[number]
            if number - 1 not in rows and number > 4:
                at = self.table.setdefault(row[0], [])
            elif at is not None:
                at.append([row.get(k) for k in range(14)])

    def rows(self, table, *names):
        return [row[len(names):] for row in self.table[table] if tuple(row[:len(names)]) == names]


def check_plan_sheet(name, path, area, with_contracts):
    """Everything that `mkba plan` says, on the sheet, to the cent."""
    sheet, lines, parties = PlanSheet(path), labels_of("lines"), labels_of("parties")
    faults, compared = [], 0

    def same(what, row, wanted):
        nonlocal compared
        compared += len(wanted)
        good = row is not None and all(agree(mine, theirs) if not isinstance(theirs, str) else mine == theirs for mine, theirs in zip(row, wanted))
        if not good:
            faults.append(f"{what}: {row} instead of {wanted}")

    def only(rows):
        return rows[0] if len(rows) == 1 else None

    for line in area["lines"]:
        label = lines[line["id"]]
        for amount, word in WORDS.items():
            if amount != "within_contracts_eur" or with_contracts:
                same(f"{label}, {word}", only(sheet.rows("What can be cashed", label, word)), [y[amount] for y in line["years"]])
        who = only(sheet.rows("Who saves, from when on, and which part", label)) or []
        same(f"{label}, from", who[:1], [line["from_year"]])
        shares = dict(zip(parties, who[2:]))
        for party in line["payers"]:
            same(f"{label}, share of {party['id']}", [shares.get(party["id"])], [party["share"]])
        if sum(s for s in shares.values() if isinstance(s, float)) - 1 > 1e-9:
            faults.append(f"{label}: shares {shares}")
        check_contracts(name, sheet, label, line, faults)
        told = [row[0] for row in sheet.rows("To arrange", label)]
        if [t.split(" [")[0] for t in told] != [a["text"] for a in line["arrange"]]:
            faults.append(f"{label}: to arrange {told}")
    for party in area["parties"]:
        label = parties[party["id"]]
        same(label, only(sheet.rows("What changes on every budget per year, with the cost of the team", label, "Balance on the budget")),
             [y["net_eur"] for y in party["years"]])
        same(f"{label}, standing", only(sheet.rows("Wrong pockets: who gains and who pays", label)),
             [STANDING[party["standing"]], party["pv_eur"], -party["cost_pv_eur"], party["budget_year_2_eur"]])
        for line in party["lines"]:
            rows = sheet.rows("From which lines that comes", label, lines[line["id"]])
            if rows or line["pv_eur"] or line["year_2_eur"]:
                same(f"{label}, {line['id']}", only(rows), [line["pv_eur"], line["year_2_eur"]])
        told = [row[0] for row in sheet.rows("To agree on", label)]
        if [t.split(" [")[0] for t in told] != [a["text"] for a in party["agree"]]:
            faults.append(f"{label}: to agree on {told}")
    count.check(compared > 300 and not faults, f"{name}: {compared} compared; " + "; ".join(faults[:5]))


def check_contracts(name, sheet, label, line, faults):
    """What is known of contracts, and "unknown" for all else."""
    rows = sheet.rows("Contracts", label)
    columns = ("contract_form", 1), ("end_date", 2), ("notice_months", 3), ("owner", 4), ("budget_programme", 5), ("step_eur", 6), ("share", 8),\
        ("notice_by", 9), ("first_year", 10)
    for row, contract in zip(rows, line["contracts"] or [{}]):
        for key, column in columns:
            known = contract.get(key)
            wanted = "runs until notice is given" if key == "end_date" and contract.get("open_ended") else "unknown" if known in (None, "") else known
            if row[column] != wanted:
                faults.append(f"{label}, {key}: {row[column]} instead of {wanted}")
    if len(rows) != max(1, len(line["contracts"])):
        faults.append(f"{label}: {len(rows)} rows of contracts")


def cash_plan(room):
    """The sheet with the plan: with contracts; of an area chosen among several; and after numbers were changed in the workbook."""
    golden = os.path.join(GOLDEN, "report-contracts")
    contracts = [os.path.join(golden, "wijken.csv"), "--area", "W1", "--contracts", os.path.join(golden, "contracten.csv"), "--lang", "en"]
    plain = ["-m", "Zeist", "--lang", "en"]

    def wanted(options):
        return result(room.program, "plan", *options)["areas"][0]

    def checker(name, options, with_contracts=False):
        return lambda path: check_plan_sheet(name, path, wanted(options), with_contracts)

    room.ask("plan, contracts", contracts, checker("plan, contracts", contracts, True))
    room.ask("plan", plain, checker("plan", plain))
    numbers = [("tau", 0.35), ("cash_share.wmo_support", 0.9), ("refill_share", 0.1), ("payer_share.income_support.state", 0.6)]
    table = write(room.path("plan.csv"), "key;value;low;high\n" + "".join(f"{k};{v};{v};{v}\n" for k, v in numbers))

    def amounts(path):
        """Advice stays as it was: it is not a formula."""
        then, now = wanted(plain), wanted([*plain, "--parameters", table])
        for kind, texts in (("lines", "arrange"), ("parties", "agree")):
            for old, new in zip(then[kind], now[kind]):
                new[texts] = old[texts]
        check_plan_sheet("plan, changed", path, now, False)

    def change(book):
        for key, value in numbers:
            set_number(book, key, value)
    room.ask("plan, changed", plain, amounts, change)


def municipalities(program):
    """All of them in one workbook."""
    with tempfile.TemporaryDirectory() as folder:
        room = Room(folder, program)
        room.ask("all", ["--all"], ["--all"])
        room.recompute()
        room.compare()


def main():
    program = os.path.abspath(sys.argv[1])
    areas = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    if areas > 100:
        municipalities(program)
    with tempfile.TemporaryDirectory() as folder:
        room = Room(folder, program)
        random_inputs(room, areas)
        several_areas(room)
        changed_numbers(room)
        changed_inputs(room, max(3, areas // 10))
        broken_formulas(room)
        measured(room)
        cash_plan(room)
        room.recompute()
        room.compare()
        same_bytes(room)
        stored_results(room)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
