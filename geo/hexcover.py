"""Which hexagons are withheld, so that no small count can be read or worked out.

Hexagons and areas cut across each other, so that the rule for areas (`geo.disclosure`) does not
fit: `docs/adr/0013-points-and-hexagons.md` says what does, and what it promises.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

_Counts = NDArray[np.int64]
_Flags = NDArray[np.bool_]


def small(counts: _Counts, t: int) -> _Flags:
    """Counts that may not be published for their own sake: 1 to t - 1."""
    found: _Flags = (counts > 0) & (counts < t)
    return found


def split_options(counts: _Counts, chosen: _Flags, t: int) -> _Flags:
    """Hexagons that hide a selection of options of one dimension; bool (hexagons,).

    `counts` (hexagons, options) are records. A hexagon hides its small options, and with them its
    next larger ones until the hidden hold `t` together. It publishes a selection that holds none
    of the hidden options or all of them: whatever selections a reader combines, what she learns
    is a sum of published ones.
    """
    order = np.argsort(np.where(counts > 0, counts, np.iinfo(np.int64).max), axis=1, kind="stable")
    ordered = np.take_along_axis(counts, order, axis=1)
    before = np.cumsum(ordered, axis=1) - ordered
    some = small(counts, t).any(axis=1, keepdims=True)
    wanted = some & (ordered > 0) & (small(ordered, t) | (before < t))
    hidden = np.zeros(counts.shape, dtype=bool)
    np.put_along_axis(hidden, order, wanted, axis=1)
    part: _Flags = np.any(hidden[:, chosen], axis=1)
    rest: _Flags = np.any(hidden[:, ~chosen], axis=1)
    return part & rest


def covered(
    hexagon: NDArray[np.intp],
    node: NDArray[np.intp],
    counts: _Counts,
    hidden: Sequence[_Flags],
    t: int,
) -> _Flags:
    """Hexagons that are not drawn; bool (hexagons,).

    One element a piece, the part of a hexagon in one place: its `hexagon`, the `node` that it
    belongs to (an area whose row is published, or the rest of one), and its records that the
    filters keep. `hidden` are hexagons hidden for their own sake.

    From published rows and drawn hexagons a reader can work out what is withheld in areas that
    drawn hexagons tie to one another, and no more: the coefficient of a row must be that of every
    hexagon which touches it. So the smallest drawn hexagons are withheld too, until each such
    group of areas holds nothing withheld, or `t` records in two hexagons or more.
    """
    size = int(hexagon.max(initial=-1)) + 1
    total = np.bincount(hexagon, counts, minlength=size).astype(np.int64)
    out: _Flags = np.logical_or.reduce([np.zeros(size, dtype=bool), *hidden]) & (total > 0)
    full = counts > 0
    while True:
        group = _groups(hexagon, node, full & ~out[hexagon])
        covered = full & out[hexagon]
        held = np.bincount(group[covered], counts[covered], minlength=group.max(initial=-1) + 1)
        pairs = np.unique(np.stack((group[covered], hexagon[covered])), axis=1)
        number = np.bincount(pairs[0], minlength=len(held))
        poor = (number > 0) & ((held < t) | (number < 2))
        open_ = full & ~out[hexagon] & poor[group]
        if not open_.any():
            return out
        # The smallest hexagon of each poor group; ties go to the first.
        candidates = np.flatnonzero(open_)
        order = candidates[np.lexsort((hexagon[candidates], total[hexagon[candidates]]))]
        _, first = np.unique(group[order], return_index=True)
        out[hexagon[order[first]]] = True


def _groups(hexagon: NDArray[np.intp], node: NDArray[np.intp], drawn: _Flags) -> NDArray[np.intp]:
    """For each piece the group of its area: areas joined by drawn hexagons."""
    nodes = int(node.max(initial=-1)) + 1
    size = nodes + int(hexagon.max(initial=-1)) + 1
    ends = (node[drawn], nodes + hexagon[drawn])
    links = coo_array((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(size, size))
    found = connected_components(links, directed=False)[1]
    return np.asarray(found, dtype=np.intp)[node]
