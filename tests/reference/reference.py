#!/usr/bin/env python3
"""Reference evaluation of the model page: plain loops, standard library only.
usage: reference.py --data DIR --areas FILE.csv [--measured FILE.csv] [--set key=value]...
Section numbers in the comments are those of the model page; names follow its symbols.
"""
import argparse
import csv
import functools
import itertools
import json
import math
import os
import sys

SEGMENTS = ["heavy", "vulnerable", "self_reliant"]
FACTORS = ["find", "caseload", "coordination", "own_strength", "referral", "follow_up"]
SCORED = [f for f in FACTORS if f != "caseload"]
PARTIES = ["municipality", "central_municipality", "state", "health_insurer", "care_office",
           "housing_association", "police_justice", "society", "households"]
SCENARIOS = ["null", "pessimistic", "central", "optimistic"]
WHOLE = ["start_year", "price_year", "programme_years", "horizon", "effect_years"]

class ModelError(Exception):
    pass

# ---------------------------------------------------------------- tables

def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))

def number(text):
    """A number, or None where it is not given."""
    if text is None or text.strip() in ("", "."):
        return None
    value = float(text)
    if not math.isfinite(value):
        raise ModelError("not a finite number: " + text)
    return value

def read_parameters(directory):
    rows = {}
    for row in read_csv(os.path.join(directory, "parameters.csv")):
        value = number(row["value"])
        low, high = number(row["low"]), number(row["high"])
        year = number(row["price_year"])
        rows[row["key"]] = {"value": value, "low": value if low is None else low,
                            "high": value if high is None else high,
                            "price_year": None if year is None else int(year), "set": False}
    return rows

def read_lines(directory):
    return [{"id": row["id"], "payer": row["payer"], "kind": row["kind"],
             "home_support": row["home_support"] == "1"}
            for row in read_csv(os.path.join(directory, "lines.csv"))]

def read_prices(directory):
    return {row["key"]: row for row in read_csv(os.path.join(directory, "prices.csv"))}

def read_index(directory):
    path = os.path.join(directory, "price_index.csv")
    if not os.path.exists(path):
        path = os.path.join(directory, "cpi.csv")
    index = {}
    for row in read_csv(path):
        column = [name for name in row if name and name.startswith("index")][0]
        index[int(row["year"])] = float(row[column])
    return index

def convert(amount, year, price_year, index):
    """Section 1: an amount of another price year."""
    if year is None or year == price_year:
        return amount
    for y in (year, price_year):
        if y not in index:
            raise ModelError("no price index for %d" % y)
    return amount * index[price_year] / index[year]

# ---------------------------------------------------------------- parameters (sections 2 and 11)

def share_sets(rows):
    sets = [["segment_share.heavy", "segment_share.vulnerable"],
            ["fte_share.heavy", "fte_share.vulnerable"]]
    for key in rows:
        if key.startswith("concentration.") and key.endswith(".heavy"):
            line = key[len("concentration."):-len(".heavy")]
            sets.append([key, "concentration." + line + ".vulnerable"])
    return sets

def keep_shares_one(rows, moved):
    """A set of shares stays one: members that were not moved give way."""
    for members in share_sets(rows):
        others = [k for k in members if k not in moved]
        if len(others) == len(members) or sum(rows[k]["value"] for k in members) <= 1 + 1e-12:
            continue
        room = 1 - sum(rows[k]["value"] for k in members if k in moved)
        rest = sum(rows[k]["value"] for k in others)
        if room < -1e-12 or not others:
            raise ModelError("shares sum to more than 1: " + ", ".join(members))
        for k in others:
            rows[k]["value"] = rows[k]["value"] * max(0.0, room) / rest

def copy_rows(rows):
    return {key: dict(row) for key, row in rows.items()}

def apply_settings(rows, settings):
    rows = copy_rows(rows)
    for key, value in settings:
        if key not in rows:
            raise ModelError("unknown parameter " + key)
        rows[key].update(value=value, low=value, high=value, set=True)
    keep_shares_one(rows, set(key for key, _ in settings))
    return rows

