#!/usr/bin/env python3
"""The HTML report: it is well formed and whole, loads nothing from elsewhere, says everything in one language, and its
tables and pictures show the figures of the JSON, rounded as the report says.

usage: report.py PROGRAM
"""
import html.parser
import math
import os
import re
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import DATA, GOLDEN, Count, read_rows, result, said  # noqa: E402

HOSPITAL = os.path.join(DATA, "cases", "sociaal_hospitaal")
OWN = os.path.join(GOLDEN, "own-area", "wijken.csv")
THREE = os.path.join(GOLDEN, "compare-moments-three")
MOMENTS = [os.path.join(THREE, name + ".csv") for name in ("nulmeting", "tussenmeting", "eindmeting")]
MOMENTS_OF_AREAS = [os.path.join(GOLDEN, "compare-moments-areas", year + ".csv") for year in ("2024", "2025")]
VOID = {"meta", "link", "br", "rect", "line", "path"}
# Title, options, and which area it is about.
REPORTS = [
    ("utrecht", ["-m", "Utrecht"]),
    ("positive", [os.path.join(HOSPITAL, "areas.csv"), "--parameters", os.path.join(HOSPITAL, "parameters.csv"), "--decimal", "point",
                  "--area", "outcome-full"]),
    ("own", [OWN, "--area", "W1"]),
    ("rozendaal", ["-m", "Rozendaal"]),  # where everything is nothing
]


class Node:
    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent, self.children = tag, dict(attributes), parent, []

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag):
        return [n for n in self.walk() if n.tag == tag]

    def text(self):
        return " ".join("".join(c if isinstance(c, str) else c.text() + (" " if c.tag in ("text", "td", "th", "li", "br") else "")
                                for c in self.children).split())

    def within(self, tag, name=None):
        node = self
        while node and not (node.tag == tag and (name is None or name in node.attributes.get("class", ""))):
            node = node.parent
        return node


