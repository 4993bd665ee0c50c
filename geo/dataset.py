"""The shipped data as one verified whole: either everything is right, or nothing is served."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.areafile import AREAS_FILE, REGIONS_FILE, read_areas, read_regions
from geo.areas import (
    CONTEXT_FILE,
    KELURAHAN_FILE,
    Gazetteer,
    drawn_file,
)
from geo.cells import Cells, build_cells
from geo.controls import controlled
from geo.disclosure import THRESHOLDS
from geo.errors import DataError, Fault
from geo.model import Area, Level, Region
from geo.official import FIGURES_FILE, Figures, read_figures
from geo.provenance import (
    CATALOGUE,
    SOURCES_FILE,
    Content,
    FileRecord,
    Source,
    read_catalogue,
    read_contents,
    read_sources,
)
from geo.records import EXAMPLE_FILE, Records, example_records
from geo.schema import SCHEMA_FILE, Schema, read_schema
from geo.targets import CHECKS_FILE, Target, read_targets

NEEDED = (
    *(REGIONS_FILE, AREAS_FILE, KELURAHAN_FILE, CONTEXT_FILE, FIGURES_FILE, SOURCES_FILE),
    *(SCHEMA_FILE, EXAMPLE_FILE, CHECKS_FILE),
)
"""Files without which there is no dataset, beside the drawn boundaries of each region."""

EXAMPLE = Source(
    id="example",
    title="Example data: made-up business records",
    publisher="Peta UMKM Digital",
    concept="Businesses made up by a script, calibrated to published totals; nothing was observed.",
    coverage="DIY and Kota Bandung, without agriculture, businesses of up to 99 workers.",
    confidence="low",
    url="",
    published="2026-11-24",
    licence="MIT",
    caveat="Not survey results.",
    accessed="2026-11-24",
)
"""What records that we made up are cited as."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Areas, published figures, business records, their cells, the record of every data file.

    `targets` are what example records were meant to meet.

    `version` (12 hex digits) changes with any value of any file; `root` is the data directory;
    `disclosure_min` the smallest number of businesses that a published count may stand for.
    """

    gazetteer: Gazetteer
    figures: Figures
    records: Records
    cells: Cells
    schema: Schema
    targets: tuple[Target, ...]
    files: tuple[FileRecord, ...]
    version: str
    root: Path
    disclosure_min: int = THRESHOLDS[0]


def load(root: Path, disclosure_min: int = THRESHOLDS[0]) -> Dataset:
    """Verify and read the data directory.

    Raises `DataError` with every fault of every file (missing, checksum, rows, CRS, columns, codes,
    values, each with its row) if there is any.
    """
    files = read_catalogue(root)
    faults: list[Fault] = []
    contents = read_contents(root, files, faults)
    regions = read_regions(root, faults)
    areas = read_areas(root, regions, faults)
    sources = read_sources(root, faults)
    figures = read_figures(root, areas, regions, sources, faults)
    faults += _unrecorded(files, regions)
    faults += _boundary_faults(contents, areas, regions)
    schema = read_schema(root, faults)
    targets = read_targets(root, areas, faults)
    geometry = [file for file in files if file.path.startswith("boundaries/") and file.crs]
    gazetteer = records = None
    # Businesses can only be placed in areas that are sound; else the faults of these come first.
    if not any(fault.where.startswith(("boundaries/", REGIONS_FILE)) for fault in faults):
        gazetteer = Gazetteer(areas, regions, root, _version(geometry))
        table = contents[EXAMPLE_FILE].parsed if EXAMPLE_FILE in contents else None
        records = example_records(table, files, schema, gazetteer, faults)
    if faults or gazetteer is None or records is None or schema is None:
        raise DataError(tuple(faults))
    made_up = {EXAMPLE.id: EXAMPLE} if records.synthetic else {}
    return Dataset(
        gazetteer=gazetteer,
        figures=Figures(figures, sources | made_up),
        records=records,
        cells=controlled(build_cells(records), targets if records.synthetic else ()),
        schema=schema,
        targets=targets,
        files=files,
        version=_version(files),
        root=root,
        disclosure_min=disclosure_min,
    )


def _version(files: Iterable[FileRecord]) -> str:
    """A digest of the files' contents, and of what the catalogue alone knows of their survey."""
    lines = (
        f"{file.path} {file.checksum} {file.survey} {file.synthetic} {file.points}"
        for file in files
    )
    text = "\n".join(sorted(lines))
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
