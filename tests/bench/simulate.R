#!/usr/bin/env Rscript
# Monte Carlo simulation of the model page in base R: an opponent in speed and an independent check.
#
# usage: simulate.R (--all | --municipality CODE) [--draws N] [--seed S] [--evppi] [--bins B] [--processes P]
#                   [--central] [--output FILE] [--data DIR]
#
# --evppi    what perfect information on each uniform is worth for the choice between keeping the approach (its net
#            value) and stopping (0): the draws in B equal bins of the uniform
# --central  one draw with every number at its central value
#
# Writes area;figure;statistic;value; seconds and memory go to stderr. Works on what municipalities enter (households,
# inhabitants, team cost, spending), so no scores: every factor of an area has the same drawn default score x.
# Vectors run over draws, in chunks; areas share everything that only the draw decides.

started <- proc.time()[["elapsed"]]
segments <- c("heavy", "vulnerable", "self_reliant")
factors <- c("find", "coordination", "own_strength", "referral", "follow_up")
percentiles <- c(5, 25, 50, 75, 95)
flags <- c("all", "evppi", "central")
chunk_size <- 10000L

# ---------------------------------------------------------------- options and tables

options_of <- function(words) {
  run <- list(draws = 10000, seed = 1, bins = 64, processes = 1, output = "/dev/stdout", data = NULL,
              municipality = NULL, all = FALSE, evppi = FALSE, central = FALSE)
  while (length(words)) {
    name <- sub("^--", "", words[1])
    if (name %in% flags) {
      run[[name]] <- TRUE
      words <- words[-1]
    } else if (name %in% c("municipality", "output", "data")) {
      run[[name]] <- words[2]
      words <- words[-(1:2)]
    } else if (name %in% c("draws", "seed", "bins", "processes")) {
      run[[name]] <- as.numeric(words[2])
      words <- words[-(1:2)]
    } else stop("unknown option ", words[1])
  }
  if (run$all != is.null(run$municipality)) stop("either --all or --municipality")
  if (is.null(run$data)) {
    file <- sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE))
    run$data <- file.path(dirname(file), "..", "..", "data")
  }
  if (run$central) run[c("draws", "evppi")] <- list(1, FALSE)
  run
}

read_table <- function(run, name) {
  read.csv(file.path(run$data, paste0(name, ".csv")), sep = ";", colClasses = "character", fileEncoding = "UTF-8",
           check.names = FALSE)
}

number <- function(text) suppressWarnings(as.numeric(text))

