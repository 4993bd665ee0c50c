"""The measures of records: the registry, and job flows by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.cells import build_cells
from geo.estimate import estimate
from geo.measures import MEASURES, Kind, Yardstick
from geo.model import Growth
from geo.profiles import grid
from geo.query import Filters
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
    )
    cells = build_cells(some)
    where = np.array([0])
    got = estimate(cells, MEASURES[code], Filters(), where, 1)
    assert got.value[0] == pytest.approx(value)
    assert got.n[0] == 3
    assert estimate(cells, MEASURES["entrantjobs"], Filters(), where, 1).value[0] == 5
    share = estimate(cells, MEASURES["entrantshare"], Filters(), where, 1)
    assert share.value[0] == pytest.approx(100 * 5 / 39)
