"""Cells of a table of records, each checked against the schema; all faults, each with its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.errors import CellFault, Fault
from geo.schema import REQUIRED, Column, Kind, Schema

FIRST_ROW = 2
"""Row of the first business, as a spreadsheet counts: the header is row 1."""
YES = frozenset({"true", "1", "1.0", "yes", "y", "ya"})
NO = frozenset({"false", "0", "0.0", "no", "n", "tidak", "t"})

Numbers = NDArray[np.float64]
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Cells:
    """Checked cells by column, only for the columns that the file has; one element a row.

    `numbers` holds numbers and flags (1, 0), NaN where blank; `codes` an index into the schema's
    `values` for a category, into `texts` for an area, any number of its own for an id, and -1 where
    blank. A cell at fault counts as blank.
    """

    rows: int
    numbers: Mapping[str, Numbers]
    codes: Mapping[str, Codes]
    texts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """Where the faults of one file go."""

    file: str
    faults: list[Fault]

    def column(self, name: str, code: str, what: str) -> None:
        """A fault of a whole column."""
        self.faults.append(CellFault(f"{self.file} row 1", f"{name} {what}", code, name))

    def rows_of(self, *names: str) -> set[int]:
        """Positions of the cells of these columns that are at fault so far."""
        return {
            fault.row - FIRST_ROW
            for fault in self.faults
            if isinstance(fault, CellFault) and fault.row and fault.column in names
        }

    def cells(self, name: str, code: str, what: str, shown: Mapping[int, str]) -> None:
        """A fault of single cells; `shown` gives what stands in them, by position."""
        for position, cell in shown.items():
            row = position + FIRST_ROW
            where = f"{self.file} row {row}"
            seen = f": {cell!r}" if cell else ""
            self.faults.append(CellFault(where, f"{name} {what}{seen}", code, name, row, cell))


def as_table(frame: pd.DataFrame) -> pa.Table:
    """An Arrow table of a pandas frame without its index; columns of mixed types become text."""
    arrays = []
    for position in range(frame.shape[1]):
        series = frame.iloc[:, position]
        try:
            arrays.append(pa.array(series, from_pandas=True))
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            texts = [None if pd.isna(cell) else str(cell) for cell in series]
            arrays.append(pa.array(texts, pa.string()))
    return pa.Table.from_arrays(arrays, names=[str(name) for name in frame.columns])


def read_cells(table: pa.Table, schema: Schema, report: Report) -> Cells:
    """Read every column of `schema` that `table` has; whatever is wrong goes into `report`."""
    _check_header(table.column_names, schema, report)
    numbers: dict[str, Numbers] = {}
    codes: dict[str, Codes] = {}
    texts: dict[str, tuple[str, ...]] = {}
    for column in schema.columns:
        if table.column_names.count(column.name) != 1:
            continue
        cells = _dense(table.column(column.name))
        if column.kind in {Kind.NUMBER, Kind.FLAG}:
            numbers[column.name] = _numbers(cells, column, report)
            blank = np.isnan(numbers[column.name])
        else:
            codes[column.name], texts[column.name] = _codes(cells, column, report)
            blank = codes[column.name] < 0
        if not column.blank:
            bad = np.flatnonzero(blank & ~_filled(cells))
            report.cells(column.name, "blank", "is empty", {int(i): "" for i in bad})
    return Cells(
        table.num_rows, MappingProxyType(numbers), MappingProxyType(codes), MappingProxyType(texts)
    )


def _check_header(names: list[str], schema: Schema, report: Report) -> None:
    for column in schema.columns:
        if names.count(column.name) > 1:
            report.column(column.name, "twice", "appears twice")
        elif column.need == REQUIRED and column.name not in names:
            report.column(column.name, "missing", "is missing")
    for choice in schema.choices:
        if not any(set(option) <= set(names) for option in choice.options):
            wanted = ", or ".join(" with ".join(option) for option in choice.options)
            report.column(wanted, f"{choice.code}missing", "is missing")


def _dense(column: Any) -> Any:
    """One Arrow array without dictionary or chunks; text is trimmed, and empty text is null."""
    array = column.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not _is_text(array):
        return array
    trimmed = pc.utf8_trim_whitespace(array.cast(pa.string()))
    return pc.if_else(pc.equal(pc.utf8_length(trimmed), 0), None, trimmed)


def _is_text(array: Any) -> bool:
    kind = array.type
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def _filled(array: Any) -> NDArray[np.bool_]:
    """Whether something stands in a cell, be it wrong; NaN is nothing."""
    valid: NDArray[np.bool_] = array.is_valid().to_numpy(zero_copy_only=False)
    if pa.types.is_floating(array.type):
        valid = valid & ~np.isnan(array.to_numpy(zero_copy_only=False))
    return valid


def _numbers(array: Any, column: Column, report: Report) -> Numbers:
    values = _parsed(array, column, report)
    checks = (
        ("notfinite", "is not a finite number", np.isinf(values)),
        ("fraction", "is no whole number", column.whole & (np.trunc(values) != values)),
        ("low", f"is below {column.low:g}", values < column.low),
        ("high", f"is above {column.high:g}", values > column.high),
        ("above", f"is not above {column.above:g}", values <= column.above),
    )
    bad = np.isnan(values)
    for code, what, at in checks:
        hit = np.flatnonzero(at & ~bad)
        report.cells(column.name, code, what, {int(i): f"{values[i]:.12g}" for i in hit})
        bad[hit] = True
    return np.where(bad, np.nan, values)


def _parsed(array: Any, column: Column, report: Report) -> Numbers:
    """Numbers of a number or flag column as they stand, NaN where there are none."""
    kind = array.type
    flag = column.kind is Kind.FLAG
    if pa.types.is_null(kind):
        return np.full(len(array), np.nan)
    if pa.types.is_boolean(kind) and flag:
        return np.asarray(array.cast(pa.int8()).to_numpy(zero_copy_only=False), np.float64)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        values = array.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)
        wrong = flag & ~np.isin(values, (0.0, 1.0)) & ~np.isnan(values)
        bad = {int(i): f"{values[i]:.12g}" for i in np.flatnonzero(wrong)}
        report.cells(column.name, "notflag", "is neither yes nor no", bad)
        return np.where(wrong, np.nan, values)
    if not _is_text(array):
        report.column(column.name, "type", f"holds {kind}, not {column.kind}")
        return np.full(len(array), np.nan)
    positions, distinct = _encoded(array)
    lookup = np.array([*(_flag(t) if flag else _number(t) for t in distinct), np.nan])
    code, what = ("notflag", "is neither yes nor no") if flag else ("notnumber", "is no number")
    bad = {
        int(i): distinct[positions[i]]
        for i in np.flatnonzero(np.isnan(lookup[positions]) & (positions >= 0))
    }
    report.cells(column.name, code, what, bad)
    return np.asarray(lookup[positions])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def _flag(text: str) -> float:
    plain = text.casefold()
    return 1.0 if plain in YES else 0.0 if plain in NO else np.nan


def _encoded(array: Any) -> tuple[Codes, list[str]]:
    """Position of each cell in the list of distinct texts, -1 for null."""
    encoded = array.dictionary_encode()
    positions = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return positions, encoded.dictionary.to_pylist()


def _codes(array: Any, column: Column, report: Report) -> tuple[Codes, tuple[str, ...]]:
    held = array.type
    if pa.types.is_floating(held):
        array = _whole(array)
    if not (_is_text(array) or pa.types.is_integer(array.type)):
        if not pa.types.is_null(held):
            report.column(column.name, "type", f"holds {held}, not {column.kind}")
        return np.full(len(array), -1, np.int32), column.values
    if column.kind is Kind.CATEGORY:
        return _category(array.cast(pa.string()), column, report), column.values
    positions, distinct = _encoded(array)
    if column.unique:
        _report_twins(positions, distinct, column, report)
    # The texts of ids are not kept: they may be what nobody should see.
    return positions, tuple(map(str, distinct)) if column.kind is Kind.AREA else ()


def _whole(array: Any) -> Any:
    """Floats as whole numbers with nulls for NaN, as pandas holds codes; unchanged if they aren't.

    A category or code that is a number with a fraction is none.
    """
    values = array.to_numpy(zero_copy_only=False)
    known = values[~np.isnan(values)]
    if not (np.isfinite(known).all() and (known % 1 == 0).all()):
        return array
    return pc.if_else(pc.is_nan(array), None, array).cast(pa.int64())


def _category(array: Any, column: Column, report: Report) -> Codes:
    positions, distinct = _encoded(array)
    known = {value.casefold(): index for index, value in enumerate(column.values)}
    lookup = np.array([*(known.get(text.casefold(), -1) for text in distinct), -1], np.int32)
    bad = np.flatnonzero((lookup[positions] < 0) & (positions >= 0))
    shown = {int(i): distinct[positions[i]] for i in bad}
    report.cells(column.name, "unknownvalue", "is unknown", shown)
    return lookup[positions]


def _report_twins(positions: Codes, distinct: list[str], column: Column, report: Report) -> None:
    """Cells that repeat an earlier one."""
    if len(distinct) == np.count_nonzero(positions >= 0):
        return
    _, first = np.unique(positions, return_index=True)
    repeats = np.ones(len(positions), np.bool_)
    repeats[first] = False
    shown = {
        int(i): str(distinct[positions[i]]) for i in np.flatnonzero(repeats & (positions >= 0))
    }
    report.cells(column.name, "repeated", "repeats an earlier row", shown)
