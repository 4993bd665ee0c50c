# Reference values of R's survey package for tests/test_reference.py (Debian: r-cran-survey).
#   Rscript tests/reference/survey.R tests/reference
# reads businesses.csv and combined.csv, which `python -m tests.reference` made, and writes survey.csv,
# differences.csv, decompositions.csv, combined_values.csv,
# combined_differences.csv, combined_calibrated.csv and version.txt.
# An area without businesses has no row: svyby leaves it out.
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

# svyciprop itself, but with degrees of freedom of ours in place of `degf`.
ciprop_with <- function(df) {
  same <- svyciprop
  environment(same) <- list2env(list(degf = function(...) df), parent = asNamespace("survey"))
  same
}

# Korn-Graubard with the effective size cut at n, and n itself where the variance is 0.
korn_graubard <- function(p, se, n, df) {
  if (!(df > 0)) return(c(NaN, NaN))
  size <- if (se > 1e-10) p * (1 - p) / se^2 else n
  size <- min(n, size * (qt(0.025, n - 1) / qt(0.025, df))^2)
  c(if (p > 0) qbeta(0.025, size * p, size * (1 - p) + 1) else 0,
    if (p < 1) qbeta(0.975, size * p + 1, size * (1 - p)) else 1)
}

# Satterthwaite's degrees of freedom of the sum of z, one a business, from the variance of each
# stratum, and at most R's `degf` of the businesses in `inside`; 0 where a part in `each` has none.
# The variance itself is returned too: it must be R's.
satterthwaite <- function(d, z, inside, each = list(inside)) {
  psu <- if (all(is.na(d$psu))) seq_len(nrow(d)) else d$psu
  of_psu <- tapply(z, psu, sum)
  stratum <- tapply(d$stratum, psu, `[`, 1)
  parts <- sapply(split(of_psu, stratum), function(x) {
    n <- length(x)
    if (n == 1) c(x^2, 1) else c(n * var(x), n - 1)
  })
  v <- sum(parts[1, ])
  design <- design_of(d)
  most <- function(mask) degf(subset(design, mask))
  if (min(sapply(each, most)) <= 0) return(c(v, 0))
  squared <- sum(parts[1, ]^2 / parts[2, ])
  # Nought but for rounding: all businesses of the domain are alike.
  c(v, min(most(inside), if (v > 1e-20) v^2 / squared else Inf))
}

# A measure is the sum of `top`, or that over the sum of `bottom`, of the businesses in `known`.
# Its linearised values over the businesses in `inside`, in the unit of the measure.
influence <- function(d, m, inside) {
  on <- inside & m$known
  y <- ifelse(on, m$top, 0)
  if (is.null(m$bottom)) return(m$scale * d$weight * y)
  x <- ifelse(on, m$bottom, 0)
  total <- sum(d$weight * x)
  m$scale * d$weight * (y - sum(d$weight * y) / total * x) / total
}

by_domain <- function(m, design, covmat = TRUE) {
  part <- subset(update(design, top = ifelse(m$known, m$top, 0),
                        bottom = if (is.null(m$bottom)) 1 else ifelse(m$known, m$bottom, 0)), m$known)
  if (m$kind == "share") svyby(~top, ~area, part, svymean, covmat = covmat)
  else if (is.null(m$bottom)) svyby(~top, ~area, part, svytotal, covmat = covmat)
  else svyby(~top, ~area, part, svyratio, denominator = ~bottom, covmat = covmat)
}

agree <- function(one, other) stopifnot(abs(one - other) <= 1e-8 * max(1, abs(one)))

keep <- function(name, d, m, design, pairs = TRUE) {
  by <- by_domain(m, design)
  value <- m$scale * as.vector(coef(by))
  se <- abs(m$scale) * as.vector(SE(by))
  for (row in seq_len(nrow(by))) {
    inside <- d$area == by$area[row] & m$known
    found <- satterthwaite(d, influence(d, m, inside), inside)
    agree(sqrt(found[1]), se[row])
    df <- found[2]
    half <- if (df > 0) qt(0.975, df) * se[row] else NaN
    ends <- value[row] + c(-1, 1) * half
    beta <- c(NA, NA)
    if (m$kind == "share") {
      ends <- 100 * korn_graubard(value[row] / 100, se[row] / 100, sum(inside), df)
      hits <- subset(update(design, hit = ifelse(m$known, m$top, 0)), inside)
      if (df > 0) beta <- 100 * attr(ciprop_with(df)(~hit, hits, method = "beta"), "ci")
    }
    values <<- rbind(values, data.frame(
      design = name, measure = m$code, area = by$area[row], value = value[row], se = se[row],
      df = df, ci_low = ends[1], ci_high = ends[2], beta_low = beta[1], beta_high = beta[2]))
  }
  if (!pairs || nrow(by) < 2) return(invisible())
  for (row in 2:nrow(by)) {
    weights <- numeric(nrow(by))
    weights[c(1, row)] <- c(-1, 1)
    contrast <- svycontrast(by, weights)
    kept_difference(name, d, m, by$area[row], by$area[1], m$scale * as.vector(coef(contrast)),
                    abs(m$scale) * as.vector(SE(contrast)))
  }
}