def scenario_value(key, row, scenario):
    """Section 11, the table of evidence scenarios."""
    low, central, high = row["low"], row["value"], row["high"]
    choice = [central, central, central, central]
    if key.startswith("reduction."):
        choice = [0.0, low, central, high]
    if key.startswith("extra_refer_low.") or key.startswith("extra_refer_high."):
        choice = [0.0, high, central, low]
    if key.startswith("extra_need."):
        choice = [0.0, central, central, central]
    if key == "replaced_effect":
        choice = [central, high, central, low]
    return central if row["set"] else choice[SCENARIOS.index(scenario)]

def parameter_values(rows, index, scenario):
    price_year = int(rows["price_year"]["value"])
    p = {}
    for key, row in rows.items():
        p[key] = convert(scenario_value(key, row, scenario), row["price_year"], price_year, index)
    for key in WHOLE + [k for k in rows if k.startswith("cash_lag_years.")]:
        if p[key] != int(p[key]):
            raise ModelError(key + " must be a whole number")
        p[key] = int(p[key])
    if p["horizon"] < 3 or p["programme_years"] > p["horizon"]:
        raise ModelError("horizon must be at least 3 and at least programme_years")
    return p

# ---------------------------------------------------------------- measured effects (section 5)

class Effect:
    """One row of the table of measured effects, in euros a year and the years in which it holds."""
    def __init__(self, p, index, lines, prices, row):
        key = row["price"]
        listed = prices.get(key)
        price, year = number(row.get("unit_price")), number(row.get("price_year"))
        if listed:
            self.line = listed["line"] or key
            self.payer = listed["payer"]
            if price is None:
                price, year = float(listed["value"]), float(listed["price_year"])
        else:
            self.line = key
            self.payer = [line["payer"] for line in lines if line["id"] == key][0]
            price = 1.0 if price is None else price
        price = convert(price, None if year is None else int(year), p["price_year"], index)
        attribution = number(row.get("attribution"))
        if attribution is None:
            attribution = {"experiment": 1.0, "comparison": 1.0,
                           "before_after": p["attribution.before_after"]}[row["design"]]
        # a cost saved is a benefit; of what is good in itself, more is
        good = any(q["is_good"] == "1" for k, q in prices.items()
                   if (k == key if listed else q["line"] == key))
        self.yearly = float(row["change"]) * price * attribution * (1 if good else -1)
        first, last = number(row.get("first_year")), number(row.get("last_year"))
        self.ramp = p["ramp"] if first is None else 1.0
        self.first = 0 if first is None else int(first) - p["start_year"]
        self.last = max(self.first, p["programme_years"] - 1) if last is None \
            else int(last) - p["start_year"]

    def benefit(self, t, fade):
        if t < self.first:
            return 0.0
        part = self.ramp if t == 0 else 1.0
        return self.yearly * (part if t <= self.last else fade ** (t - self.last))

# ---------------------------------------------------------------- inputs of one area (section 2)

