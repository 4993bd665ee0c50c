from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.codec import NAMES, parse, to_params
from geo.dropped import Dropped, DropReason
from geo.model import Lang, Level, Scheme, Theme, Use
from geo.query import Filters, Query
from tests.data import dataset
from tests.strategies import queries


@given(queries())
def test_parameters_of_a_query_give_it_back(query: Query) -> None:
    assert parse(to_params(query), dataset()) == (query, ())


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=8), st.text(max_size=20)))
def test_any_parameters_give_a_valid_query_and_name_what_was_dropped(
    params: dict[str, str],
) -> None:
    query, dropped = parse(params, dataset())
    assert parse(to_params(query), dataset()) == (query, ())
    assert {item.name for item in dropped} <= set(params) & set(NAMES)
    for item in dropped:
        assert item.value in params[item.name]


@given(queries(), st.sampled_from(NAMES))
def test_what_cannot_be_used_is_named_and_leaves_the_rest_alone(query: Query, name: str) -> None:
    params = {**to_params(query), name: "!?"}
    assert [item.name for item in parse(params, dataset())[1] if item.value == "!?"] == [name]


def test_defaults_give_an_empty_query_string() -> None:
    assert to_params(Query()) == {}
    assert parse({}, dataset()) == (Query(), ())


@pytest.mark.parametrize(
    ("params", "areas", "named"),
    [
        ({"a": "3273"}, ("3273", "34"), False),
        ({"b": "34"}, ("3273", "34"), False),
        ({"a": "3273", "b": "3273"}, ("3273", "34"), True),
        ({"a": "3404", "b": "34.04"}, ("3404", "34-3404"), True),
        ({"a": "34-3404", "b": "34-3404"}, ("34-3404", "3404"), True),
    ],
)
def test_an_area_is_never_set_beside_itself(
    params: dict[str, str], areas: tuple[str, str], named: bool
) -> None:
    query, dropped = parse(params, dataset())
    assert (query.a, query.b) == areas
    assert dropped == ((Dropped("b", params["b"], DropReason.SAME),) if named else ())
    assert parse(to_params(query), dataset()) == (query, ())


def test_a_link_to_kota_bandung_alone_names_no_other_side() -> None:
    assert to_params(replace(Query(), a="3273")) == {"a": "3273"}


def test_both_code_systems_are_accepted() -> None:
    sleman, _ = parse({"a": "34.04", "at": "340407"}, dataset())
    assert (sleman.a, sleman.at) == ("3404", "3404070")


def test_a_list_keeps_its_good_items() -> None:
    query, dropped = parse({"use": "integrated,foo,none"}, dataset())
    assert query.filters.use == {Use.INTEGRATED, Use.NONE}
    assert dropped == (Dropped("use", "foo", DropReason.CHOICE),)


def test_own_breaks_are_put_in_order_and_each_that_is_none_is_named() -> None:
    query, dropped = parse({"scheme": "own", "breaks": "30,10,x,10,-2.50,1e3,nan"}, dataset())
    assert (query.scheme, query.breaks) == (Scheme.OWN, (-2.5, 10.0, 30.0))
    assert [(item.value, item.reason) for item in dropped] == [
        ("x", DropReason.FORM),
        ("10", DropReason.TWICE),
        ("1e3", DropReason.FORM),
        ("nan", DropReason.FORM),
    ]
    assert to_params(query)["breaks"] == "-2.5,10,30"


def test_own_breaks_are_two_to_six() -> None:
    query, dropped = parse({"scheme": "own", "breaks": "1,2,3,4,5,6,7"}, dataset())
    assert (len(query.breaks), dropped) == (6, (Dropped("breaks", "7", DropReason.BREAKS),))
    query, dropped = parse({"scheme": "own", "breaks": "10"}, dataset())
    assert query == Query()
    assert dropped == (
        Dropped("scheme", "own", DropReason.FEW),
        Dropped("breaks", "10", DropReason.FEW),
    )
    assert parse({"scheme": "own"}, dataset())[1] == (Dropped("scheme", "own", DropReason.FEW),)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("a", "9999", DropReason.AREA),
        ("lang", "fr", DropReason.CHOICE),
        ("metric", "se2016x", DropReason.METRIC),
        ("since", "1999", DropReason.PERIOD),
        ("since", "2017", DropReason.EARLIER),
        ("year", "1999", DropReason.PERIOD),
        ("at", "3273010", DropReason.OUTSIDE),
        ("k", "8", DropReason.RANGE),
        ("k", "٥", DropReason.RANGE),
        ("newmax", "0", DropReason.RANGE),
        ("slide", "1.5", DropReason.RANGE),
        ("story", "Not A Slug", DropReason.FORM),
        ("data", "../../etc/passwd", DropReason.FORM),
        ("sector", "", DropReason.CHOICE),
    ],
)
def test_reasons(name: str, value: str, reason: DropReason) -> None:
    query, dropped = parse({"b": "3404", name: value}, dataset())
    assert dropped == (Dropped(name, value, reason),)
    assert query == replace(Query(), b="3404")


@pytest.mark.parametrize(
    ("year", "since", "reason"),
    [
        (None, "2018", None),
        ("2019", "2018", None),
        ("2018", "2018", DropReason.EARLIER),
        ("2018", "2020", DropReason.EARLIER),
        (None, "2024", DropReason.EARLIER),
        ("2024", "2016", DropReason.PERIOD),
    ],
)
def test_the_year_compared_with_lies_before_the_year_shown(
    year: str | None, since: str, reason: DropReason | None
) -> None:
    params = {"metric": "emprate", "since": since, **({} if year is None else {"year": year})}
    query, dropped = parse(params, dataset())
    assert [item.reason for item in dropped] == ([] if reason is None else [reason])
    assert query.since == (since if reason is None else None)


def test_a_year_is_judged_by_the_metric_whatever_the_order() -> None:
    query, dropped = parse({"year": "2019", "metric": "emprate"}, dataset())
    assert (query.year, dropped) == ("2019", ())


def test_names_that_are_not_ours_are_ignored_in_silence() -> None:
    assert parse({"utm_source": "x", "embed": "true"}, dataset()) == (Query(), ())


def test_a_query_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Query().a = "34"  # type: ignore[misc]
    assert hash(Query()) == hash(Query(filters=Filters()))


def test_lists_are_written_in_one_order() -> None:
    filters = Filters(use=frozenset({Use.NONE, Use.INTEGRATED}))
    query = Query(lang=Lang.EN, theme=Theme.DARK, level=Level.KABKOTA, filters=filters)
    assert to_params(query) == {
        "lang": "en",
        "theme": "dark",
        "level": "kabkota",
        "use": "integrated,none",
    }