# Numbers at one price level; which are drawn with which uniform; lines, parties, areas.
read_tables <- function(run) {
  rows <- read_table(run, "parameters")
  index <- read_table(run, "price_index")
  index <- setNames(number(index$index), index$year)
  price_year <- rows$value[rows$key == "price_year"]
  to_price_level <- function(year) ifelse(year %in% c("", price_year), 1, index[price_year] / index[year])
  factor <- to_price_level(rows$price_year)
  value <- setNames(as.list(number(rows$value) * factor), rows$key)
  spread <- data.frame(key = rows$key, low = number(rows$low) * factor, mode = number(rows$value) * factor,
                       high = number(rows$high) * factor)
  spread$stream <- ifelse(rows$draw_group == "", rows$key, paste0("group.", rows$draw_group))
  drawn <- !is.na(spread$low) & !is.na(spread$high) & spread$low != spread$high & rows$kind != "choice"
  families <- read_table(run, "families")
  families <- families$family[families$share_set != ""]
  member <- sub("\\..*", "", rows$key) %in% families
  share_sets <- split(rows$key[member], sub("\\.[^.]*$", "", rows$key[member]))
  parties <- read_table(run, "parties")$id
  lines <- read_table(run, "lines")
  lines <- lapply(which(!lines$kind %in% c("pm", "derived")), function(i) {
    e <- lines$id[i]
    reductions <- spread[match(paste("reduction", e, segments, sep = "."), spread$key), ]
    shares <- paste("payer_share", e, parties, sep = ".")
    list(id = e, payer = lines$payer[i], transfer = lines$kind[i] == "transfer", event = lines$kind[i] == "event",
         home = lines$home_support[i] == "1", extra = paste0("extra_base.", e) %in% rows$key,
         shares = setNames(shares, parties)[shares %in% rows$key],
         segments = segments[reductions$low != 0 | reductions$mode != 0 | reductions$high != 0],
         signed = any(reductions$low < 0), lag = value[[paste0("cash_lag_years.", e)]])
  })
  ids <- vapply(lines, `[[`, "", "id")
  areas <- read_table(run, "municipalities")
  entered <- c("code", "households", "inhabitants", "team_cost_eur", paste0("spend_", ids))
  fields <- read_table(run, "fields")
  fields <- fields$id[fields$in_model == "1"]
  in_model <- names(areas) %in% fields | grepl(paste0("^(", paste(sub("\\{.*", "", grep("\\{", fields, value = TRUE)),
                                                                  collapse = "|"), ")"), names(areas))
  if (!all(names(areas)[in_model] %in% entered)) stop("a column that is not supported here")
  amounts <- as.matrix(sapply(areas[names(areas) %in% entered[-1]], number))
  money <- setdiff(colnames(amounts), c("households", "inhabitants"))
  amounts[, money] <- amounts[, money] * to_price_level(areas$price_year)
  if (!run$all && !run$municipality %in% areas$code) stop("no such municipality")
  local <- spread[drawn & rows$kind == "local", ]
  areas <- lapply(if (run$all) seq_len(nrow(areas)) else which(areas$code == run$municipality), function(i) {
    given <- amounts[i, !is.na(amounts[i, ])]
    given[grepl("^spend_", names(given))] <- pmax(0, given[grepl("^spend_", names(given))])
    columns <- sub("^national_mean_eur\\.", "spend_", local$key)
    columns[columns == "spend_team_cost"] <- "team_cost_eur"
    list(place = i, code = areas$code[i], given = given, local = local[!columns %in% names(given), ])
  })
  figures <- c("npv_eur", "ratio", "benefit_pv_eur", "additional_cost_pv_eur", "potential_eur", "within_reach_eur",
               paste0("parties.", parties, ".pv_eur"), paste0("parties.", parties, ".budget_year_2_eur"))
  list(value = value, drawn = spread[drawn & rows$kind != "local", ], share_sets = share_sets[lengths(share_sets) > 1],
       lines = setNames(lines, ids), parties = parties, areas = areas, figures = figures)
}

# ---------------------------------------------------------------- draws

seed_of <- function(run, start, place) {
  set.seed((run$seed * 1000003 + place * 100003 + start / chunk_size) %% 2147483647)
}

# By inverse transform, without a branch: below the mode the second root stays at the mode, above it the first.
triangular <- function(u, low, mode, high) {
  w <- high - low
  c <- (mode - low) / w
  (low + high - mode) + sqrt(pmin.int(u, c) * (w * (mode - low))) - sqrt((1 - pmax.int(u, c)) * (w * (high - mode)))
}

add <- function(terms) if (length(terms)) Reduce(`+`, terms) else 0

# The numbers of a chunk of draws, and their uniforms.
draw <- function(run, tables, start, count) {
  p <- tables$value
  u <- list()
  if (!run$central) {
    seed_of(run, start, 0)
    streams <- unique(tables$drawn$stream)
    u <- setNames(lapply(streams, function(s) runif(count)), streams)
    d <- tables$drawn
    p[d$key] <- lapply(seq_len(nrow(d)), function(i) triangular(u[[d$stream[i]]], d$low[i], d$mode[i], d$high[i]))
    for (keys in tables$share_sets) {
      total <- pmax.int(1, add(p[keys]))
      p[keys] <- lapply(p[keys], function(x) x / total)
    }
  }
  list(p = p, u = u)
}

# Those of an area's own.
draw_local <- function(run, c, area) {
  local <- c$p[area$local$key]
  u <- list()
  if (!run$central) {
    seed_of(run, c$start, area$place)
    u <- lapply(setNames(area$local$key, paste0(area$local$key, "@", area$code)), function(key) runif(c$count))
    d <- area$local
    local <- setNames(Map(triangular, u, d$low, d$mode, d$high), d$key)
  }
  list(local = local, u = u)
}

