from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.codec import parse, to_params
from geo.compare import compare
from geo.formulas import residents
from geo.indicators import REGISTRY
from geo.measures import Kind
from geo.model import Lang, Level
from geo.query import Filters, Query
from geo.recorded import SHOWN, domain_of, record_rows
from geo.rests import KIND, filed, rest_code, split
from geo.withheld import shares_withheld, withheld
from geo.wording import words
from tests.data import dataset
from tests.strategies import filters

DATA = dataset()
GAZETTEER = DATA.gazetteer
CODES = sorted(GAZETTEER.areas)
PARTED = [code for code in CODES if GAZETTEER.rest_of(code) is not None]
UPPER = [code for code in PARTED if GAZETTEER.area(code).level.depth < Level.KELURAHAN.depth]
METRICS = sorted(code for code, metric in REGISTRY.items() if metric.measure is not None)


def rest_of(code: str) -> tuple[str, str]:
    """The rest that an area leaves, and the parent of both."""
    rest = GAZETTEER.rest_of(code)
    assert rest is not None
    parent = GAZETTEER.area(rest).parent
    assert parent is not None
    return rest, parent


@given(st.sampled_from(PARTED))
def test_an_area_and_the_rest_make_up_their_parent(code: str) -> None:
    rest, parent = rest_of(code)
    own, left, whole = (GAZETTEER.area(each) for each in (code, rest, parent))
    assert GAZETTEER.rest_of(rest) == code
    assert (left.level, left.kind, left.region) == (own.level, KIND, own.region)
    assert left.rest == (parent, code)
    assert left.km2 + own.km2 == pytest.approx(whole.km2)
    for level in GAZETTEER.levels(rest):
        parts = [GAZETTEER.descendants(each, level) for each in (code, rest)]
        assert not set(parts[0]) & set(parts[1])
        assert sorted(a.code for own in parts for a in own) == [
            a.code for a in GAZETTEER.descendants(parent, level)
        ]
    west, south, east, north = left.bounds
    for part in GAZETTEER.descendants(rest, left.level):
        assert west <= part.bounds[0]
        assert south <= part.bounds[1]
        assert east >= part.bounds[2]
        assert north >= part.bounds[3]
    assert GAZETTEER.ancestors(rest) == GAZETTEER.ancestors(code)
    assert GAZETTEER.children(rest) == tuple(
        child
        for part in GAZETTEER.descendants(rest, left.level)
        for child in GAZETTEER.children(part.code)
    )


@given(st.sampled_from(PARTED), st.sampled_from(CODES))
def test_what_lies_in_a_rest_lies_in_the_parent_and_not_in_the_part(code: str, other: str) -> None:
    rest, parent = rest_of(code)
    within = GAZETTEER.holds(rest, other)
    assert within == (
        GAZETTEER.holds(parent, other) and other != parent and not GAZETTEER.holds(code, other)
    )
    assert GAZETTEER.overlap(rest, other) == GAZETTEER.overlap(other, rest)
    assert GAZETTEER.holds(parent, rest)
    assert GAZETTEER.overlap(rest, parent)
    assert not GAZETTEER.overlap(rest, code)


def test_only_a_parent_and_its_own_part_make_a_rest() -> None:
    assert GAZETTEER.find("34-3404") is GAZETTEER.area("34-3404")
    assert GAZETTEER.find("34-34.04") is GAZETTEER.area("34-3404")
    for text in ("34-3404070", "34-3273", "3404-34", "34-", "-34", "34-34", "34-3404-3404070"):
        assert GAZETTEER.find(text) is None
    assert GAZETTEER.rest_of("34") is None
    assert "34-3404" not in GAZETTEER.areas
    alone = [code for code in CODES if GAZETTEER.area(code).parent and code not in PARTED]
    assert all(len(GAZETTEER.children(GAZETTEER.area(code).parent or "")) == 1 for code in alone)


@given(*(st.sampled_from(PARTED),) * 2, st.sampled_from(CODES))
def test_a_link_holds_rests(first: str, second: str, at: str) -> None:
    a, b = rest_of(first)[0], rest_of(second)[0]
    query = Query(a=a, b=b, c=first if first not in {a, b} else None)
    assert parse(to_params(query), DATA) == (query, ())
    found, dropped = parse({"a": a, "at": at}, DATA)
    inside = any(GAZETTEER.holds(own, at) for own in found.compared)
    assert (found.at, bool(dropped)) == (at if inside else None, not inside)
    assert parse({"at": a}, DATA)[0].at is None


