#!/usr/bin/env python3
"""The same official figures give the same areas file in every form in which they are handed out, and it can be computed
with as it is.

usage: official.py PROGRAM

One invented table of key figures is written as raw StatLine, portal export, a portal export that went through R, old
StatLine and with short names, in several encodings. What must come out is worked out here from the figures themselves. The
parts of a spread are worked out from the formula in docs/import.md; spending per task field is summed again.
"""
import csv
import io
import json
import math
import os
import random
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import DATA, Count, read_rows, rows_of  # noqa: E402

# code, name, then the figures in the order of FIGURES; None is what CBS does not give
AREAS = [
    ["NL00", "Nederland", 1000000, 480000, 180000, 140000, 160000, 40.0, 7.5, 20000, 18000, 30000],
    ["GM0344", "Voorbeeldstad", 9000, 4300, 1805, 1200, 1295, 45.3, 9.1, 310, 205, 315],
    ["WK034401", "Wijk 01 Het Noorden", 5600, 2800, 1200, 800, 800, 48.0, 10.0, 220, 130, 200],
    ["BU0344AA01", "Kerkbuurt, café-zijde", 3600, 1800, 800, 500, 500, 50.0, 12.8, 150, 90, 130],
    ["BU03440102", "Stationsbuurt (oost)", 2000, 1000, 400, 300, 300, 44.4, 6.4, 70, None, 70],
    ["WK034402", "Wijk 02 Süd", 3400, 1500, 605, 400, 495, 40.5, 7.5, 80, 70, 110],
    ["BU03440201", "'t Veld", 3350, 1480, 600, 395, 485, 40.1, 7.4, 80, 70, 100],
    ["BU03440202", "Kerkbuurt", 50, 20, 5, 5, 10, None, None, None, None, None],
    ["BU03440203", "Bedrijventerrein", 0, 0, 0, 0, 0, None, None, None, None, None],
    ["GM0363", "Anderstad", 4000, 2000, 900, 500, 600, 41.0, 8.0, 100, 60, 90],
    ["BU03630000", "Haven", 4000, 2000, 900, 500, 600, 41.0, 8.0, 100, 60, 90],
]
FIGURES = ["inhabitants", "households", "households_single", "households_no_children", "households_with_children",
           "lowest_income_share", "low_income_share", "benefit_recipients", "youth_care_clients", "wmo_clients"]
SHARES = {"lowest_income_share", "low_income_share"}
LEVELS = {"NL": "country", "GM": "municipality", "WK": "district", "BU": "neighbourhood"}
WORDS = {"NL": "Land", "GM": "Gemeente", "WK": "Wijk", "BU": "Buurt"}
RAW = ["AantalInwoners", "HuishoudensTotaal", "Eenpersoonshuishoudens", "HuishoudensZonderKinderen",
       "HuishoudensMetKinderen", "k_40HuishoudensMetLaagsteInkomen", "HuishoudensMetEenLaagInkomen",
       "PersonenPerSoortUitkeringBijstand", "JongerenMetJeugdzorgInNatura", "WmoClienten"]
PATHS = ["Bevolking/", "Bevolking/Particuliere huishoudens/", "Bevolking/Particuliere huishoudens/",
         "Bevolking/Particuliere huishoudens/", "Bevolking/Particuliere huishoudens/", "Inkomen/Inkomen van huishoudens/",
         "Inkomen/Inkomen van huishoudens/", "Sociale zekerheid/", "Zorg/", "Zorg/"]
NAMES = ["Aantal inwoners", "Huishoudens totaal", "Eenpersoonshuishoudens", "Huishoudens zonder kinderen",
         "Huishoudens met kinderen", "40% huishoudens met laagste inkomen", "Huishoudens met een laag inkomen",
         "Personen per soort uitkering; Bijstand", "Jongeren met jeugdzorg in natura", "Wmo-cliënten"]
UNITS = ["aantal"] * 5 + ["%"] * 2 + ["aantal"] * 3
SHORT = ["a_inw", "a_hh", "a_1p_hh", "a_hh_z_k", "a_hh_m_k", "p_hh_li", "p_hh_lkk", "a_soz_wb", "a_jz_tn", "a_wmo_t"]


