#!/usr/bin/env Rscript
# The simulation as a good analyst writes it from the model page: base R, formula by formula, in the page's order and names.
#
# Same options and output as simulate.R, which shares everything but the model; what stands here takes the place of what is
# there. There the algebra was worked out by hand; here every quantity is a vector over draws, lines are looped over year
# by year as the page has them, and only what plainly stays the same inside a loop stands before it.
#
# --years-first    add up the years of stock and growth before the lines are looked at, as src/model/formulas.txt does

source(file.path(dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))), "simulate.R"))
flags <- c(flags, "years-first")

# ---------------------------------------------------------------- what is drawn

triangular <- function(u, low, mode, high) {
  below <- u < (mode - low) / (high - low)
  x <- high - sqrt((1 - u) * ((high - low) * (high - mode)))
  x[below] <- low + sqrt(u[below] * ((high - low) * (mode - low)))
  x
}

# A chunk of draws: the numbers, and what sections 3, 4 and 8 have that does not depend on the area.
country_of <- function(run, tables, start, count) {
  drawn <- draw(run, tables, start, count)
  p <- drawn$p
  c <- list(p = p, u = drawn$u, start = start, count = count, full = function(x) rep_len(x, count))
  c$years <- seq_len(p$horizon) - 1
  c$d <- (1 + p$discount_rate)^-c$years
  c$growth <- lapply(c$years, function(t) (1 + p$autonomous_growth)^t)
  c$phase <- lapply(c$years, function(t)
    if (t == 0) p$ramp else if (t < p$programme_years) 1 else p$null_survival.vulnerable^(t - p$programme_years + 1))
  # Years since the start of help of those who are counted in year t.
  c$helped_for <- lapply(c$years, function(t) Filter(function(k) t - k < p$programme_years, 0:min(t, p$effect_years)))
  of <- function(family, s) p[[paste0(family, ".", s)]]
  for (s in segments) {
    c$caseload[[s]] <- (of("caseload_norm_low", s) + of("caseload_norm_high", s)) / 2
    c$K[[s]] <- min(1, of("caseload_norm_high", s) / c$caseload[[s]])^p$kappa
  }
  c$D <- 1 - p$replaced_share * p$replaced_effect
  # The numbers of each line under short names.
  c$lines <- lapply(tables$lines, function(e) {
    keys <- c("concentration.%s.heavy", "concentration.%s.vulnerable", paste0("reduction.%s.", segments),
              "own_strength_weight.%s", "extra_base.%s", "extra_need.%s", "extra_refer_low.%s", "extra_refer_high.%s",
              "cash_share.%s", "event_rate.%s", "unit_price_eur.%s")
    c(e, setNames(p[sprintf(keys, e$id)], gsub(".%s", "", keys, fixed = TRUE)))
  })
  c
}

present_value <- function(c, flows) add(Map(`*`, c$d, flows))

# ---------------------------------------------------------------- sections 2 and 3

inputs <- function(run, c, area) {
  p <- c$p
  given <- as.list(area$given)
  own <- draw_local(run, c, area)
  local <- own$local
  a <- list(H = given$households, C = given$team_cost_eur, x = c$full(local$score_default), u = own$u)
  inhabitants <- if (is.null(given$inhabitants)) a$H * p$persons_per_household else given$inhabitants
  a$N <- list(heavy = a$H * p$segment_share.heavy, vulnerable = a$H * p$segment_share.vulnerable)
  a$N$self_reliant <- pmax.int(0, a$H - a$N$heavy - a$N$vulnerable)
  if (is.null(a$C)) a$C <- local$national_mean_eur.team_cost * a$H
  share <- list(heavy = p$fte_share.heavy, vulnerable = p$fte_share.vulnerable)
  rest <- 1 - share$heavy - share$vulnerable
  rest[rest < 1e-12] <- 0
  share$self_reliant <- rest
  fte <- a$C / p$cost_per_fte_eur * p$frontline_share
  a$F <- lapply(share, function(share) fte * share)
  a$S <- lapply(c$lines, function(e) {
    entered <- given[[paste0("spend_", e$id)]]
    if (!is.null(entered)) entered
    else if (e$event) e$event_rate * a$H * e$unit_price_eur
    else local[[paste0("national_mean_eur.", e$id)]] * a$H
  })
  a$g <- pmin(1, a$C / inhabitants / p$access_reference_eur)
  a
}

# Section 3: households that were not helped before.
reach <- function(c, a) {
  p <- c$p
  sapply(segments, function(s) {
    q <- if (s == "heavy") 1 else p$clients_per_household
    active <- a$F[[s]] * c$caseload[[s]] / q
    turnover <- 12 / p[[paste0("months.", s)]]
    helped <- pmin(a$N[[s]] * pmin(1, turnover), active * turnover)
    helped * (1 - p$repeat_share)
  }, simplify = FALSE)
}

# ---------------------------------------------------------------- section 4

