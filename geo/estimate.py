"""Estimates of a measure for many areas at once, with standard errors, intervals and flags."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.cells import Cells
from geo.controls import calibrated
from geo.intervals import effective_size, korn_graubard, t_quantile
from geo.linear import Line, by_domain, linearised
from geo.measures import Kind, Measure
from geo.model import Design, Flag
from geo.profiles import Everyone, Filtered
from geo.reliability import judge, relative, share_width, width_of
from geo.smoothing import FEW, Smoothing, fit
from geo.sums import Sums, sums_of
from geo.variances import Spread, Variance, spread, variance

_Floats = NDArray[np.float64]
_Counts = NDArray[np.int64]
_Number = TypeVar("_Number", bound=np.generic)

_CURVE = (len("3404070"), len("3404070001"))
"""Digits of the codes of the areas that a curve of variances is through."""

_SIGNED = (Kind.NET, Kind.SIGNED, Kind.GAP)


@dataclass(frozen=True, eq=False, slots=True)
class Estimates:
    """One measure by area; one element an area in every array, all read-only.

    Every figure is given whatever its flag: who publishes them blanks what a flag forbids. `value`,
    `se`, `ci_low` and `ci_high` are in the unit of the measure; `rse` is the standard error in per
    cent of the value, NaN for signed measures and where the value is 0; `n_eff` the effective
    sample size of a share, else NaN; `df` the degrees of freedom of the area (`geo.variances`),
    without which there is no interval, `psus` its PSUs. Where `df` are few, `se`, interval, `rse`
    and `n_eff` of a share come from a curve through other areas (`geo.smoothing`), if there is one.
    An enumeration has none of these (NaN). A total that the weights were made to meet has a `se` of
    0 and no interval (`geo.controls`).

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
    psus: _Floats
    n: _Counts
    n_num: _Counts
    total: _Floats
    unknown: _Counts
    counts: _Counts
    flags: tuple[Flag, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Valued:
    """Estimates of one measure by area, and what their variance is made of (of a sample)."""

    line: Line
    spread: Spread | None
    estimates: Estimates


def estimate(
    cells: Cells,
    measure: Measure,
    filters: Filtered,
    domain: NDArray[np.integer],
    areas: int,
    outside: _Floats | None = None,
    *,
    direct: bool = False,
) -> Estimates:
    """Estimates of a measure for areas.

    Args:
        cells: the cell table.
        measure: what to estimate.
        filters: who counts; they restrict the denominator too.
        domain: for each of `cells.places` the index of its area, -1 for none.
        areas: number of areas.
        outside: for a density the denominator of each area (residents, km²), NaN where unknown.
        direct: take no variance from a curve, even where an area has few clusters.

    Returns:
        The estimates, one an area; all `nodata` where the filters settle the measure.
    """
    sums = sums_of(cells, measure, filters)
    found = valued(sums, cells, measure, filters, domain, areas, outside, direct=direct)
    return found.estimates


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
    *,
    direct: bool = False,
) -> Valued:
    """As `estimate`, with the linear function."""
    line = linearised(cells, measure, sums, domain.astype(np.int64), areas, outside)
    line, control = calibrated(line, cells, measure, filters, domain)
    counts = _counts(measure, sums, line)
    unknown = by_domain(line.block_domain, areas, sums.unknown)
    value = np.full(areas, np.nan) if measure.fixed(filters, cells.span) else line.value
    parts = None if cells.design is Design.ENUMERATION else spread(cells, sums, line)
    se, df, psus = error_of(value, None if parts is None else variance(cells, parts))
    n, n_num = counts[:, :, 0].sum(axis=1), counts[:, :, 1].sum(axis=1)
    # A register without such a business says that there is none; a sample can't.
    silent = n == 0 if cells.design is Design.SAMPLE else (n == 0) & (unknown > 0)
    few = (df > 0) & (df < FEW)
    share = measure.kind is Kind.SHARE and cells.design is Design.SAMPLE
    if share:
        curve = share_curve(cells, measure, filters.newmax) if few.any() and not direct else None
        ends = _of_share(measure.scale, value, se, df, n, psus, curve)
        width = share_width(value, ends.low, ends.high, np.minimum(ends.n_eff, n))
    else:
        ends = _of_number(value, se, df)
        half = (ends.high - ends.low) / 2
        width = width_of(measure.bounds.yardstick, se, half, value, line.base)
    signed = measure.kind in _SIGNED
    extreme = np.zeros(areas, dtype=bool) if signed else n_num == 0
    flags = judge(
        measure.bounds,
        width,
        counts[:, :, 0].min(axis=1),
        nodata=np.isnan(value) | silent,
        extreme=extreme | (share & (n_num == n)),
        df=judged_by(cells, ends.df),
        care=few,
    )
    found = Estimates(
        value=_fixed(value),
        se=_fixed(ends.se),
        ci_low=_fixed(np.where(control, np.nan, ends.low)),
        ci_high=_fixed(np.where(control, np.nan, ends.high)),
        rse=_fixed(np.full(areas, np.nan) if signed else relative(ends.se, value)),
        n_eff=_fixed(ends.n_eff),
        df=_fixed(df),
        psus=_fixed(psus),
        n=_whole(n),
        n_num=_whole(n_num),
        total=_fixed(_by_term(line, areas, [term.total for term in sums.terms]).sum(axis=1)),
        unknown=_whole(unknown),
        counts=_whole(counts),
        flags=flags,
    )
    return Valued(line, parts, found)


