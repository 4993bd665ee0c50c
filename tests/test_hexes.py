"""Hexagons add up to the table of areas, and none stands for too few records."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregate import area_tables
from geo.cells import build_cells
from geo.dataset import Dataset
from geo.estimate import estimate
from geo.hexes import HexTable, hex_table
from geo.lattice import centre_of, hexagon_of, metres_of
from geo.legend import MIN_RADIUS, legend_of
from geo.measures import MEASURES
from geo.model import Age, Design, Flag, Level, Use
from geo.profiles import grid, profile_of
from geo.query import Filters, Query
from geo.recorded import SHOWN, domain_of
from tests.data import dataset
from tests.strategies import filters

DATA = dataset()
AREAS = ("34", "3273", "3404", "3471", "3404070", "3273230", "3404070001")


@cache
def partly_placed() -> Dataset:
    """The example with every seventh business known by its area only, as a register."""
    records = DATA.records
    assert records.lon is not None
    lon = records.lon.copy()
    lon[::7] = np.nan
    own = replace(records, lon=lon, design=Design.ENUMERATION, psu=None, weight=np.ones(len(lon)))
    return replace(DATA, records=own, cells=build_cells(own))


def _agrees(data: Dataset, own: Filters, area: str, level: Level) -> None:
    hexes = hex_table(data, own, area, level)
    query = Query(a=area, metric="businesses", level=level, filters=own)
    (table,) = area_tables(query, data, area)
    sums = hexes.drawn + hexes.withheld + hexes.unplaced
    if table.codes:
        assert hexes.codes == table.codes
        shown = np.isfinite(table.value)
        np.testing.assert_allclose(sums[shown], table.value[shown], rtol=1e-9)
    # Where the table hides its value, the sums behind it still agree.
    domain = domain_of(data.cells, hexes.codes)
    behind = estimate(data.cells, MEASURES["businesses"], own, domain, len(hexes.codes)).value
    np.testing.assert_allclose(sums, np.nan_to_num(behind), rtol=1e-9, atol=1e-9)


@settings(max_examples=30)
@given(filters(), st.sampled_from(AREAS), st.sampled_from(Level))
def test_hexagons_add_up_to_the_table_in_every_area(own: Filters, area: str, level: Level) -> None:
    _agrees(DATA, own, area, level)


@settings(max_examples=15)
@given(filters(), st.sampled_from(AREAS), st.sampled_from(Level))
def test_so_they_do_where_some_are_known_by_area_only(
    own: Filters, area: str, level: Level
) -> None:
    data = partly_placed()
    _agrees(data, own, area, level)
    assert hex_table(data, Filters(), "34", Level.KABKOTA).unplaced.min() > 0


def _located(region: str, hexes: HexTable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which businesses lie in a region, and the hexagon of each of them."""
    records = DATA.records
    assert records.lon is not None
    assert records.lat is not None
    inside = np.array([place.startswith(region) for place in records.places])[records.place]
    x, y = metres_of(records.lon[inside], records.lat[inside], hexes.epsg)
    return inside, *hexagon_of(x, y, hexes.width)


STRICT = replace(DATA, disclosure_min=10)


@settings(max_examples=15)
@given(filters(), st.sampled_from(AREAS), st.sampled_from((DATA, STRICT)))
def test_no_hexagon_drawn_stands_for_too_few_records(
    own: Filters, area: str, data: Dataset
) -> None:
    hexes = hex_table(data, own, area, Level.KECAMATAN)
    kept = grid(own, own.newmax).ravel()[profile_of(DATA.records)]
    inside, q, r = _located(DATA.gazetteer.region_of(area).code, hexes)
    keys = list(zip(q.tolist(), r.tolist(), strict=True))
    everyone = Counter(keys)
    chosen = Counter(key for key, counts in zip(keys, kept[inside], strict=True) if counts)
    for at in zip(hexes.q.tolist(), hexes.r.tolist(), strict=True):
        assert chosen[at] >= data.disclosure_min
        assert everyone[at] - chosen[at] not in range(1, data.disclosure_min)


