"""What crosses the wire: little at a change, nothing at all for looking around."""

from __future__ import annotations

import pytest

from tests.e2e.act import choose, coloured, viewport, zoom_in
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
    frame, runs = visit.maps()[0], visit.runs()
    before = viewport(visit)
    with visit.wire() as wire:
        box = visit.page.locator("iframe").first.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        visit.page.mouse.move(x, y)
        visit.page.mouse.down()
        visit.page.mouse.move(x + 60, y + 30, steps=4)
        visit.page.mouse.up()
        visit.page.mouse.wheel(0, -400)
        frame.get_by_role("button", name="Perkecil").click()
        visit.page.mouse.move(x, y)
        visit.page.mouse.move(x + 3, y + 3, steps=2)
        frame.locator(".peta-tip").wait_for(state="visible")
        visit.page.locator('tr[data-code="3404060"]').hover()
        visit.page.locator(".legend-entry").first.hover()
    assert viewport(visit) != before
    assert wire.sent == []
    assert visit.runs() == runs
