"""Change of a metric between two periods: what it is, and when two periods may not be compared.

A change is a metric derived from another one: its values are the later ones less the earlier ones
(counts: the change in per cent of the earlier one). Map, legend, chart, table, sentence and HTTP
interface read it as they read any metric.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from geo.caching import computed_once
from geo.dataset import Dataset
from geo.formulas import Formula, Reading, ThreeYearMean
from geo.indicators import REGISTRY, MapKind, Metric, Unit
from geo.query import Query
from geo.separation import reaches


class Bar(StrEnum):
    """Why the values of two periods are not set against each other."""

    ORDER = "order"
    MISSING = "missing"
    SOURCE = "source"
    BREAK = "break"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Since:
    """Change of `base` since the period `start`: a difference, or per cent of the earlier value.

    `breaks` are the first years of new weights or a new frame, across which nothing is compared.
    """

    base: Formula
    start: str
    relative: bool
    breaks: tuple[str, ...]

    @property
    def indicator(self) -> str:
        """The indicator of the base."""
        return self.base.indicator

    def read(self, data: Dataset, area: str, period: str) -> Reading | None:
        """Change of `area` from `start` to `period`; None where the two may not be compared.

        `reference` is `start`, `note` that of the later figure, else of the earlier one.
        """
        ends = self.ends(data, area, period)
        if ends is None or self.bar(data, area, period) is not None:
            return None
        first, last = ends
        value = last.value - first.value
        if self.relative:
            value = 100 * value / first.value
        note = last.note or first.note
        return Reading(value, last.sources, reference=self.start, note=note)

    def periods(self, data: Dataset, area: str) -> tuple[str, ...]:
        """Later periods that may be compared with `start`."""
        known = self.base.periods(data, area)
        return tuple(p for p in known if p > self.start and self.read(data, area, p))

    def ends(self, data: Dataset, area: str, period: str) -> tuple[Reading, Reading] | None:
        """Readings of `start` and of `period`, None where one of them is missing."""
        first, last = (self.base.read(data, area, code) for code in (self.start, period))
        return None if first is None or last is None else (first, last)

    def bar(self, data: Dataset, area: str, period: str) -> Bar | None:
        """Why `period` is not compared with `start` in `area`, None where it is."""
        if period <= self.start:
            return Bar.ORDER
        ends = self.ends(data, area, period)
        if ends is None or (self.relative and not ends[0].value):
            return Bar.MISSING
        if ends[0].sources != ends[1].sources:
            return Bar.SOURCE
        (first, middle), (later, last) = (self._years(code) for code in (self.start, period))
        if any(first < year <= last for year in self.breaks):
            return Bar.BREAK
        return Bar.OVERLAP if isinstance(self.base, ThreeYearMean) and later <= middle else None

    def _years(self, period: str) -> tuple[str, str]:
        """First and last year that a period covers."""
        if isinstance(self.base, ThreeYearMean):
            return str(int(period) - 2), period
        return period[:4], period[:4]


@computed_once(maxsize=256)
def changed(metric: Metric, since: str) -> Metric:
    """The change of `metric` since a period: rates in their unit (per cent in points), counts in %.

    A change of a change is none: ValueError.
    """
    if metric.kind is MapKind.DIVERGING:
        raise ValueError(metric.code)
    relative = metric.kind is MapKind.CIRCLES
    points = Unit.POINTS if metric.unit is Unit.PERCENT else metric.unit
    return replace(
        metric,
        kind=MapKind.DIVERGING,
        unit=Unit.PERCENT if relative else points,
        formula=Since(metric.formula, since, relative, metric.breaks),
        parts=(),
    )


def metric_of(query: Query) -> Metric:
    """What a query shows: its metric, or the change of it since an earlier period."""
    metric = REGISTRY[query.metric]
    return metric if query.since is None else changed(metric, query.since)


def since_of(metric: Metric) -> Since | None:
    """How a change is made, None for a metric that is none."""
    return metric.formula if isinstance(metric.formula, Since) else None


def barred(metric: Metric, since: str, data: Dataset, area: str, period: str) -> Bar | None:
    """Why `metric` in `period` is not compared with `since` in `area`, None where it is."""
    change = since_of(changed(metric, since))
    return None if change is None else change.bar(data, area, period)


def apart(before: tuple[str, Reading] | None, here: tuple[str, Reading]) -> bool:
    """Whether no line leads from one point (period, reading) of a series to the next.

    Years are missing between them, or they come from different sources.
    """
    if before is None:
        return False
    (first, earlier), (last, later) = before, here
    yearly = first.isdecimal() and last.isdecimal()
    return earlier.sources != later.sources or (yearly and int(last) > int(first) + 1)


def small(metric: Metric, value: float) -> bool:
    """Whether a change lies under the metric's rule of thumb, so that it may be chance."""
    return since_of(metric) is not None and not reaches(abs(value), metric.noise or 0.0)


def settled(before: Query, query: Query) -> Query:
    """`query`, which follows `before`, without a year compared with that no longer fits.

    It belongs to its metric, and lies before the year shown.
    """
    since = query.since
    if since is None:
        return query
    other = query.metric != before.metric and since == before.since
    return replace(query, since=None) if other or since >= (query.year or "9999") else query
