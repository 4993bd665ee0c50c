from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.cells import build_cells
from geo.decompose import Decomposition, decompose
from geo.difference import difference
from geo.measures import MEASURES
from geo.model import SECTORS, Design, Flag, Size, Use
from geo.query import Filters
from geo.records import Records
from tests.rows import rows
from tests.samples import records

SHARES = ("online", "integrated", "promotion", "new", "newonline", "ownedbywomen")
A, B = np.array([True, False, False]), np.array([False, True, False])
ALL = np.array([True, True, True])
INTEGRATED, NONE = tuple(Use).index(Use.INTEGRATED), tuple(Use).index(Use.NONE)


def few_sectors(some: Records) -> Records:
    return replace(some, sector=(some.sector % 2).astype(np.uint8))


@st.composite
def samples(draw: st.DrawFn) -> Records:
    some = records(
        draw(st.integers(20, 300)),
        draw(st.integers(0, 2**31)),
        places=3,
        strata=draw(st.integers(1, 4)),
        psus=draw(st.sampled_from([0, 12, 40])),
    )
    return few_sectors(some) if draw(st.booleans()) else some


def of(
    some: Records, code: str = "integrated", a: NDArray = A, b: NDArray = B, **chosen: Any
) -> Decomposition | None:
    return decompose(build_cells(some), MEASURES[code], replace(Filters(), **chosen), a, b)


def sure(found: Decomposition | None) -> Decomposition:
    assert found is not None
    return found


@given(samples(), st.sampled_from((*SHARES, "itskills", "creation")), st.sampled_from([B, ALL]))
@settings(max_examples=60, deadline=None)
def test_the_parts_add_up_to_the_difference_and_swapping_turns_them(
    some: Records, code: str, b: NDArray
) -> None:
    cells = build_cells(some)
    found = decompose(cells, MEASURES[code], Filters(), A, b)
    apart = difference(cells, MEASURES[code], Filters(), np.where(A, 0, -1), 1, b)
    if found is None:
        assert np.isnan(apart.value[0])
        return
    whole = found.mix.value + found.behaviour.value
    assert whole == pytest.approx(apart.value[0], abs=1e-9)
    assert found.difference.value == pytest.approx(whole, abs=1e-9)
    assert found.difference.se == pytest.approx(apart.se[0], rel=1e-7, abs=1e-7)
    assert np.isnan(found.difference.low) == np.isnan(apart.ci_low[0])
    back = sure(decompose(cells, MEASURES[code], Filters(), b, A))
    assert back.lacking == pytest.approx(found.lacking[::-1])
    for name in ("difference", "mix", "behaviour"):
        there, here = getattr(found, name), getattr(back, name)
        assert here.value == pytest.approx(-there.value, abs=1e-9)
        assert here.se == pytest.approx(there.se, abs=1e-7)
        assert here.flag is there.flag


@given(samples(), st.sampled_from(SHARES))
@settings(max_examples=30, deadline=None)
def test_an_area_does_not_differ_from_itself_or_from_its_twin(some: Records, code: str) -> None:
    first = some.place != 1
    halves = np.concatenate((np.flatnonzero(first), np.flatnonzero(some.place == 0)))
    columns: dict[str, Any] = {
        name: getattr(some, name)[halves]
        for name in some.__dataclass_fields__
        if isinstance(getattr(some, name), np.ndarray)
    }
    columns["place"] = np.where(
        np.arange(len(halves)) < np.count_nonzero(first), columns["place"], 1
    )
    twin = replace(some, **columns)
    for found in (of(some, code, A, A), of(twin, code)):
        if found is not None:
            for part in (found.difference, found.mix, found.behaviour):
                assert part.value == pytest.approx(0, abs=1e-9)
                assert not part.clear
    same = of(some, code, A, A)
    if same is not None:
        assert (same.difference.se, same.mix.se, same.behaviour.se) == pytest.approx((0, 0, 0))


@given(samples())
@settings(max_examples=30, deadline=None)
def test_where_rates_are_equal_nothing_is_behaviour(some: Records) -> None:
    """Everyone of sector A is integrated, nobody else is: only how many are of it can differ."""
    use = np.where(some.sector == 0, INTEGRATED, NONE).astype(np.uint8)
    found = of(replace(some, use=use))
    if found is not None:
        assert found.behaviour.value == pytest.approx(0, abs=1e-9)
        assert found.behaviour.se == pytest.approx(0, abs=1e-9)


@given(samples())
@settings(max_examples=30, deadline=None)
def test_where_shares_are_equal_nothing_is_mix(some: Records) -> None:
    """Each business has its like, of another use, in the other area."""
    half = len(some.place) // 2
    mirrored: dict[str, Any] = {
        name: getattr(some, name).copy() for name in ("sector", "size", "weight", "place")
    }
    for name in ("sector", "size", "weight"):
        mirrored[name][half : 2 * half] = mirrored[name][:half]
    mirrored["place"][:half], mirrored["place"][half:] = 0, 1
    mirrored["place"][2 * half :] = 2
    use = np.where(some.use == tuple(Use).index(Use.UNKNOWN), NONE, some.use).astype(np.uint8)
    found = sure(of(replace(some, use=use, **mirrored)))
    assert found.mix.value == pytest.approx(0, abs=1e-9)
    assert found.lacking == pytest.approx((0, 0))


