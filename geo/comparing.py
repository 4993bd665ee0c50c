"""Two areas in one sentence that can be read aloud: how many indicators differ, and which, say.

What it calls clear stays clear when all indicators are judged at once (ADR 20), one of those that
say nearly the same (ADR 31); the words of the table judge each by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.clearness import clearness
from geo.compare import Comparison, Standing
from geo.dataset import Dataset
from geo.indicators import MapKind, Metric, Topic, Unit
from geo.intervals import together
from geo.model import Design
from geo.phrases import inline
from geo.query import Query
from geo.told import filter_phrase
from geo.wording import Words


def whole_sentence(
    words: Words, data: Dataset, query: Query, comparisons: Sequence[Comparison]
) -> str:
    """The sentence of the whole comparison of the first two areas, from their business records.

    `comparisons` are those of `compare_all`; official figures have no common yardstick of chance
    and stay out.
    """
    told = _Whole(words, data, query, family(data, comparisons)).told()
    return words.text("sentence.end", sentence=told)


_ALIKE = (("per1000", "perkm2", "businesses"), ("jobgrowth", "creation", "destruction"))
"""Metrics that say nearly the same of two areas, in the order in which one of them is judged."""


def family(data: Dataset, items: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Those of `items`, all of one pair of areas, that are judged together.

    Official figures are not, nor a total of a part beside its whole, which is always less. Of
    metrics that say nearly the same the first that can be judged stands for all.
    """
    judged = [
        item
        for item in items
        if item.metric.measure is not None
        and not (item.metric.kind is MapKind.CIRCLES and inside(data, item.a.area, item.b.area))
    ]
    fit = {item.metric.code for item in judgeable(data, judged)}
    known = {item.metric.code for item in judged}
    spare: set[str] = set()
    for alike in _ALIKE:
        found = [code for code in alike if code in fit] or [code for code in alike if code in known]
        spare.update(set(alike) - set(found[:1]))
    return tuple(item for item in judged if item.metric.code not in spare)


def stays_clear(data: Dataset, items: Sequence[Comparison]) -> Mapping[str, bool]:
    """Whether a difference stays clear when all are judged together, by metric of the `family`.

    Metrics that are not judged are left out. `items` are all comparisons of one pair of areas.
    """
    judged = judgeable(data, family(data, items))
    clear = {item.metric.code for item in surely(data, judged)}
    return {item.metric.code: item.metric.code in clear for item in judged}


