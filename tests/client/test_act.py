"""The part "where to act": its editor sends whole conditions, its list points and selects."""

from __future__ import annotations

from playwright.sync_api import Page, expect

_SHOW = """
more => harness.part('act', {part: 'act', lang: 'id', side: 'a', most: 3, set: [], selected: null,
  metrics: ['online', 'integrated', 'jobgrowth'],
  presets: [{text: 'Contoh', set: 'online.above.50'}], ...more})
"""
_FOUND = {
    "set": [["jobgrowth", "above", "6"]],
    "geometry": "/geometry/test/34/kecamatan.json",
    "count": "2 dari 78",
    "notes": [],
    "heads": ["Pertumbuhan di atas 6 %"],
    "codes": ["3404070", "3402010"],
    "sure": "10",
    "texts": [["7,0 (6,1–8,0)", "6,2 (5,1–7,2)"]],
}


def _show(page: Page, **more: object) -> None:
    page.evaluate(_SHOW, more)
    page.wait_for_selector("[data-add], fieldset")


def _calls(page: Page) -> list[list[str]]:
    return page.evaluate("harness.calls")


def test_a_condition_is_sent_by_keyboard_once_it_is_whole(page: Page) -> None:
    _show(page)
    page.locator("[data-add]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("select[name=metric]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert _calls(page) == []
    page.keyboard.press("Tab")
    page.keyboard.type("20.5")
    page.keyboard.press("Enter")
    assert _calls(page) == [["act", "act", "integrated.below.20.5"]]


def test_examples_conditions_and_all_of_them_can_be_set_and_taken_away(page: Page) -> None:
    _show(page)
    page.get_by_role("button", name="Contoh").click()
    _show(page, set=[["online", "above", "50"], ["integrated", "below", "-2.5"]])
    expect(page.locator("fieldset")).to_have_count(2)
    page.locator("[data-remove='0']").click()
    page.locator("[data-clear]").click()
    assert [call[2] for call in _calls(page)] == ["online.above.50", "integrated.below.-2.5", ""]


def test_a_fourth_condition_is_not_offered(page: Page) -> None:
    _show(page, set=[["online", "above", str(at)] for at in range(3)])
    expect(page.locator("fieldset")).to_have_count(3)
    assert page.locator("[data-add]").count() == 0


def test_the_list_points_and_selects_like_every_other(page: Page) -> None:
    _show(page, **_FOUND)
    row = page.locator("tr[data-code='3404070']")
    expect(row).to_contain_text("Depok")
    expect(row).to_contain_text("jelas")
    expect(page.locator("tr[data-code='3402010']")).to_contain_text("mungkin")
    row.hover()
    told = page.evaluate("harness.told.filter(item => item.type === 'point').at(-1)")
    assert (told["code"], told["from"]) == ("3404070", "act")
    row.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert _calls(page) == [["act", "select", "3404070"]]
    page.evaluate("peta.emit('point', {code: '3402010', class: null, from: 'a', side: 'a'})")
    expect(page.locator("tr.pointed")).to_have_attribute("data-code", "3402010")
