"""Boxes offer what there is, and a choice in one makes the Query that its name promises."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.aggregate import area_tables
from geo.boxes import Box, chosen, compare_boxes, explore_boxes
from geo.codec import parse, to_params
from geo.indicators import REGISTRY
from geo.model import Lang, Level, Scheme
from geo.query import Query
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()


def boxes(query: Query) -> dict[str, Box]:
    """Boxes of Explore by code."""
    (table,) = area_tables(query, DATA, query.a)
    made = explore_boxes(query, DATA, table, words(query.lang))
    return {box["code"]: box for box in made["boxes"]}


@given(query=queries())
def test_every_option_makes_a_query_that_its_box_then_shows(query: Query) -> None:
    for code, box in boxes(query).items():
        for value, _ in box.get("options", []):
            after = chosen(query, DATA, code, value)
            assert parse(to_params(after), DATA) == (after, ())
            assert boxes(after)[code]["value"] == value


def test_boxes_show_what_the_query_says() -> None:
    shown = boxes(Query(a="3404", metric="emprate", year="2021", level=Level.KABKOTA))
    assert {code: box["value"] for code, box in shown.items()} == {
        "region": "34", "a": "3404", "metric": "emprate", "level": "kabkota", "year": "2021",
    }  # fmt: skip


def test_a_year_that_the_next_metric_lacks_is_let_go() -> None:
    query = Query(metric="emprate", year="2021")
    assert chosen(query, DATA, "metric", "unemprate").year == "2021"
    assert chosen(query, DATA, "metric", "se2016") == Query(metric="se2016")


def test_own_breaks_outlive_another_metric_of_the_same_unit_alone() -> None:
    query = Query(metric="online", scheme=Scheme.OWN, breaks=(20.0, 40.0))
    kept = chosen(query, DATA, "metric", "integrated")
    assert kept == replace(query, metric="integrated")
    assert chosen(query, DATA, "metric", "workersper") == Query(metric="workersper")


def test_another_area_lets_the_selected_one_go() -> None:
    query = Query(a="34", at="3404")
    assert chosen(query, DATA, "a", "3402") == Query(a="3402")


def test_the_other_region_takes_the_place_of_the_one_that_is_left() -> None:
    assert chosen(Query(at="3404"), DATA, "region", "3273") == Query(a="3273", b="34")
    assert chosen(Query(a="3404"), DATA, "region", "34") == Query(a="3404")


def test_compare_chooses_its_areas_elsewhere() -> None:
    query = Query(a="3404", b="3402")
    (one, two) = area_tables(query, DATA, "3404", "3402")
    made = compare_boxes(query, DATA, (one, two), words(Lang.ID))
    assert [box["code"] for box in made["boxes"]] == ["metric", "level", "year"]


@pytest.mark.parametrize("box", ["region", "a", "metric", "level", "year", "none"])
@given(value=st.text(max_size=12))
def test_what_no_box_offers_changes_nothing(box: str, value: str) -> None:
    query = Query(metric="emprate", a="3404")
    known = {*REGISTRY, *Level, *REGISTRY["emprate"].periods(DATA)}
    if value not in known and DATA.gazetteer.find(value) is None:
        assert chosen(query, DATA, box, value) == query


def test_metrics_without_figures_are_named() -> None:
    without = boxes(replace(Query(), a="3273"))["metric"]["without"]
    assert "se2016" in without
    assert "emprate" not in without
