from __future__ import annotations

from pathlib import Path

import pytest

from geo.checks import PURPOSE_COLUMNS
from geo.errors import Fault
from geo.model import SECTORS, Use
from geo.schema import Kind, read_schema
from tests.businesses import schema

REQUIRED = {"business_id", "year_started", "workers_now"}
OPTIONAL = {
    *("workers_base", "sector", "weight", "stratum", "psu", "year_online", "sales_change"),
    *("online_sales_share", "owner_sex", "workers_it_skilled", "workers_paid", "workers_female"),
    *("workers_trained", "uses_internet"),
}


def test_the_schema_has_the_columns_of_the_design() -> None:
    columns = schema().columns
    assert {column.name for column in columns if column.need == "required"} == REQUIRED
    assert {column.name for column in columns if column.need == "optional"} == OPTIONAL
    choices = {choice.code: choice.options for choice in schema().choices}
    assert choices["place"] == (("lon", "lat"), ("area_code",))
    assert choices["use"] == (("use",), tuple(PURPOSE_COLUMNS.values()))


def test_categories_are_those_of_the_model_in_its_order() -> None:
    assert schema().by_name["use"].values == tuple(Use)
    assert schema().by_name["sector"].values == SECTORS


def test_nothing_personal_can_be_named() -> None:
    names = " ".join(column.name for column in schema().columns)
    assert not any(word in names for word in ("name", "phone", "nik", "address", "mail"))


def test_codes_have_no_underscore_and_are_the_names_without() -> None:
    for column in schema().columns:
        assert column.code == column.name.removeprefix("purpose_").replace("_", "")


def test_only_identity_and_design_may_not_be_blank() -> None:
    filled = {column.name for column in schema().columns if not column.blank}
    assert filled == {"business_id", "weight", "stratum", "psu"}
    assert [column.name for column in schema().columns if column.unique] == ["business_id"]
    assert schema().by_name["lon"].kind is Kind.NUMBER


COLUMN = '[[column]]\nname = "a_b"\ncode = "ab"\ntype = "number"\nneed = "required"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COLUMN.replace("number", "colour"), "schema.toml column 1: is malformed: 'colour' is not"),
        (COLUMN.replace("need", "want"), "schema.toml column 1: is malformed: 'need'"),
        (COLUMN + COLUMN, "schema.toml: a_b appears twice"),
        (COLUMN.replace('"ab"', '"a_b"'), "schema.toml: code 'a_b' has an underscore"),
        (COLUMN.replace("required", "place"), "schema.toml: a_b: need is unknown: 'place'"),
        (COLUMN.replace("number", "category"), "schema.toml: a_b: values and type do not fit"),
        (COLUMN + "[[choice]]\n", "schema.toml choice: is malformed: 'code'"),
        (
            COLUMN + '[[choice]]\ncode = "x"\noptions = [["a_b"]]\n',
            "schema.toml: a_b stands in a choice or in a column alone",
        ),
    ],
)
def test_a_mistake_in_the_schema_is_named(tmp_path: Path, text: str, expected: str) -> None:
    (tmp_path / "schema.toml").write_text(text, encoding="utf-8")
    faults: list[Fault] = []
    assert read_schema(tmp_path, faults) is None
    assert any(str(fault).startswith(expected) for fault in faults), faults


def test_a_missing_schema_is_left_to_the_checksums(tmp_path: Path) -> None:
    faults: list[Fault] = []
    assert read_schema(tmp_path, faults) is None
    (tmp_path / "schema.toml").write_text("[[column", encoding="utf-8")
    assert read_schema(tmp_path, faults) is None
    assert faults == []
