"""What is compared: offers of one level, choices that keep it, and ways between the pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.choosing import (
    SLOTS,
    alone,
    beside,
    equals,
    mate,
    mixed,
    offers,
    pairs,
    placed,
    places_payload,
)
from geo.codec import parse, to_params
from geo.model import Lang
from geo.query import Query
from geo.wording import words
from tests.data import dataset

DATA = dataset()
GAZETTEER = DATA.gazetteer
RESTS = tuple(rest for code in GAZETTEER.areas if (rest := GAZETTEER.rest_of(code)) is not None)
CODES = st.one_of(
    st.sampled_from(("34", "3273", "3404", "3471", "34-3404")),
    st.sampled_from((*GAZETTEER.areas, *RESTS)),
)


@st.composite
def compared(draw: st.DrawFn) -> Query:
    """A query that compares two to four areas, of any levels."""
    codes = draw(st.lists(CODES, min_size=2, max_size=4, unique=True))
    more = (*codes[2:], None, None)
    return Query(a=codes[0], b=codes[1], c=more[0], d=more[1])


@settings(max_examples=40)
@given(query=compared())
def test_an_offer_is_new_made_once_and_leads_to_areas_of_one_level(query: Query) -> None:
    for side in SLOTS[: len(query.compared) + 1]:
        codes = [code for _, group in offers(query, DATA, side) for code in group]
        assert len(codes) == len(set(codes))
        assert not set(codes) & set(query.compared)
        for code in codes:
            after = placed(query, DATA, side, code)
            assert code in after.compared
            assert parse(to_params(after), DATA) == (after, ())
            if side in ("a", "b"):
                assert equals(DATA, after.a, after.b)


@settings(max_examples=60)
@given(query=compared(), code=CODES, side=st.sampled_from(SLOTS))
def test_a_choice_keeps_one_level_and_stands_where_it_was_made(
    query: Query, code: str, side: str
) -> None:
    after = placed(query, DATA, side, code)
    if code in query.compared:
        assert after == query
    elif side in ("a", "b"):
        assert getattr(after, side) == code
        assert after.a != after.b
        assert equals(DATA, after.a, after.b)
    for other in after.compared[2:]:
        one_of = any(equals(DATA, other, own) for own in after.compared[:2])
        assert one_of or after == query


@given(query=compared())
def test_swapping_twice_is_nothing_and_swapping_leaves_the_others(query: Query) -> None:
    once = placed(query, DATA, "swap", "")
    assert once.compared == (query.b, query.a, *query.compared[2:])
    assert placed(once, DATA, "swap", "").compared == query.compared


def test_swapping_keeps_the_selected_area() -> None:
    query = Query(a="3404", b="3402", at="3404070")
    assert placed(query, DATA, "swap", "") == replace(query, a="3402", b="3404")


@settings(max_examples=40)
@given(query=compared())
def test_a_suggested_pair_is_of_one_level_suggested_once_and_chosen_whole(query: Query) -> None:
    found = pairs(query, DATA)
    assert len({frozenset(pair) for pair in found}) == len(found)
    for one, other in found:
        assert equals(DATA, one, other)
        assert placed(query, DATA, "pair", f"{one},{other}").compared == (one, other)


@settings(max_examples=40)
@given(query=compared(), code=CODES)
def test_what_moved_along_comes_back_at_one_press(query: Query, code: str) -> None:
    after = placed(query, DATA, "a", code)
    assert placed(after, DATA, "pair", ",".join(query.compared)).compared == query.compared


def test_the_partner_goes_along_to_another_level() -> None:
    assert mate(DATA, "34") == "3273"
    assert mate(DATA, "3404") == "34-3404"
    assert placed(Query(), DATA, "a", "3404").compared == ("3404", "3273")
    assert placed(Query(), DATA, "a", "3404070").compared == ("3404070", "3404-3404070")
    # A map of one kapanewon shows the kalurahan inside it.
    assert placed(Query(), DATA, "a", "3404070").level == "kelurahan"


def test_a_third_area_is_added_taken_away_and_moves_up() -> None:
    three = placed(Query(a="3404", b="3402"), DATA, "c", "3401")
    four = placed(three, DATA, "d", "3471")
    assert four.compared == ("3404", "3402", "3401", "3471")
    assert placed(four, DATA, "c", "").compared == ("3404", "3402", "3471")
    assert placed(four, DATA, "b", "") == four


@pytest.mark.parametrize("what", [*SLOTS, "swap", "pair", "none"])
@given(value=st.text(max_size=12))
def test_what_nobody_offers_changes_nothing_but_a_swap(what: str, value: str) -> None:
    query = Query(a="3404", b="3402")
    if not value or GAZETTEER.known(value) or what == "swap":
        return
    assert placed(query, DATA, what, value) == query


def test_levels_are_mixed_only_where_areas_are_no_equals() -> None:
    assert not mixed(Query(), DATA)
    assert mixed(Query(a="34", b="3404"), DATA)
    assert mixed(Query(c="3404"), DATA)


@settings(max_examples=30)
@given(query=compared())
def test_a_way_to_explore_and_back_is_a_link_that_keeps_the_figures(query: Query) -> None:
    for area in query.compared:
        there = alone(query, DATA, area)
        assert there.a == area
        assert set(there.compared) == set(query.compared)
        assert parse(to_params(there), DATA) == (there, ())
        assert (there.metric, there.filters, there.year) == (
            query.metric, query.filters, query.year,
        )  # fmt: skip


def test_explore_leads_to_the_rest_and_to_the_region_that_is_an_equal() -> None:
    def onward(query: Query) -> list[tuple[str, str]]:
        return [(own.a, own.b) for own in beside(query, DATA)]

    assert onward(Query()) == [("34", "3273")]
    assert onward(Query(at="3404")) == [("3404", "34-3404"), ("3404", "3273")]
    assert onward(Query(at="3404070")) == [("3404070", "3404-3404070")]
    assert onward(Query(a="3273")) == [("3273", "34")]


@pytest.mark.parametrize("lang", list(Lang))
def test_every_area_that_is_sent_has_its_name(lang: Lang) -> None:
    sent = places_payload(Query(a="3404", b="3402", c="34-3404", lang=lang), DATA, words(lang))
    offered = {code for groups in sent["groups"] for _, codes in groups for code in codes}
    assert offered | set(sent["compared"]) == set(sent["names"])
    assert len(sent["groups"]) == 4


def test_swapping_any_pair_that_a_link_can_name_keeps_both() -> None:
    for params in ({"a": "3273"}, {"b": "34"}, {"a": "34-3404", "b": "34-3404"}):
        query, _ = parse(params, dataset())
        swapped = placed(query, dataset(), "swap", "")
        assert (swapped.a, swapped.b) == (query.b, query.a)
