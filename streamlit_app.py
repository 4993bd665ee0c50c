"""The server: `streamlit run streamlit_app.py`."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

import streamlit as st

from geo.api import middleware, routes
from geo.errors import DataError
from geo.recorded import decide_ahead
from pages._ui import start
from pages._ui.cached import dataset, frontend

try:
    start.check()
    data, browser = dataset(), frontend()
except DataError as error:
    sys.exit(str(error))


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """While the server runs: its first work, and the address to open."""
    Thread(target=decide_ahead, args=(data,), daemon=True).start()
    start.announce()
    yield


own = routes(data, browser)
app = st.App(
    "pages/_ui/frame.py",
    lifespan=lifespan,
    routes=own,
    middleware=middleware(data, browser, own),
)
