from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.aggregate import AreaTable, area_table, area_tables
from geo.change import Bar, barred, changed, metric_of, settled
from geo.indicators import REGISTRY, MapKind, Unit
from geo.model import Flag, Level
from geo.query import Query
from tests.data import dataset
from tests.served import client

DATA = dataset()
SERIES = [code for code, metric in REGISTRY.items() if len(metric.periods(DATA)) > 1]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Query, str]:
    """A view of the change of a metric between two of its periods, and the later one."""
    metric = draw(st.sampled_from(SERIES))
    since, year = sorted(
        draw(
            st.lists(
                st.sampled_from(REGISTRY[metric].periods(DATA)), min_size=2, max_size=2, unique=True
            )
        )
    )
    area = draw(st.sampled_from(["34", "3402", "3471", "3273"]))
    level = draw(st.sampled_from([Level.PROVINCE, Level.KABKOTA]))
    return Query(metric=metric, a=area, level=level, since=since, year=year), year


@given(pairs())
def test_a_change_is_the_difference_of_two_tables(pair: tuple[Query, str]) -> None:
    query, year = pair
    table = area_table(query, DATA, query.a, year)
    usual = replace(query, since=None)
    first, last = (area_table(usual, DATA, query.a, str(p)).value for p in (query.since, year))
    expected = last - first
    if REGISTRY[query.metric].kind is MapKind.CIRCLES:
        expected = 100 * expected / first
    for place, code in enumerate(table.codes):
        bar = barred(REGISTRY[query.metric], str(query.since), DATA, code, year)
        assert (bar is None) == np.isfinite(table.value[place])
        assert (bar is not None) == (table.flags[place] is Flag.NODATA)
        if bar is None:
            assert table.value[place] == pytest.approx(expected[place])


@given(pairs())
def test_only_a_change_under_the_rule_of_thumb_is_read_with_care(pair: tuple[Query, str]) -> None:
    query, year = pair
    table = area_table(query, DATA, query.a, year)
    noise = REGISTRY[query.metric].noise or 0.0
    for value, flag in zip(table.value.tolist(), table.flags, strict=True):
        if np.isfinite(value):
            assert (flag is Flag.CARE) == (abs(value) < noise)


@pytest.mark.parametrize(
    ("metric", "area", "since", "year", "bar"),
    [
        ("emprate", "3402", "2018", "2024", None),
        ("emprate", "3402", "2024", "2018", Bar.ORDER),
        ("emprate", "3402", "2024", "2024", Bar.ORDER),
        ("emprate", "34", "2018", "2024", Bar.MISSING),
        ("register", "3402", "2021", "2025", Bar.MISSING),
        ("seper1000", "3403", "2006", "2016", Bar.SOURCE),
        ("employed", "3273", "2015", "2022", Bar.SOURCE),
        ("employed", "34", "2004", "2016", Bar.BREAK),
        ("employed", "3404", "2011", "2015", Bar.BREAK),
        ("employed", "3404", "2012", "2015", None),
        ("employed", "3404", "2013", "2015", Bar.OVERLAP),
        ("ecommerce", "34", "2020", "2022", Bar.BREAK),
    ],
)
def test_years_of_another_concept_are_not_compared(
    metric: str, area: str, since: str, year: str, bar: Bar | None
) -> None:
    assert barred(REGISTRY[metric], since, DATA, area, year) == bar


def test_the_change_of_bantul_by_hand() -> None:
    # 71.66 % in August 2018, 72.16 % in August 2024 (BPS, Sakernas).
    query = Query(metric="emprate", since="2018", year="2024")
    (table,) = area_tables(query, DATA, "34")
    assert table.value[table.codes.index("3402")] == pytest.approx(72.16 - 71.66)
    assert (table.metric.unit, table.metric.kind) == (Unit.POINTS, MapKind.DIVERGING)


def test_a_count_changes_in_per_cent() -> None:
    query = Query(metric="register", level=Level.PROVINCE, since="2021")
    (table,) = area_tables(query, DATA, "34")
    assert table.value.tolist() == pytest.approx([100 * (347_744 / 337_060 - 1)])
    assert table.metric.unit is Unit.PERCENT


def test_a_change_has_no_change() -> None:
    with pytest.raises(ValueError, match="sechange"):
        changed(REGISTRY["sechange"], "2006")
    with pytest.raises(ValueError, match="emprate"):
        changed(changed(REGISTRY["emprate"], "2018"), "2019")


def _table(**fields: Any) -> AreaTable:
    query = replace(Query(), **fields)
    return area_tables(query, DATA, query.a)[0]


def test_the_latest_year_that_can_be_compared_is_shown() -> None:
    assert _table(metric="employed", a="3273", since="2012").period == "2015"
    assert _table(metric="employed", a="3273").period == "2022"


def test_where_none_can_be_compared_the_latest_year_says_why() -> None:
    table = _table(metric="seper1000", since="2006")
    assert table.period == "2016"
    assert set(table.flags) == {Flag.NODATA}


@pytest.mark.parametrize(
    ("before", "fields", "since"),
    [
        (Query(metric="emprate", since="2018"), {"at": "3402"}, "2018"),
        (Query(metric="emprate", since="2018"), {"year": "2019"}, "2018"),
        (Query(metric="emprate", since="2018"), {"year": "2018"}, None),
        (Query(metric="emprate", since="2020"), {"year": "2018"}, None),
        (Query(metric="emprate", since="2018"), {"metric": "unemprate"}, None),
        (Query(metric="emprate"), {"metric": "unemprate", "since": "2019"}, "2019"),
    ],
)
def test_a_year_compared_with_leaves_when_it_no_longer_fits(
    before: Query, fields: dict[str, Any], since: str | None
) -> None:
    assert settled(before, replace(before, **fields)).since == since


def test_without_a_year_to_compare_with_the_metric_is_the_registry_s() -> None:
    assert metric_of(Query(metric="emprate")) is REGISTRY["emprate"]


def test_the_interface_names_both_years_and_the_unit() -> None:
    params = {"metric": "emprate", "level": "kabkota", "since": "2018", "year": "2024"}
    answer = client().get("/api/v1/areas.csv", params=params)
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert {(row["period"], row["unit"], row["metric"]) for row in rows} == {
        ("2018-2024", "points", "emprate")
    }
    described = client().get("/api/v1/areas.json", params={**params, "lang": "en"}).json()["metric"]
    assert described["label"] == "Change: People aged 15 and over in work"
    assert "percentage points" in described["definition"]
