"""Filters on business records: every form of a view follows them, and their counts are true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregate import AreaTable, area_tables
from geo.cautions import Caution, cautions
from geo.cells import build_cells
from geo.choices import filters_payload
from geo.citing import caveats_of
from geo.codec import to_params
from geo.counts import OPTIONS
from geo.estimate import estimate
from geo.indicators import REGISTRY
from geo.legend import legend_of
from geo.lists import areas_payload
from geo.measures import CONTINUING, MEASURES, Kind
from geo.model import Age, Flag, Growth, Lang, Level, Size, Use
from geo.profiles import DIMENSIONS
from geo.query import Filters, Query
from geo.recorded import domain_of
from geo.sentences import answer
from geo.sums import sums_of
from geo.views import map_payload
from geo.wording import words
from tests import samples
from tests.data import dataset
from tests.served import client
from tests.strategies import filters

DATA = dataset()
SAY = words(Lang.ID)
BUSINESSES = REGISTRY["businesses"]
ONE_OF_EACH = {"use": "promotion", "age": "new", "growth": "grew", "sector": "G", "size": "micro"}


def _forms(query: Query) -> dict[str, Any]:
    """One view as map, chart and table, sentence and interface show it."""
    (table,) = area_tables(query, DATA, query.a)
    legend = legend_of(query, (table,))
    listed = areas_payload(query, DATA, table, legend, SAY)
    rows = client().get("/api/v1/areas.json", params=to_params(query)).json()["rows"]
    return {
        "map": map_payload(query, DATA, table, legend, SAY)["values"],
        "chart": listed["values"],
        "table": [listed["texts"], listed.get("spans")],
        "sentence": answer(SAY, DATA, table),
        "interface": [(row["value"], row["n"], row["ci_low"], row["ci_high"]) for row in rows],
    }


@pytest.mark.parametrize("metric", ["businesses", "workersper", "ownedbywomen"])
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_each_filter_changes_every_form_of_a_view(dimension: str, metric: str) -> None:
    query = Query(metric=metric)
    chosen: dict[str, Any] = {dimension: frozenset({ONE_OF_EACH[dimension]})}
    before, after = _forms(query), _forms(replace(query, filters=replace(Filters(), **chosen)))
    assert [form for form in before if before[form] == after[form]] == []


def test_the_age_of_a_new_business_changes_every_form_too() -> None:
    two, four = (_forms(Query(metric="new", filters=Filters(newmax=years))) for years in (2, 4))
    assert [form for form in two if two[form] == four[form]] == []


def _total(chosen: Filters, area: str, level: Level) -> tuple[int, float]:
    """Records, and the businesses that they stand for, over the areas of one level."""
    codes = [part.code for part in DATA.gazetteer.descendants(area, level)] or [area]
    assert BUSINESSES.measure is not None
    domain = domain_of(DATA.cells, codes)
    found = estimate(DATA.cells, BUSINESSES.measure, chosen, domain, len(codes))
    return int(found.n.sum()), float(np.nansum(found.value))


@given(filters(), st.sampled_from(["34", "3273", "3404", "3471"]), st.sampled_from(DIMENSIONS))
@settings(max_examples=12)
def test_a_count_beside_an_option_is_what_choosing_it_gives(
    others: Filters, area: str, dimension: str
) -> None:
    # With all five dimensions at once hardly anything is ever left: two others are kept.
    nothing: dict[str, Any] = {
        name: frozenset() for name in DIMENSIONS[DIMENSIONS.index(dimension) - 3 :][:3]
    }
    chosen = replace(others, **nothing)
    query = Query(a=area, metric="businesses", filters=chosen)
    shown = filters_payload(query, DATA, (area,), SAY)
    (group,) = (group for group in shown["groups"] if group["code"] == dimension)
    codes = dict(zip(DIMENSIONS, OPTIONS, strict=True))[dimension]
    assert [option["code"] for option in group["options"]] == list(codes)
    for option in group["options"]:
        only: dict[str, Any] = {dimension: frozenset({option["code"]})}
        alone = replace(query, filters=replace(chosen, **only))
        n, total = _total(alone.filters, area, Level.KELURAHAN)
        few = 0 < n < DATA.disclosure_min
        assert few == (option["count"] == f"<{DATA.disclosure_min}")
        assert few or float(option["count"].replace(".", "")) == pytest.approx(total, abs=0.501)
        assert ("reason" in option) == (n == 0 and not option.get("chosen"))
        base = filters_payload(alone, DATA, (area,), SAY)["base"]
        assert few or base == SAY.text("record.base", n=SAY.whole(n), weighted=option["count"])


@given(filters(), st.sampled_from(["34", "3273"]))
@settings(max_examples=12)
def test_totals_are_equal_at_every_level(chosen: Filters, area: str) -> None:
    totals = [_total(chosen, area, level) for level in (Level.KABKOTA, Level.KECAMATAN)]
    finest = _total(chosen, area, Level.KELURAHAN)
    for n, total in totals:
        assert n == finest[0]
        assert total == pytest.approx(finest[1], rel=1e-9)


def _table(**fields: Any) -> AreaTable:
    (table,) = area_tables(Query(**fields), DATA, "34")
    return table


def test_a_filter_that_settles_a_metric_leaves_no_value() -> None:
    integrated = Filters(use=frozenset({Use.INTEGRATED}))
    offline = Filters(use=frozenset({Use.NONE}))
    for metric, chosen in (("integrated", integrated), ("growthgap", offline)):
        assert set(_table(metric=metric, filters=chosen).flags) == {Flag.NODATA}


NEW = Filters(age=frozenset({Age.NEW}))
STABLE, ENTRANT, GREW = (
    Filters(growth=frozenset({growth})) for growth in (Growth.STABLE, Growth.ENTRANT, Growth.GREW)
)


@pytest.mark.parametrize(
    ("metric", "chosen"),
    [
        ("entrantshare", NEW),
        ("entrantshare", Filters(age=frozenset({Age.ESTABLISHED}))),
        ("new", STABLE),
        ("new", ENTRANT),
        ("newonline", STABLE),
        ("jobgrowth", NEW),
        ("jobgrowth", STABLE),
    ],
)
def test_what_growth_and_start_say_of_each_other_settles_a_metric_too(
    metric: str, chosen: Filters
) -> None:
    """Whoever started after the base year is an entrant, and nobody else is."""
    assert set(_table(metric=metric, filters=chosen).flags) == {Flag.NODATA}
    notice = filters_payload(Query(metric=metric, filters=chosen), DATA, ("34",), SAY)["notice"]
    short = SAY.text(f"metric.{metric}.short")
    assert notice == SAY.text("ui.filter.settled", metric=short)
    told = answer(SAY, DATA, _table(metric=metric, filters=chosen))
    assert told == f"{SAY.text('record.settled', metric=short)}."


def test_a_definition_of_new_that_parts_entrants_or_the_others_settles_nothing() -> None:
    one, five = (replace(chosen, newmax=years) for chosen, years in ((ENTRANT, 1), (STABLE, 5)))
    for chosen in (one, five):
        assert not _table(metric="new", filters=chosen).empty
    assert not _table(metric="entrantshare", filters=replace(NEW, newmax=5)).empty


@given(filters(), st.sampled_from(sorted(MEASURES)))
def test_a_settled_metric_has_one_value_whatever_the_records(chosen: Filters, code: str) -> None:
    """Random records under the filters: the numerator is empty, or the whole, or nobody is left."""
    measure = MEASURES[code]
    cells = build_cells(samples.records(400, places=1))
    if not measure.fixed(chosen, cells.span) or measure.kind not in (Kind.SHARE, Kind.RATIO):
        return
    (term, *_) = sums_of(cells, measure, chosen).terms
    top, bottom = term.top.sum(), term.bottom.sum()
    assert top == pytest.approx(0) or top == pytest.approx(bottom)


@pytest.mark.parametrize(
    ("metric", "dimension"), [("entrantshare", "age"), ("new", "growth"), ("newonline", "growth")]
)
def test_a_dimension_that_settles_the_metric_is_closed_and_says_why(
    metric: str, dimension: str
) -> None:
    payload = filters_payload(Query(metric=metric), DATA, ("34",), SAY)
    reasons = {group["code"]: group["reason"] for group in payload["groups"]}
    assert SAY.text(f"dimension.{dimension}.name") in reasons[dimension]
    assert not reasons["sector"]


def test_an_option_of_whom_nothing_is_measured_is_closed_and_says_why() -> None:
    payload = filters_payload(Query(metric="jobgrowth"), DATA, ("34",), SAY)
    options = {group["code"]: group["options"] for group in payload["groups"]}
    closed = {
        option["code"]
        for name in ("age", "growth", "use")
        for option in options[name]
        if option.get("reason") == SAY.text("ui.filter.outside")
    }
    # Stable ones do not move alone, but belong beside those that do.
    assert closed == {"new", "entrant", "unknown"} - {
        option["code"] for option in options["growth"] if option["count"] == "0"
    }


_SIZE, _GROWTH = frozenset({Size.MICRO}), frozenset({Growth.GREW})


@pytest.mark.parametrize(
    ("metric", "chosen", "expected"),
    [
        ("jobgrowth", Filters(), ["survivors"]),
        ("jobgrowth", GREW, ["survivors", "outcome"]),
        ("netjobs", Filters(size=_SIZE), ["survivors", "sizegrowth"]),
        ("jobgrowth", Filters(growth=CONTINUING), ["survivors"]),
        ("creation", Filters(growth=_GROWTH, size=_SIZE), ["survivors", "outcome", "sizegrowth"]),
        ("online", GREW, []),
        ("online", Filters(size=_SIZE), []),
        ("online", Filters(growth=_GROWTH, size=_SIZE), ["sizegrowth"]),
        ("se2016", Filters(growth=_GROWTH, size=_SIZE), []),
    ],
)
def test_a_choice_by_outcome_and_by_later_size_is_said_beside_filters_and_in_files(
    metric: str, chosen: Filters, expected: list[str]
) -> None:
    assert list(cautions(REGISTRY[metric], chosen)) == expected
    told = [SAY.text(f"caution.{code}") for code in expected]
    (table,) = area_tables(Query(metric=metric, filters=chosen), DATA, "34")
    caveats = caveats_of(DATA, (table,), SAY)
    assert [text for text in caveats if text in told] == told
    every = {SAY.text(f"caution.{code}") for code in Caution}
    assert set(caveats) & every == set(told)
    payload = filters_payload(Query(metric=metric, filters=chosen), DATA, ("34",), SAY)
    beside = " ".join(text for text in told if text != SAY.text("caution.survivors"))
    assert payload["notice"] == (SAY.text("ui.filter.official") if payload["off"] else beside)


def test_official_figures_keep_the_filters_and_do_not_apply_them() -> None:
    grew = Filters(growth=frozenset({Growth.GREW}))
    plain, filtered = _table(metric="se2016"), _table(metric="se2016", filters=grew)
    assert plain.value.tolist() == filtered.value.tolist()
    payload = filters_payload(Query(metric="se2016", filters=grew), DATA, ("34",), SAY)
    assert payload["off"]
    assert payload["notice"] == SAY.text("ui.filter.official")
    assert [chip["code"] for chip in payload["chips"]] == ["grew"]


def test_an_empty_result_names_the_filter_that_emptied_it() -> None:
    chosen = Filters(sector=frozenset({"A"}))
    payload = filters_payload(Query(metric="businesses", filters=chosen), DATA, ("34",), SAY)
    assert SAY.text("dimension.sector.name") in payload["notice"]
    (table,) = area_tables(Query(metric="businesses", filters=chosen), DATA, "34")
    assert table.empty
