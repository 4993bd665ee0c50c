"""What crosses the wire: little at a change, nothing at all for looking around."""

from __future__ import annotations

import pytest

from tests.e2e.act import choose, coloured, look_around, viewport, zoom_in
from tests.e2e.conftest import Visitor

KIB = 1024
PAGE_BAR = 25 * KIB
MAP_BAR = 8 * KIB


@pytest.mark.parametrize("path", ["/explore", "/compare"])
@pytest.mark.parametrize(
    ("label", "option"),
    [("Indikator", "Penduduk 15+ bekerja"), ("Tahun", "2021")],
)
def test_a_change_sends_little_and_keeps_the_view(
    visitor: Visitor, path: str, label: str, option: str
) -> None:
    visit = visitor()
    visit.open(f"{path}?metric=unemprate")
    frame = visit.maps()[0]
    zoom_in(visit)
    before = viewport(visit)
    with visit.wire() as wire:
        choose(visit, label, option)
    assert viewport(visit) == before
    assert visit.maps()[0] == frame
    maps = [message for message in wire.received if b"petaMap.paint" in message]
    assert len(maps) == len(visit.maps())
    assert all(len(message) <= MAP_BAR for message in maps)
    assert 0 < wire.bytes <= PAGE_BAR


def test_a_change_at_kecamatan_sends_little(visitor: Visitor) -> None:
    visit = visitor()
    visit.open("/explore?metric=emprate")
    with visit.wire() as wire:
        choose(visit, "Indikator", "Wiraswasta per 1.000")
    assert coloured(visit.maps()[0]) == 78
    assert max(len(m) for m in wire.received if b"petaMap.paint" in m) <= MAP_BAR
    assert 0 < wire.bytes <= PAGE_BAR


@pytest.mark.parametrize("path", ["/explore", "/compare"])
def test_moving_zooming_and_pointing_send_nothing(visitor: Visitor, path: str) -> None:
    visit = visitor()
    visit.open(path)
    runs, before = visit.runs(), viewport(visit)
    with visit.wire() as wire:
        look_around(visit)
    assert viewport(visit) != before
    assert wire.sent == []
    assert visit.runs() == runs