def pair(use: list[int], sector: list[int], place: list[int]) -> Records:
    some = records(len(use), 1, places=3, unknown=0)
    columns = {"use": use, "sector": sector, "place": place, "size": [0] * len(use)}
    whole: dict[str, Any] = {
        name: np.array(values, getattr(some, name).dtype) for name, values in columns.items()
    }
    return replace(some, weight=np.ones(len(use)), **whole)


def test_worked_by_hand() -> None:
    """a: 3 of 4 in G with rate 2/3, rest 0; b: 1 of 2 in G with rate 1, rest 0."""
    yes, no, other, trade = INTEGRATED, NONE, 0, SECTORS.index("G")
    found = sure(
        of(
            pair(
                [yes, yes, no, no, yes, no],
                [trade, trade, trade, other, trade, other],
                [0, 0, 0, 0, 1, 1],
            )
        )
    )
    assert found.mix.value == pytest.approx(100 * (3 / 4 - 1 / 2) * (2 / 3 + 1) / 2)
    assert found.behaviour.value == pytest.approx(100 * (2 / 3 - 1) * (3 / 4 + 1 / 2) / 2)
    assert found.difference.value == pytest.approx(0)
    assert found.cells == 2


def test_a_cell_that_one_side_lacks_is_mix_alone() -> None:
    """b lacks trade, a quarter of a: a's own rate there stands for both."""
    trade = SECTORS.index("G")
    found = sure(
        of(
            pair(
                [INTEGRATED, NONE, NONE, NONE, NONE, NONE], [trade, 0, 0, 0, 0, 0], [0] * 4 + [1, 1]
            )
        )
    )
    assert found.lacking == pytest.approx((25, 0))
    assert found.behaviour.value == 0
    assert found.mix.value == pytest.approx(25)


def test_one_sector_of_one_size_has_no_mix() -> None:
    some = few_sectors(records(200, 4, places=3))
    found = sure(of(some, sector=frozenset({SECTORS[0]}), size=frozenset({Size.MICRO})))
    assert found.cells == 1
    assert (found.mix.value, found.mix.se) == (0, 0)
    assert found.behaviour.value == pytest.approx(found.difference.value)


def test_nothing_without_anybody_or_where_filters_settle_the_share() -> None:
    some = few_sectors(records(200, 4, places=3))
    assert of(replace(some, place=np.maximum(some.place, 1))) is None
    assert of(some, use=frozenset({Use.INTEGRATED})) is None


def test_a_register_has_parts_without_intervals() -> None:
    found = sure(of(few_sectors(records(200, 4, places=3, design=Design.ENUMERATION))))
    for part in (found.difference, found.mix, found.behaviour):
        assert part.flag is Flag.OK
        assert np.isnan([part.se, part.low, part.high]).all()
        assert part.clear


def test_a_side_within_one_psu_has_no_interval() -> None:
    some = few_sectors(records(400, 3, places=3, psus=6, unknown=0))
    psu = np.where(some.place == 0, 0, np.asarray(some.psu) % 5 + 1).astype(np.int32)
    found = sure(of(replace(some, psu=psu, stratum=np.zeros_like(psu))))
    for part in (found.difference, found.mix, found.behaviour):
        assert np.isnan(part.low)
        assert part.flag is Flag.UNRELIABLE
        assert not part.clear


@pytest.mark.parametrize(("psus", "b"), [(0, B), (60, B), (60, ALL)])
def test_errors_are_those_of_the_jackknife(psus: int, b: NDArray) -> None:
    """Leaving out one PSU at a time, the others of its stratum weighted up: near to Taylor's."""
    some = few_sectors(records(900, 7, places=3, strata=3, psus=psus, unknown=0.02))
    found = sure(of(some, b=b))
    unit = np.arange(900) if some.psu is None else some.psu
    stratum_of = {int(u): int(s) for u, s in zip(unit, some.stratum, strict=True)}
    sums, cell = rows("integrated", some, 2), some.sector.astype(int) * len(Size) + some.size
    variance = np.zeros(2)
    for stratum in range(3):
        inside = [u for u, own in stratum_of.items() if own == stratum]
        again = []
        for left in inside:
            up = np.where(some.stratum == stratum, len(inside) / (len(inside) - 1), 1.0)
            weight = some.weight * np.where(unit == left, 0.0, up) * sums.counted
            again.append(plain(some, cell, weight, sums.y, (A, b)))
        spread = np.array(again) - np.mean(again, axis=0)
        variance += (len(inside) - 1) / len(inside) * (spread**2).sum(axis=0)
    assert (found.mix.se, found.behaviour.se) == pytest.approx(np.sqrt(variance), rel=0.12)


def plain(
    some: Records, cell: NDArray, weight: NDArray, y: NDArray, sides: tuple[NDArray, NDArray]
) -> tuple[float, float]:
    """Mix and behaviour straight from the rows, where no side lacks a cell."""
    share, rate = [], []
    for side in sides:
        own = weight * side[some.place]
        bottom = np.bincount(cell, own)
        share.append(bottom / bottom.sum())
        rate.append(np.bincount(cell, own * y) / np.where(bottom > 0, bottom, 1))
    mix = (share[0] - share[1]) @ (rate[0] + rate[1]) / 2
    return 100 * mix, 100 * ((rate[0] - rate[1]) @ (share[0] + share[1])) / 2
