"""The frame around every page, and the script that the server runs."""

from __future__ import annotations

import streamlit as st

from geo.codec import to_params
from geo.model import Page
from geo.query import Query
from geo.shell import page_path
from geo.views import dropped_texts
from geo.wording import Words, words
from pages._ui import cached, controls, markup, state

_NAVIGATION = (Page.HOME, Page.EXPLORE, Page.COMPARE, Page.STUDY, Page.METHOD)


def main() -> None:
    """One run: read the URL, draw the page inside the frame, write the URL."""
    data = cached.dataset()
    query = state.begin(data)
    say = words(query.lang)
    st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
    pages = {page: _page(page, say) for page in _NAVIGATION}
    here = st.navigation(list(pages.values()), position="hidden")
    # What the page shows is what a reader waits for: it is sent before the frame around it.
    head, notices = (
        st.container(key="head", horizontal=True, vertical_alignment="center"),
        st.container(),
    )
    here.run()
    with head:
        _header(pages, here, query, say)
    with notices:
        _notices(say)
        if data.records.synthetic:
            _example(say)
    _footer(say)
    state.finish(data)


def _page(page: Page, say: Words) -> st.Page:
    home = page is Page.HOME
    return st.Page(
        f"../{page}.py",
        title=say.text(f"ui.pagetitle.{page}"),
        url_path="" if home else page_path(page).strip("/"),
        default=home,
    )


def _header(pages: dict[Page, st.Page], here: st.Page, query: Query, say: Words) -> None:
    markup.write(f'<p class="peta-name">{markup.text(say.text("app.title"))}</p>')
    params = to_params(query)
    with st.container(key="nav", horizontal=True, width="content"):
        for page, target in pages.items():
            st.page_link(target, label=say.text(f"ui.nav.{page}"), query_params=params)
    controls.page(query, here.title)


def _notices(say: Words) -> None:
    dropped = state.dropped()
    if dropped:
        items = "".join(f"<li>{markup.text(line)}</li>" for line in dropped_texts(dropped, say))
        title = markup.text(say.text("ui.dropped"))
        markup.write(f'<div class="peta-notice" role="status"><p>{title}</p><ul>{items}</ul></div>')


def _example(say: Words) -> None:
    """Records that we made up are called so on every page; nothing switches it off."""
    name, text = (markup.text(say.text(f"record.{key}")) for key in ("example", "exampletext"))
    markup.write(f'<details class="peta-example"><summary>{name}</summary><p>{text}</p></details>')


def _footer(say: Words) -> None:
    lines = "".join(
        f"<p>{markup.text(say.text(key))}</p>" for key in ("ui.offline", "ui.attribution")
    )
    markup.write(f'<footer class="peta-foot">{lines}</footer>')


main()
