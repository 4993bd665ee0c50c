"""Search: what readers type finds what they mean, first."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.codes import dotted
from geo.model import Area
from geo.search import LISTED, search
from geo.spelling import Fit, spellings, tokens
from tests.data import dataset

DATA = dataset()
AREAS = tuple(DATA.gazetteer.areas.values())
TABLES = tomllib.loads((Path(__file__).parent / "searches.toml").read_text("utf-8"))["search"]
QUERIES = [(query, first) for table in TABLES for query, first in table["first"].items()]
areas = st.sampled_from(AREAS)


def _codes(text: str, most: int = LISTED) -> list[str]:
    return [hit.area.code for hit in search(DATA, text, most)]


def _address(area: Area, name: str) -> str:
    return ", ".join((name, *(up.name for up in DATA.gazetteer.ancestors(area.code))))


def test_the_list_of_searches_is_long_enough_to_mean_something() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize(("query", "first"), QUERIES, ids=[query for query, _ in QUERIES])
def test_a_query_finds_first_what_it_means(query: str, first: str) -> None:
    assert (_codes(query) or [""])[0] == first


@given(areas)
def test_every_area_is_found_first_by_its_codes(area: Area) -> None:
    assert _codes(area.code)[0] == area.code
    assert _codes(dotted(area.kemendagri))[0] == area.code


@given(areas, st.data())
def test_every_area_is_found_first_by_its_address_in_either_spelling(
    area: Area, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from((area.name, area.name_bps)))
    typed = data.draw(st.sampled_from((str.upper, str.lower, str.title)))(_address(area, name))
    hit = search(DATA, typed)[0]
    assert (hit.area, hit.fit) == (area, Fit.EXACT)


@given(areas, st.data())
def test_a_name_with_one_error_is_still_found_in_its_parent(
    area: Area, data: st.DataObject
) -> None:
    name = area.name.replace(" ", "")
    if len(name) < 4 or area.parent is None:
        return
    at = data.draw(st.integers(0, len(name) - 2))
    broken = data.draw(
        st.sampled_from(
            (
                name[:at] + name[at + 1 :],
                name[:at] + "x" + name[at + 1 :],
                name[:at] + "x" + name[at:],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            )
        )
    )
    found = search(DATA, _address(area, broken), most=len(AREAS))
    # An error can make another name, which then comes first.
    assert area in (hit.area for hit in found) or found[0].fit < Fit.FUZZY


@given(areas, st.integers(1, 12))
def test_the_start_of_a_name_finds_it_among_others(area: Area, letters: int) -> None:
    assert area.code in _codes(area.name[:letters], most=len(AREAS))


@given(st.text(max_size=130))
def test_no_text_is_too_strange(text: str) -> None:
    found = search(DATA, text)
    assert len(found) <= LISTED
    assert len({hit.area for hit in found}) == len(found)
    assert found == search(DATA, text)
    assert found == () or any(letter.isalnum() for letter in text)


@pytest.mark.parametrize("text", ["a", "jetis", "3", "kota", "selman", "sumber"])
def test_hits_are_ordered_by_fit_then_level_name_and_code(text: str) -> None:
    hits = search(DATA, text, most=len(AREAS))
    assert [hit.fit for hit in hits] == sorted(hit.fit for hit in hits)
    exact = [hit.area for hit in hits if hit.fit is Fit.EXACT]
    keys = [(area.level.depth, area.name, area.code) for area in exact]
    assert keys == sorted(keys)


def test_errors_are_forgiven_only_where_nothing_fits_as_typed() -> None:
    assert {hit.fit for hit in search(DATA, "Sidomulyo")} == {Fit.EXACT}
    assert {hit.fit for hit in search(DATA, "Sidomulyi")} == {Fit.FUZZY}


def test_a_dotless_code_of_both_systems_is_the_one_of_bps_first() -> None:
    kemendagri = {area.kemendagri: area for area in AREAS}
    both = [area for area in AREAS if area.code in kemendagri and len(area.code) == 10]
    other = [(area, kemendagri[area.code]) for area in both if kemendagri[area.code] != area]
    assert other
    for bps, home in other:
        assert _codes(bps.code)[:2] == [bps.code, home.code]
        assert _codes(dotted(home.kemendagri))[:2] == [home.code, bps.code]


def test_words_lose_case_accents_apostrophes_and_punctuation() -> None:
    assert tokens("  Ngoro-ORO, Ka’bé_x 3.4") == ("ngoro", "oro", "kabe", "x", "3", "4")


def test_a_later_word_is_known_to_stand_inside_its_name() -> None:
    names = spellings([(0, "Babakan Ciparay"), (1, "Ciparay")])
    assert names.typed("ciparay") == {0: (Fit.INNER, 0), 1: (Fit.EXACT, 0)}
    assert names.typed("bab") == {0: (Fit.PREFIX, 0)}
    assert names.guessed("cipraay")[1] < names.guessed("cipraay")[0]
    assert names.guessed("ci") == {}
