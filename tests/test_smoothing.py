"""Areas of few clusters: the curve, and what is shown of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from geo.cells import Cells, build_cells
from geo.curves import curve_lines
from geo.estimate import Estimates, estimate, share_curve
from geo.measures import MEASURES
from geo.model import Design, Flag, Lang, Use
from geo.query import Filters
from geo.smoothing import FEW, LEAST, fit
from geo.wording import words
from tests.data import dataset
from tests.samples import records

TAKE = 20


def drawn(clusters: NDArray[np.int64], seed: int = 1, icc: float = 0.05) -> Cells:
    """Areas of so many clusters of 20, each area its own stratum."""
    rng = np.random.default_rng(seed)
    area = np.repeat(np.arange(len(clusters)), clusters)
    p = np.repeat(rng.uniform(0.3, 0.6, len(clusters)), clusters)
    spread = (1 - icc) / icc
    chance = np.repeat(rng.beta(p * spread, (1 - p) * spread), TAKE)
    n = len(chance)
    use = np.where(rng.random(n) < chance, 0, tuple(Use).index(Use.NONE)).astype(np.uint8)
    psu = np.repeat(np.arange(len(area)), TAKE).astype(np.int32)
    place = np.repeat(area, TAKE).astype(np.int32)
    some = records(n, seed, places=1, unknown=0)
    codes = tuple(f"3404{10 * (1 + at // 20):03d}{at % 20:03d}" for at in range(len(clusters)))
    return build_cells(
        replace(some, places=codes, place=place, psu=psu, stratum=place, use=use, weight=np.ones(n))
    )


MIXED = np.concatenate((np.full(60, 12), np.full(20, 5), np.full(20, 1)))


def by_place(cells: Cells, code: str, *, direct: bool = False) -> Estimates:
    places = len(cells.places)
    found = np.arange(places)
    return estimate(cells, MEASURES[code], Filters(), found, places, direct=direct)


def test_the_fit_gives_back_what_it_was_made_of() -> None:
    rng = np.random.default_rng(3)
    n, psus = rng.uniform(50, 500, 4000), rng.integers(9, 40, 4000).astype(float)
    df = psus - 1
    true = np.exp(0.2 + 0.1 * np.log(n) + 0.4 * np.log(n / psus))
    found = fit(true * rng.chisquare(df) / df, n, psus, df)
    assert found is not None
    assert found.coefficients == pytest.approx((0.2, 0.1, 0.4), abs=0.08)
    assert found.df == 4000 - 3
    assert found.deff(n, psus) == pytest.approx(true, rel=0.05)


def test_a_curve_is_never_followed_beyond_its_ends() -> None:
    n = np.linspace(50, 500, 40)
    psus = np.full(40, 10.0)
    found = fit(n / 50, n, psus, np.full(40, 9.0))
    assert found is not None
    low, high = found.deffs
    ends = found.deff(np.array([1.0, 1e6, 0.0]), np.array([1.0, 2.0, 0.0]))
    assert (ends >= low).all()
    assert (ends <= high).all()


def test_too_few_areas_with_enough_clusters_make_no_curve() -> None:
    ones = np.ones(LEAST)
    assert fit(ones, 50 * ones, 10 * ones, np.full(LEAST, FEW - 0.1)) is None
    assert fit(ones[1:], 50 * ones[1:], 10 * ones[1:], 9 * ones[1:]) is None
    assert fit(ones, 50 * ones, 10 * ones, 9 * ones) is not None


def test_a_share_of_few_clusters_takes_its_error_from_the_curve_and_needs_care() -> None:
    cells = drawn(MIXED)
    got, own = by_place(cells, "online"), by_place(cells, "online", direct=True)
    curve = share_curve(cells, MEASURES["online"], 2)
    assert curve is not None
    few, enough, alone = MIXED == 5, MIXED == 12, MIXED == 1
    np.testing.assert_array_equal(got.se[enough], own.se[enough])
    deff = curve.deff(got.n.astype(float), got.psus)
    np.testing.assert_allclose(got.n_eff[few], got.n[few] / deff[few])
    assert np.std(got.n_eff[few]) < np.std(own.n_eff[few]) / 5
    assert {flag for flag, at in zip(got.flags, few, strict=True) if at} == {Flag.CARE}
    assert {flag for flag, at in zip(got.flags, alone, strict=True) if at} == {Flag.UNRELIABLE}
    assert np.isnan(got.ci_low[alone]).all()


def test_a_design_effect_of_the_curve_is_that_of_the_clusters() -> None:
    """1 + (20 - 1) 0.05 = 1.95 (Kish 1965, "Survey Sampling", section 5.4)."""
    curve = share_curve(drawn(np.full(200, 12), icc=0.05), MEASURES["online"], 2)
    assert curve is not None
    assert curve.deff(np.array([240.0]), np.array([12.0]))[0] == pytest.approx(1.95, abs=0.2)


@pytest.mark.parametrize("code", ["businesses", "workers", "workersper", "jobgrowth", "netjobs"])
def test_what_is_no_share_is_not_shown_from_few_clusters(code: str) -> None:
    got = by_place(drawn(MIXED), code)
    few = {flag for flag, at in zip(got.flags, MIXED < 12, strict=True) if at}
    assert few == {Flag.UNRELIABLE}
    assert any(flag is not Flag.UNRELIABLE for flag in got.flags)


def test_without_a_curve_a_share_of_few_clusters_is_not_shown() -> None:
    got = by_place(drawn(np.array([5, 5, 12])), "online")
    assert got.flags == (Flag.UNRELIABLE, Flag.UNRELIABLE, Flag.CARE)


def test_intervals_by_the_curve_cover_the_truth() -> None:
    rng = np.random.default_rng(7)
    covered = []
    for seed in rng.integers(0, 10**6, 30):
        cells = drawn(MIXED, int(seed))
        p = 100 * np.random.default_rng(int(seed)).uniform(0.3, 0.6, len(MIXED))
        got = by_place(cells, "online")
        covered.append(((got.ci_low <= p) & (p <= got.ci_high))[MIXED == 5])
    assert 0.93 <= np.mean(covered) <= 0.99


@pytest.mark.parametrize("lang", Lang)
def test_method_tells_of_each_curve_or_of_none(lang: Lang) -> None:
    say = words(lang)
    data = replace(dataset(), cells=drawn(MIXED))
    found = curve_lines(data, say)
    assert len(found) >= 5
    # 60 kelurahan and four of the kecamatan around them.
    assert any(
        " 64 " in line and line.startswith(say.text("metric.online.label")) for line in found
    )
    bare = replace(data, cells=build_cells(records(100, 1)))
    assert curve_lines(bare, say) == [say.text("method.few.none", least=say.whole(LEAST))]
    register = replace(data, cells=build_cells(records(100, 1, design=Design.ENUMERATION)))
    assert len(curve_lines(register, say)) == 1
