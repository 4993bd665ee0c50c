from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import palette
from geo.aggregate import AreaTable, area_tables
from geo.classify import NO_CLASS
from geo.indicators import DECIMALS, MapKind
from geo.legend import MAX_RADIUS, MIN_RADIUS, legend_of, radius
from geo.model import Flag, Level, Palette, Scheme
from geo.query import Filters, Query
from geo.rounding import as_printed
from geo.views import legend_payload, map_payload
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()


@given(queries())
def test_the_legend_counts_every_area_of_both_sides_once(query: Query) -> None:
    tables = area_tables(query, DATA, query.a, query.b)
    legend = legend_of(query, tables)
    classed = sum(int((found != NO_CLASS).sum()) for found in legend.classes)
    assert sum(item.count for item in legend.ranges) == classed
    for table, found in zip(tables, legend.classes, strict=True):
        assert found.shape == table.value.shape
        assert (found[~np.isfinite(table.value)] == NO_CLASS).all()


@given(queries())
def test_a_class_holds_the_values_between_its_bounds(query: Query) -> None:
    tables = area_tables(query, DATA, query.a, query.b)
    legend = legend_of(query, tables)
    if legend.relative or legend.kind is MapKind.CIRCLES:
        return
    decimals = DECIMALS[tables[0].metric.unit]
    for table, found in zip(tables, legend.classes, strict=True):
        for value, place in zip(as_printed(table.value, decimals), found, strict=True):
            if place != NO_CLASS:
                assert legend.ranges[place].low <= value <= legend.ranges[place].high


SHAPES = ("integrated", "jobgrowth", "businesses", "netjobs")
"""Metrics of every kind of map: choropleth, diverging, circles, circles of both signs."""


@st.composite
def invented(draw: st.DrawFn) -> tuple[Query, AreaTable]:
    """A query and its table: few or many distinct values, of one sign or both, some missing."""
    query = replace(draw(queries()), metric=draw(st.sampled_from(SHAPES)), year=None)
    (table,) = area_tables(Query(metric=query.metric), DATA, "34")
    least = 0 if query.metric in ("integrated", "businesses") else -(10**6)
    number = st.integers(least, draw(st.sampled_from((3, 10**3, 10**6)))).map(lambda own: own / 100)
    pool = draw(st.lists(number, min_size=1, max_size=40))
    size = len(table.codes)
    places = draw(st.lists(st.integers(-1, len(pool) - 1), min_size=size, max_size=size))
    value = np.array([np.nan if place < 0 else pool[place] for place in places])
    missing = draw(st.sampled_from((Flag.NODATA, Flag.SUPPRESSED, Flag.UNRELIABLE)))
    flags = tuple(missing if place < 0 else Flag.OK for place in places)
    return query, replace(table, value=value, flags=flags)


@given(invented())
def test_colours_and_marks_on_the_map_are_those_of_the_legend(
    made: tuple[Query, AreaTable],
) -> None:
    query, table = made
    legend = legend_of(query, (table,))
    drawn = map_payload(query, DATA, table, legend, words(query.lang))
    shown = legend_payload((table,), legend, words(query.lang))
    assert drawn["colours"] == [item["colour"] for item in shown["items"]]
    assert len(set(drawn["colours"])) == len(drawn["colours"])
    entries = {str(item["index"]): item["count"] for item in shown["items"]}
    entries |= {item["code"]: item["count"] for item in shown["extra"]}
    # Only steps between fixed bounds may hold no area.
    if query.scheme not in (Scheme.EQUAL, Scheme.OWN) or legend.kind is MapKind.CIRCLES:
        assert 0 not in entries.values()
    counted = Counter(drawn["classes"])
    assert counted == Counter(entries)
    assert sum(entries.values()) == len(table.codes)
    looks: dict[str, str] = {}
    for text, char in zip(drawn["values"], drawn["classes"], strict=True):
        # Areas that read alike look alike.
        assert looks.setdefault(text, char) == char or not text
    texts = [item["text"] for item in (*shown["items"], *shown["extra"])]
    assert len(set(texts)) == len(texts)
    if legend.kind is MapKind.CIRCLES:
        assert [bool(px) for px in drawn["radii"]] == [char.isdigit() for char in drawn["classes"]]


