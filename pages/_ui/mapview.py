"""The map of one side, in its own frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo.dataset import Dataset
from geo.maps import base_map, paint
from geo.views import geometry_url
from pages._ui import cached


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
            feature_group_to_add=paint(payload),
        )
