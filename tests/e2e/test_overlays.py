"""Hexagons, points and mixes in the app: chosen, filtered and pointed at, with the view kept."""

from __future__ import annotations

from tests.e2e.act import viewport
from tests.e2e.conftest import Visitor
from tests.e2e.test_filters import option

BAR = 40_000
"""Bytes of a change of the whole page (DESIGN, "Bars")."""


def test_hexagons_are_chosen_filtered_and_pointed_at(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=businesses")
    frame = visit.maps()[0]
    shown.locator(".option-summary").click()
    kinds = shown.locator('[data-part="options"] fieldset[data-field="show"]')
    assert kinds.locator('input[value="points"]').is_disabled()
    assert "segi enam" in kinds.locator('label:has([value="points"])').inner_text()
    frame.evaluate("window.map.setZoom(window.map.getZoom() + 1, { animate: false })")
    view = viewport(visit)
    with visit.rerun():
        kinds.locator('input[value="hexes"]').check()
    drawn = frame.locator('.peta-map[data-kind="hexes"]')
    drawn.wait_for()
    before = int(drawn.get_attribute("data-drawn") or 0)
    assert before > 500
    legend = shown.locator('[data-part="legend"]')
    counts = [int(text) for text in legend.locator(".legend-count").all_inner_texts()]
    assert sum(counts) == before
    assert "Letak usaha" in legend.inner_text()
    with visit.wire() as wire, visit.rerun():
        option(shown, "use", "integrated").check()
    assert 0 < wire.bytes <= BAR
    assert 0 < int(drawn.get_attribute("data-drawn") or 0) < before
    assert viewport(visit) == view
    runs = visit.runs()
    box = frame.locator('path.peta-area[data-code="3471010"]').bounding_box()
    assert box is not None
    shown.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    frame.locator(".peta-tip .peta-tip-label", has_text="Segi enam").wait_for()
    assert visit.runs() == runs
    assert "show=hexes" in shown.url


def test_points_stand_in_a_small_view_in_english_and_dark(visitor: Visitor) -> None:
    visit = visitor()
    link = "/explore?metric=businesses&a=3404070&show=points&lang=en&theme=dark"
    shown = visit.open(link)
    drawn = visit.maps()[0].locator('.peta-map[data-kind="points"]')
    legend = shown.locator('[data-part="legend"]')
    counts = [int(text) for text in legend.locator(".legend-count").all_inner_texts()]
    assert sum(counts) == int(drawn.get_attribute("data-drawn") or 0)
    assert "no addresses" in legend.inner_text()
