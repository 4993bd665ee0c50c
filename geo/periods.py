"""A metric over all its periods: one legend for every year, and what the part `time` is sent.

Explore finds class breaks over all periods of a series, so that a step from year to year never
changes what a colour means; the browser gets the classes of every period at once (a series has
few areas and periods) and needs no server to show another year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from geo.aggregate import AreaTable, area_table, periods_at
from geo.change import Bar, barred, since_of
from geo.dataset import Dataset
from geo.indicators import REGISTRY, MapKind
from geo.legend import Legend, legend_of
from geo.query import Query
from geo.views import SIDES, drawn_level, geometry_url, map_payload, what
from geo.wording import Words


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Tables of one metric and area, in the order of their periods, under one legend.

    `at` is the place of the table shown; `whole` the legend over all of them.
    """

    tables: tuple[AreaTable, ...]
    at: int
    whole: Legend

    @property
    def legend(self) -> Legend:
        """The legend of the table shown."""
        return legend_at(self.whole, self.at)


def series_of(query: Query, data: Dataset, table: AreaTable) -> Series:
    """All periods of the table's metric for its areas; the table alone where there is but one."""
    # Records are of one year, and a map without areas has nothing to move through.
    single = table.metric.measure is not None or not table.codes
    known = () if single else periods_at(table.metric, data, table.area, table.level)
    periods = sorted({*known, table.period})
    at = periods.index(table.period)
    others = {
        period: area_table(query, data, table.area, period)
        for period in periods
        if period != table.period
    }
    tables = tuple(others.get(period, table) for period in periods)
    return Series(tables, at, legend_of(query, tables))


def legend_at(whole: Legend, place: int) -> Legend:
    """The legend of one of several tables: ranges of all, classes and counts of its own."""
    classes = whole.classes[place]
    counts = np.bincount(classes[classes >= 0], minlength=len(whole.ranges)).tolist()
    ranges = tuple(
        replace(item, count=count) for item, count in zip(whole.ranges, counts, strict=True)
    )
    return replace(
        whole,
        ranges=ranges,
        classes=(classes,),
        radii=whole.radii[place : place + 1],
    )


def pooled_legend(described: Mapping[str, Any], series: Series, say: Words) -> dict[str, Any]:
    """The legend's payload, which says where its classes are those of all years."""
    if len(series.tables) < 2:
        return dict(described)
    key = "pooledcircles" if series.whole.kind is MapKind.CIRCLES else "pooled"
    return {**described, "unit": f"{described['unit']} · {say.text(f'ui.time.{key}')}"}


def time_payload(query: Query, data: Dataset, series: Series, say: Words) -> dict[str, Any] | None:
    """Every period as the map draws it, and the years to compare with; None without a series.

    `classes` and `values` of a stop have one entry a feature of the drawn level, as the map's own
    payload; `place` is where it stands on the slider.
    """
    table = series.tables[series.at]
    since = since_of(table.metric)
    if len(series.tables) < 2 and since is None:
        return None
    region = data.gazetteer.region_of(table.area).code
    row, bars = _row(query, data, table), _bars(data, table)
    places, gaps = _places([own.period for own in series.tables])
    return {
        "part": "time",
        "side": SIDES[0],
        "lang": str(query.lang),
        "geometry": f"{geometry_url(data)}/{region}/{drawn_level(data, table)}.json",
        "kind": str(series.whole.kind),
        "colours": [item.colour for item in series.whole.ranges],
        "selected": row,
        "at": series.at,
        "stops": [
            {
                "place": place,
                "figure": _figure(own, row, say),
                **_stop(query, data, own, legend_at(series.whole, at), say),
            }
            for at, (place, own) in enumerate(zip(places, series.tables, strict=True))
        ],
        "gaps": [{"place": run[0], "text": _span(table, run, say)} for run in gaps],
        "figures": _figures(data, row, say),
        "since": None if since is None else since.start,
        "choices": [_choice(table, period, bar, say) for period, bar in bars.items()],
        "notes": _notes(data, table, bars, say),
    }


