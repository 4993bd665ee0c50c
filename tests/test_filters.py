"""Filters on business records: every form of a view follows them, and their counts are true."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregate import AreaTable, area_tables
from geo.choices import filters_payload
from geo.codec import to_params
from geo.counts import OPTIONS
from geo.estimate import estimate
from geo.indicators import REGISTRY
from geo.legend import legend_of
from geo.lists import areas_payload
from geo.model import Flag, Growth, Lang, Level, Use
from geo.profiles import DIMENSIONS
from geo.query import Filters, Query
from geo.recorded import domain_of
from geo.sentences import answer
from geo.views import map_payload
from geo.wording import words
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
