"""What a reader chooses is acted upon once, whatever becomes of the connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.e2e.network import Network, network
from tests.e2e.test_filters import option
from tools.server import Server, serve
from tools.visit import Look, Visit

CONNECTED = '[data-test-connection-state="CONNECTED"]'
CUT = ":not([data-test-connection-state='CONNECTED'])[data-test-connection-state]"
SAYS = {"online": "memakai internet,", "promotion": "hanya untuk promosi dan pemasaran"}
"""Words of the answer that tell which metric it is of."""
SHORT, LONG = 5, 135
"""Seconds without a network: a session is kept for 120."""


@pytest.fixture
def wire(server: Server) -> Iterator[Network]:
    """A network of its own to the shared server."""
    with network(server.origin) as made:
        yield made


@pytest.fixture
def visit(wire: Network, chromium: Browser) -> Iterator[Visit]:
    """A reader behind that network; what its browser says of failed requests is no fault."""
    with Visit(chromium, wire.origin, Look()) as made:
        yield made
        assert made.strangers == []


def box(shown: Page, metric: str) -> Locator:
    """The box in which a metric is chosen."""
    boxes = shown.locator('[data-part="boxes"] select')
    return boxes.filter(has=shown.locator(f'[value="{metric}"]'))


def lose(visit: Visit, wire: Network) -> None:
    """Cut the network, and wait until the page has noticed."""
    wire.cut()
    visit.page.wait_for_selector(CUT, state="attached")


def pause(visit: Visit, seconds: int) -> None:
    """Let the page's own clock run."""
    visit.page.evaluate("(ms) => new Promise((done) => setTimeout(done, ms))", 1000 * seconds)


def agree(visit: Visit, metric: str) -> None:
    """Box, link and answer show the metric."""
    shown = visit.page
    shown.wait_for_function("(metric) => location.search.includes(`metric=${metric}`)", arg=metric)
    visit.settle()
    assert box(shown, metric).input_value() == metric
    assert SAYS[metric] in shown.locator(".peta-answer").inner_text()


def test_the_first_click_after_a_restart_is_acted_upon(tmp_path: Path, chromium: Browser) -> None:
    with (
        serve(tmp_path / "first.txt") as first,
        network(first.origin) as wire,
        Visit(chromium, wire.origin, Look()) as visit,
    ):
        shown = visit.open("/explore")
        first.process.kill()
        lose(visit, wire)
        with serve(tmp_path / "second.txt") as second:
            wire.server = second.origin
            wire.mend()
            shown.wait_for_selector(CONNECTED, state="attached")
            box(shown, "online").select_option("online")
            agree(visit, "online")
            box(shown, "promotion").select_option("promotion")
            agree(visit, "promotion")
            assert "Traceback" not in second.tail(1_000_000)


@pytest.mark.timeout(300)
def test_the_first_click_after_a_long_cut_is_acted_upon(visit: Visit, wire: Network) -> None:
    shown = visit.open("/explore?lang=en")
    lose(visit, wire)
    pause(visit, LONG)
    wire.mend()
    shown.wait_for_selector(CONNECTED, state="attached")
    micro = option(shown, "size", "micro")
    micro.check()
    shown.wait_for_function("() => location.search.includes('size=micro')")
    visit.settle()
    assert micro.is_checked()


def test_a_click_during_a_short_cut_is_acted_upon_once(visit: Visit, wire: Network) -> None:
    shown = visit.open("/compare?a=3404&b=3402")
    lose(visit, wire)
    # Done twice, it would change nothing.
    shown.locator('[data-part="places"] .place-swap').click()
    pause(visit, SHORT)
    runs = visit.runs()
    wire.mend()
    shown.wait_for_function("() => location.search.includes('a=3402')")
    visit.settle(after=runs)
    assert "b=3404" in shown.url
    assert visit.runs() == runs + 1


def test_two_clicks_during_a_cut_are_acted_upon_in_their_order(visit: Visit, wire: Network) -> None:
    shown = visit.open("/explore")
    lose(visit, wire)
    box(shown, "online").select_option("online")
    box(shown, "promotion").select_option("promotion")
    wire.mend()
    agree(visit, "promotion")
    shown.go_back()
    agree(visit, "online")
