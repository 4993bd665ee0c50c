"""Headers that tell a browser what a page of ours may load, run and be shown in."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.origins import Origins
from geo.serving import MAP_FRAME

_FRAMED = "x-frame-options"
_CALLER = "access-control-allow-origin"
_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "x-content-type-options": "nosniff",
        _FRAMED: "SAMEORIGIN",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }
)


def script_hash(script: str) -> str:
    """Source of a policy that allows one inline script, by its text."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def page_policy(scripts: Iterable[str] = (), embedders: Iterable[str] = ()) -> str:
    """Content security policy of everything but the documents of maps.

    `scripts` are the inline scripts that run, `embedders` the origins that may frame a page.
    Streamlit imports the script of a component from a blob.
    """
    return _policy(["'self'", "blob:", *map(script_hash, scripts)], ["'self'"], embedders)


def map_policy(pictures: str = "", embedders: Iterable[str] = ()) -> str:
    """Content security policy of the document of a map.

    st_folium evaluates the script that it is sent. `pictures` is the origin of online tiles. Who
    frames a page is an ancestor of its maps too.
    """
    scripts = ["'self'", "'unsafe-eval'", "'unsafe-inline'"]
    return _policy(scripts, ["'self'", *([pictures] if pictures else [])], embedders)


def _policy(scripts: Iterable[str], pictures: Iterable[str], embedders: Iterable[str]) -> str:
    ancestors = " ".join(["'self'", *embedders])
    return (
        f"default-src 'self'; script-src {' '.join(scripts)}; "
        f"style-src 'self' 'unsafe-inline'; img-src {' '.join(pictures)} data: blob:; "
        "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
        f"frame-ancestors {ancestors}"
    )


class SecurityHeaders:
    """ASGI middleware that adds the security headers to every answer.

    `scripts` are the inline scripts of our pages; `pictures` is the origin of tiles, which the
    documents of maps alone may ask for images; `origins` are the other sites that are let in.
    """

    def __init__(
        self,
        app: ASGIApp,
        scripts: Iterable[str] = (),
        pictures: str = "",
        origins: Origins | None = None,
    ) -> None:
        self.app = app
        self.origins = origins or Origins()
        self.page_policy = page_policy(scripts, self.origins.embedders)
        self.map_policy = map_policy(pictures, self.origins.embedders)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        added = self._added(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
                if _CALLER in added:
                    headers.add_vary_header("Origin")
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _added(self, scope: Scope) -> dict[str, str]:
        path: str = scope["path"]
        policy = self.map_policy if path.startswith(MAP_FRAME) else self.page_policy
        added = {**_HEADERS, "content-security-policy": policy}
        if self.origins.embedders:
            # It knows no list of origins: where there is one, the policy alone decides.
            del added[_FRAMED]
        if path.startswith("/api/"):
            caller = self.origins.allowed(Headers(scope=scope).get("origin", ""))
            added |= {_CALLER: caller} if caller else {}
        return added
