"""Explore: map, chart, table, legend and sentence are one thing, by pointer, touch and keyboard."""

from __future__ import annotations

import pytest

from tests.e2e.act import coloured, row, shape
from tests.e2e.conftest import Visitor


@pytest.mark.parametrize(("region", "count"), [("DIY", 78), ("Kota Bandung", 30)])
def test_every_kecamatan_is_shown(visitor: Visitor, region: str, count: int) -> None:
    visit = visitor()
    shown = visit.open("/explore")
    if region != "DIY":
        with visit.rerun():
            shown.get_by_role("radio", name=region).click()
    assert coloured(visit.maps()[0]) == count
    assert shown.locator('[data-part="areas"] tr[data-code]').count() == count


def test_pointing_is_seen_everywhere(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=emprate")
    frame = visit.maps()[0]
    row(visit, "3402").hover()
    frame.locator('.peta-tip[data-code="3402"]').wait_for(state="visible")
    assert "Bantul" in frame.locator(".peta-tip").inner_text()
    assert "72,2" in frame.locator(".peta-tip").inner_text()
    lit = shown.locator(".legend-entry.lit")
    assert lit.get_attribute("data-class") == row(visit, "3402").get_attribute("data-class")
    shape(frame, "3403").hover(force=True)
    shown.locator('tr.pointed[data-code="3403"]').wait_for()
    assert lit.get_attribute("data-class") == row(visit, "3403").get_attribute("data-class")
    shown.locator(".legend-entry").first.hover()
    frame.locator("path.peta-area.dim").first.wait_for(state="attached")


@pytest.mark.parametrize("way", ["map", "table", "box", "keyboard"])
def test_selecting_costs_one_run_whichever_way(visitor: Visitor, way: str) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=se2016")
    runs = visit.runs()
    with visit.rerun():
        match way:
            case "map":
                shape(visit.maps()[0], "3403").click(force=True)
            case "table":
                row(visit, "3403").get_by_role("button").click()
            case "box":
                shown.get_by_label("Pilih wilayah").select_option("3403")
            case "keyboard":
                row(visit, "3404").get_by_role("button").focus()
                shown.keyboard.press("ArrowDown")
                shown.keyboard.press("ArrowDown")
                shown.keyboard.press("Enter")
    visit.settle()
    assert visit.runs() == runs + 1
    assert "at=3403" in shown.url
    answer = shown.locator(".peta-answer").inner_text()
    assert "Gunungkidul" in answer
    assert "112.406" in answer
    assert row(visit, "3403").locator("button").get_attribute("aria-current") == "true"
    assert visit.maps()[0].locator('[data-selected="3403"]').count() >= 1


def test_a_tap_points_and_a_second_one_selects(visitor: Visitor) -> None:
    visit = visitor(width=390, height=844, touch=True)
    shown = visit.open("/explore?metric=se2016")
    frame, runs = visit.maps()[0], visit.runs()
    shape(frame, "3403").tap(force=True)
    frame.locator('.peta-tip[data-code="3403"]').wait_for(state="visible")
    assert visit.runs() == runs
    with visit.rerun():
        shape(frame, "3403").tap(force=True)
    assert "at=3403" in shown.url


def test_the_page_is_worked_by_keyboard_alone(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore")

    def tab_to(selector: str) -> None:
        for _ in range(60):
            shown.keyboard.press("Tab")
            if shown.evaluate(f"() => document.activeElement.closest('{selector}') !== null"):
                return
        pytest.fail(f"Tab never reached {selector}")

    tab_to('[data-box="region"]')
    with visit.rerun():
        shown.keyboard.press("ArrowRight")
    assert "a=3273" in shown.url
    tab_to('[data-box="metric"]')
    with visit.rerun():
        shown.keyboard.press("ArrowDown")
    assert "metric=" in shown.url
    tab_to(".pick-box")
    with visit.rerun():
        shown.keyboard.press("ArrowDown")
    assert "at=" in shown.url
    tab_to(".pane-tabs")
    assert shown.locator('[role="tab"][aria-selected="true"]').inner_text().startswith("Profil: ")
    shown.keyboard.press("ArrowLeft")
    tab_to('[data-part="areas"] tr[data-code]')
    tab_to('[data-part="take"]')


def test_arrows_pressed_on_a_clicked_map_reach_the_page(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=se2016")
    with visit.rerun():
        shape(visit.maps()[0], "3403").click(force=True)
    shown.evaluate(
        "() => { window.heard = []; addEventListener('keydown', (e) => heard.push(e.key)); }"
    )
    for key in ("ArrowRight", "ArrowLeft", "Escape"):
        shown.keyboard.press(key)
    assert shown.evaluate("() => window.heard") == ["ArrowRight", "ArrowLeft", "Escape"]


def test_nothing_ranks_what_may_not_be_ranked(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=selfemployed")
    assert shown.locator(".peta-ranks:visible").count() == 0
    assert shown.locator("[data-sort]").count() == 0
    assert shown.locator("td.place").count() == 0
    names = shown.locator("tbody").first.locator(".peta-row-button").all_inner_texts()
    assert names == sorted(names)


def test_an_area_without_figures_says_what_is_missing_and_why(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?a=3273&b=34&metric=internetusers")
    empty = shown.locator(".peta-empty").inner_text()
    assert "Jawa Barat (konteks): 76,6" in empty
    assert coloured(visit.maps()[0]) == 0
    assert shown.locator('tr[data-code="3273"]').count() == 0
