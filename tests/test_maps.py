from __future__ import annotations

import json
import re

import folium

from geo.maps import LEAFLET, base_map, paint

PAYLOAD = {"level": "kabkota", "classes": "0123n", "label": 'a "quoted" label', "selected": None}


def _base(side: str = "a") -> folium.Map:
    return base_map(
        side=side, region="34", geometry="/geometry/v", client="/assets/v/client",
        bounds=(110.0, -8.2, 110.9, -7.5), linked=True,
    )  # fmt: skip


def _named(drawn: folium.Map) -> str:
    """The rendered page, with the random names of its elements made equal."""
    return re.sub(r"\b(map|mount|feature_group)_[0-9a-f]{32}", r"\1_x", drawn.get_root().render())


def test_a_base_map_loads_nothing_from_another_host() -> None:
    html = _named(_base())
    assert re.findall(r"(?:src|href)=\"(?:https?:)?//", html) == []
    assert "tileLayer" not in html
    # st_folium reads the scripts of a map from here.
    scripts = [url for _, url in _base().default_js]
    assert scripts == [f"{LEAFLET}/leaflet.js", "/assets/v/client/map.js"]


def test_a_base_map_never_changes_so_that_its_frame_is_mounted_once() -> None:
    assert _named(_base()) == _named(_base())
    assert _named(_base("a")) != _named(_base("b"))


def test_a_payload_is_handed_to_the_client_whole() -> None:
    drawn = _base()
    paint(PAYLOAD).add_to(drawn)
    (sent,) = re.findall(r"petaMap\.paint\((\{.*?\})\);", _named(drawn))
    assert json.loads(sent) == PAYLOAD
