"""The map of one side, in its own frame."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo.dataset import Dataset
from geo.maps import base_map, paint
from geo.model import Base
from geo.views import geometry_url
from pages._ui import cached, state

_PAINTING, _MORE = 0.04, 0.03
"""Seconds in which a browser paints a map that has just been sent, and one more (ADR 17)."""


def show(
    data: Dataset, area: str, payload: Mapping[str, Any], *, side: str, height: int, linked: bool
) -> None:
    """Mount the map of `area`'s region once, and paint `payload` onto it.

    Nothing comes back from the frame: selecting goes through the list of areas.
    """
    region = data.gazetteer.region_of(area)
    drawn = base_map(
        side=side,
        region=region.code,
        geometry=geometry_url(data),
        client=cached.frontend().client_url,
        bounds=data.gazetteer.area(region.code).bounds,
        linked=linked,
    )
    # The container holds the place from the start; the frame inside grows from nothing.
    with st.container(key=f"map-{side}", height=height, border=False):
        st_folium(
            drawn,
            key=f"map-{side}-{region.code}",
            height=height,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=paint({**payload, **_tiles()}),
        )


def let_paint(maps: int) -> None:
    """Hold the rest of the page back until the browser has painted the maps sent so far."""
    time.sleep(_PAINTING + _MORE * (maps - 1))


def _tiles() -> dict[str, Any]:
    """Where the reader chose the online base map: its tiles, without an address if it has none."""
    if state.current().base is not Base.ONLINE:
        return {}
    tiles = cached.frontend().tiles
    return {"tiles": tiles.payload() if tiles else {}}
