"""Variances by Taylor linearisation: with replacement, in strata, over PSUs.

Särndal, Swensson and Wretman (1992), "Model Assisted Survey Sampling", section 5.5; the estimator
is that of R's survey package (Lumley 2010, "Complex Surveys", chapter 2), which the tests compare
with. A domain is a subpopulation of the whole sample: a PSU without a business in it counts with 0.
A stratum with a single PSU cannot be centred on its own mean; it is centred on the grand mean of
the linearised values, taken as 0 as R does for `survey.lonely.psu = "adjust"`: so it is for every
ratio, and for a total it is the cautious choice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.measures import Measure
from geo.sums import Sums, TermSums

_Floats = NDArray[np.float64]
_Index = NDArray[np.int64]

_ROUNDING = 1e-13
"""A sum of squares below this part of its terms is zero but for rounding."""


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """A measure by domain, as a function that is linear in each business.

    A business of domain d adds factor[t, d] (y - slope[t, d] x) for each term t to the linearised
    value. `block_domain` is the domain of each block of the cells, -1 outside; `z` the sum of the
    linearised values of each block, 0 outside; `value` the measure by domain, NaN where a
    denominator is 0; `base` the denominator of the first term by domain.
    """

    block_domain: _Index
    value: _Floats
    base: _Floats
    factor: _Floats
    slope: _Floats
    z: _Floats


def linearised(
    cells: Cells,
    measure: Measure,
    sums: Sums,
    domain: _Index,
    areas: int,
    outside: _Floats | None = None,
) -> Line:
    """Measure by domain and its linearised values.

    `domain` gives the domain of each place, -1 for none; `areas` is their number; `outside` the
    denominator of a density by domain (residents, km²), NaN where unknown.
    """
    block_domain = domain[cells.block_place].astype(np.int64)
    top = np.array([by_domain(block_domain, areas, term.top) for term in sums.terms])
    bottom = np.array([by_domain(block_domain, areas, term.bottom) for term in sums.terms])
    divisor = bottom
    if measure.summed:
        divisor = np.ones_like(top) if outside is None else np.broadcast_to(outside, top.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(divisor > 0, measure.scale / divisor, np.nan)
        slope = np.zeros_like(top) if measure.summed else top / bottom
    factor *= np.array([[1.0], [-1.0]])[: len(factor)]
    inside = block_domain >= 0
    z = np.zeros(len(block_domain))
    at = block_domain[inside]
    for term, by, less in zip(sums.terms, factor, slope, strict=True):
        z[inside] += by[at] * (term.top[inside] - less[at] * term.bottom[inside])
    return Line(block_domain, (factor * top).sum(axis=0), bottom[0], factor, slope, z)


def lone(cells: Cells, measure: Measure, sums: Sums, line: Line) -> NDArray[np.bool_]:
    """Domains of which a quotient has no variance, since one PSU holds all of its businesses.

    The linearised values of a quotient add up to 0 in each domain: so they do in the PSU, and the
    0 that follows tells of nothing. Of a sum something is known: other PSUs hold none of it.
    """
    found = np.zeros(len(line.value), dtype=bool)
    if measure.summed or cells.block_psu is None:
        return found
    for term in sums.terms:
        held = (line.block_domain >= 0) & (term.n > 0)
        domain, _, _ = _pairs(
            line.block_domain[held],
            cells.block_psu[held],
            np.arange(int(cells.block_psu.max(initial=0)) + 1),
        )
        found |= np.bincount(domain, minlength=len(found)) == 1
    return found


def by_domain(block_domain: _Index, areas: int, values: _Floats) -> _Floats:
    """Sums of a number of each block by domain."""
    inside = block_domain >= 0
    return _grouped(block_domain[inside], values[inside], minlength=areas)


def _grouped(index: NDArray[np.integer], values: _Floats, minlength: int = 0) -> _Floats:
    return np.bincount(index, values, minlength=minlength).astype(np.float64, copy=False)


def covariance(cells: Cells, sums: Sums, one: Line, other: Line | None = None) -> _Floats:
    """Covariance of the value of each domain of `one` with the one domain of `other`.

    Without `other`: the variance of each domain of `one`.
    """
    rows = _by_stratum if cells.block_psu is None else _by_psu
    domain, stratum, z_one, z_other, squares = rows(cells, sums, one, other)
    scatter, weight = _scatter(cells.psus[stratum], z_one, z_other, squares)
    areas = len(one.value)
    found = _grouped(domain, scatter, minlength=areas)
    if other is None:
        of = _grouped(domain, weight * squares, minlength=areas)
        found = np.where(found < _ROUNDING * of, 0.0, found)
    # No block, no contribution: but what has no value has no variance either.
    return np.where(np.isnan(one.value), np.nan, found)


def variance_of(cells: Cells, z: _Floats, squares: _Floats) -> float:
    """Variance of the sum of linearised values of every business of the sample.

    `z` holds their sums by block, 0 where nobody counts; `squares` the sums of their squares, which
    are read where each business is its own PSU.
    """
    stratum: NDArray[np.integer] = cells.block_stratum
    if cells.block_psu is not None:
        stratum = _stratum_of(cells)
        z = _grouped(cells.block_psu, z, minlength=len(stratum))
        squares = z * z
    total, products = (_grouped(stratum, each, len(cells.psus)) for each in (z, squares))
    scatter, weight = _scatter(cells.psus, total, total, products)
    found = float(scatter.sum())
    return 0.0 if found < _ROUNDING * float((weight * products).sum()) else found


def _scatter(
    psus: NDArray[np.integer], z_one: _Floats, z_other: _Floats, products: _Floats
) -> tuple[_Floats, _Floats]:
    """What each stratum adds to a covariance, and the factor of its sum of products."""
    lonely = psus == 1
    mean = np.where(lonely, 0.0, z_one * z_other / np.maximum(psus, 1))
    weight = np.where(lonely, 1.0, psus / np.maximum(psus - 1, 1))
    return weight * (products - mean), weight


_Rows = tuple[_Index, _Index, _Floats, _Floats, _Floats]
"""One row a domain and stratum: both, sums of z over PSUs of one and other, sum of the products."""


def _by_stratum(cells: Cells, sums: Sums, one: Line, other: Line | None) -> _Rows:
    """Every business its own PSU: the products come from the squares of the cells."""
    inside = one.block_domain >= 0
    domain, stratum, row = _pairs(one.block_domain[inside], cells.block_stratum[inside], cells.psus)
    z_one = _grouped(row, one.z[inside])
    z_other = z_one if other is None else _spread(other, cells.block_stratum)[stratum]
    products = _products(sums, one, one if other is None else other)
    return domain, stratum, z_one, z_other, _grouped(row, products[inside])


def _by_psu(cells: Cells, sums: Sums, one: Line, other: Line | None) -> _Rows:
    """PSUs of several businesses: their sums are known, and multiply."""
    del sums
    psu_of = _psus(cells)
    stratum_of = _stratum_of(cells)
    inside = one.block_domain >= 0
    domain, psu, row = _pairs(one.block_domain[inside], psu_of[inside], stratum_of)
    z_psu = _grouped(row, one.z[inside])
    products = z_psu * (z_psu if other is None else _spread(other, psu_of)[psu])
    domain, stratum, row = _pairs(domain, stratum_of[psu], cells.psus)
    z_one = _grouped(row, z_psu)
    z_other = z_one if other is None else _spread(other, cells.block_stratum)[stratum]
    return domain, stratum, z_one, z_other, _grouped(row, products)


def _psus(cells: Cells) -> NDArray[np.int32]:
    if cells.block_psu is None:
        raise ValueError("this cell table holds no PSUs")
    return cells.block_psu


def _stratum_of(cells: Cells) -> _Index:
    """Stratum of each PSU."""
    psu_of = _psus(cells)
    found = np.zeros(int(psu_of.max(initial=0)) + 1, dtype=np.int64)
    found[psu_of] = cells.block_stratum
    return found


def _pairs(
    domain: _Index, unit: NDArray[np.integer], units: NDArray[np.integer]
) -> tuple[_Index, _Index, NDArray[np.intp]]:
    """Distinct pairs of domain and unit, and for each element the number of its pair."""
    count = max(len(units), 1)
    pairs, row = np.unique(domain * count + unit, return_inverse=True)
    return pairs // count, pairs % count, row


def _spread(line: Line, unit: NDArray[np.integer]) -> _Floats:
    """Sum of z by unit, over the whole of a line with one domain."""
    size = int(unit.max(initial=0)) + 1
    return _grouped(unit, line.z, minlength=size)


def _products(sums: Sums, one: Line, other: Line) -> _Floats:
    """Sum over the businesses of each block of the products of both linearised values.

    The terms of a measure share no business, so there are no products across terms.
    """
    inside = (one.block_domain >= 0) & (other.block_domain >= 0)
    at, to = one.block_domain[inside], other.block_domain[inside]
    found = np.zeros(len(inside))
    for number, term in enumerate(sums.terms):
        tt, tb, bb = (each[inside] for each in _squares(term))
        a, b = one.slope[number, at], other.slope[number, to]
        sum_ = tt - (a + b) * tb + a * b * bb
        sum_ = np.where(np.abs(sum_) < _ROUNDING * (tt + a * b * bb), 0.0, sum_)
        found[inside] += one.factor[number, at] * other.factor[number, to] * sum_
    return found


def _squares(term: TermSums) -> tuple[_Floats, _Floats, _Floats]:
    if term.tt is None or term.tb is None or term.bb is None:
        raise ValueError("this cell table holds no squares")
    return term.tt, term.tb, term.bb
