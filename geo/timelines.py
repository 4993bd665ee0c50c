"""Official figures of the compared areas over time: on one axis only where they may be compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from matplotlib.ticker import MaxNLocator

from geo.aggregate import periods_in
from geo.caching import computed_once
from geo.change import apart
from geo.compare import Comparison, Standing, compare, standing
from geo.dataset import Dataset
from geo.indicators import REGISTRY, Comparable, MapKind, Metric
from geo.phrases import parts_of
from geo.query import Query
from geo.sections import nearest, time_of
from geo.sentences import compare_sentence, guard_reason
from geo.wording import Words

_NOTED = "\u25cb"
"""Marks a figure with a remark of its own, and the remark."""

_TICKS = MaxNLocator(4, steps=[1, 2, 2.5, 5, 10])


def official(query: Query, data: Dataset, say: Words) -> dict[str, Any]:
    """Every official metric of which a compared area has figures: what may be compared first.

    The metric in view comes before all, whatever there is of it, and `view` says that it is there;
    `none` names the metrics of which no area has any.
    """
    known: list[Metric] = []
    lacking: list[Metric] = []
    for metric in REGISTRY.values():
        if metric.measure is not None:
            continue
        has = any(course(data, metric, area) for area in query.compared)
        (known if has or metric.code == query.metric else lacking).append(metric)
    rows = [_row(metric, query, data, say) for metric in known]
    rows.sort(key=lambda row: (row["m"] != query.metric, not row["g"]))
    viewed = REGISTRY[query.metric].measure is None
    payload: dict[str, Any] = {"rows": rows, **({"view": True} if viewed else {})}
    if lacking:
        names = ", ".join(say.text(f"metric.{metric.code}.short") for metric in lacking)
        payload["none"] = say.text("contrast.official.none", names=names)
    return payload


@computed_once(maxsize=512)
def course(data: Dataset, metric: Metric, area: str) -> tuple[Standing, ...]:
    """What an area (BPS code) has of an official metric in each period, in their order.

    Its own values; without one, the range of its parts, but for counts: that of a part says nothing
    about the whole.
    """
    found = (standing(data, metric, area, period) for period in periods_in(metric, data, area))
    counted = metric.kind is MapKind.CIRCLES
    return tuple(side for side in found if side.known and (side.own or not counted))


def together(data: Dataset, metric: Metric, areas: Sequence[str]) -> list[list[int]]:
    """Places of `areas` in groups, each of areas whose figures may all be set on one axis."""
    groups: list[list[int]] = []
    for place, area in enumerate(areas):
        fits = (
            group
            for group in groups
            if all(compare(data, metric, areas[at], area).guard is None for at in group)
        )
        group = next(fits, None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _row(metric: Metric, query: Query, data: Dataset, say: Words) -> dict[str, Any]:
    """One metric: charts (`g`), areas that stand apart (`a`) and why (`r`), what to know (`n`)."""
    areas = query.compared
    groups = together(data, metric, areas)
    year = query.year if metric.code == query.metric else None
    shared = [group for group in groups if len(group) > 1]
    alone = [group[0] for group in groups if len(group) == 1]
    row: dict[str, Any] = {
        "m": metric.code,
        "g": [_chart(metric, data, areas, group, year, say) for group in shared],
        "n": _notes(metric, data, areas, say),
    }
    if alone:
        row["a"] = [_alone(metric, data, areas[place], place, say) for place in alone]
        row["r"] = _reasons(metric, data, areas, alone, say)
    return row


def _reasons(
    metric: Metric, data: Dataset, areas: Sequence[str], alone: Sequence[int], say: Words
) -> list[str]:
    """Why areas stand apart, each reason once."""
    found: list[Comparison] = []
    for place in alone:
        other = 0 if place else 1
        found.append(compare(data, metric, areas[other], areas[place]))
    return [text for text in dict.fromkeys(guard_reason(say, item) for item in found) if text]


def _chart(
    metric: Metric,
    data: Dataset,
    areas: Sequence[str],
    places: Sequence[int],
    year: str | None,
    say: Words,
) -> dict[str, Any]:
    """Areas on one axis: places (`i`), times (`t`), points (`s`), ticks (`y`), sentence (`d`).

    Each point of an area follows `t`: 0 where there is none, else its text, its value or both ends
    of its range; `b` holds where a line begins anew, `w` the word for areas that show a range.
    """
    courses = [course(data, metric, areas[place]) for place in places]
    periods = sorted(
        {side.period for own in courses for side in own}, key=lambda p: (time_of(p), p)
    )
    ends = [end for own in courses for side in own for end in (side.low, side.high)]
    first, second = (areas[place] for place in places[:2])
    chart: dict[str, Any] = {
        "i": list(places),
        "t": [[time_of(period), say.years(metric, period)] for period in periods],
        "s": [_points(metric, own, periods, say) for own in courses],
        "b": [_begins(own, periods) for own in courses],
        "w": [_range_word(data, own, say) for own in courses],
        "d": compare_sentence(say, data, compare(data, metric, first, second, year)),
    }
    if len(periods) > 1:
        ticks = _TICKS.tick_values(min(ends), max(ends))
        chart["y"] = [[float(tick), say.plain(float(tick))] for tick in ticks]
    return chart


def _points(
    metric: Metric, own: Sequence[Standing], periods: Iterable[str], say: Words
) -> list[Any]:
    known = {side.period: side for side in own}
    return [_point(metric, known[period], say) if period in known else 0 for period in periods]


def _point(metric: Metric, side: Standing, say: Words) -> list[Any]:
    """Printed value or range, then the numbers; a number is enough where there is one value."""
    if side.own:
        text = say.number(side.low, metric.unit)
        noted = side.reading is not None and side.reading.note
        return [f"{text} {_NOTED}" if noted else text, side.low]
    return [say.ends(side.low, side.high, metric.unit), side.low, side.high]


def _begins(own: Sequence[Standing], periods: Sequence[str]) -> list[int]:
    """Places in `periods` to which no line leads: years are missing, or the source is another."""
    return [periods.index(here.period) for before, here in pairwise(own) if _parted(before, here)]


def _parted(before: Standing, here: Standing) -> bool:
    if before.reading is None or here.reading is None or before.own != here.own:
        return True
    return apart((before.period, before.reading), (here.period, here.reading))


def _range_word(data: Dataset, own: Sequence[Standing], say: Words) -> str:
    """That an area shows the range of its parts; empty where it has values of its own."""
    ranges = [side for side in own if not side.own]
    if not ranges:
        return ""
    return say.text("contrast.official.range", parts=parts_of(say, data, ranges[-1].parts))


def _alone(metric: Metric, data: Dataset, area: str, place: int, say: Words) -> dict[str, Any]:
    """An area by itself (`i`): period and value of each point (`p`), and whose they are (`w`).

    `l` says that they are lent by an area around it, and are no figures of its own.
    """
    own = course(data, metric, area)
    told: dict[str, Any] = {"i": place}
    if word := _range_word(data, own, say):
        told["w"] = word
    if not own and metric.comparable is Comparable.PROVINCES:
        where = nearest(metric, data, area)
        if where is not None:
            told["l"] = True
            inside = where in data.gazetteer.areas
            name = say.short(data.gazetteer, where)
            told["w"] = say.text("ui.profile.around" if inside else "ui.profile.context", area=name)
            readings = ((p, metric.read(data, where, p)) for p in metric.periods(data, where))
            own = tuple(
                Standing(where, period, reading, reading.value, reading.value)
                for period, reading in readings
                if reading is not None
            )
    told["p"] = [[say.years(metric, side.period), _point(metric, side, say)[0]] for side in own]
    return told


def _notes(metric: Metric, data: Dataset, areas: Sequence[str], say: Words) -> list[str]:
    """Remarks on single figures, the caveat, within what it may be compared, and the sources."""
    shown = [side for area in areas for side in course(data, metric, area)]
    readings = [(side.own, side.reading) for side in shown if side.reading is not None]
    notes = dict.fromkeys(reading.note for own, reading in readings if own and reading.note)
    sources = dict.fromkeys(source for _, reading in readings for source in reading.sources)
    cited = [say.cited(data.figures.sources[source]) for source in sources]
    return [
        *(f"{_NOTED} {say.text(f'note.{note}')}" for note in notes),
        say.text(f"metric.{metric.code}.caveat"),
        say.text(f"comparable.{metric.comparable}"),
        *([f"{say.text('ui.source')}: {'; '.join(cited)}."] if cited else []),
    ]
