"""The picture of a pair: both sides told apart, in its maps and in its legend."""

from __future__ import annotations

import re

import numpy as np

from geo.aggregate import area_tables
from geo.figurepair import frames, places
from geo.model import Lang
from geo.query import Query
from geo.taken import file_params
from tests.data import dataset
from tests.served import client


def _svg(query: Query, *, both: bool) -> str:
    response = client().get("/api/v1/figure.svg", params=file_params(query, both=both))
    assert response.status_code == 200, response.text
    return response.text


def test_the_picture_of_a_pair_counts_the_areas_of_each_side() -> None:
    query = Query(metric="emprate", lang=Lang.EN)
    assert "areas A / B" not in _svg(query, both=False)
    svg = _svg(query, both=True)
    for side, name in (("A", "DIY"), ("B", "Kota Bandung")):
        assert f">{side}: {name}</text>" in svg
    counted = re.findall(r">(\d+) / (\d+)</text>", svg)
    assert ">areas A / B</text>" in svg
    sizes = [len(table.codes) for table in area_tables(query, dataset(), query.a, query.b)]
    assert [sum(int(row[side]) for row in counted) for side in (0, 1)] == sizes


def test_both_maps_stand_at_one_scale_with_the_size_of_each_area() -> None:
    svg = _svg(Query(metric="emprate", lang=Lang.EN), both=True)
    assert ">3,172 km², 5 regencies and cities</text>" in svg
    assert ">168 km², 1 city</text>" in svg
    bars = re.findall(r">(\d+) km</text>", svg)
    assert len(bars) == 2
    assert len(set(bars)) == 1


def test_the_intervals_of_all_compared_areas_are_named_and_a_guard_draws_none() -> None:
    four = Query(metric="workersper", b="3404", c="3273", d="3471", lang=Lang.EN)
    svg, heading = _svg(four, both=True), ">With 95% interval, or range of the parts</text>"
    assert heading in svg
    for letter, name in (("C", "Kota Bandung"), ("D", "Kota Yogyakarta")):
        assert f">{letter}</text>" in svg
        assert f">{letter}: {name}</text>" in svg
    assert heading not in _svg(Query(metric="se2016", lang=Lang.EN), both=True)
    assert heading not in _svg(Query(lang=Lang.EN), both=False)


def test_maps_at_one_scale_show_each_area_whole() -> None:
    tables = area_tables(Query(), dataset(), "34", "3273")
    boxes = places((0, 0, 1000, 500), dataset(), tables)
    assert boxes[0][2] + boxes[1][2] + 16 == 1000
    shown = frames(boxes, dataset(), tables)
    assert shown[0].px_per_km == shown[1].px_per_km
    for frame, table in zip(shown, tables, strict=True):
        west, south, east, north = dataset().gazetteer.area(table.area).bounds
        corners = frame.place(np.array([[west, south], [east, north]]))
        assert (corners[:, 0] >= frame.x).all()
        assert (corners[:, 0] <= frame.x + frame.width).all()
        assert (corners[:, 1] >= frame.y).all()
        assert (corners[:, 1] <= frame.y + frame.height).all()
