"""Variances of linearised measures, and their degrees of freedom.

With replacement, in strata, over PSUs: the estimator of R's survey package (Lumley 2010, "Complex
Surveys", chapter 2), which the tests compare with. A domain is a subpopulation of the whole sample:
a PSU without a business in it counts with 0. A stratum with a single PSU cannot be centred on its
own mean; it is centred on the grand mean of the linearised values, taken as 0 as R does for
`survey.lonely.psu = "adjust"`: so it is for every ratio, and for a total it is the cautious choice.

Degrees of freedom are those of the domain. A variance that is a sum v of parts v_h, one a stratum
with n_h PSUs, has (sum of v_h)² / sum of v_h² / (n_h - 1) (Satterthwaite 1946, "An Approximate
Distribution of Estimates of Variance Components", Biometrics Bulletin 2(6), 110-114; for strata
Valliant and Rust 2010, "Degrees of Freedom Approximations and Rules-of-Thumb", Journal of Official
Statistics 26(4), 585-602): a stratum with many PSUs buys none for a variance that comes from
another. They are never more than PSUs less strata, of those that hold a business of the domain
(Korn and Graubard 1999, "Analysis of Health Surveys", section 5.2), which is what R's `degf` counts
of a subset. A lonely PSU tells of its stratum by one square: n_h - 1 is taken as 1 there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.linear import Line, grouped
from geo.sums import Sums, TermSums

_Floats = NDArray[np.float64]
_Index = NDArray[np.int64]

_ROUNDING = 1e-13
"""A sum of squares below this part of its terms is zero but for rounding."""


@dataclass(frozen=True, eq=False, slots=True)
class Variance:
    """Variance of a number of each domain, and its degrees of freedom.

    `df` is 0 where the businesses of a term are no more PSUs than strata: so they are where one PSU
    holds them all. Of a quotient the linearised values add up to 0 there, and tell nothing. `psus`
    counts the PSUs that hold a business of the domain, or of either.
    """

    value: _Floats
    df: _Floats
    psus: _Floats


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """The linearised values of `line` by domain and stratum, one element a pair of them.

    `held` (terms, pairs) counts the PSUs that hold a business of the term, `holding` those of any.
    `z` sums the linearised values, `products` the squares of those of each PSU. Where PSUs hold
    several businesses, `psu`, `psu_row`, `psu_z` and `psu_held` have one element a pair of domain
    and PSU.
    """

    line: Line
    domain: _Index
    stratum: _Index
    z: _Floats
    products: _Floats
    held: _Floats
    holding: _Floats
    psu: _Index
    psu_row: NDArray[np.intp]
    psu_z: _Floats
    psu_held: NDArray[np.bool_]


def variance(cells: Cells, rows: Spread) -> Variance:
    """Variance of the value of each domain."""
    line, areas = rows.line, len(rows.line.value)
    psus = cells.psus[rows.stratum]
    scatter, weight = _scatter(psus, rows.z, rows.z, rows.products)
    found, squared = (
        grouped(rows.domain, part, areas) for part in (scatter, _by_df(scatter, psus))
    )
    of = grouped(rows.domain, weight * rows.products, areas)
    held, strata = _counted(rows.domain, rows.held, areas)
    every, some = _counted(rows.domain, rows.holding[None], areas)
    found = np.where(found < _ROUNDING * of, 0.0, found)
    df = _satterthwaite(found, squared, every[0] - some[0], (held - strata).min(axis=0))
    # No block, no contribution: but what has no value has no variance either.
    return Variance(np.where(np.isnan(line.value), np.nan, found), df, every[0])


def variance_apart(cells: Cells, sums: Sums, rows: Spread, single: Spread) -> Variance:
    """Variance of the value of each domain of `rows` less that of the one domain of `single`.

    They may overlap. The strata are those of both.
    """
    one, other = rows.line, single.line
    areas, psus = len(one.value), cells.psus[rows.stratum]
    z_other, holding, alone = (
        grouped(single.stratum, part, len(cells.psus))
        for part in (single.z, single.holding, _own(cells, single))
    )
    products, shared = _across(cells, sums, rows, single)
    cross, _ = _scatter(psus, rows.z, z_other[rows.stratum], products)
    own, theirs = _own(cells, rows), alone[rows.stratum]
    both = own + theirs - 2 * cross
    parts = (own + theirs, both - theirs, _by_df(both, psus) - _by_df(theirs, psus))
    of, found, squared = (grouped(rows.domain, part, areas) for part in parts)
    found, squared = found + alone.sum(), squared + _by_df(alone, cells.psus).sum()
    found = np.where(found < _ROUNDING * (of + alone.sum()), 0.0, found)
    held, strata = _counted(rows.domain, rows.held, areas)
    held_other, strata_other = _counted(single.domain, single.held, 1)
    fewest = np.minimum((held - strata).min(axis=0), (held_other - strata_other).min())
    every, some = _counted(rows.domain, rows.holding[None], areas)
    common = (rows.holding > 0) & (holding[rows.stratum] > 0)
    every = every[0] + single.holding.sum() - grouped(rows.domain, shared, areas)
    some = some[0] + (single.holding > 0).sum() - grouped(rows.domain, common, areas)
    df = _satterthwaite(found, squared, every - some, fewest)
    none = np.isnan(one.value) | np.isnan(other.value)
    return Variance(np.where(none, np.nan, found), df, every)


def variance_of(
    cells: Cells, z: _Floats, squares: _Floats, sides: Sequence[_Floats]
) -> tuple[float, float]:
    """Variance of the sum of linearised values of every business of the sample, and its df.

    `z` holds their sums by block, 0 where nobody counts; `squares` the sums of their squares, which
    are read where each business is its own PSU. `sides` are the numbers of businesses by block of
    the areas that it rests on, which share no term.
    """
    stratum: NDArray[np.integer] = cells.block_stratum
    held = list(sides)
    if cells.block_psu is not None:
        stratum, psu = _stratum_of(cells), cells.block_psu
        z = grouped(psu, z, len(stratum))
        squares = z * z
        held = [(grouped(psu, each, len(stratum)) > 0).astype(np.float64) for each in held]
    strata = len(cells.psus)
    total, products = (grouped(stratum, each, strata) for each in (z, squares))
    scatter, weight = _scatter(cells.psus, total, total, products)
    found = float(scatter.sum())
    found = 0.0 if found < _ROUNDING * float((weight * products).sum()) else found
    counts = [grouped(stratum, each, strata) for each in (np.maximum.reduce(held), *held)]
    every, *own = (each.sum() - np.count_nonzero(each) for each in counts)
    given = (found, _by_df(scatter, cells.psus).sum(), every, min(own))
    return found, float(_satterthwaite(*(np.asarray(each) for each in given)))


def _satterthwaite(found: _Floats, squared: _Floats, most: _Floats, fewest: _Floats) -> _Floats:
    """Degrees of freedom of a sum of parts; `squared` sums their squares over their own.

    0 where `fewest` is not positive, and never more than `most`.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        effective = np.where(found > 0, found**2 / squared, np.inf)
    return np.where(fewest > 0, np.minimum(effective, most), 0.0).astype(np.float64)


