from __future__ import annotations

import json
import re
from typing import Any

import folium
import pytest
import streamlit_folium

from geo.maps import LEAFLET, base_map, paint

PAYLOAD = {"level": "kabkota", "classes": "0123n", "label": 'a "quoted" label', "selected": None}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What st_folium sends to its frame, call by call."""
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(
        streamlit_folium, "_component_func", lambda **arguments: calls.append(arguments)
    )
    return calls


def _base(side: str = "a") -> folium.Map:
    return base_map(
        side=side, region="34", geometry="/geometry/v", client="/assets/v/client",
        bounds=(110.0, -8.2, 110.9, -7.5), linked=True,
    )  # fmt: skip


def _show(drawn: folium.Map, payload: dict[str, Any]) -> None:
    streamlit_folium.st_folium(drawn, returned_objects=[], feature_group_to_add=paint(payload))


def test_a_base_map_loads_nothing_from_another_host(sent: list[dict[str, Any]]) -> None:
    _show(_base(), PAYLOAD)
    text = json.dumps(sent, default=str)
    assert re.findall(r"https?://|\"//", text) == []
    assert "tileLayer" not in text
    assert sent[0]["js_links"] == [f"{LEAFLET}/leaflet.js", "/assets/v/client/map.js"]
    assert sent[0]["css_links"] == [f"{LEAFLET}/leaflet.css", "/assets/v/client/map.css"]
    assert (sent[0]["header"], sent[0]["html"]) == ("", "")


def test_a_base_map_never_changes_so_that_its_frame_is_mounted_once(
    sent: list[dict[str, Any]],
) -> None:
    for side, payload in (("a", PAYLOAD), ("a", {"level": "province"}), ("b", PAYLOAD)):
        _show(_base(side), payload)
    first, again, other = (call["script"] for call in sent)
    assert "PetaMap.mount(map_div, " in first
    assert first == again
    assert first != other


def test_a_payload_is_handed_to_the_client_whole(sent: list[dict[str, Any]]) -> None:
    _show(_base(), PAYLOAD)
    (found,) = re.findall(r"window\.petaMap\.paint\((\{.*?\})\);", sent[0]["feature_group"])
    assert json.loads(found) == PAYLOAD
    assert sent[0]["feature_group"].count("map_div.addLayer(") == 1
