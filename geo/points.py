"""Single businesses at their points, where their provenance allows it and the view is small."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.counts import live_counts
from geo.dataset import Dataset
from geo.profiles import YEARS_MORE, YEARS_UNKNOWN, age_of_years, grid, profile_of
from geo.query import Filters
from geo.rests import counts_in

MOST = 3000
"""Points that one view may hold: more could not be told apart, nor sent in time."""


@dataclass(frozen=True, slots=True, eq=False)
class PointTable:
    """Businesses that the filters keep in one area, in the order of the file; all read-only.

    `lon`, `lat` in degrees (EPSG:4326); `use` and `age` are indices into `tuple(Use)` and
    `tuple(Age)`. Nothing else of a business leaves this module. `unplaced` counts those without a
    point.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    use: NDArray[np.uint8]
    age: NDArray[np.uint8]
    unplaced: int

    def __len__(self) -> int:
        """Number of points."""
        return len(self.lon)


def allowed(data: Dataset) -> bool:
    """Whether the provenance of the records lets single businesses be shown."""
    return data.records.points


def placed(data: Dataset) -> bool:
    """Whether any business has a point."""
    return data.records.lon is not None and bool(np.isfinite(data.records.lon).any())


def count_in(data: Dataset, filters: Filters, area: str) -> int:
    """Businesses that the filters keep in `area` (BPS code), with a point or without."""
    return live_counts(data.cells, filters, (area,)).chosen.n


def point_table(data: Dataset, filters: Filters, area: str) -> PointTable:
    """Points of `area` (BPS code).

    Raises `PermissionError` where provenance does not allow them, `ValueError` where there are
    more than `MOST`: no caller can pass by either.
    """
    if not allowed(data):
        raise PermissionError(area)
    rows = _rows(data, filters, area)
    if len(rows) > MOST:
        raise ValueError(area)
    records = data.records
    if records.lon is None or records.lat is None:
        lon = lat = np.full(len(rows), np.nan)
    else:
        lon, lat = records.lon[rows], records.lat[rows]
    known = np.isfinite(lon) & np.isfinite(lat)
    years = np.minimum(records.years[rows], YEARS_MORE)
    ages = age_of_years(filters.newmax)[np.where(years < 0, YEARS_UNKNOWN, years)]
    arrays = (lon[known], lat[known], records.use[rows][known], ages[known].astype(np.uint8))
    for array in arrays:
        array.flags.writeable = False
    return PointTable(*arrays, unplaced=int(len(rows) - known.sum()))


def _rows(data: Dataset, filters: Filters, area: str) -> NDArray[np.intp]:
    inside = np.array([counts_in(area, code) for code in data.records.places])
    kept = grid(filters, filters.newmax).ravel()
    rows: NDArray[np.intp] = np.flatnonzero(inside[data.records.place] & kept[_profiles(data)])
    return rows


@computed_once(maxsize=2)
def _profiles(data: Dataset) -> NDArray[np.uint16]:
    found = profile_of(data.records)
    found.flags.writeable = False
    return found
