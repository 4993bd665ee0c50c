from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.build import records
from data.build.example import settings
from data.build.example.checks import checks_of, growth_gap, job_growth
from data.build.example.frame import SIZES, Frame, read_frame
from data.build.example.population import Population, draw_population
from data.build.example.sample import Sample
from data.build.example.settings import Settings
from data.build.example.table import GRID, points
from data.build.example.workers import CLASS, base_pmf, draw_rows, mean_growth, transition
from data.build.official import read_table
from geo.model import SECTORS, Design, Growth, Size, Use
from geo.placing import kelurahan_boundaries, locate
from geo.provenance import read_catalogue, read_content
from geo.records import EXAMPLE_FILE
from geo.targets import Target
from tests.data import ROOT, dataset

DATA = ROOT / "data"
SMALL = Settings(records=4_000, kelurahan_min=0)
"""Too few for every kelurahan to have some."""
SEEDS = 20
SEEDED = Settings(records=20_000)
"""Enough records for the bias of a ratio (of order 1/n) to stay well within its standard error."""


@cache
def _frame() -> Frame:
    return read_frame(DATA / "sources", DATA / "boundaries")


@cache
def _small() -> Sample:
    return records.draw(_frame(), SMALL)[0]


def _gaps(effect: float) -> np.ndarray:
    """Weighted growth gap of one small example per seed."""
    gaps = []
    for seed in range(SEEDS):
        setting = dataclasses.replace(SEEDED, seed=seed, effect=effect)
        sample, _ = records.draw(_frame(), setting)
        gaps.append(growth_gap(sample.business, sample.weight))
    return np.array(gaps)


@pytest.mark.parametrize("effect", [0.0, 0.06])
def test_the_effect_that_goes_in_comes_out(effect: float) -> None:
    gaps = _gaps(effect)
    error = gaps.std(ddof=1) / np.sqrt(SEEDS)
    assert error < 0.005
    assert abs(gaps.mean() - effect) <= 3 * error


def test_use_depends_on_size_place_age_and_section_all_the_same() -> None:
    population = draw_population(_frame(), Settings(records=40_000), np.random.default_rng(1))
    online = population.online
    start = np.where(population.base > 0, population.base, population.now)
    density = _frame().density[_frame().kecamatan_of[population.kelurahan]]
    for likelier, others in (
        (start >= 5, start == 1),
        (density > 1, density < -1),
        (population.years <= 2, population.years > 10),
        (population.sector == SECTORS.index("J"), population.sector == SECTORS.index("S")),
    ):
        assert online[likelier].mean() > online[others].mean() + 0.05


@given(st.sampled_from([0.0, 0.02, 0.05, 0.08, 0.11]))
def test_growth_has_the_same_mean_at_every_size(job_growth: float) -> None:
    growth = mean_growth(job_growth)
    matrix = transition(growth)
    before = np.arange(len(matrix))
    after = matrix @ np.arange(matrix.shape[1])
    np.testing.assert_allclose(matrix.sum(axis=1), 1)
    assert matrix.min() >= 0
    np.testing.assert_allclose(after[1:], (1 + growth) * before[1:])
    np.testing.assert_allclose(
        (after - before)[1:] / ((after + before)[1:] / 2), job_growth, atol=1e-12
    )
    assert matrix[1:, 0].max() == 0


@pytest.mark.parametrize("growth", [-0.01, 0.2])
def test_growth_beyond_the_steps_is_refused(growth: float) -> None:
    with pytest.raises(ValueError, match="beyond"):
        transition(growth)


@given(st.lists(st.floats(0, 0.999), min_size=1), st.integers(0, 2))
def test_rows_are_drawn_by_their_chances(uniform: list[float], row: int) -> None:
    pmf = np.array([[0.5, 0.0, 0.5], [0.0, 1.0, 0.0], [0.25, 0.25, 0.5]])
    found = draw_rows(pmf, np.full(len(uniform), row), np.array(uniform))
    expected = [int(np.searchsorted(np.cumsum(pmf[row]), u, side="right")) for u in uniform]
    assert found.tolist() == expected


def test_classes_and_starting_sizes_are_those_of_bps() -> None:
    named = [SIZES[CLASS[workers]] for workers in (1, 4, 5, 19, 20, 99)]
    assert named == [Size.MICRO, Size.MICRO, Size.SMALL, Size.SMALL, Size.MEDIUM, Size.MEDIUM]
    for size, pmf in enumerate(np.moveaxis(base_pmf(), 1, 0)):
        assert set(CLASS[np.flatnonzero(pmf.sum(axis=0))]) == {size}
    assert "A" not in settings.SECTOR_SHARES
    assert abs(sum(settings.SECTOR_SHARES.values()) - 1) < 1e-9


def _job_growth_by_hand(business: Population, weight: np.ndarray) -> float:
    change = workers = 0.0
    for before, now, mass in zip(business.base, business.now, weight, strict=True):
        if before > 0:
            change += mass * (now - before)
            workers += mass * (now + before) / 2
    return change / workers


def test_job_growth_is_over_continuing_businesses() -> None:
    business, weight = _small().business, _small().weight
    everyone = np.ones(len(weight), np.bool_)
    expected = _job_growth_by_hand(business, weight)
    assert job_growth(business, weight, everyone) == pytest.approx(expected)
    assert (business.base == 0).sum() == (business.years <= 2).sum()


