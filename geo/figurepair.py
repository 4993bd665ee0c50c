"""What a picture says of compared areas beside their maps: captions, one scale, their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from geo import canvas
from geo.aggregate import AreaTable
from geo.canvas import Canvas, Type
from geo.compare import Standing, compare
from geo.dataset import Dataset
from geo.figuremap import Frame, fitted
from geo.taken import Taken
from geo.views import SIDES

_NAME, _QUIET, _VALUE = Type(20, bold=True), Type(16, canvas.MUTED), Type(16)
_LEAST, _MOST = 0.34, 0.66
"""Shares of the width that one of two maps may take: a name needs some room too."""

_GAP = 16.0
_ROW = 26.0
_SHORTEST = 90.0
"""Pixels of an axis below which intervals are written only."""

Box = tuple[float, float, float, float]


def frames(boxes: Sequence[Box], data: Dataset, tables: Sequence[AreaTable]) -> list[Frame]:
    """Frames at `boxes` that show whole areas, all at the scale of the one that needs most room."""
    own = [
        fitted(box, data.gazetteer.area(table.area))
        for box, table in zip(boxes, tables, strict=True)
    ]
    scale = min(frame.px_per_km for frame in own)
    return [replace(frame, px_per_km=scale) for frame in own]


def places(box: Box, data: Dataset, tables: Sequence[AreaTable]) -> list[Box]:
    """`box` cut into columns for maps: two share its width as their areas are wide."""
    x, y, width, height = box
    if len(tables) == 1:
        return [box]
    wide = [_degrees(data, table.area) for table in tables]
    share = min(_MOST, max(_LEAST, wide[0] / sum(wide)))
    first = (width - _GAP) * share
    return [(x, y, first, height), (x + first + _GAP, y, width - _GAP - first, height)]


def _degrees(data: Dataset, area: str) -> float:
    west, _, east, _ = data.gazetteer.area(area).bounds
    return east - west


def captions(sheet: Canvas, taken: Taken, boxes: Sequence[Box]) -> float:
    """Letter and name of each side, its km² and how many areas it has; returns where they end."""
    say, data, ends = taken.say, taken.data, []
    for number, ((x, y, width, _), table) in enumerate(zip(boxes, taken.pair, strict=True)):
        area = data.gazetteer.area(table.area)
        name = f"{SIDES[number].upper()}: {say.short(data.gazetteer, table.area)}"
        size = say.text(
            "take.size",
            km2=say.whole(area.km2),
            count=say.whole(len(table.codes)),
            parts=say.level(table.level, area.region, plural=len(table.codes) != 1),
        )
        end = sheet.paragraph(x, y, name, _NAME, width, most=2)
        ends.append(sheet.paragraph(x, end, size, _QUIET, width, most=2))
    return max(ends) + 6


def intervals(sheet: Canvas, taken: Taken, x: float, y: float, width: float, bottom: float) -> None:
    """The value of each compared area with its interval or range, on one axis.

    Nothing under a guard, or where it would end below `bottom`.
    """
    sides = _sides(taken)
    named = len(sides) - len(taken.pair)
    if len(sides) < 2 or y + _ROW * (len(sides) + 2 + max(named, 0)) > bottom:
        return
    say, unit = taken.say, taken.pair[0].metric.unit
    texts = [_text(taken, side) for _, side in sides]
    axis = width - 30 - max(sheet.width(text, _VALUE) for text in texts) - 14
    ends = [end for _, side in sides for end in _ends(side)]
    low, high = min(ends), max(ends)
    drawn = axis >= _SHORTEST and high > low
    sheet.text(x, y + 16, say.text("take.sides"), _QUIET)
    y += _ROW
    left = x + 30
    for (number, side), text in zip(sides, texts, strict=True):
        colour = canvas.SIDE_COLOURS[number]
        sheet.text(x, y + 17, SIDES[number].upper(), Type(17, colour, bold=True))
        sheet.text(x + width, y + 17, text, _VALUE, ha="right")
        if drawn:
            at = [left + (end - low) / (high - low) * axis for end in _ends(side)]
            sheet.box(left, y + 11.5, axis, 1, facecolor=canvas.LINE, linewidth=0)
            sheet.box(at[0], y + 10, max(at[1] - at[0], 1), 4, facecolor=colour, linewidth=0)
            if side.own:
                middle = left + (side.low - low) / (high - low) * axis
                sheet.box(middle - 4, y + 8, 8, 8, facecolor=colour, edgecolor=canvas.PAPER)
        y += _ROW
    limits = say.number(low, unit), say.number(high, unit)
    if drawn and sum(sheet.width(text, _QUIET) for text in limits) + 12 < axis:
        sheet.text(left, y + 12, limits[0], _QUIET)
        sheet.text(left + axis, y + 12, limits[1], _QUIET, ha="right")
        y += _ROW - 4
    # A third and fourth area have no map that would name them.
    for number, side in sides:
        if number >= len(taken.pair):
            name = f"{SIDES[number].upper()}: {say.short(taken.data.gazetteer, side.area)}"
            y = sheet.paragraph(x, y, name, _QUIET, width, most=1)


def _sides(taken: Taken) -> list[tuple[int, Standing]]:
    """Place and standing of the first area and of each that may be compared with it."""
    query, data, tables = taken.query, taken.data, taken.pair
    if len(tables) < 2 or query.since is not None:
        return []
    first, *others = query.compared
    same = tables[0].period == tables[1].period
    year = tables[0].period if same and tables[0].period else query.year
    found = [
        (place, compare(data, tables[0].metric, first, other, year, query.filters))
        for place, other in enumerate(others, start=1)
    ]
    fits = [(place, item) for place, item in found if item.guard is None]
    return [(0, fits[0][1].a), *((place, item.b) for place, item in fits)] if fits else []


def _ends(side: Standing) -> tuple[float, float]:
    """Ends of the interval, else of the range."""
    low, high = side.interval or (math.nan, math.nan)
    return (side.low, side.high) if math.isnan(low) else (low, high)


def _text(taken: Taken, side: Standing) -> str:
    say, unit = taken.say, taken.pair[0].metric.unit
    if side.own:
        return say.estimate(side.low, *(side.interval or (math.nan, math.nan)), unit)
    return say.ends(side.low, side.high, unit)
