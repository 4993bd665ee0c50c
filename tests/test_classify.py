from __future__ import annotations

import warnings
from random import Random

import mapclassify
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.classify import NO_CLASS, NO_CLASSES, breaks, classes_of, classify, root_breaks
from geo.model import Scheme

values = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=60)
classes = st.integers(3, 7)
computed = st.sampled_from([scheme for scheme in Scheme if scheme is not Scheme.OWN])


def spread(data: list[float], upper: tuple[float, ...]) -> float:
    array, found = np.array(data), classify(data, upper)
    return sum(float(((a := array[found == c]) - a.mean()).var() * a.size) for c in set(found))


@given(values, classes, computed)
def test_every_finite_value_has_a_class_within_its_bounds(
    data: list[float], k: int, scheme: Scheme
) -> None:
    upper = breaks(data, scheme, k)
    found = classify(data, upper)
    assert 1 <= len(upper) <= k
    assert list(upper) == sorted(set(upper))
    assert upper[-1] == max(data)
    for value, place in zip(data, found, strict=True):
        assert value <= upper[place]
        assert place == 0 or value > upper[place - 1]


@given(values, classes)
def test_fewer_distinct_values_than_classes_get_one_class_each(data: list[float], k: int) -> None:
    distinct = sorted(set(data))
    if len(distinct) <= k:
        assert breaks(data, Scheme.NATURAL, k) == tuple(distinct)


@given(st.lists(st.integers(0, 500).map(float), min_size=12, max_size=60), classes)
def test_natural_breaks_are_no_worse_than_mapclassify(data: list[float], k: int) -> None:
    if len(set(data)) <= k:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = mapclassify.FisherJenks(np.array(data), k=k)
    theirs = tuple(np.unique(reference.bins).tolist())
    assert spread(data, breaks(data, Scheme.NATURAL, k)) <= spread(data, theirs) + 1e-6


@given(values, classes, st.randoms())
def test_breaks_do_not_depend_on_the_order_of_values(
    data: list[float], k: int, random: Random
) -> None:
    shuffled = data.copy()
    random.shuffle(shuffled)
    assert breaks(shuffled, Scheme.NATURAL, k) == breaks(data, Scheme.NATURAL, k)


@given(values, classes, computed)
def test_no_class_of_a_diverging_map_spans_zero(data: list[float], k: int, scheme: Scheme) -> None:
    made = classes_of(data, scheme, k, centred=True)
    found = classify(data, made.upper)
    assert len(made.upper) <= k
    for value, place in zip(data, found, strict=True):
        assert (place < made.below) == (value < 0)


def test_quantiles_do_not_part_ties() -> None:
    upper = breaks([1, 1, 1, 1, 2, 3, 4, 5], Scheme.QUANTILE, 3)
    assert classify([1, 1, 1, 1], upper).tolist() == [0, 0, 0, 0]


def test_equal_steps() -> None:
    assert breaks([0, 1, 2, 3, 10], Scheme.EQUAL, 4) == (2.5, 5.0, 7.5, 10.0)


@pytest.mark.parametrize("nothing", [[], [np.nan], [np.nan, np.inf]])
def test_no_finite_value_gives_no_class(nothing: list[float]) -> None:
    assert breaks(nothing) == ()
    assert classes_of(nothing, Scheme.NATURAL, 5, centred=True) == NO_CLASSES
    assert classify(nothing, ()).tolist() == [NO_CLASS] * len(nothing)


def test_missing_values_have_no_class_and_larger_ones_stay_in_the_last() -> None:
    assert classify([np.nan, 5.0, 99.0], (3.0, 7.0)).tolist() == [NO_CLASS, 1, 1]


def test_classes_are_equal_steps_of_the_square_root_and_never_empty() -> None:
    assert root_breaks(np.array([1.0, 30, 60, 100, 5, 2, 99]), 2) == (25, 100)
    assert root_breaks(np.array([4.0, 4, 9]), 5) == (4.0, 9.0)
    assert root_breaks(np.array([]), 5) == ()
    # Nobody lies between 4 and 64 per cent of the largest.
    assert root_breaks(np.array([1.0, 2, 3, 90, 95, 100]), 5) == pytest.approx((4, 100))


