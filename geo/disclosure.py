"""Statistical disclosure control: which areas, and which options of a filter, publish nothing.

A measure splits the businesses of a cell into parts (numerator and the rest of the denominator;
for flows those that gained, lost and kept workers). A published cell is taken to give all of its
parts away. The decisions here hold for every table with at most one filtered dimension at once:
no reader of all of them can bound a hidden count to t or less, or to a range of t or less.
`docs/adr/0008-disclosure.md` says how, and where it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.blocks import hidden_options
from geo.errors import DataError, Fault

THRESHOLDS = (3, 5, 10)
"""Smallest counts that a server may be set to publish; the first is the usual one."""


def threshold(text: str | None) -> int:
    """The threshold of a server's configuration, `THRESHOLDS[0]` where it says nothing.

    Raises `DataError` if `text` is none of `THRESHOLDS`: what was meant to be stricter must not be
    served with less protection.
    """
    if not text:
        return THRESHOLDS[0]
    if text not in map(str, THRESHOLDS):
        known = ", ".join(map(str, THRESHOLDS))
        raise DataError((Fault("disclosure threshold", f"{text!r} is none of {known}"),))
    return int(text)


@dataclass(frozen=True, slots=True, eq=False)
class Hidden:
    """What one measure hides: `areas` (areas,), and per dimension (areas, options); read-only."""

    areas: NDArray[np.bool_]
    options: tuple[NDArray[np.bool_], ...]

    def selection(self, dimension: int, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Areas that hide a filter on the `chosen` options (bool) of one dimension; bool (areas,).

        An area publishes a selection that holds none of its hidden options, or all of them: it
        then adds up from what is published.
        """
        hidden = self.options[dimension]
        part: NDArray[np.bool_] = np.any(hidden[:, chosen], axis=1)
        rest: NDArray[np.bool_] = np.any(hidden[:, ~chosen], axis=1)
        return (part & rest) | self.areas


def decide(
    totals: NDArray[np.int64],
    tables: Sequence[NDArray[np.int64]],
    parent: NDArray[np.intp],
    t: int,
) -> Hidden:
    """What a measure hides, in all tables with at most one filtered dimension.

    `totals` (areas, parts) are unweighted counts of businesses in disjoint parts, for the areas
    of all levels, a row for what is placed at a parent only being a child like any other;
    `tables` hold the same for each dimension as (areas, options, parts). `parent` holds indices,
    -1 for a root. `t` is the smallest count that may be published; up to 1 hides nothing. Ties go
    to what comes first in these arrays. Raises
    `ValueError` if the counts do not add up over the areas or over the options.
    """
    _check(totals, tables, parent)
    if t <= 1:
        nothing = [np.zeros(table.shape[:2], dtype=bool) for table in tables]
        return _read_only(np.zeros(len(totals), dtype=bool), nothing)
    exact = (totals == t).any(axis=1)
    # A count of exactly t may stand where nothing inside it or beside it is hidden, which only
    # the finished decision tells; most of those that may not are seen beforehand.
    small = [((table > 0) & (table < t)).any(axis=(1, 2)) for table in tables]
    bounding = exact & _beside(np.any([np.zeros_like(exact), *small], axis=0), parent)
    while True:
        areas = suppressed(totals, parent, t, bounding)
        seen = _seen(areas, parent)
        options = [_in_tree(table, areas, seen, t) for table in tables]
        touched = [_beside(hidden.any(axis=1) & ~areas, seen) for hidden in options]
        more = exact & ~areas & np.any([np.zeros_like(exact), *touched], axis=0)
        if not more.any():
            return _read_only(areas, options)
        bounding = bounding | more