def municipality(area):
    return {"0344": "Voorbeeldstad", "0363": "Anderstad"}.get(area[0][2:6], "Nederland")


def number(value, decimal, missing="."):
    return missing if value is None else str(value).replace(".", decimal)


def table(rows, separator, quote=False):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if quote or separator in text or '"' in text else text

    return "".join(separator.join(cell(c) for c in row) + "\n" for row in rows)


def raw(first=5):
    """Raw StatLine: everything quoted and padded, a decimal point, numbers behind the names that move from year to year."""
    rows = [["ID", "WijkenEnBuurten", "Gemeentenaam_1", "SoortRegio_2", "Codering_3", "PercentageJongerenMetJeugdzorg_88",
             "WmoClientenRelatief_90"] + [f"{n}_{first + 7 * i}" for i, n in enumerate(RAW)]]
    for i, a in enumerate(AREAS):
        rows.append([str(i), a[0].ljust(10), municipality(a).ljust(40), WORDS[a[0][:2]].ljust(10), a[0].ljust(10),
                     "     9.9", "      31"] + [number(v, ".").rjust(8) for v in a[2:]])
    return table(rows, ";", True)


def portal(decimal=",", separator=";"):
    rows = [["Wijken en buurten", "Regioaanduiding/Gemeentenaam (naam)", "Regioaanduiding/Soort regio (omschrijving)",
             "Regioaanduiding/Codering (code)"] + [f"{p}{n} ({u})" for p, n, u in zip(PATHS, NAMES, UNITS)]]
    for a in AREAS:
        rows.append([a[1], municipality(a), WORDS[a[0][:2]], a[0]] + [number(v, decimal, "") for v in a[2:]])
    return table(rows, separator)


def through_r():
    def mangled(name):
        return "".join(c if c.isalnum() else "." for c in name)

    rows = list(csv.reader(io.StringIO(portal(",")), delimiter=";"))
    out = [[""] + [mangled(h) for h in rows[0]]]
    out += [[str(i)] + [c if c else "NA" for c in row] for i, row in enumerate(rows[1:], 1)]
    return table(out, ",", True)


def old(footer="Bron: CBS", padded=False, percent=False):
    """Old StatLine: lines before, a row of units, || before names, a footer."""
    units = list(UNITS)
    if percent:
        units[2:5] = ["%"] * 3
    header = ["", "Gemeentenaam", "Soort regio", "Codering"] + ["|" * (i % 4) + n for i, n in enumerate(NAMES)]
    rows = [["Wijken en buurten", "naam", "omschrijving", "code"] + units]
    for a in AREAS:
        values = list(a[2:])
        if percent:
            values[2:5] = [round(100 * v / a[3]) if a[3] else None for v in values[2:5]]
        rows.append([a[1], municipality(a), WORDS[a[0][:2]], a[0]] + [number(v, ",") for v in values])
    pad = ";" * (len(header) - 1) if padded else ""
    return (f"Kerncijfers wijken en buurten 2019{pad}\n{pad}\n" + (";Onderwerp" + pad[1:] + "\n") + table([header], ";")
            + table(rows, ";") + footer + pad + "\n")


def short():
    rows = [["gwb_code_10", "gwb_code_8", "regio", "gm_naam", "recs", "gwb_code", "ind_wbi"] + SHORT + ["p_wmo_t", ""]]
    for a in AREAS:
        rows.append([a[0], a[0][2:], a[1], municipality(a), WORDS[a[0][:2]], a[0], "1"]
                    + [number(v, ".") for v in a[2:]] + [".", ""])
    return table(rows, ";")


def crlf(text):
    return text.replace("\n", "\r\n")


