"""The band above the map: a combobox that asks the server, and the trail back."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from geo.finding import hits
from geo.model import Lang
from geo.wording import words
from tests.data import dataset

DATA = dataset()
_SHOW = """
more => harness.part('find', {part: 'find', lang: 'id', here: 1,
  trail: [['34', 'DIY'], ['3404', 'Kab. Sleman'], ['3404070', 'Depok']], ...more})
"""
Show = Callable[..., None]


def _answer(route: Route) -> None:
    asked = parse_qs(urlsplit(route.request.url).query)
    found = hits(DATA, asked["q"][0], words(Lang(asked["lang"][0])))
    route.fulfill(body=json.dumps({"q": asked["q"][0], "hits": found}))


def _show(page: Page, answer: Callable[[Route], None] = _answer, **more: object) -> None:
    page.unroute_all()
    page.route("**/api/v1/search?*", answer)
    page.evaluate(_SHOW, more)
    expect(page.locator(".find-box")).to_have_attribute(
        "placeholder", r"Cari nama atau kode wilayah"
    )


def _calls(page: Page) -> list[list[str]]:
    return page.evaluate("harness.calls")


def _active(page: Page) -> str | None:
    chosen = page.locator(".find-hit[aria-selected=true]")
    current = page.locator(".find-box").get_attribute("aria-activedescendant")
    if not chosen.count():
        return None
    assert chosen.get_attribute("id") == current
    return chosen.get_attribute("data-code")


def test_an_area_is_found_and_chosen_by_keyboard_alone(page: Page) -> None:
    _show(page)
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Cari wilayah")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("jetis")
    expect(page.locator(".find-hit")).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Wilayah yang cocok")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("3 wilayah cocok")
    expect(page.locator(".find-hit").nth(1)).to_contain_text("Kota Yogyakarta, DIY")
    seen = [_active(page)]
    for key in ("ArrowDown", "End", "ArrowDown", "ArrowUp", "Home", "ArrowDown"):
        page.keyboard.press(key)
        seen.append(_active(page))
    first, second, last = "3402080", "3471130", "3403030007"
    assert seen == [first, second, last, first, last, first, second]
    page.keyboard.press("Enter")
    assert _calls(page) == [["find", "go", second]]
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    _show(page, trail=[["34", "DIY"], ["3471", "Kota Yogyakarta"], ["3471130", "Jetis"]])
    expect(page.get_by_role("status")).to_have_text("Yang tampil sekarang: Jetis.")


def test_escape_closes_then_empties_and_a_slash_in_a_field_is_a_slash(page: Page) -> None:
    _show(page)
    box = page.locator(".find-box")
    box.fill("dago")
    expect(page.locator(".find-hit")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".find-hit")).to_have_count(0)
    expect(box).to_have_value("dago")
    page.keyboard.press("/")
    expect(box).to_have_value("dago/")
    expect(page.locator(".find-hit")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    assert _calls(page) == []


def test_a_late_answer_to_an_older_question_is_dropped(page: Page) -> None:
    held: list[Route] = []
    _show(
        page, lambda route: held.append(route) if "q=jet&" in route.request.url else _answer(route)
    )
    box = page.locator(".find-box")
    with page.expect_request("**/api/v1/search?q=jet&*"):
        box.fill("jet")
    box.fill("dago")
    expect(page.locator(".find-hit")).to_have_attribute("data-code", "3273230006")
    _answer(held[0])
    page.keyboard.press("Enter")
    assert _calls(page) == [["find", "go", "3273230006"]]


def test_enter_before_the_answer_takes_its_first_hit(page: Page) -> None:
    _show(page)
    page.locator(".find-box").focus()
    page.keyboard.type("coblong")
    page.keyboard.press("Enter")
    expect(page.locator(".find-box")).to_have_value("")
    assert _calls(page) == [["find", "go", "3273230"]]


def test_nothing_found_says_what_can_be_searched(page: Page) -> None:
    _show(page)
    page.locator(".find-box").fill("qwertyuiop")
    expect(page.locator(".find-note")).to_contain_text("Tidak ada wilayah yang cocok")
    expect(page.get_by_role("status")).to_contain_text("kode BPS atau Kemendagri")
    page.keyboard.press("Enter")
    assert _calls(page) == []
    page.locator(".find-box").blur()
    expect(page.locator(".find-note")).to_be_hidden()


def test_a_cut_connection_says_so_and_asks_again_when_it_is_back(phone: Page) -> None:
    _show(phone)
    # A refused request would also complain in the console, which no test may ignore.
    phone.evaluate(
        "() => { harness.fetch = fetch; window.fetch = async () => { throw new TypeError(); }; }"
    )
    phone.locator(".find-box").tap()
    phone.keyboard.type("depok")
    expect(phone.locator(".find-note")).to_contain_text("tidak terhubung")
    phone.evaluate("() => { window.fetch = harness.fetch; dispatchEvent(new Event('online')); }")
    expect(phone.locator(".find-hit")).to_have_count(2)
    expect(phone.locator(".find-note")).to_be_hidden()
    phone.locator(".find-hit").first.tap()
    assert _calls(phone) == [["find", "go", "3404070"]]


def test_each_step_of_the_trail_but_the_last_leads_back(page: Page) -> None:
    _show(page)
    trail = page.get_by_role("navigation", name="Jenjang wilayah")
    assert trail.get_by_role("listitem").all_inner_texts() == ["DIY", "Kab. Sleman", "Depok"]
    expect(trail.locator("[aria-current=location]")).to_have_text("Depok")
    assert trail.get_by_role("button").all_inner_texts() == ["DIY", "Kab. Sleman"]
    trail.get_by_role("button", name="Kab. Sleman").focus()
    page.keyboard.press("Enter")
    assert _calls(page) == [["find", "back", "3404"]]
    page.evaluate(_SHOW, {"trail": [["34", "DIY"], ["3404", "Kab. Sleman"]]})
    expect(trail.locator("[aria-current=location]")).to_be_focused()


@pytest.mark.parametrize("text", ["bantul", "kelurahan di kota bandung yang panjang sekali"])
def test_the_list_lies_over_the_page_and_moves_nothing(phone: Page, text: str) -> None:
    _show(phone)
    tall = "() => document.querySelector('.peta-find').getBoundingClientRect().height"
    before = phone.evaluate(tall)
    phone.locator(".find-box").fill(text)
    expect(phone.locator(".find-hit, .find-note:visible").first).to_be_visible()
    assert phone.evaluate(tall) == before
    assert phone.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_only_a_single_click_on_what_the_server_knows_to_be_selected_drills(page: Page) -> None:
    show = """async more => harness.part('list', await harness.list('34', 'kecamatan', more))"""
    choose = "([code, again]) => peta.emit('select', {code, from: 'a', side: 'a', again})"
    page.evaluate(show, {"selected": "3404070", "drill": "Lihat bagian dari Depok"})
    page.wait_for_selector('tr.selected[data-code="3404070"]')
    page.evaluate(choose, ["3404070", False])
    assert _calls(page) == []
    page.evaluate(choose, ["3404070", True])
    page.get_by_role("button", name="Lihat bagian dari Depok").click()
    assert _calls(page) == [["list", "drill", "3404070"]] * 2
    page.evaluate(choose, ["3402010", True])
    page.evaluate(choose, ["3402010", True])
    assert _calls(page)[2:] == [["list", "select", "3402010"]]
    page.evaluate(show, {"selected": "3402010", "drill": ""})
    page.wait_for_selector('tr.selected[data-code="3402010"]')
    expect(page.locator(".pick-drill")).to_be_hidden()
    page.evaluate(choose, ["3402010", True])
    assert len(_calls(page)) == 3
