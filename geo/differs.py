"""What differs between the compared areas: every metric, the clearest difference first."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.cautions import Caution, cautions
from geo.clearness import Doubt, by_clearness, doubt, verdict
from geo.compare import Comparison, Standing, compare_each
from geo.comparing import stays_clear
from geo.dataset import Dataset
from geo.indicators import MapKind
from geo.intervals import LEVEL
from geo.model import Evidence
from geo.query import Query
from geo.sentences import guard_reason
from geo.wording import Words

WORDS = ("higher", "lower", "more", "fewer", *Doubt)
"""Codes of what is said of a difference."""

_ERRORS = 1 - LEVEL
"""So often a difference that does not exist looks clear, of metrics that are judged one by one."""

_ALWAYS = frozenset({Caution.SURVIVORS})
"""What stands by job flows anyway, further down."""

_ROOM = 4.0
"""Per cent of a row's scale that stay free at either end, so that marks are not cut."""

Row = tuple[Comparison, ...]
"""One metric: the first area beside each of the others."""


def differs_payload(query: Query, data: Dataset, rows: Sequence[Row], say: Words) -> dict[str, Any]:
    """The table of what differs: a group for each kind of evidence, which are never mixed.

    In a group what may be compared comes first, the clearest before all; `apart` holds the rest by
    reason. `rows` are those of `differences`.
    """
    groups: dict[Evidence, list[Row]] = {
        # Records say what the filters say, so they come before official figures.
        kind: []
        for kind in reversed(Evidence)
    }
    for row in sorted(rows, key=lambda row: by_clearness(row[0])):
        groups[row[0].metric.evidence_in(data)].append(row)
    together = stays_clear(data, [row[0] for row in rows])
    return {
        "part": "pair",
        "lang": str(query.lang),
        "names": [say.short(data.gazetteer, code) for code in query.compared],
        "active": query.metric,
        "mark": _mark(rows, together, say),
        "notes": _notes(query, rows, together, say),
        "groups": [
            {
                "title": say.text(f"evidence.{evidence}.name"),
                "rows": [_row(row, together, say) for row in own if row[0].guard is None],
                "apart": _apart([row for row in own if row[0].guard is not None], say),
            }
            for evidence, own in groups.items()
            if own
        ],
    }


def _mark(rows: Sequence[Row], together: Mapping[str, bool], say: Words) -> str:
    """What the mark of a row means, with the two numbers of the sentence; empty without any."""
    if not together:
        return ""
    key = "together" if any(_judged(row[0]) for row in rows) else "counted"
    number, count = (say.whole(each) for each in (sum(together.values()), len(together)))
    return say.text(f"ui.compare.{key}", number=number, count=count)


def _notes(
    query: Query, rows: Sequence[Row], together: Mapping[str, bool], say: Words
) -> list[str]:
    """How the rows are to be read: what chance, near-duplicates, size and filters do."""
    told = []
    judged = sum(_judged(row[0]) for row in rows)
    if judged:
        some = say.whole(judged * _ERRORS)
        told.append(say.text("ui.compare.judged", count=say.whole(judged), some=some))
    if together:
        told.append(say.text("ui.compare.alike"))
    if any(_word(row[0]) in ("more", "fewer") for row in rows if row[0].guard is None):
        told.append(say.text("ui.compare.totals"))
    every = {own for row in rows for own in cautions(row[0].metric, query.filters)}
    return told + [say.text(f"caution.{own}") for own in Caution if own in every - _ALWAYS]


def differences(query: Query, data: Dataset) -> tuple[Row, ...]:
    """Every metric of which the first two areas have something, beside all compared areas."""
    pairs = [{item.metric.code: item for item in found} for found in compare_each(query, data)]
    first, *more = pairs
    return tuple(
        (item, *(pair[code] for pair in more if code in pair)) for code, item in first.items()
    )


def _judged(item: Comparison) -> bool:
    """Whether chance can be told from the interval of the difference."""
    return item.interval is not None and not math.isnan(item.interval[0]) and item.guard is None


def _apart(rows: Sequence[Row], say: Words) -> list[tuple[str, list[list[Any]]]]:
    """Rows without a difference by reason: the metric and what each area has."""
    reasons: dict[str, list[list[Any]]] = {}
    for row in rows:
        texts = [_text(row[0], side, say) for side in _sides(row)]
        reasons.setdefault(guard_reason(say, row[0]), []).append([row[0].metric.code, texts])
    return list(reasons.items())


def _row(row: Row, together: Mapping[str, bool], say: Words) -> list[Any]:
    """Metric, printed values, marks on the row's scale, its zero, printed difference, a word.

    A 1 follows where the difference stays clear among all that are judged together.
    """
    item = row[0]
    marks, zero = _scaled(row)
    texts = [_text(item, side, say) for side in _sides(row)]
    said = [item.metric.code, texts, marks, zero, _difference(item, say), _word(item)]
    return [*said, 1] if together.get(item.metric.code) else said


def _word(item: Comparison) -> str:
    why = doubt(item)
    if why is not None:
        return str(why)
    counted = item.metric.kind is MapKind.CIRCLES
    return {"higher": "more", "lower": "fewer"}[verdict(item)] if counted else str(verdict(item))


def _sides(row: Row) -> Iterator[Standing]:
    yield row[0].a
    yield from (item.b for item in row)


def _text(item: Comparison, side: Standing, say: Words) -> list[str]:
    """Value or range, and in small print its interval, or the period of a published figure."""
    unit = item.metric.unit
    if not side.known:
        return []
    if side.interval is not None:
        value = say.number(side.low, unit)
        return [value] if math.isnan(side.interval[0]) else [value, say.ends(*side.interval, unit)]
    ends = dict.fromkeys(say.number(end, unit) for end in (side.low, side.high))
    return [" – ".join(ends), say.years(item.metric, side.period)]


def _difference(item: Comparison, say: Words) -> list[Any]:
    """The difference a - b, or the ends of a range of them; its interval; 1 where it needs care."""
    unit = item.metric.unit

    def ends(low: float, high: float) -> str:
        printed = [say.number(end, unit, signed=True) for end in (low, high)]
        return say.text("format.fromto", low=printed[0], high=printed[1])

    if item.low != item.high:
        return [ends(item.low, item.high)]
    value = say.number(item.low, unit, signed=True)
    if item.interval is None or not _judged(item):
        return [value]
    return [value, ends(*item.interval), *([1] if item.care else [])]


def _scaled(row: Row) -> tuple[list[list[float]], float | None]:
    """Places of all sides on one scale, in per cent of its length, and that of zero within it.

    A side has its value and the ends of its interval, or the ends of its range, or nothing where it
    may not stand on the scale of the first.
    """
    numbers = [_numbers(row[0].a)]
    numbers += [[] if item.guard is not None else _numbers(item.b) for item in row]
    every = [number for side in numbers for number in side]
    low, high = min(every), max(every)
    span = (high - low) or 1.0

    def placed(number: float) -> float:
        share = (number - low) / span if high > low else 0.5
        return round(_ROOM + share * (100 - 2 * _ROOM), 1)

    zero = placed(0.0) if low < 0 < high else None
    return [[placed(number) for number in side] for side in numbers], zero


def _numbers(side: Standing) -> list[float]:
    if not side.known:
        return []
    if side.low != side.high:
        return [side.low, side.high]
    if side.interval is None or math.isnan(side.interval[0]):
        return [side.low]
    return [side.low, *side.interval]
