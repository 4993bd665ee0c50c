"""The server against clients that mean it no good, and pages in the frames of others."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.act import coloured
from tests.flooding import BUFFER, HEADER, HEADERS, sent
from tools.server import Server, serve
from tools.visit import MAP_FRAME, Look, Visit

MIB = 2**20


def test_headers_without_end_are_not_read(server: Server) -> None:
    assert sent(server, HEADERS, HEADER, 20 * MIB) <= 2 * MIB


@pytest.mark.parametrize("path", ["/_stcore/upload_file/session/file", "/explore", "/api/health"])
def test_a_file_that_nobody_asked_for_is_not_read(server: Server, path: str) -> None:
    head = f"PUT {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {100 * MIB}\r\n\r\n"
    # The rest is what the machine's own buffers hold.
    assert sent(server, head.encode(), b"0" * BUFFER, 100 * MIB) <= 20 * MIB
    connection = http.client.HTTPConnection(server.origin.removeprefix("http://"))
    connection.request("PUT", path, body=b"0")
    assert connection.getresponse().status == 405
    connection.close()


class _Frame(BaseHTTPRequestHandler):
    """A page of another site that shows an address of ours."""

    def __init__(self, address: str, *given: object) -> None:
        self.address = address
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = f'<!DOCTYPE html><iframe src="{self.address}" width="1280" height="800"></iframe>'
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Nothing: the log of a test is that of our server."""


@pytest.fixture
def other_site() -> Iterator[ThreadingHTTPServer]:
    """Another site on this machine; who serves it sets what it shows."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Frame) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield site
        site.shutdown()
        thread.join()


def shown(site: ThreadingHTTPServer, server: Server, chromium: Browser) -> list[int]:
    """Areas coloured on each map of Explore in a frame of the other site; none if it is refused."""
    site.RequestHandlerClass = partial(_Frame, server.url("/explore"))
    with Visit(chromium, f"http://127.0.0.1:{site.server_port}", Look()) as visit:
        visit.page.goto(visit.origin)
        (frame,) = visit.page.frames[1:2]
        if frame.url.startswith("chrome-error:"):
            return []
        frame.wait_for_selector(MAP_FRAME)
        maps = frame.child_frames
        for inner in maps:
            inner.wait_for_selector("path.peta-area", state="attached")
        return [coloured(inner) for inner in maps]


def test_only_a_site_that_is_named_may_show_a_page(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    other_site: ThreadingHTTPServer,
    server: Server,
    chromium: Browser,
) -> None:
    assert shown(other_site, server, chromium) == []
    monkeypatch.setenv("PETA_EMBED_ORIGINS", f"http://127.0.0.1:{other_site.server_port}")
    with serve(tmp_path / "log.txt") as open_server:
        assert shown(other_site, open_server, chromium) == [78]
