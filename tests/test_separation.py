"""Values and their difference tell one story, on random samples; one tolerance for rounding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import build_cells
from geo.compare import compare
from geo.decompose import decompose
from geo.difference import difference
from geo.estimate import estimate
from geo.indicators import REGISTRY
from geo.measures import MEASURES, Kind
from geo.model import Design, Flag, Use
from geo.query import Filters
from geo.separation import Ends, differ, reaches, subtract
from tests.data import dataset
from tests.samples import records
from tests.strategies import filters

PLACES = 6
DOMAIN = np.arange(PLACES)
MEASURED = [code for code, own in MEASURES.items() if own.kind is not Kind.DENSITY]
DESIGNS: dict[str, dict[str, Any]] = {
    "plain": {},
    "psus": {"psus": 40},
    "strata and psus": {"strata": 4, "psus": 30},
    "few": {"strata": 3, "psus": 12},
}


@settings(max_examples=60)
@given(
    design=st.sampled_from(list(DESIGNS)),
    seed=st.integers(0, 9999),
    code=st.sampled_from(MEASURED),
    chosen=filters(),
    reference=st.lists(st.booleans(), min_size=PLACES, max_size=PLACES),
)
def test_values_and_difference_tell_one_story(
    design: str, seed: int, code: str, chosen: Filters, reference: list[bool]
) -> None:
    """The reference may overlap the areas."""
    cells, measure = (
        build_cells(records(400, seed, places=PLACES, **DESIGNS[design])),
        MEASURES[code],
    )
    inside = np.array(reference)
    one = estimate(cells, measure, chosen, DOMAIN, PLACES)
    other = estimate(cells, measure, chosen, np.where(inside, 0, -1), 1)
    gap = difference(cells, measure, chosen, DOMAIN, PLACES, inside)
    for at in range(PLACES):
        shown = {one.flags[at], other.flags[0]} <= {Flag.OK, Flag.CARE}
        if not shown:
            assert not gap.clear[at]
            continue
        parted = one.ci_low[at] > other.ci_high[0] or other.ci_low[0] > one.ci_high[at]
        alike = (
            one.ci_low[at] <= other.value[0] <= one.ci_high[at]
            and other.ci_low[0] <= one.value[at] <= other.ci_high[0]
        )
        leaves = gap.ci_low[at] > 1e-6 or gap.ci_high[at] < -1e-6
        touches = abs(gap.ci_low[at]) < 1e-6 or abs(gap.ci_high[at]) < 1e-6
        assert gap.clear[at] or not parted
        assert not (gap.clear[at] and alike)
        assert parted or alike or touches or gap.clear[at] == leaves
        if gap.clear[at]:
            assert gap.flags[at] in (Flag.OK, Flag.CARE)


@settings(max_examples=20)
@given(seed=st.integers(0, 9999), code=st.sampled_from(["online", "workersper", "female"]))
def test_a_difference_taken_apart_is_the_same_difference(seed: int, code: str) -> None:
    cells, measure = build_cells(records(400, seed, places=2, psus=30)), MEASURES[code]
    a, b = np.array([True, False]), np.array([False, True])
    found = decompose(cells, measure, Filters(), a, b)
    gap = difference(cells, measure, Filters(), np.array([0, -1]), 1, b)
    assert found is not None
    assert found.difference.value == pytest.approx(gap.value[0])
    assert found.difference.low == pytest.approx(gap.ci_low[0])
    assert (found.difference.clear, found.difference.flag) == (gap.clear[0], gap.flags[0])


def ends(*triple: float) -> Ends:
    return Ends(*(np.array([each]) for each in triple))


@pytest.mark.parametrize(
    ("one", "other", "half", "clear"),
    [
        ((50, 45, 55), (60, 56, 64), 11, True),  # parted, whatever the test says
        ((50, 40, 60), (55, 45, 65), 1, False),  # each holds the other's value
        ((50, 45, 55), (56, 48, 64), 5, True),  # between: the test
        ((50, 45, 55), (56, 48, 64), 7, False),
        ((50, 45, 55), (60, 56, 64), np.nan, False),
    ],
)
def test_one_story_by_hand(
    one: tuple[float, ...], other: tuple[float, ...], half: float, clear: bool
) -> None:
    gap = np.array([one[0] - other[0]])
    for shown in (True, False):
        given_ = np.array([shown])
        found = differ(gap, np.array([half]), ends(*one), ends(*other), shown=given_)
        assert found[0] == (clear and shown)


@given(st.floats(-1e6, 1e6), st.floats(-1, 1))
def test_what_is_equal_but_for_rounding_has_no_difference(value: float, part: float) -> None:
    noisy = value * (1 + part * 1e-12)
    assert subtract(value, noisy) == 0
    assert subtract(np.array([value]), np.array([noisy]))[0] == 0
    assert subtract(value + 1, value) == pytest.approx(1)
    assert reaches(noisy, value)


def test_a_rule_of_thumb_is_reached_by_what_is_printed_as_it() -> None:
    assert 4.1 - 2.1 < 2
    assert reaches(4.1 - 2.1, 2)
    assert not reaches(1.999, 2)


@pytest.mark.parametrize("design", Design)
def test_all_of_two_areas_do_not_differ(design: Design) -> None:
    """99.99999999999999 beside 100, by weights that do not add up exactly."""
    some = records(900, 4, places=2, unknown=0, design=design)
    online = np.full(900, tuple(Use).index(Use.OTHER), dtype=np.uint8)
    cells = build_cells(replace(some, use=online, weight=0.1 + some.weight / 7))
    got = difference(cells, MEASURES["online"], Filters(), np.arange(2), 2, np.array([True, False]))
    assert got.value[1] == 0
    assert not got.clear.any()


def test_no_area_of_the_example_is_called_higher_for_rounding() -> None:
    data = dataset()
    items = [
        compare(data, REGISTRY["promotion"], "3401010", other.code)
        for other in data.gazetteer.areas.values()
        if len(other.code) == 7
    ]
    assert any(not item.noise for item in items)
    assert all(abs(item.low) > 1e-6 for item in items if not item.noise and item.low != 0)
