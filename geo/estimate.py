"""Estimates of a measure for many areas at once, with standard errors, intervals and flags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.intervals import effective_size, korn_graubard, t_quantile
from geo.linear import Line, by_domain, linearised
from geo.measures import Kind, Measure
from geo.model import Design, Flag
from geo.profiles import Filtered
from geo.reliability import judge, relative, share_width, width_of
from geo.sums import Sums, sums_of
from geo.variances import Variance, variance

_Floats = NDArray[np.float64]
_Counts = NDArray[np.int64]
_Number = TypeVar("_Number", bound=np.generic)

_SIGNED = (Kind.NET, Kind.SIGNED, Kind.GAP)


@dataclass(frozen=True, eq=False, slots=True)
class Estimates:
    """One measure by area; one element an area in every array, all read-only.

    Every figure is given whatever its flag: who publishes them blanks what a flag forbids. `value`,
    `se`, `ci_low` and `ci_high` are in the unit of the measure; `rse` is the standard error in per
    cent of the value, NaN for signed measures and where the value is 0; `n_eff` the effective
    sample size of a share, else NaN; `df` the degrees of freedom of the area (`geo.variances`),
    without which there is no interval. An enumeration has no `se`, interval, `rse`, `n_eff` or `df`
    (NaN).

    `n` counts the businesses of the denominator, unweighted, `n_num` those of them that add to the
    numerator, `unknown` those that the filters keep and the measure leaves out because what it
    needs is unknown of them. `total` is the weighted number of businesses in the denominator.
    `counts` (areas x terms x 3) holds for each term the denominator, those that add to the
    numerator, and those that take from it (flows) or do not add (all others): what disclosure
    control looks at.
    """

    value: _Floats
    se: _Floats
    ci_low: _Floats
    ci_high: _Floats
    rse: _Floats
    n_eff: _Floats
    df: _Floats
    n: _Counts
    n_num: _Counts
    total: _Floats
    unknown: _Counts
    counts: _Counts
    flags: tuple[Flag, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Valued:
    """Estimates of one measure by area, and the linear function behind them."""

    line: Line
    estimates: Estimates


def estimate(
    cells: Cells,
    measure: Measure,
    filters: Filtered,
    domain: NDArray[np.integer],
    areas: int,
    outside: _Floats | None = None,
) -> Estimates:
    """Estimates of a measure for areas.

    Args:
        cells: the cell table.
        measure: what to estimate.
        filters: who counts; they restrict the denominator too.
        domain: for each of `cells.places` the index of its area, -1 for none.
        areas: number of areas.
        outside: for a density the denominator of each area (residents, km²), NaN where unknown.

    Returns:
        The estimates, one an area; all `nodata` where the filters settle the measure.
    """
    sums = sums_of(cells, measure, filters)
    return estimate_of(sums, cells, measure, filters, domain, areas, outside)


def estimate_of(
    sums: Sums,
    cells: Cells,
    measure: Measure,
    filters: Filtered,
    domain: NDArray[np.integer],
    areas: int,
    outside: _Floats | None = None,
) -> Estimates:
    """As `estimate`, from `sums` of the blocks of `cells` that the caller has made."""
    return valued(sums, cells, measure, filters, domain, areas, outside).estimates


def valued(
    sums: Sums,
    cells: Cells,
    measure: Measure,
    filters: Filtered,
    domain: NDArray[np.integer],
    areas: int,
    outside: _Floats | None = None,
) -> Valued:
    """As `estimate_of`, with the linear function."""
    line = linearised(cells, measure, sums, domain.astype(np.int64), areas, outside)
    counts = _counts(measure, sums, line)
    unknown = by_domain(line.block_domain, areas, sums.unknown)
    value = np.full(areas, np.nan) if measure.fixed(filters, filters.newmax) else line.value
    se, df = error_of(cells, value, partial(variance, cells, sums, line))
    n, n_num = counts[:, :, 0].sum(axis=1), counts[:, :, 1].sum(axis=1)
    # A register without such a business says that there is none; a sample can't.
    silent = n == 0 if cells.design is Design.SAMPLE else (n == 0) & (unknown > 0)
    half = t_quantile(df) * se
    low, high, n_eff = value - half, value + half, np.full(areas, np.nan)
    share = measure.kind is Kind.SHARE
    if share and cells.design is Design.SAMPLE:
        p, error = value / measure.scale, se / measure.scale
        n_eff = effective_size(p, error, n)
        low, high = (measure.scale * end for end in korn_graubard(p, n_eff, n, df))
    signed = measure.kind in _SIGNED
    extreme = np.zeros(areas, dtype=bool) if signed else n_num == 0
    width = width_of(measure.bounds.yardstick, se, half, value, line.base)
    if share:
        width = share_width(value, low, high, np.minimum(n_eff, n))
    flags = judge(
        measure.bounds,
        width,
        counts[:, :, 0].min(axis=1),
        nodata=np.isnan(value) | silent,
        extreme=extreme | (share & (n_num == n)),
        df=judged_by(cells, df),
    )
    found = Estimates(
        value=_fixed(value),
        se=_fixed(se),
        ci_low=_fixed(low),
        ci_high=_fixed(high),
        rse=_fixed(np.full(areas, np.nan) if signed else relative(se, value)),
        n_eff=_fixed(n_eff),
        df=_fixed(df),
        n=_whole(n),
        n_num=_whole(n_num),
        total=_fixed(_by_term(line, areas, [term.total for term in sums.terms]).sum(axis=1)),
        unknown=_whole(unknown),
        counts=_whole(counts),
        flags=flags,
    )
    return Valued(line, found)


def _counts(measure: Measure, sums: Sums, line: Line) -> _Floats:
    """`Estimates.counts`, as floats."""
    columns = [number for term in sums.terms for number in (term.n, term.positive, term.negative)]
    areas = len(line.value)
    counts = _by_term(line, areas, columns).reshape(areas, len(sums.terms), 3)
    if measure.kind not in _SIGNED:
        counts[:, :, 2] = counts[:, :, 0] - counts[:, :, 1]
    return counts


def _by_term(line: Line, areas: int, columns: list[_Floats]) -> _Floats:
    return np.stack([by_domain(line.block_domain, areas, each) for each in columns], axis=1)


def error_of(cells: Cells, value: _Floats, of: Callable[[], Variance]) -> tuple[_Floats, _Floats]:
    """Standard error and degrees of freedom, NaN for an enumeration and where there is no value."""
    if cells.design is Design.ENUMERATION:
        return np.full(len(value), np.nan), np.full(len(value), np.nan)
    found = of()
    none = np.isnan(value)
    return np.where(none, np.nan, np.sqrt(found.value)), np.where(none, np.nan, found.df)


def judged_by(cells: Cells, df: _Floats) -> _Floats | None:
    """What `judge` is told of degrees of freedom."""
    return df if cells.design is Design.SAMPLE else None


def _whole(numbers: _Floats) -> _Counts:
    return _fixed(np.rint(numbers).astype(np.int64))


def _fixed(array: NDArray[_Number]) -> NDArray[_Number]:
    array.flags.writeable = False
    return array
