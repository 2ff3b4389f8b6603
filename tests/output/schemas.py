#!/usr/bin/env python3
"""Every JSON output is as its schema in docs/schemas says: those stored in tests/golden and fresh ones; and the schemas refuse what is not.

usage: schemas.py PROGRAM

A command with JSON that is not run here, or a schema that no output was held against, is a fault.
"""
import copy
import glob
import json
import os
import re
import sys
import tempfile

import jsonschema

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import GOLDEN, ROOT, Count, read, result, run, said, write  # noqa: E402

AREAS = """code;naam;huishoudens;inwoners;teamkosten;zware_huishoudens;score_vinden;onderbouwing_score_vinden;doelgroep;opmerking
W1;Noord;4.000;8.500;1.200.000;150;0,25;dossieronderzoek 2025;gezinnen;zie bijlage
W2;Zuid;6.500;13.000;;;;;;
"""
CONTRACTS = """gebied;post;contractvorm;einddatum;opzegtermijn;stap_fte;aandeel
;wmo;raamcontract;31-12-2025;3;0,5;50%
;wmo;;onbepaald;12;;50%
W1;ggz;;2050-12-31;;;
"""
SCENARIO = """{"parameters": {"tau": {"value": 0.3, "low": 0.2, "high": 0.4}, "horizon": 12},
"areas": {"W1": {"team_cost_eur": {"times": 1.1}, "score_find": null, "target_group": "gezinnen met schulden"}}}"""
OWN = ["wijken.csv", "--scenario", "plan.json"]
MEASURED = os.path.join(ROOT, "docs", "measured", "utrecht.csv")
UTRECHT = ["--municipality", "Utrecht"]
FRESH = [
    ["baseline", *UTRECHT],
    ["baseline", *OWN, "--set", "need_value=0,9"],
    ["baseline", *UTRECHT, "--set", "replaced_share=1", "--lang", "en"],
    ["explain", "npv", *UTRECHT],
    ["explain", "npv", *OWN, "--area", "W1", "--depth", "3"],
    ["explain", "factors.find.potential_eur", *OWN, "--area", "W1"],
    ["sensitivity", *UTRECHT],
    ["sensitivity", "ratio", *OWN],
    ["breakeven", *UTRECHT],
    ["breakeven", "--all", "need_value"],
    ["breakeven", "score_find", "wijken.csv", "--area", "W1"],
    ["breakeven", "group.effect", "wijken.csv"],
    ["compare", *OWN],
    ["compare", "wijken.csv", "--scenario", "pessimistic", "--scenario", "optimistic", "--figure", "lines.wmo_support.pv_eur"],
    ["simulate", *UTRECHT, "--draws", "100"],
    ["simulate", *OWN, "--draws", "100", "--group", "a=tau,need_value"],
    ["baseline", *UTRECHT, "--measured", MEASURED],
    ["explain", "npv", *UTRECHT, "--measured", MEASURED],
    ["params", "--to-measure"],
    ["params", "--to-measure", *UTRECHT, "--measured", MEASURED, "--draws", "100"],
    ["plan", *UTRECHT],
    ["plan", *OWN, "--contracts", "contracten.csv"],
    ["potential", *OWN],
    ["params"],
    ["params", "--prices"],
    ["params", "--sources"],
    ["rubric"],
    ["check", "same.json", "moved.json", "gone.json"],
    ["verify", "same.json", "moved.json", "gone.json"],
]
# The JSON of these is no object: `get` gives a number or null.
BARE = {"get": ["get", "npv_eur", *UTRECHT]}
# Strings and numbers may both stand there: a column with words or with a number, a value of any output.
EITHER = re.compile(r"(changes\[\]\.(from|to)|overridden\[\]\.value|description\.\w+|moved\[\]\.(was|is))$")


def read_schemas(count):
    schemas = {}
    for path in sorted(glob.glob(os.path.join(ROOT, "docs", "schemas", "*.json"))):
        schema = json.loads(read(path))
        jsonschema.Draft202012Validator.check_schema(schema)
        name = schema["properties"]["schema"]["const"]
        count.check(os.path.basename(path) == name.replace("/", "-") + ".schema.json", f"{path} is named after {name}")
        schemas[name] = jsonschema.Draft202012Validator(schema)
        check_descriptions(count, name, schema)
    shared = {}
    for name, schema in schemas.items():
        for key in ("made_from", "file", "message", "override"):
            mine = schema.schema["$defs"].get(key)
            count.check(mine is None or shared.setdefault(key, mine) == mine, f"{name}: {key} is as in the other schemas")
    return schemas


def check_descriptions(count, place, node):
    """Every key says what it is, and no object lets through what it does not know, unless its keys are names."""
    for key, value in node.get("properties", {}).items():
        count.check("description" in value or "$ref" in value, f"{place}.{key} has no description")
        check_descriptions(count, f"{place}.{key}", value)
    if node.get("type") == "object":
        count.check("additionalProperties" in node, f"{place} lets anything through")
    for key, value in node.get("$defs", {}).items():
        check_descriptions(count, f"{place}#{key}", value)
    if "items" in node:
        check_descriptions(count, f"{place}[]", node["items"])


