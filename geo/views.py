"""What maps and legends are sent: JSON-ready payloads made from one AreaTable and one Legend.

Marks and printed values of areas are made here for map, chart and table alike, so that they
can't disagree.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from geo.act import Certainty, Judgement
from geo.aggregate import AreaTable
from geo.classify import NO_CLASS
from geo.dataset import Dataset
from geo.dropped import MOST_NAMED, Dropped, excerpt
from geo.indicators import DECIMALS, MapKind, Unit
from geo.legend import ClassRange, Legend, radius
from geo.model import Flag, Level
from geo.query import Query
from geo.rounding import half_up
from geo.wording import Words

OUTSIDE = "."
"""Mark of a feature that is drawn but is no part of the view."""

UNCLASSED = "-"
"""Mark of an area whose value belongs to no class."""

MARKS: Mapping[Flag, str] = MappingProxyType(
    {Flag.NODATA: "n", Flag.SUPPRESSED: "s", Flag.UNRELIABLE: "u"}
)
"""Marks of areas without a value."""

OUTLINES: Mapping[Certainty, str] = MappingProxyType({Certainty.SURE: "s", Certainty.LIKELY: "l"})
"""Marks of areas that meet the conditions of "where to act"."""

SIDES = ("a", "b", "c", "d")
"""Sides of a comparison, as the parameters of a Query name them."""

_CIRCLE_STEPS = (1.0, 0.4, 0.1)
"""Shares of the largest value for which the legend shows a circle."""


def geometry_url(data: Dataset) -> str:
    """URL prefix of the drawn boundaries; `/{region}/{level}.json` follows."""
    return f"/geometry/{data.gazetteer.geometry_version}"


def drawn_level(data: Dataset, table: AreaTable) -> Level:
    """The level to draw: the table's, or the area's own where the table's is coarser than it."""
    return max(table.level, data.gazetteer.area(table.area).level, key=lambda level: level.depth)


def dropped_text(item: Dropped, say: Words) -> str:
    """Why a parameter was not used."""
    return say.text(f"drop.{item.reason}", name=item.name, value=excerpt(item.value))


def dropped_texts(items: Sequence[Dropped], say: Words) -> Iterator[str]:
    """Why parameters were not used, one after another; of many the first, and how many more."""
    yield from (dropped_text(item, say) for item in items[:MOST_NAMED])
    if len(items) > MOST_NAMED:
        yield say.text("ui.droppedmore", count=say.whole(len(items) - MOST_NAMED))


def marks(table: AreaTable, legend: Legend, side: int) -> tuple[str, ...]:
    """One character an area, in the order of `table.codes`: class digit, or why it has none."""
    return tuple(
        MARKS.get(flag) or (UNCLASSED if place == NO_CLASS else str(place))
        for flag, place in zip(table.flags, legend.classes[side].tolist(), strict=True)
    )


def texts(table: AreaTable, say: Words) -> tuple[str, ...]:
    """The value of each area as it is printed everywhere; empty where there is none."""
    unit = table.metric.unit
    return tuple(
        say.number(value, unit) if flag in (Flag.OK, Flag.CARE) else ""
        for value, flag in zip(table.value.tolist(), table.flags, strict=True)
    )


def what(data: Dataset, table: AreaTable, say: Words) -> dict[str, str]:
    """What a figure shows, for its title: metric, area and period."""
    metric = table.metric
    return {
        "metric": say.label(metric),
        "area": say.area(data.gazetteer, table.area),
        "period": say.period(metric, table.period) if table.period else say.text("ui.noperiod"),
    }


def outlines(data: Dataset, judged: Judgement) -> dict[str, str]:
    """Areas to outline over the map's colours, at a level of their own, one character a feature."""
    region = data.gazetteer.region_of(judged.tables[0].area).code
    found = dict(zip(judged.codes, judged.certainty, strict=True))
    features = [area.code for area in data.gazetteer.descendants(region, judged.level)]
    marked = (OUTLINES.get(found.get(code, Certainty.NO), OUTSIDE) for code in features)
    return {"level": str(judged.level), "marks": "".join(marked)}


def map_payload(
    query: Query, data: Dataset, table: AreaTable, legend: Legend, say: Words, side: int = 0
) -> dict[str, Any]:
    """Class numbers, printed values and words of one map; geometry never travels with them.

    Strings and lists with one entry a feature follow the features of the drawn file of the
    region and level, which stand in the order of their codes.
    """
    gazetteer = data.gazetteer
    region = gazetteer.region_of(table.area).code
    level = drawn_level(data, table)
    features = [area.code for area in gazetteer.descendants(region, level)]
    own_marks = dict(zip(table.codes, marks(table, legend, side), strict=True))
    if not table.codes:
        own = gazetteer.descendants(table.area, level)
        own_marks |= {area.code: MARKS[Flag.NODATA] for area in own}
    own_texts = dict(zip(table.codes, texts(table, say), strict=True))
    radii = dict(zip(table.codes, legend.radii[side].tolist(), strict=True)) if legend.radii else {}
    west, south, east, north = gazetteer.area(table.area).bounds
    return {
        "level": str(level),
        "kind": str(legend.kind),
        "classes": "".join(own_marks.get(code, OUTSIDE) for code in features),
        "care": _care(table, features),
        "radii": [round(radii.get(code, 0.0), 1) for code in features] if radii else None,
        "values": [own_texts.get(code, "") for code in features],
        "colours": [item.colour for item in legend.ranges],
        "label": say.brief(table.metric),
        "unit": say.text(f"unit.{table.metric.unit}.name"),
        "words": {"map": say.text("ui.map.title", **what(data, table, say))},
        "selected": query.at,
        "fit": [[south, west], [north, east]],
        "fitkey": table.area,
        "lang": str(query.lang),
    }


