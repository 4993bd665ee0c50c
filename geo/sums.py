"""From cells to the sums that a measure needs, by block, under filters."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.cells import Cells, Columns
from geo.measures import Column, Measure, Term
from geo.profiles import SHAPE, Filtered, grid, union

_Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class TermSums:
    """Sums of one term, one element a block.

    `n` businesses are in the denominator, `total` is the sum of their weights; `positive` and
    `negative` businesses add to the numerator and take from it. `top` and `bottom` are the weighted
    sums of numerator and denominator; `tt`, `tb` and `bb` sum their products over businesses, None
    where no variance rests on them.
    """

    n: _Floats
    positive: _Floats
    negative: _Floats
    total: _Floats
    top: _Floats
    bottom: _Floats
    tt: _Floats | None
    tb: _Floats | None
    bb: _Floats | None


@dataclass(frozen=True, eq=False, slots=True)
class Sums:
    """Sums of every term of a measure by block, and the businesses left out as unknown."""

    terms: tuple[TermSums, ...]
    unknown: _Floats


@computed_once(maxsize=64)
def sums_of(cells: Cells, measure: Measure, filters: Filtered) -> Sums:
    """Sums of a measure by block of `cells`, over the businesses that the filters keep.

    They serve every area: a view, its comparison and its sentence ask for the same.
    """
    newmax = filters.newmax
    kept = grid(filters, newmax)
    tops = [grid(term.numerator.where, newmax) & kept for term in measure.terms]
    bottoms = [grid(term.denominator.where, newmax) & kept for term in measure.terms]
    whole = reduce(operator.or_, bottoms)
    left_out = union(measure.unknown, newmax) & kept & ~whole
    tally = _Tally(cells, (*tops, *bottoms, whole, left_out))
    terms = tuple(
        _term(cells, term, tally, number, number + len(tops), measure.scale < 0)
        for number, term in enumerate(measure.terms)
    )
    everyone = tally.table(cells.businesses.n)
    known = reduce(operator.add, (term.n for term in terms))
    unknown = everyone @ tally.members[-1] + everyone @ tally.members[-2] - known
    return Sums(terms, unknown)


@dataclass(frozen=True, eq=False, slots=True)
class CellSums:
    """Sums of a term as in `TermSums`, by block and cell of sector × size: (blocks, `CELLS`)."""

    n: _Floats
    positive: _Floats
    top: _Floats
    bottom: _Floats
    tt: _Floats | None
    tb: _Floats | None
    bb: _Floats | None


CELLS = SHAPE[-2] * SHAPE[-1]
"""Sectors × sizes, the unknown of each among them; a size is the finer of the two."""


@computed_once(maxsize=8)
def cell_sums(cells: Cells, measure: Measure, filters: Filtered) -> CellSums:
    """Sums of the one term of a quotient by block and cell, over whom the filters keep."""
    (term,) = measure.terms
    kept = grid(filters, filters.newmax)
    whole = (grid(term.denominator.where, filters.newmax) & kept).ravel()
    part = (grid(term.numerator.where, filters.newmax) & kept).ravel()
    columns = cells.columns.get(term.variable, cells.businesses)
    if term.variable not in cells.columns:
        whole = part = np.zeros_like(whole)
    blocks = len(cells.block_place)
    tables: dict[tuple[int, int], _Floats] = {}

    def rows_of(chosen: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        rows = np.flatnonzero(chosen[cells.profile])
        return rows, cells.cell_block[rows] * CELLS + cells.profile[rows] % CELLS

    placed = rows_of(part), rows_of(whole)

    def table(column: _Floats, which: int) -> _Floats:
        if (id(column), which) not in tables:
            rows, key = placed[which]
            found = np.bincount(key, column[rows], minlength=blocks * CELLS)
            tables[id(column), which] = found.astype(np.float64, copy=False).reshape(blocks, CELLS)
        return tables[id(column), which]

    up, down = term.numerator.column, term.denominator.column
    squared = columns.xx is not None
    return CellSums(
        n=table(columns.n, 1),
        positive=table(columns.positive, 0),
        top=table(_plain(columns, up), 0),
        bottom=table(_plain(columns, down), 1),
        tt=table(_product(columns, up, up), 0) if squared else None,
        tb=table(_product(columns, up, down), 0) if squared else None,
        bb=table(_product(columns, down, down), 1) if squared else None,
    )


class _Tally:
    """Sums columns of cells by block and by which of several sets of profiles a cell is in.

    One pass over the cells serves all sets: profiles that are in the same sets share a class.
    """

    def __init__(self, cells: Cells, sets: Sequence[NDArray[np.bool_]]) -> None:
        bits = sum((each.ravel().astype(np.int64) << bit for bit, each in enumerate(sets)), start=0)
        present = np.bincount(bits) > 0
        codes, of_profile = np.flatnonzero(present), (np.cumsum(present) - 1)[bits]
        self.members = [((codes >> bit) & 1).astype(np.float64) for bit in range(len(sets))]
        """For each set, 1.0 for the classes that it holds."""
        self._classes = len(codes)
        self._blocks = len(cells.block_place)
        self._key = cells.cell_block * self._classes
        self._key += of_profile[cells.profile]
        self._tables: dict[int, _Floats] = {}

    def table(self, column: _Floats) -> _Floats:
        """Sums of a column, one row a block and one column a class."""
        if id(column) not in self._tables:
            size = self._blocks * self._classes
            table = np.bincount(self._key, column, minlength=size).astype(np.float64, copy=False)
            self._tables[id(column)] = table.reshape(self._blocks, self._classes)
        return self._tables[id(column)]

    def over(self, column: _Floats, number: int) -> _Floats:
        """Sums of a column by block over set `number`."""
        return self.table(column) @ self.members[number]


def _term(cells: Cells, term: Term, tally: _Tally, top: int, bottom: int, losses: bool) -> TermSums:
    columns = cells.columns.get(term.variable)
    if columns is None:
        none = np.zeros(len(cells.block_place))
        squares = none if cells.businesses.xx is not None else None
        return TermSums(none, none, none, none, none, none, squares, squares, squares)
    over, up, down = tally.over, term.numerator.column, term.denominator.column
    gains = over(columns.positive, top)
    falls = over(columns.n, top) - gains
    squared = columns.xx is not None
    return TermSums(
        n=over(columns.n, bottom),
        positive=falls if losses else gains,
        negative=gains if losses else falls,
        total=over(columns.w, bottom),
        top=over(_plain(columns, up), top),
        bottom=over(_plain(columns, down), bottom),
        tt=over(_product(columns, up, up), top) if squared else None,
        tb=over(_product(columns, up, down), top) if squared else None,
        bb=over(_product(columns, down, down), bottom) if squared else None,
    )


def _plain(columns: Columns, which: Column) -> _Floats:
    return columns.y if which is Column.Y else columns.x


def _product(columns: Columns, one: Column, other: Column) -> _Floats:
    same = columns.yy if one is Column.Y else columns.xx
    product = same if one is other else columns.xy
    if product is None:
        raise ValueError("this cell table holds no squares")
    return product
