"""The shipped data as one verified whole: either everything is right, or nothing is served."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.areas import (
    AREAS_FILE,
    CONTEXT_FILE,
    KELURAHAN_FILE,
    REGIONS_FILE,
    Gazetteer,
    drawn_file,
    read_areas,
    read_regions,
)
from geo.errors import DataError, Fault
from geo.model import Area, Level, Region
from geo.official import FIGURES_FILE, Figures, read_figures
from geo.provenance import (
    CATALOGUE,
    SOURCES_FILE,
    Content,
    FileRecord,
    read_contents,
    read_records,
    read_sources,
)

NEEDED = (REGIONS_FILE, AREAS_FILE, KELURAHAN_FILE, CONTEXT_FILE, FIGURES_FILE, SOURCES_FILE)
"""Files without which there is no dataset, beside the drawn boundaries of each region."""


@dataclass(frozen=True)
class Dataset:
    """Areas, published figures and the record of every data file.

    `version` (12 hex digits) changes with any value of any file; `root` is the data directory.
    """

    gazetteer: Gazetteer
    figures: Figures
    files: tuple[FileRecord, ...]
    version: str
    root: Path


def load(root: Path) -> Dataset:
    """Verify and read the data directory.

    Raises `DataError` with every fault of every file (missing, checksum, rows, CRS, columns, codes,
    values, each with its row) if there is any.
    """
    files = read_records(root)
    faults: list[Fault] = []
    contents = read_contents(root, files, faults)
    regions = read_regions(root, faults)
    areas = read_areas(root, regions, faults)
    sources = read_sources(root, faults)
    figures = read_figures(root, areas, regions, sources, faults)
    faults += _unrecorded(files, regions)
    faults += _boundary_faults(contents, areas, regions)
    if faults:
        raise DataError(tuple(faults))
    geometry = (file for file in files if file.path.startswith("boundaries/") and file.crs)
    return Dataset(
        gazetteer=Gazetteer(areas, regions, root, _version(geometry)),
        figures=Figures(figures, sources),
        files=files,
        version=_version(files),
        root=root,
    )


def _version(files: Iterable[FileRecord]) -> str:
    text = "\n".join(sorted(f"{file.path} {file.checksum}" for file in files))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _drawn(regions: Iterable[Region]) -> dict[str, tuple[str, Level]]:
    """Region and level of every drawn file, by its path."""
    return {
        drawn_file(region.code, level): (region.code, level)
        for region in regions
        for level in tuple(Level)[region.level.depth :]
    }


def _unrecorded(files: Iterable[FileRecord], regions: Iterable[Region]) -> list[Fault]:
    """Files that are read but have no origin, licence and checksum."""
    recorded = {file.path for file in files}
    return [
        Fault(CATALOGUE, f"has no entry for {path}")
        for path in (*NEEDED, *_drawn(regions))
        if path not in recorded
    ]


def _boundary_faults(
    contents: Mapping[str, Content], areas: Mapping[str, Area], regions: Iterable[Region]
) -> list[Fault]:
    """Faults of the boundaries against the table of areas; unreadable files are known already."""
    if not areas:
        return []
    faults: list[Fault] = []
    for file, key in _drawn(regions).items():
        if file in contents:
            expected = [area for area in areas.values() if (area.region, area.level) == key]
            faults += _drawn_faults(file, contents[file].parsed["features"], expected)
    if KELURAHAN_FILE in contents:
        finest = sorted(area.code for area in areas.values() if area.level is Level.KELURAHAN)
        faults += _table_faults(contents[KELURAHAN_FILE].parsed, finest)
    return faults


def _table_faults(table: Any, codes: Sequence[str]) -> list[Fault]:
    """Faults of the boundaries for joining: exactly `codes`, in order, each with a geometry."""
    names = table.column_names
    if sorted(names) != ["code", "geometry"]:
        return [Fault(KELURAHAN_FILE, f"columns are {', '.join(names)}, not code, geometry")]
    found = table.column("code").to_pylist()
    if len(found) != len(codes):
        return [Fault(KELURAHAN_FILE, f"has {len(found)} kelurahan, not {len(codes)}")]
    return [
        Fault(f"{KELURAHAN_FILE} row {number}", f"code is {code!r}, not {expected}")
        for number, (code, expected) in enumerate(zip(found, codes, strict=True), start=1)
        if code != expected
    ]


def _drawn_faults(file: str, features: Sequence[Any], areas: Sequence[Area]) -> list[Fault]:
    """Faults of one drawn file: its features must be `areas`, in order, in degrees."""
    if len(features) != len(areas):
        return [Fault(file, f"has {len(features)} features, not {len(areas)}")]
    faults: list[Fault] = []
    for number, (feature, area) in enumerate(zip(features, areas, strict=True), start=1):
        what = _misfit(feature, area)
        if what:
            faults.append(Fault(f"{file} feature {number}", what))
    return faults


def _misfit(feature: Any, area: Area) -> str:
    """What is wrong with a feature, or nothing."""
    try:
        code = feature["properties"]["c"]
        lon, lat = _first_position(feature["geometry"]["coordinates"])
    except (KeyError, TypeError, IndexError, ValueError):
        return "is no drawn area"
    if code != area.code:
        return f"code is {code!r}, not {area.code}"
    west, south, east, north = area.bounds
    if not (west <= lon <= east and south <= lat <= north):
        return "coordinates leave the bounds of the area (wrong CRS?)"
    return ""


def _first_position(coordinates: Any) -> tuple[float, float]:
    """First of GeoJSON coordinates: one tells degrees from metres, the checksum the rest."""
    while not isinstance(coordinates[0], (int, float)):
        coordinates = coordinates[0]
    lon, lat = coordinates
    return (lon, lat)
