"""What the app's map is measured against: its own page, with the map as a stock GeoJson built anew.

Everything else on the page is the product's; the map alone is drawn by `st_folium` as its manual
shows it, from the same payload and the same simplified polygons. Only Leaflet comes from this
machine. `tests/bench/served.py` runs it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.dataset import Dataset
from geo.maps import LEAFLET
from geo.model import Level


def show(
    data: Dataset, area: str, payload: Mapping[str, Any], *, side: str, height: int, linked: bool
) -> None:
    """Draw the map of `payload` anew; the signature is that of `mapview.show`."""
    region = data.gazetteer.region_of(area)
    path = data.gazetteer.drawn_path(region.code, Level(payload["level"]))
    drawn = json.loads(path.read_text(encoding="utf-8"))
    for feature, mark, value in zip(
        drawn["features"], payload["classes"], payload["values"], strict=True
    ):
        feature["properties"] = {
            "name": feature["properties"]["n"],
            "value": value,
            "colour": payload["colours"][int(mark)] if mark.isdigit() else "#cccccc",
        }
    (south, west), (north, east) = payload["fit"]
    area_map = folium.Map(((south + north) / 2, (west + east) / 2), zoom_start=9, tiles=None)
    area_map.default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]
    area_map.default_css = [("leaflet", f"{LEAFLET}/leaflet.css")]
    folium.GeoJson(
        drawn,
        style_function=lambda feature: {
            "className": "peta-area",
            "fillColor": feature["properties"]["colour"],
            "fillOpacity": 1,
            "weight": 1,
        },
        tooltip=folium.GeoJsonTooltip(["name", "value"]),
    ).add_to(area_map)
    with st.container(key=f"map-{side}", height=height, border=False):
        st_folium(area_map, height=height, use_container_width=True)
