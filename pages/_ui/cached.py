"""What every reader shares: the data and where the browser finds our files, all read-only."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import streamlit as st
import streamlit_folium

from geo.api import Frontend
from geo.dataset import Dataset, load
from geo.disclosure import threshold
from geo.origins import origins_of
from geo.tiles import tiles_of

_ROOT = Path(__file__).parents[2]


@cache
def dataset() -> Dataset:
    """The project's data, verified; nobody may change it.

    `PETA_DISCLOSURE_MIN` in the server's environment sets the smallest count that is published.
    Raises DataError with every fault.
    """
    return load(_ROOT / "data", threshold(os.environ.get("PETA_DISCLOSURE_MIN")))


@cache
def frontend() -> Frontend:
    """Folders of browser files, the online tiles and the other sites of the server's environment.

    Raises DataError where what it says of either cannot be used.
    """
    return Frontend(
        client=_ROOT / "pages" / "_ui" / "client",
        static=Path(st.__file__).parent / "static",
        map_frame=Path(streamlit_folium.__file__).parent / "frontend" / "build",
        tiles=tiles_of(os.environ),
        origins=origins_of(os.environ),
    )
