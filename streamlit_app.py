"""The server: `streamlit run streamlit_app.py`."""

from __future__ import annotations

import sys
from threading import Thread

import streamlit as st

from geo.api import middleware, routes
from geo.errors import DataError
from geo.recorded import decide_ahead
from pages._ui.cached import dataset, frontend

try:
    data, browser = dataset(), frontend()
except DataError as error:
    sys.exit(str(error))

Thread(target=decide_ahead, args=(data,), daemon=True).start()

app = st.App(
    "pages/_ui/frame.py",
    routes=routes(data, browser),
    middleware=middleware(data, browser),
)
