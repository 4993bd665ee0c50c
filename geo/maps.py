"""The one folium module: a base map that never changes, and the class numbers painted onto it.

The base map carries no data, so that its frame is mounted once: whatever changes travels in a
feature group whose only child calls the client's `paint`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import folium
from branca.element import Element, MacroElement
from jinja2 import Template

LEAFLET = "/assets/leaflet"
"""URL of Leaflet's files, from its installed wheel."""


class _Bare(MacroElement):
    """Draws no page around itself: st_folium takes the scripts of the elements and leaves the rest.

    folium compiles a template for every piece of such a page, at every run, and its own styles
    would travel every time; the client has them.
    """

    def render(self, **_: Any) -> str:
        """Nothing."""
        return ""


class _Map(_Bare, folium.Map):
    """A map with an empty page."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        page: Any = self.get_root()
        page.header = Element()


class _Group(_Bare, folium.FeatureGroup):
    """A feature group that st_folium adds to the map."""


class _Mount(MacroElement):
    """Hands the Leaflet map to the client."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "PetaMap.mount({{ this._parent.get_name() }}, {{ this.config }});"
        "{% endmacro %}"
    )

    def __init__(self, config: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "Mount"
        self.config = config


class _Paint(MacroElement):
    """Calls the client with the payload of one view."""

    _template = Template(
        "{% macro script(this, kwargs) %}window.petaMap.paint({{ this.payload }});{% endmacro %}"
    )

    def __init__(self, payload: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "Paint"
        self.payload = payload


def base_map(
    *, side: str, region: str, geometry: str, client: str, bounds: tuple[float, ...], linked: bool
) -> folium.Map:
    """A new map without tiles; never cache it, since st_folium changes what it is given.

    `side` is `a` or `b`; `geometry` and `client` are URL prefixes without a slash at the end;
    `bounds` (west, south, east, north) in degrees (EPSG:4326); `linked` maps move together.
    """
    west, south, east, north = bounds
    drawn = _Map(
        location=((south + north) / 2, (west + east) / 2),
        zoom_start=9,
        tiles=None,
        zoom_snap=0.25,
        keyboard=False,
        max_zoom=16,
        min_zoom=6,
    )
    drawn.default_js = [
        ("leaflet", f"{LEAFLET}/leaflet.js"),
        ("peta", f"{client}/map.js"),
    ]
    drawn.default_css = [
        ("leaflet", f"{LEAFLET}/leaflet.css"),
        ("peta", f"{client}/map.css"),
    ]
    config = {"side": side, "region": region, "geometry": geometry, "linked": linked}
    drawn.add_child(_Mount(json.dumps(config)))
    return drawn


def paint(payload: Mapping[str, Any]) -> folium.FeatureGroup:
    """A feature group that paints `payload` (of `views.map_payload`) when it is added."""
    group = _Group()
    group.add_child(_Paint(json.dumps(payload, ensure_ascii=False, separators=(",", ":"))))
    return group
