"""Agreement with R's survey package (committed values) and with the PyPI package svy (live).

Both to 1e-6. What neither can be asked, and why:
- R knows no effective degrees of freedom; survey.R reckons Satterthwaite's itself, stratum by
  stratum, caps them by R's `degf` of the subset, and stops where its variance is not R's.
- R's `svyciprop(method = "beta")` cuts no effective size at n and gives no interval at p = 0 or 1;
  survey.R holds its interval (`beta_*`), and beside it the same with the cut (`ci_*`).
- svy counts the degrees of freedom of a domain as R's `degf`, without Satterthwaite's: our interval
  is compared at svy's degrees of freedom.
- A total with a lonely PSU svy centres on the mean of all PSUs' totals, R on 0; we follow R, and
  compare such totals with R alone.
"""

from __future__ import annotations

from functools import cache, partial
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import svy

from geo.cells import Cells, build_cells
from geo.decompose import decompose
from geo.difference import difference
from geo.estimate import Estimates, estimate
from geo.intervals import effective_size, korn_graubard, t_quantile
from geo.measures import MEASURES, Kind
from geo.model import Flag
from geo.query import Filters
from geo.records import Records
from tests import rows
from tests.reference import designs

DOMAIN = np.arange(designs.AREAS)
close = partial(pytest.approx, rel=1e-6, abs=1e-6)
FROM_R = pd.read_csv(designs.FOLDER / "survey.csv")
DIFFERENCES = pd.read_csv(designs.FOLDER / "differences.csv")
TEXT = {"area": str, "reference": str}
COMBINED = pd.read_csv(designs.FOLDER / "combined_values.csv", dtype=TEXT)
COMBINED_DIFFERENCES = pd.read_csv(designs.FOLDER / "combined_differences.csv", dtype=TEXT)
DECOMPOSITIONS = pd.read_csv(designs.FOLDER / "decompositions.csv")
DESIGNS = list(dict.fromkeys(FROM_R["design"]))
MEASURED = list(dict.fromkeys(FROM_R["measure"]))


@cache
def of_design(name: str) -> tuple[Records, Cells]:
    some = designs.read()[name]
    return some, build_cells(some)


def ours(design: str, measure: str) -> Estimates:
    return estimate(
        of_design(design)[1], MEASURES[measure], Filters(), DOMAIN, designs.AREAS, direct=True
    )


def test_the_table_that_r_read_is_the_one_that_is_made() -> None:
    again = StringIO()
    designs.made().to_csv(again, index=False, lineterminator="\n")
    assert (designs.FOLDER / "businesses.csv").read_text() == again.getvalue()


def test_the_designs_hold_what_they_are_for() -> None:
    cells = of_design("lonely")[1]
    assert (cells.psus == 1).any()
    assert (cells.psus > 1).any()
    edges = ours("edges", "online")
    assert list(edges.value[:2]) == [0, 100]
    assert edges.n[4] == 0
    assert ours("edges", "workersper").value[2] == 3


@pytest.mark.parametrize("measure", MEASURED)
@pytest.mark.parametrize("design", DESIGNS)
def test_values_errors_and_intervals_agree_with_r(design: str, measure: str) -> None:
    got = ours(design, measure)
    expected = FROM_R[(FROM_R["design"] == design) & (FROM_R["measure"] == measure)]
    for row in expected.itertuples():
        at = int(str(row.area))
        for name in ("value", "se", "df", "ci_low", "ci_high"):
            assert getattr(got, name)[at] == close(getattr(row, name), nan_ok=True), name
    missing = set(range(designs.AREAS)) - set(expected["area"])
    assert 4 in missing
    assert {at for at, flag in enumerate(got.flags) if flag is Flag.NODATA} == missing


@pytest.mark.parametrize("measure", [m for m in MEASURED if MEASURES[m].kind is Kind.SHARE])
def test_shares_agree_with_svyciprop_where_it_cuts_nothing(measure: str) -> None:
    """Where the effective size is below n anyway, R's own function gives our interval."""
    compared = 0
    for design in DESIGNS:
        got = ours(design, measure)
        p, se, n = got.value / 100, got.se / 100, got.n.astype(float)
        size = effective_size(p, se, n) * (t_quantile(n - 1) / t_quantile(got.df)) ** 2
        part = FROM_R[(FROM_R["design"] == design) & (FROM_R["measure"] == measure)]
        for row in part.itertuples():
            at = int(str(row.area))
            if 0 < p[at] < 1 and got.df[at] > 0 and size[at] <= n[at]:
                assert got.ci_low[at] == close(row.beta_low)
                assert got.ci_high[at] == close(row.beta_high)
                compared += 1
    assert compared >= 8


