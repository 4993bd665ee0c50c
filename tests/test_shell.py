from __future__ import annotations

import re

import pytest

from geo.model import Lang, Page
from geo.shell import page_path, shell
from geo.wording import words
from tests.served import client

INDEX = (
    '<html lang="en"><head><title>Streamlit</title><script type="module" src="x.js"></script>'
    "</head><body><noscript>You need to enable JavaScript</noscript></body></html>"
)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("page", Page)
def test_a_page_is_served_in_its_language_with_its_title(page: Page, lang: Lang) -> None:
    html = client().get(page_path(page), params={"lang": str(lang)}).text
    title = words(lang).text(f"ui.pagetitle.{page}")
    assert f'<html lang="{lang}">' in html
    assert f"<title>{title}</title>" in html
    assert words(lang).text("ui.noscript") in html


def test_our_script_comes_before_that_of_streamlit() -> None:
    html = shell(INDEX, "/c", Page.EXPLORE, Lang.ID)
    # Streamlit asks for the colour scheme once, at its start.
    assert html.index('src="/c/page.js"') < html.index('type="module"')
    assert html.index('href="/c/page.css"') < html.index('type="module"')


def test_an_unknown_language_is_indonesian() -> None:
    assert '<html lang="id">' in client().get("/explore?lang=xx").text
    assert '<html lang="id">' in client().get("/explore").text


def test_what_is_served_names_no_other_host() -> None:
    html = client().get("/explore").text
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*"', html) == []
