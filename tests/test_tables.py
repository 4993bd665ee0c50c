from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Fault
from geo.tables import Row, read_rows


def _read(tmp_path: Path, raw: bytes) -> tuple[list[Row], list[str]]:
    (tmp_path / "t.csv").write_bytes(raw)
    faults: list[Fault] = []
    rows = read_rows(tmp_path, "t.csv", ("a", "b"), faults)
    return rows, [str(fault) for fault in faults]


def test_rows_count_as_in_a_spreadsheet(tmp_path: Path) -> None:
    rows, faults = _read(tmp_path, b'\xef\xbb\xbfb,a\r\n"two\r\nlines",1\r\n3,4\r\n')
    assert [(row.number, row.cells["a"], row.cells["b"]) for row in rows] == [
        (2, "1", "two\nlines"),
        (3, "4", "3"),
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"a\n1\n", ["t.csv row 1: column b is missing"]),
        (b"a,b,c\n1,2,3\n", ["t.csv row 1: column 'c' is not expected"]),
        (b"a,b,b\n1,2,3\n", ["t.csv row 1: column b appears twice"]),
        (b"", ["t.csv row 1: column a is missing", "t.csv row 1: column b is missing"]),
        (b"a,b\n1,2\n1\n", ["t.csv row 3: has 1 cells, the header 2"]),
        (b"a,b\n\xff,1\n", ["t.csv: is not UTF-8 text (byte 4)"]),
    ],
)
def test_a_malformed_table_is_named(tmp_path: Path, raw: bytes, expected: list[str]) -> None:
    assert _read(tmp_path, raw)[1] == expected


def test_a_missing_table_has_no_rows(tmp_path: Path) -> None:
    assert read_rows(tmp_path, "none.csv", ("a",), []) == []


def test_all_faults_of_all_rows_are_kept(tmp_path: Path) -> None:
    rows, _ = _read(tmp_path, b"a,b\n1,2016\nx,99\n2,20166\n3,2017\n")
    parsed = [(row.number_of("a"), row.year_of("b")) for row in rows]
    assert parsed == [(1.0, 2016), (0.0, 0), (2.0, 0), (3.0, 2017)]
    assert [str(fault) for fault in rows[0].faults] == [
        "t.csv row 3: a is not a finite number: 'x'",
        "t.csv row 3: b is not a year: '99'",
        "t.csv row 4: b is not a year: '20166'",
    ]


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_numbers_are_read_exactly_or_refused(value: float) -> None:
    faults: list[Fault] = []
    found = Row("t.csv", 2, {"a": repr(value)}, faults).number_of("a")
    finite = value - value == 0
    assert (found == value) if finite else (found == 0.0 and len(faults) == 1)
