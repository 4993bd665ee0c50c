"""Files on a kept connection beside the same file on a new one: does the server wait for acks?"""

from __future__ import annotations

import http.client
import statistics
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from geo.maps import LEAFLET
from tests.bench.measure import Measure, seconds

TURNS = 40


def files(_: Browser, origin: str) -> Iterator[Measure]:
    """A small file over and over on one connection, and by turns each time on its own.

    A client acknowledges at once while a connection is new, and later after 40 ms: a server that
    sends the body of an answer only when its head is acknowledged is slow on kept ones alone.
    """
    host = urlsplit(origin).netloc
    kept = http.client.HTTPConnection(host)
    old, new = [], []
    for _turn in range(TURNS):
        old.append(seconds(lambda: _get(kept)))
        fresh = http.client.HTTPConnection(host)
        new.append(seconds(lambda own=fresh: _get(own)))  # type: ignore[misc]
        fresh.close()
    kept.close()
    again, first = statistics.median(old), statistics.median(new)
    what = f"file on a kept connection, times as long as on a new one ({first * 1000:.1f} ms)"
    yield Measure(what, again / first, 1.5, "×")
    yield Measure("file on a kept connection", again * 1000, 20, "ms")


def _get(connection: http.client.HTTPConnection) -> None:
    connection.request("GET", f"{LEAFLET}/leaflet.css")
    answer = connection.getresponse()
    if answer.status != http.client.OK or not answer.read():
        raise RuntimeError(f"the file came with status {answer.status}")
