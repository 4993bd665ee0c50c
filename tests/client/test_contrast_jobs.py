"""Job growth taken apart on Compare: waterfalls in the cells of a table."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

_NAMES = ["DIY", "Depok, Kab. Sleman"]
_JOBS: dict[str, Any] = {
    "newmax": 2,
    "said": ["Dari perkiraan pertumbuhan pekerjaan 2,0 % di DIY."],
    "why": [],
    "totals": [["", "+2,0", "1,0–3,0", 2.0, 1.0, 3.0], ["c", "+1,0", "0,5–1,5", 1.0, 0.5, 1.5]],
    "young": "Tidak ada usaha bertahan yang tergolong baru.",
    "example": 1,
    "falls": [
        {
            "d": "use", "among": ["other", "unknown"],
            "rows": [
                ["integrated",
                 ["", "+3,0", "2,0–4,0", 3.0, "60,0 %", "+5,0 %", "3,3–6,7", "c"], [1, "s"]],
                ["none",
                 ["", "−1,5", "−2,0 sampai −1,0", -1.5, "30,0 %", "−5,0 %", "−6,7 sampai −3,3", ""],
                 [0]],
                ["others",
                 ["", "+0,5", "0,4–0,6", 0.5, "10,0 %", "+5,0 %", "4,0–6,0", ""],
                 ["", "+1,0", "0,5–1,5", 1.0, "100,0 %", "+1,0 %", "0,5–1,5", ""]],
            ],
        },
        {
            "d": "age", "whole": [1],
            "rows": [["established",
                      ["", "+2,0", "1,0–3,0", 2.0, "100,0 %", "+2,0 %", "1,0–3,0", ""], [2]]],
        },
    ],
}  # fmt: skip


def _show(page: Page, sent: dict[str, Any]) -> None:
    payload = {"part": "contrasts", "lang": "id", "given": ["jobs"], "names": _NAMES}
    page.evaluate("data => harness.part('contrasts', data)", {**payload, "jobs": sent})
    page.wait_for_selector("[data-section=jobs] > summary:not(:empty)", state="attached")


def _opened(page: Page, **more: Any) -> None:
    _show(page, {**_JOBS, **more})
    page.locator("[data-section=jobs] > summary").click()


_ENDS = """row => [...row.querySelectorAll('.falls-cell')].map(cell => {
  const [bar, track] = [cell.querySelector('.falls-bar'), cell.querySelector('.falls-track')];
  if (!bar) return null;
  const [inner, outer] = [bar.getBoundingClientRect(), track.getBoundingClientRect()];
  return [inner.left - outer.left, inner.right - outer.left].map(at => at / (outer.width - 1));
})"""


def test_each_bar_starts_where_the_one_above_it_ended(page: Page) -> None:
    _opened(page)
    use = page.locator(".falls[data-dimension=use]")
    rows = use.locator("tbody tr")
    up, down, others, total = (rows.nth(at).evaluate(_ENDS) for at in range(4))
    scale = 1 / 3  # The axis goes from 0 to 3 points.
    for found, points in ((up[0], [0, 3]), (down[0], [1.5, 3]), (others[0], [1.5, 2])):
        assert all(abs(a - b * scale) < 0.02 for a, b in zip(found, points, strict=True))
    assert all(abs(a - b * scale) < 0.02 for a, b in zip(total[0], [0, 2], strict=True))
    assert up[1] is None
    assert down[1] is None
    assert all(abs(a - b * scale) < 0.02 for a, b in zip(others[1], [0, 1], strict=True))
    expect(rows.nth(0).locator(".falls-number")).to_contain_text("menambah +3,0 (2,0–4,0)")
    expect(rows.nth(1).locator(".falls-number")).to_contain_text("▼")
    expect(rows.nth(1).locator(".falls-number")).to_contain_text("mengurangi −1,5")
    expect(rows.nth(0).locator(".falls-made .care").first).to_have_text("*")
    expect(rows.nth(0).locator("td").nth(1)).to_contain_text("dirahasiakan")
    expect(rows.nth(1).locator("td").nth(1)).to_contain_text("tidak ada usaha bertahan")
    expect(rows.nth(2).locator("th")).to_contain_text("lainnya; tidak diketahui")
    expect(use.get_by_role("columnheader", name="Depok, Kab. Sleman")).to_be_visible()
    expect(use.get_by_role("rowheader", name="Pertumbuhan pekerjaan")).to_be_visible()


def test_the_keyboard_changes_the_dimension_and_an_answer_keeps_it(page: Page) -> None:
    _opened(page)
    before = page.evaluate("harness.calls.length")
    page.get_by_role("radio", name="Pemakaian internet").focus()
    page.keyboard.press("ArrowRight")
    age = page.locator(".falls[data-dimension=age]")
    expect(age).to_be_visible()
    expect(page.locator(".falls[data-dimension=use]")).to_be_hidden()
    expect(age).to_contain_text("Depok, Kab. Sleman: menurut umur usaha")
    expect(age).to_contain_text("tidak diurai")
    _show(page, _JOBS)
    expect(age).to_be_visible()
    expect(page.get_by_role("radio", name="Umur usaha")).to_be_focused()
    assert page.evaluate("harness.calls.length") == before


def test_a_third_area_stands_below_on_the_same_axis_and_nothing_says_why(page: Page) -> None:
    row = _JOBS["falls"][1]["rows"][0]
    more = [*_JOBS["totals"], ["", "+1,0", "", 1.0]]
    falls = [{"d": "age", "rows": [[row[0], row[1], row[1], row[1]]]}]
    _opened(page, totals=more, falls=falls, fixed=["use"])
    page.set_viewport_size({"width": 390, "height": 800})
    expect(page.locator(".falls-table")).to_have_count(2)
    expect(page.locator("[data-section=jobs]")).to_contain_text("Sedang disaring")
    wide = "() => document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)
    _show(
        page, {"newmax": 2, "said": [], "why": ["Ditutup."], "totals": [["s"], ["s"]], "falls": []}
    )
    expect(page.locator("[data-section=jobs] .section-body")).to_have_text("Ditutup.")