class Area:
    def __init__(self, p, lines, index, row, effects=()):
        def given(column, default=None, low=0.0, high=math.inf):
            value = number(row.get(column))
            if value is not None and not low <= value <= high:
                raise ModelError(row["code"] + ": " + column + " is out of range")
            return default if value is None else value

        def given_share(column, default):
            return given(column, default, 0.0, 1.0)

        def given_amount(column, default, low=0.0):
            value = given(column, None, low)
            return default if value is None else convert(value, year, p["price_year"], index)

        year = int(given("price_year", p["price_year"]))
        self.p, self.all_lines, self.kept = p, lines, {}
        self.lines = [line for line in lines if line["kind"] in ("spend", "event", "transfer")]
        self.code, self.name = row["code"], row.get("name") or None
        self.effects = {}
        for effect in effects:
            self.effects.setdefault(effect.line, []).append(effect)
        known = [line["id"] for line in lines]
        self.all_lines = lines + [{"id": e, "payer": self.effects[e][0].payer, "kind": "pm",
                                   "home_support": False} for e in self.effects if e not in known]
        self.estimated = [line["id"] for line in self.lines if line["id"] not in self.effects]
        self.amounts = list(self.lines)
        self.lines = self.lines + [dict(line, payer=self.effects[line["id"]][0].payer)
                                   for line in self.all_lines
                                   if line["kind"] == "pm" and line["id"] in self.effects]
        real = [line["id"] for line in self.lines if line["kind"] != "transfer"]
        self.real = [e for e in real if e not in self.effects]
        self.real_measured = [e for e in real if e in self.effects]
        self.H = H = given("households")
        if H is None:
            raise ModelError("households is required")
        self.inhabitants = given("inhabitants", H * p["persons_per_household"])

        self.N = {s: given(s + "_households", H * p["segment_share." + s])
                  for s in ("heavy", "vulnerable")}
        rest = H - self.N["heavy"] - self.N["vulnerable"]
        if rest < -1e-9 * H:
            raise ModelError(self.code + ": heavy and vulnerable exceed households")
        self.N["self_reliant"] = 0.0 if rest < 1e-12 * H else rest

        self.F = F = {s: given("fte_" + s) for s in SEGMENTS}
        if all(F[s] is not None for s in SEGMENTS):
            default = (F["heavy"] + F["vulnerable"] + F["self_reliant"]) / p["frontline_share"] \
                * p["cost_per_fte_eur"]
        else:
            default = p["national_mean_eur.team_cost"] * H
        self.C = C = given_amount("team_cost_eur", default)
        self.startup = given_amount("startup_cost_eur", 0.0)
        rest = 1 - p["fte_share.heavy"] - p["fte_share.vulnerable"]
        share = {"heavy": p["fte_share.heavy"], "vulnerable": p["fte_share.vulnerable"],
                 "self_reliant": 0.0 if rest < 1e-12 else rest}
        for s in SEGMENTS:
            if F[s] is None:
                F[s] = C / p["cost_per_fte_eur"] * p["frontline_share"] * share[s]

        self.c = {}
        for s in SEGMENTS:
            middle = (p["caseload_norm_low." + s] + p["caseload_norm_high." + s]) / 2
            self.c[s] = given("caseload_" + s, middle)
            if self.c[s] == 0:
                raise ModelError(self.code + ": caseload_" + s + " must be above 0")
        self.helped_given = {s: given("helped_" + s) for s in SEGMENTS}
        self.x = {f: given_share("score_" + f, 0.5) for f in SCORED}

        self.S = {}
        for line in self.amounts:
            e = line["id"]
            if line["kind"] == "event":
                default = p["event_rate." + e] * H * p["unit_price_eur." + e]
            else:
                default = p["national_mean_eur." + e] * H
            self.S[e] = max(0.0, given_amount("spend_" + e, default, -math.inf))

        default = 0.0
        if self.inhabitants > 0:
            default = min(1.0, C / self.inhabitants / p["access_reference_eur"])
        self.g = given_share("access_share", default)
        self.provider_share = given_share("provider_share", p["provider_share"])
        self.R = given_share("replaced_share", p["replaced_share"])
        self.funding = {q: given_share("funding_" + q, 0.0) for q in PARTIES}
        if all(given("funding_" + q) is None for q in PARTIES):
            self.funding["municipality"] = 1.0
        if abs(sum(self.funding.values()) - 1) > 1e-9:
            raise ModelError(self.code + ": funding shares must sum to 1")

    def payer_side(self, e):
        """Section 7: which party has which share of the line."""
        payer = [line["payer"] for line in self.lines if line["id"] == e][0]
        side = {q: self.p.get("payer_share." + e + "." + q, 0.0) for q in PARTIES}
        side[payer] = side[payer] + 1 - sum(side.values())
        return side

# ---------------------------------------------------------------- the model (sections 3 to 6, 8, 9)

def once(*moving):
    """The potential moves some factors of an area at a time. What depends on none but those named is worked out once for each
    of their settings, and kept with the area: the same numbers, sooner."""
    def decorator(method):
        name = method.__name__
        @functools.wraps(method)
        def kept(self, *arguments):
            known = self.tables.get(name) or self.known(kept)
            if arguments not in known:
                known[arguments] = method(self, *arguments)
            return known[arguments]
        kept.moving = moving
        return kept
    return decorator

