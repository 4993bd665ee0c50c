"""Measure the bars on this machine and print them side by side.

`python -m tests.bench` measures all and keeps the run as `docs/benchmarks.md`; with the name of
one part it measures that part alone, and keeps nothing. Absolute times turn on the machine; the
ratio of each to its bar is printed beside it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from playwright.sync_api import Browser, sync_playwright

from geo.dataset import load
from tests.bench.attacks import attacks
from tests.bench.files import files
from tests.bench.machine import machine
from tests.bench.measure import Measure
from tests.bench.repaints import pairs, repaints
from tests.bench.report import page
from tests.bench.still import still
from tests.bench.tables import grown_tables, tables
from tests.bench.users import users_at_once
from tests.bench.visits import first_visits, metric_changes, slow_visits
from tests.bench.vitals import vitals
from tests.bench.zooms import linked_maps, names
from tools.server import ROOT, serve
from tools.visit import launch

Part = Callable[[Browser, Path], Iterator[Measure]]


def _tables(_: Browser, __: Path) -> Iterator[Measure]:
    data = load(ROOT / "data")
    yield from chain(tables(data), grown_tables(data))


def _on_one_server(*measured: Callable[[Browser, str], Iterator[Measure]]) -> Part:
    """A part whose measures visit the product as it is shipped, one after another."""

    def part(browser: Browser, log: Path) -> Iterator[Measure]:
        with serve(log) as server:
            for measure in measured:
                yield from measure(browser, server.origin)

    return part


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "tables": _tables,
        "files": _on_one_server(files),
        "visits": _on_one_server(first_visits, slow_visits),
        "vitals": _on_one_server(vitals),
        "still": _on_one_server(still),
        "zooms": _on_one_server(linked_maps, names),
        "changes": _on_one_server(metric_changes),
        "repaints": repaints,
        "pairs": pairs,
        "users": lambda _, log: users_at_once(log),
        "attacks": lambda _, log: attacks(log),
    }
)
"""What can be measured alone; each takes a browser and the file that its server's log goes to."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the measures that were asked for, and keep a whole run."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=tuple(PARTS), help="measure this part alone")
    only = parser.parse_args(arguments).part
    found = []
    with (
        tempfile.TemporaryDirectory() as scratch,
        sync_playwright() as playwright,
        launch(playwright) as browser,
    ):
        on = machine(browser.version)
        for name in [only] if only else PARTS:
            for measure in PARTS[name](browser, Path(scratch) / "log.txt"):
                print(measure, flush=True)
                found.append(measure)
    if only is None:
        (ROOT / "docs" / "benchmarks.md").write_text(page(found, on), encoding="utf-8")


if __name__ == "__main__":
    main()