@pytest.mark.parametrize("lang", Lang)
def test_the_name_of_a_rest_is_made_of_names(lang: Lang) -> None:
    say = words(lang)
    for code in PARTED:
        rest, _ = rest_of(code)
        for name in (say.area(GAZETTEER, rest), say.short(GAZETTEER, rest)):
            assert not any(char.isdigit() for char in name)
            assert GAZETTEER.area(code).name in name
        assert not any(char.isdigit() for char in say.place(GAZETTEER, rest))
        own, other = say.short(GAZETTEER, rest, parent=False).split(
            say.text("format.rest", area="", out="").rstrip()
        )
        assert own.strip() != other.strip()


@given(st.sampled_from(PARTED), st.sampled_from(METRICS), filters())
def test_totals_add_up_to_the_parent_and_shares_are_its_weighted_mean(
    code: str, name: str, kept: Filters
) -> None:
    rest, parent = rest_of(code)
    metric = REGISTRY[name]
    assert metric.measure is not None
    rows = [
        record_rows(DATA, metric, metric.measure, kept, (each,)) for each in (code, rest, parent)
    ]
    own, left, whole = rows
    if not all(each.flags[0] in SHOWN for each in rows):
        return
    if metric.measure.kind in (Kind.SHARE, Kind.RATIO):
        low, high = sorted((own.value[0], left.value[0]))
        assert low - 1e-9 <= whole.value[0] <= high + 1e-9
    if name == "businesses":
        assert own.value[0] + left.value[0] == pytest.approx(whole.value[0])
        assert own.n[0] + left.n[0] == whole.n[0]


def test_an_area_and_its_rest_are_estimated_together() -> None:
    both = domain_of(DATA.cells, ("3404", "34-3404"))
    each = [domain_of(DATA.cells, (code,)) for code in ("3404", "34-3404", "34")]
    np.testing.assert_array_equal(both >= 0, each[2] == 0)
    np.testing.assert_array_equal(both == 0, each[0] == 0)
    np.testing.assert_array_equal(both == 1, each[1] == 0)
    with pytest.raises(ValueError, match="overlap"):
        domain_of(DATA.cells, ("34", "34-3404"))


@given(st.sampled_from(UPPER), st.sampled_from(METRICS), st.booleans())
def test_a_comparison_with_the_rest_turns_round(code: str, name: str, with_parent: bool) -> None:
    rest, parent = rest_of(code)
    other = parent if with_parent else code
    there, back = (compare(DATA, REGISTRY[name], *pair) for pair in ((rest, other), (other, rest)))
    assert there.guard is back.guard
    if there.guard is None and there.interval is not None and back.interval is not None:
        assert there.low == pytest.approx(-back.low)
        assert there.interval == pytest.approx((-back.interval[1], -back.interval[0]), nan_ok=True)


@pytest.mark.parametrize("code", ["3404", "3471", "3404070", "3273230"])
def test_residents_of_a_rest_are_those_of_its_parts(code: str) -> None:
    rest, parent = rest_of(code)
    own, left = (residents(DATA, each, "2017") for each in (code, rest))
    assert own is not None
    assert left is not None
    assert own[1:] == left[1:]
    whole = residents(DATA, parent, "2017")
    if whole is not None and whole[1:] == own[1:]:
        assert own[0] + left[0] == whole[0]


@given(st.sampled_from(PARTED), st.sampled_from(METRICS), filters())
def test_a_rest_publishes_nothing_that_parent_or_part_hides(
    code: str, name: str, kept: Filters
) -> None:
    rest, parent = rest_of(code)
    measure = REGISTRY[name].measure
    assert measure is not None
    out = withheld(DATA, measure, kept, (code, rest, parent))
    assert out[1] == (out[0] or out[2])


@given(st.sampled_from(PARTED), st.sampled_from(["age", "size", "sector"]))
def test_nor_a_share_of_it(code: str, dimension: str) -> None:
    rest, parent = rest_of(code)
    out = shares_withheld(DATA, dimension, Filters(), (code, rest, parent))
    assert (out[1] >= (out[0] | out[2])).all()


def test_an_official_figure_of_a_rest_is_the_range_of_its_parts() -> None:
    found = compare(DATA, REGISTRY["emprate"], "34-3404", "3404")
    assert found.a.known
    assert not found.a.own
    assert found.b.own
    assert set(found.a.parts) < {"3401", "3402", "3403", "3471"}
    assert compare(DATA, REGISTRY["se2016"], "34-3404", "3404").guard is not None


def test_codes_of_rests_are_taken_apart_in_one_place() -> None:
    assert split(rest_code("34", "3404")) == ("34", "3404")
    assert split("34") == ("34", "")
    assert filed("34-3404") == "34without3404"
