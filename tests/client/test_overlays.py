"""Hexagons, points and mixes on the map frame: drawn, pointed at, chosen, and gone again."""

from __future__ import annotations

import json

from playwright.sync_api import Page

from geo.aggregate import area_tables
from geo.legend import legend_of
from geo.model import Lang, Show
from geo.overlays import overlay
from geo.query import Query
from geo.views import map_payload
from geo.wording import words
from tests.client.test_map import draw, told
from tests.data import dataset


def _payload(area: str, show: Show | None) -> str:
    """What the application sends for a map of businesses."""
    data, say = dataset(), words(Lang.ID)
    query = Query(a=area, metric="businesses", show=show)
    (table,) = area_tables(query, data, area)
    sent = map_payload(query, data, table, legend_of(query, (table,)), say)
    return json.dumps({**sent, **overlay(query, data, table, say).map})


_STRONG = """least => {
  const canvas = document.getElementById('frame-a').contentDocument
    .querySelector('.leaflet-overlaid-pane canvas');
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const brush = copy.getContext('2d', { willReadFrequently: true });
  brush.drawImage(canvas, 0, 0);
  const { data } = brush.getImageData(0, 0, copy.width, copy.height);
  return data.filter((value, at) => at % 4 === 3 && value > least).length;
}"""
"""Number of pixels of the overlay that are more opaque than `least` of 255."""


def _at(page: Page, lat: float, lon: float) -> tuple[float, float]:
    """Page position (px) of a place on the map."""
    return tuple(
        page.evaluate(
            """([lat, lon]) => {
              const node = document.getElementById('frame-a');
              const { left, top } = node.getBoundingClientRect();
              const point = node.contentWindow.map.latLngToContainerPoint([lat, lon]);
              return [left + node.clientLeft + point.x, top + node.clientTop + point.y];
            }""",
            [lat, lon],
        )
    )


def test_hexagons_are_pointed_at_and_choose_the_area_below(page: Page) -> None:
    frame = draw(page, more=_payload("34", Show.HEXES))
    count = json.loads(_payload("34", Show.HEXES))["overlay"]["count"]
    assert frame.locator(".peta-map").get_attribute("data-drawn") == str(count)
    assert page.evaluate(_STRONG, 0) > 20_000
    # Kota Yogyakarta: businesses everywhere, and an area of the drawn level below.
    x, y = _at(page, -7.80, 110.37)
    page.mouse.move(x - 4, y - 4)
    page.mouse.move(x, y)
    tip = frame.locator(".peta-tip")
    assert "Segi enam di sini (2 km)" in (tip.text_content() or "")
    code = tip.get_attribute("data-code")
    assert code is not None
    assert code.startswith("3471")
    pointed = told(page, "point")[-1]
    assert pointed["code"] == code
    assert str(pointed["class"]).isdigit()
    page.mouse.click(x, y)
    assert [item["code"] for item in told(page, "select")] == [code]


def test_an_entry_of_the_legend_keeps_its_own_hexagons_alone(page: Page) -> None:
    frame = draw(page, more=_payload("34", Show.HEXES))
    page.evaluate("peta.emit('class', { index: '4', from: 'legend' })")
    assert frame.locator("path.peta-area.dim").count() == 0
    everyone = page.evaluate(_STRONG, 0)
    page.wait_for_function(f"({_STRONG})(200) < {everyone} / 10")
    page.evaluate("peta.emit('class', { index: null, from: 'legend' })")
    page.wait_for_function(f"({_STRONG})(200) > {everyone} / 2")


def test_a_pie_speaks_for_its_own_area_and_leaves_with_its_kind(page: Page) -> None:
    frame = draw(page, more=_payload("34", Show.MIX))
    assert page.evaluate(_STRONG, 0) > 5_000
    page.evaluate("peta.emit('point', { code: '3403060', from: 'list' })")
    tip = frame.locator(".peta-tip")
    assert tip.locator(".use-mark").count() == 4
    assert "%" in (tip.text_content() or "")
    # An area without a mix says why, and not what its metric says.
    bare = json.loads(_payload("34", Show.MIX))
    bare["classes"] = "s" + bare["classes"][1:]
    bare["overlay"] |= {"count": 0, "cells": "", "texts": ""}
    page.evaluate(f"harness.paint('a', '34', 'kecamatan', {json.dumps(bare)})")
    page.evaluate("peta.emit('point', { code: '3401010', from: 'list' })")
    assert "Bauran pemakaian internet" in (tip.text_content() or "")
    assert tip.locator(".peta-tip-note").text_content() == words(Lang.ID).text("flag.suppressed")
    page.evaluate(f"harness.paint('a', '34', 'kecamatan', {_payload('34', None)})")
    assert frame.locator(".peta-map").get_attribute("data-drawn") == ""
    assert frame.locator("path.peta-circle").count() > 0


def test_a_point_tells_use_and_age_and_nothing_else(page: Page) -> None:
    sent = json.loads(_payload("3404070", Show.POINTS))
    frame = draw(page, more=json.dumps(sent))
    assert frame.locator(".peta-map").get_attribute("data-drawn") == str(sent["overlay"]["count"])
    lon, lat = dataset().gazetteer.area("3404070").point
    x, y = _at(page, lat, lon)
    said = set()
    for step in range(0, 120, 3):
        page.mouse.move(x + step, y)
        said.add(tuple(frame.locator(".peta-tip-line").all_text_contents()))
    assert any(said)
    names, ages = sent["overlay"]["names"], sent["overlay"]["ages"]
    for line in filter(None, said):
        assert line[0] in names
        assert line[1] in ages
        assert len(line) == 2