FORMS = {
    "raw StatLine": raw().encode("utf-8-sig"),
    "raw StatLine of another year": raw(61).encode(),
    "raw StatLine, CRLF, no last newline": crlf(raw()).rstrip().encode(),
    "raw StatLine, UTF-16": raw().encode("utf-16"),
    "portal": portal().encode("utf-8-sig"),
    "portal, Windows-1252, CRLF": crlf(portal()).encode("cp1252"),
    "portal, decimal point": portal(".").encode(),
    "portal, commas between": portal(".", ",").encode(),
    "portal, tabs between": portal(",", "\t").encode("utf-16"),
    "portal through R": through_r().encode(),
    "portal through R, Windows-1252": through_r().encode("cp1252"),
    "old StatLine": crlf(old()).encode("utf-8-sig"),
    "old StatLine, quoted footer": old('"Bron: CBS"').encode("cp1252"),
    "old StatLine, padded": crlf(old(padded=True)).encode(),
    "short names": crlf(short()).encode("utf-8-sig"),
    "short names, marks of maps": short().replace(";.;", ";-99999999;").encode(),
    "short names, lone commas": short().replace(";.;", ";,;").encode(),
}


def wanted(level):
    """The rows that must come out, as code -> column -> number."""
    return {a[0]: {f: None if v is None else round(v / 100, 6) if f in SHARES else v for f, v in zip(FIGURES, a[2:])}
            for a in AREAS if LEVELS[a[0][:2]] == level}


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder

    def run(self, *words, files=None, stdin=None):
        for name, content in (files or {}).items():
            with open(os.path.join(self.folder, name), "wb") as file:
                file.write(content)
        return subprocess.run([self.path, *words], capture_output=True, cwd=self.folder, input=stdin)

    def areas(self, *words, files=None):
        done = self.run("import", *words, files=files)
        return rows_of(done.stdout.decode()), done


def figures(rows):
    return {r["code"]: {f: float(r[f]) if r.get(f) else None for f in FIGURES} for r in rows}


def check_forms(checks, program):
    for name, content in FORMS.items():
        for level in LEVELS.values():
            rows, done = program.areas("kwb", "kwb.csv", "--level", level, files={"kwb.csv": content})
            checks.check(figures(rows) == wanted(level), f"{name}, {level}:", done.stderr.decode() or figures(rows))
            checks.check(all(r["level"] == level and r["evidence"] == "B" for r in rows), f"{name}, {level}: marks")
            if not name.startswith("raw"):
                names = {a[0]: a[1] for a in AREAS}
                checks.check(all(r["name"] == names[r["code"]] for r in rows), f"{name}: names")
        rows, done = program.areas("kwb", "kwb.csv", files={"kwb.csv": content})
        checks.check(set(figures(rows)) == set(wanted("neighbourhood")), f"{name}: the smallest level of the file")
        result = program.run("baseline", "-", "--format", "json", stdin=done.stdout)
        good = result.returncode == 0 and sum(a["households"] for a in json.loads(result.stdout)["areas"])
        checks.check(good == sum(a["households"] for a in wanted("neighbourhood").values()), f"{name}: baseline")
        checks.check(good and not json.loads(result.stdout)["file_remarks"], f"{name}: read without a question")


def check_percentages(checks, program):
    rows, done = program.areas("kwb", "kwb.csv", files={"kwb.csv": old(percent=True).encode()})
    by_code = {r["code"]: r for r in rows}
    for a in AREAS:
        if a[0].startswith("BU") and a[3]:
            found = float(by_code[a[0]]["households_single"])
            checks.check(math.isclose(found, a[3] * round(100 * a[4] / a[3]) / 100), f"{a[0]}: a count from a percentage", found)
            checks.check(by_code[a[0]]["evidence_households_single"] == "D", f"{a[0]}: computed figures say so")
    without = "\n".join(line for line in old(percent=True).split("\n") if not line.startswith("Wijken en buurten;"))
    rows, done = program.areas("kwb", "kwb.csv", "-m", "GM0363", "--lang", "en", files={"kwb.csv": without.encode()})
    checks.check("households_single" not in rows[0] and b"Eenpersoonshuishoudens" in done.stderr,
                 "percentages without a row of units are not read as counts", rows)


def check_narrowing(checks, program):
    for name in ("GM0363", "Anderstad", "anderstad", "363"):
        rows, done = program.areas("kwb", "kwb.csv", "--municipality", name, files={"kwb.csv": portal().encode()})
        checks.check([r["code"] for r in rows] == ["BU03630000"], f"municipality {name}", done.stderr)
    rows, done = program.areas("kwb", "kwb.csv", "-m", "Utrecht", files={"kwb.csv": raw().encode()})
    checks.check(len(rows) == 5, "a municipality that only the program knows by name", done.stderr)
    rows, done = program.areas("kwb", "kwb.csv", "--level", "all", "--lang", "en", files={"kwb.csv": raw().encode()})
    checks.check(len(rows) == len(AREAS) and b"overlap" in done.stderr, "all levels, with a warning", done.stderr)


