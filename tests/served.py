"""The server's routes and middleware without Streamlit, for tests of what it answers."""

from __future__ import annotations

from functools import cache

from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.api import middleware, routes
from pages._ui.cached import frontend
from tests.data import dataset


@cache
def client() -> TestClient:
    """A client of our routes, files and headers on the project's data."""
    data, browser_files = dataset(), frontend()
    own = routes(data, browser_files)
    return TestClient(Starlette(routes=own, middleware=middleware(data, browser_files, own)))
