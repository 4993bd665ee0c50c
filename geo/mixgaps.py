"""Mixes of several areas beside one another, and which of their shares surely differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from geo.caching import computed_once
from geo.dataset import Dataset
from geo.difference import Differences, difference
from geo.mixes import Mix, Piece, mix, share_measure
from geo.model import Flag
from geo.query import Filters
from geo.recorded import domain_of


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a dimension: its share in each area, the first area before all.

    `sure` has one element for each further area: 1 where the share of the first is surely larger
    than there, -1 where it is surely smaller, else 0, as `geo.separation.differ` judges the two
    shares and their difference. It is 0 where either share is not shown.
    """

    code: str
    pieces: tuple[Piece, ...]
    sure: tuple[int, ...]

    @property
    def largest(self) -> float:
        """The largest share that is shown in any area, in per cent; 0 where none is."""
        return max((piece.value for piece in self.pieces if piece.shown), default=0.0)

    @property
    def end(self) -> float:
        """The upper end of the intervals of all areas, in per cent; 0 where no share is shown."""
        return max((_end(piece) for piece in self.pieces if piece.shown), default=0.0)

    @property
    def void(self) -> bool:
        """Whether no area has such businesses, as far as may be told."""
        return all(piece.flag is Flag.NODATA or piece.value == 0 for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Beside:
    """One dimension of several areas: its options, and the unknown businesses of each area.

    `unknown` is None where that count is withheld.
    """

    dimension: str
    options: tuple[Option, ...]
    unknown: tuple[int | None, ...]


@computed_once(maxsize=128)
def beside(
    data: Dataset, dimension: str, filters: Filters, areas: tuple[str, ...]
) -> Beside | None:
    """Mixes of `areas` (BPS codes), None where the filters choose among the options already."""
    found = [mix(data, dimension, filters, area) for area in areas]
    mixes = [own for own in found if own is not None]
    if len(mixes) < len(found):
        return None
    return Beside(
        dimension,
        tuple(_options(data, dimension, filters, areas, mixes)),
        tuple(own.unknown for own in mixes),
    )


def share_gap(
    data: Dataset, dimension: str, option: str, filters: Filters, a: str, b: str
) -> Differences:
    """The share of an option in `a` minus that in `b` (BPS codes of any level), in points.

    Of what is not shown too: who tells of a difference asks first whether both shares are shown.
    """
    cells = data.cells
    measure = share_measure(dimension, option)
    reference = domain_of(cells, (b,)) == 0
    return difference(cells, measure, filters, domain_of(cells, (a,)), 1, reference)


def _options(
    data: Dataset, dimension: str, filters: Filters, areas: tuple[str, ...], mixes: list[Mix]
) -> Iterator[Option]:
    for pieces in zip(*(own.pieces for own in mixes), strict=True):
        code, first = pieces[0].code, pieces[0]
        sure = tuple(
            _sign(share_gap(data, dimension, code, filters, areas[0], area))
            if first.shown and piece.shown and area != areas[0]
            else 0
            for area, piece in zip(areas[1:], pieces[1:], strict=True)
        )
        yield Option(code, pieces, sure)


def _sign(gap: Differences) -> int:
    return int(np.sign(gap.value[0])) if bool(gap.clear[0]) else 0


def _end(piece: Piece) -> float:
    return piece.value if np.isnan(piece.high) else piece.high
