"""The table of the comparison, read back by who would read it, equals `compare_all`."""

from __future__ import annotations

import io
import json
import math
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings
from python_calamine import CalamineWorkbook

from geo.bundle import COMPARISON
from geo.clearness import verdict
from geo.compare import compare_all
from geo.comparing import stays_clear
from geo.comparison import COMPARED, COMPARED_NUMBERS, comparison_rows, comparison_title
from geo.model import Evidence, Lang, Level, Use
from geo.query import Filters, Query
from geo.taken import Stamp, file_params, take, take_payload
from geo.wording import words
from tests.data import dataset
from tests.served import client
from tests.strategies import queries

DATA = dataset()
TEXT = {name: str for name in COMPARED if name not in COMPARED_NUMBERS}
SMALL = Query(a="3404070001", b="3273010", filters=Filters(use=frozenset({Use.NONE})))
FOUR = Query(a="34", b="3273", c="3404", d="3471", metric="emprate", lang=Lang.EN)


def fetched(query: Query, path: str) -> bytes:
    asked = file_params(replace(query, data=None, since=None), both=True)
    response = client().get(f"/api/v1/{path}", params=asked)
    assert response.status_code == 200, response.text
    return response.content


def from_csv(content: bytes) -> list[dict[str, Any]]:
    frame = pd.read_csv(io.BytesIO(content), dtype=TEXT, keep_default_na=False, na_values={})
    assert tuple(frame.columns) == COMPARED
    values = frame.astype(object).itertuples(index=False)
    return [dict(zip(COMPARED, row, strict=True)) for row in values]


