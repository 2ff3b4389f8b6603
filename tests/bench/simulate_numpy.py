#!/usr/bin/python3
"""Monte Carlo simulation of the model page in numpy: an opponent in speed and an independent check.

usage: simulate_numpy.py (--all | --municipality CODE...) [--draws N] [--seed S] [--random own|counter]
                         [--evppi] [--bins B] [--processes P] [--central] [--output FILE] [--data DIR]

--random own      numpy's PCG64 (default: the fast, normal thing)
--random counter  Philox4x32-10, keyed by seed, counted by draw and name of the stream: the program's own uniforms
--evppi           what perfect information on each uniform is worth for the choice between keeping the approach (its net
                  value) and stopping (0): the draws in B equal bins of the uniform
--central         one draw with every number at its central value

Writes area;figure;statistic;value; seconds and memory go to stderr. Works on what municipalities enter (households,
inhabitants, team cost, spending), so no scores: every factor of an area has the same drawn default score x.
Arrays run over draws, in chunks that fit a processor's cache; areas share everything that only the draw decides.
"""
import time

START = time.perf_counter()

import argparse
import csv
import functools
import mmap
import multiprocessing
import operator
import os
import resource
import sys
from types import SimpleNamespace

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

SEGMENTS = ("heavy", "vulnerable", "self_reliant")
FACTORS = ("find", "coordination", "own_strength", "referral", "follow_up")
PERCENTILES = (5, 25, 50, 75, 95)
CHUNK = 10000
ENTERED = ("households", "inhabitants", "team_cost_eur", "spend_")

# ---------------------------------------------------------------- tables


