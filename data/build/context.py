"""The offline base map: neighbouring kab/kota, towns and volcanoes in one small file."""

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
        rounded = shapely.set_precision(whole, 10**-DECIMALS)
        result.append(
            {
                "type": "Feature",
                "properties": {"t": "neighbour", "n": str(properties["nama_bps"])},
                "geometry": geojson_geometry(shapely.normalize(_land(rounded))),
            }
        )
    return result


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
    """Write `context.json` under `out`: neighbours, then towns, then volcanoes."""
    write_json(
        out / "context.json",
        [
            *neighbours(sources, outlines.values()),
            *labels(sources / "context_places.geojson", "place"),
            *labels(sources / "context_volcanoes.geojson", "volcano"),
        ],
    )
