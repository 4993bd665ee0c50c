from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.derive import (
    DOWNSTREAM,
    UPSTREAM,
    WORKERS,
    growth_class,
    size_class,
    use_of_purposes,
    years_since,
)
from geo.model import Growth, Purpose, Size, Use

NAN = np.nan
ANSWERS = (0.0, 1.0, NAN)


def _uses(internet: float, rows: list[tuple[float, ...]]) -> list[Use]:
    columns = np.array(rows, dtype=np.float64).T
    purposes = dict(zip(Purpose, columns, strict=True))
    codes = use_of_purposes(np.full(len(rows), internet), purposes)
    return [tuple(Use)[code] for code in codes]


def _rule(ticked: set[Purpose]) -> Use | None:
    """DESIGN section 3, in words: None where no purpose is ticked."""
    if ticked & UPSTREAM and ticked & DOWNSTREAM:
        return Use.INTEGRATED
    if ticked and ticked <= DOWNSTREAM | {Purpose.COMMUNICATION} and ticked & DOWNSTREAM:
        return Use.PROMOTION
    return Use.OTHER if ticked else None


def test_purposes_are_upstream_downstream_or_neither() -> None:
    assert set(Purpose) - UPSTREAM - DOWNSTREAM == {Purpose.COMMUNICATION}
    assert not UPSTREAM & DOWNSTREAM
    assert {str(purpose) for purpose in UPSTREAM} == {
        *("inputs", "stock", "production", "recruitment", "finance")
    }
    assert {str(purpose) for purpose in DOWNSTREAM} == {"promotion", "sales"}


@pytest.mark.parametrize(
    ("internet", "without_purpose"),
    [(1.0, Use.OTHER), (0.0, Use.NONE), (NAN, Use.NONE)],
)
def test_use_follows_from_all_256_sets_of_purposes(internet: float, without_purpose: Use) -> None:
    rows = list(itertools.product((0.0, 1.0), repeat=8))
    assert len(rows) == 256
    for row, found in zip(rows, _uses(internet, rows), strict=True):
        ticked = {purpose for purpose, answer in zip(Purpose, row, strict=True) if answer}
        assert found is (_rule(ticked) or without_purpose), ticked


def test_a_blank_purpose_is_no_tick_and_nothing_answered_is_unknown() -> None:
    rows = list(itertools.product(ANSWERS, repeat=8))
    for internet in ANSWERS:
        found = _uses(internet, rows)
        for row, use in zip(rows, found, strict=True):
            ticked = {purpose for purpose, answer in zip(Purpose, row, strict=True) if answer == 1}
            if ticked:
                assert use is _rule(ticked)
            elif internet == 1:
                assert use is Use.OTHER
            elif internet == 0 or all(answer == 0 for answer in row):
                assert use is Use.NONE
            else:
                assert use is Use.UNKNOWN


def test_years_are_counted_to_the_survey() -> None:
    years = years_since(np.array([2017.0, 2015.0, 1900.0, NAN]), 2017)
    assert years.tolist() == [0, 2, 117, -1]
    assert years.dtype == np.int16


@pytest.mark.parametrize(
    ("started", "base", "now", "expected"),
    [
        (2000, 2, 3, Growth.GREW),
        (2000, 2, 2, Growth.STABLE),
        (2000, 3, 2, Growth.SHRANK),
        (2000, 1, 1, Growth.STABLE),
        (2014, 1, 2, Growth.GREW),
        (2015, NAN, 2, Growth.ENTRANT),
        (2015, 0, 2, Growth.ENTRANT),
        (2017, NAN, NAN, Growth.ENTRANT),
        (2000, NAN, 2, Growth.UNKNOWN),
        (2000, 0, 2, Growth.UNKNOWN),
        (2014, NAN, 2, Growth.UNKNOWN),
        (2000, 2, NAN, Growth.UNKNOWN),
        (NAN, 2, 3, Growth.GREW),
        (NAN, NAN, 3, Growth.UNKNOWN),
    ],
)
def test_growth(started: float, base: float, now: float, expected: Growth) -> None:
    cells = (np.array([value], dtype=np.float64) for value in (started, base, now))
    first, second, third = cells
    (code,) = growth_class(first, second, third, 2014)
    assert tuple(Growth)[code] is expected
    (code,) = growth_class(first, second, third, None)
    assert tuple(Growth)[code] is Growth.UNKNOWN


@given(st.integers(0, 200))
def test_every_number_of_workers_has_the_class_of_bps(workers: int) -> None:
    (code,) = size_class(np.array([workers], dtype=np.float64))
    expected = [size for size, (least, most) in WORKERS.items() if least <= workers <= most]
    assert tuple(Size)[code] is (expected[0] if expected else Size.UNKNOWN)


def test_classes_of_bps() -> None:
    sizes = [tuple(Size)[code] for code in size_class(np.array([1, 4, 5, 19, 20, 99, NAN]))]
    assert sizes == ["micro", "micro", "small", "small", "medium", "medium", "unknown"]
