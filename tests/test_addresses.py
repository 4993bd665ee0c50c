"""Addresses at which nothing is, whatever a request says that it accepts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from geo.addresses import Addresses
from geo.model import Lang, Page
from geo.shell import page_path
from geo.vocabulary import vocabulary_url
from geo.wording import words
from tests.served import client

ACCEPTS = ["text/html,application/xhtml+xml", "*/*", "application/json", ""]
BROWSER = {"accept": ACCEPTS[0]}


@pytest.fixture
def streamlit() -> TestClient:
    """A server behind our middleware that answers everything with a page, as Streamlit does."""

    async def anything(_: Request) -> PlainTextResponse:
        return PlainTextResponse("index")

    app = Starlette(routes=[Route("/{path:path}", anything, methods=["GET", "PUT", "POST"])])
    return TestClient(Addresses(app, known=["/explore", "/api/health"], client="/c"))


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize("path", ["/api/", "/api/v1/areas.pdf", "/api/v2/areas.csv", "/api/v1"])
def test_the_interface_says_in_json_that_nothing_is_there(
    streamlit: TestClient, path: str, accept: str
) -> None:
    for lang in Lang:
        response = streamlit.get(f"{path}?lang={lang}", headers={"accept": accept})
        assert response.status_code == 404
        assert response.json() == {
            "error": words(lang).text("ui.api.nowhere"),
            "parameters": [],
        }


@pytest.mark.parametrize("accept", ACCEPTS)
@pytest.mark.parametrize(
    "path",
    [
        "/assets/0123/client/page.js",
        "/assets/nothing",
        "/words/0123/id.json",
        "/geometry/0123/34/kecamatan.json",
        "/static/js/gone.js",
        "/component/other/index.html",
        "/favicon.ico",
        "/robots.txt",
        "/index.html",
        "/explore/_stcore/health",
        "/_stcore/metrics",
        "/_stcore/healthy",
        "/_stcore/health/",
        "/_stcore/stream",
        "/_stcore/agent/openapi.json",
    ],
)
def test_a_file_that_is_not_there_is_a_line_of_text(
    streamlit: TestClient, path: str, accept: str
) -> None:
    response = streamlit.get(path, headers={"accept": accept})
    assert (response.status_code, response.text) == (404, "Not Found")
    assert response.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("path", ["/explore", "/api/health", "/_stcore/health", "/media/a.png"])
def test_what_is_there_is_passed_on(streamlit: TestClient, path: str) -> None:
    assert streamlit.get(path).text == "index"


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/_stcore/upload_file/0123/4567", "/_stcore/agent/interact", "/api/health", "/"]
)
def test_nothing_that_is_sent_is_taken(streamlit: TestClient, method: str, path: str) -> None:
    def body() -> Iterator[bytes]:
        yield b"0" * 1024

    response = streamlit.request(method, path, content=body())
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["connection"] == "close"


def test_a_page_of_another_site_opens_no_connection() -> None:
    async def accepts(socket: WebSocket) -> None:
        await socket.accept()
        await socket.close()

    app = Starlette(routes=[WebSocketRoute("/_stcore/stream", accepts)])
    served = TestClient(Addresses(app, known=[], client="/c"))
    for headers in ({"origin": "http://testserver"}, {}):
        with served.websocket_connect("/_stcore/stream", headers=headers):
            pass
    for origin in ("https://other.example", "http://testserver:81", "null"):
        with (
            pytest.raises(WebSocketDisconnect),
            served.websocket_connect("/_stcore/stream", headers={"origin": origin}),
        ):
            pass


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("accept", ACCEPTS)
def test_a_lost_address_is_told_in_words_with_the_ways_back(lang: Lang, accept: str) -> None:
    response = client().get(f"/nowhere/at/all?lang={lang}", headers={"accept": accept})
    assert response.status_code == 404
    assert words(lang).text("ui.error.notfoundtitle") in response.text
    for page in (Page.HOME, Page.EXPLORE):
        way = page_path(page) + ("" if lang is Lang.ID else f"?lang={lang}")
        assert f'href="{way}"' in response.text


def test_a_slash_too_many_leads_to_the_page() -> None:
    response = client().get("/explore/?metric=se2016", headers=BROWSER, follow_redirects=False)
    assert response.status_code == 307
    assert response.headers["location"].endswith("/explore?metric=se2016")


@pytest.mark.parametrize(
    "path",
    [
        *map(page_path, Page),
        *("/api/health", "/api/v1/metrics", "/favicon.png"),
        *(f"{vocabulary_url()}/{lang}.json" for lang in Lang),
    ],
)
@pytest.mark.parametrize("accept", ACCEPTS)
def test_every_address_of_ours_answers_whatever_is_accepted(path: str, accept: str) -> None:
    assert client().get(path, headers={"accept": accept}).status_code == 200
