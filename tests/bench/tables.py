"""Tables alone, without a browser: from the cell table to the AreaTable with its intervals."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from geo.aggregate import area_tables
from geo.cells import build_cells
from geo.dataset import Dataset
from geo.indicators import REGISTRY
from geo.model import Level
from geo.query import Filters, Query
from geo.sums import sums_of
from tests.bench.grown import grown
from tests.bench.measure import Measure, median_seconds, seconds

REGIONS = ("34", "3273")
MILLION = 1_000_000


def tables(data: Dataset) -> Iterator[Measure]:
    """All 589 kelurahan of both regions from the shipped example; an official metric."""
    official = [
        median_seconds(partial(area_tables, Query(metric=code), data, area))
        for code, metric in REGISTRY.items()
        if metric.measure is None
        for area in REGIONS
    ]
    yield Measure("slowest AreaTable of an official metric", max(official) * 1000, 60, "ms")
    first, then = zip(*(_kelurahan(data, code) for code in _measured()), strict=True)
    yield Measure("AreaTable, 589 kelurahan, median of metrics", _mid(then), 10, "ms")
    yield Measure("AreaTable, 589 kelurahan, slowest metric", max(then), 10, "ms")
    yield Measure("the same, first time (decides what is hidden), median", _mid(first), 250, "ms")


def grown_tables(data: Dataset) -> Iterator[Measure]:
    """Tables from made-up records without and with PSUs: building the cells, and every metric."""
    for number, psus in ((3 * MILLION // 10, False), (3 * MILLION, False), (3 * MILLION, True)):
        records = grown(data.records, number, psus=psus)
        label = f"{number:,} records{', PSUs' if psus else ''}"
        build = median_seconds(partial(build_cells, records), rounds=3)
        large = replace(data, records=records, cells=build_cells(records))
        yield Measure(f"{label}: building {len(large.cells.profile):,} cells", build, 3, "s")
        then = [_kelurahan(large, code)[1] for code in _measured()]
        bar = 250 if psus else 60
        yield Measure(f"{label}: AreaTable, median of metrics", _mid(then), bar, "ms")
        yield Measure(f"{label}: AreaTable, slowest metric", max(then), bar, "ms")
        del records, large
        sums_of.cache_clear()
        gc.collect()


def _measured() -> list[str]:
    return [code for code, metric in REGISTRY.items() if metric.measure is not None]


def _kelurahan(data: Dataset, code: str) -> tuple[float, float]:
    """Milliseconds of the tables of both regions: the first time, and later under a new filter.

    No sums are left from before: only the decision of what is hidden is kept.
    """

    def once(filters: Filters) -> float:
        sums_of.cache_clear()
        query = Query(metric=code, level=Level.KELURAHAN, filters=filters)
        return 1000 * seconds(partial(area_tables, query, data, *REGIONS))

    first = once(Filters())
    return first, statistics.median(once(Filters(sector=frozenset({sector}))) for sector in "CGIHS")


def _mid(values: tuple[float, ...] | list[float]) -> float:
    return statistics.median(values)
