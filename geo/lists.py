"""What stands beside a map: list of areas, series, pairs, small parts, as JSON-ready payloads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from geo.aggregate import AreaTable, Context
from geo.compare import Comparison, Standing
from geo.dataset import Dataset
from geo.formulas import breakdown
from geo.legend import Legend
from geo.model import Flag, Level
from geo.query import Query
from geo.sentences import difference, guard_reason
from geo.views import MARKS, SIDES, drawn_level, geometry_url, marks, texts, what
from geo.wording import Words


def areas_payload(
    query: Query, data: Dataset, table: AreaTable, legend: Legend, say: Words, side: int = 0
) -> dict[str, Any]:
    """Chart, table and select box of one side; the browser has the names with the geometry.

    `values`, `texts` and the characters of `classes` and `flags` follow `codes`.
    """
    metric, region = table.metric, data.gazetteer.region_of(table.area).code
    numbers = zip(table.value.tolist(), table.flags, strict=True)
    return {
        "part": "areas",
        "side": SIDES[side],
        "geometry": f"{geometry_url(data)}/{region}/{drawn_level(data, table)}.json",
        "kind": str(legend.kind),
        "codes": list(table.codes),
        "values": [None if flag in MARKS else value for value, flag in numbers],
        "texts": list(texts(table, say)),
        "classes": "".join(marks(table, legend, side)),
        "flags": "".join(
            MARKS.get(flag, "c" if flag is Flag.CARE else "o") for flag in table.flags
        ),
        "colours": [item.colour for item in legend.ranges],
        "ranked": metric.ranked and len(table.codes) > 1,
        "groups": not metric.ranked,
        "sort": str(query.sort),
        "selected": query.at,
        "context": [_context_row(item, data, table, say) for item in table.context],
        "unit": say.text(f"unit.{metric.unit}.name"),
        "words": _areas_words(data, table, say),
    }


def _context_row(item: Context, data: Dataset, table: AreaTable, say: Words) -> dict[str, Any]:
    return {
        "name": say.area(data.gazetteer, item.area, parent=False),
        "text": say.number(item.reading.value, table.metric.unit),
        "value": item.reading.value,
    }


def _areas_words(data: Dataset, table: AreaTable, say: Words) -> dict[str, str]:
    keys = ("pick", "choose", "hint", "chart", "name", "parent", "value", "rank")
    caption = say.text("ui.areas.caption", **what(data, table, say))
    absences = {str(flag): say.text(f"flag.{flag}") for flag in MARKS}
    own = {"caption": caption, "care": say.text("flag.care")}
    return {key: say.text(f"ui.areas.{key}") for key in keys} | absences | own


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
        "title": say.text("ui.series.title", area=say.area(data.gazetteer, area)),
        "points": [
            {
                "period": say.years(metric, period),
                "value": reading.value,
                "text": say.number(reading.value, metric.unit),
            }
            for period, reading in readings
        ],
        "unit": say.text(f"unit.{metric.unit}.name"),
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
        "guards": {
            str(item.guard): guard_reason(say, item)
            for item in comparisons
            if item.guard is not None
        },
        # What may be compared comes first.
        "rows": [
            _pair_row(query, item, say)
            for item in sorted(comparisons, key=lambda item: item.guard is not None)
        ],
        "words": {
            key: say.text(f"ui.compare.{key}") for key in ("caption", "indicator", "difference")
        },
    }


def _pair_row(query: Query, item: Comparison, say: Words) -> dict[str, Any]:
    metric = item.metric
    row = {
        "code": metric.code,
        "label": say.text(f"metric.{metric.code}.label"),
        "unit": say.text(f"unit.{metric.unit}.name"),
        "a": _standing_text(item, item.a, say),
        "b": _standing_text(item, item.b, say),
        "difference": difference(say, item),
        "guard": str(item.guard) if item.guard is not None else "",
        "note": say.text("ui.compare.maybe") if item.noise else "",
        "active": metric.code == query.metric,
    }
    # Most rows are guarded: what is empty does not travel.
    return {key: value for key, value in row.items() if value}


def _standing_text(item: Comparison, side: Standing, say: Words) -> str:
    unit = item.metric.unit
    if side.own:
        text = say.number(side.low, unit)
    elif side.known:
        text = f"{say.number(side.low, unit)} – {say.number(side.high, unit)}"
    else:
        return ""
    return f"{text} ({say.years(item.metric, side.period)})"


def copy_payload(say: Words) -> dict[str, Any]:
    """Words of the copy-link button."""
    return {
        "part": "copy",
        "text": say.text("ui.copylink"),
        "done": say.text("ui.copied"),
        "failed": say.text("ui.copyfailed"),
    }


def thumb_payload(data: Dataset, region: str, say: Words) -> dict[str, Any]:
    """A small map of one region (BPS code)."""
    geometry = geometry_url(data)
    name = say.area(data.gazetteer, region, parent=False)
    kecamatan = len(data.gazetteer.descendants(region, Level.KECAMATAN))
    level = say.level(Level.KECAMATAN, region, plural=True)
    return {
        "part": "thumb",
        "geometry": f"{geometry}/{region}/{Level.KECAMATAN}.json",
        "outline": f"{geometry}/{region}/{Level.KABKOTA}.json",
        "title": name,
        "description": say.text("home.regiontitle", area=name, count=str(kecamatan), parts=level),
    }


def sectors(
    data: Dataset, table: AreaTable, area: str, say: Words
) -> list[tuple[str, str, float | None]]:
    """Sectors of a metric that has them, for one area: label, printed value, share of the largest.

    Empty where the metric has no parts, or the area none of them in the table's period.
    """
    metric = table.metric
    found = breakdown(data, metric.parts, area, table.period)
    known = [reading.value for _, reading in found if reading is not None]
    if not known:
        return []
    return [
        (say.sector(part), say.text("flag.nodata"), None)
        if reading is None
        else (say.sector(part), say.number(reading.value, metric.unit), reading.value / max(known))
        for part, reading in found
    ]
