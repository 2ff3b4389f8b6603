#!/usr/bin/env python3
"""Contributions of `compare` against their definition, taken over baselines of every combination of five changes; and for
all municipalities, that contributions add up to the difference exactly, in any order.

usage: compare.py PROGRAM
"""
import json
import math
import os
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import Count, result, write  # noqa: E402

CHANGES = {
    "programme_years": ("parameters", 3),
    "segment_share.heavy": ("parameters", 0.2),
    "cost_per_fte_eur": ("parameters", 90000),
    "score_find": ("areas", 0.9),
    "replaced_share": ("areas", 0.6),
}
FIGURES = ["npv_eur", "ratio", "additional_cost_pv_eur", "potential_eur", "within_reach_eur", "helped_per_year"]
PLACES = ["--municipality", "Utrecht", "--municipality", "Urk"]


def write_scenario(path, keys):
    scenario = {"parameters": {k: CHANGES[k][1] for k in keys if CHANGES[k][0] == "parameters"},
                "areas": {"*": {k: CHANGES[k][1] for k in keys if CHANGES[k][0] == "areas"}}}
    write(path, json.dumps(scenario))


def rows(output):
    return {**{a["code"]: a for a in output["areas"]}, "total": output["total"]}


def shapley(worth, n, i):
    weight = [math.factorial(k) * math.factorial(n - 1 - k) / math.factorial(n) for k in range(n)]
    return sum(weight[bin(s).count("1")] * (worth[s | 1 << i] - worth[s]) for s in range(1 << n) if not s >> i & 1)


def check_definition(program, folder):
    path, keys, n = os.path.join(folder, "s.json"), list(CHANGES), len(CHANGES)
    worlds = []
    for chosen in range(1 << n):
        write_scenario(path, [k for i, k in enumerate(keys) if chosen >> i & 1])
        worlds.append(rows(result(program, "baseline", *PLACES, "--scenario", path)))
    compared = rows(result(program, "compare", *PLACES, "--scenario", path))
    for code, row in compared.items():
        for part in row["alternatives"][0]["contributions"]:
            for figure in FIGURES:
                worth = [w[code][figure] for w in worlds]
                wanted = shapley(worth, n, keys.index(part["input"]))
                good = abs(wanted - part[figure]) <= 1e-11 * max(map(abs, worth))
                yield good, f"{code} {figure} {part['input']}: {part[figure]}, by definition {wanted}"


def check_sums(program):
    output = result(program, "compare", "--all", "--scenario", "pessimistic", "--scenario", "optimistic")
    for code, row in rows(output).items():
        for alternative in row["alternatives"]:
            for figure, difference in alternative["difference"].items():
                parts = [p.get(figure) for p in alternative["contributions"]]
                if None in parts:
                    yield figure in alternative["without_contributions"], f"{code} {figure}: no reason is given"
                else:
                    sums = {sum(parts), sum(reversed(parts)), math.fsum(parts)}
                    yield sums == {difference}, f"{code} {figure}: {sums} is not {difference}"


def main():
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        for good, what in [*check_definition(sys.argv[1], folder), *check_sums(sys.argv[1])]:
            count.check(good, what)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