def _by_df(scatter: _Floats, psus: NDArray[np.integer]) -> _Floats:
    degrees: _Floats = np.maximum(psus - 1.0, 1.0)
    return scatter * scatter / degrees


def _counted(domain: _Index, held: _Floats, areas: int) -> tuple[_Floats, _Floats]:
    """PSUs and strata that hold businesses, by row of `held` and domain."""
    psus = [grouped(domain, each, areas) for each in held]
    strata = [grouped(domain, each > 0, areas) for each in held]
    return np.stack(psus), np.stack(strata)


def _own(cells: Cells, rows: Spread) -> _Floats:
    return _scatter(cells.psus[rows.stratum], rows.z, rows.z, rows.products)[0]


def _scatter(
    psus: NDArray[np.integer], z_one: _Floats, z_other: _Floats, products: _Floats
) -> tuple[_Floats, _Floats]:
    """What each stratum adds to a covariance, and the factor of its sum of products."""
    lonely = psus == 1
    mean = np.where(lonely, 0.0, z_one * z_other / np.maximum(psus, 1))
    weight = np.where(lonely, 1.0, psus / np.maximum(psus - 1, 1))
    return weight * (products - mean), weight


def spread(cells: Cells, sums: Sums, line: Line) -> Spread:
    """Linearised values by domain and stratum: what variances are made of."""
    inside = np.flatnonzero(line.block_domain >= 0)
    domain, z = line.block_domain[inside], line.z[inside]
    n = np.stack([term.n[inside] for term in sums.terms])
    if cells.block_psu is None:
        # Every business its own PSU: the products come from the squares of the cells.
        domain, stratum, row = _pairs(domain, cells.block_stratum[inside], cells.psus)
        size, none = len(domain), np.zeros(0, dtype=np.int64)
        products = grouped(row, _products(sums, line, line)[inside], size)
        held = np.stack([grouped(row, each, size) for each in n])
        z, nothing = grouped(row, z, size), np.zeros(0)
        holding = held.sum(axis=0)
        empty = none, none, nothing, nothing.astype(bool)
        return Spread(line, domain, stratum, z, products, held, holding, *empty)
    stratum_of = _stratum_of(cells)
    domain, psu, row = _pairs(domain, cells.block_psu[inside], stratum_of)
    size = len(domain)
    psu_z = grouped(row, z, size)
    psu_held = np.stack([grouped(row, each, size) > 0 for each in n])
    domain, stratum, row = _pairs(domain, stratum_of[psu], cells.psus)
    size = len(domain)
    any_held = np.logical_or.reduce(psu_held)
    held = np.stack([grouped(row, each, size) for each in psu_held])
    z, products, holding = (grouped(row, each, size) for each in (psu_z, psu_z**2, any_held))
    return Spread(line, domain, stratum, z, products, held, holding, psu, row, psu_z, any_held)


