"""Tables as others take them along: flat rows, CSV, GeoJSON, with what they rest on."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from geo.aggregate import AreaTable
from geo.change import since_of
from geo.dataset import Dataset
from geo.formulas import Reading
from geo.indicators import Metric, Unit
from geo.model import Lang
from geo.recorded import residents_in
from geo.shapes import geometry
from geo.taken import Taken
from geo.views import SIDES
from geo.wording import Words, words

Row = dict[str, str | float | None]
"""One area: `COLUMNS` with text, a number, or None where there is nothing."""

COLUMNS = (
    "side", "area_code", "area_name", "parent_code", "level", "metric", "period", "value", "unit",
    "n", "ci_low", "ci_high", "rse", "flag", "evidence", "source_id",
)  # fmt: skip
"""Columns of a table of areas, in order."""

NUMBERS = ("value", "n", "ci_low", "ci_high", "rse")
"""Columns that hold numbers; all others hold text, codes too."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def area_rows(taken: Taken) -> list[Row]:
    """Rows of the AreaTables of a view, side by side; None where there is nothing."""
    return [
        row
        for side, table in zip(SIDES, taken.tables, strict=False)
        for row in _table_rows(side, table, taken.data, taken.say)
    ]


def _table_rows(side: str, table: AreaTable, data: Dataset, say: Words) -> list[Row]:
    rows: list[Row] = []
    for place, code in enumerate(table.codes):
        reading = table.readings[place]
        rows.append(
            {
                "side": side,
                "area_code": code,
                "area_name": say.area(data.gazetteer, code, parent=False),
                "parent_code": data.gazetteer.area(code).parent,
                "level": str(table.level),
                "metric": table.metric.code,
                "period": period_of(table.metric, table.span, reading),
                "value": _number(table.value[place]),
                "unit": str(table.metric.unit),
                "n": _number(table.n[place]),
                "ci_low": _number(table.ci_low[place]),
                "ci_high": _number(table.ci_high[place]),
                "rse": _number(table.rse[place]),
                "flag": str(table.flags[place]),
                "evidence": str(table.metric.evidence_in(data)),
                "source_id": ";".join(reading.sources) if reading is not None else "",
            }
        )
    return rows


def period_of(metric: Metric, span: str, reading: Reading | None) -> str:
    """Code of the period of a value; a denominator of another one follows it: `2017/2024S1`."""
    reference = residents_in(metric)
    if reference is None and metric.unit is Unit.PERTHOUSAND and since_of(metric) is None:
        reference = None if reading is None else reading.reference
    return span if reference in (None, "", span) else f"{span}/{reference}"


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def described(data: Dataset, metric: Metric, lang: Lang) -> dict[str, Any]:
    """One metric of the registry, with its words in `lang`."""
    say = words(lang)
    return {
        "code": metric.code,
        "label": say.label(metric),
        "definition": say.definition(metric),
        "caveat": say.text(f"metric.{metric.code}.caveat"),
        "topic": str(metric.topic),
        "unit": str(metric.unit),
        "kind": str(metric.kind),
        "levels": [str(level) for level in metric.levels],
        "comparable": str(metric.comparable),
        "ranked": metric.ranked,
        "evidence": str(metric.evidence_in(data)),
        "periods": list(metric.periods(data)),
    }


def metadata(taken: Taken) -> dict[str, Any]:
    """What rows rest on: the metric, filters, the version of the data, citations, attribution."""
    about, metric = taken.about, taken.tables[0].metric
    return {
        **({"notice": about.notice} if about.notice else {}),
        "title": about.title,
        "sentence": about.sentence,
        "metric": described(taken.data, metric, taken.query.lang),
        **({"filters": about.filters, "base": about.base} if about.filters else {}),
        "data": taken.data.version,
        "link": about.link,
        "taken": taken.stamp.day.isoformat(),
        "citation": about.citation,
        "caveats": list(about.caveats),
        "sources": [asdict(source) for source in about.sources],
        "attribution": about.attribution,
    }


def neutral(text: str) -> str:
    """`text` that no spreadsheet takes for a formula, by an apostrophe in front of its first sign.

    After the OWASP guide to CSV injection. Numbers are no text and keep their sign.
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def to_csv(rows: Sequence[Row], columns: Sequence[str] = COLUMNS) -> str:
    """Rows as CSV (RFC 4180) with a heading; an empty field where there is nothing.

    Without a byte order mark: R and csvkit would take it for a part of the first name, and who
    works in Excel is better served by the workbook.
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(
        {name: neutral(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
        for row in rows
    )
    return buffer.getvalue()


def to_geojson(taken: Taken) -> dict[str, Any]:
    """Rows as GeoJSON (RFC 7946, so EPSG:4326), generalised, metadata as foreign members."""
    features = [
        {
            "type": "Feature",
            "id": row["area_code"],
            "properties": row,
            "geometry": geometry(taken.data.gazetteer, str(row["area_code"])),
        }
        for row in area_rows(taken)
    ]
    return {"type": "FeatureCollection", **metadata(taken), "features": features}
