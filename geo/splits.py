"""Estimates of job flows for every option of a dimension at once, and for groups of options.

The numbers are those that `estimate` gives for a measure whose numerator holds one option and whose
denominator holds all continuing businesses; they come from the same linearisation, but for what
calibration fixes (`geo.controls`): their errors leave that aside, and tend to be too large. An area
is laid out once for each row that is asked for, as if the copies were areas of one map: all rows
then cost one pass over the cells in place of one each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from geo.cells import Cells
from geo.counts import OPTIONS
from geo.estimate import Estimates, estimate_of
from geo.measures import MEASURES, POINTS, Column, Kind, Measure, Part, Term, Variable
from geo.profiles import DIMENSIONS, grid
from geo.query import Filters
from geo.recorded import domain_of
from geo.sums import Sums, TermSums
from geo.withheld import option_of_profile

_Floats = NDArray[np.float64]

GROWTH = MEASURES["jobgrowth"]
_TERM = GROWTH.terms[0]
_CONTINUING = _TERM.denominator.where

SHARE = Measure(
    "meanworkers",
    Kind.RATIO,
    (Term(Variable.FLOW, Part(Column.X, _CONTINUING), Part(Column.X, _CONTINUING)),),
    scale=100,
    contrast=POINTS,
)
"""Share in the mean of the workers of both years, per cent of all continuing businesses."""


@dataclass(frozen=True, eq=False, slots=True)
class Split:
    """Continuing businesses of one area under filters, by block and option of one dimension.

    `cells` holds the blocks of the area and the design of the whole sample, and no cells. `sums`
    are arrays of shape (blocks, options): how many businesses there are (`n`), how many of them
    gained and lost workers (`gains`, `falls`), and the sums of `geo.cells.Columns` over (change of
    workers y, mean workers x), those of squares only where a variance rests on them.
    """

    cells: Cells
    filters: Filters
    sums: Mapping[str, _Floats]

    @property
    def options(self) -> int:
        """Number of options of the dimension."""
        return int(self.sums["n"].shape[1])

    @property
    def present(self) -> NDArray[np.intp]:
        """Indices of the options that have a business."""
        return np.flatnonzero(self.sums["n"].any(axis=0))

    def growth(self, groups: NDArray[np.bool_]) -> Estimates:
        """Growth of the businesses of groups of options themselves; one element a group.

        `groups` (groups, options) says which options each holds.
        """
        chosen = groups.astype(np.float64)
        return self._estimates(GROWTH, chosen, chosen)

    def contribution(self, groups: NDArray[np.bool_] | _Floats) -> Estimates:
        """What groups of options add to the growth of the area, in points; one element a group.

        A group that takes an option with -1 gives the difference of two contributions.
        """
        return self._estimates(GROWTH, groups.astype(np.float64), np.ones(groups.shape))

    def share(self, groups: NDArray[np.bool_]) -> Estimates:
        """Share of groups of options in the mean workers of the area, per cent."""
        return self._estimates(SHARE, groups.astype(np.float64), np.ones(groups.shape))

    def _estimates(self, measure: Measure, top: _Floats, bottom: _Floats) -> Estimates:
        rows, blocks = len(top), len(self.cells.block_place)
        copies = replace(
            self.cells,
            block_place=np.repeat(np.arange(rows, dtype=np.int32), blocks),
            block_stratum=np.tile(self.cells.block_stratum, rows),
            block_psu=None if self.cells.block_psu is None else np.tile(self.cells.block_psu, rows),
        )
        term = self._term(measure.terms[0].numerator.column, top, bottom)
        sums = Sums((term,), np.zeros(rows * blocks))
        return estimate_of(sums, copies, measure, self.filters, np.arange(rows), rows)

    def _term(self, column: Column, top: _Floats, bottom: _Floats) -> TermSums:
        """Sums of all rows, one row of blocks after another."""

        def over(name: str, weights: _Floats) -> _Floats:
            return (weights @ self.sums[name].T).ravel()

        flow = column is Column.Y
        squares = {
            "tt": ("yy" if flow else "xx", top * top),
            "tb": ("xy" if flow else "xx", top * bottom),
            "bb": ("xx", bottom),
        }
        held = "xx" in self.sums
        return TermSums(
            n=over("n", bottom),
            positive=over("gains" if flow else "n", top),
            negative=over("falls", top),
            total=over("w", bottom),
            top=over("y" if flow else "x", top),
            bottom=over("x", bottom),
            **{key: over(*what) if held else None for key, what in squares.items()},
        )


def splits(
    cells: Cells, filters: Filters, area: str, dimensions: tuple[str, ...]
) -> Mapping[str, Split]:
    """Continuing businesses of an area (BPS code) by option of each of the dimensions.

    Raises `KeyError` where the records hold no workers of the base year.
    """
    columns = cells.columns[_TERM.variable]
    chosen = (grid(filters, filters.newmax) & grid(_CONTINUING, filters.newmax)).ravel()
    inside = (domain_of(cells, (area,)) >= 0)[cells.block_place]
    rows = np.flatnonzero(inside[cells.cell_block] & chosen[cells.profile])
    profile = cells.profile[rows]
    held, block = np.unique(cells.cell_block[rows], return_inverse=True)
    own = replace(
        cells,
        profile=profile[:0],
        cell_block=cells.cell_block[:0],
        block_stratum=cells.block_stratum[held],
        block_place=cells.block_place[held],
        block_psu=None if cells.block_psu is None else cells.block_psu[held],
        columns=MappingProxyType({}),
        controls=None,
    )
    moved = grid(_TERM.numerator.where, filters.newmax).ravel()[profile]
    names = ("n", "w", "x", "y", "xx", "xy", "yy")
    given = {name: column[rows] for name in names if (column := getattr(columns, name)) is not None}
    given["gains"] = columns.positive[rows]
    given["falls"] = (given["n"] - given["gains"]) * moved
    found = {}
    for dimension in dimensions:
        axis = DIMENSIONS.index(dimension)
        options = len(OPTIONS[axis])
        key = block * options + option_of_profile(axis, filters.newmax)[profile]
        sums = {
            name: np.bincount(key, column, minlength=len(held) * options)
            .astype(np.float64, copy=False)
            .reshape(len(held), options)
            for name, column in given.items()
        }
        found[dimension] = Split(own, filters, MappingProxyType(sums))
    return MappingProxyType(found)
