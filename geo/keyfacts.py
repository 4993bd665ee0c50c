"""Key figures of one area: its place among its siblings, and how it stands to its parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.aggregate import AreaTable, area_tables
from geo.caching import computed_once
from geo.compare import Comparison, compare
from geo.dataset import Dataset
from geo.indicators import REGISTRY, MapKind, Metric
from geo.model import Design, Flag, Level
from geo.query import Filters, Query
from geo.ranks import Rank, joint_half_width, rank_of
from geo.recorded import SHOWN, record_differences, record_rows
from geo.separation import subtract

_KEY = ("businesses", "density", "online", "integrated", "new", "jobgrowth", "workersper")


@dataclass(frozen=True, slots=True)
class Fact:
    """One metric of an area (BPS code).

    `value` and the ends of its 95 % interval are NaN where `flag` forbids them or there is none;
    `n` counts the records it rests on. `rank` is None where areas may not be ranked, where there
    are no siblings, or without a value; `unranked` are the siblings (BPS codes) that have none.
    `parent` compares with the area around; `share` is a count in per cent of that of the parent.
    """

    metric: Metric
    area: str
    period: str
    value: float
    low: float
    high: float
    n: float
    flag: Flag
    rank: Rank | None
    unranked: tuple[str, ...]
    parent: Comparison | None
    share: float | None


def key_metrics(query: Query, level: Level) -> tuple[str, ...]:
    """Codes of the metrics that make up a profile at a level: that in view, then the fixed ones."""
    density = "per1000" if level in REGISTRY["per1000"].levels else "perkm2"
    fixed = (density if code == "density" else code for code in _KEY)
    return tuple(dict.fromkeys((query.metric, *fixed)))


def siblings(data: Dataset, view: str, area: str) -> str:
    """The area (BPS code) within which `area` is ranked at its own level.

    That is the one in view, or the parent where the one in view holds no others; `area` itself
    where it stands alone.
    """
    own = data.gazetteer.area(area)
    if len(data.gazetteer.descendants(view, own.level)) > 1:
        return view
    return own.parent or area


def key_facts(query: Query, data: Dataset, area: str) -> tuple[Fact, ...]:
    """Key figures of an area (BPS code) inside the view, under the query's filters.

    The query's year holds for its own metric; the others stand in their latest.
    """
    level = data.gazetteer.area(area).level
    within = siblings(data, query.a, area)
    return tuple(
        _fact(data, code, area, within, query.year if code == query.metric else None, query.filters)
        for code in key_metrics(query, level)
    )


@computed_once(maxsize=1024)
def _fact(
    data: Dataset, code: str, area: str, within: str, year: str | None, filters: Filters
) -> Fact:
    metric, level = REGISTRY[code], data.gazetteer.area(area).level
    if data.gazetteer.area(area).rest is not None:
        return _fact_of_rest(data, metric, area, filters)
    asked = replace(Query(), metric=code, level=level, year=year, filters=filters)
    (table,) = area_tables(asked, data, within)
    if table.level is not level or area not in table.codes:
        nan = float("nan")
        return Fact(
            metric, area, table.period, nan, nan, nan, nan, Flag.NODATA, None, (), None, None
        )
    at = table.codes.index(area)
    around = data.gazetteer.area(area).parent
    shown = table.flags[at] in SHOWN
    parent = compare(data, metric, area, around, year, filters) if around and shown else None
    return Fact(
        metric=metric,
        area=area,
        period=table.period,
        value=float(table.value[at]),
        low=float(table.ci_low[at]),
        high=float(table.ci_high[at]),
        n=float(table.n[at]),
        flag=table.flags[at],
        rank=_rank(data, table, at) if shown else None,
        unranked=tuple(
            own for own, flag in zip(table.codes, table.flags, strict=True) if flag not in SHOWN
        ),
        parent=parent,
        share=_share(parent) if parent is not None else None,
    )


def _fact_of_rest(data: Dataset, metric: Metric, area: str, filters: Filters) -> Fact:
    """A rest is a row of no table: it has no rank, and of what is published no figure."""
    nan = float("nan")
    around = data.gazetteer.area(area)
    if metric.measure is None or around.level not in metric.levels or around.parent is None:
        return Fact(metric, area, "", nan, nan, nan, nan, Flag.NODATA, None, (), None, None)
    rows = record_rows(data, metric, metric.measure, filters, (area,))
    shown = rows.flags[0] in SHOWN
    parent = compare(data, metric, area, around.parent, None, filters) if shown else None
    return Fact(
        metric=metric,
        area=area,
        period=str(data.records.survey_year),
        value=float(rows.value[0]),
        low=float(rows.ci_low[0]),
        high=float(rows.ci_high[0]),
        n=float(rows.n[0]),
        flag=rows.flags[0],
        rank=None,
        unranked=(),
        parent=parent,
        share=_share(parent) if parent is not None else None,
    )


def _rank(data: Dataset, table: AreaTable, at: int) -> Rank | None:
    metric, own = table.metric, table.codes[at]
    others = [place for place, flag in enumerate(table.flags) if flag in SHOWN and place != at]
    if not metric.ranked or not others:
        return None
    above = subtract(table.value[others], float(table.value[at]))
    if metric.measure is None:
        # No standard error is published: the rule of thumb, where there is one, tells them apart.
        apart = subtract(np.abs(above), metric.noise or 0.0) >= 0
        return rank_of(above, np.where(apart, 0.0, np.inf))
    codes: Sequence[str] = [table.codes[place] for place in others]
    found = record_differences(data, metric, metric.measure, table.filters, codes, own)
    df = found.df if data.cells.design is Design.SAMPLE else None
    return rank_of(above, joint_half_width(found.se, df))


def _share(parent: Comparison) -> float | None:
    """A count in per cent of that of the area around; a net change has no share."""
    if parent.metric.kind is not MapKind.CIRCLES or not (parent.a.own and parent.b.own):
        return None
    if parent.b.low <= 0 or parent.a.low < 0 or parent.a.period != parent.b.period:
        return None
    return 100 * parent.a.low / parent.b.low
