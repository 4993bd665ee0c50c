"""What stands beside a map: list of areas, series, pairs, small parts, as JSON-ready payloads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from geo.aggregate import AreaTable, Context
from geo.change import apart
from geo.compare import Comparison, Standing
from geo.dataset import Dataset
from geo.formulas import breakdown
from geo.indicators import REGISTRY, Unit
from geo.legend import Legend
from geo.model import Evidence, Flag, Level
from geo.query import Query
from geo.sentences import difference, guard_reason
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
        "groups": [
            {
                "title": say.text(f"evidence.{evidence}.name"),
                "rows": [_pair_row(i, say) for i in own],
            }
            for evidence, own in _by_evidence(data, comparisons).items()
        ],
        "active": query.metric,
        "lang": str(query.lang),
    }


def _by_evidence(
    data: Dataset, comparisons: Sequence[Comparison]
) -> dict[Evidence, list[Comparison]]:
    """Comparisons by kind of evidence, which are never mixed; what may be compared comes first."""
    found: dict[Evidence, list[Comparison]] = {}
    for item in sorted(comparisons, key=lambda item: item.guard is not None):
        found.setdefault(item.metric.evidence_in(data), []).append(item)
    return found


def _pair_row(item: Comparison, say: Words) -> list[str]:
    """Metric, both sides, and the difference with its note or, without one, the guard."""
    sides = [_standing_text(item, side, say) for side in (item.a, item.b)]
    if item.guard is not None:
        return [item.metric.code, *sides, "", str(item.guard)]
    return [item.metric.code, *sides, difference(say, item), _note(item, say)]


def _note(item: Comparison, say: Words) -> str:
    if not item.noise:
        return ""
    return say.text("ui.compare.maybe" if item.interval is None else "ui.compare.unclear")


def _standing_text(item: Comparison, side: Standing, say: Words) -> str:
    unit = item.metric.unit
    if side.interval is not None:
        return _estimate_text(side, unit, say) if side.known else ""
    if side.own:
        text = say.number(side.low, unit)
    elif side.known:
        text = f"{say.number(side.low, unit)} – {say.number(side.high, unit)}"
    else:
        return ""
    return f"{text} ({say.years(item.metric, side.period)})"


def _estimate_text(side: Standing, unit: Unit, say: Words) -> str:
    """An estimate and its interval; all of them are of the one year of the survey."""
    low, high = side.interval or (math.nan, math.nan)
    return say.estimate(side.low, low, high, unit)


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
