"""Every file that is taken along, read back by who would read it, equals the AreaTable."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import example, given, settings
from PIL import Image
from python_calamine import CalamineWorkbook

from geo.admission import BusyError, WorkQueue
from geo.aggregate import AreaTable, area_tables
from geo.bundle import METADATA, TABLE
from geo.conditions import Bound, Condition
from geo.export import COLUMNS, NUMBERS, period_of
from geo.model import Evidence, Flag, Lang, Level, Use
from geo.periods import series_of
from geo.query import Filters, Query
from geo.taken import file_params
from geo.views import legend_payload
from geo.wording import words
from tests.data import dataset
from tests.served import client
from tests.strategies import queries

DATA = dataset()
SHOWN = (Flag.OK, Flag.CARE)
ACT = (Condition("jobgrowth", Bound.ABOVE, 2.0),)
TEXT = {name: str for name in COLUMNS if name not in NUMBERS}
SMALL = Query(metric="integrated", filters=Filters(use=frozenset({Use.NONE})))
WITHHELD = Query(metric="netjobs", level=Level.KELURAHAN, a="3273", lang=Lang.EN)


def file(query: Query, form: str, *, both: bool = False) -> bytes:
    """What the interface gives for a view; own data stays with its reader."""
    asked = file_params(replace(query, data=None), both=both)
    kind = "figure" if form in {"png", "svg"} else "areas"
    response = client().get(f"/api/v1/{kind}.{form}", params=asked)
    assert response.status_code == 200, response.text
    return response.content


def tables_of(query: Query, *, both: bool = False) -> tuple[AreaTable, ...]:
    return area_tables(query, DATA, *((query.a, query.b) if both else (query.a,)))


def blank(cell: object) -> bool:
    """Whether a reader found nothing in a cell."""
    return cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell))


def assert_equal(table: AreaTable, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """`rows` by code, with None, NaN or an empty text where there is nothing, are the table's.

    To the sixteenth digit, which is the last that a workbook holds.
    """
    assert tuple(rows) == table.codes
    for place, code in enumerate(table.codes):
        row, flag = rows[code], table.flags[place]
        assert row["flag"] == flag
        assert row["metric"] == table.metric.code
        assert row["period"] == period_of(table.metric, table.span, table.readings[place])
        assert blank(row["parent_code"]) or row["parent_code"] == DATA.gazetteer.area(code).parent
        for name, values in (
            ("value", table.value), ("n", table.n), ("ci_low", table.ci_low),
            ("ci_high", table.ci_high), ("rse", table.rse),
        ):  # fmt: skip
            cell, number = row[name], float(values[place])
            close = not blank(cell) and math.isclose(float(cell), number, rel_tol=1e-15)
            assert blank(cell) if math.isnan(number) else close, (code, name, cell, number)
        if flag not in SHOWN:
            assert math.isnan(table.value[place])


def by_side(rows: list[dict[str, Any]], side: str) -> dict[str, dict[str, Any]]:
    return {row["area_code"]: row for row in rows if row["side"] == side}


def from_csv(content: bytes) -> list[dict[str, Any]]:
    """As pandas reads it, with the column types that the metadata name."""
    frame = pd.read_csv(io.BytesIO(content), dtype=TEXT)
    text = list(TEXT)
    frame[text] = frame[text].fillna("")
    return [dict(zip(COLUMNS, row, strict=True)) for row in frame.itertuples(index=False)]


def from_xlsx(content: bytes) -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert tuple(head) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def from_geojson(content: bytes) -> list[dict[str, Any]]:
    if not json.loads(content)["features"]:
        return []
    frame = gpd.read_file(io.BytesIO(content))
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.is_valid.all()
    return frame.drop(columns="geometry").astype(object).to_dict("records")


def areas_of(svg: str, side: str) -> dict[str, dict[str, Any]]:
    """Flag, value and printed text of each area of a figure."""
    pattern = (
        rf'<g id="area-{side}-(\d+)" data-flag="(\w+)"(?: data-value="([^"]+)")?>'
        r"<title>([^<]*)</title>"
    )
    return {
        code: {"flag": flag, "value": float(value) if value else None, "text": text}
        for code, flag, value, text in re.findall(pattern, svg)
    }


@given(queries())
@example(SMALL)
@example(WITHHELD)
@settings(max_examples=15)
def test_every_table_read_back_is_the_table(query: Query) -> None:
    (table,) = tables_of(query)
    archive = zipfile.ZipFile(io.BytesIO(file(query, "zip")))
    assert_equal(table, by_side(from_csv(file(query, "csv")), "a"))
    assert archive.read(TABLE) == file(query, "csv")
    assert_equal(table, by_side(from_xlsx(file(query, "xlsx")), "a"))
    assert_equal(table, by_side(from_geojson(file(query, "geojson")), "a"))
    assert_equal(table, by_side(json.loads(file(query, "json"))["rows"], "a"))


def test_both_sides_read_back_are_the_tables() -> None:
    query = Query(metric="emprate", level=Level.KABKOTA, year="2020")
    tables = tables_of(query, both=True)
    for form, read in (("csv", from_csv), ("xlsx", from_xlsx), ("geojson", from_geojson)):
        rows = read(file(query, form, both=True))
        for side, table in zip("ab", tables, strict=True):
            assert_equal(table, by_side(rows, side))


@given(queries())
@example(WITHHELD)
@example(Query(metric="sechange", level=Level.KABKOTA, lang=Lang.EN, at="3403"))
@example(Query(metric="businesses", level=Level.KABKOTA))
@example(Query(metric="se2016", a="3273"))
@example(Query(level=Level.KABKOTA, metric="emprate", since="2018", act=ACT))
@settings(max_examples=5)
def test_a_figure_holds_the_values_of_the_table(query: Query) -> None:
    (table,) = tables_of(query)
    say = words(query.lang)
    svg = file(query, "svg").decode()
    legend = legend_payload((table,), series_of(query, DATA, table).legend, say)
    for item in [*legend["items"], *legend["extra"]]:
        assert f">{item['count']}</text>" in svg
        assert set(item["text"].split()) <= set(re.split(r"[\s<>]+", svg))
    drawn = areas_of(svg, "a")
    assert set(drawn) == set(table.codes)
    for place, code in enumerate(table.codes):
        flag, value = table.flags[place], float(table.value[place])
        assert drawn[code]["flag"] == flag
        if flag in SHOWN:
            assert drawn[code]["value"] == value
            assert drawn[code]["text"].endswith(": " + say.number(value, table.metric.unit))
        else:
            assert drawn[code]["value"] is None
            assert drawn[code]["text"].endswith(": " + say.text(f"flag.{flag}"))


@pytest.mark.parametrize("lang", Lang)
def test_every_file_of_the_example_says_so(lang: Lang) -> None:
    query = Query(metric="integrated", level=Level.KABKOTA, lang=lang)
    notice = words(lang).text("record.example")
    archive = zipfile.ZipFile(io.BytesIO(file(query, "zip")))
    book = CalamineWorkbook.from_filelike(io.BytesIO(file(query, "xlsx")))
    picture = Image.open(io.BytesIO(file(query, "png")))
    assert all(row["evidence"] == Evidence.EXAMPLE for row in from_csv(file(query, "csv")))
    assert notice in json.loads(archive.read(METADATA))["notes"][0]["notice"]
    assert notice in archive.read(f"{words(lang).text('take.readme')}.txt").decode()
    assert book.sheet_names[0] == words(lang).text("take.sheet.example")
    assert [words(lang).text("take.label.notice"), notice] in book.get_sheet_by_index(1).to_python()
    assert json.loads(file(query, "geojson"))["notice"] == notice
    assert notice in picture.info["Description"]
    assert f">{notice}</text>" in file(query, "svg").decode()


def test_official_figures_are_no_example() -> None:
    query = Query(metric="selfemployed")
    assert words(Lang.ID).text("record.example") not in file(query, "svg").decode()
    assert "notice" not in json.loads(file(query, "geojson"))


def test_a_picture_is_as_large_as_a_slide_and_says_what_it_is() -> None:
    query = Query(metric="integrated", level=Level.KABKOTA, at="3404", lang=Lang.EN)
    picture = Image.open(io.BytesIO(file(query, "png")))
    assert picture.size == (1600, 900)
    assert "integrated internet use" in picture.info["Title"]
    assert "http://testserver/explore?" in picture.info["Source"]
    assert "at=3404" in picture.info["Source"]


def test_a_figure_can_be_read_without_seeing_it() -> None:
    svg = file(Query(metric="integrated", level=Level.KABKOTA, lang=Lang.EN), "svg").decode()
    assert re.search(r'<svg [^>]*role="img"', svg)
    assert re.search(r"<title>[^<]*integrated[^<]*</title><desc>Example data[^<]*</desc>", svg)
    assert len(svg) < 400_000


def test_the_table_is_described_as_csv_on_the_web() -> None:
    archive = zipfile.ZipFile(io.BytesIO(file(Query(lang=Lang.EN), "zip")))
    described = json.loads(archive.read(METADATA))
    assert f"{described['url']}-metadata.json" == METADATA
    columns = described["tableSchema"]["columns"]
    head = archive.read(TABLE).decode().splitlines()[0].split(",")
    assert [column["name"] for column in columns] == head
    assert {c["name"] for c in columns if c["datatype"] == "double"} == set(NUMBERS)
    assert described["dc:source"]
    assert "http://testserver/explore?lang=en" in described["dc:bibliographicCitation"]


def test_geojson_turns_as_its_standard_asks() -> None:
    collection = json.loads(file(Query(level=Level.KABKOTA, metric="se2016"), "geojson"))
    for feature in collection["features"]:
        shape = shapely.geometry.shape(feature["geometry"])
        for part in getattr(shape, "geoms", [shape]):
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("areas.xlsx?metric=se2016", "peta-umkm-se2016-34-kabkota-2016.xlsx"),
        (
            "areas.zip?a=3404&metric=selfemployed",
            "peta-umkm-selfemployed-3404-kecamatan-2024S1.zip",
        ),
        ("figure.svg?b=3273&metric=emprate", "peta-umkm-emprate-34-3273-kabkota-2024.svg"),
        ("areas.geojson?a=3273&metric=se2016", "peta-umkm-se2016-3273-kabkota.geojson"),
    ],
)
def test_a_file_is_named_for_what_it_holds(asked: str, name: str) -> None:
    headers = client().get(f"/api/v1/{asked}").headers
    assert headers["content-disposition"] == f'attachment; filename="{name}"'
    assert headers["cache-control"] == "public, max-age=3600"


@pytest.mark.parametrize("form", ["areas.xlsx", "areas.zip", "figure.png", "figure.svg"])
def test_a_wrong_request_is_refused(form: str) -> None:
    response = client().get(f"/api/v1/{form}?metric=turnover&colour=red")
    assert response.status_code == 400
    assert {item["name"] for item in response.json()["parameters"]} == {"metric", "colour"}
    assert client().get(f"/api/v1/{form}?data=0123456789abcdef").status_code == 409


def test_a_figure_is_drawn_once_for_the_same_view(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr("geo.figure._compose", lambda *given: drawn.append(given))
    asked = "metric=sechange&a=34&lang=en&k=7"
    first, again = (
        client().get(f"/api/v1/figure.svg?{asked}{more}")
        for more in ("", "&theme=dark&base=online")
    )
    assert first.content == again.content
    assert len(drawn) == 1


@pytest.mark.parametrize("path", ["areas.csv", "comparison.json", "figure.svg", "metrics"])
def test_who_comes_when_the_queue_is_full_is_asked_to_come_again(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise BusyError

    monkeypatch.setattr(WorkQueue, "run", full)
    response = client().get(f"/api/v1/{path}?lang=en")
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")
    assert response.json()["error"] == words(Lang.EN).text("ui.api.busy")
