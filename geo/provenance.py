"""Where data come from: sources of figures, and a verified record of every data file."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geo.errors import DataError, Fault
from geo.model import Design, Survey
from geo.tables import read_rows

CATALOGUE = "sources.toml"
SOURCES_FILE = "official/sources.csv"
SOURCE_COLUMNS = (
    *("source_id", "title", "publisher", "concept", "coverage", "confidence"),
    *("url", "published", "licence", "caveat", "accessed"),
)
CONFIDENCE = frozenset({"high", "medium", "low"})
WGS84 = "EPSG:4326"
GEOMETRY_GRID = 1e-7
"""Degrees (1 cm) to which geometry is rounded before it is hashed."""


UNREADABLE = (OSError, ValueError, KeyError, TypeError, csv.Error, shapely.errors.ShapelyError)
"""What the readers of CSV, JSON, TOML, Parquet and WKB raise on a file that is none."""


@dataclass(frozen=True, slots=True)
class Source:
    """One published source, as cited: a row of `official/sources.csv`. Texts are the source's."""

    id: str
    title: str
    publisher: str
    concept: str
    coverage: str
    confidence: str
    url: str
    published: str
    licence: str
    caveat: str
    accessed: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One data file as `sources.toml` describes it; `path` is relative to the data directory.

    `rows` counts rows of a table, features of a GeoJSON file, or entries of a TOML file. `crs` is
    empty where the file has no geometry. `checksum` is that of `canonical_checksum`. `survey`
    stands by files of business records only; `synthetic` ones were made up by us, not observed.
    `points`: whoever gave the records allows single businesses on a map (no value but `true` does).
    """

    path: str
    title: str
    origin: str
    link: str
    licence: str
    attribution: str
    checksum: str
    rows: int
    crs: str
    processing: str
    gaps: tuple[str, ...]
    synthetic: bool = False
    survey: Survey | None = None
    points: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, whoever wrote it: `checksum`, `rows` and `crs` as in `FileRecord`.

    `parsed` is the GeoJSON object or the Arrow table, so that nobody needs to read it twice.
    """

    checksum: str
    rows: int
    crs: str
    parsed: Any = field(default=None, compare=False, repr=False)


def read_catalogue(root: Path) -> tuple[FileRecord, ...]:
    """Entries of `root/sources.toml` in its order; raises `DataError` if it cannot be read."""
    try:
        document = tomllib.loads((root / CATALOGUE).read_text(encoding="utf-8"))
        return tuple(_record(entry, document["origin"]) for entry in document["file"])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError((Fault(CATALOGUE, f"cannot be read: {error}"),)) from error
    except KeyError as error:
        raise DataError((Fault(CATALOGUE, f"key {error} is missing"),)) from error
    except (TypeError, ValueError) as error:
        raise DataError((Fault(CATALOGUE, f"is malformed: {error}"),)) from error


def _record(entry: Mapping[str, Any], origins: Mapping[str, Mapping[str, str]]) -> FileRecord:
    named = [origins[name] for name in entry["origin"]]
    return FileRecord(
        path=entry["path"],
        title=entry["title"],
        origin="; ".join(origin["title"] for origin in named),
        link=" ; ".join(origin["link"] for origin in named),
        licence="; ".join(dict.fromkeys(origin["licence"] for origin in named)),
        attribution=" ".join(origin["attribution"] for origin in named),
        checksum=entry["checksum"],
        rows=entry["rows"],
        crs=entry["crs"],
        processing=entry["processing"],
        gaps=tuple(entry["gaps"]),
        synthetic=bool(entry.get("synthetic", False)),
        survey=_survey(entry["survey"]) if "survey" in entry else None,
        points=entry.get("points") is True,
    )


def _survey(entry: Mapping[str, Any]) -> Survey:
    base = entry.get("base")
    return Survey(Design(entry["design"]), int(entry["year"]), None if base is None else int(base))


def canonical_checksum(path: Path) -> str:
    """SHA-256 over the content of a file, as `read_content` defines it."""
    return read_content(path).checksum


def read_content(path: Path) -> Content:
    """Checksum, number of rows and CRS of a CSV, JSON, GeoJSON, TOML or Parquet file.

    The checksum is over values, not bytes, so that line endings, spaces, compression or a writer's
    version do not change it: CSV by its parsed cells; JSON and TOML as JSON with sorted keys;
    Parquet by column names, values, and geometry rounded to 1e-7 degrees. Raises one of
    `UNREADABLE` if the file cannot be opened or is not what its name says.
    """
    suffix = path.suffix
    if suffix == ".csv":
        return _csv_content(path.read_text(encoding="utf-8-sig"))
    if suffix in {".json", ".geojson"}:
        document = json.loads(path.read_bytes())
        if not isinstance(document, dict):
            raise ValueError("is not a GeoJSON object")
        rows = len(document["features"])
        return Content(_json_checksum(document), rows, _geojson_crs(document), document)
    if suffix == ".toml":
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        return Content(_json_checksum(document), sum(map(len, document.values())), "")
    if suffix == ".parquet":
        return _parquet_content(path)
    raise ValueError(f"no canonical form is defined for {suffix!r} files")