# Use per household in the null alternative: b of each line and segment.
use_today <- function(c, a) {
  p <- c$p
  crowd_heavy <- (a$N$heavy / a$H / p$concentration_at.heavy)^p$concentration_exponent
  crowd_both <- ((a$N$heavy + a$N$vulnerable) / a$H / p$concentration_at.heavy_and_vulnerable)^p$concentration_exponent
  lapply(c$lines, function(e) {
    L_hv <- pmin(1, (e$concentration.heavy + e$concentration.vulnerable) * crowd_both)
    L_h <- pmin(L_hv, e$concentration.heavy * crowd_heavy)
    gamma <- list(heavy = L_h, vulnerable = L_hv - L_h, self_reliant = 1 - L_hv)
    sapply(e$segments, function(s) a$S[[e$id]] * gamma[[s]] / a$N[[s]], simplify = FALSE)
  })
}

# Section 4 as far as it is the same every year: stock by year, and what a household saves and an area uses more.
per_unit <- function(c, a, b, x) {
  p <- c$p
  T <- p$tau + (1 - p$tau) * x$find
  delta <- p$delta_low + (p$delta_high - p$delta_low) * x$follow_up
  through <- lapply(c$K, function(K) T * K * c$D)
  stock <- sapply(segments, function(s) {
    remaining <- delta * p[[paste0("null_survival.", s)]]
    lambda <- list(p$ramp, 1)
    while (length(lambda) <= p$effect_years) lambda[[length(lambda) + 1]] <- lambda[[length(lambda)]] * remaining
    lapply(c$helped_for, function(k) pmin.int(a$N[[s]], a$new[[s]] * add(lambda[k + 1])))
  }, simplify = FALSE)
  lines <- lapply(c$lines, function(e) {
    f <- list(effect = sapply(e$segments, function(s)
      b[[e$id]][[s]] * e[[paste0("reduction.", s)]] * through[[s]], simplify = FALSE))
    f$coordination <- (1 - e$own_strength_weight) * x$coordination
    f$own <- e$own_strength_weight * x$own_strength
    if (e$extra) {
      open <- a$S[[e$id]] * e$extra_base * a$g
      f$need <- open * e$extra_need * x$find
      f$refer <- open * (e$extra_refer_low + (e$extra_refer_high - e$extra_refer_low) * p$provider_share) *
        2 * (1 - x$referral)
    }
    f
  })
  list(stock = stock, lines = lines)
}

benefit_of <- function(c, y) {
  y$benefit <- add(y$pv[!vapply(c$lines, `[[`, NA, "transfer")]) + y$unmet_need + y$informal_care
  y
}

# Section 4, and the present values of section 8, year by year and line by line.
by_year <- function(c, a, b, x) {
  p <- c$p
  f <- per_unit(c, a, b, x)
  y <- list(pv = lapply(c$lines, function(e) 0), saving = list(), extra = list(), unmet_need = 0, informal_care = 0)
  price <- p$informal_burden * p$informal_hour_eur / p$guidance_hour_eur
  for (t in c$years) {
    d <- c$d[t + 1]
    growth <- c$growth[[t + 1]]
    open_part <- growth * c$phase[[t + 1]]
    stock <- lapply(f$stock, `[[`, t + 1)
    all_need <- all_own <- 0
    for (e in c$lines) {
      l <- f$lines[[e$id]]
      use <- growth * add(lapply(e$segments, function(s) stock[[s]] * l$effect[[s]]))
      own <- use * l$own
      benefit <- saving <- use * l$coordination + own
      extra <- 0
      if (e$extra) {
        need <- open_part * l$need
        extra <- need + open_part * l$refer
        benefit <- saving - extra
        if (!e$transfer) all_need <- all_need + need
      }
      if (e$home) all_own <- all_own + own
      if (t <= 2) y$saving[[e$id]][[t + 1]] <- saving
      if (t == 2) y$extra[[e$id]] <- extra
      y$pv[[e$id]] <- y$pv[[e$id]] + d * benefit
    }
    y$unmet_need <- y$unmet_need + d * (p$need_value * all_need)
    y$informal_care <- y$informal_care - d * (price * all_own)
  }
  benefit_of(c, y)
}

# The same with the years added up before the lines are looked at, as in src/model/formulas.txt.
years_first <- function(c, a, b, x) {
  p <- c$p
  f <- per_unit(c, a, b, x)
  y <- list(pv = list(), saving = list(), extra = list())
  stock_pv <- lapply(f$stock, function(stock) present_value(c, Map(`*`, c$growth, stock)))
  open_pv <- present_value(c, Map(`*`, c$growth, c$phase))
  all_need <- all_own <- 0
  for (e in c$lines) {
    l <- f$lines[[e$id]]
    use <- add(lapply(e$segments, function(s) stock_pv[[s]] * l$effect[[s]]))
    y$pv[[e$id]] <- use * (l$coordination + l$own)
    y$extra[[e$id]] <- 0
    if (e$extra) {
      need <- open_pv * l$need
      y$pv[[e$id]] <- y$pv[[e$id]] - need - open_pv * l$refer
      if (!e$transfer) all_need <- all_need + need
      y$extra[[e$id]] <- c$growth[[3]] * c$phase[[3]] * (l$need + l$refer)
    }
    if (e$home) all_own <- all_own + use * l$own
    for (t in intersect(c(2, 2 - e$lag), 0:2)) {
      use <- c$growth[[t + 1]] * add(lapply(e$segments, function(s) f$stock[[s]][[t + 1]] * l$effect[[s]]))
      y$saving[[e$id]][[t + 1]] <- use * (l$coordination + l$own)
    }
  }
  y$unmet_need <- p$need_value * all_need
  y$informal_care <- -(p$informal_burden * p$informal_hour_eur / p$guidance_hour_eur) * all_own
  benefit_of(c, y)
}

