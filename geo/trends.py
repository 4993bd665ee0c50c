"""What is said of a change between two periods, and why two periods are not set against each other.

No sentence puts a change under the metric's rule of thumb forward as one.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.aggregate import AreaTable
from geo.change import Bar, Since, since_of, small
from geo.dataset import Dataset
from geo.formulas import Reading
from geo.indicators import REGISTRY, Metric, Unit
from geo.phrases import amount, coarser, limit, row_around
from geo.wording import Words


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """Tells one table of changes. What is returned has no full stop yet. Areas are BPS codes."""

    words: Words
    data: Dataset
    table: AreaTable

    def sentence(self, at: str) -> str:
        """What there is to say of `at`: a row, a part of a row, or an area with rows inside."""
        shown = row_around(self.data, self.table, at)
        if shown is None:
            return self._overview()
        told = self._single(shown)
        own = shown == at or self.table.reading(shown) is None
        return told if own else coarser(self.words, self.data, told, at)

    @property
    def _metric(self) -> Metric:
        return self.table.metric

    @property
    def _since(self) -> Since:
        since = since_of(self._metric)
        if since is None:
            raise ValueError(self._metric.code)
        return since

    def _overview(self) -> str:
        pairs = zip(self.table.codes, self.table.readings, strict=True)
        known = {code: reading.value for code, reading in pairs if reading is not None}
        if not known:
            return self._nothing()
        if len(self.table.codes) == 1 or not self._metric.ranked:
            return self._single(next(iter(known)))
        most = max(known, key=lambda code: abs(known[code]))
        return self._told("change.top", most, self._reading(most))

    def _nothing(self) -> str:
        if self.table.codes:
            return self._barred(self.table.area, self.table.codes[0])
        for item in self.table.context:
            told = self._told("change.one", item.area, item.reading)
            return self.words.text(
                "sentence.contextonly",
                area=self.words.place(self.data.gazetteer, self.table.area),
                sentence=told[0].lower() + told[1:],
            )
        return self._barred(self.table.area, self.table.area)

    def _single(self, code: str) -> str:
        reading = self.table.reading(code)
        if reading is None:
            return self._barred(code, code)
        return self._told("change.one", code, reading)

    def _reading(self, code: str) -> Reading:
        reading = self.table.reading(code)
        if reading is None:
            raise ValueError(code)
        return reading

    def _told(self, key: str, code: str, reading: Reading) -> str:
        ends = self._since.ends(self.data, code, self.table.period)
        if ends is None:
            raise ValueError(code)
        first, last = ends
        usual = REGISTRY[self._metric.code]
        told = self.words.text(
            key,
            label=self.words.text(f"metric.{usual.code}.label"),
            area=self.words.place(self.data.gazetteer, code),
            region=self.words.short(self.data.gazetteer, self.table.area),
            move=moved(self.words, self._metric, reading.value),
            earlier=self._years(self._since.start),
            later=self._years(self.table.period),
            low=amount(self.words, first.value, usual.unit),
            high=amount(self.words, last.value, usual.unit),
        )
        return told + self._certainty(reading.value) + self._basis(first, last)

    def _certainty(self, value: float) -> str:
        if self._metric.noise is None:
            return ""
        key = "change.maybe" if small(self._metric, value) else "sentence.sure"
        return self.words.text(key, limit=limit(self.words, self._metric))

    def _basis(self, first: Reading, last: Reading) -> str:
        """What both figures rest on; residents of two years are both named."""
        ends = dict.fromkeys(reading.reference[:4] for reading in (first, last))
        return self.words.text(
            f"say.{self._metric.code}.basis",
            period=self.words.years(self._metric, self.table.period),
            reference="–".join(ends),
        )

    def _barred(self, area: str, code: str) -> str:
        bar = self._since.bar(self.data, code, self.table.period) or Bar.MISSING
        return self.words.text(
            "change.barred",
            area=self.words.place(self.data.gazetteer, area),
            label=self.words.text(f"metric.{self._metric.code}.label"),
            earlier=self._years(self._since.start),
            later=self._years(self.table.period),
            reason=self.words.text(f"change.bar.{bar}"),
        )

    def _years(self, period: str) -> str:
        return self.words.years(REGISTRY[self._metric.code], period)


def moved(words: Words, metric: Metric, value: float) -> str:
    """A change in words: `naik 1,2 poin persen`; what is printed as zero did not change."""
    size, unit = abs(value), metric.unit
    named = (
        words.difference(size, unit, signed=False)
        if unit is Unit.POINTS
        else words.value(size, unit)
    )
    if words.number(size, unit) == words.number(0.0, unit):
        return words.text("change.same", difference=named)
    return words.text("change.fall" if value < 0 else "change.rise", difference=named)
