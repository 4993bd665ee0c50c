"""The filters on business records as the reader sees them: live counts, reasons, presets, chips."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from enum import Enum, auto
from types import MappingProxyType
from typing import Any

from geo.caching import computed_once
from geo.cautions import Caution, cautions
from geo.counts import OPTIONS, Count, Counts, live_counts
from geo.dataset import Dataset
from geo.indicators import REGISTRY, Metric
from geo.measures import Measure
from geo.model import Age, Design, Growth, Size, Use
from geo.profiles import DIMENSIONS
from geo.query import Filters, Query
from geo.wording import Words

_ONLINE = frozenset({Use.INTEGRATED, Use.PROMOTION, Use.OTHER})
_NEW = frozenset({Age.NEW})

PRESETS: Mapping[str, Filters] = MappingProxyType(
    {
        "newonline": Filters(use=_ONLINE, age=_NEW),
        "grewintegrated": Filters(use=frozenset({Use.INTEGRATED}), growth=frozenset({Growth.GREW})),
        "promotiononly": Filters(use=frozenset({Use.PROMOTION})),
        "newonlinetrade": Filters(use=_ONLINE, age=_NEW, sector=frozenset({"G"})),
        "offline": Filters(use=frozenset({Use.NONE})),
        "microonline": Filters(use=_ONLINE, size=frozenset({Size.MICRO})),
    }
)
"""Filters for the questions of the study, by code; their names are in the catalogues."""

_OPEN = "use"
"""The dimension whose options stand open before anybody has touched them."""


def filters_payload(
    query: Query, data: Dataset, areas: Sequence[str], say: Words
) -> dict[str, Any]:
    """Filters with the number of businesses that each option leaves in `areas` (BPS codes)."""
    metric, filters = REGISTRY[query.metric], query.filters
    counts = live_counts(data.cells, filters, areas)
    official = metric.measure is None
    return {
        "part": "filters",
        "lang": str(query.lang),
        "base": base_text(data, counts.chosen, say),
        "notice": _notice(data, metric, filters, counts, say),
        "off": official,
        "newmax": filters.newmax,
        "groups": [
            {
                "code": name,
                "open": name == _OPEN or bool(getattr(filters, name)),
                "reason": _fixed(data, metric, filters, name, say),
                "options": _options(data, metric, filters, counts, name, say),
            }
            for name in DIMENSIONS
        ],
        "chips": _chips(filters, say),
        "presets": [
            {
                "text": say.text(f"preset.{code}.name"),
                "set": as_json(own),
                "active": replace(own, newmax=filters.newmax) == filters,
            }
            for code, own in PRESETS.items()
        ],
    }


def read_filters(text: str) -> Filters:
    """Filters from what the browser sends back: JSON lists by dimension; unknown codes are left."""
    sent = json.loads(text)
    known = dict(zip(DIMENSIONS, OPTIONS, strict=True))
    chosen: dict[str, Any] = {
        name: frozenset(code for code in codes if code in sent.get(name, ()))
        for name, codes in known.items()
    }
    newmax = sent.get("newmax")
    usual = Filters()
    return Filters(**chosen, newmax=newmax if newmax in range(1, 6) else usual.newmax)


def as_json(filters: Filters) -> dict[str, list[str]]:
    """The chosen options by dimension; dimensions without any are left out."""
    return {
        item.name: sorted(getattr(filters, item.name))
        for item in fields(filters)
        if item.name in DIMENSIONS and getattr(filters, item.name)
    }


def option_name(say: Words, dimension: str, code: str, newmax: int) -> str:
    """Name of one option."""
    return say.text(f"{dimension}.{code}.name", newmax=str(newmax))


def base_text(data: Dataset, count: Count, say: Words) -> str:
    """What figures of business records rest on: records, and the businesses they stand for."""
    n, weighted = say.whole(count.n), _count(data, count, say)
    if _few(data, count):
        n = weighted
    if data.records.design is Design.ENUMERATION:
        return say.text("record.baseall", n=n)
    return say.text("record.base", n=n, weighted=weighted)


def _few(data: Dataset, count: Count) -> bool:
    """Whether the number itself would tell of single businesses."""
    return 0 < count.n < data.disclosure_min


def _count(data: Dataset, count: Count, say: Words) -> str:
    """The weighted number of businesses, or that they are too few to be counted out."""
    if _few(data, count):
        return say.text("format.under", n=say.whole(data.disclosure_min))
    return say.whole(count.total)


def _options(
    data: Dataset, metric: Metric, filters: Filters, counts: Counts, name: str, say: Words
) -> list[dict[str, Any]]:
    """Options with their counts; one that would leave nothing says why it can't be chosen."""
    alone = _alone(data, metric, name, filters.newmax)
    found = []
    for code, count in counts.options[name].items():
        chosen = code in getattr(filters, name)
        option: dict[str, Any] = {"code": code, "count": _count(data, count, say)}
        if chosen:
            option["chosen"] = True
        elif not count.n:
            absent = data.records.synthetic and (name, code) == ("sector", "A")
            option["reason"] = say.text("ui.filter.nosector") if absent else ""
        elif alone.get(code) is _Effect.OUTSIDE:
            option["reason"] = say.text("ui.filter.outside")
        found.append(option)
    return found


