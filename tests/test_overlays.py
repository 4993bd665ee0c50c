"""What the browser unpacks is what was computed, and the legend counts the same."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregate import area_tables
from geo.hexes import hex_table
from geo.hexlayer import CARE, SEPARATOR, UNSURE, Overlay
from geo.legend import legend_of
from geo.mix import PARTS, mix_table
from geo.model import Flag, Lang, Level, Show, Use
from geo.overlays import overlay
from geo.points import point_table
from geo.query import Filters, Query
from geo.recorded import SHOWN
from geo.views import MARKS, drawn_level, map_payload
from geo.wording import words
from tests.data import dataset
from tests.strategies import filters

DATA = dataset()
BAR = 40_000
"""Bytes of a change of the whole page: an overlay must leave room for the rest."""
REST = 14_000


def _laid(query: Query) -> Overlay:
    (table,) = area_tables(query, DATA, query.a)
    return overlay(query, DATA, table, words(query.lang))


def _unpacked(text: str, *kinds: tuple[type, int]) -> list[np.ndarray]:
    raw, at = base64.b64decode(text), 0
    found: list[np.ndarray] = []
    for kind, count in kinds:
        found.append(np.frombuffer(raw, kind, count, at))
        at += count * np.dtype(kind).itemsize
    assert at == len(raw)
    return found


@settings(max_examples=12)
@given(filters(), st.sampled_from(("34", "3273", "3404", "3471080")), st.sampled_from(Lang))
def test_hexagons_arrive_as_computed(own: Filters, area: str, lang: Lang) -> None:
    query = Query(a=area, metric="businesses", filters=own, show=Show.HEXES, lang=lang)
    laid, table = _laid(query), hex_table(DATA, own, area, Level.KECAMATAN)
    sent = laid.map["overlay"]
    count = sent["count"]
    q, r, state = _unpacked(sent["cells"], (np.int16, count), (np.int16, count), (np.uint8, count))
    np.testing.assert_array_equal(q.astype(int) + sent["from"][0], table.q)
    np.testing.assert_array_equal(r.astype(int) + sent["from"][1], table.r)
    texts = sent["texts"].split(SEPARATOR) if count else []
    assert len(texts) == count
    unsure = np.array([flag not in SHOWN for flag in table.flags], dtype=bool)
    np.testing.assert_array_equal(state & UNSURE > 0, unsure)
    np.testing.assert_array_equal(state & CARE > 0, [flag is Flag.CARE for flag in table.flags])
    for text, n, hidden in zip(texts, table.n.tolist(), unsure.tolist(), strict=True):
        if hidden:
            assert text == ("<10" if np.isnan(n) else words(lang).whole(n))
    counts = [item["count"] for item in laid.legend["items"]]
    assert counts == np.bincount(state % CARE, minlength=len(counts)).tolist()
    assert all(counts)
    # A class is told by numbers only where each of its hexagons may be.
    if unsure.any():
        say = words(lang)
        steps = [
            say.text("ui.overlay.hexes.step", number=say.whole(at + 1)) for at in range(len(counts))
        ]
        steps[0] = say.text("ui.overlay.hexes.fewest")
        steps[-1] = say.text("ui.overlay.hexes.most")
        assert [item["text"] for item in laid.legend["items"]] == steps


def test_a_change_stays_small() -> None:
    for area in ("34", "3273", "3404", "3402", "3471", "3404070"):
        for show in Show:
            for level in (Level.KECAMATAN, Level.KELURAHAN):
                query = Query(a=area, metric="businesses", level=level, show=show)
                laid = _laid(query)
                size = len(json.dumps({**laid.map, **laid.legend}, ensure_ascii=False).encode())
                assert size < BAR - REST, (area, show, level)


def test_points_arrive_within_a_metre() -> None:
    query = Query(a="3404070", metric="businesses", show=Show.POINTS)
    sent, table = _laid(query).map["overlay"], point_table(DATA, Filters(), "3404070")
    count = sent["count"]
    x, y, use, age = _unpacked(
        sent["cells"], (np.uint16, count), (np.uint16, count), (np.uint8, count), (np.uint8, count)
    )
    west, south, east, north = sent["bounds"]
    lon, lat = west + x / 65535 * (east - west), south + y / 65535 * (north - south)
    assert np.abs(lon - table.lon).max() * 111_320 < 1
    assert np.abs(lat - table.lat).max() * 110_540 < 1
    np.testing.assert_array_equal(use, table.use)
    np.testing.assert_array_equal(age, table.age)
    legend = _laid(query).legend
    counts = {item["use"]: item["count"] for item in legend["items"]}
    assert counts == {
        str(own): int((table.use == at).sum())
        for at, own in enumerate(Use)
        if (table.use == at).any()
    }


@settings(max_examples=10)
@given(filters(), st.sampled_from(("34", "3273", "3404")), st.sampled_from(Level))
def test_mixes_arrive_by_the_features_of_the_drawn_file(
    own: Filters, area: str, level: Level
) -> None:
    own = replace(own, use=frozenset())
    query = Query(a=area, metric="businesses", level=level, filters=own, show=Show.MIX)
    (table,) = area_tables(query, DATA, area)
    laid = overlay(query, DATA, table, words(Lang.ID))
    sent = laid.map["overlay"]
    codes = table.codes or (area,)
    region = DATA.gazetteer.region_of(area).code
    features = [a.code for a in DATA.gazetteer.descendants(region, drawn_level(DATA, table))]
    count = sent["count"]
    index, shares, unsized = _unpacked(
        sent["cells"],
        (np.uint16, count),
        (np.uint16, count * len(PARTS)),
        (np.uint8, count),
    )
    found = mix_table(DATA, own, codes)
    shown = [code for code, flag in zip(found.codes, found.flags, strict=True) if flag in SHOWN]
    assert [features[at] for at in index] == shown
    rows = [found.codes.index(code) for code in shown]
    np.testing.assert_allclose(
        shares.reshape(-1, len(PARTS)), np.nan_to_num(found.shares[rows]) * 10, atol=0.51
    )
    np.testing.assert_array_equal(unsized == 1, np.isnan(found.size[rows]))
    assert len(laid.map["radii"]) == len(laid.map["classes"]) == len(features)
    absent = [mark for mark in laid.map["classes"] if mark in MARKS.values()]
    assert len(absent) == len(codes) - count
    assert sum(radius > 0 for radius in laid.map["radii"]) == count
    assert sum(item["count"] for item in laid.legend["extra"]) == len(codes) - count


def test_areas_and_circles_need_no_overlay() -> None:
    for show in (None, Show.AREAS, Show.CIRCLES):
        assert _laid(Query(metric="businesses", show=show)) == Overlay()


def test_the_payload_of_the_map_takes_the_overlay_in() -> None:
    query = Query(metric="selfemployed", show=Show.HEXES)
    (table,) = area_tables(query, DATA, "34")
    legend = legend_of(query, (table,))
    plain = map_payload(query, DATA, table, legend, words(Lang.ID))
    laid = _laid(query)
    assert {"kind", "words"} == set(plain) & set(laid.map)
    assert "Letak usaha" in laid.map["words"]["map"]
    # Values of areas stay those of the table: pointing at a row says the same as ever.
    assert {**plain, **laid.map}["values"] == plain["values"]


def test_the_legend_says_how_much_is_drawn_and_never_rounds_it_to_all() -> None:
    for own in (Filters(), Filters(use=frozenset({Use.INTEGRATED}))):
        query = Query(metric="businesses", filters=own, show=Show.HEXES, lang=Lang.EN)
        table = hex_table(DATA, own, "34", Level.KECAMATAN)
        share = table.drawn.sum() / (table.drawn + table.withheld + table.unplaced).sum()
        (said,) = [line for line in _laid(query).legend["said"] if "lie in the hexagons" in line]
        whole = int(said.split("%")[0].split()[-1])
        assert whole < 100
        assert abs(whole - 100 * share) <= 1


def test_a_map_that_the_filters_empty_says_so() -> None:
    own = Filters(sector=frozenset({"A"}))
    for show in (Show.HEXES, Show.POINTS):
        query = Query(a="3404070", metric="businesses", filters=own, show=show, lang=Lang.EN)
        assert _laid(query).legend["said"] == [
            "No business in Depok, Kab. Sleman passes the filters."
        ]
