"""Made-up records served: `streamlit run tests/bench/served.py -- app 300000`.

`app` is the product itself, `stock` the product with the map of `tests/bench/stock.py`.
"""

from __future__ import annotations

import sys

import streamlit as st

from geo.api import middleware, routes
from pages._ui import cached, mapview
from tests.bench import stock
from tests.bench.grown import grown, with_records
from tools.server import ROOT

kind, number = sys.argv[-2:]
shipped = cached.dataset()
data = with_records(shipped, grown(shipped.records, int(number), psus=False))
# The product has no switch for other data or maps, and needs none: this process is the bench's own.
cached.dataset = lambda: data  # type: ignore[assignment]
if kind == "stock":
    mapview.show = stock.show
frontend = cached.frontend()
own = routes(data, frontend)

app = st.App(ROOT / "pages/_ui/frame.py", routes=own, middleware=middleware(data, frontend, own))
