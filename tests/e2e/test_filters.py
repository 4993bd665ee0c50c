"""Filters on the page: map, chart, table and sentence follow; view, focus and scroll stay."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.act import viewport, zoom_in
from tests.e2e.conftest import Visitor
from tests.e2e.test_wire import KIB, MAP_BAR, PAGE_BAR

KELURAHAN_BAR = 40 * KIB
CLASSES = """() => [...document.querySelectorAll("path.peta-area")]
  .map((area) => area.dataset.class).join()"""


def option(page: Page, group: str, code: str) -> Locator:
    """A check box of the filters, its group opened."""
    box = page.locator(f'details[data-group="{group}"]')
    if box.get_attribute("open") is None:
        box.locator("summary").first.click()
    return box.locator(f'input[value="{code}"]')


def seen(page: Page) -> dict[str, str]:
    """What a reader sees of one view, apart from the map."""
    return {
        "sentence": page.locator(".peta-answer").inner_text(),
        "chart": page.locator('[data-part="areas"] svg').first.inner_html(),
        "table": page.locator('[data-part="areas"] tbody').first.inner_text(),
        "base": page.locator(".filter-base").inner_text(),
        "legend": page.locator('[data-part="legend"]').inner_text(),
    }


@pytest.mark.parametrize(
    ("group", "code"), [("use", "promotion"), ("age", "new"), ("growth", "grew")]
)
def test_each_of_the_three_filters_changes_everything_that_is_shown(
    visitor: Visitor, group: str, code: str
) -> None:
    visit = visitor()
    page = visit.open("/explore?metric=workersper")
    before, classes = seen(page), visit.maps()[0].evaluate(CLASSES)
    with visit.rerun():
        option(page, group, code).check()
    after = seen(page)
    assert [what for what in before if before[what] == after[what]] == []
    assert visit.maps()[0].evaluate(CLASSES) != classes
    assert f"{group}={code}" in page.url
    with visit.rerun():
        page.locator('[data-chip="reset"]').click()
    assert seen(page) == before
    assert f"{group}=" not in page.url


@pytest.mark.parametrize(
    ("path", "bar"),
    [
        ("/explore?metric=workersper", PAGE_BAR),
        ("/explore?metric=workersper&level=kelurahan", KELURAHAN_BAR),
        ("/compare?metric=workersper", PAGE_BAR),
    ],
)
def test_a_filter_change_keeps_view_focus_and_scroll_and_sends_little(
    visitor: Visitor, path: str, bar: int
) -> None:
    visit = visitor()
    page = visit.open(path)
    if "compare" in path:
        page.locator(".filter-summary").click()
    zoom_in(visit)
    box = option(page, "size", "micro")
    box.focus()
    view, frames = viewport(visit), visit.maps()
    place = box.bounding_box()
    assert place is not None
    with visit.wire() as wire, visit.rerun():
        page.keyboard.press("Space")
    assert viewport(visit) == view
    assert visit.maps() == frames
    assert page.evaluate("() => document.activeElement.value") == "micro"
    # The sentence above may take a line less; what the reader looks at stays where it is.
    after = option(page, "size", "micro").bounding_box()
    assert after is not None
    assert (after["x"], after["y"]) == pytest.approx((place["x"], place["y"]), abs=1)
    maps = [len(message) for message in wire.received if b"petaMap.paint" in message]
    assert len(maps) == len(frames)
    assert max(maps) <= MAP_BAR
    assert 0 < wire.bytes <= bar


def test_a_count_is_what_choosing_its_option_leaves(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/explore?metric=businesses&use=none")
    beside = option(page, "size", "small").locator("xpath=..").locator(".filter-count").inner_text()
    with visit.rerun():
        option(page, "size", "small").check()
    assert page.locator(".filter-base").inner_text().endswith(f"{beside} usaha")


def test_an_impossible_option_is_closed_and_says_why(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/explore?metric=businesses")
    farming = option(page, "sector", "A")
    assert farming.is_disabled()
    assert "sensus ekonomi" in farming.locator("xpath=..").inner_text()
    visit = visitor()
    page = visit.open("/explore?metric=integrated")
    assert option(page, "use", "integrated").is_disabled()
    assert "sudah menentukan" in page.locator('details[data-group="use"]').inner_text()
    assert option(page, "size", "micro").is_enabled()


def test_a_preset_sets_its_filters_and_an_official_metric_keeps_them(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/explore?metric=businesses")
    page.locator('details[data-group="presets"] summary').click()
    with visit.rerun():
        page.locator(".filter-preset").nth(1).click()
    assert "use=integrated" in page.url
    assert "growth=grew" in page.url
    assert page.locator(".filter-chip").count() == 2
    page = visit.open("/explore?metric=se2016&use=integrated&growth=grew")
    assert page.locator(".filter-chip").count() == 2
    assert page.locator(".filter-notice").is_visible()
    assert option(page, "use", "integrated").is_disabled()
