from __future__ import annotations

import pytest

from geo.errors import DataError
from geo.security import map_policy
from geo.tiles import OPENSTREETMAP, tiles_of
from tests.served import client

OWN = "https://maps.example.id:8443/a/{z}/{x}/{y}.png"
FRAME = "/component/streamlit_folium.st_folium/index.html"


def test_a_server_that_says_nothing_offers_openstreetmap_with_its_credit() -> None:
    tiles = tiles_of({})
    assert tiles == OPENSTREETMAP
    assert tiles.url.startswith(tiles.origin + "/")
    assert tiles.payload()["credit"] == [
        ["© OpenStreetMap", "https://www.openstreetmap.org/copyright"]
    ]


def test_a_server_may_offer_none() -> None:
    assert tiles_of({"PETA_TILES": "none"}) is None


def test_own_tiles_carry_their_credit_with_its_links() -> None:
    credit = "Peta: [BIG](https://www.big.go.id), 2025"
    tiles = tiles_of({"PETA_TILES": OWN, "PETA_TILES_CREDIT": credit})
    assert tiles is not None
    assert (tiles.url, tiles.origin) == (OWN, "https://maps.example.id:8443")
    assert tiles.credit == (
        ("Peta: ", None),
        ("BIG", "https://www.big.go.id"),
        (", 2025", None),
    )


@pytest.mark.parametrize(
    ("address", "credit", "count"),
    [
        (OWN, "", 1),
        ("https://maps.example.id/{z}/{x}.png", "BIG", 1),
        ("ftp://maps.example.id/{z}/{x}/{y}.png", "", 2),
        ("https://*/{z}/{x}/{y}.png", "BIG", 1),
        ("https://a.id; script-src *//{z}/{x}/{y}.png", "BIG", 1),
        ("/tiles/{z}/{x}/{y}.png", "BIG", 1),
    ],
)
def test_what_is_wrong_stops_the_start_with_every_fault(
    address: str, credit: str, count: int
) -> None:
    with pytest.raises(DataError) as refused:
        tiles_of({"PETA_TILES": address, "PETA_TILES_CREDIT": credit})
    assert len(refused.value.faults) == count


def test_only_the_map_frame_may_ask_for_tiles_and_only_for_pictures() -> None:
    for path in ("/", "/explore", "/api/health", "/assets/leaflet/leaflet.js"):
        assert OPENSTREETMAP.origin not in client().get(path).headers["content-security-policy"]
    policy = client().get(FRAME).headers["content-security-policy"]
    allowed = [rule for rule in policy.split("; ") if OPENSTREETMAP.origin in rule]
    assert allowed == [f"img-src 'self' {OPENSTREETMAP.origin} data: blob:"]
    assert "https://" not in map_policy()
