"""Years of a series: moving costs nothing, resting one run, and a change is one view like any."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e import axe
from tests.e2e.act import row, shape
from tests.e2e.conftest import Visitor


def test_playing_costs_no_run_and_resting_one(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=emprate&at=3402")
    frame, runs = visit.maps()[0], visit.runs()
    legend = shown.locator(".legend-text").all_inner_texts()
    shown.get_by_role("button", name="Putar").click()
    expect(frame.locator(".peta-moment")).to_have_text("2018")
    first = shape(frame, "3403").get_attribute("data-class")
    expect(frame.locator(".peta-moment")).to_have_text("2020")
    expect(shape(frame, "3403")).not_to_have_attribute("data-class", str(first))
    assert visit.runs() == runs
    with visit.rerun():
        shown.get_by_role("button", name="Jeda").click()
    visit.settle()
    assert visit.runs() == runs + 1
    year = re.search(r"year=(\d{4})", shown.url)
    assert year is not None
    assert f"Agustus {year[1]}" in shown.locator(".peta-answer").inner_text()
    expect(frame.locator(".peta-moment")).to_be_hidden()
    assert shown.locator(".legend-text").all_inner_texts() == legend


def test_the_years_of_bantul_and_their_change_are_read_in_a_few_clicks(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=emprate")
    with visit.rerun():
        row(visit, "3402").get_by_role("button").click()
    expect(shown.locator(".series-table th[scope=col]")).to_have_text(
        ["2018", "2019", "2020", "2021", "2022", "2023", "2024"]
    )
    expect(shown.locator(".series-table td")).to_have_text(
        ["71,7", "70,8", "71,4", "68,8", "71,4", "72,2", "72,2"]
    )
    runs = visit.runs()
    with visit.rerun():
        shown.get_by_label("Bandingkan dengan").select_option("2018")
    visit.settle()
    assert visit.runs() == runs + 1
    assert "since=2018" in shown.url
    answer = shown.locator(".peta-answer").inner_text()
    assert "naik 0,5\u00a0poin persen sejak 2018" in answer
    assert "bisa jadi kebetulan" in answer
    assert "0,5" in row(visit, "3402").inner_text()
    assert "Perubahan" in shown.locator(".legend-title").inner_text()
    shown.go_back()
    visit.settle()
    assert "since" not in shown.url


def test_all_years_side_by_side_are_accessible(visitor: Visitor) -> None:
    visit = visitor(width=390, height=844, touch=True)
    shown = visit.open("/explore?metric=emprate&at=3402&since=2018&lang=en")
    shown.get_by_text("All years side by side").click()
    expect(shown.locator(".years-card")).to_have_count(6)
    assert "\n".join(axe.findings(visit)) == ""
