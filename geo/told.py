"""What is said of business records: an estimate with its interval, and what it may be told from.

No sentence claims a difference whose interval holds zero, nor a rise or fall that is not certain.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from geo.aggregate import AreaTable
from geo.compare import Comparison, Standing
from geo.dataset import Dataset
from geo.formulas import Reading
from geo.indicators import MapKind, Metric, Unit
from geo.measures import Measure
from geo.model import Design, Flag
from geo.phrases import basis, coarser, parts_of, row_around
from geo.query import Filters
from geo.recorded import (
    LEAST,
    SHOWN,
    RecordRows,
    control_total,
    reading_of,
    record_difference,
    record_rows,
)
from geo.wording import Words


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of one area (BPS code): its interval is NaN in a register, and of control totals."""

    area: str
    value: float
    low: float
    high: float
    n: float
    flag: Flag


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """Tells one table of records. What is returned has no full stop yet. Areas are BPS codes."""

    words: Words
    data: Dataset
    table: AreaTable

    def sentence(self, at: str) -> str:
        """What there is to say of `at`: a row, a part of a row, or an area with rows inside."""
        shown = row_around(self.data, self.table, at)
        if shown is not None:
            told = self._single(shown)
            return told if shown == at else coarser(self.words, self.data, told, at)
        return self._overview() if self.table.codes else self._around(at)

    def _around(self, at: str) -> str:
        """The nearest area around that the metric has, where it stops above `at`."""
        for area in self.data.gazetteer.ancestors(at):
            if area.level in self.table.metric.levels:
                told = self._told(self.value_of(area.code))
                return coarser(self.words, self.data, told, at)
        return self._nothing([])

    @property
    def _measure(self) -> Measure:
        measure = self.table.metric.measure
        if measure is None:
            raise ValueError(self.table.metric.code)
        return measure

    @property
    def _counted(self) -> bool:
        return self.table.metric.kind is MapKind.CIRCLES

    def _overview(self) -> str:
        shown = [self._row(code) for code in self.table.codes]
        known = sorted((item for item in shown if item.flag in SHOWN), key=lambda item: -item.value)
        if not known:
            return self._nothing(shown)
        if len(self.table.codes) == 1:
            return self._single(self.table.codes[0])
        first = known[0]
        lead, sure = self._against(first, known[1], "unclear") if len(known) > 1 else ("", True)
        key = "topcount" if self._counted else "top"
        told = self.words.text(
            f"record.{key}{'' if sure else 'estimate'}",
            area=self.words.place(self.data.gazetteer, first.area),
            region=self.words.short(self.data.gazetteer, self.table.area),
            figure=self._figure(first),
        )
        return told + self.within() + lead + self._care(first) + self._basis(first.area)

    def _single(self, code: str) -> str:
        return self._told(self._row(code))

    def _told(self, own: Value) -> str:
        if own.flag not in SHOWN:
            return self._withheld(own)
        told = self._one(own) + self.within() + self._beside_whole(own) + self._care(own)
        return told + self._basis(own.area)

    def _beside_whole(self, own: Value) -> str:
        """Beside the area around it; a count is always less than that, which says nothing."""
        around = self.data.gazetteer.area(own.area).parent
        if around is None or self._counted:
            return ""
        whole = self.value_of(around)
        return self._against(own, whole, "same")[0] if whole.flag in SHOWN else ""

    def _against(self, own: Value, other: Value, unclear: str) -> tuple[str, bool]:
        """How `own` stands to `other`, and whether the two can be told apart at all."""
        gap = record_difference(
            self.data, self.table.metric, self._measure, self.table.filters, own.area, other.area
        )
        metric, sure = self.table.metric, bool(gap.clear[0])
        key = _order(metric, float(gap.value[0])) if sure else unclear
        return _beside(self.words, self.data, metric, key, other), sure

    def _care(self, own: Value) -> str:
        care = self.words.text("record.care") if own.flag is Flag.CARE else ""
        return care + _control(self.words, self.data, own)

    def _basis(self, area: str) -> str:
        reading = reading_of(self.data, self.table.metric, area, float("nan"))
        return _basis(self.words, self.table.metric, self.table.period, reading)

    def value_of(self, area: str) -> Value:
        """The estimate of any area under the table's filters."""
        rows = record_rows(self.data, self.table.metric, self._measure, self.table.filters, (area,))
        return _value(area, rows, 0)

    def _row(self, code: str) -> Value:
        return _value(code, self.table, self.table.codes.index(code))

    def _figure(self, own: Value) -> str:
        return figure_of(self.words, self.data, self.table.metric, own)

    def _one(self, own: Value) -> str:
        return _one(self.words, self.data, self.table.metric, own)

    def within(self) -> str:
        """Which businesses count, if not all of them."""
        return _within(self.words, self.table.filters)

    def _withheld(self, own: Value) -> str:
        name = self.words.place(self.data.gazetteer, own.area)
        if own.flag is Flag.UNRELIABLE:
            few = self.words.text("record.under", n=self.words.whole(LEAST))
            n = few if np.isnan(own.n) else self.words.whole(own.n)
            return self.words.text("record.unreliable", area=name, n=n)
        return self.words.text(f"record.{own.flag}", area=name)

    def _nothing(self, shown: list[Value]) -> str:
        """No row carries a value: say what holds for the most of them."""
        flags = [item.flag for item in shown]
        if not flags or all(flag is Flag.NODATA for flag in flags):
            return self._empty()
        whole = self.value_of(self.table.area)
        if whole.flag in SHOWN:
            parts = parts_of(self.words, self.data, self.table.codes)
            rest = self.words.text("record.partshidden", parts=parts)
            return self._one(whole) + self.within() + rest
        return self._withheld(whole)

    def _empty(self) -> str:
        metric = self.table.metric
        if self._measure.fixed(self.table.filters, self.data.cells.span):
            short = self.words.text(f"metric.{metric.code}.short")
            return self.words.text("record.settled", metric=short)
        return self.words.text("record.nothing")