# What the draw decides for every area, for one chunk of draws. Per segment, per household of it.
country_of <- function(run, tables, start, count) {
  drawn <- draw(run, tables, start, count)
  p <- drawn$p
  c <- list(p = p, u = drawn$u, start = start, count = count, full = function(x) rep_len(x, count))
  programme <- p$programme_years
  years <- seq_len(p$horizon) - 1

  # Sections 4, 6 and 8: weights of the years, and of the years since the start of help.
  discount <- (1 + p$discount_rate)^-years
  growth <- 1 + p$autonomous_growth
  c$weight <- lapply(years, function(t) c$full(discount[t + 1] * growth^t))
  c$growth <- lapply(0:2, function(t) growth^t)
  survival <- p$null_survival.vulnerable
  phase <- lapply(years, function(t) if (t == 0) p$ramp else if (t < programme) 1 else survival^(t - programme + 1))
  c$extra_2 <- c$growth[[3]] * phase[[3]]
  c$open_pv <- add(Map(`*`, c$weight, phase))
  c$programme_pv <- sum(discount[years < programme])
  c$window <- lapply(years, function(t) Filter(function(k) t - k < programme, 0:min(t, p$effect_years)))
  by_age <- lapply(0:p$effect_years, function(k) add(c(0, c$weight[vapply(c$window, function(w) k %in% w, NA)])))
  c$first_years <- p$ramp * by_age[[1]] + if (length(by_age) > 1) by_age[[2]] else 0
  c$later_years <- by_age[-(1:2)]
  followed <- vapply(c$window, function(w) sum(w >= 1), 0)
  c$ages <- seq_len(max(followed, 1))
  c$follow_after <- vapply(c$ages, function(n) sum(discount[followed == n & years >= programme]), 0)
  c$follow_all <- vapply(c$ages, function(n) sum(discount[followed == n]), 0)
  c$followed_2 <- followed[3]

  # Section 3: caps and reach as a part of the segment's households.
  rest <- function(x) ifelse(x < 1e-12, 0, x)
  size <- list(heavy = p$segment_share.heavy, vulnerable = p$segment_share.vulnerable)
  size$self_reliant <- rest(1 - size$heavy - size$vulnerable)
  time <- list(heavy = p$fte_share.heavy, vulnerable = p$fte_share.vulnerable)
  time$self_reliant <- rest(1 - time$heavy - time$vulnerable)
  again <- 1 - p$repeat_share
  fte_per_euro <- p$frontline_share / p$cost_per_fte_eur
  intensity <- list()
  for (s in segments) {
    high <- p[[paste0("caseload_norm_high.", s)]]
    caseload <- (p[[paste0("caseload_norm_low.", s)]] + high) / 2
    per_case <- if (s == "heavy") 1 else p$clients_per_household
    turnover <- 12 / p[[paste0("months.", s)]]
    c$cap[[s]] <- c$full(pmin(1, turnover) * again)
    c$per_euro[[s]] <- again * fte_per_euro * time[[s]] * caseload / per_case * turnover / size[[s]]
    intensity[[s]] <- min(1, high / caseload)^p$kappa
  }
  c$follow_rate <- lapply(setNames(nm = segments[1:2]), function(s)
    p$hourly_rate_eur * p[[paste0("follow_up_hours.", s)]] * size[[s]])
  c$additional <- 1 - p$replaced_share * p$replaced_effect
  c$improvement <- fte_per_euro * add(lapply(factors, function(f)
    p[[paste0("improve_eur_per_fte.", f)]] + p[[paste0("improve_eur_per_fte_year.", f)]] * c$programme_pv))

  # Section 4: part of a line's spending that all factors in place would save, per segment.
  crowd <- (size$heavy / p$concentration_at.heavy)^p$concentration_exponent
  crowd_both <- ((size$heavy + size$vulnerable) / p$concentration_at.heavy_and_vulnerable)^p$concentration_exponent
  saved <- lapply(tables$lines, function(line) {
    of <- function(family, s) p[[paste(family, line$id, s, sep = ".")]]
    both <- pmin(1, (of("concentration", "heavy") + of("concentration", "vulnerable")) * crowd_both)
    heavy <- pmin(both, of("concentration", "heavy") * crowd)
    held <- list(heavy = heavy, vulnerable = both - heavy, self_reliant = 1 - both)
    sapply(line$segments, function(s) c$full(held[[s]] * of("reduction", s) * intensity[[s]]), simplify = FALSE)
  })

  # Lines with the same payers are added up first: spending times a matrix of draws x lines.
  of <- function(family, e) p[[paste(family, e, sep = ".")]]
  matrix_of <- function(ids, weight) {
    rows <- lapply(ids, function(e) c$full(weight(e)))
    list(ids = ids, rows = if (length(ids) == 1) rows[[1]] else do.call(cbind, rows))
  }
  by_segment <- function(ids, weight = function(e) 1) {
    found <- lapply(setNames(nm = segments), function(s) Filter(function(e) s %in% tables$lines[[e]]$segments, ids))
    found <- found[lengths(found) > 0]
    Map(function(s, members) matrix_of(members, function(e) saved[[e]][[s]] * weight(e)), names(found), found)
  }
  price <- p$informal_burden * p$informal_hour_eur / p$guidance_hour_eur
  payers <- vapply(tables$lines, function(e) paste(e$payer, e$transfer, paste(e$shares, collapse = " ")), "")
  c$group <- lapply(split(names(tables$lines), factor(payers, unique(payers))), function(ids) {
    first <- tables$lines[[ids[1]]]
    extra <- Filter(function(e) tables$lines[[e]]$extra, ids)
    group <- list(payer = first$payer, transfer = first$transfer, shares = first$shares, saved = by_segment(ids))
    if (length(extra)) {
      group$need <- matrix_of(extra, function(e) of("extra_base", e) * of("extra_need", e))
      group$refer <- matrix_of(extra, function(e) of("extra_base", e) * 2 * (
        of("extra_refer_low", e) + (of("extra_refer_high", e) - of("extra_refer_low", e)) * p$provider_share))
    }
    # A line that can lose is looked at by itself; of the others those with the same lag go together.
    alike <- vapply(tables$lines[ids], function(e) paste(e$lag, if (e$signed) e$id), "")
    group$cash <- lapply(split(ids, alike), function(members) {
      line <- tables$lines[[members[1]]]
      late <- line$lag > 2
      part <- if (late) 0 else (1 - p$refill_share) * c$growth[[3 - line$lag]]
      if (line$signed)
        return(list(lag = line$lag, part = part * of("cash_share", line$id), saved = by_segment(members)))
      if (!late) list(lag = line$lag, saved = by_segment(members, function(e) part * of("cash_share", e)))
    })
    group$cash <- Filter(Negate(is.null), group$cash)
    group
  })
  worth <- lapply(tables$lines, function(e) if (e$home) 1 - price * of("own_strength_weight", e$id) else 1)
  is <- function(field) vapply(tables$lines, `[[`, NA, field)
  c$worth <- by_segment(names(tables$lines)[!is("transfer")], function(e) worth[[e]])
  c$informal <- by_segment(names(tables$lines)[is("home")], function(e) 1 - worth[[e]])

  # Section 4: the fading of effects as far as scores do not matter, and an upper bound of the stock.
  c$survival <- lapply(setNames(nm = segments), function(s) p[[paste0("null_survival.", s)]])
  longest <- pmax(p$delta_low, p$delta_high)
  c$fullest <- lapply(c$survival, function(kept) do.call(pmax, cohorts(c, longest * kept, years)))
  c$best <- remaining(c, 1)
  c$best_years <- lapply(c$best, years_of_effect, c = c)
  c
}

