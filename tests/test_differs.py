from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.cells import build_cells
from geo.clearness import Doubt, Verdict, clearness, doubt, verdict
from geo.compare import Comparison, compare
from geo.comparing import judgeable
from geo.dataset import Dataset
from geo.differs import WORDS, differences, differs_payload
from geo.indicators import REGISTRY
from geo.model import Design, Growth, Lang, Size
from geo.query import Filters, Query
from geo.wording import Words, words
from tests.data import dataset
from tests.strategies import queries

DATA: Dataset = dataset()
ID, EN = words(Lang.ID), words(Lang.EN)
OFFICIAL, EXAMPLE = "Official figures", "Example data, not survey results"
TURNED = {"higher": "lower", "lower": "higher", "more": "fewer", "fewer": "more"}


def _payload(query: Query, say: Words = EN) -> dict[str, Any]:
    return differs_payload(query, DATA, differences(query, DATA), say)


def _rows(payload: dict[str, Any]) -> dict[str, list[Any]]:
    return {row[0]: row for group in payload["groups"] for row in group["rows"]}


def _apart(payload: dict[str, Any]) -> dict[str, tuple[str, list[Any]]]:
    return {
        row[0]: (reason, row)
        for group in payload["groups"]
        for reason, rows in group["apart"]
        for row in rows
    }


def _items(query: Query) -> dict[str, Comparison]:
    return {row[0].metric.code: row[0] for row in differences(query, DATA)}


def test_kinds_of_evidence_stand_apart_and_records_come_first() -> None:
    payload = _payload(Query())
    assert [group["title"] for group in payload["groups"]] == [EXAMPLE, OFFICIAL]
    for group in payload["groups"]:
        codes = {row[0] for row in group["rows"]}
        codes |= {row[0] for _, rows in group["apart"] for row in rows}
        recorded = {REGISTRY[code].measure is not None for code in codes}
        assert recorded == {group["title"] == EXAMPLE}


# One property test for three: a table of all metrics under random filters takes its time.
@given(queries())
def test_any_table_is_whole_in_order_and_on_its_scales(query: Query) -> None:
    payload, items = _payload(query), _items(query)
    _words_agree(payload, items)
    _clearest_first(payload, items)
    _marks_on_scale(payload)


def _words_agree(payload: dict[str, Any], items: dict[str, Comparison]) -> None:
    """Every metric has one row, whose word is that of its interval, or stands under its guard."""
    rows, apart = _rows(payload), _apart(payload)
    assert rows.keys() | apart.keys() == items.keys()
    assert rows.keys().isdisjoint(apart)
    for code, item in items.items():
        if item.guard is not None:
            reason, (_, texts) = apart[code]
            assert reason == EN.text(f"guard.{item.guard}")
            assert [bool(text) for text in texts[:2]] == [item.a.known, item.b.known]
            continue
        word = rows[code][5]
        low, high = item.interval or (item.low, item.high)
        if np.isnan(low):
            # Control totals have no interval: they differ if they are not equal.
            low, high = item.low, item.high
        assert word in WORDS
        if word in TURNED:
            assert low > 0 if word in ("higher", "more") else high < 0
        else:
            assert verdict(item) is Verdict.UNCLEAR
            assert word == doubt(item)


def _clearest_first(payload: dict[str, Any], items: dict[str, Comparison]) -> None:
    for group in payload["groups"]:
        found = [items[row[0]] for row in group["rows"]]
        sure = [doubt(item) is None for item in found]
        assert sure == sorted(sure, reverse=True)
        clear = [clearness(item) for item in found if doubt(item) is None]
        assert clear == sorted(clear, reverse=True)


def _marks_on_scale(payload: dict[str, Any]) -> None:
    """Marks stay on the scale, and a value within its interval."""
    for _, texts, marks, zero, *_ in _rows(payload).values():
        assert len(texts) == len(marks)
        for text, side in zip(texts, marks, strict=True):
            assert all(0 < place < 100 for place in side)
            assert bool(text) or not side
            if len(side) == 3:
                assert side[1] <= side[0] <= side[2]
        assert zero is None or 0 < zero < 100


