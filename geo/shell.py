"""The served page: Streamlit's index page with our language, title, first styles and client."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from functools import lru_cache
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from geo.model import Lang, Page
from geo.wording import words


def page_path(page: Page) -> str:
    """URL path of a page."""
    return "/" if page is Page.HOME else f"/{page}"


def shell(index: str, client: str, page: Page, lang: Lang) -> str:
    """HTML of one page in one language.

    `index` is Streamlit's index page, `client` the URL of our client's folder, without a slash.
    """
    say = words(lang)
    title = escape(say.text(f"ui.pagetitle.{page}"))
    styles = "".join(
        f'<link rel="stylesheet" href="{client}/{name}.css">' for name in ("page", "areas", "frame")
    )
    scripts = "".join(
        f'<script src="{client}/{name}.js"></script>' for name in ("page", "words", "arrive")
    )
    head = styles + scripts
    html = re.sub(r'<html lang="[^"]*">', f'<html lang="{lang}">', index, count=1)
    html = re.sub(r"<title>[^<]*</title>", f"<title>{title}</title>{head}", html, count=1)
    noscript = f"<noscript><p>{escape(say.text('ui.noscript'))}</p></noscript>"
    return re.sub(r"<noscript>.*?</noscript>", noscript, html, count=1, flags=re.DOTALL)


def page_endpoint(index: str, client: str, page: Page) -> Callable[[Request], Response]:
    """Endpoint that serves a page in the language of its `lang` parameter."""

    @lru_cache(maxsize=len(Lang))
    def compressed(lang: Lang) -> tuple[bytes, bytes]:
        plain = shell(index, client, page, lang).encode()
        return plain, gzip.compress(plain, mtime=0)

    def endpoint(request: Request) -> Response:
        asked = request.query_params.get("lang")
        plain, small = compressed(Lang(asked) if asked in tuple(Lang) else Lang.ID)
        headers = {"cache-control": "no-cache", "vary": "accept-encoding"}
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(plain, media_type="text/html", headers=headers)
        headers["content-encoding"] = "gzip"
        return Response(small, media_type="text/html", headers=headers)

    return endpoint