def read(directory, name):
    with open(os.path.join(directory, name + ".csv"), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def number(text):
    return None if text is None or text.strip() in ("", ".") else float(text)


class Tables:
    """The data folder: numbers at one price level, what is drawn with which uniform, lines, parties, areas."""

    def __init__(self, directory, codes):
        rows = {row["key"]: row for row in read(directory, "parameters")}
        self.index = {int(row["year"]): float(row["index"]) for row in read(directory, "price_index")}
        self.price_year = int(float(rows["price_year"]["value"]))
        self.value, self.drawn, self.local = {}, {}, {}
        for key, row in rows.items():
            value, low, high = (number(row[column]) for column in ("value", "low", "high"))
            factor = self.to_price_level(number(row["price_year"]))
            self.value[key] = value * factor
            if low is None or high is None or low == high or row["kind"] == "choice":
                continue
            spread = (low * factor, value * factor, high * factor)
            if row["kind"] == "local":
                self.local[key] = spread
            else:
                stream = "group." + row["draw_group"] if row["draw_group"] else key
                self.drawn.setdefault(stream, {})[key] = spread
        sets = {row["family"] for row in read(directory, "families") if row["share_set"]}
        members = {}
        for key in rows:
            if key.split(".")[0] in sets:
                members.setdefault(key.rpartition(".")[0], []).append(key)
        self.share_sets = [keys for keys in members.values() if len(keys) > 1]
        self.parties = [row["id"] for row in read(directory, "parties")]
        self.lines = self.read_lines(read(directory, "lines"), rows)
        self.figures = ["npv_eur", "ratio", "benefit_pv_eur", "additional_cost_pv_eur", "potential_eur",
                        "within_reach_eur"] + [f"parties.{p}.pv_eur" for p in self.parties] \
            + [f"parties.{p}.budget_year_2_eur" for p in self.parties]
        known = read(directory, "municipalities")
        unknown = set(codes or ()) - {row["code"] for row in known}
        if unknown:
            sys.exit("no such municipality: " + ", ".join(sorted(unknown)))
        fields = [row["id"] for row in read(directory, "fields") if row["in_model"]]
        self.areas = [self.read_area(n, row, fields) for n, row in enumerate(known)
                      if codes is None or row["code"] in codes]

    def to_price_level(self, year):
        return 1.0 if year is None or year == self.price_year else self.index[self.price_year] / self.index[int(year)]

    def read_lines(self, rows, parameters):
        lines = []
        for row in rows:
            e = row["id"]
            if row["kind"] in ("pm", "derived"):
                continue
            reductions = [parameters[f"reduction.{e}.{s}"] for s in SEGMENTS]
            lines.append(SimpleNamespace(
                id=e, payer=row["payer"], transfer=row["kind"] == "transfer", event=row["kind"] == "event",
                home=row["home_support"] == "1", extra="extra_base." + e in parameters,
                shares={p: f"payer_share.{e}.{p}" for p in self.parties if f"payer_share.{e}.{p}" in parameters},
                segments=[s for s, r in zip(SEGMENTS, reductions)
                          if any(number(r[column]) for column in ("value", "low", "high"))],
                signed=any((number(r["low"]) or 0.0) < 0 for r in reductions),
                lag=int(self.value["cash_lag_years." + e])))
        return lines

    def read_area(self, place, row, fields):
        families = tuple(field.partition("{")[0] for field in fields if "{" in field)
        given = {name: number(text) for name, text in row.items()
                 if (name in fields or name.startswith(families)) and number(text) is not None}
        for name in given:
            if not name.startswith(ENTERED):
                sys.exit(f"{row['code']}: {name} is not supported here")
        factor = self.to_price_level(number(row["price_year"]))
        return SimpleNamespace(
            place=place, code=row["code"], households=given["households"], inhabitants=given.get("inhabitants"),
            team_cost=given["team_cost_eur"] * factor if "team_cost_eur" in given else None,
            spend={e.id: max(0.0, given["spend_" + e.id] * factor) for e in self.lines if "spend_" + e.id in given},
            local=[key for key in self.local if not self.is_entered(key, given)])

    @staticmethod
    def is_entered(key, given):
        return key.startswith("national_mean_eur.") \
            and {"team_cost": "team_cost_eur"}.get(key[18:], "spend_" + key[18:]) in given

# ---------------------------------------------------------------- uniforms


def philox(c0, c1, c2, c3, k0, k1):
    """Philox4x32-10 (Salmon et al. 2011) on arrays of counters: four arrays of 32-bit words, held in 64 bits."""
    low = np.uint64(0xFFFFFFFF)
    half = np.uint64(32)
    for _ in range(10):
        a, b = np.uint64(0xD2511F53) * c0, np.uint64(0xCD9E8D57) * c2
        c0, c1, c2, c3 = (b >> half) ^ c1 ^ np.uint64(k0), b & low, (a >> half) ^ c3 ^ np.uint64(k1), a & low
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c0, c1, c2, c3


def check_philox():
    for fill, words in ((0, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
                        (0xFFFFFFFF, "408f276d 41c83b0e a20bc7c6 6d5451fd")):
        out = philox(*(np.array([fill], np.uint64) for _ in range(4)), fill, fill)
        assert " ".join(f"{int(word[0]):08x}" for word in out) == words


def fnv1a(name):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return value


def counter_uniforms(seed, name, start, count):
    """The uniforms of draws start .. start + count - 1 of one stream."""
    q = np.arange(start // 4, (start + count + 3) // 4, dtype=np.uint64)
    stream = fnv1a(name)
    c2, c3 = (np.full_like(q, word) for word in (stream & 0xFFFFFFFF, stream >> 32))
    words = philox(q & np.uint64(0xFFFFFFFF), q >> np.uint64(32), c2, c3, seed & 0xFFFFFFFF, seed >> 32)
    return (np.stack(words, axis=1).ravel()[start % 4:start % 4 + count] + 0.5) * 2.0 ** -32


def uniforms(run, names, start, count, place=0):
    """One row of uniforms per stream; those of an area have a place above 0."""
    if run.random == "counter":
        return [counter_uniforms(run.seed, name, start, count) for name in names]
    return np.random.default_rng([run.seed, start, place]).random((len(names), count))


def triangular(u, low, mode, high):
    """By inverse transform, without a branch: below the mode the second root stays at the mode, above it the first."""
    w = high - low
    c = (mode - low) / w
    x = np.minimum(u, c)
    x *= w * (mode - low)
    np.sqrt(x, out=x)
    down = np.maximum(u, c)
    np.subtract(1.0, down, out=down)
    down *= w * (high - mode)
    x -= np.sqrt(down, out=down)
    x += low + high - mode
    return x

# ---------------------------------------------------------------- what the draw decides for every area


def draw(run, start, count, triangular=triangular):
    """The numbers of a chunk of draws, {key: array, or a number where it is not drawn}, and the uniforms."""
    tables, p = run.tables, dict(run.tables.value)
    if run.central:
        p.update((key, np.array([p[key]])) for members in tables.drawn.values() for key in members)
        return p, []
    u = uniforms(run, list(tables.drawn), start, count)
    for row, members in zip(u, tables.drawn.values()):
        for key, spread in members.items():
            p[key] = triangular(row, *spread)
    for keys in tables.share_sets:
        total = np.maximum(1.0, sum(p[key] for key in keys))
        for key in keys:
            p[key] = p[key] / total
    return p, u


class Country:
    """A chunk of draws: all that does not depend on the area. Per segment "per household" is per household of it."""

    def __init__(self, run, start, count):
        self.run, self.start, self.count = run, start, count
        self.p, self.uniforms = p, _ = draw(run, start, count)
        self.programme, self.effect, self.horizon = (int(p[k]) for k in ("programme_years", "effect_years", "horizon"))
        self.years()
        self.reach()
        self.use()
        self.groups(run.tables)
        self.fading()
        fte = p["frontline_share"] / p["cost_per_fte_eur"]
        self.improvement = fte * sum(p["improve_eur_per_fte." + f]
                                     + p["improve_eur_per_fte_year." + f] * self.programme_pv for f in FACTORS)

    def full(self, x):
        return np.broadcast_to(np.asarray(x, float), (self.count,))

    def years(self):
        """Sections 4, 6 and 8: weights of the years, and of the years since the start of help (k)."""
        p, horizon, programme, effect = self.p, self.horizon, self.programme, self.effect
        discount = (1 + p["discount_rate"]) ** -np.arange(horizon)
        growth = 1 + p["autonomous_growth"]
        self.weight = np.array([self.full(discount[t] * growth ** t) for t in range(horizon)])
        survival = p["null_survival.vulnerable"]
        self.phase = [p["ramp"] if t == 0 else 1.0 if t < programme else survival ** (t - programme + 1)
                      for t in range(horizon)]
        self.growth = [growth ** t for t in range(3)]
        self.extra_2 = self.growth[2] * self.phase[2]
        self.open_pv = sum(w * phase for w, phase in zip(self.weight, self.phase))
        self.programme_pv = discount[:programme].sum()
        self.window = [(max(0, t - programme + 1), min(t, effect) + 1) for t in range(horizon)]
        by_age = [sum((self.weight[t] for t, (a, b) in enumerate(self.window) if a <= k < b), np.zeros(self.count))
                  for k in range(effect + 1)]
        self.first_years = p["ramp"] * by_age[0] + sum(by_age[1:2])
        self.later_years = by_age[2:]
        followed = [max(0, b - max(1, a)) for a, b in self.window]
        self.ages = np.arange(1, max(followed + [1]) + 1)
        # Rows: discounted years in which so many years of starters are followed; after the programme, and in all.
        self.follow_weight = np.array([[sum(discount[t] for t in range(first, horizon) if followed[t] == n)
                                        for n in self.ages] for first in (programme, 1)])
        self.followed_2 = followed[2]

    def reach(self):
        """Section 3: caps and reach as a part of the segment's households."""
        p = self.p
        sizes = {kind: {s: p[f"{kind}_share.{s}"] for s in SEGMENTS[:2]} for kind in ("segment", "fte")}
        for size in sizes.values():
            rest = 1 - size["heavy"] - size["vulnerable"]
            size["self_reliant"] = np.where(rest < 1e-12, 0.0, rest)
        self.size = sizes["segment"]
        fte_per_euro = p["frontline_share"] / p["cost_per_fte_eur"]
        self.cap, self.per_euro, self.intensity = {}, {}, {}
        for s in SEGMENTS:
            low, high = (p[f"caseload_norm_{end}.{s}"] for end in ("low", "high"))
            caseload = (low + high) / 2
            per_case = 1.0 if s == "heavy" else p["clients_per_household"]
            turnover = 12 / p["months." + s]
            again = 1 - p["repeat_share"]
            self.cap[s] = np.minimum(1.0, turnover) * again
            self.per_euro[s] = again * fte_per_euro * sizes["fte"][s] * caseload / per_case * turnover / self.size[s]
            self.intensity[s] = min(1.0, high / caseload) ** p["kappa"]
        self.follow_rate = {s: p["hourly_rate_eur"] * p["follow_up_hours." + s] * self.size[s] for s in SEGMENTS[:2]}
        self.additional = 1 - p["replaced_share"] * p["replaced_effect"]

    def use(self):
        """Section 4: part of a line's spending that all factors in place would save, per segment."""
        p = self.p
        both = self.size["heavy"] + self.size["vulnerable"]
        crowd = (self.size["heavy"] / p["concentration_at.heavy"]) ** p["concentration_exponent"]
        crowd_both = (both / p["concentration_at.heavy_and_vulnerable"]) ** p["concentration_exponent"]
        self.saved = {}
        for line in self.run.tables.lines:
            heavy, vulnerable = (p[f"concentration.{line.id}.{s}"] for s in SEGMENTS[:2])
            held_both = np.minimum(1.0, (heavy + vulnerable) * crowd_both)
            held = np.minimum(held_both, heavy * crowd)
            held = {"heavy": held, "vulnerable": held_both - held, "self_reliant": 1 - held_both}
            self.saved[line.id] = {s: held[s] * p[f"reduction.{line.id}.{s}"] * self.intensity[s]
                                   for s in line.segments}

    def groups(self, tables):
        """Lines with the same payers are added up first: spending times a table of lines x draws."""
        p, price = self.p, self.p["informal_burden"] * self.p["informal_hour_eur"] / self.p["guidance_hour_eur"]
        self.group, self.cash = [], []
        for key in dict.fromkeys((e.payer, e.transfer, tuple(e.shares.items())) for e in tables.lines):
            lines = [e for e in tables.lines if (e.payer, e.transfer, tuple(e.shares.items())) == key]
            extra = [e for e in lines if e.extra]
            place = len(self.group)
            self.group.append(SimpleNamespace(
                payer=key[0], transfer=key[1], shares=dict(key[2]), saved=self.by_segment(lines, lambda e: 1.0),
                need=self.table(extra, lambda e: p["extra_base." + e.id] * p["extra_need." + e.id]),
                refer=self.table(extra, self.refer)))
            # A line that can lose is looked at by itself; of the others those with the same lag go together.
            for lag, signed in dict.fromkeys((e.lag, e.id if e.signed else None) for e in lines):
                members = [e for e in lines if e.lag == lag and signed == (e.id if e.signed else None)]
                part = (1 - p["refill_share"]) * self.growth[2 - lag] if lag <= 2 else 0.0
                if signed:
                    table = self.by_segment(members, lambda e: 1.0)
                    self.cash.append((place, lag, part * p["cash_share." + signed], table))
                elif lag <= 2:
                    table = self.by_segment(members, lambda e: part * p["cash_share." + e.id])
                    self.cash.append((place, lag, None, table))
        worth = {e.id: 1 - price * p["own_strength_weight." + e.id] if e.home else 1.0 for e in tables.lines}
        self.worth = self.by_segment([e for e in tables.lines if not e.transfer], lambda e: worth[e.id])
        self.informal = self.by_segment([e for e in tables.lines if e.home], lambda e: 1 - worth[e.id])

    def refer(self, line):
        base, low, high = (self.p[f"extra_{key}.{line.id}"] for key in ("base", "refer_low", "refer_high"))
        return base * 2 * (low + (high - low) * self.p["provider_share"])

    def table(self, lines, coefficient):
        return Weights([e.id for e in lines], np.array([self.full(coefficient(e)) for e in lines]))

    def by_segment(self, lines, coefficient):
        found = {s: [e for e in lines if s in e.segments] for s in SEGMENTS}
        return {s: self.table(members, lambda e: self.saved[e.id][s] * coefficient(e))
                for s, members in found.items() if members}

    def fading(self):
        """Section 4: the fading of effects as far as scores do not matter, and an upper bound of the stock."""
        p = self.p
        self.survival = {s: p["null_survival." + s] for s in SEGMENTS}
        longest = np.maximum(p["delta_low"], p["delta_high"])
        self.fullest = {s: self.cohorts(longest * self.survival[s], range(self.horizon)) for s in SEGMENTS}
        self.fullest = {s: functools.reduce(np.maximum, cohorts) for s, cohorts in self.fullest.items()}
        self.best = self.remaining(1.0)
        self.best_years = {s: self.years_of_effect(self.best[s]) for s in SEGMENTS}

    def remaining(self, score):
        persistence = self.p["delta_low"] + (self.p["delta_high"] - self.p["delta_low"]) * score
        return {s: persistence * self.survival[s] for s in SEGMENTS}

    def years_of_effect(self, remaining):
        """Discounted years that the effect of one start lasts: a polynomial in what remains from year to year."""
        if not self.later_years:
            return self.first_years
        total = remaining * self.later_years[-1]
        for weight in self.later_years[-2::-1]:
            total += weight
            total *= remaining
        total += self.first_years
        return total

    def cohorts(self, remaining, years, chosen=slice(None)):
        """Sum of effects of those who started before, per start a year, in each of the years."""
        after = [self.full(self.p["ramp"])[chosen], 1.0, remaining]
        while len(after) < max(self.window[t][1] for t in years):
            after.append(after[-1] * remaining)
        return [functools.reduce(operator.add, after[slice(*self.window[t])], 0.0) for t in years]

    def stock_pv(self, new, full, remaining, years):
        """Sum over years of weight x min(1, new x cohorts); the minimum matters in the draws `full` only."""
        pv = {}
        for s in SEGMENTS:
            pv[s] = new[s] * years[s]
            chosen = full[s]
            if chosen.size:
                cohorts = self.cohorts(remaining[s][chosen], range(self.horizon), chosen)
                part = new[s][chosen]
                pv[s][chosen] = sum(self.weight[t, chosen] * np.minimum(1.0, part * c) for t, c in enumerate(cohorts))
        return pv

# ---------------------------------------------------------------- one area


class Weights:
    """A table of lines x draws, to be multiplied with the spending on the lines, which is a number or drawn."""

    def __init__(self, ids, rows):
        self.ids, self.rows, self.split = ids, rows, {}

    def times(self, spend):
        if len(self.ids) == 1:
            return spend[self.ids[0]] * self.rows[0]
        drawn = tuple(e for e in self.ids if not isinstance(spend[e], float))
        if drawn not in self.split:
            entered = [i for i, e in enumerate(self.ids) if e not in drawn]
            self.split[drawn] = [self.ids[i] for i in entered], self.rows[entered], \
                [(e, self.rows[self.ids.index(e)]) for e in drawn]
        ids, rows, rest = self.split[drawn]
        total = np.array([spend[e] for e in ids]) @ rows if ids else np.zeros(rows.shape[1])
        for e, row in rest:
            total += spend[e] * row
        return total


def euros(tables, spend):
    """Per segment, spending times weights; what one line has in common is left for later, as a factor."""
    if all(len(table.ids) == 1 for table in tables.values()):
        return spend[next(iter(tables.values())).ids[0]], {s: table.rows[0] for s, table in tables.items()}
    return None, {s: table.times(spend) for s, table in tables.items()}


def dot(amounts, stock):
    """Sum over segments."""
    factor, amounts = amounts
    total = None
    for s, amount in amounts.items():
        if total is None:
            total = amount * stock[s]
        else:
            total += amount * stock[s]
    if factor is not None:
        total *= factor
    return total


def area_inputs(country, area):
    """Section 2: what was entered, or drawn for this area. Also the uniforms of the area's own streams."""
    run, p = country.run, country.p
    local, u = {key: np.array([p[key]]) for key in area.local}, []
    if not run.central:
        names = [f"{key}@{area.code}" for key in area.local]
        u = uniforms(run, names, country.start, country.count, 1 + area.place)
        local = {key: triangular(row, *run.tables.local[key]) for key, row in zip(area.local, u)}
    households = area.households
    team_cost = area.team_cost
    if team_cost is None:
        team_cost = local["national_mean_eur.team_cost"] * households
    inhabitants = households * p["persons_per_household"] if area.inhabitants is None else area.inhabitants
    spend = dict(area.spend)
    for line in run.tables.lines:
        if line.id not in spend:
            spend[line.id] = p["event_rate." + line.id] * households * p["unit_price_eur." + line.id] if line.event \
                else local["national_mean_eur." + line.id] * households
    access = np.minimum(1.0, team_cost / inhabitants / p["access_reference_eur"])
    return team_cost, spend, access, country.full(local["score_default"]), u


def simulate_area(country, area, out):
    """All figures of one area, into out (figures x draws). Returns the uniforms of the area's own streams."""
    c, p, parties = country, country.p, country.run.tables.parties
    team_cost, spend, access, x, u = area_inputs(c, area)
    per_household = team_cost / area.households
    new = {s: np.minimum(c.cap[s], per_household * c.per_euro[s]) for s in SEGMENTS}
    not_x = 1 - x

    # Sections 6 and 10: following, in euros after the programme and in all.
    follow_after = follow_all = follow_2 = 0.0
    for s, rate in c.follow_rate.items():
        years = c.follow_weight @ c.ages
        after, entire = (years[0] * new[s], years[1] * new[s]) if new[s].max() * c.ages[-1] <= 1 \
            else c.follow_weight @ np.minimum(1.0, c.ages[:, None] * new[s])
        rate = rate * area.households
        follow_after, follow_all = follow_after + rate * after, follow_all + rate * entire
        if c.programme <= 2:
            follow_2 = follow_2 + rate * np.minimum(1.0, c.followed_2 * new[s])
    cost = team_cost * c.programme_pv * (1 - p["replaced_share"]) + x * follow_after
    budget_cost = x * follow_2 if c.programme <= 2 else team_cost * (1 - p["replaced_share"] * p["replaced_cash_share"])

    # Section 4: the stock, discounted (as today, within reach, at best), and of the first years.
    near = np.minimum(1.0, x + p["potential_step"])
    full = {s: np.flatnonzero(new[s] * c.fullest[s] > 1) for s in SEGMENTS}
    remaining, remaining_near = c.remaining(x), c.remaining(near)
    stock_pv = c.stock_pv(new, full, remaining, {s: c.years_of_effect(r) for s, r in remaining.items()})
    stock_near = c.stock_pv(new, full, remaining_near, {s: c.years_of_effect(r) for s, r in remaining_near.items()})
    stock_best = c.stock_pv(new, full, c.best, c.best_years)
    cohorts = {s: c.cohorts(remaining[s], range(3)) for s in SEGMENTS}
    stock = [{s: np.minimum(1.0, new[s] * cohorts[s][t]) for s in SEGMENTS} for t in range(3)]

    def attained(score):
        return (p["tau"] + (1 - p["tau"]) * score) * score * c.additional

    # Sections 7 and 9: per group of lines with the same payers, in present value and in year 2.
    now = attained(x)
    cash = [0.0 for _ in c.group]
    for place, lag, part, tables in c.cash:
        amounts = euros(tables, spend)
        if part is None:
            cash[place] = cash[place] + dot(amounts, stock[2 - lag])
        else:
            saved = c.growth[2] * dot(amounts, stock[2])
            later = part * dot(amounts, stock[2 - lag]) * (saved >= 0) if lag <= 2 else 0.0
            cash[place] = cash[place] + np.minimum(saved, 0.0) + later
    pv = dict.fromkeys(parties, 0.0)
    budget = dict.fromkeys(parties, 0.0)
    benefit = real_need = real_refer = 0.0
    for g, saved in zip(c.group, cash):
        whole, year_2 = now * dot(euros(g.saved, spend), stock_pv), now * saved
        if g.need.ids:
            need, refer = access * g.need.times(spend), access * g.refer.times(spend)
            extra = x * need + not_x * refer
            whole -= c.open_pv * extra
            year_2 -= c.extra_2 * extra
            if not g.transfer:
                real_need, real_refer = real_need + need, real_refer + refer
        if not g.transfer:
            benefit = benefit + whole
        for flow, amount in ((pv, whole), (budget, year_2)):
            if g.transfer:
                flow["households"] = flow["households"] - amount
            for party, key in g.shares.items():
                part = p[key] * amount
                flow[party], amount = flow[party] + part, amount - part
            flow[g.payer] = flow[g.payer] + amount
    open_need, open_refer = c.open_pv * real_need, c.open_pv * real_refer
    households = p["need_value"] * x * open_need - now * dot(euros(c.informal, spend), stock_pv)
    pv["households"] = pv["households"] + households
    pv["municipality"] = pv["municipality"] - cost
    budget["municipality"] = budget["municipality"] - budget_cost
    for i, party in enumerate(parties, 6):
        out[i], out[i + len(parties)] = pv[party], budget[party]

    # Section 8.
    benefit = benefit + households
    out[0], out[2], out[3] = benefit - cost, benefit, cost
    out[1] = ratio(benefit, cost)

    # Section 10: the moved scores; caseloads lie within their norms already.
    worth = euros(c.worth, spend)
    open_need *= p["need_value"] - 1
    raise_cost = team_cost * c.improvement + follow_all
    best, reached = attained(1.0) * dot(worth, stock_best), attained(near) * dot(worth, stock_near)
    out[4] = best + open_need - benefit - not_x * raise_cost
    out[5] = reached + near * open_need - (1 - near) * open_refer - benefit - (near - x) * raise_cost
    return u


def ratio(benefit, cost):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(cost > 0, benefit / cost, np.nan)

# ---------------------------------------------------------------- statistics


def statistics(values):
    """mean, sd, percentiles and chance of being positive, over the draws in which the figure is defined."""
    if np.isnan(values).any():
        values = values[~np.isnan(values)]
    n = values.size
    if n == 0:
        return [None] * (3 + len(PERCENTILES))
    mean = values.mean()
    away = values - mean
    sd = np.sqrt(away @ away / (n - 1)) if n > 1 else 0.0
    if not away.any():
        return [mean, 0.0] + [mean] * len(PERCENTILES) + [float(mean > 0)]
    at = [(n - 1) * q / 100 for q in PERCENTILES]
    below = [int(place) for place in at]
    ordered = np.partition(values, sorted({k for b in below for k in (b, min(b + 1, n - 1))}))
    quantiles = [ordered[b] + (ordered[min(b + 1, n - 1)] - ordered[b]) * (place - b) for place, b in zip(at, below)]
    return [mean, sd] + quantiles + [np.count_nonzero(values > 0) / n]


def each_by_itself(block):
    return [statistics(values) for values in block]


def rows_of(run, code, figures, block):
    if run.central:
        return [(code, name, "central", None if np.isnan(value) else value) for name, value in zip(figures, block[:, 0])]
    names = ["mean", "sd"] + [f"p{q}" for q in PERCENTILES] + ["chance_positive"]
    return [(code, name, statistic, value) for name, values in zip(figures, run.statistics(block))
            for statistic, value in zip(names, values)]


class Information:
    """Net value by bins of each uniform. A bin counts for the draws in it, so that dividing never loses."""

    def __init__(self, names, bins):
        self.names, self.bins = names, bins
        self.sums = np.zeros((len(names), bins))

    def add(self, rows, npv):
        for i, u in enumerate(rows):
            place = (u * self.bins).astype(np.intp)
            self.sums[i] += np.bincount(place, npv, self.bins)

    def result(self, code, npv):
        now = max(0.0, npv.mean())
        yield code, "evpi", "eur", np.maximum(0.0, npv).mean() - now
        for name, sums in zip(self.names, self.sums):
            yield code, "evppi." + name, "eur", np.maximum(0.0, sums).sum() / npv.size - now

# ---------------------------------------------------------------- running


def play(work, processes, tasks):
    """Each task in its own process, or here when there is one; memory is shared by forking."""
    if processes == 1:
        return [work(task) for task in tasks]
    global WORK
    WORK = work
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        return pool.map(call, tasks, 1)


def call(task):
    return WORK(task)


def shared_array(*shape):
    return np.frombuffer(mmap.mmap(-1, 8 * int(np.prod(shape)))).reshape(shape)


def many_areas(run):
    """Areas are divided over the processes; the country is drawn once."""
    figures, areas = run.tables.figures, run.tables.areas
    countries = [run.country(run, start, count) for start, count in run.chunks]

    def work(part):
        rows, block, total = [], np.empty((len(figures), run.draws)), np.zeros((len(figures), run.draws))
        for area in areas[part::run.processes]:
            information = Information(list(run.tables.drawn) + [f"{key}@{area.code}" for key in area.local], run.bins)
            for country in countries:
                out = block[:, country.start:country.start + country.count]
                u = run.simulate(country, area, out)
                if run.evppi:
                    information.add([*country.uniforms, *u], out[0])
            rows += rows_of(run, area.code, figures, block)
            rows += information.result(area.code, block[0]) if run.evppi else []
            total += block
        return rows, total

    parts = play(work, run.processes, range(run.processes))
    total = sum(total for _, total in parts)
    total[1] = ratio(total[2], total[3])
    rows = [row for rows, _ in parts for row in rows]
    if run.processes > 1:
        place = {area.code: area.place for area in areas}
        rows.sort(key=lambda row: place[row[0]])
    return rows + rows_of(run, "total", figures, total)


def one_area(run):
    """Draws are divided over the processes; what is kept is a row per figure."""
    figures, area = run.tables.figures, run.tables.areas[0]
    names = list(run.tables.drawn) + [f"{key}@{area.code}" for key in area.local]
    block = shared_array(len(figures), run.draws)

    def work(part):
        information = Information(names, run.bins)
        for start, count in run.chunks[part::run.processes]:
            country = run.country(run, start, count)
            out = np.empty((len(figures), count))
            u = run.simulate(country, area, out)
            block[:, start:start + count] = out
            if run.evppi:
                information.add([*country.uniforms, *u], out[0])
        return information

    def finish(i):
        return rows_of(run, area.code, figures[i:i + 1], block[i:i + 1])

    parts = play(work, run.processes, range(run.processes))
    rows = [row for rows in play(finish, run.processes, range(len(figures))) for row in rows]
    total = [("total", *row[1:]) for row in rows]
    if run.evppi:
        parts[0].sums = sum(part.sums for part in parts)
        rows += parts[0].result(area.code, block[0])
    return rows + total


def options(*flags):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--municipality", action="append")
    parser.add_argument("--draws", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--random", choices=("own", "counter"), default="own")
    parser.add_argument("--evppi", action="store_true")
    parser.add_argument("--bins", type=int, default=64)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--central", action="store_true")
    parser.add_argument("--output", default="/dev/stdout")
    parser.add_argument("--data", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data"))
    for flag in flags:
        parser.add_argument(flag, action="store_true")
    run = parser.parse_args()
    if run.all == bool(run.municipality):
        parser.error("either --all or --municipality")
    return run


def main(country=Country, simulate=simulate_area, summary=each_by_itself, *flags):
    """The model may be another one: what a chunk of draws decides, the figures of an area, statistics."""
    run = options(*flags)
    run.country, run.simulate, run.statistics = country, simulate, summary
    check_philox()
    run.tables = Tables(run.data, run.municipality)
    if run.central:
        run.draws, run.evppi = 1, False
    run.chunks = [(start, min(CHUNK, run.draws - start)) for start in range(0, run.draws, CHUNK)]
    rows = (many_areas if len(run.tables.areas) > 1 else one_area)(run)
    with open(run.output, "w", encoding="utf-8") as file:
        file.write("area;figure;statistic;value\n")
        for area, figure, statistic, value in rows:
            file.write(f"{area};{figure};{statistic};{'' if value is None else repr(float(value))}\n")
    memory = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(f"{time.perf_counter() - START:.2f} seconds, peak {memory[0]:.0f} MB"
          + (f" and {memory[1]:.0f} MB per further process" if run.processes > 1 else ""), file=sys.stderr)


if __name__ == "__main__":
    main()
