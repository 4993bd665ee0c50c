"""Online tiles under the areas: shown, out of reach, late, back again; never blank."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.client.conftest import open_page
from tests.client.test_map import draw
from tests.tiles import give

HOST = "https://tiles.test/**"
WANTED = (
    "{tiles: {url: 'https://tiles.test/{z}/{x}/{y}.png',"
    " credit: [['© <Tes>', 'https://tiles.test/c']]}}"
)
MAP = ".peta-map"
AREAS = "path.peta-area"
GROUND = "path.peta-neighbour"


@pytest.fixture
def reader(chromium: Browser, origin: str) -> Iterator[tuple[BrowserContext, Page]]:
    """A page of its own, whose network a test may cut; refused tiles are no fault of ours."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page, faults = open_page(context, origin)
    yield context, page
    context.close()
    assert [fault for fault in faults if "Failed to load resource" not in fault] == []


def test_tiles_lie_under_the_areas_with_their_credit_and_the_view_stays(
    reader: tuple[BrowserContext, Page],
) -> None:
    context, page = reader
    context.route(HOST, give)
    frame = draw(page)
    assert frame.locator(".peta-name.place").count() > 0
    page.evaluate("harness.map('a').setView([-7.85, 110.4], 10.4, { animate: false }) && 0")
    page.evaluate(f"harness.paint('a', '34', 'kecamatan', {WANTED})")
    expect(frame.locator(MAP)).to_have_attribute("data-base", "online")
    credit = frame.locator(".leaflet-control-attribution a", has_text="© <Tes>")
    assert credit.get_attribute("href") == "https://tiles.test/c"
    assert "BPS" in frame.locator(".leaflet-control-attribution").inner_text()
    assert frame.locator(".peta-name.place, .peta-name.neighbour").count() == 0
    assert frame.locator(GROUND).count() == 1
    assert frame.locator(".peta-note").count() == 0
    tile = frame.locator("img.leaflet-tile").first
    assert tile.get_attribute("referrerpolicy") == "strict-origin-when-cross-origin"
    over = "node => Number(getComputedStyle(node.closest('.leaflet-pane')).zIndex)"
    assert frame.locator(AREAS).first.evaluate(over) > 360
    page.evaluate(f"harness.paint('a', '34', 'kabkota', {{...{WANTED}, lang: 'en'}})")
    assert page.evaluate("harness.map('a').getZoom()") == pytest.approx(10.4, abs=0.03)
    page.evaluate("harness.paint('a', '34', 'kabkota')")
    expect(frame.locator(MAP)).to_have_attribute("data-base", "offline")
    assert frame.locator("img.leaflet-tile").count() == 0
    assert credit.count() == 0


def test_tiles_out_of_reach_leave_the_offline_map_with_a_word_until_they_are_back(
    reader: tuple[BrowserContext, Page],
) -> None:
    context, page = reader
    context.route(HOST, lambda route: route.abort())
    frame = draw(page, more=WANTED)
    note = frame.get_by_role("status")
    expect(note).to_contain_text("tidak terjangkau")
    assert frame.locator(MAP).get_attribute("data-base") == "offline"
    assert frame.locator(AREAS).count() == 78
    assert frame.locator(".peta-name.place").count() > 0
    context.unroute(HOST)
    context.route(HOST, give)
    note.get_by_role("button", name="Coba lagi").click()
    expect(frame.locator(MAP)).to_have_attribute("data-base", "online")
    expect(note).to_have_count(0)
    context.set_offline(True)
    expect(note).to_contain_text("tidak terjangkau")
    assert frame.locator(MAP).get_attribute("data-base") == "offline"
    context.set_offline(False)
    expect(frame.locator(MAP)).to_have_attribute("data-base", "online")
    expect(note).to_have_count(0)


def test_slow_tiles_are_not_waited_for_and_shown_once_they_come(
    reader: tuple[BrowserContext, Page],
) -> None:
    context, page = reader
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    context.route(HOST, hold)
    frame = draw(page, more=WANTED)
    expect(frame.get_by_role("status")).to_contain_text("tidak terjangkau")
    assert frame.locator(MAP).get_attribute("data-base") == "offline"
    for route in held:
        give(route)
    expect(frame.locator(MAP)).to_have_attribute("data-base", "online")
    expect(frame.get_by_role("status")).to_have_count(0)


def test_a_server_without_tiles_says_so(page: Page) -> None:
    frame = draw(page, more="{tiles: {}}")
    expect(frame.get_by_role("status")).to_contain_text("tidak menyediakan")
    assert frame.get_by_role("status").get_by_role("button").count() == 0
