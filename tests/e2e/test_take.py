"""Taking a view along in the real browser: a file from the server, and the page on paper."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.conftest import Visitor


def test_a_file_holds_what_the_page_shows(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=integrated&level=kabkota&b=3471&utm=x")
    with shown.expect_download() as saved:
        shown.locator('[data-file="geojson"]').click()
    assert saved.value.suggested_filename == "peta-umkm-integrated-34-kabkota-2017.geojson"
    features = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))["features"]
    listed = shown.locator("tr[data-code]").evaluate_all("rows => rows.map(r => r.dataset.code)")
    assert {feature["id"] for feature in features} == set(listed)


def test_paper_has_the_answer_the_map_and_the_link_and_nothing_to_press(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=integrated&level=kabkota&theme=dark")
    shown.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    shown.emulate_media(media="print")
    for part in (".peta-answer", ".peta-example", "iframe", ".peta-legend", ".areas-table"):
        assert shown.locator(part).first.is_visible(), part
    for part in (".take-row", ".st-key-filters", ".st-key-nav", ".pick-box"):
        assert not shown.locator(part).first.is_visible(), part
    assert shown.url in shown.locator(".take-paper").inner_text()
    ink = shown.evaluate("getComputedStyle(document.querySelector('.peta-answer')).color")
    assert ink == "rgb(24, 32, 68)"
    frame = shown.locator("iframe").first
    printed = frame.bounding_box()
    shown.emulate_media(media="screen")
    shown.evaluate("() => dispatchEvent(new Event('afterprint'))")
    back = frame.bounding_box()
    assert printed is not None
    assert back is not None
    assert printed["height"] < back["height"]