def check_one(count, schemas, seen, what, output):
    name = output.get("schema")
    if name not in schemas:
        count.check(False, f"{what}: there is no schema for {name}")
        return
    faults = [f"{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in schemas[name].iter_errors(output)]
    count.check(not faults, f"{what}: {faults[:3]}")
    seen.add(name)


def golden_outputs():
    """What programs in tests/golden say, as far as it is JSON of ours."""
    for path in sorted(glob.glob(os.path.join(GOLDEN, "*", "stdout"))):
        text = read(path)
        if text.startswith("{\n \"schema\""):
            try:
                yield os.path.basename(os.path.dirname(path)), json.loads(text)
            except ValueError:
                pass  # several, or the first lines only


def prepare(program, folder):
    for name, text in (("wijken.csv", AREAS), ("plan.json", SCENARIO), ("contracten.csv", CONTRACTS)):
        write(os.path.join(folder, name), text)
    text = said(program, "baseline", "wijken.csv", "--format", "json", cwd=folder)
    write(os.path.join(folder, "same.json"), text)
    stored = json.loads(text)
    stored["program"] = "mkba 0.0.1"
    stored["areas"][0]["npv_eur"] += 1000
    stored["areas"][0]["illustration"] = not stored["areas"][0]["illustration"]
    stored["inputs"]["numbers"]["need_value"] = [0.9, 0.5, 1.2]
    write(os.path.join(folder, "moved.json"), json.dumps(stored))


def fresh_outputs(program):
    with tempfile.TemporaryDirectory() as folder:
        prepare(program, folder)
        for command in FRESH:
            yield command, json.loads(run(program, *command, "--format", "json", cwd=folder).stdout)


def check_bare(count, program):
    for name, command in BARE.items():
        value = result(program, *command)
        count.check(value is None or isinstance(value, float), f"{name}: a number or null")


def check_complete(count, schemas, seen):
    """Every command with JSON is run here, every schema that the program names exists and was used."""
    rows = re.findall(r'\{"(\w+)",\s*(?:NULL|"\w+"),.*?"([a-z ]*)",\s*cmd_\w+\}', read("src/cli/commands.c"), re.S)
    count.check(len(rows) >= 11, "the commands are found in src/cli/commands.c")
    for name, formats in rows:
        count.check("json" not in formats.split() or name in BARE or any(c[0] == name for c in FRESH), f"{name}: its JSON is not held against a schema here")
    code = "".join(read(p) for p in glob.glob(os.path.join(ROOT, "src", "**", "*.c"), recursive=True))
    for name in set(re.findall(r'"(mkba-[a-z_]+/\d+)"', code)):
        count.check(name in schemas, f"{name} has no schema in docs/schemas")
    for name in schemas:
        count.check(name in seen, f"no output was held against {name}")


# ---------------------------------------------------------------- Wrong outputs


def places(value, path=""):
    """Every place in an output once: items of a list stand for each other."""
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from places(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for item in value:
            yield from places(item, path + "[]")


def replace(value, path, change):
    """The same with the first value at a place changed."""
    if not path:
        return change(value), True
    head, _, rest = path.partition("[]" if path.startswith("[]") else ".")
    if path.startswith("[]"):
        rest = path[2:].removeprefix(".")
        for i, item in enumerate(value):
            new, done = replace(item, rest, change)
            if done:
                return value[:i] + [new] + value[i + 1:], True
        return value, False
    head = re.match(r"[^.\[]+", path)[0] if path not in (value if isinstance(value, dict) else {}) else path
    rest = path[len(head):].removeprefix(".")
    if not isinstance(value, dict) or head not in value:
        return value, False
    new, done = replace(value[head], rest, change)
    return ({**value, head: new}, True) if done else (value, False)


def check_refused(count, schema, what, output):
    """A value of another type, a key that nobody knows, a name that is not the schema's own."""
    small = shorten(output)
    count.check(schema.is_valid(small), f"{what}: shortened, it is as it should be")
    seen = set()
    refused = 0
    for path, value in places(small):
        if path in seen or re.search(r"\.[a-z_]+\.[a-z_]+\.[a-z0-9_]+$", path) and "figures" in path:
            continue
        seen.add(path)
        changes = [lambda v: {"x": {}}] if not isinstance(value, dict) else [lambda v: []]
        if isinstance(value, (int, float)) and not isinstance(value, bool) and not EITHER.search(path):
            changes.append(lambda v: "7")
        if isinstance(value, str) and not EITHER.search(path):
            changes.append(lambda v: 7)
        if isinstance(value, dict):
            changes.append(lambda v: {**v, "Niet bekend": {}})
        for change in changes:
            wrong, done = replace(small, path, change)
            if done:
                refused += 1
                count.check(not schema.is_valid(wrong), f"{what}: {path} may be anything")
    needed = schema.schema["required"]
    for key in needed:
        count.check(not schema.is_valid({k: v for k, v in small.items() if k != key}), f"{what}: {key} may be missing")
    count.check("schema" in needed and "program" in needed, f"{what}: an output need not say what it is")
    count.check(refused > 20, f"{what}: only {refused} wrong outputs were tried")


def shorten(value):
    """One or two items of every list, so that many wrong outputs can be tried."""
    if isinstance(value, dict):
        return {k: shorten(v) for k, v in value.items()}
    if isinstance(value, list):
        numbers = all(isinstance(v, (int, float)) for v in value)
        return copy.deepcopy(value) if numbers and len(value) < 10 else [shorten(v) for v in value[:2]]
    return value


def main():
    count = Count()
    schemas = read_schemas(count)
    seen, tried = set(), set()
    for name, output in golden_outputs():
        check_one(count, schemas, seen, f"tests/golden/{name}", output)
    for command, output in fresh_outputs(os.path.abspath(sys.argv[1])):
        check_one(count, schemas, seen, " ".join(command), output)
        if output.get("schema") in schemas and command[0] not in tried:
            tried.add(command[0])
            check_refused(count, schemas[output["schema"]], " ".join(command), output)
    check_bare(count, os.path.abspath(sys.argv[1]))
    check_complete(count, schemas, seen)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
