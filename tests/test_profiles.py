"""Which profiles a business can have: exactly those that `derive` gives to some business."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from geo.derive import growth_class, years_since
from geo.profiles import SHAPE, YEARS_MORE, YEARS_UNKNOWN, possible

YEAR = 2017


@pytest.mark.parametrize("span", [None, 1, 3, 5, 6, 7, 9])
def test_possible_are_the_profiles_that_some_business_has(span: int | None) -> None:
    starts = [*range(YEAR - 12, YEAR + 1), np.nan]
    started, base, now = np.array(list(product(starts, (np.nan, 0, 2), (1, 2, 3)))).T
    growth = growth_class(started, base, now, None if span is None else YEAR - span)
    years = years_since(started, YEAR)
    code = np.where(years < 0, YEARS_UNKNOWN, np.minimum(years, YEARS_MORE))
    found = np.zeros(SHAPE[1:3], dtype=bool)
    found[code, growth] = True
    grid = possible(span)
    assert grid.shape == SHAPE
    assert (grid == found[np.newaxis, :, :, np.newaxis, np.newaxis]).all()
