"""Made-up records served: `streamlit run tests/bench/served.py -- app 300000`.

`app` is the product itself, `stock` the map of `tests/bench/stock.py` over the same data.
"""

from __future__ import annotations

import sys

import streamlit as st
from starlette.middleware import Middleware

from geo.api import files, middleware, routes
from geo.serving import FileServer
from pages._ui import cached
from tests.bench.grown import grown, with_records
from tools.server import ROOT

kind, number = sys.argv[-2:]
shipped = cached.dataset()
data = with_records(shipped, grown(shipped.records, int(number), psus=False))
# The product has no switch for other data, and needs none: this process is the bench's own.
cached.dataset = lambda: data  # type: ignore[assignment]
frontend = cached.frontend()

SCRIPTS = {"app": "pages/_ui/frame.py", "stock": "tests/bench/stock.py"}

app = st.App(
    ROOT / SCRIPTS[kind],
    routes=routes(data, frontend) if kind == "app" else [],
    middleware=(
        middleware(data, frontend)
        if kind == "app"
        else [Middleware(FileServer, files=files(data, frontend))]
    ),
)