# ---------------------------------------------------------------- sections 6 to 10

# Section 6: follow(t) and cost(t).
costs <- function(c, a) {
  p <- c$p
  team <- a$C * (1 - p$replaced_share)
  follow <- lapply(c$helped_for, function(k) p$hourly_rate_eur * (
    p$follow_up_hours.heavy * pmin.int(a$N$heavy, a$new$heavy * sum(k >= 1)) +
    p$follow_up_hours.vulnerable * pmin.int(a$N$vulnerable, a$new$vulnerable * sum(k >= 1))))
  list(follow = follow, by_year = lapply(c$years, function(t) if (t < p$programme_years) team else a$x * follow[[t + 1]]))
}

# Section 7: of an amount per line, what comes to each party.
who_gains <- function(c, tables, amount) {
  gain <- setNames(as.list(numeric(length(tables$parties))), tables$parties)
  for (e in c$lines) {
    rest <- 1
    for (party in names(e$shares)) {
      share <- c$p[[e$shares[[party]]]]
      gain[[party]] <- gain[[party]] + share * amount[[e$id]]
      rest <- rest - share
    }
    gain[[e$payer]] <- gain[[e$payer]] + rest * amount[[e$id]]
    if (e$transfer) gain$households <- gain$households - amount[[e$id]]
  }
  gain
}

# Section 9: per line, cash saving and extra use in year 2.
budget_after_two_years <- function(c, y) {
  lapply(c$lines, function(e) {
    saving <- y$saving[[e$id]][[3]]
    cash <- e$cash_share * (1 - c$p$refill_share) * (if (e$lag <= 2) y$saving[[e$id]][[3 - e$lag]] else 0)
    lost <- saving < 0
    cash[lost] <- saving[lost]
    cash - y$extra[[e$id]]
  })
}

# Section 10: the present value of what it costs to move the factors.
improvement <- function(c, a, follow, x, moved) {
  p <- c$p
  raised <- Map(`-`, moved, x)
  fte <- add(a$F)
  once <- add(lapply(factors, function(f) raised[[f]] * fte * p[[paste0("improve_eur_per_fte.", f)]]))
  yearly <- add(lapply(factors, function(f) raised[[f]] * fte * p[[paste0("improve_eur_per_fte_year.", f)]]))
  present_value(c, lapply(c$years, function(t)
    (if (t == 0) once else raised$follow_up * follow[[t + 1]]) + (if (t < p$programme_years) yearly else 0)))
}

# All figures of one area: a list of vectors over draws, and the uniforms of its own streams.
simulate_area <- function(run, tables, c, area) {
  p <- c$p
  effect <- if (isTRUE(run[["years-first"]])) years_first else by_year
  a <- inputs(run, c, area)
  a$new <- reach(c, a)
  b <- use_today(c, a)
  all_factors <- function(x) setNames(rep(list(x), length(factors)), factors)
  x <- all_factors(a$x)
  today <- effect(c, a, b, x)
  cost <- costs(c, a)
  cost_pv <- present_value(c, cost$by_year)
  npv <- today$benefit - cost_pv

  value <- function(moved) effect(c, a, b, moved)$benefit - cost_pv - improvement(c, a, cost$follow, x, moved)
  potential <- value(all_factors(1)) - npv
  within_reach <- value(lapply(x, function(x) pmin.int(1, x + p$potential_step))) - npv

  gain <- who_gains(c, tables, today$pv)
  gain$households <- gain$households + today$unmet_need + today$informal_care
  gain$municipality <- gain$municipality - cost_pv
  budget <- who_gains(c, tables, budget_after_two_years(c, today))
  budget$municipality <- budget$municipality -
    (if (p$programme_years > 2) a$C * (1 - p$replaced_share * p$replaced_cash_share) else cost$by_year[[3]])
  figures <- c(list(npv, ratio(today$benefit, cost_pv), today$benefit, cost_pv, potential, within_reach), gain, budget)
  list(figures = lapply(figures, c$full), u = a$u)
}

# ---------------------------------------------------------------- statistics

# mean, sd, percentiles and chance of being positive, over the draws in which the figure is defined.
statistics <- function(x) {
  x <- x[!is.na(x)]
  if (!length(x)) return(rep(NA, 3 + length(percentiles)))
  c(mean(x), if (length(x) > 1) sd(x) else 0, quantile(x, percentiles / 100, names = FALSE), mean(x > 0))
}

main()
