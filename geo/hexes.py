"""Hexagons of where businesses are: estimates by hexagon that add up to those of every area.

Businesses are summed by piece, the part of a hexagon that lies in one kelurahan, and never
otherwise: the pieces of an area add up to its row of the table, whatever the area. What disclosure
control withholds are pieces too (`docs/adr/0013-points-and-hexagons.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.estimate import estimate
from geo.hexcover import covered, small, split_options
from geo.lattice import width_for
from geo.measures import MEASURES
from geo.model import Flag, Level
from geo.pieces import NOWHERE, Pieces, by_option, pieces_of, records_in
from geo.profiles import DIMENSIONS, grid
from geo.query import Filters
from geo.recorded import LEAST, SHOWN, domain_of
from geo.withheld import withheld

_Floats = NDArray[np.float64]
_Counts = NDArray[np.int64]
_Codes = NDArray[np.int32]
_Number = TypeVar("_Number", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class HexTable:
    """Estimated businesses by hexagon, and how they add up to areas; all arrays read-only.

    One element a hexagon that is drawn: `q`, `r` (see `geo.lattice`), `value`, `n` (NaN below
    `LEAST` records if unreliable), `flags`. `value` is the weighted sum and stands for a colour; a
    number may be printed of it only where the flag is one of `recorded.SHOWN`.

    One element an area of `codes`: `drawn` is what its share of the drawn hexagons holds,
    `withheld` what lies in hexagons that disclosure control keeps back, `unplaced` what has an
    area but no point. The three together are the area's row of the table of businesses.
    """

    width: int
    epsg: int
    q: _Codes
    r: _Codes
    value: _Floats
    n: _Floats
    flags: tuple[Flag, ...]
    codes: tuple[str, ...]
    drawn: _Floats
    withheld: _Floats
    unplaced: _Floats


def hex_table(data: Dataset, filters: Filters, area: str, level: Level) -> HexTable:
    """Hexagons of the businesses inside `area` (BPS code), and their sums by area of `level`.

    A level coarser than the area stands for the area itself.
    """
    region = data.gazetteer.region_of(area)
    whole = domain_of(data.cells, (area,))[data.cells.block_place][data.cells.cell_block] == 0
    records = round(float(data.cells.businesses.n[whole].sum()))
    pieces = pieces_of(data, region.code, width_for(data.gazetteer.area(area).km2, records))
    codes = tuple(part.code for part in data.gazetteer.descendants(area, level)) or (area,)
    placed = pieces.hexagon != NOWHERE
    out = np.append(_withheld(data, pieces, filters), False)[pieces.hexagon]
    drawn, kept_back, unplaced = _sums_by_area(
        pieces, filters, codes, (placed & ~out, placed & out, ~placed)
    )
    inside = domain_of(pieces.cells, (area,)) == 0
    touching = np.unique(pieces.hexagon[inside & placed & ~out])
    rows = np.flatnonzero(placed & np.isin(pieces.hexagon, touching))
    hexagon = np.full(len(pieces.hexagon), NOWHERE, dtype=np.int64)
    hexagon[rows] = np.searchsorted(touching, pieces.hexagon[rows])
    found = estimate(pieces.cells, MEASURES["businesses"], filters, hexagon, len(touching))
    held = found.n > 0
    first = np.full(len(touching), 0, dtype=np.int64)
    first[hexagon[rows]] = rows
    at, n = first[held], found.n[held].astype(np.float64)
    flags = tuple(flag for flag, own in zip(found.flags, held.tolist(), strict=True) if own)
    n[[flag not in SHOWN and count < LEAST for flag, count in zip(flags, n, strict=True)]] = np.nan
    return HexTable(
        width=pieces.width,
        epsg=region.epsg,
        q=_fixed(pieces.q[at]),
        r=_fixed(pieces.r[at]),
        value=_fixed(found.value[held]),
        n=_fixed(n),
        flags=flags,
        codes=codes,
        drawn=_fixed(drawn),
        withheld=_fixed(kept_back),
        unplaced=_fixed(unplaced),
    )


def _sums_by_area(
    pieces: Pieces, filters: Filters, codes: Sequence[str], kinds: Sequence[NDArray[np.bool_]]
) -> list[_Floats]:
    """Weighted businesses of the pieces of each kind by area."""
    cells = pieces.cells
    weight = grid(filters, filters.newmax).ravel()[cells.profile] * cells.businesses.w
    total = np.bincount(cells.block_place[cells.cell_block], weight, minlength=len(pieces.hexagon))
    place = domain_of(cells, codes)
    return [
        np.bincount(place[own], total[own], minlength=len(codes)).astype(np.float64, copy=False)
        for own in (kind & (place >= 0) for kind in kinds)
    ]


def _fixed(array: NDArray[_Number]) -> NDArray[_Number]:
    array.flags.writeable = False
    return array


@computed_once(maxsize=128)
def _withheld(data: Dataset, pieces: Pieces, filters: Filters) -> NDArray[np.bool_]:
    """Hexagons that are not drawn, by their number."""
    t = data.disclosure_min
    placed = np.flatnonzero(pieces.hexagon != NOWHERE)
    hexagon, size = pieces.hexagon[placed], int(pieces.hexagon.max(initial=NOWHERE)) + 1
    kept = grid(filters, filters.newmax).ravel()
    counts = records_in(pieces, kept)[placed]
    chosen, everyone = (
        np.bincount(hexagon, own, minlength=size).astype(np.int64)
        for own in (counts, records_in(pieces, None)[placed])
    )
    hidden = [small(chosen, t), small(everyone - chosen, t)]
    for axis, name in enumerate(DIMENSIONS):
        picked = getattr(filters, name)
        if 0 < len(picked) < len(OPTIONS[axis]):
            wanted = np.array([code in picked for code in OPTIONS[axis]])
            hidden.append(split_options(by_option(pieces, axis, filters.newmax), wanted, t))
    node, published = _nodes(data, pieces, filters)
    # What lies wholly in areas that the table hides would bound them from below.
    bounded = np.bincount(hexagon, counts * published[node[placed]], minlength=size) == 0
    return _fixed(covered(hexagon, node[placed], counts, [*hidden, bounded], t))


def _nodes(
    data: Dataset, pieces: Pieces, filters: Filters
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """For each piece the nearest area around it whose row the table publishes, as a number.

    And for each number whether it stands for a place itself, not for the rest of a larger area.
    """
    around = [[area.code for area in data.gazetteer.ancestors(code)] for code in pieces.names]
    lines = [[code, *above] for code, above in zip(pieces.names, around, strict=True)]
    codes = sorted({code for line in lines for code in line})
    hidden = dict(zip(codes, withheld(data, MEASURES["businesses"], filters, codes), strict=True))
    nearest = [next((code for code in line if not hidden[code]), "") for line in lines]
    names, number = np.unique(nearest, return_inverse=True)
    own = set(pieces.names)
    return number[pieces.place], np.array([name in own for name in names.tolist()])
