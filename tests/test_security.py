"""What a browser is told that our documents may do."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.model import Page
from geo.origins import Origins
from geo.security import SecurityHeaders, script_hash
from geo.shell import inline_scripts, page_path
from pages._ui.cached import frontend
from tests.served import client

FRAME = "/component/streamlit_folium.st_folium/index.html"
OTHER = "https://a.example"


def rules(path: str, served: TestClient | None = None) -> dict[str, list[str]]:
    """The policy of an address, by directive."""
    policy = (served or client()).get(path).headers["content-security-policy"]
    return {name: sources for name, *sources in map(str.split, policy.split("; "))}


@pytest.fixture(scope="module")
def open_to_others() -> TestClient:
    async def anything(_: Request) -> PlainTextResponse:
        return PlainTextResponse("anything")

    origins = Origins(embedders=(OTHER,), callers=(OTHER,))
    app = Starlette(routes=[Route("/{path:path}", anything)])
    return TestClient(SecurityHeaders(app, origins=origins))


@pytest.mark.parametrize("page", Page)
def test_a_page_runs_only_our_scripts_and_its_own_inline_one(page: Page) -> None:
    path = page_path(page)
    inline = re.findall(r"<script>(.*?)</script>", client().get(path).text, flags=re.DOTALL)
    assert len(inline) == 1
    assert rules(path)["script-src"] == ["'self'", "blob:", script_hash(inline[0])]
    assert rules(path)["connect-src"] == ["'self'"]


def test_the_hash_is_that_of_the_standard() -> None:
    # The example of Content Security Policy Level 3, section 8.3.
    text = "alert('Hello, world.');"
    assert script_hash(text) == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"


def test_only_the_document_of_a_map_may_evaluate_what_it_is_sent() -> None:
    assert rules(FRAME)["script-src"] == ["'self'", "'unsafe-eval'", "'unsafe-inline'"]
    for path in ("/", "/api/health", "/assets/leaflet/leaflet.js", "/nowhere"):
        assert not {"'unsafe-eval'", "'unsafe-inline'"} & set(rules(path)["script-src"])


def test_streamlit_brings_one_inline_script() -> None:
    assert len(inline_scripts(frontend().index)) == 1


def test_no_other_site_may_frame_a_page_or_read_the_interface() -> None:
    for path in ("/", "/explore", FRAME):
        response = client().get(path)
        assert response.headers["x-frame-options"] == "SAMEORIGIN"
        assert rules(path)["frame-ancestors"] == ["'self'"]
    response = client().get("/api/health", headers={"origin": OTHER})
    assert "access-control-allow-origin" not in response.headers


def test_named_sites_may_frame_pages_with_their_maps(open_to_others: TestClient) -> None:
    for path in ("/explore", FRAME):
        assert rules(path, open_to_others)["frame-ancestors"] == ["'self'", OTHER]
        assert "x-frame-options" not in open_to_others.get(path).headers


def test_named_sites_may_read_the_interface_and_nothing_else(open_to_others: TestClient) -> None:
    response = open_to_others.get("/api/health", headers={"origin": OTHER})
    assert response.headers["access-control-allow-origin"] == OTHER
    assert "Origin" in response.headers["vary"]
    for path, origin in (("/api/health", "https://b.example"), ("/explore", OTHER)):
        response = open_to_others.get(path, headers={"origin": origin})
        assert "access-control-allow-origin" not in response.headers