class World:
    """One area with scores x and caseloads c; cost(t) stays at the area's own follow_up score."""
    def __init__(self, area, x, c):
        self.a, self.p, self.x, self.c, self.x_cost = area, area.p, x, c, area.x["follow_up"]
        self.setting = {**x, "caseload": tuple(c.values())}
        self.tables = {}
    def known(self, kept):
        """What is known of a method under the setting of the factors that it depends on."""
        name = kept.__name__
        if name not in self.tables:
            setting = tuple(self.setting[f] for f in kept.moving)
            self.tables[name] = self.a.kept.setdefault((name, setting), {})
        return self.tables[name]
    # section 3
    def q(self, s):
        return 1.0 if s == "heavy" else self.p["clients_per_household"]
    def active(self, s):
        return self.a.F[s] * self.c[s] / self.q(s)
    @once("caseload")
    def helped(self, s):
        months = self.p["months." + s]
        reach = self.a.helped_given[s]
        if reach is None:
            reach = self.active(s) * 12 / months
        return min(self.a.N[s] * min(1, 12 / months), reach)
    def new(self, s):
        return self.helped(s) * (1 - self.p["repeat_share"])

    # section 4: mechanisms of the factors
    def T(self):
        return self.p["tau"] + (1 - self.p["tau"]) * self.x["find"]
    @once("caseload")
    def K(self, s):
        norm_high = self.p["caseload_norm_high." + s]
        return 1.0 if self.c[s] <= norm_high else (norm_high / self.c[s]) ** self.p["kappa"]
    def D(self, s):
        return 1 - self.a.R * self.p["replaced_effect"]
    def delta(self):
        return self.p["delta_low"] + (self.p["delta_high"] - self.p["delta_low"]) * self.x["follow_up"]

    # section 4: use per household in the null alternative
    @once()
    def L_hv(self, e):
        p, N = self.p, self.a.N
        return min(1, (p["concentration." + e + ".heavy"] + p["concentration." + e + ".vulnerable"])
                   * ((N["heavy"] + N["vulnerable"]) / self.a.H
                      / p["concentration_at.heavy_and_vulnerable"]) ** p["concentration_exponent"])
    @once()
    def L_h(self, e):
        p, N = self.p, self.a.N
        return min(self.L_hv(e), p["concentration." + e + ".heavy"]
                   * (N["heavy"] / self.a.H / p["concentration_at.heavy"]) ** p["concentration_exponent"])
    def gamma(self, s, e):
        if s == "heavy":
            return self.L_h(e)
        if s == "vulnerable":
            return self.L_hv(e) - self.L_h(e)
        return 1 - self.L_hv(e)
    @once()
    def b(self, s, e):
        if self.a.N[s] == 0:
            return 0.0
        return self.a.S[e] * self.gamma(s, e) / self.a.N[s]

    # section 4: change in use of households helped
    def lam(self, s, k):
        return self.p["ramp"] if k == 0 else (self.delta() * self.p["null_survival." + s]) ** (k - 1)
    @once("caseload", "follow_up")
    def stock(self, s, t):
        total = sum(self.lam(s, k) for k in range(0, min(t, self.p["effect_years"]) + 1)
                    if t - k < self.p["programme_years"])
        return min(self.a.N[s], self.new(s) * total)
    def growth(self, t):
        return (1 + self.p["autonomous_growth"]) ** t
    @once("find", "caseload", "follow_up")
    def worked(self, s, t):
        return self.stock(s, t) * self.T() * self.K(s) * self.D(s)
    @once("find", "caseload", "follow_up")
    def use(self, e, t):
        return self.growth(t) * sum(self.worked(s, t) * self.b(s, e) * self.p["reduction." + e + "." + s] for s in SEGMENTS)
    @once("find", "caseload", "coordination", "follow_up")
    def saving_coordination(self, e, t):
        return self.use(e, t) * (1 - self.p["own_strength_weight." + e]) * self.x["coordination"]
    @once("find", "caseload", "own_strength", "follow_up")
    def saving_own(self, e, t):
        return self.use(e, t) * self.p["own_strength_weight." + e] * self.x["own_strength"]
    @once()
    def measured(self, e, t):
        """Section 5; the factors that the potential moves do not touch it."""
        low, high = self.p["delta_low"], self.p["delta_high"]
        fade = (low + (high - low) * self.x_cost) * self.p["null_survival.vulnerable"]
        return sum(effect.benefit(t, fade) for effect in self.a.effects[e])
    @once("find", "caseload", "coordination", "own_strength", "follow_up")
    def saving(self, e, t):
        if e in self.a.effects:
            return self.measured(e, t)
        return self.saving_coordination(e, t) + self.saving_own(e, t)

    # section 4: extra use
    def phase(self, t):
        if t == 0:
            return self.p["ramp"]
        if t < self.p["programme_years"]:
            return 1.0
        return self.p["null_survival.vulnerable"] ** (t - self.p["programme_years"] + 1)
    @once()
    def open(self, e, t):
        if self.a.H == 0 or "extra_base." + e not in self.p:
            return 0.0
        return self.growth(t) * self.a.S[e] * self.p["extra_base." + e] * self.a.g * self.phase(t)
    @once("find")
    def need(self, e, t):
        if e in self.a.effects:
            return 0.0
        return self.open(e, t) * self.p.get("extra_need." + e, 0.0) * self.x["find"]
    @once("referral")
    def refer(self, e, t):
        if e in self.a.effects:
            return 0.0
        low, high = (self.p.get("extra_refer_" + end + "." + e, 0.0) for end in ("low", "high"))
        return self.open(e, t) * (low + (high - low) * self.a.provider_share) \
            * 2 * (1 - self.x["referral"])
    def benefit(self, e, t):
        return self.saving(e, t) - self.need(e, t) - self.refer(e, t)
    @once("find")
    def unmet_need(self, t):
        return self.p["need_value"] * self.real_need(t)
    @once("find", "caseload", "own_strength", "follow_up")
    def informal_care(self, t):
        if "informal_care" in self.a.effects:
            return self.measured("informal_care", t)
        total = sum(self.saving_own(line["id"], t) for line in self.a.lines
                    if line["home_support"] and line["id"] in self.a.estimated)
        return -self.p["informal_burden"] * self.p["informal_hour_eur"] \
            / self.p["guidance_hour_eur"] * total

    # section 6
    @once("caseload")
    def followed(self, s, t):
        count = sum(1 for k in range(1, min(t, self.p["effect_years"]) + 1)
                    if t - k < self.p["programme_years"])
        return min(self.a.N[s], self.new(s) * count)
    @once("caseload")
    def follow(self, t):
        return self.p["hourly_rate_eur"] * sum(
            self.p["follow_up_hours." + s] * self.followed(s, t) for s in ("heavy", "vulnerable"))
    @once("caseload")
    def cost(self, t):
        if t < self.p["programme_years"]:
            amount = self.a.C * (1 - self.a.R)
        else:
            amount = self.x_cost * self.follow(t)
        return amount + (self.a.startup if t == 0 else 0.0)

    # section 8
    @once()
    def d(self, t):
        return (1 + self.p["discount_rate"]) ** (-t)
    def PV(self, flow):
        known = self.known(flow) if hasattr(flow, "moving") else {}
        if "PV" not in known:
            known["PV"] = sum(self.d(t) * flow(t) for t in range(self.p["horizon"]))
        return known["PV"]
    @once("find", "caseload", "coordination", "follow_up")
    def real_coordination(self, t):
        return sum(self.saving_coordination(e, t) for e in self.a.real)
    @once("find", "caseload", "own_strength", "follow_up")
    def real_own(self, t):
        return sum(self.saving_own(e, t) for e in self.a.real)
    @once()
    def real_measured(self, t):
        return sum(self.measured(e, t) for e in self.a.real_measured)
    @once("find")
    def real_need(self, t):
        return sum(self.need(e, t) for e in self.a.real)
    @once("referral")
    def real_refer(self, t):
        return sum(self.refer(e, t) for e in self.a.real)
    def real_parts(self):
        """The benefits of the lines that move no money, by their parts, and what has no payer: with their signs."""
        return [(1, self.real_coordination), (1, self.real_own), (1, self.real_measured), (-1, self.real_need),
                (-1, self.real_refer), (1, self.unmet_need), (1, self.informal_care)]
    def real_benefit(self, t):
        return sum(sign * part(t) for sign, part in self.real_parts())
    def PV_benefit(self):
        return sum(sign * self.PV(part) for sign, part in self.real_parts())
    def npv(self):
        return self.PV_benefit() - self.PV(self.cost)
    def ratio(self):
        cost = self.PV(self.cost)
        return None if cost == 0 else self.PV_benefit() / cost
    def payback(self):
        running = 0.0
        for t in range(self.p["horizon"] if self.PV(self.cost) != 0 else 0):
            running = running + self.d(t) * (self.real_benefit(t) - self.cost(t))
            if running >= 0:
                return t
        return None

    # section 9; start-up cost leaves the budget at t = 0
    def budget_cost(self, t=2):
        if t >= self.p["programme_years"]:
            return self.cost(t)
        funded = self.a.C * (1 - self.a.R * self.p["replaced_cash_share"])
        return funded + (self.a.startup if t == 0 else 0.0)
    def cash_saving(self, e, t=2):
        line = [line for line in self.a.lines if line["id"] == e][0]
        if line["kind"] == "pm":
            # nobody knows what of it can be cashed; people and society have no budget
            return 0.0 if line["payer"] in ("households", "society") else min(0.0, self.saving(e, t))
        lag = self.p["cash_lag_years." + e]
        if self.saving(e, t) < 0:
            return self.saving(e, t)
        if lag > t:
            return 0.0
        return self.p["cash_share." + e] * (1 - self.p["refill_share"]) * self.saving(e, t - lag)
    def extra_use(self, e, t=2):
        return -self.need(e, t) - self.refer(e, t)

