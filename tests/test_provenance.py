from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError, Fault
from geo.provenance import (
    SOURCE_COLUMNS,
    canonical_checksum,
    read_catalogue,
    read_content,
    read_sources,
    verify,
)

DATA = Path(__file__).parents[1] / "data"
PARQUET = DATA / "boundaries" / "kelurahan.parquet"


def test_every_committed_file_is_recorded_and_as_recorded() -> None:
    recorded = {record.path for record in read_catalogue(DATA)}
    present = {
        path.relative_to(DATA).as_posix()
        for folder in ("sources", "boundaries", "official", "records")
        for path in (DATA / folder).rglob("*")
        if path.is_file()
    }
    assert present | {"regions.toml", "schema.toml"} <= recorded
    assert verify(DATA) == ()


def test_every_record_names_origin_licence_and_processing() -> None:
    for record in read_catalogue(DATA):
        assert record.title, record.path
        assert record.origin, record.path
        assert record.licence, record.path
        assert record.processing, record.path
        assert len(record.checksum) == 64
        assert record.rows > 0
        table = record.path.startswith("records/")
        geometry = record.path.endswith((".json", ".geojson", ".parquet")) and not table
        assert record.crs == ("EPSG:4326" if geometry else "")


def test_the_attribution_of_boundaries_names_bps_licence_and_changes() -> None:
    context = next(r for r in read_catalogue(DATA) if r.path == "boundaries/context.json")
    assert context.attribution == (
        "Batas administrasi: BPS / UN OCHA (COD-AB), CC BY 3.0 IGO "
        "(creativecommons.org/licenses/by/3.0/igo), diubah: disederhanakan, kode Kemendagri "
        "ditambahkan. Nama tempat: GeoNames (CC BY 4.0). Gunung api: Smithsonian GVP."
    )


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\0")), min_size=2, max_size=2
        ),
        min_size=1,
    )
)
def test_line_endings_and_quotes_do_not_change_a_checksum(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    plain, windows = folder / "plain.csv", folder / "windows.csv"
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    plain.write_bytes(stream.getvalue().encode())
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    windows.write_bytes(stream.getvalue().encode())
    assert canonical_checksum(plain) == canonical_checksum(windows)
    assert read_content(plain).rows == len(rows) - 1


def test_moving_a_value_to_the_next_cell_or_row_changes_a_checksum(tmp_path: Path) -> None:
    texts = ("a,b\n1,2\n", "a,b\n12,\n", "a,b\n,12\n", "a\nb\n1\n2\n", "a,b\n1,3\n")
    checksums = set()
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.csv"
        path.write_text(text)
        checksums.add(canonical_checksum(path))
    assert len(checksums) == len(texts)


def test_layout_of_json_does_not_change_a_checksum(tmp_path: Path) -> None:
    source = DATA / "boundaries" / "drawn" / "3273-kabkota.json"
    document = json.loads(source.read_bytes())
    spread = tmp_path / "spread.json"
    spread.write_text(json.dumps(dict(reversed(document.items())), indent=2))
    assert canonical_checksum(spread) == canonical_checksum(source)
    document["features"][0]["properties"]["n"] = "Bandung"
    spread.write_text(json.dumps(document))
    assert canonical_checksum(spread) != canonical_checksum(source)


def test_a_writers_version_does_not_change_a_checksum_but_geometry_does(tmp_path: Path) -> None:
    frame = gpd.read_parquet(PARQUET)
    path = tmp_path / "again.parquet"
    frame.to_parquet(path, compression="snappy", row_group_size=100, index=False)
    assert path.read_bytes() != PARQUET.read_bytes()
    assert read_content(path) == read_content(PARQUET)
    frame.geometry = frame.geometry.translate(1e-9)
    frame.to_parquet(path, index=False)
    assert canonical_checksum(path) == canonical_checksum(PARQUET)
    frame.geometry = frame.geometry.translate(1e-6)
    frame.to_parquet(path, index=False)
    assert canonical_checksum(path) != canonical_checksum(PARQUET)


def test_how_values_are_stored_does_not_change_a_checksum_but_a_value_does(tmp_path: Path) -> None:
    def checksum(**columns: object) -> str:
        pq.write_table(pa.table(columns), tmp_path / "t.parquet", row_group_size=2)
        return canonical_checksum(tmp_path / "t.parquet")

    text, ints, floats = ["b", None, "a", "b"], [3, None, 1, 3], [0.5, None, 2.25, 0.5]
    first = checksum(
        t=pa.array(text), i=pa.array(ints, pa.int8()), f=pa.array(floats, pa.float32())
    )
    assert first == checksum(
        t=pa.array(text).dictionary_encode(), i=pa.array(ints), f=pa.array(floats)
    )
    for changed in (
        {"t": pa.array(["b", "", "a", "b"])},
        {"t": pa.array(["a", None, "b", "a"])},
        {"i": pa.array([3, 0, 1, 3])},
        {"i": pa.array([3, None, 3, 1])},
        {"f": pa.array([0.5, 0.0, 2.25, 0.5])},
        {"f": pa.array([0.5, None, 2.25, 0.25])},
    ):
        plain = {"t": pa.array(text), "i": pa.array(ints), "f": pa.array(floats)}
        assert checksum(**{**plain, **changed}) != first


def test_crs_is_read_from_the_file(tmp_path: Path) -> None:
    frame = gpd.read_parquet(PARQUET).iloc[:2]
    path = tmp_path / "utm.parquet"
    for crs, expected in ((32749, "EPSG:32749"), ("OGC:CRS84", "EPSG:4326")):
        frame.to_crs(crs).to_parquet(path, index=False)
        assert read_content(path).crs == expected
    pq.write_table(pa.table({"code": ["1"]}), path)
    assert read_content(path).crs == ""
    old = tmp_path / "old.geojson"
    name = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32749"}}
    old.write_text(json.dumps({"type": "FeatureCollection", "crs": name, "features": []}))
    assert read_content(old).crs == "EPSG:32749"


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("build")))


