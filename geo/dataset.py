"""The shipped data as one verified whole: either everything is right, or nothing is served."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.areas import Gazetteer, drawn_file, read_areas, read_regions
from geo.errors import DataError, Fault
from geo.model import Area, Level
from geo.official import Figures, read_figures
from geo.provenance import FileRecord, read_records, read_sources, verify


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
    faults = list(verify(root))
    regions = read_regions(root, faults)
    areas = read_areas(root, regions, faults)
    sources = read_sources(root, faults)
    figures = read_figures(root, areas, regions, sources, faults)
    for region in regions:
        for level in tuple(Level)[region.level.depth :]:
            expected = [a for a in areas.values() if (a.region, a.level) == (region.code, level)]
            faults += _drawn_faults(root, drawn_file(region.code, level), expected)
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


def _drawn_faults(root: Path, file: str, areas: list[Area]) -> list[Fault]:
    """Faults of one drawn file: its features must be `areas`, in order, in degrees."""
    try:
        features = json.loads((root / file).read_bytes())["features"]
    except (OSError, ValueError, KeyError):
        return [] if (root / file).exists() else [Fault(file, "is missing")]
    if len(features) != len(areas):
        return [Fault(file, f"has {len(features)} features, not {len(areas)}")]
    faults: list[Fault] = []
    for number, (feature, area) in enumerate(zip(features, areas, strict=True), start=1):
        faults += [Fault(f"{file} feature {number}", what) for what in _misfits(feature, area)]
    return faults


def _misfits(feature: Mapping[str, Any], area: Area) -> list[str]:
    properties = feature.get("properties", {})
    if properties.get("c") != area.code:
        return [f"code is {properties.get('c')!r}, not {area.code}"]
    west, south, east, north = area.bounds
    if not all(
        west <= lon <= east and south <= lat <= north
        for lon, lat in _positions(feature["geometry"]["coordinates"])
    ):
        return ["coordinates leave the bounds of the area (wrong CRS?)"]
    return []


def _positions(coordinates: Any) -> Iterable[tuple[float, float]]:
    """Positions of GeoJSON coordinates of any nesting."""
    if isinstance(coordinates[0], (int, float)):
        yield (coordinates[0], coordinates[1])
    else:
        for part in coordinates:
            yield from _positions(part)
