"""Business records as rows of a table: estimates for the areas of one level, protected.

What disclosure control hides is decided over all areas and options of a measure at once, so that
it is the same whatever is asked; nothing hidden leaves this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.disclosure import Hidden, crossed, decide
from geo.estimate import Differences, Estimates, difference, estimate
from geo.formulas import residents
from geo.indicators import REGISTRY, Metric, Unit
from geo.measures import Measure
from geo.model import Flag
from geo.profiles import DIMENSIONS, SHAPE, age_of_years, grid
from geo.query import Filters

_Floats = NDArray[np.float64]
_Counts = NDArray[np.int64]

LEAST = 10
"""An unreliable figure says how many records it rests on only from this number on."""

SHOWN = (Flag.OK, Flag.CARE)
"""Flags that carry a value."""


@dataclass(frozen=True, slots=True, eq=False)
class RecordRows:
    """Estimates of one measure, one element an area, read-only; NaN where nothing is published.

    `n` counts the businesses that the value rests on, unweighted; of an unreliable value it is
    given from `LEAST` on.
    """

    value: _Floats
    n: _Floats
    ci_low: _Floats
    ci_high: _Floats
    rse: _Floats
    flags: tuple[Flag, ...]


def record_rows(
    data: Dataset, metric: Metric, measure: Measure, filters: Filters, codes: Sequence[str]
) -> RecordRows:
    """Estimates for areas of one level (BPS codes)."""
    if not codes:
        none = _kept(np.zeros(0), np.zeros(0, dtype=bool))
        return RecordRows(none, none, none, none, none, ())
    domain = domain_of(data.cells, codes)
    found = estimate(
        data.cells, measure, filters, domain, len(codes), _outside(data, metric, codes)
    )
    return _published(found, _hidden(data, measure, filters, codes))


def record_difference(
    data: Dataset, metric: Metric, measure: Measure, filters: Filters, a: str, b: str
) -> Differences:
    """Difference of the value of `a` and that of `b` (BPS codes of any level), a minus b."""
    outside = None
    if metric.unit in (Unit.PERTHOUSAND, Unit.PERKM2):
        own, other = (_outside(data, metric, (code,)) for code in (a, b))
        if own is not None and other is not None:
            outside = own, float(other[0])
    reference = domain_of(data.cells, (b,)) == 0
    domain = domain_of(data.cells, (a,))
    return difference(data.cells, measure, filters, domain, 1, reference, outside)


def decide_ahead(data: Dataset) -> None:
    """Decide what every measure hides by default, so that no reader waits for it."""
    for metric in REGISTRY.values():
        if metric.measure is not None:
            _decided(data, metric.measure, Filters().newmax)


def domain_of(cells: Cells, codes: Sequence[str]) -> NDArray[np.int64]:
    """For each of `cells.places` the index of the area of `codes` that holds it, -1 for none.

    `codes` are BPS codes of one level: the code of an area begins with that of any area around it.
    """
    place = {code: index for index, code in enumerate(codes)}
    digits = len(codes[0]) if codes else 0
    return np.array([place.get(code[:digits], -1) for code in cells.places], dtype=np.int64)


def _outside(data: Dataset, metric: Metric, codes: Sequence[str]) -> _Floats | None:
    """Denominators of a density from outside the records: residents or km²; None for the others."""
    if metric.unit is Unit.PERKM2:
        return np.array([data.gazetteer.area(code).km2 for code in codes])
    if metric.unit is not Unit.PERTHOUSAND:
        return None
    period = str(data.records.survey_year)
    known = [residents(data, code, period) for code in codes]
    return np.array([np.nan if item is None else item[0] for item in known])


def _published(found: Estimates, hidden: NDArray[np.bool_]) -> RecordRows:
    flags = tuple(
        Flag.SUPPRESSED if out and flag is not Flag.NODATA else flag
        for flag, out in zip(found.flags, hidden, strict=True)
    )
    shown = np.array([flag in SHOWN for flag in flags], dtype=bool)
    counted = shown | np.array([flag is Flag.UNRELIABLE for flag in flags]) & (found.n >= LEAST)
    values = (found.value, found.ci_low, found.ci_high, found.rse)
    value, low, high, rse = (_kept(array, shown) for array in values)
    return RecordRows(value, _kept(found.n.astype(float), counted), low, high, rse, flags)


def _kept(values: _Floats, shown: NDArray[np.bool_]) -> _Floats:
    kept = np.where(shown, values, np.nan)
    kept.flags.writeable = False
    return kept


def _hidden(
    data: Dataset, measure: Measure, filters: Filters, codes: Sequence[str]
) -> NDArray[np.bool_]:
    """Which of `codes` publish nothing under the filters."""
    tree = _tree(data)
    rows = np.array([tree.index[code] for code in codes], dtype=np.int64)
    decided = _decided(data, measure, filters.newmax)
    # Every option of a dimension is no filter at all.
    wanted = [
        (at, name)
        for at, name in enumerate(DIMENSIONS)
        if 0 < len(getattr(filters, name)) < len(OPTIONS[at])
    ]
    alone = [
        decided.selection(at, np.array([code in getattr(filters, name) for code in OPTIONS[at]]))
        for at, name in wanted
    ]
    if len(wanted) > 1:
        kept = grid(filters, filters.newmax).ravel()
        chosen = _totals(data, _parts(data, measure, kept, filters.newmax, None)[:, 0])
        hidden = crossed(
            chosen,
            _everyone(data, measure, filters.newmax),
            tree.parent,
            data.disclosure_min,
            alone,
        )
    else:
        hidden = alone[0] if alone else decided.areas
    own: NDArray[np.bool_] = hidden[rows]
    return own


@dataclass(frozen=True, slots=True, eq=False)
class _Tree:
    """All areas and, after them, a row for each area at which businesses are placed directly.

    `parent` holds indices, -1 for a region; `leaf` the row of each of `cells.places`.
    """

    index: dict[str, int]
    parent: NDArray[np.intp]
    leaf: NDArray[np.intp]


@lru_cache(maxsize=2)
def _tree(data: Dataset) -> _Tree:
    areas = data.gazetteer.areas
    index = {code: number for number, code in enumerate(sorted(areas))}
    parent = [index.get(areas[code].parent or "", -1) for code in index]
    leaf = []
    above = {area.parent for area in areas.values()}
    for code in data.cells.places:
        if code in above:
            parent.append(index[code])
        leaf.append(len(parent) - 1 if code in above else index[code])
    return _Tree(index, np.array(parent, dtype=np.intp), np.array(leaf, dtype=np.intp))


@lru_cache(maxsize=256)
def _decided(data: Dataset, measure: Measure, newmax: int) -> Hidden:
    """What a measure hides, with no filter and with a filter in one dimension."""
    tables = [
        _totals(data, _parts(data, measure, None, newmax, axis)) for axis in range(len(SHAPE))
    ]
    totals = _everyone(data, measure, newmax)
    return decide(totals, tables, _tree(data).parent, data.disclosure_min)


@lru_cache(maxsize=256)
def _everyone(data: Dataset, measure: Measure, newmax: int) -> _Counts:
    """Counts of all areas without any filter, read-only: every decision starts from them."""
    totals = _totals(data, _parts(data, measure, None, newmax, None)[:, 0])
    totals.flags.writeable = False
    return totals


def _totals(data: Dataset, by_place: _Counts) -> _Counts:
    """Counts of places (places, ...) summed up the tree (areas, ...)."""
    tree = _tree(data)
    sums = np.zeros((len(tree.parent), *by_place.shape[1:]), dtype=np.int64)
    np.add.at(sums, tree.leaf, by_place)
    # A code sorts behind that of the area around it, and what is placed directly behind all.
    for row in range(len(tree.parent) - 1, -1, -1):
        if tree.parent[row] >= 0:
            sums[tree.parent[row]] += sums[row]
    return sums


def _parts(
    data: Dataset, measure: Measure, kept: NDArray[np.bool_] | None, newmax: int, axis: int | None
) -> _Counts:
    """Unweighted counts (places, options of one axis or 1, parts) of each term's businesses.

    The parts of a term are disjoint: those that add to the numerator, those that take from it, and
    the rest of the denominator. `kept` says which profiles count.
    """
    cells = data.cells
    options = 1 if axis is None else len(OPTIONS[axis])
    key = cells.block_place[cells.cell_block].astype(np.int64) * options
    if axis is not None:
        key += _option_of_profile(axis, newmax)[cells.profile]
    size = len(cells.places) * options
    parts = []
    for term in measure.terms:
        columns = cells.columns.get(term.variable)
        if columns is None:
            continue
        top, bottom = (
            (grid(part.where, newmax).ravel() & (True if kept is None else kept))[cells.profile]
            for part in (term.numerator, term.denominator)
        )
        gains = np.bincount(key, columns.positive * top, minlength=size)
        falls = np.bincount(key, columns.n * top, minlength=size) - gains
        rest = np.bincount(key, columns.n * bottom, minlength=size) - gains - falls
        parts += [gains, falls, rest]
    counts: _Counts = np.rint(np.stack(parts, axis=-1)).astype(np.int64)
    return counts.reshape(len(cells.places), options, len(parts))


@lru_cache(maxsize=64)
def _option_of_profile(axis: int, newmax: int) -> NDArray[np.int64]:
    """For each profile the index of its option in one dimension."""
    along: _Counts = np.indices(SHAPE, dtype=np.int64)[axis].ravel()
    found: _Counts = age_of_years(newmax)[along] if DIMENSIONS[axis] == "age" else along
    found.flags.writeable = False
    return found