@pytest.mark.parametrize("measure", sorted(set(DIFFERENCES["measure"])))
@pytest.mark.parametrize("design", DESIGNS)
def test_differences_agree_with_r(design: str, measure: str) -> None:
    part = DIFFERENCES[(DIFFERENCES["design"] == design) & (DIFFERENCES["measure"] == measure)]
    for reference, group in part.groupby("reference"):
        got = difference(
            of_design(design)[1],
            MEASURES[measure],
            Filters(),
            DOMAIN,
            designs.AREAS,
            np.asarray(reference == DOMAIN),
        )
        for row in group.itertuples():
            at = int(str(row.area))
            for name in ("value", "se", "df", "ci_low", "ci_high"):
                assert getattr(got, name)[at] == close(getattr(row, name), nan_ok=True), name


@cache
def of_combined() -> tuple[Cells, tuple[tuple[str, ...], ...]]:
    """Cells of the combined design, and its areas of each level."""
    cells = build_cells(designs.read_combined())
    levels = (tuple(sorted({code[:width] for code in cells.places})) for width in (4, 7, 10))
    return cells, tuple(levels)


def test_the_combined_design_holds_what_it_is_for() -> None:
    again = StringIO()
    designs.combined().to_csv(again, index=False, lineterminator="\n")
    assert (designs.FOLDER / "combined.csv").read_text() == again.getvalue()
    assert [len(codes) for codes in of_combined()[1]] == [2, 18, 180]
    df = COMBINED["df"]
    assert (df == 0).any()
    assert (df > 100).any()
    # Units of the list buy none: the effective ones are fewer than PSUs less strata.
    assert ((df % 1) > 0).mean() > 0.1


@pytest.mark.parametrize("measure", sorted(set(COMBINED["measure"])))
def test_two_hundred_areas_of_blocks_and_a_list_agree_with_r(measure: str) -> None:
    cells, levels = of_combined()
    for codes in levels:
        width = len(codes[0])
        domain = np.array([codes.index(code[:width]) for code in cells.places])
        got = estimate(cells, MEASURES[measure], Filters(), domain, len(codes), direct=True)
        rows_of = COMBINED[(COMBINED["measure"] == measure) & (COMBINED["area"].str.len() == width)]
        assert len(rows_of) == np.count_nonzero(got.n)
        for row in rows_of.itertuples():
            at = codes.index(str(row.area))
            for name in ("value", "se", "df", "ci_low", "ci_high"):
                assert getattr(got, name)[at] == close(getattr(row, name), nan_ok=True), name
        gaps = COMBINED_DIFFERENCES[
            (COMBINED_DIFFERENCES["measure"] == measure)
            & (COMBINED_DIFFERENCES["area"].str.len() == width)
        ]
        (reference,) = set(gaps["reference"])
        inside = domain == codes.index(reference)
        apart = difference(cells, MEASURES[measure], Filters(), domain, len(codes), inside)
        for row in gaps.itertuples():
            at = codes.index(str(row.area))
            for name in ("value", "se", "df", "ci_low", "ci_high"):
                assert getattr(apart, name)[at] == close(getattr(row, name), nan_ok=True), name


@pytest.mark.parametrize("row", list(DECOMPOSITIONS.itertuples()), ids=lambda row: f"{row[1:5]}")
def test_decompositions_agree_with_r(row: Any) -> None:
    """Two areas apart, and one within the other; most cells, or next to none, are in both."""
    a, b = (np.isin(DOMAIN, [int(at) for at in str(side).split("+")]) for side in (row.a, row.b))
    got = decompose(of_design(row.design)[1], MEASURES[row.measure], Filters(), a, b)
    assert got is not None
    for name in ("mix", "behaviour", "difference"):
        part = getattr(got, name)
        assert part.value == close(getattr(row, name))
        assert part.se == close(getattr(row, f"{name}_se"))


def test_zero_variance_is_zero() -> None:
    got = ours("edges", "workersper")
    assert got.se[2] == 0
    assert got.ci_low[2] == got.ci_high[2] == 3


