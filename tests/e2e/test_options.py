"""Map options on the page: classes of the reader's own on map, legend and link; nothing jumps."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Page

from geo.model import Lang, Theme
from tests.e2e import axe
from tests.e2e.act import viewport, zoom_in
from tests.e2e.conftest import Visitor
from tests.e2e.test_wire import MAP_BAR, PAGE_BAR
from tools.pagechecks import faults
from tools.visit import Visit

DRAWN = """() => [...document.querySelectorAll("path.peta-area")]
  .filter((area) => area.dataset.class !== ".")
  .map((area) => [area.dataset.class, getComputedStyle(area).fill])"""
ENTRIES = """() => [...document.querySelectorAll(".legend-entry[data-class]")].map((entry) => [
  entry.dataset.class, getComputedStyle(entry.querySelector("i")).backgroundColor,
  Number(entry.querySelector(".legend-count").textContent)])"""


def opened(visit: Visit, path: str) -> Page:
    """The page with its map options open."""
    page = visit.open(path)
    page.locator(".option-summary").click()
    page.locator(".option-body fieldset").first.wait_for()
    return page


def agree(visit: Visit) -> None:
    """Every colour of the map has its entry with its count, and every entry its areas."""
    drawn = [(char, fill) for char, fill in visit.maps()[0].evaluate(DRAWN)]
    entries = visit.page.evaluate(ENTRIES)
    counted = Counter(char for char, _ in drawn)
    assert counted == Counter({char: count for char, _, count in entries})
    colours = {char: colour for char, colour, _ in entries}
    assert {fill for char, fill in drawn if fill.startswith("rgb")} <= set(colours.values())
    for char, fill in drawn:
        assert colours[char] == fill or not fill.startswith("rgb")


def test_own_breaks_reach_map_legend_and_link_and_keep_view_focus_and_scroll(
    visitor: Visitor,
) -> None:
    visit = visitor()
    page = opened(visit, "/explore?metric=integrated")
    agree(visit)
    zoom_in(visit)
    # Or the legend would mark what the mouse happens to be on.
    page.mouse.move(0, 0)
    with visit.rerun():
        page.get_by_label("Cara membagi").select_option("own")
    before = page.locator(".legend-list").inner_text()
    field = page.get_by_label("Batas antarkelas")
    field.fill("8; 10,5; 15; 40")
    view, frames, place = viewport(visit), visit.maps(), field.bounding_box()
    with visit.wire() as wire, visit.rerun():
        field.press("Enter")
    assert "scheme=own" in page.url
    assert "breaks=8" in page.url
    assert (viewport(visit), visit.maps()) == (view, frames)
    assert page.evaluate("() => document.activeElement.name") == "breaks"
    assert field.bounding_box() == place
    assert 0 < wire.bytes <= PAGE_BAR
    assert max(len(sent) for sent in wire.received if b"petaMap.paint" in sent) <= MAP_BAR
    agree(visit)
    legend = page.locator(".legend-list").inner_text()
    assert legend != before
    assert "8,1 – 10,5" in legend
    assert "40,1 atau lebih" in legend
    again = visitor()
    shared = again.open(page.url.removeprefix(visit.origin))
    assert shared.locator(".legend-list").inner_text() == legend
    with visit.rerun():
        page.get_by_role("button", name="Kembalikan ke awal").click()
    assert "scheme" not in page.url
    agree(visit)


@pytest.mark.parametrize("lang", Lang)
def test_the_options_are_whole_in_both_languages(visitor: Visitor, lang: Lang) -> None:
    theme = Theme.DARK if lang is Lang.EN else Theme.LIGHT
    visit = visitor(width=390, height=844)
    link = "/explore?metric=jobgrowth&scheme=own&breaks=-2,0,2,5"
    page = opened(visit, f"{link}&lang={lang}&theme={theme}")
    agree(visit)
    assert page.locator(".legend-zero").count() == 1
    assert "\n".join(faults(visit.frames(), lang)) == ""
    assert "\n".join(axe.findings(visit)) == ""
