"""The strip: medians of what is shown, and classes where the legend has them."""

from __future__ import annotations

import json
import statistics
import zlib

import pytest
from hypothesis import given, settings

from geo.aggregate import area_tables
from geo.indicators import DECIMALS, MapKind
from geo.legend import legend_of
from geo.lists import areas_payload
from geo.model import Flag, Lang
from geo.query import Query
from geo.rounding import as_printed
from geo.spread import sides_payload, strip_payload
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()
ID = words(Lang.ID)


@given(queries())
@settings(max_examples=60, deadline=None)
def test_each_lane_tells_the_median_of_the_areas_that_are_shown(query: Query) -> None:
    tables = area_tables(query, DATA, query.a, query.b)
    legend = legend_of(query, tables)
    strip = strip_payload(DATA, tables, legend, ID)
    shown = [
        [
            value
            for value, flag in zip(table.value.tolist(), table.flags, strict=True)
            if flag in (Flag.OK, Flag.CARE)
        ]
        for table in tables
    ]
    if strip is None:
        assert legend.relative or not tables[0].metric.ranked or max(map(len, shown)) < 2
        return
    assert tables[0].metric.ranked
    for own, table, lane in zip(shown, tables, strip["lanes"], strict=True):
        assert (lane["stamp"] is None) == (not table.codes)
        assert all(strip["low"] <= value <= strip["high"] for value in own)
        if len(own) < 2:
            assert "median" not in lane
            continue
        assert lane["median"] == pytest.approx(statistics.median(own))
        assert ID.value(statistics.median(own), table.metric.unit) in lane["text"]
        assert ID.value(statistics.median(own), table.metric.unit) in lane["said"]


@given(queries())
@settings(max_examples=60, deadline=None)
def test_every_dot_lies_among_the_edges_of_its_class(query: Query) -> None:
    tables = area_tables(query, DATA, query.a, query.b)
    legend = legend_of(query, tables)
    strip = strip_payload(DATA, tables, legend, ID)
    if strip is None or legend.kind is MapKind.CIRCLES:
        return
    edges = [edge for edge, _ in strip["edges"]]
    assert len(edges) == len(legend.ranges) - 1
    assert edges == sorted(edges)
    decimals = DECIMALS[tables[0].metric.unit]
    low, high = round(strip["low"], 6), round(strip["high"], 6)
    for table, classes in zip(tables, legend.classes, strict=True):
        for value, place in zip(as_printed(table.value, decimals), classes, strict=True):
            for number, edge in enumerate(edges):
                # An edge is drawn no further out than the outermost dot, rounded as edges are.
                if place >= 0 and low < edge < high:
                    assert (value > edge) == (place > number)


def test_amounts_stand_on_an_axis_from_nought_with_round_numbers() -> None:
    query = Query(metric="se2016")
    tables = area_tables(query, DATA, "34", "3273")
    strip = strip_payload(DATA, tables, legend_of(query, tables), ID)
    assert strip is not None
    assert strip["low"] == 0
    assert [text for _, text in strip["ticks"]] == ["0", "50.000", "100.000"]
    assert strip["lanes"][1]["text"] == ID.text("ui.strip.none")


def test_what_is_never_ranked_has_no_strip() -> None:
    query = Query(metric="selfemployed")
    tables = area_tables(query, DATA, "34", "3273")
    assert "strip" not in sides_payload(DATA, tables, legend_of(query, tables), ID)


def test_the_lists_bear_the_stamp_of_their_lane_until_anything_changes() -> None:
    stamps = []
    for query in (Query(), Query(k=4), Query(metric="promotion")):
        tables = area_tables(query, DATA, "34", "3273")
        legend = legend_of(query, tables)
        strip = strip_payload(DATA, tables, legend, ID)
        assert strip is not None
        lists = [areas_payload(query, DATA, t, legend, ID, side) for side, t in enumerate(tables)]
        assert [lane["stamp"] for lane in strip["lanes"]] == [own["stamp"] for own in lists]
        stamps += [own["stamp"] for own in lists]
    assert len(set(stamps)) == len(stamps)


def test_the_strip_costs_little_as_the_lists_bring_its_dots() -> None:
    query = Query()
    tables = area_tables(query, DATA, "34", "3273")
    sent = sides_payload(DATA, tables, legend_of(query, tables), ID)
    assert len(zlib.compress(json.dumps(sent).encode())) < 700
