"""Disclosure control of business records: who publishes nothing, decided over all areas at once.

What is hidden is the same whatever is asked (`docs/adr/0008-disclosure.md`). The counts that decide
it are unweighted and never leave this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.disclosure import Hidden, crossed, decide, levels_of
from geo.measures import MEASURES, Measure
from geo.profiles import DIMENSIONS, SHAPE, age_of_years, grid
from geo.query import Filters

_Counts = NDArray[np.int64]


def withheld(
    data: Dataset, measure: Measure, filters: Filters, codes: Sequence[str]
) -> NDArray[np.bool_]:
    """Which of `codes` (BPS codes, or rests) publish nothing of a measure under the filters.

    A rest publishes what both its parent and the part taken out publish: then it is their
    difference, which nobody needs to be told.
    """
    own: NDArray[np.bool_] = np.any(_hidden(data, measure, filters)[_rows(data, codes)], axis=1)
    return own


@computed_once(maxsize=256)
def _hidden(data: Dataset, measure: Measure, filters: Filters) -> NDArray[np.bool_]:
    """Which areas of the tree publish nothing of a measure under the filters, read-only."""
    found = decided(data, measure, filters.newmax)
    # Every option of a dimension is no filter at all.
    wanted = [
        (at, name)
        for at, name in enumerate(DIMENSIONS)
        if 0 < len(getattr(filters, name)) < len(OPTIONS[at])
    ]
    alone = [
        found.selection(at, np.array([code in getattr(filters, name) for code in OPTIONS[at]]))
        for at, name in wanted
    ]
    if len(wanted) < 2:
        hidden = alone[0] if alone else found.areas
    else:
        kept = grid(filters, filters.newmax).ravel()
        chosen = _totals(data, _parts(data, measure, kept, filters.newmax, None)[:, 0])
        whole = _everyone(data, measure, filters.newmax)
        hidden = crossed(chosen, whole, _tree(data).parent, data.disclosure_min, alone)
    hidden.flags.writeable = False
    return hidden


_SAME_SHARE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "use": {"integrated": "integrated", "promotion": "promotion", "none": "online"},
        "age": {"new": "new"},
    }
)
"""Measures that give away the share of one option, by dimension and option."""


def withheld_shares(
    data: Dataset, dimension: str, filters: Filters, area: str
) -> NDArray[np.bool_]:
    """Which options of a dimension hide their share of one area (BPS code); bool (options,)."""
    own: NDArray[np.bool_] = shares_withheld(data, dimension, filters, (area,))[0]
    return own


def shares_withheld(
    data: Dataset, dimension: str, filters: Filters, codes: Sequence[str]
) -> NDArray[np.bool_]:
    """Which options of a dimension hide their share of areas; bool (codes, options).

    The options are those of `OPTIONS` but for the last, `unknown`, and the filters choose none of
    them. The shares of a dimension are a family of tables of its own: who has all of them has all
    counts but for a factor, so they are decided together, like the options of a filter. Under
    filters of other dimensions the rules for several filters hold. No share is given that the
    table of a metric hides. Beside what is hidden so, the smallest options are hidden too, until
    several are hidden that hold more than the threshold. `codes` are BPS codes or rests, which
    hide what their parent or the part taken out hides.
    """
    axis, rows = DIMENSIONS.index(dimension), _rows(data, codes)
    counts, hidden = _shares_hidden(data, axis, filters)
    out = hidden[rows].any(axis=1)
    rest = rows[:, 0] != rows[:, 1]
    left = counts[rows[:, 0]] - np.where(rest[:, None], counts[rows[:, 1]], 0)
    same, nothing = _SAME_SHARE.get(dimension, {}), np.zeros(len(rows), dtype=bool)
    also = np.stack(
        [
            withheld(data, MEASURES[same[option]], filters, codes) if option in same else nothing
            for option in OPTIONS[axis][:-1]
        ],
        axis=1,
    )
    found = [
        covered(counts_of[:, None], hidden_of, data.disclosure_min)
        for counts_of, hidden_of in zip(left, out | also, strict=True)
    ]
    closed = withheld(data, MEASURES["businesses"], filters, codes)
    return np.stack(found) | closed[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class _Tree:
    """All areas and, after them, a row for each area at which businesses are placed directly.

    `parent` holds indices, -1 for a region; `leaf` the row of each of `cells.places`; `levels` the
    rows by their distance from a region.
    """

    index: dict[str, int]
    parent: NDArray[np.intp]
    leaf: NDArray[np.intp]
    levels: tuple[NDArray[np.intp], ...]


@computed_once(maxsize=2)
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
    rows = np.array(parent, dtype=np.intp)
    return _Tree(index, rows, np.array(leaf, dtype=np.intp), tuple(levels_of(rows)))


def _rows(data: Dataset, codes: Sequence[str]) -> NDArray[np.int64]:
    """Rows of the tree that decide what areas publish (codes, 2).

    Of a rest its parent and the part taken out, of any other area its own, twice.
    """
    index = _tree(data).index
    pairs = [data.gazetteer.area(code).rest or (code, code) for code in codes]
    return np.array([[index[code] for code in pair] for pair in pairs], np.int64).reshape(-1, 2)


@computed_once(maxsize=256)
def decided(data: Dataset, measure: Measure, newmax: int) -> Hidden:
    """What a measure hides, with no filter and with a filter in one dimension."""
    tables = [
        _totals(data, _parts(data, measure, None, newmax, axis)) for axis in range(len(SHAPE))
    ]
    totals = _everyone(data, measure, newmax)
    return decide(totals, tables, _tree(data).parent, data.disclosure_min)


@computed_once(maxsize=256)
def _everyone(data: Dataset, measure: Measure, newmax: int) -> _Counts:
    """Counts of all areas without any filter, read-only: every decision starts from them."""
    totals = _totals(data, _parts(data, measure, None, newmax, None)[:, 0])
    totals.flags.writeable = False
    return totals


@computed_once(maxsize=64)
def _shares_decided(data: Dataset, axis: int, newmax: int) -> Hidden:
    """What the shares of one dimension hide, with no filter; the one table of `options`."""
    table = _options_known(data, axis, None, newmax)[:, :, None]
    return decide(table.sum(axis=1), [table], _tree(data).parent, data.disclosure_min)


@computed_once(maxsize=32)
def _shares_hidden(data: Dataset, axis: int, filters: Filters) -> tuple[_Counts, NDArray[np.bool_]]:
    """Counts under the filters and what they hide, (areas, options), before they are covered."""
    whole = _options_known(data, axis, None, filters.newmax)
    hidden = _shares_decided(data, axis, filters.newmax).options[0]
    if not any(getattr(filters, name) for name in DIMENSIONS):
        return whole, hidden
    kept = grid(filters, filters.newmax).ravel()
    chosen = _options_known(data, axis, kept, filters.newmax)
    parent, t = _tree(data).parent, data.disclosure_min
    columns = [
        crossed(chosen[:, [at]], whole[:, [at]], parent, t, [hidden[:, at]])
        for at in range(chosen.shape[1])
    ]
    return chosen, np.stack(columns, axis=1)


def _options_known(
    data: Dataset, axis: int, kept: NDArray[np.bool_] | None, newmax: int
) -> _Counts:
    """Counts of businesses (areas, options) of a dimension of which the option is known."""
    parts = _parts(data, MEASURES["businesses"], kept, newmax, axis)
    return _totals(data, parts[:, :-1, 0])


def covered(counts: _Counts, hidden: NDArray[np.bool_], t: int) -> NDArray[np.bool_]:
    """`hidden` options of one area with the smallest others that it takes to cover them.

    `counts` (options, parts). Options are added until several are hidden, which hold more than t
    of every part that a hidden one has, or all of it.
    """
    some: NDArray[np.bool_] = np.any(counts, axis=1)
    found, size = hidden.copy(), counts.sum(axis=1)
    for at in np.argsort(size, kind="stable"):
        covering = found & some
        own = counts[covering]
        need = np.where(own.any(axis=0), np.minimum(counts.sum(axis=0), t + 1), 0)
        if not covering.any() or (len(own) > 1 and (own.sum(axis=0) >= need).all()):
            break
        found[at] |= some[at]
    return found


def _totals(data: Dataset, by_place: _Counts) -> _Counts:
    """Counts of places (places, ...) summed up the tree (areas, ...)."""
    tree = _tree(data)
    sums = np.zeros((len(tree.parent), *by_place.shape[1:]), dtype=np.int64)
    np.add.at(sums, tree.leaf, by_place)
    for level in reversed(tree.levels[1:]):
        np.add.at(sums, tree.parent[level], sums[level])
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
    size = len(cells.places) * options
    parts = []
    for term in measure.terms:
        columns = cells.columns.get(term.variable)
        if columns is None:
            continue
        top, bottom = (
            grid(part.where, newmax).ravel() & (True if kept is None else kept)
            for part in (term.numerator, term.denominator)
        )
        rows = np.flatnonzero(bottom[cells.profile])
        profile = cells.profile[rows]
        key = cells.block_place[cells.cell_block[rows]].astype(np.int64) * options
        if axis is not None:
            key += option_of_profile(axis, newmax)[profile]
        n, inside = columns.n[rows], top[profile]
        gains = np.bincount(key, columns.positive[rows] * inside, minlength=size)
        falls = np.bincount(key, n * inside, minlength=size) - gains
        rest = np.bincount(key, n, minlength=size) - gains - falls
        parts += [gains, falls, rest]
    # Nobody is known of a variable that the records lack.
    parts = parts or [np.zeros(size)]
    counts: _Counts = np.rint(np.stack(parts, axis=-1)).astype(np.int64)
    return counts.reshape(len(cells.places), options, len(parts))


@computed_once(maxsize=64)
def option_of_profile(axis: int, newmax: int) -> NDArray[np.int64]:
    """For each profile the index of its option in one dimension, read-only."""
    along: _Counts = np.indices(SHAPE, dtype=np.int64)[axis].ravel()
    found: _Counts = age_of_years(newmax)[along] if DIMENSIONS[axis] == "age" else along
    found.flags.writeable = False
    return found