grid = st.lists(st.integers(-3000, 3000).map(lambda whole: whole / 10), min_size=1, max_size=60)
hundredths = st.integers(-40_000, 40_000).map(lambda whole: whole / 100)
bounds = st.lists(hundredths, min_size=2, max_size=6, unique=True).map(sorted)


@given(grid, classes, st.sampled_from(Scheme), bounds, st.booleans())
def test_every_printed_number_lies_in_its_own_class_alone(
    data: list[float], k: int, scheme: Scheme, own: list[float], centred: bool
) -> None:
    made = classes_of(data, scheme, k, own=own, centred=centred, decimals=1)
    assert all(low <= high for low, high in zip(made.low, made.high, strict=True))
    assert all(high < low for high, low in zip(made.high, made.low[1:], strict=False))
    for value, place in zip(data, classify(data, made.upper).tolist(), strict=True):
        assert made.low[place] <= value <= made.high[place]
        assert (place < made.below) == (centred and value < 0)


@given(grid, classes, bounds, st.booleans())
def test_classes_from_bound_to_bound_leave_no_gap(
    data: list[float], k: int, own: list[float], centred: bool
) -> None:
    for scheme in (Scheme.OWN, Scheme.EQUAL):
        made = classes_of(data, scheme, k, own=own, centred=centred, decimals=1)
        if made.stepped:
            steps = np.subtract(made.low[1:], made.high[:-1])
            assert steps == pytest.approx(np.full(len(steps), 0.1))
        if scheme is Scheme.OWN:
            assert (made.low[0], made.high[-1]) == (-np.inf, np.inf)


@pytest.mark.parametrize("scheme", [Scheme.NATURAL, Scheme.QUANTILE, Scheme.EQUAL])
@pytest.mark.parametrize("distinct", range(6))
def test_up_to_five_distinct_values_have_a_class_each(distinct: int, scheme: Scheme) -> None:
    data = [2.5 * value for value in range(distinct) for _ in range(value + 1)]
    made = classes_of(data, scheme, 5, decimals=1)
    assert made.low == made.high == tuple(2.5 * value for value in range(distinct))


def test_one_huge_outlier_stands_alone() -> None:
    data = [*range(1, 60), 1e6]
    natural = classes_of(data, Scheme.NATURAL, 5)
    assert (natural.low[-1], natural.high[-1]) == (1e6, 1e6)
    equal = classes_of(data, Scheme.EQUAL, 5)
    assert np.bincount(classify(data, equal.upper), minlength=5).tolist() == [59, 0, 0, 0, 1]


def test_own_bounds_outside_of_the_data_keep_their_classes() -> None:
    made = classes_of([1.0, 2.0], Scheme.OWN, 5, own=(10, 20.05, 30), decimals=1)
    assert made.low == (-np.inf, 10.1, 20.1, 30.1)
    assert made.high == (10.0, 20.0, 30.0, np.inf)


def test_zero_is_a_bound_of_a_diverging_map_and_counts_as_above() -> None:
    own = classes_of([-3.0, 0.0, 4.0], Scheme.OWN, 5, own=(-2, 0, 2), centred=True, decimals=1)
    assert (own.high[1], own.low[2], own.below) == (-0.1, 0.0, 2)
    added = classes_of([-3.0, 4.0], Scheme.OWN, 5, own=(-2, 2), centred=True, decimals=1)
    assert added.low == own.low


def test_equal_steps_of_a_diverging_map_have_one_width_on_both_sides() -> None:
    data = np.arange(-30, 100, dtype=float)
    made = classes_of(data, Scheme.EQUAL, 5, centred=True, decimals=0)
    assert made.below == 1
    assert made.high == (-1, 30, 60, 90, 99)