RATIOS = ["workersper", "jobgrowth", "creation", "destruction", "itskills", "entrantshare"]
SHARES = ["online", "integrated", "new", "ownedbywomen"]


def sample_of(design: str, measure: str) -> svy.estimation.Estimation:
    """svy's view of a design: numerator y, denominator x, 0 or null for who is not counted."""
    some = of_design(design)[0]
    found = rows.rows(measure, some, 2)
    frame = pl.DataFrame(
        {
            "y": np.where(found.counted, found.y, 0.0),
            "x": np.where(found.counted, found.x, 0.0),
            "hit": [int(y > 0) if c else None for y, c in zip(found.y, found.counted, strict=True)],
            "counted": found.counted,
            "area": some.place,
            "stratum": some.stratum,
            "psu": np.arange(len(some.place)) if some.psu is None else some.psu,
            "weight": some.weight,
        }
    )
    plan = svy.Design(
        stratum="stratum",
        psu="psu",
        wgt="weight",
        singleton=svy.Singleton(method=svy.SingletonMethod.CENTER),
    )
    return svy.Sample(frame, plan).estimation


def only(found: svy.Estimate | list[svy.Estimate]) -> svy.Estimate:
    assert isinstance(found, svy.Estimate)
    return found


@pytest.mark.parametrize("measure", RATIOS + SHARES)
@pytest.mark.parametrize("design", DESIGNS)
def test_ratios_and_shares_by_area_agree_with_svy(design: str, measure: str) -> None:
    got, scale = ours(design, measure), abs(MEASURES[measure].scale)
    theirs = only(sample_of(design, measure).ratio("y", "x", by="area", where=svy.col("counted")))
    found = theirs.to_polars().to_dicts()
    assert len(found) == np.count_nonzero(got.n)
    for row in found:
        at = int(row["area"])
        assert got.value[at] == close(scale * row["est"])
        assert got.se[at] == close(scale * row["se"])


@pytest.mark.parametrize("measure", ["businesses", "workers", "netjobs"])
@pytest.mark.parametrize("design", [name for name in DESIGNS if name != "lonely"])
def test_totals_by_area_agree_with_svy(design: str, measure: str) -> None:
    got = ours(design, measure)
    theirs = only(sample_of(design, measure).total("y", by="area")).to_polars().to_dicts()
    for row in theirs:
        at = int(row["area"])
        assert got.value[at] == close(row["est"])
        assert got.se[at] == close(row["se"])


@pytest.mark.parametrize("measure", SHARES)
@pytest.mark.parametrize("design", DESIGNS)
def test_intervals_of_shares_by_area_agree_with_svy(design: str, measure: str) -> None:
    """With svy's degrees of freedom; none and all of an area are among them."""
    got = ours(design, measure)
    theirs = only(
        sample_of(design, measure).prop(
            "hit", by="area", ci_method="korn-graubard", where=svy.col("counted")
        )
    )
    found = [row for row in theirs.to_polars().to_dicts() if row["hit"] == 1 and row["df"] > 0]
    assert found
    for row in found:
        at = [int(row["area"])]
        p, se, n = got.value[at] / 100, got.se[at] / 100, got.n[at].astype(float)
        ends = korn_graubard(p, effective_size(p, se, n), n, np.array([row["df"]]))
        assert [float(end[0]) for end in ends] == close([row["lci"], row["uci"]])


@pytest.mark.parametrize("measure", ["jobgrowth", "online"])
@pytest.mark.parametrize("design", DESIGNS)
def test_differences_agree_with_svy(design: str, measure: str) -> None:
    cells, scale = of_design(design)[1], MEASURES[measure].scale
    got = difference(
        cells, MEASURES[measure], Filters(), DOMAIN, designs.AREAS, np.asarray(DOMAIN == 0)
    )
    theirs = only(sample_of(design, measure).ratio("y", "x", by="area", where=svy.col("counted")))
    covariances = {
        (row["key_a"], row["key_b"]): row["cov"] for row in theirs.covariance_to_polars().to_dicts()
    }
    for at in sorted({int(key) for key, _ in covariances} - {0}):
        pair = (str(at), str(at)), ("0", "0"), (str(at), "0")
        variance = covariances[pair[0]] + covariances[pair[1]] - 2 * covariances[pair[2]]
        assert got.se[at] == close(abs(scale) * np.sqrt(variance))
