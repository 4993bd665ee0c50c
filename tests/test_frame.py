"""Pages without a browser: what a run shows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from geo.model import Lang, Page
from geo.wording import words
from tests.data import ROOT

FRAME = ROOT / "pages" / "_ui" / "frame.py"


def open_page(page: Page, params: Mapping[str, str] | None = None) -> AppTest:
    """A reader's first run of a page with a query string."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    for name, value in (params or {}).items():
        app.query_params[name] = value
    if page is not Page.HOME:
        app.switch_page(f"../{page}.py")
    return app.run()


def url(app: AppTest) -> dict[str, str]:
    """The query string as a mapping."""
    return {
        name: value[0] if isinstance(value, list) else value
        for name, value in app.query_params.items()
    }


def shown(app: AppTest) -> str:
    """The markup of the page."""
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("page", Page)
def test_a_page_runs_without_an_error_and_leaves_a_clean_link_alone(page: Page, lang: str) -> None:
    params = {} if lang == "id" else {"lang": lang}
    app = open_page(page, params)
    assert not app.exception
    assert url(app) == params
    assert "<h1>" in shown(app)
    assert words(Lang(lang)).text("ui.dropped") not in shown(app)


def test_what_was_dropped_is_named() -> None:
    app = open_page(Page.EXPLORE, {"metric": "nonsense", "k": "99", "lang": "en"})
    assert "nonsense" in shown(app)
    assert "99" in shown(app)


def test_of_many_that_were_dropped_the_first_are_named() -> None:
    app = open_page(Page.EXPLORE, {"sector": "," * 1000, "metric": "m" * 5000, "lang": "en"})
    page = shown(app)
    assert page.count("<li>sector=") + page.count("<li>metric=") == 20
    assert "982 more" in page
    assert "m" * 101 not in page


def test_nothing_published_is_a_designed_state() -> None:
    app = open_page(Page.EXPLORE, {"a": "3273", "metric": "se2016"})
    assert 'class="peta-empty"' in shown(app)
    assert not app.exception


TWICE = [
    {"a": "3273"},
    {"b": "34"},
    {"a": "3273", "b": "3273"},
    {"a": "34", "b": "34"},
    {"a": "34-3404", "b": "34-3404"},
    {"a": "3404", "b": "3404", "c": "3404"},
]
"""Links that name one area twice, by themselves or together with what a link leaves out."""


@pytest.mark.parametrize(
    "params", TWICE, ids=lambda params: "&".join(map("=".join, params.items()))
)
@pytest.mark.parametrize("page", Page)
def test_a_link_that_names_an_area_twice_shows_another_beside_it(
    page: Page, params: dict[str, str]
) -> None:
    app = open_page(page, params)
    assert not app.exception
    query = app.session_state["peta-query"]
    assert query.a == params.get("a", query.a)
    assert query.b != query.a
    assert (words(Lang.ID).text("ui.dropped") in shown(app)) == (params.get("a") == params.get("b"))
