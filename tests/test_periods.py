from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from geo.aggregate import area_tables
from geo.indicators import DECIMALS
from geo.model import Lang, Level
from geo.periods import Series, legend_at, pooled_legend, series_of, time_payload
from geo.query import Query
from geo.rounding import as_printed
from geo.views import legend_payload, map_payload
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries
from tests.test_change import SERIES

DATA = dataset()
ID = words(Lang.ID)


def _series(query: Query) -> Series:
    (table,) = area_tables(query, DATA, query.a)
    return series_of(query, DATA, table)


def _payload(**fields: Any) -> dict[str, Any] | None:
    query = replace(Query(), **fields)
    return time_payload(query, DATA, _series(query), ID)


@pytest.mark.parametrize("metric", SERIES)
@pytest.mark.parametrize("level", [Level.PROVINCE, Level.KABKOTA])
def test_a_step_in_time_never_changes_the_legend(metric: str, level: Level) -> None:
    query = Query(metric=metric, level=level)
    series = _series(query)
    scales = set()
    for table in series.tables:
        own = _series(replace(query, year=table.period)).legend
        scales.add((*((item.low, item.high, item.colour) for item in own.ranges), own.largest))
    assert len(scales) == 1


@given(queries())
def test_the_table_shown_keeps_its_own_classes_and_counts(query: Query) -> None:
    series = _series(query)
    assert [table.period for table in series.tables] == sorted(t.period for t in series.tables)
    table, legend = series.tables[series.at], series.legend
    assert table.period == area_tables(query, DATA, query.a)[0].period
    (classes,) = legend.classes
    assert classes.size == len(table.codes)
    assert [item.count for item in legend.ranges] == [
        int((classes == place).sum()) for place in range(len(legend.ranges))
    ]
    if not legend.relative and not legend.radii:
        for place, item in enumerate(legend.ranges):
            inside = as_printed(table.value[classes == place], DECIMALS[table.metric.unit])
            assert ((item.low <= inside) & (inside <= item.high)).all()
    drawn = {len(radii) for radii in legend.radii}
    assert drawn <= {len(table.codes)}


@given(queries())
def test_the_browser_paints_what_the_server_would(query: Query) -> None:
    series = _series(query)
    payload = time_payload(query, DATA, series, words(query.lang))
    if payload is None:
        return
    for at, stop in enumerate(payload["stops"]):
        table, legend = series.tables[at], legend_at(series.whole, at)
        drawn = map_payload(query, DATA, table, legend, words(query.lang))
        assert stop["code"] == table.period
        for key in ("classes", "care", "radii", "values"):
            assert stop[key] == drawn[key]
    assert payload["stops"][payload["at"]]["code"] == series.tables[series.at].period


def test_without_a_series_there_is_no_time() -> None:
    assert _payload(metric="selfemployed") is None
    assert _payload(metric="integrated") is None
    assert _payload(metric="register", level=Level.KABKOTA) is None
    assert _payload(metric="formalwork", a="3273") is None


def test_years_without_figures_are_shown_as_such() -> None:
    payload = _payload(metric="employed", a="3273")
    assert payload is not None
    assert [stop["text"] for stop in payload["stops"]][5:8] == [
        "2012–2014", "2013–2015", "2017–2019",
    ]  # fmt: skip
    assert payload["gaps"] == [{"place": 2016, "text": "2014–2016 sampai 2016–2018"}]
    assert [stop["place"] for stop in payload["stops"]][6:8] == [2015, 2019]


def test_figures_are_those_of_the_selected_area_or_the_range() -> None:
    payload = _payload(metric="emprate", at="3402010")
    assert payload is not None
    assert payload["selected"] == "3402"
    assert payload["figures"] == "nilai Kabupaten Bantul"
    assert [stop["figure"] for stop in payload["stops"]] == [
        "71,7", "70,8", "71,4", "68,8", "71,4", "72,2", "72,2",
    ]  # fmt: skip
    whole = _payload(metric="emprate")
    assert whole is not None
    assert whole["stops"][-1]["figure"] == "66,5–77,0"
    change = _payload(metric="emprate", at="3402", since="2018")
    assert change is not None
    assert change["stops"][-1]["figure"] == "+0,5"


def test_years_that_cannot_be_compared_say_so() -> None:
    payload = _payload(metric="employed", level=Level.KABKOTA)
    assert payload is not None
    barred = {choice["code"] for choice in payload["choices"] if choice.get("barred")}
    assert barred == {"2009", "2010", "2011", "2013", "2014"}
    broken, overlapping = payload["notes"]
    assert "2007–2009, 2008–2010, 2009–2011 (penimbang" in broken
    assert "2011–2013, 2012–2014 (kedua rata-rata" in overlapping
    asked = _payload(metric="seper1000", since="2006")
    assert asked is not None
    _, note = asked["notes"]
    assert note.startswith("Tidak dibandingkan: Kabupaten Kulon Progo, Kabupaten Bantul, ")
    assert note.endswith("Kota Yogyakarta (kedua angka berasal dari sumber yang berbeda).")


def test_the_legend_says_that_it_holds_for_all_years() -> None:
    def unit(**fields: Any) -> str:
        query = replace(Query(), **fields)
        series = _series(query)
        table = series.tables[series.at]
        return str(pooled_legend(legend_payload((table,), series.legend, ID), series, ID)["unit"])

    assert unit(metric="emprate") == "persen · batas kelas dari semua tahun"
    assert unit(metric="employed") == "orang · ukuran lingkaran sama untuk semua tahun"
    assert "tahun" not in unit(metric="integrated")


def test_zero_parts_the_classes_of_a_change() -> None:
    legend = _series(Query(metric="emprate", since="2018")).whole
    assert all(item.low >= 0 or item.high < 0 for item in legend.ranges)
    assert np.sign([legend.ranges[0].low, legend.ranges[-1].high]).tolist() == [-1, 1]
