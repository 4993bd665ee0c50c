from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from geo.aggregate import AreaTable, area_tables
from geo.legend import legend_of
from geo.model import Flag, Lang, Level, Use
from geo.query import Filters, Query
from geo.views import drawn_level, legend_payload, map_payload, marks
from geo.wording import words
from tests.data import dataset

DATA = dataset()
ID = words(Lang.ID)


def _table(query: Query) -> AreaTable:
    return area_tables(query, DATA, query.a)[0]


def _map(query: Query, table: AreaTable) -> dict[str, Any]:
    return map_payload(query, DATA, table, legend_of(query, (table,)), ID)


def test_a_map_carries_no_geometry_and_fits_its_area() -> None:
    query = Query(a="3404")
    payload = _map(query, _table(query))
    west, south, east, north = DATA.gazetteer.area("3404").bounds
    assert payload["fit"] == [[south, west], [north, east]]
    assert payload["fitkey"] == "3404"
    assert len(json.dumps(payload)) < 8 * 1024


def test_only_areas_of_the_view_have_a_mark() -> None:
    query = Query(a="3404")
    payload = _map(query, _table(query))
    codes = [area.code for area in DATA.gazetteer.descendants("34", Level.KECAMATAN)]
    inside = {code for code, mark in zip(codes, payload["classes"], strict=True) if mark != "."}
    assert inside == {code for code in codes if code.startswith("3404")}


def test_an_area_coarser_than_the_level_is_drawn_itself() -> None:
    table = _table(Query(a="3404070", metric="emprate"))
    assert table.level is Level.KABKOTA
    assert drawn_level(DATA, table) is Level.KECAMATAN


def test_flagged_areas_show_no_value_and_care_is_marked() -> None:
    query = Query(metric="emprate")
    table = _table(query)
    flags = (Flag.CARE, Flag.UNRELIABLE, Flag.SUPPRESSED, Flag.NODATA, Flag.OK)
    values = np.where([flag in (Flag.OK, Flag.CARE) for flag in flags], table.value, np.nan)
    payload = _map(query, replace(table, flags=flags, value=values))
    assert payload["care"] == "10000"
    assert [bool(text) for text in payload["values"]] == [True, False, False, False, True]
    assert payload["classes"][1:4] == "usn"


def test_circles_grow_with_the_root_of_the_value() -> None:
    query = Query(metric="se2016")
    table = _table(query)
    radii = np.array(_map(query, table)["radii"])
    assert radii.max() > 0
    expected = radii.max() * np.sqrt(table.value / table.value.max())
    assert radii == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("metric", ["selfemployed", "emprate", "se2016", "sechange"])
def test_a_legend_counts_every_area_once(metric: str) -> None:
    query = Query(metric=metric)
    tables = area_tables(query, DATA, "34", "3273")
    payload = legend_payload(tables, legend_of(query, tables), ID)
    counted = sum(item["count"] for item in (*payload["items"], *payload["extra"]))
    assert counted == sum(len(table.codes) for table in tables)


@pytest.mark.parametrize("metric", ["integrated", "selfemployed", "emprate", "se2016", "itskills"])
def test_a_legend_of_two_sides_counts_the_areas_of_each(metric: str) -> None:
    query = Query(metric=metric)
    tables = area_tables(query, DATA, "34", "3273")
    legend = legend_of(query, tables)
    payload = legend_payload(tables, legend, ID)
    entries = (*payload["items"], *payload["extra"])
    for side, table in enumerate(tables):
        assert sum(item["counts"][side] for item in entries) == len(table.codes)
        own = marks(table, legend, side)
        for item in payload["items"]:
            assert item["counts"][side] == own.count(str(item["index"]))
        care = payload["care"]["counts"][side] if payload["care"] else 0
        assert care == table.flags.count(Flag.CARE)
    assert all(item["count"] == sum(item["counts"]) for item in entries)
    alone = legend_payload(tables[:1], legend_of(query, tables[:1]), ID)
    assert not any("counts" in item for item in (*alone["items"], *alone["extra"]))


def test_a_legend_of_circles_shows_round_and_falling_sizes() -> None:
    query = Query(metric="se2016")
    tables = (_table(query),)
    shown = legend_payload(tables, legend_of(query, tables), ID)["radii"]
    assert [item["text"] for item in shown] == ["150.000", "58.000", "15.000"]
    assert all(first["px"] > second["px"] for first, second in pairwise(shown))


def test_the_legend_names_the_mark_of_values_to_be_read_with_care() -> None:
    chosen = Filters(use=frozenset({Use.PROMOTION}))
    query = Query(metric="workersper", filters=chosen, level=Level.KELURAHAN)
    tables = area_tables(query, DATA, "34")
    marked = sum(flag is Flag.CARE for flag in tables[0].flags)
    assert marked > 0
    shown = legend_payload(tables, legend_of(query, tables), ID)["care"]
    assert shown == {"text": ID.text("flag.care"), "count": str(marked)}
    official = area_tables(Query(metric="emprate"), DATA, "34")
    assert (
        legend_payload(official, legend_of(Query(metric="emprate"), official), ID)["care"] is None
    )