def from_xlsx(content: bytes) -> list[dict[str, Any]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    head, *rows = book.get_sheet_by_index(2).to_python()
    assert tuple(head) == COMPARED
    return [dict(zip(COMPARED, row, strict=True)) for row in rows]


def assert_same(number: float, cell: Any) -> None:
    blank = cell in (None, "")
    assert blank if math.isnan(number) else math.isclose(float(cell), number, rel_tol=1e-15)


@given(queries())
@example(SMALL)
@example(FOUR)
@settings(max_examples=4)
def test_every_table_read_back_is_what_was_compared(query: Query) -> None:
    archive = zipfile.ZipFile(io.BytesIO(fetched(query, "areas.zip")))
    csv = fetched(query, "comparison.csv")
    assert archive.read(COMPARISON) == csv
    found = {
        (other, item.metric.code): item
        for other in query.compared[1:]
        for item in compare_all(replace(query, b=other), DATA)
    }
    together = {
        other: stays_clear(DATA, compare_all(replace(query, b=other), DATA))
        for other in query.compared[1:]
    }
    for rows in (
        from_csv(csv),
        from_xlsx(fetched(query, "areas.xlsx")),
        json.loads(fetched(query, "comparison.json"))["rows"],
    ):
        assert len(rows) == len(found)
        for row in rows:
            item = found[row["other_code"], row["metric"]]
            assert row["area_code"] == query.a
            assert row["word"] == verdict(item)
            assert row["guard"] == (item.guard or "")
            clear = together[row["other_code"]].get(row["metric"])
            assert row["together"] == ("" if clear is None else str(clear).lower())
            assert_same(item.low, row["difference_low"])
            assert_same(item.high, row["difference_high"])
            for side, names in (
                (item.a, ("value_low", "value_high")),
                (item.b, ("other_low", "other_high")),
            ):
                for number, name in zip((side.low, side.high), names, strict=True):
                    assert_same(number if side.known else math.nan, row[name])
            shown = [row[name] for name in COMPARED_NUMBERS if name.startswith("difference")]
            assert item.guard is None or all(cell in (None, "") for cell in shown)


def test_what_is_withheld_has_no_number() -> None:
    rows = comparison_rows(SMALL, DATA, words(Lang.ID))
    hidden = [row for row in rows if row["guard"] == "hidden"]
    assert hidden
    for row in hidden:
        assert row["difference_low"] is row["difference_ci_low"] is None
        assert row["value_low"] is None or row["other_low"] is None
        assert (row["value_low"] is None) <= (row["ci_low"] is None)


def test_kinds_of_evidence_stay_together_and_the_clearest_comes_first() -> None:
    rows = comparison_rows(Query(), DATA, words(Lang.EN))
    kinds = [row["evidence"] for row in rows]
    assert kinds == sorted(kinds, key=lambda kind: kind == Evidence.OFFICIAL)
    order = {"higher": 0, "lower": 0, "unclear": 1, "guarded": 2}
    for kind in set(kinds):
        told = [order[str(row["word"])] for row in rows if row["evidence"] == kind]
        assert told == sorted(told)


def test_its_metadata_describe_every_column_and_say_what_is_an_example() -> None:
    archive = zipfile.ZipFile(io.BytesIO(fetched(FOUR, "areas.zip")))
    described = json.loads(archive.read(f"{COMPARISON}-metadata.json"))
    columns = described["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(COMPARED)
    assert {c["name"] for c in columns if c["datatype"] == "double"} == set(COMPARED_NUMBERS)
    assert described["dc:title"] == (
        "Comparison of DIY, Kota Bandung, Kabupaten Sleman and Kota Yogyakarta"
    )
    body = json.loads(fetched(FOUR, "comparison.json"))
    assert body["notice"] == words(Lang.EN).text("take.partlyexample")
    cited = {source["id"] for source in body["sources"]}
    assert cited == {own for row in body["rows"] for own in str(row["source_id"]).split(";") if own}


def test_text_that_looks_like_a_formula_is_neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.wording.Words.area", lambda *_, **__: "=1+1")
    assert {row["area_name"] for row in from_csv(fetched(Query(), "comparison.csv"))} == {"'=1+1"}
    assert {row["area_name"] for row in from_xlsx(fetched(Query(), "areas.xlsx"))} == {"'=1+1"}


def test_the_third_and_fourth_area_are_in_every_file_and_in_its_citation() -> None:
    rows = json.loads(fetched(replace(FOUR, level=Level.KABKOTA), "areas.json"))["rows"]
    assert {row["side"] for row in rows} == set("abcd")
    assert {row["period"] for row in rows} == {"2024"}
    taken = take(FOUR, DATA, Stamp("", date(2026, 11, 24)), both=True)
    payload = take_payload(FOUR, DATA, taken.pair, date(2026, 11, 24), taken.say)
    for text in (taken.about.citation, "".join(payload["citation"])):
        assert "DIY, Kota Bandung, Kabupaten Sleman and Kota Yogyakarta" in text
    assert "c=3404&d=3471" in payload["asked"].replace("d=3471&c=3404", "c=3404&d=3471")
    assert taken.name.startswith("peta-umkm-emprate-34-3273-3404-3471-")
    assert comparison_title(taken).endswith("Sleman and Kota Yogyakarta")


def test_one_area_alone_has_no_comparison() -> None:
    alone = client().get("/api/v1/areas.zip", params={"metric": "emprate"})
    assert COMPARISON not in zipfile.ZipFile(io.BytesIO(alone.content)).namelist()


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_wrong_request_is_refused(form: str) -> None:
    response = client().get(f"/api/v1/comparison.{form}?metric=turnover&colour=red")
    assert response.status_code == 400
    assert {item["name"] for item in response.json()["parameters"]} == {"metric", "colour"}
    assert client().get(f"/api/v1/comparison.{form}?data=0123456789abcdef").status_code == 409


def test_a_file_is_named_for_the_areas_that_it_compares() -> None:
    headers = client().get("/api/v1/comparison.csv?a=3404&c=3402").headers
    name = "peta-umkm-comparison-3404-3273-3402.csv"
    assert headers["content-disposition"] == f'attachment; filename="{name}"'
