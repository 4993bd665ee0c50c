from __future__ import annotations

from typing import Any

import pytest

from geo.aggregate import area_tables
from geo.dataset import Dataset
from geo.legend import legend_of
from geo.lists import areas_payload, sectors, series_payload, thumb_payload
from geo.model import Lang, Level
from geo.query import Query
from geo.wording import words
from tests.data import dataset
from tests.served import client

DATA: Dataset = dataset()
EN = words(Lang.EN)


def _areas(query: Query) -> dict[str, Any]:
    tables = area_tables(query, DATA, query.a)
    return areas_payload(query, DATA, tables[0], legend_of(query, tables), EN)


@pytest.mark.parametrize("level", Level)
def test_the_list_names_a_file_that_the_server_has(level: Level) -> None:
    payload = _areas(Query(level=level, metric="emprate"))
    features = client().get(str(payload["geometry"])).json()["features"]
    assert set(payload["codes"]) <= {item["properties"]["c"] for item in features}


def test_one_area_is_not_ranked_against_itself() -> None:
    assert _areas(Query(a="3273", metric="emprate"))["ranked"] is False
    assert _areas(Query(a="34", metric="emprate"))["ranked"] is True


def test_a_province_stands_beside_its_country() -> None:
    (context,) = _areas(Query(metric="internetusers"))["context"]
    assert context["name"] == "Indonesia"
    assert context["text"] == "72.8"


def test_a_series_needs_two_periods() -> None:
    def series(metric: str, area: str) -> dict[str, Any] | None:
        (table,) = area_tables(Query(metric=metric, a=area), DATA, area)
        return series_payload(DATA, table, area, EN)

    shown = series("emprate", "3402")
    assert shown is not None
    assert [point["period"] for point in shown["points"]] == [
        EN.years(area_tables(Query(metric="emprate"), DATA, "34")[0].metric, period)
        for period in DATA.figures.periods("employment_rate", "3402")
    ]
    assert series("se2016", "3402") is None


def test_a_series_breaks_where_years_are_missing_or_the_source_is_another() -> None:
    def apart(metric: str, area: str, **fields: Any) -> list[str]:
        query = Query(metric=metric, a=area[:4], **fields)
        (table,) = area_tables(query, DATA, query.a)
        shown = series_payload(DATA, table, area, EN)
        assert shown is not None
        return [point["period"] for point in shown["points"] if point.get("apart")]

    assert apart("emprate", "3402") == []
    assert apart("employed", "3273") == ["2017–2019"]
    assert apart("seper1000", "3403") == ["2016"]
    # Where the map shows the change, the series still holds the values.
    assert apart("emprate", "3402", since="2018") == []


def test_sectors_are_measured_against_the_largest() -> None:
    (table,) = area_tables(Query(metric="employed", a="3404"), DATA, "3404")
    found = sectors(DATA, table, "3404", EN)
    shares = [share for _, _, share in found if share is not None]
    assert len(found) == 9
    assert max(shares) == 1
    assert min(shares) >= 0
    assert len({label for label, _, _ in found}) == 9
    (other,) = area_tables(Query(metric="emprate"), DATA, "34")
    assert sectors(DATA, other, "3404", EN) == []


def test_a_small_map_names_two_files_that_the_server_has() -> None:
    payload = thumb_payload(DATA, "34", EN)
    assert len(client().get(payload["geometry"]).json()["features"]) == 78
    assert len(client().get(payload["outline"]).json()["features"]) == 5
