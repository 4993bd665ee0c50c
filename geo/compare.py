"""Two areas beside each other: value or range of each, difference, and what forbids one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from geo.aggregate import latest_shared, periods_in
from geo.caching import computed_once
from geo.dataset import Dataset
from geo.formulas import Reading
from geo.indicators import REGISTRY, Comparable, MapKind, Metric
from geo.measures import Measure
from geo.model import Flag, Level
from geo.query import Filters, Query
from geo.recorded import SHOWN, reading_of, record_difference, record_rows
from geo.separation import reaches, subtract

NO_FILTERS = Filters()


class Guard(StrEnum):
    """Why two values may not be set against each other."""

    CONCEPT = "concept"
    REGION = "region"
    KABKOTA = "kabkota"
    CONTEXT = "context"
    MISSING = "missing"
    PERIOD = "period"
    PARTS = "parts"
    HIDDEN = "hidden"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Standing:
    """What one area has of a metric: its own value, or the range of its parts, or nothing.

    `low` and `high` are equal for an own value and NaN where there is none; `parts` are the BPS
    codes of the parts that carry the lowest and the highest value, empty for an own value;
    `interval` is the 95 % confidence interval of an estimate.
    """

    area: str
    period: str
    reading: Reading | None
    low: float
    high: float
    parts: tuple[str, ...] = ()
    interval: tuple[float, float] | None = None

    @property
    def known(self) -> bool:
        """Whether there is a value or a range."""
        return self.low == self.low

    @property
    def own(self) -> bool:
        """Whether the value is the area's own."""
        return self.known and not self.parts


@dataclass(frozen=True, slots=True)
class Comparison:
    """One metric of two areas.

    `low` and `high` bound the difference a - b in the metric's unit (equal where both values are
    their own), NaN under a `guard`. `noise` says that the whole difference is smaller than the
    metric's rule of thumb, or, for an estimate, that it is not clear (`geo.separation.differ`), so
    that it may be chance. `care` says that the interval is wide (DESIGN, "Reliability"); `df` are
    the degrees of freedom behind it.
    """

    metric: Metric
    a: Standing
    b: Standing
    guard: Guard | None
    low: float
    high: float
    noise: bool
    interval: tuple[float, float] | None = None
    care: bool = False
    df: float = float("nan")


def compare(
    data: Dataset,
    metric: Metric,
    a: str,
    b: str,
    year: str | None = None,
    filters: Filters = NO_FILTERS,
) -> Comparison:
    """Compare `a` with `b` (BPS codes) in period `year`, None for the latest that both have.

    `filters` say which businesses count, for metrics of records.
    """
    if metric.measure is not None:
        return _estimated(data, metric, metric.measure, a, b, filters)
    period_a, period_b = _periods(data, metric, a, b, year)
    first, second = standing(data, metric, a, period_a), standing(data, metric, b, period_b)
    if a == b and first.known:
        return Comparison(metric, first, second, None, 0.0, 0.0, noise=False)
    guard = _guard(data, metric, first, second)
    if guard is not None:
        nan = float("nan")
        return Comparison(metric, first, second, guard, nan, nan, noise=False)
    low, high = subtract(first.low, second.high), subtract(first.high, second.low)
    noise = metric.noise is not None and not reaches(max(abs(low), abs(high)), metric.noise)
    return Comparison(metric, first, second, None, low, high, noise)


def compare_all(query: Query, data: Dataset) -> tuple[Comparison, ...]:
    """Every metric of which `a` or `b` has something, and the query's own.

    The query's year holds for its own metric only; the others stand in their latest common period.
    """
    found = (
        compare(
            data,
            metric,
            query.a,
            query.b,
            query.year if metric.code == query.metric else None,
            query.filters,
        )
        for metric in REGISTRY.values()
    )
    return tuple(
        item for item in found if item.a.known or item.b.known or item.metric.code == query.metric
    )


def compare_each(query: Query, data: Dataset) -> tuple[tuple[Comparison, ...], ...]:
    """`compare_all` of the first area beside each of the others of `query.compared`, in order."""
    return tuple(
        compare_all(replace(query, b=other, c=None, d=None), data) for other in query.compared[1:]
    )


