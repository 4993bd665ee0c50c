"""A difference taken apart on Compare: bars of mix, behaviour and difference on one axis."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

_SENT: dict[str, Any] = {
    "m": "integrated",
    "pairs": [
        {
            "at": 1,
            "said": "Dari selisih +5,2 poin persen.",
            "parts": [
                ["", "−0,8", "−1,2 sampai −0,4", -0.8, -1.2, -0.4],
                ["c", "+6,0", "+5,0 sampai +7,0", 6.0, 5.0, 7.0],
                ["", "+5,2", "+4,4 sampai +6,0", 5.2, 4.4, 6.0],
            ],
        },
        {"at": 2, "x": "Selisih itu tidak diurai."},
    ],
}


def _opened(page: Page, **more: Any) -> None:
    payload = {
        "part": "contrasts", "lang": "id", "given": ["why"], "names": ["DIY", "Bantul", "Sleman"],
        "why": {**_SENT, **more},
    }  # fmt: skip
    page.evaluate("data => harness.part('contrasts', data)", payload)
    page.wait_for_selector("[data-section=why] > summary:not(:empty)", state="attached")
    page.locator("[data-section=why] > summary").click()


_ENDS = """pair => [...pair.querySelectorAll('.why-track')].map(track => {
  const at = (name) => track.querySelector(name).getBoundingClientRect();
  const [bar, zero, outer] = [at('.why-bar'), at('.why-zero').left, track.getBoundingClientRect()];
  return [bar.left - zero, bar.right - zero].map(end => end / outer.width);
})"""


def test_bars_start_at_one_zero_and_add_up(page: Page) -> None:
    _opened(page)
    mix, behaviour, whole = page.locator(".why-pair").first.evaluate(_ENDS)
    assert mix[0] < 0 < behaviour[1]
    assert [mix[1], behaviour[0], whole[0]] == pytest.approx([0, 0, 0], abs=0.005)
    assert mix[0] + behaviour[1] == pytest.approx(whole[1], abs=0.01)


def test_numbers_stand_in_a_table_and_silence_is_a_sentence(page: Page) -> None:
    _opened(page, instead=1, example=1)
    first, second = page.locator(".why-pair").all()
    table = first.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(table.get_by_role("row", name="Perilaku")).to_contain_text("+6,0*")
    expect(first.locator(".why-said")).to_have_text("Dari selisih +5,2 poin persen.")
    expect(second.locator(".why-said")).to_have_text("Selisih itu tidak diurai.")
    expect(second.get_by_role("table")).to_have_count(0)
    expect(page.locator("[data-section=why]")).to_contain_text("Data contoh")
    expect(page.locator("[data-section=why]")).to_contain_text("bukan bagian usaha")
