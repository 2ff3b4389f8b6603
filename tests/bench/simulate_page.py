#!/usr/bin/python3
"""The simulation as a good analyst writes it from the model page: numpy, formula by formula, in the page's order and names.

Same options, uniforms and output as simulate_numpy.py, which shares everything but the model. There the algebra was worked
out by hand; here every quantity is an array over draws, lines are looped over year by year as the page has them, and only
what plainly stays the same inside a loop stands before it. Arrays fit a processor's cache; draws are shared by all areas.

--years-first    add up the years of stock and growth before the lines are looked at, as src/model/formulas.txt does
"""
import functools
import operator
from types import SimpleNamespace

import simulate_numpy as shared
from simulate_numpy import FACTORS, PERCENTILES, SEGMENTS, np


def add(terms):
    terms = iter(terms)
    return functools.reduce(operator.add, terms, next(terms, 0.0))

# ---------------------------------------------------------------- what is drawn


def triangular(u, low, mode, high):
    c = (mode - low) / (high - low)
    return np.where(u < c, low + np.sqrt(u * ((high - low) * (mode - low))),
                    high - np.sqrt((1 - u) * ((high - low) * (high - mode))))


class Draws:
    """A chunk of draws: the numbers, and what sections 3, 4 and 8 have that does not depend on the area."""

    def __init__(self, run, start, count):
        self.run, self.start, self.count = run, start, count
        self.p, self.uniforms = p, _ = shared.draw(run, start, count, triangular)
        self.programme_years, self.effect_years = int(p["programme_years"]), int(p["effect_years"])
        self.years = range(int(p["horizon"]))
        self.d = [(1 + p["discount_rate"]) ** -t for t in self.years]
        self.growth = [(1 + p["autonomous_growth"]) ** t for t in self.years]
        self.phase = [p["ramp"] if t == 0 else 1.0 if t < self.programme_years
                      else p["null_survival.vulnerable"] ** (t - self.programme_years + 1) for t in self.years]
        self.c = {s: (p["caseload_norm_low." + s] + p["caseload_norm_high." + s]) / 2 for s in SEGMENTS}
        self.K = {s: min(1.0, p["caseload_norm_high." + s] / self.c[s]) ** p["kappa"] for s in SEGMENTS}
        self.D = 1 - p["replaced_share"] * p["replaced_effect"]

    def helped_for(self, t):
        """Years k since the start of help of those who are counted in year t."""
        return [k for k in range(min(t, self.effect_years) + 1) if t - k < self.programme_years]

    def present_value(self, flows):
        return add(d * flow for d, flow in zip(self.d, flows))

# ---------------------------------------------------------------- sections 2 and 3


def inputs(draws, area):
    """Section 2, and the uniforms of the area's own streams."""
    run, p = draws.run, draws.p
    local, u = {key: np.array([p[key]]) for key in area.local}, []
    if not run.central:
        names = [f"{key}@{area.code}" for key in area.local]
        u = shared.uniforms(run, names, draws.start, draws.count, 1 + area.place)
        local = {key: triangular(row, *run.tables.local[key]) for key, row in zip(area.local, u)}
    a = SimpleNamespace(H=area.households, C=area.team_cost, S=dict(area.spend), x=local["score_default"])
    inhabitants = a.H * p["persons_per_household"] if area.inhabitants is None else area.inhabitants
    a.N = {s: a.H * p["segment_share." + s] for s in ("heavy", "vulnerable")}
    a.N["self_reliant"] = np.maximum(0.0, a.H - a.N["heavy"] - a.N["vulnerable"])
    if a.C is None:
        a.C = local["national_mean_eur.team_cost"] * a.H
    share = {s: p["fte_share." + s] for s in ("heavy", "vulnerable")}
    rest = 1 - share["heavy"] - share["vulnerable"]
    share["self_reliant"] = np.where(rest < 1e-12, 0.0, rest)
    fte = a.C / p["cost_per_fte_eur"] * p["frontline_share"]
    a.F = {s: fte * share[s] for s in SEGMENTS}
    for e in run.tables.lines:
        if e.id not in a.S:
            a.S[e.id] = p["event_rate." + e.id] * a.H * p["unit_price_eur." + e.id] if e.event \
                else local["national_mean_eur." + e.id] * a.H
    a.g = np.minimum(1.0, a.C / inhabitants / p["access_reference_eur"])
    return a, u


def reach(draws, a):
    """Section 3: households that were not helped before."""
    p, new = draws.p, {}
    for s in SEGMENTS:
        q = 1.0 if s == "heavy" else p["clients_per_household"]
        active = a.F[s] * draws.c[s] / q
        turnover = 12 / p["months." + s]
        helped = np.minimum(a.N[s] * np.minimum(1.0, turnover), active * turnover)
        new[s] = helped * (1 - p["repeat_share"])
    return new

# ---------------------------------------------------------------- section 4