def today(area):
    return World(area, area.x, area.c)

# ---------------------------------------------------------------- potential (section 10)

def potential(area, target):
    """The potential and its Shapley values when the factors move to the target scores."""
    p = area.p
    total_fte = area.F["heavy"] + area.F["vulnerable"] + area.F["self_reliant"]
    value = {}
    for size in range(len(FACTORS) + 1):
        for moved in itertools.combinations(FACTORS, size):
            x = {f: target[f] if f in moved else area.x[f] for f in SCORED}
            c = dict(area.c)
            if "caseload" in moved:
                for s in SEGMENTS:
                    c[s] = min(max(c[s], p["caseload_norm_low." + s]), p["caseload_norm_high." + s])
            world = World(area, x, c)
            once_eur = sum((x[f] - area.x[f]) * total_fte * p["improve_eur_per_fte." + f] for f in SCORED)
            yearly_eur = sum((x[f] - area.x[f]) * total_fte * p["improve_eur_per_fte_year." + f] for f in SCORED)

            def improvement(t):
                amount = (once_eur if t == 0 else 0.0) + (yearly_eur if t < p["programme_years"] else 0.0)
                if t >= 1:
                    amount = amount + (x["follow_up"] - area.x["follow_up"]) * world.follow(t)
                return amount

            value[frozenset(moved)] = world.npv() - world.PV(improvement)

    n = len(FACTORS)
    shapley = {f: 0.0 for f in FACTORS}
    for f in FACTORS:
        others = [o for o in FACTORS if o != f]
        for size in range(n):
            weight = math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n)
            for subset in itertools.combinations(others, size):
                with_f = value[frozenset(subset + (f,))]
                shapley[f] = shapley[f] + weight * (with_f - value[frozenset(subset)])
    return value[frozenset(FACTORS)] - today(area).npv(), shapley