def test_verify_names_every_file_that_differs(tmp_path: Path) -> None:
    root = _copy(tmp_path)
    (root / "boundaries" / "context.json").unlink()
    (root / "official" / "figures.csv").write_text("area_code\n34\n")
    (root / "boundaries" / "kelurahan.parquet").write_bytes(b"PAR1 nothing")
    (root / "boundaries" / "drawn" / "34-province.json").write_text("[]")
    (root / "regions.toml").write_text("[[region")
    where = [fault.where for fault in verify(root)]
    assert set(where) == {
        "boundaries/context.json",
        "official/figures.csv",
        "boundaries/kelurahan.parquet",
        "boundaries/drawn/34-province.json",
        "regions.toml",
    }
    whats = {fault.what for fault in verify(root) if fault.where == "official/figures.csv"}
    assert "has 1 rows, not 2734" in whats
    assert len(whats) == 2


@pytest.mark.parametrize(
    ("text", "what"),
    [("[[file", "cannot be read"), ("[origin]\n", "'file' is missing"), (None, "cannot be read")],
)
def test_an_unreadable_catalogue_is_one_clear_error(
    tmp_path: Path, text: str | None, what: str
) -> None:
    if text is not None:
        (tmp_path / "sources.toml").write_text(text)
    with pytest.raises(DataError, match=what):
        read_catalogue(tmp_path)


def test_sources_are_read_with_their_caveats() -> None:
    faults: list[Fault] = []
    sources = read_sources(DATA, faults)
    assert faults == []
    assert len(sources) == 18
    assert "earthquake of 27 May 2006" in sources["se2006"].caveat
    assert sources["sakernasrates"].publisher == "BPS, Sakernas"
    assert not any("_" in code for code in sources)


def test_bad_sources_are_named_by_row(tmp_path: Path) -> None:
    good = dict.fromkeys(SOURCE_COLUMNS, "x") | {"confidence": "high"}
    rows = [
        good | {"source_id": "one"},
        good | {"source_id": "one"},
        good | {"source_id": "two_b", "publisher": ""},
        good | {"source_id": "three", "confidence": "sure"},
    ]
    target = tmp_path / "official" / "sources.csv"
    target.parent.mkdir()
    with target.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, SOURCE_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    faults: list[Fault] = []
    read_sources(tmp_path, faults)
    assert [str(fault) for fault in faults] == [
        "official/sources.csv row 3: source_id appears twice: 'one'",
        "official/sources.csv row 4: source_id has an underscore: 'two_b'",
        "official/sources.csv row 4: publisher is empty",
        "official/sources.csv row 5: confidence is unknown: 'sure'",
    ]
