# Reference values of R's survey package for tests/test_reference.py (Debian: r-cran-survey).
#   Rscript tests/reference/survey.R tests/reference
# reads businesses.csv, which `python -m tests.reference` made, and writes survey.csv,
# differences.csv, decompositions.csv and version.txt. An area without businesses has no row: svyby leaves it out.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust")
folder <- commandArgs(trailingOnly = TRUE)[1]
businesses <- read.csv(file.path(folder, "businesses.csv"))
values <- NULL
differences <- NULL
decompositions <- NULL

design_of <- function(d) {
  if (all(is.na(d$psu))) svydesign(~1, strata = ~stratum, weights = ~weight, data = d)
  else svydesign(~psu, strata = ~stratum, weights = ~weight, data = d)
}

# svyciprop itself, but with the degrees of freedom of the whole design in place of the domain's.
ciprop_with <- function(df) {
  same <- svyciprop
  environment(same) <- list2env(list(degf = function(...) df), parent = asNamespace("survey"))
  same
}

# Korn-Graubard with the effective size cut at n, and n itself where the variance is 0.
korn_graubard <- function(p, se, n, df) {
  size <- if (se > 0) p * (1 - p) / se^2 else n
  size <- min(n, size * (qt(0.025, n - 1) / qt(0.025, df))^2)
  c(if (p > 0) qbeta(0.025, size * p, size * (1 - p) + 1) else 0,
    if (p < 1) qbeta(0.975, size * p + 1, size * (1 - p)) else 1)
}

keep <- function(design, measure, by, scale, df, low, high, beta = NULL) {
  values <<- rbind(values, data.frame(
    design = design, measure = measure, area = by$area,
    value = scale * as.vector(coef(by)), se = abs(scale) * as.vector(SE(by)), df = df,
    ci_low = scale * low, ci_high = scale * high,
    beta_low = if (is.null(beta)) NA else scale * beta[1, ],
    beta_high = if (is.null(beta)) NA else scale * beta[2, ]))
  if (nrow(by) < 2) return(invisible())
  for (row in 2:nrow(by)) {
    weights <- numeric(nrow(by))
    weights[c(1, row)] <- c(-1, 1)
    contrast <- svycontrast(by, weights)
    ends <- if (df > 0) confint(contrast, df = df) else matrix(NaN, 1, 2)
    differences <<- rbind(differences, data.frame(
      design = design, measure = measure, area = by$area[row], reference = by$area[1],
      value = scale * as.vector(coef(contrast)), se = abs(scale) * as.vector(SE(contrast)),
      ci_low = scale * ends[1], ci_high = scale * ends[2]))
  }
}

by_area <- function(design, measure, by, scale, df) {
  ends <- if (df > 0) confint(by, df = df) else matrix(NaN, nrow(by), 2)
  keep(design, measure, by, scale, df, ends[, 1], ends[, 2])
}

share <- function(name, measure, hit, known, design) {
  df <- degf(design)
  part <- subset(update(design, hit = as.numeric(hit)), known)
  by <- svyby(~hit, ~area, part, svymean, covmat = TRUE)
  beta <- sapply(by$area, function(a)
    attr(ciprop_with(df)(~hit, subset(part, area == a), method = "beta"), "ci"))
  n <- sapply(by$area, function(a) sum(part$variables$area == a))
  ends <- mapply(korn_graubard, as.vector(coef(by)), as.vector(SE(by)), n, df)
  keep(name, measure, by, 100, df, ends[1, ], ends[2, ], beta)
}

# Kitagawa's two parts as expressions of the totals of each side and cell, so that svycontrast
# itself derives them. A cell that one side lacks has the rate of the side that has it.
decomposition <- function(name, measure, top, bottom, design, a, b) {
  area <- design$variables$area
  cell <- interaction(design$variables$sector, design$variables$size, drop = TRUE)
  columns <- list()
  held <- list()
  for (side in c("a", "b")) {
    inside <- area %in% (if (side == "a") a else b)
    columns[[paste0("D", side)]] <- bottom * inside
    held[[side]] <- character(0)
    for (c in seq_along(levels(cell))) {
      here <- inside & cell == levels(cell)[c]
      if (sum(bottom[here]) == 0) next
      held[[side]] <- c(held[[side]], c)
      columns[[paste0("T", side, c)]] <- top * here
      columns[[paste0("B", side, c)]] <- bottom * here
    }
  }
  totals <- do.call(update, c(list(design), columns))
  totals <- svytotal(reformulate(names(columns)), totals)
  share <- function(side, c)
    if (c %in% held[[side]]) sprintf("B%s%s/D%s", side, c, side) else "0"
  rate <- function(side, c) {
    if (!c %in% held[[side]]) side <- setdiff(c("a", "b"), side)
    sprintf("T%s%s/B%s%s", side, c, side, c)
  }
  every <- union(held$a, held$b)
  say <- function(form) paste(sapply(every, function(c)
    sprintf(form, share("a", c), share("b", c), rate("a", c), rate("b", c))), collapse = " + ")
  mix <- say("(%1$s - %2$s) * (%3$s + %4$s) / 2")
  behaviour <- say("(%3$s - %4$s) * (%1$s + %2$s) / 2")
  part <- function(text) {
    found <- svycontrast(totals, str2lang(text))
    c(100 * as.vector(coef(found)), 100 * as.vector(SE(found)))
  }
  parts <- c(part(mix), part(behaviour), part(paste(mix, "+", behaviour)))
  decompositions <<- rbind(decompositions, data.frame(
    design = name, measure = measure, a = paste(a, collapse = "+"), b = paste(b, collapse = "+"),
    mix = parts[1], mix_se = parts[2], behaviour = parts[3], behaviour_se = parts[4],
    difference = parts[5], difference_se = parts[6]))
}

