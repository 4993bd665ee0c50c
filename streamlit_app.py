"""The server: `streamlit run streamlit_app.py`."""

from __future__ import annotations

import sys

import streamlit as st

from geo.api import middleware, routes
from geo.errors import DataError
from pages._ui.cached import dataset, frontend

try:
    data = dataset()
except DataError as error:
    sys.exit(str(error))

app = st.App(
    "pages/_ui/frame.py",
    routes=routes(data, frontend()),
    middleware=middleware(data, frontend()),
)
