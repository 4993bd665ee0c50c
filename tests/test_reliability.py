"""Bands of shares: by the interval, the same for a share and its complement."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.cells import build_cells
from geo.estimate import estimate
from geo.measures import INTERVAL, MEASURES
from geo.model import Flag, Use
from geo.query import Filters
from geo.reliability import judge, share_width
from tests.samples import records


def flag(value: float, low: float, high: float, n_eff: float = 100) -> Flag:
    width = share_width(*(np.array([each]) for each in (value, low, high, n_eff)))
    no = np.array([False])
    given_ = {"nodata": no, "extreme": np.array([value in (0, 100)]), "df": np.array([20.0])}
    return judge(INTERVAL, width, np.array([n_eff]), **given_)[0]


@pytest.mark.parametrize(
    ("value", "low", "high", "n_eff", "expected"),
    [
        (50, 45, 55, 400, "ok"),
        (50, 44.9, 55.1, 400, "care"),
        (50, 35.1, 65, 400, "care"),
        (50, 35, 65, 400, "unreliable"),
        (50, 45, 55, 29.9, "unreliable"),
        (50, 45, 55, 30, "ok"),
        (83, 23.0, 99.9, 400, "unreliable"),
        (10, 3, 28, 100, "care"),  # 25 of 26 points
        (10, 2, 28.1, 100, "unreliable"),
        (2, 0.5, 5.6, 100, "ok"),  # 5.1 of 5.2
        (2, 0.5, 5.8, 100, "unreliable"),
        (0, 0, 9, 40, "care"),
        (0, 0, 31, 40, "unreliable"),
        (0, 0, 9, 29, "unreliable"),
    ],
)
def test_bands_by_hand(value: float, low: float, high: float, n_eff: float, expected: str) -> None:
    assert flag(value, low, high, n_eff) == Flag(expected)
    assert flag(100 - value, 100 - high, 100 - low, n_eff) == Flag(expected)


@settings(max_examples=40)
@given(seed=st.integers(0, 999), psus=st.sampled_from([0, 40, 9]))
def test_a_share_is_as_sure_as_its_complement(seed: int, psus: int) -> None:
    """Those who use the internet, and those who do not."""
    some = records(300, seed, places=4, strata=2, psus=psus)
    none = tuple(Use).index(Use.NONE)
    turned = np.where(some.use < none, none, np.where(some.use == none, 0, some.use))
    one, other = (
        estimate(build_cells(each), MEASURES["online"], Filters(), np.arange(4), 4)
        for each in (some, replace(some, use=turned.astype(np.uint8)))
    )
    np.testing.assert_allclose(one.value, 100 - other.value)
    np.testing.assert_allclose(one.ci_low, 100 - other.ci_high, atol=1e-9)
    assert one.flags == other.flags


def test_no_interval_no_flag_but_unreliable() -> None:
    no = np.array([False])
    for df in (0.0, -1.0, np.nan):
        width = np.array([0.0])
        found = judge(INTERVAL, width, np.array([500.0]), nodata=no, extreme=no, df=np.array([df]))
        assert found == (Flag.UNRELIABLE,)
