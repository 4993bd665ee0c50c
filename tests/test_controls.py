"""What calibration fixes: control totals, and the variance that is left over."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.aggregate import area_table
from geo.cells import Cells, build_cells
from geo.controls import controlled, with_controls
from geo.dataset import Dataset
from geo.difference import difference
from geo.estimate import Estimates, estimate
from geo.indicators import REGISTRY
from geo.measures import MEASURES
from geo.model import Flag, Lang, Level, Size
from geo.profiles import SHAPE
from geo.query import Filters, Query
from geo.recorded import control_total, domain_of, record_rows
from geo.sentences import answer
from geo.wording import words
from tests import rows
from tests.data import dataset
from tests.reference import designs

DATA = dataset()
BARE = replace(DATA.cells, controls=None)
KABKOTA = [area.code for area in DATA.gazetteer.areas.values() if area.level is Level.KABKOTA]
FROM_R = pd.read_csv(designs.FOLDER / "combined_calibrated.csv", dtype={"area": str})


def of(
    codes: list[str], code: str, cells: Cells = DATA.cells, chosen: Filters | None = None
) -> Estimates:
    domain = domain_of(cells, codes)
    return estimate(cells, MEASURES[code], chosen or Filters(), domain, len(codes))


def by_size(cells: Cells) -> Cells:
    """Cells of the combined design, as if raked to kab/kota × size."""
    group = np.broadcast_to(np.arange(SHAPE[-1]), SHAPE).ravel()
    return with_controls(cells, ["3402", "3404"], group)


@pytest.mark.parametrize("measure", sorted(set(FROM_R["measure"])))
def test_errors_agree_with_poststratification_in_r(measure: str) -> None:
    cells = by_size(build_cells(designs.read_combined()))
    part = FROM_R[FROM_R["measure"] == measure]
    for codes in (["3402", "3404"], ["34"]):
        width = len(codes[0])
        domain = np.array([codes.index(code[:width]) for code in cells.places])
        got = estimate(cells, MEASURES[measure], Filters(), domain, len(codes))
        for at, code in enumerate(codes):
            (row,) = part[part["area"] == code].itertuples()
            assert got.value[at] == pytest.approx(row.value, rel=1e-6)
            assert got.se[at] == pytest.approx(row.se, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("code", ["workers", "workersper", "online", "jobgrowth", "growthgap"])
def test_errors_are_those_of_the_residuals_of_the_rows(code: str) -> None:
    """One kab/kota, row by row: what is left about the weighted mean of each size."""
    some = designs.read_combined()
    cells = by_size(build_cells(some))
    inside = np.array([place.startswith("3404") for place in some.places])
    got = estimate(cells, MEASURES[code], Filters(), np.where(inside, 0, -1), 1)
    mask = inside[some.place]
    if code == "growthgap":
        found = rows.rows("jobgrowth", some, 2)
        sides = some.use < 3, some.use == 3
        pairs = [rows.linear(found, mask & each, some.weight) for each in sides]
        z = pairs[0][1] - pairs[1][1]
    else:
        z = rows.linear(rows.rows(code, some, 2), mask, some.weight)[1]
    for size in np.unique(some.size[mask]):
        group = mask & (some.size == size)
        z = np.where(group, z - some.weight * z[group].sum() / some.weight[group].sum(), z)
    assert got.se[0] == pytest.approx(np.sqrt(rows.taylor(some, z)), rel=1e-6)


@pytest.mark.parametrize("code", ["businesses", "per1000", "perkm2"])
def test_what_the_weights_were_made_to_meet_has_no_interval(code: str) -> None:
    metric, measure = REGISTRY[code], MEASURES[code]
    for chosen in (
        Filters(),
        Filters(size=frozenset({Size.MICRO, Size.MEDIUM})),
        Filters(sector=frozenset({"G"})),
    ):
        found = record_rows(DATA, metric, measure, chosen, KABKOTA)
        assert set(found.flags) == {Flag.OK}
        assert np.isnan([found.ci_low, found.ci_high]).all()
        pairs = zip(found.value, found.ci_low, strict=True)
        assert all(control_total(DATA, *pair) for pair in pairs)
    other = record_rows(DATA, metric, measure, Filters(sector=frozenset({"C"})), KABKOTA)
    assert np.isfinite(other.ci_low).all()


def test_control_totals_are_the_targets() -> None:
    found = of(["3404"], "businesses", chosen=Filters(size=frozenset({Size.SMALL})))
    hard = [own for own in DATA.targets if own.hard and (own.area, own.size) == ("3404", "small")]
    assert found.value[0] == pytest.approx(sum(own.target for own in hard), rel=1e-4)


def test_an_area_that_is_no_union_of_control_areas_is_left_as_it_is() -> None:
    for codes in (["3404070", "3404060"], ["3404-3404070"], ["3404070001"]):
        for code in ("businesses", "workers", "online"):
            got, bare = of(codes, code), of(codes, code, BARE)
            np.testing.assert_array_equal(got.se, bare.se)


def test_calibration_narrows_totals_and_changes_no_value() -> None:
    for code in ("workers", "workersper", "jobgrowth", "entrantjobs"):
        got, bare = of(KABKOTA, code), of(KABKOTA, code, BARE)
        np.testing.assert_array_equal(got.value, bare.value)
        assert (got.se < bare.se).all()


def test_differences_of_control_totals_leave_nothing_to_chance() -> None:
    domain, reference = domain_of(DATA.cells, KABKOTA), domain_of(DATA.cells, ["3404"]) == 0
    gap = difference(DATA.cells, MEASURES["businesses"], Filters(), domain, 6, reference)
    own = KABKOTA.index("3404")
    assert np.isnan(gap.ci_low).all()
    assert [bool(each) for each in gap.clear] == [at != own for at in range(6)]
    part = domain_of(DATA.cells, ["3404070"])
    to_part = difference(DATA.cells, MEASURES["businesses"], Filters(), part, 1, reference)
    assert to_part.se[0] > 0


def test_targets_that_are_no_partition_control_nothing() -> None:
    bare = replace(DATA.cells, controls=None)
    hard = [own for own in DATA.targets if own.hard]
    assert controlled(bare, hard).controls is not None
    for targets in ((), hard[1:], [*hard, replace(hard[0], size="all")]):
        assert controlled(bare, targets).controls is None
    plain = build_cells(replace(DATA.records, psu=None))
    assert controlled(plain, hard).controls is None


@pytest.mark.parametrize(
    ("lang", "said", "never"),
    [(Lang.ID, "angka kendali", "diperkirakan"), (Lang.EN, "control total", "estimated")],
)
def test_words_say_control_total_and_not_estimate(lang: Lang, said: str, never: str) -> None:
    def told(data: Dataset, area: str, level: Level) -> str:
        query = Query(metric="businesses", a="34", level=level)
        return answer(words(lang), data, area_table(query, data, "34", ""), area)

    assert said in told(DATA, "3404", Level.KABKOTA)
    assert never not in told(DATA, "3404", Level.KABKOTA)
    assert said not in told(DATA, "3404010", Level.KECAMATAN)
    assert never in told(DATA, "3404010", Level.KECAMATAN)
