"""Job growth of the compared areas taken apart: one section of what lies behind a difference."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from geo.contributions import (
    APART,
    OTHERS,
    Apart,
    Contribution,
    Waterfall,
    open_dimensions,
    taken_apart,
)
from geo.counts import OPTIONS
from geo.dataset import Dataset
from geo.indicators import Unit
from geo.model import Design
from geo.profiles import DIMENSIONS
from geo.query import Query
from geo.recorded import SHOWN, Published
from geo.sections import mark
from geo.told import filter_phrase
from geo.wording import Words

_DECIMALS = 3
"""Of the numbers that drive the bars: finer than any screen."""


def jobs(query: Query, data: Dataset, say: Words) -> dict[str, Any]:
    """Waterfalls of the compared areas in every dimension that the filters leave open.

    `totals` holds the growth of each area as in `_figure` with value and interval as numbers, or
    its mark alone; `falls` one dimension each, as in `_fall`. `said` tells what stands out, area
    by area; `why` why there is nothing of an area; `fixed` names dimensions that are filtered.
    """
    found = taken_apart(data, query.filters, query.compared)
    payload: dict[str, Any] = {
        "newmax": query.filters.newmax,
        "said": [_said(apart, query, data, say) for apart in found if apart.total.shown],
        "why": _why(found, data, say),
        "totals": [_total(apart.total, say) for apart in found],
        "falls": [],
    }
    if fixed := [name for name in APART if name not in open_dimensions(query.filters)]:
        payload["fixed"] = fixed
    if query.filters.growth:
        payload["growth"] = 1
    if data.records.synthetic:
        payload["example"] = 1
    if any(apart.total.shown for apart in found):
        payload["falls"] = [_fall(name, found, say) for name in open_dimensions(query.filters)]
        if note := _young(query, data, say):
            payload["young"] = note
    return payload


def _why(found: Sequence[Apart], data: Dataset, say: Words) -> list[str]:
    if found[0].settled:
        return [say.text("jobs.none.settled")]
    return [
        say.text(f"jobs.none.{apart.total.flag}", area=say.place(data.gazetteer, apart.area))
        for apart in found
        if not apart.total.shown
    ]


def _young(query: Query, data: Dataset, say: Words) -> str:
    """That no continuing business can be new, where the limit of age lies after the base year."""
    base = data.records.base_year
    if base is None or query.filters.newmax >= data.records.survey_year - base:
        return ""
    return say.text("jobs.young", newmax=say.whole(query.filters.newmax), base=str(base))


def _said(apart: Apart, query: Query, data: Dataset, say: Words) -> str:
    """What stands out in one area: which use of the internet adds most, if that may be said."""
    area = say.place(data.gazetteer, apart.area)
    fall = apart.waterfalls.get("use")
    lead = fall.lead if fall is not None else None
    design = "registered" if data.records.design is Design.ENUMERATION else "figure"
    way = "fall" if apart.total.value < 0 else ""
    value = abs(apart.total.value) if lead or _clear(apart.total) else apart.total.value
    growth = say.text(f"jobs.{design}{way}", value=say.value(value, Unit.PERCENT), area=area)
    if phrase := filter_phrase(say, query.filters):
        growth += say.text("record.within", filters=phrase)
    own = fall.row(lead.code) if fall is not None and lead is not None else None
    if lead is None or own is None:
        key = "fixed" if fall is None else "plain" if _clear(apart.total) else "unclear"
        return say.text(f"jobs.said.{key}", growth=growth)
    first = _part(own, say)
    second = fall.row(lead.rival) if fall is not None and lead.rival is not None else None
    if second is None:
        return say.text("jobs.said.sure", growth=growth, first=first)
    return say.text("jobs.said.unsure", growth=growth, first=first, second=_part(second, say))


def _part(row: Contribution, say: Words) -> str:
    return say.text(
        "jobs.said.part",
        points=say.difference(abs(row.points.value), Unit.PERCENT, signed=False),
        use=say.text(f"use.{row.code}.phrase"),
        share=say.value(row.share.value, Unit.PERCENT),
    )


def _clear(total: Published) -> bool:
    low, high = (total.value if math.isnan(end) else end for end in (total.low, total.high))
    return low > 0 or high < 0


def _total(total: Published, say: Words) -> list[Any]:
    if not total.shown:
        return [mark(total.flag)]
    numbers = [round(each, _DECIMALS) for each in (total.value, total.low, total.high)]
    ends = numbers[:1] if math.isnan(total.low) else numbers
    return [*_figure(total, say), *ends]


def _fall(name: str, found: Sequence[Apart], say: Words) -> dict[str, Any]:
    """One dimension: rows of code and a cell for each area, the others together last.

    A cell is `[0]` without a continuing business, `[1, mark]` where the option is among the
    others, `[2]` where the area can't be taken apart; else as in `_row`.
    """
    falls = [apart.waterfalls.get(name) for apart in found]
    codes = [
        str(code)
        for code in OPTIONS[DIMENSIONS.index(name)]
        if any(fall is not None and fall.row(code) for fall in falls)
    ]
    if name == "sector":
        codes.sort(key=lambda code: -_mean(falls, code))
    rows: list[list[Any]] = [[code, *(_cell(fall, code, say) for fall in falls)] for code in codes]
    payload: dict[str, Any] = {"d": name, "rows": rows}
    if any(fall is not None and fall.row(OTHERS) for fall in falls):
        rows.append([OTHERS, *(_cell(fall, OTHERS, say) for fall in falls)])
        everywhere = {code for fall in falls if fall is not None for code in fall.within}
        payload["among"] = sorted(everywhere - set(codes))
    if whole := [at for at, fall in enumerate(falls) if fall is not None and not fall.rows]:
        payload["whole"] = whole
    return payload


def _mean(falls: Sequence[Waterfall | None], code: str) -> float:
    rows = [fall.row(code) for fall in falls if fall is not None]
    points = [row.points.value for row in rows if row is not None]
    return sum(points) / len(points)


def _cell(fall: Waterfall | None, code: str, say: Words) -> list[Any]:
    if fall is None or not fall.rows:
        return [2]
    row = fall.row(code)
    if row is not None:
        return _row(row, say)
    why = fall.within.get(code)
    return [0] if why is None else [1, "" if why in SHOWN else mark(why)]


def _row(row: Contribution, say: Words) -> list[Any]:
    """Points as in `_figure`, and exactly; share of workers; own growth, its interval and mark."""
    return [
        *_figure(row.points, say),
        round(row.points.value, _DECIMALS),
        say.value(row.share.value, Unit.PERCENT),
        say.value(row.growth.value, Unit.PERCENT, signed=True),
        _ends(row.growth, say),
        mark(row.growth.flag),
    ]


def _figure(figure: Published, say: Words) -> list[str]:
    """Mark, printed points, printed interval (empty where there is none)."""
    number = say.number(figure.value, Unit.POINTS, signed=True)
    return [mark(figure.flag), number, _ends(figure, say)]


def _ends(figure: Published, say: Words) -> str:
    return "" if math.isnan(figure.low) else say.ends(figure.low, figure.high, Unit.POINTS)