def surely(data: Dataset, items: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Those of `items` that differ, all judged at once: the clearest first.

    A register has no chance in it: there it is those that differ at all, by the relative
    difference.
    """
    if data.records.design is Design.ENUMERATION:
        return tuple(sorted((item for item in items if item.low), key=_apart, reverse=True))
    kept = together([clearness(item) for item in items], data.cells.df)
    found = (item for item, clear in zip(items, kept, strict=True) if clear)
    return tuple(sorted(found, key=clearness, reverse=True))


def judgeable(data: Dataset, items: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Those whose difference can be judged: estimates with an interval, all of a register."""
    register = data.records.design is Design.ENUMERATION
    return tuple(
        item
        for item in items
        if item.guard is None
        and item.interval is not None
        and (register or item.interval[0] == item.interval[0])
    )


def inside(data: Dataset, a: str, b: str) -> str | None:
    """Which of two areas (BPS codes) holds the other, None where neither does."""
    for part, whole in ((a, b), (b, a)):
        if whole in (area.code for area in data.gazetteer.ancestors(part)):
            return whole
    return None


def _apart(item: Comparison) -> float:
    level = (abs(item.a.low) + abs(item.b.low)) / 2
    return abs(item.low) / level if level else 0.0


class _Whole:
    """Tells one pair. What is returned has no full stop yet."""

    def __init__(
        self, words: Words, data: Dataset, query: Query, items: tuple[Comparison, ...]
    ) -> None:
        self.words, self.data, self.query, self.items = words, data, query, items
        self.register = data.records.design is Design.ENUMERATION

    def told(self) -> str:
        a, b = self.query.a, self.query.b
        items = judgeable(self.data, self.items)
        within = filter_phrase(self.words, self.query.filters)
        names = {
            "a": self._named(a),
            "b": self._named(b),
            "within": self.words.text("whole.within", filters=within) if within else "",
        }
        if not items:
            return self.words.text("whole.nothing", **names)
        clear = surely(self.data, items)
        lead = self.words.text(
            f"whole.{self._form(len(items))}",
            count=self.words.whole(len(items)),
            differ=self._differ(len(clear), len(items)),
            **names,
        )
        named = self._examples(clear)
        if not named:
            return lead
        key = "whole.example" if len(named) < len(clear) else "whole.lead"
        return lead + self.words.text(key) + self._figures(named)

    def _form(self, count: int) -> str:
        if count == 1:
            return "single"
        if self.register:
            return "registered"
        return "some" if count < len(self.items) else "all"

    def _differ(self, clear: int, count: int) -> str:
        if count == 1:
            key = "alone" if clear else "alike"
        elif clear in (0, count):
            key = "every" if clear else "none"
        else:
            key = "one" if clear == 1 else "many"
        stem = "whole.register" if self.register else "whole.sample"
        return self.words.text(f"{stem}.{key}", number=self.words.whole(clear))

    def _named(self, area: str) -> str:
        name = self._place(area)
        if area == inside(self.data, self.query.a, self.query.b):
            return self.words.text("whole.entire", area=name)
        return name

    def _place(self, area: str) -> str:
        """The name with its kind; the parent only where both names would be the same."""
        gazetteer = self.data.gazetteer
        own = {code: self.words.place(gazetteer, code, parent=False) for code in self._pair}
        if len(set(own.values())) < len(own):
            return inline(self.words.place(gazetteer, area))
        return own[area]

    @property
    def _pair(self) -> frozenset[str]:
        return frozenset({self.query.a, self.query.b})

    def _examples(self, clear: Sequence[Comparison]) -> tuple[Comparison, ...]:
        """The clearest that says something, and the clearest that points the other way."""
        fit = sorted((item for item in clear if self._speakable(item)), key=_substance)
        if not fit:
            return ()
        first, *others = fit
        best = [item for item in others if _tier(item.metric) == _tier(first.metric) < _LAST]
        turned = [item for item in best if (item.low > 0) != (first.low > 0)]
        other = [item for item in best if item.metric.topic is not first.metric.topic]
        return (first, *(turned or other)[:1])

    def _speakable(self, item: Comparison) -> bool:
        """Whether both values are surely positive, so that no sign needs to be read, and differ."""
        sides, unit = (item.a, item.b), item.metric.unit
        texts = {self.words.number(side.low, unit) for side in sides}
        return len(texts) == 2 and all(
            side.low > 0 and (self.register or (side.interval or (0, 0))[0] > 0) for side in sides
        )

    def _figures(self, named: Sequence[Comparison]) -> str:
        first, *rest = named
        told = self._figure(first, "figure")
        for item in rest:
            turned = (item.low > 0) != (first.low > 0)
            told += self._figure(item, "turned" if turned else "also")
        return told

    def _figure(self, item: Comparison, key: str) -> str:
        high, low = (item.a, item.b) if item.low > 0 else (item.b, item.a)
        metric = item.metric
        stem = f"say.{metric.code}"
        keys = (f"{stem}.registered", f"{stem}.figure") if self.register else (f"{stem}.figure",)
        found = next(name for name in keys if self.words.has(name))
        found = f"{found}rise" if self.words.has(f"{found}rise") else found
        return self.words.text(
            f"whole.{key}",
            high=self._place(high.area),
            figure=self.words.text(found, value=self._value(metric, high)),
            low=self._place(low.area),
            value=self._value(metric, low),
        )

    def _value(self, metric: Metric, side: Standing) -> str:
        number = self.words.number(side.low, metric.unit)
        if metric.unit is not Unit.PERCENT:
            return number
        return self.words.text("whole.percent", number=number)


_LAST = 2


def _substance(item: Comparison) -> tuple[int, bool]:
    """Sort key of what is said first; among its like, the internet, which all of this is about."""
    return _tier(item.metric), item.metric.topic is not Topic.INTERNET


def _tier(metric: Metric) -> int:
    """Shares and rates first, then what needs a base year to be understood, sums and land last."""
    if metric.kind is MapKind.CIRCLES or metric.unit is Unit.PERKM2:
        return _LAST
    measure = metric.measure
    return int(measure is not None and any(item.growth for item in measure.unknown))
