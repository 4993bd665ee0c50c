from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.compare import Guard, compare, compare_all
from geo.indicators import REGISTRY, Metric
from geo.model import Flag, Level, Size
from geo.query import Filters, Query
from geo.recorded import SHOWN, record_difference
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()
RECORDED = [metric for metric in REGISTRY.values() if metric.measure is not None]
UPPER = ["34", "3273", *(area.code for area in DATA.gazetteer.descendants("34", Level.KABKOTA))]


def sizes() -> st.SearchStrategy[Filters]:
    """Filters by size: the fewer businesses are left, the less can be told."""
    return st.builds(Filters, size=st.frozensets(st.sampled_from(Size)))


@given(queries())
def test_exchanging_the_areas_turns_the_difference_round(query: Query) -> None:
    metric = REGISTRY[query.metric]
    there = compare(DATA, metric, query.a, query.b, query.year)
    back = compare(DATA, metric, query.b, query.a, query.year)
    assert there.guard == back.guard
    if there.guard is None:
        assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


@given(queries())
def test_an_area_does_not_differ_from_itself(query: Query) -> None:
    same = compare(DATA, REGISTRY[query.metric], query.a, query.a, query.year)
    if same.a.known:
        assert (same.guard, same.low, same.high) == (None, 0, 0)


@given(queries())
def test_under_a_guard_there_is_no_difference(query: Query) -> None:
    for item in compare_all(query, DATA):
        assert math.isnan(item.low) == math.isnan(item.high) == (item.guard is not None)
        assert item.guard is None or not item.noise


@pytest.mark.parametrize(
    ("metric", "a", "b", "guard"),
    [
        ("se2016", "34", "3273", Guard.REGION),
        ("register", "3404", "3273", Guard.REGION),
        ("msmebase", "3404", "3273", Guard.CONCEPT),
        ("selfemployed", "34", "3273", Guard.KABKOTA),
        ("selfemployed", "3404", "3402", Guard.KABKOTA),
        ("internetusers", "34", "3273", Guard.CONTEXT),
        ("onlinesellers", "3404", "3273", Guard.MISSING),
        ("se2016", "3404", "3402", None),
        ("emprate", "3404", "3273", None),
        ("onlinesellers", "3471", "3273", None),
        ("selfemployed", "3404070", "3404060", None),
    ],
)
def test_guards(metric: str, a: str, b: str, guard: Guard | None) -> None:
    assert compare(DATA, REGISTRY[metric], a, b).guard is guard


def test_vintages_are_not_mixed() -> None:
    # Sleman has no series after 2015, Kota Bandung none before 2009 that a common year could use.
    item = compare(DATA, REGISTRY["employed"], "3404", "3273")
    assert item.a.period == item.b.period == "2015"
    item = compare(DATA, REGISTRY["employed"], "3404", "3273", "2022")
    assert item.guard is Guard.MISSING


def test_a_region_without_a_value_of_its_own_shows_the_range_of_its_parts() -> None:
    item = compare(DATA, REGISTRY["emprate"], "34", "3273", "2024")
    assert (item.a.low, item.a.high) == (66.47, 76.99)
    assert item.a.parts == ("3471", "3401")
    assert (item.low, item.high) == pytest.approx((66.47 - 62.9, 76.99 - 62.9))


def test_less_than_two_points_may_be_noise() -> None:
    near = compare(DATA, REGISTRY["emprate"], "3402", "3404", "2024")
    far = compare(DATA, REGISTRY["emprate"], "3401", "3471", "2024")
    assert (abs(near.low) < 2, near.noise) in {(True, True), (False, False)}
    assert not far.noise
    assert compare(DATA, REGISTRY["unemprate"], "3401", "3403", "2024").noise


def test_a_rest_without_a_rate_is_the_range_of_its_parts() -> None:
    item = compare(DATA, REGISTRY["emprate"], "34-3404", "3404")
    assert item.guard is None
    assert item.a.parts == ("3471", "3401")
    assert compare(DATA, REGISTRY["se2016"], "34-3404", "3404").guard is not None


@given(st.sampled_from(RECORDED), st.lists(st.sampled_from(UPPER), min_size=2, max_size=2), sizes())
def test_a_difference_is_given_and_marked_as_its_own_interval_allows(
    metric: Metric, areas: list[str], filters: Filters
) -> None:
    a, b = areas
    found = compare(DATA, metric, a, b, filters=filters)
    if a == b or not (found.a.known and found.b.known) or metric.measure is None:
        assert found.guard in (None, Guard.HIDDEN)
        return
    gap = record_difference(DATA, metric, metric.measure, filters, a, b)
    assert (found.guard is Guard.UNSURE) == (gap.flags[0] not in SHOWN)
    assert found.care == (gap.flags[0] is Flag.CARE)


def test_two_values_may_stand_where_their_difference_may_not() -> None:
    items = [compare(DATA, metric, "3401010001", "3401010003") for metric in RECORDED]
    unsure = [item for item in items if item.guard is Guard.UNSURE]
    assert unsure
    assert all(item.a.known and item.b.known for item in unsure)
