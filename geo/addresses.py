"""Addresses at which nothing is, and requests that carry what nobody asked for.

Streamlit answers every address that it does not know with its bare index page, and takes files
from anybody who sends them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.asked import refusal
from geo.model import Page
from geo.shell import asked_language, lost_page, page_path
from geo.wording import words

READING = ("GET", "HEAD", "OPTIONS")
"""Methods that carry nothing. Every other one is refused: the product takes no files."""

STREAMLIT = ("/_stcore/health", "/_stcore/host-config")
STREAMLIT_FOLDERS = ("/_stcore/bidi-components/", "/media/")
"""Paths, and starts of paths, at which Streamlit answers its own client; it has pages nowhere."""

_FILES = ("/assets/", "/component/", "/geometry/", "/static/", "/words/", "/_stcore/")
"""Folders that hold no pages; Streamlit's client also looks for its own below every page."""

_POLICY_VIOLATION = 1008
_NOT_FOUND = HTTPStatus.NOT_FOUND
_NO_CACHE: Mapping[str, str] = MappingProxyType({"cache-control": "no-cache"})


class Addresses:
    """ASGI middleware in front of Streamlit: passes on what is known, answers all else itself.

    `known` are the paths of our routes, `client` the URL of our client's folder. Below `/api/` the
    answer is JSON, for an address of a file a line of text, else a page with the ways back; none of
    it turns on what the request says that it accepts.
    """

    def __init__(self, app: ASGIApp, known: Collection[str], client: str) -> None:
        self.app = app
        self.known = frozenset(known) | frozenset(STREAMLIT)
        self.client = client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, refuse, or answer that nothing is there."""
        if scope["type"] == "websocket" and _foreign(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        elif scope["method"] not in READING:
            await _refused()(scope, receive, send)
        elif scope["path"] in self.known or scope["path"].startswith(STREAMLIT_FOLDERS):
            await self.app(scope, receive, send)
        else:
            await self._missing(Request(scope))(scope, receive, send)

    def _missing(self, request: Request) -> Response:
        path = request.url.path
        if path.startswith("/api/"):
            say = words(asked_language(request))
            return refusal(_NOT_FOUND, say.text("ui.api.nowhere"), ())
        folders, _, name = path.rpartition("/")
        if "." in name or any(folder in path for folder in _FILES):
            return PlainTextResponse(_NOT_FOUND.phrase, _NOT_FOUND, headers=_NO_CACHE)
        if not name and folders in map(page_path, Page):
            return RedirectResponse(request.url.replace(path=folders))
        html = lost_page(self.client, asked_language(request))
        return HTMLResponse(html, _NOT_FOUND, headers=_NO_CACHE)


def _foreign(headers: Headers) -> bool:
    """Whether a page of another site opens the connection.

    Streamlit would ask another host for its own address before it refuses.
    """
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _refused() -> Response:
    # Closing spares reading the body, of whatever size.
    headers = {"allow": ", ".join(READING), "connection": "close", "cache-control": "no-store"}
    status = HTTPStatus.METHOD_NOT_ALLOWED
    return PlainTextResponse(status.phrase, status, headers=headers)
