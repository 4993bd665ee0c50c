"""Blocks of hidden cells: which options of one filter stay hidden in which areas of a tree.

Under one parent the hidden cells form a block, some areas × some options. What a reader can work
out about a block are its row sums (an area's total less its published options) and its column
sums (the parent's option less its published areas). With row sum r, column sum c and sum n of the
whole block, a cell can hold anything from max(0, r + c - n) to min(r, c) (the bounds of Fréchet,
1940), a width of min(r, c, n - r, n - c). A block grows until all four exceed t for each cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


def hidden_options(
    counts: NDArray[np.int64], parent: NDArray[np.intp], merged: NDArray[np.bool_], t: int
) -> NDArray[np.bool_]:
    """Which options are hidden in which areas; bool (areas, options).

    `counts` (areas, options, parts) add up over the areas: a parent is the sum of its children.
    `parent` holds indices, -1 for a root. The reader knows
    every area's total over the options; each is 0 or more than t wherever something is hidden.
    `merged` marks leaves that stand for several areas at once.
    """
    hidden: NDArray[np.bool_] = np.any(_small(counts, parent, merged, t), axis=2)
    free = np.zeros(counts.shape, dtype=bool)
    for above, below in _families(parent):
        if above < 0:
            for root in below[hidden[below].any(axis=1)]:
                # Nothing adds up over roots: only the row sum is known.
                alone = _Block(counts[[root]], np.ones(counts.shape[1:], dtype=bool), t)
                hidden[root], free[root] = (part[0] for part in alone.grow(hidden[[root]]))
        elif hidden[above].any() or hidden[below].any():
            block = _Block(counts[below], free[above], t)
            hidden[below], free[below] = block.grow(hidden[below], hidden[above])
    return hidden


def _families(parent: NDArray[np.intp]) -> list[tuple[int, NDArray[np.intp]]]:
    """Each parent with its children, -1 with the roots; a parent after the one above it."""
    order = np.argsort(parent, kind="stable")
    starts = np.flatnonzero(np.diff(parent[order], prepend=-2))
    parts = np.split(order, starts[1:])
    below = {int(parent[part[0]]): part for part in parts if part.size}
    families, ready = [], [-1]
    for above in ready:
        if above in below:
            families.append((above, below[above]))
            ready.extend(below[above].tolist())
    return families


def _small(
    counts: NDArray[np.int64], parent: NDArray[np.intp], merged: NDArray[np.bool_], t: int
) -> NDArray[np.bool_]:
    """Counts that may not be published for their own sake; bool of the shape of `counts`.

    1 to t - 1, and t itself where areas lie inside, since it would bound each of them by t. Where
    several areas are merged even 0 tells too much: it would be theirs, one by one.
    """
    inside = merged.copy()
    inside[parent[parent >= 0]] = True
    least = np.where(inside, t + 1, t)[:, None, None]
    small: NDArray[np.bool_] = (counts > 0) & (counts < least)
    tells = merged & (parent >= 0)
    small[tells] |= (counts[tells] <= t) & (counts[parent[tells]] > t)
    return small


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """The children of one parent: `counts` (areas, options, parts).

    `free` (options, parts) says where the parent's own count is hidden and can vary by more than
    t: its column sum is then no bound.
    """

    counts: NDArray[np.int64]
    free: NDArray[np.bool_]
    t: int

    def grow(
        self, hidden: NDArray[np.bool_], above: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Hidden cells (areas, options), and which of their counts vary by more than t.

        `hidden` are the cells to begin with, `above` the options hidden in the parent. The
        smallest option or area that helps is added, one by one; what hiding everything here
        could not widen follows from published totals, and is let be.
        """
        rows: NDArray[np.bool_] = np.any(hidden, axis=1)
        columns: NDArray[np.bool_] = np.any(hidden, axis=0)
        if above is not None:
            columns |= above
        every = self._wide(np.ones_like(rows), np.ones_like(columns))
        while True:
            missing = every & ~self._wide(rows, columns)
            missing[~rows] = False
            missing[:, ~columns] = False
            lacking = self._lacking(rows, above)
            if not missing.any() and not lacking.any():
                break
            self._add(rows, columns, missing, lacking)
        block = rows[:, None] & columns
        return block, every & block[:, :, None]

    def _sums(
        self, rows: NDArray[np.bool_], columns: NDArray[np.bool_]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Row sums (areas, parts), column sums (options, parts) and sum (parts) of a block."""
        across = self.counts[:, columns].sum(axis=1)
        return across, self.counts[rows].sum(axis=0), across[rows].sum(axis=0)

    def _wide(self, rows: NDArray[np.bool_], columns: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a count of the block can vary by more than t; (areas, options, parts)."""
        across, down, whole = self._sums(rows, columns)
        row, rest = across > self.t, whole - across > self.t
        column = (down > self.t) & (whole - down > self.t)
        wide: NDArray[np.bool_] = row[:, None] & (self.free | (rest[:, None] & column))
        return wide

    def _lacking(
        self, rows: NDArray[np.bool_], above: NDArray[np.bool_] | None
    ) -> NDArray[np.bool_]:
        """Counts hidden in the parent of which too little lies in hidden areas; (options, parts).

        What the published areas hold is a lower bound for the parent's own count.
        """
        if above is None:
            return np.zeros(self.counts.shape[1:], dtype=bool)
        enough = np.minimum(self.counts.sum(axis=0), self.t + 1)
        lacking: NDArray[np.bool_] = self.counts[rows].sum(axis=0) < enough
        return lacking & above[:, None]

    def _add(
        self,
        rows: NDArray[np.bool_],
        columns: NDArray[np.bool_],
        missing: NDArray[np.bool_],
        lacking: NDArray[np.bool_],
    ) -> None:
        """Add one option or one area to the block: the smallest that holds what it lacks."""
        across, down, whole = self._sums(rows, columns)
        closed = missing & ~self.free
        held, size = self.counts > 0, self.counts.sum(axis=2)
        poor_row = missing.any(axis=1) & (across <= self.t)
        poor_column = (closed.any(axis=0) & (down <= self.t)) | lacking
        thin_column = closed.any(axis=0) & (whole - down <= self.t)
        thin_row = closed.any(axis=1) & (whole - across <= self.t)
        poor_rest = np.any(np.concatenate((thin_column, thin_row)), axis=0)
        wider = columns, size[rows].sum(axis=0)
        longer = rows, size[:, columns].sum(axis=1)
        # A row sum grows by options alone, a column sum by areas alone, what is beside either by
        # both; at last comes whatever is left.
        for (taken, mass), helps in (
            (wider, (held & poor_row[:, None]).any(axis=(0, 2))),
            (longer, (held & poor_column).any(axis=(1, 2))),
            (wider, (held[rows].any(axis=0) & poor_rest).any(axis=1)),
            (longer, (held[:, columns].any(axis=1) & poor_rest).any(axis=1)),
            (wider, np.ones_like(columns)),
            (longer, np.ones_like(rows)),
        ):
            left = np.flatnonzero(~taken & helps)
            if left.size:
                taken[left[np.argmin(mass[left])]] = True
                return
        raise AssertionError("a whole table lacks nothing")
