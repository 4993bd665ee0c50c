"""Confidence intervals of 95 %, and which of several differences hold together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, stdtr, stdtrit

_Floats = NDArray[np.float64]

LEVEL = 0.95
_TAIL = (1 - LEVEL) / 2


def t_quantile(df: _Floats | float, tail: float = _TAIL) -> _Floats:
    """Upper point of Student's t beyond which `tail` lies, NaN where df <= 0."""
    degrees = np.asarray(df, dtype=np.float64)
    found = stdtrit(np.where(degrees > 0, degrees, 1.0), 1 - tail)
    return np.where(degrees > 0, found, np.nan)


def effective_size(p: _Floats, se: _Floats, n: _Floats) -> _Floats:
    """Size of a simple random sample with the same variance: p (1 - p) / se².

    Where se is 0 the sample says nothing of its design, and it is n (as for p of 0 or 1 in Parker
    et al. 2017, "NCHS Data Presentation Standards for Proportions").
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(se > 0, p * (1 - p) / se**2, np.where(np.isnan(se), np.nan, n))


def korn_graubard(p: _Floats, size: _Floats, n: _Floats, df: _Floats) -> tuple[_Floats, _Floats]:
    """Interval of a proportion by Korn and Graubard (1998), Survey Methodology 24(2), 193-201.

    Args:
        p: proportions, 0 to 1.
        size: effective sizes.
        n: numbers of businesses that the proportions are of.
        df: degrees of freedom of each.

    Returns:
        Lower and upper end: those of Clopper and Pearson with n* = min(n, size (t(n - 1) /
        t(df))²) in place of the sample size; NaN where df <= 0 or n < 2.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        star = np.minimum(n, size * (t_quantile(n - 1) / t_quantile(df)) ** 2)
        hits, misses = star * p, star * (1 - p)
        low = np.where(p > 0, betaincinv(np.where(hits > 0, hits, 1), misses + 1, _TAIL), 0.0)
        high = betaincinv(hits + 1, np.where(misses > 0, misses, 1), 1 - _TAIL)
    high = np.where(p < 1, high, 1.0)
    known = np.isfinite(star)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def together(ratios: Sequence[float], df: Sequence[float]) -> tuple[bool, ...]:
    """Which of several differences stay clear when all of them are judged at once.

    Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian Journal of
    Statistics 6(2): the chance that any of them is called clear by chance is at most 5 %, however
    they are related.

    Args:
        ratios: each difference, without its sign, over the half-width of its own interval of 95 %.
        df: degrees of freedom of Student's t behind each interval.

    Returns:
        For each whether it is clear.
    """
    degrees = np.asarray(df, dtype=np.float64)
    beyond = stdtr(degrees, -np.asarray(ratios) * t_quantile(degrees))
    kept: frozenset[int] = frozenset()
    for place, index in enumerate(np.argsort(beyond, kind="stable").tolist()):
        if not beyond[index] < _TAIL / (len(beyond) - place):
            break
        kept |= {index}
    return tuple(index in kept for index in range(len(beyond)))