# ---------------------------------------------------------------- figures of one area

def line_figures(area, w):
    figures = []
    for line in area.all_lines:
        e = line["id"]
        out = {"id": e, "route": "pm", "transfer": line["kind"] == "transfer", "spend_eur": None,
               "saving_pv_eur": None, "need_pv_eur": None, "refer_pv_eur": None, "pv_eur": None,
               "cash_saving_year_2_eur": None, "extra_use_year_2_eur": None}
        if e in area.effects:
            out.update(route="measured", spend_eur=area.S.get(e),
                       pv_eur=w.PV(lambda t: w.measured(e, t)))
            if line["kind"] != "derived":
                out.update(cash_saving_year_2_eur=w.cash_saving(e))
        elif line in area.lines:
            out.update(route="estimated", spend_eur=area.S[e],
                       saving_pv_eur=w.PV(lambda t: w.saving(e, t)),
                       need_pv_eur=w.PV(lambda t: w.need(e, t)),
                       refer_pv_eur=w.PV(lambda t: w.refer(e, t)),
                       pv_eur=w.PV(lambda t: w.benefit(e, t)),
                       cash_saving_year_2_eur=w.cash_saving(e), extra_use_year_2_eur=w.extra_use(e))
        elif line["kind"] == "derived":
            flow = {"unmet_need": w.unmet_need, "informal_care": w.informal_care}[e]
            out.update(route="derived", pv_eur=w.PV(flow))
        figures.append(out)
    return figures

