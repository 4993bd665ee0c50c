"""Business records: one row a business, validated, placed and coded for aggregation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from geo.areas import Gazetteer
from geo.checks import PARTS, category, check_rows, internet_use, number
from geo.derive import growth_class, size_class, years_since
from geo.errors import Fault
from geo.intake import Cells, Report, as_table, read_cells
from geo.model import SECTORS, Design, Survey
from geo.placing import place
from geo.provenance import UNREADABLE, FileRecord, read_catalogue
from geo.schema import Schema, read_schema

EXAMPLE_FILE = "records/example.parquet"


@dataclass(frozen=True, eq=False, slots=True)
class Records:
    """Businesses of one file. Every array has one element a business, in the file's order.

    `places`: BPS codes, sorted, of the areas at which businesses are placed (a kelurahan where
    there are points, else any level), and `place` an index into it. `use`, `growth`, `sector`,
    `size`: indexes into `tuple(Use)`, `tuple(Growth)`, `SECTORS`, `tuple(Size)`. `years` since the
    start at the survey, -1 where unknown. `weight` > 0. `stratum` 0..H-1 (all 0 where the file
    names none); `psu` 0..P-1, each within one stratum, or `None`: each business is its own.
    The remaining arrays are float64 with NaN where unknown: workers in persons, `owner_female` 1 or
    0, `online_sales_share` in per cent. `lon` and `lat` are degrees (EPSG:4326), `None` where the
    file has no such columns. All arrays are read-only. `points` says that a single business may be
    shown at its point.
    """

    places: tuple[str, ...]
    place: NDArray[np.int32]
    use: NDArray[np.uint8]
    years: NDArray[np.int16]
    growth: NDArray[np.uint8]
    sector: NDArray[np.uint8]
    size: NDArray[np.uint8]
    weight: NDArray[np.float64]
    stratum: NDArray[np.int32]
    psu: NDArray[np.int32] | None
    workers_now: NDArray[np.float64]
    workers_base: NDArray[np.float64]
    workers_it_skilled: NDArray[np.float64]
    workers_paid: NDArray[np.float64]
    workers_female: NDArray[np.float64]
    workers_trained: NDArray[np.float64]
    owner_female: NDArray[np.float64]
    online_sales_share: NDArray[np.float64]
    design: Design
    survey_year: int
    base_year: int | None
    synthetic: bool
    lon: NDArray[np.float64] | None = None
    lat: NDArray[np.float64] | None = None
    points: bool = False

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, np.ndarray):
                view = value.view()
                view.flags.writeable = False
                object.__setattr__(self, item.name, view)

    def __len__(self) -> int:
        """Number of businesses."""
        return len(self.place)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a table of records does not say itself: its file, its survey, whether we made it up.

    `points`: whether a single business may be shown.
    """

    file: str
    survey: Survey
    synthetic: bool = False
    points: bool = False


def records_of(
    table: pa.Table | pd.DataFrame,
    origin: Origin,
    schema: Schema,
    gazetteer: Gazetteer,
    faults: list[Fault],
) -> Records | None:
    """Validate a table of businesses and derive its codes.

    `None`, and every fault with its row (the header is row 1) as a `CellFault` in `faults`, if
    there is any. Columns that the schema does not know are left out.
    """
    report = Report(origin.file, [])
    survey = origin.survey
    arrow = as_table(table) if isinstance(table, pd.DataFrame) else table
    cells = read_cells(arrow, schema, report)
    use = internet_use(cells, report)
    check_rows(cells, survey, report)
    places, at = place(cells, gazetteer, report)
    faults += report.faults
    if not cells.rows:
        faults.append(Fault(origin.file, "holds no business"))
    if report.faults or not cells.rows:
        return None
    started, now, base = (
        number(cells, name) for name in ("year_started", "workers_now", "workers_base")
    )
    stratum, psu = _design(cells)
    owner = cells.codes.get("owner_sex", np.full(cells.rows, -1, np.int32))
    return Records(
        places=places,
        place=at,
        use=use,
        years=years_since(started, survey.year),
        growth=growth_class(started, base, now, survey.base_year),
        sector=category(cells, "sector", len(SECTORS)),
        size=size_class(now),
        weight=cells.numbers.get("weight", np.ones(cells.rows)),
        stratum=stratum,
        psu=psu,
        workers_now=now,
        workers_base=base,
        **{name: number(cells, name) for name in PARTS},
        owner_female=np.where(owner < 0, np.nan, owner == 0),
        online_sales_share=number(cells, "online_sales_share"),
        design=survey.design,
        survey_year=survey.year,
        base_year=survey.base_year,
        synthetic=origin.synthetic,
        lon=cells.numbers.get("lon"),
        lat=cells.numbers.get("lat"),
        points=origin.points,
    )


def _design(cells: Cells) -> tuple[NDArray[np.int32], NDArray[np.int32] | None]:
    """Strata, and PSUs numbered across strata: the same name in two strata is two PSUs."""
    stratum = cells.codes.get("stratum", np.zeros(cells.rows, np.int32))
    psu = cells.codes.get("psu")
    if psu is None:
        return stratum, None
    pair = stratum.astype(np.int64) * (int(psu.max()) + 1) + psu
    return stratum, np.unique(pair, return_inverse=True)[1].astype(np.int32)


def example_records(
    table: Any,
    files: Iterable[FileRecord],
    schema: Schema | None,
    gazetteer: Gazetteer,
    faults: list[Fault],
) -> Records | None:
    """Records of the shipped example, whose table was read already; `None` for what is missing."""
    record = next((file for file in files if file.path == EXAMPLE_FILE), None)
    if record is None or schema is None or table is None:
        return None
    if record.survey is None:
        faults.append(Fault(EXAMPLE_FILE, "its entry in the catalogue names no survey"))
        return None
    origin = Origin(EXAMPLE_FILE, record.survey, record.synthetic, record.points)
    return records_of(table, origin, schema, gazetteer, faults)


def read_records(root: Path, gazetteer: Gazetteer, faults: list[Fault]) -> Records | None:
    """Records of the example under `root`; `None`, and what is wrong in `faults`, if it is unsound.

    Checksums are not compared: `dataset.load` does that.
    """
    try:
        table = pq.ParquetFile(root / EXAMPLE_FILE).read()
    except UNREADABLE as error:
        faults.append(Fault(EXAMPLE_FILE, f"cannot be read: {error}"))
        return None
    schema = read_schema(root, faults)
    return example_records(table, read_catalogue(root), schema, gazetteer, faults)
