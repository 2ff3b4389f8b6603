#!/usr/bin/env python3
"""Compares the program with the reference implementation: municipalities, and random areas under settings that change, with and without
measured effects. What is random is so in the same way every time.

usage: compare.py PROGRAM [AREAS_PER_ROUND]

Amounts must agree to the cent or to 1e-9 of their size. Prints a line per round and "N passed, N failed".
"""
import os
import random
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor

import random_areas
import random_measured
import random_settings
import reference

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import DATA, Count, read, result, write  # noqa: E402

# What the reference names otherwise than the program's output.
RENAMED = {
    "unmet_need_pv_eur": "lines.unmet_need.pv_eur",
    "informal_care_pv_eur": "lines.informal_care.pv_eur",
}
# The inputs of a round are worked out in parts, by as many processes as there are processors.
PART = 50


def flatten(area):
    """A baseline area as {path: number}, with the paths of the program's CSV output."""
    flat = {}
    for key, value in area.items():
        if isinstance(value, list):
            for item in value:
                if not isinstance(item, dict):
                    continue
                name = item.get("id", item.get("t", item.get("grade")))
                for field, number in item.items():
                    if isinstance(number, (int, float)) or number is None:
                        flat[f"{key}.{name}.{field}"] = number
        elif key != "name" and (isinstance(value, (int, float)) or value is None):
            flat[RENAMED.get(key, key)] = value
    return flat


def flatten_plan(area):
    """An area of a plan as {figure: number}, with the names that `mkba get` knows."""
    flat = {}
    for line in area["lines"]:
        flat[f"plan.{line['id']}.from_year"] = line["from_year"]
        for year in line["years"]:
            for field in ("saving_eur", "cash_eur", "extra_use_eur", "balance_eur"):
                flat[f"plan.{line['id']}.{field}.{year['t']}"] = year[field]
        for payer in line["payers"]:
            flat[f"pockets.{payer['id']}.{line['id']}.share"] = payer["share"]
    for party in area["parties"]:
        for year in party["years"]:
            for field in ("benefit_eur", "cost_eur", "net_eur"):
                flat[f"plan.parties.{party['id']}.{field}.{year['t']}"] = year[field]
        for line in party["lines"]:
            flat[f"pockets.{party['id']}.{line['id']}.pv_eur"] = line["pv_eur"]
            flat[f"pockets.{party['id']}.{line['id']}.year_2_eur"] = line["year_2_eur"]
    flat["pockets.found_need.pv_eur"] = area["found_need"]["cost_pv_eur"]
    flat["pockets.found_need.year_2_eur"] = area["found_need"]["cost_year_2_eur"]
    return flat


def agree(mine, theirs):
    if mine is None or theirs is None:
        return mine is theirs
    return abs(mine - theirs) <= max(0.005, 1e-9 * abs(theirs))


def compare(program, areas_file, settings, measured=None):
    """The number of areas and of figures, and what is wrong with them."""
    options = [word for setting in settings for word in ("--set", setting)]
    options += ["--measured", measured] if measured else []
    theirs = reference.evaluate(DATA, areas_file, measured, settings)
    mine = result(program, "baseline", areas_file, "--decimal", "point", *options)
    plans = result(program, "plan", areas_file, "--decimal", "point", *options)
    compared, faults = 0, []
    for a, b, plan in zip(mine["areas"], theirs["areas"], plans["areas"], strict=True):
        assert a["code"] == b["code"] == plan["code"]
        have = {**flatten(a), **flatten_plan(plan)}
        for path, number in {**flatten(b), **b["plan"]}.items():
            if path not in have and path in b["plan"] and (not number or path.startswith("plan.cost_eur.")):
                continue  # the output leaves out what a party has nothing of, and the sum that its parts have
            if path not in have:
                faults.append(f"{a['code']} {path}: not in the output")
            elif not agree(have[path], number):
                faults.append(f"{a['code']} {path}: {have[path]} instead of {number}")
            compared += 1
    if not agree(mine["total"]["npv_eur"], theirs["total"]["npv_eur"]):
        faults.append("total npv_eur")
    return len(theirs["areas"]), compared, faults


def municipalities():
    lines = read(os.path.join(DATA, "municipalities.csv")).splitlines()
    return "\n".join([lines[0]] + lines[1::40]) + "\n"


def play(program, part):
    """One part of a round: where it fails, with its seed and its settings."""
    _, seed, count, settings, measured = part
    with tempfile.TemporaryDirectory() as folder:
        areas = write(os.path.join(folder, "areas.csv"),
                      municipalities() if seed is None else random_areas.table(seed, count))
        if measured:
            measured = write(os.path.join(folder, "measured.csv"), random_measured.table(areas, seed, DATA))
        try:
            areas, compared, faults = compare(program, areas, settings, measured)
        except SystemExit as refused:
            areas, compared, faults = 0, 0, [refused]
    return areas, compared, [f"seed {seed} {' '.join(settings)}: {fault}" for fault in faults]


def parts_of(round_number, settings, size):
    """The same settings without and with measured effects; and settings at random, other ones for every part."""
    for start in range(0, size, PART):
        areas = min(PART, size - start)
        seed = round_number + 100 * start
        yield f"{round_number}, {' '.join(settings) or 'no settings'}", seed, areas, settings, False
        yield f"{round_number}, measured", seed + 10, areas, settings, True
        drawn = random_settings.settings(random.Random(seed), DATA)
        yield f"{round_number}, random settings", seed + 20, areas, drawn, start % (2 * PART) == 0


def report(count, parts, results):
    """A line per kind of part; the number of areas and of figures."""
    for name in dict.fromkeys(part[0] for part in parts):
        of_name = [played for part, played in zip(parts, results) if part[0] == name]
        areas, figures = (sum(played[i] for played in of_name) for i in (0, 1))
        faults = [fault for played in of_name for fault in played[2]]
        print(f"{name}: {areas} inputs, {figures} figures")
        count.check(not faults, "\n  ".join([f"{len(faults)} figures differ", *faults[:20]]))
    sys.stdout.flush()
    return [sum(played[i] for played in results) for i in (0, 1)]


def main():
    program = sys.argv[1]
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    rounds = [[("municipalities", None, 0, [], False)]]
    rounds += [list(parts_of(number, settings, size)) for number, settings in random_settings.ROUNDS]
    count, totals = Count(), []
    with ProcessPoolExecutor() as pool:
        for parts in rounds:
            totals.append(report(count, parts, list(pool.map(play, [program] * len(parts), parts))))
    areas, figures = map(sum, zip(*totals))
    print(f"{areas} inputs, {figures} figures compared")
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
