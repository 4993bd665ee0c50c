from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import shapely

from geo.dataset import load
from geo.model import Level

DATA = Path(__file__).parents[1] / "data"
GAZETTEER = load(DATA).gazetteer
REGIONS = [region.code for region in GAZETTEER.regions]
DRAWN = [(region, level) for region in REGIONS for level in GAZETTEER.levels(region)]


def _drawn(region: str, level: Level) -> list[dict]:
    features: list[dict] = json.loads(GAZETTEER.drawn_path(region, level).read_bytes())["features"]
    return features


def _geometries(region: str, level: Level) -> list:
    return [shapely.from_geojson(json.dumps(item["geometry"])) for item in _drawn(region, level)]


@pytest.mark.parametrize(("region", "level"), DRAWN)
def test_drawn_levels_are_clean_coverages(region: str, level: Level) -> None:
    geometries = _geometries(region, level)
    assert all(shapely.is_valid(geometries))
    assert shapely.coverage_is_valid(geometries)
    union = shapely.union_all(geometries)
    assert sum(shapely.area(geometries)) == pytest.approx(union.area, rel=1e-9)
    full = sum(area.km2 for area in GAZETTEER.descendants(region, level))
    assert union.area * 110.6**2 == pytest.approx(full, rel=0.02)


@pytest.mark.parametrize("region", REGIONS)
def test_drawn_levels_nest_and_have_no_gap(region: str) -> None:
    levels = GAZETTEER.levels(region)
    unions = [shapely.union_all(_geometries(region, level)) for level in levels]
    for finer in unions[1:]:
        assert shapely.equals(unions[0], finer)
    holes = sum(len(part.interiors) for part in shapely.get_parts(unions[-1]))
    finest = pq.read_table(DATA / "boundaries" / "kelurahan.parquet").to_pydict()
    full = [
        shapely.from_wkb(wkb)
        for code, wkb in zip(finest["code"], finest["geometry"], strict=True)
        if code.startswith(region)
    ]
    source_holes = sum(
        len(part.interiors) for part in shapely.get_parts(shapely.coverage_union_all(full))
    )
    assert holes == source_holes


@pytest.mark.parametrize(("region", "level"), DRAWN)
def test_drawn_features_carry_what_the_map_needs(region: str, level: Level) -> None:
    areas = GAZETTEER.descendants(region, level)
    for feature, area, geometry in zip(
        _drawn(region, level), areas, _geometries(region, level), strict=True
    ):
        found = feature["properties"]
        assert found["c"] == area.code
        assert found["n"] == area.name
        assert found["p"] == (area.parent or "")
        assert found["g"] == (GAZETTEER.parent_name(area.code) or "")
        assert found["x"] == list(area.point)
        assert found.get("b", area.name) == area.name_bps
        assert shapely.contains(geometry, shapely.points(area.point))


def test_context_is_small_valid_and_ranked() -> None:
    raw = GAZETTEER.context_path.read_bytes()
    features = json.loads(raw)["features"]
    kinds = Counter(feature["properties"]["t"] for feature in features)
    assert kinds == {"sea": 1, "neighbour": 15, "place": 61, "volcano": 5}
    assert len(raw) < 150_000
    for feature in features:
        assert shapely.is_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
    first = {item["properties"]["n"] for item in features if item["properties"].get("r") == 1}
    assert {"Yogyakarta", "Bandung", "Sleman", "Wates", "Surakarta"} <= first
    elevations = {
        item["properties"]["n"]: item["properties"]["e"]
        for item in features
        if item["properties"]["t"] == "volcano"
    }
    assert elevations["Gunung Merapi"] == 2910


def test_names_of_neighbours_stand_inside_them() -> None:
    for feature in json.loads(GAZETTEER.context_path.read_bytes())["features"]:
        if feature["properties"]["t"] == "neighbour":
            land = shapely.from_geojson(json.dumps(feature["geometry"]))
            assert shapely.contains(land, shapely.points(feature["properties"]["x"]))


def test_the_sea_meets_the_southern_coast_and_no_inland_border() -> None:
    sea, *around = json.loads(GAZETTEER.context_path.read_bytes())["features"]
    water = shapely.from_geojson(json.dumps(sea["geometry"]))
    assert water.intersects(_geometries("34", Level.PROVINCE)[0])
    inland = [item for item in around if item["properties"]["n"] in {"Klaten", "Boyolali"}]
    assert all(
        not water.intersects(shapely.from_geojson(json.dumps(item["geometry"]))) for item in inland
    )
    for lon, lat in ((110.3, -8.05), (110.6, -8.2), (107.6, -7.8)):
        assert water.contains(shapely.points(lon, lat))
    for lon, lat in ((110.0, -7.3), (111.4, -8.0), (106.5, -7.0)):
        assert not water.contains(shapely.points(lon, lat))


def test_neighbours_leave_no_sliver_beside_us() -> None:
    context = json.loads(GAZETTEER.context_path.read_bytes())["features"]
    land = [
        shapely.from_geojson(json.dumps(item["geometry"]))
        for item in context
        if item["properties"]["t"] == "neighbour"
    ]
    bandung = _geometries("3273", Level.KABKOTA)[0]
    around = bandung.buffer(0.02)
    assert shapely.union_all([*land, bandung]).intersection(around).area == pytest.approx(
        around.area, rel=1e-9
    )
