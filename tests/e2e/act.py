"""What a reader does on the pages, by the names that stand on the screen."""

from __future__ import annotations

from playwright.sync_api import Frame, Locator

from tests.resting import rest
from tools.visit import Visit

SCALE = (
    "() => { const line = document.querySelector('.leaflet-control-scale-line');"
    " return [line.textContent, parseFloat(line.style.width)]; }"
)
"""The scale bar of a map: its text and its width in pixels."""


def choose(visit: Visit, label: str, option: str) -> None:
    """Pick an option of a select box by its label and wait for the run that follows."""
    with visit.rerun():
        visit.page.get_by_role("combobox", name=label).select_option(label=option)


def follow(visit: Visit, name: str) -> None:
    """Follow a link of the page's head by its name."""
    with visit.rerun():
        visit.page.locator(".st-key-head").get_by_role("link", name=name).click()


def row(visit: Visit, code: str) -> Locator:
    """The row of an area in the table."""
    return visit.page.locator(f'tr[data-code="{code}"]')


def shape(frame: Frame, code: str) -> Locator:
    """The polygon of an area on a map."""
    return frame.locator(f'path.peta-area[data-code="{code}"]')


def coloured(frame: Frame) -> int:
    """How many areas of a map carry a class."""
    classes: list[str] = frame.evaluate(
        "() => [...document.querySelectorAll('path.peta-area')].map((path) => path.dataset.class)"
    )
    return sum(mark.isdecimal() for mark in classes)


def viewport(visit: Visit, side: int = 0) -> list[float]:
    """Place and size of the first area on the screen: they change with any move or zoom."""
    seen: list[float] = visit.maps()[side].evaluate(
        "() => { const box = document.querySelector('path.peta-area').getBoundingClientRect();"
        " return [box.x, box.y, box.width, box.height].map((size) => Math.round(size * 10) / 10); }"
    )
    return seen


def centre(frame: Frame) -> tuple[float, float]:
    """The middle of a map in pixels of its own zoom, from the origin of the projection."""
    x, y = frame.evaluate(
        "() => { const { x, y } = window.map.project(window.map.getCenter()); return [x, y]; }"
    )
    return x, y


def look_around(visit: Visit) -> None:
    """Drag and zoom the first map, and point at it, at a row of the table and at the legend."""
    frame = visit.maps()[0]
    # All of the map in sight, so that no press of its buttons scrolls the page.
    visit.page.locator("iframe").first.evaluate("map => map.scrollIntoView({ block: 'center' })")
    box = visit.page.locator("iframe").first.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    visit.page.mouse.move(x, y)
    visit.page.mouse.down()
    visit.page.mouse.move(x + 60, y + 30, steps=4)
    visit.page.mouse.up()
    visit.page.keyboard.down("Control")
    visit.page.mouse.wheel(0, -400)
    visit.page.keyboard.up("Control")
    frame.get_by_role("button", name="Perkecil").click()
    rest(visit.page)
    visit.page.mouse.move(x, y)
    visit.page.mouse.move(x + 3, y + 3, steps=2)
    frame.locator(".peta-tip").wait_for(state="visible")
    visit.page.locator('tr[data-code="3404060"]').hover()
    visit.page.locator(".legend-entry").first.hover()


def zoom_in(visit: Visit) -> None:
    """Zoom the first map by its button and wait until every map rests at the new zoom."""
    before = [frame.evaluate(SCALE) for frame in visit.maps()]
    visit.maps()[0].get_by_role("button", name="Perbesar").click()
    for frame, scale in zip(visit.maps(), before, strict=True):
        frame.wait_for_function(f"(was) => ({SCALE})().join() !== was.join()", arg=scale)
    rest(visit.page)
