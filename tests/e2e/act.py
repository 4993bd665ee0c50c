"""What a reader does on the pages, by the names that stand on the screen."""

from __future__ import annotations

from playwright.sync_api import Frame, Locator

from tools.visit import Visit


def choose(visit: Visit, label: str, option: str) -> None:
    """Pick an option of a select box by its label and wait for the run that follows."""
    box = visit.page.get_by_role("combobox", name=label)
    box.click()
    with visit.rerun():
        visit.page.get_by_role("option", name=option, exact=True).click()


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
