"""Boundaries: from kelurahan at full precision to every level, for joining and for drawing."""

from __future__ import annotations

import csv
import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Geod

from geo.areafile import AREA_COLUMNS
from geo.codes import BPS_DIGITS, parent_code
from geo.model import Level

GEOD = Geod(ellps="WGS84")
DEGREE_M = 110_600
"""Metres in a degree. At 7-8° south a degree of longitude and one of latitude differ by 1 %, so one
factor serves both and no projection (whose last digits change with its library) is needed."""
DECIMALS = 5
"""Decimals of drawn coordinates: 1 m. Four keep the neighbours joined too, but fold a ring."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One area at full precision (EPSG:4326) with the attributes of `areas.csv` known so far."""

    code: str
    level: Level
    name: str
    name_bps: str
    kemendagri: str
    kind: str
    parent: str
    region: str
    geometry: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """One region's entry in `regions.toml`, as the build needs it; `tolerance` in metres."""

    code: str
    level: Level
    tolerance: float
    kecamatan: Mapping[str, str]


def read_plans(path: Path) -> tuple[Plan, ...]:
    """Read `regions.toml`."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["region"]
    return tuple(
        Plan(
            code=entry["code"],
            level=Level(entry["level"]),
            tolerance=float(entry["build"]["tolerance"]),
            kecamatan=entry["build"]["kecamatan"],
        )
        for entry in entries
    )


def read_kelurahan(path: Path) -> list[dict[str, Any]]:
    """Source rows sorted by BPS code, each with its `geometry` (EPSG:4326)."""
    frame = gpd.read_parquet(path).to_crs(4326).sort_values("kode_bps")
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def shapes_of(plan: Plan, rows: Sequence[Mapping[str, Any]]) -> list[Shape]:
    """Every area of a region, coarsest level first and by code within a level.

    Upper levels are dissolved on the code columns. The source is a clean coverage, so that
    neighbours share their vertices and dissolving neither leaves slivers nor moves a line.
    """
    inside = [row for row in rows if str(row["kode_bps"]).startswith(plan.code)]
    shapes: list[Shape] = []
    for level in tuple(Level)[plan.level.depth :]:
        groups: dict[str, list[Mapping[str, Any]]] = {}
        for row in inside:
            groups.setdefault(str(row["kode_bps"])[: BPS_DIGITS[level]], []).append(row)
        shapes += [_shape(plan, level, code, groups[code]) for code in sorted(groups)]
    return shapes


def _shape(plan: Plan, level: Level, code: str, parts: Sequence[Mapping[str, Any]]) -> Shape:
    first = parts[0]
    kab_kind, kab_name = kind_and_name(str(first["kab_nama"]))
    name, kemendagri, kind = {
        Level.PROVINCE: (first["prov_nama"], code, "provinsi"),
        Level.KABKOTA: (kab_name, first["kab_kode_kemendagri"], kab_kind),
        Level.KECAMATAN: (
            first["kec_nama"],
            first["kec_kode_kemendagri"],
            plan.kecamatan[kab_kind],
        ),
        Level.KELURAHAN: (first["nama"], first["kode_kemendagri"], first["jenis"]),
    }[level]
    return Shape(
        code=code,
        level=level,
        name=str(name),
        name_bps=str(first["nama_bps"] if level is Level.KELURAHAN else name),
        kemendagri=str(kemendagri).replace(".", ""),
        kind=str(kind),
        parent=parent_code(code, level) if level is not plan.level else "",
        region=plan.code,
        geometry=shapely.normalize(
            shapely.coverage_union_all([part["geometry"] for part in parts])
        ),
    )


def kind_and_name(official: str) -> tuple[str, str]:
    """("kabupaten", "Sleman") from "Kabupaten Sleman"; a kota keeps "Kota" in its name.

    It must: there are a Kota Bandung and a Kabupaten Bandung, and which one is always said.
    """
    kind, _, rest = official.partition(" ")
    return (kind.lower(), rest if kind == "Kabupaten" else official)


def measure(shape: Shape) -> dict[str, str]:
    """The row of `areas.csv`: km² on the WGS 84 ellipsoid, a point well inside, outward bounds."""
    west, south, east, north = shape.geometry.bounds
    circle = shapely.maximum_inscribed_circle(shape.geometry)
    lon, lat = circle.coords[0]
    scale = 10**DECIMALS
    row = {
        "code": shape.code,
        "level": shape.level.value,
        "name": shape.name,
        "name_bps": shape.name_bps,
        "kemendagri": shape.kemendagri,
        "kind": shape.kind,
        "parent": shape.parent,
        "region": shape.region,
        "km2": f"{abs(GEOD.geometry_area_perimeter(shape.geometry)[0]) / 1e6:.6f}",
        "lon": f"{lon:.{DECIMALS}f}",
        "lat": f"{lat:.{DECIMALS}f}",
        "west": f"{math.floor(west * scale) / scale:.{DECIMALS}f}",
        "south": f"{math.floor(south * scale) / scale:.{DECIMALS}f}",
        "east": f"{math.ceil(east * scale) / scale:.{DECIMALS}f}",
        "north": f"{math.ceil(north * scale) / scale:.{DECIMALS}f}",
    }
    return {column: row[column] for column in AREA_COLUMNS}


def generalise(shapes: Sequence[Shape], tolerance: float) -> list[Shape]:
    """The same areas for drawing: kelurahan simplified as one coverage, upper levels dissolved.

    One simplification serves every level, so that the line of a kecamatan lies exactly on those of
    its kelurahan when a reader drills down. Coordinates are rounded point by point: both sides of a
    shared line round alike and stay joined. `tolerance` in metres; raises `ValueError` if rounding
    made a polygon invalid or parted neighbours.
    """
    finest = [shape for shape in shapes if shape.level is Level.KELURAHAN]
    simple = shapely.coverage_simplify([shape.geometry for shape in finest], tolerance / DEGREE_M)
    rounded = shapely.transform(simple, lambda xy: np.round(xy, DECIMALS))
    if not (shapely.is_valid(rounded).all() and shapely.coverage_is_valid(rounded)):
        raise ValueError(f"rounding broke the drawn coverage of {shapes[0].code}")
    drawn: list[Shape] = []
    for shape in shapes:
        parts = [
            geometry
            for part, geometry in zip(finest, rounded, strict=True)
            if part.code.startswith(shape.code)
        ]
        drawn.append(replace(shape, geometry=shapely.normalize(shapely.coverage_union_all(parts))))
    return drawn


def geojson_geometry(geometry: Any) -> dict[str, Any]:
    """GeoJSON geometry; a multipolygon of one part becomes a polygon."""
    parts = shapely.get_parts(geometry)
    single = parts[0] if len(parts) == 1 else geometry
    parsed: dict[str, Any] = json.loads(shapely.to_geojson(single))
    return parsed


def feature(shape: Shape, row: Mapping[str, str], parent_name: str) -> dict[str, Any]:
    """One feature of a drawn file; the short keys are explained in `data/README.md`."""
    properties: dict[str, Any] = {
        "c": shape.code,
        "n": shape.name,
        "p": shape.parent,
        "g": parent_name,
        "x": [float(row["lon"]), float(row["lat"])],
    }
    if shape.name_bps != shape.name:
        properties["b"] = shape.name_bps
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": geojson_geometry(shape.geometry),
    }


def write_json(path: Path, features: Sequence[Mapping[str, Any]]) -> None:
    """Write a compact FeatureCollection."""
    collection = {"type": "FeatureCollection", "features": features}
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Write rows of text with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def build(sources: Path, regions: Path, out: Path) -> dict[str, Any]:
    """Write `areas.csv`, `kelurahan.parquet` and `drawn/*.json` under `out`.

    Returns the drawn outline of each region by its code, which the base map needs.
    """
    rows = read_kelurahan(sources / "kelurahan_diy_kota_bandung.parquet")
    table: list[dict[str, str]] = []
    finest: list[Shape] = []
    outlines: dict[str, Any] = {}
    for plan in read_plans(regions):
        shapes = shapes_of(plan, rows)
        measured = {shape.code: measure(shape) for shape in shapes}
        names = {shape.code: shape.name for shape in shapes}
        table += measured.values()
        finest += [shape for shape in shapes if shape.level is Level.KELURAHAN]
        drawn = generalise(shapes, plan.tolerance)
        outlines[plan.code] = drawn[0].geometry
        for level in tuple(Level)[plan.level.depth :]:
            features = [
                feature(shape, measured[shape.code], names.get(shape.parent, ""))
                for shape in drawn
                if shape.level is level
            ]
            write_json(out / "drawn" / f"{plan.code}-{level}.json", features)
    write_csv(out / "areas.csv", AREA_COLUMNS, table)
    finest.sort(key=lambda shape: shape.code)
    gpd.GeoDataFrame(
        {"code": [shape.code for shape in finest]},
        geometry=[shape.geometry for shape in finest],
        crs=4326,
    ).to_parquet(out / "kelurahan.parquet", index=False, compression="zstd")
    return outlines
