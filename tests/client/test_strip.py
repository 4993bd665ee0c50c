"""The strip under the legend: dots of both lists, pointing both ways, keys, one choice."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

_LANES: list[dict[str, Any]] = [
    {"side": "a", "name": "DIY", "stamp": 1, "median": 150, "text": "median kecamatan 150",
     "said": "A, DIY: median 150."},
    {"side": "b", "name": "Kota Bandung", "stamp": 2, "median": 148, "text": "median 148",
     "said": "B, Kota Bandung: median 148."},
]  # fmt: skip
_STRIP: dict[str, Any] = {
    "title": "Sebaran", "axis": "per 1.000, sumbu linear", "low": 20, "high": 280,
    "ends": ["20", "280"], "ticks": [], "lanes": _LANES,
    "edges": [[55.95, "56,0"], [85.95, "86,0"], [115.95, "116,0"], [145.95, "146,0"]],
}  # fmt: skip
_SIDES = {"names": ["DIY", "Kota Bandung"], "note": "Tinggi batang"}


def _legend(page: Page, **more: Any) -> None:
    sent = {"sides": _SIDES, "strip": _STRIP, **more}
    page.evaluate("more => harness.part('legend', harness.legend(more), 'extra')", sent)


def _list(page: Page, side: str, area: str, stamp: int, **more: Any) -> None:
    sent = {"side": side, "stamp": stamp, "ranked": True, **more}
    page.evaluate(
        """async ([area, more]) => harness.part(`list-${more.side}`,
          await harness.list(area, 'kecamatan', more), more.side === 'a' ? 'left' : 'right')""",
        [area, sent],
    )


def _shown(page: Page) -> None:
    _legend(page)
    _list(page, "a", "34", 1)
    _list(page, "b", "3273", 2)
    # Of both sides three areas have no number.
    expect(page.locator(".strip-dot")).to_have_count(78 + 30 - 6)


def _told(page: Page, kind: str) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = page.evaluate(
        "kind => harness.told.filter(item => item.type === kind)", kind
    )
    return told


def test_no_dot_hides_another_and_each_lies_at_its_value(page: Page) -> None:
    _shown(page)
    dots = page.locator('[data-side="a"] .strip-dot').evaluate_all(
        "all => all.map(d => { const b = d.getBBox(); return [b.x + b.width / 2, b.y, b.width]; })"
    )
    for place, (x, y, wide) in enumerate(dots):
        for other_x, other_y, _ in dots[:place]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (wide - 0.2) ** 2
    xs = [x for x, _, _ in dots]
    assert xs == sorted(xs)
    expect(page.locator(".strip-median")).to_have_count(2)
    expect(page.locator(".strip-label").first).to_contain_text("median kecamatan 150")
    expect(page.locator(".strip-band")).to_have_count(5)


def test_pointing_at_a_dot_points_everywhere_and_pointing_elsewhere_lights_the_dot(
    page: Page,
) -> None:
    _shown(page)
    dot = page.locator('.strip-dot[data-code="3404070"]')
    box = dot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("tr.pointed")).to_have_attribute("data-code", "3404070")
    last = _told(page, "point")[-1]
    assert (last["code"], last["side"], last["from"]) == ("3404070", "a", "strip")
    page.mouse.move(0, 0)
    expect(page.locator("tr.pointed")).to_have_count(0)
    page.evaluate("peta.emit('point', {code: '3273010', class: '2', from: 'b', side: 'b'})")
    expect(page.locator(".strip-dot.pointed")).to_have_attribute("data-code", "3273010")
    expect(page.locator(".strip-said b")).to_contain_text("B ")
    page.evaluate("peta.emit('point', {code: null, class: null, from: 'b', side: 'b'})")
    expect(page.locator(".strip-dot.pointed")).to_have_count(0)
    assert page.evaluate("harness.calls") == []


def test_a_click_chooses_in_the_list_of_its_side_once(page: Page) -> None:
    _shown(page)
    dot = page.locator('.strip-dot[data-code="3273010"]')
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    assert box is not None
    for _ in range(2):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.evaluate("harness.calls") == [["list-b", "select", "3273010"]]


def test_a_lane_is_walked_by_keys_in_the_order_of_values(page: Page) -> None:
    _shown(page)
    lane = page.get_by_role("slider", name="B: Kota Bandung")
    expect(lane).to_have_accessible_description("B, Kota Bandung: median 148.")
    expect(lane).to_have_attribute("aria-valuemax", "27")
    lane.focus()
    codes = page.locator('[data-side="b"] .strip-dot').evaluate_all(
        "all => all.map(dot => dot.dataset.code)"
    )
    page.keyboard.press("End")
    expect(lane).to_have_attribute("aria-valuenow", "27")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(lane).to_have_attribute("aria-valuenow", "2")
    told = _told(page, "point")[-1]["code"]
    assert told in codes
    assert (lane.get_attribute("aria-valuetext") or "").count(":") == 1
    page.keyboard.press("Enter")
    assert page.evaluate("harness.calls") == [["list-b", "select", told]]
    page.keyboard.press("Shift+Tab")
    expect(page.locator('[data-side="b"] .strip-dot.pointed')).to_have_count(0)


def test_dots_and_axis_wait_for_each_other(page: Page) -> None:
    _shown(page)
    later = {**_STRIP, "high": 500, "ends": ["20", "500"],
             "lanes": [{**_LANES[0], "stamp": 3}, _LANES[1]]}  # fmt: skip
    ends = page.locator(".strip-number")
    _legend(page, strip=later)
    expect(ends.nth(1)).to_have_text("280")
    _list(page, "a", "34", 3)
    expect(ends.nth(1)).to_have_text("500")
    _legend(page, strip=None)
    expect(page.locator(".peta-strip")).to_be_hidden()


def test_a_lane_without_figures_is_no_stop_and_says_so(page: Page) -> None:
    bare = {"side": "b", "name": "Kota Bandung", "stamp": None, "text": "tidak ada angka",
            "said": "B, Kota Bandung: tidak ada angka."}  # fmt: skip
    _legend(page, strip={**_STRIP, "lanes": [_LANES[0], bare]})
    _list(page, "a", "34", 1)
    expect(page.get_by_role("slider")).to_have_count(1)
    expect(page.locator(".strip-label").nth(1)).to_contain_text("tidak ada angka")


def test_the_legend_shows_how_many_areas_of_each_side_a_class_holds(page: Page) -> None:
    items = [
        {"index": place, "colour": "#6baed6", "text": str(place), "count": a + b, "counts": [a, b]}
        for place, (a, b) in enumerate(((6, 0), (2, 10)))
    ]
    extra = [{"code": "s", "text": "dirahasiakan", "count": 2, "counts": [2, 0]}]
    care = {"text": "perlu hati-hati", "count": "3", "counts": [1, 2]}
    _legend(page, items=items, extra=extra, care=care, strip=None)
    expect(page.locator(".legend-entry").first).to_contain_text("A 6")
    expect(page.locator(".legend-entry").nth(2)).to_have_accessible_name("dirahasiakan A 2 B 0")
    heights = page.locator(".legend-entry .legend-bar").evaluate_all(
        "bars => bars.map(bar => bar.offsetHeight)"
    )
    # As parts of their sides: all ten of B in one class, six of ten of A in the other.
    assert heights[3] == max(heights)
    assert heights[0] == pytest.approx(0.6 * heights[3], abs=1)
    assert heights[1] == 0
    expect(page.locator(".legend-care")).to_contain_text("A 1")
    expect(page.locator(".legend-sides")).to_contain_text("Kota Bandung")


def test_on_the_phone_the_first_tap_asks_and_the_second_chooses(phone: Page) -> None:
    _shown(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Fingers are given what is nearest: the last dot has no other beside it.
    dot = phone.locator('[data-side="b"] .strip-dot').last
    code = dot.get_attribute("data-code")
    dot.scroll_into_view_if_needed()
    box = dot.bounding_box()
    assert box is not None
    for expected in ([], [["list-b", "select", code]]):
        phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        assert phone.evaluate("harness.calls") == expected