class Document(html.parser.HTMLParser):
    """A tree, and what is wrong with it: every element is closed, in the order in which they were opened."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("", [], None)
        self.faults = []
        self.feed(text)
        self.close()
        if self.at is not self.root:
            self.faults.append(f"{self.at.tag} stays open")

    def handle_starttag(self, tag, attributes):
        if len({name for name, _ in attributes}) != len(attributes) or any(value is None for _, value in attributes):
            self.faults.append(f"{tag} has an attribute twice or without a value")
        node = Node(tag, attributes, self.at)
        self.at.children.append(node)
        if tag == "p" and self.at.tag in ("p", "ul", "table", "tr"):
            self.faults.append(f"p within {self.at.tag}")
        if tag not in VOID:
            self.at = node

    def handle_startendtag(self, tag, attributes):
        self.at.children.append(Node(tag, attributes, self.at))

    def handle_endtag(self, tag):
        if tag != self.at.tag:
            self.faults.append(f"{self.at.tag} is closed by {tag}, line {self.getpos()[0]}")
        self.at = self.at.parent or self.root

    def handle_data(self, data):
        self.at.children.append(data)


def report(program, folder, name, language, *words):
    path = os.path.join(folder, f"{name}-{language}.html")
    said(program, "report", *words, "--lang", language, "-o", path)
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


# ------------------------------------------------------------------ The document

def check_document(count, name, text, language):
    document = Document(text)
    root = document.root
    count.check(not document.faults, f"{name}: {document.faults[:3]}")
    count.check(text.startswith("<!DOCTYPE html>"), f"{name}: no doctype")
    html_node = root.all("html")[0]
    count.check(html_node.attributes.get("lang") == language, f"{name}: lang")
    count.check(root.all("title") and root.all("title")[0].text(), f"{name}: no title")
    count.check(not root.all("script") and not root.all("img") and not root.all("iframe"), f"{name}: a script, picture or frame")
    loads = [n for n in root.walk() if "src" in n.attributes or (n.tag == "link" and not n.attributes["href"].startswith("data:"))
             or any(a.startswith("on") for a in n.attributes)]
    count.check(not loads, f"{name}: something is loaded or run")
    style = root.all("style")[0].text()
    count.check("@import" not in style and set(re.findall(r"url\(([^)]*)\)", style)) <= {"#hatched"}, f"{name}: the style loads something")
    ids = [n.attributes["id"] for n in root.walk() if "id" in n.attributes]
    count.check(len(ids) == len(set(ids)), f"{name}: an id twice")
    lost = [n.attributes["href"] for n in root.all("a") if n.attributes["href"].startswith("#") and n.attributes["href"][1:] not in ids]
    count.check(not lost, f"{name}: links to nowhere {lost[:3]}")
    refers = [i for n in root.walk() for i in n.attributes.get("aria-labelledby", "").split() if i not in ids]
    count.check(not refers, f"{name}: labels that do not exist {refers}")
    check_headings(count, name, root)
    check_pictures(count, name, root)
    for table in root.all("table"):
        heads = [n for n in table.all("th") if n.attributes.get("scope") == "col"]
        rows = table.all("tr")[1:]
        count.check(table.all("caption") and heads and all(len([c for c in r.children if isinstance(c, Node)]) == len(heads) for r in rows),
                    f"{name}: a table without caption or heads, or with a row of another length")
    count.check(not re.search(r"\b(report|moments|compare|title|outcome|party|plan|pocket|advice|potential|say|sim|sens)\.(?!md\b)[a-z_]+\b", visible(root)), f"{name}: the name of a text")
    count.check("{" not in visible(root) and "nan" not in visible(root).lower().split(), f"{name}: a place that was not filled")
    return root


def visible(root):
    """All text that people read, except what is the same in every language: names of numbers, formulas, sources."""
    skip = {"style", "code", "title"}

    def collect(node):
        if node.tag in skip or "trails" in node.attributes.get("class", ""):
            return ""
        return "".join(c if isinstance(c, str) else collect(c) for c in node.children) + "\n"

    return collect(root)


def check_headings(count, name, root):
    levels = [int(n.tag[1]) for n in root.walk() if re.fullmatch(r"h[1-6]", n.tag)]
    count.check(levels[0] == 1 and levels.count(1) == 1, f"{name}: not one h1 at the top")
    count.check(all(b <= a + 1 for a, b in zip(levels, levels[1:])), f"{name}: headings skip a level")


def check_pictures(count, name, root):
    pictures = [n for n in root.all("svg") if n.attributes.get("role") == "img"]
    count.check(len(pictures) >= (2 if name.startswith("rozendaal") else 6), f"{name}: few pictures")
    for svg in pictures:
        title, about = svg.all("title"), svg.all("desc")
        count.check(title and about and title[0].text() and len(about[0].text()) > 20, f"{name}: a picture without title or description")
        section = svg.within("section")
        count.check(section.all("table"), f"{name}: {title[0].text()}: no table")
        check_values(count, name, svg, section)


def own_text(cell):
    """Without what is noted below it."""
    return " ".join("".join(c if isinstance(c, str) else c.text() for c in cell.children if isinstance(c, str) or c.tag != "small").split())


def check_values(count, name, svg, section):
    """What stands at a bar stands in the row of that name too."""
    rows = {}
    for row in section.all("tr"):
        heads = row.all("th")
        if heads:
            label = re.sub(r"^([A-Z]) ", r"\1: ", own_text(heads[0]))
            rows.setdefault(label.replace(" *", ""), []).extend(c.text() for c in row.all("td"))
    names, values = [], []
    for text in svg.all("text"):
        if text.attributes["class"] == "value":
            values.append(text.text())
            names.append([])
        elif text.attributes["class"] == "name":
            if len(names) == len(values):
                names.append([])
            names[-1].append(text.text())
    pending, pairs = [], []
    for text in svg.all("text"):
        if text.attributes["class"] == "name":
            pending.append(text.text())
        elif text.attributes["class"] == "value":
            pairs.append((" ".join(pending), text.text()))
            pending = []
    for label, value in pairs:
        cells = rows.get(label, [])
        for part in re.split(r" / | \(|\)", value):
            if part:
                count.check(part in cells, f"{name}: {label} {part} in the picture, {cells} in the table")


# ------------------------------------------------------------------ The figures

def number(text, language):
    text = text.replace("≈", "").strip()
    text = text.replace(".", "").replace(",", ".") if language == "nl" else text.replace(",", "")
    return float(text)


class Rounding:
    """As the report says: two digits of the range over the evidence scenarios."""

    def __init__(self, area, root, language):
        npvs = [s["npv_eur"] for s in area["scenarios"]]
        spread = max(npvs) - min(npvs) or max(abs(npvs[0]), area["additional_cost_eur"] or 0, 10)
        self.step = 10 ** max(0, math.floor(math.log10(spread)) - 1)
        self.language = language
        said = visible(root)
        words = {"nl": {"miljoenen": 1e6, "duizenden": 1e3}, "en": {"in millions": 1e6, "in thousands": 1e3}}[language]
        self.unit = next((u for w, u in words.items() if w in said), 1)

    def agrees(self, text, exact):
        if exact is None:
            return text == "-"
        steps = math.floor(abs(exact) / self.step + 0.5) * (1 if exact > 0 else -1)
        is_small = steps == 0 and abs(exact) >= 0.01
        return text.startswith("≈") == is_small and abs(number(text, self.language) * self.unit - steps * self.step) < self.step * 1e-6


def section_rows(root, section):
    node = next(n for n in root.all("section") if n.attributes["id"] == section)
    rows = {}
    for row in node.all("tr"):
        cells = [c.text() for c in row.children if isinstance(c, Node)]
        rows.setdefault(cells[0], []).append(cells[1:])
    return rows


def check_figures(count, name, root, area, language, labels):
    rounding = Rounding(area, root, language)

    def same(section, row, column, exact, table=0):
        rows = section_rows(root, section).get(row)
        good = rows and rounding.agrees(rows[table][column], exact)
        count.check(good, f"{name}: {section}, {row}, column {column}: {rows and rows[table][column]} is not {exact} by {rounding.step}")

    for s in area["scenarios"]:
        same("outcome", labels["scenarios"][s["id"]], 0, s["benefit_pv_eur"])
        same("outcome", labels["scenarios"][s["id"]], 1, s["npv_eur"])
    for p in area["parties"]:
        label = labels["parties"][p["id"]]
        for column, (key, sign) in enumerate((("benefit_pv_eur", 1), ("cost_pv_eur", -1), ("pv_eur", 1), ("budget_year_2_eur", 1))):
            same("parties", label, column, sign * p[key])
        if p["budget_year_2_eur"] != 0:
            same("budget", label, 0, p["budget_year_2_eur"])
    for f in area["factors"]:
        same("potential", labels["factors"][f["id"]], 1, f["within_reach_eur"])
        same("potential", labels["factors"][f["id"]], 2, f["potential_eur"])
    for y in area["years"]:
        same("years", str(y["year"]), 2, y["net_eur"])
        same("years", str(y["year"]), 3, y["cumulative_pv_eur"])
    for line in area["lines"]:
        if line["route"] != "pm":
            star = " *" if line["transfer"] else ""
            same("lines", labels["lines"][line["id"]] + star, 4, line["pv_eur"])
    check_widths(count, name, root, "parties", {labels["parties"][p["id"]]: p["pv_eur"] for p in area["parties"]})
    check_widths(count, name, root, "outcome", {labels["scenarios"][s["id"]]: s["npv_eur"] for s in area["scenarios"]})


def check_plan(count, program, name, root, options, language):
    """Every amount of the plan, in thousands where the rounding of the report would leave nothing of one."""
    area = result(program, "baseline", *options)["areas"][0]
    plan = result(program, "plan", *options)["areas"][0]
    labels, rounding = labels_of(language), Rounding(area, root, language)
    amounts = ("saving_eur", "cash_eur", "extra_use_eur", "balance_eur")
    wanted = [[[y["net_eur"] for y in p["years"]] for p in plan["parties"]]]
    wanted += [[[y[a] for y in line["years"]] for a in amounts] for line in plan["lines"]]
    names = [labels["lines"][line["id"]] for line in plan["lines"]]
    values = [v for table in wanted for row in table for v in row if v is not None]
    section = next(n for n in root.all("section") if n.attributes["id"] == "plan")
    small = rounding.step > 1000 and any(0.01 <= abs(v) < rounding.step / 2 for v in values)
    count.check(small == ({"nl": "afgerond op duizend euro", "en": "rounded to a thousand euros"}[language] in section.text()),
                f"{name}: plan: {'not said' if small else 'said'} that it is rounded finer")
    if small:
        rounding.step = rounding.unit = 1000
    tables = section.all("table")
    count.check([t.all("caption")[0].text() for t in tables[1:]] == names == [h.text() for h in section.all("h3")], f"{name}: plan: lines {names}")
    for table, rows in zip(tables, wanted):
        shown = [[c.text() for c in row.all("td")] for row in table.all("tr")[1:]]
        good = len(shown) == len(rows) and all(len(s) == len(r) and all(map(rounding.agrees, s, r)) for s, r in zip(shown, rows))
        count.check(good, f"{name}: plan, {table.all('caption')[0].text()}: {shown} is not {rows} by {rounding.step}")
    ids = [n.attributes["id"] for n in root.all("section")]
    order = ["budget", "plan", "pockets", "potential", "advice"]
    count.check([i for i in ids if i in order] == order, f"{name}: sections in the order {ids}")


def check_advice(count, program, name, root, options, language):
    """The factors in the order of the plan, each with its advice and where that comes from, and nothing else."""
    potential = result(program, "potential", *options, "--lang", language)["areas"][0]
    section = next(n for n in root.all("section") if n.attributes["id"] == "advice")
    labels = labels_of(language)["factors"]
    named = [re.sub(r"^\d\. ", "", h.text()) for h in section.all("h3")[:-1]]
    count.check(named == [labels[f["id"]] for f in potential["factors"]], f"{name}: advice: factors {named}")
    given = [a for f in potential["factors"] for a in f["advice"]] + potential["general"]
    items = [n.text() for n in section.all("li")]
    count.check(len(items) == len(given) > 10, f"{name}: advice: {len(items)} items, {len(given)} in the JSON")
    origin = {"own_judgement": {"nl": "eigen oordeel", "en": "own judgement"}[language], "assumption": {"nl": "aanname", "en": "assumption"}[language]}
    count.check(all(i.endswith("[" + origin.get(a["origin"], a["origin"]) + "]") for i, a in zip(items, given)), f"{name}: advice: origins {items[:2]}")
    count.check(len(items) == len(set(items)), f"{name}: advice: something is said twice")


def check_widths(count, name, root, section, values):
    """A bar is as long as its figure is large, and hatched when that is negative."""
    if not any(values.values()):
        return
    svg = next(n for n in next(n for n in root.all("section") if n.attributes["id"] == section).all("svg"))
    names = [t.text() for t in svg.all("text") if t.attributes["class"] == "name"]
    bars = svg.all("rect")
    least, most = min(0, *values.values()), max(0, *values.values())
    for label, bar in zip(names, bars):
        wanted = max(97 * abs(values[label]) / (most - least), 0.3)
        width = float(bar.attributes["width"].rstrip("%"))
        count.check(abs(width - wanted) < 0.011 and (bar.attributes["class"] == "hatched") == (values[label] < 0),
                    f"{name}: {section}, {label}: a bar of {width}%, {wanted:.2f}% expected")
    count.check(len(names) == len(bars), f"{name}: {section}: {len(bars)} bars for {len(names)} names")


def check_trail(count, program, name, root, options, language):
    """Every step of `mkba explain npv_eur` stands in the report, in the same words."""
    trail = " ".join(n.text() for n in root.all("details"))
    tree = said(program, "explain", "npv_eur", *options, "--lang", language, "--format", "md").split("\n")
    steps = {m.group(1).replace("\\", "") for line in tree if (m := re.match(r"\s*- ([a-z][\w.]* = -?[\d.,]+)", line))}
    lost = [s for s in steps if s not in trail]
    count.check(len(steps) > 200 and not lost, f"{name}: {len(lost)} of {len(steps)} steps of npv_eur are missing, such as {lost[:2]}")


def check_languages(count, name, dutch, english):
    """A sentence that is the same in both languages was not translated."""
    def sentences(root):
        found = set()
        for node in root.walk():
            own = " ".join("".join(c for c in node.children if isinstance(c, str)).split())
            if node.tag not in ("style", "code", "a") and not node.within("details", "trails") and len(re.findall(r"[a-zA-Zé]{3,}", own)) >= 3:
                found.add(own)
        return found

    entered = {"de 136 huishoudens die zijn geholpen"}
    same = {s for s in sentences(dutch) & sentences(english) if not any(e in s for e in entered) and not re.search(r"\(\d{4}\)\.$", s)}
    count.check(not same, f"{name}: the same in both languages: {sorted(same)[:3]}")


def labels_of(language):
    def table(file):
        return {r["id"]: r["label_" + language] for r in read_rows(os.path.join(DATA, file + ".csv"))}

    return {t: table(t) for t in ("parties", "lines", "factors", "scenarios")}


def check_area(count, program, folder, name, options):
    area = result(program, "baseline", *options)["areas"][0]
    roots = {}
    for language in ("nl", "en"):
        title = f"{name}, {language}"
        text = report(program, folder, name, language, *options)
        roots[language] = check_document(count, title, text, language)
        check_figures(count, title, roots[language], area, language, labels_of(language))
        check_trail(count, program, title, roots[language], options, language)
        check_plan(count, program, title, roots[language], options, language)
        check_advice(count, program, title, roots[language], options, language)
        count.check(text == report(program, folder, name, language, *options), f"{title}: not the same twice")
    check_languages(count, name, roots["nl"], roots["en"])


def rows_of(table):
    return {own_text(row.all("th")[0]): [c.text() for c in row.all("td")] for row in table.all("tr")[1:]}


def check_moments(count, program, folder):
    """Measurements beside each other: the same as `mkba compare` says, rounded to two digits of what the balance moved."""
    names = [os.path.splitext(os.path.basename(p))[0] for p in MOMENTS]
    compared = result(program, "compare", *MOMENTS, "--lang", "nl")
    area = compared["areas"][0]
    text = report(program, folder, "moments", "nl", *MOMENTS)
    root = check_document(count, "moments", text, "nl")
    baseline = result(program, "baseline", MOMENTS[-1])["areas"][0]
    check_figures(count, "moments", root, baseline, "nl", labels_of("nl"))
    check_plan(count, program, "moments", root, [MOMENTS[-1]], "nl")
    section = next(n for n in root.all("section") if n.attributes["id"] == "moments")
    rounding = Rounding(baseline, root, "nl")
    moved = [a["difference"]["npv_eur"] for a in area["alternatives"]]
    step = 10 ** (math.floor(math.log10(max(map(abs, moved)))) - 1)
    rounding.step = min(rounding.step, step)

    def same(what, cells, exact):
        count.check(cells is not None and len(cells) == len(exact) and all(map(rounding.agrees, cells, exact)),
                    f"moments: {what}: {cells} is not {exact} by {rounding.step}")

    tables = section.all("table")
    net = rows_of(tables[0])
    for name, world in zip(names, area["worlds"]):
        npvs = [v for k, v in world.items() if k.startswith("scenarios.")]
        same(name, net.get(name), [world["npv_eur"], min(npvs), max(npvs)])
    for table, label, figure in ((1, "Netto contante waarde", "npv_eur"), (1, "Teamkosten per jaar", "team_cost_eur"),
                                 (2, "Gemeente", "parties.municipality.pv_eur"), (3, "Gemeente", "parties.municipality.budget_year_2_eur"),
                                 (4, "Gunstig", "scenarios.optimistic.npv_eur")):
        exact = [w[figure] for w in area["worlds"]] + [a["difference"][figure] for a in area["alternatives"]]
        same(figure, rows_of(tables[table]).get(label), exact)
    for number, (a, inputs) in enumerate(zip(area["alternatives"], compared["alternatives"])):
        check_moved(count, section, same, names[number + 1], a, inputs["inputs"])
    items = [n.text() for n in section.all("li")]
    lost = [c["message"] for c in compared["cautions"] if " ".join(c["message"].split()) not in items]
    count.check(len(compared["cautions"]) > 8 and not lost, f"moments: not warned of {lost[:2]}")
    frame = [n for n in section.walk() if n.attributes.get("class") == "warning"]
    count.check(len(frame) == 1 and "geen bewijs" in frame[0].text(), "moments: no warning in a frame")
    count.check("laatste meting (eindmeting)" in root.all("header")[0].text(), "moments: not said which measurement it is about")
    check_languages(count, "moments", root, check_document(count, "moments, en", report(program, folder, "moments", "en", *MOMENTS), "en"))
    check_moments_of_areas(count, program, folder)


def check_moved(count, section, same, name, alternative, inputs):
    """Every input with what it contributes, in a table and (what is not nothing) in a picture."""
    figures = ("npv_eur", "parties.municipality.budget_year_2_eur")
    caption = f"Wat het saldo bij {name} bewoog, vergeleken met nulmeting"
    table = next(t for t in section.all("table") if t.all("caption")[0].text() == caption)
    rows = {re.search(r"\((\w+)\)$", k).group(1) if "(" in k else "": v for k, v in rows_of(table).items()}
    parts = {c["input"]: [c[f] for f in figures] for c in alternative["contributions"]}
    for key, exact in {**parts, "": [alternative["difference"][f] for f in figures]}.items():
        same(f"{name}, {key}", rows.get(key), exact)
    count.check(len(rows) == len(inputs) + 1, f"moments: {name}: rows {list(rows)}")
    svg = next(s for s in section.all("svg") if s.all("title")[0].text() == caption)
    drawn = {k: v for k, (v, _) in parts.items() if v != 0}
    least, most = min(0, *drawn.values()), max(0, *drawn.values())
    for bar, value in zip(svg.all("rect"), sorted(drawn.values(), key=lambda v: -abs(v))):
        wanted = max(97 * abs(value) / (most - least), 0.3)
        count.check(abs(float(bar.attributes["width"].rstrip("%")) - wanted) < 0.011, f"moments: {name}: a bar of {bar.attributes['width']}, {wanted:.2f}%")
        count.check((bar.attributes["class"] == "hatched") == (value < 0), f"moments: {name}: a bar for {value} is {bar.attributes['class']}")
    count.check(len(svg.all("rect")) == len(drawn), f"moments: {name}: {len(svg.all('rect'))} bars for {drawn}")
    noted = sum("geen gemeten verandering" in n.text() for n in table.all("small"))
    only_once = sum(any((c["from"] is None) != (c["to"] is None) for c in i["changes"]) for i in inputs)
    count.check(noted == only_once > 0, f"moments: {name}: {noted} of {only_once} inputs noted as entered at one measurement only")


def check_moments_of_areas(count, program, folder):
    """In a folder the file of an area says what there is to know of that area, and nothing of another."""
    path = os.path.join(folder, "moments-map")
    said(program, "report", *MOMENTS_OF_AREAS, "--lang", "nl", "-o", path + "/")
    compared = result(program, "compare", *MOMENTS_OF_AREAS, "--lang", "nl")
    codes = [a["code"] for a in compared["areas"]]
    count.check(sorted(os.listdir(path)) == sorted([c + ".html" for c in codes] + ["index.html"]), f"moments: files {os.listdir(path)}")
    general = [c["message"] for c in compared["cautions"] if not any(f"({c2})" in c["message"] or f" {c2} " in c["message"] for c2 in codes)]
    for code in [*codes, "index"]:
        with open(os.path.join(path, code + ".html"), encoding="utf-8", newline="") as file:
            root = check_document(count, f"moments, {code}", file.read(), "nl")
        section = next(n for n in root.all("section") if n.attributes["id"] == "moments")
        items = [" ".join(n.text().split()) for n in section.all("li")]
        own = [c["message"] for c in compared["cautions"] if c["message"] in general or f"({code})" in c["message"] or f" {code} " in c["message"]]
        found = [c["message"] for c in compared["cautions"] if " ".join(c["message"].split()) in items]
        count.check(found == own and len(own) >= len(general) > 2, f"moments, {code}: warned of {len(found)}, {len(own)} expected")
        other = [c for c in codes if c != code and f"({c})" in section.text()]
        count.check(code == "index" or not other, f"moments, {code}: speaks of {other}")
        alternative = (compared["total"] if code == "index" else next(a for a in compared["areas"] if a["code"] == code))["alternatives"][0]
        table = next(t for t in section.all("table") if t.all("caption")[0].text() == "Wat het saldo bij 2025 bewoog, vergeleken met 2024")
        moved = [c["input"] for c in alternative["contributions"] if c["npv_eur"] != 0]
        count.check(len(table.all("tr")) - 2 >= len(moved) > 0, f"moments, {code}: {moved} moved, {len(table.all('tr'))} rows")


def check_areas(count, program, folder):
    """Several areas: the total, a ranking, a part for each; and a folder with a report for each."""
    text = report(program, folder, "areas", "nl", OWN, "--with", "tornado,verdeling", "--draws", "500")
    root = check_document(count, "areas", text, "nl")
    areas = result(program, "baseline", OWN)["areas"]
    ranked = sorted(areas, key=lambda a: -a["npv_eur"])
    section = next(n for n in root.all("section") if n.attributes["id"] == "areas")
    named = [r.all("th")[0].text() for r in section.all("tr")[1:]]
    count.check(named == [a["name"] for a in ranked], f"areas: ranked as {named}")
    articles = {n.attributes["id"]: n.all("h2")[0].text() for n in root.all("article")}
    count.check(list(articles.values()) == [a["name"] for a in areas], f"areas: parts for {articles}")
    links = [a.attributes["href"][1:] for a in section.all("a")]
    count.check([articles[i] for i in links] == named, "areas: a link leads to another area")
    check_folder(count, program, folder, areas)


def check_folder(count, program, folder, areas):
    path = os.path.join(folder, "map")
    said(program, "report", OWN, "--lang", "nl", "-o", path + "/")
    files = sorted(os.listdir(path))
    count.check(files == sorted([a["code"] + ".html" for a in areas] + ["index.html"]), f"folder: {files}")
    for file in files:
        with open(os.path.join(path, file), encoding="utf-8", newline="") as text:
            root = check_document(count, f"folder, {file}", text.read(), "nl")
        for a in root.all("a"):
            target = a.attributes["href"]
            if not target.startswith(("#", "http")):
                count.check(os.path.exists(os.path.join(path, target)), f"folder: {file} links to {target}")
    hashes = re.compile(r"[0-9a-f]{64}")  # of all areas that were read
    with open(os.path.join(path, "W1.html"), encoding="utf-8", newline="") as one:
        count.check(hashes.sub("", one.read()) == hashes.sub("", report(program, folder, "w1", "nl", OWN, "--area", "W1")),
                    "folder: W1 differs from its own report")


def main():
    os.environ["LC_ALL"] = "C.UTF-8"
    program = os.path.abspath(sys.argv[1])
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        for name, options in REPORTS:
            check_area(count, program, folder, name, options)
        check_areas(count, program, folder)
        check_moments(count, program, folder)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
