from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from geo.aggregate import area_tables
from geo.citing import filter_text
from geo.export import COLUMNS, Row, neutral, to_csv
from geo.model import Age, Lang, Level, Use
from geo.query import Filters, Query
from geo.taken import Stamp, file_params, take, take_payload
from geo.wording import words
from geo.workbook import to_xlsx
from tests.data import dataset

DATA = dataset()
DAY = date(2026, 11, 24)
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx")
ROW: Row = {**dict.fromkeys(COLUMNS, ""), "value": -3.5, "area_code": "3404"}


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_begins_like_a_formula_is_no_formula(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(to_csv([ROW | {"area_name": text}]), newline=""))
    assert row["area_name"] == f"'{text}"
    assert row["value"] == "-3.5"


@given(st.text())
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert neutral(text) in {text, f"'{text}"}
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_workbook_is_a_formula(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.workbook.area_rows", lambda _: [ROW | {"area_name": text}])
    content = to_xlsx(take(Query(), DATA, Stamp("http://x/explore", DAY)))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = book.get_sheet_by_index(0).to_python()[1]
    assert cells[COLUMNS.index("area_name")] == f"'{text}"
    assert cells[COLUMNS.index("value")] == -3.5
    assert b"<f>" not in content


@pytest.mark.parametrize("lang", Lang)
def test_the_sheet_about_a_table_names_what_it_rests_on(lang: Lang) -> None:
    query = Query(metric="integrated", lang=lang, filters=Filters(sector=frozenset("G")))
    taken = take(query, DATA, Stamp("http://x/explore?metric=integrated", DAY))
    content = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(taken)))
    told = "\n".join(" ".join(map(str, row)) for row in content.get_sheet_by_index(1).to_python())
    say = words(lang)
    for key in ("definition", "numerator", "denominator", "formula", "caveat"):
        assert say.text(f"metric.integrated.{key}") in told
    assert say.text("sector.G.name") in told
    assert say.text("source.example.licence") in told
    assert "http://x/explore?metric=integrated" in told
    assert taken.about.citation in told
    assert all(say.text(f"column.{column}") in told for column in COLUMNS)


def test_a_citation_names_publisher_processing_link_and_day() -> None:
    taken = take(Query(metric="se2016", lang=Lang.EN), DATA, Stamp("http://x/explore", DAY))
    say = words(Lang.EN)
    for source in taken.tables[0].sources:
        assert say.text(f"source.{source}.publisher") in taken.about.citation
    assert "Processed by Peta UMKM Digital" in taken.about.citation
    assert taken.about.citation.endswith("http://x/explore (accessed 24 November 2026).")


def test_the_browser_gets_the_citation_around_the_link() -> None:
    query = Query(metric="integrated")
    tables = area_tables(query, DATA, "34")
    before, after = take_payload(query, DATA, tables, DAY, words(Lang.ID))["citation"]
    cited = take(query, DATA, Stamp("http://x/explore", DAY)).about.citation
    assert f"{before}http://x/explore{after}" == cited
    assert "bukan hasil survei" in before


def test_a_file_has_the_second_area_only_where_it_is_shown() -> None:
    query = Query(b="3471", c="3401", level=Level.KABKOTA)
    assert file_params(query, both=False) == {"level": "kabkota"}
    assert file_params(query, both=True) == {"level": "kabkota", "b": "3471", "c": "3401"}
    assert file_params(Query(), both=True) == {"b": "3273"}


def test_filters_are_told_in_words() -> None:
    say = words(Lang.EN)
    assert filter_text(Filters(), say) == say.text("take.unfiltered")
    told = filter_text(Filters(sector=frozenset("CG"), newmax=3, age=frozenset({Age.NEW})), say)
    age, sector = (
        "Age of business: new (aged 3 or less)",
        "Manufacturing, Trade and repair of vehicles",
    )
    assert told == f"{age}; Sector: {sector}"


def test_withheld_values_are_still_those_of_the_example() -> None:
    filters = Filters(sector=frozenset("P"), age=frozenset({Age.NEW}), use=frozenset({Use.OTHER}))
    query = Query(metric="businesses", a="3471", level=Level.KELURAHAN, filters=filters)
    taken = take(query, DATA, Stamp("http://x/explore", DAY))
    assert taken.tables[0].empty
    assert "bukan hasil survei" in taken.about.citation
    assert [source.id for source in taken.about.sources] == ["example"]
