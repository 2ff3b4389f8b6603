#!/usr/bin/env python3
"""Compares the program with the reference implementation: the municipalities, and random areas under random settings.

usage: compare.py PROGRAM [AREAS_PER_ROUND]

Amounts must agree to the cent or to 1e-9 of their size. Prints a line per round and "N passed, N failed".
"""
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "..", "..", "data")
# What the reference names otherwise than the program's output.
RENAMED = {
    "unmet_need_pv_eur": "lines.unmet_need.pv_eur",
    "informal_care_pv_eur": "lines.informal_care.pv_eur",
}
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


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


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
    options = [word for setting in settings for word in ("--set", setting)]
    options += ["--measured", measured] if measured else []
    theirs = json.loads(run("python3", os.path.join(HERE, "reference.py"), "--data", DATA,
                            "--areas", areas_file, *options))
    mine = json.loads(run(program, "baseline", areas_file, "--decimal", "point", "--format",
                          "json", *options))
    plans = json.loads(run(program, "plan", areas_file, "--decimal", "point", "--format", "json", *options))
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


def write_measured(path, areas_file, seed):
    text = run("python3", os.path.join(HERE, "random_measured.py"), areas_file, str(seed), DATA)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def write_areas(path, generator):
    if generator:
        text = run("python3", os.path.join(HERE, generator[0]), *generator[1:])
    else:
        with open(os.path.join(DATA, "municipalities.csv"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        text = "\n".join([lines[0]] + lines[1::40]) + "\n"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def main():
    program = sys.argv[1]
    count = sys.argv[2] if len(sys.argv) > 2 else "6"
    rounds = [("municipalities", [], None)]
    rounds += [(f"random areas {seed}", s, ["random_areas.py", str(seed), count]) for seed, s in ROUNDS]
    plain = len(rounds)
    rounds += [(f"random areas {seed}, measured", s, ["random_areas.py", str(seed + 100), count])
               for seed, s in ROUNDS]
    passed = failed = total_areas = total_figures = 0

    def play(number):
        _, settings, generator = rounds[number]
        areas = os.path.join(folder, f"areas{number}.csv")
        write_areas(areas, generator)
        measured = os.path.join(folder, f"measured{number}.csv")
        return compare(program, areas, settings,
                       write_measured(measured, areas, number) if number >= plain else None)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        for (name, settings, _), (areas, compared, faults) in zip(rounds, pool.map(play, range(len(rounds)))):
            for fault in faults[:20]:
                print(f"  {fault}")
            print(f"{'FAIL' if faults else 'ok  '} {name} {' '.join(settings)}: "
                  f"{compared} figures, {len(faults)} differ")
            passed, failed = passed + (not faults), failed + bool(faults)
            total_areas, total_figures = total_areas + areas, total_figures + compared
    print(f"{total_areas} inputs, {total_figures} figures compared")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
