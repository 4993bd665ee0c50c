"""Small tables of businesses for tests, valid until a test spoils them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pyarrow as pa

from geo.errors import Fault
from geo.model import Design, Survey
from geo.records import Origin, Records, records_of
from geo.schema import Schema, read_schema
from tests.data import ROOT, dataset

SURVEY = Survey(Design.SAMPLE, 2017, 2014)
FILE = "mine.csv"
VALID: Mapping[str, tuple[Any, ...]] = {
    "business_id": ("a", "b", "c"),
    "area_code": ("3404", "3273010", "3404070001"),
    "use": ("none", "integrated", "promotion"),
    "year_started": (2000, 2016, 2010),
    "workers_now": (1, 4, 20),
}


@cache
def schema() -> Schema:
    """The schema of this checkout."""
    found = read_schema(ROOT / "data", [])
    assert found is not None
    return found


def table(
    without: tuple[str, ...] = (), columns: Mapping[str, Any] | None = None, **more: Any
) -> pa.Table:
    """The valid table with some columns replaced, added or left out."""
    changed = {**VALID, **(columns or {}), **more}
    cells = {name: list(values) for name, values in changed.items()}
    return pa.table({name: values for name, values in cells.items() if name not in without})


def read(source: Any, survey: Survey = SURVEY) -> tuple[Records | None, list[Fault]]:
    """Records of a table with the areas of this checkout, and the faults."""
    faults: list[Fault] = []
    origin = Origin(FILE, survey)
    return records_of(source, origin, schema(), dataset().gazetteer, faults), faults


def sound(source: Any, survey: Survey = SURVEY) -> Records:
    """Records of a table that must have no fault."""
    records, faults = read(source, survey)
    assert faults == []
    assert records is not None
    return records


def complaints(source: Any, survey: Survey = SURVEY) -> list[str]:
    """Faults of a table that must have some."""
    records, faults = read(source, survey)
    assert records is None
    return [str(fault) for fault in faults]
