"""What is said of one table: of all of it, of one area, of nothing at all."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from geo.aggregate import AreaTable
from geo.dataset import Dataset
from geo.formulas import Reading
from geo.indicators import Comparable, MapKind, Metric
from geo.model import Level
from geo.phrases import (
    amount,
    available,
    basis,
    coarser,
    figure,
    inline,
    limit,
    parts_of,
    row_around,
    share_of,
)
from geo.separation import reaches
from geo.wording import Words


@dataclass(frozen=True, slots=True)
class _Whole:
    """What a value is set against: an area around it; `context` if it is no part of the region."""

    area: str
    value: float
    context: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Tells one table. What the methods return has no full stop yet, so that more can follow.

    Areas are BPS codes; a `scope` is the area that a sentence is about and has just named.
    """

    words: Words
    data: Dataset
    table: AreaTable

    @property
    def _metric(self) -> Metric:
        return self.table.metric

    @property
    def _valued(self) -> dict[str, float]:
        pairs = zip(self.table.codes, self.table.value, strict=True)
        return {code: float(value) for code, value in pairs if np.isfinite(value)}

    def sentence(self, at: str) -> str:
        """What there is to say of `at`: a row, a part of a row, or an area with rows inside."""
        shown = row_around(self.data, self.table, at)
        if shown is not None:
            told = self._single(shown)
            own = shown == at or shown not in self._valued
            return told if own else coarser(self.words, self.data, told, at)
        inside = self.data.gazetteer.descendants(at, self.table.level)
        return self._overview(at if inside else self.table.area)

    def _overview(self, scope: str) -> str:
        parts = self.data.gazetteer.descendants(scope, self.table.level)
        codes = tuple(part.code for part in parts)
        values = {code: value for code, value in self._valued.items() if code in codes}
        if not values:
            return self._empty(scope)
        if len(values) == 1:
            (only,) = values
            rest = (
                ""
                if len(codes) == 1
                else self.words.text(
                    "sentence.onlyone",
                    parts=parts_of(self.words, self.data, codes),
                    region=self.words.short(self.data.gazetteer, scope),
                )
            )
            return self._single(only) + rest
        return self._top(scope, values) if self._metric.ranked else self._spread(scope, values)

    def _top(self, scope: str, values: dict[str, float]) -> str:
        code = max(values, key=lambda one: values[one])
        told = self.words.text(
            f"say.{self._metric.code}.top",
            area=self.words.place(self.data.gazetteer, code),
            region=self.words.short(self.data.gazetteer, scope),
            number=self._number(code, scope),
        )
        return told + self._certainty(code)

    def _spread(self, scope: str, values: dict[str, float]) -> str:
        told = self.words.text(
            f"say.{self._metric.code}.spread",
            count=str(len(values)),
            parts=parts_of(self.words, self.data, tuple(values)),
            region=self.words.short(self.data.gazetteer, scope),
            low=amount(self.words, min(values.values()), self._metric.unit),
            high=amount(self.words, max(values.values()), self._metric.unit),
            period=self.words.years(self._metric, self.table.period),
        )
        return told + self._basis(next(iter(values)))

    def _single(self, code: str) -> str:
        if code not in self._valued:
            return self._nodata(code)
        return self._one(code) + self._rank(code) + self._certainty(code)

    def _one(self, code: str) -> str:
        return self.words.text(
            f"say.{self._metric.code}.one",
            area=inline(self.words.place(self.data.gazetteer, code)),
            number=self._number(code),
        )

    def _number(self, code: str, scope: str | None = None) -> str:
        """The value beside the whole; the whole goes unnamed where it is the `scope` just named."""
        reading = self._reading(code)
        told = figure(self.words, self._metric, reading.value, self.table.period)
        whole = self._whole(code, reading)
        if whole is None:
            return told
        region = self.words.short(self.data.gazetteer, whole.area)
        if self._metric.kind is MapKind.CIRCLES:
            if whole.area != scope:
                return share_of(self.words, self._metric, reading.value, whole.value, region)
            return self.words.text(
                "sentence.sharetop",
                value=self.words.number(reading.value, self._metric.unit),
                whole=self.words.number(whole.value, self._metric.unit),
                noun=self.words.text(f"say.{self._metric.code}.noun"),
                share=self.words.share(reading.value, whole.value),
            )
        key = "context" if whole.context else "wholetop" if whole.area == scope else "wholeone"
        against = self._against(whole.value, reading.value)
        return self.words.text(f"sentence.{key}", figure=told, whole=against, region=region)

    def _against(self, whole: float, value: float) -> str:
        """The value of the whole; a change keeps its sign only where the sentence has another."""
        if self._metric.kind is MapKind.DIVERGING and whole * value < 0:
            return self.words.value(whole, self._metric.unit, signed=True)
        if self._metric.kind is MapKind.DIVERGING:
            whole = abs(whole)
        return amount(self.words, whole, self._metric.unit)

    def _whole(self, code: str, reading: Reading) -> _Whole | None:
        """The nearest area around `code` whose value comes from the same sources."""
        # Contexts stand nearest first, and each is set against what lies beyond it.
        around = [item.area for item in self.table.context]
        beyond = self.table.context[around.index(code) + 1 if code in around else 0 :]
        if beyond:
            return _Whole(beyond[0].area, beyond[0].reading.value, context=True)
        if code not in self.data.gazetteer.areas:
            return None
        if self._metric.comparable is Comparable.NOTHING:
            return None
        for area in self.data.gazetteer.ancestors(code):
            if self._metric.comparable is Comparable.KABKOTA and area.level is Level.PROVINCE:
                return None
            found = self._metric.read(self.data, area.code, self.table.period)
            if found is not None and found.sources == reading.sources:
                return _Whole(area.code, found.value, context=False)
        return None

    def _rank(self, code: str) -> str:
        values = self._valued
        if not self._metric.ranked or len(values) < 2:
            return ""
        return self.words.text(
            "sentence.rank",
            rank=str(1 + sum(value > values[code] for value in values.values())),
            count=str(len(values)),
            parts=parts_of(self.words, self.data, tuple(values)),
        )

    def _certainty(self, code: str) -> str:
        return self._chance(code) + self._basis(code)

    def _chance(self, code: str) -> str:
        """Whether the nearest value (of another area, else of the period before) may be chance."""
        noise, values = self._metric.noise, self._valued
        if noise is None or code not in values:
            return ""
        others = {other: value for other, value in values.items() if other != code}
        if not others:
            return self._since(code, noise)
        near = min(others, key=lambda other: (abs(others[other] - values[code]), other))
        return self.words.text(
            "sentence.far" if reaches(abs(others[near] - values[code]), noise) else "sentence.near",
            other=self.words.place(self.data.gazetteer, near),
            value=amount(self.words, others[near], self._metric.unit),
            limit=limit(self.words, self._metric),
        )

    def _since(self, code: str, noise: float) -> str:
        earlier = [p for p in self._metric.periods(self.data, code) if p < self.table.period]
        before = self._metric.read(self.data, code, earlier[-1]) if earlier else None
        reading = self._reading(code)
        if before is None or before.sources != reading.sources:
            return ""
        change = reading.value - before.value
        key = ("rise" if change > 0 else "fall") + ("" if reaches(abs(change), noise) else "maybe")
        return self.words.text(
            f"sentence.{key}",
            difference=self.words.difference(abs(change), self._metric.unit, signed=False),
            earlier=self.words.years(self._metric, earlier[-1]),
            limit=limit(self.words, self._metric),
        )

    def _basis(self, code: str) -> str:
        return basis(self.words, self._metric, self.table.period, self._reading(code))

    def _reading(self, code: str) -> Reading:
        shown = [self.table.reading(code)]
        shown += [item.reading for item in self.table.context if item.area == code]
        shown.append(self._metric.read(self.data, code, self.table.period))
        return next(reading for reading in shown if reading is not None)

    def _empty(self, scope: str) -> str:
        if self._metric.read(self.data, scope, self.table.period) is not None:
            inside = self.data.gazetteer.descendants(scope, self.table.level)
            parts = tuple(part.code for part in inside)
            missing = (
                ""
                if not parts
                else self.words.text(
                    "sentence.partsmissing", parts=parts_of(self.words, self.data, parts)
                )
            )
            return self._one(scope) + self._basis(scope) + missing
        if self.table.context and not self.table.codes:
            return self._beside(scope, self.table.context[0].area)
        return self._around(scope) or self._nodata(scope)

    def _around(self, scope: str) -> str:
        """The latest of the nearest area around, for a metric that stops above `scope`."""
        if self.table.codes or self._metric.comparable is Comparable.PROVINCES:
            return ""
        for area in self.data.gazetteer.ancestors(scope):
            periods = self._metric.periods(self.data, area.code)
            if not periods:
                continue
            period = self.table.period if self.table.period in periods else periods[-1]
            there = replace(self, table=replace(self.table, period=period))
            return there._beside(scope, area.code)
        return ""

    def _beside(self, scope: str, nearest: str) -> str:
        """That `scope` has no figure, and the one of the nearest area that has."""
        told = self._one(nearest) + self._basis(nearest)
        if not told.startswith(self.words.place(self.data.gazetteer, nearest)):
            told = told[0].lower() + told[1:]
        return self.words.text(
            "sentence.contextonly",
            area=self.words.place(self.data.gazetteer, scope),
            sentence=told,
        )

    def _nodata(self, area: str) -> str:
        return self.words.text(
            "sentence.nodata" if self.table.period else "sentence.nodataever",
            area=self.words.place(self.data.gazetteer, area),
            label=self.words.label(self._metric),
            period=self.words.years(self._metric, self.table.period),
            where=available(self.words, self.data, self._metric, area),
        )
