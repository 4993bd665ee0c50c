"""Administrative areas: hierarchy, codes and where their drawn boundaries lie."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from geo.codes import BPS_DIGITS, KEMENDAGRI_DIGITS, is_code, parent_code
from geo.errors import Fault
from geo.model import Area, Level, Region
from geo.tables import Row, read_rows

REGIONS_FILE = "regions.toml"
AREAS_FILE = "boundaries/areas.csv"
KELURAHAN_FILE = "boundaries/kelurahan.parquet"
CONTEXT_FILE = "boundaries/context.json"
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


def drawn_file(region: str, level: Level) -> str:
    """Drawn boundaries of one region and level, relative to the data directory."""
    return f"boundaries/drawn/{region}-{level}.json"


@dataclass(frozen=True)
class Gazetteer:
    """All areas of all regions, read-only.

    `areas` by BPS code, in the order of `areas.csv`: by region, coarsest level first, then by code.
    `geometry_version` (12 hex digits) changes with any drawn boundary or with the base map.
    """

    areas: Mapping[str, Area]
    regions: tuple[Region, ...]
    root: Path
    geometry_version: str
    _children: Mapping[str, tuple[Area, ...]] = field(init=False, repr=False, compare=False)
    _kemendagri: Mapping[str, Area] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: dict[str, list[Area]] = {code: [] for code in self.areas}
        for area in self.areas.values():
            if area.parent is not None:
                children[area.parent].append(area)
        ordered = {code: tuple(sorted(found, key=_code)) for code, found in children.items()}
        by_kemendagri = {area.kemendagri: area for area in self.areas.values()}
        object.__setattr__(self, "areas", MappingProxyType(dict(self.areas)))
        object.__setattr__(self, "_children", MappingProxyType(ordered))
        object.__setattr__(self, "_kemendagri", MappingProxyType(by_kemendagri))

    def area(self, code: str) -> Area:
        """The area of a BPS code; raises `KeyError` if there is none."""
        return self.areas[code]

    def find(self, text: str) -> Area | None:
        """The area of a BPS code, or of a Kemendagri code with or without dots; else `None`.

        Ten digits without dots are a BPS code first: 16 of them are the BPS code of one kelurahan
        of Kota Bandung and the Kemendagri code of another. A dotted code is never misread.
        """
        plain = text.strip()
        if "." in plain:
            return self._kemendagri.get(plain.replace(".", ""))
        return self.areas.get(plain) or self._kemendagri.get(plain)

    def region_of(self, code: str) -> Region:
        """The region that an area belongs to; raises `KeyError` if the code is unknown."""
        root = self.areas[code].region
        return next(region for region in self.regions if region.code == root)

    def children(self, code: str) -> tuple[Area, ...]:
        """The areas one level below, by code; raises `KeyError` if the code is unknown."""
        return self._children[code]

    def descendants(self, code: str, level: Level) -> tuple[Area, ...]:
        """The areas of `level` within an area, by code.

        The area itself at its own level, and none at a coarser one; raises `KeyError` if the code
        is unknown.
        """
        area = self.areas[code]
        if level.depth < area.level.depth:
            return ()
        found: tuple[Area, ...] = (area,)
        for _ in range(level.depth - area.level.depth):
            found = tuple(child for parent in found for child in self._children[parent.code])
        return found

    def ancestors(self, code: str) -> tuple[Area, ...]:
        """The areas above, the parent first, up to the region's root; `KeyError` if unknown."""
        found: list[Area] = []
        parent = self.areas[code].parent
        while parent is not None:
            found.append(self.areas[parent])
            parent = found[-1].parent
        return tuple(found)

    def parent_name(self, code: str) -> str | None:
        """Name of the area above, `None` at a region's root; `KeyError` if unknown."""
        parent = self.areas[code].parent
        return None if parent is None else self.areas[parent].name

    def levels(self, region: str) -> tuple[Level, ...]:
        """Levels of a region, its root's first; raises `KeyError` if the code is unknown."""
        return tuple(Level)[self.areas[region].level.depth :]

    def drawn_path(self, region: str, level: Level) -> Path:
        """Compact GeoJSON with the drawn boundaries (EPSG:4326) of one region and level.

        Raises `KeyError` if `region` is no region or has no such level.
        """
        if region not in {item.code for item in self.regions} or level not in self.levels(region):
            raise KeyError(f"{region}-{level}")
        return self.root / drawn_file(region, level)

    @property
    def kelurahan_path(self) -> Path:
        """GeoParquet (EPSG:4326) of all kelurahan at full precision: columns code, geometry."""
        return self.root / KELURAHAN_FILE

    @property
    def context_path(self) -> Path:
        """Compact GeoJSON (EPSG:4326) of the offline base map."""
        return self.root / CONTEXT_FILE


def _code(area: Area) -> str:
    return area.code


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
