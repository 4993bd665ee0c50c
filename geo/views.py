"""What the browser is sent: JSON-ready payloads made from one AreaTable and one Legend.

Map, legend, chart, table and series of a page all come from here, so that they can't disagree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from geo.aggregate import AreaTable, Context
from geo.classify import NO_CLASS
from geo.compare import Comparison, Standing
from geo.dataset import Dataset
from geo.indicators import MapKind
from geo.legend import Legend, radius
from geo.model import Flag, Level
from geo.query import Query
from geo.sentences import difference, guard_reason
from geo.wording import Words

OUTSIDE = "."
"""Mark of a feature that is drawn but is no part of the view."""

UNCLASSED = "-"
"""Mark of an area whose value belongs to no class."""

MARKS: Mapping[Flag, str] = MappingProxyType(
    {Flag.NODATA: "n", Flag.SUPPRESSED: "s", Flag.UNRELIABLE: "u"}
)
"""Marks of areas without a value."""

_CIRCLE_STEPS = (1.0, 0.4, 0.1)
"""Shares of the largest value for which the legend shows a circle."""


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


def map_payload(
    query: Query, data: Dataset, table: AreaTable, legend: Legend, say: Words, side: int = 0
) -> dict[str, Any]:
    """Class numbers, printed values and words of one map; geometry never travels with them.

    Strings and lists with one entry a feature follow the features of the drawn file of the
    region and level, which stand in the order of their codes.
    """
    gazetteer = data.gazetteer
    region = gazetteer.region_of(table.area).code
    features = [area.code for area in gazetteer.descendants(region, table.level)]
    own_marks = dict(zip(table.codes, marks(table, legend, side), strict=True))
    own_texts = dict(zip(table.codes, texts(table, say), strict=True))
    radii = dict(zip(table.codes, legend.radii[side].tolist(), strict=True)) if legend.radii else {}
    west, south, east, north = gazetteer.area(table.area).bounds
    return {
        "level": str(table.level),
        "kind": str(legend.kind),
        "classes": "".join(own_marks.get(code, OUTSIDE) for code in features),
        "care": _care(table, features),
        "radii": [round(radii.get(code, 0.0), 1) for code in features] if radii else None,
        "values": [own_texts.get(code, "") for code in features],
        "colours": [item.colour for item in legend.ranges],
        "label": say.text(f"metric.{table.metric.code}.short"),
        "unit": say.unit(table.metric.unit),
        "words": _absences(say),
        "title": say.text("ui.map.title", area=say.area(gazetteer, table.area, parent=False)),
        "selected": query.at,
        "fit": [[south, west], [north, east]],
        "fitkey": table.area,
        "lang": str(query.lang),
    }


def legend_payload(tables: Sequence[AreaTable], legend: Legend, say: Words) -> dict[str, Any]:
    """Entries of the legend in the order of classes, then why areas have no class."""
    metric = tables[0].metric
    found = [mark for side, table in enumerate(tables) for mark in marks(table, legend, side)]
    absences = {mark: say.text(f"flag.{flag}") for flag, mark in MARKS.items()}
    absences[UNCLASSED] = say.text("ui.legend.unclassed")
    circles = legend.kind is MapKind.CIRCLES
    return {
        "part": "legend",
        "kind": str(legend.kind),
        "title": say.text(f"metric.{metric.code}.label"),
        "unit": say.unit(metric.unit),
        "note": say.text("ui.legend.relative") if legend.relative else "",
        "items": [
            {"index": place, "colour": item.colour, "text": text, "count": item.count}
            for place, (item, text) in enumerate(
                zip(legend.ranges, _range_texts(legend, tables, say), strict=True)
            )
        ],
        "extra": [
            {"code": mark, "text": text, "count": found.count(mark)}
            for mark, text in absences.items()
            if mark in found
        ],
        "radii": _circle_sizes(legend, tables, say) if circles else [],
    }


def _range_texts(legend: Legend, tables: Sequence[AreaTable], say: Words) -> list[str]:
    unit = tables[0].metric.unit
    if legend.relative:
        return [say.text(f"ui.legend.third{place}") for place in range(len(legend.ranges))]
    if legend.kind is MapKind.CIRCLES:
        return [say.text("ui.legend.circle") for _ in legend.ranges]
    bounds = [(say.number(item.low, unit), say.number(item.high, unit)) for item in legend.ranges]
    return [low if low == high else f"{low} – {high}" for low, high in bounds]


def _circle_sizes(legend: Legend, tables: Sequence[AreaTable], say: Words) -> list[dict[str, Any]]:
    unit = tables[0].metric.unit
    values = dict.fromkeys(_rounded(legend.largest * share) for share in _CIRCLE_STEPS)
    return [
        {"px": round(radius(value, legend.largest), 1), "text": say.number(value, unit)}
        for value in values
        if value > 0
    ]


def _rounded(value: float) -> float:
    """`value` to two significant digits: round numbers read best in a legend."""
    return float(f"{value:.1e}")


def _care(table: AreaTable, features: Sequence[str]) -> str:
    care = {code for code, flag in zip(table.codes, table.flags, strict=True) if flag is Flag.CARE}
    return "".join("01"[code in care] for code in features) if care else ""


def _absences(say: Words) -> dict[str, str]:
    return {str(flag): say.text(f"flag.{flag}") for flag in MARKS}


def areas_payload(
    query: Query, data: Dataset, table: AreaTable, legend: Legend, say: Words, side: int = 0
) -> dict[str, Any]:
    """Chart, table and select box of one side; the browser has the names with the geometry."""
    metric, region = table.metric, data.gazetteer.region_of(table.area)
    return {
        "part": "areas",
        "side": "ab"[side],
        "level": str(table.level),
        "region": region.code,
        "codes": list(table.codes),
        "values": [
            None if flag in MARKS else value
            for value, flag in zip(table.value.tolist(), table.flags, strict=True)
        ],
        "texts": list(texts(table, say)),
        "classes": "".join(marks(table, legend, side)),
        "colours": [item.colour for item in legend.ranges],
        "ranked": metric.ranked,
        "groups": not metric.ranked,
        "sort": str(query.sort),
        "selected": query.at,
        "context": [_context_row(item, data, table, say) for item in table.context],
        "unit": say.unit(metric.unit),
        "words": _areas_words(query, data, table, say),
    }


def _context_row(item: Context, data: Dataset, table: AreaTable, say: Words) -> dict[str, Any]:
    return {
        "name": say.area(data.gazetteer, item.area, parent=False),
        "text": say.number(item.reading.value, table.metric.unit),
        "value": item.reading.value,
    }


def _areas_words(query: Query, data: Dataset, table: AreaTable, say: Words) -> dict[str, str]:
    region = data.gazetteer.region_of(table.area)
    keys = (
        "select", "placeholder", "chart", "area", "parent", "value", "rank", "sortvalue",
        "sortname", "context", "empty",
    )  # fmt: skip
    own = {
        "caption": say.text(
            "ui.areas.caption",
            metric=say.text(f"metric.{table.metric.code}.label"),
            area=say.area(data.gazetteer, table.area, parent=False),
            period=say.period(table.metric, table.period) if table.period else "",
        ),
        "level": say.level(table.level, region.code),
    }
    return {key: say.text(f"ui.areas.{key}") for key in keys} | own | _absences(say)


def series_payload(data: Dataset, table: AreaTable, area: str, say: Words) -> dict[str, Any] | None:
    """The published series of one area, None where it has fewer than two periods."""
    metric = table.metric
    readings = [
        (period, reading)
        for period in metric.periods(data, area)
        if (reading := metric.read(data, area, period)) is not None
    ]
    if len(readings) < 2:
        return None
    return {
        "part": "series",
        "title": say.text(
            "ui.series.title",
            metric=say.text(f"metric.{metric.code}.short"),
            area=say.area(data.gazetteer, area, parent=False),
        ),
        "points": [
            {
                "period": say.period(metric, period),
                "x": int(period[:4]),
                "value": reading.value,
                "text": say.number(reading.value, metric.unit),
            }
            for period, reading in readings
        ],
        "current": say.period(metric, table.period) if table.period else "",
        "unit": say.unit(metric.unit),
        "words": {key: say.text(f"ui.series.{key}") for key in ("period", "value")},
    }


def pair_payload(
    query: Query, data: Dataset, comparisons: Sequence[Comparison], say: Words
) -> dict[str, Any]:
    """Compare's table of indicators: value or range of each area, difference, or the guard."""
    names = [say.short(data.gazetteer, code) for code in (query.a, query.b)]
    return {
        "part": "pair",
        "names": names,
        "rows": [_pair_row(query, data, item, say) for item in comparisons],
        "words": {
            key: say.text(f"ui.pair.{key}") for key in ("caption", "indicator", "difference")
        },
    }