def _across(cells: Cells, sums: Sums, rows: Spread, theirs: Spread) -> tuple[_Floats, _Floats]:
    """By row: products with the one domain of `theirs`, and PSUs that hold both."""
    line, single = rows.line, theirs.line
    size = len(rows.domain)
    if cells.block_psu is None:
        inside = np.flatnonzero(line.block_domain >= 0)
        _, _, row = _pairs(line.block_domain[inside], cells.block_stratum[inside], cells.psus)
        n = np.add.reduce([term.n[inside] for term in sums.terms])
        n = np.where(single.block_domain[inside] >= 0, n, 0.0)
        products = _products(sums, line, single)[inside]
        return grouped(row, products, size), grouped(row, n, size)
    units = len(_stratum_of(cells))
    z = grouped(theirs.psu, theirs.psu_z, units)[rows.psu]
    held = (grouped(theirs.psu, theirs.psu_held, units) > 0)[rows.psu]
    shared = grouped(rows.psu_row, rows.psu_held & held, size)
    return grouped(rows.psu_row, rows.psu_z * z, size), shared


def _stratum_of(cells: Cells) -> _Index:
    """Stratum of each PSU."""
    if cells.block_psu is None:
        raise ValueError("this cell table holds no PSUs")
    found = np.zeros(int(cells.block_psu.max(initial=0)) + 1, dtype=np.int64)
    found[cells.block_psu] = cells.block_stratum
    return found


def _pairs(
    domain: _Index, unit: NDArray[np.integer], units: NDArray[np.integer]
) -> tuple[_Index, _Index, NDArray[np.intp]]:
    """Distinct pairs of domain and unit, and for each element the number of its pair."""
    count = max(len(units), 1)
    pairs, row = np.unique(domain * count + unit, return_inverse=True)
    return pairs // count, pairs % count, row


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
