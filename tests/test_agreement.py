"""API, map, chart, table and sentence say the same of every area, for any Query."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from geo.aggregate import AreaTable, area_tables
from geo.classify import NO_CLASS
from geo.codec import to_params
from geo.export import period_of
from geo.indicators import DECIMALS, REGISTRY
from geo.legend import legend_of
from geo.lists import areas_payload
from geo.model import Flag, Lang, Level
from geo.query import Query
from geo.rounding import as_printed
from geo.sentences import answer
from geo.views import MARKS, OUTSIDE, UNCLASSED, drawn_level, legend_payload, map_payload
from geo.wording import words
from tests.data import dataset
from tests.served import client
from tests.strategies import queries

DATA = dataset()


def _features(table: AreaTable) -> list[str]:
    region = DATA.gazetteer.region_of(table.area).code
    return [area.code for area in DATA.gazetteer.descendants(region, drawn_level(DATA, table))]


def _api(query: Query, form: str) -> dict[str, dict[str, object]]:
    """Rows of side a by area code."""
    # Own data stays with its reader: the interface refuses to look it up.
    response = client().get(f"/api/v1/areas.{form}", params=to_params(replace(query, data=None)))
    assert response.status_code == 200, response.text
    rows = (
        list(csv.DictReader(io.StringIO(response.text)))
        if form == "csv"
        else response.json()["rows"]
        if form == "json"
        else [feature["properties"] for feature in response.json()["features"]]
    )
    return {row["area_code"]: row for row in rows if row["side"] == "a"}


def _check(query: Query) -> int:
    """Compare every form of one view; returns how many areas carry a value."""
    say = words(query.lang)
    # The interface takes both areas of a comparison in one period where they share one.
    sides = (query.a, query.b) if "b" in to_params(query) else (query.a,)
    table = area_tables(query, DATA, *sides)[0]
    legend = legend_of(query, (table,))
    drawn = map_payload(query, DATA, table, legend, say)
    listed = areas_payload(query, DATA, table, legend, say)
    on_map = dict(zip(_features(table), drawn["values"], strict=True))
    marks = dict(zip(_features(table), drawn["classes"], strict=True))
    json, geojson, flat = (_api(query, form) for form in ("json", "geojson", "csv"))

    assert listed["codes"] == list(table.codes) == list(json) == list(geojson) == list(flat)
    assert {code for code, mark in marks.items() if mark != OUTSIDE} >= set(table.codes)
    for place, code in enumerate(table.codes):
        flag, value = table.flags[place], float(table.value[place])
        shown = flag in (Flag.OK, Flag.CARE)
        text = say.number(value, table.metric.unit) if shown else ""
        assert on_map[code] == listed["texts"][place] == text
        assert marks[code] == listed["classes"][place]
        assert json[code]["flag"] == geojson[code]["flag"] == flat[code]["flag"] == str(flag)
        assert json[code]["period"] == period_of(table.metric, table.span, table.readings[place])
        if shown:
            assert listed["values"][place] == json[code]["value"] == value
            assert geojson[code]["value"] == float(str(flat[code]["value"])) == value
            if place % max(1, len(table.codes) // 4) == 0:
                told = answer(say, DATA, table, code)
                assert say.number(abs(value), table.metric.unit) in told
        else:
            assert marks[code] == MARKS[flag]
            assert listed["values"][place] is json[code]["value"] is geojson[code]["value"] is None
            assert flat[code]["value"] == ""
    return int(np.isfinite(table.value).sum())


@given(queries())
@settings(max_examples=60)
def test_every_form_shows_the_values_of_the_table(query: Query) -> None:
    _check(query)


@pytest.mark.parametrize("metric", REGISTRY)
def test_no_published_value_differs_between_forms(metric: str) -> None:
    regions = [region.code for region in DATA.gazetteer.regions]
    shown = sum(
        _check(Query(a=region, metric=metric, year=period, lang=lang))
        for region in regions
        for period in (None, REGISTRY[metric].periods(DATA)[0])
        for lang in Lang
    )
    assert shown > 0


@pytest.mark.parametrize(
    ("metric", "area", "since"),
    [
        ("emprate", "34", "2018"), ("employed", "34", "2012"), ("employed", "3273", "2012"),
        ("register", "34", "2021"), ("seper1000", "34", "2006"), ("formalwork", "34", "2020"),
    ],
)  # fmt: skip
def test_no_change_differs_between_forms(metric: str, area: str, since: str) -> None:
    level = Level.PROVINCE if metric in ("register", "formalwork") else Level.KABKOTA
    shown = _check(Query(a=area, metric=metric, level=level, since=since))
    assert (shown > 0) == (metric != "seper1000")


@given(queries())
@settings(max_examples=100)
def test_map_and_legend_agree_on_classes_and_counts(query: Query) -> None:
    tables = area_tables(query, DATA, query.a, query.b)
    legend = legend_of(query, tables)
    say = words(query.lang)
    shown = legend_payload(tables, legend, say)
    found = ""
    for side, table in enumerate(tables):
        drawn = map_payload(query, DATA, table, legend, say, side)
        own = dict(zip(_features(table), drawn["classes"], strict=True))
        found += "".join(own[code] for code in table.codes)
        for place, code in enumerate(table.codes):
            index = int(legend.classes[side][place])
            if index == NO_CLASS or table.flags[place] in MARKS:
                continue
            low, high = legend.ranges[index].low, legend.ranges[index].high
            (printed,) = as_printed(table.value[place : place + 1], DECIMALS[table.metric.unit])
            assert legend.relative or low <= printed <= high
            assert own[code] == str(index)
    assert [item["count"] for item in shown["items"]] == [
        found.count(str(item["index"])) for item in shown["items"]
    ]
    absent = {item["code"]: item["count"] for item in shown["extra"]}
    assert absent == {mark: found.count(mark) for mark in absent}
    assert set(found) - {str(item["index"]) for item in shown["items"]} == set(absent)
    assert set(absent) <= {*MARKS.values(), UNCLASSED}


@given(queries())
def test_nothing_ranks_what_may_not_be_ranked(query: Query) -> None:
    (table,) = area_tables(query, DATA, query.a)
    listed = areas_payload(query, DATA, table, legend_of(query, (table,)), words(query.lang))
    assert listed["groups"] is not table.metric.ranked
    assert listed["ranked"] is (table.metric.ranked and len(table.codes) > 1)
