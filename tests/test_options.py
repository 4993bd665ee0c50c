from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.aggregate import area_tables
from geo.codec import parse, to_params
from geo.legend import legend_of
from geo.model import Palette, Scheme, Show
from geo.options import FIELDS, options_payload, read_options
from geo.query import Query
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()


def _payload(query: Query) -> dict[str, object]:
    tables = area_tables(query, DATA, query.a)
    return options_payload(query, DATA, tables, legend_of(query, tables))


@given(queries(), st.dictionaries(st.sampled_from((*FIELDS, "a", "x")), st.text() | st.integers()))
def test_whatever_the_browser_sends_leaves_a_query_that_a_link_can_hold(
    query: Query, sent: dict[str, object]
) -> None:
    fields = read_options(json.dumps(sent), query, DATA)
    changed = replace(query, **fields)
    assert parse(to_params(changed), DATA) == (changed, ())
    assert set(fields) == set(FIELDS)


def test_a_change_touches_its_own_fields_alone() -> None:
    query = Query(k=7, palette=Palette.VIRIDIS, show=Show.CIRCLES)
    fields = read_options('{"scheme": "own", "breaks": "30,10"}', query, DATA)
    assert replace(query, **fields) == replace(query, scheme=Scheme.OWN, breaks=(10.0, 30.0))
    back = read_options('{"scheme": "quantile", "breaks": ""}', replace(query, **fields), DATA)
    assert replace(query, **back) == replace(query, scheme=Scheme.QUANTILE)


def test_everything_can_be_put_back() -> None:
    query = Query(k=3, scheme=Scheme.OWN, breaks=(1.0, 2.0), palette=Palette.VIRIDIS)
    fields = read_options(json.dumps(dict.fromkeys(FIELDS, "")), query, DATA)
    assert replace(query, **fields) == Query()
    assert _payload(Query())["changed"] is False
    assert _payload(query)["changed"] is True


@pytest.mark.parametrize(
    ("metric", "fixed"),
    [
        ("integrated", ""),
        ("jobgrowth", ""),
        ("selfemployed", "relative"),
        ("businesses", "circles"),
    ],
)
def test_classes_are_closed_where_there_are_none_to_choose(metric: str, fixed: str) -> None:
    assert _payload(Query(metric=metric))["fixed"] == fixed


def test_two_maps_close_what_draws_no_areas_and_show_what_they_draw() -> None:
    query = Query(metric="businesses", show=Show.HEXES)
    tables = area_tables(query, DATA, "34", "3273")
    payload = options_payload(query, DATA, tables, legend_of(query, tables))
    assert [show for show, why in payload["shows"] if not why] == [Show.CIRCLES]
    assert (payload["show"], payload["fixed"]) == ("circles", "circles")


def test_the_breaks_to_start_from_are_those_on_the_map() -> None:
    query = Query(metric="integrated")
    (table,) = area_tables(query, DATA, "34")
    ranges = legend_of(query, (table,)).ranges
    assert _payload(query)["breaks"] == [item.high for item in ranges[:-1]]
    own = replace(query, scheme=Scheme.OWN, breaks=(5.0, 40.0))
    assert _payload(own)["breaks"] == [5.0, 40.0]


def test_options_are_few_bytes() -> None:
    assert len(json.dumps(_payload(Query(metric="jobgrowth")))) < 700
