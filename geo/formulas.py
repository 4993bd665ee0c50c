"""How the value of an official metric follows from published figures.

Each formula reads one area and one period. Figures of different concepts are never combined; the
number of residents is the one denominator from outside, of the nearest year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from geo.dataset import Dataset
from geo.official import Figure

_RESIDENTS = ("population", "population_bps")
"""Civil registry first: it is the only count below kabupaten/kota."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A value with what it rests on.

    `sources` are source ids, numerator's first; `reference` is the period of a denominator or of
    the start of a change, empty where the formula has none; `note` the code of a remark on the
    figure itself, empty where there is none.
    """

    value: float
    sources: tuple[str, ...]
    reference: str = ""
    note: str = ""


class Formula(Protocol):
    """What every formula offers; `indicator` is the column of the numerator."""

    @property
    def indicator(self) -> str: ...

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        """Value of `area` in `period`, None where a figure that it needs was not published."""

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        """Periods, ascending, in which `area` has a value."""


@dataclass(frozen=True, slots=True)
class Published:
    """The figure as published; `only` keeps a single period of a longer table."""

    indicator: str
    only: str | None = None

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        figure = data.figures.get(self.indicator, area, period)
        if figure is None or self.only not in (None, period):
            return None
        return Reading(figure.value, (figure.source,), note=figure.note)

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        known = data.figures.periods(self.indicator, area)
        return known if self.only is None else tuple(p for p in known if p == self.only)


@dataclass(frozen=True, slots=True)
class Change:
    """Change in per cent between two periods of one indicator: 100 (end / start - 1)."""

    indicator: str
    start: str
    end: str

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        first = data.figures.get(self.indicator, area, self.start)
        last = data.figures.get(self.indicator, area, self.end)
        if first is None or last is None or period != self.end:
            return None
        sources = tuple(dict.fromkeys((last.source, first.source)))
        value = 100 * (last.value / first.value - 1)
        return Reading(value, sources, reference=self.start, note=first.note)

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        return (self.end,) if self.read(data, area, self.end) else ()


@dataclass(frozen=True, slots=True)
class PerThousand:
    """Per 1,000 residents of the nearest year for which their number is known."""

    indicator: str
    only: str | None = None

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        figure = Published(self.indicator, self.only).read(data, area, period)
        known = None if figure is None else residents(data, area, period)
        if figure is None or known is None:
            return None
        count, source, year = known
        sources = (*figure.sources, source)
        return Reading(1000 * figure.value / count, sources, reference=year, note=figure.note)

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        return Published(self.indicator, self.only).periods(data, area)


@dataclass(frozen=True, slots=True)
class Quotient:
    """Quotient of two figures of one publication and period."""

    indicator: str
    denominator: str

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        top = data.figures.get(self.indicator, area, period)
        bottom = data.figures.get(self.denominator, area, period)
        if top is None or bottom is None or top.source != bottom.source:
            return None
        return Reading(top.value / bottom.value, (top.source,), note=top.note)

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        known = data.figures.periods(self.indicator, area)
        return tuple(period for period in known if self.read(data, area, period))


@dataclass(frozen=True, slots=True)
class ThreeYearMean:
    """Mean of three consecutive years of one source; the period is the last of them.

    Survey counts of single years swing by sampling error; a mean never bridges two sources.
    """

    indicator: str

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        figures = [data.figures.get(self.indicator, area, year) for year in _three_years(period)]
        known = [figure for figure in figures if figure is not None]
        sources = tuple(dict.fromkeys(figure.source for figure in known))
        if len(known) < 3 or len(sources) > 1:
            return None
        return Reading(sum(f.value for f in known) / 3, sources, reference=str(known[0].year))

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        known = data.figures.periods(self.indicator, area)
        return tuple(period for period in known if self.read(data, area, period))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A measure of business records, which are estimated for many areas at once (`recorded`).

    Nothing of it is published, so there is nothing to read for one area. `residents` is the period
    of the civil registry over whose residents it is given, None where it is over none: areas of
    all levels have to have it, since numbers of several registers do not add up.
    """

    indicator: str
    residents: str | None = None

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        del data, area, period
        return None

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        known = data.gazetteer.known(area)
        return (str(data.records.survey_year),) if known else ()


def breakdown(
    data: Dataset, parts: tuple[str, ...], area: str, period: str
) -> tuple[tuple[str, Reading | None], ...]:
    """Each indicator of `parts` as a three-year mean; None where a year is missing.

    A missing small sector can't be told from zero in the source, so it stays missing.
    """
    return tuple((part, ThreeYearMean(part).read(data, area, period)) for part in parts)


def _three_years(period: str) -> tuple[str, ...]:
    if not period.isdecimal():
        return ()
    return tuple(str(int(period) - back) for back in (2, 1, 0))


def residents(data: Dataset, area: str, period: str) -> tuple[float, str, str] | None:
    """Residents, source id and period of the nearest year; ties go to the registry, then earlier.

    A province without a figure of its own is the sum of its kabupaten/kota, and a rest that of the
    parts left, all of one period.
    """
    own = _nearest(data, (area,), period)
    if own is not None or not data.gazetteer.known(area):
        return own
    codes = _summed(data, area)
    return _nearest(data, codes, period) if codes else None


def registered(data: Dataset, area: str, period: str) -> Reading | None:
    """Residents by the civil registry in one period; of a province or rest the sum as above."""
    own = data.figures.get(_RESIDENTS[0], area, period)
    figures = (
        [own]
        if own is not None
        else [data.figures.get(_RESIDENTS[0], part, period) for part in _summed(data, area)]
    )
    known = [figure for figure in figures if figure is not None]
    if not known or len(known) < len(figures):
        return None
    sources = tuple(dict.fromkeys(figure.source for figure in known))
    note = own.note if own is not None else ""
    return Reading(sum(figure.value for figure in known), sources, note=note)


def _summed(data: Dataset, area: str) -> tuple[str, ...]:
    """The areas that a province or a rest is the sum of."""
    asked = data.gazetteer.area(area)
    parts = (
        data.gazetteer.children(area)
        if asked.without is None
        else data.gazetteer.descendants(area, asked.level)
    )
    return tuple(part.code for part in parts)


def _nearest(data: Dataset, areas: tuple[str, ...], period: str) -> tuple[float, str, str] | None:
    year = int(period[:4])
    best: tuple[tuple[int, int, str], list[Figure]] | None = None
    for order, indicator in enumerate(_RESIDENTS):
        for candidate in data.figures.periods(indicator, areas[0]):
            known = [data.figures.get(indicator, area, candidate) for area in areas]
            figures = [figure for figure in known if figure is not None]
            exact = 0 if candidate == period else 1
            rank = (abs(int(candidate[:4]) - year) * 2 + exact, order, candidate)
            if len(figures) == len(areas) and (best is None or rank < best[0]):
                best = (rank, figures)
    if best is None:
        return None
    return sum(f.value for f in best[1]), best[1][0].source, best[0][2]
