"""The map of a figure: areas, circles, names and a scale bar, drawn from the map's own payload."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from geo import canvas
from geo.aggregate import AreaTable
from geo.canvas import Canvas, Type
from geo.dataset import Dataset
from geo.model import Area, Level
from geo.shapes import drawn, surroundings
from geo.views import OUTLINES, OUTSIDE, UNCLASSED
from geo.wording import Words

NAMED = 45
"""With more areas than these only the areas above them are named: names would hide the map."""

_KM_PER_DEGREE = (111.32, 110.57)
"""Kilometres of a degree of longitude and of latitude at the equator; 0.2 % off at 8° S."""

_BARS = (1, 2, 5, 10, 20, 50)
_SCREEN = 540.0
"""Height in pixels of the map on the page, for which the radii of the legend are meant."""

_LINES: Mapping[Level, float] = MappingProxyType(
    {Level.PROVINCE: 1.4, Level.KABKOTA: 1.2, Level.KECAMATAN: 0.8, Level.KELURAHAN: 0.4}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the sheet in pixels, and how degrees fall into it.

    Equirectangular about the middle of the view: true to scale everywhere in a region.
    """

    x: float
    y: float
    width: float
    height: float
    centre: tuple[float, float]
    px_per_km: float

    def place(self, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        """Pixels of positions in degrees (EPSG:4326); both of shape (n, 2)."""
        lon, lat = self.centre
        east = _KM_PER_DEGREE[0] * math.cos(math.radians(lat))
        scale = np.array([east, -_KM_PER_DEGREE[1]]) * self.px_per_km
        middle = np.array([self.x + self.width / 2, self.y + self.height / 2])
        placed: NDArray[np.float64] = (lonlat - np.array([lon, lat])) * scale + middle
        return placed


def fitted(box: tuple[float, float, float, float], area: Area, pad: float = 18) -> Frame:
    """The frame at `box` (x, y, width, height in pixels) that shows a whole area."""
    x, y, width, height = box
    west, south, east, north = area.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    km_x = (east - west) * _KM_PER_DEGREE[0] * math.cos(math.radians(lat))
    km_y = (north - south) * _KM_PER_DEGREE[1]
    scale = min((width - 2 * pad) / km_x, (height - 2 * pad) / km_y)
    return Frame(x, y, width, height, (lon, lat), scale)


def scale_of(frame: Frame) -> float:
    """By how much circles are larger than on the page; the same for maps beside each other."""
    return frame.height / _SCREEN


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a figure: its name, its table, and what `views.map_payload` gives the page."""

    name: str
    table: AreaTable
    payload: Mapping[str, Any]


class AreaMap:
    """Draws one side into one frame of a sheet."""

    def __init__(self, sheet: Canvas, frame: Frame, data: Dataset, side: Side, say: Words) -> None:
        self.sheet, self.frame, self.side, self.say = sheet, frame, side, say
        self.gazetteer = data.gazetteer
        self.level = Level(side.payload["level"])
        self.region = data.gazetteer.region_of(side.table.area).code
        self.shapes = drawn(data.gazetteer, self.region, self.level)
        self.clip = sheet.box(
            frame.x, frame.y, frame.width, frame.height, facecolor=canvas.UNKNOWN, linewidth=0
        )

    def draw(self) -> None:
        """Land, areas, lines, circles, names and scale bar, from the ground up."""
        base = self.gazetteer.context_path
        self._shape(surroundings(base, "sea"), facecolor=canvas.SEA, linewidth=0)
        around = surroundings(base, "neighbour")
        self._shape(around, facecolor=canvas.LAND, edgecolor=canvas.LAND_EDGE, linewidth=0.8)
        marks, width = self.side.payload["classes"], _LINES[self.level]
        own = []
        for index, (code, shape) in enumerate(self.shapes.items()):
            if marks[index] == OUTSIDE:
                self._shape([shape], facecolor=canvas.LAND, edgecolor=canvas.LAND_EDGE)
                continue
            own.append(shape)
            # A light halo under a dark edge keeps neighbours of like colour apart.
            look = {"edgecolor": canvas.HALO, "linewidth": 2.5 * width, **self._look(index)}
            self._shape([shape], code=f"area-{self.side.name}-{code}", **look)
        self._shape(own, fill=False, edgecolor=canvas.EDGE, linewidth=width)
        self._parents()
        self._passing()
        self._selected()
        self._circles()
        self._names()
        self._bar()
        frame = self.frame
        self.sheet.box(
            frame.x, frame.y, frame.width, frame.height, fill=False, edgecolor=canvas.LINE
        )

    def _shape(
        self, shapes: Iterable[Mapping[str, Any]], code: str | None = None, **look: Any
    ) -> None:
        path = _path(shapes, self.frame)
        if path is not None:
            self.sheet.add(PathPatch(path, joinstyle="round", **look), self.clip, code)

    def _look(self, index: int) -> dict[str, Any]:
        """Fill of an area, as the page's map has it."""
        mark = self.side.payload["classes"][index]
        if mark == UNCLASSED or (mark.isdecimal() and self.side.payload["radii"] is not None):
            return {"facecolor": canvas.BLANK}
        return self._fill(index) if mark.isdecimal() else canvas.hatched(mark)

    def _fill(self, index: int) -> dict[str, Any]:
        """Colour of the class of an area or circle, hatched where it is to be read with care."""
        payload = self.side.payload
        colour = payload["colours"][int(payload["classes"][index])]
        cared = payload["care"][index : index + 1] == "1"
        return canvas.hatched("care", colour) if cared else {"facecolor": colour}

    def _parents(self) -> None:
        """Outlines of the kabupaten/kota around smaller areas."""
        levels = self.gazetteer.levels(self.region)
        if self.level.depth > Level.KABKOTA.depth and Level.KABKOTA in levels:
            above = drawn(self.gazetteer, self.region, Level.KABKOTA).values()
            self._shape(above, fill=False, edgecolor=canvas.HALO, linewidth=3.4)
            self._shape(above, fill=False, edgecolor=canvas.EDGE, linewidth=1.8)

    def _passing(self) -> None:
        """Outlines of the areas that meet the reader's conditions, at a level of their own."""
        act = self.side.payload.get("act")
        if act is None:
            return
        shapes = drawn(self.gazetteer, self.region, Level(act["level"])).values()
        marked = list(zip(act["marks"], shapes, strict=True))
        passing = [shape for mark, shape in marked if mark in OUTLINES.values()]
        self._shape(passing, fill=False, edgecolor=canvas.HALO, linewidth=5)
        for code in OUTLINES.values():
            own = [shape for mark, shape in marked if mark == code]
            self._shape(own, fill=False, **canvas.outline(code))

    def _selected(self) -> None:
        at = self.side.payload["selected"]
        if at in self.shapes:
            self._shape([self.shapes[at]], fill=False, edgecolor=canvas.HALO, linewidth=6)
            self._shape([self.shapes[at]], fill=False, edgecolor=canvas.PICK, linewidth=3.2)

    def _circles(self) -> None:
        """Circles, the largest at the bottom."""
        payload = self.side.payload
        if payload["radii"] is None:
            return
        codes = tuple(self.shapes)
        for index in sorted(range(len(codes)), key=lambda at: -abs(payload["radii"][at])):
            if self._radius(index) and payload["classes"][index].isdecimal():
                look = {"edgecolor": canvas.HALO, "alpha": 0.8, **self._fill(index)}
                circle = Circle(self._point(codes[index]), self._radius(index), **look)
                self.sheet.add(circle, self.clip, f"circle-{self.side.name}-{codes[index]}")

    def _radius(self, index: int) -> float:
        """Pixels of the circle of an area, 0 where it has none."""
        radii = self.side.payload["radii"]
        return 0.0 if radii is None else abs(radii[index]) * scale_of(self.frame)

    def _names(self) -> None:
        """Names that do not touch one another: the selected area's first, then by size."""
        at, codes = self.side.payload["selected"], self.side.table.codes
        if len(codes) > NAMED:
            above = self.gazetteer.descendants(self.side.table.area, Level.KABKOTA)
            codes = tuple(area.code for area in above if area.code != self.side.table.area)
        areas = [self.gazetteer.area(code) for code in codes]
        if at is not None and at not in codes:
            areas.append(self.gazetteer.area(at))
        place = {code: index for index, code in enumerate(self.shapes)}
        taken: list[tuple[float, float, float, float]] = []
        for area in sorted(areas, key=lambda area: (area.code != at, -area.km2)):
            kind = Type(19 if len(areas) <= 12 else 15, canvas.INK, bold=area.code == at)
            name = self.say.area(self.gazetteer, area.code, parent=False)
            x, y = self._point(area.code)
            if area.code in place and (radius := self._radius(place[area.code])):
                y += radius + kind.px * 0.7
            wide = self.sheet.width(name, kind)
            box = (x - wide / 2 - 3, y - kind.px / 2, x + wide / 2 + 3, y + kind.px / 2 + 3)
            if _inside(box, self.frame) and not any(_touch(box, other) for other in taken):
                taken.append(box)
                drawn_name = self.sheet.text(x, y + kind.px / 3, name, kind, ha="center")
                drawn_name.set_path_effects([withStroke(linewidth=3, foreground=canvas.HALO)])

    def _point(self, code: str) -> tuple[float, float]:
        x, y = self.frame.place(np.array([self.gazetteer.area(code).point]))[0]
        return float(x), float(y)

    def _bar(self) -> None:
        """A bar of so many whole kilometres, at most a fifth of the map's height long."""
        frame = self.frame
        fits = [km for km in _BARS if km * frame.px_per_km <= frame.height / 5]
        km = fits[-1] if fits else _BARS[0]
        x, y, long = frame.x + 16, frame.y + frame.height - 16, km * frame.px_per_km
        kind = Type(16)
        text = self.say.text("take.scale", number=self.say.whole(km))
        wide = max(long, self.sheet.width(text, kind)) + 16
        self.sheet.box(x - 8, y - 30, wide, 38, facecolor=canvas.PAPER, alpha=0.8, linewidth=0)
        self.sheet.box(x, y - 5, long, 5, facecolor=canvas.INK, linewidth=0)
        self.sheet.text(x, y - 11, text, kind)


def _inside(box: tuple[float, float, float, float], frame: Frame) -> bool:
    west, north, east, south = box
    return bool(
        west >= frame.x
        and north >= frame.y
        and east <= frame.x + frame.width
        and south <= frame.y + frame.height
    )


def _touch(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
    return not apart


def _path(shapes: Iterable[Mapping[str, Any]], frame: Frame) -> Path | None:
    """Rings of GeoJSON polygons as one path; None where nothing of them lies in the frame."""
    rings = [
        frame.place(np.asarray(ring, dtype=float))
        for shape in shapes
        for polygon in _polygons(shape)
        for ring in polygon
    ]
    seen = [ring for ring in rings if _seen(ring, frame)]
    if not seen:
        return None
    codes = [
        np.array([Path.MOVETO, *[Path.LINETO] * (len(ring) - 2), Path.CLOSEPOLY]) for ring in seen
    ]
    return Path(np.concatenate(seen), np.concatenate(codes))


def _polygons(shape: Mapping[str, Any]) -> Sequence[Any]:
    coordinates: Sequence[Any] = shape["coordinates"]
    return [coordinates] if shape["type"] == "Polygon" else coordinates


def _seen(ring: NDArray[np.float64], frame: Frame) -> bool:
    west, north = ring.min(axis=0)
    east, south = ring.max(axis=0)
    return bool(
        east >= frame.x
        and west <= frame.x + frame.width
        and south >= frame.y
        and north <= frame.y + frame.height
    )
