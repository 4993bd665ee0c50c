"""The HTTP interface: health, metrics, areas; and how the server is put together.

The same Query grammar as the page links, on the project's own data only. Endpoints are plain
functions, so that the server runs them in its thread pool.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import js_lib_leaflet
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo.aggregate import AreaTable, area_tables
from geo.dataset import Dataset
from geo.indicators import REGISTRY, Metric
from geo.model import Lang, Level, Page
from geo.query import NAMES, Query, parse
from geo.serving import (
    IMMUTABLE,
    REVALIDATE,
    FileServer,
    SecurityHeaders,
    ServedFile,
    content_version,
    folder,
)
from geo.shell import page_endpoint, page_path
from geo.views import SIDES, dropped_text, geometry_url
from geo.wording import words

COLUMNS = (
    "side", "area_code", "area_name", "parent_code", "level", "metric", "period", "value", "unit",
    "n", "ci_low", "ci_high", "rse", "flag", "evidence", "source_id",
)  # fmt: skip
"""Columns of an `areas` answer, in order."""

_CACHE = {"cache-control": REVALIDATE}


@dataclass(frozen=True, slots=True)
class Frontend:
    """Folders of browser files: `client` ours, `static` Streamlit's, `map_frame` st_folium's."""

    client: Path
    static: Path
    map_frame: Path

    @property
    def client_url(self) -> str:
        """URL of the client's folder; it changes with the content of any of its files."""
        return f"/assets/{content_version(self.client.glob('*'))}/client"


def files(data: Dataset, frontend: Frontend) -> dict[str, ServedFile]:
    """Every file that the server hands out, by its URL."""
    leaflet = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
    geometry = geometry_url(data)
    drawn = {
        f"{geometry}/{region.code}/{level}.json": ServedFile(
            data.gazetteer.drawn_path(region.code, level), IMMUTABLE
        )
        for region in data.gazetteer.regions
        for level in Level
        if level.depth >= region.level.depth
    }
    context = ServedFile(data.root / "boundaries" / "context.json", IMMUTABLE)
    return {
        **folder("/static/", frontend.static / "static", IMMUTABLE),
        **folder("/component/streamlit_folium.st_folium/", frontend.map_frame, REVALIDATE),
        **folder("/assets/leaflet/", leaflet, REVALIDATE),
        **folder(f"{frontend.client_url}/", frontend.client, IMMUTABLE),
        **drawn,
        f"{geometry}/context.json": context,
    }


def middleware(data: Dataset, frontend: Frontend) -> list[Middleware]:
    """Security headers around everything, then the table of files."""
    return [Middleware(SecurityHeaders), Middleware(FileServer, files=files(data, frontend))]


def routes(data: Dataset, frontend: Frontend) -> list[BaseRoute]:
    """The pages' shells and the interface under `/api`."""
    index = (frontend.static / "index.html").read_text(encoding="utf-8")
    shells = [
        Route(page_path(page), page_endpoint(index, frontend.client_url, page)) for page in Page
    ]
    return [
        *shells,
        Route("/api/health", health(data)),
        Route("/api/v1/metrics", _bound(metrics, data)),
        Route("/api/v1/areas.csv", _bound(areas_csv, data)),
        Route("/api/v1/areas.json", _bound(areas_json, data)),
        Route("/api/v1/areas.geojson", _bound(areas_geojson, data)),
    ]


def _bound(
    answer: Callable[[Dataset, QueryParams], Response], data: Dataset
) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        return answer(data, request.query_params)

    return endpoint


def health(data: Dataset) -> Callable[[Request], Response]:
    """Endpoint that answers `{"status": "ok"}` with the version of the data served."""

    def endpoint(_: Request) -> Response:
        body = {"status": "ok", "data": data.version}
        return JSONResponse(body, headers={"cache-control": "no-store"})

    return endpoint


def metrics(data: Dataset, params: QueryParams) -> Response:
    """The registry, with labels in `lang`."""
    query, refusal = _checked(data, params, allowed=("lang",))
    if refusal is not None:
        return refusal
    say = words(query.lang)
    listed = [_described(data, metric, query.lang) for metric in REGISTRY.values()]
    return JSONResponse(
        {"attribution": say.text("ui.attribution"), "metrics": listed}, headers=_CACHE
    )


def areas_csv(data: Dataset, params: QueryParams) -> Response:
    """The AreaTable as CSV (UTF-8, one heading row)."""
    query, refusal = _checked(data, params)
    if refusal is not None:
        return refusal
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in area_rows(query, data, _sides(query, params)):
        writer.writerow("" if row[column] is None else row[column] for column in COLUMNS)
    name = f"peta-umkm-{query.metric}-{query.a}.csv"
    headers = {**_CACHE, "content-disposition": f'attachment; filename="{name}"'}
    return Response(buffer.getvalue(), media_type="text/csv", headers=headers)


def areas_json(data: Dataset, params: QueryParams) -> Response:
    """The AreaTable as JSON: metadata, then rows."""
    query, refusal = _checked(data, params)
    if refusal is not None:
        return refusal
    rows = area_rows(query, data, _sides(query, params))
    return JSONResponse({**_metadata(query, data, rows), "rows": rows}, headers=_CACHE)


