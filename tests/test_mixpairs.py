"""The payload of the paired mixes: one axis, an order, a fold, and nothing that is withheld."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

from hypothesis import given, settings

from geo.mixgaps import beside
from geo.mixpairs import FEW, mix_pairs
from geo.model import Design, Lang, Size
from geo.profiles import DIMENSIONS
from geo.query import Filters, Query
from geo.views import MARKS
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()
ID = words(Lang.ID)


@given(queries())
@settings(max_examples=25, deadline=None)
def test_the_payload_says_what_the_mixes_say_and_nothing_that_is_withheld(query: Query) -> None:
    sent = mix_pairs(query, DATA, ID)
    assert sorted(group["d"] for group in sent["groups"]) == sorted(DIMENSIONS)
    for group in sent["groups"]:
        found = beside(DATA, group["d"], query.filters, query.compared)
        if found is None or "x" in group:
            assert "rows" not in group
            continue
        options = {option.code: option for option in found.options}
        for code, pieces, sure in group["rows"]:
            assert tuple(sure) == options[code].sure
            for row, piece in zip(pieces, options[code].pieces, strict=True):
                if not piece.shown:
                    assert row == [MARKS[piece.flag]]
                    continue
                assert row[3] == round(piece.value, 1)
                assert max(row[3:]) <= group["top"]
        left_out = options.keys() - {row[0] for row in group["rows"]}
        assert all(options[code].void for code in left_out)


def test_sectors_stand_by_their_larger_share_and_the_small_ones_are_folded() -> None:
    (sectors,) = (g for g in mix_pairs(Query(), DATA, ID)["groups"] if g["d"] == "sector")
    largest = [max(row[3] for row in pieces) for _, pieces, _ in sectors["rows"]]
    assert largest == sorted(largest, reverse=True)
    kept, folded = largest[: sectors["fold"]], largest[sectors["fold"] :]
    assert folded
    # What is folded is decided before it is rounded for the row.
    assert min(kept) >= FEW >= max(folded)


def test_filters_and_empty_groups_say_so() -> None:
    chosen = Query(filters=Filters(size=frozenset({Size.MICRO})))
    sizes = next(g for g in mix_pairs(chosen, DATA, ID)["groups"] if g["d"] == "size")
    assert sizes == {"d": "size", "x": ID.text("ui.profile.filtered")}
    nobody = Query(filters=Filters(sector=frozenset({"A"})))
    uses = next(g for g in mix_pairs(nobody, DATA, ID)["groups"] if g["d"] == "use")
    assert uses == {"d": "use", "x": ID.text("ui.profile.none")}


def test_a_register_promises_no_interval() -> None:
    listed = replace(DATA.records, design=Design.ENUMERATION)
    assert "sample" in mix_pairs(Query(), DATA, ID)
    sent = mix_pairs(Query(), replace(DATA, records=listed), ID)
    assert "sample" not in sent


def test_two_areas_weigh_less_than_5_kb() -> None:
    for lang in Lang:
        sent = mix_pairs(Query(), DATA, words(lang))
        assert len(zlib.compress(json.dumps(sent, separators=(",", ":")).encode())) < 5_000
