from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from geo.indicators import REGISTRY
from geo.model import Level, Use
from geo.query import Filters
from geo.recorded import record_rows
from geo.similar import FEATURES, NEAREST, distances, similar, standardised
from tests.data import dataset

DATA = dataset()
TABLES = arrays(
    np.float64,
    st.tuples(st.integers(2, 12), st.integers(1, 6)),
    elements=st.floats(-1e3, 1e3).map(lambda value: round(value, 3)),
)


@given(TABLES, st.data())
def test_distance_is_symmetric_and_zero_to_oneself(
    values: NDArray[np.float64], data: st.DataObject
) -> None:
    a, b = (data.draw(st.integers(0, len(values) - 1)) for _ in range(2))
    scaled = standardised(values)
    assert distances(scaled, a)[b] == distances(scaled, b)[a]
    assert distances(scaled, a)[a] == 0


@given(TABLES, st.floats(0.01, 100), st.floats(-100, 100))
def test_units_decide_nothing(values: NDArray[np.float64], factor: float, shift: float) -> None:
    spread = values.std(axis=0)
    values = values[:, (spread > 1e-2) | (spread == 0)]
    if not values.shape[1]:
        return
    one, other = standardised(values), standardised(values * factor + shift)
    assert distances(other, 0) == pytest.approx(distances(one, 0), abs=1e-6)


@pytest.mark.parametrize("area", ["3404070", "3273230", "3404"])
def test_the_nearest_come_first_and_are_of_the_same_level(area: str) -> None:
    found = similar(DATA, Filters(), area).neighbours
    level = DATA.gazetteer.area(area).level
    assert 1 <= len(found) <= NEAREST
    assert [item.distance for item in found] == sorted(item.distance for item in found)
    assert {DATA.gazetteer.area(item.area).level for item in found} == {level}
    assert area not in {item.area for item in found}
    assert all(item.alike[0] != item.apart[0] for item in found)


def test_two_areas_are_as_far_from_one_another_both_ways() -> None:
    kabkota = [area.code for area in DATA.gazetteer.descendants("34", Level.KABKOTA)]
    near = {code: similar(DATA, Filters(), code) for code in kabkota}
    gaps = {
        (code, item.area): item.distance
        for code, found in near.items()
        for item in found.neighbours
    }
    both = [(a, b) for a, b in gaps if (b, a) in gaps]
    assert len(both) > 10
    for a, b in both:
        assert gaps[a, b] == pytest.approx(gaps[b, a])


def test_only_published_values_enter() -> None:
    found = similar(DATA, Filters(), "3401010006")
    assert found.missing
    assert {*found.features, *found.missing} == set(FEATURES)
    for item in found.neighbours:
        for code, own, other in (item.alike, item.apart):
            metric = REGISTRY[code]
            assert metric.measure is not None
            rows = record_rows(DATA, metric, metric.measure, Filters(), ("3401010006", item.area))
            assert (own, other) == pytest.approx(tuple(rows.value))


def test_what_the_filters_settle_is_left_out() -> None:
    found = similar(DATA, Filters(use=frozenset({Use.NONE})), "3404070")
    assert {"online", "integrated", "promotion"} <= set(found.missing)


def test_a_level_with_one_area_has_nothing_similar() -> None:
    assert similar(DATA, Filters(), "34").neighbours == ()
