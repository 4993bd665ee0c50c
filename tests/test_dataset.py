from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pyarrow.parquet as pq
import pytest

from geo.dataset import load
from geo.errors import DataError
from geo.intake import as_table

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the data that a test may spoil."""
    ignored = shutil.ignore_patterns("build", "__pycache__")
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=ignored))


def _faults(root: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load(root)
    assert f" {len(caught.value.faults)} fault(s) in " in str(caught.value).splitlines()[0]
    return [str(fault) for fault in caught.value.faults]


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_shipped_data_load() -> None:
    data = load(DATA)
    assert len(data.gazetteer.areas) == 704
    assert len(data.figures.rows) == 2734
    assert len(data.figures.sources) == 19
    assert data.records.synthetic
    assert "example" in data.figures.sources
    assert len(data.records) == 120_305
    assert len(data.records.places) == 589
    assert data.schema.by_name["use"].code == "use"
    assert re.fullmatch(r"[0-9a-f]{12}", data.version)
    assert re.fullmatch(r"[0-9a-f]{12}", data.gazetteer.geometry_version)
    assert data.version != data.gazetteer.geometry_version
    with pytest.raises(dataclasses.FrozenInstanceError):
        data.version = "1"  # type: ignore[misc]


def test_a_copy_elsewhere_has_the_same_version(root: Path) -> None:
    assert load(root).version == load(DATA).version
    assert load(root).gazetteer.geometry_version == load(DATA).gazetteer.geometry_version


def test_line_endings_of_a_checkout_do_not_matter(root: Path) -> None:
    for path in (*root.rglob("*.csv"), *root.rglob("*.toml"), *root.rglob("*.json")):
        path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert load(root).version == load(DATA).version


def test_a_changed_value_is_a_wrong_checksum(root: Path) -> None:
    _edit(root / "official" / "figures.csv", "145442", "145443")
    (fault,) = _faults(root)
    assert fault.startswith("official/figures.csv: checksum is ")


def test_a_wrong_crs_is_named(root: Path) -> None:
    path = root / "boundaries" / "kelurahan.parquet"
    gpd.read_parquet(path).to_crs(32749).to_parquet(path, index=False)
    faults = _faults(root)
    assert "boundaries/kelurahan.parquet: CRS is EPSG:32749, not EPSG:4326" in faults


def test_drawn_boundaries_in_metres_are_named_by_feature(root: Path) -> None:
    path = root / "boundaries" / "drawn" / "34-kabkota.json"
    document = json.loads(path.read_bytes())
    ring = document["features"][3]["geometry"]["coordinates"]
    document["features"][3]["geometry"]["coordinates"] = [[[430_000.0, 9_140_000.0]] * 4, *ring]
    document["crs"] = {"properties": {"name": "urn:ogc:def:crs:EPSG::32749"}}
    path.write_text(json.dumps(document))
    faults = _faults(root)
    name = "boundaries/drawn/34-kabkota.json"
    assert f"{name}: CRS is EPSG:32749, not EPSG:4326" in faults
    assert f"{name} feature 4: coordinates leave the bounds of the area (wrong CRS?)" in faults


def test_drawn_boundaries_of_other_areas_are_named(root: Path) -> None:
    path = root / "boundaries" / "drawn" / "3273-kecamatan.json"
    document = json.loads(path.read_bytes())
    document["features"][0]["properties"]["c"] = "3273999"
    document["features"][1] = {"type": "Feature", "properties": {}, "geometry": None}
    path.write_text(json.dumps(document))
    faults = _faults(root)
    assert f"{_drawn(path)} feature 1: code is '3273999', not 3273010" in faults
    assert f"{_drawn(path)} feature 2: is no drawn area" in faults
    document["features"].pop()
    path.write_text(json.dumps(document))
    faults = _faults(root)
    assert f"{_drawn(path)}: has 29 rows, not 30" in faults
    assert f"{_drawn(path)}: has 29 features, not 30" in faults


def _drawn(path: Path) -> str:
    return f"boundaries/drawn/{path.name}"


def test_boundaries_for_joining_must_be_those_of_the_table(root: Path) -> None:
    path = root / "boundaries" / "kelurahan.parquet"
    frame = gpd.read_parquet(path)
    frame.loc[2, "code"] = "3273010009"
    frame.to_parquet(path, index=False)
    name = "boundaries/kelurahan.parquet"
    assert f"{name} row 3: code is '3273010009', not 3273010003" in _faults(root)
    frame.rename(columns={"code": "kode"}).to_parquet(path, index=False)
    assert f"{name}: columns are kode, geometry, not code, geometry" in _faults(root)
    frame.iloc[:-1].to_parquet(path, index=False)
    assert f"{name}: has 588 kelurahan, not 589" in _faults(root)


@pytest.mark.parametrize(
    ("file", "spoil", "expected"),
    [
        (
            "official/figures.csv",
            lambda text: text.replace("area_code,level", "kode,level", 1),
            "official/figures.csv row 1: column area_code is missing",
        ),
        (
            "official/sources.csv",
            lambda text: text.replace("caveat", "note", 1),
            "official/sources.csv row 1: column 'note' is not expected",
        ),
        (
            "boundaries/areas.csv",
            lambda text: text.replace("3404,kabkota", "34O4,kabkota", 1),
            "boundaries/areas.csv row 6: code is no BPS code of a kabkota: '34O4'",
        ),
        (
            "regions.toml",
            lambda text: text.replace('code = "3273"', 'code = "3274"', 1),
            "boundaries/areas.csv: region 3274 has no row of its own",
        ),
        (
            "sources.toml",
            lambda text: text.replace("boundaries/context.json", "boundaries/other.json", 1),
            "sources.toml: has no entry for boundaries/context.json",
        ),
    ],
)
def test_a_spoiled_file_is_named(
    root: Path, file: str, spoil: Callable[[str], str], expected: str
) -> None:
    path = root / file
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert expected in _faults(root)


def test_all_faults_of_all_files_are_named_at_once(root: Path) -> None:
    (root / "boundaries" / "context.json").unlink()
    _edit(root / "regions.toml", "32749", '"south"')
    _edit(root / "boundaries" / "areas.csv", "3404070,kecamatan", "34O4070,kecamatan")
    _edit(
        root / "official" / "figures.csv",
        "3401,kabkota,business,businesses,2016",
        "3401,kabkota,business,businesses,MMXVI",
    )
    _edit(root / "official" / "sources.csv", "sibakul,", "si_bakul,")
    _edit(root / "boundaries" / "drawn" / "3273-kelurahan.json", '"c":"3273010001"', '"c":"1"')
    faults = "\n".join(_faults(root))
    for expected in (
        "boundaries/context.json: is missing",
        "regions.toml region 1: is malformed",
        "code is no BPS code of a kecamatan: '34O4070'",
        "official/figures.csv row 3: year is not a year: 'MMXVI'",
        "source_id has an underscore: 'si_bakul'",
        "source_id is unknown: 'sibakul'",
        "boundaries/drawn/3273-kelurahan.json feature 1: code is '1', not 3273010001",
        "official/sources.csv: checksum is ",
    ):
        assert expected in faults


def _respoil(root: Path, column: str, row: int, cell: object) -> None:
    """Put one cell into the example, `row` as a spreadsheet counts."""
    path = root / "records" / "example.parquet"
    frame = pq.read_table(path).to_pandas()
    frame[column] = frame[column].astype(object)
    frame.loc[row - 2, column] = cell
    pq.write_table(as_table(frame), path)


def test_faults_of_businesses_are_named_by_row_beside_those_of_figures(root: Path) -> None:
    _respoil(root, "workers_now", 7, 120)
    _respoil(root, "use", 8, "always")
    _respoil(root, "lat", 9, 50.0)
    _edit(root / "official" / "figures.csv", "businesses,2016", "businesses,MMXVI")
    faults = "\n".join(_faults(root))
    name = "records/example.parquet"
    for expected in (
        f"{name}: checksum is ",
        f"{name} row 7: workers_now is above 99: '120'",
        f"{name} row 8: use is unknown: 'always'",
        f"{name} row 9: lon, lat lie outside every region: ",
        "year is not a year: 'MMXVI'",
    ):
        assert expected in faults


def test_businesses_are_not_placed_in_unsound_areas(root: Path) -> None:
    _edit(root / "boundaries" / "areas.csv", "3404070,kecamatan", "34O4070,kecamatan")
    _respoil(root, "lat", 9, 50.0)
    faults = "\n".join(_faults(root))
    assert "boundaries/areas.csv" in faults
    assert "outside every region" not in faults


def test_what_is_known_of_the_survey_is_part_of_the_version(root: Path) -> None:
    before = load(root).version
    _edit(root / "sources.toml", "year = 2017, base = 2014", "year = 2018, base = 2014")
    found = load(root)
    assert found.version != before
    assert found.records.survey_year == 2018


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('design = "sample"', 'design = "guess"', "sources.toml: is malformed: 'guess'"),
        ("year = 2017", "when = 2017", "sources.toml: key 'year' is missing"),
        (
            'survey = { design = "sample", year = 2017, base = 2014 }\n',
            "",
            "records/example.parquet: its entry in the catalogue names no survey",
        ),
        (
            'path = "records/example.parquet"',
            'path = "records/sample.parquet"',
            "sources.toml: has no entry for records/example.parquet",
        ),
    ],
)
def test_an_example_without_a_sound_entry_is_not_served(
    root: Path, old: str, new: str, expected: str
) -> None:
    _edit(root / "sources.toml", old, new)
    assert expected in "\n".join(_faults(root))


def test_a_mistake_in_the_schema_stops_the_start(root: Path) -> None:
    _edit(root / "schema.toml", 'type = "id"', 'type = "name"')
    faults = _faults(root)
    assert "schema.toml column 1: is malformed: 'name' is not a valid Kind" in faults


def test_an_empty_directory_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"sources\.toml: cannot be read"):
        load(tmp_path)
