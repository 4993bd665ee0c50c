"""The online base map on the page: asked for by the reader alone, and never needed."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from geo.tiles import OPENSTREETMAP
from tests.e2e.act import coloured, viewport, zoom_in
from tests.e2e.conftest import Visitor
from tests.tiles import give


def test_online_tiles_are_allowed_and_keep_the_view(visitor: Visitor) -> None:
    visit = visitor()
    senders: set[str | None] = set()

    def answer(route: Route) -> None:
        senders.add(route.request.headers.get("referer"))
        give(route)

    visit.context.route(f"{OPENSTREETMAP.origin}/**", answer)
    shown = visit.open("/explore?base=online")
    frame = visit.maps()[0]
    expect(frame.locator(".peta-map")).to_have_attribute("data-base", "online")
    assert "OpenStreetMap" in frame.locator(".leaflet-control-attribution").inner_text()
    assert senders == {f"{visit.origin}/"}
    zoom_in(visit)
    before = viewport(visit)
    with visit.rerun():
        shown.get_by_role("button", name="English").click()
    assert viewport(visit) == before
    assert frame.locator(".peta-map").get_attribute("data-base") == "online"
    assert "base=online" in shown.url
    assert all(url.startswith(f"{OPENSTREETMAP.origin}/") for url in visit.strangers)
    visit.strangers.clear()


def test_without_a_network_the_offline_map_stands_and_a_word_says_so(visitor: Visitor) -> None:
    visit = visitor()
    visit.open("/explore?base=online&lang=en")
    frame = visit.maps()[0]
    expect(frame.get_by_role("status")).to_contain_text("out of reach")
    assert frame.locator(".peta-map").get_attribute("data-base") == "offline"
    assert coloured(frame) == 78
    assert visit.strangers
    visit.strangers.clear()
    visit.errors[:] = [error for error in visit.errors if "Failed to load resource" not in error]
