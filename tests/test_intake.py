from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.checks import PURPOSE_COLUMNS
from geo.errors import CellFault
from geo.intake import as_table
from tests.businesses import FILE, complaints, read, sound, table


@pytest.mark.parametrize("missing", ["business_id", "year_started", "workers_now"])
def test_a_missing_column_is_named(missing: str) -> None:
    assert complaints(table(without=(missing,))) == [f"{FILE} row 1: {missing} is missing"]


def test_place_and_use_may_come_in_either_way_but_must_come() -> None:
    assert complaints(table(without=("area_code", "use"))) == [
        f"{FILE} row 1: lon with lat, or area_code is missing",
        f"{FILE} row 1: use, or {' with '.join(PURPOSE_COLUMNS.values())} is missing",
        *(f"{FILE} row {row}: place is missing: neither point nor area" for row in (2, 3, 4)),
    ]


def test_a_column_twice_is_named_and_others_are_left_out() -> None:
    source = table(owner_name=["x", "y", "z"], nik=[1, 2, 3])
    assert sound(source) is not None
    twice = source.append_column("use", pa.array(["none"] * 3))
    assert complaints(twice) == [f"{FILE} row 1: use appears twice"]


@pytest.mark.parametrize(
    ("column", "cells", "expected"),
    [
        ("business_id", ["a", None, "a"], ["3: business_id is empty", "4: business_id repeats an"]),
        ("business_id", [7, 7, 7], ["3: business_id repeats an earlier row: '7'", "4: business_"]),
        ("use", ["none", "some", "Promotion"], ["3: use is unknown: 'some'"]),
        ("sector", ["g", "AA", None], ["3: sector is unknown: 'AA'"]),
        ("owner_sex", ["female", "unknown", ""], ["3: owner_sex is unknown: 'unknown'"]),
        ("year_started", [1799, 2101, 2000.5], ["2: year_started is below", "3: year_s", "4: ye"]),
        (
            "year_started",
            [2018, None, 2017],
            ["2: year_started is after the survey (2017): '2018'"],
        ),
        ("year_online", [2018, None, 2017], ["2: year_online is after the survey (2017): '2018'"]),
        (
            "workers_now",
            [0, 100, 99],
            ["2: workers_now is below 1: '0'", "3: workers_now is above"],
        ),
        ("workers_now", ["2", "two", " "], ["3: workers_now is no number: 'two'"]),
        (
            "workers_now",
            [1.5, np.inf, np.nan],
            ["3: workers_now is not a f", "2: workers_now is n"],
        ),
        ("workers_base", [-1, 10_000, None], ["2: workers_base is below", "3: workers_base is ab"]),
        (
            "weight",
            [0, -1, None],
            ["2: weight is not above 0", "3: weight is not a", "4: weight is"],
        ),
        ("weight", ["", "1,5", "2"], ["3: weight is no number: '1,5'", "2: weight is empty"]),
        ("stratum", ["x", None, "y"], ["3: stratum is empty"]),
        ("psu", [1.0, 2.0, np.nan], ["4: psu is empty"]),
        (
            "online_sales_share",
            [-0.1, 100.1, 50],
            ["2: online_sales_share is below 0", "3: online"],
        ),
        ("workers_paid", [2, 4, 20], ["2: workers_paid is more than workers_now: '2'"]),
        ("uses_internet", ["ya", "NO", "perhaps"], ["4: uses_internet is neither yes nor no: 'pe"]),
        ("uses_internet", [1, 0, 2], ["4: uses_internet is neither yes nor no: '2'"]),
        (
            "area_code",
            ["3404", "9999", None],
            ["3: area_code is no area of", "4: place is missing"],
        ),
    ],
)
def test_a_bad_cell_is_named_with_its_row(
    column: str, cells: list[Any], expected: list[str]
) -> None:
    found = sorted(complaints(table(columns={column: cells})))
    assert len(found) == len(expected), found
    for fault, start in zip(found, sorted(expected), strict=True):
        assert fault.startswith(f"{FILE} row {start}"), found


@pytest.mark.parametrize(
    ("column", "cells", "held"),
    [
        ("workers_now", [dt.date(2017, 1, 1)] * 3, "date32[day], not number"),
        ("use", [True, False, True], "bool, not category"),
        ("uses_internet", [dt.date(2017, 1, 1)] * 3, "date32[day], not flag"),
        ("business_id", [0.5, 1.5, 2.5], "double, not id"),
    ],
)
def test_a_column_of_another_type_is_one_fault(column: str, cells: list[Any], held: str) -> None:
    assert f"{FILE} row 1: {column} holds {held}" in complaints(table(columns={column: cells}))


def test_all_faults_of_all_columns_are_named_at_once() -> None:
    found = complaints(
        table(
            business_id=["a", "a", "b"],
            area_code=["34", "x", "3273"],
            use=["none", "none", "always"],
            year_started=[3000, 2000, 1000],
            workers_now=["1", "1", "many"],
            weight=[1, 0, 1],
        )
    )
    assert {fault.split(" is ")[0].split(" repeats ")[0] for fault in found} == {
        f"{FILE} row 3: business_id",
        f"{FILE} row 3: area_code",
        f"{FILE} row 4: use",
        f"{FILE} row 2: year_started",
        f"{FILE} row 4: year_started",
        f"{FILE} row 4: workers_now",
        f"{FILE} row 3: weight",
    }


def test_a_fault_can_be_worded_in_any_language() -> None:
    _, faults = read(table(workers_now=[1, 200, 3]))
    (fault,) = faults
    assert isinstance(fault, CellFault)
    assert (fault.code, fault.column, fault.row, fault.cell) == ("high", "workers_now", 3, "200")


@given(st.sets(st.integers(0, 199), max_size=40), st.sets(st.integers(0, 199), max_size=40))
def test_every_bad_row_of_many_is_named_and_no_other(workers: set[int], uses: set[int]) -> None:
    source = pa.table(
        {
            "business_id": range(200),
            "area_code": ["34"] * 200,
            "use": ["never" if row in uses else "none" for row in range(200)],
            "year_started": [2000] * 200,
            "workers_now": [0 if row in workers else 1 for row in range(200)],
        }
    )
    _, faults = read(source)
    named = {(fault.column, fault.row) for fault in faults if isinstance(fault, CellFault)}
    assert named == {("workers_now", row + 2) for row in workers} | {
        ("use", row + 2) for row in uses
    }
    assert len(faults) == len(named)


def test_pandas_text_categories_and_blanks_read_the_same() -> None:
    plain = table(sector=["G", "I", None], workers_base=[1, None, 19])
    frame = plain.to_pandas()
    frame["sector"] = frame["sector"].astype("category")
    texts = frame.astype(object).where(frame.notna(), "").map(str)
    for other in (frame, texts, frame.convert_dtypes(), pa.Table.from_pandas(frame)):
        found, expected = sound(other), sound(plain)
        for name in ("place", "use", "years", "growth", "sector", "size", "workers_base"):
            np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


def test_a_column_of_mixed_types_becomes_text() -> None:
    frame = pd.DataFrame({"a": [1, "x", None], "b": [Decimal("1.5"), None, Decimal(2)]})
    found = as_table(frame)
    assert found.column("a").to_pylist() == ["1", "x", None]
    assert found.column("b").to_pylist() == [Decimal("1.5"), None, Decimal("2.0")]


def test_nothing_is_no_file_of_businesses() -> None:
    assert complaints(table().slice(0, 0)) == [f"{FILE}: holds no business"]
