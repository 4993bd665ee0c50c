from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from geo.cells import build_cells
from geo.dataset import Dataset
from geo.mixes import mix
from geo.model import Design, Flag, Level
from geo.query import Filters
from geo.quotients import Quotient, quotients
from tests.data import dataset

DATA = dataset()


def _of(area: str, data: Dataset = DATA, chosen: Filters | None = None) -> tuple[Quotient, ...]:
    found = quotients(data, chosen or Filters(), area)
    assert found is not None
    return found


def _businesses(area: str) -> float:
    inside = np.array([place.startswith(area) for place in DATA.records.places])
    return float(DATA.records.weight[inside[DATA.records.place]].sum())


def test_over_the_areas_of_a_region_the_weighted_mean_is_one() -> None:
    parts = [area.code for area in DATA.gazetteer.descendants("34", Level.KABKOTA)]
    weights = np.array([_businesses(code) for code in parts])
    for number, whole in enumerate(_of("34")):
        sector = [_of(code)[number] for code in parts]
        assert {item.share.code for item in sector} == {whole.share.code}
        if all(item.flag in (Flag.OK, Flag.CARE) for item in sector):
            mean = np.average([item.value for item in sector], weights=weights)
            assert mean == pytest.approx(1)


def test_over_the_sectors_of_an_area_the_mean_weighted_by_the_region_is_one() -> None:
    found = _of("3404")
    assert all(item.flag in (Flag.OK, Flag.CARE) for item in found)
    shares = [item.around.value for item in found]
    assert sum(shares) == pytest.approx(100)
    assert np.average([item.value for item in found], weights=shares) == pytest.approx(1)


def test_a_quotient_is_the_quotient_of_the_two_mixes() -> None:
    own, around = (mix(DATA, "sector", Filters(), code) for code in ("3404070", "34"))
    assert own is not None
    assert around is not None
    shares = {piece.code: piece.value for piece in own.pieces}
    whole = {piece.code: piece.value for piece in around.pieces}
    found = [item for item in _of("3404070") if not np.isnan(item.value)]
    assert len(found) > 5
    for item in found:
        code = item.share.code
        assert item.value == pytest.approx(shares[code] / whole[code])
        assert item.low < item.value < item.high


def test_a_sector_whose_share_is_not_shown_has_no_quotient() -> None:
    hidden = [item for item in _of("3404070") if not item.share.shown]
    assert hidden
    assert all(np.isnan([item.value, item.low, item.high]).all() for item in hidden)
    assert all(item.sure == 0 for item in hidden)


def test_a_claim_is_clear_among_all_of_the_area_and_of_one_story_with_the_shares() -> None:
    claims, alone = 0, 0
    for area in DATA.gazetteer.descendants("34", Level.KECAMATAN):
        found = [item for item in _of(area.code) if not np.isnan(item.low)]
        chances = [_chance(item) for item in found]
        # Holm: the smallest against 0.05 / m, the next against 0.05 / (m - 1), until one fails.
        rank = np.argsort(np.argsort(chances))
        fails = [p for p, at in zip(chances, rank, strict=True) if p >= 0.05 / (len(found) - at)]
        limit = min(fails, default=1.0)
        for item, p in zip(found, chances, strict=True):
            parted = item.share.low > item.around.high or item.share.high < item.around.low
            assert item.sure in (0, np.sign(item.value - 1))
            assert not item.sure or p < limit
            assert item.sure or p >= limit or not parted
            claims, alone = claims + abs(item.sure), alone + int(item.low > 1 or item.high < 1)
    assert 0 < claims < alone


def _chance(item: Quotient) -> float:
    error = np.log(item.high / item.value) / stats.t.ppf(0.975, item.df)
    return float(2 * stats.t.sf(abs(np.log(item.value)) / error, item.df))


def test_a_sector_that_a_sample_lacks_is_no_claim() -> None:
    lacking = [
        item
        for area in DATA.gazetteer.descendants("34", Level.KECAMATAN)
        for item in _of(area.code)
        if item.value == 0
    ]
    assert all(item.sure == 0 for item in lacking)


def test_the_region_has_shares_alone_and_chosen_sectors_nothing() -> None:
    assert all(item.flag is Flag.NODATA and item.share.shown for item in _of("3273"))
    assert quotients(DATA, Filters(sector=frozenset({"G"})), "3404") is None


def test_a_register_has_quotients_without_intervals() -> None:
    records = replace(DATA.records, design=Design.ENUMERATION)
    register = replace(DATA, records=records, cells=build_cells(records))
    found = _of("3404", register)
    assert all(item.flag is Flag.OK and np.isnan(item.low) for item in found)
    assert [item.value for item in found] == pytest.approx([item.value for item in _of("3404")])
    assert {item.sure for item in found} <= {-1, 1}
