"""What a reader waits for, in the page's own clock."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.bench.measure import METRIC, ROUNDS, Measure
from tools.visit import Look, Visit

KIB = 1024
CHOICES = '[data-box="metric"] select'
USES = ("integrated", "promotion", "none")
WARM, TURNS = 1, 3
"""Times that each box is clicked on and off, before its clicks count and while they do."""
QUIET = 100
"""Milliseconds without a message or a repaint, after which nothing more comes of a change."""
SETTLED = f"""
(runs) => {{
  const {{ runs: ended, drawn, clicked, heard }} = window.petaSeen;
  return ended > runs && drawn > clicked
    && document.querySelector('[data-test-script-state="notRunning"]') !== null
    && performance.now() - Math.max(drawn, heard) > {QUIET};
}}
"""
FETCHED = """
() => [window, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentWindow)]
  .flatMap(({ performance }) =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")])
  .reduce((sum, one) => sum + one.transferSize, 0)
"""
"""Bytes of every answer as they came, compressed and with their headers."""
MOBILE = 2_000_000, 100
"""A slow link: bits a second, milliseconds."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Filter changes: median seconds from click to paint, most bytes of the page and of the map."""

    repaint: float
    page: float
    map: float


def first_visits(browser: Browser, origin: str) -> Iterator[Measure]:
    """First visits of Explore with an empty cache: coloured map, largest paint, layout shift."""
    for width in (390, 1280):
        times, paints, shifts = [], [], []
        for _ in range(ROUNDS):
            with Visit(browser, origin, Look(width=width)) as visit:
                visit.open("/explore")
                times.append(visit.coloured())
                shifts.append(visit.shift())
                paints.append(float(visit.page.evaluate("() => window.petaSeen.paint")))
        yield Measure(f"first visit to coloured map, {width} px", _mid(times), 3, "s")
        yield Measure(f"largest contentful paint, {width} px", _mid(paints) / 1000, 2.5, "s")
        yield Measure(f"layout shift × 100, {width} px", _mid(shifts) * 100, 10, "")


def slow_visits(browser: Browser, origin: str) -> Iterator[Measure]:
    """First visits of Explore with an empty cache over a slow link, and what they carry."""
    bits, latency = MOBILE
    times, sizes = [], []
    for _ in range(ROUNDS):
        with Visit(browser, origin) as visit:
            visit.slow(bits, latency)
            with visit.wire() as wire:
                visit.open("/explore")
            times.append(visit.coloured())
            sizes.append((wire.bytes + visit.page.evaluate(FETCHED)) / KIB / KIB)
    what = f"first visit to coloured map, {bits // 1_000_000} Mbit/s and {latency} ms"
    yield Measure(what, _mid(times), 10, "s")
    yield Measure("the same, all that is fetched until the page rests", max(sizes), 2.5, "MB")


def metric_changes(browser: Browser, origin: str) -> Iterator[Measure]:
    """Choosing another metric on Explore: bytes of the whole page, click to repainted map."""
    sizes, times = [], []
    with Visit(browser, origin) as visit:
        page = visit.open("/explore")
        for _ in range(ROUNDS):
            with visit.wire() as wire, visit.rerun():
                page.locator(CHOICES).press("ArrowDown")
            sizes.append(wire.bytes / KIB)
            times.append(visit.repaint())
    yield Measure("websocket bytes of a metric change, whole page", max(sizes), 25, "KB")
    yield Measure("metric change, key to repainted map", _mid(times) * 1000, 150, "ms")


def filter_changes(browser: Browser, origin: str, level: str) -> Changes:
    """Clicking options of the filter on internet use, on Explore."""
    with Visit(browser, origin) as visit:
        visit.open(_explore(level))
        return _changes(visit)


def pair_changes(browser: Browser, origin: str, level: str) -> Changes:
    """The same clicks on Compare; a change has been painted when the later of its maps shows it."""
    with Visit(browser, origin) as visit:
        visit.open(f"/compare?metric={METRIC}&level={level}")
        visit.page.locator(".filter-summary").click()
        return _changes(visit)


def stock_changes(browser: Browser, origin: str, level: str) -> Changes:
    """The same clicks, where the page has the rebuilt map of `tests/bench/stock.py`."""
    with Visit(browser, origin) as visit:
        visit.page.goto(origin + _explore(level))
        visit.page.wait_for_function("() => window.petaSeen.drawn !== null")
        return _changes(visit)


def _explore(level: str) -> str:
    return f"/explore?metric={METRIC}&level={level}"


def _changes(visit: Visit) -> Changes:
    times, pages, maps = [], [], []
    for turn in range(WARM + TURNS):
        for use in USES:
            for _ in ("on", "off"):
                with visit.wire() as wire:
                    before = visit.runs()
                    visit.page.locator(f'[data-group="use"] [value="{use}"]').click()
                    visit.page.wait_for_function(SETTLED, arg=before)
                if turn >= WARM:
                    times.append(visit.repaint())
                    pages.append(wire.bytes / KIB)
                    maps += [len(m) / KIB for m in wire.received if b"petaMap.paint" in m]
    return Changes(_mid(times), max(pages), max(maps, default=0.0))


def _mid(values: list[float]) -> float:
    return statistics.median(values)