def test_the_same_seed_gives_the_same_file_and_another_does_not(tmp_path: Path) -> None:
    contents = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        setting = dataclasses.replace(SMALL, seed=seed)
        records.build(DATA / "sources", DATA / "boundaries", tmp_path / name, setting)
        contents.append([read_content(path) for path in sorted((tmp_path / name).iterdir())])
    assert contents[0] == contents[1]
    assert contents[0][1] != contents[2][1]
    assert (tmp_path / "a" / "example.parquet").read_bytes() == (
        tmp_path / "b" / "example.parquet"
    ).read_bytes()


def test_points_lie_inside_on_the_grid_and_fit_into_32_bits() -> None:
    kelurahan = np.repeat([0, 300, 588], [50, 1, 20])
    lon, lat = points(kelurahan, _frame(), np.random.default_rng(0))
    for values in (lon, lat):
        assert (values % GRID == 0).all()
        assert (values.astype(np.float32) == values).all()
    codes, polygons = kelurahan_boundaries(dataset().gazetteer)
    found = [codes[i] for i in locate(lon, lat, polygons)]
    assert found == [_frame().kelurahan[i] for i in kelurahan]


def _spoiled(change: Callable[[Sample], Sample]) -> tuple[Target, ...]:
    return checks_of(change(_small()), _frame(), SMALL, DATA / "sources")


def test_a_missed_target_or_minimum_stops_the_build() -> None:
    assert {check.hard for check in _spoiled(lambda sample: sample)} == {True, False}
    with pytest.raises(ValueError, match="hard targets are missed"):
        _spoiled(lambda sample: dataclasses.replace(sample, weight=sample.weight * 1.02))
    with pytest.raises(ValueError, match="too few records"):
        checks_of(
            _small(), _frame(), dataclasses.replace(SMALL, stratum_min=10_000), DATA / "sources"
        )


def test_the_shipped_file_is_small_and_says_that_it_is_made_up() -> None:
    (record,) = (item for item in read_catalogue(DATA) if item.path == EXAMPLE_FILE)
    assert record.synthetic
    assert record.rows == len(dataset().records)
    assert 119_000 < record.rows < 121_000
    assert (DATA / EXAMPLE_FILE).stat().st_size < 4_000_000
    assert dataset().records.synthetic
    assert dataset().records.design is Design.SAMPLE
    observed = [item.path for item in read_catalogue(DATA) if not item.synthetic]
    assert not any(path.startswith("records/") for path in observed)


def test_hard_targets_are_met_by_the_shipped_file_within_one_per_cent() -> None:
    found = dataset().records
    kabkota = np.array([code[:4] for code in found.places])[found.place]
    trade = found.sector == SECTORS.index("G")
    rows = [
        row
        for row in read_table(DATA / "sources" / "calibration_targets.csv")
        if row["row_type"] == "cell"
    ]
    assert len(rows) == 36
    for row in rows:
        cell = (kabkota == row["area_code"]) & (trade == (row["sector"] == "G"))
        cell &= found.size == tuple(Size).index(Size(row["size"]))
        assert found.weight[cell].sum() == pytest.approx(float(row["target"]), rel=0.01), row


def test_the_shipped_file_has_records_enough_everywhere() -> None:
    found = dataset().records
    kecamatan = np.array([code[:7] for code in found.places])[found.place]
    counts = np.unique(kecamatan, return_counts=True)[1]
    assert len(counts) == 108
    assert counts.min() >= 400
    kabkota = np.array([code[:4] for code in found.places])[found.place]
    strata = {(code, size) for code, size in zip(kabkota, found.size, strict=True)}
    assert len(strata) == 18
    assert tuple(Size).index(Size.UNKNOWN) not in found.size
    for code, size in strata:
        assert ((kabkota == code) & (found.size == size)).sum() >= 60
    assert found.weight.min() >= 1


def test_the_shipped_file_can_try_every_use_growth_and_unknown() -> None:
    found = dataset().records
    assert set(found.use.tolist()) == set(range(len(Use)))
    assert set(found.growth.tolist()) == set(range(len(Growth)))
    assert (found.years == -1).any()
    letters = {SECTORS[i] for i in np.unique(found.sector)}
    assert letters == {"G", *settings.SECTOR_SHARES}
    for cells in (found.workers_it_skilled, found.workers_paid, found.owner_female):
        assert 0 < np.isnan(cells).mean() < 0.1


def test_the_check_table_holds_every_constraint() -> None:
    rows = read_table(DATA / "records" / "checks.csv")
    assert sum(row["standing"] == "hard" for row in rows) == 36
    named = {row["constraint"] for row in rows}
    assert named == {
        *("businesses", "online", "integrated", "other", "new"),
        *("jobgrowth", "growthgap", "workersper"),
    }
    assert sum(len(row["area_code"]) == 7 for row in rows) == 108
    unmet = [row for row in rows if row["reason"] == "classesdiffer"]
    assert {row["area_code"] for row in unmet} == {"3401", "3402", "3403", "3404", "3471"}
    for row in rows:
        assert row["basis"] in {"read", "derived", "assumed"}
        difference = float(row["result"]) - float(row["target"])
        assert float(row["difference"]) == pytest.approx(difference, abs=1.1)
    total = next(r for r in rows if r["area_code"] == "34" and r["sector"] == "all")
    assert total["target"] == "533360"