@computed_once(maxsize=1024)
def _estimated(
    data: Dataset, metric: Metric, measure: Measure, a: str, b: str, filters: Filters
) -> Comparison:
    """Compare estimates: the difference has an interval, and there are no ranges of parts."""
    first, second = (_estimate(data, metric, measure, area, filters) for area in (a, b))
    if not (first.known and second.known):
        nan = float("nan")
        return Comparison(metric, first, second, Guard.HIDDEN, nan, nan, noise=False)
    if a == b:
        return Comparison(metric, first, second, None, 0.0, 0.0, noise=False)
    gap = record_difference(data, metric, measure, filters, a, b)
    if gap.flags[0] not in SHOWN:
        nan = float("nan")
        return Comparison(metric, first, second, Guard.UNSURE, nan, nan, noise=False)
    value = float(gap.value[0])
    interval = (float(gap.ci_low[0]), float(gap.ci_high[0]))
    noise = not bool(gap.clear[0])
    care = gap.flags[0] is Flag.CARE
    return Comparison(
        metric, first, second, None, value, value, noise, interval, care, float(gap.df[0])
    )


def _estimate(
    data: Dataset, metric: Metric, measure: Measure, area: str, filters: Filters
) -> Standing:
    rows = record_rows(data, metric, measure, filters, (area,))
    value = float(rows.value[0])
    reading = reading_of(data, metric, area, value) if rows.flags[0] in SHOWN else None
    interval = (float(rows.ci_low[0]), float(rows.ci_high[0]))
    period = str(data.records.survey_year)
    return Standing(area, period, reading, value, value, interval=interval)


def standing(data: Dataset, metric: Metric, area: str, period: str) -> Standing:
    """The area's own value, else the range over all its parts at the coarsest level that has them.

    The parts of a rest are of its own level.
    """
    own = metric.read(data, area, period)
    if own is not None:
        return Standing(area, period, own, own.value, own.value)
    for level in metric.levels:
        inside = data.gazetteer.descendants(area, level)
        parts = [
            (reading.value, part.code, reading)
            for part in inside
            if (reading := metric.read(data, part.code, period)) is not None
        ]
        # The range of some of the parts would be taken for that of the whole.
        if parts and len(parts) == len(inside):
            low, high = min(parts), max(parts)
            return Standing(area, period, low[2], low[0], high[0], (low[1], high[1]))
    nan = float("nan")
    return Standing(area, period, None, nan, nan)


def _periods(data: Dataset, metric: Metric, a: str, b: str, year: str | None) -> tuple[str, str]:
    own = [periods_in(metric, data, area) for area in (a, b)]
    shared = year or latest_shared(*own)
    if shared is not None:
        return shared, shared
    return own[0][-1] if own[0] else "", own[1][-1] if own[1] else ""


def _guard(data: Dataset, metric: Metric, a: Standing, b: Standing) -> Guard | None:
    region = data.gazetteer.region_of
    match metric.comparable:
        case Comparable.NOTHING:
            return Guard.CONCEPT
        case Comparable.REGION if region(a.area) != region(b.area):
            return Guard.REGION
        case Comparable.KABKOTA if not _one_kabkota(data, a.area, b.area):
            return Guard.KABKOTA
        case Comparable.PROVINCES if not (a.known and b.known):
            return Guard.CONTEXT
    if not (a.known and b.known):
        return Guard.MISSING
    if a.period != b.period:
        return Guard.PERIOD
    # A count of one part says nothing about the count of the whole.
    if metric.kind is MapKind.CIRCLES and not (a.own and b.own):
        return Guard.PARTS
    return None


def _one_kabkota(data: Dataset, a: str, b: str) -> bool:
    """Whether two areas are the same, or lie in one kabupaten/kota."""
    first, second = (
        {up.code for up in (data.gazetteer.area(code), *data.gazetteer.ancestors(code))}
        for code in (a, b)
    )
    shared = [data.gazetteer.area(code) for code in first & second]
    return a == b or any(area.level is Level.KABKOTA for area in shared)
