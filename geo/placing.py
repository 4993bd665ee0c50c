"""Which area a business lies in: by its point, joined on full precision, or by an area code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from geo.areas import Gazetteer
from geo.intake import Cells, Report

OUTSIDE = -1
POINT = "lon, lat"
AREA = "area_code"

Index = NDArray[np.int32]


def kelurahan_boundaries(gazetteer: Gazetteer) -> tuple[tuple[str, ...], Any]:
    """Codes and polygons (EPSG:4326, full precision) of all kelurahan, in the order of the file."""
    table = pq.ParquetFile(gazetteer.kelurahan_path).read()
    polygons = shapely.from_wkb(table.column("geometry").to_pylist())
    return tuple(table.column("code").to_pylist()), polygons


def locate(lon: NDArray[np.float64], lat: NDArray[np.float64], polygons: Sequence[Any]) -> Index:
    """Index of the polygon that each point lies in, `OUTSIDE` for none; degrees, no NaN.

    A point on a shared edge belongs to the first of its polygons. The tree is one of points, so
    that each polygon is prepared once: 300,000 points in 589 kelurahan take about 0.5 s.
    """
    found = np.full(len(lon), len(polygons), np.int64)
    tree = shapely.STRtree(shapely.points(lon, lat))
    polygon, point = tree.query(polygons, predicate="intersects")
    np.minimum.at(found, point, polygon)
    return np.where(found < len(polygons), found, OUTSIDE).astype(np.int32)


def place(cells: Cells, gazetteer: Gazetteer, report: Report) -> tuple[tuple[str, ...], Index]:
    """BPS codes, sorted, of the areas that hold a business, and each business' index among them.

    A point decides where there is one, else the area code, at any level. Faults: half a point, a
    point outside every region or outside the area that its row names, a code of no known area, and
    neither point nor code; a business at fault has index `OUTSIDE`.
    """
    known = sorted(gazetteer.areas)
    number = {code: index for index, code in enumerate(known)}
    wrong = report.rows_of("lon", "lat", AREA)
    named = np.full(cells.rows, OUTSIDE, np.int32)
    if AREA in cells.codes:
        named = _by_code(cells, gazetteer, number, report)
    at = named
    if "lon" in cells.numbers and "lat" in cells.numbers:
        at = _by_point(cells, gazetteer, number, named, report)
    wrong |= report.rows_of(POINT, AREA)
    lost = {int(i): "" for i in np.flatnonzero(at == OUTSIDE) if i not in wrong}
    report.cells("place", "noplace", "is missing: neither point nor area", lost)
    used = np.bincount(at[at != OUTSIDE], minlength=len(known)) > 0
    rank = np.append(np.cumsum(used) - 1, OUTSIDE).astype(np.int32)
    return tuple(code for code, is_used in zip(known, used, strict=True) if is_used), rank[at]


def _by_code(cells: Cells, gazetteer: Gazetteer, number: dict[str, int], report: Report) -> Index:
    """Position of each area code among all areas."""
    codes, texts = cells.codes[AREA], cells.texts[AREA]
    areas = [gazetteer.find(text) for text in texts]
    # Of what lies in a rest nobody knows where: a place is an area of its own.
    lookup = [OUTSIDE if area is None else number.get(area.code, OUTSIDE) for area in areas]
    named = np.array([*lookup, OUTSIDE], np.int32)[codes]
    bad = np.flatnonzero((codes >= 0) & (named == OUTSIDE))
    shown = {int(i): texts[codes[i]] for i in bad}
    report.cells(AREA, "unknownarea", "is no area of the regions", shown)
    return named


def _by_point(
    cells: Cells, gazetteer: Gazetteer, number: dict[str, int], named: Index, report: Report
) -> Index:
    """Position among all areas of the kelurahan of each point, of `named` where there is none."""
    lon, lat = cells.numbers["lon"], cells.numbers["lat"]
    wrong = report.rows_of("lon", "lat")
    half = np.flatnonzero(np.isnan(lon) != np.isnan(lat))
    what = "must be given together"
    report.cells(POINT, "halfpoint", what, {int(i): "" for i in half if i not in wrong})
    given = np.flatnonzero(~np.isnan(lon) & ~np.isnan(lat))
    at = named.copy()
    if not len(given):
        return at
    codes, polygons = kelurahan_boundaries(gazetteer)
    found = locate(lon[given], lat[given], polygons)
    shown = {int(i): f"{lon[i]:.5f}, {lat[i]:.5f}" for i in given[found == OUTSIDE]}
    report.cells(POINT, "outside", "lie outside every region", shown)
    inside, found = given[found != OUTSIDE], found[found != OUTSIDE]
    at[inside] = np.array([number[code] for code in codes], np.int32)[found]
    known = sorted(number)
    both = np.flatnonzero(named[inside] != OUTSIDE)
    pairs = ((inside[i], codes[found[i]], known[named[inside[i]]]) for i in both)
    strayed = {int(i): f"{code}, {area}" for i, code, area in pairs if not code.startswith(area)}
    report.cells(POINT, "otherarea", "lie in another area than area_code names", strayed)
    return at
