from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Level
from geo.placing import OUTSIDE, kelurahan_boundaries, locate
from tests.businesses import FILE, complaints, sound, table
from tests.data import dataset

SQUARES = [shapely.box(x, y, x + 1, y + 1) for x in range(3) for y in range(2)]
KELURAHAN = [a for a in dataset().gazetteer.areas.values() if a.level is Level.KELURAHAN]


@given(st.lists(st.tuples(st.floats(-1, 4), st.floats(-1, 3)), min_size=1, max_size=50))
def test_a_point_lies_in_the_first_polygon_that_covers_it(
    points: list[tuple[float, float]],
) -> None:
    lon, lat = np.array(points).T
    for (x, y), found in zip(points, locate(lon, lat, SQUARES), strict=True):
        covering = [i for i, square in enumerate(SQUARES) if square.covers(shapely.Point(x, y))]
        assert found == (covering[0] if covering else OUTSIDE)


def test_the_point_inside_each_kelurahan_is_found_in_it() -> None:
    codes, polygons = kelurahan_boundaries(dataset().gazetteer)
    lon, lat = np.array([area.point for area in KELURAHAN]).T
    found = locate(lon, lat, polygons)
    assert [codes[i] for i in found] == [area.code for area in KELURAHAN]


def test_points_decide_and_codes_of_any_level_stand_in() -> None:
    inside = dataset().gazetteer.areas["3404070001"].point
    records = sound(
        table(
            lon=[inside[0], None, None],
            lat=[inside[1], None, None],
            area_code=["3404", "3273", "34.04.07"],
        )
    )
    assert [records.places[i] for i in records.place] == ["3404070001", "3273", "3404070"]
    assert records.places == ("3273", "3404070", "3404070001")


def test_codes_of_the_ministry_and_codes_read_as_numbers_are_codes() -> None:
    records = sound(table(area_code=["34.71", "34.04", "32.73"]))
    assert [records.places[i] for i in records.place] == ["3471", "3404", "3273"]
    records = sound(table(area_code=[3471, 3404, 3273]))
    assert [records.places[i] for i in records.place] == ["3471", "3404", "3273"]


LON, LAT = dataset().gazetteer.areas["3404070001"].point


@pytest.mark.parametrize(
    ("lon", "lat", "codes", "expected"),
    [
        (
            [LON, 0.0, LON],
            [LAT, 0.0, LAT],
            None,
            ["row 3: lon, lat lie outside every region: '0.00000, 0.00000'"],
        ),
        ([LON, None, LON], [LAT, LAT, LAT], None, ["row 3: lon, lat must be given together"]),
        (
            [LON, None, None],
            [LAT, None, None],
            None,
            [f"row {row}: place is missing: neither point nor area" for row in (3, 4)],
        ),
        (
            [LON, LON, None],
            [LAT, LAT, None],
            ["34", "3273", "34"],
            ["row 3: lon, lat lie in another area than area_code names: '3404070001, 3273'"],
        ),
        ([LON, 200.0, LON], [LAT, LAT, LAT], None, ["row 3: lon is above 180: '200'"]),
        ([LAT, LAT, LAT], [LON, LON, LON], None, [f"row {r}: lat is above 90" for r in (2, 3, 4)]),
    ],
)
def test_a_place_that_cannot_be_is_named(
    lon: list[float | None],
    lat: list[float | None],
    codes: list[str] | None,
    expected: list[str],
) -> None:
    columns = {"lon": lon, "lat": lat} | ({"area_code": codes} if codes else {})
    found = complaints(table(() if codes else ("area_code",), columns))
    assert len(found) == len(expected), found
    for fault, start in zip(found, expected, strict=True):
        assert fault.startswith(f"{FILE} {start}"), found
