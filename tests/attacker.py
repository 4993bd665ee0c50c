"""A reader who combines everything that is published, by linear programming."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import qr
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array

from geo.disclosure import Hidden


@dataclass(frozen=True)
class Register:
    """Counts of one measure: `tables` (areas, options, parts) by dimension, `parent` indices."""

    tables: tuple[NDArray[np.int64], ...]
    parent: NDArray[np.intp]

    @property
    def totals(self) -> NDArray[np.int64]:
        return self.tables[0].sum(axis=1)

    def above(self, area: int) -> Iterator[int]:
        """The area and those that it lies in."""
        while area >= 0:
            yield area
            area = int(self.parent[area])

    @property
    def leaves(self) -> NDArray[np.intp]:
        return np.setdiff1d(np.arange(len(self.parent)), self.parent)


@dataclass(frozen=True)
class Cell:
    """One number of one table: `chosen` options of a dimension, or None where none is filtered.

    Of a rest `area` is the parent, and `without` the part taken out.
    """

    area: int
    dimension: int = 0
    chosen: NDArray[np.bool_] | None = None
    without: int | None = None


@dataclass(frozen=True)
class Bounds:
    """What the reader can say of one hidden cell: per part the true count, least and most."""

    cell: Cell
    true: NDArray[np.int64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]


def selections(options: int) -> list[NDArray[np.bool_]]:
    """Every filter on a dimension, but none and all of its options."""
    return [np.array(c, dtype=bool) for c in product([False, True], repeat=options)][1:-1]


@dataclass(frozen=True)
class Attack:
    """The unknowns are the counts of the finest cells, leaf after leaf, options of all dimensions.

    They are not negative, and add up to every number that is published; no more is used of them,
    not even that they are whole.
    """

    register: Register
    hidden: Hidden
    published: list[Cell] = field(init=False, default_factory=list)
    covered: list[Cell] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for area, covered in enumerate(self.hidden.areas):
            (self.covered if covered else self.published).append(Cell(area))
        for dimension, table in enumerate(self.register.tables):
            for chosen in selections(table.shape[1]):
                for area, covered in enumerate(self.hidden.selection(dimension, chosen)):
                    cell = Cell(area, dimension, chosen)
                    (self.covered if covered else self.published).append(cell)
        self.published.extend(self._rests())

    def _rests(self) -> list[Cell]:
        """Of each table the rests of which both the parent and the part taken out are published."""

        def code(cell: Cell, area: int) -> tuple[int, int, bytes | None]:
            return area, cell.dimension, None if cell.chosen is None else cell.chosen.tobytes()

        known = {code(cell, cell.area) for cell in self.published}
        return [
            Cell(above, cell.dimension, cell.chosen, without=cell.area)
            for cell in self.published
            if code(cell, above := int(self.register.parent[cell.area])) in known
        ]

    def true(self, cell: Cell) -> NDArray[np.int64]:
        if cell.without is not None:
            whole, out = self._split(cell)
            return self.true(whole) - self.true(out)
        table = self.register.tables[cell.dimension][cell.area]
        return table.sum(axis=0) if cell.chosen is None else table[cell.chosen].sum(axis=0)

    def bounds(self, cells: list[Cell]) -> list[Bounds]:
        """Least and greatest count of each part of each cell, each on its own."""
        return [
            bound
            for start in range(0, len(cells), 8)
            for bound in self._solved(cells[start : start + 8])
        ]

    def _solved(self, cells: list[Cell]) -> list[Bounds]:
        """Programs that share nothing are one program: a copy of all unknowns for each bound."""
        equations, right = self._known
        parts = right.shape[1]
        # Stands for no bound at all, where a root is hidden.
        endless = 10 * (1 + self.register.totals.max())
        rows = np.array([self._row(cell) for cell in cells])
        aims = np.repeat(np.stack((rows, -rows), axis=1), parts, axis=1)
        copies = aims.shape[0] * aims.shape[1]
        found = linprog(
            aims.ravel(),
            A_eq=block_diag([equations] * copies, format="csr"),
            b_eq=np.tile(right.T.ravel(), 2 * len(cells)),
            bounds=(0, endless),
            method="highs",
        )
        assert found.status == 0, found.message
        ends = (rows[:, None, None] * found.x.reshape(len(cells), 2, parts, -1)).sum(axis=3)
        return [
            Bounds(cell, self.true(cell), low, high)
            for cell, (low, high) in zip(cells, ends, strict=True)
        ]

    def contained(self, cell: Cell, part: int) -> bool:
        """Whether a published number that contains the cell is equal to it."""
        above = set(self.register.above(cell.area))
        return any(
            self.true(other)[part] == self.true(cell)[part]
            for other in self.published
            if other.area in above and other.without not in above
            if other.without is None or other.area != cell.area
            if other.chosen is None or _holds(other, cell)
        )

    @cached_property
    def _inside(self) -> NDArray[np.float64]:
        """1 where a leaf (column) lies in an area (row)."""
        above = [set(self.register.above(int(leaf))) for leaf in self.register.leaves]
        areas = range(len(self.register.parent))
        return np.array([[float(area in found) for found in above] for area in areas])

    @staticmethod
    def _split(cell: Cell) -> tuple[Cell, Cell]:
        """The parent and the part taken out that a rest is the difference of."""
        out = cell.area if cell.without is None else cell.without
        return Cell(cell.area, cell.dimension, cell.chosen), Cell(out, cell.dimension, cell.chosen)

    def _row(self, cell: Cell) -> NDArray[np.float64]:
        if cell.without is not None:
            whole, out = self._split(cell)
            return self._row(whole) - self._row(out)
        parts = [np.zeros(table.shape[1]) for table in self.register.tables]
        parts[cell.dimension][:] = 1.0 if cell.chosen is None else cell.chosen
        return np.kron(self._inside[cell.area], np.concatenate(parts))

    @cached_property
    def _known(self) -> tuple[csr_array, NDArray[np.int64]]:
        """Published sums, and that each dimension splits the same businesses of a leaf."""
        rows = [self._row(cell) for cell in self.published]
        values = [self.true(cell) for cell in self.published]
        for leaf in self.register.leaves:
            first = self._row(Cell(int(leaf)))
            for dimension in range(1, len(self.register.tables)):
                rows.append(self._row(Cell(int(leaf), dimension)) - first)
                values.append(np.zeros_like(self.register.totals[0]))
        matrix, right = np.array(rows), np.array(values)
        # The solver is quicker without equations that follow from the others.
        _, triangle, order = qr(matrix.T, mode="economic", pivoting=True)
        rank = int((np.abs(np.diag(triangle)) > 1e-9).sum())
        return csr_array(matrix[order[:rank]]), right[order[:rank]]


def _holds(other: Cell, cell: Cell) -> bool:
    if cell.chosen is None or other.chosen is None or other.dimension != cell.dimension:
        return False
    return bool((other.chosen | ~cell.chosen).all())
