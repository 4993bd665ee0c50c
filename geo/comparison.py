"""The whole comparison as a table: every metric of the first area beside each of the others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from geo.citing import cited_as
from geo.clearness import by_clearness, verdict
from geo.compare import Comparison, Standing, compare_each
from geo.comparing import stays_clear
from geo.dataset import Dataset
from geo.export import Row, period_of
from geo.indicators import REGISTRY, Unit
from geo.model import Evidence
from geo.query import Query
from geo.rests import filed
from geo.taken import Taken, cited_source
from geo.views import SIDES
from geo.wording import Words

COMPARED = (
    "side", "area_code", "area_name", "other_side", "other_code", "other_name", "metric",
    "metric_name", "unit", "period", "value_low", "value_high", "ci_low", "ci_high",
    "other_period", "other_low", "other_high", "other_ci_low", "other_ci_high",
    "difference_low", "difference_high", "difference_unit", "difference_ci_low",
    "difference_ci_high", "word", "together", "guard", "evidence", "source_id",
)  # fmt: skip
"""Columns of the table of a comparison, in order."""

COMPARED_NUMBERS = tuple(name for name in COMPARED if name.endswith(("_low", "_high")))
"""Columns of it that hold numbers; all others hold text, codes too."""


_TRUTH: Mapping[bool | None, str] = MappingProxyType({True: "true", False: "false", None: ""})


def pairs(query: Query, data: Dataset) -> tuple[tuple[int, tuple[Comparison, ...]], ...]:
    """The first area beside each other one: its place in `query.compared`, and every metric."""
    return tuple(enumerate(compare_each(query, data), start=1))


def comparison_rows(query: Query, data: Dataset, say: Words) -> list[Row]:
    """Rows of all comparisons, a pair after the other, the clearest difference first.

    A number is None where there is none, or none may be shown; under a guard there is no
    difference. Kinds of evidence stay together, since they are never mixed.
    """
    kinds = tuple(Evidence)
    rows = []
    for place, found in pairs(query, data):
        together = stays_clear(data, found)
        rows += [
            _row(item, place, together, data, say)
            for item in sorted(
                found, key=lambda i: (-kinds.index(i.metric.evidence_in(data)), *by_clearness(i))
            )
        ]
    return rows


def _row(
    item: Comparison, place: int, together: Mapping[str, bool], data: Dataset, say: Words
) -> Row:
    metric = item.metric
    unit = metric.unit
    low, high = item.interval or (math.nan, math.nan)
    if item.guard is not None:
        low = high = math.nan
    readings = [side.reading for side in (item.a, item.b) if side.reading is not None]
    sources = dict.fromkeys(source for reading in readings for source in reading.sources)
    first, other = _standing(item.a), _standing(item.b)
    return {
        "side": SIDES[0],
        "area_code": item.a.area,
        "area_name": say.area(data.gazetteer, item.a.area),
        "other_side": SIDES[place],
        "other_code": item.b.area,
        "other_name": say.area(data.gazetteer, item.b.area),
        "metric": metric.code,
        "metric_name": say.text(f"metric.{metric.code}.label"),
        "unit": str(unit),
        "period": period_of(metric, item.a.period, item.a.reading),
        "value_low": first[0],
        "value_high": first[1],
        "ci_low": first[2],
        "ci_high": first[3],
        "other_period": period_of(metric, item.b.period, item.b.reading),
        "other_low": other[0],
        "other_high": other[1],
        "other_ci_low": other[2],
        "other_ci_high": other[3],
        "difference_low": _number(item.low),
        "difference_high": _number(item.high),
        "difference_unit": str(Unit.POINTS if unit is Unit.PERCENT else unit),
        "difference_ci_low": _number(low),
        "difference_ci_high": _number(high),
        "word": str(verdict(item)),
        "together": _TRUTH[together.get(metric.code)],
        "guard": str(item.guard or ""),
        "evidence": str(metric.evidence_in(data)),
        "source_id": ";".join(sources),
    }


def _standing(side: Standing) -> tuple[float | None, ...]:
    """Value or both ends of a range, and the interval; nothing of what may not be shown."""
    if not side.known:
        return (None,) * 4
    return tuple(map(_number, (side.low, side.high, *(side.interval or (math.nan, math.nan)))))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def comparison_title(taken: Taken) -> str:
    """What the table is called: all compared areas by name."""
    names = [taken.say.short(taken.data.gazetteer, code) for code in taken.query.compared]
    return taken.say.text("take.compared", areas=taken.say.listed(names))


def comparison_name(taken: Taken) -> str:
    """Name of a file of the table, without its ending."""
    return "-".join(("peta-umkm-comparison", *map(filed, taken.query.compared)))


def comparison_notice(taken: Taken) -> str:
    """That the rows of records are made up, empty where they are not."""
    recorded = next(metric for metric in REGISTRY.values() if metric.measure is not None)
    made_up = recorded.evidence_in(taken.data) is Evidence.EXAMPLE
    return taken.say.text("take.partlyexample") if made_up else ""


def comparison_metadata(taken: Taken, rows: Sequence[Row]) -> dict[str, Any]:
    """What the rows rest on, as `export.metadata` says it of the table of a view."""
    say, about, data = taken.say, taken.about, taken.data
    title = comparison_title(taken)
    named = dict.fromkeys(
        source for row in rows for source in str(row["source_id"]).split(";") if source
    )
    sources = [source for source in named if source in data.figures.sources]
    notice = comparison_notice(taken)
    return {
        **({"notice": notice} if notice else {}),
        "title": title,
        "areas": list(taken.query.compared),
        "filters": taken.filters,
        "data": data.version,
        "link": about.link,
        "taken": taken.stamp.day.isoformat(),
        "citation": cited_as(data, sources, title, about.link, about.day, say),
        "sources": [asdict(cited_source(data, source, say)) for source in sources],
        "columns": {name: say.text(f"column.{name}") for name in COMPARED},
        "attribution": about.attribution,
    }
