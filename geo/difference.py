"""Differences of a measure between areas and one reference area."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.estimate import Estimates, error_of, judged_by, valued
from geo.intervals import t_quantile
from geo.measures import Measure
from geo.model import Design, Flag
from geo.profiles import Filtered
from geo.reliability import judge, width_of
from geo.separation import Ends, differ, subtract
from geo.smoothing import FEW
from geo.sums import sums_of
from geo.variances import variance_apart

_Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Differences:
    """Values of areas minus that of a reference, one element an area, all read-only.

    In the unit of the measure (points for shares); NaN and `nodata` where either has no value.
    `df` are the degrees of freedom of both areas together: 0 where one of them rests on a single
    PSU, so that there is no interval (NaN), and no difference is clear. `clear` is judged by
    `geo.separation.differ`, from the difference and both values; a clear one needs care at most.
    """

    value: _Floats
    se: _Floats
    ci_low: _Floats
    ci_high: _Floats
    df: _Floats
    clear: NDArray[np.bool_]
    flags: tuple[Flag, ...]


def difference(
    cells: Cells,
    measure: Measure,
    filters: Filtered,
    domain: NDArray[np.integer],
    areas: int,
    reference: NDArray[np.bool_],
    outside: tuple[_Floats, float] | None = None,
) -> Differences:
    """Differences between areas and one reference area, covariance included.

    Args:
        cells: the cell table.
        measure: what to compare.
        filters: who counts, in the areas and in the reference.
        domain: for each of `cells.places` the index of its area, -1 for none.
        areas: number of areas.
        reference: for each of the places whether the reference holds it; it may overlap the areas,
            as a province and its parts do.
        outside: for a density the denominators of the areas, and that of the reference.

    Returns:
        The differences, one an area.
    """
    sums = sums_of(cells, measure, filters)
    view = partial(valued, sums, cells, measure, filters)
    given, single = (None, None) if outside is None else (outside[0], np.array(outside[1:]))
    one = view(domain, areas, given)
    other = view(np.where(reference, 0, -1), 1, single)
    first, second = one.estimates, other.estimates
    value = subtract(first.value, second.value)
    found = None
    if one.spread is not None and other.spread is not None:
        found = variance_apart(cells, sums, one.spread, other.spread)
    se, df, _ = error_of(value, found)
    half = t_quantile(df) * se
    level = (np.abs(first.value) + np.abs(second.value)) / 2
    base = (one.line.base + other.line.base) / 2
    flags = judge(
        measure.contrast,
        width_of(measure.contrast.yardstick, se, half, level, base),
        np.minimum(_fewest(first), _fewest(second)),
        nodata=_has(first, Flag.NODATA) | _has(second, Flag.NODATA) | np.isnan(value),
        extreme=np.zeros(areas, dtype=bool),
        df=judged_by(cells, df),
        care=df < FEW,
    )
    # Between two control totals nothing is left to chance, as in an enumeration.
    certain = (se == 0) & np.isnan(first.ci_low) & np.isnan(second.ci_low) & (df > 0)
    sure = half if cells.design is Design.SAMPLE else np.zeros(areas)
    half = np.where(certain, np.nan, half)
    shown = _has(first, Flag.OK, Flag.CARE) & _has(second, Flag.OK, Flag.CARE)
    clear = differ(value, sure, _ends(first), _ends(second), shown=shown)
    # What its values make clear is not hidden for the width of its own interval.
    known = zip(flags, clear.tolist(), strict=True)
    flags = tuple(Flag.CARE if own and flag is Flag.UNRELIABLE else flag for flag, own in known)
    arrays = (value, se, value - half, value + half, df, clear)
    for array in arrays:
        array.flags.writeable = False
    return Differences(*arrays, flags)


def _fewest(found: Estimates) -> _Floats:
    fewest: _Floats = found.counts[:, :, 0].min(axis=1).astype(np.float64)
    return fewest


def _has(found: Estimates, *flags: Flag) -> NDArray[np.bool_]:
    return np.array([flag in flags for flag in found.flags], dtype=bool)


def _ends(found: Estimates) -> Ends:
    return Ends(found.value, found.ci_low, found.ci_high)
