from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.cells import Cells, build_cells
from geo.difference import difference
from geo.estimate import estimate
from geo.measures import MEASURES
from geo.model import Flag
from geo.query import Filters
from tests.samples import records


def one_of_six() -> Cells:
    """Place 0 is one PSU, place 1 holds the five others."""
    some = records(400, 3, places=2, psus=6, unknown=0)
    psu = np.where(some.place == 0, 0, np.asarray(some.psu) % 5 + 1).astype(np.int32)
    return build_cells(replace(some, psu=psu, stratum=np.zeros_like(psu)))


@pytest.mark.parametrize("code", ["workersper", "integrated", "businesses", "workers", "netjobs"])
def test_one_psu_tells_nothing_whatever_the_measure(code: str) -> None:
    """Of a quotient its linearised values add up to 0: it may not look exact; nor may a total."""
    cells, measure = one_of_six(), MEASURES[code]
    domain, reference = np.array([0, 1]), np.array([False, True])
    got = estimate(cells, measure, Filters(), domain, 2)
    apart = difference(cells, measure, Filters(), domain, 2, reference)
    assert got.df[0] == 0
    assert got.df[1] == pytest.approx(4 if not measure.summed else got.df[1])
    assert got.flags[0] is Flag.UNRELIABLE
    assert np.isnan([got.ci_low[0], got.ci_high[0], apart.ci_low[0]]).all()
    assert not apart.clear[0]
    assert apart.flags[0] is Flag.UNRELIABLE


def test_a_list_buys_no_degrees_of_freedom_for_what_comes_from_blocks() -> None:
    """Ten blocks vary, a list of 500 next to them hardly does: the df are those of the blocks."""
    some = records(700, 5, places=1, unknown=0)
    listed = np.arange(700) >= 200
    psu = np.where(listed, np.arange(700) - 190, np.arange(700) % 10).astype(np.int32)
    rng = np.random.default_rng(1)
    now = np.where(listed, 20.0, rng.uniform(1, 9, 10)[psu % 10])
    cells = build_cells(
        replace(
            some,
            psu=psu,
            stratum=listed.astype(np.int32),
            workers_now=now,
            weight=np.where(listed, 1.0, 20.0),
        )
    )
    got = estimate(cells, MEASURES["workersper"], Filters(), np.array([0]), 1)
    assert got.df[0] == pytest.approx(9)