def _csv_content(text: str) -> Content:
    digest = hashlib.sha256()
    rows = -1
    for cells in csv.reader(io.StringIO(text)):
        digest.update(("\x1f".join(cells) + "\x1e").encode())
        rows += 1
    return Content(digest.hexdigest(), rows, "")


def _json_checksum(document: Mapping[str, Any]) -> str:
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _geojson_crs(document: Mapping[str, Any]) -> str:
    """GeoJSON is WGS 84 unless an old-style `crs` member says otherwise; CRS84 is WGS 84."""
    name = str(document.get("crs", {}).get("properties", {}).get("name", "CRS84"))
    authority_code = name.removeprefix("urn:ogc:def:crs:").replace("::", ":")
    return WGS84 if name.endswith("CRS84") else authority_code


def _parquet_content(path: Path) -> Content:
    table = pq.ParquetFile(path).read()
    geo = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
    geometry = geo.get("primary_column", "")
    digest = hashlib.sha256()
    for name in table.column_names:
        digest.update(f"{name}\x1e".encode())
        if name == geometry:
            _hash_geometry(digest, table.column(name).to_pylist())
        else:
            _hash_column(digest, table.column(name))
    column = geo.get("columns", {}).get(geometry, {})
    return Content(digest.hexdigest(), table.num_rows, _geoparquet_crs(column), table)


def _hash_column(digest: Any, column: Any) -> None:
    """Values in row order, whatever their width, chunks or dictionary.

    Numbers as 64 bits with the positions of nulls; all else as positions among the distinct values
    in order of appearance, which is quick for text that repeats itself.
    """
    array = column.combine_chunks()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    wide = pa.float64() if pa.types.is_floating(array.type) else pa.int64()
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type):
        digest.update(np.packbits(array.is_null().to_numpy(zero_copy_only=False)).tobytes())
        numbers = array.cast(wide).fill_null(0).to_numpy(zero_copy_only=False)
        digest.update(numbers.astype(f"<{numbers.dtype.kind}8").tobytes())
        return
    encoded = array.dictionary_encode()
    positions = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    digest.update(positions.astype("<i8").tobytes())
    distinct = encoded.dictionary.to_pylist()
    digest.update(json.dumps(distinct, default=str, ensure_ascii=False).encode())


def _hash_geometry(digest: Any, wkb: Iterable[bytes]) -> None:
    geometries = shapely.from_wkb(list(wkb))
    kind, coordinates, offsets = shapely.to_ragged_array(geometries)
    grid = np.rint(coordinates / GEOMETRY_GRID).astype("<i8")
    digest.update(kind.name.encode())
    for part in (grid, *(offset.astype("<i8") for offset in offsets)):
        digest.update(np.ascontiguousarray(part).tobytes())


def _geoparquet_crs(column: Mapping[str, Any]) -> str:
    """A GeoParquet column without `crs` is CRS84 by its specification; null means unknown."""
    if "crs" not in column:
        return WGS84 if column else ""
    identifier = (column["crs"] or {}).get("id", {})
    code = f"{identifier.get('authority')}:{identifier.get('code')}"
    return WGS84 if code == "OGC:CRS84" else code


def verify(root: Path) -> tuple[Fault, ...]:
    """Compare every file of `root/sources.toml` with its record; all differences, or none.

    Raises `DataError` only if `sources.toml` itself cannot be read.
    """
    faults: list[Fault] = []
    read_contents(root, read_catalogue(root), faults)
    return tuple(faults)


def read_contents(
    root: Path, records: Iterable[FileRecord], faults: list[Fault]
) -> dict[str, Content]:
    """Contents of the files by path; differences from their records are added to `faults`."""
    contents: dict[str, Content] = {}
    for record in records:
        try:
            content = read_content(root / record.path)
        except FileNotFoundError:
            faults.append(Fault(record.path, "is missing"))
        except UNREADABLE as error:
            faults.append(Fault(record.path, f"cannot be read: {error}"))
        else:
            contents[record.path] = content
            faults += _differences(record, content)
    return contents


def _differences(record: FileRecord, content: Content) -> list[Fault]:
    found: list[Fault] = []
    if content.crs != record.crs:
        found.append(Fault(record.path, f"CRS is {content.crs or 'none'}, not {record.crs}"))
    if content.rows != record.rows:
        found.append(Fault(record.path, f"has {content.rows} rows, not {record.rows}"))
    if content.checksum != record.checksum:
        what = f"checksum is {content.checksum[:12]}…, not {record.checksum[:12]}…"
        found.append(Fault(record.path, what))
    return found


def read_sources(root: Path, faults: list[Fault]) -> dict[str, Source]:
    """Sources by id.

    Faults of a row are added to `faults`, but its source stays known: the figures that cite it are
    not at fault.
    """
    sources: dict[str, Source] = {}
    for row in read_rows(root, SOURCES_FILE, SOURCE_COLUMNS, faults):
        source_id = row.text("source_id")
        if "_" in source_id:
            row.fault(f"source_id has an underscore: {source_id!r}")
        if source_id in sources:
            row.fault(f"source_id appears twice: {source_id!r}")
        for column in ("title", "publisher", "concept", "coverage", "url", "licence", "accessed"):
            row.text(column)
        row.one_of("confidence", CONFIDENCE)
        cells = dict(row.cells)
        sources.setdefault(source_id, Source(id=cells.pop("source_id"), **cells))
    return sources
