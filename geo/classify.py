"""Class breaks of a choropleth, and the class of each value.

A break is the upper bound of its class, included; the last break is the largest value. Values that
are not finite get class `NO_CLASS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.model import Scheme
from geo.rounding import floor

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


def root_breaks(values: NDArray[np.float64], k: int) -> tuple[float, ...]:
    """Ascending upper bounds of at most `k` classes of hexagons, none of them empty.

    Equal steps of the square root: what crowds together spreads over a few hexagons, and equal
    steps of the number itself would leave all others in the lowest class.
    """
    distinct = np.unique(values)
    if len(distinct) <= k:
        return tuple(distinct.tolist())
    upper = distinct[-1] * (np.arange(1, k + 1) / k) ** 2
    upper[-1] = distinct[-1]
    used = np.unique(classify(values, tuple(upper.tolist())))
    return tuple(upper[used].tolist())


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes of a map, lowest first.

    `upper` are their upper bounds, included (the last one may be infinite); `below` says how many
    lie below zero, where the classes are centred on it; `low` and `high` are the first and last
    number of each class as it is printed: of the values in it, or from bound to bound where
    `stepped` (own bounds and equal steps, whose classes may be empty).
    """

    upper: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    below: int = 0
    stepped: bool = False


NO_CLASSES = Classes((), (), ())


def classes_of(
    values: ArrayLike,
    scheme: Scheme,
    k: int,
    *,
    own: Sequence[float] = (),
    centred: bool = False,
    decimals: int = 0,
) -> Classes:
    """Classes over the finite `values` (any shape), which are rounded to `decimals` already.

    Of rounded values no two classes can share a printed number, and any class between two bounds
    begins one unit of the last decimal above the bound before it.

    `own` are the reader's bounds, ascending, for `scheme=own`: the first and the last class are
    open. `centred` classes never span zero, which itself counts as above: natural breaks and
    quantiles are sought on each side apart, equal steps have one width on both sides and begin at
    zero, and zero is added to own bounds. No finite value gives no class; fewer than `k` distinct
    values give one class each, except with own bounds.
    """
    finite = _finite(values)
    distinct = np.unique(finite)
    if not distinct.size:
        return NO_CLASSES
    if scheme is Scheme.OWN:
        ends = {floor(number, decimals) for number in own}
        return _stepped([*_from_zero(ends, decimals, centred), np.inf], -np.inf, decimals, centred)
    few = distinct.size <= k
    if scheme is Scheme.EQUAL and not few:
        steps = _centred_steps(distinct, k) if centred else breaks(finite, scheme, k)
        ends = {floor(number, decimals) for number in steps[:-1]}
        first = 0.0 if centred and distinct[0] >= 0 else float(distinct[0])
        inner = sorted(_from_zero(ends, decimals, centred and distinct[0] < 0))
        last = float(distinct[-1])
        return _stepped([*(end for end in inner if end < last), last], first, decimals, centred)
    upper = _centred(finite, scheme, k) if centred and not few else breaks(finite, scheme, k)
    found = classify(finite, upper)
    members = [finite[found == place] for place in range(len(upper))]
    below = sum(end < 0 for end in upper) if centred else 0
    low = tuple(float(own.min()) for own in members)
    return Classes(upper, low, upper, below)


def _from_zero(ends: set[float], decimals: int, centred: bool) -> list[float]:
    """Bounds in order; one at zero, if any is wanted, ends just below it."""
    if not centred:
        return sorted(ends)
    return sorted(ends - {0.0} | {-(10.0**-decimals)})


def _stepped(upper: Sequence[float], first: float, decimals: int, centred: bool) -> Classes:
    step = 10.0**-decimals
    low = (first, *(round(end + step, decimals) + 0.0 for end in upper[:-1]))
    below = sum(end < 0 for end in upper) if centred else 0
    return Classes(tuple(upper), low, tuple(upper), below, stepped=True)


def _centred(finite: NDArray[np.float64], scheme: Scheme, k: int) -> tuple[float, ...]:
    """Upper bounds on each side of zero apart; sides share `k` by their distinct values."""
    below, above = finite[finite < 0], finite[finite >= 0]
    sides = [np.unique(side).size for side in (below, above)]
    share = round(k * sides[0] / sum(sides))
    k_below = min(max(share, int(sides[0] > 0)), k - int(sides[1] > 0))
    lower = breaks(below, scheme, k_below) if below.size else ()
    upper = breaks(above, scheme, k - k_below) if above.size else ()
    return (*lower, *upper)


def _centred_steps(distinct: NDArray[np.float64], k: int) -> tuple[float, ...]:
    """Multiples of the smallest width at which `k` steps from zero reach both ends."""
    down, up = max(-float(distinct[0]), 0.0), max(float(distinct[-1]), 0.0)
    widths = sorted(end / count for end in (down, up) if end for count in range(1, k + 1))
    # Counts are of steps: the tolerance keeps 3 * (x / 3) three steps.
    for width in widths:
        below, above = (int(np.ceil(end / width - 1e-9)) for end in (down, up))
        if below + above <= k:
            break
    return tuple(step * width for step in range(1 - below, above + 1))


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
