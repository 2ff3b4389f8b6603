#!/usr/bin/env python3
"""Writes the generated parts of the documentation: generate.py PROGRAM [FOLDER]

- pages made from the tables: docs/data.md, docs/published-cases.md;
- the blocks marked <!-- columns -->, <!-- figures -->, <!-- formats -->, <!-- exit-codes --> and <!-- run: COMMAND --> in the other pages, up to the end of the
  table or code block behind the mark. COMMAND is run with the program first in PATH.
"""
import csv
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
MARK = re.compile(r"<!-- (columns|figures|run: .*?) -->")


def table(name):
    with open(os.path.join(ROOT, "data", name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def shell(program, command):
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(program, os.path.join(folder, "mkba"))
        path = folder + os.pathsep + os.environ["PATH"]
        return subprocess.run(command, shell=True, capture_output=True, text=True, check=True, cwd=ROOT,
                              env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}).stdout


def rows_of(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows])


def columns():
    """The columns of an areas file, as data/fields.csv has them."""
    kinds = {"text": "text", "count": "0 or more", "positive": "above 0", "share": "share", "euro": "euro",
             "spend": "euro", "year": "year", "evidence": "text"}
    rows = [[f"`{r['id']}`", ", ".join(f"`{n}`" for n in r["names_nl"].split()), kinds[r["type"]],
             "required" if r["required"] else "computed with" if r["in_model"] else "shown", r["label_en"]]
            for r in table("fields.csv")]
    text = rows_of(["column", "in Dutch", "value", "use", "meaning"], rows)
    words = []
    for mark, name in (("{s}", "segments"), ("{f}", "factors"), ("{e}", "lines"), ("{p}", "parties")):
        items = [r for r in table(name + ".csv") if r.get("scored", "1") == "1"
                 and r.get("kind", "spend") in ("spend", "event", "transfer")]
        words.append(f"- `{mark}`: " + ", ".join(f"`{r['id']}` ({r['names_nl'].replace(' ', ', ')})" for r in items))
    return text + "\n\n`{...}` stands for each of these, by its English or Dutch name:\n\n" + "\n".join(words)


def figures(program):
    """Every figure once, with {s} and so on for what stands in several places."""
    text = shell(program, "mkba baseline --municipality Utrecht --format csv")
    names = {"segments": "{segment}", "lines": "{line}", "parties": "{party}", "years": "{t}", "factors": "{factor}",
             "scenarios": "{scenario}", "evidence": "{grade}"}
    seen = {}
    for row in csv.DictReader(text.splitlines(), delimiter=";"):
        parts = row["figure"].split(".")
        if len(parts) == 3:
            parts[1] = names[parts[0]]
        if row["area"] != "total":
            unit = seen.get(".".join(parts))
            seen[".".join(parts)] = row["unit"] if unit in (None, "euro") else unit
    return rows_of(["figure", "unit"], [[f"`{name}`", unit] for name, unit in seen.items()])


def formats(program):
    """Which command writes which form, as the program has it."""
    lines = shell(program, "mkba help formats --lang en").splitlines()[1:]
    return rows_of(["command"] + [f"`{form}`" for form in lines[0].split()],
                   [[f"`{line.split()[0]}`"] + ["yes" if mark == "x" else "" for mark in line.split()[1:]] for line in lines[1:]])


def exit_codes(program):
    lines = shell(program, "mkba help exit-codes --lang en").splitlines()[1:]
    return rows_of(["exit code", "meaning"], [line.strip().split("  ", 1) for line in lines])


def data_page():
    sources = {r["id"]: r for r in table("sources.csv")}
    labels = {r["family"]: r["label_en"] for r in table("families.csv")}
    parameters = table("parameters.csv")
    assumed = sum(r["evidence"] == "E" for r in parameters)
    out = ["# The numbers and their sources", "",
           "Made from the tables in `data/`; not to be edited by hand. `mkba params` shows the same, in Dutch too.", "",
           f"{len(parameters)} numbers, of which {len(parameters) - assumed} rest on a source and {assumed} are assumptions "
           "(grade E).", "",
           "Grades: A measured by the municipality with a source; B official statistic; C published study or norm; D derived "
           "from published figures; S entered without a source; E assumption.", ""]
    out.append(rows_of(["number", "value (low - high)", "unit", "price year", "grade", "source", "meaning"], [
        [f"`{r['key']}`", f"{r['value']} ({r['low']} - {r['high']})", r["unit"], r["price_year"], r["evidence"],
         f"[{r['source']}](#{r['source']})" if r["source"] else "", f"{labels[r['key'].split('.')[0]]}. {r['note_en']}"]
        for r in parameters]))
    out += ["", "## Unit prices", "", rows_of(["price", "value (low - high)", "unit", "price year", "payer", "grade", "source", "meaning"], [
        [f"`{r['key']}`", f"{r['value']} ({r['low']} - {r['high']})", r["unit"], r["price_year"], r["payer"], r["evidence"],
         f"[{r['source']}](#{r['source']})", f"{r['label_en']}. {r['note_en']}".strip()] for r in table("prices.csv")])]
    out += ["", "## Kinds of team", "",
            "What `mkba init --team-model` fills in. A number is a key of the table above, or a column of an areas file; everything is a point to start from, "
            "to be replaced by what is known of a team.", ""]
    for model in table("team_models.csv"):
        out += [f"**{model['label_en']}** (`{model['id']}`). {model['note_en']}", "", rows_of(
            ["number", "value (low - high)", "grade", "source", "meaning"],
            [[f"`{r['item']}`", f"{r['value']} ({r['low']} - {r['high']})" + (f" x `{r['of']}`" if r["of"] else ""), r["evidence"],
              f"[{r['source']}](#{r['source']})" if r["source"] else "", r["note_en"]]
             for r in table("team_model_values.csv") if r["model"] == model["id"]]), ""]
    out += ["## Figures that results are held against", "", rows_of(["figure", "value", "unit", "source", "meaning"], [
        [f"`{r['id']}`", r["low"] if r["low"] == r["high"] else f"{r['low']} - {r['high']}", r["unit"],
         f"[{r['source']}](#{r['source']})", r["note_en"]] for r in table("benchmarks.csv")])]
    out += ["", "## The municipalities", "",
            "342 municipalities. Where their figures come from, per column:", "",
            rows_of(["column", "year", "grade", "source"], [
                [f"`{r['column']}`", r["year"], r["evidence"], f"[{r['source']}](#{r['source']})"]
                for r in table("column_sources.csv")])]
    out += ["", "Sheltered living and shelter is left to the national mean: a central municipality pays it for its region, so "
            "that own accounts say little about own households. Loon op Zand did not report for 2024; its amounts are left to the "
            "national means.", "", "## Sources", ""]
    for r in sources.values():
        out.append(f"- <a id=\"{r['id']}\"></a>**{r['id']}**: {r['publisher']} ({r['year']}). {r['title']}. "
                   f"Seen: {r['seen']}. <{r['url']}>")
    return "\n".join(out) + "\n"