def party_figures(area, w):
    """Sections 7 and 9: every party, also at 0."""
    pv = {q: -area.funding[q] * w.PV(w.cost) for q in PARTIES}
    budget = {q: -area.funding[q] * w.budget_cost() for q in PARTIES}
    for line in area.lines:
        e = line["id"]
        benefit = w.PV(lambda t: w.benefit(e, t))
        cash = w.cash_saving(e) + w.extra_use(e)
        side = area.payer_side(e)
        for q in PARTIES:
            pv[q] = pv[q] + side[q] * benefit
            budget[q] = budget[q] + side[q] * cash
        if line["kind"] == "transfer":
            pv["households"] = pv["households"] - benefit
            budget["households"] = budget["households"] - cash
    pv["households"] = pv["households"] + w.PV(w.unmet_need) + w.PV(w.informal_care)
    return [{"id": q, "pv_eur": pv[q], "budget_year_2_eur": budget[q]} for q in PARTIES]

def plan_figures(area, w):
    """Section 9: the cash-in plan, t = 0 to 5 within the horizon, by the program's names of the figures."""
    plan = {}
    for line in area.lines:
        e, side = line["id"], area.payer_side(line["id"])
        lag = area.p.get("cash_lag_years." + e)
        plan["plan.%s.from_year" % e] = None if lag is None else area.p["start_year"] + lag
        benefit = w.PV(lambda t: w.benefit(e, t))
        year_2 = w.cash_saving(e) + w.extra_use(e)
        for q in PARTIES:
            lost = 1 if line["kind"] == "transfer" and q == "households" else 0
            plan["pockets.%s.%s.share" % (q, e)] = side[q]
            plan["pockets.%s.%s.pv_eur" % (q, e)] = (side[q] - lost) * benefit
            plan["pockets.%s.%s.year_2_eur" % (q, e)] = (side[q] - lost) * year_2
    for t in range(min(6, area.p["horizon"])):
        benefit = dict.fromkeys(PARTIES, 0.0)
        for line in area.lines:
            e, side = line["id"], area.payer_side(line["id"])
            cash, extra = w.cash_saving(e, t), w.extra_use(e, t)
            for name, value in (("saving", w.saving(e, t)), ("cash", cash),
                                ("extra_use", None if e in area.effects else extra), ("balance", cash + extra)):
                plan["plan.%s.%s_eur.%d" % (e, name, t)] = value
            for q in PARTIES:
                benefit[q] = benefit[q] + side[q] * (cash + extra)
            if line["kind"] == "transfer":
                benefit["households"] = benefit["households"] - cash - extra
        plan["plan.cost_eur.%d" % t] = w.budget_cost(t)
        for q in PARTIES:
            cost = area.funding[q] * w.budget_cost(t)
            plan["plan.parties.%s.benefit_eur.%d" % (q, t)] = benefit[q]
            plan["plan.parties.%s.cost_eur.%d" % (q, t)] = cost
            plan["plan.parties.%s.net_eur.%d" % (q, t)] = benefit[q] - cost
    plan["pockets.found_need.pv_eur"] = w.PV(w.real_need)
    plan["pockets.found_need.year_2_eur"] = w.real_need(2)
    return plan

