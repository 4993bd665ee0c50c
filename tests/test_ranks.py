from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from geo.ranks import Rank, joint_half_width, rank_of

NUMBERS = st.floats(-100, 100).map(lambda value: round(value, 3))
PAIRS = st.lists(st.tuples(NUMBERS, st.floats(0, 50)), min_size=1, max_size=40)


@given(PAIRS)
def test_the_range_holds_the_place_and_lies_among_all(pairs: list[tuple[float, float]]) -> None:
    above, half = np.array(pairs).T
    rank = rank_of(above, half)
    assert 1 <= rank.low <= rank.place <= rank.high <= rank.among == len(pairs) + 1


@given(PAIRS, st.floats(1, 4))
def test_less_certainty_never_narrows_the_range(
    pairs: list[tuple[float, float]], factor: float
) -> None:
    above, half = np.array(pairs).T
    sure, unsure = rank_of(above, half), rank_of(above, factor * half)
    assert unsure.low <= sure.low
    assert unsure.high >= sure.high
    assert unsure.place == sure.place


@given(st.lists(NUMBERS.filter(lambda value: value != 0), min_size=1, max_size=40))
def test_the_range_narrows_to_the_place_where_all_are_told_apart(above: list[float]) -> None:
    gaps = np.array(above)
    rank = rank_of(gaps, np.abs(gaps) * 0.5)
    assert rank.low == rank.high == rank.place == 1 + np.count_nonzero(gaps > 0)


def test_ties_could_have_each_of_their_places() -> None:
    gaps = np.array([3.0, 0.0, 0.0, -1.0])
    assert rank_of(gaps, np.zeros(4)) == Rank(place=2, low=2, high=4, among=5)


def test_half_widths_hold_together_by_bonferroni() -> None:
    found = joint_half_width(np.array([1.0, 2.0, 4.0, 0.5]), np.full(4, 20.0))
    quantile = student.ppf(1 - 0.025 / 4, 20)
    assert found == pytest.approx([quantile, 2 * quantile, 4 * quantile, 0.5 * quantile])


def test_what_has_no_standard_error_is_told_apart_in_an_enumeration_alone() -> None:
    se = np.array([np.nan, 1.0])
    assert joint_half_width(se, np.array([20.0, 20.0]))[0] == np.inf
    assert joint_half_width(se, None).tolist() == [0, 0]


def test_without_degrees_of_freedom_nothing_is_told_apart() -> None:
    half = joint_half_width(np.array([1.0, 2.0]), np.zeros(2))
    assert rank_of(np.array([50.0, -50.0]), half) == Rank(place=2, low=1, high=3, among=3)