def _pair_row(query: Query, data: Dataset, item: Comparison, say: Words) -> dict[str, Any]:
    metric = item.metric
    return {
        "code": metric.code,
        "label": say.text(f"metric.{metric.code}.label"),
        "unit": say.unit(metric.unit),
        "a": _standing_text(data, item, item.a, say),
        "b": _standing_text(data, item, item.b, say),
        "difference": difference(say, item),
        "guard": guard_reason(say, item) if item.guard is not None else "",
        "note": say.text("ui.pair.noise") if item.noise else "",
        "active": metric.code == query.metric,
    }


def _standing_text(data: Dataset, item: Comparison, side: Standing, say: Words) -> str:
    unit = item.metric.unit
    if side.own:
        text = say.number(side.low, unit)
    elif side.known:
        text = f"{say.number(side.low, unit)} – {say.number(side.high, unit)}"
    else:
        return ""
    return f"{text} ({say.period(item.metric, side.period)})"


def copy_payload(say: Words) -> dict[str, Any]:
    """Words of the copy-link button."""
    return {
        "part": "copy",
        "text": say.text("ui.copy.label"),
        "done": say.text("ui.copy.done"),
        "failed": say.text("ui.copy.failed"),
    }


def thumb_payload(data: Dataset, region: str, geometry: str, say: Words) -> dict[str, Any]:
    """A small map of one region (BPS code); `geometry` is the URL prefix of drawn boundaries."""
    name = say.area(data.gazetteer, region, parent=False)
    kecamatan = len(data.gazetteer.descendants(region, Level.KECAMATAN))
    level = say.level(Level.KECAMATAN, region, plural=True)
    return {
        "part": "thumb",
        "geometry": f"{geometry}/{region}/{Level.KECAMATAN}.json",
        "outline": f"{geometry}/{region}/{Level.KABKOTA}.json",
        "title": name,
        "description": say.text("ui.thumb", count=str(kecamatan), level=level),
    }