def year_figures(area, w):
    years = []
    running = 0.0
    for t in range(area.p["horizon"]):
        benefit, cost = w.real_benefit(t), w.cost(t)
        running = running + w.d(t) * (benefit - cost)
        years.append({"t": t, "year": area.p["start_year"] + t, "benefit_eur": benefit,
                      "cost_eur": cost, "net_eur": benefit - cost, "cumulative_pv_eur": running})
    return years

def area_figures(values, lines, index, row, effects_of):
    p = values["central"]
    area = Area(p, lines, index, row, effects_of(p, row))
    w = today(area)
    maximum, maximum_by_factor = potential(area, {f: 1.0 for f in SCORED})
    reach, reach_by_factor = potential(
        area, {f: min(1, area.x[f] + p["potential_step"]) for f in SCORED})
    scenarios = []
    for scenario in SCENARIOS:
        q = values[scenario]
        v = today(Area(q, lines, index, row, effects_of(q, row)))
        scenarios.append({"id": scenario, "npv_eur": v.npv(), "ratio": v.ratio()})
    return {
        "code": area.code, "name": area.name, "households": area.H, "inhabitants": area.inhabitants,
        "access_share": area.g, "team_cost_eur": area.C,
        "additional_cost_pv_eur": w.PV(w.cost), "benefit_pv_eur": w.PV_benefit(),
        "npv_eur": w.npv(), "ratio": w.ratio(), "payback_year": w.payback(),
        "unmet_need_pv_eur": w.PV(w.unmet_need), "informal_care_pv_eur": w.PV(w.informal_care),
        "segments": [{"id": s, "households": area.N[s], "helped_per_year": w.helped(s),
                      "fte": area.F[s], "caseload": area.c[s],
                      "norm_low": p["caseload_norm_low." + s],
                      "norm_high": p["caseload_norm_high." + s], "intensity": w.K(s)}
                     for s in SEGMENTS],
        "lines": line_figures(area, w),
        "parties": party_figures(area, w),
        "years": year_figures(area, w),
        "plan": plan_figures(area, w),
        "potential_eur": maximum, "within_reach_eur": reach,
        "factors": [{"id": f, "score": area.x.get(f), "potential_eur": maximum_by_factor[f],
                     "within_reach_eur": reach_by_factor[f]} for f in FACTORS],
        "scenarios": scenarios,
    }

# ---------------------------------------------------------------- program

def evaluate(data, areas, measured=None, settings=()):
    """The figures of the areas of a file, and their total; settings are texts key=value."""
    pairs = [(text.partition("=")[0], float(text.partition("=")[2])) for text in settings]
    rows = apply_settings(read_parameters(data), pairs)
    lines, index, prices = read_lines(data), read_index(data), read_prices(data)
    values = {scenario: parameter_values(rows, index, scenario) for scenario in SCENARIOS}
    changes = {}
    for row in read_csv(measured) if measured else []:
        changes.setdefault(row["area"], []).append(row)

    def effects_of(p, area):
        return [Effect(p, index, lines, prices, row) for row in changes.get(area["code"], [])]

    figures = [area_figures(values, lines, index, row, effects_of) for row in read_csv(areas)]
    return {"schema": "mkba-baseline/1", "scenario": "central", "areas": figures,
            "total": {"npv_eur": sum(area["npv_eur"] for area in figures)}}

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--areas", required=True)
    parser.add_argument("--measured")
    parser.add_argument("--set", action="append", default=[], metavar="key=value")
    options = parser.parse_args()
    json.dump(evaluate(options.data, options.areas, options.measured, options.set),
              sys.stdout, indent=1, allow_nan=False)
    print()

if __name__ == "__main__":
    try:
        main()
    except ModelError as error:
        sys.exit("error: %s" % error)