def check_sums(checks, program):
    _, done = program.areas("kwb", "kwb.csv", "-m", "GM0344", "--lang", "en", files={"kwb.csv": raw().encode()})
    said = done.stderr.decode()
    whole = AREAS[1][2:]
    parts = [a for a in AREAS if a[0].startswith("BU0344")]
    for i, (name, label) in enumerate(zip(FIGURES, ["Inhabitants", "Private households"])):
        total = sum(a[2 + i] or 0 for a in parts)
        checks.check((total < whole[i]) == (f"{label}: together the neighbourhoods have" in said), f"{name}: sums", said)
    checks.check("Young people in youth care: together the neighbourhoods have 160 and GM0344" in said
                 or "Young people in youth care: together the neighbourhoods have 160 and Voorbeeldstad has 205" in said,
                 "suppressed cells make the sum too small", said)


def shares(key, parts, whole):
    """The part of each neighbourhood, as docs/import.md has it."""
    households = [a[3] for a in parts]
    known = [a[2 + FIGURES.index(key)] for a in parts]
    total, everybody = sum(k or 0 for k in known), sum(households)
    amount = whole[2 + FIGURES.index(key)]
    beyond = max(0, amount - total)
    without = sum(h for h, k in zip(households, known) if k is None)
    unknown = min(beyond, amount * without / everybody)
    rest = beyond - unknown
    weight = [(unknown * h / without if without else 0) if k is None else k for h, k in zip(households, known)]
    weight = [w + rest * h / everybody for w, h in zip(weight, households)]
    return [w / sum(weight) for w in weight]


def check_spread(checks, program):
    parts = sorted((a for a in AREAS if a[0].startswith("BU0344")), key=lambda a: a[0])
    keys = {"spend_wmo_support": ["wmo_clients"], "spend_income_support": ["benefit_recipients"],
            "team_cost_eur": ["wmo_clients", "youth_care_clients", "benefit_recipients"]}
    keys.update({f"spend_{line}": ["youth_care_clients"]
                 for line in ("youth_ambulatory", "youth_residential", "youth_specialised", "escalated_youth")})
    accounts = next(r for r in read_rows(os.path.join(DATA, "municipalities.csv")) if r["code"] == "GM0344")
    rows, done = program.areas("kwb", "kwb.csv", "--spread", "Utrecht", files={"kwb.csv": raw().encode()})
    found = {r["code"]: r for r in rows}
    checks.check(sorted(found) == [a[0] for a in parts], "who takes part in a spread", done.stderr)
    for column, by in keys.items():
        amounts = [float(found[a[0]][column]) for a in parts]
        checks.check(sum(amounts) == float(accounts[column]), f"{column}: nothing is lost", sum(amounts))
        each = [shares(key, parts, AREAS[1]) for key in by]
        for i, a in enumerate(parts):
            part = sum(s[i] for s in each) / len(each) * float(accounts[column])
            checks.check(abs(amounts[i] - part) <= 1, f"{column} of {a[0]}: {amounts[i]} is not {part}")
            checks.check(found[a[0]]["evidence_" + column] == "D", f"{column} of {a[0]}: a derived figure")
    # by hand: 315 clients, 300 of them known; 20 of 4,300 households without a cell get 315 * 20 / 4300 = 1.4651, and the
    # other 13.5349 go to all: 130 + 13.5349 * 1800 / 4300 = 135.6658 of 315, so 28,546,237 of 66,281,000 euro
    checks.check(abs(float(found["BU0344AA01"]["spend_wmo_support"]) - 28546237) <= 60, "a part by hand",
                 found["BU0344AA01"]["spend_wmo_support"])
    result = program.run("baseline", "-", "--format", "json", stdin=done.stdout)
    per_household = {round(a["team_cost_eur"] / a["households"]) for a in json.loads(result.stdout)["areas"] if a["households"]}
    checks.check(len(per_household) > 2, "neighbourhoods differ by more than size", per_household)


