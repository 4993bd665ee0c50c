"""What the app is measured against: the same table as a GeoJson of a folium map, built anew.

One check box and one map by `st_folium` as its manual shows it, with the app's own simplified
polygons, colours and values; only Leaflet comes from this machine. `tests/bench/served.py` runs it.
"""

from __future__ import annotations

import json
from math import isnan

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.aggregate import area_tables
from geo.legend import legend_of
from geo.maps import LEAFLET
from geo.model import Use
from geo.query import Filters, Query
from geo.wording import words
from pages._ui import cached
from tests.bench.measure import METRIC


def main() -> None:
    """Draw the check box and the map."""
    data = cached.dataset()
    chosen = frozenset(use for use in Use if st.checkbox(str(use)))
    query = Query(metric=METRIC, filters=Filters(use=chosen))
    (table,) = area_tables(query, data, query.a)
    legend = legend_of(query, (table,))
    colours = [item.colour for item in legend.ranges]
    say = words(query.lang)
    classes = dict(zip(table.codes, legend.classes[0].tolist(), strict=True))
    values = dict(zip(table.codes, table.value.tolist(), strict=True))
    drawn = json.loads(data.gazetteer.drawn_path(query.a, table.level).read_text(encoding="utf-8"))
    for feature in drawn["features"]:
        code = feature["properties"]["c"]
        feature["properties"] = {
            "name": feature["properties"]["n"],
            "value": "" if isnan(values[code]) else say.number(values[code], table.metric.unit),
            "colour": colours[classes[code]] if classes[code] >= 0 else "#cccccc",
        }
    west, south, east, north = data.gazetteer.area(query.a).bounds
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
    st_folium(area_map, height=540, use_container_width=True)


main()
