"""Where to act, as the page shows it: the conditions, the areas that meet them, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from geo.act import Certainty, Judgement
from geo.aggregate import AreaTable, periods_in
from geo.codec import parse
from geo.conditions import MOST, Bound, Condition, fit
from geo.dataset import Dataset
from geo.indicators import REGISTRY
from geo.query import Query
from geo.views import geometry_url
from geo.wording import Words

PRESETS: Mapping[str, str] = MappingProxyType(
    {
        "growing": "jobgrowth.above.4,integrated.below.15",
        "fewnew": "online.above.50,new.below.15",
        "promoting": "promotion.above.25,integrated.below.15",
    }
)
"""Conditions for the questions of the study, by code; their names are in the catalogues."""

LISTED = 40
"""Areas that are listed; the map outlines every one."""


def passing_payload(
    query: Query, data: Dataset, judged: Judgement | None, say: Words
) -> dict[str, Any]:
    """The editor of conditions and, below it, the areas that pass; their names are in the browser.

    `codes` and `sure` follow the order of the list; `texts` has one list a condition.
    """
    payload = {
        "part": "act",
        "lang": str(query.lang),
        "side": "a",
        "most": MOST,
        "metrics": [
            code
            for code, metric in REGISTRY.items()
            if any(code == item.metric for item in query.act)
            or (fit(metric) and periods_in(metric, data, query.a))
        ],
        "set": [_sent(item) for item in query.act],
        "selected": query.at,
    }
    if judged is None:
        names = {code: say.text(f"act.preset.{code}") for code in PRESETS}
        return payload | {
            "presets": [{"text": names[code], "set": own} for code, own in PRESETS.items()]
        }
    region = data.gazetteer.region_of(query.a).code
    listed = judged.order[:LISTED]
    return payload | {
        "geometry": f"{geometry_url(data)}/{region}/{judged.level}.json",
        "count": _count(judged, region, say),
        "notes": _notes(query, data, judged, region, say),
        "heads": [_head(item, say) for item in judged.conditions],
        "codes": [judged.codes[at] for at in listed],
        "sure": "".join("01"[judged.certainty[at] is Certainty.SURE] for at in listed),
        "texts": [[_figure(table, at, say) for at in listed] for table in judged.tables],
    }


def read_conditions(text: str, data: Dataset) -> tuple[Condition, ...]:
    """Conditions from what the browser sends back, which is what the link would hold."""
    return parse({"act": text}, data)[0].act if text else ()


def _sent(item: Condition) -> list[str]:
    metric, bound, threshold = str(item).split(".", 2)
    return [metric, bound, threshold]


def _head(item: Condition, say: Words) -> str:
    """A condition in words: `Pertumbuhan pekerjaan di atas 2 %`."""
    value = say.text(f"unit.{REGISTRY[item.metric].unit}.value", number=say.plain(item.threshold))
    key = "over" if item.bound is Bound.ABOVE else "under"
    metric = say.text(f"metric.{item.metric}.short")
    bound = say.text(f"ui.act.{key}", value=value)
    return say.text("ui.act.condition", metric=metric, bound=bound)


def _count(judged: Judgement, region: str, say: Words) -> str:
    sure, likely = judged.count(Certainty.SURE), judged.count(Certainty.LIKELY)
    return say.text(
        "ui.act.count" if sure + likely else "ui.act.none",
        count=say.whole(sure + likely),
        total=say.whole(len(judged.codes)),
        parts=say.level(judged.level, region, plural=True),
        sure=say.whole(sure),
        likely=say.whole(likely),
    )


def _notes(query: Query, data: Dataset, judged: Judgement, region: str, say: Words) -> list[str]:
    """What has to be known beside the list: level, areas not judged, rest of the list, example."""
    hidden = judged.count(Certainty.UNKNOWN)
    rest = len(judged.order) - LISTED
    level = say.level(judged.level, region)
    wanted = say.level(query.level, region)
    recorded = any(table.metric.measure is not None for table in judged.tables)
    notes = [
        say.text("ui.act.snapped", wanted=wanted, level=level)
        if judged.level is not query.level
        else "",
        "" if judged.order else say.text("ui.act.suggest"),
        say.text("ui.act.unknown", count=say.whole(hidden)) if hidden else "",
        say.text("ui.act.rest", count=say.whole(LISTED)) if rest > 0 else "",
        say.text("ui.act.example") if recorded and data.records.synthetic else "",
    ]
    return [note for note in notes if note]


def _figure(table: AreaTable, at: int, say: Words) -> str:
    """Value of an area with its interval, where it has one."""
    value, low, high = (float(own[at]) for own in (table.value, table.ci_low, table.ci_high))
    return say.estimate(value, low, high, table.metric.unit)
