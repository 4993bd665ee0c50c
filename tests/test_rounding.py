from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.indicators import DECIMALS, Unit
from geo.model import Lang
from geo.rounding import as_printed, floor, half_up
from geo.wording import words

numbers = st.floats(-1e9, 1e9, allow_nan=False)


@given(numbers, st.sampled_from(list(DECIMALS)))
def test_a_rounded_value_prints_as_the_value_itself(value: float, unit: Unit) -> None:
    say = words(Lang.ID)
    (rounded,) = as_printed(np.array([value]), DECIMALS[unit]).tolist()
    assert say.number(rounded, unit) == say.number(value, unit)


def test_halves_go_up_by_their_printed_digits_and_nought_has_no_sign() -> None:
    assert str(half_up(60.05, 1)) == "60.1"
    assert np.signbit(as_printed(np.array([-0.04]), 1)).tolist() == [False]
    assert np.isnan(as_printed(np.array([np.nan]), 1)).all()


@given(numbers, st.integers(0, 2))
def test_the_floor_is_the_largest_printed_number_that_is_not_above(
    value: float, decimals: int
) -> None:
    step = 10.0**-decimals
    assert floor(value, decimals) <= value < floor(value, decimals) + step * (1 + 1e-6)
    assert floor(floor(value, decimals), decimals) == pytest.approx(floor(value, decimals))
