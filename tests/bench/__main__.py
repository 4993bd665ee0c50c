"""Measure the bars on this machine: `python -m tests.bench` prints them side by side.

Absolute times turn on the machine; the ratio of each to its bar is printed beside it.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from geo.aggregate import area_tables
from geo.dataset import Dataset, load
from geo.indicators import REGISTRY
from geo.query import Query
from tools.server import ROOT, serve
from tools.visit import Look, Visit, launch

ROUNDS = 5
KIB = 1024
CHOICES = '.st-key-metric [role="combobox"], .st-key-metric [data-baseweb="select"]'


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: a median with its bar, both in `unit`."""

    what: str
    value: float
    bar: float
    unit: str

    def __str__(self) -> str:
        share = self.value / self.bar
        verdict = "within" if share <= 1 else "ABOVE"
        return (
            f"{self.what:<52}{self.value:>9.1f} {self.unit:<4}"
            f"bar {self.bar:>8.1f} {self.unit:<4}{share:>6.2f} × the bar, {verdict}"
        )


def tables(data: Dataset) -> Measure:
    """The slowest AreaTable among all metrics and both regions, as the median of its rounds."""
    slowest = max(
        _median(partial(area_tables, Query(metric=metric), data, area))
        for metric in REGISTRY
        for area in ("34", "3273")
    )
    return Measure("slowest AreaTable of an official metric", slowest * 1000, 60, "ms")


def first_visits(browser: Browser, origin: str) -> list[Measure]:
    """First visits of Explore with an empty cache: coloured map, largest paint, layout shift."""
    measures = []
    for width in (390, 1280):
        times, paints, shifts = [], [], []
        for _ in range(ROUNDS):
            with Visit(browser, origin, Look(width=width)) as visit:
                visit.open("/explore")
                times.append(visit.coloured())
                shifts.append(visit.shift())
                paints.append(float(visit.page.evaluate("() => window.petaSeen.paint")))
        measures += [
            Measure(f"first visit to coloured map, {width} px", _mid(times), 3, "s"),
            Measure(f"largest contentful paint, {width} px", _mid(paints) / 1000, 2.5, "s"),
            Measure(f"layout shift × 100, {width} px", _mid(shifts) * 100, 10, ""),
        ]
    return measures


def metric_changes(browser: Browser, origin: str) -> list[Measure]:
    """Choosing another metric on Explore: bytes of the whole page, click to repainted map."""
    sizes, times = [], []
    with Visit(browser, origin) as visit:
        page = visit.open("/explore")
        for place in range(1, ROUNDS + 1):
            page.locator(CHOICES).first.click()
            with visit.wire() as wire, visit.rerun():
                page.get_by_role("option").nth(place).click()
            sizes.append(wire.bytes / KIB)
            times.append(visit.repaint())
    return [
        Measure("websocket bytes of a metric change, whole page", max(sizes), 25, "KB"),
        Measure("metric change, click to repainted map", _mid(times) * 1000, 150, "ms"),
    ]


def _median(function: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return _mid(times)


def _mid(values: list[float]) -> float:
    return statistics.median(values)


def main() -> None:
    """Print every measure."""
    print(tables(load(ROOT / "data")), flush=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        serve(Path(scratch) / "log.txt") as server,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        for measure in first_visits(browser, server.origin):
            print(measure, flush=True)
        for measure in metric_changes(browser, server.origin):
            print(measure, flush=True)


if __name__ == "__main__":
    main()
