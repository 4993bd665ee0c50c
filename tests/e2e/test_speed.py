"""First visits: soon, and nothing jumps. Medians, since machines are noisy."""

from __future__ import annotations

import http.client
import statistics
import time

import pytest

from geo.maps import LEAFLET
from tests.e2e.conftest import Visitor
from tools.server import Server

ROUNDS = 5


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", "/explore", "/compare", "/study", "/method"])
def test_nothing_jumps(visitor: Visitor, path: str, width: int) -> None:
    visit = visitor(width=width, height=844)
    visit.open(path)
    assert visit.shift() <= 0.1


def test_a_first_visit_shows_a_coloured_map_within_three_seconds(visitor: Visitor) -> None:
    took = []
    for _ in range(ROUNDS):
        visit = visitor()
        visit.open("/explore")
        took.append(visit.coloured())
    assert statistics.median(took) <= 3


def test_files_on_a_kept_connection_come_at_once(server: Server) -> None:
    connection = http.client.HTTPConnection(server.origin.removeprefix("http://"))
    took = []
    for _ in range(40):
        start = time.monotonic()
        connection.request("GET", f"{LEAFLET}/leaflet.css")
        assert connection.getresponse().read()
        took.append(time.monotonic() - start)
    connection.close()
    # The client's delayed acknowledgement, if the server waits for it, takes 0.04 s.
    assert statistics.median(took) < 0.02
