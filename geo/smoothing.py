"""Smoothed variances of shares in areas of few clusters: a generalised variance function.

The design effect of a share is its variance over that of a simple random sample of as many
businesses, v n / (p (1 - p)). Where an area has few clusters its own is hardly known: with three
degrees of freedom the variance itself errs by 80 %. It is taken from a curve through the areas of
the same records that have enough (Wolter 2007, "Introduction to Variance Estimation", chapter 7),

    log deff = a + b log n + c log (n / PSUs),

by least squares, each area weighted by its degrees of freedom: those are, up to a factor of two,
the inverse variance of a log variance. Its expectation lies below the log of the expected variance
by log (df / 2) - digamma (df / 2) (Bartlett and Kendall 1946, Supplement to the Journal of the
Royal Statistical Society 8(1), 128-138), which is added first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma

_Floats = NDArray[np.float64]

FEW = 8
"""Below so many degrees of freedom a variance is smoothed, or nothing is shown: there NCHS asks for
a review (Parker et al. 2017, "NCHS Data Presentation Standards for Proportions")."""

LEAST = 20
"""From so many areas on there is a curve; ours."""


@dataclass(frozen=True, slots=True)
class Smoothing:
    """A fitted curve: its coefficients a, b, c, how many areas it is through, what it leaves open.

    `residual` is the weighted standard deviation of log deff about the curve, `smallest` and
    `largest` are the numbers of businesses of the areas, `deffs` the curve's lowest and highest
    design effect over them.
    """

    coefficients: tuple[float, float, float]
    areas: int
    residual: float
    smallest: float
    largest: float
    deffs: tuple[float, float]

    @property
    def df(self) -> int:
        """Degrees of freedom of the fit."""
        return self.areas - len(self.coefficients)

    def deff(self, n: _Floats, psus: _Floats) -> _Floats:
        """Design effects of shares of `n` businesses in so many PSUs, never beyond the curve's."""
        found: _Floats = np.exp(_columns(n, psus) @ np.array(self.coefficients))
        return found.clip(*self.deffs)


def fit(deff: _Floats, n: _Floats, psus: _Floats, df: _Floats) -> Smoothing | None:
    """Curve through areas, one element each; None where too few have enough clusters."""
    use = (df >= FEW) & (deff > 0) & np.isfinite(deff) & (n > 0)
    if np.count_nonzero(use) < LEAST:
        return None
    deff, n, psus, df = (each[use] for each in (deff, n, psus, df))
    columns = _columns(n, psus)
    target = np.log(deff) + np.log(df / 2) - digamma(df / 2)
    root = np.sqrt(df)
    found, *_ = np.linalg.lstsq(columns * root[:, None], target * root, rcond=None)
    fitted = columns @ found
    residual = np.sqrt(np.average((target - fitted) ** 2, weights=df))
    a, b, c = (float(each) for each in found)
    ends = float(np.exp(fitted.min())), float(np.exp(fitted.max()))
    return Smoothing((a, b, c), len(deff), float(residual), float(n.min()), float(n.max()), ends)


def _columns(n: _Floats, psus: _Floats) -> _Floats:
    """The curve's columns, zeros where there is nobody."""
    there = (n > 0) & (psus > 0)
    size = np.where(there, n, 1.0)
    take = size / np.where(there, psus, 1.0)
    return np.stack((np.ones(len(n)), np.log(size), np.log(take)), axis=1)
