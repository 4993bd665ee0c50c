from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
from hypothesis import given

from geo.compare import compare
from geo.contrasts import contrasts_payload
from geo.indicators import REGISTRY, MapKind
from geo.model import Lang
from geo.query import Query
from geo.timelines import course, official, together
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()
EN = words(Lang.EN)
OFFICIAL = [metric for metric in REGISTRY.values() if metric.measure is None]


def viewed(*areas: str, **fields: Any) -> Query:
    named: dict[str, Any] = dict(zip("abcd", areas, strict=False))
    return Query(**named, **fields)


def row(metric: str, *areas: str, **fields: Any) -> dict[str, Any]:
    query = viewed(*areas, lang=Lang.EN, **fields)
    return next(item for item in official(query, DATA, EN)["rows"] if item["m"] == metric)


@given(queries())
def test_no_axis_holds_figures_that_may_not_be_compared(query: Query) -> None:
    for item in official(query, DATA, words(query.lang))["rows"]:
        metric, areas = REGISTRY[item["m"]], query.compared
        for chart in item["g"]:
            for one in chart["i"]:
                for other in chart["i"]:
                    assert compare(DATA, metric, areas[one], areas[other]).guard is None
        drawn = [place for chart in item["g"] for place in chart["i"]]
        alone = [own["i"] for own in item.get("a", ())]
        assert sorted(drawn + alone) == list(range(len(areas)))
        assert bool(alone) == bool(item.get("r"))


@given(queries())
def test_the_metric_in_view_comes_first_then_what_may_be_compared(query: Query) -> None:
    payload = official(query, DATA, words(query.lang))
    rows = payload["rows"]
    own = REGISTRY[query.metric].measure is None
    assert payload.get("view", False) is own
    assert not own or rows[0]["m"] == query.metric
    guarded = [not item["g"] for item in rows[own:]]
    assert guarded == sorted(guarded)


@given(queries())
def test_a_point_is_what_was_published_for_the_area_or_the_range_of_its_parts(query: Query) -> None:
    for metric in OFFICIAL:
        for side in course(DATA, metric, query.a):
            own = metric.read(DATA, query.a, side.period)
            if own is not None:
                assert (side.low, side.high, side.parts) == (own.value, own.value, ())
            else:
                assert metric.kind is not MapKind.CIRCLES
                assert side.low <= side.high


def test_a_region_without_a_rate_is_the_band_of_its_parts() -> None:
    (chart,) = row("emprate", "34", "3273")["g"]
    band, line = chart["s"]
    assert band[-1] == ["66.5–77.0", 66.47, 76.99]
    assert line[-1] == ["62.9", 62.9]
    assert chart["w"] == ["range of regencies and cities", ""]
    assert chart["y"][0][0] <= min(point[1] for points in chart["s"] for point in points)
    assert "2 points" in chart["d"]


def test_a_line_ends_where_years_are_missing_or_the_source_changes() -> None:
    (chart,) = row("employed", "34", "3273")["g"]
    assert [[chart["t"][at][1] for at in own] for own in chart["b"]] == [[], ["2017–2019"]]
    assert len({len(points) for points in chart["s"]} | {len(chart["t"])}) == 1
    (parted,) = row("seper1000", "3404", "3402")["g"]
    assert parted["b"] == [[1], [1]]


def test_one_period_has_no_axis() -> None:
    (chart,) = row("se2016", "3404", "3402")["g"]
    assert "y" not in chart
    assert chart["s"] == [[["145,442", 145442.0]], [["141,362", 141362.0]]]


def test_what_may_not_be_compared_stands_apart_with_the_reason() -> None:
    item = row("se2016", "3404", "3273", "3402")
    assert [chart["i"] for chart in item["g"]] == [[0, 2]]
    assert item["a"] == [{"i": 1, "p": []}]
    assert item["r"] == [EN.text("guard.region")]


def test_the_value_of_the_province_around_is_lent_and_says_so() -> None:
    own, lent = row("internetusers", "34", "3273")["a"]
    assert "l" not in own
    assert lent["l"] is True
    assert "West Java" in lent["w"]


def test_a_figure_with_a_remark_of_its_own_is_marked_with_it() -> None:
    item = row("se2006", "3404", "3402")
    assert item["g"][0]["s"][0][0][0].endswith("○")
    assert item["n"][0] == "○ " + EN.text("note.census2006earthquake")
    assert EN.text("source.se2006.publisher") in item["n"][-1]


def test_areas_below_all_series_hear_what_is_not_published_for_them() -> None:
    payload = official(Query(a="3404070", b="3404060", lang=Lang.EN), DATA, EN)
    assert [item["m"] for item in payload["rows"]] == ["selfemployed"]
    assert EN.text("metric.emprate.short") in payload["none"]


def test_groups_hold_only_what_fits_all_of_them() -> None:
    areas = ("3404070", "3402010", "3404060", "3402020")
    assert together(DATA, REGISTRY["selfemployed"], areas) == [[0, 2], [1, 3]]


@pytest.mark.parametrize(
    "areas", [("34", "3273", "3404", "3471"), ("3401", "3402", "3403", "3404"), ("34", "3273")]
)
@pytest.mark.parametrize("lang", Lang)
def test_an_opened_section_is_small_on_the_wire(areas: tuple[str, ...], lang: Lang) -> None:
    query = viewed(*areas, lang=lang)
    sent = contrasts_payload(query, DATA, ("official",), words(lang))
    text = json.dumps(sent, ensure_ascii=False, separators=(",", ":"))
    assert len(zlib.compress(text.encode())) <= 6_000
    assert "official" not in contrasts_payload(query, DATA, (), words(lang))
