"""A stand-in for the page around the client: static files, and one page per test."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import js_lib_leaflet
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from geo.model import Lang
from geo.vocabulary import vocabulary
from tools.visit import TIMEOUT

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "client": ROOT / "pages" / "_ui" / "client",
    "leaflet": Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet",
    "harness": Path(__file__).parent,
}
BOUNDARIES = ROOT / "data" / "boundaries"


def locate(path: str) -> Path:
    """File behind a URL path of the harness; geometry as `/geometry/{version}/{area}/{level}`."""
    parts = path.split("?", maxsplit=1)[0].strip("/").split("/")
    if parts[0] == "geometry" and len(parts) == 3:
        return BOUNDARIES / parts[2]
    if parts[0] == "geometry":
        return BOUNDARIES / "drawn" / f"{parts[2]}-{parts[3]}"
    return FOLDERS.get(parts[0], Path("/nonexistent")).joinpath(*parts[1:])


class Handler(SimpleHTTPRequestHandler):
    """Serves the folders above, quietly."""

    def do_GET(self) -> None:
        """A file, or the words that the application serves."""
        if not self.path.startswith("/words/"):
            super().do_GET()
            return
        body = json.dumps(vocabulary(Lang(Path(self.path).stem))).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def translate_path(self, path: str) -> str:
        return str(locate(path))

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def desktop(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def handheld(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield context
    context.close()


def open_page(context: BrowserContext, origin: str) -> tuple[Page, list[str]]:
    """The harness page, and the list that will hold every error and warning it makes."""
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda line: faults.append(line.text) if line.type in {"error", "warning"} else None,
    )
    page.goto(f"{origin}/harness/page.html")
    page.wait_for_selector("html[data-ready]")
    return page, faults


@pytest.fixture
def page(desktop: BrowserContext, origin: str) -> Iterator[Page]:
    made, faults = open_page(desktop, origin)
    yield made
    made.close()
    assert faults == []


@pytest.fixture
def phone(handheld: BrowserContext, origin: str) -> Iterator[Page]:
    made, faults = open_page(handheld, origin)
    yield made
    made.close()
    assert faults == []
