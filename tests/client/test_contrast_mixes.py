"""Paired mixes on Compare: bars on one axis, and words for what is sure alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

_MIXES: dict[str, Any] = {
    "newmax": 2,
    "few": "2 %",
    "sample": 1,
    "groups": [
        {
            "d": "use", "top": 60, "ticks": ["0 %", "30 %", "60 %"], "u": "Tidak diketahui: DIY 9.",
            "rows": [
                ["integrated", [["", "12,2 %", "11,8–12,6", 12.2, 11.8, 12.6],
                                ["c", "17,3 %", "16,8–17,9", 17.3, 16.8, 17.9]], [-1]],
                ["promotion", [["", "24,8 %", "24,3–25,3", 24.8, 24.3, 25.3], ["s"]], [0]],
                ["none", [["", "58,9 %", "", 58.9], ["", "49,5 %", "", 49.5]], [1]],
            ],
        },
        {"d": "size", "x": "sedang disaring"},
        {
            "d": "sector", "top": 50, "ticks": ["0 %", "25 %", "50 %"], "fold": 1,
            "rows": [
                ["G", [["", "35,3 %", "", 35.3], ["", "40,0 %", "", 40.0]], [0]],
                ["B", [["", "0,6 %", "", 0.6], ["", "0,5 %", "", 0.5]], [0]],
            ],
        },
    ],
}  # fmt: skip


def _show(page: Page, sent: dict[str, Any], *names: str) -> None:
    payload = {"part": "contrasts", "lang": "id", "given": ["mixes"], "names": names}
    page.evaluate("data => harness.part('contrasts', data)", {**payload, "mixes": sent})
    page.wait_for_selector("[data-section=mixes] > summary:not(:empty)", state="attached")


def _opened(page: Page) -> None:
    _show(page, _MIXES, "DIY", "Kota Bandung")
    page.locator("[data-section=mixes] > summary").click()


def test_bars_share_one_axis_and_only_what_is_sure_is_seen(page: Page) -> None:
    _opened(page)
    use = page.locator("[data-dimension=use]")
    integrated = use.locator("[data-option=integrated]")
    expect(integrated.locator(".pairs-said")).to_have_text("▼ lebih banyak di Kota Bandung")
    expect(use.locator("[data-option=none] .pairs-said")).to_have_text("▲ lebih banyak di DIY")
    expect(use.locator("[data-option=promotion] .pairs-said")).to_have_count(0)
    expect(use.locator("[data-option=promotion] .pairs-reading")).to_have_text(
        "tidak berbeda nyata"
    )
    hidden = use.locator("[data-option=promotion] tr.side-b")
    expect(hidden.locator(".pairs-fill")).to_have_count(0)
    expect(hidden).to_contain_text("dirahasiakan")
    widths = use.locator(".pairs-fill").evaluate_all(
        "bars => bars.map(bar => bar.offsetWidth / bar.parentElement.offsetWidth)"
    )
    told = [12.2, 17.3, 24.8, 58.9, 49.5]
    assert all(abs(60 * w - t) < 1 for w, t in zip(widths, told, strict=True))
    expect(use.get_by_role("table", name="Pemakaian internet")).to_be_visible()
    expect(page.locator(".pairs").nth(1)).to_contain_text("sedang disaring")


def test_what_was_unfolded_stays_so_when_the_server_answers_again(page: Page) -> None:
    _opened(page)
    folded = page.locator("[data-option=B]")
    expect(folded).to_be_hidden()
    page.locator(".pairs-fold > summary").click()
    _show(page, _MIXES, "DIY", "Kota Bandung")
    expect(folded).to_be_visible()


def test_of_three_areas_each_is_told_by_its_letter(page: Page) -> None:
    pieces = [["", "10 %", "", 10], ["", "20 %", "", 20], ["", "5 %", "", 5]]
    group = {"d": "age", "top": 20, "ticks": ["0 %", "10 %", "20 %"]}
    sent = {**_MIXES, "groups": [{**group, "rows": [["new", pieces, [-1, 1]]]}]}
    _show(page, sent, "DIY", "Kota Bandung", "Kabupaten Sleman")
    page.locator("[data-section=mixes] > summary").click()
    expect(page.locator(".pairs-said")).to_have_text(
        ["▼ lebih banyak di B daripada di A", "▲ lebih banyak di A daripada di C"]
    )
    expect(page.locator(".pairs-key span span")).to_have_text(
        ["DIY", "Kota Bandung", "Kabupaten Sleman"]
    )


def test_on_the_phone_the_rows_stack_and_stay_a_table(phone: Page) -> None:
    _opened(phone)
    rows = phone.locator("[data-option=integrated]")
    expect(rows.get_by_role("rowheader", name="terpadu")).to_be_visible()
    lines = rows.locator(".pairs-bar").evaluate_all("bars => bars.map(b => b.clientWidth)")
    assert min(lines) > 120
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
