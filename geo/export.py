"""Tables as others take them along: flat rows, CSV, GeoJSON, with what they rest on."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from geo.aggregate import AreaTable, area_tables
from geo.change import metric_of, since_of
from geo.dataset import Dataset
from geo.indicators import REGISTRY, Metric
from geo.model import Evidence, Lang
from geo.query import Query
from geo.wording import words

Row = dict[str, str | float | None]
"""One area: `COLUMNS` with text, a number, or None where there is nothing."""

COLUMNS = (
    "side", "area_code", "area_name", "parent_code", "level", "metric", "period", "value", "unit",
    "n", "ci_low", "ci_high", "rse", "flag", "evidence", "source_id",
)  # fmt: skip
"""Columns of a table of areas, in order."""


def area_rows(query: Query, data: Dataset, sides: Sequence[tuple[str, str]]) -> list[Row]:
    """Rows of the AreaTables of `sides`, pairs of (side, BPS code); None where there is nothing."""
    tables = area_tables(query, data, *(area for _, area in sides))
    return [
        row
        for (side, _), table in zip(sides, tables, strict=True)
        for row in _table_rows(side, table, data, query.lang)
    ]


def _table_rows(side: str, table: AreaTable, data: Dataset, lang: Lang) -> list[Row]:
    say = words(lang)
    since = since_of(table.metric)
    period = table.period if since is None else f"{since.start}-{table.period}"
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
                "period": period,
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


def metadata(query: Query, data: Dataset, rows: Sequence[Row]) -> dict[str, Any]:
    """What rows rest on: the metric, the version of the data, citations, attribution."""
    say = words(query.lang)
    ids = dict.fromkeys(
        source for row in rows for source in str(row["source_id"]).split(";") if source
    )
    sources = data.figures.sources
    made_up = REGISTRY[query.metric].evidence_in(data) is Evidence.EXAMPLE
    return {
        **({"notice": say.text("record.example")} if made_up else {}),
        "metric": described(data, metric_of(query), query.lang),
        "data": data.version,
        "sources": [
            {"id": code, "citation": say.citation(sources[code]), "url": sources[code].url}
            for code in ids
        ],
        "attribution": say.text("ui.attribution"),
    }


def to_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV with a heading; an empty field where there is nothing."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def to_geojson(query: Query, data: Dataset, rows: Sequence[Row]) -> dict[str, Any]:
    """Rows as GeoJSON (EPSG:4326, generalised boundaries), metadata as foreign members."""
    features = [
        {
            "type": "Feature",
            "id": row["area_code"],
            "properties": row,
            "geometry": _shape(data, str(row["area_code"])),
        }
        for row in rows
    ]
    return {"type": "FeatureCollection", **metadata(query, data, rows), "features": features}


@lru_cache(maxsize=16)
def _shapes(path: Path) -> dict[str, object]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    return {item["properties"]["c"]: item["geometry"] for item in collection["features"]}


def _shape(data: Dataset, code: str) -> object:
    area = data.gazetteer.area(code)
    return _shapes(data.gazetteer.drawn_path(area.region, area.level))[code]