def published_page(program):
    out = ["# Published cases beside the model", "",
           "Made from `data/cases/`; not to be edited by hand. How each case was written down as input, and what was filled in where "
           "the publication is silent, is told in [data/cases/README.md](../data/cases/README.md). Nothing is tuned to fit.", ""]
    rows = []
    results = {}
    for r in table("cases/published.csv"):
        folder = f"data/cases/{r['case']}"
        if r["case"] not in results:
            text = shell(program, f"mkba baseline {folder}/areas.csv --parameters {folder}/parameters.csv --decimal point --format json")
            results[r["case"]] = {a["code"]: a for a in json.loads(text)["areas"]}

        def show(code):
            value = results[r["case"]][code][r["figure"]]
            return f"{value:,.0f}" if r["unit"] == "euro" else f"{value:.2f}"

        low, high = float(r["low"]), float(r["high"])
        published = f"{low:,.0f}" if r["unit"] == "euro" else f"{low:.2f}" + (f" - {high:.2f}" if high > low else "")
        rows.append([r["what_en"], f"`{r['figure']}`", published, show(r["area"]), show(r["area"] + "-full"), r["source"]])
    out.append(rows_of(["case", "figure", "published", "model, not scored", "model, all factors in place", "source"], rows))
    out += ["", "How to read it:", "",
            "- The Hague's Sociaal Hospitaal lies between the two readings of the model, near the one with everything in place. Its saving "
            "is a before-after figure of families picked for their cost; part of such a fall is regression to the mean.",
            "- VONL (Amsterdam) reports far more than the model gives. The model pays one worker per six families, and "
            "its effects on the heaviest group are about 0.1 of what they use; the published ratio would take effects on nuisance, crime and "
            "quality of life, which the model lists as PM, or larger reductions than any comparison has shown.",
            "- Rotterdam reports a return of 4 to 15% over 13 cases by the judgement of professionals; reading that as benefits over cost is an "
            "assumption. The model stays below it: with the regular help replaced by a team, little is additional.", ""]
    return "\n".join(out) + "\n"


def refresh(text, program):
    text = re.sub(r"(<!-- columns -->)\n(?:(?!\n##)[\s\S])*?(?=\n##|\Z)", lambda m: m.group(1) + "\n\n" + columns() + "\n", text)
    text = re.sub(r"(<!-- figures -->)\n(?:(?!\n##)[\s\S])*?(?=\n##|\Z)",
                  lambda m: m.group(1) + "\n\n" + figures(program) + "\n", text)
    for mark, make in (("formats", formats), ("exit-codes", exit_codes)):
        text = re.sub(rf"(<!-- {mark} -->)\n+(?:\|.*\n)*\n*", lambda m: m.group(1) + "\n\n" + make(program) + "\n\n", text)
    return re.sub(r"(<!-- run: (.*?) -->\n```\n)[\s\S]*?```", lambda m: m.group(1) + shell(program, m.group(2)) + "```", text)


def main():
    program, folder = os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ROOT
    pages = {}
    for page in ["README.md", *sorted(glob.glob("docs/**/*.md", root_dir=ROOT, recursive=True))]:
        with open(os.path.join(ROOT, page), encoding="utf-8") as file:
            text = file.read()
        if MARK.search(text):
            pages[page] = refresh(text, program)
    pages["docs/data.md"] = data_page()
    pages["docs/published-cases.md"] = published_page(program)
    for page, text in pages.items():
        os.makedirs(os.path.join(folder, os.path.dirname(page)), exist_ok=True)
        with open(os.path.join(folder, page), "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main()