@given(queries())
def test_exchanging_the_areas_turns_every_row_round(query: Query) -> None:
    there = _rows(_payload(query))
    back = _rows(_payload(replace(query, a=query.b, b=query.a, c=None, d=None)))
    assert there.keys() == back.keys()
    for code, row in back.items():
        assert row[5] == TURNED.get(there[code][5], there[code][5])
        assert row[1] == there[code][1][1::-1]
        assert row[2] == there[code][2][1::-1] or query.c or query.d


def test_more_areas_join_with_their_values_and_marks() -> None:
    payload = _payload(Query(c="3404", d="3471"))
    assert payload["names"] == [
        EN.short(DATA.gazetteer, code) for code in ("34", "3273", "3404", "3471")
    ]
    integrated = _rows(payload)["integrated"]
    assert [len(side) for side in integrated[2]] == [3, 3, 3, 3]
    alone = _rows(_payload(Query(a="34", b="3404")))["integrated"]
    assert integrated[1][2] == alone[1][1]
    # What may not stand beside the first has its value, and no mark on its scale.
    register = _rows(_payload(Query(a="3404", b="3402", c="3273")))["se2016"]
    assert register[1][2] == []
    assert register[2][2] == []


def test_a_range_and_a_published_value_carry_their_year() -> None:
    _, (a, b), marks, *_ = _rows(_payload(Query(metric="emprate", year="2024")))["emprate"]
    assert a == ["66.5 – 77.0", "2024"]
    assert b == ["62.9", "2024"]
    assert [len(side) for side in marks] == [2, 1]


@pytest.mark.parametrize(
    ("metric", "a", "b", "printed", "word"),
    [
        ("se2016", "3404", "3402", ["+4.080"], "more"),
        ("emprate", "34", "3273", ["+3,6 sampai +14,1"], "higher"),
        ("unemprate", "34", "3273", ["−5,4 sampai −1,6"], "partly"),
        ("emprate", "34", "3404", None, "overlap"),
    ],
)
def test_differences_are_printed_with_their_sign(
    metric: str, a: str, b: str, printed: list[str] | None, word: str
) -> None:
    row = _rows(_payload(Query(metric=metric, a=a, b=b), ID))[metric]
    assert row[5] == word
    assert printed is None or row[4] == printed


@given(st.sampled_from(["34", "3404", "3404070"]))
def test_an_area_beside_itself_differs_in_nothing(area: str) -> None:
    for metric in REGISTRY.values():
        item = compare(DATA, metric, area, area)
        assert item.guard is not None or doubt(item) in (
            Doubt.EQUAL,
            Doubt.UNORDERED,
            Doubt.OVERLAP,
        )


def test_how_many_may_look_clear_by_chance_is_said_once() -> None:
    payload = _payload(Query())
    judged = judgeable(DATA, list(_items(Query()).values()))
    assert payload["notes"][0].startswith(f"{len(judged)} differences")
    hidden = _payload(Query(a="3404070001", b="3404070002"))
    shown = _rows(hidden).keys() & {code for code, own in REGISTRY.items() if own.measure}
    assert ("by chance" in "".join(hidden["notes"])) == bool(shown)


def test_totals_that_differ_are_said_to_follow_the_size_of_the_area() -> None:
    said = EN.text("ui.compare.totals")
    assert said in _payload(Query())["notes"]
    alike = Query(a="3402010", b="3402020")
    assert not any(row[5] in ("more", "fewer") for row in _rows(_payload(alike)).values())
    assert said not in _payload(alike)["notes"]


def test_a_choice_by_growth_or_later_size_is_said_under_the_table() -> None:
    chosen = Filters(growth=frozenset({Growth.GREW}), size=frozenset({Size.MICRO}))
    said = [EN.text(f"caution.{code}") for code in ("outcome", "sizegrowth")]
    assert _payload(Query(filters=chosen))["notes"][-2:] == said
    assert not set(said) & set(_payload(Query())["notes"])


def test_a_register_marks_what_the_sentence_counts() -> None:
    records = replace(DATA.records, design=Design.ENUMERATION)
    register = replace(DATA, records=records, cells=build_cells(records))
    query = Query()
    payload = differs_payload(query, register, differences(query, register), EN)
    marked = [row[0] for group in payload["groups"] for row in group["rows"] if row[6:] == [1]]
    assert len(marked) == 19
    assert payload["mark"].startswith("✓ marks the indicators")
    assert payload["mark"].endswith(": 19 of 19.")