def areas_geojson(data: Dataset, params: QueryParams) -> Response:
    """The AreaTable as GeoJSON (EPSG:4326, generalised boundaries), metadata as foreign members."""
    query, refusal = _checked(data, params)
    if refusal is not None:
        return refusal
    rows = area_rows(query, data, _sides(query, params))
    features = [
        {
            "type": "Feature",
            "id": row["area_code"],
            "properties": row,
            "geometry": _shape(data, str(row["area_code"])),
        }
        for row in rows
    ]
    body = {"type": "FeatureCollection", **_metadata(query, data, rows), "features": features}
    return Response(json.dumps(body), media_type="application/geo+json", headers=_CACHE)


def area_rows(
    query: Query, data: Dataset, sides: Sequence[tuple[str, str]]
) -> list[dict[str, str | float | None]]:
    """Rows of the AreaTables of `sides`, pairs of (side, BPS code); None where there is nothing."""
    tables = area_tables(query, data, *(area for _, area in sides))
    return [
        row
        for (side, _), table in zip(sides, tables, strict=True)
        for row in _table_rows(side, table, data, query.lang)
    ]


def _table_rows(
    side: str, table: AreaTable, data: Dataset, lang: Lang
) -> list[dict[str, str | float | None]]:
    say = words(lang)
    rows: list[dict[str, str | float | None]] = []
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
                "period": table.period,
                "value": _number(table.value[place]),
                "unit": str(table.metric.unit),
                "n": _number(table.n[place]),
                "ci_low": _number(table.ci_low[place]),
                "ci_high": _number(table.ci_high[place]),
                "rse": _number(table.rse[place]),
                "flag": str(table.flags[place]),
                "evidence": str(table.metric.evidence),
                "source_id": ";".join(reading.sources) if reading is not None else "",
            }
        )
    return rows


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _sides(query: Query, params: QueryParams) -> tuple[tuple[str, str], ...]:
    # A link to Explore carries no b, though a Query always has one.
    return tuple((side, getattr(query, side)) for side in SIDES if side == "a" or side in params)


def _checked(
    data: Dataset, params: QueryParams, allowed: Sequence[str] = NAMES
) -> tuple[Query, Response | None]:
    """The query, and the refusal where a parameter is unknown, repeated or wrong."""
    query, dropped = parse(dict(params), data)
    say = words(query.lang)
    if "data" in params and "data" in allowed:
        return query, _refusal(409, say.text("ui.api.owndata"), ())
    faults = [
        {"name": item.name, "value": item.value, "message": dropped_text(item, say)}
        for item in dropped
    ]
    unknown = [name for name in dict.fromkeys(params.keys()) if name not in allowed]
    faults += [
        {"name": name, "value": params[name], "message": say.text("ui.api.unknown", name=name)}
        for name in unknown
    ]
    faults += [
        {"name": name, "value": value, "message": say.text("ui.api.repeated", name=name)}
        for name in dict.fromkeys(params.keys())
        for value in params.getlist(name)[1:]
    ]
    return query, _refusal(400, say.text("ui.api.refused"), faults) if faults else None


def _refusal(status: int, message: str, faults: Sequence[dict[str, str]]) -> Response:
    return JSONResponse(
        {"error": message, "parameters": list(faults)},
        status_code=status,
        headers={"cache-control": "no-store"},
    )


def _described(data: Dataset, metric: Metric, lang: Lang) -> dict[str, object]:
    say = words(lang)
    return {
        "code": metric.code,
        "label": say.text(f"metric.{metric.code}.label"),
        "definition": say.text(f"metric.{metric.code}.definition"),
        "caveat": say.text(f"metric.{metric.code}.caveat"),
        "topic": str(metric.topic),
        "unit": str(metric.unit),
        "kind": str(metric.kind),
        "levels": [str(level) for level in metric.levels],
        "comparable": str(metric.comparable),
        "ranked": metric.ranked,
        "evidence": str(metric.evidence),
        "periods": list(metric.periods(data)),
    }


def _metadata(
    query: Query, data: Dataset, rows: Sequence[dict[str, str | float | None]]
) -> dict[str, object]:
    say = words(query.lang)
    ids = dict.fromkeys(
        source for row in rows for source in str(row["source_id"]).split(";") if source
    )
    return {
        "metric": _described(data, REGISTRY[query.metric], query.lang),
        "data": data.version,
        "sources": [
            {"id": source, "citation": say.citation(data.figures.sources[source])} for source in ids
        ],
        "attribution": say.text("ui.attribution"),
    }


@lru_cache(maxsize=16)
def _shapes(path: Path) -> dict[str, object]:
    collection = json.loads(path.read_text(encoding="utf-8"))
    return {item["properties"]["c"]: item["geometry"] for item in collection["features"]}


def _shape(data: Dataset, code: str) -> object:
    area = data.gazetteer.area(code)
    return _shapes(data.gazetteer.drawn_path(area.region, area.level))[code]
