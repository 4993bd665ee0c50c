"""What the boxes above a figure offer, and which Query a choice in one of them makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from geo.aggregate import AreaTable, periods_at, periods_in
from geo.codec import parse, to_params
from geo.dataset import Dataset
from geo.indicators import REGISTRY
from geo.model import Level, Scheme
from geo.query import Query
from geo.wording import Words

Box = dict[str, Any]
"""One box: `code`, `label`, `value`, `options` as pairs of code and text."""


def explore_boxes(query: Query, data: Dataset, table: AreaTable, say: Words) -> dict[str, Any]:
    """Boxes of one area in view: region, area, metric, level, year."""
    region = data.gazetteer.region_of(query.a).code
    regions = [(own.code, say.short(data.gazetteer, own.code)) for own in data.gazetteer.regions]
    return _payload(
        query,
        _box("region", say.text("ui.control.region"), region, regions),
        _area("a", say.text("ui.control.area"), (region,), query, data, say),
        _metric(query, data, (query.a,), say),
        _level(query, data, table, say),
        _year(data, (table,), say),
    )


def compare_boxes(
    query: Query, data: Dataset, tables: Sequence[AreaTable], say: Words
) -> dict[str, Any]:
    """Boxes of compared areas: metric, level, year; the areas are chosen in `geo.choosing`."""
    return _payload(
        query,
        _metric(query, data, (query.a, query.b), say),
        _level(query, data, tables[0], say),
        _year(data, tables, say),
    )


def chosen(query: Query, data: Dataset, box: str, value: str) -> Query:
    """The Query after `value` was chosen in `box`; what it makes impossible is let go.

    A year that the next metric lacks is forgotten, and so are a selected area out of view and the
    reader's own breaks, which are numbers of one unit. An unknown box or value changes nothing.
    """
    here = data.gazetteer.region_of(query.a).code
    changes: Mapping[str, Mapping[str, str]] = {
        # The other side of Compare keeps showing the region that was left.
        "region": {"a": value, "b": query.a if query.b == value else query.b},
        **{name: {name: value} for name in ("a", "metric", "level", "year")},
    }
    if box == "region" and value == here:
        return query
    change = changes.get(box, {})
    params = {**to_params(query), **change}
    if "a" in change:
        params.pop("at", None)
    now = REGISTRY[query.metric]
    if "metric" in change and REGISTRY.get(value, now).unit is not now.unit:
        params.pop("breaks", None)
        if query.scheme is Scheme.OWN:
            params.pop("scheme")
    found, dropped = parse(params, data)
    return query if any(item.name in change for item in dropped) else found


def _payload(query: Query, *boxes: Box) -> dict[str, Any]:
    return {"part": "boxes", "lang": str(query.lang), "boxes": list(boxes)}


def _box(code: str, label: str, value: str, options: Sequence[tuple[str, str]]) -> Box:
    return {"code": code, "label": label, "value": value, "options": options}


def _area(
    side: str, label: str, regions: Sequence[str], query: Query, data: Dataset, say: Words
) -> Box:
    """Regions and their kabupaten/kota, and the area in view where it is none of them."""
    gazetteer = data.gazetteer
    current: str = getattr(query, side)
    codes = [
        part.code
        for code in regions
        for part in (gazetteer.area(code), *gazetteer.descendants(code, Level.KABKOTA))
    ]
    options = [(code, say.short(gazetteer, code)) for code in dict.fromkeys([*codes, current])]
    return _box(side, label, current, options)


def _metric(query: Query, data: Dataset, areas: Sequence[str], say: Words) -> Box:
    """The metric; names come from the vocabulary, and so does that a metric has no figures."""
    without = [
        code
        for code, metric in REGISTRY.items()
        if not any(periods_in(metric, data, area) for area in areas)
    ]
    label = say.text("ui.control.metric")
    return {"code": "metric", "label": label, "value": query.metric, "without": without}


def _level(query: Query, data: Dataset, table: AreaTable, say: Words) -> Box:
    """Levels at which the metric exists inside the area."""
    depth = data.gazetteer.area(query.a).level.depth
    levels = [own for own in table.metric.levels if own.depth >= depth] or [table.level]
    region = data.gazetteer.region_of(query.a).code
    options = [(str(own), say.level(own, region)) for own in levels]
    return _box("level", say.text("ui.control.level"), str(table.level), options)


def _year(data: Dataset, tables: Sequence[AreaTable], say: Words) -> Box:
    """Periods of the areas in view, latest first."""
    metric, shown = tables[0].metric, tables[0].period
    inside = {p for t in tables for p in periods_at(metric, data, t.area, t.level)}
    options = [
        (code, say.years(metric, code) if code else say.text("ui.noperiod"))
        for code in sorted(inside | {shown}, reverse=True)
    ]
    return _box("year", say.text("ui.control.year"), shown, options)
