"""Settings of numbers: those of the rounds, and random but valid ones, each within its own range."""
import csv
import os

# Chosen for what they do together: programmes that end early, shares at their ends, effects of the other sign.
ROUNDS = [
    (1, []),
    (2, ["horizon=15", "programme_years=7", "effect_years=4"]),
    (3, ["programme_years=2", "horizon=4", "cash_lag_years.wmo_support=0", "price_year=2020"]),
    (4, ["programme_years=1", "discount_rate=0", "effect_years=0", "cash_lag_years.eviction=3"]),
    (5, ["reduction.wmo_support.heavy=-0.1", "provider_share=1", "autonomous_growth=0.02"]),
    (6, ["segment_share.heavy=0.01", "kappa=0", "replaced_share=1", "need_value=0.5"]),
    (7, ["fte_share.heavy=0.7", "concentration.wmo_support.heavy=0.9", "potential_step=0.5"]),
    (8, ["payer_share.income_support.state=1", "months.heavy=6", "clients_per_household=2.1"]),
]
# What moves no figure here, or is said by a rule of the page instead of a number.
LEFT_OUT = {"start_year", "price_year", "score_default", "score_uncertainty", "zrm_heavy_domains", "zrm_vulnerable_domains"}
YEARS = range(2012, 2026)
# The program takes 64 settings; one is the price year.
MOST = 63


def read_ranges(data):
    """{key: (low, high)} of the numbers that have a range."""
    with open(os.path.join(data, "parameters.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return {row["key"]: (row["low"], row["high"], row["unit"] in ("years", "year")) for row in rows
            if row["key"] not in LEFT_OUT and row["low"] != row["high"]}


def value(rng, low, high, whole):
    pick = rng.random()
    if pick < 0.2:
        return low if pick < 0.1 else high
    if whole:
        return str(rng.randint(int(low), int(high)))
    return "%.6f" % rng.uniform(float(low), float(high))


def fits(chosen):
    """Shares of one set make no more than one; the years of the programme are within the horizon; low is not above high."""
    def above(low, high):
        return low in chosen and high in chosen and float(chosen[low]) > float(chosen[high])
    pairs = [(key, key[:-len("heavy")] + "vulnerable") for key in chosen
             if key.endswith(".heavy") and key.startswith(("segment_share", "fte_share", "concentration."))]
    return all(float(chosen[a]) + float(chosen.get(b, 0)) <= 1 for a, b in pairs) \
        and float(chosen.get("programme_years", 5)) <= float(chosen.get("horizon", 10)) \
        and not above("delta_low", "delta_high")


def settings(rng, data):
    ranges = read_ranges(data)
    count = rng.choice([1, 5, 20, MOST])
    chosen = {}
    for key in rng.sample(sorted(ranges), count):
        candidate = {**chosen, key: value(rng, *ranges[key])}
        if fits(candidate):
            chosen = candidate
    if rng.random() < 0.3:
        chosen["price_year"] = str(rng.choice(YEARS))
    return [f"{key}={text}" for key, text in chosen.items()]
