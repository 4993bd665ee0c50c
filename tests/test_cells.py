"""The cell table: what it sums, and that it adds."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cells import Cells, Columns, build_cells
from geo.measures import Variable
from geo.model import Design
from geo.profiles import SHAPE, profile_of
from geo.records import Records
from tests.samples import records


def shuffled(some: Records, seed: int) -> Records:
    order = np.random.default_rng(seed).permutation(len(some.place))
    columns = {field.name: getattr(some, field.name) for field in fields(Records)}
    arrays: dict[str, Any] = {
        name: a[order] for name, a in columns.items() if isinstance(a, np.ndarray)
    }
    return replace(some, **arrays)


def same(one: Cells, other: Cells) -> None:
    for name in ("profile", "cell_block", "block_place", "block_stratum", "psus"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for variable, columns in one.columns.items():
        for field in fields(Columns):
            mine, theirs = (
                getattr(each, field.name) for each in (columns, other.columns[variable])
            )
            assert (mine is None) == (theirs is None)
            if mine is not None:
                np.testing.assert_allclose(mine, theirs)


@given(seed=st.integers(0, 999), psus=st.sampled_from([0, 8]))
def test_the_order_of_rows_does_not_matter(seed: int, psus: int) -> None:
    some = records(60, seed, strata=3, psus=psus)
    same(build_cells(some), build_cells(shuffled(some, seed)))


def test_chunks_join_where_cells_end(monkeypatch: pytest.MonkeyPatch) -> None:
    some = records(500, places=2, strata=2)
    some = replace(some, sector=some.sector // 20, years=some.years // 20)
    whole = build_cells(some)
    assert len(whole.profile) < 480
    monkeypatch.setattr("geo.cells._CHUNK", 7)
    same(whole, build_cells(some))


def test_sums_are_those_of_the_rows() -> None:
    some = records(300, strata=3)
    cells = build_cells(some)
    columns = cells.columns[Variable.WORKERS]
    assert cells.businesses.n.sum() == 300
    known = np.isfinite(some.workers_now)
    w, y = some.weight[known], some.workers_now[known]
    assert columns.n.sum() == known.sum()
    assert columns.y.sum() == pytest.approx((w * y).sum())
    assert columns.yy is not None
    assert columns.yy.sum() == pytest.approx((w * w * y * y).sum())
    place = int(cells.block_place[cells.cell_block[0]])
    rows = (some.place == place) & (profile_of(some) == cells.profile[0])
    rows &= some.stratum == cells.block_stratum[cells.cell_block[0]]
    assert cells.businesses.w[0] == pytest.approx(some.weight[rows].sum())


def test_squares_are_kept_only_where_a_variance_rests_on_them() -> None:
    assert build_cells(records(50)).businesses.xx is not None
    assert build_cells(records(50, psus=5)).businesses.xx is None
    listed = build_cells(records(50, strata=4, psus=8, design=Design.ENUMERATION))
    assert listed.businesses.xx is None
    assert listed.block_psu is None
    assert set(listed.block_stratum.tolist()) == {0}


def test_degrees_of_freedom_are_of_the_whole_design() -> None:
    assert build_cells(records(50, strata=3)).psus.sum() == 50
    assert build_cells(records(400, strata=3, psus=20)).psus.sum() == 20


def test_what_nobody_knows_takes_no_room() -> None:
    some = replace(records(50), owner_female=np.full(50, np.nan))
    assert Variable.OWNER not in build_cells(some).columns
    assert Variable.SALES in build_cells(some).columns


def test_profiles_number_every_combination() -> None:
    some = records(2000, unknown=0.2)
    codes = np.unravel_index(profile_of(some), SHAPE)
    np.testing.assert_array_equal(codes[0], some.use)
    np.testing.assert_array_equal(codes[2], some.growth)
    np.testing.assert_array_equal(codes[3], some.sector)
    np.testing.assert_array_equal(codes[4], some.size)
    years = np.where(some.years < 0, 7, np.minimum(some.years, 6))
    np.testing.assert_array_equal(codes[1], years)
