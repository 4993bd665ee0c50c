"""The answer: one sentence with one number, one comparison and how certain it is."""

from __future__ import annotations

from geo.aggregate import AreaTable, context_of
from geo.answers import Answer
from geo.change import since_of
from geo.compare import NO_FILTERS, Comparison, Guard, Standing
from geo.dataset import Dataset
from geo.indicators import MapKind, Metric, Unit
from geo.phrases import basis, figure, inline, limit, parts_of, phrase, share_of
from geo.query import Filters
from geo.separation import reaches
from geo.told import RecordAnswer, told_pair
from geo.trends import ChangeAnswer
from geo.wording import Words


def answer(words: Words, data: Dataset, table: AreaTable, at: str | None = None) -> str:
    """The sentence above a view: on the area `at` (BPS code) if it is given, else on all of it.

    Names no order where the metric has none, and calls a difference under the metric's rule of
    thumb what it may be: chance.
    """
    teller: type[Answer | ChangeAnswer | RecordAnswer] = Answer
    if since_of(table.metric) is not None:
        teller = ChangeAnswer
    elif table.metric.measure is not None:
        teller = RecordAnswer
    told = teller(words, data, table).sentence(at or table.area)
    return words.text("sentence.end", sentence=told)


def compare_sentence(
    words: Words, data: Dataset, comparison: Comparison, filters: Filters = NO_FILTERS
) -> str:
    """The sentence above two areas: `a` beside `b`, or why they are not compared."""
    if comparison.guard is not None:
        told = _guarded(words, data, comparison)
    elif comparison.metric.measure is not None:
        told = told_pair(words, data, comparison, filters)
    elif comparison.a.area == comparison.b.area:
        told = words.text("sentence.same", sentence=_one(words, data, comparison, ""))
    else:
        told = _part_of_whole(words, data, comparison) or _one(
            words, data, comparison, _verdict(words, data, comparison)
        )
    # A range begins with what the parts are called, which is no name.
    return words.text("sentence.end", sentence=told[:1].upper() + told[1:])


def guard_reason(words: Words, comparison: Comparison) -> str:
    """Why no difference is given, for a cell of a table; empty where there is no guard."""
    return "" if comparison.guard is None else words.text(f"guard.{comparison.guard}")


def _shown(words: Words, metric: Metric, side: Standing) -> str:
    """Value or range within a sentence that names the unit."""
    if side.low != side.high and metric.unit is Unit.PERCENT:
        return words.span(side.low, side.high, metric.unit)
    if metric.kind is MapKind.DIVERGING:
        return words.value(side.low, metric.unit, signed=True)
    if metric.unit is Unit.PERCENT:
        return words.value(side.low, metric.unit)
    return _spread(words, metric, side.low, side.high)


def _spread(words: Words, metric: Metric, low: float, high: float) -> str:
    numbers = {"low": words.number(low, metric.unit), "high": words.number(high, metric.unit)}
    return numbers["low"] if low == high else words.text("format.range", **numbers)


def _place(words: Words, data: Dataset, side: Standing) -> str:
    """Name of a side; a range is that of its parts, and one part alone goes by its own name."""
    if not side.parts:
        return words.place(data.gazetteer, side.area)
    if side.parts[0] == side.parts[1]:
        return words.place(data.gazetteer, side.parts[0])
    return words.text(
        "sentence.partsof",
        parts=parts_of(words, data, side.parts),
        region=words.short(data.gazetteer, side.area),
    )


def _one(words: Words, data: Dataset, comparison: Comparison, verdict: str) -> str:
    metric, side = comparison.metric, comparison.a
    told = (
        figure(words, metric, side.low, side.period)
        if side.low == side.high
        else phrase(words, metric, _shown(words, metric, side), side.period)
    )
    sentence = words.text(
        f"say.{metric.code}.one", area=inline(_place(words, data, side)), number=told + verdict
    )
    reading = side.reading
    return sentence if reading is None else sentence + basis(words, metric, side.period, reading)


def _verdict(words: Words, data: Dataset, comparison: Comparison) -> str:
    """What is said of `b` and the difference, after the figure of `a`."""
    metric, low, high = comparison.metric, comparison.low, comparison.high
    names = {
        "other": _place(words, data, comparison.b),
        "value": _shown(words, metric, comparison.b),
    }
    if not metric.ranked:
        names["other"] = inline(names["other"])
        return words.text("sentence.beside", **names)
    if low == high == 0:
        return words.text("sentence.equal", **names)
    if comparison.noise:
        return words.text("sentence.maybe", limit=limit(words, metric), **names)
    if low <= 0 <= high:
        return words.text("sentence.overlap", **names)
    near, far = sorted((abs(low), abs(high)))
    gap = _gap(words, metric, near, far)
    direction = "more" if low > 0 else "less"
    told = ", " + words.text(f"say.{metric.code}.{direction}", difference=gap, **names)
    if metric.noise is None:
        return told
    key = "sure" if reaches(near, metric.noise) else "partly"
    return told + words.text(f"sentence.{key}", limit=limit(words, metric))


def _gap(words: Words, metric: Metric, near: float, far: float) -> str:
    """Size of a difference within a sentence; only percentage points need to be named."""
    if metric.unit is not Unit.PERCENT:
        return _spread(words, metric, near, far)
    if near == far:
        return words.difference(near, metric.unit, signed=False)
    return words.differences(near, far, metric.unit, signed=False)


def _part_of_whole(words: Words, data: Dataset, comparison: Comparison) -> str | None:
    """A count beside that of an area which contains it: its share says more than the gap."""
    metric, sides = comparison.metric, (comparison.a, comparison.b)
    if metric.kind is not MapKind.CIRCLES:
        return None
    for part, whole in (sides, sides[::-1]):
        inside = part.area != whole.area and data.gazetteer.holds(whole.area, part.area)
        if inside and part.reading is not None:
            region = words.short(data.gazetteer, whole.area)
            number = share_of(words, metric, part.low, whole.low, region)
            area = words.place(data.gazetteer, part.area)
            told = words.text(f"say.{metric.code}.one", area=area, number=number)
            return told + basis(words, metric, part.period, part.reading)
    return None


def _guarded(words: Words, data: Dataset, comparison: Comparison) -> str:
    return words.text(
        "sentence.guarded",
        label=words.text(f"metric.{comparison.metric.code}.label"),
        a=_standing(words, data, comparison, comparison.a),
        b=_standing(words, data, comparison, comparison.b),
        reason=guard_reason(words, comparison),
    )


def _standing(words: Words, data: Dataset, comparison: Comparison, side: Standing) -> str:
    metric, area = comparison.metric, _place(words, data, side)
    if side.known:
        value = words.span(side.low, side.high, metric.unit)
        if metric.kind is MapKind.DIVERGING and side.own:
            value = words.value(side.low, metric.unit, signed=True)
        period = words.years(metric, side.period)
        return words.text("sentence.standing", value=value, area=area, period=period)
    if comparison.guard is Guard.CONTEXT:
        for item in context_of(metric, data, side.area, side.period):
            return words.text(
                "sentence.nonecontext",
                area=area,
                context=words.short(data.gazetteer, item.area),
                value=words.value(item.reading.value, metric.unit),
            )
    return words.text("sentence.none", area=area)
