"""The measures of records: the registry, and job flows by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.aggregate import area_tables
from geo.cells import build_cells
from geo.estimate import estimate
from geo.measures import MEASURES, Kind, Yardstick
from geo.model import Flag, Growth, Level
from geo.profiles import grid
from geo.query import Filters, Query
from tests.data import ROOT, dataset
from tests.samples import records

CODES = [
    "businesses",
    "per1000",
    "perkm2",
    "online",
    "integrated",
    "promotion",
    "new",
    "newonline",
    "workers",
    "workersper",
    "netjobs",
    "jobgrowth",
    "creation",
    "destruction",
    "growthgap",
    "entrantjobs",
    "entrantshare",
    "itskills",
    "paid",
    "female",
    "trained",
    "ownedbywomen",
    "onlinesales",
]


def test_every_metric_of_the_design_is_there_in_its_order() -> None:
    assert list(MEASURES) == CODES
    assert all("_" not in code for code in MEASURES)


@pytest.mark.parametrize("code", CODES)
def test_a_numerator_is_part_of_its_denominator_and_terms_share_nobody(code: str) -> None:
    """Variances rest on both."""
    terms = MEASURES[code].terms
    bottoms = [grid(term.denominator.where, 2) for term in terms]
    for term, bottom in zip(terms, bottoms, strict=True):
        assert not (grid(term.numerator.where, 2) & ~bottom).any()
    assert np.sum(bottoms, axis=0).max() == 1


@pytest.mark.parametrize("code", CODES)
def test_bounds_fit_the_kind(code: str) -> None:
    measure = MEASURES[code]
    signed = measure.kind in (Kind.NET, Kind.SIGNED, Kind.GAP)
    share = measure.kind is Kind.SHARE
    assert (measure.bounds.yardstick is not Yardstick.RSE) is (signed or share)
    assert (measure.bounds.yardstick is Yardstick.INTERVAL) is share
    assert measure.contrast.yardstick is not Yardstick.RSE
    for bounds in (measure.bounds, measure.contrast):
        assert 0 < bounds.ok < bounds.care


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("netjobs", -2),
        ("jobgrowth", -100 * 2 / 35),
        ("creation", 100 * 4 / 35),
        ("destruction", 100 * 6 / 35),
    ],
)
def test_the_worked_example_of_the_module(code: str, value: float) -> None:
    """Davis, Haltiwanger and Schuh's definitions on 10 to 14, 20 to 14 and 6 to 6 workers."""
    some = records(4, places=1, unknown=0)
    growth = [Growth.GREW, Growth.SHRANK, Growth.STABLE, Growth.ENTRANT]
    some = replace(
        some,
        weight=np.ones(4),
        workers_base=np.array([10.0, 20.0, 6.0, np.nan]),
        workers_now=np.array([14.0, 14.0, 6.0, 5.0]),
        growth=np.array([tuple(Growth).index(each) for each in growth], dtype=np.uint8),
        years=np.array([9, 9, 9, 1], dtype=np.int16),
    )
    cells = build_cells(some)
    where = np.array([0])
    got = estimate(cells, MEASURES[code], Filters(), where, 1)
    assert got.value[0] == pytest.approx(value)
    assert got.n[0] == 3
    assert estimate(cells, MEASURES["entrantjobs"], Filters(), where, 1).value[0] == 5
    share = estimate(cells, MEASURES["entrantshare"], Filters(), where, 1)
    assert share.value[0] == pytest.approx(100 * 5 / 39)


def test_the_share_of_workers_in_entrants_is_that_of_the_published_definition() -> None:
    """Straight from the file: all workers where start and workers are known are the base."""
    file = pd.read_parquet(ROOT / "data" / "records" / "example.parquet")
    workers = (file.weight * file.workers_now)[(file.lon > 109) & file.year_started.notna()]
    base_year = dataset().records.base_year
    assert base_year is not None
    entrants = file.year_started.loc[workers.index] > base_year
    (table,) = area_tables(Query(metric="entrantshare", level=Level.PROVINCE), dataset(), "34")
    assert table.value.tolist() == pytest.approx([100 * workers[entrants].sum() / workers.sum()])


def test_without_a_base_year_nobody_is_known_to_be_an_entrant() -> None:
    some = records(60, places=1)
    unknown = np.full(60, tuple(Growth).index(Growth.UNKNOWN), dtype=np.uint8)
    cells = build_cells(replace(some, base_year=None, growth=unknown))
    found = estimate(cells, MEASURES["entrantshare"], Filters(), np.array([0]), 1)
    assert found.flags == (Flag.NODATA,)
