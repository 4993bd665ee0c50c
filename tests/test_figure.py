"""The picture of a pair: both sides told apart, in its maps and in its legend."""

from __future__ import annotations

import re

from geo.aggregate import area_tables
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
