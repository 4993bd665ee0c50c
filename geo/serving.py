"""Files to the browser: a fixed table of URLs, each file read and compressed once.

A request can only name a URL of the table, so nothing reads a path from a parameter.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"
"""For URLs that carry a version of their content."""

REVALIDATE = "public, max-age=3600"
"""For URLs that do not."""

_COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
_CACHED_FILES = 1024

MAP_FRAME = "/component/streamlit_folium.st_folium/"
"""URL prefix of the documents that maps live in."""


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file and the cache header it is sent with."""

    path: Path
    cache: str


def folder(prefix: str, directory: Path, cache: str) -> dict[str, ServedFile]:
    """URL table of every file below `directory`, as `prefix` + its relative path."""
    return {
        prefix + path.relative_to(directory).as_posix(): ServedFile(path, cache)
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def content_version(paths: Iterable[Path]) -> str:
    """Twelve hex digits that change with the content of any of `paths`."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@lru_cache(maxsize=_CACHED_FILES)
def _body(path: Path) -> tuple[bytes, bytes | None, str]:
    """Plain body, compressed body (None where it would not help) and entity tag."""
    plain = path.read_bytes()
    media = media_type(path)
    small = gzip.compress(plain, 6, mtime=0) if media.startswith(_COMPRESSIBLE) else None
    return plain, small, f'"{hashlib.sha256(plain).hexdigest()[:20]}"'


def media_type(path: Path) -> str:
    """Media type by the file's name; ours, since what a machine knows differs."""
    known = {".js": "text/javascript", ".json": "application/json", ".woff2": "font/woff2"}
    guess = known.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return guess or "application/octet-stream"


def file_response(served: ServedFile, headers: Headers) -> Response:
    """Response for a request with `headers`: compressed where accepted, 304 where unchanged."""
    plain, small, tag = _body(served.path)
    out = {"cache-control": served.cache, "etag": tag, "vary": "accept-encoding"}
    if headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=out)
    body = plain
    if small is not None and "gzip" in headers.get("accept-encoding", ""):
        body, out["content-encoding"] = small, "gzip"
    return Response(body, media_type=media_type(served.path), headers=out)


class FileServer:
    """ASGI middleware that answers GET and HEAD for the URLs of a table."""

    def __init__(self, app: ASGIApp, files: Mapping[str, ServedFile]) -> None:
        self.app = app
        self.files = files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the table, or pass on."""
        served = self.files.get(scope["path"]) if scope["type"] == "http" else None
        if served is None or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        await file_response(served, Headers(scope=scope))(scope, receive, send)