def told_pair(words: Words, data: Dataset, comparison: Comparison, filters: Filters) -> str:
    """Two areas: the estimate of the first, and whether it can be told from the second."""
    metric = comparison.metric
    own, other = (_of_standing(side) for side in (comparison.a, comparison.b))
    told = _one(words, data, metric, own) + _within(words, filters)
    if own.area == other.area:
        return words.text("sentence.same", sentence=told)
    key = "same" if comparison.noise else _order(metric, comparison.low)
    told += _beside(words, data, metric, key, other) + _control(words, data, own)
    period, reading = comparison.a.period, comparison.a.reading
    return told if reading is None else told + _basis(words, metric, period, reading)


def _control(words: Words, data: Dataset, own: Value) -> str:
    """That a value is no estimate, where the weights were made to meet it."""
    return words.text("record.control") if control_total(data, own.value, own.low) else ""


def _basis(words: Words, metric: Metric, period: str, reading: Reading) -> str:
    """Both periods of a value over residents of another one; nothing of other metrics."""
    return basis(words, metric, period, reading) if reading.reference else ""


def _one(words: Words, data: Dataset, metric: Metric, own: Value) -> str:
    area = words.place(data.gazetteer, own.area)
    return words.text("record.one", area=area, figure=figure_of(words, data, metric, own))


def _within(words: Words, filters: Filters) -> str:
    phrase = filter_phrase(words, filters)
    return words.text("record.within", filters=phrase) if phrase else ""


def _order(metric: Metric, gap: float) -> str:
    """Key of the word for a difference that is sure."""
    counted = metric.kind is MapKind.CIRCLES
    return (("more", "fewer") if counted else ("higher", "lower"))[gap < 0]


def _beside(words: Words, data: Dataset, metric: Metric, key: str, other: Value) -> str:
    name = words.place(data.gazetteer, other.area)
    return words.text(f"record.{key}", other=name, value=_bare(words, metric, other))


def _of_standing(side: Standing) -> Value:
    low, high = side.interval or (float("nan"), float("nan"))
    return Value(side.area, side.low, low, high, float("nan"), Flag.OK)


def figure_of(words: Words, data: Dataset, metric: Metric, own: Value) -> str:
    """The value as the phrase of its metric, a change as a rise or fall where that is sure."""
    register = data.records.design is Design.ENUMERATION
    kind = "registered" if register else "control"
    known = register or control_total(data, own.value, own.low)
    stem = kind if known and words.has(f"say.{metric.code}.{kind}") else "figure"
    sure = own.low > 0 or own.high < 0 or (register and own.value != 0)
    if sure and words.has(f"say.{metric.code}.{stem}rise"):
        ends = sorted((abs(own.low), abs(own.high)))
        flat = Value(own.area, abs(own.value), ends[0], ends[1], own.n, own.flag)
        key = f"{stem}{'fall' if own.value < 0 else 'rise'}"
        return words.text(f"say.{metric.code}.{key}", value=interval(words, flat, metric.unit))
    return words.text(f"say.{metric.code}.{stem}", value=shown_of(words, metric, own))


def shown_of(words: Words, metric: Metric, own: Value) -> str:
    """The value with its interval; signed where it may be of either sign."""
    signed = words.has(f"say.{metric.code}.figurerise")
    return interval(words, own, metric.unit, signed=signed)


def _bare(words: Words, metric: Metric, other: Value) -> str:
    """The value that another is set against: the sentence says whether they differ."""
    nan = float("nan")
    return shown_of(words, metric, replace(other, low=nan, high=nan))


def _value(area: str, rows: RecordRows | AreaTable, at: int) -> Value:
    return Value(
        area,
        float(rows.value[at]),
        float(rows.ci_low[at]),
        float(rows.ci_high[at]),
        float(rows.n[at]),
        rows.flags[at],
    )


def interval(words: Words, own: Value, unit: Unit, *, signed: bool = False) -> str:
    """A value within a sentence that names its unit, with its interval where it has one."""
    named = words.value if unit is Unit.PERCENT else words.number
    value = named(own.value, unit, signed=signed)
    if np.isnan(own.low):
        return value
    low, high = words.number(own.low, unit, signed=signed), named(own.high, unit, signed=signed)
    key = "record.intervalsigned" if signed else "record.interval"
    return words.text(key, value=value, low=low, high=high)


def filter_phrase(words: Words, filters: Filters) -> str:
    """The filters as a phrase that follows the word for businesses; empty where there are none."""
    found = []
    for name in ("size", "sector", "use", "age", "growth"):
        chosen = sorted(getattr(filters, name))
        texts = [_phrase(words, name, code, filters.newmax) for code in chosen]
        if texts:
            found.append(reduce(lambda a, b: words.text("record.or", a=a, b=b), texts))
    if not found:
        return ""
    *most, last = found
    return words.text("format.and", a=", ".join(most), b=last) if most else last


def _phrase(words: Words, dimension: str, code: str, newmax: int) -> str:
    if dimension == "sector":
        return words.text("record.insector", sector=words.text(f"sector.{code}.name"))
    return words.text(f"{dimension}.{code}.phrase", newmax=str(newmax))
