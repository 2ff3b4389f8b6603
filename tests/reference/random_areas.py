#!/usr/bin/env python3
"""Random but valid area files: random_areas.py SEED COUNT > areas.csv"""
import random
import sys

SEGMENTS = ["heavy", "vulnerable", "self_reliant"]
NORMS = {"heavy": (5, 7), "vulnerable": (30, 40), "self_reliant": (100, 100)}
SCORED = ["find", "coordination", "own_strength", "referral", "follow_up"]
SPEND = {"wmo_support": 476, "youth_ambulatory": 417, "youth_residential": 176,
         "youth_specialised": 177, "escalated_adult": 298, "escalated_youth": 81,
         "income_support": 1190, "mental_health": 629, "eviction": 2.7}
PARTIES = ["municipality", "central_municipality", "state", "health_insurer", "care_office",
           "housing_association", "police_justice", "society", "households"]
COLUMNS = (["code", "name", "households", "inhabitants", "heavy_households", "vulnerable_households",
            "team_cost_eur", "startup_cost_eur"]
           + ["fte_" + s for s in SEGMENTS] + ["caseload_" + s for s in SEGMENTS]
           + ["helped_" + s for s in SEGMENTS] + ["score_" + f for f in SCORED]
           + ["spend_" + e for e in SPEND]
           + ["access_share", "provider_share", "replaced_share"]
           + ["funding_" + q for q in PARTIES] + ["price_year"])


def text(rng, value):
    """A number with 0 to 6 decimals that cannot be read as one with a thousands separator."""
    while True:
        written = "%.*f" % (rng.randint(0, 6), value)
        whole, _, decimals = written.lstrip("-").partition(".")
        if len(decimals) == 3 and len(whole) <= 3 and whole != "0":
            continue
        return written[1:] if written.startswith("-") and float(written) == 0 else written


def share(rng):
    """A share, with the ends of the range now and then."""
    pick = rng.random()
    if pick < 0.1:
        return rng.choice(["0", "0.0"])
    if pick < 0.2:
        return rng.choice(["1", "1.0"])
    while True:
        written = text(rng, rng.random())
        if float(written) <= 1:
            return written


def funding(rng, row):
    """Shares whose decimal texts sum to exactly 1."""
    digits = rng.randint(1, 4)
    unit = 10 ** digits
    parties = rng.sample(PARTIES, rng.randint(1, 4))
    cuts = sorted(rng.randint(0, unit) for _ in parties[1:])
    parts = [b - a for a, b in zip([0] + cuts, cuts + [unit])]
    for party, part in zip(parties, parts):
        row["funding_" + party] = "1" if part == unit else "0.%0*d" % (digits, part)
    for party in PARTIES:
        if party not in parties and rng.random() < 0.2:
            row["funding_" + party] = "0"


def households(rng):
    pick = rng.random()
    if pick < 0.06:
        return "0"
    if pick < 0.15:
        return str(rng.randint(1, 60))
    if pick < 0.25:
        return text(rng, rng.uniform(100, 9000))
    return str(int(10 ** rng.uniform(2, 5.6)))


def segments(rng, H, given, row):
    """Heavy and vulnerable together stay within H, also beside a default (at most 6% and 18%)."""
    heavy, vulnerable = given(), given()
    if H == 0:
        row["heavy_households"] = "0" if heavy else ""
        row["vulnerable_households"] = "0" if vulnerable else ""
        return
    wide = rng.random() < 0.2
    if heavy and vulnerable:
        if H == int(H) and rng.random() < 0.15:
            part = rng.randint(0, int(H))
            row["heavy_households"], row["vulnerable_households"] = str(part), str(int(H) - part)
            return
        a = rng.uniform(0, 0.6 if wide else 0.1)
        b = rng.uniform(0, 0.38 if wide else 0.25)
    else:
        a = rng.uniform(0, 0.8 if wide else 0.1)
        b = rng.uniform(0, 0.9 if wide else 0.25)
    if heavy:
        row["heavy_households"] = "0" if rng.random() < 0.08 else within(rng, H * a, H * 0.81)
    if vulnerable:
        row["vulnerable_households"] = "0" if rng.random() < 0.08 else within(rng, H * b, H * 0.93)
    if heavy and vulnerable and \
            float(row["heavy_households"]) + float(row["vulnerable_households"]) > H:
        row["vulnerable_households"] = "0"


def within(rng, value, limit):
    """Rounding must not lift a small count over its limit."""
    written = text(rng, value)
    return written if float(written) <= limit else "0"


def area(rng, number):
    row = dict.fromkeys(COLUMNS, "")
    density = rng.choice([0.1, 0.4, 0.7, 0.95])

    def given():
        return rng.random() < density

    row["code"] = "R%05d" % number
    if given():
        row["name"] = rng.choice(["Noord", "Zuid", "Súdwest", "'t Zand", "Oost-West", "Île"]) \
            + " %d" % number
    row["households"] = households(rng)
    H = float(row["households"])
    if given():
        row["inhabitants"] = "0" if rng.random() < 0.05 else text(rng, H * rng.uniform(1.2, 3))
    segments(rng, H, given, row)

    scale = H if H > 0 else rng.choice([0, 500])
    cost = scale * 254 * rng.uniform(0.1, 3)
    if rng.random() < 0.2:
        for s in SEGMENTS:
            row["fte_" + s] = text(rng, cost / 450000 * rng.uniform(0, 2))
    else:
        if given():
            row["team_cost_eur"] = "0" if rng.random() < 0.08 else text(rng, cost)
        for s in SEGMENTS:
            if rng.random() < density / 2:
                row["fte_" + s] = text(rng, cost / 450000 * rng.uniform(0, 2))
    if rng.random() < 0.25:
        row["startup_cost_eur"] = text(rng, rng.uniform(0, 500000))

    for s in SEGMENTS:
        low, high = NORMS[s]
        if given():
            value = rng.choice([low * rng.uniform(0.2, 1), rng.uniform(low, high),
                                high * rng.uniform(1, 3), low, high])
            row["caseload_" + s] = text(rng, max(1, value))
        if rng.random() < 0.2:
            row["helped_" + s] = text(rng, H * rng.choice([0, 0.01, 0.05, 0.5, 1.5]) * rng.random())
    for f in SCORED:
        if given():
            row["score_" + f] = share(rng)
    for e, mean in SPEND.items():
        if given():
            value = mean * scale * rng.uniform(0, 3)
            if rng.random() < 0.06:
                value = -value * 0.1
            row["spend_" + e] = "0" if rng.random() < 0.06 else text(rng, value)
    for column in ("access_share", "provider_share", "replaced_share"):
        if rng.random() < 0.3:
            row[column] = share(rng)
    if rng.random() < 0.4:
        funding(rng, row)
    if rng.random() < 0.25:
        row["price_year"] = str(rng.randint(2010, 2025))
    return row


def table(seed, count):
    """The text of an areas file."""
    rng = random.Random(seed)
    rows = [area(rng, number) for number in range(1, count + 1)]
    return "".join(";".join(row) + "\n" for row in [COLUMNS] + [[row[column] for column in COLUMNS] for row in rows])


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    print(table(int(sys.argv[1]), int(sys.argv[2])), end="")


if __name__ == "__main__":
    main()
