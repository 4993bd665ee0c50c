"""Areas that are alike by a simple profile of their businesses.

The profile: shares of businesses that use the internet at all, in an integrated way and for
promotion only; share of new businesses; workers a business; and the logarithm of businesses a km²,
since a street and a village differ by factors. Each is standardised (mean 0, standard deviation 1
over all areas of the level in all regions that have the whole profile), and the distance of two
areas is the root of the mean squared difference: about 1 is what two areas differ by that have
nothing to do with each other, divided by the root of 2. Only published values enter it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.dataset import Dataset
from geo.indicators import REGISTRY
from geo.query import Filters
from geo.recorded import record_rows

_Floats = NDArray[np.float64]

FEATURES = ("online", "integrated", "promotion", "new", "workersper", "perkm2")
"""Metrics of the profile; the last by its logarithm."""

NEAREST = 5
FEWEST_FEATURES = 3
"""With fewer published figures of an area nothing is called similar to it."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An area (BPS code), its distance, and the features in which it is nearest and farthest.

    `alike` and `apart` are metric codes, each with the values of both areas, own first.
    """

    area: str
    distance: float
    alike: tuple[str, float, float]
    apart: tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Similar:
    """The nearest areas, nearest first; `missing` are features that the area has no figure for."""

    features: tuple[str, ...]
    missing: tuple[str, ...]
    neighbours: tuple[Neighbour, ...]


def standardised(values: _Floats) -> _Floats:
    """Columns with mean 0 and standard deviation 1; a column without any spread becomes 0.

    `values` (areas, features) holds no NaN.
    """
    spread = values.std(axis=0)
    centred = values - values.mean(axis=0)
    scaled: _Floats = np.where(spread > 0, centred / np.where(spread > 0, spread, 1.0), 0.0)
    return scaled


def distances(scaled: _Floats, at: int) -> _Floats:
    """Root of the mean squared difference between row `at` and each row (areas, features)."""
    found: _Floats = np.sqrt(((scaled - scaled[at]) ** 2).mean(axis=1))
    return found


@computed_once(maxsize=256)
def similar(data: Dataset, filters: Filters, area: str) -> Similar:
    """The areas of the same level, in all regions, that are most like `area`.

    A rest is set beside the areas that it has nothing in common with.
    """
    asked = data.gazetteer.area(area)
    codes = tuple(
        own.code
        for region in data.gazetteer.regions
        for own in data.gazetteer.descendants(region.code, asked.level)
    )
    if asked.rest is not None:
        codes = (*(own for own in codes if not data.gazetteer.overlap(area, own)), area)
    values, at = _published(data, filters, codes), codes.index(area)
    has = np.isfinite(values[at])
    used = tuple(code for code, known in zip(FEATURES, has, strict=True) if known)
    missing = tuple(code for code in FEATURES if code not in used)
    rows = np.flatnonzero(np.isfinite(values[:, has]).all(axis=1))
    if len(used) < FEWEST_FEATURES or len(rows) < 2:
        return Similar(used, missing, ())
    plain = values[rows][:, has]
    logs = plain.copy()
    if used[-1] == FEATURES[-1]:
        logs[:, -1] = np.log(plain[:, -1])
    scaled = standardised(logs)
    own = int(np.flatnonzero(rows == at)[0])
    order = [int(row) for row in np.argsort(distances(scaled, own), kind="stable") if row != own]
    return Similar(
        used,
        missing,
        tuple(
            _neighbour(codes[rows[row]], scaled, plain, own, row, used) for row in order[:NEAREST]
        ),
    )


def _neighbour(
    code: str, scaled: _Floats, plain: _Floats, own: int, row: int, used: tuple[str, ...]
) -> Neighbour:
    gaps = np.abs(scaled[row] - scaled[own])
    near, far = int(gaps.argmin()), int(gaps.argmax())

    def pair(at: int) -> tuple[str, float, float]:
        return used[at], float(plain[own, at]), float(plain[row, at])

    return Neighbour(code, float(distances(scaled, own)[row]), pair(near), pair(far))


@computed_once(maxsize=32)
def _published(data: Dataset, filters: Filters, codes: tuple[str, ...]) -> _Floats:
    """Published values (areas, features), NaN where there is none, read-only."""
    columns = []
    for code in FEATURES:
        metric = REGISTRY[code]
        if metric.measure is None:
            raise ValueError(code)
        columns.append(record_rows(data, metric, metric.measure, filters, codes).value)
    found = np.stack(columns, axis=1)
    # A density of 0 has no logarithm.
    found[found[:, -1] <= 0, -1] = np.nan
    found.flags.writeable = False
    return found
