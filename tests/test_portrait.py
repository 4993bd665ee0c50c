"""The profile says what the tables say, and only what was asked for."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from geo.keyfacts import key_facts
from geo.model import Lang, Use
from geo.portrait import SECTIONS, profile_payload
from geo.query import Filters, Query
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()
SAY = words(Lang.ID)
ALL = frozenset(SECTIONS)


def _payload(query: Query, *asked: str, **more: bool) -> dict[str, Any]:
    return profile_payload(query, DATA, asked, words(query.lang), **more)


def _texts(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [text for item in items for text in _texts(item)]


def test_nothing_is_sent_that_was_not_opened() -> None:
    closed = _payload(Query(metric="new"))
    assert closed == {"part": "profile", "lang": "id", "given": []}
    opened = _payload(Query(metric="new", at="3404070"), "similar", "key")
    assert opened["given"] == ["key", "similar"]
    assert "mix" not in opened
    assert _payload(Query(a="3273"), alone=True)["given"] == ["key"]


def test_codes_that_are_no_section_are_left_out() -> None:
    assert _payload(Query(), "", "nonsense")["given"] == []


def test_key_figures_are_small_on_the_wire() -> None:
    sent = json.dumps(_payload(Query(metric="new", at="3404070"), "key"), ensure_ascii=False)
    assert len(zlib.compress(sent.encode())) < 1500


@given(queries())
@settings(max_examples=8, deadline=None)
def test_every_text_is_whole_and_no_number_stands_where_none_may(query: Query) -> None:
    payload = _payload(query, *ALL)
    for text in _texts(payload):
        assert not re.search(r"\bnan\b|\binf\b|[{}]", text), text
    facts = key_facts(query, DATA, query.at or query.a)
    for row, fact in zip(payload["key"]["rows"], facts, strict=True):
        assert row["m"] == fact.metric.code
        assert ("v" in row) == (row["f"] in ("", "c"))
        assert not (row.keys() & {"s", "r", "d", "u"}) or "v" in row
    for group in payload["mix"]["groups"]:
        assert all((len(piece) > 2) == (piece[1] in ("", "c")) for piece in group.get("p", ()))
    for sector in payload["sectors"].get("rows", ()):
        shown = sector[1] in ("", "c")
        assert bool(sector[2]) == shown
        assert not sector[5] or (shown and sector[7] in ("", "c"))


@pytest.mark.parametrize(
    ("lang", "rank", "parent"),
    [
        (Lang.ID, "ke-7 dari 78; bisa ke-1 sampai ke-", "lebih tinggi daripada Kabupaten Sleman ("),
        (Lang.EN, "7 of 78; could be 1 to ", "higher than Kabupaten Sleman ("),
    ],
)
def test_a_rank_comes_with_its_range_and_a_difference_with_its_certainty(
    lang: Lang, rank: str, parent: str
) -> None:
    row = _payload(Query(lang=lang, metric="integrated", at="3404060"), "key")["key"]["rows"][0]
    assert row["t"].startswith(rank)
    assert row["d"].startswith(parent)


def test_no_difference_is_claimed_whose_interval_holds_zero() -> None:
    claims = re.compile(r"lebih (tinggi|rendah) daripada")
    seen = set()
    for area in ("3404070", "3404", "3273230006", "3471010"):
        query = Query(metric="integrated", a=DATA.gazetteer.region_of(area).code, at=area)
        rows = _payload(query, "key")["key"]["rows"]
        for row, fact in zip(rows, key_facts(query, DATA, area), strict=True):
            if fact.parent is None or fact.parent.interval is None or fact.share is not None:
                continue
            claimed = bool(claims.search(row.get("d", "")))
            assert claimed == (not fact.parent.noise)
            seen.add(claimed)
    assert seen == {True, False}


def test_siblings_without_a_value_are_named_or_counted() -> None:
    rows = _payload(Query(metric="integrated", at="3401010002"), "key")["key"]["rows"]
    assert re.fullmatch(r"\d+ wilayah tanpa angka tidak diperingkat", rows[0]["u"])
    few = _payload(Query(metric="integrated", at="3404070", a="3404"), "key")["key"]["rows"]
    unranked = [row for row in few if "u" in row]
    for row in unranked:
        assert re.search(r"tidak diperingkat: [A-Z]|wilayah tanpa angka", row["u"])


def test_the_filters_are_said_and_hold_for_every_estimate() -> None:
    micro = Filters(use=frozenset({Use.NONE}))
    query = Query(metric="new", at="3404", filters=micro)
    plain = _payload(replace(query, filters=Filters()), *ALL)
    found = _payload(query, *ALL)
    assert found["basis"] == "Khusus usaha yang tidak memakai internet"
    assert plain["basis"] == "Semua usaha"
    assert found["example"] == SAY.text("record.example")
    assert found["key"]["rows"][0]["v"] != plain["key"]["rows"][0]["v"]
    assert "x" in found["mix"]["groups"][0]
    assert found["mix"]["groups"][1] != plain["mix"]["groups"][1]
    assert found["sectors"] != plain["sectors"]
    assert found["series"] == plain["series"]


def test_series_stand_for_the_area_or_say_whose_they_are() -> None:
    rows = {row["m"]: row for row in _payload(Query(at="3404070"), "series")["series"]["rows"]}
    assert "w" not in rows["selfemployed"]
    assert rows["emprate"]["w"].startswith("angka Kabupaten Sleman;")
    years = [point[0] for point in rows["emprate"]["p"]]
    assert years == sorted(years)
    assert len(years) > 5
    assert rows["internetusers"]["w"].startswith("angka DIY;")
    bandung = _payload(Query(a="3273"), "series")["series"]["rows"]
    outside = next(row for row in bandung if row["m"] == "internetusers")
    assert outside["w"].startswith("konteks: Jawa Barat;")


def test_a_figure_with_a_note_of_its_own_is_marked_and_its_caveat_told() -> None:
    rows = {row["m"]: row for row in _payload(Query(at="3404"), "series")["series"]["rows"]}
    noted = rows["se2006"]
    assert noted["p"][0][4] == 1
    assert SAY.text("note.census2006earthquake") in noted["n"]
    assert SAY.text("metric.se2006.caveat") in noted["n"]


def test_similar_areas_say_in_what_they_are_alike() -> None:
    found = _payload(Query(at="3404070", metric="new"), "similar")["similar"]
    assert len(found["rows"]) == 5
    first = found["rows"][0]
    assert first["c"] in DATA.gazetteer.areas
    assert ", " in first["n"]
    assert first["a"] != first["b"]
    kelurahan = _payload(Query(at="3401010006"), "similar")["similar"]
    assert "Internet terpadu" in kelurahan["missing"]
