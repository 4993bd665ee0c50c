"""A stand-in for the page around the client: static files, one Chromium, one page per test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import js_lib_leaflet
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
FOLDERS = {
    "client": ROOT / "pages" / "_ui" / "client",
    "leaflet": Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet",
    "harness": Path(__file__).parent,
}
BOUNDARIES = ROOT / "data" / "boundaries"


def locate(path: str) -> Path:
    """File behind a URL path of the harness; geometry as `/geometry/{version}/{area}/{level}`."""
    parts = path.split("?")[0].strip("/").split("/")
    if parts[0] == "geometry" and len(parts) == 3:
        return BOUNDARIES / parts[2]
    if parts[0] == "geometry":
        return BOUNDARIES / "drawn" / f"{parts[2]}-{parts[3]}"
    return FOLDERS.get(parts[0], Path("/nonexistent")).joinpath(*parts[1:])


class Handler(SimpleHTTPRequestHandler):
    """Serves the folders above, quietly."""

    def translate_path(self, path: str) -> str:
        return str(locate(path))

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture(scope="session")
def origin() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM if Path(CHROMIUM).exists() else None, args=list(ARGUMENTS)
        )
        yield browser
        browser.close()


def open_page(browser: Browser, origin: str, **options: Any) -> tuple[Page, list[str]]:
    """The harness page, and the list that will hold every error and warning it makes."""
    options.setdefault("viewport", {"width": 1280, "height": 900})
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(10_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda line: faults.append(line.text) if line.type in ("error", "warning") else None,
    )
    page.goto(f"{origin}/harness/page.html")
    page.wait_for_selector("html[data-ready]")
    return page, faults


@pytest.fixture
def page(chromium: Browser, origin: str) -> Iterator[Page]:
    made, faults = open_page(chromium, origin)
    yield made
    made.context.close()
    assert faults == []


@pytest.fixture
def phone(chromium: Browser, origin: str) -> Iterator[Page]:
    made, faults = open_page(
        chromium, origin, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield made
    made.context.close()
    assert faults == []