remaining <- function(c, score) {
  persistence <- c$p$delta_low + (c$p$delta_high - c$p$delta_low) * score
  lapply(c$survival, function(kept) persistence * kept)
}

# Discounted years that the effect of one start lasts: a polynomial in what remains from year to year.
years_of_effect <- function(r, c) {
  total <- 0
  for (weight in rev(c$later_years)) total <- (total + weight) * r
  total + c$first_years
}

# Sum of effects of those who started before, per start a year, in each of the years.
cohorts <- function(c, r, years, chosen = TRUE) {
  after <- list(c$full(c$p$ramp)[chosen], 1, r)
  while (length(after) <= max(unlist(c$window[years + 1]))) after[[length(after) + 1]] <- after[[length(after)]] * r
  lapply(c$window[years + 1], function(w) add(after[w + 1]))
}

# Sum over years of weight x min(1, new x cohorts); the minimum matters in the draws `full` only.
stock_pv_of <- function(c, new, full, r, years) {
  pv <- Map(`*`, new, years)
  for (s in segments) {
    chosen <- full[[s]]
    if (length(chosen)) {
      part <- new[[s]][chosen]
      by_year <- cohorts(c, r[[s]][chosen], seq_len(c$p$horizon) - 1, chosen)
      pv[[s]][chosen] <- add(Map(function(weight, cohort) weight[chosen] * pmin.int(1, part * cohort),
                                 c$weight, by_year))
    }
  }
  pv
}

