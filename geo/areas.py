"""Administrative areas: hierarchy, codes and where their drawn boundaries lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from geo.model import Area, Level, Region
from geo.rests import SEPARATOR, rest_code, rests_of

KELURAHAN_FILE = "boundaries/kelurahan.parquet"
CONTEXT_FILE = "boundaries/context.json"


def drawn_file(region: str, level: Level) -> str:
    """Drawn boundaries of one region and level, relative to the data directory."""
    return f"boundaries/drawn/{region}-{level}.json"


@dataclass(frozen=True)
class Gazetteer:
    """All areas of all regions, read-only.

    `areas` by BPS code, in the order of `areas.csv`: by region, coarsest level first, then by code.
    Wherever a code is asked for, that of a rest (`geo.rests`) may stand; `areas` lists none.
    `geometry_version` (12 hex digits) changes with any drawn boundary or with the base map.
    """

    areas: Mapping[str, Area]
    regions: tuple[Region, ...]
    root: Path
    geometry_version: str
    _children: Mapping[str, tuple[Area, ...]] = field(init=False, repr=False, compare=False)
    _kemendagri: Mapping[str, Area] = field(init=False, repr=False, compare=False)
    _rests: Mapping[str, Area] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: dict[str, list[Area]] = {code: [] for code in self.areas}
        for area in self.areas.values():
            if area.parent is not None:
                children[area.parent].append(area)
        ordered = {code: tuple(sorted(found, key=_code)) for code, found in children.items()}
        by_kemendagri = {area.kemendagri: area for area in self.areas.values()}
        rests = {
            code: rest
            for parent, parts in ordered.items()
            for code, rest in rests_of(self.areas[parent], parts).items()
        }
        object.__setattr__(self, "areas", MappingProxyType(dict(self.areas)))
        object.__setattr__(self, "_children", MappingProxyType(ordered))
        object.__setattr__(self, "_kemendagri", MappingProxyType(by_kemendagri))
        object.__setattr__(self, "_rests", MappingProxyType(rests))

    def area(self, code: str) -> Area:
        """The area of a BPS code, or a rest; raises `KeyError` if there is none."""
        return self.areas[code] if code in self.areas else self._rests[code]

    def known(self, code: str) -> bool:
        """Whether a BPS code, or the code of a rest, is that of an area of a region."""
        return code in self.areas or code in self._rests

    def find(self, text: str) -> Area | None:
        """The area of a BPS code, or of a Kemendagri code with or without dots; else `None`.

        Ten digits without dots are a BPS code first: 16 of them are the BPS code of one kelurahan
        of Kota Bandung and the Kemendagri code of another. A dotted code is never misread. Either
        half of the code of a rest may be written so.
        """
        found = [self._find(half) for half in text.split(SEPARATOR)]
        match found:
            case [area]:
                return area
            case [Area(code=around), Area(code=without)]:
                return self._rests.get(rest_code(around, without))
        return None

    def _find(self, text: str) -> Area | None:
        plain = text.strip()
        if "." in plain:
            return self._kemendagri.get(plain.replace(".", ""))
        return self.areas.get(plain) or self._kemendagri.get(plain)

    def rest_of(self, code: str) -> str | None:
        """Code of what is left of the parent when an area is taken out; of a rest, what it leaves.

        None at a region's root and where an area is all of its parent; `KeyError` if unknown.
        """
        area = self.area(code)
        if area.without is not None:
            return area.without
        rest = rest_code(area.parent or "", code)
        return rest if rest in self._rests else None

    def region_of(self, code: str) -> Region:
        """The region that an area belongs to; raises `KeyError` if the code is unknown."""
        root = self.area(code).region
        return next(region for region in self.regions if region.code == root)

    def children(self, code: str) -> tuple[Area, ...]:
        """The areas one level below, by code; raises `KeyError` if the code is unknown."""
        return tuple(child for own in self._made_of(code) for child in self._children[own.code])

    def descendants(self, code: str, level: Level) -> tuple[Area, ...]:
        """The areas of `level` within an area, by code.

        The area itself at its own level (for a rest: its parent's other parts), and none at a
        coarser one; raises `KeyError` if the code is unknown.
        """
        depth = self.area(code).level.depth
        if level.depth < depth:
            return ()
        found = self._made_of(code)
        for _ in range(level.depth - depth):
            found = tuple(child for parent in found for child in self._children[parent.code])
        return found

    def _made_of(self, code: str) -> tuple[Area, ...]:
        """The areas of its own level that an area is made of: itself, or what a rest leaves."""
        area = self.area(code)
        if area.rest is None:
            return (area,)
        around, out = area.rest
        return tuple(own for own in self._children[around] if own.code != out)

    def ancestors(self, code: str) -> tuple[Area, ...]:
        """The areas above, the parent first, up to the region's root; `KeyError` if unknown."""
        found: list[Area] = []
        parent = self.area(code).parent
        while parent is not None:
            found.append(self.areas[parent])
            parent = found[-1].parent
        return tuple(found)

    def holds(self, around: str, code: str) -> bool:
        """Whether all of an area lies within another, or is it; `KeyError` if either is unknown."""
        outer, inner = self.area(around), self.area(code)
        if outer == inner:
            return True
        if inner.rest is not None:
            return self.holds(around, inner.rest[0])
        above = {own.code for own in self.ancestors(code)}
        if outer.rest is None:
            return around in above
        whole, out = outer.rest
        return whole in above and out not in above | {code}

    def overlap(self, a: str, b: str) -> bool:
        """Whether two areas have anything in common; `KeyError` if either is unknown."""
        one, other = self.area(a), self.area(b)
        rests = one.rest is not None and other.rest is not None and one.parent == other.parent
        return rests or self.holds(a, b) or self.holds(b, a)

    def parent_name(self, code: str) -> str | None:
        """Name of the area above, `None` at a region's root; `KeyError` if unknown."""
        parent = self.area(code).parent
        return None if parent is None else self.areas[parent].name

    def levels(self, code: str) -> tuple[Level, ...]:
        """Levels of an area, its own first; raises `KeyError` if the code is unknown."""
        return tuple(Level)[self.area(code).level.depth :]

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
