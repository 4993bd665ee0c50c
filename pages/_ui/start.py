"""The start of the server: settings that would not work, and what its owner is told."""

from __future__ import annotations

import streamlit as st
from streamlit.logger import get_logger

from geo.errors import DataError, Fault

_LOCAL = ("localhost", "127.0.0.1", "::1")
_ANY = ("", "0.0.0.0", "::")  # noqa: S104


def check() -> None:
    """Raise `DataError` where Streamlit is set up in a way that the pages cannot work with."""
    path = st.get_option("server.baseUrlPath")
    if path:
        raise DataError(
            (
                Fault(
                    "server.baseUrlPath",
                    f"{path!r} cannot be used: the pages live at the root of a host of their own "
                    "(docs/deploy.md)",
                ),
            )
        )


def announce() -> None:
    """Say where to open the pages, once the data are verified and the server answers."""
    log = get_logger(__name__)
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    address = st.get_option("server.address") or ""
    host = "localhost" if address in _ANY else address
    log.info("Now open %s://%s:%s", scheme, host, st.get_option("server.port"))
    if address not in _LOCAL:
        log.info("Other machines reach it too: docs/deploy.md says how to serve it to many.")
