"""Single businesses leave the records only where their provenance allows it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.aggregate import area_tables
from geo.codec import parse
from geo.dataset import Dataset
from geo.kinds import OVERLAYS, Why, closed, shown
from geo.model import Age, Flag, Lang, Level, Show, Use
from geo.overlays import overlay, refusal
from geo.points import MOST, PointTable, count_in, point_table
from geo.provenance import read_catalogue
from geo.query import Filters, Query
from geo.wording import words
from tests.data import ROOT, dataset
from tests.strategies import filters

DATA = dataset()
SMALL = ("3404070", "3404070001", "3471080", "3273230")


def _closed() -> Dataset:
    """The same records, of an owner who allows no single business."""
    return replace(DATA, records=replace(DATA.records, points=False))


def test_only_the_example_allows_points_and_it_is_made_up() -> None:
    allowing = [file for file in read_catalogue(ROOT / "data") if file.points]
    assert [file.path for file in allowing] == ["records/example.parquet"]
    assert all(file.synthetic for file in allowing)


@pytest.mark.parametrize("word", ['"true"', "1", '"yes"'])
def test_nothing_but_true_is_a_permission(word: str, tmp_path: Path) -> None:
    text = (ROOT / "data" / "sources.toml").read_text(encoding="utf-8")
    (tmp_path / "sources.toml").write_text(
        text.replace("points = true", f"points = {word}"), encoding="utf-8"
    )
    assert not any(file.points for file in read_catalogue(tmp_path))


def test_records_say_no_unless_told(tmp_path: Path) -> None:
    text = (ROOT / "data" / "sources.toml").read_text(encoding="utf-8")
    (tmp_path / "sources.toml").write_text(text.replace("points = true\n", ""), encoding="utf-8")
    assert not any(file.points for file in read_catalogue(tmp_path))


def test_without_permission_no_way_leads_to_a_point() -> None:
    data = _closed()
    query, dropped = parse({"a": "3404070", "show": "points", "metric": "businesses"}, data)
    assert not dropped
    assert closed(query, data, Show.POINTS) is Why.PROVENANCE
    assert shown(query, data) is Show.CIRCLES
    with pytest.raises(PermissionError):
        point_table(data, Filters(), "3404070")
    (table,) = area_tables(query, data, query.a)
    for lang in Lang:
        laid = overlay(query, data, table, words(lang))
        assert not laid.map
        assert laid.legend["said"] == [refusal(query, data, Show.POINTS, words(lang))]
        assert laid.legend["said"][0]


def test_a_large_view_has_no_points_and_says_why() -> None:
    query = Query(a="34", metric="businesses", show=Show.POINTS)
    assert count_in(DATA, Filters(), "34") > MOST
    assert closed(query, DATA, Show.POINTS) is Why.MANY
    with pytest.raises(ValueError, match="34"):
        point_table(DATA, Filters(), "34")
    assert "segi enam" in refusal(query, DATA, Show.POINTS, words(Lang.ID))


def test_records_by_area_alone_have_neither_points_nor_hexagons() -> None:
    data = replace(DATA, records=replace(DATA.records, lon=None, lat=None))
    query = Query(a="3404070", metric="businesses")
    assert [closed(query, data, show) for show in OVERLAYS] == [
        Why.NOPOINTS,
        Why.NOPOINTS,
        None,
    ]
    assert len(point_table(data, Filters(), "3404070")) == 0


def test_nothing_of_a_business_leaves_but_place_use_and_age() -> None:
    assert [item.name for item in fields(PointTable)] == ["lon", "lat", "use", "age", "unplaced"]


@settings(max_examples=40)
@given(filters(), st.sampled_from(SMALL))
def test_points_are_the_businesses_of_the_table(own: Filters, area: str) -> None:
    found = point_table(DATA, own, area)
    level = DATA.gazetteer.area(area).level
    (table,) = area_tables(Query(metric="businesses", level=level, filters=own), DATA, area)
    assert len(found) + found.unplaced == count_in(DATA, own, area)
    if table.flags[0] in (Flag.OK, Flag.CARE, Flag.UNRELIABLE) and np.isfinite(table.n[0]):
        assert len(found) == table.n[0]
    west, south, east, north = DATA.gazetteer.area(area).bounds
    assert ((found.lon >= west - 1e-5) & (found.lon <= east + 1e-5)).all()
    assert ((found.lat >= south - 1e-5) & (found.lat <= north + 1e-5)).all()


def test_use_and_age_are_those_of_the_filters() -> None:
    for use in Use:
        own = point_table(DATA, Filters(use=frozenset({use})), "3404070")
        assert set(own.use.tolist()) == {tuple(Use).index(use)}
    new = point_table(DATA, Filters(age=frozenset({Age.NEW}), newmax=4), "3404070")
    assert set(new.age.tolist()) == {tuple(Age).index(Age.NEW)}
    assert Level.KECAMATAN is DATA.gazetteer.area("3404070").level
