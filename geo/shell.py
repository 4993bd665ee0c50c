"""The served pages: Streamlit's index page made ours, and the page where nothing is."""

from __future__ import annotations

import gzip
import re
from collections.abc import Awaitable, Callable
from functools import lru_cache
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from geo.model import Lang, Page
from geo.vocabulary import vocabulary_url
from geo.wording import words

Endpoint = Callable[[Request], Awaitable[Response]]
"""An endpoint that answers in the server's event loop."""


def page_path(page: Page) -> str:
    """URL path of a page."""
    return "/" if page is Page.HOME else f"/{page}"


def shell(index: str, client: str, page: Page, lang: Lang) -> str:
    """HTML of one page in one language.

    `index` is Streamlit's index page, `client` the URL of our client's folder, without a slash.
    """
    say = words(lang)
    title = escape(say.text(f"ui.pagetitle.{page}"))
    styles = _styles(
        client,
        "page",
        "areas",
        "boxes",
        "filters",
        "act",
        "options",
        "find",
        "places",
        "profile",
        "contrasts",
        "time",
        "take",
        "frame",
        "print",
    )
    scripts = "".join(
        f'<script src="{client}/{name}.js"></script>' for name in ("page", "words", "arrive")
    )
    about = escape(say.text("app.description"))
    spoken = vocabulary_url()
    head = (
        f'<meta name="description" content="{about}"><meta name="peta-words" content="{spoken}">'
        f'<link rel="preload" as="fetch" crossorigin href="{spoken}/{lang}.json">{styles}{scripts}'
    )
    html = re.sub(r'<html lang="[^"]*">', f'<html lang="{lang}">', index, count=1)
    html = re.sub(r"<title>[^<]*</title>", f"<title>{title}</title>{head}", html, count=1)
    noscript = f"<noscript><p>{escape(say.text('ui.noscript'))}</p></noscript>"
    return re.sub(r"<noscript>.*?</noscript>", noscript, html, count=1, flags=re.DOTALL)


def _styles(client: str, *names: str) -> str:
    return "".join(f'<link rel="stylesheet" href="{client}/{name}.css">' for name in names)


def lost_page(client: str, lang: Lang) -> str:
    """HTML of the page for an address where nothing is, with the ways back."""
    say = words(lang)
    query = "" if lang is Lang.ID else f"?lang={lang}"
    ways = "".join(
        f'<a href="{page_path(page)}{query}">{escape(say.text(f"ui.error.{key}"))}</a>'
        for page, key in ((Page.HOME, "home"), (Page.EXPLORE, "map"))
    )
    title, text = (escape(say.text(f"ui.error.{key}")) for key in ("notfoundtitle", "notfound"))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} · {escape(say.text('app.title'))}</title>"
        f'{_styles(client, "page", "frame")}<script src="{client}/page.js"></script></head>'
        f'<body class="peta-lost"><main><p class="peta-name">{escape(say.text("app.title"))}</p>'
        f"<h1>{title}</h1><p>{text}</p><nav>{ways}</nav></main></body></html>"
    )


def asked_language(request: Request) -> Lang:
    """The language that a request names, Indonesian where it names none that there is."""
    lang = request.query_params.get("lang")
    return Lang(lang) if lang in tuple(Lang) else Lang.ID


def page_endpoint(index: str, client: str, page: Page) -> Endpoint:
    """Endpoint that serves a page in the language of its `lang` parameter.

    It waits for no thread: costly work may hold them all.
    """

    @lru_cache(maxsize=len(Lang))
    def compressed(lang: Lang) -> tuple[bytes, bytes]:
        plain = shell(index, client, page, lang).encode()
        return plain, gzip.compress(plain, mtime=0)

    async def endpoint(request: Request) -> Response:
        plain, small = compressed(asked_language(request))
        headers = {"cache-control": "no-cache", "vary": "accept-encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(plain, media_type="text/html", headers=headers)
        headers["content-encoding"] = "gzip"
        return Response(small, media_type="text/html", headers=headers)

    return endpoint


def inline_scripts(index: str) -> tuple[str, ...]:
    """Text of each script that stands in an HTML page itself."""
    return tuple(re.findall(r"<script>(.*?)</script>", index, flags=re.DOTALL))
