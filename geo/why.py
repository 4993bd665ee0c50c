"""Why two areas differ in a share: mix of businesses and behaviour, a section of Compare.

Nothing is told where a share is not shown, nor where more than `MOST` per cent of a side lies in
cells that the other lacks: the mix would then be made of what can't be compared. The parts add up
to a difference that is published elsewhere, so both are told or neither: neither where one is
unreliable. Of a cell nothing is published; but the two shares and the parts are equations in what
the cells hold, so that one or two cells too small to be published might follow from them: then
nothing is told. From `FREE` on there are more of them than equations; and where so few businesses
as are protected weigh too little to change a printed digit, they follow from none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from geo.caching import computed_once
from geo.dataset import Dataset
from geo.decompose import Decomposition, Effect, decompose
from geo.indicators import REGISTRY, Metric, Unit
from geo.measures import Kind, Measure
from geo.query import Filters, Query
from geo.recorded import SHOWN, domain_of, record_rows
from geo.rounding import half_up
from geo.sections import mark
from geo.told import filter_phrase
from geo.wording import Words

MOST = 10.0
"""Per cent of a side in cells that the other lacks, up to which the difference is taken apart."""

FREE = 3
"""From so many small cells on none of them follows."""

_SEEN = 0.05
"""Points: half of the last digit printed. A group moves a part by no more than its own weight."""

_INSTEAD = "integrated"
"""What is taken apart where the metric in view is no share of businesses."""

_DECIMALS = 3
"""Of the numbers that drive the bars: finer than any screen."""


class Silence(StrEnum):
    """Why a difference is not taken apart."""

    SAME = "same"
    SETTLED = "settled"
    HIDDEN = "hidden"
    SMALL = "small"
    LACKING = "lacking"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Behind:
    """The parts of a difference, or why there are none.

    `area` is the side (0 for a, 1 for b) that a silence is about; `percent` what is lacking.
    """

    parts: Decomposition | None
    silence: Silence | None = None
    area: int = 0
    percent: float = 0.0


@computed_once(maxsize=256)
def behind(data: Dataset, metric: Metric, filters: Filters, a: str, b: str) -> Behind:
    """What lies behind the difference of a share between two areas (BPS codes), a minus b."""
    measure = _share(metric)
    if measure is None:
        raise ValueError(f"{metric.code} is no share")
    if a == b:
        return Behind(None, Silence.SAME)
    if measure.fixed(filters, data.cells.span):
        return Behind(None, Silence.SETTLED)
    for side, code in enumerate((a, b)):
        if record_rows(data, metric, measure, filters, (code,)).flags[0] not in SHOWN:
            return Behind(None, Silence.HIDDEN, side)
    inside = (domain_of(data.cells, (code,)) == 0 for code in (a, b))
    found = decompose(data.cells, measure, filters, *inside)
    if found is None or 0 < _small(found, data.disclosure_min) < FREE:
        return Behind(None, Silence.SMALL)
    side = int(found.lacking[1] > found.lacking[0])
    if found.lacking[side] > MOST:
        return Behind(None, Silence.LACKING, side, found.lacking[side])
    if any(part.flag not in SHOWN for part in (found.difference, found.mix, found.behaviour)):
        return Behind(None, Silence.UNSURE)
    return Behind(found)


def why(query: Query, data: Dataset, say: Words) -> dict[str, Any]:
    """The difference of the first area with each other one, taken apart.

    `m` is the metric, `instead` whether it stands in for one that is no share. `pairs` hold the
    number of the other side, and `x`, why there is nothing, or the sentence and `parts`: mix,
    behaviour and difference, each mark, printed number and interval, then these as numbers.
    """
    chosen = REGISTRY[query.metric]
    metric = chosen if _share(chosen) else REGISTRY[_INSTEAD]
    a, *others = query.compared
    return {
        "m": metric.code,
        **({} if metric is chosen else {"instead": 1}),
        **({"example": 1} if data.records.synthetic else {}),
        "pairs": [
            {"at": at, **_pair(query, data, metric, (a, b), say)}
            for at, b in enumerate(others, start=1)
        ],
    }


def _share(metric: Metric) -> Measure | None:
    own = metric.measure
    return own if own is not None and own.kind is Kind.SHARE else None


def _small(found: Decomposition, least: int) -> int:
    """Cells of either side with a count under the threshold that weighs enough to be seen."""
    small = ((found.counts > 0) & (found.counts < least)).any(axis=2)
    weight = found.shares * (least - 1) / np.maximum(found.counts[:, :, 0], 1)
    return int((small & (100 * weight >= _SEEN)).sum())


def _pair(
    query: Query, data: Dataset, metric: Metric, areas: tuple[str, str], say: Words
) -> dict[str, Any]:
    found = behind(data, metric, query.filters, *areas)
    names = [say.short(data.gazetteer, code) for code in areas]
    if found.parts is None:
        return {"x": _silence(found, names, say)}
    parts = found.parts
    within = filter_phrase(say, query.filters)
    return {
        "said": _said(parts, metric, names, say),
        **({"within": say.text("why.within", filters=within)} if within else {}),
        "parts": [_part(each, say) for each in (parts.mix, parts.behaviour, parts.difference)],
    }


def _silence(found: Behind, names: list[str], say: Words) -> str:
    if found.silence is Silence.SAME:
        return say.text("ui.compare.samearea")
    return say.text(
        f"why.none.{found.silence}",
        a=names[0],
        b=names[1],
        area=names[found.area],
        other=names[1 - found.area],
        percent=say.whole(found.percent),
    )


def _said(parts: Decomposition, metric: Metric, names: list[str], say: Words) -> str:
    """The sentence: what is clear as a claim, what may be chance as such."""
    every = parts.difference, parts.mix, parts.behaviour
    difference = say.difference(parts.difference.value, Unit.PERCENT)
    if all(_sureness(part) == "maybe" for part in every):
        return say.text("why.said.chance", difference=difference, a=names[0], b=names[1])
    more = "more" if parts.behaviour.value > 0 else "less"
    doing = say.text(f"why.doing.{metric.code}")
    rest = say.text(
        f"why.behaviour.{_sureness(parts.behaviour)}",
        value=_points(parts.behaviour, say),
        how=say.text(f"why.{more}", doing=doing, a=names[0], b=names[1]),
    )
    single = parts.cells == 1
    mix = say.text(
        f"why.mix.{'single' if single else _sureness(parts.mix)}", value=_points(parts.mix, say)
    )
    return say.text(
        f"why.said.{_sureness(parts.difference)}",
        difference=difference,
        a=names[0],
        b=names[1],
        mix=mix,
        behaviour=rest,
    )


def _sureness(part: Effect) -> str:
    if math.isnan(part.se) or part.clear:
        return "nought" if half_up(part.value, 1) == 0 else "clear"
    return "maybe"


def _points(part: Effect, say: Words) -> str:
    return say.number(part.value, Unit.PERCENT, signed=True)


def _part(part: Effect, say: Words) -> list[Any]:
    told = [mark(part.flag), _points(part, say)]
    if math.isnan(part.low):
        return [*told, "", round(part.value, _DECIMALS)]
    ends = (say.number(end, Unit.PERCENT, signed=True) for end in (part.low, part.high))
    low, high = ends
    span = say.text("format.fromto", low=low, high=high)
    return [*told, span, *(round(each, _DECIMALS) for each in (part.value, part.low, part.high))]
