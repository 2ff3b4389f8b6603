"""Random but valid measured effects for the areas of a file."""
import csv
import os
import random

LINES = ["wmo_support", "youth_ambulatory", "youth_residential", "escalated_adult", "income_support",
         "mental_health", "school_dropout", "domestic_violence"]
WITHOUT_AMOUNT = ["school_dropout", "domestic_violence"]
COLUMNS = ["area", "price", "change", "low", "high", "design", "attribution", "unit_price",
           "price_year", "first_year", "last_year", "source"]


def effect(rng, area, key, kind):
    row = dict.fromkeys(COLUMNS, "")
    scale = 10 ** rng.uniform(0, 3 if kind == "price" else 6)
    change = rng.choice([-1, -1, 1]) * scale
    row.update(area=area, price=key, change="%.4f" % change,
               design=rng.choice(["experiment", "comparison", "before_after"]))
    if rng.random() < 0.5:
        row.update(low="%.4f" % (change - scale), high="%.4f" % (change + scale / 2))
    if rng.random() < 0.3:
        row["attribution"] = "%.2f" % rng.random()
    if key in WITHOUT_AMOUNT or rng.random() < 0.2:
        row["unit_price"] = "%.2f" % (10 ** rng.uniform(0, 4))
        if rng.random() < 0.5:
            row["price_year"] = str(rng.randint(2010, 2025))
    if rng.random() < 0.4:
        first = rng.randint(2026, 2029)
        row["first_year"] = str(first)
        if rng.random() < 0.5:
            row["last_year"] = str(first + rng.randint(0, 3))
    elif rng.random() < 0.3:
        row["last_year"] = str(2026 + rng.randint(0, 6))
    if rng.random() < 0.5:
        row["source"] = "Onderzoek %d" % rng.randint(1, 9)
    return row


def pick(rng, prices):
    """No line beside a price of it, and no value to people beside a cost for the same effect."""
    keys, lines, effects, goods = [], set(), set(), set()
    for key in rng.sample(LINES + list(prices), rng.randint(0, 8)):
        price = prices.get(key)
        line = (price["line"] or key) if price else key
        own = set(price["effects"].split()) if price else set(
            word for p in prices.values() if p["line"] == key for word in p["effects"].split())
        good = bool(price) and price["is_good"] == "1"
        if (line if price else None) in [k for k in keys if k not in prices] or \
                (not price and line in lines) or own & (effects if good else goods):
            continue
        keys.append(key)
        lines.add(line)
        (goods if good else effects).update(own)
    return keys


def table(areas, seed, data):
    """The text of a table of measured effects."""
    rng = random.Random(seed)
    with open(os.path.join(data, "prices.csv"), encoding="utf-8", newline="") as file:
        prices = {row["key"]: row for row in csv.DictReader(file, delimiter=";")}
    lines = [COLUMNS]
    with open(areas, encoding="utf-8", newline="") as file:
        for area in csv.DictReader(file, delimiter=";"):
            for key in pick(rng, prices) if float(area["households"]) > 0 else []:
                row = effect(rng, area["code"], key, "price" if key in prices else "line")
                lines.append([row[column] for column in COLUMNS])
    return "".join(";".join(line) + "\n" for line in lines)
