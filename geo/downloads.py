"""Views to take along over HTTP: tables and figures of the project's own data, a route each."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.admission import WorkQueue
from geo.asked import checked, queued
from geo.bundle import to_zip
from geo.codec import to_params
from geo.comparison import COMPARED, comparison_metadata, comparison_name, comparison_rows
from geo.dataset import Dataset
from geo.export import area_rows, metadata, to_csv, to_geojson
from geo.figure import to_png, to_svg
from geo.model import Page
from geo.query import Query, usual_other
from geo.serving import REVALIDATE
from geo.shell import Endpoint, page_path
from geo.taken import Stamp, Taken, take, today
from geo.workbook import to_xlsx

KEPT = 32
"""So many figures are kept, of up to about a megabyte each."""

_TEXTUAL = ("text/", "image/svg", "application/json", "application/geo")
"""Media types worth compressing."""

_LEVEL = 5
"""Of compression: what is sent once is not worth more."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of file: its media type, how it is made, and whether a browser saves it."""

    media: str
    make: Callable[[Taken], bytes]
    saved: bool = True


def _json(taken: Taken) -> bytes:
    return _dumped({**metadata(taken), "rows": area_rows(taken)})


def _geojson(taken: Taken) -> bytes:
    return _dumped(to_geojson(taken))


def _csv(taken: Taken) -> bytes:
    return to_csv(area_rows(taken)).encode()


def _compared_csv(taken: Taken) -> bytes:
    return to_csv(comparison_rows(taken.query, taken.data, taken.say), COMPARED).encode()


def _compared_json(taken: Taken) -> bytes:
    rows = comparison_rows(taken.query, taken.data, taken.say)
    return _dumped({**comparison_metadata(taken, rows), "rows": rows})


def _dumped(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


TABLES: Mapping[str, Form] = MappingProxyType(
    {
        "csv": Form("text/csv", _csv),
        "json": Form("application/json", _json, saved=False),
        "geojson": Form("application/geo+json", _geojson),
        "xlsx": Form("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
        "zip": Form("application/zip", to_zip),
    }
)
COMPARISONS: Mapping[str, Form] = MappingProxyType(
    {
        "csv": Form("text/csv", _compared_csv),
        "json": Form("application/json", _compared_json, saved=False),
    }
)
FIGURES: Mapping[str, Form] = MappingProxyType(
    {"png": Form("image/png", to_png), "svg": Form("image/svg+xml", to_svg)}
)


_Made = Callable[[Query, bool, Stamp, Form], tuple[str, bytes]]
"""From a view, whether both its areas are meant, its stamp and a form: name and bytes of a file."""


def download_routes(data: Dataset, queue: WorkQueue) -> list[Route]:
    """A route for every form of table and figure; all wait their turn in `queue`."""

    def made(query: Query, both: bool, stamp: Stamp, form: Form) -> tuple[str, bytes]:
        taken = take(query, data, stamp, both=both)
        return taken.name, form.make(taken)

    def compared(query: Query, both: bool, stamp: Stamp, form: Form) -> tuple[str, bytes]:
        taken = take(query, data, stamp, both=both)
        return comparison_name(taken), form.make(taken)

    pictured = lru_cache(maxsize=KEPT)(made)
    return [
        Route(
            f"/api/v1/{kind}.{ending}",
            _endpoint(data, ending, form, maker, queue, always=kind == "comparison"),
        )
        for kind, forms, maker in (
            ("areas", TABLES, made),
            ("comparison", COMPARISONS, compared),
            ("figure", FIGURES, pictured),
        )
        for ending, form in forms.items()
    ]


def _endpoint(
    data: Dataset, ending: str, form: Form, made: _Made, queue: WorkQueue, *, always: bool
) -> Endpoint:
    """`always` says that two areas are meant though a request names only one, or none."""

    def answer(request: Request) -> Response:
        query, refused = checked(data, request.query_params)
        if refused is not None:
            return refused
        # A link to Explore carries no b, though a Query always has one.
        both = always or not {"b", "c", "d"}.isdisjoint(request.query_params)
        query = _bare(query, both=both)
        page = page_path(Page.COMPARE if both else Page.EXPLORE)
        params = urlencode(to_params(query))
        link = f"{str(request.base_url).rstrip('/')}{page}{'?' if params else ''}{params}"
        name, body = made(query, both, Stamp(link, today()), form)
        headers = {"cache-control": REVALIDATE}
        if form.media.startswith(_TEXTUAL):
            headers["vary"] = "accept-encoding"
            if "gzip" in request.headers.get("accept-encoding", ""):
                headers["content-encoding"] = "gzip"
                body = gzip.compress(body, _LEVEL, mtime=0)
        if form.saved:
            headers["content-disposition"] = f'attachment; filename="{name}.{ending}"'
        return Response(body, media_type=form.media, headers=headers)

    return queued(answer, queue)


def _bare(query: Query, *, both: bool) -> Query:
    """The query without what changes nothing in a file, so that one file serves all."""
    usual = Query()
    return replace(
        query,
        theme=None,
        b=query.b if both else usual_other(query.a),
        c=query.c if both else None,
        d=query.d if both else None,
        base=usual.base,
        slide=None,
        story=None,
    )
