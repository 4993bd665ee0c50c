from __future__ import annotations

import csv
import io
import math

import pytest
import shapely
from shapely.geometry import shape

from geo.export import COLUMNS
from geo.indicators import REGISTRY
from geo.model import Lang
from geo.wording import words
from tests.data import dataset
from tests.served import client

DATA = dataset()
FORMS = ("csv", "json", "geojson")
SE2016 = {"3401": 64692, "3402": 141362, "3403": 112406, "3404": 145442, "3471": 69768}


def test_health_names_the_version_of_the_data() -> None:
    response = client().get("/api/health")
    assert response.json() == {"status": "ok", "data": DATA.version}
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("lang", Lang)
def test_metrics_lists_the_registry_in_the_language_asked_for(lang: Lang) -> None:
    body = client().get("/api/v1/metrics", params={"lang": str(lang)}).json()
    assert [item["code"] for item in body["metrics"]] == list(REGISTRY)
    first = body["metrics"][0]
    assert first["label"] == words(lang).text(f"metric.{first['code']}.label")
    assert {"definition", "unit", "levels", "comparable", "ranked", "evidence"} <= set(first)
    assert body["attribution"] == words(lang).text("ui.attribution")


def test_csv_holds_the_census_of_2016() -> None:
    response = client().get("/api/v1/areas.csv?metric=se2016")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "peta-umkm-se2016-34-kabkota-2016.csv" in response.headers["content-disposition"]
    reader = csv.DictReader(io.StringIO(response.text))
    rows = list(reader)
    assert tuple(reader.fieldnames or ()) == COLUMNS
    assert {row["area_code"]: float(row["value"]) for row in rows} == SE2016
    assert {row["evidence"] for row in rows} == {"official"}
    assert all(row["source_id"] for row in rows)


def test_json_says_what_it_rests_on() -> None:
    body = client().get("/api/v1/areas.json?metric=emprate&lang=en").json()
    assert body["metric"]["code"] == "emprate"
    assert body["data"] == DATA.version
    cited = {source["id"] for source in body["sources"]}
    assert cited == {source for row in body["rows"] for source in row["source_id"].split(";")}
    assert all(source["citation"] and source["url"] for source in body["sources"])


def test_the_second_area_comes_only_when_it_is_asked_for() -> None:
    sides = [
        {row["side"] for row in client().get(f"/api/v1/areas.json{asked}").json()["rows"]}
        for asked in ("", "?b=3273")
    ]
    assert sides == [{"a"}, {"a", "b"}]


def test_kemendagri_codes_are_understood() -> None:
    rows = client().get("/api/v1/areas.json?a=34.04&metric=selfemployed").json()["rows"]
    assert len(rows) == 17
    assert {row["parent_code"] for row in rows} == {"3404"}


def test_geojson_has_a_valid_boundary_for_each_area() -> None:
    response = client().get("/api/v1/areas.geojson")
    assert response.headers["content-type"] == "application/geo+json"
    features = response.json()["features"]
    west, south, east, north = DATA.gazetteer.area("34").bounds
    around = shapely.box(west - 0.01, south - 0.01, east + 0.01, north + 0.01)
    assert len(features) == 78
    for feature in features:
        drawn = shape(feature["geometry"])
        assert drawn.is_valid
        assert around.contains(drawn)
        assert feature["id"] == feature["properties"]["area_code"]


def test_an_area_without_a_value_is_null_and_flagged() -> None:
    rows = client().get("/api/v1/areas.json?metric=se2016&a=3273").json()["rows"]
    assert [(row["value"], row["flag"]) for row in rows] == [(None, "nodata")]
    assert not any(isinstance(v, float) and math.isnan(v) for row in rows for v in row.values())


@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_request_is_refused_with_every_fault(form: str) -> None:
    asked = "metric=turnover&a=99&year=1066&colour=red&k=5&k=6&lang=en"
    response = client().get(f"/api/v1/areas.{form}?{asked}")
    assert response.status_code == 400
    body = response.json()
    assert {item["name"] for item in body["parameters"]} == {"metric", "a", "year", "colour", "k"}
    assert body["error"] == words(Lang.EN).text("ui.api.refused")
    assert all(item["message"] for item in body["parameters"])
    assert response.headers["cache-control"] == "no-store"


def test_metrics_takes_a_language_and_nothing_else() -> None:
    assert client().get("/api/v1/metrics?lang=xx").status_code == 400
    response = client().get("/api/v1/metrics?metric=se2016")
    assert [item["name"] for item in response.json()["parameters"]] == ["metric"]


@pytest.mark.parametrize("form", FORMS)
def test_own_data_is_never_looked_up(form: str) -> None:
    response = client().get(f"/api/v1/areas.{form}?data=0123456789abcdef")
    assert response.status_code == 409
    assert response.json()["error"] == words(Lang.ID).text("ui.api.owndata")


def test_nothing_but_reading_is_offered() -> None:
    assert client().post("/api/v1/areas.json").status_code == 405


@pytest.mark.parametrize(
    "path", ["/", "/explore", "/api/health", "/api/v1/metrics", "/assets/leaflet/leaflet.js", "/no"]
)
def test_every_answer_carries_the_security_headers(path: str) -> None:
    headers = client().get(path).headers
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_geometry_is_versioned_immutable_and_compressed() -> None:
    url = f"/geometry/{DATA.gazetteer.geometry_version}/34/kelurahan.json"
    response = client().get(url, headers={"accept-encoding": "gzip"})
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) < 150_000
    assert len(response.json()["features"]) == 438
    assert client().get("/geometry/000000000000/34/kelurahan.json").status_code == 404


def test_search_answers_with_areas_and_where_they_lie() -> None:
    body = client().get("/api/v1/search?q=jetis%20bantul&lang=en").json()
    assert body["q"] == "jetis bantul"
    assert body["hits"][0]["code"] == "3402080"
    assert body["hits"][0]["parents"] == ["Kab. Bantul", "DIY"]
    assert client().get("/api/v1/search?q=qwertyuiop").json()["hits"] == []


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["q"]),
        ("q=%20", ["q"]),
        (f"q={'a' * 101}", ["q"]),
        ("q=jetis&level=kecamatan", ["level"]),
        ("q=jetis&q=depok", ["q"]),
        ("q=jetis&lang=fr&x=1", ["lang", "x"]),
    ],
)
def test_search_refuses_what_it_does_not_know(query: str, names: list[str]) -> None:
    response = client().get(f"/api/v1/search?{query}")
    assert response.status_code == 400
    assert [fault["name"] for fault in response.json()["parameters"]] == names
    assert all(fault["message"] for fault in response.json()["parameters"])


def test_who_sends_much_gets_little_back() -> None:
    response = client().get("/api/v1/areas.csv", params={"sector": "," * 15_000, "lang": "en"})
    assert response.status_code == 400
    faults = response.json()["parameters"]
    assert len(faults) == 20
    assert "14,981 more" in response.json()["error"]
    long = client().get("/api/v1/areas.csv", params={"metric": "m" * 5000, "x" * 5000: "y" * 5000})
    assert len(long.content) < 2000
    assert [len(item["value"]) for item in long.json()["parameters"]] == [100, 100]


@pytest.mark.parametrize("area", ["34", "3273", "3404"])
def test_the_link_of_one_area_names_no_other(area: str) -> None:
    link = client().get(f"/api/v1/areas.json?a={area}").json()["link"]
    assert link.partition("/explore")[2] == ("" if area == "34" else f"?a={area}")