# ---------------------------------------------------------------- one area

# Spending, a number or drawn, times a matrix of weights.
times <- function(weights, spend) {
  if (length(weights$ids) == 1) return(spend[[weights$ids]] * weights$rows)
  amounts <- spend[weights$ids]
  fixed <- lengths(amounts) == 1
  if (all(fixed)) return(drop(weights$rows %*% unlist(amounts)))
  amounts[fixed] <- lapply(amounts[fixed], as.numeric)
  add(lapply(seq_along(amounts), function(i) amounts[[i]] * weights$rows[, i]))
}

# Sum over segments of spending x weights x stock.
euros <- function(weights, spend, stock) {
  if (all(vapply(weights, function(w) length(w$ids), 0L) == 1))
    return(spend[[weights[[1]]$ids]] * add(lapply(names(weights), function(s) weights[[s]]$rows * stock[[s]])))
  add(lapply(names(weights), function(s) times(weights[[s]], spend) * stock[[s]]))
}

# All figures of one area: a list of vectors over draws, and the uniforms of its own streams.
simulate_area <- function(run, tables, c, area) {
  p <- c$p
  given <- as.list(area$given)
  own <- draw_local(run, c, area)
  local <- own$local
  households <- given$households
  team_cost <- if (is.null(given$team_cost_eur)) local$national_mean_eur.team_cost * households else given$team_cost_eur
  inhabitants <- if (is.null(given$inhabitants)) households * p$persons_per_household else given$inhabitants
  spend <- lapply(tables$lines, function(line) {
    entered <- given[[paste0("spend_", line$id)]]
    if (!is.null(entered)) return(entered)
    if (!line$event) return(local[[paste0("national_mean_eur.", line$id)]] * households)
    p[[paste0("event_rate.", line$id)]] * households * p[[paste0("unit_price_eur.", line$id)]]
  })
  access <- pmin(1, team_cost / inhabitants / p$access_reference_eur)
  x <- c$full(local$score_default)
  not_x <- 1 - x
  per_household <- team_cost / households
  new <- Map(function(cap, per_euro) pmin.int(cap, per_household * per_euro), c$cap, c$per_euro)

  # Sections 6 and 10: following, in euros after the programme and in all.
  follow_after <- follow_all <- follow_2 <- 0
  for (s in names(c$follow_rate)) {
    rate <- c$follow_rate[[s]] * households
    if (max(new[[s]]) * max(c$ages) <= 1) {
      after <- sum(c$follow_after * c$ages) * new[[s]]
      entire <- sum(c$follow_all * c$ages) * new[[s]]
    } else {
      by_age <- lapply(c$ages, function(n) pmin.int(1, n * new[[s]]))
      after <- add(Map(`*`, by_age, c$follow_after))
      entire <- add(Map(`*`, by_age, c$follow_all))
    }
    follow_after <- follow_after + rate * after
    follow_all <- follow_all + rate * entire
    if (p$programme_years <= 2) follow_2 <- follow_2 + rate * pmin.int(1, c$followed_2 * new[[s]])
  }
  cost <- team_cost * c$programme_pv * (1 - p$replaced_share) + x * follow_after
  budget_cost <- if (p$programme_years <= 2) x * follow_2 else
    team_cost * (1 - p$replaced_share * p$replaced_cash_share)

  # Section 4: the stock, discounted (as today, within reach, at best), and of the first years.
  near <- pmin.int(1, x + p$potential_step)
  full <- Map(function(n, fullest) which(n * fullest > 1), new, c$fullest)
  r <- remaining(c, x)
  r_near <- remaining(c, near)
  stock_pv <- stock_pv_of(c, new, full, r, lapply(r, years_of_effect, c = c))
  stock_near <- stock_pv_of(c, new, full, r_near, lapply(r_near, years_of_effect, c = c))
  stock_best <- stock_pv_of(c, new, full, c$best, c$best_years)
  first <- lapply(r, function(r) cohorts(c, r, 0:2))
  stock <- lapply(1:3, function(t) Map(function(n, cohort) pmin.int(1, n * cohort[[t]]), new, first))
  attained <- function(score) (p$tau + (1 - p$tau) * score) * score * c$additional

  # Sections 7 and 9: per group of lines with the same payers, in present value and in year 2.
  now <- attained(x)
  pv <- budget <- setNames(as.list(numeric(length(tables$parties))), tables$parties)
  benefit <- real_need <- real_refer <- 0
  for (g in c$group) {
    whole <- now * euros(g$saved, spend, stock_pv)
    year_2 <- 0
    for (cash in g$cash) {
      if (is.null(cash$part)) {
        year_2 <- year_2 + euros(cash$saved, spend, stock[[3 - cash$lag]])
      } else {
        saved <- c$growth[[3]] * euros(cash$saved, spend, stock[[3]])
        later <- if (cash$lag > 2) 0 else cash$part * euros(cash$saved, spend, stock[[3 - cash$lag]]) * (saved >= 0)
        year_2 <- year_2 + later + pmin.int(saved, 0)
      }
    }
    year_2 <- now * year_2
    if (!is.null(g$need)) {
      need <- access * times(g$need, spend)
      refer <- access * times(g$refer, spend)
      extra <- x * need + not_x * refer
      whole <- whole - c$open_pv * extra
      year_2 <- year_2 - c$extra_2 * extra
      if (!g$transfer) {
        real_need <- real_need + need
        real_refer <- real_refer + refer
      }
    }
    if (g$transfer) {
      pv$households <- pv$households - whole
      budget$households <- budget$households - year_2
    } else benefit <- benefit + whole
    for (party in names(g$shares)) {
      part <- p[[g$shares[[party]]]]
      pv[[party]] <- pv[[party]] + part * whole
      budget[[party]] <- budget[[party]] + part * year_2
    }
    rest <- if (length(g$shares)) 1 - add(p[g$shares]) else 1
    pv[[g$payer]] <- pv[[g$payer]] + rest * whole
    budget[[g$payer]] <- budget[[g$payer]] + rest * year_2
  }
  open_need <- c$open_pv * real_need
  for_households <- p$need_value * x * open_need - now * euros(c$informal, spend, stock_pv)
  pv$households <- pv$households + for_households
  pv$municipality <- pv$municipality - cost
  budget$municipality <- budget$municipality - budget_cost
  benefit <- benefit + for_households

  # Section 10: the moved scores; caseloads lie within their norms already.
  open_need <- (p$need_value - 1) * open_need
  raise_cost <- team_cost * c$improvement + follow_all
  best <- attained(1) * euros(c$worth, spend, stock_best) + open_need
  reached <- attained(near) * euros(c$worth, spend, stock_near) + near * open_need - (1 - near) * c$open_pv * real_refer
  figures <- c(list(benefit - cost, ratio(benefit, cost), benefit, cost, best - benefit - not_x * raise_cost,
                    reached - benefit - (near - x) * raise_cost), pv, budget)
  list(figures = lapply(figures, c$full), u = own$u)
}