def suppressed(
    counts: NDArray[np.int64],
    parent: NDArray[np.intp],
    t: int,
    bounding: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Areas that publish nothing in one table of counts; bool (areas,).

    `counts` (areas, parts) add up over the tree. An area is hidden for its own sake if a count
    lies in 1..t-1, if one is exactly t and it has a hidden child, or if it is `bounding`. Then
    its smallest siblings are hidden, until the hidden ones hold more than t of every part that
    their parent has; in a hidden parent the smallest children are, likewise.
    """
    hidden: NDArray[np.bool_] = np.any((counts > 0) & (counts < t), axis=1)
    if bounding is not None:
        hidden = np.logical_or(hidden, bounding)
    if t <= 1 or not hidden.any():
        return np.zeros(len(counts), dtype=bool)
    tight: NDArray[np.bool_] = np.any((counts > 0) & (counts <= t), axis=1)
    levels = levels_of(parent)
    for level in reversed(levels[1:]):
        above = parent[level]
        hidden[above[hidden[level] & tight[above]]] = True
    for level in levels[1:]:
        hidden[level] = _with_siblings(counts, parent, level, hidden, t)
    return hidden


def crossed(
    chosen: NDArray[np.int64],
    totals: NDArray[np.int64],
    parent: NDArray[np.intp],
    t: int,
    alone: Sequence[NDArray[np.bool_]],
) -> NDArray[np.bool_]:
    """Areas that hide a filter in several dimensions; bool (areas,).

    `chosen` and `totals` (areas, parts) are the counts with all filters and with none; `alone`
    are the decisions for each filter by itself. Hidden where one filter alone is, where a count
    of the chosen or of all others lies in 1..t-1, and where it follows from parent and siblings.
    Nothing is promised to who combines several such tables.
    """
    both = np.concatenate((chosen, totals - chosen), axis=1)
    hidden: NDArray[np.bool_] = np.any([suppressed(both, parent, t), *alone], axis=0)
    return hidden


def _with_siblings(
    counts: NDArray[np.int64],
    parent: NDArray[np.intp],
    level: NDArray[np.intp],
    hidden: NDArray[np.bool_],
    t: int,
) -> NDArray[np.bool_]:
    """`hidden` for the areas of one level, with the siblings that it takes to cover them."""
    own, above = hidden[level], parent[level]
    need = np.minimum(counts, t + 1)
    need[~(hidden | _any_child(hidden, parent))] = 0
    have = np.zeros_like(counts)
    np.add.at(have, above[own], counts[level[own]])
    helps = ((counts[level] > 0) & (have < need)[above]).any(axis=1) & ~own
    # Siblings together: first those hidden anyhow, then the smallest that help, then the rest.
    # Equal sizes are told apart by their parts, not by their place in the list.
    ties = counts[level].T[::-1]
    order = np.lexsort((*ties, counts[level].sum(axis=1), ~helps, ~own, above))
    sums = np.cumsum(counts[level[order]], axis=0)
    before = sums - counts[level[order]]
    first = np.diff(above[order], prepend=-2) != 0
    start = np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))
    lacking = (before - before[start] < need[above[order]]).any(axis=1)
    taken = own.copy()
    taken[order] |= lacking & (counts[level[order]] > 0).any(axis=1)
    return taken


def _seen(areas: NDArray[np.bool_], parent: NDArray[np.intp]) -> NDArray[np.intp]:
    """The nearest published area above each area, -1 where there is none.

    This is the tree that a reader sees: a hidden area hands its published children up.
    """
    seen = parent.copy()
    for level in levels_of(parent)[1:]:
        covered = level[areas[parent[level]]]
        seen[covered] = seen[parent[covered]]
    return seen


def _in_tree(
    table: NDArray[np.int64], areas: NDArray[np.bool_], seen: NDArray[np.intp], t: int
) -> NDArray[np.bool_]:
    """Hidden options (areas, options), given the areas that are hidden without any filter.

    A hidden area hides every option; what the hidden ones under one published area hold together
    is known by subtraction, so they stand in the tree as one row.
    """
    shown = np.flatnonzero(~areas)
    place = np.full(len(areas) + 1, -1)
    place[shown] = np.arange(len(shown))
    above = place[seen[shown]]
    rest = table[shown].copy()
    np.subtract.at(rest, above[above >= 0], table[shown[above >= 0]])
    covering = np.unique(place[seen[areas]])
    covering = covering[covering >= 0]
    hidden = np.ones(table.shape[:2], dtype=bool)
    hidden[shown] = hidden_options(
        np.concatenate((table[shown], rest[covering])),
        np.concatenate((above, covering)),
        np.repeat([False, True], [len(shown), len(covering)]),
        t,
    )[: len(shown)]
    return hidden


def levels_of(parent: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Indices of the areas by their distance from the root."""
    levels = [np.flatnonzero(parent < 0)]
    while levels[-1].size:
        levels.append(np.flatnonzero(np.isin(parent, levels[-1])))
    return levels[:-1]


def _any_child(flags: NDArray[np.bool_], parent: NDArray[np.intp]) -> NDArray[np.bool_]:
    found = np.zeros(len(parent), dtype=bool)
    found[parent[flags & (parent >= 0)]] = True
    return found


def _beside(flags: NDArray[np.bool_], parent: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Areas that are flagged, or have a flagged sibling or child."""
    below = _any_child(flags, parent)
    return flags | below | np.where(parent >= 0, below[parent], False)


def _check(
    totals: NDArray[np.int64], tables: Sequence[NDArray[np.int64]], parent: NDArray[np.intp]
) -> None:
    below = np.zeros_like(totals)
    np.add.at(below, parent[parent >= 0], totals[parent >= 0])
    inner = _any_child(np.ones(len(parent), dtype=bool), parent)
    if (below[inner] != totals[inner]).any():
        raise ValueError("areas do not add up to their parents")
    if any((table.sum(axis=1) != totals).any() for table in tables):
        raise ValueError("options do not add up to the totals")


def _read_only(areas: NDArray[np.bool_], options: Sequence[NDArray[np.bool_]]) -> Hidden:
    for array in (areas, *options):
        array.flags.writeable = False
    return Hidden(areas, tuple(options))
