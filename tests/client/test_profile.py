"""The profile beside the list: tabs, sections that ask once when opened, figures and words."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

_LIST = "more => harness.list('34', 'kecamatan', {profile: 'DIY', ...more})"
_KEY = {
    "rows": [
        {
            "m": "integrated", "f": "", "v": "20,5 %", "s": "17,5–23,8",
            "r": [4, 1, 25, 78], "t": "ke-4 dari 78; bisa ke-1 sampai ke-25",
            "d": "lebih tinggi daripada Kabupaten Sleman (13,3)",
        },
        {"m": "workersper", "f": "u"},
    ],
    "among": "Peringkat di antara 78",
}  # fmt: skip
_MIX = {
    "newmax": 2,
    "groups": [
        {
            "d": "use",
            "p": [
                ["integrated", "", "20,5 %", "17,5–23,8", 20.5, 17.5, 23.8],
                ["promotion", "c", "28,0 %", "25,7–30,5", 28.0, 25.7, 30.5],
                ["other", "s"],
                ["none", "s"],
            ],
        },
        {"d": "age", "x": "sedang disaring"},
    ],
}
_SECTORS = {
    "region": "DIY",
    "rows": [
        ["N", "", "2,0 %", "1,4–2,8", 2.0, "1,50", "1,34–1,68", "", 1],
        ["G", "", "35,9 %", "33,6–38,2", 35.9, "1,01", "0,97–1,07", "", 0],
        ["K", "s", "", "", None, "", "", "s", 0],
    ],
}
_SIMILAR = {
    "features": "Usaha baru",
    "rows": [
        {"c": "3471060", "n": "Gondokusuman, Kota Yogyakarta", "d": "0,52", "a": "x", "b": "y"}
    ],
}


def _list(page: Page, **more: Any) -> None:
    sent = page.evaluate(_LIST, more)
    page.evaluate("data => harness.part('areas', data)", sent)
    page.wait_for_selector("tr[data-code]", state="attached")


def _profile(page: Page, **more: Any) -> None:
    sent = {"part": "profile", "lang": "id", "given": [], **more}
    page.evaluate("data => harness.part('profile', data)", sent)
    page.wait_for_selector("[data-section=mix] > summary:not(:empty)", state="attached")


def _asked(page: Page, *codes: str) -> None:
    """Waits until these, and no others, were asked for; a section tells that it opened later."""
    page.wait_for_function(
        "codes => harness.calls.filter(([, name]) => name === 'open')"
        ".map((call) => call[2]).join(' ') === codes",
        arg=" ".join(codes),
    )


def test_the_list_is_seen_first_and_arrows_move_between_the_tabs(page: Page) -> None:
    _list(page)
    _profile(page)
    tab = page.get_by_role("tab", name="Profil: DIY")
    expect(page.get_by_role("tab", name="Peringkat")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel", name="Peringkat")).to_be_visible()
    expect(page.locator(".peta-profile")).to_be_hidden()
    page.get_by_role("tab", name="Peringkat").focus()
    page.keyboard.press("ArrowRight")
    expect(tab).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Profil: DIY")).to_be_visible()
    expect(page.locator(".areas-pane")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Peringkat")).to_be_focused()
    page.keyboard.press("End")
    expect(tab).to_have_attribute("aria-selected", "true")


def test_map_and_select_box_show_the_profile_and_a_row_keeps_the_list(page: Page) -> None:
    _list(page)
    _profile(page)
    profile = page.locator(".peta-profile")
    page.locator("tr[data-code='3404070'] button").click()
    expect(profile).to_be_hidden()
    page.locator(".pick-box").select_option("3404080")
    expect(profile).to_be_visible()
    page.get_by_role("tab", name="Peringkat").click()
    page.evaluate("peta.emit('select', {code: '3404070', side: 'a'})")
    expect(profile).to_be_visible()
    selected = [call for call in page.evaluate("harness.calls") if call[1] == "select"]
    assert [call[2] for call in selected] == ["3404070", "3404080", "3404070"]


def test_what_is_opened_is_asked_for_once_and_what_is_closed_no_more(page: Page) -> None:
    _list(page)
    _profile(page)
    _asked(page)
    page.get_by_role("tab", name="Profil").click()
    _asked(page, "key")
    _profile(page, given=["key"], key=_KEY, name="DIY")
    page.locator("[data-section=mix] > summary").click()
    _asked(page, "key", "key,mix")
    _profile(page, given=["key", "mix"], key=_KEY, mix=_MIX)
    _profile(page, given=["key", "mix"], key=_KEY, mix=_MIX)
    expect(page.locator("[data-section=mix]")).to_have_attribute("open", "")
    page.get_by_role("tab", name="Peringkat").click()
    _asked(page, "key", "key,mix", "")


def test_a_closed_section_is_no_longer_sent(page: Page) -> None:
    _list(page)
    page.get_by_role("tab", name="Profil").click()
    _profile(page, given=["key"], key=_KEY)
    page.locator("[data-section=similar] > summary").click()
    _profile(page, given=["key", "similar"], key=_KEY, similar=_SIMILAR)
    page.locator("[data-section=similar] > summary").click()
    expect(page.locator("[data-section=similar]")).not_to_have_attribute("open", "")
    _asked(page, "key,similar", "key")


def test_figures_carry_their_words(page: Page) -> None:
    _profile(
        page, alone=True, given=["key", "mix", "sectors"], name="Kapanewon Depok",
        basis="Semua usaha", example="Data contoh", key=_KEY, mix=_MIX, sectors=_SECTORS,
    )  # fmt: skip
    for name in ("mix", "sectors"):
        page.locator(f"[data-section={name}] > summary").click()
    first = page.locator(".fact").first
    expect(first).to_contain_text("ke-4 dari 78; bisa ke-1 sampai ke-25")
    expect(page.locator(".fact").nth(1)).to_contain_text("tidak andal")
    expect(page.locator(".fact").nth(1).locator(".fact-value, .fact-places")).to_have_count(0)
    marks = page.locator("[data-dimension=use] th .use-mark")
    expect(marks).to_have_count(4)
    expect(page.locator("[data-dimension=use] tr").nth(2)).to_contain_text("dirahasiakan")
    expect(page.locator("[data-dimension=use] .mix-fill")).to_have_count(2)
    expect(page.locator("tr[data-sector=N]")).to_contain_text("▲ lebih banyak daripada di DIY")
    expect(page.locator("tr[data-sector=G] .sector-said")).to_have_count(0)
    expect(page.locator("tr[data-sector=K]")).to_contain_text("dirahasiakan")


def test_a_similar_area_points_and_selects(page: Page) -> None:
    _profile(page, alone=True, given=["key", "similar"], key=_KEY, similar=_SIMILAR)
    page.locator("[data-section=similar] > summary").click()
    button = page.get_by_role("button", name="Buka Gondokusuman, Kota Yogyakarta")
    button.hover()
    told = page.evaluate("harness.told.filter(item => item.type === 'point').at(-1)")
    assert (told["code"], told["from"]) == ("3471060", "profile")
    button.focus()
    page.keyboard.press("Enter")
    assert ["profile", "select", "3471060"] in page.evaluate("harness.calls")