ratio <- function(benefit, cost) {
  x <- benefit / cost
  x[cost <= 0] <- NA
  x
}

# ---------------------------------------------------------------- statistics

# mean, sd, percentiles and chance of being positive, over the draws in which the figure is defined.
statistics <- function(x) {
  if (anyNA(x)) x <- x[!is.na(x)]
  n <- length(x)
  if (n == 0) return(rep(NA, 3 + length(percentiles)))
  mean <- sum(x) / n
  away <- x - mean
  sd <- if (n > 1) sqrt(sum(away * away) / (n - 1)) else 0
  if (sd == 0) return(c(mean, 0, rep(mean, length(percentiles)), as.numeric(mean > 0)))
  at <- 1 + (n - 1) * percentiles / 100
  below <- floor(at)
  above <- pmin(below + 1, n)
  x <- sort.int(x, partial = unique(c(below, above)))
  c(mean, sd, x[below] + (x[above] - x[below]) * (at - below), sum(x > 0) / n)
}

rows_of <- function(run, code, figure, x) {
  value <- if (run$central) x[1] else statistics(x)
  name <- if (run$central) "central" else c("mean", "sd", paste0("p", percentiles), "chance_positive")
  paste(code, figure, name, ifelse(is.na(value), "", sprintf("%.17g", value)), sep = ";")
}

