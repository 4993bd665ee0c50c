"""From a Query and the data to an `AreaTable`: the one table behind map, chart, table and API."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.caching import computed_once
from geo.change import metric_of, since_of, small
from geo.dataset import Dataset
from geo.formulas import Reading
from geo.indicators import REGISTRY, Comparable, Metric
from geo.model import Flag, Level
from geo.query import Filters, Query
from geo.recorded import SHOWN, reading_of, record_rows


@dataclass(frozen=True, slots=True)
class Context:
    """The value of an area that is no part of the view (West Java, Indonesia), shown beside it."""

    area: str
    reading: Reading


@dataclass(frozen=True, slots=True, eq=False)
class AreaTable:
    """Values of one metric for the areas of one side.

    `codes` are the descendants of `area` at `level`, sorted by code; every array has one element
    an area, in that order, and is read-only. `value`, `n`, `ci_low`, `ci_high` and `rse` are NaN
    where there is none; only flags `ok` and `care` carry a value. `readings` hold what each value
    rests on. `wanted` is the level asked for, which `level` differs from where the metric lacks it.
    `filters` say which businesses count, for metrics of records.
    """

    area: str
    metric: Metric
    period: str
    level: Level
    wanted: Level
    codes: tuple[str, ...]
    value: NDArray[np.float64]
    n: NDArray[np.float64]
    ci_low: NDArray[np.float64]
    ci_high: NDArray[np.float64]
    rse: NDArray[np.float64]
    flags: tuple[Flag, ...]
    readings: tuple[Reading | None, ...]
    context: tuple[Context, ...]
    filters: Filters

    @property
    def empty(self) -> bool:
        """Whether no area of the view carries a value."""
        return not np.isfinite(self.value).any()

    @property
    def span(self) -> str:
        """Code of the period that the values cover; a change covers both ends: `2018-2024`."""
        since = since_of(self.metric)
        return self.period if since is None else f"{since.start}-{self.period}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Source ids of every value shown, context included, without repetition."""
        shown = [reading for reading in self.readings if reading is not None]
        shown += [item.reading for item in self.context]
        return tuple(dict.fromkeys(source for reading in shown for source in reading.sources))

    @property
    def notes(self) -> tuple[str, ...]:
        """Codes of remarks on single figures, without repetition."""
        notes = [reading.note for reading in self.readings if reading is not None]
        return tuple(dict.fromkeys(note for note in notes if note))

    def reading(self, code: str) -> Reading | None:
        """Reading of one area; None where it has none or is no row of the table."""
        return self.readings[self.codes.index(code)] if code in self.codes else None


@computed_once(maxsize=1024)
def periods_in(metric: Metric, data: Dataset, area: str) -> tuple[str, ...]:
    """Periods, ascending, for which the metric has a value in `area` (BPS code) or its parts."""
    inside = [
        part.code for level in metric.levels for part in data.gazetteer.descendants(area, level)
    ]
    if inside:
        return metric.periods(data, *inside)
    # A kabupaten/kota stands in no provincial series, but the area around it does.
    around = (metric.periods(data, code) for code in _context_codes(metric, data, area))
    return next(filter(None, around), ())


def periods_at(metric: Metric, data: Dataset, area: str, level: Level) -> tuple[str, ...]:
    """Periods, ascending, for which parts of `area` at `level` have a value.

    Those of `periods_in` where there are none, so that a province's longer series never opens a
    map of its parts on a year that they lack.
    """
    parts = [part.code for part in data.gazetteer.descendants(area, level)]
    known = metric.periods(data, *parts) if parts else ()
    return known or periods_in(metric, data, area)


def latest_shared(*series: tuple[str, ...]) -> str | None:
    """The latest period that every one of the series holds, None where they share none."""
    return max(set.intersection(*map(set, series)), default=None)


def area_tables(query: Query, data: Dataset, *areas: str) -> tuple[AreaTable, ...]:
    """Tables of `areas` in one period: the query's, else the latest that all share.

    Where they share none, each stands in its own latest period, and in none (an empty text) where
    nothing was ever published for it.
    """
    metric = metric_of(query)
    level = metric.snap(query.level)
    series = [periods_at(metric, data, area, level) for area in areas]
    if since_of(metric) is not None:
        # Where no period may be compared, the latest one says why.
        usual = REGISTRY[query.metric]
        series = [
            own or periods_at(usual, data, area, level)
            for own, area in zip(series, areas, strict=True)
        ]
    shared = query.year or latest_shared(*series)
    return tuple(
        area_table(query, data, area, shared or (own[-1] if own else ""))
        for area, own in zip(areas, series, strict=True)
    )


def area_table(query: Query, data: Dataset, area: str, period: str) -> AreaTable:
    """Table of the query's metric in `period` for the descendants of `area` (BPS code).

    With `since` it holds the change of the metric since then; a change under the metric's rule of
    thumb is flagged `care`.
    """
    metric = metric_of(query)
    level = metric.snap(query.level)
    codes = tuple(part.code for part in data.gazetteer.descendants(area, level))
    if metric.measure is not None:
        return _recorded(query, data, area, metric, codes)
    readings = tuple(metric.read(data, code, period) for code in codes)
    value = np.array([np.nan if r is None else r.value for r in readings], dtype=float)
    value.flags.writeable = False
    none = np.full(len(codes), np.nan)
    none.flags.writeable = False
    return AreaTable(
        area=area,
        metric=metric,
        period=period,
        level=level,
        wanted=query.level,
        codes=codes,
        value=value,
        n=none,
        ci_low=none,
        ci_high=none,
        rse=none,
        flags=tuple(_flag(metric, reading) for reading in readings),
        readings=readings,
        context=context_of(metric, data, area, period),
        filters=query.filters,
    )


def _flag(metric: Metric, reading: Reading | None) -> Flag:
    if reading is None:
        return Flag.NODATA
    return Flag.CARE if small(metric, reading.value) else Flag.OK


def _recorded(
    query: Query, data: Dataset, area: str, metric: Metric, codes: tuple[str, ...]
) -> AreaTable:
    """Table of a metric of business records, under the query's filters."""
    if metric.measure is None:
        raise ValueError(metric.code)
    rows = record_rows(data, metric, metric.measure, query.filters, codes)
    return AreaTable(
        area=area,
        metric=metric,
        period=str(data.records.survey_year),
        level=metric.snap(query.level),
        wanted=query.level,
        codes=codes,
        value=rows.value,
        n=rows.n,
        ci_low=rows.ci_low,
        ci_high=rows.ci_high,
        rse=rows.rse,
        flags=rows.flags,
        readings=tuple(
            reading_of(data, metric, code, value) if flag in SHOWN else None
            for code, value, flag in zip(codes, rows.value.tolist(), rows.flags, strict=True)
        ),
        context=(),
        filters=query.filters,
    )


def context_of(metric: Metric, data: Dataset, area: str, period: str) -> tuple[Context, ...]:
    """Values of the areas around `area` that have one, nearest first."""
    readings = [
        (code, metric.read(data, code, period)) for code in _context_codes(metric, data, area)
    ]
    return tuple(Context(code, reading) for code, reading in readings if reading is not None)


def _context_codes(metric: Metric, data: Dataset, area: str) -> tuple[str, ...]:
    """Areas around `area`, for metrics that may be compared between provinces."""
    if metric.comparable is not Comparable.PROVINCES:
        return ()
    above = tuple(
        part.code for part in data.gazetteer.ancestors(area) if part.level in metric.levels
    )
    return (*above, *data.gazetteer.region_of(area).context)
