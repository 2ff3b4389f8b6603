#!/usr/bin/env python3
"""Every explanation, evaluated again from what it prints, gives the figure.

usage: explain.py PROGRAM

Walks the tree of `explain --format json`: a node with operands must equal its formula over their values; a leaf must name
its source and evidence. Done for many figures, areas and depths, and for the table form on its printed numbers.
"""
import math
import os
import re
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import Count, result  # noqa: E402

FIGURES = [
    "npv", "benefit_pv_eur", "ratio", "payback_year", "parties.municipality.budget_year_2_eur",
    "parties.households.pv_eur", "lines.unmet_need.pv_eur", "lines.informal_care.pv_eur", "years.7.cumulative_pv_eur",
    "segments.vulnerable.fte_needed_high", "segments.heavy.cost_pv_eur", "scenarios.pessimistic.npv_eur",
    "scenarios.null.ratio", "potential_eur", "within_reach_eur", "factors.referral.potential_eur",
    "factors.caseload.within_reach_eur", "stock.vulnerable.4", "npv_per_helped_household_eur",
]
AREAS = [["--municipality", "Utrecht"], ["--municipality", "Loon op Zand", "--set", "horizon=14"]]
NAME = re.compile(r"(?<![\d.])[a-z_][a-z0-9_]*(?:\.[A-Za-z0-9_]+)*")
FUNCTIONS = {
    "min": min,
    "max": max,
    "positive": lambda c, a, b: a if c > 0 else b,
    "negative": lambda c, a, b: a if c < 0 else b,
    "rest": lambda x: 0 if x < 1e-12 else x,
    "undefined": None,
}


def evaluate(formula, values):
    """The value of a formula over named values. Both branches of a choice are computed, hence the care with 0."""
    names = {}

    def replace(match):
        name = match.group(0)
        if name in FUNCTIONS:
            return name
        names[f"v{len(names)}"] = values[name]
        return f"v{len(names) - 1}"

    class Quotient(float):
        def __truediv__(self, other):
            return Quotient(float(self) / float(other)) if float(other) else Quotient(math.nan)

    text = NAME.sub(replace, formula).replace("^", "**")
    scope = {name: Quotient(math.nan if value is None else value) for name, value in names.items()}
    return eval(text, {"__builtins__": {}, **FUNCTIONS}, scope)  # the text is the program's own output


class Tree:
    def __init__(self):
        self.nodes = 0
        self.leaves = 0
        self.faults = []

    def check(self, node):
        self.nodes += 1
        operands = node.get("operands", [])
        if node["kind"] in ("parameter", "entered"):
            self.leaves += 1
            if not node.get("evidence"):
                self.faults.append(f"{node['key']}: no evidence grade")
            if "source" not in node:
                self.faults.append(f"{node['key']}: no source")
        elif node["kind"] == "world" and not node["formula"]:
            if not math.isclose(sum(o["value"] for o in operands), node["value"], rel_tol=1e-9, abs_tol=1e-3):
                self.faults.append(f"{node['key']}: its parts do not add up")
        elif operands or (node.get("formula") and not node.get("more")):
            self.compare(node, operands)
        for operand in operands:
            self.check(operand)

    def compare(self, node, operands):
        values = {o["key"]: o["value"] for o in operands}
        try:
            again = evaluate(node["formula"], values)
        except KeyError as missing:
            self.faults.append(f"{node['key']}: {missing} is in the formula but not below it")
            return
        again = None if again is None or math.isnan(again) else float(again)
        if (again is None) != (node["value"] is None) or (
                again is not None and not math.isclose(again, node["value"], rel_tol=1e-12, abs_tol=1e-9)):
            self.faults.append(f"{node['key']}: {node['value']}, evaluated again {again}")


def main():
    program = sys.argv[1]
    count, nodes, leaves = Count(), 0, 0
    for area in AREAS:
        for figure in FIGURES:
            for depth in ("0", "1", "4"):
                output = result(program, "explain", figure, *area, "--depth", depth)
                tree = Tree()
                tree.check(output["tree"][0])
                if depth == "0" and not tree.leaves and not figure.startswith("factors."):
                    tree.faults.append("reaches no number with a source")
                nodes, leaves = nodes + tree.nodes, leaves + tree.leaves
                count.check(not tree.faults, f"{figure} {area[1]} depth {depth}:", "; ".join(tree.faults[:3]))
    print(f"{nodes} nodes and {leaves} sourced numbers seen")
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