kept_difference <- function(name, d, m, area, reference, value, se) {
  one <- d$area == area & m$known
  other <- d$area == reference & m$known
  z <- influence(d, m, one) - influence(d, m, other)
  found <- satterthwaite(d, z, one | other, list(one, other))
  agree(sqrt(found[1]), se)
  half <- if (found[2] > 0) qt(0.975, found[2]) * se else NaN
  differences <<- rbind(differences, data.frame(
    design = name, measure = m$code, area = area, reference = reference, value = value, se = se,
    df = found[2], ci_low = value - half, ci_high = value + half))
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

measures_of <- function(d) {
  online <- d$use %in% c("integrated", "promotion", "other")
  continuing <- d$growth %in% c("grew", "stable", "shrank")
  change <- ifelse(continuing, d$workers_now - d$workers_base, NA)
  both <- (d$workers_now + d$workers_base) / 2
  all <- rep(TRUE, nrow(d))
  measure <- function(code, top, bottom, known, scale, kind = "other")
    list(code = code, top = top, bottom = bottom, known = known & !is.na(top), scale = scale,
         kind = kind)
  share <- function(code, hit, known) measure(code, as.numeric(hit), as.numeric(known), known, 100, "share")
  now <- d$workers_now
  list(
    measure("businesses", rep(1, nrow(d)), NULL, all, 1),
    measure("workers", now, NULL, all, 1),
    measure("netjobs", change, NULL, all, 1),
    measure("jobgrowth", change, both, all, 100),
    measure("creation", pmax(change, 0), both, all, 100),
    measure("destruction", pmax(-change, 0), both, all, 100),
    measure("workersper", now, rep(1, nrow(d)), all, 1),
    measure("itskills", d$workers_it_skilled, now, !is.na(now), 100),
    measure("entrantshare", ifelse(d$growth == "entrant", now, 0), now,
            !is.na(now) & d$years >= 0, 100),
    measure("onlinesales", d$online_sales_share, rep(1, nrow(d)), all, 1),
    share("online", online, d$use != "unknown"),
    share("integrated", d$use == "integrated", d$use != "unknown"),
    share("new", d$years <= 2, d$years >= 0),
    share("ownedbywomen", d$owner_female == 1, !is.na(d$owner_female)))
}

for (name in unique(businesses$design)) {
  d <- businesses[businesses$design == name, ]
  design <- design_of(d)
  for (m in measures_of(d)) keep(name, d, m, design)

  known <- as.numeric(d$use != "unknown")
  skilled <- !is.na(d$workers_now) & !is.na(d$workers_it_skilled)
  for (pair in list(list(1, 2), list(1, 0:3))) {
    decomposition(name, "integrated", as.numeric(d$use == "integrated"), known, design,
                  pair[[1]], pair[[2]])
    decomposition(name, "itskills", ifelse(skilled, d$workers_it_skilled, 0),
                  ifelse(skilled, d$workers_now, 0), design, pair[[1]], pair[[2]])
  }

  flow <- Filter(function(m) m$code == "jobgrowth", measures_of(d))[[1]]
  users <- ifelse(d$use %in% c("integrated", "promotion", "other"), 1,
                  ifelse(d$use == "none", 0, NA))
  known <- flow$known & !is.na(users)
  part <- subset(update(design, top = flow$top, bottom = flow$bottom, users = users), known)
  gap <- svyby(~top, ~area + users, part, svyratio, denominator = ~bottom, covmat = TRUE)
  for (a in unique(gap$area)) {
    if (sum(gap$area == a) < 2) next
    contrast <- svycontrast(gap, ifelse(gap$area == a, ifelse(gap$users == 1, 1, -1), 0))
    sides <- lapply(c(1, 0), function(u) d$area == a & known & users == u)
    z <- influence(d, flow, sides[[1]]) - influence(d, flow, sides[[2]])
    found <- satterthwaite(d, z, d$area == a & known, sides)
    se <- 100 * as.vector(SE(contrast))
    agree(sqrt(found[1]), se)
    half <- if (found[2] > 0) qt(0.975, found[2]) * se else NaN
    value <- 100 * as.vector(coef(contrast))
    values <- rbind(values, data.frame(
      design = name, measure = "growthgap", area = a, value = value, se = se, df = found[2],
      ci_low = value - half, ci_high = value + half, beta_low = NA, beta_high = NA))
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

# Blocks in strata of kelurahan beside a list in strata of kab/kota: 200 areas of three levels.
businesses <- read.csv(file.path(folder, "combined.csv"), colClasses = c(place = "character"))
values <- NULL
differences <- NULL
five <- c("businesses", "workers", "workersper", "jobgrowth", "online")
for (width in c(4, 7, 10)) {
  d <- businesses
  d$area <- substr(d$place, 1, width)
  of_level <- design_of(d)
  for (m in Filter(function(m) m$code %in% five, measures_of(d))) keep("combined", d, m, of_level)
}
# As if the weights had been raked to kab/kota x size: errors of the poststratified estimator.
businesses$group <- paste(substr(businesses$place, 1, 4), businesses$size)
met <- aggregate(list(Freq = businesses$weight), list(group = businesses$group), sum)
calibrated <- NULL
for (m in Filter(function(m) m$code %in% five, measures_of(businesses))) {
  design <- postStratify(design_of(businesses), ~group, met)
  design <- update(design, top = ifelse(m$known, m$top, 0), known = m$known,
                   bottom = if (is.null(m$bottom)) 1 else ifelse(m$known, m$bottom, 0))
  for (a in c("3402", "3404", "34")) {
    part <- subset(design, startsWith(businesses$place, a) & m$known)
    found <- if (is.null(m$bottom)) svytotal(~top, part)
             else svyratio(~top, ~bottom, part)
    calibrated <- rbind(calibrated, data.frame(
      measure = m$code, area = a, value = m$scale * as.vector(coef(found)),
      se = m$scale * as.vector(SE(found))))
  }
}
save(calibrated, "combined_calibrated.csv")
save(values, "combined_values.csv")
save(differences, "combined_differences.csv")
writeLines(sprintf("survey %s, %s", packageVersion("survey"), R.version.string),
           file.path(folder, "version.txt"))
