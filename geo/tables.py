"""Reading our own tables so that every fault is found, each with its file and row."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import Fault


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV table; `number` counts as a spreadsheet does (the header is row 1)."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: list[Fault]
    """Shared by all rows of one reading: faults are collected, not raised."""

    def fault(self, what: str) -> None:
        """Note a fault of this row."""
        self.faults.append(Fault(f"{self.file} row {self.number}", what))

    def text(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.cells[column]:
            self.fault(f"{column} is empty")
        return self.cells[column]

    def number_of(self, column: str) -> float:
        """The cell as a finite number; 0.0, and a fault, if it is none."""
        try:
            value = float(self.cells[column])
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.fault(f"{column} is not a finite number: {self.cells[column]!r}")
            return 0.0
        return value

    def year_of(self, column: str) -> int:
        """The cell as a year of four digits; 0, and a fault, if it is none."""
        cell = self.cells[column]
        if not (len(cell) == 4 and cell.isascii() and cell.isdigit()):
            self.fault(f"{column} is not a year: {cell!r}")
            return 0
        return int(cell)

    def one_of(self, column: str, known: Mapping[str, object] | frozenset[str]) -> str:
        """The cell, which must be among `known`."""
        cell = self.cells[column]
        if cell not in known:
            self.fault(f"{column} is unknown: {cell!r}")
        return cell


def read_rows(root: Path, file: str, columns: Sequence[str], faults: list[Fault]) -> list[Row]:
    """Rows of the CSV `root / file` whose columns must be exactly `columns`, in any order.

    Missing and unexpected columns are faults of the header, and then no row is returned; a row of
    the wrong length is a fault of that row and is left out. An unreadable file gives no row: that
    it is missing is reported by `provenance.verify`.
    """
    try:
        text = (root / file).read_text(encoding="utf-8-sig")
    except OSError:
        return []
    except UnicodeDecodeError as error:
        faults.append(Fault(file, f"is not UTF-8 text (byte {error.start})"))
        return []
    lines = csv.reader(io.StringIO(text))
    header = next(lines, [])
    problems = [
        *(f"column {name} is missing" for name in columns if name not in header),
        *(f"column {name!r} is not expected" for name in header if name not in columns),
        *(f"column {name} appears twice" for name in set(header) if header.count(name) > 1),
    ]
    faults += [Fault(f"{file} row 1", problem) for problem in problems]
    if problems:
        return []
    rows: list[Row] = []
    for number, cells in enumerate(lines, start=2):
        if len(cells) == len(header):
            rows.append(Row(file, number, dict(zip(header, cells, strict=True)), faults))
        else:
            what = f"has {len(cells)} cells, the header {len(header)}"
            faults.append(Fault(f"{file} row {number}", what))
    return rows
