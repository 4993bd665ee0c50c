"""The HTTP interface: health, metrics, areas; and how the server is put together.

The same Query grammar as the page links, on the project's own data only. What costs nothing is
answered in the event loop; all else waits its turn in a queue (`geo.admission`), so that no client
can hold the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import js_lib_leaflet
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo.addresses import Addresses
from geo.admission import WorkQueue
from geo.asked import checked, queued
from geo.codec import parse
from geo.dataset import Dataset
from geo.downloads import download_routes
from geo.export import described
from geo.finding import hits
from geo.indicators import REGISTRY
from geo.model import Lang, Level, Page
from geo.origins import Origins
from geo.search import LONGEST
from geo.security import SecurityHeaders
from geo.serving import (
    IMMUTABLE,
    MAP_FRAME,
    REVALIDATE,
    FileServer,
    ServedFile,
    content_version,
    folder,
)
from geo.shell import Endpoint, inline_scripts, page_endpoint, page_path
from geo.tiles import Tiles
from geo.views import geometry_url
from geo.vocabulary import vocabulary, vocabulary_url
from geo.wording import words

_TYPING = 64
"""So many searches wait for their turn, of two or three milliseconds each."""

_CACHE: Mapping[str, str] = MappingProxyType({"cache-control": REVALIDATE})


@dataclass(frozen=True, slots=True)
class Frontend:
    """Folders of browser files: `client` ours, `static` Streamlit's, `map_frame` st_folium's.

    `tiles` are what a reader may choose instead of the offline base map, `origins` the other sites
    that may frame a page or read the interface.
    `client_url` is the URL of our client's folder, without a slash at the end; it changes with the
    content of any of its files, and stays the same while the server runs.
    """

    client: Path
    static: Path
    map_frame: Path
    tiles: Tiles | None = None
    origins: Origins = field(default_factory=Origins)
    client_url: str = field(init=False)

    def __post_init__(self) -> None:
        version = content_version(self.client.glob("*"))
        object.__setattr__(self, "client_url", f"/assets/{version}/client")

    @property
    def index(self) -> str:
        """Streamlit's index page."""
        return (self.static / "index.html").read_text(encoding="utf-8")


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
        "/favicon.png": ServedFile(frontend.static / "favicon.png", REVALIDATE),
        **folder(MAP_FRAME, frontend.map_frame, REVALIDATE),
        **folder("/assets/leaflet/", leaflet, REVALIDATE),
        **folder(f"{frontend.client_url}/", frontend.client, IMMUTABLE),
        **drawn,
        f"{geometry}/context.json": context,
    }


def middleware(data: Dataset, frontend: Frontend, routes: Sequence[BaseRoute]) -> list[Middleware]:
    """Security headers around everything, the table of files, what is at no address.

    `routes` are ours, of `routes`.
    """
    return [
        Middleware(
            SecurityHeaders,
            scripts=inline_scripts(frontend.index),
            pictures=frontend.tiles.origin if frontend.tiles else "",
            origins=frontend.origins,
        ),
        Middleware(FileServer, files=files(data, frontend)),
        Middleware(
            Addresses,
            known=[route.path for route in routes if isinstance(route, Route)],
            client=frontend.client_url,
        ),
    ]


def routes(data: Dataset, frontend: Frontend) -> list[BaseRoute]:
    """The pages' shells and the interface under `/api`; every path is literal."""
    index, queue = frontend.index, WorkQueue()
    shells = [
        Route(page_path(page), page_endpoint(index, frontend.client_url, page)) for page in Page
    ]
    return [
        *shells,
        Route("/api/health", health(data)),
        *(Route(f"{vocabulary_url()}/{lang}.json", spoken(lang)) for lang in Lang),
        Route("/api/v1/metrics", _bound(metrics, data, queue)),
        # Readers wait for it while they type: not behind somebody's workbooks.
        Route("/api/v1/search", _bound(found, data, WorkQueue(_TYPING))),
        *download_routes(data, queue),
    ]


def _bound(
    answer: Callable[[Dataset, QueryParams], Response], data: Dataset, queue: WorkQueue
) -> Endpoint:
    return queued(lambda request: answer(data, request.query_params), queue)


def spoken(lang: Lang) -> Endpoint:
    """Endpoint with the words of one language that the browser keeps."""

    async def endpoint(_: Request) -> Response:
        return JSONResponse(vocabulary(lang), headers={"cache-control": IMMUTABLE})

    return endpoint


def health(data: Dataset) -> Endpoint:
    """Endpoint that answers `{"status": "ok"}` with the version of the data served."""

    async def endpoint(_: Request) -> Response:
        body = {"status": "ok", "data": data.version}
        return JSONResponse(body, headers={"cache-control": "no-store"})

    return endpoint


def metrics(data: Dataset, params: QueryParams) -> Response:
    """The registry, with words in `lang`."""
    query, refusal = checked(data, params, allowed=("lang",))
    if refusal is not None:
        return refusal
    listed = [described(data, metric, query.lang) for metric in REGISTRY.values()]
    body = {"attribution": words(query.lang).text("ui.attribution"), "metrics": listed}
    return JSONResponse(body, headers=_CACHE)


def found(data: Dataset, params: QueryParams) -> Response:
    """Areas that fit the text `q`, best first, with the areas around each."""
    text = params.get("q", "").strip()
    say = words(parse(dict(params), data)[0].lang)
    faults = []
    if not text:
        faults.append({"name": "q", "value": "", "message": say.text("ui.api.missing", name="q")})
    elif len(text) > LONGEST:
        message = say.text("ui.api.long", name="q", most=str(LONGEST))
        faults.append({"name": "q", "value": text, "message": message})
    query, refusal = checked(data, params, allowed=("q", "lang"), faults=faults)
    if refusal is not None:
        return refusal
    return JSONResponse({"q": text, "hits": hits(data, text, words(query.lang))}, headers=_CACHE)
