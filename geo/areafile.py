"""Reading the areas and regions of the data directory, with every fault of every row."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from geo.codes import BPS_DIGITS, KEMENDAGRI_DIGITS, is_code, parent_code
from geo.errors import Fault
from geo.model import Area, Level, Region
from geo.tables import Row, read_rows

REGIONS_FILE = "regions.toml"
AREAS_FILE = "boundaries/areas.csv"
AREA_COLUMNS = (
    *("code", "level", "name", "name_bps", "kemendagri", "kind", "parent", "region", "km2"),
    *("lon", "lat", "west", "south", "east", "north"),
)
KINDS: Mapping[Level, frozenset[str]] = MappingProxyType(
    {
        Level.PROVINCE: frozenset({"provinsi"}),
        Level.KABKOTA: frozenset({"kabupaten", "kota"}),
        Level.KECAMATAN: frozenset({"kecamatan", "kapanewon", "kemantren"}),
        Level.KELURAHAN: frozenset({"kelurahan", "kalurahan"}),
    }
)


def read_regions(root: Path, faults: list[Fault]) -> tuple[Region, ...]:
    """Regions of `regions.toml`; malformed entries are left out and added to `faults`."""
    try:
        document = tomllib.loads((root / REGIONS_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return ()
    regions: list[Region] = []
    for number, entry in enumerate(document.get("region", []), start=1):
        try:
            level = Level(entry["level"])
            region = Region(entry["code"], level, int(entry["epsg"]), tuple(entry["context"]))
        except (KeyError, ValueError, TypeError) as error:
            faults.append(Fault(f"{REGIONS_FILE} region {number}", f"is malformed: {error}"))
            continue
        if not is_code(region.code, BPS_DIGITS[level]):
            what = f"code {region.code!r} is no code of a {level}"
            faults.append(Fault(f"{REGIONS_FILE} region {number}", what))
        regions.append(region)
    return tuple(regions)


def read_areas(root: Path, regions: Iterable[Region], faults: list[Fault]) -> dict[str, Area]:
    """Areas of `areas.csv` by BPS code.

    Faults of a row are added to `faults`, but its area stays known: its parts are not at fault.
    """
    roots = {region.code: region for region in regions}
    areas: dict[str, Area] = {}
    rows: dict[str, Row] = {}
    kemendagri: set[str] = set()
    for row in read_rows(root, AREAS_FILE, AREA_COLUMNS, faults):
        area = _area(row, roots)
        if area is None:
            continue
        if area.code in areas:
            row.fault(f"code appears twice: {area.code}")
        if area.kemendagri in kemendagri:
            row.fault(f"kemendagri appears twice: {area.kemendagri}")
        kemendagri.add(area.kemendagri)
        areas.setdefault(area.code, area)
        rows.setdefault(area.code, row)
    for area in areas.values():
        if area.parent is not None and area.parent not in areas:
            rows[area.code].fault(f"parent is missing: {area.parent}")
    if areas:
        missing = (code for code in roots if code not in areas)
        faults += [Fault(AREAS_FILE, f"region {code} has no row of its own") for code in missing]
    return areas


def _area(row: Row, roots: Mapping[str, Region]) -> Area | None:
    """One area, or `None` when its level is unknown and nothing else can be judged."""
    level = Level._value2member_map_.get(row.cells["level"])
    if not isinstance(level, Level):
        row.fault(f"level is unknown: {row.cells['level']!r}")
        return None
    code, parent = row.cells["code"], row.cells["parent"]
    if not is_code(code, BPS_DIGITS[level]):
        row.fault(f"code is no BPS code of a {level}: {code!r}")
    if not is_code(row.cells["kemendagri"], KEMENDAGRI_DIGITS[level]):
        row.fault(f"kemendagri is no code of a {level}: {row.cells['kemendagri']!r}")
    region = row.one_of("region", roots)
    above = "" if code == region else parent_code(code, level)
    if parent != above or not code.startswith(region):
        row.fault(f"parent {parent!r} and region {region!r} do not fit code {code!r}")
    row.one_of("kind", KINDS[level])
    lon, lat, west, south, east, north = (row.number_of(name) for name in AREA_COLUMNS[-6:])
    km2 = row.number_of("km2")
    if km2 <= 0:
        row.fault(f"km2 is not positive: {row.cells['km2']!r}")
    if not (-180 <= west < lon < east <= 180 and -90 <= south < lat < north <= 90):
        row.fault("point and bounds are not degrees with the point inside")
    return Area(
        code=code,
        level=level,
        name=row.text("name"),
        name_bps=row.text("name_bps"),
        kemendagri=row.cells["kemendagri"],
        kind=row.cells["kind"],
        parent=parent or None,
        region=region,
        km2=km2,
        point=(lon, lat),
        bounds=(west, south, east, north),
    )
