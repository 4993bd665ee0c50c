"""The profile of one area, as a payload: its key figures, and the sections that a reader opened."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

from geo.compare import Comparison, Guard
from geo.dataset import Dataset
from geo.indicators import MapKind
from geo.keyfacts import Fact, key_facts, siblings
from geo.model import Design
from geo.query import Query
from geo.ranks import Rank
from geo.recorded import control_total
from geo.sections import mark, mixes, sectors, series, similar_areas
from geo.told import filter_phrase
from geo.wording import Words

NAMED = 3
"""So many siblings without a value at most are named; more are counted."""

Builder = Callable[[Query, Dataset, str, Words], dict[str, Any]]


def profile_payload(
    query: Query, data: Dataset, asked: Collection[str], say: Words, *, alone: bool = False
) -> dict[str, Any]:
    """The profile of the selected area, else of the area in view.

    `asked` are codes of `SECTIONS`: only what a reader has opened is computed and sent. The key
    figures are, too, where the profile stands `alone`, without a list beside it.
    """
    area = query.at or query.a
    wanted = [code for code in SECTIONS if code in asked or (alone and code == "key")]
    payload: dict[str, Any] = {"part": "profile", "lang": str(query.lang), "given": wanted}
    if alone:
        payload["alone"] = True
    if not wanted:
        return payload
    phrase = filter_phrase(say, query.filters)
    payload["name"] = say.place(data.gazetteer, area)
    payload["basis"] = (
        say.text("ui.profile.only", filters=phrase) if phrase else say.text("ui.profile.all")
    )
    if data.records.synthetic:
        payload["example"] = say.text("record.example")
    return payload | {code: SECTIONS[code](query, data, area, say) for code in wanted}


def _key(query: Query, data: Dataset, area: str, say: Words) -> dict[str, Any]:
    facts = key_facts(query, data, area)
    payload: dict[str, Any] = {"rows": [_row(data, fact, say) for fact in facts]}
    if any(fact.rank for fact in facts):
        own, within = data.gazetteer.area(area), siblings(data, query.a, area)
        payload["among"] = say.text(
            "ui.profile.among",
            count=say.whole(len(data.gazetteer.descendants(within, own.level))),
            parts=say.level(own.level, own.region, plural=True),
            region=say.short(data.gazetteer, within),
        )
    return payload


def _row(data: Dataset, fact: Fact, say: Words) -> dict[str, Any]:
    """One metric: code, value, interval, mark of its flag, rank, whom the rank leaves out, parent.

    What there is nothing of is left out.
    """
    metric, shown = fact.metric, not math.isnan(fact.value)
    signed = metric.kind is MapKind.DIVERGING
    row: dict[str, Any] = {"m": metric.code, "f": mark(fact.flag)}
    if metric.measure is None and fact.period:
        row["p"] = say.period(metric, fact.period)
    if not shown:
        return row
    row["v"] = say.value(fact.value, metric.unit, signed=signed)
    if not math.isnan(fact.low):
        row["s"] = say.ends(fact.low, fact.high, metric.unit)
    elif metric.measure is not None and control_total(data, fact.value, fact.low):
        row["s"] = say.text("ui.profile.control")
    if fact.rank is not None:
        row["r"] = [fact.rank.place, fact.rank.low, fact.rank.high, fact.rank.among]
        row["t"] = _rank(data, fact, fact.rank, say)
    elif not metric.ranked:
        row["t"] = say.text("ui.profile.unordered")
    if fact.rank is not None and fact.unranked:
        row["u"] = _unranked(data, fact, say)
    if fact.parent is not None and (told := _parent(data, fact, fact.parent, say)):
        row["d"] = told
    return row


def _rank(data: Dataset, fact: Fact, rank: Rank, say: Words) -> str:
    numbers = {name: say.whole(getattr(rank, name)) for name in ("place", "low", "high", "among")}
    told = say.text("ui.profile.rank", place=numbers["place"], among=numbers["among"])
    estimated = fact.metric.measure is not None and data.records.design is Design.SAMPLE
    if rank.low == rank.high:
        return say.text("ui.profile.ranksure", rank=told) if estimated else told
    if not estimated and fact.metric.noise is None:
        return say.text("ui.profile.ranktied", rank=told)
    if rank.high - rank.low + 1 == rank.among:
        return say.text("ui.profile.rankany", rank=told)
    return say.text("ui.profile.rankrange", rank=told, low=numbers["low"], high=numbers["high"])


def _unranked(data: Dataset, fact: Fact, say: Words) -> str:
    if len(fact.unranked) > NAMED:
        return say.text("ui.profile.unrankedmany", count=say.whole(len(fact.unranked)))
    names = (say.area(data.gazetteer, code, parent=False) for code in fact.unranked)
    return say.text("ui.profile.unranked", names=", ".join(names))


def _parent(data: Dataset, fact: Fact, parent: Comparison, say: Words) -> str:
    """How the area stands to the one around it; empty where nothing may be said."""
    metric, other = fact.metric, say.short(data.gazetteer, parent.b.area)
    if fact.share is not None:
        share = say.share(fact.share, 100.0)
        return say.text("ui.profile.share", share=share, other=other)
    if parent.guard is Guard.HIDDEN:
        return say.text("ui.profile.hidden", other=other)
    if parent.guard is not None or not parent.b.own or metric.kind is MapKind.CIRCLES:
        return ""
    signed = metric.kind is MapKind.DIVERGING
    value = say.number(parent.b.low, metric.unit, signed=signed)
    return say.text(f"ui.profile.{_verdict(parent)}", other=other, value=value)


def _verdict(parent: Comparison) -> str:
    if not parent.metric.ranked:
        return "beside"
    if parent.noise:
        return "maybe" if parent.interval is None else "same"
    if parent.low == 0:
        return "equal"
    return "higher" if parent.low > 0 else "lower"


SECTIONS: Mapping[str, Builder] = MappingProxyType(
    {
        "key": _key,
        "mix": mixes,
        "sectors": sectors,
        "series": series,
        "similar": similar_areas,
    }
)
"""Codes of what a profile is made of, in its order."""