class _Interval(NamedTuple):
    """Errors and intervals; `df` are 0 where nothing rests on enough of them."""

    se: _Floats
    low: _Floats
    high: _Floats
    n_eff: _Floats
    df: _Floats


def _of_number(value: _Floats, se: _Floats, df: _Floats) -> _Interval:
    half = t_quantile(df) * se
    none = np.full(len(value), np.nan)
    return _Interval(se, value - half, value + half, none, np.where(df < FEW, 0.0, df))


def _of_share(
    scale: float,
    value: _Floats,
    se: _Floats,
    df: _Floats,
    n: _Floats,
    psus: _Floats,
    curve: Smoothing | None,
) -> _Interval:
    """Where `df` are few, by the curve if there is one."""
    p, error, few = value / scale, se / scale, (df > 0) & (df < FEW)
    n_eff, known = effective_size(p, error, n), np.where(few, 0.0, df)
    if curve is not None:
        n_eff = np.where(few, n / curve.deff(n, psus), n_eff)
        error = np.where(few, np.sqrt(np.maximum(p * (1 - p), 0.0) / n_eff), error)
        df = known = np.where(few, float(curve.df), df)
    low, high = korn_graubard(p, n_eff, n, df)
    return _Interval(scale * error, scale * low, scale * high, n_eff, known)


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


@computed_once(maxsize=64)
def share_curve(cells: Cells, measure: Measure, newmax: int) -> Smoothing | None:
    """Curve of the design effects of a share, through every place and kecamatan of the cells.

    No filters: so it serves every view. None where businesses are their own PSUs, or where too few
    areas have enough of them.
    """
    if cells.block_psu is None or cells.design is Design.ENUMERATION:
        return None
    filters = Everyone(newmax=newmax)
    parts = []
    for width in _CURVE:
        codes = sorted({code[:width] for code in cells.places})
        of = {code: at for at, code in enumerate(codes)}
        domain = np.array([of[code[:width]] for code in cells.places])
        found = estimate(cells, measure, filters, domain, len(codes), direct=True)
        with np.errstate(invalid="ignore"):
            deff = np.where(found.se > 0, found.n / found.n_eff, np.nan)
        parts.append((deff, found.n.astype(np.float64), found.psus, found.df))
    return fit(*(np.concatenate(each) for each in zip(*parts, strict=True)))


def error_of(value: _Floats, found: Variance | None) -> tuple[_Floats, _Floats, _Floats]:
    """Standard error, degrees of freedom and PSUs; NaN without a variance, or without a value."""
    if found is None:
        none = np.full(len(value), np.nan)
        return none, none, none
    parts = np.sqrt(found.value), found.df, found.psus
    se, df, psus = (np.where(np.isnan(value), np.nan, each) for each in parts)
    return se, df, psus


def judged_by(cells: Cells, df: _Floats) -> _Floats | None:
    """What `judge` is told of degrees of freedom."""
    return df if cells.design is Design.SAMPLE else None


def _whole(numbers: _Floats) -> _Counts:
    return _fixed(np.rint(numbers).astype(np.int64))


def _fixed(array: NDArray[_Number]) -> NDArray[_Number]:
    array.flags.writeable = False
    return array