def use_today(draws, a):
    """Use per household in the null alternative, b[line, segment]."""
    p, b = draws.p, {}
    crowd_heavy = (a.N["heavy"] / a.H / p["concentration_at.heavy"]) ** p["concentration_exponent"]
    crowd_both = ((a.N["heavy"] + a.N["vulnerable"]) / a.H / p["concentration_at.heavy_and_vulnerable"]) \
        ** p["concentration_exponent"]
    for e in draws.run.tables.lines:
        heavy, vulnerable = p[f"concentration.{e.id}.heavy"], p[f"concentration.{e.id}.vulnerable"]
        L_hv = np.minimum(1.0, (heavy + vulnerable) * crowd_both)
        L_h = np.minimum(L_hv, heavy * crowd_heavy)
        gamma = {"heavy": L_h, "vulnerable": L_hv - L_h, "self_reliant": 1 - L_hv}
        for s in e.segments:
            b[e.id, s] = a.S[e.id] * gamma[s] / a.N[s]
    return b


def per_unit(draws, a, b, x):
    """Section 4 as far as it is the same every year: stock by year, and what a household saves and an area uses more."""
    p, f = draws.p, SimpleNamespace(stock={}, effect={}, coordination={}, own={}, need={}, refer={})
    T = p["tau"] + (1 - p["tau"]) * x["find"]
    delta = p["delta_low"] + (p["delta_high"] - p["delta_low"]) * x["follow_up"]
    through = {s: T * draws.K[s] * draws.D for s in SEGMENTS}
    for s in SEGMENTS:
        remaining = delta * p["null_survival." + s]
        lamda = [p["ramp"], 1.0]
        while len(lamda) <= draws.effect_years:
            lamda.append(lamda[-1] * remaining)
        f.stock[s] = [np.minimum(a.N[s], a.new[s] * add(lamda[k] for k in draws.helped_for(t))) for t in draws.years]
    for e in draws.run.tables.lines:
        for s in e.segments:
            f.effect[e.id, s] = b[e.id, s] * p[f"reduction.{e.id}.{s}"] * through[s]
        f.coordination[e.id] = (1 - p["own_strength_weight." + e.id]) * x["coordination"]
        f.own[e.id] = p["own_strength_weight." + e.id] * x["own_strength"]
        if e.extra:
            base, need, low, high = (p[f"extra_{key}.{e.id}"] for key in ("base", "need", "refer_low", "refer_high"))
            open_to_it = a.S[e.id] * base * a.g
            f.need[e.id] = open_to_it * need * x["find"]
            f.refer[e.id] = open_to_it * (low + (high - low) * p["provider_share"]) * 2 * (1 - x["referral"])
    return f


def by_year(draws, a, b, x):
    """Section 4, and the present values of section 8, year by year and line by line."""
    p, lines = draws.p, draws.run.tables.lines
    f = per_unit(draws, a, b, x)
    y = SimpleNamespace(pv={e.id: 0.0 for e in lines}, saving={}, extra={}, unmet_need=0.0, informal_care=0.0)
    price = p["informal_burden"] * p["informal_hour_eur"] / p["guidance_hour_eur"]
    for t in draws.years:
        d, growth, open_part = draws.d[t], draws.growth[t], draws.growth[t] * draws.phase[t]
        all_need = all_own = 0.0
        for e in lines:
            use = growth * add(f.stock[s][t] * f.effect[e.id, s] for s in e.segments)
            own = use * f.own[e.id]
            saving = benefit = use * f.coordination[e.id] + own
            extra = 0.0
            if e.extra:
                need = open_part * f.need[e.id]
                extra = need + open_part * f.refer[e.id]
                benefit = saving - extra
                if not e.transfer:
                    all_need += need
            if e.home:
                all_own += own
            if t <= 2:
                y.saving[e.id, t], y.extra[e.id, t] = saving, extra
            y.pv[e.id] += d * benefit
        y.unmet_need += d * (p["need_value"] * all_need)
        y.informal_care -= d * (price * all_own)
    y.benefit = add(y.pv[e.id] for e in lines if not e.transfer) + y.unmet_need + y.informal_care
    return y


def years_first(draws, a, b, x):
    """The same with the years added up before the lines are looked at, as in src/model/formulas.txt."""
    p, lines = draws.p, draws.run.tables.lines
    f = per_unit(draws, a, b, x)
    y = SimpleNamespace(pv={}, saving={}, extra={})
    stock_pv = {s: draws.present_value(growth * stock for growth, stock in zip(draws.growth, f.stock[s])) for s in SEGMENTS}
    open_pv = draws.present_value(growth * phase for growth, phase in zip(draws.growth, draws.phase))
    all_need = all_own = 0.0
    for e in lines:
        use = add(stock_pv[s] * f.effect[e.id, s] for s in e.segments)
        y.pv[e.id] = use * (f.coordination[e.id] + f.own[e.id])
        if e.extra:
            need = open_pv * f.need[e.id]
            y.pv[e.id] = y.pv[e.id] - need - open_pv * f.refer[e.id]
            if not e.transfer:
                all_need += need
        if e.home:
            all_own += use * f.own[e.id]
        for t in {2, 2 - e.lag} & {0, 1, 2}:
            use = draws.growth[t] * add(f.stock[s][t] * f.effect[e.id, s] for s in e.segments)
            y.saving[e.id, t] = use * (f.coordination[e.id] + f.own[e.id])
        y.extra[e.id, 2] = draws.growth[2] * draws.phase[2] * (f.need[e.id] + f.refer[e.id]) if e.extra else 0.0
    y.unmet_need = p["need_value"] * all_need
    y.informal_care = -(p["informal_burden"] * p["informal_hour_eur"] / p["guidance_hour_eur"]) * all_own
    y.benefit = add(y.pv[e.id] for e in lines if not e.transfer) + y.unmet_need + y.informal_care
    return y

