"""Repaint after a filter change with many records: one map beside a rebuilt stock map, and the two
maps of Compare beside Explore's one, each pair in one run.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.measure import Measure
from tests.bench.visits import filter_changes, pair_changes, stock_changes
from tools.server import ROOT, serve

FEWER, MORE = 300_000, 3_000_000
TURNS = 2
"""Times that each of two pages is visited, by turns, so that a busy moment meets both."""


def repaints(browser: Browser, log: Path) -> Iterator[Measure]:
    """Filter changes at both numbers of records and both levels, and the stock map's."""
    medians = {}
    for number in (FEWER, MORE):
        with serve(log, ROOT, _script("app", number)) as server:
            found = filter_changes(browser, server.origin, "kecamatan")
            fine = filter_changes(browser, server.origin, "kelurahan")
        label = f"filter change, {number:,} records"
        medians[number] = found.repaint
        yield Measure(f"{label}, kecamatan", found.repaint * 1000, 150, "ms")
        yield Measure(f"{label}, kelurahan", fine.repaint * 1000, 150, "ms")
        yield Measure(f"{label}, kecamatan, whole page", found.page, 25, "KB")
        yield Measure(f"{label}, kecamatan, map alone", found.map, 8, "KB")
        yield Measure(f"{label}, kelurahan, whole page", fine.page, 40, "KB")
    with serve(log, ROOT, _script("stock", FEWER)) as server:
        stock = stock_changes(browser, server.origin, "kecamatan")
    yield Measure("3,000,000 records, times as slow", medians[MORE] / medians[FEWER], 1.5, "×")
    faster = stock.repaint / medians[FEWER]
    what = f"times as fast as the rebuilt map ({stock.repaint * 1000:.0f} ms)"
    yield Measure(what, faster, 4, "×", least=True)


def pairs(browser: Browser, log: Path) -> Iterator[Measure]:
    """The same filter changes on Explore and on Compare, by turns: one map against two.

    Both show kecamatan, Explore those of one region, Compare those of both. A change on Compare
    ends with the later of its two maps.
    """
    one, both = [], []
    with serve(log, ROOT, _script("app", FEWER)) as server:
        for _ in range(TURNS):
            one.append(filter_changes(browser, server.origin, "kecamatan"))
            both.append(pair_changes(browser, server.origin, "kecamatan"))
    alone, two = (statistics.median(own.repaint for own in found) for found in (one, both))
    label = f"Compare, filter change, {FEWER:,} records"
    yield Measure(f"{label}, both maps", two * 1000, 150, "ms")
    yield Measure(f"{label}, whole page", max(own.page for own in both), 25, "KB")
    what = f"both maps, times as long as one ({alone * 1000:.0f} ms)"
    yield Measure(what, two / alone, 1.3, "×")


def _script(kind: str, number: int) -> tuple[str, ...]:
    return ("tests/bench/served.py", kind, str(number))
