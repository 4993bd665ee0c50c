"""The offline base map: sea, neighbouring kab/kota, towns and volcanoes in one small file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from data.build.boundaries import DEGREE_M, geojson_geometry, write_json

TOLERANCE_M = 200
REACH = 0.003
"""Degrees (330 m) by which a neighbour reaches under our own areas, which are drawn on top of it:
two lines generalised apart would otherwise leave slivers of sea between them."""
COAST = 0.0015
"""Degrees around our areas within which slivers are filled."""
SMALLEST_KM2 = 0.2
DECIMALS = 4
COASTS = ((106.8, 107.9), (109.8, 110.95))
"""Longitudes (degrees) between which our areas and their neighbours lie on the ocean. Between and
beyond them no coast is known, and the sea ends at a straight line without an edge."""
COAST_STEP = 0.02
UNDER = 0.03
"""Degrees by which the sea reaches under the land, so that none is missing between two steps."""
SEA = (100.0, 120.0, -14.0)
"""West, east and south (degrees) of the sea that is drawn, beyond what any view shows."""

SEATS = frozenset(
    {
        *("Yogyakarta", "Sleman", "Bantul", "Wates", "Wonosari", "Bandung", "Cimahi", "Soreang"),
        *("Magelang", "Klaten", "Surakarta", "Boyolali", "Garut", "Tasikmalaya", "Sumedang"),
        *("Purwakarta", "Subang", "Majalengka"),
    }
)
"""Towns of rank 1, labelled first: well-known seats of government. The choice is ours."""


def read_features(path: Path) -> list[tuple[Mapping[str, Any], Any]]:
    """Properties and geometry (lon, lat in EPSG:4326) of a GeoJSON file."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    return [
        (feature["properties"], shapely.from_geojson(json.dumps(feature["geometry"])))
        for feature in collection["features"]
    ]


def neighbours(sources: Path, outlines: Iterable[Any]) -> list[dict[str, Any]]:
    """Neighbours generalised as one coverage, then reaching under `outlines`."""
    features = read_features(sources / "context_neighbours.geojson")
    ours = shapely.union_all(list(outlines)).buffer(COAST)
    simple = shapely.coverage_simplify(
        [geometry for _, geometry in features], TOLERANCE_M / DEGREE_M
    )
    result: list[dict[str, Any]] = []
    for (properties, _), geometry in zip(features, simple, strict=True):
        under = geometry.buffer(REACH, quad_segs=1, join_style="mitre").intersection(ours)
        whole = shapely.make_valid(geometry.union(under).simplify(0.0003))
        land = _land(shapely.set_precision(whole, 10**-DECIMALS))
        middle = shapely.maximum_inscribed_circle(land).coords[0]
        result.append(
            {
                "type": "Feature",
                "properties": {
                    "t": "neighbour",
                    "n": str(properties["nama_bps"]),
                    "x": np.round(middle, DECIMALS).tolist(),
                },
                "geometry": geojson_geometry(shapely.normalize(land)),
            }
        )
    return result


def sea(land: Any) -> dict[str, Any]:
    """The ocean in the south, to be drawn beneath `land`, under which it reaches a little.

    What is neither land nor this sea is unknown, and must not be drawn as either.
    """
    west, east, south = SEA
    coast: list[tuple[float, float]] = []
    for start, end in COASTS:
        for lon in np.arange(start, end, COAST_STEP):
            meridian = shapely.LineString([(lon, south), (lon, 0)])
            shore = shapely.intersection(land, meridian).bounds[1]
            coast.append((lon, shore + UNDER))
    line = [(west, coast[0][1]), *coast, (east, coast[-1][1]), (east, south), (west, south)]
    water = shapely.polygons(np.round(line, DECIMALS))
    return {
        "type": "Feature",
        "properties": {"t": "sea"},
        "geometry": geojson_geometry(shapely.normalize(water)),
    }


def _land(geometry: Any) -> Any:
    """Polygons only, without islets that no reader could see at this scale."""
    parts = [
        part
        for part in shapely.get_parts(geometry)
        if part.geom_type == "Polygon" and part.area * (DEGREE_M / 1000) ** 2 >= SMALLEST_KM2
    ]
    return shapely.multipolygons([shapely.polygons(part.exterior) for part in parts])


def labels(path: Path, kind: str) -> list[dict[str, Any]]:
    """Named points: towns with their rank `r`, volcanoes with their elevation `e` in metres."""
    result: list[dict[str, Any]] = []
    for properties, point in read_features(path):
        name = str(properties["nama"])
        extra = (
            {"e": int(properties["elevation_m"])}
            if kind == "volcano"
            else {"r": 1 if name in SEATS else 2}
        )
        lon, lat = np.round([point.x, point.y], DECIMALS).tolist()
        result.append(
            {
                "type": "Feature",
                "properties": {"t": kind, "n": name, **extra},
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
            }
        )
    return sorted(
        result, key=lambda item: (item["properties"].get("r", 0), item["properties"]["n"])
    )


def build(sources: Path, outlines: Mapping[str, Any], out: Path) -> None:
    """Write `context.json` under `out`: sea, neighbours, towns, volcanoes."""
    around = neighbours(sources, outlines.values())
    land = [shapely.from_geojson(json.dumps(item["geometry"])) for item in around]
    write_json(
        out / "context.json",
        [
            sea(shapely.union_all([*land, *outlines.values()])),
            *around,
            *labels(sources / "context_places.geojson", "place"),
            *labels(sources / "context_volcanoes.geojson", "volcano"),
        ],
    )