def check_accounts(checks, program):
    fields = {"6.2": "team_cost_eur", "6.3": "spend_income_support", "6.71": "spend_wmo_support",
              "6.72": "spend_youth_ambulatory", "6.73": "spend_youth_residential", "6.74": "spend_youth_specialised",
              "6.81": "accounts_escalated_adult_eur", "6.82": "spend_escalated_youth", "6.1": None, "6.4": None}
    later = {"6.21": "team_cost_eur", "6.22": "team_cost_eur", "6.23": "team_cost_eur", "6.3": "spend_income_support",
             "6.711": "spend_wmo_support", "6.712": "spend_wmo_support", "6.75": "spend_youth_ambulatory",
             "6.76": "spend_youth_residential", "6.791": "spend_wmo_support", "6.792": "spend_youth_ambulatory",
             "6.81": "accounts_escalated_adult_eur", "6.82": "spend_escalated_youth", "6.79": None, "6.91": None}
    codes = ["GM0014", "GM0034", "GM0037", "GM0047"]
    draw = random.Random(7)
    lines, sums = ["jaar;verslagsoort;gm_code;gm_naam;inwoners;taakveld;taakveld_naam;lasten_x1000eur"], {}
    for year, kind, names in ((2024, "2024X005", fields), (2026, "2026X000", later)):
        for code in codes:
            for field, column in names.items():
                eur = draw.randrange(1, 90000)
                lines.append(f"{year};{kind};{code};Stad {code};1000;{field};naam;{eur}")
                if column:
                    sums[year, code, column] = sums.get((year, code, column), 0) + 1000 * eur
    content = ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")
    for year, kind in ((2024, "accounts"), (2026, "budget")):
        rows, done = program.areas("iv3", "iv3.csv", "--year", str(year), "--report", kind, files={"iv3.csv": content})
        for row in rows:
            for column in set(fields.values()) - {None}:
                want = sums.get((year, row["code"], column), 0)
                checks.check(float(row.get(column) or "nan") == want, f"{year} {row['code']} {column}", row.get(column))
        checks.check(len(rows) == len(codes), f"{year}: who reported", done.stderr)
        result = program.run("baseline", "-", "--format", "json", stdin=done.stdout)
        checks.check(result.returncode == 0, f"{year}: baseline", result.stderr)


def check_damage(checks, program):
    """Whatever happens to a file, it is refused or read; never a crash, and never a sum of levels."""
    draw = random.Random(11)
    forms = list(FORMS.values())
    for _ in range(300):
        content = bytearray(draw.choice(forms))
        for _ in range(draw.randrange(1, 6)):
            at = draw.randrange(len(content))
            content[at:at + draw.choice([0, 1, 1, 30])] = draw.choice([b"", b'"', b";", b"\n", b"\0", b"\xff", b",", b"|"])
        _, done = program.areas("kwb", "kwb.csv", files={"kwb.csv": bytes(content)})
        checks.check(done.returncode in (0, 1), "a damaged file", (done.returncode, done.stderr))


def check_refusals(checks, program):
    """Other kinds of files are refused; the golden cases fault-official.* hold what is said."""
    for name, content in {"a workbook": b"PK\x03\x04" + bytes(200), "nothing": b"", "lines of nothing": b"\n\n;;\n",
                          "bytes": bytes(range(256)), "whole lines in quotes": table([[raw()]], ";").encode(),
                          "JSON": b'{"value": [{"Codering_3": "GM0344", "HuishoudensTotaal_28": 5}]}'}.items():
        for kind in ("kwb", "iv3"):
            rows, done = program.areas(kind, "kwb.csv", files={"kwb.csv": content})
            checks.check(done.returncode == 1 and not rows and b"kwb.csv" in done.stderr, f"{kind}: {name}", done.stderr)


def main():
    checks = Count()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(os.path.abspath(sys.argv[1]), folder)
        for part in (check_forms, check_percentages, check_narrowing, check_sums, check_spread, check_accounts, check_refusals,
                     check_damage):
            part(checks, program)
    return checks.end()


if __name__ == "__main__":
    sys.exit(main())
