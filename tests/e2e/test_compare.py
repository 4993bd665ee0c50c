"""Compare: two maps at one scale that move as one, one legend, and the guard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Frame

from tests.e2e.act import SCALE, centre, coloured, row, shape
from tests.e2e.conftest import Visitor
from tests.resting import rest


def test_both_regions_stand_at_one_scale_with_one_legend(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/compare")
    assert [coloured(frame) for frame in visit.maps()] == [78, 30]
    (text, width), (other, second) = (frame.evaluate(SCALE) for frame in visit.maps())
    # A kilometre is a hair longer on screen the nearer to the equator.
    assert text == other
    assert abs(width - second) <= 1
    assert shown.locator('[data-part="legend"]').count() == 1


def zoom(frame: Frame) -> float:
    return float(frame.evaluate("() => window.map.getZoom()"))


def test_zooming_and_moving_one_map_does_the_same_to_the_other(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/compare?metric=emprate")
    runs, frames = visit.runs(), visit.maps()
    with visit.wire() as wire:
        for side, frame in enumerate(frames):
            holder = shown.locator("iframe").nth(side)
            holder.evaluate("(map) => map.scrollIntoView({ block: 'center' })")
            rest(shown)
            box = holder.bounding_box()
            assert box is not None
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            before = [centre(own) for own in frames]
            shown.mouse.move(x, y)
            shown.mouse.down()
            shown.mouse.move(x - 24, y + 16, steps=5)
            shown.mouse.up()
            rest(shown)
            after = [centre(own) for own in frames]
            offsets = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(before, after, strict=True)]
            assert offsets[side] != (0, 0)
            # Each map rests on whole pixels of its own; the rest is the error of a float.
            assert offsets[1 - side] == pytest.approx(offsets[side], abs=1.001)
            start = zoom(frame)
            # Quick turns of the wheel: some are told while the other map still moves.
            shown.keyboard.down("Control")
            for _ in range(4):
                shown.mouse.wheel(0, -120)
            shown.keyboard.up("Control")
            frame.wait_for_function("(start) => window.map.getZoom() > start", arg=start)
            rest(shown)
            assert zoom(frame) > start
            assert zoom(frames[0]) == zoom(frames[1])
    assert frames[0].evaluate(SCALE)[0] == frames[1].evaluate(SCALE)[0]
    assert wire.sent == []
    assert visit.runs() == runs


def test_on_a_phone_a_stands_above_b_and_a_second_tap_selects(visitor: Visitor) -> None:
    visit = visitor(width=390, height=844, touch=True)
    shown = visit.open("/compare?a=3404&b=3402")
    upper, lower = (shown.locator("iframe").nth(side).bounding_box() for side in (0, 1))
    assert upper is not None
    assert lower is not None
    assert upper["y"] + upper["height"] <= lower["y"]
    assert upper["x"] == lower["x"]
    assert shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for side, code in ((0, "3404070"), (1, "3402080")):
        frame, runs = visit.maps()[side], visit.runs()
        frame.locator(".peta-around[d^='M']").first.wait_for(state="attached")
        shape(frame, code).tap(force=True)
        frame.locator(f".peta-tip[data-code='{code}']").wait_for(state="visible")
        assert visit.runs() == runs
        with visit.rerun():
            shape(frame, code).tap(force=True)
        visit.settle()
        assert f"at={code}" in shown.url
        assert visit.runs() == runs + 1


def test_a_click_on_either_side_selects_there_with_one_run(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/compare")
    for side, code in ((0, "3404070"), (1, "3273010")):
        runs = visit.runs()
        with visit.rerun():
            shape(visit.maps()[side], code).click(force=True)
        visit.settle()
        assert f"at={code}" in shown.url
        assert visit.runs() == runs + 1
        assert row(visit, code).get_by_role("button").get_attribute("aria-current") == "true"


def test_a_dot_of_the_strip_points_on_the_map_and_selects_with_one_run(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/compare")
    runs, second = visit.runs(), visit.maps()[1]
    assert shown.locator(".strip-dot").count() == 108
    lane = shown.get_by_role("slider", name="B: Kota Bandung")
    lane.focus()
    shown.keyboard.press("End")
    second.wait_for_selector(".peta-tip:not([hidden])")
    code = second.locator(".peta-tip").get_attribute("data-code")
    assert visit.runs() == runs
    with visit.rerun():
        shown.keyboard.press("Enter")
    assert f"at={code}" in shown.url
    assert visit.runs() == runs + 1
    assert shown.locator(f'.strip-dot.selected[data-code="{code}"]').count() == 1
    # Keys go on from where they were.
    shown.keyboard.press("ArrowLeft")
    assert lane.get_attribute("aria-valuenow") == "29"


def test_what_may_not_be_compared_shows_the_guard_and_no_difference(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/compare?metric=se2016")
    guarded = shown.locator('[data-part="pair"] tr[data-guard]')
    assert guarded.count() >= 10
    assert shown.locator('[data-part="pair"] tr[data-guard] .pair-difference').count() == 0
    assert "tidak dibandingkan" in shown.locator(".peta-answer").inner_text()
    census = shown.locator('tr[data-code="se2016"]')
    assert re.search(r"533\.670", census.inner_text())


def test_a_row_of_the_table_of_indicators_puts_it_on_the_maps(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/compare")
    runs = visit.runs()
    with visit.rerun():
        shown.locator('[data-metric="unemprate"]').click()
    assert visit.runs() == runs + 1
    assert "metric=unemprate" in shown.url
    assert [coloured(frame) for frame in visit.maps()] == [5, 1]


def test_compare_is_worked_by_keyboard_alone(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/compare?lang=en")
    shown.get_by_role("button", name="Swap A and B").focus()
    with visit.rerun():
        shown.keyboard.press("Enter")
    assert "a=3273" in shown.url
    shown.locator('[data-metric="emprate"]').focus()
    with visit.rerun():
        shown.keyboard.press("Enter")
    assert "metric=emprate" in shown.url
    shown.locator(".pick-box").nth(1).focus()
    with visit.rerun():
        shown.keyboard.press("ArrowDown")
    assert "at=34" in shown.url