@given(invented())
def test_own_breaks_taken_from_the_map_leave_it_as_it_is(made: tuple[Query, AreaTable]) -> None:
    query, table = made
    legend = legend_of(query, (table,))
    if len(legend.between) < 2 or query.scheme is Scheme.OWN:
        return
    own = replace(query, scheme=Scheme.OWN, breaks=legend.between)
    parted = [legend.classes[0], legend_of(own, (table,)).classes[0]]
    assert len(set(zip(*parted, strict=True))) == len(set(parted[0]))


@given(queries())
def test_exchanging_the_sides_leaves_breaks_classes_and_circles_alone(query: Query) -> None:
    swapped = replace(query, a=query.b, b=query.a)
    found = []
    for own in (query, swapped):
        tables = area_tables(own, DATA, own.a, own.b)
        legend = legend_of(own, tables)
        marks = {
            table.area: dict(zip(table.codes, classes.tolist(), strict=True))
            for table, classes in zip(tables, legend.classes, strict=True)
        }
        circles = {
            table.area: radii.tolist() for table, radii in zip(tables, legend.radii, strict=False)
        }
        found.append((repr(legend.ranges), legend.between, legend.largest, marks, circles))
    there, back = found
    assert there == back


def test_self_employment_is_classed_within_each_kabupaten() -> None:
    query = Query(metric="selfemployed")
    (table,) = area_tables(query, DATA, "34")
    legend = legend_of(query, (table,))
    assert legend.relative
    for kabkota in {code[:4] for code in table.codes}:
        rows = np.array([code.startswith(kabkota) for code in table.codes])
        assert set(legend.classes[0][rows]) == {0, 1, 2}
        low, high = (table.value[rows & (legend.classes[0] == place)] for place in (0, 2))
        assert low.max() < high.min()


def test_one_kabupaten_alone_has_bounds_in_numbers() -> None:
    query = Query(a="3404", metric="selfemployed")
    legend = legend_of(query, area_tables(query, DATA, "3404"))
    assert not legend.relative
    assert len(legend.ranges) == 5


def test_kabupaten_are_not_classed_against_each_other() -> None:
    query = Query(metric="selfemployed", level=Level.KABKOTA)
    legend = legend_of(query, area_tables(query, DATA, "34"))
    assert set(legend.classes[0]) == {NO_CLASS}


def test_circles_have_areas_in_proportion_to_their_values() -> None:
    query = Query(metric="se2016")
    (table,) = area_tables(query, DATA, "34")
    radii = legend_of(query, (table,)).radii[0]
    assert radii.max() == MAX_RADIUS
    assert radii**2 / table.value == pytest.approx(np.full(5, MAX_RADIUS**2 / table.value.max()))
    assert radius(1, 1e9) == MIN_RADIUS


def test_a_change_is_coloured_from_zero() -> None:
    query = Query(metric="sechange")
    (table,) = area_tables(query, DATA, "34")
    colours = [item.colour for item in legend_of(query, (table,)).ranges]
    assert tuple(colours) == palette.diverging(Palette.BLUES, 0, 5)


def test_an_equal_step_without_an_area_keeps_its_place_in_the_legend() -> None:
    chosen = Filters(sector=frozenset({"A", "C"}), newmax=1)
    query = Query(a="3273", metric="entrantshare", filters=chosen, k=4, scheme=Scheme.EQUAL)
    legend = legend_of(query, area_tables(query, DATA, "3273"))
    assert [item.count for item in legend.ranges] == [20, 9, 0, 1]
    before, empty, after = legend.ranges[1:]
    assert before.high < empty.low < empty.high < after.low
