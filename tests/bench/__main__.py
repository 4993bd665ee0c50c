"""Measure the bars on this machine: `python -m tests.bench` prints them side by side.

Absolute times turn on the machine; the ratio of each to its bar is printed beside it. The run is
kept as `docs/benchmarks.md`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from playwright.sync_api import sync_playwright

from geo.dataset import load
from tests.bench.measure import Measure
from tests.bench.repaints import repaints
from tests.bench.report import page
from tests.bench.tables import grown_tables, tables
from tests.bench.visits import first_visits, metric_changes
from tools.server import ROOT, serve
from tools.visit import launch


def measures() -> Iterator[Measure]:
    """Every measure, one after another."""
    data = load(ROOT / "data")
    yield from chain(tables(data), grown_tables(data))
    with (
        tempfile.TemporaryDirectory() as scratch,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        log = Path(scratch) / "log.txt"
        with serve(log) as server:
            yield from first_visits(browser, server.origin)
            yield from metric_changes(browser, server.origin)
        yield from repaints(browser, log)


def main() -> None:
    """Print every measure, and keep the run."""
    found = []
    for measure in measures():
        print(measure, flush=True)
        found.append(measure)
    (ROOT / "docs" / "benchmarks.md").write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
