"""The record schema of `data/schema.toml`: the columns of a file of businesses, and their cells."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.errors import Fault

SCHEMA_FILE = "schema.toml"
REQUIRED = "required"
OPTIONAL = "optional"


class Kind(StrEnum):
    """Type of a column's cells, as `schema.toml` explains them."""

    ID = "id"
    AREA = "area"
    CATEGORY = "category"
    FLAG = "flag"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, its code in the catalogues, and what its cells may hold.

    `need` is `required`, `optional`, or the code of a `Choice`. Numbers lie in [`low`, `high`] and
    above `above`; `whole` ones have no fraction.
    """

    name: str
    code: str
    kind: Kind
    need: str
    blank: bool
    unique: bool
    whole: bool
    values: tuple[str, ...]
    low: float
    high: float
    above: float


@dataclass(frozen=True, slots=True)
class Choice:
    """Columns of which one of the `options` must be there whole."""

    code: str
    options: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Schema:
    """All columns, in the order of `schema.toml`, and all choices; read-only."""

    columns: tuple[Column, ...]
    choices: tuple[Choice, ...]
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = MappingProxyType({column.name: column for column in self.columns})
        object.__setattr__(self, "by_name", by_name)


def read_schema(root: Path, faults: list[Fault]) -> Schema | None:
    """The schema of `root/schema.toml`; `None`, and a fault for each mistake, if it is unsound.

    A file that is missing or no TOML gives `None` without a fault: `provenance.verify` reports it.
    """
    try:
        document = tomllib.loads((root / SCHEMA_FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None
    found: list[Fault] = []
    columns: list[Column] = []
    for number, entry in enumerate(document.get("column", []), start=1):
        try:
            columns.append(_column(entry))
        except (KeyError, TypeError, ValueError) as error:
            found.append(Fault(f"{SCHEMA_FILE} column {number}", f"is malformed: {error}"))
    try:
        choices = tuple(
            Choice(entry["code"], tuple(tuple(option) for option in entry["options"]))
            for entry in document.get("choice", [])
        )
    except (KeyError, TypeError) as error:
        choices = ()
        found.append(Fault(f"{SCHEMA_FILE} choice", f"is malformed: {error}"))
    schema = Schema(tuple(columns), choices)
    if not found:
        found += [Fault(SCHEMA_FILE, what) for what in _contradictions(schema)]
    faults += found
    return None if found else schema


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(
        name=entry["name"],
        code=entry["code"],
        kind=Kind(entry["type"]),
        need=entry["need"],
        blank=bool(entry.get("blank", True)),
        unique=bool(entry.get("unique", False)),
        whole=bool(entry.get("whole", False)),
        values=tuple(entry.get("values", ())),
        low=float(entry.get("low", -math.inf)),
        high=float(entry.get("high", math.inf)),
        above=float(entry.get("above", -math.inf)),
    )


def _contradictions(schema: Schema) -> list[str]:
    """What does not fit together, of entries that are well-formed one by one."""
    needs = {REQUIRED, OPTIONAL, *(choice.code for choice in schema.choices)}
    names = [column.name for column in schema.columns]
    codes = [column.code for column in schema.columns]
    offered = {name for choice in schema.choices for option in choice.options for name in option}
    chosen = {column.name for column in schema.columns if column.need not in {REQUIRED, OPTIONAL}}
    return [
        *(f"{name} appears twice" for name in sorted(set(names)) if names.count(name) > 1),
        *(f"code {code} appears twice" for code in sorted(set(codes)) if codes.count(code) > 1),
        *(f"code {code!r} has an underscore" for code in codes if "_" in code),
        *(f"{c.name}: need is unknown: {c.need!r}" for c in schema.columns if c.need not in needs),
        *(f"{name} stands in a choice or in a column alone" for name in sorted(offered ^ chosen)),
        *(
            f"{column.name}: values and type do not fit"
            for column in schema.columns
            if bool(column.values) != (column.kind is Kind.CATEGORY)
        ),
    ]
