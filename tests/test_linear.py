from __future__ import annotations

from dataclasses import replace

import numpy as np

from geo.cells import build_cells
from geo.estimate import difference, estimate
from geo.measures import MEASURES, Kind
from geo.model import Flag
from geo.query import Filters
from tests.samples import records


def test_a_quotient_from_one_psu_tells_nothing_of_its_error() -> None:
    """Its linearised values add up to 0: neither the value nor a difference may look exact."""
    some = records(400, 3, places=2, psus=6, unknown=0)
    psu = np.where(some.place == 0, 0, np.asarray(some.psu) % 5 + 1).astype(np.int32)
    cells = build_cells(replace(some, psu=psu, stratum=np.zeros_like(psu)))
    domain, reference = np.array([0, 1]), np.array([False, True])
    for code in ("workersper", "integrated", "businesses"):
        measure = MEASURES[code]
        got = estimate(cells, measure, Filters(), domain, 2)
        apart = difference(cells, measure, Filters(), domain, 2, reference)
        summed = measure.kind is Kind.TOTAL
        assert (got.se[0] > 1e-9) == summed
        assert bool(apart.clear[0]) <= summed
        assert np.isnan(apart.ci_low[0]) != summed
        # A share falls back on the interval of its number of businesses.
        if measure.kind is Kind.RATIO:
            assert got.flags[0] is Flag.UNRELIABLE
            assert got.flags[1] is not Flag.UNRELIABLE
        if measure.kind is Kind.SHARE:
            assert got.ci_low[0] < got.value[0] < got.ci_high[0]
