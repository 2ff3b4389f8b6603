#!/usr/bin/env python3
"""The same figures give the same result, to the last digit, whatever dialect the file is in.

usage: dialects.py PROGRAM

One table of areas is written in every dialect below and run through the program; all must agree with the plainest.
"""
import json
import os
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import Count, run  # noqa: E402

COLUMNS = ["code", "name", "households", "inhabitants", "heavy_households", "team_cost_eur", "fte_heavy",
           "caseload_vulnerable", "score_find", "score_coordination", "score_referral", "spend_wmo_support",
           "provider_share", "funding_municipality", "funding_state", "low_income_share", "team_composition"]
DUTCH = ["gebiedscode", "Naam", "Aantal huishoudens", "inwoners", "zware_huishoudens", "teamkosten", "fte zwaar",
         "caseload-kwetsbaar", "score_vinden", "Score afstemming", "score_doorverwijzen", "uitgaven_wmo",
         "aandeel_aanbieders", "financiering_gemeente", "financiering_rijk", "Laag inkomen", "teamsamenstelling"]
SHARES = {"score_find", "score_coordination", "score_referral", "provider_share", "low_income_share",
          "funding_municipality", "funding_state"}
# None is missing; numbers are written with a decimal point here.
ROWS = [
    ["W1", "Oud-Süd", "4000", "8500", "150", "1200000.5", "3.25", "45", "0.25", "0.5", None, "2100000", "0.4", "0.75",
     "0.25", "0.145", "jeugd, Wmo; schuldhulp"],
    ["W2", "Café-buurt", "6500", None, None, None, None, None, "0.7", None, "1", "-250000", None, None, None, None,
     None],
    ["W3", "Nieuwland", "123456", "250000", "6000", "31000000", "80", "33.3", "0.625", "0.875", "0", "0", "0.333", "1",
     None, "0.0905", "de “brede” ploeg"],
]


def write(separator=";", decimal=".", header=COLUMNS, encoding="utf-8", newline="\n", missing="", last_newline=True,
          blanks=False, percent=False, quote_all=False, order=None, thousands=False, first_line="", empty_rows=False):
    def cell(column, value):
        if value is None:
            text = missing
        elif column in SHARES and percent:
            digits = f"{float(value) * 100:.10f}".rstrip("0").rstrip(".")
            text = digits.replace(".", decimal) + "%"
        elif column in ("code", "name", "team_composition"):
            text = value
        else:
            text = value
            if thousands and "." not in value and len(value.lstrip("-")) > 3:
                text = f"{int(value):,}".replace(",", "," if decimal == "." else ".")
            elif decimal == ",":
                text = value.replace(".", ",")
        if quote_all or separator in text or '"' in text:
            text = '"' + text.replace('"', '""') + '"'
        elif blanks:
            text = f"  {text} "
        return text

    keep = order or range(len(COLUMNS))
    lines = [first_line] if first_line else []
    lines.append(separator.join(cell("name", header[i]) for i in keep))
    for row in ROWS:
        lines.append(separator.join(cell(COLUMNS[i], row[i]) for i in keep))
        if empty_rows:
            lines.append(separator * (len(COLUMNS) - 1))
    text = newline.join(lines) + (newline if last_newline else "")
    return text.encode(encoding)


BACKWARDS = list(reversed(range(len(COLUMNS))))
DIALECTS = {
    "semicolon, decimal comma": ({"decimal": ","}, []),
    "comma, decimal point": ({"separator": ","}, []),
    "comma, quoted decimal commas": ({"separator": ",", "decimal": ",", "quote_all": True}, []),
    "tab, decimal comma": ({"separator": "\t", "decimal": ","}, []),
    "byte order mark, CRLF": ({"encoding": "utf-8-sig", "newline": "\r\n"}, []),
    "Windows-1252, decimal comma": ({"encoding": "cp1252", "decimal": ",", "newline": "\r\n"}, []),
    "UTF-16": ({"encoding": "utf-16"}, []),
    "old Macintosh line ends": ({"newline": "\r"}, []),
    "no last newline": ({"last_newline": False}, []),
    "blanks around cells": ({"blanks": True}, []),
    "missing as a point": ({"missing": "."}, []),
    "missing as NA": ({"missing": "NA"}, []),
    "missing as a padded point": ({"missing": "       .", "quote_all": True}, []),
    "Dutch names": ({"header": DUTCH, "decimal": ","}, []),
    "names in capitals": ({"header": [c.upper() for c in COLUMNS]}, []),
    "columns in another order": ({"order": BACKWARDS}, []),
    "everything quoted": ({"quote_all": True, "newline": "\r\n"}, []),
    "percentages": ({"percent": True}, []),
    "percentages, decimal comma": ({"percent": True, "decimal": ",", "missing": "NA"}, []),
    "thousands, Dutch": ({"thousands": True, "decimal": ","}, []),
    "thousands, English, told": ({"thousands": True, "separator": ";"}, ["--decimal", "point"]),
    "thousands, Dutch, told": ({"thousands": True, "decimal": ","}, ["--decimal", "comma"]),
    "a line that names the separator": ({"first_line": "sep=;"}, []),
    "rows of empty cells, as Excel leaves them": ({"empty_rows": True}, []),
}


def main():
    program = sys.argv[1]
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "areas.csv")

        def result(content, options):
            with open(path, "wb") as file:
                file.write(content)
            done = run(program, "baseline", path, "--format", "json", *options)
            if done.returncode != 0:
                return done.stderr
            output = json.loads(done.stdout)
            del output["file_remarks"]  # says how a cell was read where that was not certain
            del output["made_from"]  # the hash of the file
            return json.dumps(output)

        plain = result(write(), [])
        assert '"areas"' in plain, plain
        for name, (dialect, options) in DIALECTS.items():
            count.check(result(write(**dialect), options) == plain, name)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
