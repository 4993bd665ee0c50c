"""Hexagons cut by kelurahan: what businesses are summed by, so that both add up."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.cells import Cells, build_cells
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.lattice import hexagon_of, metres_of
from geo.records import Records
from geo.withheld import option_of_profile

_Counts = NDArray[np.int64]
_Codes = NDArray[np.int32]

NOWHERE = -1
"""Hexagon of a business without a point."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Hexagons cut by kelurahan, in one region at one width; arrays of one element a piece.

    `cells.places` name the pieces: a BPS code, then letters that tell pieces of one place apart.
    `hexagon` numbers the hexagons, `NOWHERE` for the piece of those without a point, whose `q` and
    `r` mean nothing; `place` is an index into `names`, the BPS codes of the places.
    """

    width: int
    cells: Cells
    hexagon: _Counts
    q: _Codes
    r: _Codes
    place: NDArray[np.intp]
    names: tuple[str, ...]


@computed_once(maxsize=16)
def pieces_of(data: Dataset, region: str, width: int) -> Pieces:
    """Pieces of a region (BPS code of its root) in hexagons of `width` metres, summed once."""
    records = data.records
    own = np.array([code.startswith(region) for code in records.places])
    rows = np.flatnonzero(own[records.place])
    place = records.place[rows].astype(np.int64)
    q, r, pointed = _located(records, rows, data.gazetteer.region_of(region).epsg, width)
    # One key a piece: its place, whether it has a point at all, its hexagon.
    low_q, low_r = (int(axis.min(initial=0)) for axis in (q, r))
    wide_q, wide_r = (int(axis.max(initial=0)) - low + 1 for axis, low in ((q, low_q), (r, low_r)))
    hexagon = (q - low_q).astype(np.int64) * wide_r + (r - low_r)
    hexagon = np.where(pointed, hexagon, NOWHERE)
    _, first, piece = np.unique(
        place * (wide_q * wide_r + 1) + hexagon + 1, return_index=True, return_inverse=True
    )
    used, of_place = np.unique(place[first], return_inverse=True)
    names = tuple(records.places[at] for at in used)
    labels = tuple(f"{names[at]}x{number}" for number, at in enumerate(of_place.tolist()))
    return Pieces(
        width=width,
        cells=build_cells(_counted(records, rows, labels, piece.astype(np.int32))),
        hexagon=_numbered(hexagon[first]),
        q=q[first],
        r=r[first],
        place=of_place,
        names=names,
    )


def _numbered(keys: _Counts) -> _Counts:
    """Keys as numbers from 0 in their order; `NOWHERE` stays."""
    _, number = np.unique(keys[keys != NOWHERE], return_inverse=True)
    found = np.full(len(keys), NOWHERE, dtype=np.int64)
    found[keys != NOWHERE] = number
    return found


def _located(
    records: Records, rows: NDArray[np.intp], epsg: int, width: int
) -> tuple[_Codes, _Codes, NDArray[np.bool_]]:
    """Hexagon (q, r) of each business, and whether it has one; 0, 0 where it has no point."""
    q, r = (np.zeros(len(rows), dtype=np.int32) for _ in range(2))
    if records.lon is None or records.lat is None:
        return q, r, np.zeros(len(rows), dtype=bool)
    lon, lat = records.lon[rows], records.lat[rows]
    pointed = np.isfinite(lon) & np.isfinite(lat)
    x, y = metres_of(lon[pointed], lat[pointed], epsg)
    found = hexagon_of(x, y, width)
    q[:], r[:] = (int(axis.min(initial=0)) if len(axis) else 0 for axis in found)
    q[pointed], r[pointed] = found
    return q, r, pointed


_COUNTED = frozenset({"place", "use", "years", "growth", "sector", "size", "weight", "stratum"})


def _counted(
    records: Records, rows: NDArray[np.intp], places: tuple[str, ...], place: _Codes
) -> Records:
    """Some businesses in places of another kind, with nothing known of them but who counts."""
    unknown = np.full(len(rows), np.nan)
    changed: dict[str, Any] = {
        item.name: value[rows] if item.name in _COUNTED else unknown
        for item in fields(records)
        if isinstance(value := getattr(records, item.name), np.ndarray)
    }
    psu = None if records.psu is None else records.psu[rows]
    return replace(records, **changed | {"places": places, "place": place, "psu": psu})


@computed_once(maxsize=64)
def by_option(pieces: Pieces, axis: int, newmax: int) -> _Counts:
    """Records by hexagon and option of one dimension, read-only."""
    options = len(OPTIONS[axis])
    of_cell = pieces.hexagon[pieces.cells.block_place[pieces.cells.cell_block]]
    placed = of_cell != NOWHERE
    key = of_cell * options + option_of_profile(axis, newmax)[pieces.cells.profile]
    size = int(pieces.hexagon.max(initial=NOWHERE)) + 1
    n = np.bincount(key[placed], pieces.cells.businesses.n[placed], minlength=size * options)
    counts: _Counts = np.rint(n).astype(np.int64).reshape(size, options)
    counts.flags.writeable = False
    return counts


def records_in(pieces: Pieces, kept: NDArray[np.bool_] | None) -> _Counts:
    """Records by piece, of the profiles `kept` (bool by profile) or of all."""
    cells = pieces.cells
    n = cells.businesses.n if kept is None else cells.businesses.n * kept[cells.profile]
    found = np.bincount(cells.block_place[cells.cell_block], n, minlength=len(pieces.hexagon))
    return np.rint(found).astype(np.int64)
