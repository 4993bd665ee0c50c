"""Links between pages: each carries the whole query, so that nothing is lost on the way."""

from __future__ import annotations

import streamlit as st

from geo.codec import to_params
from geo.model import Page
from geo.query import Query


def link(page: Page, label: str, query: Query) -> None:
    """A link to `page` that shows `query`."""
    # Pages are named relative to the script that the server runs, which stands beside this module.
    st.page_link(f"../{page}.py", label=label, query_params=to_params(query))
