"""What calibration fixes: the variance of an estimate is that of what calibration leaves over.

Weights that were raked to numbers of businesses by area and group carry these numbers without
error. The variance of an estimate under them is that of the residuals of its linearised values
about their weighted mean in each group (Särndal, Swensson and Wretman 1992, section 7.6, for groups
that share no business: poststrata), as R's `postStratify` has it. A total of which nothing is left
over is a control total: known beforehand, and no estimate.

That is done for areas that hold the controlled ones whole. In a part of one, calibration takes away
the part's own share of the variance at most; leaving it in errs towards wider intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.cells import Cells, Controls
from geo.linear import Line
from geo.measures import Column, Measure, Part, Variable
from geo.model import SECTORS, Design
from geo.profiles import Condition, Filtered, grid
from geo.targets import ALL, Target

_Floats = NDArray[np.float64]
_Mask = NDArray[np.bool_]

_ROUNDING = 1e-9
"""A residual below this part of what it is the residual of is zero but for rounding."""


def controlled(cells: Cells, targets: Sequence[Target]) -> Cells:
    """Cells that know what their weights were raked to: the hard targets of `targets`.

    As they are where there are none, where a business would be in two, and where businesses are
    their own PSUs: the squares that their variance rests on are summed over all groups.
    """
    hard = [item for item in targets if item.hard and item.constraint == "businesses"]
    sets = sorted({(item.sector, item.size) for item in hard})
    areas = sorted({item.area for item in hard})
    grids = [grid(_condition(*each), 0).ravel() for each in sets]
    nested = any(one != other and other.startswith(one) for one in areas for other in areas)
    if not hard or len(hard) < len(sets) * len(areas) or nested or np.sum(grids, axis=0).max() > 1:
        return cells
    return with_controls(
        cells, areas, np.where(np.any(grids, axis=0), np.argmax(grids, axis=0), -1)
    )


def with_controls(cells: Cells, areas: Sequence[str], group: NDArray[np.integer]) -> Cells:
    """Cells whose weights meet the totals of `areas` (BPS codes) by `group` of each profile."""
    if cells.block_psu is None or cells.design is Design.ENUMERATION:
        return cells
    around = [[at for at, code in enumerate(areas) if own.startswith(code)] for own in cells.places]
    area = np.array([at[0] if at else -1 for at in around], dtype=np.int64)
    groups = int(group.max()) + 1
    of_cell = group[cells.profile].astype(np.int64)
    area_of = area[cells.block_place[cells.cell_block]]
    inside = (of_cell >= 0) & (area_of >= 0)
    weight = np.where(inside, cells.businesses.w, 0.0)
    block = cells.cell_block * groups + np.maximum(of_cell, 0)
    pair = np.where(inside, area_of * groups + of_cell, len(areas) * groups)
    size = len(cells.block_place), groups
    weights = np.bincount(block, weight, minlength=size[0] * groups).astype(np.float64)
    totals = np.bincount(pair, weight, minlength=len(areas) * groups + 1)[:-1].astype(np.float64)
    given = weights.reshape(size), totals.reshape(-1, groups)
    member = (group[:, None] == np.arange(groups)).astype(np.float64)
    found = Controls(area, member, *given)
    return replace(cells, controls=found)


def calibrated(
    line: Line, cells: Cells, measure: Measure, filters: Filtered, domain: NDArray[np.integer]
) -> tuple[Line, _Mask]:
    """Residuals in place of linearised values; and for each domain whether nothing is left of them.

    `domain` is that of each place. Nothing changes in a domain that is no union of control areas.
    """
    none, controls = np.zeros(len(line.value), dtype=bool), cells.controls
    if controls is None:
        return line, none
    of = _domain_of(controls, domain)
    whole = _whole(controls, domain, of, len(none))
    if not whole.any():
        return line, none
    area_of = controls.area[cells.block_place]
    inside = np.flatnonzero(
        (line.block_domain >= 0) & whole[np.maximum(line.block_domain, 0)] & (area_of >= 0)
    )
    sums = np.zeros_like(controls.totals)
    terms = zip(line.factor, line.slope, _sums(cells, measure, filters), strict=True)
    for factor, slope, (top, bottom) in terms:
        both = factor[np.maximum(of, 0)], slope[np.maximum(of, 0)]
        by, less = (np.where(of >= 0, each, 0.0)[:, None] for each in both)
        sums += by * (top - less * bottom)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(controls.totals > 0, sums / controls.totals, 0.0)
    at = area_of[inside]
    fitted = controls.weights[inside] * mean[at]
    size = np.abs(line.z[inside]) + np.abs(fitted).sum(axis=1)
    left = line.z[inside] - fitted.sum(axis=1)
    left = np.where(np.abs(left) <= _ROUNDING * size, 0.0, left)
    z = line.z.copy()
    z[inside] = left
    moved = np.zeros(len(none), dtype=bool)
    moved[line.block_domain[inside][left != 0]] = True
    return replace(line, z=z), whole & ~moved & measure.summed


@computed_once(maxsize=64)
def _sums(cells: Cells, measure: Measure, filters: Filtered) -> tuple[tuple[_Floats, _Floats], ...]:
    """Weighted sums of numerator and denominator of each term, by control area and group."""
    controls = cells.controls
    if controls is None:
        raise ValueError("these cells know of no controls")
    kept = grid(filters, filters.newmax)

    def over(variable: Variable, part: Part) -> _Floats:
        if variable not in cells.columns:
            return np.zeros_like(controls.totals)
        chosen = np.flatnonzero(kept & grid(part.where, filters.newmax))
        table = _by_profile(cells, variable, part.column)
        found: _Floats = table[:, chosen] @ controls.member[chosen]
        return found

    return tuple(
        (over(term.variable, term.numerator), over(term.variable, term.denominator))
        for term in measure.terms
    )


@computed_once(maxsize=2 * len(Variable))
def _by_profile(cells: Cells, variable: Variable, which: Column) -> _Floats:
    """Weighted sums of a number of every business by control area and profile: under any filter."""
    controls, columns = cells.controls, cells.columns[variable]
    if controls is None:
        raise ValueError("these cells know of no controls")
    areas, profiles = len(controls.totals), len(controls.member)
    area = controls.area[cells.block_place[cells.cell_block]]
    key = np.where(area >= 0, area, areas) * profiles + cells.profile
    column = columns.y if which is Column.Y else columns.x
    found = np.bincount(key, column, minlength=(areas + 1) * profiles).astype(np.float64)
    return found.reshape(-1, profiles)[:-1]


def _whole(
    controls: Controls, domain: NDArray[np.integer], of: NDArray[np.int64], areas: int
) -> _Mask:
    """For each domain whether it holds control areas whole, and nothing else.

    `of` is the one domain of each control area.
    """
    found = np.zeros(areas, dtype=bool)
    found[of[of >= 0]] = True
    beyond = (controls.area < 0) | (of[np.maximum(controls.area, 0)] != domain)
    found[domain[(domain >= 0) & beyond]] = False
    return found


def _domain_of(controls: Controls, domain: NDArray[np.integer]) -> NDArray[np.int64]:
    """The one domain that holds all places of each control area, -1 where there is none."""
    areas = len(controls.totals)
    lowest, highest = np.full(areas, np.iinfo(np.int64).max), np.full(areas, -1)
    known = controls.area >= 0
    np.minimum.at(lowest, controls.area[known], domain[known])
    np.maximum.at(highest, controls.area[known], domain[known])
    return np.where(lowest == highest, highest, -1)


def _condition(sector: str, size: str) -> Condition:
    trade = frozenset({sector}) if sector in SECTORS else frozenset()
    others = frozenset(code for code in SECTORS if code not in ("G", "unknown"))
    sectors = others if sector == "other" else trade
    sizes: frozenset[str] = frozenset() if size == ALL else frozenset({size})
    return Condition(sector=sectors, size=sizes)  # type: ignore[arg-type]