def _stop(
    query: Query, data: Dataset, table: AreaTable, legend: Legend, say: Words
) -> dict[str, Any]:
    drawn = map_payload(query, data, table, legend, say)
    return {
        "code": table.period,
        "text": _years(table, table.period, say),
        "title": say.text("ui.map.title", **what(data, table, say)),
        "classes": drawn["classes"],
        "care": drawn["care"],
        "radii": drawn["radii"],
        "values": drawn["values"],
    }


def _years(table: AreaTable, period: str, say: Words) -> str:
    """A period alone, also where the table holds the change up to it."""
    return say.years(REGISTRY[table.metric.code], period)


def _span(table: AreaTable, years: range, say: Words) -> str:
    first, last = (_years(table, str(year), say) for year in (years[0], years[-1]))
    return first if first == last else say.text("sentence.fromto", first=first, last=last)


def _places(periods: Sequence[str]) -> tuple[list[int], list[range]]:
    """Place of each period on a scale of years, and the runs of years between without a figure.

    Periods that are no plain years stand one step apart.
    """
    if not all(period.isdecimal() for period in periods):
        return list(range(len(periods))), []
    years = [int(period) for period in periods]
    return years, [range(a + 1, b) for a, b in pairwise(years) if b > a + 1]


def _row(query: Query, data: Dataset, table: AreaTable) -> str | None:
    """The row of the selected area or around it, else the only row; None where neither is."""
    if query.at is not None:
        around = (query.at, *(area.code for area in data.gazetteer.ancestors(query.at)))
        chosen = next((code for code in around if code in table.codes), None)
        if chosen is not None:
            return chosen
    return table.codes[0] if len(table.codes) == 1 else None


def _figure(table: AreaTable, row: str | None, say: Words) -> str:
    """The value of a row, else the range of all of them; empty where there is none."""
    unit, signed = table.metric.unit, since_of(table.metric) is not None
    readings = table.readings if row is None else (table.reading(row),)
    known = [reading.value for reading in readings if reading is not None]
    if not known:
        return ""
    low, high = (say.number(value, unit, signed=signed) for value in (min(known), max(known)))
    if low == high:
        return low
    return say.text("format.fromto" if min(known) < 0 else "format.range", low=low, high=high)


def _figures(data: Dataset, row: str | None, say: Words) -> str:
    """What the figures below the small maps are."""
    if row is None:
        return say.text("ui.time.range")
    return say.text("ui.time.own", area=say.area(data.gazetteer, row))


def _bars(data: Dataset, table: AreaTable) -> dict[str, Bar | None]:
    """Earlier periods to compare with, and why none of the areas can be compared with one."""
    usual, since = REGISTRY[table.metric.code], since_of(table.metric)
    chosen = () if since is None else (since.start,)
    known = {*periods_at(usual, data, table.area, table.level), *chosen}
    found: dict[str, Bar | None] = {}
    for period in sorted(known):
        if period < table.period or period in chosen:
            bars = [barred(usual, period, data, code, table.period) for code in table.codes]
            found[period] = None if None in bars or not bars else bars[0]
    return found


def _choice(table: AreaTable, period: str, bar: Bar | None, say: Words) -> dict[str, Any]:
    text = _years(table, period, say)
    if bar is None:
        return {"code": period, "text": text}
    return {"code": period, "text": say.text("ui.time.barred", period=text), "barred": True}


def _notes(
    data: Dataset, table: AreaTable, bars: Mapping[str, Bar | None], say: Words
) -> list[str]:
    """By reason: years that cannot be compared with, and areas whose two years are not."""
    notes = [
        say.text(
            "ui.time.unfit",
            periods=", ".join(
                _years(table, period, say) for period, own in bars.items() if own is bar
            ),
            later=_years(table, table.period, say),
            reason=say.text(f"change.bar.{bar}"),
        )
        for bar in dict.fromkeys(bars.values())
        if bar is not None
    ]
    since = since_of(table.metric)
    found: dict[Bar, list[str]] = {}
    for code in table.codes:
        own = None if since is None else since.bar(data, code, table.period)
        if own is not None:
            found.setdefault(own, []).append(say.area(data.gazetteer, code, parent=False))
    return notes + [
        say.text("ui.time.notall", areas=", ".join(names), reason=say.text(f"change.bar.{bar}"))
        for bar, names in found.items()
    ]
