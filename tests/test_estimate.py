"""Estimates from the cell table against the same from the rows, and their properties."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from geo.cells import build_cells
from geo.counts import OPTIONS, live_counts
from geo.difference import difference
from geo.estimate import Estimates, estimate
from geo.measures import MEASURES, Kind
from geo.model import Design, Flag, Growth, Use
from geo.profiles import DIMENSIONS
from geo.query import Filters
from geo.records import Records
from tests import rows
from tests.samples import records
from tests.strategies import filters

PLACES, AREAS = 6, 5
DOMAIN = np.array([0, 0, 1, 2, -1, 3])
"""Two places make area 0, place 4 is outside; area 4 is empty."""
OUTSIDE = np.array([2.0, 3.0, 5.0, np.nan, 7.0])
ONE_TERM = [code for code in MEASURES if code != "growthgap"]
DESIGNS: dict[str, dict[str, Any]] = {
    "plain": {},
    "strata": {"strata": 4},
    "psus": {"psus": 40},
    "strata and psus": {"strata": 4, "psus": 30},
    "lonely psus": {"strata": 12, "psus": 17},
}


def sample(design: str, seed: int = 0, n: int = 400) -> Records:
    return records(n, seed, places=PLACES, **DESIGNS[design])


def outside_of(code: str) -> NDArray[np.float64] | None:
    return OUTSIDE if MEASURES[code].kind is Kind.DENSITY else None


def area_of(some: Records) -> NDArray[np.int64]:
    return DOMAIN[some.place]


@settings(max_examples=15)
@given(
    design=st.sampled_from(list(DESIGNS)),
    seed=st.integers(0, 999),
    code=st.sampled_from(ONE_TERM),
    chosen=filters(),
)
def test_cells_agree_with_rows(design: str, seed: int, code: str, chosen: Filters) -> None:
    check_against_rows(sample(design, seed), code, chosen)


@pytest.mark.parametrize("code", ONE_TERM)
@pytest.mark.parametrize("design", DESIGNS)
def test_every_measure_agrees_with_rows(design: str, code: str) -> None:
    check_against_rows(sample(design), code, Filters())


def check_against_rows(some: Records, code: str, chosen: Filters) -> None:
    measure = MEASURES[code]
    cells = build_cells(some)
    got = estimate(cells, measure, chosen, DOMAIN, AREAS, outside_of(code))
    found, kept = rows.rows(code, some, chosen.newmax), rows.kept(some, chosen)
    settled = measure.fixed(chosen, cells.span)
    for area in range(AREAS):
        mask = kept & (area_of(some) == area)
        value, z = rows.linear(found, mask, some.weight)
        if measure.kind is Kind.DENSITY:
            value, z = value / OUTSIDE[area], z / OUTSIDE[area]
        assert got.n[area] == (mask & found.counted).sum()
        assert got.n_num[area] == (mask & found.counted & (found.y > 0)).sum()
        assert got.unknown[area] == (mask & found.unknown).sum()
        assert got.total[area] == pytest.approx(some.weight[mask & found.counted].sum())
        if settled:
            assert np.isnan(got.value[area])
        else:
            assert got.value[area] == pytest.approx(value, nan_ok=True)
            error = np.sqrt(rows.taylor(some, z))
            assert got.se[area] == pytest.approx(error, rel=1e-6, abs=1e-6, nan_ok=True)
            if error > 1e-6:
                df = rows.degrees(some, z, mask & found.counted)
                assert got.df[area] == pytest.approx(df, rel=1e-6)


@pytest.mark.parametrize("design", DESIGNS)
def test_growthgap_and_its_differences_agree_with_rows(design: str) -> None:
    some = sample(design)
    cells = build_cells(some)
    found = rows.rows("jobgrowth", some, 2)
    use = np.array(list(Use))[some.use]
    users, others = np.isin(use, ["integrated", "promotion", "other"]), use == "none"

    def gap(inside: NDArray[np.bool_]) -> tuple[float, NDArray[np.float64]]:
        one = rows.linear(found, inside & users, some.weight)
        two = rows.linear(found, inside & others, some.weight)
        return one[0] - two[0], one[1] - two[1]

    got = estimate(cells, MEASURES["growthgap"], Filters(), DOMAIN, AREAS)
    reference = np.arange(PLACES) < 3
    apart = difference(cells, MEASURES["growthgap"], Filters(), DOMAIN, AREAS, reference)
    of_reference = gap(reference[some.place])
    for area in range(AREAS - 1):
        value, z = gap(area_of(some) == area)
        assert got.value[area] == pytest.approx(value)
        assert got.se[area] == pytest.approx(np.sqrt(rows.taylor(some, z)))
        terms = [(area_of(some) == area) & found.counted & each for each in (users, others)]
        assert got.df[area] == pytest.approx(rows.degrees(some, z, *terms))
        assert apart.value[area] == pytest.approx(value - of_reference[0])
        error = np.sqrt(rows.taylor(some, z - of_reference[1]))
        assert apart.se[area] == pytest.approx(error)
    assert np.isnan(got.value[AREAS - 1])
    assert got.flags[AREAS - 1] is Flag.NODATA


@settings(max_examples=15)
@given(
    design=st.sampled_from(list(DESIGNS)),
    seed=st.integers(0, 999),
    code=st.sampled_from(ONE_TERM),
    chosen=filters(),
    reference=st.lists(st.booleans(), min_size=PLACES, max_size=PLACES),
)
def test_differences_agree_with_rows(
    design: str, seed: int, code: str, chosen: Filters, reference: list[bool]
) -> None:
    """The reference may overlap the areas: their covariance counts."""
    some, measure = sample(design, seed), MEASURES[code]
    outside = None if outside_of(code) is None else (OUTSIDE, 11.0)
    inside = np.array(reference)
    cells = build_cells(some)
    got = difference(cells, measure, chosen, DOMAIN, AREAS, inside, outside)
    found, kept = rows.rows(code, some, chosen.newmax), rows.kept(some, chosen)
    other, z_other = rows.linear(found, kept & inside[some.place], some.weight)
    for area in range(AREAS):
        value, z = rows.linear(found, kept & (area_of(some) == area), some.weight)
        by = (OUTSIDE[area], 11.0) if outside else (1.0, 1.0)
        if measure.fixed(chosen, cells.span):
            assert got.flags[area] is Flag.NODATA
            continue
        apart = value / by[0] - other / by[1]
        assert got.value[area] == pytest.approx(apart, nan_ok=True)
        error = np.sqrt(rows.taylor(some, z / by[0] - z_other / by[1]))
        assert got.se[area] == pytest.approx(error, rel=1e-6, abs=1e-5, nan_ok=True)
        if error > 1e-5:
            areas = area_of(some) == area, inside[some.place]
            z_apart = z / by[0] - z_other / by[1]
            df = rows.degrees(some, z_apart, *(kept & found.counted & each for each in areas))
            assert got.df[area] == pytest.approx(df, rel=1e-5)


@given(seed=st.integers(0, 9999), chosen=filters())
def test_jobgrowth_is_creation_minus_destruction(seed: int, chosen: Filters) -> None:
    cells = build_cells(records(80, seed, places=PLACES))
    chosen = replace(chosen, growth=frozenset())
    growth, creation, destruction = (
        estimate(cells, MEASURES[code], chosen, DOMAIN, AREAS)
        for code in ("jobgrowth", "creation", "destruction")
    )
    np.testing.assert_allclose(growth.value, creation.value - destruction.value, atol=1e-9)
    np.testing.assert_array_equal(growth.n, creation.n)
    np.testing.assert_array_equal(growth.counts[:, 0, 1], creation.n_num)
    np.testing.assert_array_equal(growth.counts[:, 0, 2], destruction.n_num)


@given(seed=st.integers(0, 9999), chosen=filters(), design=st.sampled_from(Design))
def test_totals_of_areas_add_up(seed: int, chosen: Filters, design: Design) -> None:
    cells = build_cells(records(80, seed, places=PLACES, design=design))
    every = np.arange(PLACES)
    for code in ("businesses", "workers", "netjobs", "entrantjobs"):
        parts = estimate(cells, MEASURES[code], chosen, every, PLACES)
        whole = estimate(cells, MEASURES[code], chosen, np.zeros_like(every), 1)
        np.testing.assert_allclose(parts.value.sum(), whole.value[0], atol=1e-9)
        for name in ("n", "n_num", "unknown", "total"):
            np.testing.assert_allclose(getattr(parts, name).sum(), getattr(whole, name)[0])


@settings(max_examples=10)
@given(seed=st.integers(0, 9999), chosen=filters())
def test_counts_beside_options_are_what_choosing_them_gives(seed: int, chosen: Filters) -> None:
    some = records(120, seed, places=PLACES)
    cells = build_cells(some)
    inside = np.arange(PLACES) < 4
    areas = some.places[:4]
    counts = live_counts(cells, chosen, areas)
    placed = inside[some.place]
    kept = rows.kept(some, chosen) & placed
    assert counts.chosen.n == kept.sum()
    assert counts.chosen.total == pytest.approx(some.weight[kept].sum())
    for name, codes in zip(DIMENSIONS, OPTIONS, strict=True):
        assert list(counts.options[name]) == list(codes)
        for code in codes:
            chosen_here: dict[str, Any] = {name: frozenset({code})}
            one = replace(chosen, **chosen_here)
            alone = rows.kept(some, one) & placed
            assert counts.options[name][code].n == alone.sum()
            assert counts.options[name][code].total == pytest.approx(some.weight[alone].sum())
            assert live_counts(cells, one, areas).chosen.n == alone.sum()


def test_filters_restrict_the_denominator_too() -> None:
    some = sample("plain")
    cells = build_cells(some)
    only = Filters(use=frozenset({Use.INTEGRATED, Use.NONE}))
    got = estimate(cells, MEASURES["online"], only, DOMAIN, AREAS)
    integrated, none = some.use == 0, some.use == list(Use).index(Use.NONE)
    mask = area_of(some) == 0
    users, all_of_them = (
        some.weight[mask & each].sum() for each in (integrated, integrated | none)
    )
    assert got.value[0] == pytest.approx(100 * users / all_of_them)
    assert got.unknown[0] == 0


@pytest.mark.parametrize(
    ("code", "only"),
    [
        ("integrated", Filters(use=frozenset({Use.INTEGRATED}))),
        ("online", Filters(use=frozenset({Use.NONE}))),
        ("online", Filters(use=frozenset({Use.UNKNOWN}))),
        ("growthgap", Filters(use=frozenset({Use.NONE}))),
        ("jobgrowth", Filters(growth=frozenset({Growth.STABLE}))),
        ("creation", Filters(growth=frozenset({Growth.SHRANK}))),
        ("jobgrowth", Filters(growth=frozenset({Growth.ENTRANT}))),
        ("entrantshare", Filters(growth=frozenset({Growth.ENTRANT}))),
    ],
)
def test_a_settled_measure_has_no_data(code: str, only: Filters) -> None:
    got = estimate(build_cells(sample("plain")), MEASURES[code], only, DOMAIN, AREAS)
    assert set(got.flags) == {Flag.NODATA}
    assert np.isnan(got.value).all()


def test_an_enumeration_has_no_error_and_is_sure_from_one_business_on() -> None:
    some = records(200, places=PLACES, unknown=0, design=Design.ENUMERATION)
    cells = build_cells(some)
    assert cells.businesses.xx is None
    got = estimate(cells, MEASURES["businesses"], Filters(), DOMAIN, AREAS)
    for name in ("se", "ci_low", "ci_high", "rse", "n_eff"):
        assert np.isnan(getattr(got, name)).all()
    assert set(got.flags) == {Flag.OK}
    assert got.value[4] == 0
    share = estimate(cells, MEASURES["online"], Filters(), DOMAIN, AREAS)
    assert share.flags[:4] == (Flag.OK,) * 4
    assert share.flags[4] is Flag.NODATA
    apart = difference(
        cells, MEASURES["online"], Filters(), DOMAIN, AREAS, np.ones(PLACES, dtype=bool)
    )
    assert np.isnan(apart.se).all()
    assert apart.flags[:4] == (Flag.OK,) * 4


def test_no_degrees_of_freedom_no_interval() -> None:
    some = records(60, places=PLACES, strata=5, psus=5)
    cells = build_cells(some)
    for code in ("businesses", "online", "jobgrowth"):
        got = estimate(cells, MEASURES[code], Filters(), DOMAIN, AREAS)
        assert np.isnan(got.ci_low).all()
        assert np.isnan(got.ci_high).all()
        assert set(got.flags) <= {Flag.UNRELIABLE, Flag.NODATA}


def test_what_a_file_lacks_has_no_data() -> None:
    some = replace(sample("plain"), owner_female=np.full(400, np.nan))
    got = estimate(build_cells(some), MEASURES["ownedbywomen"], Filters(), DOMAIN, AREAS)
    assert set(got.flags) == {Flag.NODATA}
    assert got.unknown.sum() == (area_of(some) >= 0).sum()


@pytest.mark.parametrize("share", [0.0, 1.0])
@pytest.mark.parametrize(("n", "flag"), [(9, "unreliable"), (29, "unreliable"), (30, "care")])
def test_none_and_all_of_a_share(share: float, n: int, flag: str) -> None:
    some = records(n, places=1, unknown=0)
    some = replace(some, use=np.full(n, 0 if share else 3, dtype=np.uint8))
    got = estimate(build_cells(some), MEASURES["online"], Filters(), np.array([0]), 1)
    assert got.value[0] == 100 * share
    assert got.flags == (Flag(flag),)
    # Clopper and Pearson for none or all of n.
    edge = 100 * 0.025 ** (1 / n)
    low, high = (edge, 100) if share else (0, 100 - edge)
    assert (got.ci_low[0], got.ci_high[0]) == (pytest.approx(low), pytest.approx(high))


def test_nothing_given_is_changed_and_nothing_returned_can_be() -> None:
    cells = build_cells(sample("strata"))
    got = estimate(cells, MEASURES["online"], Filters(), DOMAIN, AREAS)
    arrays = [getattr(got, name) for name in Estimates.__slots__ if name != "flags"]
    arrays += [cells.profile, cells.cell_block, cells.block_place, cells.psus]
    arrays += [column.y for column in cells.columns.values()]
    assert not any(array.flags.writeable for array in arrays)