# ---------------------------------------------------------------- sections 6 to 10


def costs(draws, a):
    """Section 6: follow(t) and cost(t)."""
    p, follow = draws.p, []
    for t in draws.years:
        count = sum(k >= 1 for k in draws.helped_for(t))
        follow.append(p["hourly_rate_eur"] * add(p["follow_up_hours." + s] * np.minimum(a.N[s], a.new[s] * count)
                                                 for s in ("heavy", "vulnerable")))
    team = a.C * (1 - p["replaced_share"])
    return follow, [team if t < draws.programme_years else a.x * follow[t] for t in draws.years]


def who_gains(draws, amount):
    """Section 7: of an amount per line, what comes to each party."""
    gain = dict.fromkeys(draws.run.tables.parties, 0.0)
    for e in draws.run.tables.lines:
        rest = 1.0
        for party, key in e.shares.items():
            gain[party] += draws.p[key] * amount[e.id]
            rest = rest - draws.p[key]
        gain[e.payer] += rest * amount[e.id]
        if e.transfer:
            gain["households"] -= amount[e.id]
    return gain


def budget_after_two_years(draws, y):
    """Section 9: per line, cash saving and extra use in year 2."""
    p, amount = draws.p, {}
    for e in draws.run.tables.lines:
        saving = y.saving[e.id, 2]
        lagged = y.saving[e.id, 2 - e.lag] if e.lag <= 2 else 0.0
        cash = p["cash_share." + e.id] * (1 - p["refill_share"]) * lagged
        amount[e.id] = np.where(saving < 0, saving, cash) - y.extra[e.id, 2]
    return amount


def improvement(draws, a, follow, x, moved):
    """Section 10: the present value of what it costs to move the factors."""
    p = draws.p
    raised = {f: moved[f] - x[f] for f in FACTORS}
    fte = add(a.F.values())
    once = add(raised[f] * fte * p["improve_eur_per_fte." + f] for f in FACTORS)
    yearly = add(raised[f] * fte * p["improve_eur_per_fte_year." + f] for f in FACTORS)
    return draws.present_value((once if t == 0 else 0.0) + (yearly if t < draws.programme_years else 0.0)
                               + (raised["follow_up"] * follow[t] if t >= 1 else 0.0) for t in draws.years)


def simulate_area(draws, area, out):
    """All figures of one area, into out (figures x draws). Returns the uniforms of the area's own streams."""
    p, parties = draws.p, draws.run.tables.parties
    effect = years_first if draws.run.years_first else by_year
    a, u = inputs(draws, area)
    a.new = reach(draws, a)
    b = use_today(draws, a)
    x = dict.fromkeys(FACTORS, a.x)
    today = effect(draws, a, b, x)
    follow, cost = costs(draws, a)
    cost_pv = draws.present_value(cost)
    npv = today.benefit - cost_pv
    out[0], out[1], out[2], out[3] = npv, shared.ratio(today.benefit, cost_pv), today.benefit, cost_pv

    for i, moved in ((4, dict.fromkeys(FACTORS, 1.0)),
                     (5, {f: np.minimum(1.0, x[f] + p["potential_step"]) for f in FACTORS})):
        out[i] = effect(draws, a, b, moved).benefit - cost_pv - improvement(draws, a, follow, x, moved) - npv

    gain = who_gains(draws, today.pv)
    gain["households"] += today.unmet_need + today.informal_care
    gain["municipality"] -= cost_pv
    budget = who_gains(draws, budget_after_two_years(draws, today))
    budget["municipality"] -= (
        a.C * (1 - p["replaced_share"] * p["replaced_cash_share"]) if draws.programme_years > 2 else cost[2])
    for i, party in enumerate(parties, 6):
        out[i], out[i + len(parties)] = gain[party], budget[party]
    return u

# ---------------------------------------------------------------- statistics


def statistics(block):
    """Per figure: mean, sd, percentiles and chance of being positive, over the draws in which it is defined."""
    draws = block.shape[1]
    if draws == 0:
        return [[None] * (3 + len(PERCENTILES))]
    rows = list(zip(block.mean(axis=1), block.std(axis=1, ddof=min(1, draws - 1)),
                    *np.percentile(block, PERCENTILES, axis=1), np.mean(block > 0, axis=1)))
    return [statistics(values[None, ~np.isnan(values)])[0] if np.isnan(row[0]) else row
            for row, values in zip(rows, block)]


if __name__ == "__main__":
    shared.main(Draws, simulate_area, statistics, "--years-first")
