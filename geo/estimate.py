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
from geo.linear import Line, by_domain, covariance, linearised, lone
from geo.measures import Kind, Measure
from geo.model import Design, Flag
from geo.profiles import Filtered
from geo.reliability import judge, relative, width_of
from geo.sums import Sums, sums_of

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
    sample size of a share, else NaN. An enumeration has no `se`, interval, `rse` or `n_eff` (NaN).

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
    n: _Counts
    n_num: _Counts
    total: _Floats
    unknown: _Counts
    counts: _Counts
    flags: tuple[Flag, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Differences:
    """Values of areas minus that of a reference, one element an area, all read-only.

    In the unit of the measure (points for shares); NaN and `nodata` where either has no value. A
    quotient that rests on a single PSU gives no interval (NaN), and no difference is clear.
    `clear` says that the interval leaves out 0; for an enumeration, that the value is not 0.
    """

    value: _Floats
    se: _Floats
    ci_low: _Floats
    ci_high: _Floats
    clear: NDArray[np.bool_]
    flags: tuple[Flag, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _View:
    """A measure under filters for the areas of one map of places to areas."""

    sums: Sums
    line: Line
    counts: _Floats
    unknown: _Floats
    value: _Floats
    nodata: NDArray[np.bool_]


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
    view = _view(cells, measure, filters, sums, domain, areas, outside)
    se = _root(cells, view, lambda: covariance(cells, sums, view.line))
    n, n_num = view.counts[:, :, 0].sum(axis=1), view.counts[:, :, 1].sum(axis=1)
    half = t_quantile(cells.df) * se
    low, high, n_eff = view.value - half, view.value + half, np.full(areas, np.nan)
    share = measure.kind is Kind.SHARE
    if share and cells.design is Design.SAMPLE:
        p, error = view.value / measure.scale, se / measure.scale
        n_eff = effective_size(p, error, n)
        low, high = (measure.scale * end for end in korn_graubard(p, n_eff, n, cells.df))
    signed = measure.kind in _SIGNED
    extreme = np.zeros(areas, dtype=bool) if signed else n_num == 0
    width = width_of(measure.bounds.yardstick, se, half, view.value, view.line.base)
    if not share:
        # The interval of a share falls back on its number of businesses; others have nothing to.
        width = np.where(lone(cells, measure, sums, view.line), np.inf, width)
    flags = judge(
        measure.bounds,
        width,
        view.counts[:, :, 0].min(axis=1),
        nodata=view.nodata,
        extreme=extreme | (share & (n_num == n)),
        df=_df(cells),
    )
    return Estimates(
        value=_fixed(view.value),
        se=_fixed(se),
        ci_low=_fixed(low),
        ci_high=_fixed(high),
        rse=_fixed(np.full(areas, np.nan) if signed else relative(se, view.value)),
        n_eff=_fixed(n_eff),
        n=_whole(n),
        n_num=_whole(n_num),
        total=_fixed(_by_term(view.line, areas, [term.total for term in sums.terms]).sum(axis=1)),
        unknown=_whole(view.unknown),
        counts=_whole(view.counts),
        flags=flags,
    )


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
    view = partial(_view, cells, measure, filters, sums)
    given, single = (None, None) if outside is None else (outside[0], np.array(outside[1:]))
    one = view(domain, areas, given)
    other = view(np.where(reference, 0, -1), 1, single)

    def variance() -> _Floats:
        apart = covariance(cells, sums, one.line) + covariance(cells, sums, other.line)
        return np.asarray(apart - 2 * covariance(cells, sums, one.line, other.line))

    value = one.value - other.value
    alone = lone(cells, measure, sums, one.line) | lone(cells, measure, sums, other.line)
    se = np.where(np.isnan(value), np.nan, _root(cells, one, variance))
    half = np.where(alone, np.nan, t_quantile(cells.df) * se)
    level = (np.abs(one.value) + np.abs(other.value)) / 2
    base = (one.line.base + other.line.base) / 2
    fewest = np.minimum(one.counts[:, :, 0].min(axis=1), other.counts[:, :, 0].min())
    flags = judge(
        measure.contrast,
        width_of(measure.contrast.yardstick, se, half, level, base),
        fewest,
        nodata=one.nodata | other.nodata | np.isnan(value),
        extreme=np.zeros(areas, dtype=bool),
        df=_df(cells),
    )
    sample = cells.design is Design.SAMPLE
    return Differences(
        value=_fixed(value),
        se=_fixed(se),
        ci_low=_fixed(value - half),
        ci_high=_fixed(value + half),
        clear=_fixed((np.abs(value) > half) if sample else (np.abs(value) > 0)),
        flags=flags,
    )


def _view(
    cells: Cells,
    measure: Measure,
    filters: Filtered,
    sums: Sums,
    domain: NDArray[np.integer],
    areas: int,
    outside: _Floats | None,
) -> _View:
    line = linearised(cells, measure, sums, domain.astype(np.int64), areas, outside)
    columns = [number for term in sums.terms for number in (term.n, term.positive, term.negative)]
    counts = _by_term(line, areas, columns).reshape(areas, len(sums.terms), 3)
    if measure.kind not in _SIGNED:
        counts[:, :, 2] = counts[:, :, 0] - counts[:, :, 1]
    unknown = by_domain(line.block_domain, areas, sums.unknown)
    settled = measure.fixed(filters, cells.span)
    value = np.full(areas, np.nan) if settled else line.value
    nobody = counts[:, :, 0].sum(axis=1) == 0
    # A register without such a business says that there is none; a sample can't.
    silent = nobody if cells.design is Design.SAMPLE else nobody & (unknown > 0)
    return _View(sums, line, counts, unknown, value, np.isnan(value) | silent)


def _by_term(line: Line, areas: int, columns: list[_Floats]) -> _Floats:
    return np.stack([by_domain(line.block_domain, areas, each) for each in columns], axis=1)


def _root(cells: Cells, view: _View, variance: Callable[[], _Floats]) -> _Floats:
    """Standard error from a variance, NaN for an enumeration and where there is no value."""
    if cells.design is Design.ENUMERATION:
        return np.full(len(view.value), np.nan)
    se = np.sqrt(np.maximum(variance(), 0.0))
    return np.where(np.isnan(view.value), np.nan, se)


def _df(cells: Cells) -> int | None:
    return cells.df if cells.design is Design.SAMPLE else None


def _whole(numbers: _Floats) -> _Counts:
    return _fixed(np.rint(numbers).astype(np.int64))


def _fixed(array: NDArray[_Number]) -> NDArray[_Number]:
    array.flags.writeable = False
    return array
