"""Class breaks of a choropleth, and the class of each value.

A break is the upper bound of its class, included; the last break is the largest value. Values that
are not finite get class `NO_CLASS`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.model import Scheme

NO_CLASS = -1


def breaks(values: ArrayLike, scheme: Scheme = Scheme.NATURAL, k: int = 5) -> tuple[float, ...]:
    """Ascending upper bounds of at most `k` classes over the finite `values` (any shape).

    Fewer than `k` distinct values give one class each; no finite value gives no class. `natural`
    is the optimal partition of Fisher (1958), which minimises the sum of squared deviations from
    the class means; `quantile` splits the sorted values into classes of equal count, without
    parting ties; `equal` splits the range into equal steps.
    """
    finite = np.sort(_finite(values))
    distinct, counts = np.unique(finite, return_counts=True)
    if distinct.size <= k:
        return tuple(distinct.tolist())
    match scheme:
        case Scheme.NATURAL:
            upper = distinct[_natural_ends(distinct, counts, k)]
        case Scheme.QUANTILE:
            ends = np.ceil(np.arange(1, k + 1) * finite.size / k).astype(np.intp) - 1
            upper = np.unique(finite[ends])
        case Scheme.EQUAL:
            upper = np.linspace(distinct[0], distinct[-1], k + 1)[1:]
            upper[-1] = distinct[-1]
    return tuple(upper.tolist())


def centred_breaks(values: ArrayLike, k: int = 5) -> tuple[tuple[float, ...], int]:
    """Breaks of a diverging map, no class spanning zero, and how many classes lie below zero.

    Zero itself counts as above. Natural breaks are sought on each side apart, with the `k` classes
    shared out by the number of distinct values on each side (at least one for a side that has any).
    """
    finite = _finite(values)
    below, above = finite[finite < 0], finite[finite >= 0]
    sides = [np.unique(side).size for side in (below, above)]
    if not sum(sides):
        return (), 0
    share = round(k * sides[0] / sum(sides))
    k_below = min(max(share, int(sides[0] > 0)), k - int(sides[1] > 0))
    lower = breaks(below, Scheme.NATURAL, k_below) if below.size else ()
    upper = breaks(above, Scheme.NATURAL, k - k_below) if above.size else ()
    return (*lower, *upper), len(lower)


def classify(values: ArrayLike, upper: tuple[float, ...]) -> NDArray[np.int64]:
    """Class number of each value (same shape), counted from 0; `NO_CLASS` where not finite.

    Values above the last break stay in the last class, so that breaks pooled over two areas can
    be applied to either.
    """
    array = np.asarray(values, dtype=float)
    found = np.searchsorted(np.asarray(upper, dtype=float), array, side="left")
    capped = np.minimum(found, max(len(upper) - 1, 0))
    return np.where(np.isfinite(array) & bool(upper), capped, NO_CLASS).astype(np.int64)


def _finite(values: ArrayLike) -> NDArray[np.float64]:
    array: NDArray[np.float64] = np.asarray(values, dtype=np.float64).ravel()
    finite: NDArray[np.float64] = array[np.isfinite(array)]
    return finite


def _natural_ends(
    distinct: NDArray[np.float64], counts: NDArray[np.int64], k: int
) -> NDArray[np.intp]:
    """Index of the last distinct value of each class, by dynamic programming over prefix sums."""
    size = distinct.size
    # Centred values keep the difference of large squares accurate.
    centred = distinct - np.average(distinct, weights=counts)
    weight = np.concatenate(([0.0], np.cumsum(counts)))
    total = np.concatenate(([0.0], np.cumsum(counts * centred)))
    square = np.concatenate(([0.0], np.cumsum(counts * centred**2)))
    start, end = np.arange(size)[:, None], np.arange(1, size + 1)[None, :]
    mass = np.where(end > start, weight[end] - weight[start], 1.0)
    spread = square[end] - square[start] - (total[end] - total[start]) ** 2 / mass
    cost = np.where(end > start, spread, np.inf)
    best = cost[0]
    came_from = np.zeros((k, size), dtype=np.intp)
    for step in range(1, k):
        options = np.concatenate(([np.inf], best[:-1]))[:, None] + cost
        came_from[step] = np.argmin(options, axis=0)
        best = options[came_from[step], np.arange(size)]
    ends = np.empty(k, dtype=np.intp)
    last = size - 1
    for step in range(k - 1, -1, -1):
        ends[step] = last
        last = int(came_from[step, last]) - 1
    return ends
