"""Mixes beside one another: the shares of each area's mix, and a word only for what is sure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.indicators import REGISTRY
from geo.mixes import mix
from geo.mixgaps import Beside, beside, share_gap
from geo.model import Size
from geo.profiles import DIMENSIONS
from geo.query import Filters
from geo.recorded import record_difference
from tests.data import dataset
from tests.strategies import filters

DATA = dataset()
_CODES = sorted(DATA.gazetteer.areas)
_RESTS = [rest for code in _CODES if (rest := DATA.gazetteer.rest_of(code)) is not None]
AREAS = st.one_of(st.sampled_from(_CODES), st.sampled_from(_RESTS))
PAIRS = st.tuples(AREAS, AREAS)
NAMES = st.sampled_from(DIMENSIONS)


def _beside(dimension: str, chosen: Filters, *areas: str) -> Beside:
    nothing: dict[str, Any] = {dimension: frozenset()}
    found = beside(DATA, dimension, replace(chosen, **nothing), areas)
    assert found is not None
    return found


@given(st.lists(AREAS, min_size=2, max_size=4), NAMES, filters())
@settings(max_examples=40, deadline=None)
def test_each_area_has_the_shares_of_its_own_mix(
    areas: list[str], dimension: str, chosen: Filters
) -> None:
    nothing: dict[str, Any] = {dimension: frozenset()}
    found = _beside(dimension, chosen, *areas)
    for place, area in enumerate(areas):
        own = mix(DATA, dimension, replace(chosen, **nothing), area)
        assert own is not None
        assert tuple(option.pieces[place] for option in found.options) == own.pieces
        assert found.unknown[place] == own.unknown


@given(PAIRS, NAMES, filters())
@settings(max_examples=40, deadline=None)
def test_a_difference_is_sure_where_both_shares_are_shown_and_tell_one_story_with_it(
    pair: tuple[str, str], dimension: str, chosen: Filters
) -> None:
    nothing: dict[str, Any] = {dimension: frozenset()}
    chosen = replace(chosen, **nothing)
    for option in _beside(dimension, chosen, *pair).options:
        gap = share_gap(DATA, dimension, option.code, chosen, *pair)
        low, high = float(gap.ci_low[0]), float(gap.ci_high[0])
        one, other = option.pieces
        if not (one.shown and other.shown) or pair[0] == pair[1]:
            assert option.sure == (0,)
            continue
        sign = int(np.sign(gap.value[0]))
        apart = one.low > other.high or other.low > one.high
        alike = one.low <= other.value <= one.high and other.low <= one.value <= other.high
        tested = int(low > 0) - int(high < 0)
        assert option.sure == (sign if apart else 0 if alike else tested,)


@given(PAIRS, NAMES, filters())
@settings(max_examples=30, deadline=None)
def test_the_other_way_round_the_word_is_the_other_and_beside_itself_there_is_none(
    pair: tuple[str, str], dimension: str, chosen: Filters
) -> None:
    there, back = (_beside(dimension, chosen, *order) for order in (pair, pair[::-1]))
    for one, other in zip(there.options, back.options, strict=True):
        assert one.sure == tuple(-sign for sign in other.sure)
        assert one.pieces == other.pieces[::-1]
    alone = _beside(dimension, chosen, pair[0], pair[0])
    assert all(option.sure == (0,) for option in alone.options)


@pytest.mark.parametrize(("dimension", "option"), [("use", "integrated"), ("age", "new")])
def test_the_gap_of_a_share_that_is_a_metric_is_that_of_the_metric(
    dimension: str, option: str
) -> None:
    metric = REGISTRY[option]
    assert metric.measure is not None
    own = share_gap(DATA, dimension, option, Filters(), "3404", "3273")
    other = record_difference(DATA, metric, metric.measure, Filters(), "3404", "3273")
    for name in ("value", "se", "ci_low", "ci_high", "clear"):
        np.testing.assert_allclose(getattr(own, name), getattr(other, name))


def test_a_filter_on_the_dimension_leaves_no_mix() -> None:
    assert beside(DATA, "size", Filters(size=frozenset({Size.MICRO})), ("34", "3273")) is None
