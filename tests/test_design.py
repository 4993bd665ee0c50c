"""The design that is declared is the one that is drawn."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy.stats import multivariate_normal, norm

from data.build.example.alike import latent
from data.build.example.design import design_of
from data.build.example.frame import SIZES, Frame, read_frame
from data.build.example.population import NEW_YEARS, Population, draw_population
from data.build.example.sample import draw_sample, population_controls
from data.build.example.settings import Settings
from data.build.official import read_table
from geo.intake import as_table
from geo.model import Size, Use
from geo.records import EXAMPLE_FILE
from tests.data import ROOT, dataset

DATA = ROOT / "data"


@cache
def _frame() -> Frame:
    return read_frame(DATA / "sources", DATA / "boundaries")


@cache
def _whole() -> Population:
    return draw_population(_frame(), Settings(), np.random.default_rng(1))


def _blocks() -> tuple[np.ndarray, np.ndarray]:
    """Records and sampled blocks of every kelurahan in the shipped file."""
    raw = pq.read_table(DATA / EXAMPLE_FILE, columns=["stratum", "psu"]).to_pandas()
    area = raw[raw["stratum"].str.len() == 10]
    blocks = area.groupby("stratum", observed=True)["psu"].nunique().to_numpy()
    return np.bincount(dataset().records.place), blocks


def test_strata_and_psus_of_the_shipped_file_are_what_they_say() -> None:
    raw = pq.read_table(DATA / EXAMPLE_FILE).to_pandas()
    found = dataset().records
    assert found.psu is not None
    places = np.array(found.places)[found.place]
    medium = found.size == tuple(Size).index(Size.MEDIUM)
    stratum, psu = raw["stratum"].astype(str), raw["psu"].astype(str)
    assert stratum[~medium].tolist() == places[~medium].tolist()
    assert stratum[medium].tolist() == [f"{code[:4]}-medium" for code in places[medium]]
    # Read by any other program too, a PSU is in one stratum and says in which.
    assert (psu.str.rpartition("-")[0] == stratum).all()
    assert psu[medium].is_unique
    assert found.psu.max() + 1 == psu.nunique()
    assert as_table(raw).num_rows == len(found)


def test_every_kelurahan_of_the_shipped_file_has_records_and_blocks_enough() -> None:
    records_of, blocks = _blocks()
    assert len(records_of) == len(blocks) == 589
    assert records_of.min() >= 60
    assert blocks.min() >= 12
    assert blocks[records_of >= 250].min() >= 15


def test_blocks_of_the_shipped_file_hold_every_size_of_the_area_sample() -> None:
    found = dataset().records
    sizes = tuple(Size)
    assert found.psu is not None
    held = np.zeros((found.psu.max() + 1, len(sizes)), np.bool_)
    held[found.psu, found.size] = True
    micro, small, medium = (held[:, sizes.index(size)] for size in SIZES)
    assert not (medium & (micro | small)).any()
    assert (micro & small).sum() > 0.7 * (micro | small).sum()


def test_five_times_as_many_blocks_exist_as_are_drawn_unless_a_minimum_asks_for_more() -> None:
    design = design_of(_frame(), Settings())
    usual = design.blocks == 5 * design.drawn
    assert usual.mean() > 0.95
    assert (design.blocks <= 5 * design.drawn).all()
    assert (design.rate <= 1).all()
    assert np.bincount(_whole().block, minlength=design.blocks.sum()).min() > 0
    # A fifth of the businesses, and what is added because blocks differ in size.
    fewest = 5 * 1.2 * np.array([Settings().kelurahan_min, Settings().kecamatan_min])
    count = np.bincount(_whole().kelurahan[_whole().size < SIZES.index(Size.MEDIUM)])
    kecamatan = np.bincount(_frame().kecamatan_of, count)[_frame().kecamatan_of]
    assert ((count < fewest[0]) | (kecamatan < fewest[1]))[~usual].all()


def _anova(values: np.ndarray, block: np.ndarray, kelurahan: np.ndarray) -> float:
    """Intraclass correlation of blocks within kelurahan, by the analysis of variance.

    Donner (1986), "A review of inference procedures for the intraclass correlation coefficient in
    the one-way random effects model", International Statistical Review 54.
    """
    n = np.bincount(block)
    of = np.zeros(len(n), np.int64)
    of[block] = kelurahan
    mean = np.bincount(block, values) / n
    whole = np.bincount(kelurahan, values) / np.bincount(kelurahan)
    free = len(n) - len(whole)
    between = (n * (mean - whole[of]) ** 2).sum() / free
    inside = ((values - mean[block]) ** 2).sum() / (len(values) - len(n))
    size = (len(values) - (np.bincount(of, n**2.0) / np.bincount(kelurahan)).sum()) / free
    return float((between - inside) / (between + (size - 1) * inside))


def test_businesses_of_a_block_are_alike_by_what_is_declared() -> None:
    business = _whole()
    uses = tuple(Use)
    for shown in (
        business.online,
        business.use == uses.index(Use.INTEGRATED),
        business.use == uses.index(Use.PROMOTION),
        business.years <= NEW_YEARS,
    ):
        found = _anova(shown.astype(float), business.block, business.kelurahan)
        assert found == pytest.approx(Settings().icc, abs=0.008)
    # A trait that no block has a part in.
    trade = _anova((business.cell == 0).astype(float), business.block, business.kelurahan)
    assert trade == pytest.approx(0, abs=0.002)


@pytest.mark.parametrize("share", [0.05, 0.12, 0.5])
def test_likeness_is_that_of_two_normal_scores(share: float) -> None:
    correlation = latent(0.05, np.array([share]))
    both = multivariate_normal(cov=[[1, correlation], [correlation, 1]])
    point = norm.ppf(share)
    expected = share**2 + 0.05 * share * (1 - share)
    assert both.cdf([point, point]) == pytest.approx(expected, abs=1e-6)
    assert latent(0.0, np.array([share])) == 0


def test_businesses_lie_in_the_kelurahan_of_a_kecamatan_as_its_registered_residents() -> None:
    registered = {
        (row["area_code"], row["period"]): float(row["value"])
        for row in read_table(DATA / "sources" / "civil_registry_kelurahan.csv")
        if row["indicator"] == "population"
    }
    frame = _frame()
    residents = np.array(
        [registered.get((c, "2024S1"), registered.get((c, "2019S1"))) for c in frame.kelurahan]
    )
    shares = residents / np.bincount(frame.kecamatan_of, residents)[frame.kecamatan_of]
    found = np.bincount(_whole().kelurahan)
    expected = shares * np.bincount(frame.kecamatan_of, found)[frame.kecamatan_of]
    assert np.abs(found - expected).max() < 4


def test_samples_give_the_totals_of_their_population_on_average() -> None:
    frame, business = _frame(), _whole()
    design, controls = design_of(frame, Settings()), population_controls(business, frame)
    rng = np.random.default_rng(2)
    online = np.bincount(business.kelurahan, business.online)
    total = np.zeros((30, len(online)))
    for number in range(len(total)):
        sample = draw_sample(business, frame, design, controls, rng)
        total[number] = np.bincount(
            sample.business.kelurahan, sample.weight * sample.business.online
        )
    error = total.std(axis=0, ddof=1) / np.sqrt(len(total))
    off = (total.mean(axis=0) - online) / error
    # Raking to totals of the population itself leaves nothing but the small bias of a ratio.
    assert abs(off.mean()) < 0.2
    assert off.std() < 1.3