def test_a_hexagon_holds_the_weights_of_the_businesses_at_its_points() -> None:
    hexes = hex_table(DATA, Filters(), "3273", Level.KECAMATAN)
    inside, q, r = _located("3273", hexes)
    weight = DATA.records.weight[inside]
    for at in (0, len(hexes.q) // 2, len(hexes.q) - 1):
        own = (q == hexes.q[at]) & (r == hexes.r[at])
        assert hexes.value[at] == pytest.approx(weight[own].sum())
    assert (hexes.width, hexes.epsg) == (500, 32748)


def test_one_lattice_serves_every_view_of_its_width() -> None:
    """Two views may not be set against each other: a hexagon is whole in both."""
    wide = hex_table(DATA, Filters(), "3471", Level.KECAMATAN)
    near = hex_table(DATA, Filters(), "3471080", Level.KECAMATAN)
    assert wide.width == near.width
    known = {(q, r): v for q, r, v in zip(wide.q, wide.r, wide.value, strict=True)}
    assert len(near.q)
    for q, r, value in zip(near.q, near.r, near.value, strict=True):
        assert known[q, r] == pytest.approx(value)


def test_unreliable_hexagons_say_how_many_records_only_from_ten_on() -> None:
    hexes = hex_table(DATA, Filters(), "3404070", Level.KECAMATAN)
    unsure = np.array([flag not in SHOWN for flag in hexes.flags])
    assert unsure.any()
    assert not (hexes.n[unsure] < 10).any()


def test_every_hexagon_of_a_register_is_sure() -> None:
    hexes = hex_table(partly_placed(), Filters(), "3273", Level.KECAMATAN)
    assert set(hexes.flags) == {Flag.OK}


def test_a_filter_leaves_most_of_the_map() -> None:
    """Withholding is no blank map: a guard against a rule that has become too greedy."""
    for own, least in (
        (Filters(), 0.99),
        (Filters(use=frozenset({Use.INTEGRATED})), 0.7),
        (Filters(age=frozenset({Age.NEW})), 0.4),
    ):
        hexes = hex_table(DATA, own, "34", Level.KABKOTA)
        assert hexes.drawn.sum() >= least * (hexes.drawn + hexes.withheld).sum()


@settings(max_examples=30)
@given(filters(), st.sampled_from(("34", "3273", "3404")), st.sampled_from(Level))
def test_circles_stand_for_the_value_of_the_table(own: Filters, area: str, level: Level) -> None:
    query = Query(a=area, metric="businesses", level=level, filters=own)
    (table,) = area_tables(query, DATA, area)
    legend = legend_of(query, (table,))
    (radii,) = legend.radii
    shown = np.isfinite(table.value)
    assert ((radii > 0) == shown).all()
    if shown.any():
        largest = radii.max()
        back = np.square(radii / largest) * np.nanmax(table.value)
        exact = shown & (radii > MIN_RADIUS)
        # The legend rounds values as they are printed: to a whole business.
        np.testing.assert_allclose(back[exact], table.value[exact], rtol=1e-4, atol=1)


def test_the_centre_of_a_hexagon_lies_near_its_area() -> None:
    hexes = hex_table(DATA, Filters(), "3404070", Level.KECAMATAN)
    west, south, east, north = DATA.gazetteer.area("3404070").bounds
    x, y = centre_of(hexes.q, hexes.r, hexes.width)
    low = metres_of(np.array([west]), np.array([south]), hexes.epsg)
    high = metres_of(np.array([east]), np.array([north]), hexes.epsg)
    assert (x > low[0] - hexes.width).all()
    assert (x < high[0] + hexes.width).all()
    assert (y > low[1] - hexes.width).all()
    assert (y < high[1] + hexes.width).all()
