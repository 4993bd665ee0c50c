"""Links, Back and Forward: the address of the page is the whole state of a view."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from geo.model import Page
from tests.e2e.act import choose, coloured, follow, row, shape
from tests.e2e.conftest import Visitor
from tools.server import Server
from tools.visit import Visit


def view(visit: Visit) -> dict[str, object]:
    """What a reader sees of a view, beside its address."""
    page = visit.page
    return {
        "title": page.title(),
        "answer": page.locator(".peta-answer, .peta-hero").all_inner_texts(),
        "legend": page.locator('[data-part="legend"]').all_inner_texts(),
        "table": page.locator('[data-part="areas"] table').all_text_contents(),
        "selected": [box.input_value() for box in page.locator(".pick-box").all()],
        "maps": [
            frame.evaluate(
                "() => [...document.querySelectorAll('path[data-code]')]"
                ".map((path) => path.dataset.code + path.dataset.class).join()"
            )
            for frame in visit.maps()
        ],
    }


@pytest.mark.parametrize("page", Page)
def test_a_deep_link_opens_on_a_fresh_server(
    fresh_server: Server, visitor: Visitor, page: Page
) -> None:
    path = "/" if page is Page.HOME else f"/{page}"
    shown = visitor(fresh_server.origin).open(f"{path}?lang=en")
    assert shown.locator(".st-key-head").get_by_role("link", name="Explore").is_visible()
    assert shown.locator("h1").count() == 1


def test_a_copied_link_opens_the_same_view_elsewhere(visitor: Visitor) -> None:
    first = visitor()
    first.context.grant_permissions(["clipboard-read", "clipboard-write"])
    first.open("/explore")
    choose(first, "Indikator", "Pengangguran terbuka")
    choose(first, "Tahun", "2021")
    with first.rerun():
        row(first, "3402").get_by_role("button").click()
    first.page.get_by_role("button", name="Salin tautan").click()
    link = first.page.evaluate("() => navigator.clipboard.readText()")
    assert dict(parse_qsl(urlsplit(link).query)) == {
        "metric": "unemprate", "year": "2021", "at": "3402",
    }  # fmt: skip
    second = visitor()
    second.open(link.removeprefix(second.origin))
    assert view(second) == view(first)


def test_a_link_of_compare_opens_the_same_view_elsewhere(visitor: Visitor) -> None:
    first = visitor()
    first.open("/compare?lang=en")
    choose(first, "Indicator", "Open unemployment")
    with first.rerun():
        first.page.get_by_role("button", name="Swap A and B").click()
    second = visitor()
    second.open(first.page.url.removeprefix(first.origin))
    assert view(second) == view(first)
    assert "a=3273" in first.page.url


def test_back_and_forward_step_through_a_walk(visitor: Visitor) -> None:
    visit = visitor()
    visit.open("/explore")
    steps = [view(visit)]

    def seen() -> None:
        steps.append(view(visit))

    choose(visit, "Indikator", "Usaha, Sensus 2016")
    seen()
    with visit.rerun():
        shape(visit.maps()[0], "3404").click(force=True)
    seen()
    with visit.rerun():
        visit.page.get_by_role("radio", name="Kota Bandung").click()
    seen()
    choose(visit, "Indikator", "Penduduk 15+ bekerja")
    seen()
    choose(visit, "Tahun", "2019")
    seen()
    follow(visit, "Banding")
    seen()
    with visit.rerun():
        visit.page.get_by_role("button", name="Tukar A dan B").click()
    seen()
    follow(visit, "Metode")
    seen()
    with visit.rerun():
        visit.page.get_by_role("button", name="English").click()
    seen()
    follow(visit, "Explore")
    seen()
    assert len(steps) > 8
    for expected in reversed(steps[:-1]):
        with visit.rerun():
            visit.page.go_back()
        assert view(visit) == expected
    for expected in steps[1:]:
        with visit.rerun():
            visit.page.go_forward()
        assert view(visit) == expected


def test_what_a_link_got_wrong_is_named_and_the_rest_shown(visitor: Visitor) -> None:
    visit = visitor()
    shown = visit.open("/explore?metric=nonsense&a=9999&k=12&foo=bar")
    notice = shown.get_by_role("status").filter(has_text="metric=nonsense")
    assert "a=9999" in notice.inner_text()
    assert "k=12" in notice.inner_text()
    assert "foo" not in notice.inner_text()
    assert coloured(visit.maps()[0]) == 78


def test_two_quick_changes_both_stay(visitor: Visitor) -> None:
    visit = visitor()
    visit.open("/explore?metric=emprate")
    visit.page.locator(".pick-box").select_option("3404")
    visit.page.locator(".pick-box").select_option("3402")
    visit.page.wait_for_url("**at=3402**")
    visit.settle()
    assert row(visit, "3402").locator("button").get_attribute("aria-current") == "true"
