"""How clear a difference between two areas is: one word for it as a code, and an order by it."""

from __future__ import annotations

import math
from enum import StrEnum

from geo.compare import Comparison
from geo.separation import reaches


class Verdict(StrEnum):
    """What may be said of the first of two values beside the second."""

    HIGHER = "higher"
    LOWER = "lower"
    UNCLEAR = "unclear"
    GUARDED = "guarded"


class Doubt(StrEnum):
    """Why nothing is claimed of a difference that is given."""

    UNORDERED = "unordered"
    EQUAL = "equal"
    CHANCE = "chance"
    MAYBE = "maybe"
    OVERLAP = "overlap"
    PARTLY = "partly"


def verdict(comparison: Comparison) -> Verdict:
    """The word for a comparison: `higher` or `lower` only where all of the difference is sure.

    `unclear` where it may be chance (an estimate that is not clear, all or part of it under the
    metric's rule of thumb, ranges that overlap), is none, or is of a metric that is not put in
    order; `guarded` where no difference is given.
    """
    if comparison.guard is not None:
        return Verdict.GUARDED
    if not comparison.metric.ranked or comparison.noise or comparison.low <= 0 <= comparison.high:
        return Verdict.UNCLEAR
    # Whether an estimate is clear was judged with its values; a range has an end under the rule.
    if comparison.interval is None and not reaches(clearness(comparison), 1):
        return Verdict.UNCLEAR
    return Verdict.HIGHER if comparison.low > 0 else Verdict.LOWER


def doubt(comparison: Comparison) -> Doubt | None:
    """Why a comparison is `unclear`; None where it is not.

    `unordered`: the metric puts no areas in order; `equal`: the difference is nothing; `chance`:
    an estimate is not clear; `maybe` and `partly`: all or a part of it lies under the metric's rule
    of thumb; `overlap`: two ranges do.
    """
    if verdict(comparison) is not Verdict.UNCLEAR:
        return None
    if not comparison.metric.ranked:
        return Doubt.UNORDERED
    if comparison.low == comparison.high == 0:
        return Doubt.EQUAL
    if comparison.interval is not None:
        return Doubt.CHANCE
    if comparison.noise:
        return Doubt.MAYBE
    return Doubt.OVERLAP if comparison.low <= 0 <= comparison.high else Doubt.PARTLY


def clearness(comparison: Comparison) -> float:
    """How many times as large a difference is as what may be chance, 0 under a guard.

    What may be chance is the half-width of the interval, else the metric's rule of thumb; against
    none of them any difference is infinitely clear. A range of differences counts by the end
    nearer to zero, and as 0 where it holds zero.
    """
    if comparison.guard is not None or comparison.low <= 0 <= comparison.high:
        return 0.0
    near = min(abs(comparison.low), abs(comparison.high))
    low, high = comparison.interval or (math.nan, math.nan)
    chance = comparison.metric.noise or 0.0 if math.isnan(low) else (high - low) / 2
    return near / chance if chance else math.inf


def by_clearness(comparison: Comparison) -> tuple[bool, bool, float]:
    """Sort key: what is clear first, the clearest before all; what is guarded last."""
    word = verdict(comparison)
    unclear = word is Verdict.UNCLEAR
    return word is Verdict.GUARDED, unclear, -clearness(comparison)
