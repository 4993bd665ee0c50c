from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.lattice import (
    FULL,
    MOST,
    POWERS,
    WIDTHS,
    centre_of,
    degrees_fit,
    hexagon_of,
    metres_of,
    width_for,
)
from geo.model import Region
from tests.data import dataset

REGIONS = dataset().gazetteer.regions


@given(
    st.lists(st.tuples(st.floats(-2e5, 9e5), st.floats(8.9e6, 9.4e6)), min_size=1, max_size=40),
    st.sampled_from(WIDTHS),
)
def test_every_point_lies_in_the_hexagon_with_the_nearest_centre(
    points: list[tuple[float, float]], width: int
) -> None:
    x, y = (np.array(axis) for axis in zip(*points, strict=True))
    q, r = hexagon_of(x, y, width)
    own = np.hypot(*(a - b for a, b in zip((x, y), centre_of(q, r, width), strict=True)))
    # No point is farther from its centre than a corner is.
    assert (own <= width / math.sqrt(3) + 1e-6).all()
    for dq, dr in ((1, 0), (0, 1), (1, -1), (-1, 0), (0, -1), (-1, 1)):
        beside = centre_of(q + dq, r + dr, width)
        assert (own <= np.hypot(x - beside[0], y - beside[1]) + 1e-6).all()


def test_a_hexagon_is_as_wide_as_it_says() -> None:
    (x0, x1), (y0, y1) = centre_of([4, 5], [7, 7], 500)
    assert (x1 - x0, y1 - y0) == (500, 0)
    (x0, x1), (y0, y1) = centre_of([4, 4], [7, 8], 500)
    assert math.hypot(x1 - x0, y1 - y0) == pytest.approx(500)


def test_the_width_follows_the_size_of_the_area_and_its_records() -> None:
    many = 10**9
    widths = [width_for(km2, many) for km2 in (1, 33, 167, 575, 3185, 10**6)]
    assert widths == [250, 250, 500, 1000, 2000, 8000]
    for km2, width in zip((33, 167, 575, 3185), widths[1:5], strict=True):
        assert km2 * 1e6 / (math.sqrt(3) / 2 * width**2) <= MOST
    # 33 km² are 610 hexagons of 250 m.
    assert width_for(33, 610 * FULL) == 250
    assert width_for(33, 600 * FULL) == 500
    assert width_for(33, 0) == WIDTHS[-1]


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: region.code)
def test_the_browser_turns_metres_to_degrees_within_half_a_metre(region: Region) -> None:
    epsg, area = region.epsg, dataset().gazetteer.area(region.code)
    (x0, y0, scale), of_lon, of_lat = degrees_fit(epsg, area.bounds)
    west, south, east, north = area.bounds
    rng = np.random.default_rng(1)
    lon, lat = rng.uniform(west, east, 500), rng.uniform(south, north, 500)
    x, y = metres_of(lon, lat, epsg)
    u, v = (x - x0) / scale, (y - y0) / scale
    terms = np.stack([u**i * v**j for i, j in POWERS], axis=1)
    to_metres = Transformer.from_crs(4326, epsg, always_xy=True)
    back = to_metres.transform(terms @ np.array(of_lon), terms @ np.array(of_lat))
    assert np.hypot(back[0] - x, back[1] - y).max() < 0.5
