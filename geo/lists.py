"""What stands beside a map: list of areas, series, small parts, as JSON-ready payloads."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from geo.aggregate import AreaTable, Context
from geo.change import apart
from geo.dataset import Dataset
from geo.formulas import breakdown
from geo.indicators import REGISTRY
from geo.legend import Legend
from geo.model import Flag, Level
from geo.query import Query
from geo.spread import stamp
from geo.views import MARKS, SIDES, drawn_level, geometry_url, marks, texts, what
from geo.wording import Words

WHISKERS = 200
"""So many areas at most have their intervals drawn: columns beyond are too thin on any screen."""


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
        "stamp": stamp(table, legend, side),
        "geometry": f"{geometry_url(data)}/{region}/{drawn_level(data, table)}.json",
        "kind": str(legend.kind),
        "codes": list(table.codes),
        "values": [None if flag in MARKS else value for value, flag in numbers],
        "texts": list(texts(table, say)),
        **_intervals(table, say),
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
        "lang": str(query.lang),
        "unit": say.text(f"unit.{metric.unit}.name"),
        "words": {"caption": say.text("ui.areas.caption", **what(data, table, say))},
    }


def _intervals(table: AreaTable, say: Words) -> dict[str, Any]:
    """Intervals of estimates as they are printed and drawn; nothing where there are none."""
    if not np.isfinite(table.ci_low).any():
        return {}
    ends = list(zip(table.ci_low.tolist(), table.ci_high.tolist(), strict=True))
    unit = table.metric.unit
    spans: dict[str, Any] = {
        "spans": ["" if math.isnan(low) else say.ends(low, high, unit) for low, high in ends]
    }
    if len(ends) > WHISKERS:
        return spans
    return {
        **spans,
        "ends": [
            None if math.isnan(low) else [float(f"{low:.3g}"), float(f"{high:.3g}")]
            for low, high in ends
        ],
    }


def _context_row(item: Context, data: Dataset, table: AreaTable, say: Words) -> dict[str, Any]:
    return {
        "name": say.area(data.gazetteer, item.area, parent=False),
        "text": say.number(item.reading.value, table.metric.unit),
        "value": item.reading.value,
    }


def series_payload(data: Dataset, table: AreaTable, area: str, say: Words) -> dict[str, Any] | None:
    """The published series of one area, None where it has fewer than two periods."""
    metric = REGISTRY[table.metric.code]
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
                **({"apart": True} if apart(before, (period, reading)) else {}),
            }
            for before, (period, reading) in zip([None, *readings], readings, strict=False)
        ],
        "unit": say.text(f"unit.{metric.unit}.name"),
        "words": {key: say.text(f"ui.series.{key}") for key in ("period", "value")},
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
