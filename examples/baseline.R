# The net present value of a municipality, as it stands and under a scenario, in base R.
#
#     PKG_CFLAGS=$(pkg-config --cflags mkba) PKG_LIBS=$(pkg-config --libs mkba) R CMD SHLIB mkba_r.c
#     Rscript baseline.R Utrecht half-replaced.json

dyn.load("mkba_r.so")

# A figure of a municipality; `scenarios` are files, laid on each other.
mkba_figure <- function(municipality, figure = "npv_eur", scenarios = character()) {
  answer <- .C("mkba_r_figure", municipality, figure, c(scenarios, ""), length(scenarios),
               value = NaN, status = 0L, why = strrep(" ", 1000), NAOK = TRUE)
  if (answer$status != 0) stop(answer$why)
  answer$value
}

given <- commandArgs(trailingOnly = TRUE)
if (length(given) != 2) stop("usage: Rscript baseline.R MUNICIPALITY SCENARIO")
cat(sprintf("base %.17g\n", mkba_figure(given[1])))
cat(sprintf("scenario %.17g\n", mkba_figure(given[1], scenarios = given[2])))