def outline_words(say: Words) -> list[dict[str, str]]:
    """What the outlines mean, for the legend."""
    keys = {Certainty.SURE: "ui.act.surely", Certainty.LIKELY: "ui.act.maybe"}
    return [{"code": mark, "text": say.text(keys[own])} for own, mark in OUTLINES.items()]


def legend_payload(tables: Sequence[AreaTable], legend: Legend, say: Words) -> dict[str, Any]:
    """Entries of the legend in the order of classes, then why areas have no class.

    Each says how many areas it holds; of several tables also how many of each (`counts`).
    """
    metric = tables[0].metric
    found = [marks(table, legend, side) for side, table in enumerate(tables)]
    absences = {mark: say.text(f"flag.{flag}") for flag, mark in MARKS.items()}
    absences[UNCLASSED] = say.text("ui.legend.unclassed")
    circles = legend.kind is MapKind.CIRCLES
    return {
        "part": "legend",
        "kind": str(legend.kind),
        "title": say.label(metric),
        "unit": _legend_unit(legend, tables, say),
        "items": [
            {"index": place, "colour": item.colour, "text": text, **_counts(found, str(place))}
            for place, (item, text) in enumerate(
                zip(legend.ranges, _range_texts(legend, tables, say), strict=True)
            )
        ],
        "extra": [
            {"code": mark, "text": text, **_counts(found, mark)}
            for mark, text in absences.items()
            if any(mark in own for own in found)
        ],
        "care": _care_entry(tables, say),
        "zero": legend.below if legend.kind is MapKind.DIVERGING and legend.ranges else None,
        "radii": circle_sizes(legend.largest, metric.unit, say) if circles else [],
    }


def _counts(found: Sequence[Sequence[str]], mark: str) -> dict[str, Any]:
    """How many areas bear a mark, and of several tables how many of each."""
    own = [side.count(mark) for side in found]
    return {"count": sum(own), **({"counts": own} if len(own) > 1 else {})}


def _care_entry(tables: Sequence[AreaTable], say: Words) -> dict[str, Any] | None:
    """The mark that care values bear beside their class; None where no area has one."""
    flagged = [["c" if flag is Flag.CARE else "" for flag in table.flags] for table in tables]
    counts = _counts(flagged, "c")
    if not counts["count"]:
        return None
    return {"text": say.text("flag.care"), **counts, "count": say.whole(counts["count"])}


def _legend_unit(legend: Legend, tables: Sequence[AreaTable], say: Words) -> str:
    unit = say.text(f"unit.{tables[0].metric.unit}.name")
    return f"{unit} · {say.text('ui.legend.relative')}" if legend.relative else unit


def _range_texts(legend: Legend, tables: Sequence[AreaTable], say: Words) -> list[str]:
    unit = tables[0].metric.unit
    if legend.relative:
        return [say.text(f"ui.legend.{third}") for third in ("lower", "middle", "upper")]
    if legend.kind is MapKind.CIRCLES:
        signed = any(item.low < 0 for item in legend.ranges)
        return [_sign_text(item, unit, say, signed=signed) for item in legend.ranges]
    return [_bounds_text(item, unit, say) for item in legend.ranges]


def _sign_text(item: ClassRange, unit: Unit, say: Words, *, signed: bool) -> str:
    if not signed:
        return say.text("ui.legend.circles") if item.high else say.number(0, unit)
    if item.low == item.high:
        return say.text("ui.legend.nought")
    return say.text("ui.legend.fall" if item.low < 0 else "ui.legend.rise")


def _bounds_text(item: ClassRange, unit: Unit, say: Words) -> str:
    if math.isinf(item.low):
        return say.text("ui.legend.upto", value=say.number(item.high, unit))
    if math.isinf(item.high):
        return say.text("ui.legend.from", value=say.number(item.low, unit))
    low, high = say.number(item.low, unit), say.number(item.high, unit)
    return low if low == high else f"{low} – {high}"


def circle_sizes(largest: float, unit: Unit, say: Words) -> list[dict[str, Any]]:
    """Circles of the legend: their radii in CSS pixels, and the round values they stand for."""
    rounded = (_rounded(largest * share) for share in _CIRCLE_STEPS)
    # A circle stands for the number beside it, which small counts round once more.
    values = dict.fromkeys(float(half_up(value, DECIMALS[unit])) for value in rounded)
    return [
        {"px": round(radius(value, largest), 1), "text": say.number(value, unit)}
        for value in values
        if value > 0
    ]


def _rounded(value: float) -> float:
    """`value` to two significant digits: round numbers read best in a legend."""
    return float(f"{value:.1e}")


def _care(table: AreaTable, features: Sequence[str]) -> str:
    care = {code for code, flag in zip(table.codes, table.flags, strict=True) if flag is Flag.CARE}
    return "".join("01"[code in care] for code in features) if care else ""
