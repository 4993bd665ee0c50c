"""What costs nothing: looking around reruns no script, and no page asks another host."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser

from geo.model import Page
from geo.shell import page_path
from tests.bench.measure import Measure
from tests.e2e.act import look_around
from tools.visit import Visit


def still(browser: Browser, origin: str) -> Iterator[Measure]:
    """Script runs and messages of looking around, and requests of every page to other hosts."""
    with Visit(browser, origin) as visit:
        visit.open(page_path(Page.EXPLORE))
        before = visit.runs()
        with visit.wire() as wire:
            look_around(visit)
        yield Measure("script runs on pan, zoom and pointing", visit.runs() - before, 0, "")
        yield Measure("messages on pan, zoom and pointing", len(wire.sent), 0, "")
        for page in Page:
            visit.open(page_path(page))
        strangers = len(visit.strangers)
    yield Measure("requests to other hosts, every page", strangers, 0, "")
