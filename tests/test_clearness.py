from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.clearness import Verdict, by_clearness, clearness, verdict
from geo.compare import Comparison, Guard, Standing, compare, compare_all
from geo.indicators import REGISTRY
from geo.query import Query
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()
TURNED = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}


def made(
    metric: str, low: float, high: float, interval: tuple[float, float] | None = None
) -> Comparison:
    """A comparison with a difference of our own."""
    side = Standing("34", "2024", None, 1.0, 1.0, interval=interval)
    own = REGISTRY[metric]
    noise = interval is not None and interval[0] <= 0 <= interval[1]
    if own.noise is not None:
        noise = max(abs(low), abs(high)) < own.noise
    return Comparison(own, side, side, None, low, high, noise, interval)


@given(queries())
def test_the_word_agrees_with_guard_and_interval(query: Query) -> None:
    for item in compare_all(query, DATA):
        word = verdict(item)
        assert (word is Verdict.GUARDED) == (item.guard is not None)
        if item.interval is not None and not math.isnan(item.interval[0]):
            low, high = item.interval
            sure = {Verdict.HIGHER: low > 0, Verdict.LOWER: high < 0}
            # The values decide where their intervals part, or where each holds the other's.
            assert sure.get(word, low <= 0 <= high) or _told_by_the_values(item, word)


def _told_by_the_values(item: Comparison, word: Verdict) -> bool:
    (low, high), (least, most) = (
        side.interval or (side.low, side.high) for side in (item.a, item.b)
    )
    if math.isnan(low + high + least + most):
        return False
    apart = low > most or least > high
    alike = low <= item.b.low <= high and least <= item.a.low <= most
    return alike if word is Verdict.UNCLEAR else apart


@given(queries())
def test_exchanging_the_areas_turns_the_word_round(query: Query) -> None:
    metric = REGISTRY[query.metric]
    there = compare(DATA, metric, query.a, query.b, query.year, query.filters)
    back = compare(DATA, metric, query.b, query.a, query.year, query.filters)
    assert verdict(back) is TURNED.get(verdict(there), verdict(there))
    assert clearness(back) == pytest.approx(clearness(there))


@pytest.mark.parametrize(
    ("metric", "low", "high", "word"),
    [
        ("emprate", 2.0, 2.0, Verdict.HIGHER),
        ("emprate", 1.9, 1.9, Verdict.UNCLEAR),
        ("emprate", -9.0, -1.0, Verdict.UNCLEAR),
        ("emprate", -9.0, -2.5, Verdict.LOWER),
        ("emprate", -1.0, 9.0, Verdict.UNCLEAR),
        ("se2016", 1.0, 1.0, Verdict.HIGHER),
        ("se2016", 0.0, 0.0, Verdict.UNCLEAR),
        ("selfemployed", 40.0, 40.0, Verdict.UNCLEAR),
    ],
)
def test_no_order_is_claimed_under_the_rule_of_thumb(
    metric: str, low: float, high: float, word: Verdict
) -> None:
    assert verdict(made(metric, low, high)) is word


@given(st.floats(-50, 50), st.floats(0.01, 50))
def test_an_estimate_is_as_clear_as_its_interval_is_far_from_zero(gap: float, half: float) -> None:
    item = made("integrated", gap, gap, (gap - half, gap + half))
    assert clearness(item) == pytest.approx(abs(gap) / half)
    assert (verdict(item) is Verdict.UNCLEAR) == item.noise


def test_the_clearest_comes_first_and_what_is_guarded_last() -> None:
    nan = math.nan
    side = Standing("34", "2024", None, nan, nan)
    guarded = Comparison(REGISTRY["se2016"], side, side, Guard.REGION, nan, nan, noise=False)
    items = [
        guarded,
        made("emprate", 1.0, 1.0),
        made("emprate", -3.0, -3.0),
        made("emprate", 8.0, 8.0),
        made("se2016", 5.0, 5.0),
    ]
    order = [item.low for item in sorted(items, key=by_clearness)]
    assert order[:4] == [5.0, 8.0, -3.0, 1.0]
    assert math.isnan(order[4])