def _fixed(data: Dataset, metric: Metric, filters: Filters, name: str, say: Words) -> str:
    """Why a dimension is closed: its choice would settle the metric beforehand."""
    if metric.measure is None or getattr(filters, name):
        return ""
    effects = _alone(data, metric, name, filters.newmax).values()
    if sum(effect is _Effect.FREE for effect in effects) > 1:
        return ""
    return say.text(
        "ui.filter.fixed",
        metric=say.text(f"metric.{metric.code}.short"),
        dimension=say.text(f"dimension.{name}.name"),
    )


class _Effect(Enum):
    """What an option does to a metric if it alone is chosen: nobody counts, or all is settled."""

    FREE = auto()
    SETTLES = auto()
    OUTSIDE = auto()


def _alone(data: Dataset, metric: Metric, name: str, newmax: int) -> Mapping[str, _Effect]:
    """Effect of each option of a dimension; none of an official metric."""
    if metric.measure is None:
        return {}
    return _effects(metric.measure, name, newmax, data.cells.span)


@computed_once(maxsize=256)
def _effects(measure: Measure, name: str, newmax: int, span: int | None) -> Mapping[str, _Effect]:
    found = {}
    for code in dict(zip(DIMENSIONS, OPTIONS, strict=True))[name]:
        chosen: dict[str, Any] = {name: frozenset({code})}
        only = Filters(**chosen, newmax=newmax)
        settled = _Effect.SETTLES if measure.fixed(only, span) else _Effect.FREE
        found[code] = _Effect.OUTSIDE if measure.outside(only, span) else settled
    return MappingProxyType(found)


def _notice(data: Dataset, metric: Metric, filters: Filters, counts: Counts, say: Words) -> str:
    """What the filters do that a reader has to know: why nothing is left, or how to read it."""
    if metric.measure is None:
        return say.text("ui.filter.official")
    if not counts.chosen.n:
        return _emptied(filters, counts, say)
    if metric.measure.fixed(filters, data.cells.span):
        return say.text("ui.filter.settled", metric=say.text(f"metric.{metric.code}.short"))
    found = (own for own in cautions(metric, filters) if own is not Caution.SURVIVORS)
    return " ".join(say.text(f"caution.{own}") for own in found)


def _emptied(filters: Filters, counts: Counts, say: Words) -> str:
    """Which filter emptied the result: one without which something would be left."""
    for name in DIMENSIONS:
        if getattr(filters, name) and any(count.n for count in counts.options[name].values()):
            return say.text("ui.filter.emptied", dimension=say.text(f"dimension.{name}.name"))
    return say.text("record.nothing")


def _chips(filters: Filters, say: Words) -> list[dict[str, str]]:
    return [
        {"group": name, "code": code, "text": option_name(say, name, code, filters.newmax)}
        for name, codes in zip(DIMENSIONS, OPTIONS, strict=True)
        for code in codes
        if code in getattr(filters, name)
    ]