# Sums of net value by bins of each uniform: a matrix of bins x streams.
by_bin <- function(u, npv, bins) {
  vapply(u, function(u) {
    bin <- as.integer(u * bins) + 1L
    upto <- c(0, cumsum(npv[order(bin, method = "radix")]))
    diff(upto[cumsum(c(1L, tabulate(bin, bins)))])
  }, numeric(bins))
}

# A bin counts for the draws in it, so that dividing never loses.
information_rows <- function(code, sums, npv) {
  sums <- add(sums)
  worth <- c(evpi = mean(pmax(0, npv)), colSums(pmax(sums, 0)) / length(npv)) - max(0, mean(npv))
  names(worth)[-1] <- paste0("evppi.", colnames(sums))
  paste(code, names(worth), "eur", sprintf("%.17g", worth), sep = ";")
}

# ---------------------------------------------------------------- running

play <- function(run, tasks, work) {
  if (run$processes == 1) return(lapply(tasks, work))
  done <- parallel::mclapply(tasks, work, mc.cores = run$processes, mc.set.seed = FALSE, mc.preschedule = TRUE)
  for (result in done) if (inherits(result, "try-error")) stop(result)
  done
}

# Areas are divided over the processes; the country is drawn once.
many_areas <- function(run, tables, starts, counts) {
  countries <- Map(function(start, count) country_of(run, tables, start, count), starts, counts)
  parts <- play(run, seq_len(run$processes), function(part) {
    total <- NULL
    rows <- list()
    for (area in tables$areas[seq(part, length(tables$areas), run$processes)]) {
      chunks <- lapply(countries, function(c) simulate_area(run, tables, c, area))
      figures <- do.call(Map, c(list(c), lapply(chunks, `[[`, "figures")))
      rows[[area$code]] <- unlist(Map(function(name, x) rows_of(run, area$code, name, x), tables$figures, figures))
      if (run$evppi) {
        found <- Map(function(c, chunk) by_bin(c(c$u, chunk$u), chunk$figures[[1]], run$bins), countries, chunks)
        rows[[area$code]] <- c(rows[[area$code]], information_rows(area$code, found, figures[[1]]))
      }
      total <- if (is.null(total)) figures else Map(`+`, total, figures)
    }
    list(rows = rows, total = total)
  })
  total <- Reduce(function(a, b) Map(`+`, a, b), lapply(parts, `[[`, "total"))
  total[[2]] <- ratio(total[[3]], total[[4]])
  rows <- do.call(c, lapply(parts, `[[`, "rows"))[vapply(tables$areas, `[[`, "", "code")]
  c(unlist(rows), unlist(Map(function(name, x) rows_of(run, "total", name, x), tables$figures, total)))
}

# Draws are divided over the processes; what is kept is a vector per figure.
one_area <- function(run, tables, starts, counts) {
  area <- tables$areas[[1]]
  parts <- play(run, seq_along(starts), function(i) {
    c <- country_of(run, tables, starts[i], counts[i])
    done <- simulate_area(run, tables, c, area)
    if (run$evppi) done$found <- by_bin(c(c$u, done$u), done$figures[[1]], run$bins)
    done$u <- NULL
    done
  })
  figures <- do.call(Map, c(list(c), lapply(parts, `[[`, "figures")))
  found <- lapply(parts, `[[`, "found")
  parts <- NULL
  rows <- unlist(play(run, seq_along(figures), function(i) rows_of(run, area$code, tables$figures[i], figures[[i]])))
  c(rows, if (run$evppi) information_rows(area$code, found, figures[[1]]), sub("^[^;]*", "total", rows))
}

main <- function() {
  run <- options_of(commandArgs(trailingOnly = TRUE))
  tables <- read_tables(run)
  starts <- seq(0, run$draws - 1, chunk_size)
  counts <- pmin(chunk_size, run$draws - starts)
  rows <- (if (length(tables$areas) > 1) many_areas else one_area)(run, tables, starts, counts)
  writeLines(c("area;figure;statistic;value", rows), run$output)
  memory <- sub("[^0-9]*([0-9]*).*", "\\1", grep("^VmHWM", readLines("/proc/self/status"), value = TRUE))
  message(sprintf("%.2f seconds, peak %.0f MB%s", proc.time()[["elapsed"]] - started, as.numeric(memory) / 1024,
                  if (run$processes > 1) ", and that of the other processes" else ""))
}

if (sys.nframe() == 0) main()
