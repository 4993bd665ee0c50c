"""Drawn boundaries as they stand in the files that the browser gets, for figures and exports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import shapely
import shapely.geometry

from geo.areas import Gazetteer
from geo.caching import computed_once
from geo.model import Level


def drawn(gazetteer: Gazetteer, region: str, level: Level) -> Mapping[str, Mapping[str, Any]]:
    """GeoJSON geometries (EPSG:4326, generalised) of a region's areas of one level, by BPS code.

    Raises `KeyError` if the region has no such level. Read-only: they are shared.
    """
    return _features(gazetteer.drawn_path(region, level))


def geometry(gazetteer: Gazetteer, code: str) -> Mapping[str, Any]:
    """GeoJSON geometry of one area, its rings turned as RFC 7946 asks: outer ones to the left.

    Raises `KeyError` if the code is unknown.
    """
    area = gazetteer.area(code)
    shape = shapely.geometry.shape(drawn(gazetteer, area.region, area.level)[code])
    turned: Mapping[str, Any] = shapely.geometry.mapping(shapely.orient_polygons(shape))
    return turned


@computed_once(maxsize=16)
def surroundings(path: Path, kind: str) -> tuple[Mapping[str, Any], ...]:
    """GeoJSON geometries of one kind, `sea` or `neighbour`, from the file of the base map."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        item["geometry"] for item in collection["features"] if item["properties"]["t"] == kind
    )


@computed_once(maxsize=16)
def _features(path: Path) -> Mapping[str, Mapping[str, Any]]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType(
        {item["properties"]["c"]: item["geometry"] for item in collection["features"]}
    )
