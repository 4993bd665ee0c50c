"""A stand-in for tiles of another host."""

from __future__ import annotations

import base64

from playwright.sync_api import Route

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def give(route: Route) -> None:
    """Answer with a tile."""
    route.fulfill(body=_PIXEL, content_type="image/png")