for (name in unique(businesses$design)) {
  d <- businesses[businesses$design == name, ]
  online <- d$use %in% c("integrated", "promotion", "other")
  continuing <- d$growth %in% c("grew", "stable", "shrank")
  d$one <- 1
  d$change <- ifelse(continuing, d$workers_now - d$workers_base, NA)
  d$mean <- ifelse(continuing, (d$workers_now + d$workers_base) / 2, NA)
  d$gains <- pmax(d$change, 0)
  d$losses <- pmax(-d$change, 0)
  d$users <- ifelse(online, 1, ifelse(d$use == "none", 0, NA))
  d$entrants_now <- ifelse(d$growth == "entrant", d$workers_now, 0)
  design <- design_of(d)
  df <- degf(design)

  by_area(name, "businesses", svyby(~one, ~area, design, svytotal, covmat = TRUE), 1, df)
  part <- subset(design, !is.na(workers_now))
  by_area(name, "workers", svyby(~workers_now, ~area, part, svytotal, covmat = TRUE), 1, df)
  part <- subset(design, !is.na(change))
  by_area(name, "netjobs", svyby(~change, ~area, part, svytotal, covmat = TRUE), 1, df)

  ratio <- function(measure, top, bottom, part, scale)
    by_area(name, measure, svyby(top, ~area, part, svyratio, denominator = bottom, covmat = TRUE),
            scale, df)
  ratio("jobgrowth", ~change, ~mean, part, 100)
  ratio("creation", ~gains, ~mean, part, 100)
  ratio("destruction", ~losses, ~mean, part, 100)
  ratio("workersper", ~workers_now, ~one, subset(design, !is.na(workers_now)), 1)
  ratio("itskills", ~workers_it_skilled, ~workers_now,
        subset(design, !is.na(workers_now) & !is.na(workers_it_skilled)), 100)
  ratio("entrantshare", ~entrants_now, ~workers_now,
        subset(design, !is.na(workers_now) & years >= 0), 100)
  ratio("onlinesales", ~online_sales_share, ~one, subset(design, !is.na(online_sales_share)), 1)

  share(name, "online", online, d$use != "unknown", design)
  share(name, "integrated", d$use == "integrated", d$use != "unknown", design)
  share(name, "new", d$years <= 2, d$years >= 0, design)
  share(name, "ownedbywomen", d$owner_female == 1, !is.na(d$owner_female), design)

  known <- as.numeric(d$use != "unknown")
  skilled <- !is.na(d$workers_now) & !is.na(d$workers_it_skilled)
  for (pair in list(list(1, 2), list(1, 0:3))) {
    decomposition(name, "integrated", as.numeric(d$use == "integrated"), known, design,
                  pair[[1]], pair[[2]])
    decomposition(name, "itskills", ifelse(skilled, d$workers_it_skilled, 0),
                  ifelse(skilled, d$workers_now, 0), design, pair[[1]], pair[[2]])
  }

  part <- subset(design, !is.na(change) & !is.na(users))
  gap <- svyby(~change, ~area + users, part, svyratio, denominator = ~mean, covmat = TRUE)
  for (a in unique(gap$area)) {
    if (sum(gap$area == a) < 2) next
    contrast <- svycontrast(gap, ifelse(gap$area == a, ifelse(gap$users == 1, 1, -1), 0))
    half <- if (df > 0) qt(0.975, df) * as.vector(SE(contrast)) else NaN
    value <- as.vector(coef(contrast))
    values <- rbind(values, data.frame(
      design = name, measure = "growthgap", area = a, value = 100 * value,
      se = 100 * as.vector(SE(contrast)), df = df, ci_low = 100 * (value - half),
      ci_high = 100 * (value + half), beta_low = NA, beta_high = NA))
  }
}

save <- function(table, file) {
  numbers <- sapply(table, is.double)
  table[numbers] <- lapply(table[numbers], function(x) ifelse(is.nan(x) | is.na(x), "", sprintf("%.12g", x)))
  write.csv(table, file.path(folder, file), row.names = FALSE, quote = FALSE, eol = "\n")
}
save(values, "survey.csv")
save(differences, "differences.csv")
save(decompositions, "decompositions.csv")
writeLines(sprintf("survey %s, %s", packageVersion("survey"), R.version.string),
           file.path(folder, "version.txt"))
