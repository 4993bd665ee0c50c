"""A regular lattice of hexagons in a metric CRS, and its way back to degrees.

Hexagons stand on a corner. A hexagon (q, r) has its centre at x = w (q + r/2), y = (√3/2) w r
metres, w being its width between opposite sides, and an area of (√3/2) w². The lattice hangs on
the origin of the CRS, so that one width gives one lattice whatever is in view.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pyproj import Transformer

from geo.caching import computed_once

_Floats = NDArray[np.float64]
_Codes = NDArray[np.int32]

WIDTHS: tuple[int, ...] = (250, 500, 1000, 2000, 4000, 8000)
"""Widths in metres, finest first; none is finer, since a hexagon is no address."""

MOST = 1000
"""Hexagons that an area in view may take, by its size."""

FULL = 10
"""Records that a hexagon shall hold on average."""

WGS84 = 4326
_ROW = math.sqrt(3) / 2


def width_for(km2: float, records: int) -> int:
    """The width for an area of `km2` that holds so many records.

    The finest at which the area takes at most `MOST` hexagons and each holds `FULL` records on
    average; whatever filters keep of them, so that a filter never changes the lattice.
    """
    for width in WIDTHS:
        hexagons = km2 * 1e6 / (_ROW * width**2)
        if hexagons <= MOST and records >= FULL * hexagons:
            return width
    return WIDTHS[-1]


def hexagon_of(x: _Floats, y: _Floats, width: float) -> tuple[_Codes, _Codes]:
    """The hexagon (q, r) that holds each point (metres); a point on an edge is in either."""
    r = y / (_ROW * width)
    q = x / width - r / 2
    # The nearest centre by cube coordinates (q + r + s = 0): round all three, then give up the
    # one that was rounded most.
    s = -q - r
    whole = np.rint(np.stack((q, r, s)))
    off = np.abs(whole - np.stack((q, r, s)))
    worst = np.argmax(off, axis=0)
    fixed_q = np.where(worst == 0, -whole[1] - whole[2], whole[0])
    fixed_r = np.where(worst == 1, -whole[0] - whole[2], whole[1])
    return fixed_q.astype(np.int32), fixed_r.astype(np.int32)


def centre_of(q: ArrayLike, r: ArrayLike, width: float) -> tuple[_Floats, _Floats]:
    """Centres in metres."""
    q, r = np.asarray(q, dtype=np.float64), np.asarray(r, dtype=np.float64)
    return width * (q + r / 2), _ROW * width * r


def metres_of(lon: _Floats, lat: _Floats, epsg: int) -> tuple[_Floats, _Floats]:
    """Points (degrees, EPSG:4326) in the metric CRS `epsg`."""
    x, y = Transformer.from_crs(WGS84, epsg, always_xy=True).transform(lon, lat)
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


@computed_once(maxsize=64)
def degrees_fit(
    epsg: int, bounds: tuple[float, float, float, float]
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    """How a browser turns metres near `bounds` (west, south, east, north; degrees) to degrees.

    Returns (x0, y0, scale) and ten coefficients each for longitude and latitude, of the cubic in
    u = (x - x0) / scale and v = (y - y0) / scale with the terms of `_terms`, by least squares over
    a grid that reaches a tenth beyond the bounds. For an area of 150 km it is right to 0.1 m.
    """
    west, south, east, north = bounds
    margin = 0.1 * max(east - west, north - south)
    steps = np.linspace(0, 1, 12)
    across, up = (axis.ravel() for axis in np.meshgrid(steps, steps))
    lon = west - margin + across * (east - west + 2 * margin)
    lat = south - margin + up * (north - south + 2 * margin)
    x, y = metres_of(lon, lat, epsg)
    x0, y0 = float(np.rint(x.mean())), float(np.rint(y.mean()))
    scale = float(np.ceil(max(np.ptp(x), np.ptp(y)) / 2))
    terms = _terms((x - x0) / scale, (y - y0) / scale)
    fits = [np.linalg.lstsq(terms, values, rcond=None)[0] for values in (lon, lat)]
    of_lon, of_lat = (tuple(round(float(value), 9) for value in fit) for fit in fits)
    return (x0, y0, scale), of_lon, of_lat


def _terms(u: _Floats, v: _Floats) -> _Floats:
    """1, u, v, u², uv, v², u³, u²v, uv², v³; shape (points, 10)."""
    return np.stack([u**i * v**j for i, j in POWERS], axis=-1)


POWERS: tuple[tuple[int, int], ...] = tuple(
    (total - j, j) for total in range(4) for j in range(total + 1)
)
"""Powers of u and v of the terms, in the order of the coefficients."""
