"""`python -m tests.reference.few_clusters`: intervals of areas with few clusters, by simulation.

Weighs for ADR 28 what to do where an area has fewer than `FEW` degrees of freedom: its own
variance with Student's t, or a smoothed one. Half of 300 areas have 9 to 15 clusters, through which
the curve is fitted, half have 2 to 8. Clusters hold some 5 or some 20 businesses each, alike by an
intraclass correlation of 0.05, the same everywhere ("one icc") or from 0 to 0.2 by area ("many").
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.intervals import effective_size, korn_graubard, t_quantile
from geo.smoothing import FEW, Smoothing, fit

_Floats = NDArray[np.float64]
_Found = tuple[str, NDArray[Any], NDArray[Any], NDArray[Any]]

AREAS, MOST, SAMPLES = 300, 15, 400
CLUSTERS = np.concatenate((np.repeat([2, 3, 4, 5, 6, 8], 25), np.repeat(np.arange(9, 16), 22)))[
    :AREAS
]
TAKEN = np.arange(MOST) < CLUSTERS[:, None]


def draw(
    rng: np.random.Generator, p: _Floats, icc: _Floats, size: int
) -> tuple[_Floats, _Floats, _Floats]:
    """Businesses, hits and workers by area and cluster, 0 in clusters that are not there."""
    n = np.where(TAKEN, 1 + rng.poisson(size - 1, TAKEN.shape), 0)
    spread = ((1 - icc) / icc)[:, None]
    chance = rng.beta(p[:, None] * spread, (1 - p[:, None]) * spread, TAKEN.shape)
    hits = rng.binomial(n, chance)
    # Workers of a business are 1 + gamma of mean 2; clusters differ by the same icc.
    level = rng.gamma(1 / icc[:, None], icc[:, None], TAKEN.shape)
    workers = n + rng.gamma(np.maximum(n, 1e-9), 2 * level)
    return n.astype(float), hits.astype(float), np.where(TAKEN, workers, 0.0)


def ratio(y: _Floats, x: _Floats) -> tuple[_Floats, _Floats]:
    """Value and standard error of a ratio by area."""
    value = y.sum(axis=1) / x.sum(axis=1)
    z = (y - value[:, None] * x) / x.sum(axis=1)[:, None]
    return value, np.sqrt(CLUSTERS / (CLUSTERS - 1) * (z**2).sum(axis=1))


def total(y: _Floats) -> tuple[_Floats, _Floats]:
    """Value and standard error of a total by area."""
    value = y.sum(axis=1)
    off = np.where(TAKEN, y - (value / CLUSTERS)[:, None], 0.0)
    return value, np.sqrt(CLUSTERS / (CLUSTERS - 1) * (off**2).sum(axis=1))


def curve(unit: _Floats, n: _Floats) -> Smoothing:
    """The curve of a unit variance: of a share the design effect, else relvariance times n."""
    found = fit(unit, n, CLUSTERS.astype(float), CLUSTERS - 1.0)
    if found is None:
        raise ValueError("too few areas")
    return found


def once(rng: np.random.Generator, p: _Floats, icc: _Floats, size: int) -> Iterator[_Found]:
    """By measure and way: whether the truth is covered, and the width in points or per cent."""
    n, hits, workers = draw(rng, p, icc, size)
    count, df, clusters = n.sum(axis=1), CLUSTERS - 1.0, CLUSTERS.astype(float)
    value, se = ratio(hits, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = effective_size(value, se, count)
        found = curve(np.where(se > 0, count / own, np.nan), count)
        smooth = count / found.deff(count, clusters)
        for way, effective, degrees in (
            ("own", own, df),
            ("smoothed", smooth, np.full(AREAS, found.df)),
        ):
            low, high = korn_graubard(value, effective, count, degrees)
            shown = (high - low < 0.3) & (np.minimum(effective, count) >= 30)
            shown &= high - low <= 2.6 * np.minimum(value, 1 - value)
            yield f"share {way}", (low <= p) & (p <= high), high - low, shown
    means: dict[str, tuple[_Floats, _Floats, _Floats | float]] = {
        "mean": (*ratio(workers, n), 3.0),
        "total": (*total(workers), 3.0 * size * CLUSTERS),
        "businesses": (*total(n), size * clusters),
    }
    for name, (value, se, truth) in means.items():
        found = curve((se / value) ** 2 * count, count)
        smooth = value * np.sqrt(found.deff(count, clusters) / count)
        for way, error, degrees in (
            ("own", se, df),
            ("smoothed", smooth, np.full(AREAS, found.df)),
        ):
            half = t_quantile(degrees) * error
            covered = np.abs(value - truth) <= half
            yield f"{name} {way}", covered, 2 * half / value, error <= value / 2


def main() -> None:
    """Print coverage, width and what is shown by measure, way and number of clusters."""
    rng = np.random.default_rng(28)
    say = sys.stdout.write
    shown_for = (*np.unique(CLUSTERS[CLUSTERS - 1 < FEW]), 9, MOST)
    icc = {"one icc": np.full(AREAS, 0.05), "many": rng.uniform(1e-3, 0.2, AREAS)}
    for label, size, mean in product(icc, (5, 20), (0.12, 0.45)):
        p = rng.beta(20 * mean, 20 * (1 - mean), AREAS)
        sums: dict[str, list[tuple[_Floats, ...]]] = {}
        for _ in range(SAMPLES):
            for name, *found in once(rng, p, icc[label], size):
                sums.setdefault(name, []).append(tuple(found))
        say(f"\n{label}, {size} a cluster, p about {mean}; by clusters: covered %, mean width, ")
        say("shown %, covered of the shown %\n")
        for name, kept in sums.items():
            covered, width, shown = (
                np.array(each, dtype=float) for each in zip(*kept, strict=True)
            )
            cells = []
            for clusters in shown_for:
                at = clusters == CLUSTERS
                some = shown[:, at].sum()
                of_shown = (covered * shown)[:, at].sum() / some if some > 50 else np.nan
                cells.append(
                    f"{clusters}: {100 * covered[:, at].mean():.1f} {width[:, at].mean():.2f}"
                    f" {100 * shown[:, at].mean():.0f} {100 * of_shown:.1f}"
                )
            say(f"{name:22}" + " | ".join(cells) + "\n")


if __name__ == "__main__":
    main()
