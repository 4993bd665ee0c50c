"""Drilling: to an area, into it, and back up, by one change of the Query each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.act import judge
from geo.aggregate import area_tables
from geo.choices import filters_payload
from geo.codec import parse, to_params
from geo.drill import back, finer, go, into, trail
from geo.finding import find_payload, hits, parts_text
from geo.indicators import REGISTRY
from geo.legend import legend_of
from geo.lists import areas_payload
from geo.model import Lang, Level
from geo.passing import passing_payload
from geo.query import Filters, Query
from geo.sentences import answer
from geo.views import legend_payload, map_payload
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()
CODES = tuple(DATA.gazetteer.areas)
RECORDS = Query(metric="integrated")


def _moved(query: Query, step: object, code: str) -> Query:
    return replace(query, **step(query, DATA, code))  # type: ignore[operator]


def _trail(query: Query) -> list[str]:
    return [area.code for area in trail(query, DATA)]


@pytest.mark.parametrize(
    ("code", "a", "at", "level"),
    [
        ("34", "34", None, Level.KABKOTA),
        ("3404", "3404", None, Level.KECAMATAN),
        ("3273", "3273", None, Level.KECAMATAN),
        ("3404070", "3404", "3404070", Level.KECAMATAN),
        ("3404070001", "3404", "3404070001", Level.KELURAHAN),
        ("3273230006", "3273", "3273230006", Level.KELURAHAN),
    ],
)
def test_a_found_area_is_seen_and_selected(code: str, a: str, at: str | None, level: Level) -> None:
    there = _moved(RECORDS, go, code)
    assert (there.a, there.at, there.level) == (a, at, level)


def test_the_level_of_a_found_area_is_kept_for_a_metric_that_has_it() -> None:
    there = _moved(Query(metric="emprate"), go, "3404070001")
    assert there.level is Level.KELURAHAN
    (table,) = area_tables(there, DATA, there.a)
    assert (table.level, table.wanted) == (Level.KABKOTA, Level.KELURAHAN)


def test_drilling_goes_down_level_by_level_as_far_as_the_metric_is_known() -> None:
    query = replace(RECORDS, level=Level.KABKOTA, at="3404")
    query = _moved(query, into, "3404")
    assert (query.a, query.at, query.level) == ("3404", None, Level.KECAMATAN)
    query = _moved(query, into, "3404070")
    assert (query.a, query.level) == ("3404070", Level.KELURAHAN)
    assert into(query, DATA, "3404070001") == {}
    assert finer(Query(metric="per1000"), DATA, "3404070") is None
    assert finer(Query(metric="emprate"), DATA, "34") is Level.KABKOTA
    assert finer(Query(metric="internetusers"), DATA, "34") is None
    assert finer(Query(metric="se2016"), DATA, "3273") is None


def test_the_way_back_selects_where_one_came_from() -> None:
    query = replace(RECORDS, a="3404070", level=Level.KELURAHAN, at="3404070001")
    assert _trail(query) == ["34", "3404", "3404070", "3404070001"]
    up = _moved(query, back, "3404")
    assert (up.a, up.at, up.level) == ("3404", "3404070", Level.KECAMATAN)
    top = _moved(up, back, "34")
    assert (top.a, top.at, top.level) == ("34", "3404", Level.KABKOTA)
    assert _moved(query, back, "3404070").at is None


def test_a_step_between_the_view_and_the_selection_becomes_the_view() -> None:
    query = replace(RECORDS, at="3404070001", level=Level.KELURAHAN)
    assert _trail(query) == ["34", "3404", "3404070", "3404070001"]
    near = _moved(query, back, "3404")
    assert (near.a, near.at, near.level) == ("3404", "3404070001", Level.KELURAHAN)
    assert back(query, DATA, "3402") == {}


def test_the_selection_of_the_other_side_is_no_part_of_the_trail() -> None:
    assert _trail(Query(a="34", b="3273", at="3273230")) == ["34"]


@given(queries(), st.sampled_from(CODES), st.sampled_from((go, into, back)))
def test_every_move_ends_in_a_query_that_a_link_can_hold(
    query: Query, code: str, step: object
) -> None:
    there = _moved(query, step, code)
    assert parse(to_params(there), DATA) == (there, ())
    assert there.a in _trail(there)
    assert replace(there, a=query.a, b=query.b, at=query.at, level=query.level) == query


@given(st.sampled_from(CODES))
def test_a_found_area_stands_at_the_end_of_its_trail(code: str) -> None:
    assert _trail(_moved(RECORDS, go, code))[-1] == code


@given(st.sampled_from(CODES))
def test_drilling_and_going_back_returns_to_the_area_selected(code: str) -> None:
    up = DATA.gazetteer.ancestors(code)
    if not up or finer(RECORDS, DATA, code) is None:
        return
    start = replace(RECORDS, a=up[0].code, at=code, level=DATA.gazetteer.area(code).level)
    assert _moved(_moved(start, into, code), back, up[0].code) == start


def test_moving_to_the_other_side_leaves_the_old_one_to_it() -> None:
    there = _moved(Query(a="34", b="3273"), go, "3273")
    assert (there.a, there.b) == ("3273", "34")


def test_the_band_names_each_step_and_tells_which_one_is_in_view() -> None:
    query = replace(RECORDS, a="3404", at="3404070")
    payload = find_payload(query, DATA, words(Lang.ID))
    assert payload["trail"] == [["34", "DIY"], ["3404", "Kab. Sleman"], ["3404070", "Depok"]]
    assert payload["here"] == 1
    assert parts_text(query, DATA, words(Lang.ID)) == "Lihat bagian dari Kapanewon Depok"
    assert parts_text(query, DATA, words(Lang.EN)) == "See the parts of Kapanewon Depok"
    assert parts_text(replace(query, at=None), DATA, words(Lang.ID)) == ""
    assert parts_text(replace(query, metric="per1000"), DATA, words(Lang.ID)) == ""


def test_a_hit_carries_codes_both_spellings_its_kind_and_the_areas_around_it() -> None:
    assert hits(DATA, "catur tunggal", words(Lang.ID))[0] == {
        "code": "3404070001",
        "kemendagri": "34.04.07.2001",
        "name": "Caturtunggal",
        "other": "Catur Tunggal",
        "level": "kelurahan",
        "kind": "kalurahan",
        "parents": ["Depok", "Kab. Sleman", "DIY"],
    }
    assert hits(DATA, "dago", words(Lang.EN))[0]["parents"] == ["Coblong", "Kota Bandung"]


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("metric", REGISTRY)
@pytest.mark.parametrize("area", ["3404070", "3471130", "3273230", "3404070001"])
def test_a_small_area_in_view_is_as_good_as_a_large_one(area: str, metric: str, lang: Lang) -> None:
    query = Query(lang=lang, a=area, metric=metric, level=Level.KELURAHAN, filters=Filters())
    say = words(lang)
    (table,) = area_tables(query, DATA, area)
    legend = legend_of(query, (table,))
    told = answer(say, DATA, table)
    assert told
    assert not any(code in told for code in CODES if len(code) > 4)
    drawn = map_payload(query, DATA, table, legend, say)
    listed = areas_payload(query, DATA, table, legend, say)
    assert sum(mark != "." for mark in drawn["classes"]) == max(len(listed["codes"]), 1)
    assert legend_payload((table,), legend, say)["title"]
    assert filters_payload(query, DATA, (area,), say)["groups"]
    assert passing_payload(query, DATA, judge(query, DATA), say)["metrics"]
